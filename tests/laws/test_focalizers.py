"""A story may be told through anybody in it, by any narrator, and tells no more than that one
person could know by then.

What somebody knew is worked out here once more, from nothing but what they perceived; nothing is
shared with the checks of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest

from novel_engine.adapters.files.bundled import bundled_stories
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import assemble, understood
from novel_engine.app.telling import chronicled
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.fabula.events import Event, Learned, SceneOpened, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import advance, begin
from novel_engine.story.givens.facts import Fact
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling, Wish
from novel_engine.story.verifying.leaks import problems
from tests.support.sampling import sample

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("focalizers")]

OPENING = 0
SEEDS = ("1", "7", "12", "19", "24")
TODAY = sample(tuple(enumerate(SEEDS)), 2, "focalizers")
"""One for each cast. Where fewer stories are bundled they are told again with the next seed, and
turned parts.
"""


@dataclass(frozen=True, slots=True)
class Retelling:
    """One record, told through one person."""

    name: str
    fabula: Fabula
    percepts: tuple[Percept, ...]
    telling: Telling
    chapters: tuple[RenderedChapter, ...]

    @property
    def setting(self) -> Setting:
        """The ground that it happened on."""
        return self.fabula.setting

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order."""
        return tuple(paragraph for chapter in self.chapters for paragraph in chapter.paragraphs)

    @property
    def perceived(self) -> frozenset[int]:
        """The events the focalizer noticed anything of."""
        return frozenset(p.event for p in self.percepts if p.person == self.telling.focalizer)


@lru_cache(maxsize=1)
def retellings() -> tuple[Retelling, ...]:
    """Today's two of five records, each told through everybody in it by every narrator."""
    return tuple(told for at, seed in TODAY for told in _told_through_all(at, seed))


def _told_through_all(at: int, seed: str) -> Iterator[Retelling]:
    names = sorted(bundled_stories())
    materials = understood(gather(names[at % len(names)], {}))
    assembly = assemble(materials, seed)
    director = DirectorAgent(begin(assembly.setting), OfflineDecisionMaker(), OfflineFramer())
    events: list[Event] = []
    while not director.is_over:
        events += director.step().events
    world = begin(assembly.setting)
    percepts = tuple(percept for event in events for percept in advance(world, event))
    fabula = Fabula(assembly.setting, tuple(events))
    for person in sorted(assembly.setting.people):
        for style in [one.id for one in assembly.genre.idiom.styles] or [""]:
            telling, chapters = chronicled(assembly, fabula, Wish(3000, person, style))
            name = f"{names[at % len(names)]} {seed} through {person}, {style}"
            yield Retelling(name, fabula, percepts, telling, chapters)


def checked(found: Iterator[str]) -> None:
    """Fail with the first few of what was found."""
    every = list(found)
    assert not every, f"{len(every)} in all:\n" + "\n".join(every[:12])


def first_idea(told: Retelling) -> dict[str, int]:
    """Since which event the focalizer has any idea of each fact: named in their hearing, or brought
    home to them.
    """
    found: dict[str, int] = {}
    for percept in told.percepts:
        if percept.person != told.telling.focalizer:
            continue
        heard = (
            [value for _, value in percept.roles]
            if percept.clarity == "whole" and percept.tag == "acted"
            else []
        )
        taught = [
            e.fact for e in percept.effects if isinstance(e, Learned) and e.person == percept.person
        ]
        for fact in (*heard, *taught):
            if fact in told.setting.facts:
                found[fact] = min(percept.event, found.get(fact, percept.event))
    return found


def gives_away(text: str, fact: Fact, setting: Setting) -> bool:
    """Whether the words that reveal the fact stand in the text, and whom it is about is named."""
    if not fact.tokens or fact.subject not in setting.people:
        return False
    name = setting.people[fact.subject].short
    return all(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
        for word in (*fact.tokens, name)
    )


def test_every_one_of_the_cast_tells_each_record() -> None:
    cast = {
        (told.setting.title, told.setting.seed): set(told.setting.people) for told in retellings()
    }

    assert len(cast) == len(TODAY)
    for told in retellings():
        assert told.telling.focalizer in told.setting.people
        assert {chapter.focalizer for chapter in told.chapters} == {told.telling.focalizer}
    assert len(retellings()) >= sum(len(people) for people in cast.values())


def test_a_telling_through_anybody_passes_the_programs_own_check() -> None:
    checked(
        f"{told.name}: {problem}"
        for told in retellings()
        for problem in problems(told.fabula, told.telling, told.chapters)
    )


def test_no_telling_states_what_its_focalizer_did_not_know_by_then() -> None:
    checked(leak for told in retellings() for leak in leaks(told))


def leaks(told: Retelling) -> Iterator[str]:
    """Every fact that a paragraph gives away before the focalizer had any idea of it."""
    known = first_idea(told)
    for paragraph in told.paragraphs:
        moment = max(paragraph.events, default=OPENING)
        for fact in told.setting.facts.values():
            if (
                gives_away(paragraph.text, fact, told.setting)
                and not known.get(fact.id, moment + 1) <= moment
            ):
                yield f"{told.name}, {paragraph.fragment}: {fact.id} in: {paragraph.text}"


def test_the_second_look_finds_a_leak_that_is_planted() -> None:
    told = next(told for told in retellings() if unknown(told))
    fact = unknown(told)[0]
    name = told.setting.people[fact.subject].short
    leak = Paragraph(f"It was {name}: {' '.join(fact.tokens)}.", (id_of(told.fabula.events[-1]),))
    chapter = RenderedChapter(1, "", told.telling.focalizer, (leak,))

    spoilt = Retelling(told.name, told.fabula, told.percepts, told.telling, (chapter,))

    assert list(leaks(spoilt))


def unknown(told: Retelling) -> list[Fact]:
    """The facts with revealing words that the focalizer never has any idea of."""
    known = first_idea(told)
    return [
        f
        for f in told.setting.facts.values()
        if f.tokens and f.subject in told.setting.people and f.id not in known
    ]


def test_no_event_is_told_that_the_focalizer_did_not_perceive() -> None:
    for told in retellings():
        may_be = {OPENING, id_of(told.fabula.events[-1])} | told.perceived

        assert {event for paragraph in told.paragraphs for event in paragraph.events} <= may_be, (
            told.name
        )


def test_no_scene_is_told_in_which_the_focalizer_was_not() -> None:
    for told in retellings():
        there = {
            e.scene
            for e in told.fabula.events
            if isinstance(e, SceneOpened) and told.telling.focalizer in e.cast
        }

        assert {scene for chapter in told.telling.chapters for scene in chapter.scenes} <= there, (
            told.name
        )


def test_every_telling_of_any_scene_has_no_empty_chapter_and_comes_to_an_ending() -> None:
    for told in retellings():
        if told.telling.chapters[0].scenes:
            assert all(chapter.paragraphs and chapter.title for chapter in told.chapters), told.name
            assert id_of(told.fabula.events[-1]) in told.paragraphs[-1].events, told.name
