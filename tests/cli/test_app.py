"""Every kind of bad input: the promised exit code, one plain message with a cure, no traceback,
nothing half-written.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import py_compile
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.cli import app
from novel_engine.cli.program import COMMANDS
from tests.support.privileges import ordinary_user
from tests.support.terminal import (
    LAMP_OIL,
    PEOPLE,
    Said,
    character,
    command,
    environment,
    files_in,
    novel_engine,
    process,
)

CAST = f"cast: [{PEOPLE / 'ada-vane'}, {PEOPLE / 'dee-orr'}]\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 8)}]\n" for n in range(12)
)

# What is in the story file, and what the message must say.
BAD_STORIES = {
    "not YAML": ("cast: [a\ntitle: 'x\n", ("story.yaml:",)),
    "a tab": ("title: x\n\tcast: [a, b]\n", ("story.yaml:2: ", "tab")),
    "empty": ("", ("story.yaml:1: ", "empty")),
    "a list": ("- a\n- b\n", ("story.yaml:1: ",)),
    "wrong type": (f"{CAST}scenes: many\n", ("story.yaml:2: ", "'scenes' must be a whole number")),
    "too few scenes": (f"{CAST}scenes: 1\n", ("story.yaml:2: ", "the least is 3")),
    "unknown key": (f"{CAST}sceens: 9\n", ("story.yaml:2: ", "did you mean 'scenes'?")),
    "a YAML bomb": (BOMB, ("story.yaml:1: ", "anchor")),
    "deep nesting": ("a: " + "[" * 200 + "]" * 200 + "\n", ("story.yaml:1: ", "nested deeper")),
    "a key twice": (f"{CAST}{CAST}", ("story.yaml:2: ", "already in line 1")),
    "no cast": ("title: x\n", ("story.yaml:1: ", "'cast' is missing")),
    "one character": (f"cast: [{PEOPLE / 'ada-vane'}]\n", ("story.yaml:1: ", "too few")),
    "one character twice": (
        f"cast: [{PEOPLE / 'ada-vane'}, {PEOPLE / 'ada-vane'}]\n",
        ("ada-vane", "already"),
    ),
    "an unknown character": (
        f"title: x\ncast: [{PEOPLE / 'ada-vane'}, ida-kesel]\n",
        ("story.yaml:2: there is no character 'ida-kesel'", "did you mean 'ida-kessel'?"),
    ),
    "an unknown genre": (f"{CAST}genre: winter-sttion\n", ("did you mean 'winter-station'?",)),
    "an unknown kernel": (
        f"{CAST}kernel: murder\n",
        ("story.yaml:2: ", "no kernel 'murder'", "concealed_harm"),
    ),
    "an unknown second kernel": (
        f"{CAST}second: murder\n",
        ("story.yaml:2: ", "no kernel 'murder'"),
    ),
    "two roles that cannot be one's": (
        f"{CAST}kernel: concealed_harm\nroles:\n  culprit: ada-vane\n  finder: ada-vane\n",
        ("story.yaml:5: ", "'ada-vane' cannot be both culprit and finder"),
    ),
    "an unknown role": (
        f"{CAST}roles: {{villain: ada-vane}}\n",
        ("story.yaml:2: ", "no role 'villain'"),
    ),
    "a role for a stranger": (
        f"{CAST}roles: {{culprit: zed}}\n",
        ("story.yaml:2: ", "'zed' is not in the cast"),
    ),
    "an unknown focalizer": (
        f"{CAST}focalizer: zed\n",
        ("story.yaml:2: ", "'zed' is not in the cast"),
    ),
    "an item in an unknown place": (
        f"{CAST}items:\n  - {{name: brass key, place: moon}}\n",
        ("story.yaml:3: ", "no place 'moon'"),
    ),
    "a place beside an unknown one": (
        f"{CAST}places:\n  - {{name: the cellar, adjacent: [moon]}}\n",
        ("story.yaml:3: ", "no place 'moon'"),
    ),
    "another's alphabet, badly saved": ("title: caf\udce9\n", ("story.yaml:1: ", "UTF-8")),
}

BAD_CHARACTERS = {
    "no name": "age: 4\n",
    "empty name": "name: ''\n",
    "unknown key": "name: Ben\ngaols: [x]\n",
    "wrong type": "name: [Ben]\n",
    "a duplicate name": "name: Ada Vane\n",
    "a tie to itself": "name: Ben\nrelationships: {ben: {trust: 1}}\n",
    "a feeling out of bounds": "name: Ben\nrelationships: {ada-vane: {trust: 9}}\n",
}


def is_plain(said: Said, code: int) -> bool:
    """Whether a failure was said as it should be."""
    assert said.code == code, said.err
    assert said.err.startswith("error: ")
    assert "Traceback" not in said.err
    assert said.out == ""
    return True


@pytest.mark.parametrize("kind", BAD_STORIES)
def test_a_bad_story_file_is_named_with_line_and_cure(tmp_path: Path, kind: str) -> None:
    text, parts = BAD_STORIES[kind]
    (tmp_path / "story.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))

    said = novel_engine("run", "story.yaml", at=tmp_path)

    assert is_plain(said, 3)
    for part in parts:
        assert part in said.err
    assert files_in(tmp_path) == ["story.yaml"]


@pytest.mark.parametrize("kind", BAD_CHARACTERS)
def test_a_bad_character_file_is_named_with_line_and_cure(tmp_path: Path, kind: str) -> None:
    ben = character(tmp_path / "ben", BAD_CHARACTERS[kind])

    said = novel_engine("run", "--cast", PEOPLE / "ada-vane", "--cast", ben, at=tmp_path)

    assert is_plain(said, 3)
    assert "ben/character.yaml:" in said.err
    assert files_in(tmp_path) == ["ben", "ben/character.yaml"]


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("run", "nowhere.yaml"), 3, "nowhere.yaml:1: there is no such file"),
        (("run", "the-closing-pas"), 3, "there is no story 'the-closing-pas'"),
        (("run", "."), 3, "directory"),
        (("run", "--cast", "nobody"), 3, "--cast"),
        (("run", "--seed", "a/b"), 3, "--seed"),
        (("run", "--scenes", "1"), 3, "--scenes"),
        (("run", "--scenes", "many"), 2, "--scenes"),
        (("run", "--format", "docx"), 2, "there is no such format"),
        (("run", "--out", "/dev/null"), 2, "/dev/null"),
        (("run", "--sead", "3"), 2, "--sead"),
        (("resume",), 2, "FOLDER"),
        (("resume", "nowhere"), 2, "nowhere"),
        (("resume", "."), 2, "there is no story here"),
        (("resume", ".", "--budget", "-1"), 2, "--budget"),
        (("run", "--budget", "much"), 2, "--budget"),
        (("show", "nowhere"), 2, "there is no story here"),
        (("read", "nowhere"), 2, "there is no story here"),
        (("why", ".", "ida", "3"), 2, "there is no story here"),
        (("batch",), 2, "--seeds"),
        (("batch", "--seeds", "4..1"), 2, "--seeds"),
        (("batch", "--seeds", "one"), 2, "--seeds"),
        (("batch", "--seeds", "1..9999999"), 2, "--seeds"),
        (("batch", "--seeds", "1..2", "--jobs", "0"), 2, "--jobs"),
        (("batch", "nowhere.yaml", "--seeds", "1..2"), 3, "nowhere.yaml:1: "),
        (("schema", "novel"), 2, "novel"),
        (("dance",), 2, "dance"),
        (("--dance",), 2, "--dance"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    tmp_path: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    said = novel_engine(*words, at=tmp_path)

    assert is_plain(said, code)
    assert part in said.err
    assert files_in(tmp_path) == []


def test_an_unknown_variable_of_ours_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOVEL_ENGINE_SEEED", "3")

    said = novel_engine("run", at=tmp_path)

    assert is_plain(said, 3)
    assert "did you mean 'NOVEL_ENGINE_SEED'?" in said.err


def test_an_unreadable_file_and_a_read_only_folder_are_said_to_be_so() -> None:
    with ordinary_user() as folder:
        secret = folder / "story.yaml"
        secret.write_text(CAST, encoding="utf-8")
        secret.chmod(0)
        unread = novel_engine("run", secret, at=folder)
        closed = folder / "closed"
        closed.mkdir(mode=0o500)
        unwritten = novel_engine("run", LAMP_OIL, "--out", closed / "story", at=folder)
        in_place = novel_engine("run", LAMP_OIL, "--out", closed, at=folder)
        left = files_in(folder)

    assert is_plain(unread, 3)
    assert "story.yaml:1: the file may not be read" in unread.err
    assert is_plain(unwritten, 8)
    assert is_plain(in_place, 8)
    assert left == ["closed", "story.yaml"]


def test_a_story_in_a_read_only_folder_can_be_looked_at_and_not_gone_on_with(
    lamp_oil: Path,
) -> None:
    files = {path.name: path.read_bytes() for path in lamp_oil.iterdir()}
    with ordinary_user() as folder:
        kept = folder / "kept"
        kept.mkdir()
        for name, data in files.items():
            (kept / name).write_bytes(data)
            (kept / name).chmod(0o400)
        kept.chmod(0o500)
        shown = novel_engine("show", kept)
        resumed = novel_engine("resume", kept)

    assert shown.code == 0
    assert is_plain(resumed, 8)


SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
del sys.argv[1]
from novel_engine.cli.app import main
main()
"""


