"""How far a genre's words reach in stories that were told: what there was to choose from, and what
was never wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.kernels import bodies
from novel_engine.story.measuring.genre_checks import Volume, volume
from novel_engine.story.telling.syuzhet import Beat, RenderedChapter, Telling, merged
from novel_engine.values import dataclass

NOBODY = "anyone"


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """One story of a set: its record, its plan, its words and its text."""

    story: str
    fabula: Fabula
    telling: Telling
    chapters: tuple[RenderedChapter, ...]
    text: str

    @property
    def seed(self) -> str:
        """The seed it was told from."""
        return self.fabula.setting.seed

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(
            len(paragraph.text.split())
            for chapter in self.chapters
            for paragraph in chapter.paragraphs
        )

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """The beats that the story limps without, and that found no words."""
        return tuple(short for chapter in self.chapters for short in chapter.shortfalls)

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The fragments that fitted, and of which a slot had nothing to fill it, each with it."""
        return tuple(line for chapter in self.chapters for line in chapter.unfilled)

    @property
    def used(self) -> frozenset[str]:
        """The fragments that it is told in."""
        ids = (p.fragment for chapter in self.chapters for p in chapter.paragraphs)
        return frozenset(one for found in ids for one in found.split("+"))


@dataclass(frozen=True, slots=True)
class FragmentChoice:
    """Of how many fragments one could be taken, where a beat of this kind was told: at the median,
    and at the worst.
    """

    tells: str
    who: str
    times: int
    median: float
    fewest: int


def fragment_choices(
    fragments: Iterable[Fragment], stories: Iterable[ToldOnce]
) -> tuple[FragmentChoice, ...]:
    """The choice there was for each kind of beat that a story needs, the narrowest first."""
    found = [
        FragmentChoice(*kind, len(counts), median(counts), min(counts))
        for kind, counts in _counted(_whole_beats(fragments), stories).items()
    ]
    return tuple(sorted(found, key=lambda one: (one.median, one.fewest, one.tells, one.who)))


def _counted(
    by_beat: Mapping[str, Sequence[Fragment]], stories: Iterable[ToldOnce]
) -> dict[tuple[str, str], list[int]]:
    """How many fragments fitted each needed beat, by what it tells and who does it."""
    found: dict[tuple[str, str], list[int]] = {}
    for beat in _needed(stories):
        features = merged(beat)
        fitting = sum(fragment.fits(features) for fragment in by_beat.get(beat.tells, ()))
        who = next(iter(features.get("actor", ())), NOBODY)
        found.setdefault((beat.tells, who), []).append(fitting)
    return found


def _whole_beats(fragments: Iterable[Fragment]) -> dict[str, list[Fragment]]:
    """The fragments that tell a beat by themselves, as a clause never does, by what they tell."""
    found: dict[str, list[Fragment]] = {}
    for fragment in fragments:
        if not fragment.clause:
            found.setdefault(fragment.tells, []).append(fragment)
    return found


def _needed(stories: Iterable[ToldOnce]) -> Iterator[Beat]:
    chapters = (chapter for story in stories for chapter in story.telling.chapters)
    return (beat for chapter in chapters for beat in chapter.beats if beat.needed)


def reached(fragments: Iterable[Fragment], stories: Iterable[ToldOnce]) -> Volume:
    """How much of what is written some story told."""
    told = (
        p.fragment for story in stories for chapter in story.chapters for p in chapter.paragraphs
    )
    used = {fragment for paragraph in told for fragment in paragraph.split("+")}
    return volume([fragment for fragment in fragments if fragment.id in used])


def unopened(genre: Genre, stories: Sequence[ToldOnce]) -> tuple[str, ...]:
    """The frames, by their kernel, that no story of the set opened a scene with."""
    opened = {scene.frame for story in stories for scene in story.fabula.scenes.values()}
    known: Mapping[str, None] = dict.fromkeys(
        f"{kernel.part}.{frame.id}"
        for kernel in genre.kernels.values()
        for body in bodies(kernel)
        for frame in body.frames
    )
    return tuple(name for name in known if name not in opened)


def never_filled(stories: Sequence[ToldOnce]) -> tuple[str, ...]:
    """The fragments that fitted in some of the stories and are told in none, since a slot of theirs
    had nothing to fill it: each with the slot, and how often that was so.
    """
    used = {fragment for story in stories for fragment in story.used}
    met = Counter(line for story in stories for line in story.unfilled)
    return tuple(
        f"{line} ({so_many(times, 'chapter')})"
        for line, times in sorted(met.items())
        if line.partition(" ")[0] not in used
    )
