"""The bundled stories, simulated and told in process, their casts under any pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Assembly, Materials, assemble, understood
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.people import HE, SHE, THEY, Person, Pronouns
from novel_engine.story.telling.syuzhet import Wish
from tests.support.corpus import shared
from tests.support.stories import ZE, Told

STORIES = ("the-closing-pass", "short-handed")
# By seed: as their files have it, every kind among five, and all of one kind, where a pronoun says
# least.
PRONOUNS: tuple[tuple[Pronouns, ...], ...] = (
    (),
    (SHE, HE, THEY, ZE, THEY),
    (THEY, SHE, SHE, HE, HE),
    (SHE,),
    (THEY,),
)


@lru_cache(maxsize=2)
def materials(story: str) -> Materials:
    """What a bundled story is made of."""
    return understood(gather(story, {}))


@shared
def bundled_story(story: str, seed: int) -> Told:
    """One bundled story from its givens to its words, the pronouns of its cast by the seed."""
    assembly = assemble(materials(story), str(seed))
    pronouns = PRONOUNS[seed % len(PRONOUNS)]
    people = {
        name: under(pronouns[(seed + at) % len(pronouns)], person) if pronouns else person
        for at, (name, person) in enumerate(assembly.setting.people.items())
    }
    setting = replace(assembly.setting, people=people)
    return _told(f"{story} {seed}", replace(assembly, setting=setting), simulated(setting))


@shared
def as_run(story: str, seed: int) -> Told:
    """One bundled story as `novel-engine run --nights 1` tells it."""
    assembly = assemble(materials(story), str(seed))
    return _told(f"{story} {seed}", assembly, record_of(story, seed), mends=True)


@shared
def as_a_model_is_given_it(story: str, seed: int) -> Told:
    """The same before it is mended, which what a model tells is not."""
    return _told(f"{story} {seed}", assemble(materials(story), str(seed)), record_of(story, seed))


@shared
def record_of(story: str, seed: int) -> tuple[Event, ...]:
    """What happens in one bundled story, as `novel-engine run --nights 1` tells it."""
    return simulated(assemble(materials(story), str(seed)).setting)


def simulated(setting: Setting) -> tuple[Event, ...]:
    """The whole record of a story, offline."""
    director = DirectorAgent(begin(setting), OfflineDecisionMaker(), OfflineFramer())
    events: list[Event] = []
    while not director.is_over:
        events += director.step().events
    return tuple(events)


def _told(name: str, assembly: Assembly, events: tuple[Event, ...], *, mends: bool = False) -> Told:
    setting, genre = assembly.setting, assembly.genre
    narrator = OfflineNarrator(setting, genre.fragments)
    telling, chapters = ChroniclerAgent(narrator, mends=mends).tell(
        Fabula(setting, events), genre.idiom, Wish(3000)
    )
    return Told(name, setting, events, telling, chapters)


def under(pronouns: Pronouns, person: Person) -> Person:
    """The person with these pronouns, in their tell too."""
    tell = re.sub(rf"\b{person.pronouns.possessive}\b", pronouns.possessive, person.tell)
    return replace(person, pronouns=pronouns, tell=tell)


def bundled(seeds: Sequence[int]) -> tuple[Told, ...]:
    """Both bundled stories under each seed."""
    return tuple(bundled_story(story, seed) for seed in seeds for story in STORIES)
