"""Knowledge: no paragraph tells what whoever it is told through cannot know by then."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.verifying.leaks import leaks_of

_NAME = "knowledge"


def knowledge(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each leak; one for all of it, where there is none."""
    found = False
    number = 0
    for chapter in inquiry.chapters:
        for paragraph in chapter.paragraphs:
            number += 1
            for leak in leaks_of(inquiry.seen, paragraph):
                found = True
                about = f"{inquiry.short(inquiry.focalizer)} cannot know this yet: {leak}"
                cure = "tell it later, or let them learn it first"
                yield inquiry.failed_in(_NAME, about, number, cure)
    if not found:
        about = f"nothing is told that {inquiry.short(inquiry.focalizer)} does not know by then"
        yield CertificateFinding(_NAME, about, "proven")
