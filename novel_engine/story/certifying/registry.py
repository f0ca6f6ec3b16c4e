"""The checks of a certificate by name, each with what it asks: the one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from novel_engine.story.certifying.choices import choices_put
from novel_engine.story.certifying.clues import clues
from novel_engine.story.certifying.ends import ends
from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.introductions import introduced
from novel_engine.story.certifying.knowledge import knowledge
from novel_engine.story.certifying.promises import promises
from novel_engine.story.certifying.shown_before import shown_before
from novel_engine.story.certifying.suspects import suspects_left
from novel_engine.story.certifying.verdicts import verdicts
from novel_engine.story.certifying.whys import whys
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """A check: what it asks, in a line, and what answers it."""

    asks: str
    finds: Callable[[Inquiry], Iterator[CertificateFinding]]


CERTIFICATE_CHECKS: Mapping[str, CertificateCheck] = {
    "whys": CertificateCheck("what was done, by whom, why, and what it takes from whom", whys),
    "suspects": CertificateCheck("whom it can have been, by what was told", suspects_left),
    "clues": CertificateCheck("what the answer is concluded from is shown before it", clues),
    "promises": CertificateCheck("what is raised is answered, and what is at stake paid", promises),
    "shown before": CertificateCheck("what is taken up or called back was told", shown_before),
    "introduced": CertificateCheck("a first mention is joined to work, kin or a part", introduced),
    "verdicts": CertificateCheck("who is accused of what, on what ground", verdicts),
    "choices": CertificateCheck("both sides of a choice, and its price", choices_put),
    "ending": CertificateCheck("what became of them", ends),
    "knowledge": CertificateCheck("nobody's knowledge is told but the focalizer's", knowledge),
}
