"""The predicates of the condition language that are about what people have done to one another and
said of one another: what there is to thank for, to take back, to be sorry for, to stand up against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.questions import evidence_held, fact_of, wronged
from novel_engine.story.deciding.weights import FOND
from novel_engine.story.fabula.certainty import EXPLAINED
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.verbs import Mark


def put_on_the_spot(lens: Lens, person: str) -> bool:
    """What the person owes an answer to is a charge."""
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    return owed is not None and lens.setting.marked(owed.verb, "charges")


def in_answer(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person owes nobody an answer, or owes it to the other and about the fact's topic."""
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    if owed is None:
        return mind is not None
    asked, found = fact_of(lens, owed.fact), fact_of(lens, fact)
    is_of_it = asked is not None and found is not None and asked.topic == found.topic
    return owed.by == other and is_of_it


def favoured(lens: Lens, person: str, other: str) -> bool:
    """The last thing that was done to the person was done by the other, and for the person's good;
    or the person owes the other an answer, and may give it so.
    """
    return _last_met_with(lens, person, other, "favours")


def offered(lens: Lens, person: str, other: str) -> bool:
    """The last thing that was done to the person was that the other offered something; or the
    person owes the other an answer, and may give it so.
    """
    return _last_met_with(lens, person, other, "offers")


def _last_met_with(lens: Lens, person: str, other: str, mark: Mark) -> bool:
    mind = lens.mind(person)
    if mind is None:
        return False
    if mind.obligation is not None:
        return mind.obligation.by == other
    by, verb, _ = mind.dealings.met_with
    return by == other and lens.setting.marked(verb, mark)


