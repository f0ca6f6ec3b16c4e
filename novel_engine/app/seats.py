"""Who sits at the three seams: the offline implementations, or language models and all that makes
them safe to ask.

A model is asked through its archive (nothing is asked twice), its patience (nothing is given up too
soon) and its purse, which every attempt is paid from (nothing is spent that may not be). For a
story that is offline none of that is imported or built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.errors import FallbackRefused, UsageError
from novel_engine.ports.record import Fallback, Record
from novel_engine.ports.replies import Replies, ReplyArchive
from novel_engine.ports.seams import DecisionMaker, LanguageModel, Narrator, SceneFramer
from novel_engine.story.asking.consultation import Prompt, Rejection
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.config import OFFLINE, Seam, SeamModels
from novel_engine.story.givens.genre import Genre
from novel_engine.values import dataclass

if TYPE_CHECKING:
    from novel_engine.adapters.models.archive.cassettes import Cassette
    from novel_engine.adapters.models.archive.estimate import Estimate
    from novel_engine.adapters.models.archive.prices import Quote
    from novel_engine.adapters.models.providers.retrying import PatientModel
    from novel_engine.adapters.reading.model_names import ModelName
    from novel_engine.story.givens.config import Price


def _unheard(remark: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a command may use language models.

    `budget` is in US dollars, `record` a directory that gets a cassette, `environment` holds keys
    and addresses and is shown nowhere. `prices` are the person's own word, over any other, and
    `remark` hears, once, what that person should know. `connect` reaches a model otherwise than
    over the network as usual: it is given the model's name, how models are asked, the environment
    and the story's seed.
    """

    budget: float | None = None
    record: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    prices: tuple[Price, ...] = ()
    remark: Callable[[str], None] = _unheard
    connect: Callable[[ModelName, SeamModels, Mapping[str, str], str], PatientModel] | None = None


@dataclass(frozen=True, slots=True)
class Production:
    """A story in the making, as far as those at the seams must know it. `cure` says how to go on
    with a larger budget, and `lenient` how to without `--strict`. `again` says, of a
    story that is told again, whether the narrator may be asked anew for what it failed at before.
    """

    setting: Setting
    genre: Genre
    models: SeamModels
    record: Record
    folder: Path
    strict: bool = False
    cure: str = ""
    lenient: str = ""
    again: bool | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """Who decides, who frames, and who will narrate what has happened by then; and what is written
    down of answers that were not taken.
    """

    decider: DecisionMaker
    framer: SceneFramer
    narrator: Callable[[Fabula], Narrator]
    journal: StoryJournal


def ready(
    models: SeamModels,
    options: ModelOptions,
    *,
    asks: bool = True,
    where: str = "",
    others: Sequence[str] = (),
) -> None:
    """Raise NovelError, before anything is written, for a model that cannot be asked like that.

    A command that asks nothing (`asks` is false) needs no key and no recording. `where` says, for
    remarks, what has set the story's own prices; `others` are models that may have a price too,
    though they are not asked now.
    """
    if models.are_offline and options.record is not None:
        raise UsageError(
            "--record keeps what a language model replies, "
            "and this story is offline: name a --model too"
        )
    names = () if models.are_offline else _names(models)
    _refuse_prices_of_others(options.prices, (*map(str, names), *others))
    for name in names:
        _allowed(models, name, options, where)
        if not asks or not name.is_asked:
            continue
        if name.provider == "replay":
            _recorded(name)
        else:
            _reached(name, models, options, "")


@contextmanager
def seated(production: Production, options: ModelOptions) -> Iterator[Seats]:
    """Those who make this story, until it is made. Raises UsageError when one cannot be asked."""
    if production.models.are_offline:
        yield _seats(production, {})
        return
    with ExitStack() as stack:
        yield _seats(production, _Bench(production, options, stack).models())


@contextmanager
def unasked(production: Production) -> Iterator[Seats]:
    """Those who look at a story that is whole: nobody need be asked for anything."""
    yield _seats(production, {})


def rehearsing(
    production: Production,
) -> tuple[Seats, Callable[[Mapping[Seam, Price | None]], tuple[Estimate, ...]]]:
    """Those who play a story with the offline answers, and what was counted of the questions they
    would have asked.
    """
    from novel_engine.adapters.models.archive.estimate import Rehearsal
    from novel_engine.adapters.models.archive.offline_model import Understudy

    rehearsal = Rehearsal(Understudy())
    models = production.models
    asked = {seam: rehearsal for seam, name in models.by_seam.items() if name != OFFLINE}
    return _seats(production, asked), rehearsal.estimates


