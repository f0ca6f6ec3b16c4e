"""Improvising: what is on no menu, for models and people; a description, and at most two small
effects out of a closed list.

Room to breathe, and no door into the plot: it teaches no fact, answers and raises no question, and
touches nobody who is not there. The effects that can be declared come from the character's own
view; the world decides again, as of every attempt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.faculties import MOST_EMOTION, MOST_RELATION
from novel_engine.story.fabula.mind import EMOTIONS, Obligation
from novel_engine.story.givens.conditions import Call, Name, Number
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.verbs import IMPROVISE, RoleKind
from novel_engine.values import dataclass

MOST_EFFECTS = 2
"""Effects: how many something improvised may declare: it is room to breathe, and no door into the plot."""
UP, DOWN = 1, -1
"""Points or levels: by so much an improvised effect moves what it moves, the least there is."""
KINDS: Mapping[str, RoleKind] = {"A": "actor", "B": "present", "I": "item", "P": "place"}
# By the effect that moves it, what it is called of oneself and of the other, upwards and downwards.
TIES: Mapping[str, tuple[str, str, str, str, str]] = {
    "affection": (
        "affection",
        "warmer-to-{}",
        "cooler-to-{}",
        "{}-warmer-to-you",
        "{}-cooler-to-you",
    ),
    "trust": (
        "trust",
        "more-trust-in-{}",
        "less-trust-in-{}",
        "{}-trusts-you-more",
        "{}-trusts-you-less",
    ),
    "respect": (
        "respect",
        "more-respect-for-{}",
        "less-respect-for-{}",
        "{}-respects-you-more",
        "{}-respects-you-less",
    ),
    "fear_of": (
        "fear",
        "more-fear-of-{}",
        "less-fear-of-{}",
        "{}-fears-you-more",
        "{}-fears-you-less",
    ),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """An effect that could be declared: a short plain name for it, the effect over roles, and what
    fills those.
    """

    name: str
    effect: Call
    roles: Roles = NO_ROLES


def _towards(axis: str, person: str, other: str, by: int) -> Call:
    return Call(axis, (Name(person), Name(other), Number(by)))


def _within(emotion: str, by: int) -> Call:
    return Call(emotion, (Name("A"), Number(by)))


MOVE = Call("move", (Name("A"), Name("P")))
HAND = Call("hold", (Name("B"), Name("I")))
ALLOWED = (
    *(
        _towards(axis, *pair, by)
        for axis in TIES
        for pair in (("A", "B"), ("B", "A"))
        for by in (UP, DOWN)
    ),
    *(_within(emotion, by) for emotion in EMOTIONS for by in (UP, DOWN)),
    HAND,
    MOVE,
)
"""Every effect there is to declare, in the order they come about: whoever goes, goes last."""


def may_improvise(view: PersonaView) -> bool:
    """Whether the character may do something that is on no menu: not while an answer is owed, and
    never twice running.
    """
    return not why_not(view.obligation, view.acts)


def why_not(owed: Obligation | None, acts: Sequence[tuple[str, str, str]]) -> str:
    """Why somebody who owes this, and has done these acts, may not improvise now; empty when they
    may.
    """
    if owed is not None:
        return "somebody is waiting for an answer"
    return "nobody improvises twice running" if acts and acts[-1][0] == IMPROVISE else ""


def declarable(view: PersonaView) -> tuple[Declared, ...]:
    """The effects that this character could declare now, as far as they can tell; none when they
    may not improvise.

    The names are made of what people, things and places are called, and are each a different one.
    """
    if not may_improvise(view):
        return ()
    people = _called_people(view)
    found = [*_ties(view, people), *_feelings(view), *_hand_overs(view, people), *_ways(view)]
    return tuple(found)


def _ties(view: PersonaView, people: Mapping[str, str]) -> Iterator[Declared]:
    stands = {(other, axis): value for other, axis, value in view.relations}
    for other, called in people.items():
        roles = Roles.of(B=other)
        for effect, (axis, warmer, cooler, warms, cools) in TIES.items():
            now = stands.get((other, axis), 0)
            for by, own, theirs in ((UP, warmer, warms), (DOWN, cooler, cools)):
                if abs(now + by) <= MOST_RELATION:
                    yield Declared(own.format(called), _towards(effect, "A", "B", by), roles)
                yield Declared(theirs.format(called), _towards(effect, "B", "A", by), roles)


def _feelings(view: PersonaView) -> Iterator[Declared]:
    felt = {
        name: max(level for n, _, level in view.emotions if n == name)
        for name, _, _ in view.emotions
    }
    for emotion in EMOTIONS:
        if felt.get(emotion, 0) < MOST_EMOTION:
            yield Declared(f"more-{emotion}", _within(emotion, UP))
        if felt.get(emotion, 0):
            yield Declared(f"less-{emotion}", _within(emotion, DOWN))


def _hand_overs(view: PersonaView, people: Mapping[str, str]) -> Iterator[Declared]:
    things = _called_apart((item, _slug(view.lens.setting.items[item].name)) for item in view.held)
    for item, thing in things.items():
        for other, called in people.items():
            yield Declared(f"hand-the-{thing}-to-{called}", HAND, Roles.of(B=other, I=item))


def _ways(view: PersonaView) -> Iterator[Declared]:
    ways = _called_apart(
        (place, _slug(view.lens.setting.places[place].name)) for place in view.exits
    )
    for place, called in ways.items():
        yield Declared(f"go-to-{called}", MOVE, Roles.of(P=place))


def _called_people(view: PersonaView) -> dict[str, str]:
    """Everybody here by their short name, or by their whole one where that could be two."""
    here = [view.lens.setting.people[person] for person in view.people]
    times = Counter(_slug(person.short) for person in (*here, view.card))

    def called(person: Person) -> str:
        short = _slug(person.short)
        return short if short and times[short] == 1 else _slug(person.name)

    return _called_apart((person.id, called(person)) for person in here)


def _called_apart(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By id what each is called, those after the first of a name with a number to it."""
    found: dict[str, str] = {}
    times: Counter[str] = Counter()
    for key, name in named:
        times[name] += 1
        found[key] = name if times[name] == 1 and name else f"{name or 'nameless'}-{times[name]}"
    return found


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", re.sub("['’]", "", text.casefold())))


def is_at_odds(effects: Sequence[Call]) -> bool:
    """Whether two effects are about the same thing: one of them twice, or there and back."""
    about = [(e.name, tuple(arg for arg in e.args if isinstance(arg, Name))) for e in effects]
    return any(one in about[:at] for at, one in enumerate(about))
