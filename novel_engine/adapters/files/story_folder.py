"""A story's folder: where it goes, that one process works in it, that every file in it is whole.

A folder holds a story when `story.db` is in it, and that file appears last and whole; so a creation
that fails leaves nothing that could be taken for a story. A story that is to take another's place
is made in a folder within, the stage, and what is there stays until the new one is told.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

from novel_engine.adapters.files.atomic_files import storing, write_bytes
from novel_engine.adapters.files.plain_files import NotPlain, is_there
from novel_engine.adapters.formats.registry import FORMATS
from novel_engine.adapters.untrusted_text import slug, visible_line
from novel_engine.errors import StorageError, StoryTaken, UsageError
from novel_engine.values import dataclass

RECORD = "story.db"
CONFIG = "run.yaml"
STORIES = "stories"
STAGE = ".new-story"
"""The folder, within a story's, in which a story is made that is to take its place."""
# Bytes: half of what file systems allow a name, since a seed and an ending are added.
LONGEST_NAME = 120
FIRST_TELLING = "story"
"""The name of the telling that a run makes."""


def safe_name(text: str, otherwise: str = "story") -> str:
    """A file name made of untrusted text: letters, digits, hyphens; 1 to 120 bytes of NFC."""
    name = slug(text)
    while len(name.encode()) > LONGEST_NAME:
        name = name[:-1].rstrip("-")
    return name or otherwise


def stem_of(telling: str) -> str:
    """What the names of a telling's files begin with: `story`, and `story.through-ada` for another
    than the first.
    """
    return FIRST_TELLING if telling == FIRST_TELLING else f"{FIRST_TELLING}.{telling}"


def default_folder(root: Path, story: str, seed: str) -> Path:
    """Where a story goes when nobody says where: `stories/<story>-<seed>` under the root."""
    return root / STORIES / f"{safe_name(story)}-{safe_name(seed, 'seed')}"


def holds_story(folder: Path) -> bool:
    """Whether a story is in the folder."""
    return os.path.lexists(folder / RECORD)


@contextmanager
def folder_held(folder: Path) -> Iterator[None]:
    """Keep every other process out of this folder. Raises StoryTaken when one is in it.

    The lock is on the folder itself: it leaves no file, and the system drops it however the process
    dies.
    """
    with storing(folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Tenancy:
    """How it is known that a story is in a folder, and how others are kept out of it: by the record
    that stands there, unless records are kept elsewhere.
    """

    holds: Callable[[Path], bool] = holds_story
    hold: Callable[[Path], AbstractContextManager[None]] = folder_held

    def is_taken(self, folder: Path) -> bool:
        """Whether a story is in the folder, or made there to take the place of one."""
        return self.holds(folder) or self.holds(stage_of(folder))


OF_RECORDS_THERE = Tenancy()


def stage_of(folder: Path) -> Path:
    """Where a story is made that is to take the place of the one in this folder. Raises NotPlain
    for a link: what is done there would be done elsewhere.
    """
    stage = folder / STAGE
    if stage.is_symlink():
        raise NotPlain(
            f"{visible_line(str(stage))}: this is a link, and a new story is made in a folder here; "
            "delete the link"
        )
    return stage


def check_no_link(folder: Path) -> None:
    """Raise NotPlain where a folder that is to be made here, or was, is a link: what is done there
    would be done elsewhere.
    """
    if folder.is_symlink():
        raise NotPlain(
            f"{visible_line(str(folder))}: this is a link, and the story is made in a folder here; "
            "put the folder itself there, or delete the link"
        )


def home_of(folder: Path) -> Path:
    """The story's folder as a person knows it, also for one that is still made on its stage."""
    return folder.parent if folder.name == STAGE else folder


def check_no_stage(folder: Path | None) -> None:
    """Raise UsageError where a person names a stage for a story's folder: what is made there takes
    the place of the story around it.
    """
    if folder is not None and is_stage(folder):
        raise UsageError(
            f"{visible_line(str(folder))}: a folder of this name is where a story is made that takes "
            f"the place of the one around it; name that one, or another"
        )


def is_stage(folder: Path) -> bool:
    """Whether this is where a story is made that will take the place of another."""
    return folder.name == STAGE


def free_seed(root: Path, story: str, tenancy: Tenancy = OF_RECORDS_THERE) -> int:
    """The smallest seed from 1 whose default folder holds no story."""
    folders = ((seed, default_folder(root, story, str(seed))) for seed in count(1))
    return next(seed for seed, folder in folders if _is_free(folder, tenancy))


@contextmanager
def next_folder(
    root: Path, story: str, tenancy: Tenancy = OF_RECORDS_THERE
) -> Iterator[tuple[int, Path]]:
    """The smallest free seed and its default folder, made and held for this process alone."""
    seed = 0
    while True:
        seed += 1
        folder = default_folder(root, story, str(seed))
        if not _is_free(folder, tenancy):
            continue
        with ExitStack() as stack:
            try:
                stack.enter_context(new_folder(folder, tenancy))
            except StoryTaken:
                continue
            yield seed, folder
            return


@contextmanager
def new_folder(folder: Path, tenancy: Tenancy = OF_RECORDS_THERE) -> Iterator[Path]:
    """The folder, made and held for a new story. Raises StoryTaken when a story is there already.

    When what is done inside fails before the record is there, everything made for it is removed
    again.
    """
    with _made(folder), tenancy.hold(folder), _withdrawn_on_failure(folder, tenancy):
        if tenancy.is_taken(folder):
            raise StoryTaken(
                f"{folder}: a story is here already; "
                "use --force to replace it, or another --out or --seed"
            )
        yield folder


@contextmanager
def staged_folder(folder: Path, tenancy: Tenancy = OF_RECORDS_THERE) -> Iterator[Path]:
    """The same for `--force`: where to make a story that takes the place of the one that is there,
    which stays till then.

    Without a story there, or anything left of one, it is made in the folder itself.
    """
    with _made(folder), tenancy.hold(folder):
        stage = stage_of(folder)
        if not (story_files(folder) or tenancy.is_taken(folder) or is_there(stage)):
            stage = folder
        with _made(stage), _withdrawn_on_failure(stage, tenancy):
            yield stage


def write_run(folder: Path, config: Mapping[str, object]) -> None:
    """Write `run.yaml`, the resolved configuration; no key of a service may be in it."""
    write_bytes(folder / CONFIG, run_yaml(config))


def run_yaml(config: Mapping[str, object]) -> bytes:
    """The bytes of `run.yaml`."""
    import yaml

    return yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True, width=110).encode(
        "utf-8"
    )


