"""Which case has which number: who is asked, about what, and what comes back; the same for
everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.tools.reply_run.bodies import BODIES
from tests.tools.reply_run.forms import Making, good_reply
from tests.tools.reply_run.planting import Planted, a_key
from tests.tools.reply_run.shapes import SHAPED
from tests.tools.reply_run.statuses import STATUSES
from tests.tools.reply_run.wire import Played

KINDS: Mapping[str, Sequence[Making]] = {
    "bodies": BODIES,
    "shapes": SHAPED,
    "statuses": STATUSES,
    "orders": (*BODIES, *SHAPED, *STATUSES),
}
WAYS = ("openai", "gemini", "gemini v1", "older google")
SEAMS = ("deciding", "framing", "narrating", "quiz")
TOLD_WHOLE = 10
"""One case of so many is a whole story, told by the command line."""
PATIENT, HASTY = 20, 1
"""Seconds that one attempt may take: where somebody answers, and where somebody may not."""
KEPT_FOR = 9.0
"""Seconds more than that, after which a server lets go of a client that ought to have left."""
LONGEST_ORDER, RARELY_GOOD = 40, 0.75


@dataclass(frozen=True)
class Case:
    """One case: `replies` are sent one after the other, and then `after`, which is None where a
    good model answers from then on.
    """

    number: int
    kind: str
    way: str
    seam: str
    planted: Planted
    replies: tuple[Played, ...]
    after: Played | None
    is_strict: bool
    has_budget: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole story, or else one question."""
        return self.seam == "story"

    @property
    def may_be_taken(self) -> bool:
        """Whether an answer may be found in a reply that is not as it should be."""
        return any(one.may_be_taken for one in self.bad)

    @property
    def bad(self) -> tuple[Played, ...]:
        """The replies that are not good."""
        every = self.replies if self.after is None else (*self.replies, self.after)
        return tuple(one for one in every if not one.is_good)

    @property
    def timeout(self) -> int:
        """Seconds that one attempt may take."""
        return HASTY if any(one.is_slow for one in self.bad) else PATIENT

    def __str__(self) -> str:
        """What it is, in a line."""
        names = list(dict.fromkeys(one.name for one in self.bad))
        forever = ", for ever" if self.after is not None else ""
        how = (", strictly" if self.is_strict else "") + (", on a budget" * self.has_budget)
        return f"{self.kind}: {', '.join(names[:4])}{forever}; {self.way}, {self.seam}{how}"


def case(seed: str, number: int, kind: str = "", ways: Sequence[str] = WAYS) -> Case:
    """The case of this number; of one kind alone, if one is named."""
    rng = Random(f"{seed}/{kind}/{number}")
    kinds = [kind] if kind else list(KINDS)
    chosen = kinds[number % len(kinds)]
    known = KINDS[chosen]
    turn = number // len(kinds)
    planted = Planted(rng, a_key(rng), f"zqmark{number}q")
    is_whole = rng.random() < 1 / TOLD_WHOLE
    if chosen == "orders":
        replies = _order(known, planted, LONGEST_ORDER if is_whole else 6)
        after = None
    else:
        made = known[turn % len(known)](planted)
        replies = (made,) * rng.choice((1, 1, 2, 3))
        after = made if rng.random() < 0.4 else None
    if is_whole and after is None:
        replies = (*(good_reply(),) * rng.randrange(18), *replies)
    return Case(
        number,
        chosen,
        ways[rng.randrange(len(ways))],
        "story" if is_whole else rng.choice(SEAMS),
        planted,
        replies,
        after,
        is_strict=is_whole and rng.random() < 0.15,
        has_budget=rng.random() < 0.2,
    )


def _order(known: Sequence[Making], planted: Planted, most: int) -> tuple[Played, ...]:
    """Replies one after the other, of which some are good, and few are slow."""
    rng, found, slow = planted.rng, [], 0
    for _ in range(rng.randrange(2, most)):
        if most > 6 and rng.random() < RARELY_GOOD:
            found.append(good_reply())
            continue
        made = rng.choice(known)(planted)
        slow += made.is_slow
        if not made.is_slow or slow <= 2:
            found.append(made)
    return tuple(found)
