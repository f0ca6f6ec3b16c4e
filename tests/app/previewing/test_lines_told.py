"""A writer's lines are told at once, in situations of stories, or it is said why they could not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.app.linting import NEUTRAL
from novel_engine.app.previewing.lines_told import PreviewedLine, PreviewRequest, previewed
from novel_engine.errors import GenreError, UsageError
from tests.app.test_linting import house

LINES = """\
- {for: ask, plain: true, text: "A> \\"What about it?\\" {A} asked {B}."}
- {for: ask, plain: true, when: {rung: 5, voice: formal, stance: cold}, text: "A> \\"Once more,\\" said {A}."}
- {for: betray, plain: true, text: "{A} told {B}."}
- {for: scene, plain: true, text: "{A} had {saying} in mind."}
- {for: ask, text: "A> \\"Well?\\" {A} asked {B}."}
"""


def lines(folder: Path, text: str = LINES) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def told(folder: Path, **asked: object) -> tuple[PreviewedLine, ...]:
    return previewed(PreviewRequest(lines(folder), seeds=1, **asked)).lines  # type: ignore[arg-type]


@pytest.mark.slow
def test_each_line_is_told_with_its_seed_or_it_is_said_why_not(tmp_path: Path) -> None:
    said, strict, never, unfilled, written = told(tmp_path)

    assert said.where == f"{tmp_path}/mine.yaml:1"
    assert all("What about it?" in one.paragraphs[0] for one in said.examples)
    assert {one.seed for one in said.examples} == {"1"}
    assert not any(one.taken for one in said.examples), "no story has this line"
    assert strict.where.endswith(":2")
    assert strict.why_not.startswith("of ")
    assert "beats 'ask' none had rung: 5" in strict.why_not
    assert never.why_not == "no story had anything to tell by 'betray'; try more --seeds"
    assert "there is nothing to fill {saying}" in unfilled.why_not
    assert written.examples, "a line that is not plain is tried by another narrator"


@pytest.mark.slow
def test_one_beat_or_one_line_is_asked_for_by_name(tmp_path: Path) -> None:
    assert [one.name for one in told(tmp_path, beat="betray")] == ["mine.3"]
    assert [one.name for one in told(tmp_path, line="mine.2")] == ["mine.2"]
    with pytest.raises(UsageError, match="no line for 'asks'; did you mean 'ask'"):
        told(tmp_path, beat="asks")
    with pytest.raises(UsageError, match=r"no line 'mine\.9'"):
        told(tmp_path, line="mine.9")


def test_a_mistake_in_a_line_is_named_by_its_line(tmp_path: Path) -> None:
    path = lines(tmp_path, '- {for: ask, text: "{A} asked."}\n- {for: asks, text: "{A} asked."}\n')
    with pytest.raises(GenreError, match=r"mine\.yaml:2: `for: asks` is neither a verb nor a beat"):
        previewed(PreviewRequest(path))


def test_a_genre_without_stories_of_its_own_is_tried_with_a_neutral_cast(tmp_path: Path) -> None:
    found = previewed(PreviewRequest(str(house(tmp_path)), seeds=2))

    assert found.stories == 2
    assert {one.story for line in found.lines for one in line.examples} <= {NEUTRAL}
    assert all(line.examples or line.why_not for line in found.lines)


def test_a_whole_story_is_too_much_at_once() -> None:
    with pytest.raises(
        UsageError, match=r"at most 200 are told at once; say which beat with --for"
    ):
        previewed(PreviewRequest("the-first-pressing"))
    with pytest.raises(UsageError, match="neither a file of lines there nor a genre nor a story"):
        previewed(PreviewRequest("nowhere"))
