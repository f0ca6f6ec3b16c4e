"""Every check of a chapter is in the table, and none has anything to say of faithful prose."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from novel_engine.story.verifying.brief import ChapterBrief
from novel_engine.story.verifying.checks import registry
from novel_engine.story.verifying.checks.registry import CHECKS, CheckOf
from novel_engine.story.verifying.passages import names_of
from tests.support import fixed_scenes as scenes


@cache
def briefs() -> tuple[ChapterBrief, ...]:
    return scenes.briefs()


def test_every_module_of_the_room_has_its_check_in_the_table() -> None:
    written = {path.stem for path in Path(registry.__file__).parent.glob("*.py")}
    listed = {str(check_of.__module__).rpartition(".")[2] for check_of in CHECKS}

    assert listed == written - {"__init__", "registry"}


@pytest.mark.parametrize("check_of", CHECKS)
def test_a_check_says_nothing_of_chapters_that_keep_to_the_record(check_of: CheckOf) -> None:
    for brief, chapter in zip(briefs(), scenes.chapters(), strict=True):
        check = check_of(brief, names_of(tuple(brief.people.values())))

        assert list(chain.from_iterable(map(check.faults, chapter.paragraphs))) == []


@pytest.mark.parametrize("check_of", CHECKS)
def test_a_check_finds_something_that_is_amiss(check_of: CheckOf) -> None:
    found = []
    for line in scenes.lines("unfaithful"):
        place, chapter = scenes.within(scenes.parsed(line.split("|", 1)[1]))
        brief = briefs()[place]
        check = check_of(brief, names_of(tuple(brief.people.values())))
        found += list(chain.from_iterable(map(check.faults, chapter.paragraphs)))

    assert found, f"{check_of} finds nothing: add a line to tests/support/passages/unfaithful.txt"
