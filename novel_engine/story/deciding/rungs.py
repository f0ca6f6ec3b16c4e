"""The ladder of asking: which rung a question would use."""

from __future__ import annotations

from novel_engine.story.deciding.questions import WITH_EVIDENCE, evidence_held
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.givens.verbs import Verb


def next_rung(verb: Verb, target: str, fact: str, view: PersonaView) -> int:
    """The rung a question would use: the next one up; with evidence where whoever puts it first has
    some.
    """
    mind = view.lens.mind(view.card.id)
    if mind is None:
        return 0
    rung = mind.rungs.get((target, fact), (0, 0))[0] + 1
    if rung == WITH_EVIDENCE - 1 and _puts_first(verb) and evidence_held(view.lens, mind, fact):
        rung = WITH_EVIDENCE
    return rung


def _puts_first(verb: Verb) -> bool:
    """Whether it is a question, and not one put again."""
    return "questions" in verb.marks and not verb.renews
