"""A genre: a folder of data as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from novel_engine.story.givens.act_phrases import Phrasebook
from novel_engine.story.givens.facts import FactKind, Place
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.givens.kernels import Kernel, Ways
from novel_engine.story.givens.patterns import Pattern
from novel_engine.story.givens.verbs import Scales, Verb


@dataclass(frozen=True, slots=True)
class Genre:
    """Places, verbs, kernels and words, the neutral core's among them.

    `phrases` reads the words by which a model's chapter is held to the record.
    """

    name: str
    title: str
    places: Mapping[str, Place]
    verbs: Mapping[str, Verb]
    scales: Scales
    tactics: Mapping[str, tuple[str, ...]]
    kernels: Mapping[str, Kernel]
    fragments: tuple[Fragment, ...]
    idiom: Idiom
    patterns: tuple[Pattern, ...]
    weathers: tuple[str, ...]
    forms: tuple[str, ...]
    kinds: Mapping[str, FactKind]
    ways: Ways
    phrases: Callable[[], Phrasebook] = field(compare=False)

    @property
    def usual_kind(self) -> str:
        """The kind of a fact that nobody gave one."""
        return next(kind.name for kind in self.kinds.values() if "usual" in kind.marks)
