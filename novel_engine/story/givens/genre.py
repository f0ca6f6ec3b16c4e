"""A genre: a folder of data as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from novel_engine.story.givens.act_phrases import Phrasebook
from novel_engine.story.givens.facts import FactKind, Place
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.givens.kernels import Kernel, Ways
from novel_engine.story.givens.patterns import Pattern
from novel_engine.story.givens.verbs import Scales, Verb
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """A genre's prose, read."""

    fragments: tuple[Fragment, ...]

    def __call__(self) -> tuple[Fragment, ...]:
        """The fragments, in the order of their files."""
        return self.fragments


@dataclass(frozen=True, slots=True)
class Genre:
    """Places, verbs, kernels and words, the neutral core's among them.

    `kernels` are those that a seed takes one of: those that the genre brings or has matter for, or
    all there are where there is none; `spare` are the others, which a story may ask for. `until` is
    until when things can be put right there.
    `lines` reads the prose, which whoever only looks into a story never wants; `phrases` the words
    by which a model's chapter is held to the record.
    """

    name: str
    title: str
    places: Mapping[str, Place]
    verbs: Mapping[str, Verb]
    scales: Scales
    tactics: Mapping[str, tuple[str, ...]]
    kernels: Mapping[str, Kernel]
    spare: Mapping[str, Kernel]
    idiom: Idiom
    patterns: tuple[Pattern, ...]
    weathers: tuple[str, ...]
    forms: tuple[str, ...]
    kinds: Mapping[str, FactKind]
    ways: Ways
    until: str
    lines: Callable[[], tuple[Fragment, ...]] = field(compare=False)
    phrases: Callable[[], Phrasebook] = field(compare=False)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The prose it is told in."""
        return self.lines()

    @property
    def written(self) -> tuple[Fragment, ...]:
        """The prose that is written for its own sake, which the plain voice leaves alone."""
        return tuple(fragment for fragment in self.fragments if not fragment.plain)

    @property
    def usual_kind(self) -> str:
        """The kind of a fact that nobody gave one."""
        return next(kind.name for kind in self.kinds.values() if "usual" in kind.marks)
