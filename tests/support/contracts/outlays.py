"""What is promised of Outlays, by whoever archives the replies too."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from novel_engine.ports.replies import Outlay, Outlays, ReplyArchive, Spending, Stretch, Unpriced
from novel_engine.story.asking.consultation import Reply
from tests.support.questions import kept, question


class Accounts(ReplyArchive, Outlays, Protocol):
    """An archive that knows what is spent on its replies."""


def outlay(user: str, most: float | None = 0.5, turn: int = 1, about: str = "ada") -> Outlay:
    """What an attempt at a question to the model `m` may cost."""
    return Outlay(kept(user).question, "m", question(user, turn, about), 100, 1_000, most)


class OutlaysContract:
    """Run over empty accounts, given as the fixture `accounts`."""

    def test_what_was_begun_counts_whole(self, accounts: Accounts) -> None:
        assert accounts.spending() == Spending()
        accounts.begin(outlay("ada"))
        accounts.begin(outlay("bo", 0.25))
        assert accounts.spending() == Spending(0.75, 2, 0.75)

    def test_a_reply_settles_its_outlay(self, accounts: Accounts) -> None:
        accounts.begin(outlay("ada"))
        accounts.keep(kept("ada", cost=0.125))
        assert accounts.spending() == Spending(0.125)

    def test_a_reply_settles_the_last_outlay_and_none_that_was_lost_before(
        self, accounts: Accounts
    ) -> None:
        accounts.begin(outlay("ada", 0.25))
        accounts.begin(outlay("ada", 0.5))
        accounts.keep(kept("ada", cost=0.125))
        assert accounts.spending() == Spending(0.375, 1, 0.25)

    def test_a_reply_that_is_not_stored_settles_nothing(self, accounts: Accounts) -> None:
        accounts.keep(kept("ada", cost=0.125))
        accounts.begin(outlay("ada"))
        accounts.keep(kept("ada", cost=0.125))
        assert accounts.spending() == Spending(0.625, 1, 0.5)

    def test_a_reply_that_nothing_was_laid_out_for_settles_no_other(
        self, accounts: Accounts
    ) -> None:
        accounts.begin(outlay("ada"))
        accounts.keep(kept("bo", cost=0.125))
        accounts.keep(kept("ada", cost=0.0))
        accounts.keep(kept("ada", occurrence=1, cost=0.0))
        assert accounts.spending() == Spending(0.125)

    def test_what_is_proven_to_have_cost_nothing_is_struck_out_alone(
        self, accounts: Accounts
    ) -> None:
        accounts.begin(outlay("ada", 0.25))
        accounts.begin(outlay("ada", 0.5))
        accounts.unspent(outlay("ada").question)
        assert accounts.spending() == Spending(0.25, 1, 0.25)

    def test_an_outlay_of_unknown_price_is_counted_and_adds_nothing(
        self, accounts: Accounts
    ) -> None:
        accounts.begin(outlay("ada", None))
        assert accounts.spending() == Spending(0.0, 1, 0.0)

    def test_what_has_no_price_is_in_no_sum_and_not_forgotten(self, accounts: Accounts) -> None:
        accounts.keep(kept("ada", reply=Reply("yes", 10, 2), cost=0.5))
        assert accounts.unpriced() == ()
        accounts.keep(kept("bo", reply=Reply("yes", 20, 3)))
        accounts.begin(outlay("cy", None))
        accounts.begin(replace(outlay("dee", None), model="n"))
        accounts.begin(outlay("eve", 0.5))
        assert accounts.unpriced() == (
            Unpriced("m", 1, 20, 3, 1, 100, 1_000),
            Unpriced("n", 0, 0, 0, 1, 100, 1_000),
        )

    def test_it_is_known_how_far_a_model_has_gone_past_what_was_foreseen(
        self, accounts: Accounts
    ) -> None:
        assert accounts.stretch("m") == Stretch()
        replies = (
            Reply("short", 10, 2),
            Reply("long", 150, 900),
            Reply("longer", 90, 2_500),
            Reply("unpaid", 9_000, 9_000),
        )
        for reply in replies:
            if reply.text != "unpaid":
                accounts.begin(outlay(reply.text))
            accounts.keep(kept(reply.text, reply=reply))
        accounts.begin(outlay("lost"))
        assert accounts.stretch("m") == Stretch(1.5, 2.5)
        assert accounts.stretch("n") == Stretch()
