"""What models cost: told beforehand, kept to while a story is told, and shown afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.formats.registry import FORMATS, file_name
from novel_engine.adapters.models.archive.prices import dollars
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.outcomes import ToldStory
from tests.support.rehearsed import WORDS, Rehearsed, rehearsal
from tests.support.servers.fake_gemini import gemini_server
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import Question, Status
from tests.support.terminal import LAMP_OIL, novel_engine

pytestmark = [
    pytest.mark.law,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("models"),
]
PRICED = "openai:gpt-4o-mini"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rehearsed, ToldStory]:
    """The answers of the small story."""
    return rehearsal(tmp_path_factory.mktemp("rehearsal") / "story", PRICED)


def priced_story(folder: Path) -> Path:
    """The small story with a price for its model."""
    path = folder / LAMP_OIL.name
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    path.write_text(
        text.replace(
            "cast:", 'model: {prices: {"openai:mine": {input: 1.0, output: 4.0}}}\ncast:', 1
        ),
        encoding="utf-8",
    )
    return path


def test_a_dry_run_says_what_to_expect_and_a_recorded_run_comes_within_a_third_of_it(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key is needed, nothing is asked, and nothing is written."""
    answers, _ = rehearsed
    story = priced_story(tmp_path)
    plan = novel_engine(
        "run", story, *WORDS, "--model", "openai:mine", "--dry-run", "--json", at=tmp_path
    ).json
    assert [path.name for path in tmp_path.iterdir()] == [LAMP_OIL.name]

    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "run",
            story,
            *WORDS,
            "--model",
            "openai:mine",
            "--record",
            "cassette",
            "--out",
            "o",
            "--json",
        )
        real = novel_engine(*words, at=tmp_path).json

    assert plan["calls"] == real["calls"] == sum(seam["calls"] for seam in plan["seams"])
    for figure in ("tokens_in", "cost_usd"):
        assert real[figure] * 0.7 <= plan[figure] <= real[figure] * 1.3, (
            figure,
            plan[figure],
            real[figure],
        )
    assert {seam["seam"] for seam in plan["seams"]} == {"deciding", "framing", "narrating"}


def test_a_dry_run_without_a_price_says_so(tmp_path: Path) -> None:
    said = novel_engine(
        "run", LAMP_OIL, *WORDS, "--model", "openai:nobody-knows", "--dry-run", at=tmp_path
    )

    assert said.code == 0
    assert "cost_usd: not known" in said.out
    assert "at a price that is not known" in said.out


