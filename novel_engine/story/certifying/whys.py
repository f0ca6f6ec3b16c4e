"""The whys: what happened, who did it, why, in its three parts, and what it takes from whom, each told in
plain words.
"""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry, absent
from novel_engine.story.certifying.matters import FactPart
from novel_engine.story.givens.kernels import Spine

REASON_PARTS: tuple[tuple[FactPart, str], ...] = (
    ("because", "what lay behind it"),
    ("claim", "the reason"),
    ("serves", "how the deed served it"),
)


def whys(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each part of what the plots hang on; of a further plot only where it is raised."""
    main = inquiry.line.spine
    yield from _of(inquiry, main)
    for spine in inquiry.setting.spines[1:]:
        if inquiry.ledger.first(spine.happened) or inquiry.ledger.first(spine.deed):
            yield from _of(inquiry, spine)


def _of(inquiry: Inquiry, spine: Spine) -> Iterator[CertificateFinding]:
    yield from _plainly(inquiry, spine.happened, "claim", "what happened", spine)
    yield from _plainly(inquiry, spine.deed, "claim", "who did it", spine)
    for part, about in REASON_PARTS:
        yield from _plainly(inquiry, spine.motive, part, about, spine)
    yield from _plainly(inquiry, spine.deed, "takes", "what it takes", spine)


def _plainly(
    inquiry: Inquiry, fact: str, part: FactPart, about: str, spine: Spine
) -> Iterator[CertificateFinding]:
    known = inquiry.setting.facts.get(fact)
    text: str = getattr(known, part) if known else ""
    if not text:
        if part == "claim" and fact != spine.happened:
            yield absent("whys", about)
        return
    said = f"{about}: {inquiry.words(text)}"
    found = inquiry.told("whys", said, fact, part)
    if found:
        yield found
    elif not _can_be_known(inquiry, fact, part, spine):
        yield inquiry.unknowable("whys", said)
    else:
        since = inquiry.since(spine.happened if part == "takes" else fact)
        failed = inquiry.failed("whys", said, since, f"say it plainly from here on: “{said}”")
        yield failed.lacking(Lack("fact", fact, part, since))


def _can_be_known(inquiry: Inquiry, fact: str, part: FactPart, spine: Spine) -> bool:
    """What a deed takes is plain to whoever knows of what has befallen, or else of the deed."""
    if part != "takes":
        return inquiry.knows(fact)
    happened = inquiry.setting.facts.get(spine.happened)
    is_done = happened is not None and inquiry.setting.is_so("happened", happened)
    return inquiry.knows(spine.happened if is_done else spine.deed)
