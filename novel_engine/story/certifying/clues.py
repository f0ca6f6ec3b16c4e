"""The clues: everything that the answer is concluded from is shown in a paragraph before it."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry, absent
from novel_engine.story.fabula.events import OPENING, Acted, id_of

_NAME = "clues"


def clues(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each thing that whoever it is told through concludes the answer from."""
    found = False
    for act in _answers(inquiry):
        at = inquiry.tells(act)
        for learnt, fact in inquiry.line.stands_on(id_of(act)):
            found = True
            yield _shown(inquiry, fact, learnt, at).lacking(
                Lack("fact", fact, since=learnt, before=id_of(act))
            )
    if not found:
        yield absent(_NAME, "the answer is told by somebody, and concluded from nothing")


def _answers(inquiry: Inquiry) -> Iterator[Acted]:
    """The conclusions in which whoever it is told through works the answer out, where they are told."""
    for act in inquiry.line.acts.values():
        is_own = act.actor == inquiry.focalizer and act.roles.get("F") == inquiry.line.spine.deed
        if is_own and inquiry.setting.marked(act.verb, "concludes") and inquiry.tells(act):
            yield act


def _shown(inquiry: Inquiry, fact: str, learnt: int, answer: int) -> CertificateFinding:
    about = f"the clue that {inquiry.claim(fact)}, before the answer in paragraph {answer}"
    at = inquiry.ledger.shown(fact)
    if 0 < at < answer or (at == answer and is_shown_within(inquiry, answer, learnt)):
        return inquiry.proven(_NAME, about, at, inquiry.ledger.quote(at, fact))
    cure = f"tell event {learnt} before it" if learnt > OPENING else "tell it in the first scenes"
    return inquiry.failed_in(_NAME, about, answer, f"{cure}: what is concluded from must be seen")


def is_shown_within(inquiry: Inquiry, paragraph: int, learnt: int) -> bool:
    """Whether one paragraph tells both how a thing is learnt and what is made of it."""
    return learnt > OPENING and learnt in inquiry.reading.paragraph(paragraph).events
