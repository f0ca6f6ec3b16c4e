"""Stories that hypothesis makes up in the house of the letter: any effects, in any order, heard by
anyone.
"""

from __future__ import annotations

from hypothesis import strategies as st

from novel_engine.story.fabula.events import (
    Acted,
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
    Related,
    Released,
    StageSet,
    ThreadMoved,
)
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.roles import Roles
from tests.support import cellar

people = st.sampled_from(cellar.PEOPLE)
places = st.sampled_from((cellar.KITCHEN, cellar.CELLAR))
items = st.sampled_from(("letter", "lamp"))
facts = st.sampled_from(("burnt", "lost"))
goal_kinds = st.sampled_from(("learn", "conceal", "punish"))
topics = st.sampled_from(("letter", "the lamp"))
levels = st.integers(0, 5)
bits = st.integers(0, 1)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
related = st.builds(
    Related,
    people,
    people,
    st.sampled_from(AXES),
    before=st.integers(-3, 3),
    after=st.integers(-3, 3),
).filter(lambda effect: effect.person != effect.other)
sources = st.sampled_from(("told", "lied_to", "read", "witnessed", "inferred"))

effects: st.SearchStrategy[Effect] = st.one_of(
    st.builds(Moved, people, places, places),
    st.builds(Departed, people, words),
    st.builds(ItemMoved, items, people, st.just(""), bits),
    st.builds(ItemMoved, items, st.just(""), places, bits),
    st.builds(ItemDestroyed, items),
    st.builds(
        Learned, people, facts, bits, st.integers(0, 100), sources, st.one_of(st.just(""), people)
    ),
    related,
    st.builds(
        Felt, people, st.sampled_from(EMOTIONS), st.one_of(st.just(""), people), levels, levels
    ),
    st.builds(GoalTaken, people, goal_kinds, topics, words, st.integers(1, 5)),
    st.builds(GoalDropped, people, goal_kinds, topics),
    st.builds(Obliged, people, people, facts, st.just("ask"), st.tuples(words, words)),
    st.builds(Released, people),
    st.builds(
        ThreadMoved,
        st.just("who"),
        st.sampled_from(("open", "complicated", "answered", "unsolved")),
    ),
    st.builds(StageSet, words, words),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """An opening, a scene, and up to six acts in it."""
    told: list[Event] = [cellar.opened(), cellar.scene_opened(1, 1, (0,))]
    for turn in range(2, 2 + draw(st.integers(0, 6))):
        causes = draw(
            st.lists(st.sampled_from([event.turn * 100 for event in told]), unique=True, max_size=3)
        )
        told.append(draw(_acts(turn, tuple(causes))))
    return told


@st.composite
def _acts(draw: st.DrawFn, turn: int, causes: tuple[int, ...]) -> Acted:
    following = draw(st.lists(effects, max_size=5).map(tuple))
    touched = {getattr(effect, "person", "") for effect in following}
    return Acted(
        turn=turn,
        seq=0,
        causes=causes,
        scene=1,
        place=draw(places),
        actor=draw(people),
        verb=draw(st.sampled_from(("ask", "lie", "tell", "wait"))),
        tactic=draw(words),
        manner=draw(st.integers(0, 3)),
        roles=Roles.of(A=draw(people), B=draw(people), F=draw(facts)),
        tension=draw(st.integers(0, 100)),
        witnesses=draw(st.lists(people, unique=True).map(tuple)),
        bystanders=tuple(p for p in draw(st.lists(people, unique=True)) if p not in touched),
        effects=following,
    )
