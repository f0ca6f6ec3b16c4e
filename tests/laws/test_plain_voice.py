"""The plain voice tells whatever happens, in any world, with nothing written for it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from novel_engine.app.assembly import assemble
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.fabula.events import Acted, Complicated, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.realising.plain_voice import PlainVoice
from novel_engine.story.telling.plain_selection import answers_first
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from novel_engine.story.verifying.leaks import problems
from tests.measures.played_nights import materials_of
from tests.support.bundled_stories import simulated
from tests.support.sampling import sample

pytestmark = [pytest.mark.law, pytest.mark.slow]

LONG_POUND = str(Path(__file__).parents[1] / "fixtures" / "long-pound" / "story.yaml")
STORIES = (
    LONG_POUND,
    "the-first-pressing",
    "the-saturday-house",
    "the-closing-pass",
    "short-handed",
)
CASES = [(story, seed) for story in STORIES for seed in range(1, 41)]
TRIED = 10
PLAIN = Wish(style="plain")
# After the end of a sentence a small letter; a brace; a word twice; a pronoun where none can stand.
AMISS = re.compile(
    r"[a-z]{2}[.?!] [a-z]|[{}]|\b(?!that\b|had\b)(\w+) \1\b|, (?:him|her|them), who "
    r"|(?:that|and|,) (?:me|him|them) (?:was|is|had|has)\b|\bof my (?:was|stood|lay)\b|\bYou \w+ks\b"
    r"| ,| \.|\.\."
)


@cache
def told(story: str, seed: int) -> tuple[Fabula, Telling, tuple[RenderedChapter, ...]]:
    materials = materials_of(story)
    setting = assemble(materials, str(seed)).setting
    fabula = Fabula(setting, simulated(setting))
    telling = plan(fabula, materials.genre.idiom, PLAIN)
    return fabula, telling, OfflineNarrator(setting, materials.genre.fragments).narrate(telling)


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly told"))
def test_everything_that_is_to_be_told_has_words(story: str, seed: int) -> None:
    _, _, chapters = told(story, seed)

    assert [shortfall for chapter in chapters for shortfall in chapter.shortfalls] == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly known"))
def test_it_says_nothing_that_whoever_it_is_told_through_cannot_know(story: str, seed: int) -> None:
    fabula, telling, chapters = told(story, seed)

    assert list(problems(fabula, telling, list(chapters))) == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly worded"))
def test_its_sentences_are_whole(story: str, seed: int) -> None:
    _, _, chapters = told(story, seed)
    texts = [paragraph.text for chapter in chapters for paragraph in chapter.paragraphs]

    assert [(found[0], text) for text in texts if (found := AMISS.search(text))] == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly met"))
def test_everybody_is_met_before_they_are_spoken_of(story: str, seed: int) -> None:
    """The first paragraphs say who there is and what each of them does."""
    fabula, _, chapters = told(story, seed)
    opening = " ".join(paragraph.text for paragraph in chapters[0].paragraphs[:3])

    people = fabula.setting.people.values()
    assert [person.name for person in people if person.name not in opening] == []
    assert [person.work for person in people if person.work and person.work not in opening] == []


def test_with_no_line_at_all_an_act_is_told_in_its_verbs_own_words() -> None:
    fabula, telling, _ = told(LONG_POUND, 1)
    bare = PlainVoice(fabula.setting, ())
    chapters = [bare.chapter(telling, chapter) for chapter in telling.chapters]

    untold = {one.split()[0] for chapter in chapters for one in chapter.shortfalls}
    assert untold <= {"opening", "earlier", "scene", "complication", "ending"}
    assert any(chapter.paragraphs for chapter in chapters)


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly once"))
def test_what_is_for_once_is_told_once(story: str, seed: int) -> None:
    once = {fragment.id for fragment in materials_of(story).genre.fragments if fragment.once}
    _, _, chapters = told(story, seed)
    paragraphs = (paragraph for chapter in chapters for paragraph in chapter.paragraphs)
    told_by = {
        (part, one.events[-1 if at else 0])
        for one in paragraphs
        for at, part in enumerate(one.fragment.split("+"))
    }
    times = Counter(part for part, _ in told_by if part in once)

    assert [part for part in times if times[part] > 1] == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly answered"))
def test_what_is_said_is_answered_before_anything_follows_from_it(story: str, seed: int) -> None:
    fabula, _, _ = told(story, seed)
    told_in = list(map(id_of, (happening.event for happening in answers_first(fabula))))
    acts = [event for event in fabula.events if isinstance(event, Acted)]
    late = [
        (said, answer)
        for said, answer in pairwise(acts)
        if said.scene == answer.scene
        and (answer.actor, answer.roles.get("B")) == (said.roles.get("B"), said.actor)
        and any(_follow_at_once(fabula, id_of(said), id_of(answer)))
        and told_in.index(id_of(answer)) != told_in.index(id_of(said)) + 1
    ]

    assert late == []
    assert sorted(told_in) == list(map(id_of, fabula.events))


def _follow_at_once(fabula: Fabula, said: int, answer: int) -> list[bool]:
    """Of all that comes between two acts, that it follows of itself; else nothing."""
    reasons = tuple(spine.motive for spine in fabula.setting.spines)
    kinds = {one.id: one.comes(reasons) for one in fabula.setting.complications}
    between = [event for event in fabula.events if said < id_of(event) < answer]
    follow = [
        isinstance(event, Complicated) and kinds.get(event.complication) == "consequence"
        for event in between
    ]
    return follow if all(follow) else []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly wanted"))
def test_what_somebody_wanted_is_told_where_it_is_at_stake_and_never_in_passing(
    story: str, seed: int
) -> None:
    _, _, chapters = told(story, seed)
    paragraphs = [paragraph for chapter in chapters for paragraph in chapter.paragraphs]
    wanted = [one for one in paragraphs if ", who wanted " in one.text]
    stakes = {one.id for one in materials_of(story).genre.fragments if one.tells == "stakes"}

    assert [one.text for one in paragraphs if ", who was afraid " in one.text] == []
    assert [one.text for one in wanted if not stakes & set(one.fragment.split("+"))] == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly standing"))
def test_how_people_stand_is_told_where_a_scene_begins(story: str, seed: int) -> None:
    _, telling, _ = told(story, seed)
    beats = [beat.tells for chapter in telling.chapters for beat in chapter.beats]

    before = {first for first, then in pairwise(beats) if then == "terms"}
    assert before <= {"opening", "scene", "look", "terms"}


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly over"))
def test_when_it_is_settled_only_what_comes_of_it_is_told(story: str, seed: int) -> None:
    fabula, telling, _ = told(story, seed)
    deed = fabula.setting.facts[fabula.setting.spines[0].deed]
    beats = [beat for chapter in telling.chapters for beat in chapter.beats if beat.verb]
    pair = (deed.hurts, deed.subject)
    ends = [
        at
        for at, beat in enumerate(beats)
        if (beat.roles.get("A"), beat.roles.get("B")) == pair
        and beat.marked("lasts")
        and beat.marked("turns")
        and not beat.marked("admits")
    ]

    after = beats[ends[0] + 1 :] if ends else []
    answers = [beat for beat in after if beat.verb and (beat.verb.answers or beat.verb.replies)]
    assert [b.tells for b in after if not b.marked("turns") and b not in answers] == []


@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "plainly wronged"))
def test_whoever_was_charged_wrongly_is_not_forgotten_at_the_end(story: str, seed: int) -> None:
    fabula, telling, _ = told(story, seed)
    setting = fabula.setting
    charged = {
        event.roles.get("B")
        for event in fabula.events
        if isinstance(event, Acted)
        and event.actor == telling.focalizer
        and setting.marked(event.verb, "charges")
        and not setting.facts[event.roles.get("F")].truth
    }
    endings = [b for chapter in telling.chapters for b in chapter.beats if b.tells == "ending"]
    owed = {beat.roles.get("B") for beat in endings if ("wronged", ("true",)) in beat.features}

    assert owed <= charged