def has_said(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person has told the other the fact, or charged somebody with it in the other's hearing,
    as what they believed, and has not taken it back.
    """
    mind = lens.mind(person)
    return mind is not None and (other, fact) in mind.dealings.said


def has_owned(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person has owned to the fact in the other's hearing; of an account of something, to that
    one or to another.
    """
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    is_account = _accounts(lens, found) and open_with(lens, person, other, fact)
    return (other, fact) in mind.dealings.owned or is_account


def open_with(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person has owned to an account of the fact's topic in the other's hearing."""
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    owned = (fact_of(lens, one) for hearer, one in mind.dealings.owned if hearer == other)
    return any(one and one.topic == found.topic and _accounts(lens, one) for one in owned)


def _accounts(lens: Lens, fact: Fact) -> bool:
    return lens.setting.is_so("explains", fact)


def owned_up(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person has the fact from the other's own mouth."""
    mind = lens.mind(person)
    held = mind.beliefs.get(fact) if mind else None
    return held is not None and held.value and held.teller == other


def charged(lens: Lens, fact: str, person: str) -> bool:
    """The actor has heard the person charge somebody else with the fact."""
    mind = lens.mind(lens.actor)
    return mind is not None and (person, fact) in mind.dealings.charged


def charges_heard(mind: Mind) -> tuple[str, ...]:
    """The facts with which this mind has heard anybody charged, by id."""
    return tuple(sorted({fact for _, fact in mind.dealings.charged}))


def liked(lens: Lens, person: str, fact: str) -> bool:
    """The person does not think ill of whom the fact is about, who is somebody else."""
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None or found.subject in ("", person):
        return False
    return mind.relation("affection", found.subject) >= 0 and not wronged(
        lens, person, found.subject
    )


def shields(lens: Lens, person: str, fact: str) -> bool:
    """The person knows another account of the fact's topic to be so, and is fond of whom it is
    about.
    """
    mind = lens.mind(person)
    if mind is None:
        return False
    rivals = (lens.setting.facts[rival] for rival in lens.setting.rivals.get(fact, ()))
    return any(
        rival.subject not in ("", person)
        and mind.holds_true(rival.id, EXPLAINED)
        and mind.relation("affection", rival.subject) >= FOND
        for rival in rivals
    )


def knows_why(lens: Lens, person: str, fact: str) -> bool:
    """The person holds a reason for the fact: something of its topic that follows from it."""
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    same = lens.setting.facts_by_topic.get(found.topic, ())
    return any(lens.setting.is_so("follows", one) and mind.holds_true(one.id) for one in same)


def hurts(lens: Lens, fact: str, person: str) -> bool:
    """The fact is something that hurts the person."""
    found = fact_of(lens, fact)
    return found is not None and found.hurts == person


def gives_reason(lens: Lens, person: str, fact: str) -> bool:
    """The person has been asked why, and the fact is why."""
    found, mind = fact_of(lens, fact), lens.mind(person)
    owed = mind.obligation if mind else None
    if found is None or owed is None or not lens.setting.marked(owed.verb, "asks_why"):
        return False
    asked = fact_of(lens, owed.fact)
    return (
        asked is not None
        and asked.topic == found.topic
        and asked.subject == found.subject
        and lens.setting.is_so("follows", found)
    )


def confronted(lens: Lens, person: str, fact: str) -> bool:
    """The person has been shown a thing that bears on the fact's topic, and has yet to answer."""
    found, mind = fact_of(lens, fact), lens.mind(person)
    owed = mind.obligation if mind else None
    if found is None or owed is None or not lens.setting.marked(owed.verb, "confronts"):
        return False
    shown = fact_of(lens, owed.fact)
    return shown is not None and shown.topic == found.topic and shown.subject == found.subject


def uninvolved(lens: Lens, person: str) -> bool:
    """What the person owes an answer to is a thing that was put before them and points at somebody
    else, or at nobody.
    """
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    shown = fact_of(lens, owed.fact) if owed else None
    if owed is None or shown is None or not lens.setting.marked(owed.verb, "confronts"):
        return False
    return shown.subject != person


def sorry_for(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The fact is something the person did and hid, and the other has come to know it: it is to be
    sorry for, and to be put right.
    """
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None or not mind.holds_true(fact):
        return False
    own = found.subject == person and found.secret_of == person
    grave = found.hurts == other or _accounts(lens, found)
    return own and grave and (other, fact) in mind.known_to


def at_odds(lens: Lens, person: str, other: str) -> bool:
    """One of the two has spoken hard words to the other since the actor came in."""
    mind = lens.mind(lens.actor)
    since = mind.came_in if mind else 0
    verbs = lens.setting.verbs_by_mark.get("heats", ())
    pairs = ((person, other), (other, person))
    return any(lens.did(verb, one, two) > since for verb in verbs for one, two in pairs)


def nearer(lens: Lens, person: str, other: str, target: str) -> bool:
    """The person stands nearer to the other than to the target."""
    mind = lens.mind(person)
    if mind is None:
        return False
    stands = [
        mind.relation("affection", one) + mind.relation("trust", one) for one in (other, target)
    ]
    return stands[0] > stands[1]


def spent(lens: Lens, person: str, fact: str) -> bool:
    """The person is after something of the fact's topic that is no longer to be had: to find out
    what they know, to hide what they have owned to.
    """
    found, mind = fact_of(lens, fact), lens.mind(person)
    if found is None or mind is None:
        return False
    kinds = {goal.kind for goal in mind.goals if goal.topic == found.topic}
    facts = lens.setting.facts
    owned = any(facts[one].topic == found.topic for _, one in mind.dealings.owned if one in facts)
    knows = _accounts(lens, found) and mind.holds_true(fact, EXPLAINED)
    knows = knows and knows_why(lens, person, fact)
    return ("learn" in kinds and knows) or ("conceal" in kinds and owned)


def belongs(lens: Lens, item: str, person: str) -> bool:
    """The person had the thing before the actor did."""
    mind = lens.mind(lens.actor)
    return mind is not None and mind.dealings.had.get(item) == person


def beyond_suspicion(lens: Lens, person: str, fact: str) -> bool:
    """The actor holds nothing of the fact's topic against the person."""
    found, mind = fact_of(lens, fact), lens.mind(lens.actor)
    if found is None or mind is None:
        return False
    same = lens.setting.facts_by_topic.get(found.topic, ())
    return not any(one.subject == person and mind.holds_true(one.id, 1) for one in same)


def has_evidence(lens: Lens, person: str, fact: str) -> bool:
    """The person holds evidence of the fact's topic, which another might set beside their own."""
    mind = lens.mind(person)
    return mind is not None and bool(evidence_held(lens, mind, fact))


REACTIONS: Mapping[str, Callable[..., int]] = {
    function.__name__: function
    for function in (
        put_on_the_spot,
        in_answer,
        favoured,
        offered,
        has_said,
        has_owned,
        open_with,
        owned_up,
        charged,
        liked,
        shields,
        knows_why,
        hurts,
        gives_reason,
        confronted,
        uninvolved,
        sorry_for,
        at_odds,
        nearer,
        spent,
        belongs,
        beyond_suspicion,
        has_evidence,
    )
}