def prices(models: SeamModels, options: ModelOptions) -> dict[Seam, Price | None]:
    """What each seam's model costs: a recording nothing, and None what nobody has said."""
    return {seam: _quote(name, models, options).price for seam, name in _each(models).items()}


def quotes(models: SeamModels, options: ModelOptions) -> dict[str, Quote]:
    """What each model that is asked over a network costs, and by whose word."""
    hosted = (
        ()
        if models.are_offline
        else (name for name in _names(models) if name.provider not in ("offline", "replay"))
    )
    return {str(name): _quote(name, models, options) for name in hosted}


class StoryJournal:
    """Writes down in a story's record what a model did not do, and knows what of it was now. Keeps
    the promise of Journal.
    """

    def __init__(self, production: Production) -> None:
        """Where it is strict, the first fall-back is the last."""
        self._record = production.record
        self._folder = production.folder
        self._strict = production.strict
        resume = f"`novel-engine resume {production.folder}` goes on without it"
        self._lenient = production.lenient or resume
        self.fallen: list[Fallback] = []
        self.refused: list[Rejection] = []

    def rejected(self, rejection: Rejection) -> None:
        """An answer was not taken."""
        self._record.rejected(rejection)
        self.refused.append(rejection)

    def fallback(self, fallback: Fallback) -> None:
        """The offline implementation stood in. Raises FallbackRefused when that is not allowed."""
        self._record.fallback(fallback)
        self.fallen.append(fallback)
        if self._strict:
            raise FallbackRefused(
                f"{self._folder}: --strict, and at {fallback.seam} ({fallback.name}, "
                f"turn {fallback.turn}) no answer of the model's held: {fallback.reason}; "
                f"{self._lenient}"
            )


def _recording(directory: Path, replies: Replies, stack: ExitStack) -> ReplyArchive:
    """The archive, of which every reply is recorded for a replay too."""
    from novel_engine.adapters.models.archive.cassettes import Recorder
    from novel_engine.adapters.models.archive.replaying import Recording

    return Recording(replies, stack.enter_context(Recorder(directory)), replies.all())


class _Bench:
    """The models of one story, each reached once, behind its archive and the story's one purse."""

    def __init__(self, production: Production, options: ModelOptions, stack: ExitStack) -> None:
        from novel_engine.adapters.models.archive.budget import NOTHING_SPENT, Meter, owed

        self._models = production.models
        self._seed = production.setting.seed
        self._options = options
        replies = stack.enter_context(production.record.replies())
        cure = production.cure or f"`novel-engine resume {production.folder} --budget USD` goes on"
        more = NOTHING_SPENT if options.budget is None else owed(replies.unpriced(), self._price)
        self._meter = Meter(options.budget, replies, cure, more)
        self._archive: ReplyArchive = replies
        if options.record is not None:
            self._archive = _recording(options.record, replies, stack)

    def models(self) -> dict[Seam, LanguageModel]:
        """Who is asked at each seam that is not offline."""
        reached = {name: self._behind(name) for name in _names(self._models) if name.is_asked}
        return {seam: reached[name] for seam, name in _each(self._models).items() if name.is_asked}

    def _price(self, name: str) -> Price | None:
        from novel_engine.adapters.reading.model_names import model_name

        return _quote(model_name(name), self._models, self._options).price

    def _behind(self, name: ModelName) -> LanguageModel:
        from novel_engine.adapters.models.archive.archive import Archived
        from novel_engine.adapters.models.archive.archive_keys import (
            CallTerms,
            canonical_parameters,
        )
        from novel_engine.adapters.models.archive.budget import Metered
        from novel_engine.adapters.models.providers.connecting import parameters

        asked = canonical_parameters(parameters(self._models, self._seed))
        if name.provider == "replay":
            from novel_engine.adapters.models.archive.replaying import Replaying

            return Replaying(_recorded(name), self._archive, asked)
        terms = CallTerms(str(name), asked, _quote(name, self._models, self._options).price)
        model = _reached(name, self._models, self._options, self._seed)
        return Archived(
            model.paying(lambda inner: Metered(inner, terms, self._meter)), terms, self._archive
        )


