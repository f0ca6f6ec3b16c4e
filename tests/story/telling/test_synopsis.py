"""A plot in plain sentences: every kind of sentence, on small records made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from novel_engine.story.fabula.events import Complicated, Effect, Event, Learned, StoryEnded
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Complication, Spine, Way
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.synopsis import synopsis
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, learned

LOST = Fact("lost", "vase", "outcome", "{ada} lost the sale, and let it go", noun="the sale")
SHUNNED = Fact("shunned", "vase", "outcome", "{cy} will not speak to {ada}", noun="the quarrel")
ALONE = Fact("alone", "vase", "outcome", "{ada} has nobody to dust for")
HIDING = Fact("hiding", "vase", "secret", "{cy} sold the spoons", secret_of=CY)
BOND = Fact(
    "bond", "vase", "promise", "{bo} once carried {ada} home", subject=BO, noun="the carrying"
)
MORE = (LOST, SHUNNED, ALONE, HIDING, BOND)


def came(name: str, who: str, fact: str, **more: Any) -> Complication:
    """A consequence for somebody."""
    return worlds.complication(
        name, kind="", who=who, effects=(), plants=(), at_once=True, fact=fact, **more
    )


MERCY = worlds.complication(
    "mercy",
    kind="",
    who=ADA,
    before=BO,
    effects=(),
    plants=(),
    at_once=True,
    fact="deed",
    ways=(Way("forgive", "the carrying", ""), Way("break_with", "self-respect", "alone")),
)
PLOT = (came("loses", ADA, "lost"), came("shuns", CY, "shunned"), came("leaves", ADA, "alone"))


def vase(**changes: Any) -> Setting:
    """The house, in which the vase was to be sold before Friday."""
    facts = worlds.facts()
    facts["deed"] = replace(facts["deed"], takes="the sale of the vase", by="Friday")
    facts["motive"] = replace(
        facts["motive"], because="{ada} meant to go", serves="without a sale she could not"
    )
    given: dict[str, Any] = {
        "facts": {**facts, **{fact.id: fact for fact in MORE}},
        "eyes": ADA,
        "spines": (Spine("harm", "deed", "motive", "cover"),),
        "complications": (*PLOT, MERCY, came("owns", CY, "hiding")),
    }
    return worlds.setting(**{**given, **changes})


def did(turn: int, who: str, verb: str, *effects: Effect, causes: Any = (), **roles: str) -> Event:
    """An act, its roles by letter."""
    filled = Roles.of(A=who, **roles)
    return worlds.acted(
        turn, actor=who, verb=verb, roles=filled, effects=effects, causes=causes or (100,)
    )


def befell(turn: int, name: str, who: str, fact: str, *causes: int) -> Event:
    """A consequence or a choice, as it comes about."""
    roles = Roles.of(A=who, B=BO, F=fact)
    return Complicated(turn, 0, causes, 1, worlds.HALL, name, roles, worlds.PEOPLE, ())


def told(*events: Event, made: Setting | None = None, opening: tuple[Learned, ...] = ()) -> str:
    """What the synopsis of these events says."""
    ground = made or vase()
    begun = (worlds.opened(ground, *opening), worlds.scene_opened())
    return "\n".join(synopsis(worlds.fabula(ground, (*begun, *events))).paragraphs)


FINDS = did(2, ADA, "inspect", learned(ADA, "harm", 90), learned(ADA, "cover", 55), I="pieces")
ACCUSED = did(4, ADA, "accuse", learned(CY, "harm", 60), causes=(300,), B=CY, F="blame")
LIED = did(3, BO, "lie", learned(ADA, "blame", 80, "lied_to", BO), B=ADA, F="harm", G="blame")
CONFESSED = did(6, BO, "confess", learned(ADA, "deed", 97, "told", BO), B=ADA, F="deed")


def test_what_lies_behind_it_comes_first_with_the_whole_reason_and_what_it_takes() -> None:
    assert told() == (
        "Ada Vane meant to go. Bo Marsh never liked the vase, and without a sale she could not. "
        "So he broke the vase, and has told nobody. With that Ada will lose the sale of the vase, "
        "if nothing is put right before Friday."
    )


def test_what_would_put_it_right_is_said_where_the_matter_says_it() -> None:
    facts = vase().facts
    mended = replace(facts["deed"], mends="another vase is bought")
    made = vase(facts={**facts, "deed": mended})
    assert "will lose the sale of the vase, unless another vase is bought before Friday." in told(
        made=made
    )


def test_whoever_changes_an_account_for_another_is_said_to_drop_the_first() -> None:
    sure = did(2, ADA, "inspect", learned(ADA, "harm", 90), learned(ADA, "cover", 80), I="pieces")
    facts = vase().facts
    made = vase(facts={**facts, "cover": replace(facts["cover"], noun="the draught")})
    said = told(sure, LIED, ACCUSED, made=made)
    assert "believes the lie, and thinks no more of the draught" in said


def test_a_lie_is_not_told_to_whoever_is_said_to_hold_it() -> None:
    again = did(5, BO, "lie", learned(ADA, "blame", 90, "lied_to", BO), B=ADA, F="harm", G="blame")
    assert told(LIED, again).count("lies to Ada") == 1


def test_a_side_without_a_short_name_is_told_by_what_was_done() -> None:
    long = "what there had once been between the two of them"
    mercy = replace(MERCY, ways=(Way("forgive", long, ""), Way("break_with", "self-respect", "")))
    made = vase(complications=(*PLOT, mercy))
    choice = befell(7, "mercy", ADA, "deed", 600)
    said = told(CONFESSED, choice, did(8, ADA, "forgive", causes=(700,), B=BO), made=made)
    assert f"Now Ada has to choose between {long} and self-respect; she forgives Bo" in said


def test_the_premise_stands_before_all_of_it_as_it_was_written() -> None:
    assert told(made=vase(premise="It rains. {sic}")).startswith("It rains. {sic} Ada Vane meant")


def test_a_first_mention_joins_a_name_to_work_and_to_the_place_it_is_done_in() -> None:
    people = {
        ADA: worlds.person(ADA, work="clerk"),
        BO: worlds.person(BO, work="the study"),
        CY: worlds.person(CY, work="clerk"),
    }
    said = told(LIED, made=vase(people=people))

    assert "Ada Vane, a clerk, meant to go." in said
    assert "Bo Marsh, who works in the study, never liked the vase" in said
    assert "Cy Lund, a clerk, broke the vase" in said


def test_what_is_found_is_said_and_what_is_wrongly_made_of_it_is_called_wrong() -> None:
    said = told(FINDS)

    assert "Ada finds that the vase is in pieces. She believes, wrongly, that the cat broke" in said


def test_a_belief_that_is_wrong_from_the_start_is_told_before_anything_happens() -> None:
    said = told(opening=(learned(ADA, "cover"),))

    assert said.endswith("believes, wrongly, that the cat broke the vase.")


def test_a_lie_is_called_one_and_whoever_is_taken_in_is_named() -> None:
    assert "Bo lies to Ada that Cy Lund broke the vase, and she believes the lie." in told(LIED)


def test_a_lie_that_nobody_believes_is_left_out() -> None:
    assert "lies" not in told(did(3, BO, "lie", B=ADA, F="harm", G="blame"))


def test_a_charge_against_the_wrong_one_is_called_wrong_and_told_with_how_it_is_met() -> None:
    denied = did(5, CY, "deny", causes=(400,), B=ADA, F="blame")

    said = told(LIED, ACCUSED, denied)
    assert "so she wrongly accuses Cy of it, and Cy denies it." in said


def test_the_same_charge_is_told_once() -> None:
    again = did(5, ADA, "accuse", causes=(300,), B=CY, F="blame")

    assert told(LIED, ACCUSED, again).count("accuses") == 1


def test_what_comes_of_a_wrong_charge_is_told_with_whom_it_costs() -> None:
    said = told(LIED, ACCUSED, befell(5, "shuns", CY, "shunned", 400))

    assert "Cy will not speak to Ada." in said


def test_a_consequence_is_told_in_the_present_and_joined_to_its_cause() -> None:
    said = told(FINDS, befell(3, "loses", ADA, "lost", 200))

    assert "the cat broke the vase, so she loses the sale, and lets it go." in said


def test_a_conclusion_comes_with_what_it_rests_on_and_how_that_was_come_by() -> None:
    events = (
        did(2, ADA, "take", learned(ADA, "shard", 90), I="shoe"),
        did(3, CY, "tell", learned(ADA, "seen", 80, "told", CY), B=ADA, F="seen"),
        did(4, ADA, "infer", learned(ADA, "deed", 84, "inferred"), F="deed"),
    )
    said = told(*events)

    assert (
        "Ada finds that a shard is stuck in Bo's shoe, and Cy Lund tells her that he was up in "
        "the night, so she concludes that he broke the vase." in said
    )


def test_a_conclusion_that_becomes_a_charge_is_told_with_the_charge() -> None:
    events = (
        did(2, ADA, "take", learned(ADA, "shard", 90), learned(ADA, "seen", 90), I="shoe"),
        did(4, ADA, "infer", learned(ADA, "deed", 84, "inferred"), F="deed"),
        did(5, ADA, "accuse", causes=(400,), B=BO, F="deed"),
        did(6, BO, "confess", causes=(500,), B=ADA, F="deed"),
    )
    said = told(*events)

    assert "concludes" not in said
    assert (
        "Ada finds that a shard is stuck in Bo's shoe and that he was up in the night, so she "
        "accuses him of it, and he confesses to her." in said
    )


def test_whoever_owns_to_it_without_being_asked_is_said_to() -> None:
    assert "Unasked, Bo confesses to Ada." in told(CONFESSED)


def test_the_reason_is_said_where_it_is_understood() -> None:
    learnt = came("says_why", ADA, "motive")
    made = vase(complications=(*PLOT, learnt))
    why = befell(7, "says_why", ADA, "motive", 600)

    denied = did(6, BO, "deny", causes=(500,), B=ADA, F="deed")
    assert "Bo tells Ada why." in told(CONFESSED, why, made=made)
    assert "Ada guesses why." in told(denied, why, made=made)


def test_a_reason_that_was_known_before_is_understood_with_the_answer() -> None:
    before = did(2, CY, "tell", learned(ADA, "motive", 80, "told", CY), B=ADA, F="motive")

    assert "Ada now understands why." in told(before, CONFESSED)


def test_a_choice_has_its_sides_what_they_stand_on_what_was_chosen_and_the_price() -> None:
    choice = befell(7, "mercy", ADA, "deed", 600)
    breaks = did(8, ADA, "break_with", causes=(700,), B=BO)
    alone = befell(9, "leaves", ADA, "alone", 800)

    said = told(CONFESSED, choice, breaks, alone)
    assert said.startswith("Bo Marsh once carried Ada Vane home. ")
    assert (
        "Now Ada has to choose between the carrying and self-respect, and chooses self-respect: "
        "she breaks with Bo for good, and the price of it is that she has nobody to dust for."
        in said
    )


def test_a_choice_that_is_not_made_is_said_to_be_put_off() -> None:
    choice = befell(7, "mercy", ADA, "deed", 600)

    assert "puts it off until it is too late." in told(CONFESSED, choice)


def test_whoever_goes_back_on_a_choice_is_said_to() -> None:
    choice = befell(7, "mercy", ADA, "deed", 600)
    breaks = did(8, ADA, "break_with", causes=(700,), B=BO)
    forgives = did(9, ADA, "forgive", B=BO)

    said = told(CONFESSED, choice, breaks, forgives)
    assert "But in the end Ada forgives Bo." in said


def test_a_secret_that_cannot_be_kept_any_longer_comes_out() -> None:
    said = told(LIED, ACCUSED, befell(5, "owns", CY, "hiding", 400))

    assert "Cy had something else to hide: Cy sold the spoons." in said


def test_what_the_ending_says_comes_last_sentence_by_sentence() -> None:
    ending = replace(worlds.ending("told"), says="{ada} knows. {ada} has swept up.")
    over = StoryEnded(9, 0, (100,), "told", Roles(()), ())

    assert told(over, made=vase(endings=(ending,))).endswith("Ada knows. She has swept up.")


def test_small_talk_and_questions_are_not_told() -> None:
    talk = (did(2, ADA, "ask", B=BO, F="harm"), did(3, BO, "keep_silent", B=ADA, F="harm"))

    assert told(*talk) == told()
