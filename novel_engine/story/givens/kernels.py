"""Situations that make a plot, as their authors declare them, and the pieces casting makes of them.

Texts and conditions name the kernel's own parts (`culprit`, `deed`, `keepsake`). Casting puts the
bound ids in their place (`bram-holt`, `harm.deed`, `harm.keepsake`), so that nothing past it knows
of roles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, field
from typing import Literal

from novel_engine.story.givens.conditions import Call, Condition
from novel_engine.story.givens.facts import Fact
from novel_engine.values import dataclass, replace

Comes = Literal[
    "turn", "consequence", "reason", "choice", "learnt", "never_learns", "open", "known"
]
"""As what something comes about. What comes up without anyone choosing it: what the director brings,
what follows of itself, a reason that comes out, a choice that somebody has to make. An ending: for
whoever learnt the answer, or never did. Matter left over: open, or known."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of scenes and manners beyond their names: what purposes are, what is told of
    complications, how tactics go.

    Of each purpose its marks, `reveals` or `seeks`; of each kind of complication, and of each
    tactic, words for a model.
    """

    purposes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    complications: Mapping[str, str] = field(default_factory=dict)
    tactics: Mapping[str, str] = field(default_factory=dict)

    def is_for(self, purpose: str, mark: Literal["reveals", "seeks"]) -> bool:
        """Whether a scene of this purpose is of this kind."""
        return mark in self.purposes.get(purpose, ())


@dataclass(frozen=True, slots=True)
class KernelRole:
    """A part to cast. `likes` scores a person by trait axis, `has` by what their file says of them:
    a wish, a dread, a secret, a tie; `doubles` names the parts it may share a person with, `tied`
    those to whose players a tie is wanted.
    """

    name: str
    likes: Mapping[str, int]
    optional: bool = False
    doubles: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


NOTHING_SAID = Fact(id="", topic="", kind="", claim="")


@dataclass(frozen=True, slots=True)
class FactSlot:
    """A fact before casting, its persons named by role: of its attributes only those are meant that
    are `said`.
    """

    fact: Fact = NOTHING_SAID
    said: frozenset[str] = frozenset()

    def filled_in(self, more: FactSlot) -> FactSlot:
        """This with what an option says, which may be of anything that the kernel leaves open or
        has said otherwise.
        """
        said = {name: value for name, value in asdict(more.fact).items() if name in more.said}
        return FactSlot(replace(self.fact, **said), self.said | more.said)


@dataclass(frozen=True, slots=True)
class ItemSlot:
    """A thing before casting."""

    name: str
    plural: bool = False
    evidence: tuple[str, ...] = ()
    decisive: bool = False
    portable: bool = True


@dataclass(frozen=True, slots=True)
class PlaceSlot:
    """A place before casting: one by its id, or by another name of the kernel's; or, without either,
    whichever has most of what is wanted of it, the most wanted first.
    """

    id: str = ""
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceSlot:
    """A thing that an author may put in the place of the kernel's: the fact that it shows, by its
    name, the thing, and the part at whom it points; empty for nobody.
    """

    fact: str
    item: str
    points: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """The facts that a plot hangs on, by name, or by id once cast: what has happened, who did it or
    means to, why, and what is held of it wrongly; empty where there is no such thing.
    """

    happened: str = ""
    deed: str = ""
    motive: str = ""
    mistaken: str = ""


@dataclass(frozen=True, slots=True)
class RuleSlot:
    """A rule of inference before casting."""

    premises: tuple[str, ...]
    conclusion: str
    confidence: int
    value: bool = True


@dataclass(frozen=True, slots=True)
class ThreadSlot:
    """A dramatic question before casting."""

    name: str
    question: str
    topic: str
    stakes: int
    answered: Condition


@dataclass(frozen=True, slots=True)
class Bias:
    """Within a frame, this person is inclined to this verb, towards this other, about this fact or
    thing, by this much.
    """

    actor: str
    verb: str
    target: str
    matter: str
    amount: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A scene that could be: who wants what, what stands against it, and the variable that must
    change. From `due` on, in hundredths of the planned scenes, it is pressed for until it has been;
    0 for never.
    """

    id: str
    purpose: str
    needs: Condition
    place: str
    cast: tuple[str, ...]
    want: str
    against: str
    fact: str
    variable: Call
    tension: int
    thread: str
    bias: tuple[Bias, ...]
    guests: int = 0
    repeats: int = 1
    due: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One of the things somebody may choose: the verb it is done by, what speaks for it, as a noun
    phrase, and the fact that is its price.
    """

    verb: str
    worth: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class Complication:
    """Something planted that can come up while `who` is there: `plants` are the facts it stands
    on.

    One that is `at_once` comes up as soon as its needs hold, and is no turn of the plot that the
    director brings: a consequence, whose `fact` is so from then on and known to all who are there,
    on the `rung` of the ladder that it stands on, and which waits for another scene where it comes
    `later`; or a choice, which `who` has to make before
    `before`, about `fact`, between the `ways`.
    """

    id: str
    kind: str
    who: str
    needs: Condition
    effects: tuple[Call, ...]
    plants: tuple[str, ...]
    tension: int
    thread: str
    at_once: bool = False
    fact: str = ""
    rung: int = 0
    later: bool = False
    before: str = ""
    ways: tuple[Way, ...] = ()

    def comes(self, reasons: Collection[str]) -> Comes:
        """As which of them it comes about, where these facts are the reasons for what was done."""
        if self.ways:
            return "choice"
        if not self.at_once:
            return "turn"
        return "reason" if self.fact in reasons else "consequence"


@dataclass(frozen=True, slots=True)
class Ending:
    """A way to end and what it needs. `late` ones are taken only when no better is left; `unsolved`
    at the deadline. `says` is what becomes of people by it, and who pays: one sentence or more,
    people in braces. `authored` are those that a story file gives.
    """

    id: str
    needs: tuple[Condition, ...]
    late: bool
    unsolved: bool
    thread: str
    says: str = ""
    authored: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice along one axis of a kernel, and what it brings or fills in."""

    axis: str
    id: str
    places: Mapping[str, PlaceSlot]
    facts: Mapping[str, FactSlot]
    items: Mapping[str, ItemSlot]
    rules: tuple[RuleSlot, ...]
    frames: tuple[Frame, ...]
    complications: tuple[Complication, ...]
    opening: tuple[Call, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A situation that makes a plot: parts, facts, a false belief, evidence, a deadline, threads,
    endings.

    `eyes` is the role that sees most of it, and so the likeliest to be told through. Conditions
    name an axis after its part (`leave.means`), or, in a kernel that is `plain`, by itself;
    `distinct` are the roles of which they may ask whether each is another person.
    """

    id: str
    part: str
    eyes: str
    axes: tuple[str, ...]
    roles: tuple[KernelRole, ...]
    places: Mapping[str, PlaceSlot]
    facts: Mapping[str, FactSlot]
    items: Mapping[str, ItemSlot]
    rules: tuple[RuleSlot, ...]
    threads: tuple[ThreadSlot, ...]
    opening: tuple[Call, ...]
    frames: tuple[Frame, ...]
    complications: tuple[Complication, ...]
    endings: tuple[Ending, ...]
    options: Mapping[str, tuple[Option, ...]]
    plain: bool = False
    distinct: tuple[str, ...] = ()
    spine: Spine = Spine()
    evidence: tuple[EvidenceSlot, ...] = ()

    def condition(self, axis: str) -> str:
        """What a condition calls an axis."""
        return axis if self.plain else f"{self.part}.{axis}"


def bodies(kernel: Kernel) -> list[Kernel | Option]:
    """A kernel and everything that may be added to it."""
    return [kernel, *(option for options in kernel.options.values() for option in options)]
