"""What belongs to one world alone: what its places look, sound and smell like, what people do with
their hands there, what they say, and the few things that come back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from novel_engine.story.english.stems import LEAST_WORD, stems
from novel_engine.values import dataclass

Sense: TypeAlias = Literal["looks", "sounds", "smells"]
MotifStage: TypeAlias = Literal["plain", "charged", "changed"]
MOTIF_STAGES: tuple[MotifStage, ...] = ("plain", "charged", "changed")
"""How a motif is told, in the order it is."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What somebody does with their hands while they talk, in -ing. `who` is a person, or a work that
    people have; `at` are the places where it can be done, none for anywhere.
    """

    who: str
    does: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that is said there, as a sentence; by whom, a person or a work, or anybody; and `about`
    what, in words of the matter or of what is done, or about anything.
    """

    says: str
    who: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Motif:
    """A thing that comes back, as a noun phrase with its article, and where it can be seen. The lines
    tell it plain, charged and changed; a line that is empty is made of `what` it is.
    """

    what: str
    at: tuple[str, ...] = ()
    plain: str = ""
    charged: str = ""
    changed: str = ""

    def line(self, stage: MotifStage) -> str:
        """What the author has written for this stage; empty for nothing."""
        lines: Mapping[MotifStage, str] = {
            "plain": self.plain,
            "charged": self.charged,
            "changed": self.changed,
        }
        return lines[stage]


@dataclass(frozen=True, slots=True)
class Texture:
    """All of it. `looks`, `sounds` and `smells` hold places and the phrases for each, of which a story
    takes one.
    """

    looks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sounds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    smells: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hands: tuple[Gesture, ...] = ()
    sayings: tuple[Saying, ...] = ()
    motifs: tuple[Motif, ...] = ()

    def of(self, sense: Sense, place: str) -> tuple[str, ...]:
        """What there is of a place for this sense."""
        found: Mapping[Sense, tuple[tuple[str, tuple[str, ...]], ...]] = {
            "looks": self.looks,
            "sounds": self.sounds,
            "smells": self.smells,
        }
        return dict(found[sense]).get(place, ())

    def is_seen(self, motif: Motif, place: str) -> bool:
        """Whether a motif is before one's eyes at a place: where its author says, else in the places
        whose looks speak of it, and of one that no looks speak of, everywhere.
        """
        places = motif.at or self._spoken_of(motif.what)
        return not places or place in places

    def _spoken_of(self, what: str) -> tuple[str, ...]:
        nouns = {stem for stem in stems(what) if len(stem) >= LEAST_WORD} - {"the"}
        return tuple(place for place, phrases in self.looks if nouns <= stems(" ".join(phrases)))


NO_TEXTURE = Texture()
