"""Which files a genre is made of, and how a record names them."""

from __future__ import annotations

from pathlib import Path

from novel_engine.adapters.files.input_files import InputFile, read_input, said
from novel_engine.errors import GenreError

VERBS_FILE, DRIVES_FILE, TACTICS_FILE, FACTS_FILE = (
    "verbs.yaml",
    "drives.yaml",
    "tactics.yaml",
    "facts.yaml",
)
SCENES_FILE = "scenes.yaml"
CORE_FILES = (VERBS_FILE, DRIVES_FILE, TACTICS_FILE, FACTS_FILE, SCENES_FILE)
HEAD = "genre.yaml"
PATTERNS = "patterns.yaml"
CORE_FOLDERS, FOLDERS = ("checks", "kernels", "lines"), ("kernels", "matter", "lines")
"""The folders of the core and of a genre; each holds any number of files."""


def genre_files(configs: Path, name: str, own: Path | None = None) -> tuple[InputFile, ...]:
    """Every file a genre is made of, the core's first, each list by name. Raises GenreError when it
    is not there.

    `own` is the genre's folder when it stands elsewhere than under `configs`.
    """
    folder = own or configs / "genres" / name
    if not folder.is_dir():
        known = sorted(p.name for p in (configs / "genres").glob("*") if p.is_dir())
        raise GenreError(f"there is no genre '{name}'; there are {', '.join(known) or 'none'}")
    if not (folder / HEAD).is_file():
        cure = "write it as docs/writing-kernels.md shows"
        raise GenreError(said(str(folder / HEAD), 1, f"there is no such file; {cure}"))
    core = configs / "core"
    paths = [core / one for one in CORE_FILES]
    paths += [core / PATTERNS] if (core / PATTERNS).is_file() else []
    for place in (
        *(core / one for one in CORE_FOLDERS),
        folder,
        *(folder / one for one in FOLDERS),
    ):
        paths += sorted(place.glob("*.yaml"))
    return tuple(
        read_input(path, _kept_name(path, core, folder, name), GenreError) for path in paths
    )


def _kept_name(path: Path, core: Path, folder: Path, name: str) -> str:
    """What a record calls the file: the same on every machine."""
    if path.is_relative_to(folder):
        return f"genres/{name}/{path.relative_to(folder).as_posix()}"
    return f"core/{path.relative_to(core).as_posix()}"
