"""Many stories, simulated and told for their measures alone: nothing is written anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from novel_engine.app.assembly import assemble
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.events import Acted, Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.people import SHE, TRAIT_AXES, Person
from novel_engine.story.measuring.record_measures import Measured
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Wish
from novel_engine.story.verifying.leaks import problems
from tests.support.bundled_stories import STORIES, materials, record_of, simulated

KERNELS = ("concealed_harm", "departure")
NEUTRAL = ("Ada Vane", "Bo Marsh", "Cy Lund", "Dee Orr", "Eli Paz")


def bundled(story: str, seed: int) -> Setting:
    """A bundled story's setting by this seed."""
    return assemble(materials(story), str(seed)).setting


def neutral(kernel: str, size: int, seed: int, scenes: int = 13) -> Setting:
    """A kernel as the main one, for so many people who are of no particular temper."""
    people = [
        Person(name.lower().replace(" ", "-"), name, name.split()[0], SHE)
        for name in NEUTRAL[:size]
    ]
    config = StoryConfig("neutral", kernel=kernel, scenes=scenes)
    return setting_of(config, people, materials(STORIES[0]).genre, str(seed))


def measured(setting: Setting) -> Measured:
    """A story that is only simulated."""
    return Measured(Fabula(setting, simulated(setting)))


def told(story: str, seed: int) -> Measured:
    """A bundled story, simulated and told, with what its telling gives away."""
    setting, genre = bundled(story, seed), materials(story).genre
    fabula = Fabula(setting, record_of(story, seed))
    telling = plan(fabula, genre.idiom, Wish())
    narrator = OfflineNarrator(setting, genre.fragments)
    chapters = list(narrator.narrate(telling))
    return Measured(fabula, telling, tuple(problems(fabula, telling, chapters)))


def flipped(setting: Setting, person: str, axis: str, value: int) -> Setting:
    """The same story, cast and placed as it was, with one trait of one person otherwise."""
    whole = setting.people[person]
    traits = tuple(
        value if name == axis else own for name, own in zip(TRAIT_AXES, whole.traits, strict=True)
    )
    return replace(setting, people={**setting.people, person: replace(whole, traits=traits)})


def verbs_when(story: str, seeds: Iterable[int], axis: str, value: int) -> Counter[str]:
    """What a person does in these seeds' stories with one trait set so: another of the cast each
    time, in turn.
    """
    found: Counter[str] = Counter()
    for seed in seeds:
        setting = bundled(story, seed)
        person = sorted(setting.people)[seed % len(setting.people)]
        found.update(verbs_of(simulated(flipped(setting, person, axis, value)), person))
    return found


def verbs_of(events: Sequence[Event], person: str) -> Iterator[str]:
    """The verbs of everything a person did."""
    return (event.verb for event in events if isinstance(event, Acted) and event.actor == person)
