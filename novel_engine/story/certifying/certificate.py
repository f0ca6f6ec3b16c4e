"""The certificate of a telling, worked out from the record and the words as they were kept."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.certifying.findings import Certificate
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import RenderedChapter


def certified(fabula: Fabula, chapters: Sequence[RenderedChapter]) -> Certificate:
    """What is proven of a telling, whoever worded it. It has at least one chapter."""
    inquiry = Inquiry(fabula, tuple(chapters), chapters[0].focalizer)
    findings = (
        finding for check in CERTIFICATE_CHECKS.values() for finding in check.finds(inquiry)
    )
    return Certificate(inquiry.focalizer, len(inquiry.reading.paragraphs), tuple(findings))
