"""The end: what became of them is said in the last paragraphs, or that it was never learnt."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.promises import ending_told
from novel_engine.story.fabula.events import StoryEnded, id_of
from novel_engine.story.verifying.passages import is_negated

_NAME = "ending"


def ends(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """One finding: where the end is told."""
    ended = next((id_of(e) for e in inquiry.fabula.events if isinstance(e, StoryEnded)), 0)
    says = inquiry.words(inquiry.ending.says).strip() if inquiry.ending else ""
    about = f"what became of them: {says}" if says else "that it was never learnt"
    at = ending_told(inquiry)
    if at:
        yield inquiry.proven(_NAME, about, at)
    elif not inquiry.knows(inquiry.line.spine.deed) and _says_so(inquiry, ended):
        told = inquiry.reading.told_in(ended)
        yield inquiry.proven(_NAME, "that it was never learnt", told)
    else:
        cure = "say in the last paragraph what became of them, in plain words"
        yield inquiry.failed_in(_NAME, about, inquiry.last, cure).lacking(Lack("end"))


def _says_so(inquiry: Inquiry, ended: int) -> bool:
    """Whether the paragraph that tells the end says that it was never learnt."""
    at = inquiry.reading.told_in(ended)
    return at > 0 and is_negated(inquiry.reading.paragraph(at).text)
