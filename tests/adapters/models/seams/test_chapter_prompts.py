"""What a model is asked when it is to write a chapter: bounded, fenced, and through one person."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from novel_engine.adapters.models.seams.chapter_prompts import (
    MOST_PEOPLE,
    ToldOffline,
    brief,
    chapter_prompt,
    quiz_prompt,
    spoken_names,
)
from novel_engine.story.asking.chapter_notes import ChapterNotes, notes_of
from novel_engine.story.asking.consultation import Prompt
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.idiom import Style
from novel_engine.story.givens.people import Person, Voice
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.story.verifying.chapters import QuizQuestion
from tests.support.narrations import story


def notes_for(number: int = 3) -> tuple[ChapterNotes, ...]:
    told = story(number)
    return notes_of(told.fabula, told.telling)


def system_of(style: Style, **people: Person) -> str:
    told = story(3)
    setting = replace(told.setting, people={**told.setting.people, **people})
    return brief(setting, style, told.telling.focalizer, notes_for())


def asked(before: RenderedChapter | None = None) -> Prompt:
    told = story(3)
    return chapter_prompt(
        told.setting, "the brief", notes_for()[1], ToldOffline(told.chapters[1], before), 40
    )


@pytest.mark.parametrize(
    ("distance", "said"),
    [(0, "inside"), (1, "shoulder"), (2, "outside everybody"), (3, "outside everybody")],
)
def test_a_narrator_stands_where_its_style_has_it(distance: int, said: str) -> None:
    assert said in system_of(Style("any", "dry and exact", distance))
    assert "The narrator here: dry and exact." in system_of(Style("any", "dry and exact", distance))


def test_a_person_is_known_by_name_pronouns_work_looks_and_voice() -> None:
    told = story(3)
    who = told.setting.people[told.telling.focalizer]
    changed = replace(
        who,
        description="Tall. " * 100,
        work="keeper",
        voice=Voice(1, "short", ("I dare say",), ("salt",), "surname"),
        backstory="a thing nobody knows",
        goals=("win",),
        fears=("drowning",),
    )
    system = system_of(Style(""), **{who.id: changed})
    card = next(line for line in system.splitlines() if line.startswith(f"- {who.name}"))
    assert "; keeper. Tall." in card
    assert (
        'Speaks formally, in few words, calls people by surname; says "I dare say", "salt".' in card
    )
    assert len(card) <= 520
    assert not any(word in system for word in ("nobody knows", "drowning"))


def test_only_those_who_are_met_or_heard_of_are_listed_and_never_more_than_a_prompt_can_hold() -> (
    None
):
    told = story(3)
    crowd = {
        f"guest-{n:03}": Person(f"guest-{n:03}", f"Guest {n:03}", f"Guest{n:03}", who.pronouns)
        for n in range(200)
        for who in [told.setting.people[told.telling.focalizer]]
    }
    assert "Guest" not in system_of(Style(""), **crowd)
    setting: Setting = replace(told.setting, people={**told.setting.people, **crowd})
    full = tuple(replace(notes, there=(*notes.there, *crowd)) for notes in notes_for())
    system = brief(setting, Style(""), told.telling.focalizer, full)
    assert system.split("<<<people")[1].split(">>>")[0].count("\n- ") == MOST_PEOPLE


def test_nobody_is_anywhere_out_of_the_story() -> None:
    assert "elsewhere" not in system_of(Style("")).split("<<<places")[1]


def test_the_first_chapter_goes_on_from_nothing() -> None:
    assert "Nothing has been told yet" in asked().user
    assert "<<<ending" not in asked().user


def test_a_chapter_goes_on_from_two_hundred_words() -> None:
    paragraphs = tuple(
        Paragraph(" ".join(f"{name}{n}" for n in range(150)), (1,)) for name in "abc"
    )
    user = asked(RenderedChapter(1, "T", "ida", paragraphs)).user
    tail = user.split("<<<ending\n")[1].split("\n>>>")[0]
    assert len(tail.split()) == 200
    assert tail.startswith("b100 ")
    assert tail.endswith(" c149")


def test_a_chapter_is_asked_for_with_its_number_length_and_speakers() -> None:
    told, notes = story(3), notes_for()[1]
    prompt = asked()
    assert f"Chapter 2 of {len(told.chapters)}, about {notes.words} words." in prompt.user
    assert (
        f"Who may speak: {', '.join(told.setting.people[p].short for p in notes.there)}."
        in prompt.user
    )
    assert (prompt.about, prompt.turn, prompt.system, prompt.understudy) == (
        "chapter 2",
        40,
        "the brief",
        "",
    )
    assert prompt.most_tokens == 800 + 5 * notes.words
    assert all(f"\n{note.number}* " in prompt.user for note in notes.notes if note.must)


def test_a_schema_is_flat_and_asks_for_every_key() -> None:
    schema = json.loads(asked().schema)
    paragraph = schema["properties"]["paragraphs"]["items"]
    assert schema["required"] == ["title", "paragraphs"]
    assert paragraph["required"] == ["beats", "speaker", "text"]
    assert not schema["additionalProperties"]
    assert not paragraph["additionalProperties"]


def test_a_second_reader_gets_the_chapter_and_the_questions_and_nothing_else() -> None:
    told = RenderedChapter(
        4, "Frost", "ida", (Paragraph("It was cold. >>>", (1,)), Paragraph('"No."', (2,), "ida"))
    )
    prompt = quiz_prompt(
        told, (QuizQuestion("Was it cold?", "yes"), QuizQuestion("Who did it?", "untold")), 40
    )
    assert '<<<chapter\nIt was cold. >\n\n"No."\n>>>' in prompt.user
    assert "1. Was it cold?\n2. Who did it?" in prompt.user
    assert json.loads(prompt.understudy) == {"answers": ["yes", "untold"]}
    assert (prompt.about, prompt.turn) == ("chapter 4 quiz", 40)
    assert "Frost" not in prompt.user


def test_whoever_shares_a_short_name_is_named_in_full() -> None:
    told = story(3)
    one, other, *rest = sorted(told.setting.people)
    people = {
        name: replace(p, short="Sam") if name in (one, other) else p
        for name, p in told.setting.people.items()
    }
    names = spoken_names(replace(told.setting, people=people))
    assert names[people[one].name] == one
    assert names[people[other].name] == other
    assert [names[people[name].short] for name in rest] == rest
