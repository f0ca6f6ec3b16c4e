"""The characters, stories and genres that come with the program, and the data every story needs."""

from __future__ import annotations

import re
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
DEFAULT_GENRE = "plain-house"
CHARACTER_FILE, GENRE_FILE = "character.yaml", "genre.yaml"
YAML_ENDINGS = (".yaml", ".yml")
WEB_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


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


def meant_otherwise(reference: str, *, but: str = "") -> str:
    """What goes by this name that a command which wants another kind of thing was given, and which
    takes it; empty of what nothing goes by. `but` is the kind that was wanted.
    """
    if WEB_ADDRESS.match(reference):
        return "this is an address, and nothing is fetched; save the file here and give its path"
    kinds = (
        ("character", bundled_characters, f"`novel-engine run --cast {reference}` takes it"),
        ("story", bundled_stories, f"`novel-engine run {reference}` tells it"),
        ("genre", bundled_genres, f"`novel-engine run --genre {reference}` takes it"),
    )
    found = (
        f"'{reference}' is a {kind} that comes with the program; {way}"
        for kind, names, way in kinds
        if kind != but and reference in names()
    )
    return next(found, "")


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
    missing = f"there is no genre '{printable(name)}'; {suggestion(name, bundled_genres())}"
    raise GenreError(meant_otherwise(name, but="genre") or missing)


def story_file(reference: str) -> InputFile:
    """The story file of this path, or the bundled story of this name.

    Raises ConfigError, with the nearest name.
    """
    path = as_on_disk(Path(reference))
    if not is_directory(path) and (what := recognised(path)):
        raise ConfigError(said(reference, 1, what))
    if WEB_ADDRESS.match(reference):
        raise ConfigError(said(reference, 1, meant_otherwise(reference)))
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
    if other := meant_otherwise(reference, but="story"):
        return other
    cure = f"{suggestion(reference, bundled_stories())} (or give the path of a .yaml file)"
    return f"there is no story '{printable(reference)}'; {cure}"


def core_file(name: str) -> InputFile:
    """One of the files under `configs/core`, which every story needs. Raises GenreError."""
    return read_input(bundled_root() / "configs" / "core" / name, f"core/{name}", GenreError)
