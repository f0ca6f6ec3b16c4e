"""`explain`: what stands behind a paragraph, back to the opening of the story."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.looking import read_story
from novel_engine.cli.answers.explanation import (
    explanation,
    explanation_as_json,
    explanation_as_lines,
)
from novel_engine.story.fabula.events import Learned, id_of
from tests.support.damage import forged
from tests.support.terminal import novel_engine

KEYS = (
    "folder telling paragraph paragraphs chapter heading focalizer speaker text lines events because "
    "calls beliefs other_beliefs"
).split()


def count(folder: Path, telling: str = "story") -> int:
    with StoryRecord.read(folder / "story.db") as record:
        return len(record.paragraphs(telling))


def test_a_paragraph_of_many_lines_is_shown_in_lines(lamp_oil: Path) -> None:
    with StoryRecord.read(lamp_oil / "story.db") as record:
        texts = [paragraph.text for paragraph in record.paragraphs("story")]
    longest = max(range(len(texts)), key=lambda at: len(texts[at]))

    said = novel_engine("explain", lamp_oil, str(longest + 1)).out

    assert "\\n" not in said
    shown = [line for line in said.splitlines() if line.startswith("    ")]
    assert " ".join(" ".join(shown).split()).startswith(" ".join(texts[longest].split()))
    assert max(map(len, shown[:3])) <= 100


def test_every_paragraph_is_explained_back_to_the_opening_of_the_story(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)
    by_id = {id_of(event): event for event in story.events}
    with StoryRecord.read(lamp_oil / "story.db") as record:
        paragraphs = record.paragraphs("story")

    for number, paragraph in enumerate(paragraphs, 1):
        found = explanation_as_json(story, explanation(story, "story", number), everything=True)
        chain = [*found["events"], *found["because"]]
        numbers = [one["event"] for one in chain]

        assert list(found) == KEYS
        assert found["text"] == paragraph.text
        assert sorted(one["event"] for one in found["events"]) == sorted(set(paragraph.events))
        assert len(set(numbers)) == len(numbers)
        assert min(numbers) == 0
        assert all(cause in numbers for one in chain for cause in one["causes"])
        assert all(tuple(one["causes"]) == by_id[one["event"]].causes for one in chain)


def test_every_paragraph_is_explained_in_plain_lines_whose_causes_end_at_the_opening(
    lamp_oil: Path,
) -> None:
    story = read_story(lamp_oil)

    for number in range(1, count(lamp_oil) + 1):
        lines = list(
            explanation_as_lines(story, explanation(story, "story", number), everything=False)
        )
        causes = lines[
            lines.index("it tells:") : next(
                n for n, line in enumerate(lines) if line.startswith("what ")
            )
        ]
        assert [line for line in causes if line.endswith("0  turn 0: it opens: The Lamp Oil")]


def test_the_answer_says_what_is_told_why_and_what_was_believed(lamp_oil: Path) -> None:
    said = novel_engine("explain", lamp_oil, str(count(lamp_oil) - 3))

    assert said.code == 0, said.err
    assert said.out.startswith(f"paragraph {count(lamp_oil) - 3} of {count(lamp_oil)}, chapter ")
    for part in ("\nit tells:\n", "\nbecause, back to the opening:\n", " held of it then:\n"):
        assert part in said.out


def test_a_belief_is_one_that_the_focalizer_had_come_to_by_then_and_says_from_what(
    lamp_oil: Path,
) -> None:
    story = read_story(lamp_oil)

    for number in range(1, count(lamp_oil) + 1):
        found = explanation_as_json(story, explanation(story, "story", number), everything=True)
        moment = max(one["event"] for one in found["events"])
        learnt = {
            effect.fact: (id_of(event), effect.confidence, bool(effect.value))
            for event in story.events
            if id_of(event) <= moment
            for effect in event.effects
            if isinstance(effect, Learned) and effect.person == found["focalizer"]
        }
        assert {
            b["fact"]: (b["event"], b["confidence"], b["value"]) for b in found["beliefs"]
        } == learnt


def test_nobody_is_said_to_know_that_they_were_lied_to(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)

    for number in range(1, count(lamp_oil) + 1):
        beliefs = explanation_as_json(story, explanation(story, "story", number), everything=True)[
            "beliefs"
        ]
        assert "lied_to" not in [belief["source"] for belief in beliefs]


def test_beliefs_about_other_things_are_counted_and_shown_when_asked_for(lamp_oil: Path) -> None:
    numbers = [str(number) for number in range(1, count(lamp_oil) + 1)]
    shown = ((one, novel_engine("explain", lamp_oil, one, "--json").json) for one in numbers)
    number, few = next((one, said) for one, said in shown if said["other_beliefs"])
    every = novel_engine("explain", lamp_oil, number, "--all", "--json").json

    assert few["other_beliefs"] == every["other_beliefs"] > 0
    assert len(every["beliefs"]) == len(few["beliefs"]) + few["other_beliefs"]
    how_many = few["other_beliefs"]
    assert f"({how_many} beliefs about other things; --all shows them)" in _explained(
        lamp_oil, number
    )
    assert "and of other things:" in _explained(lamp_oil, number, "--all")


def _explained(folder: Path, *words: str) -> str:
    said = novel_engine("explain", folder, *words)
    assert said.code == 0, said.err
    return said.out


@pytest.mark.parametrize("number", ["0", "100000"])
def test_a_paragraph_there_is_not_is_said_with_how_many_there_are(
    lamp_oil: Path, number: str
) -> None:
    said = novel_engine("explain", lamp_oil, number)

    assert (said.code, said.out) == (2, "")
    assert f"has the paragraphs 1 to {count(lamp_oil)}, and no paragraph {number}" in said.err


def test_a_paragraph_of_another_telling_is_explained_through_its_own_focalizer(
    lamp_oil: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(lamp_oil, tmp_path / "night"))
    both = [
        novel_engine("tell", folder, "--focalizer", name, "--json").json
        for name in ("ada-vane", "bo-marsh")
    ]
    told = next(one for one in both if one["telling"] != "story")

    found = novel_engine(
        "explain", folder, str(told["paragraphs"]), "--telling", told["telling"], "--json"
    ).json

    assert (found["telling"], found["focalizer"]) == (told["telling"], told["focalizer"])
    assert (
        novel_engine(
            "explain", folder, str(told["paragraphs"] + 1), "--telling", told["telling"]
        ).code
        == 2
    )


def test_a_telling_there_is_not_is_said_with_those_there_are(lamp_oil: Path) -> None:
    said = novel_engine("explain", lamp_oil, "1", "--telling", "through-zed")

    assert said.code == 2
    assert (
        "has no telling 'through-zed'; there are story, and `novel-engine tell` makes others"
        in said.err
    )


def test_of_a_story_that_is_not_told_yet_nothing_is_explained(
    lamp_oil: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(lamp_oil, tmp_path / "night"))
    forged(folder / "story.db", "PRAGMA foreign_keys = ON", "DELETE FROM tellings")

    said = novel_engine("explain", folder, "1")

    assert said.code == 2
    assert f"it is not told yet; `novel-engine resume {folder}` goes on" in said.err
