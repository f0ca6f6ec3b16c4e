"""Whole stories with a language model at all three seams, driven without a command line, and what
came of asking it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker, NoRecall
from novel_engine.adapters.models.seams.framing import ModelFramer
from novel_engine.adapters.models.seams.narrating import Chronicle, ModelNarrator, _Task
from novel_engine.app.assembly import Assembly, assemble
from novel_engine.engine.bus import EventBus
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.ports.record import EventLog, Fallback, Journal, Recall
from novel_engine.ports.seams import LanguageModel, Narrator
from novel_engine.story.asking.consultation import Prompt, Rejection, Reply
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import Acted, Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import World, fold
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from tests.adversary.adversary import Adversary, Planted
from tests.adversary.backstage import Backstage
from tests.support.bundled_stories import STORIES, materials
from tests.support.fakes import MemoryLog
from tests.support.stories import Told

WORDS = 3000
UNTOLD = Telling("", "", "", "", "", 0, ())


@dataclass
class Notebook:
    """A Journal that only remembers."""

    rejections: list[Rejection] = field(default_factory=list)
    fallbacks: list[Fallback] = field(default_factory=list)

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        self.rejections.append(rejection)

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in."""
        self.fallbacks.append(fallback)


class Doubled:
    """A Journal that another keeps too."""

    def __init__(self, other: Journal) -> None:
        self.kept = Notebook()
        self._other = other

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        self.kept.rejected(rejection)
        self._other.rejected(rejection)

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in."""
        self.kept.fallback(fallback)
        self._other.fallback(fallback)


class Listening:
    """A language model that keeps every prompt it is given, and answers as another would."""

    def __init__(self, inner: LanguageModel) -> None:
        self._inner = inner
        self.prompts: list[Prompt] = []

    def ask(self, prompt: Prompt) -> Reply:
        """What the inner one answers."""
        self.prompts.append(prompt)
        return self._inner.ask(prompt)


@dataclass(frozen=True)
class Played:
    """A story, everything that was asked for it, and everything that was not taken."""

    assembly: Assembly
    world: World
    events: tuple[Event, ...]
    telling: Telling
    chapters: tuple[RenderedChapter, ...]
    prompts: tuple[Prompt, ...]
    journal: Notebook
    planted: tuple[Planted, ...] = ()

    @property
    def state(self) -> str:
        """The hash of all that happened, whatever was said while it did."""
        return events_sha256(
            replace(e, line="") if isinstance(e, Acted) else e for e in self.events
        )

    @property
    def missed(self) -> tuple[Planted, ...]:
        """What was planted and nobody turned down."""
        return tuple(planted for planted in self.planted if not self.codes(planted))

    def codes(self, planted: Planted) -> tuple[str, ...]:
        """Why a fault was turned down.

        A reader who took something otherwise is a fault of the chapter's; the attempts at a chapter
        and at its quizzes are counted each by itself.
        """
        found = [
            r for r in self.journal.rejections if (r.seam, r.turn) == (planted.seam, planted.turn)
        ]
        if planted.about.endswith(" quiz"):
            chapter = planted.about.removesuffix(" quiz")
            return tuple(
                r.code
                for r in found
                if r.about == planted.about or (r.about, r.code) == (chapter, "quiz-failed")
            )
        return tuple(
            r.code for r in found if (r.about, r.attempt) == (planted.about, planted.attempt)
        )

    @property
    def false_alarms(self) -> tuple[Rejection, ...]:
        """Answers that were turned down though nothing had been planted in them, at the seams where
        anything was.

        A chapter has to keep the very words of a line that should have been turned down, and may
        fall for it.
        """
        seams = {p.seam for p in self.planted} or {"deciding", "framing", "narrating"}
        spoilt = {(p.seam, p.turn, p.about, p.attempt) for p in self.planted}
        return tuple(
            r
            for r in self.journal.rejections
            if r.seam in seams
            and (r.seam, r.turn, r.about, r.attempt) not in spoilt
            and not (spoilt and r.code == "quiz-failed")
        )


Cast: TypeAlias = Callable[[Backstage], LanguageModel]
"""Who answers, given the truth that an adversary wants to know."""


def assembly(seed: int, story: str = "") -> Assembly:
    """A bundled story under this seed; the bundled stories turn about."""
    return assemble(materials(story or STORIES[seed % len(STORIES)]), str(seed))


@dataclass
class Desk:
    """What a story is written on: where turns and faults go, and what comes to mind. In memory, if
    nothing is said.
    """

    log: EventLog = field(default_factory=MemoryLog)
    journal: Journal = field(default_factory=Notebook)
    recall: Recall = field(default_factory=NoRecall)
    at_once: int = 1


class Stage:
    """A story being made with a model at every seam; it lets an adversary see what is really so."""

    def __init__(self, made: Assembly, cast: Cast, desk: Desk) -> None:
        self._made, self._desk = made, desk
        self._journal = Doubled(desk.journal)
        self._world = fold(made.setting, desk.log.events())
        self._menu: tuple[Choice, ...] = ()
        self._telling: Telling | None = None
        self._answering = cast(self._backstage())
        self._model = Listening(self._answering)
        self._decider = ModelDecisionMaker(self._model, self._journal, desk.recall, improvise=True)
        self._narrator: Narrator = OfflineNarrator(made.setting, ())

    def _backstage(self) -> Backstage:
        return Backstage(
            self._made.setting,
            lambda: self._world,
            lambda: self._menu,
            lambda: tuple(self._desk.log.events()),
            lambda: self._telling,
        )

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """What the model decides."""
        self._menu = tuple(menu)
        return self._decider.decide(view, menu, turn)

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """What the model tells."""
        self._telling = telling
        return self._narrator.narrate(telling)

    def simulate(self) -> None:
        """Every turn that is left."""
        framer = ModelFramer(self._model, self._journal)
        simulate(DirectorAgent(self._world, self, framer), self._desk.log, EventBus())

    def tell(self) -> Played:
        """The chapters, and all that came of the story."""
        setting, genre, events = (
            self._made.setting,
            self._made.genre,
            tuple(self._desk.log.events()),
        )
        offline, record = (
            OfflineNarrator(setting, genre.fragments),
            Chronicle(Fabula(setting, events), genre),
        )
        self._narrator = ModelNarrator(
            offline, self._model, self._journal, record, at_once=self._desk.at_once
        )
        telling, chapters = ChroniclerAgent(self).tell(
            Fabula(setting, events), genre.idiom, Wish(WORDS)
        )
        return replace(self.untold(), telling=telling, chapters=chapters)

    def untold(self) -> Played:
        """All that came of the story but its chapters."""
        events, prompts = tuple(self._desk.log.events()), tuple(self._model.prompts)
        planted = self._answering.planted if isinstance(self._answering, Adversary) else ()
        return Played(
            self._made, self._world, events, UNTOLD, (), prompts, self._journal.kept, planted
        )


def play(made: Assembly, cast: Cast = lambda _: Understudy(), desk: Desk | None = None) -> Played:
    """A story from its givens to its words, with a model at every seam."""
    stage = Stage(made, cast, desk or Desk())
    stage.simulate()
    return stage.tell()


def decided(made: Assembly, cast: Cast) -> Played:
    """A story from its givens to its end, of which nothing is told."""
    stage = Stage(made, cast, Desk())
    stage.simulate()
    return stage.untold()


class Rendered:
    """A Narrator that has its chapters already."""

    def __init__(self, chapters: Sequence[RenderedChapter]) -> None:
        self._chapters = tuple(chapters)

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The chapters that it was given."""
        return self._chapters


