"""A world and a plot's matter as a story file gives them: where it happens, until when, what people
work at, and what a kernel is about there.
"""

from __future__ import annotations

from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.kernels import FactSlot
from novel_engine.story.givens.texture import NO_TEXTURE, Texture
from novel_engine.values import dataclass

NAMED_HOURS = ("morning", "day", "evening", "night")
"""What an hour is called in a story file, in the order they come."""


@dataclass(frozen=True, slots=True)
class OwnWorld:
    """Where and when. `places` stand in the place of the genre's, if there are any; `until` is until
    when things can be put right, as a phrase; `weathers` are None where the genre's stand. `work`
    holds persons, as written until the config is bound to a cast, and what they do for a living;
    `hours` are hours (morning, day, evening, night) and when they are, as a phrase; `whole` is what all
    of it is called, `together` those who are in it; `texture` is what is heard and seen of it.
    """

    places: tuple[Place, ...] = ()
    until: str = ""
    weathers: tuple[str, ...] | None = None
    work: tuple[tuple[str, str], ...] = ()
    hours: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    together: str = ""
    texture: Texture = NO_TEXTURE


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A thing that shows something: `shows` is a clause, or what is seen of the thing; `points` is
    the part at whom it points, empty for nobody; `place` where it lies, empty where the kernel puts
    it.
    """

    item: str
    shows: str
    points: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class OwnHappening:
    """Something that comes about of itself, once, as soon as a condition of the kernel's holds and
    `who`, a part, is there: `what` is so from then on, a clause with parts in braces. Conditions ask for
    it by its id, as for a consequence of the kernel's.
    """

    id: str
    when: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class OwnEnding:
    """A way to end, before the kernel's own: what it needs, in conditions of the kernel's, and what
    becomes of people by it.
    """

    id: str
    needs: tuple[str, ...] = ()
    says: str = ""
    unsolved: bool = False


@dataclass(frozen=True, slots=True)
class StoryMatter:
    """What one kernel is about in this story. Facts are named as the kernel names them, and hold its
    parts in braces; `takes` and `by` are of its deed.
    """

    kernel: str
    title: str = ""
    facts: tuple[tuple[str, FactSlot], ...] = ()
    takes: str = ""
    by: str = ""
    evidence: tuple[Exhibit, ...] = ()
    happens: tuple[OwnHappening, ...] = ()
    endings: tuple[OwnEnding, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
