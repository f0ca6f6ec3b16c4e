"""What a certificate says: a finding for each thing that was looked for, and whether it holds."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Literal

from novel_engine.values import dataclass

FindingState = Literal["proven", "failed", "unknowable", "absent"]
"""What became of a thing that was looked for: it stands in the text; it does not, and should; whoever the
story is told through never comes to know it; there is no such thing in this story."""


LackOf = Literal["fact", "choice", "person", "end", "words"]
"""What a telling may lack: a part of a fact; both sides of a choice; who somebody is; how it ends; other
words than a fragment's, which speak of what was never shown.
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """What a telling has not said and could: of which fact or person (or in which fragment's place), of a
    fact which part; since which event it can be said, and, where that matters, before which (0 for
    before none).
    """

    of: LackOf
    id: str = ""
    part: str = "claim"
    since: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class CertificateFinding:
    """One thing that was looked for: by which check, what, and in which paragraph it was found, quoted, or
    is missed; 0 for none. `cure` says what would mend a failure, and `lack` the same for whoever plans
    a telling, where saying something would.
    """

    check: str
    about: str
    state: FindingState
    paragraph: int = 0
    quote: str = ""
    cure: str = ""
    lack: Lack | None = field(default=None, compare=False)

    def lacking(self, lack: Lack) -> CertificateFinding:
        """The same, with what would mend it."""
        return replace(self, lack=lack)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is proven of one telling, in the order of the checks."""

    focalizer: str
    paragraphs: int
    findings: tuple[CertificateFinding, ...]

    @property
    def failures(self) -> tuple[CertificateFinding, ...]:
        """What does not hold."""
        return tuple(one for one in self.findings if one.state == "failed")

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return not self.failures
