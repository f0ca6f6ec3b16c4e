"""The bench on which a damaged story lies: its folder, a sound one beside it, and every command in
turn.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from tests.support.sound_stories import ASKED, RETOLD, SOUND, STOPPED, Files, sound_files
from tests.tools.mutating.cells import CANARY
from tests.tools.mutating.changes import Case, case, changed, written
from tests.tools.mutating.judging import REFUSED, RIGHT, SOUND_ENDINGS, judged
from tests.tools.mutating.trying import Ending, Places, base, tried

Run: TypeAlias = Callable[[Sequence[str]], int]
Print: TypeAlias = tuple[tuple[str, str], ...]
"""What lies in a folder: each name with what it is and holds."""
NEIGHBOUR, STORY = "neighbour", "story"
LOOKING = ("list", "show", "explain", "why", "read")
WRITING = ("tell", "resume")
COMMANDS = (*LOOKING, *WRITING)
KEPT = ("cache", "kept")
SECONDS = re.compile(rb'"elapsed_s": [0-9.e-]+')
"""What is no answer: how long it took."""
# Steps of SQLite's machine between looks at the watch: this many hundred thousand are an end of it.
STEPS = 300_000
LOG = ("turns", "events", "event_causes")
TOLD = ("tellings", "chapters", "paragraphs", "paragraph_events")


@dataclass(frozen=True)
class Verdict:
    """What was found of one command on one damaged record."""

    number: int
    kind: str
    story: str
    what: str
    words: tuple[str, ...]
    ending: str
    detail: str

    @property
    def is_sound(self) -> bool:
        return self.ending in SOUND_ENDINGS


@dataclass(frozen=True)
class Answer:
    """What a command says of a sound story, and what the folder and the record hold after it."""

    command: str
    story: str
    said: Ending
    files: Print
    telling: str
    rows: str


def at_home(place: Path) -> None:
    """Have everything that is the user's own in this folder, and no key at hand."""
    for name in [one for one in os.environ if one.endswith(("_API_KEY", "_BASE_URL"))]:
        del os.environ[name]
    home = str(place / "home")
    os.environ |= {"HOME": home, "TMPDIR": home, "SQLITE_TMPDIR": home, "COLUMNS": "100"}
    os.environ |= {"NOVEL_ENGINE_CACHE": str(place / "home" / "cache"), "NO_COLOR": "1"}


