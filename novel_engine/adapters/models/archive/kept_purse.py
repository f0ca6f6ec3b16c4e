"""How a story is paid for, as its record keeps it: the budget given for it, and the prices.

Both hold when the story is gone on with, until others are given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from novel_engine.errors import RecordError, UsageError
from novel_engine.story.givens.config import Price

BUDGET, PRICES = "budget", "prices"


def purse_to_keep(
    budget: float | None, prices: Sequence[Price], before: Sequence[Price] = ()
) -> dict[str, str]:
    """What a record is to keep; a price takes the place of the one that was given for the same
    model before.
    """
    kept = {} if budget is None else {BUDGET: repr(budget)}
    if not prices:
        return kept
    from novel_engine.adapters.models.archive.prices import as_given

    by_model = {price.model: price for price in (*before, *prices)}
    return kept | {PRICES: " ".join(as_given(price) for price in by_model.values())}


def kept_budget(meta: Mapping[str, str], where: str) -> float | None:
    """The budget a record keeps, if there is one. Raises RecordError when it is no amount."""
    if BUDGET not in meta:
        return None
    try:
        budget = float(meta[BUDGET])
    except ValueError:
        budget = math.nan
    if not 0 <= budget < math.inf:
        raise RecordError(
            f"{where}: the budget that it keeps is no amount in US dollars; use a copy of it"
        )
    return budget


def kept_prices(meta: Mapping[str, str], where: str) -> tuple[Price, ...]:
    """The prices that a record keeps. Raises RecordError when they are none."""
    written = meta.get(PRICES, "").split()
    if not written:
        return ()
    from novel_engine.adapters.models.archive.prices import price_given

    try:
        return tuple(price_given(one) for one in written)
    except UsageError as problem:
        raise RecordError(
            f"{where}: the prices that it keeps cannot be read ({problem}); use a copy of it"
        ) from problem
