"""The named predicates and queries of the condition language, each a small function over a lens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from novel_engine.story.deciding.items import (
    evidence,
    here,
    holds,
    portable,
    shown,
    telling_item,
    unread,
)
from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.questions import (
    can_ask,
    can_press,
    fact_of,
    grounds,
    matters,
    puzzling,
    seeks,
    worth_searching,
    wronged,
)
from novel_engine.story.deciding.reactions import REACTIONS
from novel_engine.story.deciding.stance import stance
from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.mind import ANYONE, AXES, EMOTIONS
from novel_engine.story.givens.tension_curve import BEFORE_PEAK, REVEAL_AT, peak
from novel_engine.story.givens.verbs import Mark


def present(lens: Lens, person: str) -> bool:
    """The person is where the actor is, and is somebody else."""
    place = lens.place_of(lens.actor)
    return person != lens.actor and bool(place) and lens.place_of(person) == place


def together(lens: Lens, person: str, other: str) -> bool:
    """The two are in one place."""
    place = lens.place_of(person)
    return bool(place) and lens.place_of(other) == place


def alone(lens: Lens) -> bool:
    """Nobody else is where the actor is."""
    mind = lens.mind(lens.actor)
    return mind is not None and not mind.people


def at(lens: Lens, person: str, place: str) -> bool:
    """The person is at the place."""
    return bool(place) and lens.place_of(person) == place


def adjacent(lens: Lens, place: str) -> bool:
    """The place can be reached in one go from where the actor is."""
    here = lens.setting.places.get(lens.place_of(lens.actor))
    return here is not None and place in here.adjacent


def believes(lens: Lens, person: str, fact: str) -> bool:
    """The person holds the fact true; of others, the actor supposes so of what they have heard."""
    return lens.confidence(person, fact) >= SURE


def disbelieves(lens: Lens, person: str, fact: str) -> bool:
    """The person holds the fact false."""
    return lens.confidence(person, fact) <= -SURE


def suspects(lens: Lens, person: str, fact: str) -> bool:
    """The person leans to the fact without being sure."""
    return 0 < lens.confidence(person, fact) < SURE


def confidence(lens: Lens, person: str, fact: str) -> int:
    """How sure the person is of the fact, −100 … 100."""
    return lens.confidence(person, fact)


def thinks_knows(lens: Lens, person: str, other: str, fact: str) -> bool:
    """The person has seen the other hear, read or say the fact, or everybody knew it beforehand."""
    mind, found = lens.mind(person), fact_of(lens, fact)
    if mind is None:
        return False
    if found is not None and lens.setting.is_so("before", found):
        return True
    return (other, fact) in mind.known_to or any(
        (other, item) in mind.shown_to for item in lens.setting.shown_by.get(fact, ())
    )


def secret_of(lens: Lens, fact: str, person: str) -> bool:
    """The fact is one the person would hide."""
    found = fact_of(lens, fact)
    return found is not None and found.secret_of == person


def about(lens: Lens, fact: str, person: str) -> bool:
    """The fact points at the person."""
    found = fact_of(lens, fact)
    return found is not None and found.subject == person


def same_topic(lens: Lens, fact: str, given: str) -> bool:
    """The two facts are about the same thing."""
    first, second = fact_of(lens, fact), fact_of(lens, given)
    return first is not None and second is not None and first.topic == second.topic


def to_the_point(lens: Lens, given: str, asked: str) -> bool:
    """What is given would do for an answer: who asks after a person is told of that person, or of
    the matter itself.
    """
    answer, question = fact_of(lens, given), fact_of(lens, asked)
    mind = lens.mind(lens.actor)
    if answer is None or question is None or mind is None:
        return False
    of_it = answer.subject == question.subject or lens.setting.is_so("happened", answer)
    return asked not in mind.beliefs or not question.subject or of_it


def kind(lens: Lens, fact: str, kind: str) -> bool:
    """The fact is of this kind."""
    found = fact_of(lens, fact)
    return found is not None and found.kind == kind


def accounts(lens: Lens, fact: str) -> bool:
    """The fact would explain its topic: a deed, a cover or a blame."""
    found = fact_of(lens, fact)
    return found is not None and lens.setting.is_so("explains", found)


def points_elsewhere(lens: Lens, person: str, fact: str) -> bool:
    """What the person has seen bears out another account of the same matter, and better than this one,
    whether they have put it together yet or not.
    """
    mind, found = lens.mind(person), fact_of(lens, fact)
    if mind is None or found is None:
        return False
    borne_out = {fact: SURE}
    for rule in lens.setting.rules:
        if rule.value and all(mind.holds_true(premise) for premise in rule.premises):
            before = borne_out.get(rule.conclusion, 0)
            borne_out[rule.conclusion] = max(before, rule.confidence)
    rivals = lens.setting.accounts_by_topic.get(found.topic, ())
    return any(borne_out.get(rival, 0) > borne_out[fact] for rival in rivals)


def happened(lens: Lens, fact: str) -> bool:
    """The fact is something that has befallen."""
    found = fact_of(lens, fact)
    return found is not None and lens.setting.is_so("happened", found)


def incriminates(lens: Lens, item: str, person: str) -> bool:
    """The thing shows a fact that points at the person, and the actor knows it."""
    found = lens.setting.items.get(item)
    mind = lens.mind(lens.actor)
    if found is None or mind is None:
        return False
    return any(mind.holds_true(f) and about(lens, f, person) for f in found.evidence)


def obliged(lens: Lens, person: str, other: str, fact: str = "") -> bool:
    """The person owes the other an answer, about the fact if one is given."""
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    return owed is not None and owed.by == other and fact in ("", owed.fact)


def hides(lens: Lens, person: str, fact: str) -> bool:
    """The person has a secret of the fact's own topic."""
    found = fact_of(lens, fact)
    return found is not None and any(
        lens.setting.facts[s].topic == found.topic and lens.confidence(person, s) > 0
        for s in lens.setting.secrets_of.get(person, ())
    )