class Bench:
    """Tries every command on copies of damaged stories."""

    def __init__(self, place: Path, run: Run) -> None:
        self.place, self.run = place, run
        self.sound = {kind: sound_files(kind) for kind in SOUND}
        self.words = {kind: _words(kind, files["story.db"]) for kind, files in self.sound.items()}
        self.here = place / "here"
        self.base = 0
        self.answers: dict[tuple[str, tuple[str, ...]], Answer] = {}
        self._begin()

    def warm(self) -> None:
        """Have all that the commands need imported here, and not in every fork; then see what a
        fork takes that does nothing.
        """
        for kind in (RETOLD, STOPPED):
            self._lay(self.sound[kind])
            for command in COMMANDS:
                self._in_this_process(self.words[kind][command][-1])
        import_module("sqlite_utils")  # which records of an older format are brought up by
        gc.collect()
        gc.freeze()  # so that a fork looks at nothing of this, and copies less
        self.base = base()

    def _answer(self, kind: str, words: tuple[str, ...]) -> Answer:
        """The sound answer to a command, asked for once."""
        if (kind, words) not in self.answers:
            record = self.here / STORY / "story.db"
            self._lay(self.sound[kind])
            before = telling_names(record)
            said = self._tried(words)
            telling = "".join(telling_names(record) - before)
            files = printed(self.here / STORY, without_record=True)
            rows = told_rows(record, words[0], kind, telling)
            self.answers[kind, words] = Answer(words[0], kind, said, files, telling, rows)
        return self.answers[kind, words]

    def _in_this_process(self, words: Sequence[str]) -> None:
        here, saved = os.getcwd(), [os.dup(handle) for handle in (1, 2)]
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.chdir(self.here)
            for handle in (1, 2):
                os.dup2(nowhere, handle)
            self.run(words)
        finally:
            for handle, was in zip((1, 2), saved, strict=True):
                os.dup2(was, handle)
                os.close(was)
            os.close(nowhere)
            os.chdir(here)

    def _begin(self) -> None:
        for folder in (self.here, self.place / "home"):
            folder.mkdir(parents=True, exist_ok=True)
        written(self.sound[RETOLD], self.here / NEIGHBOUR)

    def _lay(self, files: Files) -> None:
        shutil.rmtree(self.here / STORY, ignore_errors=True)
        written(files, self.here / STORY)

    def _tried(self, words: tuple[str, ...]) -> Ending:
        # To look at the stories here, each is opened.
        beside = (self.here / NEIGHBOUR,) if words[0] == "list" else ()
        own = (self.here / STORY, self.place / "home", *beside)
        got = tried(self.run, words, Places(self.here, own))
        return replace(got, out=SECONDS.sub(b"", got.out))

    def verdicts(
        self, number: int, seed: int, kind: str = "", commands: Sequence[str] = COMMANDS
    ) -> list[Verdict]:
        """Make the change of this number, and try the commands on it."""
        of = case(number, seed, kind)
        answers = {
            command: self._answer(of.story, self._chosen(of, command)) for command in commands
        }
        self._lay(self.sound[of.story])
        what, victim = changed(of, self.here / STORY, self.sound)
        before, beside = printed(self.here / STORY), self._outside()
        kept = self.place / "kept"
        shutil.rmtree(kept, ignore_errors=True)
        copied(self.here / STORY, kept)
        found = []
        for command in commands:
            words = self._chosen(of, command)
            got = self._tried(words)
            ending = judged(command, answers[command].said, got, victim, self.base)
            if ending in SOUND_ENDINGS and self._outside() != beside:
                ending = "something outside the folder changed"
            elif ending in SOUND_ENDINGS and command in LOOKING:
                changed_here = printed(self.here / STORY) != before and not victim.left_behind
                ending = "a reader changed the folder" if changed_here else ending
            elif ending in SOUND_ENDINGS:
                ending = self._written(answers[command], ending, before)
            detail = "; ".join((*got.touched, got.err.decode("utf-8", "replace")[:300]))
            verdict = (number, of.kind, of.story, what, words, ending, detail)
            found.append(Verdict(*verdict))
            if command in WRITING or ending not in SOUND_ENDINGS or victim.left_behind:
                shutil.rmtree(self.here / STORY)
                copied(kept, self.here / STORY)
                if self._outside() != beside:
                    self._restore(beside)
        self._tidy()
        return found

    def _chosen(self, of: Case, command: str) -> tuple[str, ...]:
        """The options of a command have their turns."""
        words = self.words[of.story][command]
        return words[of.number % len(words)]

    def _written(self, sound: Answer, ending: str, before: Print) -> str:
        """The verdict on a command that writes, once what it left is looked at too."""
        if ending == REFUSED:
            was, now = (
                [one for one in state if not one[0].startswith("story.db")]
                for state in (before, printed(self.here / STORY))
            )
            return ending if was == now else "wrote, and then 6"
        if ending != RIGHT:
            return ending
        if printed(self.here / STORY, without_record=True) != sound.files:
            return "other files"
        record = self.here / STORY / "story.db"
        rows = told_rows(record, sound.command, sound.story, sound.telling)
        return ending if rows == sound.rows else "other rows"

    def _outside(self) -> Print:
        """All that lies on the bench but the story, and what the caches hold."""
        found: list[tuple[str, str]] = [
            (str(path.relative_to(self.place)), "there")
            for folder in (self.place, self.here, self.place / "home")
            for path in sorted(folder.iterdir())
            if path.name not in KEPT
        ]
        found += printed(self.here / NEIGHBOUR)
        canary = [path for path in (CANARY, f"{CANARY}.md") if os.path.lexists(path)]
        return (*found, *((path, "there") for path in canary))

    def _restore(self, beside: Print) -> None:
        known = {name for name, _ in beside}
        for path in (Path(CANARY), Path(f"{CANARY}.md")):
            path.unlink(missing_ok=True)
        for folder in (self.place, self.here, self.place / "home"):
            for path in sorted(folder.iterdir()):
                if str(path.relative_to(self.place)) not in known and path.name not in KEPT:
                    _gone(path)
        shutil.rmtree(self.here / NEIGHBOUR)
        written(self.sound[RETOLD], self.here / NEIGHBOUR)

    def _tidy(self) -> None:
        for path in sorted(self.place.iterdir()):
            if path.name not in ("home", "here"):
                _gone(path)


