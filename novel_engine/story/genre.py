"""A genre: a folder of data as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from novel_engine.story.act_words import Phrasebook
from novel_engine.story.facts import FactKind, Place
from novel_engine.story.fragments import Fragment
from novel_engine.story.kernels import Kernel, Ways
from novel_engine.story.sifting import Pattern
from novel_engine.story.telling import Idiom
from novel_engine.story.verbs import Scales, Verb


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
