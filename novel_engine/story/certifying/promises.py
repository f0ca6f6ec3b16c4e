"""The promises that a telling makes to its reader: questions that it opens, and what will be lost by a day
that it names; each is paid in a paragraph, or left open as its author has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.matters import matter_words
from novel_engine.story.fabula.events import Complicated, ThreadMoved, id_of
from novel_engine.story.givens.facts import Thread
from novel_engine.story.telling.turning_points import grave_truths

_NAME = "promises"


def promises(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each question that the telling opens, and for what it says is at stake."""
    for thread in inquiry.setting.threads.values():
        if _is_opened(inquiry, thread):
            yield _answered(inquiry, thread)
    yield from _stakes(inquiry)


def _is_opened(inquiry: Inquiry, thread: Thread) -> bool:
    """Whether a reader is told of what it is about."""
    harms = inquiry.setting.harms_by_topic.get(thread.topic, ())
    return thread.main or any(map(inquiry.ledger.first, harms))


def _answered(inquiry: Inquiry, thread: Thread) -> CertificateFinding:
    about = inquiry.words(thread.question)
    answers = grave_truths(inquiry.setting, thread.topic)
    told = [at for fact in answers if (at := inquiry.ledger.first(fact))]
    if told:
        fact = next(one for one in answers if inquiry.ledger.first(one))
        return inquiry.proven(_NAME, about, told[0], inquiry.ledger.quote(told[0], fact))
    closing = _closed_by(inquiry, thread)
    if closing and not answers:
        return inquiry.proven(_NAME, about, closing)
    is_open = inquiry.ending is not None and inquiry.ending.unsolved
    if is_open or not any(map(inquiry.knows, answers)):
        return inquiry.unknowable(_NAME, about)
    since = min(map(inquiry.since, filter(inquiry.knows, answers)))
    failed = inquiry.failed(_NAME, about, since, "answer the question plainly, or do not raise it")
    fact = next(one for one in answers if inquiry.knows(one))
    return failed.lacking(Lack("fact", fact, since=inquiry.since(fact)))


def _closed_by(inquiry: Inquiry, thread: Thread) -> int:
    """The paragraph that tells by which event a question is closed; 0 for none."""
    for event in inquiry.fabula.events:
        for effect in event.effects:
            if isinstance(effect, ThreadMoved) and effect == ThreadMoved(thread.id, "answered"):
                return inquiry.reading.told_in(id_of(event))
    return 0


def _stakes(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """What is at stake is lost, or the end says how it came out."""
    deed = inquiry.line.spine.deed
    known = inquiry.setting.facts.get(deed)
    opened = inquiry.ledger.first(deed, "takes")
    if known is None or not opened:
        return
    about = f"what was at stake: {inquiry.words(known.takes)}"
    for fact in _outcomes(inquiry):
        lost = matter_words(inquiry.setting, known.takes)
        is_it = lost <= matter_words(inquiry.setting, inquiry.setting.facts[fact].claim)
        paid = [at for at in inquiry.ledger.told.get((fact, "claim"), ()) if at > opened]
        if is_it and paid:
            quote = inquiry.ledger.quote(paid[0], fact)
            yield inquiry.proven(_NAME, about, paid[0], quote)
            return
    if at := ending_told(inquiry):
        yield inquiry.proven(_NAME, about, at)
    elif not inquiry.knows(deed):
        yield inquiry.unknowable(_NAME, about)
    else:
        cure = "say in the end what became of it"
        yield inquiry.failed_in(_NAME, about, inquiry.last, cure).lacking(Lack("end"))


def _outcomes(inquiry: Inquiry) -> Iterator[str]:
    """The facts that came about by themselves."""
    known = {one.id: one for one in inquiry.setting.complications}
    for event in inquiry.fabula.events:
        if isinstance(event, Complicated) and event.complication in known:
            fact = known[event.complication].fact
            if fact in inquiry.setting.facts:
                yield fact


def ending_told(inquiry: Inquiry) -> int:
    """The paragraph that says what becomes of people by the ending; 0 for none."""
    says = inquiry.ending.says if inquiry.ending else ""
    words = matter_words(inquiry.setting, says)
    if not words:
        return 0
    for one in inquiry.reading.paragraphs[max(0, inquiry.last - 2) :]:
        if len(words & one.all_stems) * 2 >= len(words):
            return one.number
    return 0
