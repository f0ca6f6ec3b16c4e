"""Groups of stories whose nights are measured: every bundled story, and casts of bare names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from novel_engine.adapters.files.bundled import bundled_stories
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Materials, assemble, understood
from novel_engine.engine.nights import FIRST_NIGHT, events_in, simulated_turns
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.curating.plot_score import plot_score
from novel_engine.story.fabula.events import Event, StoryEnded
from novel_engine.story.givens.config import Overrides
from tests.measures.plot_report import LATE
from tests.measures.plots import NightFigures, figures_of

NAMES_ONLY = "five bare names"
NAMES = ("Ann Rowe", "Ben Carr", "Cleo Dunn", "Dan Hale", "Eve Marsh")


NIGHTS_OF_SHORT = 4
FEW_SCENES = (4, 5, 6, 7)
OWN_WORLD = "a world in ten lines"
LONG_POUND = Path(__file__).parents[1] / "fixtures" / "long-pound" / "story.yaml"


@cache
def groups() -> tuple[str, ...]:
    """Whose nights there are to measure."""
    return (*bundled_stories(), OWN_WORLD, NAMES_ONLY)


@cache
def materials_of(group: str) -> Materials:
    """What the stories of a group, or of a file, are made of."""
    if group != NAMES_ONLY:
        return understood(gather(str(LONG_POUND) if group == OWN_WORLD else group, {}))
    with TemporaryDirectory() as folder:
        cast = []
        for name in NAMES:
            person = Path(folder) / name.lower().replace(" ", "-")
            person.mkdir()
            (person / "character.yaml").write_text(f"name: {name}\n", "utf-8")
            cast.append(str(person))
        found = understood(gather(None, {}, Overrides(cast=tuple(cast))))
        assert len(found.readings) == len(NAMES)
        return found


def nights(group: str, seed: int, many: int) -> tuple[NightFigures, NightFigures]:
    """What the first night of a seed's story comes to, and the best of so many, the earliest of
    equals.
    """
    first, best, _ = nights_and_endings(group, seed, many)
    return first, best


def nights_and_endings(
    group: str, seed: int, many: int
) -> tuple[NightFigures, NightFigures, frozenset[str]]:
    """The same, and to which endings any of the nights came."""
    setting = assemble(materials_of(group), str(seed)).setting
    found = []
    for number in range(FIRST_NIGHT, FIRST_NIGHT + many):
        ground = setting.on_night(number)
        turns = simulated_turns(ground, OfflineDecisionMaker(), OfflineFramer())
        events = events_in(turns)
        found.append((plot_score(ground, events).total, ground, events))
    best = max(found, key=lambda one: one[0])
    idiom = materials_of(group).genre.idiom
    first = figures_of(found[0][1], found[0][2], found[0][0], idiom)
    told = first if best is found[0] else figures_of(best[1], best[2], best[0], idiom)
    return first, told, frozenset(ended(events) for _, _, events in found)


def endings_of_short_stories(job: tuple[str, int, int]) -> frozenset[str]:
    """To which endings the first nights come of a seed's story of few scenes, which often ends before
    anything is found out.
    """
    group, seed, scenes = job
    materials = materials_of(group)
    config = replace(materials.inputs.config, scenes=scenes)
    short = replace(materials, inputs=replace(materials.inputs, config=config))
    setting = assemble(short, str(seed)).setting
    found = set()
    for number in range(FIRST_NIGHT, FIRST_NIGHT + NIGHTS_OF_SHORT):
        ground = setting.on_night(number)
        turns = simulated_turns(ground, OfflineDecisionMaker(), OfflineFramer())
        found.add(ended(events_in(turns)))
    return frozenset(found)


def kernels_of(group: str) -> dict[str, dict[str, Sequence[str]]]:
    """By its part each kernel that this group's stories can have: its options by axis, and its
    endings under `endings`, but for those for want of any other.
    """
    materials = materials_of(group)
    asked, genre = materials.inputs.config.kernel, materials.genre
    every = {**genre.spare, **genre.kernels}
    chosen = [every[asked]] if asked else list(genre.kernels.values())
    return {
        one.part: {
            **{axis: tuple(option.id for option in one.options[axis]) for axis in one.axes},
            "endings": tuple(ending.id for ending in one.endings if not ending.late),
            LATE: tuple(ending.id for ending in one.endings if ending.late),
        }
        for one in chosen
    }


def casting(group: str, seed: int) -> tuple[tuple[str, str], ...]:
    """Who has which part in a seed's story, which is settled before any night of it."""
    setting = assemble(materials_of(group), str(seed)).setting
    return tuple((role, who) for role, who in setting.roles if who in setting.people)


def ended(events: Sequence[Event]) -> str:
    """The ending that a night came to."""
    return next((event.ending for event in events if isinstance(event, StoryEnded)), "")
