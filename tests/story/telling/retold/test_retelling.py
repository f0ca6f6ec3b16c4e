"""The words in which a synopsis says what somebody does."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.retold.retelling import Retelling, after_that, as_sentence
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY


def act(verb: str, **roles: str) -> tuple[Retelling, str]:
    """What Ada does, and what it is told with."""
    retelling = Retelling(worlds.setting())
    done = worlds.acted(verb=verb, roles=Roles.of(A=ADA, B=BO, **roles))
    return retelling, retelling.done(done, "")


def test_an_act_is_told_in_the_verbs_own_words_in_the_third_person() -> None:
    assert act("let_it_stand", F="deed")[1] == "{ada} says nothing and lets {bo} be blamed"


def test_what_has_just_been_said_is_not_said_again() -> None:
    retelling, said = act("accuse", F="blame")
    again = worlds.acted(verb="accuse", roles=Roles.of(A=ADA, B=CY, F="blame"))

    assert said == "{ada} accuses {bo}, saying that {cy} broke the vase"
    assert retelling.done(again, "wrongly ") == "{ada} wrongly accuses {cy} of it"
    for _ in range(3):
        retelling.next()
    assert "saying that" in retelling.done(again, "")


def test_a_verb_without_words_of_its_own_is_told_as_its_note_has_it() -> None:
    made = worlds.setting()
    bare = replace(
        made.verbs["confess"], retold=(), saying=("say to {O}", "said"), note="{A} owns up."
    )
    retelling = Retelling(replace(made, verbs={**made.verbs, "confess": bare}))

    done = worlds.acted(verb="confess", roles=Roles.of(A=ADA, B=BO, F="deed"))
    assert retelling.done(done, "") == "{ada} owns up"


def test_what_is_told_as_a_lie_and_happens_to_be_so_is_called_no_lie() -> None:
    assert act("lie", F="harm", G="deed")[1] == (
        "{ada} tells {bo} that {bo} broke the vase, without believing it"
    )


def test_a_thing_and_a_place_are_called_what_they_are_called() -> None:
    assert act("show", I="shoe")[1] == "{ada} puts the left shoe in front of {bo}"
    assert act("show", I="hall")[1] == "{ada} puts the hall in front of {bo}"


def test_clauses_follow_one_that_and_a_sentence_begins_large_and_ends_with_a_stop() -> None:
    assert after_that(["it rained", "he ran"]) == "it rained and that he ran"
    assert as_sentence(" he ran") == "He ran."
    assert as_sentence("Did he run?") == "Did he run?"
