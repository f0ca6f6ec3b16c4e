"""The effects of what people do about what others did: taking back, standing by, sharing what they
know, taking another's blame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from novel_engine.story.adjudicating.credence import DOUBT_CAST, SEEN, TAKEN_ON
from novel_engine.story.adjudicating.draft import heard_confidence
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.setting import Setting


def unsay(moment: Moment, fact: str) -> None:
    """Whoever hears the fact taken back, and has not seen it for themself, holds it false as far as
    they trust the actor.
    """
    world = moment.draft.world
    for person in moment.listeners:
        if abs(moment.draft.sureness(person, fact)) < SEEN:
            sure = heard_confidence(world, world.minds[person], moment.actor)
            moment.draft.learn(person, fact, "told", -sure, moment.actor)


def speak_against(moment: Moment, fact: str) -> None:
    """Whoever hears the charge spoken against, and has not seen that it is so, is less sure of it."""
    for person in moment.listeners:
        sure = moment.draft.sureness(person, fact)
        if 0 < sure < SEEN:
            moment.draft.doubt(person, fact, DOUBT_CAST, moment.actor)


def stand_by(moment: Moment, person: str, fact: str) -> None:
    """Whoever the fact is about, if they take it in, thinks better of the person for it."""
    subject = moment.draft.world.setting.facts[fact].subject
    if subject in moment.listeners and subject != person:
        moment.draft.relate(subject, person, "trust", 1)
        moment.draft.relate(subject, person, "affection", 1)


def take_on(moment: Moment, fact: str) -> None:
    """The actor owns to what they know they did not do: whoever hears it believes it, but who knows
    better.
    """
    for person in moment.listeners:
        moment.draft.learn(person, fact, "lied_to", TAKEN_ON, moment.actor)


def pool(moment: Moment, person: str, other: str, fact: str) -> None:
    """The two tell each other what they know of the fact's topic and do not hide: what befell, and
    what bears anything out.
    """
    for giver, taker in ((person, other), (other, person)):
        for one in _shared_by(moment, giver, fact):
            if moment.draft.sureness(taker, one) < SURE:
                moment.draft.hear(taker, one, giver, lie=False)


def _shared_by(moment: Moment, giver: str, fact: str) -> list[str]:
    setting = moment.draft.world.setting
    mind = moment.draft.world.minds[giver]
    same = setting.facts_by_topic[setting.facts[fact].topic]
    hides = any(
        one.secret_of == giver and mind.holds_true(one.id) and _answers(setting, one.id)
        for one in same
    )
    if hides:
        return []
    return [
        one.id
        for one in same
        if (setting.is_so("bears_out", one) or setting.is_so("happened", one))
        and one.secret_of != giver
        and mind.holds_true(one.id)
    ]


def _answers(setting: Setting, fact: str) -> bool:
    return setting.is_so("grave", setting.facts[fact])


def lay_aside(moment: Moment, person: str, fact: str) -> None:
    """The person is done with all they were after of the fact's topic."""
    topic = moment.draft.world.setting.facts[fact].topic
    for goal in moment.draft.world.minds[person].goals:
        if goal.topic == topic:
            moment.draft.drop_goal(person, goal.kind, topic)


EFFECTS_OF_REACTIONS: Mapping[str, Callable[..., None]] = {
    function.__name__: function
    for function in (unsay, speak_against, stand_by, take_on, pool, lay_aside)
}
