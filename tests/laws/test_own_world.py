"""A world of somebody's own, in ten lines, and five people of theirs: the nights that are told are
about them, and nothing in them comes out of the bundled genre.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from novel_engine.adapters.formats.markdown import markdown
from novel_engine.app.assembly import assemble
from novel_engine.engine.nights import events_in, taken_night
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.story.curating.brought import brought_to
from novel_engine.story.curating.course import Course
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.synopsis import synopsis
from novel_engine.story.telling.syuzhet import Wish
from novel_engine.values import dataclass
from tests.measures.played_nights import materials_of

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("own world")]

STORY = str(Path(__file__).parents[1] / "fixtures" / "long-pound" / "story.yaml")
SEEDS, NIGHTS = range(1, 21), 12
OF_A_STATION = re.compile(
    r"\b(?:station|sledges?|stoves?|bunks?|bunkroom|snow|avalanche|glacier|barometer|crevasse|rescue"
    r"|mast|skis?|radio|huts?|mountains?|valley|winter's|frost|ice|the pass)\b",
    re.IGNORECASE,
)
OF_A_CANAL = re.compile(
    r"\b(?:top lock|towpath|boatyard|sail loft|Dab and Eel|toll house)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OwnStory:
    """One seed's story: what people brought, its synopsis and its text."""

    seed: int
    brought: tuple[int, int, int]
    synopsis: str
    text: str


@cache
def stories() -> tuple[OwnStory, ...]:
    return tuple(_stories())


def _stories() -> Iterator[OwnStory]:
    materials = materials_of(STORY)
    for seed in SEEDS:
        setting = assemble(materials, str(seed)).setting
        taken = taken_night(setting, NIGHTS, OfflineDecisionMaker(), OfflineFramer())
        fabula = Fabula(taken.setting, events_in(taken.turns))
        telling = plan(fabula, materials.genre.idiom, Wish())
        narrator = OfflineNarrator(taken.setting, materials.genre.fragments)
        text = markdown(telling, tuple(narrator.narrate(telling)), taken.setting)
        brought = brought_to(Course(taken.setting, fabula.events)).each
        yield OwnStory(seed, brought, "\n".join(synopsis(fabula).paragraphs), text)


@pytest.mark.slow
def test_in_every_story_a_secret_two_wishes_or_dreads_and_a_tie_have_a_part() -> None:
    asked = (1, 2, 1)
    wanting = [
        (one.seed, one.brought)
        for one in stories()
        if any(has < least for has, least in zip(one.brought, asked, strict=True))
    ]
    assert wanting == []


@pytest.mark.slow
def test_no_word_of_a_station_comes_up() -> None:
    files = Path(STORY).parent.rglob("*.yaml")
    theirs = {word.lower() for f in files for word in OF_A_STATION.findall(f.read_text("utf-8"))}
    found = {
        one.seed: {word.lower() for word in OF_A_STATION.findall(one.text + one.synopsis)} - theirs
        for one in stories()
    }
    assert {seed: words for seed, words in found.items() if words} == {}


@pytest.mark.slow
def test_every_story_is_in_their_world() -> None:
    assert [one.seed for one in stories() if len(set(OF_A_CANAL.findall(one.text))) < 2] == []
    assert [one.seed for one in stories() if "the draining on Saturday" not in one.synopsis] == []
