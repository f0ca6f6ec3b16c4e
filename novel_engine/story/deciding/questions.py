"""What puzzles a mind: the questions facts raise in it, what it could infer, whom it could ask
again, where it could look.
"""

from __future__ import annotations

from novel_engine.story.deciding.lens import Lens
from novel_engine.story.fabula.certainty import EXPLAINED, HEARSAY, STRONG, SURE
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.givens.facts import Fact, Rule

WITH_EVIDENCE = 3
"""Rungs: from this one of the ladder of asking on, one presses with evidence in hand."""

TOP_RUNG = 5
"""Rungs: the ladder's last; each rung has words of its own in the genres' lines."""


def fact_of(lens: Lens, fact: str) -> Fact | None:
    """The fact's givens, if there is such a fact."""
    return lens.setting.facts.get(fact)


def puzzling(lens: Lens, fact: str) -> bool:
    """The actor holds the fact, it raises a question, and no account of its topic satisfies the
    actor.
    """
    mind = lens.mind(lens.actor)
    return mind is not None and fact in puzzles_of(lens, mind)


def puzzles_of(lens: Lens, mind: Mind) -> tuple[str, ...]:
    """The facts that raise a question for this mind, by id."""
    found = []
    for held in sorted(mind.beliefs):
        fact = lens.setting.facts.get(held)
        if (
            fact
            and lens.setting.is_so("raises", fact)
            and mind.holds_true(held)
            and not _explained(lens, mind, fact)
        ):
            found.append(held)
    return tuple(found)


def _explained(lens: Lens, mind: Mind, fact: Fact) -> bool:
    accounts = lens.setting.accounts_by_topic.get(fact.topic, ())
    return any(mind.holds_true(account, EXPLAINED) for account in accounts)


def grounds(lens: Lens, fact: str) -> bool:
    """The actor holds what it takes to infer the fact, or to rule it out, and has not yet."""
    mind = lens.mind(lens.actor)
    return mind is not None and fact in inferable_by(lens, mind)


def inferable_by(lens: Lens, mind: Mind) -> tuple[str, ...]:
    """The conclusions this mind could now draw, by id."""
    found = set()
    for held in sorted(mind.beliefs):
        for rule in lens.setting.rules_by_premise.get(held, ()):
            if (
                _would_change(mind, rule.conclusion, rule.signed)
                and all(mind.holds_true(premise) for premise in rule.premises)
                and not (rule.value and _is_better_explained(lens, mind, rule))
                and matters(lens, mind.person, rule.conclusion)
            ):
                found.add(rule.conclusion)
    return tuple(sorted(found))


def matters(lens: Lens, person: str, fact: str) -> bool:
    """The person knows what the fact bears on: where something was done, that it was done.
    Otherwise it is only a lamp.
    """
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    setting = lens.setting
    harms = setting.harms_by_topic[found.topic]
    return (
        setting.is_so("clear", found) or not harms or any(mind.holds_true(harm) for harm in harms)
    )


def _is_better_explained(lens: Lens, mind: Mind, rule: Rule) -> bool:
    """Whether the person holds another account of the matter about as surely as this rule would
    bear out its own.
    """
    rivals = (mind.beliefs.get(rival) for rival in lens.setting.rivals.get(rule.conclusion, ()))
    held = [belief for belief in rivals if belief and belief.value and belief.confidence >= SURE]
    if rule.confidence < STRONG:
        return any(b.source == "told" or b.confidence >= rule.confidence for b in held)
    return any(
        b.confidence - (HEARSAY if b.source == "told" else 0) > rule.confidence for b in held
    )


def _would_change(mind: Mind, fact: str, sureness: int) -> bool:
    belief = mind.beliefs.get(fact)
    if belief is None:
        return True
    overturns = belief.value != (sureness > 0)
    hearsay = HEARSAY if overturns and belief.source == "told" and abs(sureness) >= STRONG else 0
    return abs(sureness) > belief.confidence - hearsay


def worth_searching(lens: Lens, fact: str) -> bool:
    """There is something here to look through: what raised the question lies here, or it is about
    one who is not here.
    """
    found, mind = fact_of(lens, fact), lens.mind(lens.actor)
    if found is None or mind is None:
        return False
    if lens.setting.is_so("sighted", found) and found.subject not in ("", lens.actor):
        return found.subject not in mind.people
    return _shows_here(lens, mind, found.topic)


def _shows_here(lens: Lens, mind: Mind, topic: str) -> bool:
    """Whether something lies here of which the person knows that it bears on the topic."""
    shows = (lens.setting.items[item].evidence for item in mind.items)
    seen = (f for evidence in shows for f in evidence if f in mind.beliefs)
    return any(lens.setting.facts[f].topic == topic for f in seen)


def seeks(lens: Lens, person: str, fact: str) -> bool:
    """The person wants to get to the bottom of the fact's topic, or has been wronged by whom it is
    about.
    """
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    return any(g.kind == "learn" and g.topic == found.topic for g in mind.goals) or wronged(
        lens, person, found.subject
    )


def can_ask(lens: Lens, person: str, fact: str) -> bool:
    """The actor has not put this question to the person, or has learnt something of its topic
    since.
    """
    mind = lens.mind(lens.actor)
    if mind is None:
        return False
    rung, asked = mind.rungs.get((person, fact), (0, 0))
    return rung == 0 or (rung < TOP_RUNG and _news_since(lens, mind, fact, asked))


def can_press(lens: Lens, person: str, fact: str) -> bool:
    """The person evaded the actor's last question, and the next rung may be climbed."""
    mind = lens.mind(lens.actor)
    if mind is None:
        return False
    rung, asked = mind.rungs.get((person, fact), (0, 0))
    evaded = mind.evasions.get((person, fact), 0) > asked > 0
    return (
        evaded
        and rung < TOP_RUNG
        and (rung < WITH_EVIDENCE - 1 or bool(evidence_held(lens, mind, fact)))
    )


def evidence_held(lens: Lens, mind: Mind, fact: str) -> tuple[str, ...]:
    """The other evidence of the fact's topic that this mind holds."""
    found = lens.setting.facts.get(fact)
    if found is None:
        return ()
    setting = lens.setting
    same = [
        f
        for f in setting.facts_by_topic.get(found.topic, ())
        if f.id != fact and setting.is_so("bears_out", f)
    ]
    return tuple(f.id for f in same if mind.holds_true(f.id))


def _news_since(lens: Lens, mind: Mind, fact: str, event: int) -> bool:
    found = lens.setting.facts.get(fact)
    same = lens.setting.facts_by_topic.get(found.topic, ()) if found else ()
    return any(mind.news.get(f.id, 0) > event for f in same)


def wronged(lens: Lens, person: str, other: str) -> bool:
    """The person believes something of the other that hurts the person."""
    mind = lens.mind(person)
    if mind is None:
        return False
    facts = (
        lens.setting.facts.get(f)
        for f, b in mind.beliefs.items()
        if b.value and b.confidence >= SURE
    )
    return any(f is not None and f.hurts == person and f.subject == other for f in facts)
