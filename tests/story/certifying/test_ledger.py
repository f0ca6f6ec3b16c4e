"""The reader's ledger: what is plainly told, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.certifying.ledger import LedgerEntry, ReaderLedger
from novel_engine.story.certifying.reading import ReadTelling
from novel_engine.story.givens.facts import Fact
from tests.support.told_vase import vase_chapters, vase_fabula, vase_setting


def ledger(*without: str, **instead: Any) -> ReaderLedger:
    fabula = vase_fabula()
    return ReaderLedger(fabula, ReadTelling(fabula.setting, vase_chapters(*without, **instead)))


def test_each_fact_has_its_line() -> None:
    found = {one.fact: one for one in ledger().entries}

    assert found["harm"] == LedgerEntry("harm", 2, 2)
    assert found["deed"].plainly == 7
    assert found["sailing"] == LedgerEntry("sailing", 0, 0)


def test_what_is_told_twice_is_told_again_where_it_is_taken_out() -> None:
    assert ledger().told["deed", "claim"] == (7, 8, 9)
    assert ledger("inferred", "accused").first("deed") == 7


@pytest.mark.parametrize(
    "text",
    [
        '"Did you break the vase?" Ada asked Bo.',
        '"I never broke the vase," said Bo.',
        "It was long since Bo had dusted the vase.",
        "Ada looked at Bo for a long time.",
    ],
)
def test_what_is_asked_denied_or_only_near_is_not_told(text: str) -> None:
    assert ledger("inferred", "accused", confessed=text).first("deed") == 0


@pytest.mark.parametrize(
    "text",
    [
        "It was he who had broken the vase, Ada saw, and Bo knew that she saw it.",
        "Bo was the one. He had smashed the vase.",
        '"All right," said Bo. "I broke it, your vase."',
    ],
)
def test_other_words_for_it_tell_it_too(text: str) -> None:
    assert ledger("inferred", "accused", confessed=text).first("deed") == 7


def test_the_same_said_of_another_is_told_of_the_other() -> None:
    found = ledger("inferred", "accused", "confessed")

    assert found.first("deed") == 0
    assert found.first("blame") == 3


def test_two_neighbours_may_tell_it_together_each_a_good_part() -> None:
    key = Fact("key", "vase", "trace", "the brass key hung beside the cellar door")
    made = vase_setting()
    fabula = vase_fabula(facts={**made.facts, key.id: key})

    def told(first: str, then: str) -> int:
        chapters = vase_chapters(lost=first, choice=then)
        return ReaderLedger(fabula, ReadTelling(fabula.setting, chapters)).first("key")

    assert told("There was a cellar door.", "Beside it hung a brass key.") == 12
    assert told("There was a cellar.", "Ada was tired.") == 0


def test_what_there_is_to_see_of_a_clue_shows_it() -> None:
    assert ledger().shown("shard") == 6
    assert ledger("shard", "inferred").shown("shard") == 0
    assert ledger().is_told("shard", 6)
    assert not ledger().is_told("shard", 5)


def test_it_quotes_the_words_that_it_goes_by() -> None:
    assert ledger().quote(7, "deed") == "So Bo broke the vase."
    assert ledger().quote(0, "deed") == ""


def test_what_has_happened_is_told_whoever_is_by() -> None:
    facts = vase_setting().facts
    fabula = vase_fabula(
        facts={**facts, "harm": replace(facts["harm"], claim="the vase is broken")}
    )
    chapters = vase_chapters("harm", after={"people": "Bo stood by. The vase was broken."})

    assert ReaderLedger(fabula, ReadTelling(fabula.setting, chapters)).first("harm") == 2