class Recast(ModelNarrator):
    """A ModelNarrator that makes its questions once, whoever is to answer them: they are the same,
    and take a while.
    """

    def _tasks(self, telling: Telling, offline: Sequence[RenderedChapter]) -> list[_Task]:
        if not hasattr(self, "_made"):
            self._made = super()._tasks(telling, offline)
        return self._made

    def cast(self, model: LanguageModel, journal: Journal) -> None:
        """From now on this model is asked."""
        self._model, self._journal = model, journal


def narrated_by_each(
    made: Assembly, told: Told | Played, casts: Iterable[Cast]
) -> Iterator[Played]:
    """A story that has been told, told by one model after another, each of which is asked about the
    same chapters.
    """
    world, record = (
        fold(made.setting, told.events),
        Chronicle(Fabula(made.setting, told.events), made.genre),
    )
    backstage = Backstage(
        made.setting, lambda: world, events=lambda: told.events, telling=lambda: told.telling
    )
    narrator = Recast(Rendered(told.chapters), Understudy(), Notebook(), record)
    for cast in casts:
        model, journal = cast(backstage), Notebook()
        narrator.cast(model, journal)
        chapters = narrator.narrate(told.telling)
        planted = model.planted if isinstance(model, Adversary) else ()
        yield Played(made, world, told.events, told.telling, chapters, (), journal, planted)
