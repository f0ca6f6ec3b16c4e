"""What comes to mind: the important, the recent, and what shares words with the moment."""

from __future__ import annotations

from novel_engine.story.deciding.recollection import cues, lemmas, recollected, recollection_score
from novel_engine.story.deciding.views import view_of
from novel_engine.story.deciding.weights import MOST_CUES
from novel_engine.story.fabula.events import Obliged
from novel_engine.story.fabula.mind import Memory
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Choice
from tests.support import worlds
from tests.support.worlds import ADA, BO, learned


def memory(event: int, scene: int = 1, weight: int = 2, **roles: str) -> Memory:
    return Memory(event, scene, "ask", ADA, Roles((("A", ADA), *roles.items())), weight)


def test_the_question_that_is_owed_is_the_first_cue() -> None:
    found = worlds.house(learned(ADA, "harm"), Obliged(ADA, BO, "harm", "ask", ("lie",)))
    view = view_of(found.setting, found.minds[ADA], 5)
    menu = [Choice(worlds.action("lie", ADA, B=BO, F="harm", G="cover"), 1, ())]
    assert cues(view, menu) == ("harm", "cover")
    people = [
        Choice(worlds.action("tell", ADA, B=f"friend-{n}", F=f"fact.number{n}"), 1, ())
        for n in range(30)
    ]
    assert len(cues(view, people)) == MOST_CUES


def test_age_tells_against_a_memory_and_shared_words_for_it() -> None:
    old, new, apt = memory(100, scene=1), memory(500, scene=5), memory(101, F="harm.trace")
    assert recollection_score(new, frozenset(), 5) > recollection_score(old, frozenset(), 5)
    assert recollection_score(apt, frozenset(("trace", "harm")), 5) > recollection_score(
        new, frozenset(("trace", "harm")), 5
    )
    assert lemmas(apt) >= {"harm", "trace", "ask", ADA}


def test_what_comes_to_mind_comes_in_order_and_ties_go_to_the_later() -> None:
    memories = [memory(event) for event in (300, 100, 200)]
    assert [m.event for m in recollected(memories, (), 1, 2)] == [200, 300]
    assert recollected([], ("harm",), 1) == ()
