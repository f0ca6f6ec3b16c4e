"""Whole stories of the bundled genre, simulated and told: small casts with every kind of pronoun,
any number of seeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from novel_engine.adapters.reading.genre.genre_documents import read_terms
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.events import Event, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.fragments import Terms
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.people import HE, SHE, THEY, Person, Pronouns, Voice
from novel_engine.story.telling.syuzhet import Beat, Paragraph, RenderedChapter, Telling, Wish
from tests.support.corpus import shared
from tests.support.sampling import sample

CONFIGS = Path(__file__).parents[2] / "configs"
KERNELS = ("concealed_harm", "departure")
WORDS = 3000
FIVES, SMALLER = range(1, 61), range(61, 83)
"""The seeds of the stories of five people, and of those of two and of three."""
ZE = Pronouns("ze", "zir", "zir", "zirs", "zirself")

IDA = Person(
    "ida-kessel",
    "Ida Kessel",
    "Ida",
    SHE,
    traits=(-1, 2, 0, 2, -1, 2, 0, 1),
    voice=Voice(formality=1, length="short", oaths=("for pity's sake",), address="surname"),
    tell="squares whatever lies in front of her",
    tactics=("argue_from_duty", "go_quiet", "tidy"),
)
BRAM = Person(
    "bram-holt",
    "Bram Holt",
    "Bram",
    HE,
    nickname="Holty",
    traits=(2, -1, 1, 1, 0, -1, 0, -1),
    voice=Voice(formality=-1, length="long", hedges=("I dare say",)),
    tell="makes it funny",
    tactics=("joke", "deflect", "bluster", "flatter"),
)
RUTH = Person(
    "ruth-amsel",
    "Ruth Amsel",
    "Ruth",
    SHE,
    traits=(0, 1, 2, 0, 1, 0, 2, 0),
    tell="hums two notes",
    tactics=("feed", "confide", "plead"),
)
OTTO = Person(
    "otto-lind",
    "Otto Lind",
    "Otto",
    THEY,
    traits=(1, 0, -1, 0, -2, 0, -1, -2),
    voice=Voice(address="nickname"),
    tell="looks at the door and counts something on one hand",
    tactics=("needle", "bargain", "stonewall"),
)
NILS = Person(
    "nils-aho",
    "Nils Aho",
    "Nils",
    ZE,
    traits=(-1, 0, 1, -1, 2, 1, 0, 2),
    tactics=("lecture", "confide", "tidy"),
)
PEOPLE = (IDA, BRAM, RUTH, OTTO, NILS)


@dataclass(frozen=True)
class Told:
    """One story from its givens to its words."""

    name: str
    setting: Setting
    events: tuple[Event, ...]
    telling: Telling
    chapters: tuple[RenderedChapter, ...]

    @cached_property
    def fabula(self) -> Fabula:
        """What happened, on the ground it happened on."""
        return Fabula(self.setting, self.events)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph, in order."""
        return tuple(paragraph for chapter in self.chapters for paragraph in chapter.paragraphs)

    @property
    def beats(self) -> tuple[Beat, ...]:
        """Every beat, in order, whether or not words were found for it."""
        return tuple(beat for chapter in self.telling.chapters for beat in chapter.beats)

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """The beats that found no words."""
        return tuple(short for chapter in self.chapters for short in chapter.shortfalls)

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)

    def event(self, number: int) -> Event:
        """The event with this id."""
        return next(event for event in self.events if id_of(event) == number)

    def worded(self) -> Iterator[tuple[Beat, tuple[Paragraph, ...]]]:
        """Each beat that found words, with its paragraphs."""
        fragments = {fragment.id: fragment for fragment in bundled_genre().fragments}
        waiting = list(self.paragraphs)
        for beat in (part for whole in self.beats for part in (whole, *whole.parts)):
            if not waiting or waiting[0].events != beat.events:
                continue
            if (
                beat.parts
            ):  # two clauses in one sentence; where no clause was found, each part stands alone
                yield beat, (waiting.pop(0),)
                continue
            fragment = fragments[waiting[0].fragment]
            if fragment.tells == beat.tells:
                yield beat, tuple(waiting[: len(fragment.lines)])
                del waiting[: len(fragment.lines)]
        assert not waiting


@lru_cache(maxsize=1)
def bundled_genre() -> Genre:
    """The genre that comes with the program."""
    return read_genre(genre_files(CONFIGS, "winter-station"), "winter-station")


@lru_cache(maxsize=1)
def bundled_terms() -> Terms:
    """What the lines of that genre are written in."""
    return read_terms(genre_files(CONFIGS, "winter-station"), "winter-station")


def cast_of(size: int, *, turned: int = 0) -> tuple[Person, ...]:
    """So many of the five, begun with another each time, so that every part is played under every
    pronoun.
    """
    start = turned % len(PEOPLE)
    return (*PEOPLE[start:], *PEOPLE[:start])[:size]


def simulated(
    seed: str, people: Sequence[Person], kernel: str, *, scenes: int = 11
) -> tuple[Setting, tuple[Event, ...]]:
    """One story's givens and its whole record."""
    config = StoryConfig("told", kernel=kernel, scenes=scenes)
    setting = setting_of(config, people, bundled_genre(), seed)
    director = DirectorAgent(begin(setting), OfflineDecisionMaker(), OfflineFramer())
    events: list[Event] = []
    while not director.is_over:
        events += director.step().events
    return setting, tuple(events)


def told(seed: str, people: Sequence[Person], kernel: str) -> Told:
    """One story, simulated and told."""
    setting, events = simulated(seed, people, kernel)
    genre = bundled_genre()
    narrator = OfflineNarrator(setting, genre.fragments)
    telling, chapters = ChroniclerAgent(narrator).tell(
        Fabula(setting, events), genre.idiom, Wish(WORDS)
    )
    return Told(f"{kernel} {seed}, a cast of {len(people)}", setting, events, telling, chapters)


@shared
def story_of(size: int, seed: int) -> Told:
    """The story of a cast of this size under this seed: begun with another person each time, each
    kernel as the main one in half of them.
    """
    return told(str(seed), cast_of(size, turned=seed), KERNELS[seed % 2])


@lru_cache(maxsize=1)
def stories_of_five() -> tuple[Told, ...]:
    """Today's sample of sixty stories of five people."""
    return tuple(story_of(5, seed) for seed in sample(FIVES, 20, "stories of five"))


@lru_cache(maxsize=1)
def smaller_stories() -> tuple[Told, ...]:
    """Today's sample of twenty-two stories of three people and as many of two."""
    seeds = [(size, seed) for size in (2, 3) for seed in sample(SMALLER, 4, f"stories of {size}")]
    return tuple(story_of(size, seed) for size, seed in seeds)


def all_stories() -> tuple[Told, ...]:
    """Today's stories of every size of cast."""
    return (*stories_of_five(), *smaller_stories())


def every_story() -> Iterator[Told]:
    """All that today's are drawn from: more than a hundred."""
    yield from (story_of(5, seed) for seed in FIVES)
    yield from (story_of(size, seed) for size in (2, 3) for seed in SMALLER)


def marked(person: Person) -> Person:
    """The person with pronouns that say whose they are in every form but the subject's, by which
    rivals are known.
    """
    plain = person.pronouns

    def form(word: str) -> str:
        return f"{word}#{person.id}"

    return replace(
        person,
        pronouns=Pronouns(
            plain.subject,
            form(plain.object),
            form(plain.possessive),
            form(plain.own),
            form(plain.reflexive),
            plain.plural,
        ),
    )
