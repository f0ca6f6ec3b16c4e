"""The script, as another program reads it: chapters, scenes, cues and speech, and nothing that only
looks like one of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screenplain.parsers import fountain as parser
from screenplain.types import Action, Dialog, Section, Slug

from novel_engine.adapters.formats.fountain import fountain
from novel_engine.adapters.untrusted_text import clean_line
from novel_engine.story.fabula.events import id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import Person
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.adapters.formats.test_markdown import TROUBLE
from tests.support import cellar
from tests.support.stories import KERNELS, Told, cast_of, told

EVENTS = tuple(cellar.the_letter())
SCENE_ONE, ENDED = id_of(EVENTS[1]), id_of(EVENTS[-1])
LOOKS_LIKE_AN_ELEMENT = (
    *(
        "INT. CELLAR - NIGHT",
        "ext. yard",
        "EST. 1931",
        "I/E CAR",
        ".5 of it",
        "!",
        "@Bo",
        "~la la",
        "> CUT TO:",
        ">x<",
    ),
    *(
        "# One",
        "= so",
        "NOBODY",
        "FADE TO:",
        "[[a note]]",
        "[[[",
        "/* gone */",
        "/*",
        "*/",
        "*so* _it_ **was**",
    ),
    *(
        "(sighing)",
        "Title: mine",
        "BO (V.O.)",
        "BO ^",
        "x  ",
        "...",
        "Author:",
        "1. one",
        "\\*",
        "#1#",
        "A #7#",
    ),
)


def script(
    paragraphs: Sequence[Paragraph], title: str = "One", setting: Setting | None = None
) -> str:
    chapter = RenderedChapter(1, title, cellar.ADA, tuple(paragraphs))
    plan = Telling("story", "The Letter", cellar.ADA, "known", "lamp", 100, ())
    return fountain(plan, (chapter,), Fabula(setting or cellar.setting(), EVENTS))


def narrated(text: str, event: int = SCENE_ONE) -> Paragraph:
    return Paragraph(text, (event,))


def spoken(text: str, speaker: str = cellar.ADA) -> Paragraph:
    return Paragraph(text, (SCENE_ONE,), speaker)


def read(text: str) -> list[Any]:
    return list(parser.parse(io.StringIO(text)))


def words(text: object) -> list[str]:
    return re.findall(r"[^\W_]+", str(text))


def speeches(elements: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Each spoken word, under its cue."""
    for element in elements:
        if isinstance(element, Dialog):
            cue = str(element.character).removesuffix(" (CONT'D)")
            for is_manner, line in element.blocks:
                if not is_manner:
                    yield from ((cue, word) for word in words(line))


def called(**names: str) -> Setting:
    """The cellar's people under other short names; a name of two parts gives the whole name too."""
    setting = cellar.setting()
    people = {
        id: replace(one, short=names.get(id, one.short)) for id, one in setting.people.items()
    }
    return replace(setting, people=people)


def test_the_script_begins_with_its_title_page() -> None:
    read_back = parser.parse(io.StringIO(script([narrated("It was cold.")])))

    assert read_back.title_page == {
        "Title": ["The Letter"],
        "Credit": ["told by"],
        "Author": ["Novel Engine"],
        "Notes": ["Seed 7"],
    }


def test_chapters_are_sections_and_scenes_have_their_headings_once() -> None:
    found = read(
        script(
            [narrated("It was cold."), narrated("It was colder."), narrated("It was over.", ENDED)]
        )
    )

    assert [(type(one), str(getattr(one, "text", getattr(one, "line", "")))) for one in found] == [
        (Section, "One"),
        (Slug, "INT. KITCHEN - DAY 1, EVENING"),
        (Action, ""),
        (Action, ""),
        (Slug, "AFTERWARDS"),
        (Action, ""),
    ]


def test_a_place_under_the_sky_is_outside_and_loses_its_article() -> None:
    setting = cellar.setting()
    yard = replace(setting.places[cellar.KITCHEN], name="the yard #2#", affords=("snow", "sky"))
    outside = replace(setting, places={**setting.places, cellar.KITCHEN: yard})

    assert (
        str(read(script([narrated("Snow.")], setting=outside))[1].line)
        == "EXT. YARD 2 - DAY 1, EVENING"
    )


@pytest.mark.parametrize("title", ["", "   ", "#", "## "])
def test_a_chapter_without_a_title_is_named_by_its_number(title: str) -> None:
    assert str(read(script([narrated("Cold.")], title))[0].text) == "Chapter 1"


def test_what_is_said_stands_under_its_speaker_and_what_is_done_does_not() -> None:
    text = script(
        [
            spoken(
                'Ada tipped the can. "It won\'t run," she said, low down. "It\'s dry." She set it '
                'down. "Dry."'
            )
        ]
    )

    assert text.split("\n\n")[3:] == [
        "Ada tipped the can.",
        "ADA\n(low down)\nIt won't run. It's dry.",
        "She set it down.",
        "ADA (CONT'D)\nDry.\n",
    ]


