"""A chapter's notes: every beat in plain words, through the focalizer's eyes and no others'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from novel_engine.app.assembly import assemble
from novel_engine.story.asking.chapter_notes import ChapterNotes, Note, beats_apart, notes_of
from novel_engine.story.fabula.events import Acted, Complicated, Event, Learned, Refused, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling, Wish, is_act
from tests.support import bundled_stories
from tests.support.bundled_stories import STORIES, bundled_story
from tests.support.stories import Told, bundled_genre

pytestmark = pytest.mark.law

CONFIGS = Path(__file__).parents[3] / "configs"
MARK = re.compile(r"zq-[a-z.\-0-9]+-fact")
LATER = 10**9
OF_A_WORLD = ("looks", "sounds", "smells", "hands", "saying", "motif")


@lru_cache(maxsize=64)
def story(number: int) -> Told:
    """The bundled stories, turn about."""
    return bundled_story(STORIES[number % 2], number)


def noted(told: Told) -> tuple[ChapterNotes, ...]:
    return notes_of(told.fabula, told.telling)


def through(told: Told, focalizer: str, style: str = "") -> Telling:
    idiom = bundled_stories.materials(told.name.split()[0]).genre.idiom
    return plan(told.fabula, idiom, Wish(3000, focalizer, style))


def whole(chapter: ChapterNotes) -> str:
    return "\n".join([*chapter.knows, *chapter.stands, *(note.text for note in chapter.notes)])


# ── what stands in them ───────────────────────────────────────────────────────────────────────────


def test_every_beat_is_a_note_with_its_events_numbered_from_one() -> None:
    for number in range(1, 9):
        told = story(number)
        for chapter, notes in zip(told.telling.chapters, noted(told), strict=True):
            beats = list(beats_apart(chapter.beats))
            assert [note.events for note in notes.notes] == [beat.events for beat in beats]
            assert [note.number for note in notes.notes] == list(range(1, len(beats) + 1))
            assert [note.must for note in notes.notes] == [
                beat.needed or is_act(beat) for beat in beats
            ]
            assert (notes.number, notes.of, notes.focalizer) == (
                chapter.number,
                len(told.telling.chapters),
                told.telling.focalizer,
            )


def test_what_belongs_to_a_world_alone_is_noted_as_it_was_given() -> None:
    given = bundled_stories.materials("the-saturday-house")
    setting = assemble(given, "7").setting
    fabula = Fabula(setting, bundled_stories.simulated(setting))
    telling = plan(fabula, given.genre.idiom, Wish(style="plain"))
    noted = "\n".join(whole(one) for one in notes_of(fabula, telling))
    beats = [beat for chapter in telling.chapters for beat in chapter.beats]
    own = {key: values[0] for beat in beats for key, values in beat.features if key in OF_A_WORLD}

    assert {"motif", "looks"} <= own.keys()
    assert [said for said in own.values() if said not in noted] == []
    assert "the the " not in noted


def test_acts_that_are_joined_in_a_sentence_are_noted_each_by_itself() -> None:
    one, other = Beat("tend", (101,), 1, needed=True), Beat("give", (102,), 1, needed=True)
    assert list(beats_apart([Beat("and", (101, 102), 1, parts=(one, other)), one])) == [
        one,
        other,
        one,
    ]


def test_a_chapter_is_asked_for_at_about_the_length_that_is_told_offline() -> None:
    told = [story(number) for number in range(1, 13)]
    asked = sum(notes.words for one in told for notes in noted(one))
    ran_to = sum(
        len(p.text.split()) for one in told for chapter in one.chapters for p in chapter.paragraphs
    )
    assert 0.75 < asked / ran_to < 1.3
    assert all(notes.words % 10 == 0 and notes.words >= 60 for one in told for notes in noted(one))


def test_there_are_words_for_every_kind_of_act() -> None:
    assert [verb.name for verb in bundled_genre().verbs.values() if not verb.note] == []


def test_a_kind_of_act_that_only_a_genre_has_is_said_by_its_name() -> None:
    told = story(1)
    act = next(e for e in told.events if isinstance(e, Acted) and e.verb == "ask" and e.witnesses)
    assert "haggle with" not in noted(told)[0].notes[0].text
    text = single(told, replace(act, verb="haggle_with")).text
    assert "haggle with" in text


def test_no_id_stands_in_a_note() -> None:
    """No fact, thread, frame, kernel or ending, and no person, place or thing by anything but its
    name.
    """
    for number in range(1, 13):
        told = story(number)
        made = told.setting
        ids = {
            *made.facts,
            *made.threads,
            *(f.id for f in made.frames),
            *(e.id for e in made.endings),
            *made.kernels,
        }
        ids |= {c.id for c in made.complications} | {name for name in made.people if "-" in name}
        ids |= {name for name, _ in made.roles} | set(made.items)
        for chapter in noted(told):
            assert [name for name in sorted(ids) if name in whole(chapter)] == []


def test_what_nobody_in_the_story_knows_is_no_word_of_a_note() -> None:
    words = re.compile(
        r"\b(?:culprit|finder|suspect|leaver|confidant|stakes|tension|thread|kernel|frame|truth)\b"
    )
    for number in range(1, 13):
        assert [words.findall(whole(chapter)) for chapter in noted(story(number))] == [[]] * len(
            story(number).telling.chapters
        )


def test_notes_are_the_same_the_second_time() -> None:
    assert noted(story(3)) == noted(bundled_story(STORIES[1], 3))


# ── what the focalizer knows ──────────────────────────────────────────────────────────────────────


def marked(made: Setting) -> Setting:
    """The setting with a word in every claim that is found nowhere else."""
    facts = {
        name: replace(fact, claim=f"{fact.claim} zq-{name}-fact")
        for name, fact in made.facts.items()
    }
    return replace(made, facts=facts)


def learnt(events: tuple[Event, ...], person: str) -> dict[str, int]:
    """Since which event the person has held anything of each fact, by its mark."""
    found: dict[str, int] = {}
    for event in events:
        for effect in event.effects:
            if isinstance(effect, Learned) and effect.person == person:
                found.setdefault(f"zq-{effect.fact}-fact", id_of(event))
    return found


def leaks(told: Told, telling: Telling) -> Iterator[tuple[int, str]]:
    """Each mark in a note of what the focalizer had not learnt by the events of that note."""
    since = learnt(told.events, telling.focalizer)
    for chapter in notes_of(Fabula(marked(told.setting), told.events), telling):
        first = min(event for event in chapter.notes[0].events if event)
        for held in chapter.knows:
            yield from (
                (chapter.number, mark)
                for mark in MARK.findall(held)
                if since.get(mark, LATER) >= first
            )
        for note in chapter.notes:
            for mark in MARK.findall(note.text):
                if since.get(mark, LATER) > max(note.events):
                    yield chapter.number, mark


def test_no_note_holds_what_its_focalizer_has_not_learnt_by_then() -> None:
    """Through everybody, for it is through those who know least that a leak would show."""
    for number in range(1, 11):
        told = story(number)
        assert list(leaks(told, told.telling)) == [], number
        for person in sorted(told.setting.people):
            assert list(leaks(told, through(told, person))) == [], (number, person)


def test_the_canary_sings_when_a_note_tells_too_much() -> None:
    """Told of events through which nobody learnt anything, every claim in the notes is a leak."""
    told = story(1)
    empty = tuple(
        replace(e, effects=tuple(x for x in e.effects if not isinstance(x, Learned)))
        for e in told.events
    )
    since = learnt(empty, told.telling.focalizer)
    marks = [
        m
        for chapter in notes_of(Fabula(marked(told.setting), told.events), told.telling)
        for m in MARK.findall(whole(chapter))
    ]
    assert marks
    assert not since
    assert (
        MARK.findall(
            "".join(map(whole, notes_of(Fabula(marked(told.setting), empty), told.telling)))
        )
        == []
    )


def test_a_lie_reads_as_any_other_answer_to_whoever_hears_it() -> None:
    heard = 0
    for number in range(1, 21):
        told = story(number)
        acts = {id_of(e): e for e in told.events if isinstance(e, Acted)}
        for note in (
            note for chapter in noted(told) for note in chapter.notes if len(note.events) == 1
        ):
            act = acts.get(note.events[0])
            if (
                act is None
                or act.verb not in ("lie", "answer_true")
                or not note.must
                or not note.text.startswith(name(told, act.actor))
            ):
                continue
            heard += act.actor != told.telling.focalizer
            assert " answers " in note.text
            assert ("It is not so" in note.text) == (
                act.verb == "lie" and act.actor == told.telling.focalizer
            )
    assert heard > 10


def name(told: Told, person: str) -> str:
    return told.setting.people[person].short


def test_a_liar_knows_that_it_is_a_lie() -> None:
    for number in range(1, 21):
        told = story(number)
        liars = sorted({e.actor for e in told.events if isinstance(e, Acted) and e.verb == "lie"})
        for liar in liars[:1]:
            telling = through(told, liar)
            mine = {
                id_of(e)
                for e in told.events
                if isinstance(e, Acted) and e.verb == "lie" and e.actor == liar
            }
            notes = [
                n for c in notes_of(told.fabula, telling) for n in c.notes if set(n.events) & mine
            ]
            acts = [n for n in notes if n.must and len(n.events) == 1]
            assert all("knows it" in n.text for n in acts)


def test_from_outside_nobody_thinks_or_feels_anything() -> None:
    inward = re.compile(
        r"\b(?:is (?:certain|nearly sure|fairly sure|inclined|angry|afraid|guilty)|half thinks"
        r"|trusts \w+ (?:more|less))\b"
    )
    found = 0
    for number in range(1, 9):
        told = story(number)
        telling = through(told, told.telling.focalizer, "spare")
        assert telling.distance == 2
        notes = [note.text for chapter in notes_of(told.fabula, telling) for note in chapter.notes]
        assert [text for text in notes if inward.search(text)] == []
        found += sum("What there is to see or hear" in text for text in notes)
    assert found


# ── single notes ──────────────────────────────────────────────────────────────────────────────────


def single(
    told: Told, event: Acted | Refused | Complicated, tells: str = "", **changes: object
) -> Note:
    """The one note of a telling of one event, in the place of the event that has its number."""
    events = tuple(event if id_of(e) == id_of(event) else e for e in told.events)
    verb = tells or getattr(event, "verb", "complication")
    beat = Beat(verb, (id_of(event),), event.scene, (), event.roles, event.witnesses, needed=True)
    chapters = (Chapter(1, told.telling.focalizer, (), (), (beat,)),)
    telling = replace(told.telling, chapters=chapters, **changes)  # type: ignore[arg-type]
    return notes_of(Fabula(told.setting, events), telling)[0].notes[0]


def an_act(told: Told, verb: str) -> Acted:
    who = told.telling.focalizer
    return next(
        e for e in told.events if isinstance(e, Acted) and e.verb == verb and who in e.witnesses
    )


def test_words_that_somebody_chose_are_given_to_the_letter() -> None:
    told = story(1)
    act = replace(an_act(told, "ask"), line='Is "that" {so}?')
    note = single(told, act)
    assert note.line == 'Is "that" {so}?'
    assert "to be kept: \"Is 'that' {so}?\"" in note.text


def test_what_was_improvised_is_told_as_it_was_described() -> None:
    told = story(1)
    note = single(
        told, replace(an_act(told, "ask"), verb="improvise", line="Ida turns the lamp down.")
    )
    assert "Ida turns the lamp down." in note.text


def test_an_attempt_of_anothers_is_seen_to_fail_and_no_more() -> None:
    told = story(1)
    act, who = an_act(told, "ask"), told.telling.focalizer
    other = next(person for person in told.setting.people if person != who)
    tried = [
        Refused(
            act.turn,
            act.seq,
            act.causes,
            act.scene,
            act.place,
            p,
            "search",
            act.roles,
            "no",
            act.witnesses,
            (),
        )
        for p in (who, other)
    ]
    mine, theirs = (single(told, refused, "refused").text for refused in tried)
    assert mine == f"{name(told, who)} tries to search, and it comes to nothing."
    assert theirs == f"{name(told, other)} tries something, and it comes to nothing."


def test_a_question_about_what_means_nothing_to_its_hearer_is_told_as_that() -> None:
    told = story(1)
    act, who = an_act(told, "ask"), told.telling.focalizer
    since = learnt(told.events, who)
    strange = Fact("strange.deed", "strange", "deed", "somebody sank the boat")
    setting = replace(told.setting, facts={**told.setting.facts, "strange.deed": strange})
    roles = Roles((key, "strange.deed" if key == "F" else value) for key, value in act.roles)
    text = single(replace(told, setting=setting), replace(act, roles=roles)).text
    assert "strange.deed" not in since
    assert "sank" not in text
    assert "means nothing yet" in text


def test_each_kind_of_turn_has_its_words() -> None:
    kinds = {c.kind for number in range(1, 5) for c in story(number).setting.complications}
    assert kinds <= bundled_genre().ways.complications.keys()
    told = story(1)
    event = next(
        e
        for e in told.events
        if isinstance(e, Complicated) and told.telling.focalizer in e.witnesses
    )
    assert single(told, replace(event, complication="strange.turn")).text.startswith(
        "Something comes up"
    )


def test_a_person_without_a_tell_still_has_hands() -> None:
    told = story(1)
    act = an_act(told, "ask")
    bare = {name: replace(person, tell="") for name, person in told.setting.people.items()}
    note = single(replace(told, setting=replace(told.setting, people=bare)), act, "body")
    assert "hands" in note.text


def test_a_name_that_ends_in_a_stop_gives_a_note_one() -> None:
    told = story(1)
    stopped = {
        p: replace(one, short=f"the {p[0].upper()}.") for p, one in told.setting.people.items()
    }
    again = replace(told, setting=replace(told.setting, people=stopped))
    notes = [single(again, e).text for e in told.events if isinstance(e, Acted)]
    assert any(re.search(r"the [A-Z]\.(?: |\Z)", note) for note in notes)
    assert [note for note in notes if re.search(r"the [A-Z]\.\.|\Athe ", note)] == []


def test_a_walk_says_where_it_leads() -> None:
    told = story(1)
    away = [
        e
        for n in range(1, 13)
        for e in story(n).events
        if isinstance(e, Acted) and e.verb == "walk_out"
    ]
    assert away
    for number in range(1, 13):
        told = story(number)
        for act in (e for e in told.events if isinstance(e, Acted) and e.verb == "walk_out"):
            assert " is then " in single(told, act).text


def test_an_ending_of_which_nothing_is_known_gives_no_answer() -> None:
    """Told through whoever never learnt it."""
    texts = []
    for number in range(1, 21):
        told = story(number)
        for person in sorted(told.setting.people):
            telling = through(told, person)
            if telling.ending.endswith("never_learns") or any(
                "never_learns" in value
                for c in telling.chapters
                for b in c.beats
                for _, values in b.features
                for value in values
            ):
                texts += [note.text for c in notes_of(told.fabula, telling) for note in c.notes]
    assert any("has no answer" in text for text in texts)
