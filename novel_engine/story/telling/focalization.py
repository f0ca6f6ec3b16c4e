"""Through whom a story is told."""

from __future__ import annotations

from novel_engine.story.fabula.certainty import KNOWS
from novel_engine.story.fabula.events import Learned, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.measure import ENOUGH_SCENES, LAST, PRESENT, STAKES_LEARNT
from novel_engine.story.telling.turning_points import grave_truths


def chosen_focalizer(fabula: Fabula) -> str:
    """Who perceives most of the main question: the sum of stakes over their own changes of belief
    about it.

    Only someone who perceived the answer will do, if anyone did; ties go to who is in more of the
    scenes that changed something, then to the id.
    """
    scores = _stakes_learnt(fabula)
    told = _scenes_with(fabula)
    last = max((max(scenes) for scenes in told.values()), default=0)
    for person, scenes in told.items():
        scores[person] += PRESENT * len(scenes) + LAST * (max(scenes) == last)
    enough = [p for p in scores if len(told.get(p, ())) >= ENOUGH_SCENES]
    knowing = [p for p in enough if _learnt_answer(fabula, p)]
    return min(knowing or enough or list(scores), key=lambda p: (-scores[p], p))


def _stakes_learnt(fabula: Fabula) -> dict[str, int]:
    """What each person came to believe of the main question in the story, by its stakes."""
    setting = fabula.setting
    topic = setting.main_thread.topic
    scores = dict.fromkeys(sorted(setting.people), 0)
    effects = (e for event in fabula.events if id_of(event) >= FIRST_TURN for e in event.effects)
    for effect in effects:
        if isinstance(effect, Learned):
            fact = setting.facts[effect.fact]
            scores[effect.person] += STAKES_LEARNT * fact.stakes * (fact.topic == topic)
    return scores


def _scenes_with(fabula: Fabula) -> dict[str, list[int]]:
    """The scenes that changed something, by who was in them."""
    found: dict[str, list[int]] = {}
    for event in fabula.scenes.values():
        for person in event.cast if event.scene in fabula.turning_scenes else ():
            found.setdefault(person, []).append(event.scene)
    return found


FIRST_TURN = 100
"""The id of the first turn's first event: what was learnt before it was known from the start."""


def _learnt_answer(fabula: Fabula, person: str) -> bool:
    """Whether the person came to hold the gravest fact of the main question, and did not know it
    from the start.
    """
    beliefs = fabula.world.minds[person].beliefs
    grave = grave_truths(fabula.setting, fabula.setting.main_thread.topic)
    held = (beliefs[fact] for fact in grave if fact in beliefs)
    return any(b.value and b.confidence >= KNOWS and b.event >= FIRST_TURN for b in held)
