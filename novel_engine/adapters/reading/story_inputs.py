"""All that a story is made from but its seed: what was asked for, and every file's bytes.

Read once, from the person's files or from a record; a record that keeps the bytes gives the same
story when the files have been edited, or are gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from novel_engine.adapters.files.bundled import (
    DEFAULT_GENRE,
    DEFAULT_STORY,
    bundled_genre,
    bundled_root,
    story_file,
)
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.factory import CharacterFactory, kept_characters
from novel_engine.adapters.reading.character.lexicon import LEXICON_FILES
from novel_engine.adapters.reading.character.lexicon_files import lexicon_files
from novel_engine.adapters.reading.character.reader import CharacterFiles
from novel_engine.adapters.reading.genre.genre_files import CORE_FILES, HEAD, genre_files
from novel_engine.adapters.reading.genre.phrase_files import PHRASE_FILES
from novel_engine.adapters.reading.older_inputs import completed
from novel_engine.adapters.reading.story.config import NO_STORY, ConfigLoader
from novel_engine.errors import USE_A_COPY, GenreError, RecordError
from novel_engine.ports.record import Input
from novel_engine.story.givens.config import NOTHING_ELSE, Overrides, StoryConfig
from novel_engine.values import dataclass

CONFIG_KIND = "config"
GENRE_FILES = frozenset(f"core/{name}" for name in CORE_FILES)
WORD_FILES = frozenset(f"core/{name}" for name in LEXICON_FILES)
NEEDED = GENRE_FILES | WORD_FILES | frozenset(PHRASE_FILES)
"""The files without which no story can be made, beside the head of its genre."""


@dataclass(frozen=True, slots=True)
class StoryInputs:
    """What one story is made from. `files` are the core's and the genre's; `story` may be none."""

    config: StoryConfig
    genre: str
    story: InputFile | None
    cast: tuple[CharacterFiles, ...]
    files: tuple[InputFile, ...]

    @property
    def genre_files(self) -> tuple[InputFile, ...]:
        """The files that make the genre."""
        return tuple(
            file for file in self.files if file.name not in WORD_FILES or file.name in GENRE_FILES
        )

    @property
    def lexicon_files(self) -> tuple[InputFile, ...]:
        """The files that say what the words of character files mean."""
        return tuple(file for file in self.files if file.name in WORD_FILES)


def gather(
    reference: str | None,
    environment: Mapping[str, str],
    overrides: Overrides = NOTHING_ELSE,
    others: Sequence[str] = (),
) -> StoryInputs:
    """The inputs of a story file, of a bundled story, or of a cast alone. Raises InputError."""
    config = ConfigLoader(environment, overrides, others).load(reference)
    asked_for_cast_alone = reference is None and config.name == NO_STORY
    folder = _genre_folder(config)
    genre = folder.resolve().name
    ground = genre_files(bundled_root() / "configs", genre, folder)
    known = {file.name for file in ground}
    return StoryInputs(
        config=config,
        genre=genre,
        story=None if asked_for_cast_alone else story_file(reference or DEFAULT_STORY),
        cast=CharacterFactory().find_cast(config.cast, partial(config.where, "cast")),
        files=(*ground, *(file for file in lexicon_files() if file.name not in known)),
    )


def _genre_folder(config: StoryConfig) -> Path:
    """Where the genre's files are. Raises GenreError, with where it was asked for."""
    try:
        return bundled_genre(config.genre or DEFAULT_GENRE)
    except GenreError as problem:
        if "genre" not in config.sources:
            raise
        raise GenreError(f"{config.where('genre')}: {problem}") from problem


def to_keep(inputs: StoryInputs, config: StoryConfig) -> tuple[Input, ...]:
    """The inputs as a record keeps them; `config` is what was asked for, resolved and bound to the
    cast and the seed.
    """
    kept = [Input(CONFIG_KIND, f"{config.name}.yaml", _written(config))]
    if inputs.story:
        kept.append(_kept("story", inputs.story))
    for one in inputs.cast:
        kept += [_kept("cast", file) for file in (one.card, *one.notes)]
    kept += [_kept(file.name.partition("/")[0], file) for file in inputs.files]
    return tuple(kept)


def _kept(kind: str, file: InputFile) -> Input:
    return Input(kind, file.name, file.data)


def _file(kept: Input) -> InputFile:
    return InputFile(kept.path, kept.path, kept.data)


def kept_inputs(kept: Sequence[Input], where: str) -> StoryInputs:
    """The inputs that a record kept, which is called by `where` in messages. Raises RecordError when some are
    missing.
    """
    files = [_file(one) for one in kept if one.kind not in (CONFIG_KIND, "story")]
    asked = [_file(one) for one in kept if one.kind == CONFIG_KIND]
    story = [_file(one) for one in kept if one.kind == "story"]
    if not asked:
        raise RecordError(f"{where}: it does not say what was asked for; {USE_A_COPY}")
    config = ConfigLoader().parse(asked[0])
    cast = kept_characters(files)
    if lost := sorted(set(config.cast) - {one.id for one in cast}):
        raise RecordError(f"the record has lost the files of {', '.join(lost)}; {USE_A_COPY}")
    ground = completed([file for file in files if not file.name.startswith("characters/")])
    needed = NEEDED | {f"genres/{config.genre}/{HEAD}"}
    if lost := sorted(needed - {file.name for file in ground}):
        raise RecordError(f"the record has lost {', '.join(lost)}; {USE_A_COPY}")
    return StoryInputs(
        config=config,
        genre=config.genre,
        story=story[0] if story else None,
        cast=cast,
        files=ground,
    )


def _written(config: StoryConfig) -> bytes:
    from novel_engine.adapters.files.story_folder import run_yaml
    from novel_engine.adapters.reading.story.config_file import as_story_file

    return run_yaml(as_story_file(config))
