"""Where somebody stands in a matter, as one number.

Only whether it moves is asked, never how far: a scene's variable has changed when it has. So its
weights decide no taste, and are only unlike one another.
"""

from __future__ import annotations

from novel_engine.story.deciding.lens import Lens

SURE_WEIGHT = 20
"""Weight of a hundredth of certainty, towards or against: with the five below unlike enough that
two changes hardly ever cancel."""

HELD = 13
"""Weight of a hundredth of certainty, either way."""

TRUST = 3
"""Weight of a point of trust."""

AFFECTION = 5
"""Weight of a point of affection."""

ANGER = 7
"""Weight of a level of anger."""

GRIEF = 11
"""Weight of a level of grief."""


def stance(lens: Lens, person: str, other: str, fact: str) -> int:
    """What the person holds of a matter, and how they stand to the other: one number that moves
    when either does.
    """
    mind = lens.mind(person)
    if mind is None:
        return 0
    standing = TRUST * mind.relation("trust", other) + AFFECTION * mind.relation("affection", other)
    feeling = ANGER * mind.emotion("anger", other) + GRIEF * mind.emotion("grief", other)
    return _certainty(lens, person, fact) + standing + feeling


def _certainty(lens: Lens, person: str, fact: str) -> int:
    """How sure the person is, and of what, of everything that the fact's topic comes to."""
    found = lens.setting.facts.get(fact)
    topic = lens.setting.facts_by_topic.get(found.topic, ()) if found else ()
    sure = [lens.confidence(person, f.id) for f in topic]
    return SURE_WEIGHT * sum(sure) + HELD * sum(abs(each) for each in sure)