def keeps(lens: Lens, person: str, fact: str) -> bool:
    """The fact is a plan of somebody the person is fond of, and so is not the person's to give away
    lightly.
    """
    found = fact_of(lens, fact)
    mind = lens.mind(person)
    if (
        found is None
        or mind is None
        or found.secret_of in ("", person)
        or not lens.setting.is_so("personal", found)
    ):
        return False
    return mind.relation("affection", found.secret_of) >= 1


def just_denied(lens: Lens, person: str, other: str) -> bool:
    """The person has denied something to the other in this scene, and has not owned to anything
    since.
    """
    mind = lens.mind(lens.actor)
    denied, owned = (_last_done(lens, mark, person, other) for mark in ("denies", "admits"))
    return mind is not None and denied > max(mind.came_in, owned)


def _last_done(lens: Lens, mark: Mark, person: str, other: str) -> int:
    """When the person last did something of this kind to the other; 0 for never."""
    return max(
        (lens.did(verb, person, other) for verb in lens.setting.verbs_by_mark.get(mark, ())),
        default=0,
    )


def talked_of(lens: Lens, person: str, fact: str) -> bool:
    """The actor and the person have had the fact between them: one has put a question about it to
    the other.
    """
    mind = lens.mind(lens.actor)
    return mind is not None and ((person, fact) in mind.rungs or (person, fact) in mind.asked_by)


def is_out_with(lens: Lens, person: str, fact: str) -> bool:
    """Nothing stands before owning to the fact: a reason comes out only after what it is the reason
    for.
    """
    found = fact_of(lens, fact)
    setting = lens.setting
    if found is None or not setting.is_so("follows", found):
        return found is not None
    grave = setting.grave_secrets.get((found.topic, found.secret_of), ())
    return not grave or any(thinks_knows(lens, lens.actor, person, fact) for fact in grave)


def owns_to(lens: Lens, person: str, other: str) -> bool:
    """The other has come to know what the person hid, and it hurts the other: there is something to
    be sorry for.
    """
    facts = lens.setting.facts
    hurtful = (f for f in lens.setting.secrets_of.get(person, ()) if facts[f].hurts == other)
    return any(thinks_knows(lens, person, other, fact) for fact in hurtful)


