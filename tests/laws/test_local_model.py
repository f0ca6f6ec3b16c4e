"""A real language model, small enough for any machine, plays a whole short story through the
ordinary adapter.

It proves the wiring and not the writing: 135 million parameters choose what is legal because the
schema lets them choose nothing else, and write hardly a sentence that anybody would keep.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import RECORD
from novel_engine.adapters.models.providers.connecting import connected
from novel_engine.adapters.models.seams.reply_schemas import Decided, Framed, ReplyForm, read_reply
from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.looking import read_story, world_of
from novel_engine.story.fabula.events import Acted, Refused
from novel_engine.story.givens.config import Seam, SeamModels
from tests.adversary.runs import assembly, play
from tests.support.sampling import sample
from tests.support.terminal import LAMP_OIL, ROOT, environment, process
from tests.tools.local_model import can_be_served

pytestmark = [
    pytest.mark.law,
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
    pytest.mark.skipif(
        not can_be_served(), reason="what requirements/local-model.txt names is not installed"
    ),
]
SMALL_MODELS_DO_NOT_IMPROVISE = "model: {improvise: false, timeout: 600, at_once: 1}\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server with the model behind it."""
    serving = [sys.executable, str(ROOT / "tests" / "tools" / "local_model.py")]
    with subprocess.Popen(
        serving,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip() + "/v1"
        server.kill()


SHAPES: tuple[tuple[Seam, type[ReplyForm]], ...] = (("framing", Framed), ("deciding", Decided))


@pytest.mark.parametrize(("seam", "shape"), sample(SHAPES, 1, "a real model"))
def test_it_answers_a_real_question_in_the_shape_that_is_asked_for(
    address: str, seam: Seam, shape: type[ReplyForm]
) -> None:
    prompt = next(
        prompt
        for prompt in play(assembly(1)).prompts
        if prompt.seam == seam and '"does"' not in prompt.schema
    )
    model = connected(
        ModelName("openai", "smollm2"), SeamModels(timeout=600), {"OPENAI_BASE_URL": address}, "1"
    )

    assert isinstance(read_reply(model.ask(prompt).text, shape), shape)


@pytest.mark.experiment
def test_it_plays_a_whole_story_and_every_action_is_one_that_was_offered(
    address: str, tmp_path: Path
) -> None:
    story = tmp_path / LAMP_OIL.name
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    story.write_text(SMALL_MODELS_DO_NOT_IMPROVISE + text, encoding="utf-8")
    words = (
        "--seed",
        "2",
        "--scenes",
        "5",
        "--words",
        "300",
        "--model",
        "openai:smollm2",
        "--out",
        "o",
        "--json",
    )

    told = process(
        "run", story, *words, at=tmp_path, more={"OPENAI_BASE_URL": address}, within=900
    ).json

    recorded = read_story(tmp_path / "o")
    world_of(recorded)
    acts = [event for event in recorded.events if isinstance(event, Acted | Refused)]
    assert [event for event in acts if isinstance(event, Refused)] == []
    assert told["ending"]
    assert told["words"] > 100
    with closing(sqlite3.connect(tmp_path / "o" / RECORD)) as connection:
        asked = dict(connection.execute("SELECT seam, count(*) FROM replies GROUP BY seam"))
        turns = connection.execute(
            "SELECT count(DISTINCT turn) FROM replies WHERE seam = 'deciding'"
        ).fetchone()[0]
        sizes = connection.execute(
            "SELECT length(system) + length(user) FROM replies WHERE seam = 'deciding'"
        ).fetchall()
    with StoryRecord.read(tmp_path / "o" / RECORD) as record:
        fallen = [
            fallback
            for fallback in record.fallbacks()
            if fallback.seam == "deciding" and "," not in fallback.name
        ]
    assert turns > 5
    assert fallen == []
    print(
        f"\n{asked} calls for {turns} turns, {max(size for (size,) in sizes):,} characters at most"
    )
    assert asked["deciding"] / turns <= 1.2
