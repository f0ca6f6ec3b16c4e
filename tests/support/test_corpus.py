"""What is made once is made once, for whoever asks; and never taken from other code."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.support.corpus import MADE_OF, Corpus, digest, hash_of, shared


class Counted:
    """Makes something, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[str, int]:
        self.times += 1
        return "a story", self.times


@pytest.fixture
def make() -> Counted:
    return Counted()


def test_what_was_asked_before_is_read_and_not_made_again(tmp_path: Path, make: Counted) -> None:
    for _ in range(2):
        assert Corpus(tmp_path, "code").found("seed 7", make) == ("a story", 1)
    assert Corpus(tmp_path, "code").found("seed 8", make) == ("a story", 2)


def test_other_code_makes_everything_again_and_takes_away_what_was_kept(
    tmp_path: Path, make: Counted
) -> None:
    Corpus(tmp_path, "code").found("seed 7", make)

    assert Corpus(tmp_path, "changed").found("seed 7", make) == ("a story", 2)
    assert [folder.name for folder in tmp_path.iterdir()] == ["changed"]


def other_key(data: bytes) -> bytes:
    return digest(b"other") + data[64:]


def other_payload(data: bytes) -> bytes:
    return data[:128] + pickle.dumps("another")


def cut_short(data: bytes) -> bytes:
    return data[:-1]


@pytest.mark.parametrize("damage", [other_key, other_payload, cut_short, lambda data: b""])
def test_what_does_not_have_its_key_and_its_hash_is_never_read(
    tmp_path: Path, make: Counted, damage: Callable[[bytes], bytes]
) -> None:
    Corpus(tmp_path, "code").found("seed 7", make)
    (kept,) = tmp_path.rglob("*.pickle")
    kept.write_bytes(damage(kept.read_bytes()))

    assert Corpus(tmp_path, "code").found("seed 7", make) == ("a story", 2)
    assert Corpus(tmp_path, "code").found("seed 7", make) == ("a story", 2)


def test_where_nothing_can_be_kept_it_is_made(tmp_path: Path, make: Counted) -> None:
    (tmp_path / "file").touch()

    assert Corpus(tmp_path / "file", "code").found("seed 7", make) == ("a story", 1)


def of_process(folder: Path) -> int:
    """The number of the process that made this."""
    return Corpus(folder, "code").found("seed 7", os.getpid)


def test_processes_that_ask_for_the_same_at_once_make_it_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        assert len(set(pool.map(of_process, [tmp_path] * 8))) == 1


def test_the_hash_is_of_all_that_stories_are_made_of(tmp_path: Path) -> None:
    seen = {hash_of(tmp_path)}
    for folder, pattern in MADE_OF:
        path = tmp_path / folder / "deep" / pattern.replace("*", "one")
        path.parent.mkdir(parents=True)
        for text in ("", "changed"):
            path.write_text(text)
            seen.add(hash_of(tmp_path))
        path.rename(path.with_stem("renamed"))
        seen.add(hash_of(tmp_path))

    assert len(seen) == 1 + 3 * len(MADE_OF)


def test_nothing_is_made_while_tests_are_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    @shared
    def story(seed: int) -> int:
        return seed

    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    with pytest.raises(AssertionError, match="story is called while the tests are collected"):
        story(7)
