"""A process killed while it writes: what is on the disk is whole turns of a whole record, or no
record.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from novel_engine.adapters.record.story_record import StoryRecord
from tests.support.cellar import begun

ROOT = Path(__file__).resolve().parents[2]

ENDLESS = """
import sys
from pathlib import Path
from novel_engine.adapters.record.story_record import StoryRecord
from tests.support.cellar import begun, turn_of
from tests.support import cellar
folder = Path(sys.argv[1])
with StoryRecord.open(folder / "story.db") if (folder / "story.db").exists() else begun(folder) as record:
    if record.last_turn() is None:
        for turn in cellar.in_turns(cellar.the_letter()[:2]):
            record.append(turn)
    while True:
        record.append(turn_of(record.last_turn() + 1))
        print("a turn more", flush=True)
"""


def test_a_killed_writer_leaves_whole_turns(tmp_path: Path) -> None:
    moments = random.Random(11)
    reached = -1
    for _ in range(6):
        command = [sys.executable, "-c", ENDLESS, str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(moments.randint(1, 60)):
                writer.stdout.readline()
            time.sleep(moments.random() * 0.002)
            writer.send_signal(signal.SIGKILL)
        with StoryRecord.open(tmp_path / "story.db") as record:
            told = [event.turn for event in record.events()]
            assert told == list(range(len(told)))
            assert record.last_turn() == told[-1] > reached
            reached = told[-1]


def test_a_writer_killed_while_beginning_leaves_a_whole_record_or_none(tmp_path: Path) -> None:
    moments = random.Random(5)
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-c", ENDLESS, str(folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as writer:
            partial = folder / ".story.db.partial"
            while (
                writer.poll() is None
                and not partial.exists()
                and not (folder / "story.db").exists()
            ):
                time.sleep(0.0005)
            time.sleep(moments.random() * 0.01)
            writer.send_signal(signal.SIGKILL)
        if (folder / "story.db").exists():
            StoryRecord.open(folder / "story.db").close()
        else:
            begun(folder).close()
        assert [path.name for path in folder.iterdir()] == ["story.db"]
