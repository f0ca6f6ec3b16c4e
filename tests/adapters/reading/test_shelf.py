"""What was read is taken from the shelf only if nothing that it depends on has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import bundled_root, story_file
from novel_engine.adapters.reading import shelf as shelves
from novel_engine.adapters.reading.character.factory import CharacterFactory
from novel_engine.adapters.reading.character.lexicon_files import lexicon_files, read_lexicon
from novel_engine.adapters.reading.genre import genres
from novel_engine.adapters.reading.genre.genre_documents import genre_of
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.shelf import MOST_KEPT, SHELF, kept, shelf
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.errors import InputError

CONFIGS = bundled_root() / "configs"
GENRES = sorted(path.name for path in (CONFIGS / "genres").iterdir() if path.is_dir())
STORIES = sorted(path.stem for path in (CONFIGS / "stories").glob("*.yaml"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SHELF, str(tmp_path / "shelf"))
    return tmp_path / "shelf"


class Made:
    """Counts how often something had to be made."""

    def __init__(self, value: object = ("made", 1)) -> None:
        self.times = 0
        self.value = value

    def __call__(self) -> object:
        self.times += 1
        return self.value


def test_what_was_made_of_the_same_bytes_is_not_made_again(folder: Path) -> None:
    make = Made()
    assert [kept("thing", ("a", b"b"), make) for _ in range(3)] == [make.value] * 3
    assert make.times == 1
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("of", [(), ("a",), ("a", b"c"), ("ab", b""), ("", b"ab"), ("a", b"b", "")])
def test_other_bytes_and_other_seams_between_them_are_another_thing(
    folder: Path, of: tuple[str | bytes, ...]
) -> None:
    kept("thing", ("a", b"b"), Made())
    assert kept("thing", of, Made("new")) == "new"
    assert kept("other", ("a", b"b"), Made("new")) == "new"


def test_after_a_change_of_the_code_everything_is_read_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("thing", ("a",), Made("old"))
    monkeypatch.setattr(shelves, "_code", lambda: b"another")
    assert kept("thing", ("a",), Made("new")) == "new"


def test_every_module_counts_as_code_by_its_size_and_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "novel_engine"
    (package / "adapters" / "reading").mkdir(parents=True)
    module = package / "adapters" / "other.py"
    module.write_text("one")
    os.utime(module, ns=(1, 1))
    monkeypatch.setattr(shelves, "__file__", str(package / "adapters" / "reading" / "shelf.py"))

    def code() -> bytes:
        return shelves._code.__wrapped__()

    seen = [code()]
    module.write_text("three")
    os.utime(module, ns=(1, 1))
    seen.append(code())
    os.utime(module, ns=(2, 2))
    seen.append(code())
    (package / "new.py").touch()
    seen.append(code())
    assert len(set(seen)) == len(seen)
    assert code() == seen[-1]


def test_what_fails_is_not_kept(folder: Path) -> None:
    def fails() -> object:
        raise InputError("wrong")

    for _ in range(2):
        with pytest.raises(InputError, match="wrong"):
            kept("thing", ("a",), fails)
    assert not folder.exists()


def _entry(folder: Path) -> Path:
    return next(folder.iterdir())


def _cut(folder: Path) -> None:
    _entry(folder).write_bytes(_entry(folder).read_bytes()[:-1])


def _changed(folder: Path) -> None:
    data = bytearray(_entry(folder).read_bytes())
    data[-1] ^= 1
    _entry(folder).write_bytes(data)


def _emptied(folder: Path) -> None:
    _entry(folder).write_bytes(b"")


def _open_to_others(folder: Path) -> None:
    _entry(folder).chmod(0o666)


def _folder_open_to_others(folder: Path) -> None:
    folder.chmod(0o777)


def _a_folder(folder: Path) -> None:
    entry = _entry(folder)
    entry.unlink()
    entry.mkdir()


def _a_link(folder: Path) -> None:
    entry = _entry(folder)
    elsewhere = entry.rename(folder.parent / "elsewhere")
    elsewhere.chmod(0o666)
    entry.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "spoil",
    [_cut, _changed, _emptied, _open_to_others, _folder_open_to_others, _a_folder, _a_link],
)
def test_what_is_not_whole_or_could_be_somebody_elses_is_read_anew(
    folder: Path, spoil: Callable[[Path], None]
) -> None:
    kept("thing", ("a",), Made("old"))
    spoil(folder)
    assert kept("thing", ("a",), Made("new")) == "new"


def test_a_shelf_that_cannot_be_written_is_none(folder: Path) -> None:
    folder.write_text("a file")
    make = Made()
    assert kept("thing", ("a",), make) == kept("thing", ("a",), make) == make.value
    assert make.times == 2


def test_so_many_are_kept_those_used_last(folder: Path) -> None:
    first = Made("first")
    kept("thing", ("first",), first)
    for number in range(MOST_KEPT + 5):
        kept("thing", (str(number),), Made())
        os.utime(_named_first(folder), ns=(10**18 * 3, 10**18 * 3))
    assert len(list(folder.iterdir())) == MOST_KEPT
    assert kept("thing", ("first",), first) == "first"
    assert first.times == 1


def _named_first(folder: Path) -> Path:
    return folder / f"thing-{shelves._name(('first',))}{shelves.SUFFIX}"


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({SHELF: "/shelf"}, "/shelf"),
        ({SHELF: "", "HOME": "/home/ada"}, None),
        ({"XDG_CACHE_HOME": "/caches", "HOME": "/home/ada"}, "/caches/novel-engine"),
        ({"XDG_CACHE_HOME": "not/whole", "HOME": "/home/ada"}, "/home/ada/.cache/novel-engine"),
        ({"HOME": "/home/ada"}, "/home/ada/.cache/novel-engine"),
        ({"HOME": "relative"}, None),
        ({}, None),
    ],
)
def test_it_stands_among_the_users_caches(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], place: str | None
) -> None:
    for name in (SHELF, "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert shelf() == (Path(place) if place else None)


@pytest.fixture
def unread() -> Iterator[None]:
    """No genre is known to this process."""
    caches = (genres._read, genres._lines, genres._whole)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("name", GENRES)
def test_a_genre_from_the_shelf_is_the_genre(folder: Path, unread: None, name: str) -> None:
    files = genre_files(CONFIGS, name)
    genres.read_genre(files, name)
    for cache in (genres._read, genres._lines, genres._whole):
        cache.cache_clear()
    taken = genres.read_genre(files, name)
    assert genres._whole.cache_info().misses == 0
    fresh = genre_of(files, name)
    assert taken == fresh
    assert taken.fragments == fresh.fragments
    assert taken.phrases() is not None
    assert list(taken.verbs) == list(fresh.verbs)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_its_people_and_the_lexicon_are_the_same_from_the_shelf(
    folder: Path, name: str
) -> None:
    def everything() -> tuple[object, ...]:
        config = ConfigLoader().parse(story_file(name))
        factory = CharacterFactory("7", read_lexicon(lexicon_files()))
        return config, config.sources, factory.cast(config.cast), factory.lexicon

    fresh = everything()
    names = sorted(path.name.split("-")[0] for path in folder.iterdir())
    assert {"character", "lexicon", "story"} == set(names)
    assert everything() == fresh


def test_a_second_look_at_a_story_reads_no_yaml_and_builds_no_form(
    folder: Path, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    _ran("run", "--seed", "7", "--words", "800", "--out", str(told), "--quiet")
    _ran("show", str(told))
    modules = set(_ran("show", str(told)).split())
    assert "novel_engine.adapters.reading.shelf" in modules
    assert not modules & {
        "yaml",
        "novel_engine.adapters.reading.form_base",
        "novel_engine.adapters.reading.genre.genre_documents",
    }


def _ran(*arguments: str) -> str:
    """The modules that a command left imported."""
    script = f"""
import sys
from novel_engine.cli.app import run
code = run({list(arguments)!r})
sys.stdout.flush()
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stderr
