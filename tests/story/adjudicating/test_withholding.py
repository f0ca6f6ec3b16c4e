"""What is held back until the reveal: the conscience of whoever hides the gravest fact, and what
proves it.
"""

from __future__ import annotations

from novel_engine.story.adjudicating.withholding import (
    HIGHEST_BEFORE_REVEAL,
    gravest,
    may_come_to_light,
    most_felt,
    reveal_open,
)
from novel_engine.story.fabula.faculties import MOST_EMOTION
from novel_engine.story.fabula.world import World
from tests.support import worlds
from tests.support.worlds import BO, CY, house


def late(world: World) -> World:
    """The same, when most of the story is told."""
    return worlds.after(world, worlds.scene_opened(8, 9))


def test_only_whoever_hides_the_gravest_fact_waits_for_the_reveal_with_their_guilt() -> None:
    world = house()
    assert gravest(world).secret_of == BO
    assert not reveal_open(world)
    assert most_felt(world, BO, "guilt") == HIGHEST_BEFORE_REVEAL
    assert most_felt(world, BO, "anger") == most_felt(world, CY, "guilt") == MOST_EMOTION


def test_after_the_reveal_everybody_feels_what_they_feel() -> None:
    world = late(house())
    assert reveal_open(world)
    assert most_felt(world, BO, "guilt") == MOST_EMOTION


def test_what_decides_comes_to_light_late_and_where_it_is_looked_for() -> None:
    sought = house(frames=(worlds.frame(purpose="search", fact="shard"),))
    assert not may_come_to_light(sought, "shoe")
    assert may_come_to_light(late(sought), "shoe")
    assert not may_come_to_light(late(house()), "shoe")


def test_anything_else_comes_to_light_at_any_time() -> None:
    assert may_come_to_light(house(), "latch")
