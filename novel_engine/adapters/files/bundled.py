"""The characters, stories and genres that come with the program, and the data every story needs."""

from __future__ import annotations

from pathlib import Path

from novel_engine.adapters.files.input_files import (
    InputFile,
    as_on_disk,
    is_directory,
    is_file,
    read_input,
    said,
)
from novel_engine.adapters.files.recognition import recognised
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import ConfigError, GenreError

DEFAULT_STORY = "the-closing-pass"
DEFAULT_GENRE = "winter-station"
CHARACTER_FILE, GENRE_FILE = "character.yaml", "genre.yaml"
YAML_ENDINGS = (".yaml", ".yml")


def bundled_root() -> Path:
    """The directory of `characters/` and `configs/`: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    packed = package / "bundled"
    return packed if packed.is_dir() else package.parent


def bundled_stories() -> tuple[str, ...]:
    """The names of the stories that come with the program."""
    return tuple(
        sorted(path.stem for path in (bundled_root() / "configs" / "stories").glob("*.yaml"))
    )


def bundled_characters() -> tuple[str, ...]:
    """The names of the characters that come with the program."""
    found = (bundled_root() / "characters").glob(f"*/{CHARACTER_FILE}")
    return tuple(sorted(path.parent.name for path in found))


def bundled_genres() -> tuple[str, ...]:
    """The names of the genres that come with the program."""
    found = (bundled_root() / "configs" / "genres").glob("[!.]*/")
    return tuple(sorted(path.name for path in found if path.is_dir()))


def bundled_genre(name: str) -> Path:
    """The directory of a genre: one that comes with the program, or a directory of one's own.

    Raises GenreError, with the nearest name.
    """
    packed = bundled_root() / "configs" / "genres" / name
    if name in bundled_genres():
        return packed
    own = as_on_disk(Path(name))
    if name and is_directory(own) and is_file(own / GENRE_FILE):
        return own
    if name and (what := recognised(own)):
        raise GenreError(said(name, 1, what))
    if name and is_directory(own):
        return own
    if name and is_file(own):
        raise GenreError(said(name, 1, "this is a file; name a genre's directory"))
    raise GenreError(f"there is no genre '{printable(name)}'; {suggestion(name, bundled_genres())}")


def story_file(reference: str) -> InputFile:
    """The story file of this path, or the bundled story of this name.

    Raises ConfigError, with the nearest name.
    """
    path = as_on_disk(Path(reference))
    if not is_directory(path) and (what := recognised(path)):
        raise ConfigError(said(reference, 1, what))
    if reference.endswith(YAML_ENDINGS) or is_file(path):
        return read_input(path, f"stories/{path.name}", ConfigError)
    if reference in bundled_stories():
        packed = bundled_root() / "configs" / "stories" / f"{reference}.yaml"
        return read_input(packed, f"stories/{packed.name}", ConfigError)
    raise ConfigError(_no_story(reference))


def _no_story(reference: str) -> str:
    path = as_on_disk(Path(reference))
    if is_directory(path):
        usual = "this is a directory; name the story file in it"
        return said(reference, 1, recognised(path) or usual)
    cure = f"{suggestion(reference, bundled_stories())} (or give the path of a .yaml file)"
    return f"there is no story '{printable(reference)}'; {cure}"


def core_file(name: str) -> InputFile:
    """One of the files under `configs/core`, which every story needs. Raises GenreError."""
    return read_input(bundled_root() / "configs" / "core" / name, f"core/{name}", GenreError)
