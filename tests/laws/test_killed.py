"""`kill -9` while a model is being asked, `resume`, and nothing that was answered is asked
again.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.app.outcomes import ToldStory
from tests.support.rehearsed import WORDS, Rehearsed, rehearsal
from tests.support.sampling import sample
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import Question
from tests.support.terminal import LAMP_OIL, command, environment, process

pytestmark = [
    pytest.mark.law,
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
]
RUN = ("run", LAMP_OIL, *WORDS, "--model", "openai:m", "--out", "o", "--quiet")
AT_ONCE = 4


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rehearsed, ToldStory]:
    """The answers of the small story."""
    return rehearsal(tmp_path_factory.mktemp("rehearsal") / "story", "openai:m")


class Killer:
    """Answers, and kills the program at the n-th question: before it is answered, or a moment
    after.
    """

    def __init__(self, answers: Rehearsed, number: int, delay: float) -> None:
        self.answers = answers
        self.number = number
        self.delay = delay
        self.asked = 0
        self.lock = threading.Lock()
        self.killed = threading.Event()
        self.victim = 0

    def __call__(self, question: Question) -> str:
        with self.lock:
            self.asked += 1
            is_time = self.asked == self.number
            is_after = self.asked > self.number
        if is_time and self.delay == 0:
            self.kill()
        elif is_time:
            threading.Timer(self.delay, self.kill).start()
        elif is_after:  # so that it cannot come to its end before it is killed
            self.killed.wait(60)
        return self.answers(question)

    def kill(self) -> None:
        os.kill(self.victim, signal.SIGKILL)
        self.killed.set()


def stored(folder: Path) -> set[tuple[str, str]]:
    """The questions whose replies are in the archive."""
    with closing(sqlite3.connect(folder / "story.db")) as connection:
        return set(connection.execute("SELECT system, user FROM replies"))


@pytest.mark.parametrize(
    ("number", "delay"),
    sample(
        [(1, 0), (2, 0.002), (9, 0), (14, 0.004), (20, 0.001), (-6, 0), (-5, 0.003), (-2, 0)],
        2,
        "killed at a question",
    ),
)
def test_no_question_whose_reply_was_stored_is_asked_again(
    number: int, delay: float, rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    """Negative numbers count from the end, where chapters and their readers are asked side by
    side.
    """
    answers, straight = rehearsed
    calls = straight.bill.calls
    killer = Killer(answers, number if number > 0 else calls + number + 1, delay)
    with openai_server(killer) as before:
        given = {"OPENAI_BASE_URL": before.url, "OPENAI_API_KEY": "none"}
        with subprocess.Popen(
            command(*RUN), cwd=tmp_path, env=environment(**given), stdout=subprocess.DEVNULL
        ) as run:
            killer.victim = run.pid
            assert run.wait(60) == -signal.SIGKILL
        killer.killed.wait(60)
    kept = stored(tmp_path / "o")
    # Another server: what the killed one had sent may reach the first at any time.
    with openai_server(answers) as after:
        given = {"OPENAI_BASE_URL": after.url, "OPENAI_API_KEY": "none"}
        again = process("resume", "o", "--json", at=tmp_path, more=given).json
    asked_before, asked_after = (
        [(r.question.system, r.question.user) for r in server.requests]
        for server in (before, after)
    )

    assert again["story_sha256"] == straight.story_sha256
    assert again["events_sha256"] == straight.events_sha256
    assert (again["fallbacks"], again["calls"]) == (0, calls)
    assert kept.isdisjoint(asked_after)
    times = Counter(asked_before + asked_after)
    assert sum(count - 1 for count in times.values()) <= AT_ONCE
    assert times.total() <= calls + AT_ONCE
