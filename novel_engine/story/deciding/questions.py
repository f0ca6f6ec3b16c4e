"""What puzzles a mind: the questions facts raise in it, what it could infer, whom it could ask
again, where it could look.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.deciding.lens import Lens
from novel_engine.story.fabula.certainty import CERTAIN, EXPLAINED, HEARSAY, STRONG, SURE, room
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
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
            sure = room_for(lens.setting, mind, rule.conclusion, rule.signed)
            if (
                _would_change(mind, rule.conclusion, sure)
                and all(mind.holds_true(premise) for premise in rule.premises)
                and not (
                    rule.value
                    and (
                        _is_better_explained(lens, mind, rule)
                        or _is_outweighed(lens.setting, mind, rule)
                    )
                )
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


def room_for(setting: Setting, mind: Mind, fact: str, sureness: int) -> int:
    """How sure of a fact this mind could become beside its rivals, where something bears it out so
    far (−100 … 100).
    """
    held = (mind.beliefs.get(rival) for rival in setting.rivals.get(fact, ()))
    return room(sureness, [(b.confidence, b.source == "told") for b in held if b and b.value])


def _is_outweighed(setting: Setting, mind: Mind, rule: Rule) -> bool:
    """Whether what the person holds bears out another account of the matter more strongly."""
    return any(
        other.confidence > rule.confidence
        and all(mind.holds_true(premise) for premise in other.premises)
        for other in setting.rules_against.get(rule.conclusion, ())
    )


def _would_change(mind: Mind, fact: str, sureness: int) -> bool:
    belief = mind.beliefs.get(fact)
    if sureness == 0 or (belief is not None and belief.confidence >= CERTAIN):
        return False
    if belief is None:
        return True
    overturns = belief.value != (sureness > 0)
    hearsay = HEARSAY if overturns and belief.source == "told" and abs(sureness) >= STRONG else 0
    return abs(sureness) > belief.confidence - hearsay


def worth_searching(lens: Lens, fact: str) -> bool:
    """The actor has reason to look here, and has not looked since there was: what was done was done
    here, and by somebody; or whom they suspect had something in hand here; or, alone, they can go
    through the things of one who behaves oddly.
    """
    found, mind = fact_of(lens, fact), lens.mind(lens.actor)
    if found is None or mind is None:
        return False
    if _has_looked_here(lens, mind, found.topic) or _bear_on(lens, mind, mind.held, found.topic):
        return False
    if lens.setting.is_so("sighted", found) and found.subject not in ("", lens.actor):
        return not mind.people
    return _was_done_here(lens, mind, found.topic)


def _has_looked_here(lens: Lens, mind: Mind, topic: str) -> bool:
    """Whether the person has searched this place for anything of the topic, and has learnt nothing
    since that bears on it.
    """
    facts = lens.setting.facts
    looked = max(
        (
            event
            for (place, fact), event in mind.dealings.searched.items()
            if place == mind.place and fact in facts and facts[fact].topic == topic
        ),
        default=0,
    )
    same = lens.setting.facts_by_topic.get(topic, ())
    return looked > 0 and not any(
        mind.news.get(one.id, 0) > looked for one in same if lens.setting.is_so("bears_out", one)
    )


def _was_done_here(lens: Lens, mind: Mind, topic: str) -> bool:
    """Whether the person thinks that somebody did it, and here: it shows here, or whom they suspect
    had something in hand here.
    """
    blamed = suspected(lens, mind, topic)
    if any((person, mind.place) in mind.dealings.handled for person in blamed):
        return True
    same = lens.setting.facts_by_topic.get(topic, ())
    excuses = [one.id for one in same if lens.setting.is_so("excuses", one)]
    is_somebodys = bool(blamed) or not any(mind.holds_true(one) for one in excuses)
    return is_somebodys and _bear_on(lens, mind, mind.items, topic)


def suspected(lens: Lens, mind: Mind, topic: str) -> tuple[str, ...]:
    """Whom this mind holds, however weakly, to have done what the topic is about."""
    same = lens.setting.facts_by_topic.get(topic, ())
    blaming = (one for one in same if lens.setting.is_so("blames", one))
    return tuple(one.subject for one in blaming if mind.holds_true(one.id, 1))


def _bear_on(lens: Lens, mind: Mind, items: Sequence[str], topic: str) -> bool:
    """Whether the person knows of one of these things that it bears on the topic."""
    shows = (lens.setting.items[item].evidence for item in items)
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
    """Whether anything of the fact's topic was learnt since; of a charge, only evidence counts."""
    found = lens.setting.facts.get(fact)
    same = lens.setting.facts_by_topic.get(found.topic, ()) if found else ()
    if found and lens.setting.is_so("explains", found):
        same = tuple(one for one in same if lens.setting.is_so("bears_out", one))
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
