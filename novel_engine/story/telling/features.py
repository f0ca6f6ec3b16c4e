"""What a fragment's conditions are held against: the features of one told event, as the telling
stands to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from novel_engine.story.fabula.events import Acted, Complicated, Event, Learned, Refused
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.people import Voice
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.measure import COLD, WARM
from novel_engine.story.telling.syuzhet import FeaturePairs

HOUR_FEATURES = {8: "morning", 13: "day", 19: "evening", 23: "night"}
COMPANY = {0: "alone", 1: "two"}
"""By how many others are there; of any more, `more`."""


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
    frame = setting.frames_by_id.get(world.scenes[-1].frame) if world.scenes else None
    others = [p for p in world.people_at(place) if p != focalizer]
    return (
        ("place", (place,)),
        ("affords", ground.affords if ground else ()),
        *_time_features(world.stage),
        ("purpose", (frame.purpose if frame else "",)),
        ("form", (setting.form,)),
        ("company", (COMPANY.get(len(others), "more"),)),
        ("distinct", (distinct(setting),)),
        *variant_features(setting),
    )


def _time_features(stage: Mapping[str, str]) -> FeaturePairs:
    return (
        ("hour", (HOUR_FEATURES.get(int(stage.get("hour", "8")), "day"),)),
        ("day", (stage.get("day", "1"),)),
        ("weather", (stage.get("weather", "clear"),)),
    )


def part_features(setting: Setting, roles: Roles) -> FeaturePairs:
    """The kernel roles that A and B play."""
    target = roles.get("B")
    played = parts_of(setting, target) if target else ()
    return ("a", parts_of(setting, roles.get("A"))), ("b", played)


def distinct(setting: Setting) -> str:
    """Whether the kernel's distinct roles, as far as they are played, are each another person's."""
    people = [setting.bindings[role] for role in setting.distinct if role in setting.bindings]
    return "true" if len(set(people)) == len(people) else "false"


def act_features(world: World, event: Event, focalizer: str, roles: Roles) -> FeaturePairs:
    """The features of one act or complication: what it is about, who does it to whom, and how."""
    actor, target = roles.get("A"), roles.get("B")
    known = actor in world.setting.people
    return (
        ("actor", _who(actor, focalizer)),
        ("target", _who(target, focalizer)),
        *part_features(world.setting, roles),
        *_matter_features(world.setting, roles),
        *(_manner_of(world, event, actor, target) if known else ()),
    )


def known_roles(world: World, event: Acted | Refused | Complicated, focalizer: str) -> Roles:
    """The event's roles as the focalizer has them: what comes up with somebody else, or what they
    have to choose about, the focalizer may see nothing of.
    """
    about = event.roles.get("F")
    knows = world.minds[focalizer].holds_true(about) or any(
        isinstance(effect, Learned) and (effect.person, effect.fact) == (focalizer, about)
        for effect in event.effects
    )
    return event.roles if knows or not isinstance(event, Complicated) else event.roles.only("AB")


def complication_features(setting: Setting, event: Event) -> FeaturePairs:
    """Which complication it is, and as what it comes about."""
    if not isinstance(event, Complicated):
        return ()
    reasons = tuple(spine.motive for spine in setting.spines if spine.motive)
    comes = [one.comes(reasons) for one in setting.complications if one.id == event.complication]
    return ("is", (event.complication,)), ("comes", tuple(comes))


def _matter_features(setting: Setting, roles: Roles) -> FeaturePairs:
    """What an act is about: the fact, what is given for it, the thing, the kind of fact."""
    fact = roles.get("F")
    return (
        ("fact", _some(fact)),
        ("given", _some(roles.get("G"))),
        ("item", _some(roles.get("I"))),
        ("kind", (setting.facts[fact].kind,) if fact in setting.facts else ()),
    )


def _manner_of(
    world: World, event: Event, actor: str, target: str
) -> Iterable[tuple[str, tuple[str, ...]]]:
    voice = world.setting.people[actor].voice
    yield "voice", (_register(voice),)
    yield "length", (voice.length,)
    if target:
        yield "stance", (stance_word(world.minds[actor], target),)
    if isinstance(event, Acted):
        yield "rung", _some(str(event.manner) if event.manner else "")
        yield "tactic", _some(event.tactic)


def _register(voice: Voice) -> str:
    if voice.formality >= 1:
        return "formal"
    return "rough" if voice.formality <= -1 else "plain"


def _who(person: str, focalizer: str) -> tuple[str, ...]:
    return () if not person else ("focal",) if person == focalizer else ("other",)


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def company_of(world: World, place: str) -> tuple[str, ...]:
    """Who could be meant by a pronoun there."""
    return world.people_at(place) if place != OFFSTAGE else ()