def _is_free(folder: Path, tenancy: Tenancy) -> bool:
    return not tenancy.is_taken(folder) and (folder.is_dir() or not os.path.lexists(folder))


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder and its parents; what is empty goes again when what follows fails."""
    made: list[Path] = []
    try:
        with storing(folder):
            for path in reversed((folder, *folder.parents)):
                if not path.is_dir():
                    path.mkdir(exist_ok=True)
                    made.append(path)
        yield
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _withdrawn_on_failure(folder: Path, tenancy: Tenancy) -> Iterator[None]:
    before = set(story_files(folder))
    try:
        yield
    except BaseException:
        # The folder itself may be gone: then nothing of ours is left, and the failure is told.
        with suppress(OSError):
            if not tenancy.holds(folder):
                for path in set(story_files(folder)) - before:
                    path.unlink()
        raise


def clear_story(folder: Path) -> None:
    """Remove a story, but no other file. Nobody may be at work in the folder."""
    # The record goes first: without it the folder holds no story, whatever stops us half-way.
    with storing(folder):
        (folder / RECORD).unlink(missing_ok=True)
        for path in story_files(folder):
            path.unlink()


def story_files(folder: Path) -> list[Path]:
    """Everything in the folder that is a story's, by name: links among it, folders not."""
    return sorted(
        path
        for path in folder.iterdir()
        if _is_story_file(path) and (path.is_symlink() or not path.is_dir())
    )


def is_storys(name: str) -> bool:
    """Whether a file of this name, in a story's folder, is the story's, and not its record."""
    return Path(name).name == name and _is_story_file(Path(name)) and RECORD not in name


def _is_story_file(path: Path) -> bool:
    name = path.name.removeprefix(".").removesuffix(".partial")
    if name.startswith("story."):
        return name.startswith(RECORD) or Path(name).suffix.removeprefix(".") in FORMATS
    return name == CONFIG


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        raise StoryTaken(
            f"{folder}: another novel-engine is at work here; "
            "wait for it to end, or use another --out"
        ) from problem
    except OSError as problem:
        raise StorageError(
            f"{folder}: this disk cannot lock a folder ({problem.strerror}); use a local one"
        ) from problem
