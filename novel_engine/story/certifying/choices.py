"""The choices: what lay on either side, and the price of what was chosen, each told."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.bounds import FEWEST_SIDES
from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry, absent
from novel_engine.story.certifying.matters import matter_words
from novel_engine.story.fabula.events import Complicated
from novel_engine.story.givens.kernels import Way
from novel_engine.story.telling.retold.plot_record import Decision
from novel_engine.story.telling.retold.retelling import Retelling

_NAME = "choices"


def choices_put(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """Two findings for each choice that whoever it is told through is there for, or that is told."""
    found = False
    for number, decision in inquiry.line.decisions.items():
        event = inquiry.line.events[number]
        assert isinstance(event, Complicated)
        is_known = inquiry.can_tell_of(event.roles.get("F"), number)
        is_seen = inquiry.focalizer in event.witnesses and is_known
        if decision.act and (inquiry.reading.told_in(number) or is_seen):
            found = True
            yield _sides(inquiry, event, number, decision)
            yield from _price(inquiry, decision)
    if not found:
        yield absent(_NAME, f"{inquiry.short(inquiry.focalizer)} sees nobody choose")


def _sides(
    inquiry: Inquiry, event: Complicated, number: int, decision: Decision
) -> CertificateFinding:
    who = inquiry.short(decision.choice.who)
    told = [way for way in decision.choice.ways if _is_put(inquiry, event, number, decision, way)]
    ways = " or ".join(_in_words(inquiry, event, decision, way) for way in decision.choice.ways)
    about = f"{who} chooses: {ways}"
    if len(told) >= FEWEST_SIDES:
        at = inquiry.reading.told_in(number) or inquiry.reading.told_in(decision.act)
        return inquiry.proven(_NAME, about, at)
    failed = inquiry.failed(
        _NAME, about, number, "say what lies on either side, before it is chosen"
    )
    return failed.lacking(Lack("choice", since=number, before=decision.act))


def _is_put(
    inquiry: Inquiry, event: Complicated, number: int, decision: Decision, way: Way
) -> bool:
    """Whether a side of it is named where it comes up, or where it is chosen: by what speaks for it, or by
    what would be done.
    """
    reading = inquiry.reading
    first = reading.told_in(number) or reading.told_in(decision.act)
    if not first:
        return False
    last = max(first, reading.told_in(decision.act))
    worth = matter_words(inquiry.setting, way.worth) if way.worth else frozenset()
    done = matter_words(inquiry.setting, _in_words(inquiry, event, decision, way, bare=True))
    for one in reading.paragraphs[first - 1 : last]:
        if (worth and worth <= one.all_stems) or (done and done <= one.all_stems):
            return True
    return False


def _in_words(
    inquiry: Inquiry, event: Complicated, decision: Decision, way: Way, *, bare: bool = False
) -> str:
    retelling = Retelling(inquiry.setting)
    retelling.say(decision.choice.fact)
    said = retelling.tried(way.verb, event, decision.choice)
    done = said.removeprefix("to ").partition(",")[0]
    return inquiry.setting.nameless(done) if bare else inquiry.words(said)


def _price(inquiry: Inquiry, decision: Decision) -> Iterator[CertificateFinding]:
    fact = decision.way.price if decision.way else ""
    if not fact or not decision.price:
        return
    about = f"what that costs {inquiry.short(decision.choice.who)}: {inquiry.claim(fact)}"
    found = inquiry.told(_NAME, about, fact)
    if found:
        yield found
    elif inquiry.has_met(fact):
        failed = inquiry.failed(_NAME, about, decision.price, "tell what came of it")
        yield failed.lacking(Lack("fact", fact, since=decision.price))
    else:
        yield inquiry.unknowable(_NAME, about)