def _seats(production: Production, asked: Mapping[Seam, LanguageModel]) -> Seats:
    """Offline, but for the seams at which somebody is asked."""
    record = production.record
    decider: DecisionMaker = OfflineDecisionMaker()
    framer: SceneFramer = OfflineFramer()
    journal = StoryJournal(production)
    if "deciding" in asked:
        from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker

        decider = ModelDecisionMaker(
            asked["deciding"], journal, record, improvise=production.models.improvise
        )
    if "framing" in asked:
        from novel_engine.adapters.models.seams.framing import ModelFramer

        framer = ModelFramer(asked["framing"], journal)
    narrator = partial(_narrator, production, asked.get("narrating"), journal)
    return Seats(decider, framer, narrator, journal)


def _narrator(
    production: Production, asked: LanguageModel | None, journal: StoryJournal, fabula: Fabula
) -> Narrator:
    """Whoever tells this: offline, or a model with the offline narrator to fall back on."""
    offline = OfflineNarrator(production.setting, production.genre.fragments)
    if asked is None:
        return offline
    from novel_engine.adapters.models.seams.narrating import Chronicle, ModelNarrator

    told = Chronicle(fabula, production.genre)
    narrator = ModelNarrator(offline, asked, journal, told, at_once=production.models.at_once)
    return narrator.asking_again(partial(_is_asked_again, production, asked))


def _is_asked_again(production: Production, asked: LanguageModel, prompt: Prompt) -> bool:
    """Whether a chapter of which no answer held is asked for once more: where what came of that is
    kept from another time, and, if it may be asked anew, once.
    """
    from novel_engine.adapters.models.archive.archive import Archived

    if production.again is None or not isinstance(asked, Archived):
        return False
    return asked.knows(prompt) or (production.again and not asked.has_asked(prompt))


def _each(models: SeamModels) -> dict[Seam, ModelName]:
    """The models by seam. Raises UsageError for a name that is none."""
    from novel_engine.adapters.reading.model_names import model_name

    return {seam: model_name(written) for seam, written in models.by_seam.items()}


def _names(models: SeamModels) -> tuple[ModelName, ...]:
    """Every model once."""
    return tuple(dict.fromkeys(_each(models).values()))


def _reached(name: ModelName, models: SeamModels, options: ModelOptions, seed: str) -> PatientModel:
    if options.connect is not None:
        return options.connect(name, models, options.environment, seed)
    from novel_engine.adapters.models.providers.connecting import connected

    return connected(name, models, options.environment, seed)


def say_who_is_asked(models: SeamModels, options: ModelOptions, where: str) -> None:
    """Remark on the models that a story's folder, and not this command, has asked: that folder may
    be somebody else's, and the key is not.
    """
    asked = [str(name) for name in _names(models) if name.is_asked and name.provider != "replay"]
    if asked:
        options.remark(f"{where}: {', '.join(asked)} will be asked, as this folder says")


def _recorded(name: ModelName) -> Cassette:
    from novel_engine.adapters.models.archive.cassettes import Cassette

    return Cassette.read(Path(name.name))


def _quote(name: ModelName, models: SeamModels, options: ModelOptions) -> Quote:
    from novel_engine.adapters.models.archive.prices import Quote, quoted
    from novel_engine.story.givens.config import Price

    if not name.is_asked or name.provider == "replay":
        return Quote(Price(str(name), 0.0, 0.0))
    return quoted(str(name), models, options.environment, options.prices)


def _refuse_prices_of_others(given: Sequence[Price], names: Sequence[str]) -> None:
    """Raise UsageError for a price of a model that nobody asks: a slip of the pen would set none
    where one was meant.
    """
    for price in given:
        if price.model not in names:
            asked = ", ".join(name for name in names if name != OFFLINE)
            said = f"it asks {asked}" if asked else "it is offline, and costs nothing"
            raise UsageError(f"--price {price.model}: this story does not ask that model; {said}")


def _allowed(models: SeamModels, name: ModelName, options: ModelOptions, where: str) -> None:
    """Raise UsageError for a budget that could not be kept; remark on a price that is lower than it
    can be.
    """
    from novel_engine.adapters.models.archive.budget import admit
    from novel_engine.adapters.models.archive.prices import as_given, price_in_words

    quote = _quote(name, models, options)
    admit(options.budget, str(name), quote.price)
    if quote.price is not None and quote.undercut is not None:
        options.remark(
            f"{where}: the price set for {name} ({price_in_words(quote.undercut)}) "
            f"is lower than the published one, so that {price_in_words(quote.price)}, is counted; "
            f"`--price {as_given(quote.undercut)}` counts the lower one, on your word"
        )
