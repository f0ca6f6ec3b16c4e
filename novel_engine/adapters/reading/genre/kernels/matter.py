"""Where a kernel's matter is written: what its facts say, its things and places, along each axis.

A kernel brings matter of its own, in any words that would do anywhere; a genre that has better has
it in `matter/`, in a file that is called as the kernel is, and an axis that stands there is the
genre's alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.adapters.reading.document import Key
from novel_engine.adapters.reading.genre.all_at_once import NO_TEXTS, Faults
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.story.givens.kernels import Kernel, Option
from novel_engine.values import dataclass

MATTER_KEY = "matter"
"""The key of a kernel's own, and a genre's folder."""
PLACES = "places"
"""The key of a genre's matter under which the kernel's names of places are given to its own."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The kernel's file, its own matter, and the genre's where there is some."""

    kernel: Part
    own: Part
    given: Part | None = None

    def of(self, axis: str) -> Part:
        """What holds the options of an axis."""
        return self.own if self.given is None or axis not in self.given.names() else self.given

    def part_of(self, body: Kernel | Option) -> Part:
        """Where the kernel or one of its options stands."""
        if isinstance(body, Option):
            return self.of(body.axis).within(body.axis, body.id)
        return self.kernel

    def names(self) -> tuple[str, ...]:
        """Everything that options are written for, also where it is no axis."""
        given = self.given.names() if self.given is not None else NO_TEXTS
        return tuple(
            dict.fromkeys((*self.own.names(), *(name for name in given if name != PLACES)))
        )

    def place(self, name: str) -> tuple[Part, tuple[Key, ...]]:
        """Where it stands which place the kernel means by a name."""
        if self.given is not None and name in self.given.under(PLACES).names():
            return self.given, (PLACES, name)
        return self.kernel, (PLACES, name)


def sources_of(
    faults: Faults, kernel: Part, given: Part | None, axes: Sequence[str] | None = None
) -> Sources:
    """Where matter is written; with the axes, keys that are none of them are among the faults."""
    own = faults.take(lambda: kernel.under(MATTER_KEY), kernel.within(MATTER_KEY))
    if axes is not None:
        own = faults.known(own, axes)
        given = faults.known(given, (PLACES, *axes)) if given is not None else None
    return Sources(kernel, own, given)