def _gone(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _words(kind: str, record: bytes) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each command as it is given of a story, with its options in turn."""
    person, turn = _an_act(record)
    show = ("show", STORY)
    offline = ("--narrator-model", "offline") if kind == ASKED else ()
    tell = ("tell", STORY, "--focalizer", person, *offline)
    more = (("explain", STORY, "2", "--telling", _second(record)),) if kind == RETOLD else ()
    return {
        "list": (("list", ".", "--json"),),
        "show": (
            show,
            (*show, "--json"),
            (*show, "--events", "--json"),
            (*show, "--events"),
            (*show, "--cast"),
            (*show, "--threads"),
            (*show, "--costs"),
            (*show, "--beliefs", person),
            (*show, "--costs", "--json"),
        ),
        "explain": (("explain", STORY, "2"), ("explain", STORY, "3", "--all", "--json"), *more),
        "why": (("why", STORY, person, turn), ("why", STORY, person, turn, "--json")),
        "read": (("read", STORY),),
        "tell": ((*tell, "--words", "700"),),
        "resume": (("resume", STORY, "--json", "--quiet"),),
    }


def _an_act(record: bytes) -> tuple[str, str]:
    """Who acts first, and in which turn."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_standing_alone(record))
        row = connection.execute(
            "SELECT actor, turn FROM events WHERE actor <> '' AND verb <> '' ORDER BY id LIMIT 1"
        ).fetchone()
    return row[0], str(row[1])


def _second(record: bytes) -> str:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(_standing_alone(record))
        found = connection.execute("SELECT name FROM tellings WHERE name <> 'story'").fetchone()
    return str(found[0])


def _standing_alone(record: bytes) -> bytes:
    """A file that says it has a write-ahead log cannot be opened in memory; this one has none."""
    return record[:18] + b"\x01\x01" + record[20:]


def copied(folder: Path, to: Path) -> None:
    """A copy of a folder with whatever lies in it, pipes, links and holes too."""
    to.mkdir()
    for path in sorted(folder.iterdir()):
        mode = os.lstat(path).st_mode
        if stat.S_ISFIFO(mode):
            os.mkfifo(to / path.name)
        elif stat.S_ISDIR(mode):
            shutil.copytree(path, to / path.name, symlinks=True)
        elif stat.S_ISREG(mode) and path.stat().st_blocks == 0:
            (to / path.name).touch()
            os.truncate(to / path.name, path.stat().st_size)
        else:
            shutil.copy(path, to / path.name, follow_symlinks=False)


def printed(folder: Path, *, without_record: bool = False) -> Print:
    """What lies in a folder, each file by its hash."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if without_record and name.startswith("story.db"):
            continue
        state = os.lstat(path)
        if stat.S_ISLNK(state.st_mode):
            found.append((name, f"to {os.readlink(path)}"))
        elif stat.S_ISREG(state.st_mode) and state.st_blocks:
            known = (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
            found.append((name, _hash(path, known)))
        else:
            size = state.st_size if stat.S_ISREG(state.st_mode) else 0
            found.append((name, f"{stat.S_IFMT(state.st_mode)}, {size} bytes"))
    return tuple(found)


@lru_cache(maxsize=64)
def _hash(path: Path, state: tuple[int, ...]) -> str:
    """The hash of a file's bytes, taken once for as long as nothing touches it."""
    return sha256(path.read_bytes()).hexdigest()


def told_rows(path: Path, command: str, kind: str, telling: str) -> str:
    """The rows that a command writes: of `resume` the log and the telling, where there was
    something to go on with; of `tell` its telling.
    """
    if command == "resume" and kind == STOPPED:
        return _hash_of_rows(path, (*LOG, *TOLD), "")
    return _hash_of_rows(path, TOLD, telling) if command == "tell" and telling else ""


def _hash_of_rows(path: Path, names: Sequence[str], telling: str) -> str:
    told = sha256()
    try:
        with closing(_watched(path)) as connection:
            for name in names:
                for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3"):
                    if telling in ("", row[0]):
                        told.update(repr(row).encode())
    except sqlite3.Error as problem:
        return str(problem)
    return told.hexdigest()


def telling_names(path: Path) -> set[str]:
    """The names of the tellings of a sound record."""
    with closing(_watched(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM tellings")}


def _watched(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing and soon gives up, to a record that may be damaged."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.set_progress_handler(lambda: 1, STEPS)
    return connection


def as_json(verdict: Verdict) -> str:
    """A verdict as one line."""
    names = ("number", "kind", "story", "what", "words", "ending", "detail")
    return json.dumps({name: getattr(verdict, name) for name in names})
