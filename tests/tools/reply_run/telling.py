"""A whole short story through the command line, with a server that sends what the case has; and
whether it can be gone on with.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.models.providers import retrying
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import understood
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.story.givens.config import Overrides
from tests.support.rehearsed import Collector, Rehearsed, reached
from tests.support.servers.serving import Question
from tests.support.terminal import LAMP_OIL, Said, novel_engine
from tests.tools.reply_run import judging
from tests.tools.reply_run.asking import MODELS, Script, environment
from tests.tools.reply_run.cases import KEPT_FOR, Case
from tests.tools.reply_run.forms import good_reply
from tests.tools.reply_run.planting import CONTROL
from tests.tools.reply_run.wire import RawServer

SEED = "2"
SCENES, WORDS = 3, 400
SHORT = ("--seed", SEED, "--scenes", str(SCENES), "--words", str(WORDS))
BUDGET = 0.05
"""US dollars: what a story costs when every answer is good, about twice."""
AMPLE = "9000"
"""US dollars: what is enough to go on with, after a reply that was too long by two million signs."""
DONE, UNAVAILABLE, SPENT, FELL_BACK = 0, 4, 5, 9
ENDINGS = (DONE, UNAVAILABLE, SPENT, FELL_BACK)
UNHEARD = re.compile(r"at (\w+) nothing of the model's")


@dataclass(frozen=True)
class Offline:
    """The story as it is told without a model, and the answers by which a model tells it so."""

    answers: Rehearsed
    sha256: str

    def good(self, question: Question) -> str:
        """The answer; to a question that comes of another one, no answer that holds."""
        try:
            return self.answers(question)
        except ValueError:
            return '{"choice": "1", "manner": "", "line": "", "does": "", "effects": []}'


@cache
def offline() -> Offline:
    """The story, told once in each process."""
    collector = Collector()
    overrides = Overrides(scenes=SCENES, words=WORDS, model="openai:a-model")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "o"
        with new_folder(folder):
            told = begin_story(
                understood(gather(str(LAMP_OIL), {}, overrides)),
                SEED,
                folder,
                RunOptions(models=reached(collector)),
            )
    answers = {(asked.system, asked.user): asked.understudy for asked in collector.asked}
    return Offline(Rehearsed(answers), told.story_sha256)


def story_file(folder: Path, timeout: int) -> Path:
    """The small story, whose models are given so many seconds and write one chapter at a time."""
    text = LAMP_OIL.read_text("utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    path = folder / LAMP_OIL.name
    path.write_text(
        text.replace("cast:", f"model: {{timeout: {timeout}, at_once: 1}}\ncast:", 1), "utf-8"
    )
    return path


@contextmanager
def unhurried(waits: list[float], given: dict[str, str]) -> Iterator[None]:
    """Waiting takes no time, and the environment is what is given."""
    patience: Any = retrying
    pace, kept = retrying.Pace, dict(os.environ)
    patience.Pace = partial(pace, sleep=waits.append)
    os.environ.update(given)
    try:
        yield
    finally:
        patience.Pace = pace
        os.environ.clear()
        os.environ.update(kept)


def told(case: Case, server: RawServer) -> judging.Came:
    """Tell one story, and judge what comes of it."""
    came, known = judging.Came(case.number, str(case), case.kind), offline()
    server.begin(Script(case, known.good), case.timeout + KEPT_FOR)
    waits: list[float] = []
    with (
        tempfile.TemporaryDirectory() as place,
        unhurried(waits, environment(case, server)),
    ):
        at = Path(place)
        with judging.measured(came, server):
            said = novel_engine(*_words(case, at), at=at)
        came.ending = f"exit {said.code}"
        if said.code not in ENDINGS or (said.code == FELL_BACK and not case.is_strict):
            _judge_unasked_end(came, at, said)
        judging.judge_bounds(came, case, server)
        judging.judge_waits(came, waits)
        if case.has_budget:
            judging.judge_spending(came, server.served, BUDGET)
        _judge_said(came, case, said)
        if said.code == DONE:
            _judge_done(came, case, server, said, known)
            _judge_counted(came, case, said, at)
        elif said.code in ENDINGS:
            _judge_resumable(came, case, server, at, known, said.code)
        _judge_folder(came, case, at)
    return came


def _words(case: Case, at: Path) -> list[str]:
    model = MODELS[case.way][0]
    words = ["run", str(story_file(at, case.timeout)), *SHORT, "--model", model, "--out", "o"]
    words += ["--json"] if case.number % 3 else []
    words += ["--strict"] if case.is_strict else []
    if case.has_budget:
        words += [
            "--budget",
            str(BUDGET),
            "--price",
            f"{model}={judging.ASKED:g},{judging.ANSWERED:g}",
        ]
    return words


def _judge_unasked_end(came: judging.Came, at: Path, said: Said) -> None:
    """Only a story that took nothing from its model at some seam may end as if it were strict, and
    says which.
    """
    seams = UNHEARD.findall(said.err)
    if said.code != FELL_BACK or not seams or any(_was_heard(at, seam) for seam in seams):
        came.wrong("code", f"exit {said.code}: {said.err[-200:]}")


def _was_heard(at: Path, seam: str) -> bool:
    """Whether something that the model answered there was used, by the record."""
    with closing(sqlite3.connect(at / "o" / "story.db")) as connection:
        fallen = connection.execute("SELECT turn, name FROM fallbacks WHERE seam = ?", (seam,))
        unused = list(fallen)
        asked = connection.execute("SELECT turn, about FROM replies WHERE seam = ?", (seam,))
        answered = [(turn, about.removesuffix(" quiz")) for turn, about in asked]
        (chapters,) = connection.execute("SELECT count(*) FROM chapters").fetchone()
    return (
        not unused
        or any(one not in unused for one in answered)
        or (seam == "narrating" and len({name for _, name in unused}) < chapters)
    )


def _judge_said(came: judging.Came, case: Case, said: Said) -> None:
    err = "\n".join(line for line in said.err.splitlines() if "no longer maintained" not in line)
    errors = "\n".join(line for line in err.splitlines() if not line.startswith("note: "))
    judging.judge_words(
        came, "stderr", errors, case.planted.key, most=3 + 2 * (not case.number % 3)
    )
    judging.judge_words(came, "stdout", said.out, case.planted.key, most=10**6)
    if case.planted.mark in said.out:
        came.wrong("rejected text", "stdout")


def _judge_done(
    came: judging.Came, case: Case, server: RawServer, said: Said, known: Offline
) -> None:
    """The story is the offline one, its fall-backs are counted, and it is said if it is all
    offline.
    """
    if not any(one.played.is_good or one.played.may_be_taken for one in server.served):
        came.wrong("silent", "nothing of the model was used, and the exit code is 0")
    if not case.number % 3:
        return
    answer = json.loads(said.out)
    if not case.may_be_taken and answer["story_sha256"] != known.sha256:
        came.wrong("taken", "the story is not the offline one")
    came.ending = "exit 0, fell back" if answer["fallbacks"] else came.ending


def _judge_counted(came: judging.Came, case: Case, said: Said, at: Path) -> None:
    """Every fall-back that is written down is said."""
    with closing(sqlite3.connect(at / "o" / "story.db")) as connection:
        (fallen,) = connection.execute("SELECT count(*) FROM fallbacks").fetchone()
    told = json.loads(said.out)["fallbacks"] if case.number % 3 else None
    if told not in (None, fallen) or (told is None and fallen and "fall-back" not in said.out):
        came.wrong("fall-backs", f"{fallen} are written down, and {told} are said")


def _judge_resumable(
    came: judging.Came, case: Case, server: RawServer, at: Path, known: Offline, first: int
) -> None:
    """What was stopped is gone on with by a good model, to the end."""
    server.begin(lambda question: (good_reply(), known.good(question)), KEPT_FOR)
    more = ["--budget", AMPLE] if case.has_budget else []
    said = novel_engine("resume", "o", "--quiet", "--json", *more, at=at)
    if said.code == FELL_BACK and first == FELL_BACK:
        return  # the story was whole, and says again that its model was not heard
    if said.code != DONE:
        came.wrong("resume", f"exit {said.code}: {said.err[-200:]}")
    elif not case.may_be_taken and json.loads(said.out)["story_sha256"] != known.sha256:
        came.wrong("taken", "the story, gone on with, is not the offline one")


def _judge_folder(came: judging.Came, case: Case, at: Path) -> None:
    """No rejected text and no key in any file or table, but the text of replies in the archive."""
    key, mark = case.planted.key, case.planted.mark
    secret = "" if case.planted.is_a_word else key
    for path in sorted(at.rglob("*")):
        if not path.is_file() or path.suffix in (".db", ".db-wal", ".db-shm"):
            continue
        text = path.read_text("utf-8", "replace")
        _judge_text(came, path.name, text, secret, mark)
    record = at / "o" / "story.db"
    if not record.exists():
        return
    with closing(sqlite3.connect(record)) as connection:
        for name, rows in _tables(connection):
            text = "\n".join(str(value) for row in rows for value in row)
            if name != "replies":
                _judge_text(came, f"table {name}", text, secret, mark)
            elif key in text and not case.planted.is_a_word:
                came.wrong("key in the archive", f"{case.way}: table replies")


def _judge_text(came: judging.Came, where: str, text: str, key: str, mark: str) -> None:
    if key:
        judging.judge_secrets(came, where, text, key)
    if mark in text:
        at = text.find(mark)
        came.wrong("rejected text", f"{where}: {text[max(at - 80, 0) : at + 80]!r}")
    if where == "story.md" and (found := CONTROL.search(text)):
        came.wrong("control", f"{where}: U+{ord(found[0]):04X}")


def _tables(connection: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (name,) in connection.execute(query).fetchall():
        yield name, connection.execute(f'SELECT * FROM "{name}"').fetchall()
