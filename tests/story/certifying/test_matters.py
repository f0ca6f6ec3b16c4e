"""What there is to be told of facts, as words."""

from __future__ import annotations

from novel_engine.story.certifying.matters import matter_words, matters_of
from novel_engine.story.certifying.reading import alike
from tests.support.told_vase import vase_setting
from tests.support.worlds import ADA, BO


def test_a_reason_is_told_in_three_parts_and_a_deed_takes_something() -> None:
    found = matters_of(vase_setting())

    assert {part for fact, part in found if fact == "motive"} == {"claim", "because", "serves"}
    assert found["deed", "takes"].person == ADA
    assert found["deed", "claim"].person == BO


def test_nobodys_name_is_a_word_of_a_matter_and_nothing_said_in_passing() -> None:
    words = matter_words(vase_setting(), "{bo}, who was afraid of the sea, has sold the boat")

    assert words == alike("sold boat")


def test_of_a_claim_of_one_word_the_small_ones_count_too() -> None:
    assert matter_words(vase_setting(), "{cy} is the one who is going") == alike("one who going")


def test_what_happened_is_no_word_of_what_was_done_about_it() -> None:
    found = matters_of(vase_setting())

    assert "vas" not in found["deed", "claim"].own
    assert found["deed", "claim"].own


def test_a_claim_with_a_no_in_it_is_known_for_one() -> None:
    found = matters_of(vase_setting())

    assert found["motive", "claim"].denies
    assert not found["deed", "claim"].denies


def test_what_somebody_wanted_is_no_word_of_what_befalls_them() -> None:
    claim = (
        "{cy} will go without a word from {bo}, who wanted to bury nobody, and no letter is written"
    )

    words = matter_words(vase_setting(), claim)
    assert words == matter_words(vase_setting(), "go without a word, and a letter is written")
