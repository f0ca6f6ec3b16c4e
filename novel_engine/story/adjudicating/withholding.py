"""What the director holds back until the reveal: rules of the plot, which no person in it feels or
knows.

The gravest fact of the main question is what the telling waits for. Until six scenes in ten are
behind us, whoever hides it feels too little guilt to own to it, and nobody comes on what proves it;
after that it is found only in a scene that is about it.
"""

from __future__ import annotations

from novel_engine.story.fabula.faculties import MOST_EMOTION
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.tension_curve import REVEAL_AT

HIGHEST_BEFORE_REVEAL = 1
"""Levels of guilt: the most that whoever hides the gravest fact feels until the reveal. The bundled
kernels have a conscience scene at two, so that none comes before its time."""


def reveal_open(world: World) -> bool:
    """Whether 60 % of the planned scenes are behind us, so that the gravest fact may come out."""
    return world.scene_count * 100 >= world.setting.scenes * REVEAL_AT


def gravest(world: World) -> Fact:
    """The fact of the main thread with the highest stakes, the one the telling waits for."""
    topic = world.setting.main_thread.topic
    true = [f for f in world.setting.facts_by_topic[topic] if f.truth]
    return max(true, key=lambda f: (f.stakes, f.id))


def most_felt(world: World, person: str, emotion: str) -> int:
    """How strong a feeling may grow in a person now: guilt before the reveal hardly at all, where
    it would bring the gravest fact out.
    """
    waits = emotion == "guilt" and not reveal_open(world) and gravest(world).secret_of == person
    return HIGHEST_BEFORE_REVEAL if waits else MOST_EMOTION


def may_come_to_light(world: World, item: str) -> bool:
    """Whether a search may turn the thing up now: a decisive one only once the reveal is open, and
    in a scene that is about what it shows.
    """
    found = world.setting.items[item]
    if not found.decisive:
        return True
    scene = world.scene
    frame = world.setting.frames_by_id.get(scene.frame) if scene else None
    return frame is not None and reveal_open(world) and frame.fact in found.evidence
