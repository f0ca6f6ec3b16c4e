"""What a certificate says: a finding for each thing that was looked for, and whether it holds."""

from __future__ import annotations

from typing import Literal

from novel_engine.values import dataclass

FindingState = Literal["proven", "failed", "unknowable", "absent"]
"""What became of a thing that was looked for: it stands in the text; it does not, and should; whoever the
story is told through never comes to know it; there is no such thing in this story."""


@dataclass(frozen=True, slots=True)
class CertificateFinding:
    """One thing that was looked for: by which check, what, and in which paragraph it was found, quoted, or
    is missed; 0 for none. `cure` says what would mend a failure.
    """

    check: str
    about: str
    state: FindingState
    paragraph: int = 0
    quote: str = ""
    cure: str = ""


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