def test_whoever_speaks_again_in_the_same_scene_goes_on() -> None:
    text = script(
        [
            spoken('"One."'),
            narrated("It was cold."),
            spoken('"Two."'),
            spoken('"Three."', cellar.BO),
        ]
    )

    assert re.findall(r"^(?:ADA|BO).*$", text, flags=re.MULTILINE) == ["ADA", "ADA (CONT'D)", "BO"]


@pytest.mark.parametrize(
    ("short", "cue"),
    [
        ("Zoë", "ZOË"),
        ("O'Brien-Łukasz", "O'BRIEN-ŁUKASZ"),
        ("李雷", "@李雷"),
        ("R2", "@R2"),
        ("J. R.", "@J. R."),
        ("Int", "@Int"),
        ("Est Vane", "@Est Vane"),
        ("Bo (the cook)", "@Bo (the cook)"),
        ("Bo ^", "@Bo"),
        ("*Star*", "@\\*Star\\*"),
        ("@da", "@@da"),
        ("'Tis", "@'Tis"),
        ("[[x]]", "@[ [x] ]"),
    ],
)
def test_a_name_that_would_make_no_cue_in_capitals_is_said_to_be_one(short: str, cue: str) -> None:
    text = script([spoken('"No."')], setting=called(ada=short))

    assert text.split("\n\n")[3] == f"{cue}\nNo.\n"
    assert [type(one) for one in read(text)] == [Section, Slug, Dialog]


def test_two_people_of_one_short_name_are_told_apart() -> None:
    text = script([spoken('"No."'), spoken('"Yes."', cellar.BO)], setting=called(ada="Mo", bo="MO"))

    assert [str(one.character) for one in read(text) if isinstance(one, Dialog)] == [
        "ADA VANE",
        "BO MARSH",
    ]


def test_a_speaker_who_is_nobody_of_the_cast_is_cued_all_the_same() -> None:
    assert script([spoken('"No," they said.', "a voice")]).endswith("@a voice\nNo.\n")


@pytest.mark.parametrize("text", [*TROUBLE, *LOOKS_LIKE_AN_ELEMENT])
def test_narration_and_speech_that_look_like_something_else_are_what_they_are(text: str) -> None:
    assert_is_what_it_is(text)


@given(st.text(st.characters(exclude_characters='"“”', exclude_categories=["Cs"]), max_size=40))
def test_any_text_stays_narration_or_speech(text: str) -> None:
    assert_is_what_it_is(text)


def assert_is_what_it_is(text: str) -> None:
    """The same text narrated, said and as a heading is an action, a speech and a section, with all
    its words.
    """
    paragraphs = [
        narrated(f"{text} x"),
        narrated(text),
        spoken(f'"{text}"'),
        spoken(f'"{text} x"'),
        narrated("End."),
    ]
    elements = [one for one in read(script(paragraphs, f"{text} x")) if not isinstance(one, Slug)]

    seen = bool(clean_line(text))
    assert [type(one) for one in elements] == [
        Section,
        Action,
        *[Action] * seen,
        *[Dialog] * (1 + seen),
        Action,
    ]
    assert words(elements[0].text) == words(f"{clean_line(text)} x")
    assert words(elements[1].lines[0]) == words(f"{clean_line(text)} x")
    assert [word for _, word in speeches(elements)] == words(clean_line(text)) + words(
        f"{clean_line(text)} x"
    )
    assert {cue for cue, _ in speeches(elements)} <= {"ADA"}


@pytest.mark.parametrize("seed", ["3", "8"])
def test_a_whole_story_keeps_its_chapters_and_everything_that_is_said_by_whom(seed: str) -> None:
    story = told(seed, cast_of(5, turned=int(seed)), KERNELS[int(seed) % 2])

    elements = read(fountain(story.telling, story.chapters, story.fabula))

    sections = [str(one.text) for one in elements if isinstance(one, Section)]
    assert sections == [chapter.title for chapter in story.chapters]
    assert list(speeches(elements)) == list(said_in(story))
    seen = [str(line) for one in elements if isinstance(one, Action) for line in one.lines]
    assert not [line for line in seen for quoted in line.split('"')[1::2] if is_said(quoted)]
    assert {type(one) for one in elements} == {Section, Slug, Action, Dialog}


def said_in(story: Told) -> Iterator[tuple[str, str]]:
    for paragraph in story.paragraphs:
        if paragraph.speaker:
            cue = person(story, paragraph.speaker).short.upper()
            said = filter(is_said, paragraph.text.split('"')[1::2])
            yield from ((cue, word) for quoted in said for word in words(quoted))


def is_said(quoted: str) -> bool:
    """Words without a stop of their own are only mentioned: she called it "the tin" and left."""
    return not quoted[-1:].isalnum()


def person(story: Told, id: str) -> Person:
    return story.setting.people[id]


def test_the_same_telling_is_the_same_script() -> None:
    assert script([spoken('"No."')]) == script([spoken('"No."')])
