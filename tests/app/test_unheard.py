"""A story of which no word is the model's that was asked for says so, and does not end as if all
were well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rehearsed import WORDS, rehearsal
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import FakeServer, NoText, Question
from tests.support.terminal import LAMP_OIL, Said, novel_engine

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1", "::1"])]
MODEL = "openai:a-model"


def speechless(question: Question) -> str:
    """Nothing that anybody asked for."""
    return "I would rather talk about the weather."


def decisive(question: Question) -> str | NoText:
    """Whoever decides chooses the first; everything else is left unanswered."""
    wanted = set((question.schema or {}).get("properties", {}))
    if wanted >= {"choice", "manner", "line"}:
        said = {"choice": "1", "manner": "", "line": "", "does": "", "effects": []}
        return json.dumps({key: said[key] for key in said if key in wanted})
    return NoText()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServer]:
    """A model that never answers what it is asked."""
    with openai_server(speechless) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        yield server


def run(tmp_path: Path, *more: str) -> Said:
    return novel_engine("run", LAMP_OIL, *WORDS, "--out", "o", *more, at=tmp_path)


def test_a_run_of_which_nothing_is_the_models_is_told_and_ends_in_9(
    server: FakeServer, tmp_path: Path
) -> None:
    said = run(tmp_path, "--narrator-model", MODEL, "--json")

    told = json.loads(said.out)
    assert said.code == 9
    assert (tmp_path / "o" / "story.md").is_file()
    (seam,) = told["unheard"]
    assert (seam["seam"], seam["calls"]) == ("narrating", len(server.requests))
    assert seam["reason"] == "the answer is not one whole JSON object and nothing else"
    assert said.err.count("error:") == 1
    assert f"at narrating nothing of the model's {len(server.requests)} answers could be used" in (
        said.err
    )


def test_every_seam_that_was_not_heard_is_named(server: FakeServer, tmp_path: Path) -> None:
    said = run(tmp_path, "--model", MODEL, "--json")

    assert said.code == 9
    assert {"deciding", "narrating"} <= {one["seam"] for one in json.loads(said.out)["unheard"]}


def test_a_seam_of_which_something_was_used_is_not_among_them(
    server: FakeServer, tmp_path: Path
) -> None:
    server.script = decisive
    said = run(tmp_path, "--model", MODEL, "--json")

    assert said.code == 9
    assert "deciding" not in [one["seam"] for one in json.loads(said.out)["unheard"]]


def test_whoever_resumes_such_a_story_hears_it_again_and_nobody_is_asked(
    server: FakeServer, tmp_path: Path
) -> None:
    first = run(tmp_path, "--narrator-model", MODEL, "--json")
    asked = len(server.requests)

    again = novel_engine("resume", "o", "--json", at=tmp_path)

    assert (again.code, len(server.requests)) == (9, asked)
    assert json.loads(again.out)["unheard"] == json.loads(first.out)["unheard"]


def test_a_telling_of_which_nothing_is_the_models_ends_in_9_and_does_not_taint_the_story(
    server: FakeServer, tmp_path: Path
) -> None:
    assert run(tmp_path).code == 0

    said = novel_engine("tell", "o", "--narrator-model", MODEL, "--json", at=tmp_path)

    told = json.loads(said.out)
    assert said.code == 9
    assert Path(told["files"][0]).name
    assert told["fallbacks"] >= told["chapters"]
    (seam,) = told["unheard"]
    assert (seam["seam"], seam["calls"]) == ("narrating", len(server.requests))
    assert novel_engine("resume", "o", at=tmp_path).code == 0


def test_a_story_that_was_told_again_still_says_that_its_own_telling_is_not_its_narrators(
    server: FakeServer, tmp_path: Path
) -> None:
    first = run(tmp_path, "--narrator-model", MODEL, "--json")
    assert (
        novel_engine("tell", "o", "--words", "500", "--narrator-model", "offline", at=tmp_path).code
        == 0
    )

    again = novel_engine("resume", "o", "--json", at=tmp_path)

    assert again.code == 9
    assert json.loads(again.out)["unheard"] == json.loads(first.out)["unheard"]


def test_another_tellings_narrator_is_none_of_the_storys(
    server: FakeServer, tmp_path: Path
) -> None:
    server.script = decisive
    assert run(tmp_path, "--decider-model", MODEL).code == 0
    server.script = speechless

    strictly = novel_engine("tell", "o", "--narrator-model", MODEL, "--strict", at=tmp_path)

    assert strictly.code == 9
    assert "without --strict it is told all the same" in strictly.err
    assert "resume" not in strictly.err
    assert novel_engine("resume", "o", at=tmp_path).code == 0


def test_a_narrator_that_failed_is_asked_again_where_a_person_says_so_and_no_other_time(
    server: FakeServer, tmp_path: Path
) -> None:
    rehearsed, _ = rehearsal(tmp_path / "rehearsed", MODEL)
    assert run(tmp_path).code == 0
    words = ("tell", "o", "--narrator-model", MODEL)
    first = novel_engine(*words, at=tmp_path)
    assert first.code == 9
    assert "`tell` with --force asks the narrator again" in first.err
    asked = len(server.requests)
    server.script = rehearsed

    assert novel_engine(*words, at=tmp_path).code == 9
    assert len(server.requests) == asked
    again = novel_engine(*words, "--force", "--json", at=tmp_path)
    assert (again.json["fallbacks"], again.json["unheard"]) == (0, [])
    assert len(server.requests) > asked

    asked = len(server.requests)
    for more in ((), ("--force",), ("--strict",)):
        same = novel_engine(*words, *more, "--json", at=tmp_path).json
        assert same["telling_sha256"] == again.json["telling_sha256"]
    assert len(server.requests) == asked


def test_a_telling_that_strict_refused_is_asked_for_again(
    server: FakeServer, tmp_path: Path
) -> None:
    rehearsed, _ = rehearsal(tmp_path / "rehearsed", MODEL)
    assert run(tmp_path).code == 0
    words = ("tell", "o", "--narrator-model", MODEL, "--strict")
    assert novel_engine(*words, at=tmp_path).code == 9
    server.script = rehearsed

    assert novel_engine(*words, at=tmp_path).code == 0


def test_what_a_narrator_failed_at_in_part_stays_as_it_was_told(
    server: FakeServer, tmp_path: Path
) -> None:
    rehearsed, _ = rehearsal(tmp_path / "rehearsed", MODEL)
    server.script = lambda question: (
        speechless(question) if "chapter 2" in question.user.lower() else rehearsed(question)
    )
    assert run(tmp_path).code == 0
    words = ("tell", "o", "--narrator-model", MODEL, "--json")
    first = novel_engine(*words, at=tmp_path)
    asked = len(server.requests)
    server.script = rehearsed

    again = novel_engine(*words, "--force", at=tmp_path)

    assert json.loads(first.out)["fallbacks"] > 0
    assert first.code == again.code == 0
    assert json.loads(again.out)["telling_sha256"] == json.loads(first.out)["telling_sha256"]
    assert len(server.requests) == asked


def test_whose_calls_they_were_is_said_by_the_models_that_answered(
    server: FakeServer, tmp_path: Path
) -> None:
    assert run(tmp_path).code == 0
    assert novel_engine("tell", "o", "--narrator-model", MODEL, at=tmp_path).code == 9

    said = novel_engine("resume", "o", at=tmp_path)

    assert f"{len(server.requests)} calls to {MODEL}: " in said.out
    assert "to offline" not in said.out


def test_in_a_batch_such_a_story_has_failed(server: FakeServer, tmp_path: Path) -> None:
    for _ in range(2):
        said = novel_engine(
            *("batch", LAMP_OIL, "--seeds", "7", "--jobs", "1", "--out", "b", "--json"),
            *("--narrator-model", MODEL),
            at=tmp_path,
        )
        assert said.code == 7
        (story,) = json.loads(said.out)["stories"]
        assert story["state"] == "failed"
        assert "at narrating nothing of the model's" in story["error"]


def test_whoever_answers_with_the_key_is_named_as_the_one_who_repeats_it(
    server: FakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-proj-Ab3dEf6hIj9kLm2nOp5q"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    server.script = lambda question: f"You sent me {key}."

    said = run(tmp_path, "--decider-model", MODEL, "--json")

    (seam,) = json.loads(said.out)["unheard"]
    assert seam["reason"] == "the answer held the key that it was asked with, and was not taken"
    assert "provider withheld" not in said.err
    assert "whoever answers at that address repeats the key" in said.err
    assert "have the key replaced" in said.err
    assert "output: prompted" not in said.err


def test_an_offline_story_has_no_such_seams(tmp_path: Path) -> None:
    assert run(tmp_path, "--json").json["unheard"] == []