def test_a_budget_stops_between_two_turns_and_a_larger_one_goes_on(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    story = priced_story(tmp_path)
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = ("run", story, *WORDS, "--model", "openai:mine", "--out", "o", "--quiet")
        stopped = novel_engine(*words, "--budget", "0.02", at=tmp_path)
        calls = len(server.requests)
        stuck = novel_engine("resume", "o", "--quiet", at=tmp_path)
        assert len(server.requests) == calls
        done = novel_engine("resume", "o", "--budget", "5", "--json", at=tmp_path).json

    assert (stopped.code, stuck.code) == (5, 5)
    assert "novel-engine resume o --budget USD" in stopped.err
    assert 0 < calls < done["calls"] == len(server.requests)
    assert (done["events_sha256"], done["story_sha256"]) == (
        offline.events_sha256,
        offline.story_sha256,
    )
    shown = novel_engine("show", "o", "--costs", "--json", at=tmp_path).json
    assert shown["story"]


def test_what_a_lost_answer_may_have_cost_is_in_every_sum_that_is_shown(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        server.play(Status(500, retry_after="0"), Status(500, retry_after="0"))
        words = (
            "run",
            priced_story(tmp_path),
            *WORDS,
            "--model",
            "openai:mine",
            "--out",
            "o",
            "--json",
        )
        told = novel_engine(*words, at=tmp_path).json
        billed, requests = server.bill((1.0, 4.0)), len(server.requests)
        again = novel_engine("resume", "o", at=tmp_path)
    costs = novel_engine("show", "o", "--costs", "--json", at=tmp_path).json["costs"]["all"]

    assert (told["calls"], told["unanswered"]) == (requests - 2, 2)
    assert told["cost_usd"] >= billed
    assert 0 < told["unanswered_usd"] < told["cost_usd"]
    assert {key: costs[key] for key in ("calls", "unanswered")} == {
        key: told[key] for key in ("calls", "unanswered")
    }
    assert costs["cost_usd"] == pytest.approx(told["cost_usd"])
    assert f"in it ${told['unanswered_usd']:.4f} for 2 calls whose answer never came" in again.out


def test_a_budget_is_refused_for_a_model_whose_price_nobody_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    said = novel_engine(
        "run",
        LAMP_OIL,
        *WORDS,
        "--model",
        "openai:mine",
        "--budget",
        "1",
        "--out",
        "o",
        at=tmp_path,
    )

    assert said.code == 2
    assert "prices:" in said.err
    assert not (tmp_path / "o").exists()


def test_recording_an_offline_story_is_refused(tmp_path: Path) -> None:
    said = novel_engine("run", LAMP_OIL, *WORDS, "--record", "cassette", at=tmp_path)

    assert said.code == 2
    assert "name a --model" in said.err


def test_a_recorded_story_is_replayed_to_the_same_bytes_without_a_network_in_another_place(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    (tmp_path / "elsewhere").mkdir()
    formats = ("--format", ",".join(FORMATS), "--json")
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "run",
            LAMP_OIL,
            *WORDS,
            "--model",
            "openai:m",
            "--record",
            "cassette",
            "--out",
            "o",
        )
        real = novel_engine(*words, *formats, at=tmp_path).json
    monkeypatch.delenv("OPENAI_BASE_URL")
    (tmp_path / "cassette").rename(tmp_path / "elsewhere" / "tape")

    replayed = ("run", LAMP_OIL, *WORDS, "--model", "replay:tape", "--out", "again")
    again = novel_engine(*replayed, *formats, at=tmp_path / "elsewhere").json

    assert again["events_sha256"] == real["events_sha256"]
    assert (again["calls"], again["tokens_in"], again["cost_usd"]) == (
        real["calls"],
        real["tokens_in"],
        0.0,
    )
    for name in map(file_name, FORMATS):
        assert (tmp_path / "elsewhere" / "again" / name).read_bytes() == (
            tmp_path / "o" / name
        ).read_bytes()


def test_a_recording_of_another_story_ends_with_code_four_and_says_what_is_missing(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "run",
            LAMP_OIL,
            *WORDS,
            "--model",
            "openai:m",
            "--record",
            "tape",
            "--out",
            "o",
            "--quiet",
        )
        assert novel_engine(*words, at=tmp_path).code == 0
    other = novel_engine(
        "run", LAMP_OIL, "--seed", "3", "--model", "replay:tape", "--out", "p", at=tmp_path
    )

    assert other.code == 4
    assert "no recording" in other.err
    nothing = novel_engine(
        "run", LAMP_OIL, *WORDS, "--model", "replay:nowhere", "--out", "q", at=tmp_path
    )
    assert nothing.code == 4
    assert not (tmp_path / "q").exists()


def test_explain_says_what_a_model_was_asked_for_a_paragraph(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        told = novel_engine(
            "run", LAMP_OIL, *WORDS, "--model", "openai:m", "--out", "o", "--json", at=tmp_path
        ).json
    assert told["calls"] == len(server.requests)

    first = novel_engine("explain", "o", "1", "--json", at=tmp_path).json["calls"]
    assert {
        "seam": "narrating",
        "turn": told["turns"],
        "about": "chapter 1",
        "model": "openai:m",
        "calls": 1,
    } in first
    seams = set()
    number = 1
    while (said := novel_engine("explain", "o", str(number), "--json", at=tmp_path)).code == 0:
        seams |= {call["seam"] for call in said.json["calls"]}
        number += 1
    assert seams == {"deciding", "framing", "narrating"}
    assert (
        "a language model was asked for it:" in novel_engine("explain", "o", "1", at=tmp_path).out
    )


def test_an_offline_story_has_nothing_to_record_when_it_is_resumed_either(tmp_path: Path) -> None:
    assert novel_engine("run", LAMP_OIL, *WORDS, "--out", "o", "--quiet", at=tmp_path).code == 0

    said = novel_engine("resume", "o", "--record", "tape", at=tmp_path)

    assert said.code == 2
    assert "this story is offline" in said.err


def test_a_resumed_story_records_what_was_answered_before_it_was_stopped_too(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "run",
            priced_story(tmp_path),
            *WORDS,
            "--model",
            "openai:mine",
            "--out",
            "o",
            "--quiet",
        )
        assert novel_engine(*words, "--budget", "0.02", at=tmp_path).code == 5
        assert (
            novel_engine(
                "resume", "o", "--budget", "9", "--record", "tape", "--quiet", at=tmp_path
            ).code
            == 0
        )
    again = novel_engine(
        "run", LAMP_OIL, *WORDS, "--model", "replay:tape", "--out", "p", "--json", at=tmp_path
    ).json

    assert again["story_sha256"] == offline.story_sha256


def test_a_batch_shares_its_budget_out_and_goes_on_with_a_larger_one(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "batch",
            priced_story(tmp_path),
            "--seeds",
            "2",
            "--jobs",
            "1",
            *WORDS[2:],
            "--model",
            "openai:mine",
        )
        stopped = novel_engine(*words, "--budget", "0.02", "--quiet", at=tmp_path)
        done = novel_engine(*words, "--budget", "5", "--json", "--quiet", at=tmp_path).json

    assert stopped.code == 7
    assert "are spent" in stopped.err
    assert [story["story_sha256"] for story in done["stories"]] == [offline.story_sha256]


# ── whose word a price is ─────────────────────────────────────────────────────────────────────────

FLASH = "gemini:gemini-2.5-flash"
PUBLISHED = (0.3, 2.5)


def strangers_story(folder: Path, *prices: str) -> Path:
    """The small story, with prices that whoever sent it wrote into it."""
    path = folder / LAMP_OIL.name
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    path.write_text(
        text.replace("cast:", f"model: {{prices: {{{', '.join(prices)}}}}}\ncast:", 1),
        encoding="utf-8",
    )
    return path


def test_a_strangers_story_file_cannot_make_a_model_cheaper_than_it_is(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    story = strangers_story(tmp_path, f'"{FLASH}": {{input: 0, output: 0}}')
    with gemini_server(answers) as server:
        monkeypatch.setenv("GEMINI_API_KEY", "a-key-of-nobody")
        monkeypatch.setenv("GEMINI_BASE_URL", server.url)
        words = ("run", story, *WORDS, "--model", FLASH, "--budget", "0.008", "--out", "o")
        stopped = novel_engine(*words, at=tmp_path)
        stuck = novel_engine("resume", "o", at=tmp_path)
        quiet = novel_engine("resume", "o", "--quiet", at=tmp_path)
        billed = server.bill(PUBLISHED)

    assert 0 < billed <= 0.008
    assert [said.code for said in (stopped, stuck, quiet)] == [5, 5, 5]
    note, _ = stopped.err.splitlines()
    assert note == (
        f"note: {story}:3: the price set for {FLASH} ($0.00 asked and $0.00 answered, a million "
        "tokens) is lower than the "
        "published one, so that $0.3000 asked and $2.50 answered, a million tokens, is counted; "
        f"`--price {FLASH}=0,0` counts the lower one, on your word"
    )
    assert stuck.err.splitlines()[0] == note.replace(f"{story}:3", "o")
    assert quiet.err.startswith("error: ")


def test_a_dry_run_shows_the_price_that_counts_and_whose_word_it_is(tmp_path: Path) -> None:
    story = strangers_story(
        tmp_path, f'"{FLASH}": {{input: 0, output: 0}}', "mine: {input: 1, output: 4}"
    )
    models = (
        "--model",
        FLASH,
        "--narrator-model",
        "openai:mine",
        "--framer-model",
        "openai:unknown",
        "--dry-run",
    )
    given = ("--price", "openai:mine=0.5,0", "--price", f"{FLASH}=0,0")
    said = novel_engine("run", story, *WORDS, *models, at=tmp_path)
    plan = novel_engine("run", story, *WORDS, *models, "--json", at=tmp_path).json
    own = novel_engine("run", story, *WORDS, *models, *given, "--json", at=tmp_path)

    assert said.out.splitlines()[-3:] == [
        f"  {FLASH}: $0.3000 asked and $2.50 answered, a million tokens, as published",
        "  openai:unknown: its price is not known; `--price openai:unknown=INPUT,OUTPUT` says it",
        (
            "  openai:mine: $1.00 asked and $4.00 answered, a million tokens, on the story file's "
            "word, for nothing is published"
        ),
    ]
    assert plan["prices"] == [
        {"model": FLASH, "input": 0.3, "output": 2.5, "from": "published"},
        {"model": "openai:unknown", "input": None, "output": None, "from": None},
        {"model": "openai:mine", "input": 1.0, "output": 4.0, "from": "story file"},
    ]
    assert plan["seams"][0]["cost_usd"] > 0
    assert [price["from"] for price in own.json["prices"]] == ["command line", None, "command line"]
    assert own.json["seams"][0]["cost_usd"] == 0
    assert own.err == ""


def test_a_price_on_the_command_line_counts_and_in_a_folder_it_lowers_no_other(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is sent the folder of a story that was told for nothing pays what is published, until
    they say otherwise.
    """
    answers, offline = rehearsed
    free = ("--price", f"{FLASH}=0,0")
    with gemini_server(answers) as server:
        monkeypatch.setenv("GEMINI_API_KEY", "a-key-of-nobody")
        monkeypatch.setenv("GEMINI_BASE_URL", server.url)
        server.play(Status(401))
        words = (
            "run",
            LAMP_OIL,
            *WORDS,
            "--model",
            FLASH,
            *free,
            "--budget",
            "0",
            "--out",
            "o",
            "--quiet",
        )
        begun = novel_engine(*words, at=tmp_path)
        asked = len(server.requests)
        sent = novel_engine("resume", "o", at=tmp_path)
        assert len(server.requests) == asked
        told = novel_engine("resume", "o", *free, "--json", at=tmp_path)

    assert (begun.code, sent.code) == (4, 5)
    assert sent.err.startswith(f"note: o: the price set for {FLASH} ($0.00 asked")
    assert told.json["story_sha256"] == offline.story_sha256
    assert told.json["cost_usd"] == 0.0
    assert told.err == f"note: o: {FLASH} will be asked, as this folder says\n"


def test_a_price_that_nobody_publishes_holds_when_the_story_is_gone_on_with(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = (
            "run",
            LAMP_OIL,
            *WORDS,
            "--model",
            "openai:mine",
            "--price",
            "openai:mine=1,4",
            "--out",
            "o",
            "--quiet",
        )
        stopped = novel_engine(*words, "--budget", "0.02", at=tmp_path)
        dearer = novel_engine(
            "resume", "o", "--price", "openai:mine=10,40", "--budget", "0.05", at=tmp_path
        )
        still = novel_engine("resume", "o", at=tmp_path)
        done = novel_engine("resume", "o", "--budget", "5", "--json", at=tmp_path).json
        assert server.bill((1.0, 4.0)) < done["cost_usd"] < server.bill((10.0, 40.0))

    assert [said.code for said in (stopped, dearer, still)] == [5, 5, 5]
    assert dearer.err == still.err
    assert done["story_sha256"] == offline.story_sha256


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--model", "openai:mine", "--price", "openai:other=1,2"),
            "does not ask that model; it asks openai:mine",
        ),
        (("--price", "openai:mine=1,2"), "it is offline, and costs nothing"),
        (
            ("--model", "openai:mine", "--price", "mine=1,2"),
            "such as --price openai:gpt-4o=2.50,10",
        ),
        (
            ("--model", "openai:mine", *["--price", "openai:mine=1,2"] * 2),
            "one of the models has two prices",
        ),
    ],
)
def test_a_price_that_would_change_nothing_is_refused(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    refused = novel_engine("run", LAMP_OIL, *WORDS, *words, "--out", "o", at=tmp_path)

    assert refused.code == 2
    assert said in refused.err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("key", "value"), [("prices", "openai:mine=-1,0"), ("budget", "nan"), ("budget", "much")]
)
def test_a_folder_whose_purse_cannot_be_read_is_said_to_be_damaged(
    key: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert novel_engine("run", LAMP_OIL, *WORDS, "--out", "o", "--quiet", at=tmp_path).code == 0
    with StoryRecord.open(tmp_path / "o" / "story.db") as record:
        record.mark(key, value)

    said = novel_engine("resume", "o", at=tmp_path)
    assert said.code == 6
    assert "that it keeps" in said.err


def test_a_batch_takes_prices_and_remarks_on_them_once(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    story = strangers_story(tmp_path, f'"{FLASH}": {{input: 0, output: 0}}')
    with gemini_server(answers) as server:
        monkeypatch.setenv("GEMINI_API_KEY", "a-key-of-nobody")
        monkeypatch.setenv("GEMINI_BASE_URL", server.url)
        words = ("batch", story, "--seeds", "2", "--jobs", "1", *WORDS[2:], "--model", FLASH)
        stopped = novel_engine(*words, "--budget", "0.008", at=tmp_path)
        billed = server.bill(PUBLISHED)
        free = novel_engine(
            *words, "--budget", "0.008", "--price", f"{FLASH}=0,0", "--json", at=tmp_path
        )

    assert stopped.code == 7
    assert 0 < billed <= 0.008
    assert stopped.err.count("lower than the published one") == 1
    assert free.err == ""
    assert [one["story_sha256"] for one in free.json["stories"]] == [offline.story_sha256]


# ── what a story has cost already ─────────────────────────────────────────────────────────────────


def test_what_was_asked_before_there_was_a_price_or_a_budget_counts_when_there_is(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, offline = rehearsed
    came = 0

    def script(question: Question) -> str | Status:
        nonlocal came
        came += 1
        return Status(401) if came == 15 else answers(question)

    with openai_server(script) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = ("run", LAMP_OIL, *WORDS, "--model", "openai:mine", "--out", "o", "--quiet")
        assert novel_engine(*words, at=tmp_path).code == 4
        billed = server.bill((1.0, 4.0))
        unknown = novel_engine("resume", "o", "--budget", "1", at=tmp_path)
        small = novel_engine(
            "resume", "o", "--budget", f"{billed:.6f}", "--price", "openai:mine=1,4", at=tmp_path
        )
        assert server.bill((1.0, 4.0)) == billed
        told = novel_engine("resume", "o", "--budget", "1", "--json", at=tmp_path).json

    assert (unknown.code, small.code) == (2, 5)
    assert "--price openai:mine=0.10,0.40" in unknown.err
    assert f"{dollars(billed)} of {dollars(billed)} are spent" in small.err
    assert (told["story_sha256"], told["cost_usd"]) == (offline.story_sha256, None)


def test_a_telling_keeps_to_the_budget_of_its_story_and_counts_all_that_was_asked_for_it(
    rehearsed: tuple[Rehearsed, ToldStory], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, _ = rehearsed
    other = ("tell", "o", "--narrator-model", "openai:other", "--price", "openai:other=1,4")
    with openai_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        words = ("run", LAMP_OIL, *WORDS, "--model", "openai:mine", "--out", "o", "--quiet")
        assert novel_engine(*words, at=tmp_path).code == 0
        asked = len(server.requests)
        unknown = novel_engine(*other, "--budget", "1", at=tmp_path)
        short = novel_engine(*other, "--budget", "0.04", "--price", "openai:mine=1,4", at=tmp_path)
        assert len(server.requests) == asked
        with StoryRecord.open(tmp_path / "o" / "story.db") as record:
            record.mark("budget", "0.04")
        kept = novel_engine(*other, "--price", "openai:mine=1,4", at=tmp_path)
        assert len(server.requests) == asked
        done = novel_engine(
            *other, "--budget", "1", "--price", "openai:mine=1,4", "--quiet", at=tmp_path
        )

    assert (unknown.code, short.code, kept.code, done.code) == (2, 5, 5, 0)
    assert (
        f"this story's record holds {asked} calls to openai:mine, and what they cost is not known"
        in unknown.err
    )
    assert "the same command with a larger --budget goes on" in short.err
    assert kept.err == short.err
