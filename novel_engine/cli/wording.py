"""Events, facts and drives in short plain words, for people who look into a record."""

from __future__ import annotations

from typing import assert_never

from novel_engine.adapters.models.archive.prices import calls_unanswered, dollars
from novel_engine.story.english.grammar import with_the
from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    StoryOpened,
)
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.config import SeamModels
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.extent import Extent


def name_in_words(setting: Setting, value: str) -> str:
    """What a person, place, thing or fact is called; anything else is called what it is."""
    if value in setting.people:
        return setting.people[value].short
    if value in setting.places:
        return setting.places[value].name
    if value in setting.items:
        return with_the(setting.items[value].name)
    if value in setting.facts:
        return f"“{setting.claim(value)}”"
    return value


def act_in_words(setting: Setting, actor: str, verb: str, roles: Roles) -> str:
    """An act as `Ida: ask Bram, “Bram drained the fuel”`."""
    others = ", ".join(name_in_words(setting, value) for name, value in roles if name != "A")
    return f"{name_in_words(setting, actor)}: {verb.replace('_', ' ')} {others}".rstrip()


def source_of(setting: Setting, belief: Belief) -> str:
    """Where a belief came from as its holder would say: `told by Bram, event 1200`, or `known from
    the start`.
    """
    if not belief.event:
        return "known from the start"
    teller = f" by {name_in_words(setting, belief.teller)}" if belief.teller else ""
    return f"{belief.source.replace('_', ' ')}{teller}, event {belief.event}"


def told_instead(teller: str, usual: str) -> str:
    """That a plain narrator tells it, since the usual one could not."""
    return (
        f"told by the narrator '{teller}' and not by '{usual}': "
        "only the plain voice has a first person and a present tense"
    )


def shortness(extent: Extent) -> str:
    """How far a telling fell short of what was asked for, why, and what may give more."""
    there = f"{extent.who} was there for {extent.there} of {so_many(extent.scenes, 'scene')}"
    words = f"{so_many(extent.words, 'word')} {'was' if extent.words == 1 else 'were'} told"
    else_ = "" if extent.there == extent.scenes else "another focalizer, "
    return (
        f"{words} of {extent.asked:,} asked for: {there}; "
        f"{else_}more people or more scenes may give more"
    )


def plainly_said(many: int) -> str:
    """How much of a telling was put in because it had not been said, and a reader must know it."""
    things = f"{so_many(many, 'thing')} {'was' if many == 1 else 'were'} said plainly"
    return f"{things} because the telling had not said {'it' if many == 1 else 'them'}"


def money(usd: float | None) -> str:
    """What something cost; None where nobody knows."""
    return "at a price that is not known" if usd is None else dollars(usd)


def unanswered(calls: int, usd: float | None) -> str:
    """What is counted for calls of which nobody knows what they cost."""
    most = "an amount that is not known" if usd is None else dollars(usd)
    return f"in it {most} for {calls_unanswered(calls)}, at the most they can have cost"


def when(day: int, hour: int) -> str:
    """A time as `day 2, 13:00`."""
    return f"day {day}, {hour:02}:00"


def event_in_words(setting: Setting, event: Event) -> str:
    """One event on one line."""
    match event:
        case StoryOpened():
            return f"it opens: {event.title}"
        case SceneOpened():
            cast = ", ".join(name_in_words(setting, person) for person in event.cast)
            place = name_in_words(setting, event.place)
            return f"scene {event.scene}: {when(event.day, event.hour)}, {place}; {cast}"
        case Acted():
            act = act_in_words(setting, event.actor, event.verb, event.roles)
            return f"{act}: “{event.line}”" if event.line else act
        case Refused():
            act = act_in_words(setting, event.actor, event.verb, event.roles)
            return f"{act}; it cannot be: {event.reason}"
        case Complicated():
            whose = name_in_words(setting, event.roles.get("A"))
            return f"it comes up with {whose}: {event.complication}"
        case SceneClosed():
            return f"scene {event.scene} ends" + ("" if event.changed else "; nothing has changed")
        case StoryEnded():
            return f"it ends: {setting.ending_in_words(event.ending)}"
        case _:
            assert_never(event)


def models_in_words(models: SeamModels) -> str:
    """The model; where they differ, each seam's."""
    if len(set(models.by_seam.values())) == 1:
        return models.deciding
    return ", ".join(f"{seam} {name}" for seam, name in models.by_seam.items())
