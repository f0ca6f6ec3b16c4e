"""A story put together: inputs understood, people cast, and, of one begun, its events folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from novel_engine.adapters.models.archive.kept_purse import kept_prices
from novel_engine.adapters.reading.character.factory import CharacterFactory, readings_of
from novel_engine.adapters.reading.character.lexicon import Lexicon
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.character.reader import Reading
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.story_inputs import StoryInputs, kept_inputs, to_keep
from novel_engine.adapters.reading.validation.fitting import (
    check_places,
    check_style,
    told_plainly,
)
from novel_engine.adapters.untrusted_text import printable
from novel_engine.app.kept_nights import kept_night
from novel_engine.errors import USE_A_COPY, InputError, RecordError, UsageError
from novel_engine.ports.record import Input, Record
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.directing.pacing import HOURS
from novel_engine.story.directing.scenes import story_opened
from novel_engine.story.fabula.events import Event, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.strangers import stranger_in
from novel_engine.story.fabula.succession import misplaced
from novel_engine.story.givens.config import Price, StoryConfig, bound_to
from novel_engine.story.givens.genre import Genre
from novel_engine.values import dataclass, replace


@dataclass(frozen=True)
class Materials:
    """A story's inputs, understood: the same for every seed."""

    inputs: StoryInputs
    genre: Genre
    lexicon: Lexicon

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The files of its cast, understood. Raises CastError."""
        return readings_of(self.inputs.cast)


@dataclass(frozen=True, slots=True)
class Assembly:
    """One story before its first turn. `config` is resolved: cast by id, genre and seed in it."""

    config: StoryConfig
    genre: Genre
    setting: Setting
    given: StoryInputs

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What a record of it keeps."""
        return to_keep(self.given, self.config)


LONGEST_PROBLEM = 400
"""Characters: so much is said of what cannot be read, however much of it there is."""


def understood(inputs: StoryInputs) -> Materials:
    """The inputs with their genre and their lexicon read. Raises InputError."""
    return Materials(
        inputs, read_genre(inputs.genre_files, inputs.genre), read_lexicon(inputs.lexicon_files)
    )


def assemble(materials: Materials, seed: str) -> Assembly:
    """One story: its cast completed and its situation cast, by the seed. Raises InputError."""
    inputs, genre = materials.inputs, materials.genre
    people = CharacterFactory(seed, materials.lexicon, roots=()).cast_of(materials.readings)
    config = replace(bound_to(inputs.config, people), genre=genre.name, seed=seed)
    check_places(config, genre)
    check_style(config, genre)
    config = told_plainly(config, genre)
    return Assembly(config, genre, setting_of(config, people, genre, seed), inputs)


def reassembled(record: Record) -> Assembly:
    """The story before its first turn, from what its record kept. Raises RecordError.

    The prices that it was given stand beside those of its file: in a folder that somebody sent,
    they are no better.
    """
    kept = record.inputs()
    try:
        inputs = kept_inputs(kept, record.where)
        assembly = assemble(understood(inputs), inputs.config.seed)
    except (InputError, UsageError) as problem:
        raise RecordError(
            f"{record.where}: this version cannot read what the story was made from: "
            f"{_in_short(str(problem))}"
        ) from problem
    meta = record.meta()
    night = kept_night(meta, record.where).number
    on_night = replace(assembly, setting=assembly.setting.on_night(night))
    return _priced(on_night, kept_prices(meta, record.where))


def _in_short(problem: str) -> str:
    """The first line of what is wrong, and of how many more there are: nobody mends a file that a
    record keeps.
    """
    first, *others = problem.splitlines()
    first = f"{first[:LONGEST_PROBLEM]} …" if len(first) > LONGEST_PROBLEM else first
    return f"{first} (and {len(others)} more like it)" if others else first


def _priced(assembly: Assembly, prices: Sequence[Price]) -> Assembly:
    models = assembly.config.models
    return replace(
        assembly,
        config=replace(assembly.config, models=replace(models, prices=(*models.prices, *prices))),
    )


def fabula_of(setting: Setting, events: Iterable[Event], where: str) -> Fabula:
    """What happened by a record. Raises RecordError when it does not follow from its inputs."""
    fabula = Fabula(setting, tuple(events))
    check(fabula, where)
    return fabula


def check(fabula: Fabula, where: str) -> None:
    """Raise RecordError when events do not follow from the inputs, or from one another."""
    check_log(fabula, where)
    try:
        fabula.live()
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as problem:
        raise RecordError(
            f"{where}: the events do not follow from one another ({problem!r}); {USE_A_COPY}"
        ) from problem


def check_log(fabula: Fabula, where: str) -> None:
    """The same without living through them: what their order and their names alone show."""
    if fabula.events and fabula.events[0] != story_opened(fabula.setting):
        raise RecordError(
            f"{where}: this version would cast the story otherwise; use the version that began it"
        )
    for event in fabula.events:
        if stranger := stranger_in(fabula.setting, event):
            raise RecordError(
                f"{where}: event {id_of(event)} names {printable(stranger)}, "
                f"which the story does not have; {USE_A_COPY}"
            )
    if why := misplaced(fabula.setting, fabula.events, HOURS):
        raise RecordError(
            f"{where}: the events do not follow from one another ({why}); {USE_A_COPY}"
        )
