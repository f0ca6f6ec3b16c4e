"""How what happened is told the other way about: a question that was not put, an answer refused, a
truth told in full.

In the patterns DOER is whoever did the act, OTHER whoever it was done to, NAME anybody, ITEM the
last word of any portable thing's name; after any of the first two, a few words may stand before the
verb.
"""

from __future__ import annotations

from novel_engine.values import dataclass

NEVER_SAID = r"(?!)"


@dataclass(frozen=True, slots=True)
class Reversal:
    """What says the contrary of an act.

    `flatly` does so whatever stands beside it, and `perhaps` only where nothing else in the
    paragraph shows the act, as `shown` does: somebody who says nothing may speak the sentence
    after. Both follow the doer's name. `anyhow` are whole phrases, with the doer, or the other, at
    some place in them. `said` is what the doer says.
    """

    flatly: str = NEVER_SAID
    perhaps: str = NEVER_SAID
    anyhow: tuple[str, ...] = ()
    said: str = NEVER_SAID
    shown: str = NEVER_SAID
