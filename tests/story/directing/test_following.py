"""What follows of itself: consequences, and choices that somebody has to make."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from novel_engine.story.directing.causes_of_needs import grounds_of
from novel_engine.story.directing.following import come_up, comes_about
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.directing.scenes import complication_for
from novel_engine.story.fabula.events import Acted, Learned, Moved, Obliged
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import parse_condition
from novel_engine.story.givens.kernels import Complication, Way
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, complication, house, learned


def consequence(name: str = "loses", **changes: Any) -> Complication:
    plain = complication(
        name, needs="believes(ada, harm)", effects=("trust(ada, bo, -1)",), **changes
    )
    return replace(plain, kind="consequence", at_once=True, fact="deed", plants=("harm",))


def choice(name: str = "mercy", **changes: Any) -> Complication:
    plain = consequence(name)
    ways = (Way("forgive", "an old friend"), Way("break_with", "self-respect"))
    return replace(plain, **{"before": BO, "fact": "harm", "ways": ways, "effects": (), **changes})


def world(*following: Complication, known: bool = True) -> World:
    effects = (learned(ADA, "harm"),) if known else ()
    return house(*effects, complications=following)


def test_a_consequence_comes_as_soon_as_its_needs_hold_and_whoever_it_happens_to_is_there() -> None:
    one = consequence()

    assert comes_about(world(one)) == one
    assert comes_about(world(one, known=False)) is None
    away = house(learned(ADA, "harm"), Moved(ADA, HALL, GARDEN), complications=(one,))
    assert comes_about(away) is None


def test_what_is_so_from_then_on_is_known_to_all_who_are_there_and_costs_what_it_costs() -> None:
    before = world(consequence())
    event = come_up(before, consequence(), 3, 1)

    taught = {
        (effect.person, effect.fact) for effect in event.effects if isinstance(effect, Learned)
    }
    assert {(person, "deed") for person in before.people_at(HALL)} <= taught
    assert event.roles.get("A") == ADA
    assert event.roles.get("F") == "deed"
    assert comes_about(worlds.after(before, event)) is None


def test_one_consequence_can_wait_for_another() -> None:
    first = consequence()
    second = replace(consequence("pays"), needs=parse_condition("came(loses)"))
    before = world(second, first)

    assert comes_about(before) == first
    event = come_up(before, first, 3, 1)
    after = worlds.after(before, event)
    assert comes_about(after) == second
    assert 301 in come_up(after, second, 3, 2).causes


def test_a_choice_obliges_whoever_has_it_to_one_of_its_ways() -> None:
    before = world(choice())
    event = come_up(before, choice(), 3, 1)

    (owed,) = (effect for effect in event.effects if isinstance(effect, Obliged))
    assert (owed.person, owed.by, owed.fact) == (ADA, BO, "harm")
    assert owed.answers == ("forgive", "break_with")
    assert owed.verb == "mercy"


def test_a_choice_waits_until_both_are_there_and_nothing_is_owed() -> None:
    one = choice()
    away = house(learned(ADA, "harm"), Moved(BO, HALL, GARDEN), complications=(one,))
    owing = house(
        learned(ADA, "harm"), Obliged(ADA, CY, "harm", "ask", ("lie",)), complications=(one,)
    )

    assert comes_about(away) is None
    assert comes_about(owing) is None


def test_a_choice_waits_for_an_answer_that_is_owed_to_whoever_chooses() -> None:
    owing = Obliged(BO, ADA, "harm", "accuse", ("deny",))
    to_another = Obliged(BO, CY, "harm", "accuse", ("deny",))

    assert comes_about(house(learned(ADA, "harm"), owing, complications=(choice(),))) is None
    assert (
        comes_about(house(learned(ADA, "harm"), to_another, complications=(choice(),))) == choice()
    )


def test_what_follows_of_itself_is_no_turn_of_the_plot_that_the_director_brings() -> None:
    before = replace(world(consequence()), fruitless=9)

    assert complication_for(before, FrameChoice("talk", HALL, (ADA, BO), 9)) is None


def test_its_causes_are_what_brought_it_about_that_its_needs_hold() -> None:
    before = worlds.after(house(), worlds.acted(verb="accuse", roles=Roles.of(A=ADA, B=BO)))
    done = next(number for (verb, *_), number in before.done.items() if verb == "accuse")

    assert grounds_of(before, parse_condition("did(accuse, ada, bo)")) == {done}
    assert grounds_of(before, parse_condition("ever(accuse, ada) & late()")) == {done}
    assert grounds_of(before, parse_condition("believes(cy, deed)")) == frozenset()
    assert isinstance(worlds.acted(), Acted)