def on_a_small_disk(size: int, *words: str | Path, at: Path) -> Said:
    """A command where no file can grow past this many bytes, as on a full disk."""
    done = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(size), *map(str, words)],
        cwd=at,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def test_a_disk_that_is_full_at_once_leaves_nothing_behind(tmp_path: Path) -> None:
    said = on_a_small_disk(100_000, "run", LAMP_OIL, "--out", "o", at=tmp_path)

    assert is_plain(said, 8)
    assert "free some space" in said.err
    assert "resume" not in said.err
    assert files_in(tmp_path) == []


def test_a_disk_that_fills_up_half_way_leaves_whole_turns_that_resume(tmp_path: Path) -> None:
    straight = novel_engine(
        "run", LAMP_OIL, "--seed", "2", "--out", "whole", "--json", at=tmp_path
    ).json
    size = (tmp_path / "whole" / "story.db").stat().st_size

    said = on_a_small_disk(size, "run", LAMP_OIL, "--seed", "2", "--out", "o", at=tmp_path)

    assert is_plain(said, 8)
    assert (
        "free some space, and `novel-engine resume o` goes on from the last whole turn" in said.err
    )
    assert not (tmp_path / "o" / "story.md").exists()
    assert (
        novel_engine("resume", "o", "--json", at=tmp_path).json["story_sha256"]
        == straight["story_sha256"]
    )


