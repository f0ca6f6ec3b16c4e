"""Through whom a story is told."""

from __future__ import annotations

from novel_engine.story.fabula.certainty import KNOWS
from novel_engine.story.fabula.events import Learned, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.measure import ENOUGH_SCENES, LAST, PRESENT, STAKES_LEARNT


def chosen_focalizer(fabula: Fabula) -> str:
    """Who perceives most of the main question: the sum of stakes over their own changes of belief
    about it.

    Only someone who perceived the answer will do, if anyone did; ties go to who is in more of the
    scenes that changed something, then to the id.
    """
    setting = fabula.setting
    topic = setting.main_thread.topic
    scores = dict.fromkeys(sorted(setting.people), 0)
    for event in fabula.events:
        for effect in event.effects:
            if isinstance(effect, Learned) and id_of(event) >= FIRST_TURN:
                fact = setting.facts[effect.fact]
                scores[effect.person] += STAKES_LEARNT * fact.stakes * (fact.topic == topic)
    told = _scenes_with(fabula)
    for person, scenes in told.items():
        scores[person] += PRESENT * len(scenes)
        scores[person] += (
            LAST if scenes and max(scenes) == max(max(s, default=0) for s in told.values()) else 0
        )
    enough = [p for p in scores if len(told.get(p, ())) >= ENOUGH_SCENES]
    knowing = [p for p in enough if _learnt_answer(fabula, p)]
    return min(knowing or enough or list(scores), key=lambda p: (-scores[p], p))


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
    setting = fabula.setting
    about = setting.facts_by_topic[setting.main_thread.topic]
    grave = [f for f in about if f.truth and setting.is_so("grave", f)]
    beliefs = fabula.world.minds[person].beliefs
    return any(
        f.id in beliefs
        and beliefs[f.id].value
        and beliefs[f.id].confidence >= KNOWS
        and beliefs[f.id].event >= FIRST_TURN
        for f in grave
    )
