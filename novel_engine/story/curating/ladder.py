"""What came up in a night, read by what it needed: what stands on a false belief, what that has cost,
and what was chosen at which price.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from novel_engine.story.fabula.events import Acted, Complicated, Event
from novel_engine.story.givens.conditions import And, Call, Compare, Condition, Name, Not, Or
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Complication
from novel_engine.values import dataclass

OF_A_MIND = ("believes", "confidence")
"""What is asked of a mind."""
CAME = "came"
"""What is asked of what has come up."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice that was made: which, by what verb, and whether its price came."""

    choice: str
    verb: str
    paid: bool


def on_an_error(came: Iterable[Complication], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """What came up because somebody held what is not so."""
    return tuple(
        one.id
        for one in came
        if any(
            call.name in OF_A_MIND and any(not facts[name].truth for name in _named(call, facts))
            for call in _asked(one.needs)
        )
    )


def paid_for(came: Sequence[Complication], facts: Mapping[str, Fact]) -> bool:
    """Whether something came of what had come of an error."""
    wrong = on_an_error(came, facts)
    return any(
        call.name == CAME and any(_named(call, wrong)) for one in came for call in _asked(one.needs)
    )


def choices_made(came: Sequence[Complication], events: Iterable[Event]) -> Iterator[Chosen]:
    """Each choice that was put to somebody, and taken."""
    choices = {one.id: one for one in came if one.ways}
    facts = {one.fact for one in came if not one.ways}
    waiting: dict[str, Complication] = {}
    for event in events:
        if isinstance(event, Complicated) and event.complication in choices:
            waiting[choices[event.complication].who] = choices[event.complication]
        elif isinstance(event, Acted) and event.actor in waiting:
            put = waiting[event.actor]
            for way in put.ways:
                if way.verb == event.verb:
                    del waiting[event.actor]
                    yield Chosen(put.id, way.verb, way.price in facts)


def _named(call: Call, known: Collection[str]) -> Iterator[str]:
    return (arg.name for arg in call.args if isinstance(arg, Name) and arg.name in known)


def _asked(needs: Condition) -> Iterator[Call]:
    """The calls that must be so: of a comparison those that must come to something."""
    match needs:
        case Call():
            yield needs
        case Compare():
            if needs.sign in (">", ">="):
                yield needs.left
        case And() | Or():
            for part in needs.parts:
                yield from _asked(part)
        case Not():
            return
