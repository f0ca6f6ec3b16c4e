"""What `show` says of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from novel_engine.app.looking import RecordedStory, world_of
from novel_engine.app.outcomes import thread_outcomes
from novel_engine.app.proving.certifying import own_certificate
from novel_engine.cli.answers.certificate import in_a_line
from novel_engine.cli.answers.costs import costs_as_json, costs_as_lines
from novel_engine.cli.people import person_in
from novel_engine.cli.wording import event_in_words, name_in_words
from novel_engine.ports.record import KeptTelling
from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.codec import effect_to_plain, to_plain
from novel_engine.story.fabula.events import Event, SceneOpened, StoryEnded, id_of, turn_of
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World


def record_as_lines(
    story: RecordedStory,
    beliefs: str | None,
    *,
    events: bool,
    cast: bool,
    threads: bool,
    costs: bool,
) -> Iterator[str]:
    """The answer in plain lines."""
    world = world_of(story)
    if events:
        for event in story.events:
            yield from _whole_lines(event)
    elif cast:
        yield from _cast_lines(world)
    elif threads:
        yield from (
            f"{one.status:<12}{one.question}{' (main)' if one.main else ''}"
            for one in thread_outcomes(world)
        )
    elif costs:
        yield from costs_as_lines(story)
    elif beliefs is not None:
        yield from _belief_lines(world, person_in(story, beliefs))
    else:
        yield from _timeline(story)


def record_as_json(
    story: RecordedStory,
    beliefs: str | None,
    *,
    events: bool,
    cast: bool,
    threads: bool,
    costs: bool,
) -> dict[str, Any]:
    """The answer as one JSON object: the story's key values, and what was asked for."""
    world = world_of(story)
    head = head_as_json(story, world)
    if cast:
        return head | {"cast": [_person(world, person) for person in world.setting.people]}
    if threads:
        return head | {"threads": [asdict(thread) for thread in thread_outcomes(world)]}
    if costs:
        return head | {"costs": costs_as_json(story.costs)}
    if beliefs is not None:
        person = person_in(story, beliefs)
        return head | {"name": person, "beliefs": _beliefs(world, person)}
    if events:
        return head | {"events": [to_plain(event) for event in story.events]}
    return head | _course(story)


def head_as_json(story: RecordedStory, world: World) -> dict[str, Any]:
    """The story's key values, which stand in every answer."""
    return {
        "story": story.meta.get("story", ""),
        "title": story.setting.title,
        "seed": story.setting.seed,
        "folder": str(story.folder),
        "state": story.meta.get("state", ""),
        "ending": world.ending,
        "ending_says": story.setting.ending_in_words(world.ending),
        "turns": world.turn,
        "scenes": world.scene_count,
        "tellings": [asdict(telling) for telling in story.tellings],
    }


def _course(story: RecordedStory) -> dict[str, Any]:
    """What happened, line by line, whether the telling is certified, and where a model's answers did not
    hold.
    """
    setting, certificate = story.setting, own_certificate(story)
    return {
        "certified": certificate.holds if certificate else None,
        "timeline": [
            {"turn": event.turn, "text": event_in_words(setting, event)} for event in story.events
        ],
        "fallbacks": [asdict(fallback) for fallback in story.fallbacks],
        "rejections": [asdict(rejection) for rejection in story.rejections],
    }


def _timeline(story: RecordedStory) -> Iterator[str]:
    setting = story.setting
    yield f"{setting.title}, seed {setting.seed}"
    yield from (_telling_line(setting, telling) for telling in story.tellings)
    certificate = own_certificate(story)
    if certificate is not None:
        yield f"  {in_a_line(certificate)} (`novel-engine certify`)"
    for event in story.events:
        yield from _event_lines(setting, event)
    if not story.events or not isinstance(story.events[-1], StoryEnded):
        yield ""
        yield f"it has not ended; `novel-engine resume {story.folder}` goes on"


def _event_lines(setting: Setting, event: Event) -> Iterator[str]:
    """One line for an event, apart from what goes before where a scene begins."""
    words = event_in_words(setting, event)
    if isinstance(event, SceneOpened | StoryEnded):
        yield ""
        yield words
    else:
        yield f"{event.turn:>5}  {words}"


