"""What ending somebody who did not see it all comes to."""

from __future__ import annotations

from novel_engine.story.fabula.events import ThreadMoved
from novel_engine.story.telling.turning_points import ending_for, knows_answer
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, acted, ending, learned

FORGIVEN = ("forgive", ADA, BO)
ENDINGS = (
    ending("made_up", "did(forgive, ada, bo)"),
    ending("known", late=True),
    ending("open", unsolved=True),
)
ANSWERED = ThreadMoved("who", "answered")


def test_who_holds_the_gravest_fact_true_knows_the_answer() -> None:
    world = worlds.world(
        learned(ADA, "deed", 90), learned(CY, "deed", 40), made=worlds.setting(endings=ENDINGS)
    )

    assert [knows_answer(world, who) for who in (ADA, BO, CY)] == [True, False, False]


def test_the_ending_is_what_the_person_could_know_of_it() -> None:
    made = worlds.setting(endings=ENDINGS)
    world = worlds.world(learned(ADA, "deed", 90), made=made)
    worlds.after(world, acted(2, effects=(ANSWERED,)))

    assert ending_for(world, "made_up", ADA, frozenset((FORGIVEN,))) == "made_up"
    assert ending_for(world, "made_up", ADA, frozenset()) == "known"
    assert ending_for(world, "made_up", CY, frozenset((FORGIVEN,))) == "vase.never_learns"
    assert ending_for(world, "open", CY, frozenset()) == "open"
