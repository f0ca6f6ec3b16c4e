"""A recording tells the same story with no model; the same replies make the same bytes; damage is
said to be damage.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novel_engine.adapters.models.archive import cassettes
from novel_engine.adapters.models.archive.archive import Archived
from novel_engine.adapters.models.archive.archive_keys import ArchiveSlot, CallTerms
from novel_engine.adapters.models.archive.cassettes import FILE, Cassette, Recorder
from novel_engine.adapters.models.archive.replaying import Recording, Replaying
from novel_engine.adapters.record.memory.replies import MemoryReplies
from novel_engine.errors import ModelUnavailable, NovelError, StorageError, UsageError
from novel_engine.ports.replies import KeptReply
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.givens.config import Price
from tests.support.privileges import ordinary_user
from tests.support.questions import Scripted, kept, question

PRICE = Price("gemini:g", 1.0, 1.0)
TERMS = CallTerms("gemini:g", '{"seed":7}', PRICE)
ASKED = [
    question(),
    question(),
    question(turn=2, about="bo"),
    question("Where?", 2, "scene 1", "framing"),
    question("Tell.", 3, "chapter 1", "narrating"),
    question(turn=3),
]


def recorded(
    folder: Path, asked: list[Prompt] = ASKED, model: LanguageModel | None = None
) -> list[Reply]:
    """Ask a model, and record it."""
    with Recorder(folder) as recorder:
        return ask(Recording(MemoryReplies(), recorder), asked, model)


def ask(
    archive: Recording | MemoryReplies, asked: list[Prompt], model: LanguageModel | None = None
) -> list[Reply]:
    answering = Archived(model or Scripted(), TERMS, archive)
    return [answering.ask(one) for one in asked]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cassettes" / "one"


# ── replaying ─────────────────────────────────────────────────────────────────────────────────────


def test_a_recording_answers_as_the_model_did(folder: Path) -> None:
    told = recorded(folder)
    model = Replaying(Cassette.read(folder), MemoryReplies(), TERMS.parameters)
    assert [model.ask(one) for one in ASKED] == told


def test_a_replay_goes_into_the_archive_under_the_same_keys_at_no_cost(folder: Path) -> None:
    archive, original = MemoryReplies(), MemoryReplies()
    recorded(folder)
    ask(original, ASKED)
    model = Replaying(Cassette.read(folder), archive, TERMS.parameters)
    for one in ASKED:
        model.ask(one)
    assert list(archive.kept) == list(original.kept)
    assert {one.cost_usd for one in archive.kept.values()} == {0.0}
    assert [one.reply.tokens_in for one in archive.kept.values()] == [1_000] * len(archive.kept)


def test_a_replay_that_was_broken_off_goes_on(folder: Path) -> None:
    told = recorded(folder)
    archive = MemoryReplies()
    first = Replaying(Cassette.read(folder), archive)
    first.ask(ASKED[0])
    again = Replaying(Cassette.read(folder), archive)
    assert [again.ask(one) for one in ASKED] == told


def test_each_seam_is_found_under_the_model_it_was_recorded_with(folder: Path) -> None:
    archive = MemoryReplies()
    with Recorder(folder) as recorder:
        recording = Recording(archive, recorder)
        decider = Archived(Scripted(), TERMS, recording)
        narrator = Archived(Scripted(), CallTerms("openai:n", "{}"), recording)
        told = [decider.ask(ASKED[0]), narrator.ask(ASKED[4])]
    model = Replaying(Cassette.read(folder), MemoryReplies())
    assert [model.ask(ASKED[0]), model.ask(ASKED[4])] == told


def test_of_two_recordings_the_one_made_with_the_same_parameters_answers(folder: Path) -> None:
    for seed in ("7", "8"):
        with Recorder(folder) as recorder:
            terms = CallTerms("gemini:g", f'{{"seed":{seed}}}')
            model = Archived(
                Scripted(lambda *_, seed=seed: seed), terms, Recording(MemoryReplies(), recorder)
            )
            model.ask(question())
    cassette = Cassette.read(folder)
    for seed in ("7", "8"):
        assert (
            Replaying(cassette, MemoryReplies(), f'{{"seed":{seed}}}').ask(question()).text == seed
        )
    assert Replaying(cassette, MemoryReplies(), '{"seed":9}').ask(question()).text == "7"


def test_a_question_that_was_not_recorded_is_said_to_be_missing(folder: Path) -> None:
    recorded(folder)
    model = Replaying(Cassette.read(folder), MemoryReplies())
    with pytest.raises(ModelUnavailable) as missing:
        model.ask(question("Chapter two.", 9, "chapter 2", "narrating"))
    assert missing.value.exit_code == 4
    assert str(missing.value).startswith("replay: narrating, turn 9, chapter 2: ")
    assert str(folder) in str(missing.value)
    with pytest.raises(ModelUnavailable, match="only of another question"):
        model.ask(question("Something else?"))


def test_where_there_is_no_recording_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="--record"):
        Cassette.read(tmp_path / "nowhere")


# ── recording ─────────────────────────────────────────────────────────────────────────────────────


def test_a_reply_is_in_the_cassette_as_soon_as_it_is_had(folder: Path) -> None:
    recorder = Recorder(folder)
    ask(Recording(MemoryReplies(), recorder), ASKED[:1])
    assert len((folder / FILE).read_bytes().splitlines()) == 1


def test_the_same_replies_make_the_same_bytes_however_the_threads_run(tmp_path: Path) -> None:
    chapters = [question(f"Chapter {n}", 9, f"chapter {n}", "narrating") for n in range(8)]
    for name, order in (("one", chapters), ("other", chapters[::-1])):
        with Recorder(tmp_path / name) as recorder, ThreadPoolExecutor(4) as pool:
            echo = Scripted(lambda prompt, _: prompt.user)
            model = Archived(echo, TERMS, Recording(MemoryReplies(), recorder))
            list(pool.map(model.ask, order))
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "other" / FILE).read_bytes()


def test_a_cassette_holds_neither_questions_nor_costs(folder: Path) -> None:
    recorded(folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    assert "You are Ada" not in text
    assert "What now" not in text
    assert "cost" not in text


def test_another_story_is_added_to_a_cassette(folder: Path) -> None:
    recorded(folder, ASKED[:2])
    before = (folder / FILE).read_bytes()
    told = recorded(folder, ASKED[2:5])
    assert set(before.splitlines()) < set((folder / FILE).read_bytes().splitlines())
    model = Replaying(Cassette.read(folder), MemoryReplies())
    assert [model.ask(one) for one in ASKED[2:5]] == told


def test_recording_the_same_story_again_changes_nothing(folder: Path) -> None:
    recorded(folder)
    before = (folder / FILE).read_bytes()
    recorded(folder)
    assert (folder / FILE).read_bytes() == before


def test_another_reply_to_a_recorded_question_is_refused(folder: Path) -> None:
    recorded(folder, ASKED[:1])
    before = (folder / FILE).read_bytes()
    with pytest.raises(
        UsageError, match=r"another reply to the same question \(deciding, turn 1, ada\)"
    ):
        recorded(folder, ASKED[:1], Scripted(lambda *_: "otherwise"))
    assert (folder / FILE).read_bytes() == before


def test_what_a_broken_run_had_stored_and_not_copied_is_copied_when_it_goes_on(
    folder: Path,
) -> None:
    archive = MemoryReplies()
    told = ask(archive, ASKED[:3])
    with Recorder(folder) as recorder:
        told += ask(Recording(archive, recorder, archive.kept.values()), ASKED)[3:]
    model = Replaying(Cassette.read(folder), MemoryReplies())
    assert [model.ask(one) for one in ASKED] == told


def test_two_programs_may_record_into_one_directory(folder: Path) -> None:
    one, other = Recorder(folder), Recorder(folder)
    several = [kept(user, turn) for turn, user in enumerate("abcdef")]
    for number, reply in enumerate(several):
        (one if number % 2 else other).add(reply)
    one.close()
    late = kept("g", 9)
    other.add(late)
    other.close()
    cassette = Cassette.read(folder)
    assert all(cassette.find(reply.key) for reply in (*several, late))
    with pytest.raises(UsageError, match="another reply"):
        one.add(replace(late, reply=Reply("otherwise")))


def test_a_recording_of_nothing_leaves_no_file(folder: Path) -> None:
    recorded(folder, [])
    assert list(folder.iterdir()) == []


def test_a_directory_that_may_not_be_written_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        folder.chmod(0o500)
        with pytest.raises(StorageError, match="permission"):
            Recorder(folder / "one")
        with pytest.raises(StorageError, match="may not be written"), Recorder(folder) as recorder:
            recorder.add(kept("ada"))
        folder.chmod(0o700)


def test_a_full_disk_leaves_no_half_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(folder)
    recorder.add(kept("ada"))
    before = (folder / FILE).read_bytes()
    with Path("/dev/full").open("wb") as full:
        opened = os.open
        monkeypatch.setattr(
            os,
            "open",
            lambda path, *rest: (
                os.dup(full.fileno()) if path == folder / FILE else opened(path, *rest)
            ),
        )
        monkeypatch.setattr(os, "truncate", lambda *_: None)
        with pytest.raises(StorageError, match="disk is full"):
            recorder.add(kept("bo"))
    assert (folder / FILE).read_bytes() == before


# ── damage ────────────────────────────────────────────────────────────────────────────────────────


def spoilt(**changes: object) -> Callable[[bytes], bytes]:
    def spoil(line: bytes) -> bytes:
        return json.dumps(json.loads(line) | changes).encode() + b"\n"

    return spoil


def without_key(line: bytes) -> bytes:
    plain: dict[str, Any] = json.loads(line)
    del plain["key"]
    return json.dumps(plain).encode() + b"\n"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda line: line[:40],
    "not ended": lambda line: line[:-1],
    "not UTF-8": lambda line: b"\xff" + line,
    "a list": lambda line: b"[]\n",
    "deep": lambda line: b"[" * 100_000 + b"\n",
    "empty": lambda line: b"\n",
    "without its key": without_key,
    "with more": spoilt(more="x"),
    "a turn in words": spoilt(turn="1"),
    "a turn that is so": spoilt(turn=True),
    "tokens owed": spoilt(tokens_in=-1),
    "tokens beyond number": spoilt(tokens_out=10**30),
    "another seam": spoilt(seam="dreaming"),
    "another stop": spoilt(stopped="tired"),
    "no text": spoilt(text=None),
    "half a sign": spoilt(text="\ud800"),
    "parameters that are none": spoilt(parameters="{"),
    "another time": spoilt(occurrence=1),
    "another key": spoilt(key="0" * 64),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_line_is_named_and_quoted_nowhere(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    recorded(folder)
    first, second, third, *_ = (folder / FILE).read_bytes().splitlines(keepends=True)
    (folder / FILE).write_bytes(first + second + damage(third))
    for opening, kind in ((Cassette.read, ModelUnavailable), (Recorder, UsageError)):
        with pytest.raises(kind) as problem:
            opening(folder)
        assert f"{folder / FILE}:3: " in str(problem.value)
        assert "answer" not in str(problem.value)


def test_a_file_that_is_no_recording_by_its_size_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(folder)
    monkeypatch.setattr(cassettes, "LONGEST_FILE", 100)
    with pytest.raises(ModelUnavailable, match="larger than any recording"):
        Cassette.read(folder)


@given(data=st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_are_a_cassette_or_one_plain_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / FILE).write_bytes(data)
    try:
        Cassette.read(folder)
    except NovelError as problem:
        assert "\n" not in str(problem)


def test_the_keys_of_a_cassette_are_those_of_the_archive(folder: Path) -> None:
    one: KeptReply = kept("ada")
    with Recorder(folder) as recorder:
        recorder.add(one)
    found = Cassette.read(folder).find(ArchiveSlot(one.question, 0).key)
    assert found is not None
    assert found.reply == one.reply


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.partial"))
