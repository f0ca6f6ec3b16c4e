"""What `show --costs` says: the calls of language models, by seam, by model and by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from novel_engine.adapters.models.archive.prices import dollars
from novel_engine.adapters.printing import columns
from novel_engine.adapters.untrusted_text import printable
from novel_engine.app.looking import RecordedStory
from novel_engine.app.outcomes import added_up
from novel_engine.cli.wording import unanswered
from novel_engine.ports.replies import Cost
from novel_engine.story.english.text import so_many

# Letters: of the name of a model or of what it was asked about; a record may hold any.
LETTERS_OF_A_NAME = 100
# Calls, tokens, US dollars: none of any.
NO_COST = Cost("", "", "", 0, 0, 0, 0.0, 0)
HEADS = ("calls", "tokens in", "tokens out", "cost")
DECIDING = "deciding"
NOT_IN_THE_SUMS = (
    "what calls of unknown price cost is in no sum; "
    "give prices in the story file, under model: prices:"
)


def costs_as_lines(story: RecordedStory) -> Iterator[str]:
    """A table for each way of adding them up; unknown costs are said to be unknown."""
    if not story.costs:
        yield "no language model was asked"
        return
    yield from columns(list(_tables(story)))
    if any(cost.unpriced for cost in story.costs):
        yield ""
        yield NOT_IN_THE_SUMS
    lost = sum(cost.unanswered for cost in story.costs)
    if lost:
        known = [cost.unanswered_usd for cost in story.costs if cost.unanswered_usd is not None]
        yield ""
        yield unanswered(lost, sum(known) if known else None)


def _tables(story: RecordedStory) -> Iterator[tuple[str, ...]]:
    """By seam, by model, by whoever decided, and all of it."""
    yield from _rows("seam", added_up(story.costs, lambda cost: cost.seam))
    yield from _rows("model", added_up(story.costs, lambda cost: cost.model))
    yield from _rows("character", added_up(_decided(story.costs), partial(_who, story)))
    yield from _rows("", added_up(story.costs, lambda _: "all"))


def _who(story: RecordedStory, cost: Cost) -> str:
    person = story.setting.people.get(cost.about)
    return person.name if person else cost.about


def costs_as_json(costs: Sequence[Cost]) -> dict[str, Any]:
    """The same sums. A cost is null where no price was known."""
    whole = [cost for _, cost in added_up(costs, lambda _: "all")]
    return {
        "seams": _named("seam", added_up(costs, lambda cost: cost.seam)),
        "models": _named("model", added_up(costs, lambda cost: cost.model)),
        "characters": _named("id", added_up(_decided(costs), lambda cost: cost.about)),
        "all": _plain(whole[0] if whole else NO_COST),
    }


def _named(key: str, sums: Iterator[tuple[str, Cost]]) -> list[dict[str, Any]]:
    return [{key: name} | _plain(cost) for name, cost in sums]


def _decided(costs: Sequence[Cost]) -> list[Cost]:
    return [cost for cost in costs if cost.seam == DECIDING]


def _rows(head: str, sums: Iterator[tuple[str, Cost]]) -> Iterator[tuple[str, ...]]:
    named = [
        (
            printable(name, LETTERS_OF_A_NAME),
            f"{c.calls:,}",
            f"{c.tokens_in:,}",
            f"{c.tokens_out:,}",
            _cost(c),
        )
        for name, c in sums
    ]
    if named and head:
        yield (head.upper(), *(name.upper() for name in HEADS))
    yield from named
    if named and head:
        yield ("",) * (1 + len(HEADS))


def _cost(cost: Cost) -> str:
    if cost.usd is None:
        return "unknown"
    return dollars(cost.usd) + (
        f", and {so_many(cost.unpriced, 'call')} of unknown price" if cost.unpriced else ""
    )


def _plain(cost: Cost) -> dict[str, Any]:
    return {
        "calls": cost.calls,
        "tokens_in": cost.tokens_in,
        "tokens_out": cost.tokens_out,
        "cost_usd": cost.usd,
        "unpriced": cost.unpriced,
        "unanswered": cost.unanswered,
        "unanswered_usd": cost.unanswered_usd if cost.unanswered else 0.0,
    }
