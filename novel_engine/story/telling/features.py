"""What a fragment's conditions are held against: the features of one told event, as the telling
stands to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from novel_engine.story.fabula.events import Acted, Event, Roles, role
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.telling.measure import COLD, WARM
from novel_engine.story.telling.syuzhet import FeaturePairs

HOUR_FEATURES = {8: "morning", 13: "day", 19: "evening", 23: "night"}


def stance_word(mind: Mind, other: str) -> str:
    """How a person stands to another, in one word: warm, even or cold."""
    standing = (
        mind.relation("trust", other)
        + mind.relation("affection", other)
        - 2 * mind.emotion("anger", other)
    )
    return "warm" if standing >= WARM else "cold" if standing <= COLD else "even"


def parts_of(setting: Setting, person: str) -> tuple[str, ...]:
    """The kernel roles a person plays, each after its kernel's part."""
    return tuple(name for name, value in setting.roles if value == person)


def variant_features(setting: Setting) -> FeaturePairs:
    """Which option of each axis is in play."""
    found = []
    for variant in setting.kernels:
        key, _, choice = variant.partition("=")
        part, _, axis = key.partition(".")
        found.append((axis if part in setting.plain else key, (choice,)))
    return tuple(found)


def scene_features(world: World, place: str, focalizer: str) -> FeaturePairs:
    """The ground of a scene: place, hour, weather, purpose, who is there."""
    setting = world.setting
    ground = setting.places.get(place)
    others = [p for p in world.people_at(place) if p != focalizer]
    frame = setting.frames_by_id.get(world.scenes[-1].frame) if world.scenes else None
    return (
        ("place", (place,)),
        ("affords", ground.affords if ground else ()),
        ("hour", (HOUR_FEATURES.get(int(world.stage.get("hour", "8")), "day"),)),
        ("day", (world.stage.get("day", "1"),)),
        ("weather", (world.stage.get("weather", "clear"),)),
        ("purpose", (frame.purpose if frame else "",)),
        ("form", (setting.form,)),
        ("company", ("alone" if not others else "two" if len(others) == 1 else "more",)),
        ("distinct", (distinct(setting),)),
        *variant_features(setting),
    )


def part_features(setting: Setting, roles: Roles) -> FeaturePairs:
    """The kernel roles that A and B play."""
    target = role(roles, "B")
    return ("a", parts_of(setting, role(roles, "A"))), (
        "b",
        parts_of(setting, target) if target else (),
    )


def distinct(setting: Setting) -> str:
    """Whether the kernel's distinct roles, as far as they are played, are each another person's."""
    people = [setting.bindings[role] for role in setting.distinct if role in setting.bindings]
    return "true" if len(set(people)) == len(people) else "false"


def act_features(world: World, event: Event, focalizer: str, roles: Roles) -> FeaturePairs:
    """The features of one act or complication: what it is about, who does it to whom, and how."""
    setting = world.setting
    actor, target = role(roles, "A"), role(roles, "B")
    fact, given, item = role(roles, "F"), role(roles, "G"), role(roles, "I")
    found: list[tuple[str, tuple[str, ...]]] = [
        ("actor", _who(actor, focalizer)),
        ("target", _who(target, focalizer)),
        *part_features(setting, roles),
        ("fact", _some(fact)),
        ("given", _some(given)),
        ("item", _some(item)),
        ("kind", (setting.facts[fact].kind,) if fact in setting.facts else ()),
    ]
    if actor in setting.people:
        found += _manner_of(world, event, actor, target)
    return tuple(found)


def _manner_of(
    world: World, event: Event, actor: str, target: str
) -> Iterable[tuple[str, tuple[str, ...]]]:
    voice = world.setting.people[actor].voice
    yield (
        "voice",
        ("formal" if voice.formality >= 1 else "rough" if voice.formality <= -1 else "plain",),
    )
    yield "length", (voice.length,)
    if target:
        yield "stance", (stance_word(world.minds[actor], target),)
    if isinstance(event, Acted):
        yield "rung", _some(str(event.manner) if event.manner else "")
        yield "tactic", _some(event.tactic)


def _who(person: str, focalizer: str) -> tuple[str, ...]:
    return () if not person else ("focal",) if person == focalizer else ("other",)


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def company_of(world: World, place: str) -> tuple[str, ...]:
    """Who could be meant by a pronoun there."""
    return world.people_at(place) if place != OFFSTAGE else ()
