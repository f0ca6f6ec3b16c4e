"""What a fragment's conditions are held against: the features of one told event, as the telling
stands to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.events import Acted, Complicated, Event, Learned, Refused
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.kernels import Way
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
    found = [one for one in setting.complications if one.id == event.complication]
    comes = tuple(one.comes(reasons) for one in found)
    return ("is", (event.complication,)), ("comes", comes)


def coming_features(setting: Setting, event: Event) -> FeaturePairs:
    """Of what comes up, of what sort it is; of a choice for whose sake each way is, and what is done."""
    if not isinstance(event, Complicated):
        return ()
    found = [one for one in setting.complications if one.id == event.complication]
    ways = _two_sides([way for one in found for way in one.ways])
    return (
        ("sort", tuple(one.kind for one in found)),
        ("sides", tuple(way.worth for way in ways if way.worth)),
        ("ways", tuple(_as_done(setting, way.verb, event) for way in ways)),
    )


def _two_sides(ways: Sequence[Way]) -> Sequence[Way]:
    """Of several ways the first, and the first that is for the sake of something else."""
    others = [way for way in ways if way.worth != ways[0].worth]
    return [ways[0], others[0]] if others else ways


def _as_done(setting: Setting, verb: str, event: Complicated) -> str:
    """What would be done by one way of a choice: `tell {otto-lind}`; empty where no words say so."""
    found = setting.verbs.get(verb)
    text = found.retold[-1] if found and found.retold else ""
    text = re.sub(r"\{([AB])\}", lambda hole: f"{{{event.roles.get(hole[1])}}}", text)
    return "" if re.search(r"\{[A-Z]\}", text) else text.partition(",")[0]


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


def since(day_before: int, day: int) -> FeaturePairs:
    """How long it is since the scene that was told before this one."""
    days = day - day_before
    gap = "none" if not day_before else ("same_day", "next_day")[days] if days < 2 else "days"
    return ("gap", (gap,)), ("days", (str(days),))


def taken_features(
    world: World, event: Acted | Refused | Complicated, focalizer: str, fact: str = ""
) -> FeaturePairs:
    """How whoever it is told through takes what is said in it, and whether it is news to them."""
    fact = fact or event.roles.get("G") or event.roles.get("F")
    held = world.minds[focalizer].beliefs.get(fact)
    news = any(
        isinstance(effect, Learned) and (effect.person, effect.fact) == (focalizer, fact)
        for effect in event.effects
    )
    sure = held is not None and held.confidence >= SURE
    took = "unsure" if held is None or not sure else "believed" if held.value else "disbelieved"
    return ("took", (took,)), ("news", ("true" if news else "false",))


def conclusion_features(world: World, event: Event) -> FeaturePairs:
    """Of a conclusion: whether it is that a thing is so or that it is not, and the facts it stands on,
    by the surest rule whose premises whoever draws it holds.
    """
    setting = world.setting
    if not isinstance(event, Acted) or not setting.marked(event.verb, "concludes"):
        return ()
    fact, mind = event.roles.get("F"), world.minds[event.actor]
    held = mind.beliefs.get(fact)
    is_so = held is not None and held.value
    rules = [
        rule
        for rule in setting.rules
        if (rule.conclusion, rule.value) == (fact, is_so)
        and all(map(mind.holds_true, rule.premises))
    ]
    best = max(rules, key=lambda rule: rule.confidence, default=None)
    grounds = best.premises if best else ()
    return ("concludes", ("true" if is_so else "false",)), ("grounds", grounds)
