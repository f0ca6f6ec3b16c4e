"""Through whom a story is told."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.fabula.certainty import KNOWS, SUSPICION
from novel_engine.story.fabula.events import Acted, Event, Learned, SceneOpened, id_of, role
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin
from novel_engine.story.telling.measure import ENOUGH_SCENES, LAST, PRESENT, STAKES_LEARNT
from novel_engine.story.telling.turning_points import turning_scenes


def perceived_by(noticed: Sequence[Percept]) -> dict[str, set[int]]:
    """The ids of the events each person perceived whole, or opened in their presence."""
    found: dict[str, set[int]] = {}
    for percept in noticed:
        if percept.clarity != "outline":
            found.setdefault(percept.person, set()).add(percept.event)
    return found


def replayed(setting: Setting, events: Sequence[Event]) -> tuple[World, list[Percept]]:
    """The world after the events, and everything anybody noticed."""
    world = begin(setting)
    noticed: list[Percept] = []
    for event in events:
        noticed += advance(world, event)
    return world, noticed


def reasons(
    setting: Setting, events: Sequence[Event], focalizer: str, *, aloud: bool = True
) -> dict[int, tuple[int, ...]]:
    """The causes of each event as a telling through this person can give them: a thought that is
    not told hands on its own.

    Not `aloud`, nobody's thoughts are told, the focalizer's no more than others'.
    """
    found: dict[int, tuple[int, ...]] = {}
    thoughts: set[int] = set()
    for event in events:
        known = [
            cause
            for each in event.causes
            for cause in (found[each] if each in thoughts else (each,))
        ]
        found[id_of(event)] = tuple(sorted(set(known)))
        if isinstance(event, Acted) and _is_kept_back(setting, event, focalizer, aloud=aloud):
            thoughts.add(id_of(event))
    return found


def _is_kept_back(setting: Setting, event: Acted, focalizer: str, *, aloud: bool) -> bool:
    """Whether it is a thought, and one that the reader is not told of."""
    return setting.marked(event.verb, "thinks") and not (
        aloud and _is_shared(setting, event, focalizer)
    )


def _is_shared(setting: Setting, thought: Acted, focalizer: str) -> bool:
    """Whether the reader is told of it."""
    return focalizer in thought.witnesses and not is_suspicion(setting, thought)


def is_suspicion(setting: Setting, event: Acted) -> bool:
    """Whether the act is a conclusion drawn with so little ground that it is not yet one."""
    drawn = [
        e.confidence
        for e in event.effects
        if isinstance(e, Learned) and e.fact == role(event.roles, "F")
    ]
    return setting.marked(event.verb, "concludes") and max(drawn, default=0) < SUSPICION


def known_from(setting: Setting, events: Sequence[Event], focalizer: str) -> dict[str, int]:
    """Since which event the focalizer has an idea of each fact, believed or not: a lie that is seen
    through was heard too.
    """
    found: dict[str, int] = {}
    for event in events:
        if isinstance(event, Acted) and focalizer in event.witnesses:
            for _, value in event.roles:
                if value in setting.facts:
                    found.setdefault(value, id_of(event))
        for effect in event.effects:
            if isinstance(effect, Learned) and effect.person == focalizer:
                found.setdefault(effect.fact, id_of(event))
    return found


def chosen_focalizer(setting: Setting, events: Sequence[Event]) -> str:
    """Who perceives most of the main question: the sum of stakes over their own changes of belief
    about it.

    Only someone who perceived the answer will do, if anyone did; ties go to who is in more of the
    scenes that changed something, then to the id.
    """
    world, _ = replayed(setting, events)
    topic = setting.main_thread.topic
    scores = dict.fromkeys(sorted(setting.people), 0)
    for event in events:
        for effect in event.effects:
            if isinstance(effect, Learned) and id_of(event) >= FIRST_TURN:
                fact = setting.facts[effect.fact]
                scores[effect.person] += STAKES_LEARNT * fact.stakes * (fact.topic == topic)
    told = _scenes_with(setting, events)
    for person, scenes in told.items():
        scores[person] += PRESENT * len(scenes)
        scores[person] += (
            LAST if scenes and max(scenes) == max(max(s, default=0) for s in told.values()) else 0
        )
    enough = [p for p in scores if len(told.get(p, ())) >= ENOUGH_SCENES]
    knowing = [p for p in enough if _learnt_answer(setting, world, p)]
    return min(knowing or enough or list(scores), key=lambda p: (-scores[p], p))


def _scenes_with(setting: Setting, events: Sequence[Event]) -> dict[str, list[int]]:
    """The scenes that changed something, by who was in them."""
    changed = turning_scenes(setting, events)
    found: dict[str, list[int]] = {}
    for event in events:
        if isinstance(event, SceneOpened) and event.scene in changed:
            for person in event.cast:
                found.setdefault(person, []).append(event.scene)
    return found


FIRST_TURN = 100
"""The id of the first turn's first event: what was learnt before it was known from the start."""


def _learnt_answer(setting: Setting, world: World, person: str) -> bool:
    """Whether the person came to hold the gravest fact of the main question, and did not know it
    from the start.
    """
    about = setting.facts_by_topic[setting.main_thread.topic]
    grave = [f for f in about if f.truth and setting.is_so("grave", f)]
    beliefs = world.minds[person].beliefs
    return any(
        f.id in beliefs
        and beliefs[f.id].value
        and beliefs[f.id].confidence >= KNOWS
        and beliefs[f.id].event >= FIRST_TURN
        for f in grave
    )