def owes(lens: Lens, person: str) -> bool:
    """The person owes an answer to somebody."""
    mind = lens.mind(person)
    return mind is not None and mind.obligation is not None


def accused(lens: Lens, person: str, fact: str) -> bool:
    """The person has been accused of the fact and has yet to answer."""
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    return owed is not None and lens.setting.marked(owed.verb, "charges") and owed.fact == fact


def goal(lens: Lens, person: str, goal: str) -> int:
    """The weight of the person's heaviest goal of this kind; 0 when there is none."""
    mind = lens.mind(person)
    return max((g.weight for g in mind.goals if g.kind == goal), default=0) if mind else 0


def did(lens: Lens, verb: str, person: str, other: str) -> bool:
    """The person has done this to the other, as far as can be known from here."""
    return lens.did(verb, person, other) > 0


def ever(lens: Lens, verb: str, person: str) -> bool:
    """The person has done this to anybody."""
    return lens.did(verb, person, ANYONE) > 0


def choosing(lens: Lens, person: str) -> bool:
    """The person has a choice to make, and has not made it."""
    mind = lens.mind(person)
    owed = mind.obligation if mind else None
    return owed is not None and owed.verb not in lens.setting.verbs


def came(lens: Lens, consequence: str) -> bool:
    """The consequence has come about, or the choice has come to be made."""
    return lens.did(consequence, "", "") > 0


def trait(lens: Lens, person: str, axis: str) -> int:
    """Where a person stands on a trait axis; the actor's own, or the world's."""
    found = lens.setting.people.get(person)
    return found.trait(axis) if found and lens.mind(person) is not None else 0


def gone(lens: Lens, person: str) -> bool:
    """The person is nowhere in the story any more."""
    return not lens.place_of(person)


def late(lens: Lens) -> bool:
    """Six scenes in ten are behind us, so that the gravest fact may come out."""
    return lens.scene() * 100 >= lens.setting.scenes * REVEAL_AT


def ripe(lens: Lens) -> bool:
    """The story is near where its form has it come to a head, so that what is hidden may be had
    out.
    """
    return lens.scene() * 100 >= lens.setting.scenes * (peak(lens.setting.form) - BEFORE_PEAK)


def scene_is(lens: Lens) -> int:
    """The number of the scene under way."""
    return lens.scene()


def _axis(name: str) -> Callable[..., int]:
    def query(lens: Lens, person: str, other: str) -> int:
        mind = lens.mind(person)
        return mind.relation(name, other) if mind else 0

    query.__doc__ = f"The person's {name} towards the other, −3 … 3."
    return query


def _feeling(name: str) -> Callable[..., int]:
    def query(lens: Lens, person: str, target: str = "") -> int:
        mind = lens.mind(person)
        return mind.emotion(name, target) if mind else 0

    query.__doc__ = f"The person's {name}, towards one target or at all, 0 … 5."
    return query


PREDICATES: Mapping[str, Callable[..., int]] = {
    function.__name__: function
    for function in (
        present,
        together,
        alone,
        at,
        adjacent,
        holds,
        here,
        portable,
        believes,
        disbelieves,
        suspects,
        confidence,
        thinks_knows,
        secret_of,
        about,
        same_topic,
        to_the_point,
        kind,
        accounts,
        points_elsewhere,
        happened,
        puzzling,
        grounds,
        matters,
        evidence,
        telling_item,
        unread,
        incriminates,
        shown,
        obliged,
        owes,
        keeps,
        owns_to,
        just_denied,
        talked_of,
        is_out_with,
        worth_searching,
        seeks,
        hides,
        stance,
        accused,
        can_ask,
        can_press,
        goal,
        wronged,
        did,
        ever,
        came,
        choosing,
        trait,
        gone,
        late,
        ripe,
    )
} | {
    **REACTIONS,
    "scene": scene_is,
    **{axis: _axis(axis) for axis in AXES if axis != "fear"},
    "fear_of": _axis("fear"),
    **{name: _feeling(name) for name in EMOTIONS},
}