def _fields_said(event: Event) -> dict[str, Any]:
    """The event's own fields that say something; its effects have lines of their own."""
    return {
        key: value
        for key, value in to_plain(event)["fields"].items()
        if key != "effects" and value not in ("", [], 0)
    }


def _telling_line(setting: Setting, told: KeptTelling) -> str:
    through = name_in_words(setting, told.focalizer)
    size = f"{so_many(told.words, 'word')}, {so_many(told.paragraphs, 'paragraph')}"
    return f"  told as {told.name}: through {through}, {size}"


def _whole_lines(event: Event) -> Iterator[str]:
    causes = f" because {', '.join(map(str, event.causes))}" if event.causes else ""
    yield f"{id_of(event):>5} {event.tag}: {_pairs(_fields_said(event))}{causes}"
    yield from (f"      {_pairs(effect_to_plain(effect))}" for effect in event.effects)


def _pairs(plain: dict[str, Any]) -> str:
    return " ".join(f"{key}={_value(value)}" for key, value in plain.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        return ",".join(
            _value(part) if not isinstance(part, list) else ":".join(map(str, part))
            for part in value
        )
    return str(value)


def _cast_lines(world: World) -> Iterator[str]:
    for person in world.setting.people:
        one = _person(world, person)
        yield f"{one['name']} ({person}), {one['age']}: {one['place'] or 'gone'}"
        if one["wants"]:
            yield f"      wants: {'; '.join(one['wants'])}"
        for other, ties in _by_other(one["stands"]).items():
            axes = ", ".join(f"{tie['axis']} {tie['level']:+}" for tie in ties)
            yield f"      {name_in_words(world.setting, other)}: {axes}"
        for feeling in one["feels"]:
            target = feeling["target"]
            towards = f" towards {name_in_words(world.setting, target)}" if target else ""
            yield f"      {feeling['emotion']} {feeling['level']}{towards}"


def _by_other(ties: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The ties of one person, by whom they are to."""
    found: dict[str, list[dict[str, Any]]] = {}
    for tie in ties:
        found.setdefault(tie["other"], []).append(tie)
    return found


def _person(world: World, person: str) -> dict[str, Any]:
    setting, mind = world.setting, world.minds[person]
    place = world.place_of(person)
    return {
        "id": person,
        "name": setting.people[person].name,
        "age": setting.people[person].age,
        "place": name_in_words(setting, place) if place else "",
        "gone": world.gone.get(person, ""),
        "wants": list(setting.people[person].goals),
        "stands": _stances(mind),
        "feels": _felt(mind),
    }


def _stances(mind: Mind) -> list[dict[str, Any]]:
    return [
        {"other": other, "axis": axis, "level": level}
        for (other, axis), level in sorted(mind.relations.items())
        if level
    ]


def _felt(mind: Mind) -> list[dict[str, Any]]:
    """What is still felt in the scene there is now."""
    levels = ((key, emotion.now(mind.scene)) for key, emotion in sorted(mind.emotions.items()))
    return [
        {"emotion": name, "target": target, "level": level}
        for (name, target), level in levels
        if level
    ]


def _belief_lines(world: World, person: str) -> Iterator[str]:
    for belief in _beliefs(world, person):
        held = "so" if belief["value"] else "not so"
        wrong = "" if belief["value"] == belief["truth"] else ", wrongly"
        teller = (
            f", from {name_in_words(world.setting, belief['teller'])}" if belief["teller"] else ""
        )
        source = f"{belief['source'].replace('_', ' ')}{teller}"
        yield (
            f"{belief['confidence']:>4} % {held}{wrong}: "
            f"{belief['claim']} ({source}, turn {belief['turn']})"
        )


def _beliefs(world: World, person: str) -> list[dict[str, Any]]:
    """What the person holds of every fact, the surest first."""
    held = sorted(
        world.minds[person].beliefs.values(), key=lambda belief: (-belief.confidence, belief.fact)
    )
    return [
        {
            "fact": belief.fact,
            "claim": world.setting.claim(belief.fact),
            "value": belief.value,
            "truth": world.setting.facts[belief.fact].truth,
            "confidence": belief.confidence,
            "source": belief.source,
            "teller": belief.teller,
            "turn": turn_of(belief.event),
        }
        for belief in held
    ]
