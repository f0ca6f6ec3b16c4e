"""The checks that a chapter worded by somebody else goes through, paragraph by paragraph: the one
table that names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief
from novel_engine.story.verifying.checks.acts import ClaimChecks
from novel_engine.story.verifying.checks.hours import TimeChecks
from novel_engine.story.verifying.checks.minds import MindChecks
from novel_engine.story.verifying.checks.places import StageChecks
from novel_engine.story.verifying.checks.possession import HolderChecks
from novel_engine.story.verifying.checks.presence import PresenceChecks
from novel_engine.story.verifying.passages import Names


class ChapterCheck(Protocol):
    """What holds the paragraphs of one chapter against the record, and may remember from one to the
    next.

    It says nothing where it is not sure, and changes nothing: faithful prose raises no fault.
    """

    def faults(self, paragraph: Paragraph, /) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph. They come in order, each once."""


CheckOf: TypeAlias = Callable[[ChapterBrief, Names], ChapterCheck]
"""A class of checks: made for one chapter, of what is known of it and of what its people are
called.
"""

CHECKS: tuple[CheckOf, ...] = (
    PresenceChecks,
    StageChecks,
    TimeChecks,
    HolderChecks,
    MindChecks,
    ClaimChecks,
)
"""All of them, the gravest kind of fault first: a model is told of the first faults only."""
