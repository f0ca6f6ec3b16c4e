"""Who was accused of what: the ground of each charge is told before it, and nothing that was told speaks
against it.
"""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.clues import is_shown_within
from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry, absent
from novel_engine.story.fabula.events import OPENING, Acted, id_of

_NAME = "verdicts"


def verdicts(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each charge that is told: the first by each person, of each thing."""
    done: set[tuple[str, str, str]] = set()
    for act in inquiry.line.acts.values():
        fact = inquiry.setting.facts.get(act.roles.get("F"))
        key = (act.actor, act.roles.get("B"), act.roles.get("F"))
        is_grave = fact is not None and inquiry.setting.is_so("explains", fact)
        is_charge = is_grave and inquiry.setting.marked(act.verb, "charges")
        if is_charge and inquiry.tells(act) and key not in done:
            done.add(key)
            yield _grounded(inquiry, act)
    if not done:
        yield absent(_NAME, "nobody is accused")


def _grounded(inquiry: Inquiry, act: Acted) -> CertificateFinding:
    at, fact = inquiry.tells(act), act.roles.get("F")
    who, whom = inquiry.short(act.actor), inquiry.short(act.roles.get("B"))
    about = f"{who} accuses {whom}: {inquiry.claim(fact)}"
    against = _spoken_against(inquiry, act, at)
    if against:
        cure = f"{who} knows by then that {inquiry.claim(against)}: drop the charge, or answer that"
        return inquiry.failed_in(_NAME, about, at, cure)
    for learnt, ground in _grounds(inquiry, act):
        if not _is_told(inquiry, ground, learnt, at):
            cure = f"tell before it on what ground: {inquiry.claim(ground)}"
            failed = inquiry.failed_in(_NAME, about, at, cure)
            return failed.lacking(Lack("fact", ground, since=learnt, before=id_of(act)))
    return inquiry.proven(_NAME, about, at, inquiry.ledger.quote(at, fact))


def _grounds(inquiry: Inquiry, act: Acted) -> Iterator[tuple[int, str]]:
    """The facts that a charge stands on, as far as whoever it is told through knows of them by then: what it
    was concluded from, or else what was charged, as it was learnt.
    """
    found = inquiry.line.stands_on(id_of(act))
    if found:
        by_then = id_of(act)
        yield from ((learnt, fact) for learnt, fact in found if inquiry.since(fact) < by_then)
        return
    fact = act.roles.get("F")
    learnt = inquiry.line.learnt(act.actor, fact, id_of(act))
    if learnt > OPENING and learnt in inquiry.seen.perceived:
        yield learnt, fact


def _is_told(inquiry: Inquiry, ground: str, learnt: int, at: int) -> bool:
    first = inquiry.ledger.shown(ground)
    return 0 < first < at or (first == at and is_shown_within(inquiry, at, learnt))


def _spoken_against(inquiry: Inquiry, act: Acted, at: int) -> str:
    """Something told by then and known to whoever accuses, by which it cannot be so; empty for nothing."""
    for rule in inquiry.setting.rules:
        if rule.conclusion != act.roles.get("F") or rule.value:
            continue
        known = all(inquiry.line.holds(act.actor, one, id_of(act)) for one in rule.premises)
        if known and all(0 < inquiry.ledger.shown(one) < at for one in rule.premises):
            return rule.premises[0]
    return ""
