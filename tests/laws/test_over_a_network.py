"""Whole stories told by models over a network, whatever the network does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novel_engine.adapters.files.story_folder import RECORD, new_folder
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.looking import read_story, world_of
from novel_engine.app.making import RunOptions, begin_story, resume_story
from novel_engine.app.outcomes import ToldStory
from novel_engine.errors import ModelUnavailable
from tests.support.rehearsed import SEED, WORDS, Rehearsed, materials, rehearsal, told, unhurried
from tests.support.sampling import sample
from tests.support.servers.fake_gemini import gemini_server
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import (
    Body,
    Dropped,
    FakeServer,
    Hang,
    NoText,
    PromptBlocked,
    Refused,
    Script,
    Status,
    Stopped,
    Trouble,
    Truncated,
)
from tests.support.terminal import LAMP_OIL, novel_engine

pytestmark = [
    pytest.mark.law,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
]
KEY = "a-key-of-nobody-123"


@dataclass(frozen=True)
class Way:
    """A provider: the model's name, its server, what its address ends in, and the variables for key
    and address.
    """

    model: str
    server: Callable[[Script], AbstractContextManager[FakeServer]]
    ending: str
    variables: tuple[str, str]

    def environment(self, server: FakeServer) -> dict[str, str]:
        return dict(zip(self.variables, (KEY, server.url + self.ending), strict=True))


GOOGLE = ("GEMINI_API_KEY", "GEMINI_BASE_URL")
WAYS = {
    "gemini": Way("gemini:gemini-2.5-flash", gemini_server, "", GOOGLE),
    "gemini v1": Way("gemini:gemini-2.5-flash", gemini_server, "/v1", GOOGLE),
    "the older SDK": Way("google-generativeai:gemini-2.5-flash", gemini_server, "", GOOGLE),
    "openai": Way("openai:a-model", openai_server, "", ("OPENAI_API_KEY", "OPENAI_BASE_URL")),
}


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rehearsed, ToldStory]:
    """What is asked does not depend on who is asked."""
    return rehearsal(tmp_path_factory.mktemp("rehearsal") / "story", "openai:a-model")


@pytest.mark.parametrize("name", WAYS)
def test_every_provider_tells_the_whole_story(
    name: str,
    rehearsed: tuple[Rehearsed, ToldStory],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    way, (answers, offline) = WAYS[name], rehearsed
    with way.server(answers) as server:
        for variable, value in way.environment(server).items():
            monkeypatch.setenv(variable, value)
        said = novel_engine(
            "run", LAMP_OIL, *WORDS, "--model", way.model, "--out", "o", "--json", at=tmp_path
        )

    story = said.json
    assert (story["events_sha256"], story["story_sha256"]) == (
        offline.events_sha256,
        offline.story_sha256,
    )
    assert (story["fallbacks"], story["model"], story["calls"]) == (
        0,
        way.model,
        len(server.requests),
    )
    assert story["tokens_in"] > 0
    assert story["tokens_out"] > 0
    assert all(request.had_key for request in server.requests)
    written = [path.read_bytes() for path in (tmp_path / "o").iterdir()]
    assert not any(
        KEY.encode() in data for data in [*written, said.err.encode(), said.out.encode()]
    )
    assert not any(KEY in prompt for prompt in server.prompts)
    if name.startswith("gemini"):
        assert {request.path.split("/")[1] for request in server.requests} == {
            way.ending.strip("/") or "v1beta"
        }


TROUBLES: tuple[Trouble, ...] = (
    Status(429, retry_after="1"),
    Status(429),
    Status(500),
    Status(503),
    Dropped(),
    Truncated(),
    Stopped("length", '{"choice": "1", "man'),
    Refused(),
    NoText(),
    Body(b"<html>a proxy's page</html>", "text/html"),
    Body(b'{"choices": []}'),
)
GEMINIS: tuple[Trouble, ...] = (
    *TROUBLES[:6],
    Stopped("MAX_TOKENS", '{"choice": "1", "man'),
    Stopped("SAFETY"),
    PromptBlocked(),
    NoText(),
    Body(b'{"candidates": []}'),
)


class Wayward:
    """An answerer that follows a list of troubles, and of answers that are none, before it
    behaves.
    """

    def __init__(self, answers: Rehearsed) -> None:
        self.answers = answers
        self.first: list[str] = []

    def __call__(self, question: object) -> str:
        return self.first.pop() if self.first else self.answers(question)  # type: ignore[arg-type]


NONSENSE = (
    "",
    "I am afraid I cannot help with that.",
    '{"choice": "99"',
    '{"choice": "99"}',
    "[]",
    "null",
    "\ud800" * 3,
)


def finished(folder: Path, way: Way, server: FakeServer) -> ToldStory:
    """The story begun, and resumed as often as the model was not to be had; every stop leaves whole
    turns.
    """
    options = unhurried(way.environment(server))
    try:
        with new_folder(folder):
            return begin_story(materials(way.model), SEED, folder, RunOptions(models=options))
    except ModelUnavailable as stopped:
        assert stopped.exit_code == 4
    for _ in range(20):
        world_of(read_story(folder))  # raises where a turn is not whole
        try:
            return resume_story(folder, models=options)
        except ModelUnavailable:
            continue
    raise AssertionError("it never came to an end")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", sample(["gemini", "the older SDK", "openai"], 1, "orders of troubles")
)
def test_no_order_of_troubles_does_more_than_stop_the_story_between_two_turns(
    name: str, rehearsed: tuple[Rehearsed, ToldStory]
) -> None:
    """Every order ends in the story: the choices of the record, and the words but for the chapters
    that fell back.
    """
    way, (answers, offline) = WAYS[name], rehearsed
    wayward = Wayward(answers)
    known = TROUBLES if name == "openai" else GEMINIS

    with way.server(wayward) as server:

        @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.lists(st.one_of(st.sampled_from(known), st.sampled_from(NONSENSE)), max_size=14),
            st.booleans(),
        )
        def told_all_the_same(troubles: list[Trouble | str], hangs: bool) -> None:
            server.troubles.clear()
            wayward.first = [one for one in troubles if isinstance(one, str)]
            server.play(
                *([Hang()] if hangs else []), *(one for one in troubles if not isinstance(one, str))
            )
            with TemporaryDirectory() as place:
                story = finished(Path(place) / "o", way, server)
                with StoryRecord.read(Path(place) / "o" / RECORD) as record:
                    fallen = record.fallbacks()
            assert story.fallbacks == len(fallen)
            assert story.events_sha256 == offline.events_sha256
            assert story.story_sha256 == offline.story_sha256

        told_all_the_same()


@pytest.mark.parametrize("name", ["gemini", "openai"])
def test_a_provider_that_blocks_everything_leaves_the_offline_story_with_every_fall_back_counted(
    name: str, rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path
) -> None:
    way, (_, offline) = WAYS[name], rehearsed
    blocked = Stopped("SAFETY") if name == "gemini" else Stopped("content_filter")
    with way.server(lambda question: blocked) as server:
        story = told(tmp_path / "o", way.model, unhurried(way.environment(server)))

    assert story.events_sha256 == offline.events_sha256
    assert story.story_sha256 == offline.story_sha256
    assert story.fallbacks == len(server.requests) > 20
    with StoryRecord.read(tmp_path / "o" / RECORD) as record:
        reasons = {fallback.reason for fallback in record.fallbacks()}
    assert all("withheld" in reason for reason in reasons)


@pytest.mark.parametrize(
    ("trouble", "says"), [(Status(401), "OPENAI_API_KEY"), (Status(404), "name")]
)
def test_a_wrong_key_or_name_stops_at_once_and_says_what_to_set(
    trouble: Status, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server(lambda question: trouble) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        said = novel_engine(
            "run", LAMP_OIL, *WORDS, "--model", "openai:x", "--out", "o", at=tmp_path
        )

    assert (said.code, len(server.requests)) == (4, 1)
    assert says in said.err
    assert KEY not in said.err
    assert said.err.count("\n") == 1


def test_a_fall_back_under_strict_stops_the_story_and_resume_finishes_it(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        server.play(Stopped("content_filter"))
        said = novel_engine(
            "run",
            LAMP_OIL,
            *WORDS,
            "--model",
            "openai:x",
            "--strict",
            "--out",
            "o",
            "--quiet",
            at=tmp_path,
        )
        again = novel_engine("resume", "o", "--json", at=tmp_path).json

    assert said.code == 9
    assert "withheld" in said.err
    assert "novel-engine resume o" in said.err
    assert again["story_sha256"] == offline.story_sha256
    assert again["fallbacks"] == 1


def test_an_offline_story_is_told_again_in_a_models_words_and_nothing_is_asked_twice(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    assert novel_engine("run", LAMP_OIL, *WORDS, "--out", "o", "--quiet", at=tmp_path).code == 0
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = ("tell", "o", "--narrator-model", "openai:m", "--quiet")
        told = novel_engine(*words, "--json", at=tmp_path).json
        asked = len(server.requests)
        again = novel_engine(*words, "--force", "--json", at=tmp_path).json
        assert len(server.requests) == asked > 0

    assert told["telling"] == "by-openai-m"
    assert again["telling_sha256"] == told["telling_sha256"]
    assert {request.question.user.split()[0] for request in server.requests} <= {
        "Chapter",
        "<<<chapter",
    }
    costs = novel_engine("show", "o", "--costs", "--json", at=tmp_path).json
    assert [seam["seam"] for seam in costs["costs"]["seams"]] == ["narrating"]