def garbage(path: Path) -> None:
    path.write_bytes(b"This was a story once. " * 400)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))


def edited(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE inputs SET bytes = x'00' WHERE id = 1")
        connection.commit()


def anothers(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
        connection.commit()


@pytest.mark.parametrize("harm", [garbage, truncated, overwritten, edited, anothers])
@pytest.mark.parametrize("what", ["show", "resume"])
def test_a_damaged_record_is_said_to_be_damaged(
    lamp_oil: Path, tmp_path: Path, harm: Callable[[Path], None], what: str
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "o")
    harm(tmp_path / "o" / "story.db")

    said = novel_engine(what, tmp_path / "o")

    assert is_plain(said, 6)
    assert "story.db" in said.err


def test_a_bug_is_said_in_one_line_with_how_to_report_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(arguments: object) -> int:
        raise LookupError("the cellar")

    monkeypatch.setattr(app, "_invoke", stumble)
    said = novel_engine("run")

    assert is_plain(said, 1)
    assert "please report it" in said.err
    assert "LookupError: the cellar" in said.err
    assert said.err.count("\n") == 1

    monkeypatch.setenv("NOVEL_ENGINE_DEBUG", "1")
    assert "Traceback" in novel_engine("run").err


def test_a_reader_that_has_seen_enough_is_no_failure(lamp_oil: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        command("show", lamp_oil, "--events", "--json"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as shower:
        assert shower.stdout is not None
        assert shower.stderr is not None
        shower.stdout.read(10)
        shower.stdout.close()
        said = shower.stderr.read()
    assert (shower.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("--help",), ("list", "--help"), ("--version",)])
def test_help_that_cannot_be_written_fails(words: tuple[str, ...]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            command(*words),
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 8
    assert done.stderr == "error: the output could not be written (No space left on device)\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_answer_that_cannot_be_written_fails(lamp_oil: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            command("show", lamp_oil),
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 8
    assert done.stderr.startswith("error: the output could not be written")


def test_an_answer_in_letters_the_terminal_lacks_is_written_in_codes(tmp_path: Path) -> None:
    cast = [character(tmp_path / "a", "李雷"), character(tmp_path / "b", "Zoë")]
    novel_engine(
        "run", "--cast", cast[0], "--cast", cast[1], "--seed", "1", "--out", "o", at=tmp_path
    )

    plain = process(
        "show", "o", "--cast", at=tmp_path, more={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    as_json = process(
        "show", "o", "--cast", "--json", at=tmp_path, more={"PYTHONIOENCODING": "ascii"}
    )

    assert "\\u674e\\u96f7" in plain.out
    assert [person["name"] for person in as_json.json["cast"]] == ["李雷", "Zoë"]


def stopped(at: Path, how: signal.Signals, turns: int) -> Said:
    """A run of 20 scenes that is sent a signal once so many turns are in its record."""
    words = command("run", LAMP_OIL, "--seed", "2", "--out", "o", "--scenes", "20")
    before = signal.signal(how, signal.SIG_DFL)  # which `nohup` has ignored in the tests themselves
    try:
        return _stopped(words, at, how, turns)
    finally:
        signal.signal(how, before)


def _stopped(words: list[str], at: Path, how: signal.Signals, turns: int) -> Said:
    with subprocess.Popen(
        words, cwd=at, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as teller:
        while recorded(at / "o" / "story.db") < turns and teller.poll() is None:
            time.sleep(0.005)
        teller.send_signal(how)
        out, err = teller.communicate(timeout=60)
    return Said(teller.returncode, out, err)


def recorded(path: Path) -> int:
    """How many turns are in the record; −1 when there is no record."""
    if not path.exists():
        return -1
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found: int = connection.execute("SELECT count(*) FROM turns").fetchone()[0]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_leaves_whole_turns_and_says_how_to_go_on(
    tmp_path: Path, how: signal.Signals
) -> None:
    said = stopped(tmp_path, how, turns=3)

    assert is_plain(said, 130)
    assert "`novel-engine resume o` goes on" in said.err
    assert recorded(tmp_path / "o" / "story.db") >= 3
    resumed = novel_engine("resume", "o", "--json", at=tmp_path).json
    straight = novel_engine(
        "run", LAMP_OIL, "--seed", "2", "--out", "p", "--scenes", "20", "--json", at=tmp_path
    ).json
    assert resumed["story_sha256"] == straight["story_sha256"]
    assert resumed["events_sha256"] == straight["events_sha256"]


@pytest.mark.slow
def test_ctrl_c_before_there_is_a_record_leaves_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("run", LAMP_OIL, "--out", "o"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    ) as teller:
        # Before it begins with its folder, Python may still be at its imports, and ends as it will.
        while not (tmp_path / "o").exists() and teller.poll() is None:
            time.sleep(0.001)
        teller.send_signal(signal.SIGINT)
        _, err = teller.communicate(timeout=60)

    if teller.returncode == 130 and "nothing was written" in err:
        assert files_in(tmp_path) == []
    assert teller.returncode in (0, 130)


def test_ctrl_c_in_a_command_that_writes_nothing_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "_invoke", stop)

    assert is_plain(novel_engine("list"), 130)


def test_help_is_an_answer_and_comes_without_a_command_too() -> None:
    asked = novel_engine("--help")

    assert asked.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in asked.out
        assert "Example" in novel_engine(name, "--help").out
    unasked = novel_engine()
    assert (unasked.code, unasked.out, unasked.err) == (2, asked.out, "")


def test_the_version_is_printed() -> None:
    from novel_engine import __version__

    assert novel_engine("--version").out == f"novel-engine {__version__}\n"


def test_a_story_stopped_before_its_record_is_there_says_that_nothing_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("novel_engine.app.making.curated_at_length", stop)
    said = novel_engine("run", LAMP_OIL, "--out", "o", at=tmp_path)

    assert is_plain(said, 130)
    assert "nothing was written" in said.err
    assert files_in(tmp_path) == []


def test_a_story_stopped_half_way_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("novel_engine.app.making.simulate", stop)
        said = novel_engine("run", LAMP_OIL, "--out", "o", at=tmp_path)

    assert is_plain(said, 130)
    assert "`novel-engine resume o` goes on" in said.err
    assert novel_engine("resume", "o", at=tmp_path).code == 0


def test_the_program_leaves_with_its_code_and_answers_signals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handlers = {number: signal.getsignal(number) for number in app.STOPPING}
    collecting = gc.get_threshold()
    monkeypatch.setattr(sys, "argv", ["novel-engine", "dance"])
    try:
        with pytest.raises(SystemExit) as leaving:
            app.main()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    finally:
        gc.set_threshold(*collecting)
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert leaving.value.code == 2


@pytest.mark.parametrize(("number", "code"), [(errno.EPIPE, 0), (errno.ENOSPC, 8)])
def test_where_the_answer_cannot_go_decides_the_code(
    monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    def fail(arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(app, "_invoke", fail)

    assert novel_engine("list").code == code


def test_a_file_that_a_library_misses_is_not_taken_for_output_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*words: object) -> object:
        raise FileNotFoundError(2, "No such file or directory", "certificates.pem")

    monkeypatch.setattr("novel_engine.adapters.reading.story_inputs.gather", missing)
    said = novel_engine("run", at=tmp_path)

    assert said.code == 1
    assert "certificates.pem" in said.err
    assert "this is a bug in novel-engine" in said.err


@pytest.mark.parametrize("spelt", ["--out={}", "--out={}/within"])
def test_no_word_behind_an_equals_sign_begins_a_line(
    lamp_oil: Path, tmp_path: Path, spelt: str
) -> None:
    folder = tmp_path / "a\nerror: SPOOF"
    shutil.copytree(lamp_oil, folder)
    shutil.copytree(lamp_oil, folder / "within")

    said = novel_engine("run", spelt.format(folder.name), "--scenes", "3", at=tmp_path)

    assert said.code == 2
    assert "a\\nerror: SPOOF" in said.err
    assert said.err.count("\n") == 1


def test_the_folder_of_a_genre_begins_no_line(tmp_path: Path) -> None:
    genre = tmp_path / "a\nerror: SPOOF"
    genre.mkdir()
    (genre / "genre.yaml").write_text("titel: x\n", encoding="utf-8")

    said = novel_engine("lint-genre", genre)

    assert said.code == 3
    assert said.err.count("\n") == 1


def test_a_module_that_python_kept_on_a_full_disk_is_no_bug_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept_module.py").write_text("x = 1\n", encoding="utf-8")
    kept = Path(py_compile.compile(str(tmp_path / "kept_module.py")) or "")
    kept.write_bytes(kept.read_bytes()[:20])
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(app, "_invoke", lambda _: int(importlib.import_module("kept_module").x))

    said = novel_engine("list")

    assert said.code == 8
    assert "is cut short, as a disk that was full leaves it; delete the __pycache__" in said.err
    assert "bug" not in said.err
