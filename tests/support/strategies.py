"""What hypothesis makes up: conditions, effects, and whole unlikely stories in the house of
`worlds`.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args, get_type_hints

from hypothesis import settings
from hypothesis import strategies as st

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Effect,
    Event,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    StageSet,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.conditions import (
    COMPARISONS,
    And,
    Call,
    Compare,
    Condition,
    Name,
    Not,
    Number,
    Or,
    Term,
)
from novel_engine.story.givens.roles import NO_ROLES, Roles
from tests.support import worlds

few = settings(max_examples=50)
"""Enough for a law of whole stories, each of which is many examples."""

# ── anything at all, from the fields of the dataclasses ───────────────────────────────────────────

st.register_type_strategy(
    Roles, st.dictionaries(st.text(), st.text(), max_size=4).map(lambda all_: Roles(all_.items()))
)


# The numbers that a file has room for.
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1)


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    if hint == tuple[int, ...]:
        return st.lists(NUMBERS, max_size=4).map(tuple)
    return NUMBERS if hint is int else st.from_type(hint)


def any_of(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value of a dataclass, every field anything of its type. The fields are asked and not
    `__init__`, which a class of ours has only once it has been called.
    """
    hints = get_type_hints(kind)
    own = {f.name: _of_type(hints[f.name]) for f in fields(kind) if f.name not in given}
    return st.builds(kind, **own, **given)


any_effect: st.SearchStrategy[Effect] = st.one_of(*(any_of(kind) for kind in get_args(Effect)))
any_event: st.SearchStrategy[Event] = st.one_of(
    *(any_of(kind, effects=st.lists(any_effect, max_size=4).map(tuple)) for kind in get_args(Event))
)

# ── the condition language ────────────────────────────────────────────────────────────────────────

words = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.\-]{0,8}", fullmatch=True)
numbers = st.integers(-999, 999)
terms: st.SearchStrategy[Term] = st.recursive(
    st.one_of(st.builds(Name, words), st.builds(Number, numbers)),
    lambda inner: st.builds(Call, words, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)
calls = st.builds(Call, words, st.lists(terms, max_size=3).map(tuple))
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(calls, st.builds(Compare, calls, st.sampled_from(COMPARISONS), numbers)),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def written(node: Condition | Term) -> str:
    """The condition as an author would write it, every part in brackets."""
    match node:
        case Name():
            return node.name
        case Number():
            return str(node.value)
        case Call():
            return f"{node.name}({', '.join(written(arg) for arg in node.args)})"
        case Compare():
            return f"{written(node.left)} {node.sign} {node.right}"
        case Not():
            return f"!({written(node.part)})"
        case And():
            return " & ".join(f"({written(part)})" for part in node.parts)
        case Or():
            return " | ".join(f"({written(part)})" for part in node.parts)


# ── stories in the house ──────────────────────────────────────────────────────────────────────────

people = st.sampled_from(worlds.PEOPLE)
nobody_or_one = st.sampled_from(("", *worlds.PEOPLE))
places = st.sampled_from((worlds.HALL, worlds.STUDY, worlds.GARDEN))
items = st.sampled_from(("shoe", "latch", "pieces", "lamp"))
facts = st.sampled_from(tuple(worlds.facts()))
bits = st.integers(0, 1)
sources = st.sampled_from(("told", "lied_to", "read", "witnessed", "inferred"))
goals = st.sampled_from(("learn", "conceal", "punish"))
topics = st.sampled_from(("vase", "sea"))
verbs = st.sampled_from(tuple(worlds.verbs()))

house_effects: st.SearchStrategy[Effect] = st.one_of(
    st.builds(Moved, people, places, places),
    st.builds(Departed, people, st.just("left")),
    st.builds(ItemMoved, items, people, st.just(""), st.just(0)),
    st.builds(ItemMoved, items, st.just(""), places, bits),
    st.builds(ItemDestroyed, items),
    st.builds(Learned, people, facts, bits, st.integers(0, 100), sources, nobody_or_one),
    st.builds(
        Related, people, people, st.sampled_from(AXES), st.integers(-3, 3), st.integers(-3, 3)
    ),
    st.builds(
        Felt, people, st.sampled_from(EMOTIONS), nobody_or_one, st.integers(0, 5), st.integers(0, 5)
    ),
    st.builds(GoalTaken, people, goals, topics, nobody_or_one, st.integers(1, 5)),
    st.builds(GoalDropped, people, goals, topics),
    st.builds(Obliged, people, people, facts, st.just("ask"), st.just(worlds.ANSWERS)),
    st.builds(Released, people),
    st.builds(
        ThreadMoved,
        st.sampled_from(("who", "sea")),
        st.sampled_from(("open", "complicated", "answered")),
    ),
    st.builds(StageSet, st.just("weather"), st.sampled_from(("rain", "fog"))),
)


@st.composite
def acts(draw: st.DrawFn, turn: int, causes: tuple[int, ...] = ()) -> Acted:
    """Somebody did something, with any effects at all, before any audience."""
    actor = draw(people)
    here = (actor, *(name for name in worlds.PEOPLE if name != actor))
    seen = draw(st.lists(st.sampled_from(here[1:]), unique=True))
    overheard = draw(st.lists(st.sampled_from(worlds.PEOPLE), unique=True))
    return worlds.acted(
        turn,
        causes=causes,
        actor=actor,
        place=draw(places),
        verb=draw(verbs),
        manner=draw(st.integers(0, 5)),
        roles=Roles.of(A=actor, B=draw(people), F=draw(facts), G=draw(facts)),
        witnesses=tuple(sorted((actor, *seen))),
        bystanders=tuple(sorted(set(overheard) - {actor, *seen})),
        effects=draw(st.lists(house_effects, max_size=5).map(tuple)),
    )


@st.composite
def _others(draw: st.DrawFn, turn: int, causes: tuple[int, ...]) -> Event:
    """Whatever else can happen inside a scene, or between two."""
    who, effects = draw(people), draw(st.lists(house_effects, max_size=3).map(tuple))
    roles = Roles.of(A=who, B=draw(people), F=draw(facts))
    seen = tuple(sorted({who, draw(people)}))
    kinds: tuple[Event, ...] = (
        Refused(turn, 0, causes, 1, worlds.HALL, who, "ask", roles, "no", seen, (Released(who),)),
        Complicated(turn, 0, causes, 1, worlds.HALL, "storm", roles, seen, effects),
        SceneClosed(turn, 0, causes, 1, 5, draw(bits), effects),
        worlds.scene_opened(turn, turn, cast=seen, causes=causes, effects=effects),
        StoryEnded(turn, 0, causes, "told", NO_ROLES, effects),
    )
    return draw(st.sampled_from(kinds))


@st.composite
def stories(draw: st.DrawFn, most: int = 8) -> tuple[Event, ...]:
    """An opening, a scene, and whatever comes after, each event with causes that came before it."""
    made = worlds.setting()
    told: list[Event] = [
        worlds.opened(made, *draw(st.lists(house_effects, max_size=4))),
        worlds.scene_opened(),
    ]
    for turn in range(2, 2 + draw(st.integers(0, most))):
        causes = tuple(
            sorted(draw(st.sets(st.sampled_from([id_of(event) for event in told]), max_size=3)))
        )
        told.append(draw(st.one_of(acts(turn, causes), _others(turn, causes))))
    return tuple(told)
