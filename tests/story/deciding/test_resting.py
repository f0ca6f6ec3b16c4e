"""What is said to rest on beliefs alone, or on feelings, does: the rest of a mind can be taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.deciding.resting import (
    GIVEN,
    OF_BELIEF,
    OF_FEELING,
    rests_on_belief,
    rests_on_feeling,
    rests_on_mind,
)
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.givens.conditions import Condition, conjuncts, parse_condition
from tests.support import worlds

NAMES = ("A", "B", "F")


def test_every_predicate_that_is_named_is_one() -> None:
    assert set(PREDICATES) >= GIVEN | OF_BELIEF | OF_FEELING


@pytest.mark.parametrize(
    ("text", "belief", "feeling", "mind"),
    [
        ("believes(A, F)", True, False, True),
        ("!hides(A, F) | kind(F, plan)", True, False, True),
        ("about(F, A)", True, False, False),
        ("about(F, B)", False, False, False),
        ("believes(B, F)", False, False, True),
        ("anger(A, B) >= 2", False, True, True),
        ("guilt(A) >= 1 | goal(A, atone) >= 1", False, True, True),
        ("anger(B, A) >= 2", False, False, True),
        ("did(ask, A, B)", False, False, True),
    ],
)
def test_what_a_condition_rests_on(text: str, belief: bool, feeling: bool, mind: bool) -> None:
    condition = parse_condition(text)
    assert rests_on_belief(condition, "A") == belief
    assert rests_on_feeling(condition, "A") == feeling
    assert rests_on_mind(condition) == mind


def atoms() -> Iterator[tuple[Condition, tuple[str, ...]]]:
    """Every atom of the bundled verbs, and one of each predicate, with the names of the roles."""
    for verb in worlds.bundled_genre().verbs.values():
        for atom in conjuncts(verb.believes):
            yield atom, verb.role_names
    for name in ("keeps(A, F)", "seeks(A, F)", "matters(A, F)", "grounds(F)", "trust(A, B)"):
        yield parse_condition(name), NAMES


def believing(mind: Mind) -> Mind:
    return Mind(mind.person, beliefs=mind.beliefs, goals=mind.goals)


def feeling(mind: Mind) -> Mind:
    return Mind(
        mind.person,
        scene=mind.scene,
        relations=mind.relations,
        emotions=mind.emotions,
        goals=mind.goals,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_else_of_a_mind_decides_it(seed: int) -> None:
    told = worlds.story(seed)
    people, facts = sorted(told.setting.people), sorted(told.setting.facts)
    for number, (world, event) in enumerate(worlds.unfolded(told)):
        for mind in [world.minds[name] for name in getattr(event, "witnesses", ())[: number % 2]]:
            other = next(person for person in people if person != mind.person)
            for atom, names in atoms():
                bare = [
                    part(mind)
                    for part, rests in ((believing, rests_on_belief), (feeling, rests_on_feeling))
                    if rests(atom, names[0])
                ]
                for fact in facts if bare else ():
                    values = [mind.person, *(other if n == "B" else fact for n in names[1:])]
                    test = compiled(atom, names)
                    whole = bool(test(MindLens(world.setting, mind), values))
                    for part in bare:
                        assert bool(test(MindLens(world.setting, part), values)) == whole, atom
