"""The syuzhet: which events are told, in what order, through whom, and the paragraphs that tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

FeaturePairs: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Beat:
    """The smallest unit of telling.

    `tells` names what fragments may tell it (a verb, or `scene`, `inner`, `cut` …), `features` what their conditions are
    held against, `roles` who and what fills their slots, `present` who could be meant by a pronoun, `unknown` the facts
    that must not show, for the focalizer has no idea of them yet. `needed` says that the story limps without it, so that
    a want of words for it is counted.
    """

    tells: str
    events: tuple[int, ...]
    scene: int
    features: FeaturePairs = ()
    roles: tuple[tuple[str, str], ...] = ()
    present: tuple[str, ...] = ()
    needed: bool = False
    unknown: tuple[str, ...] = ()


GROUND = frozenset("opening scene summary cut image body inner aside ending title".split())


def is_act(beat: Beat) -> bool:
    """Whether the beat tells something that is done or befalls, and not the ground it stands on."""
    return beat.tells not in GROUND


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its number from 1, its focalizer, its scenes, what it turns on, and its beats in order."""

    number: int
    focalizer: str
    scenes: tuple[int, ...]
    features: FeaturePairs
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A plan for telling the fabula; always made offline. `dropped` says why each event is not told."""

    name: str
    title: str
    focalizer: str
    ending: str
    motif: str
    words: int
    chapters: tuple[Chapter, ...]
    dropped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees it, and the events it tells. `speaker` is empty for narration."""

    text: str
    events: tuple[int, ...]
    speaker: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class RenderedChapter:
    """A chapter in words. `shortfalls` names the needed beats for which no authored words were left."""

    number: int
    title: str
    focalizer: str
    paragraphs: tuple[Paragraph, ...]
    shortfalls: tuple[str, ...] = ()
