"""`show`, `list`, `read` and `why`: looking into stories that are there."""

from __future__ import annotations

import os
import pty
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.hindsight import hindsight
from novel_engine.app.looking import read_story
from novel_engine.cli.asking import as_json, as_lines
from novel_engine.story.asking.consultation import Rejection
from novel_engine.story.fabula.events import Acted, Refused
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.config import Seam
from tests.support.contracts.outlays import outlay
from tests.support.privileges import ordinary_user
from tests.support.questions import kept
from tests.support.terminal import command, environment, files_in, novel_engine


def acts(folder: Path) -> list[Acted | Refused]:
    with StoryRecord.read(folder / "story.db") as record:
        return [event for event in record.events() if isinstance(event, Acted | Refused)]


def test_show_tells_what_happened_in_the_order_it_happened(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil)

    assert said.out.startswith("The Lamp Oil, seed 7\n")
    scenes = [line for line in said.out.splitlines() if line.startswith("scene ")]
    assert [int(line.split()[1].rstrip(":")) for line in scenes] == list(range(1, len(scenes) + 1))
    assert said.out.splitlines()[-1].startswith("it ends: ")


def test_show_events_gives_every_event_with_its_causes(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--events")
    plain = novel_engine("show", lamp_oil, "--events", "--json").json

    assert said.out.splitlines()[0].startswith("    0 story_opened: title=The Lamp Oil")
    assert "because" in said.out
    assert plain["events"][-1]["tag"] == "story_ended"
    assert plain["ending"] == plain["events"][-1]["fields"]["ending"]


def test_show_cast_says_how_everybody_stands(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--cast")

    assert "Ada Vane (ada-vane), 44: " in said.out
    assert "wants: know what became of the oil" in said.out
    plain = novel_engine("show", lamp_oil, "--cast", "--json").json
    assert [person["id"] for person in plain["cast"]] == [
        "ada-vane",
        "bo-marsh",
        "cy-lund",
        "dee-orr",
    ]


def test_show_threads_says_what_became_of_the_questions(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--threads")
    plain = novel_engine("show", lamp_oil, "--threads", "--json").json

    main = next(thread for thread in plain["threads"] if thread["main"])
    assert f"{main['status']:<12}{main['question']} (main)" in said.out.splitlines()


@pytest.mark.parametrize("name", ["ada-vane", "Ada Vane", "ada"])
def test_show_beliefs_takes_an_id_a_name_or_a_short_name(lamp_oil: Path, name: str) -> None:
    said = novel_engine("show", lamp_oil, "--beliefs", name)
    plain = novel_engine("show", lamp_oil, "--beliefs", name, "--json").json

    assert "100 % so: she has written two different sums for March (witnessed, turn 0)" in said.out
    assert plain["name"] == "ada-vane"
    assert [belief["turn"] >= 0 for belief in plain["beliefs"]]


def test_show_json_alone_gives_the_head_and_the_timeline(lamp_oil: Path) -> None:
    plain = novel_engine("show", lamp_oil, "--json").json

    assert (plain["title"], plain["seed"], plain["state"]) == ("The Lamp Oil", "7", "ended")
    assert plain["timeline"][-1]["turn"] == plain["turns"]


def test_show_costs_of_an_offline_story_says_that_no_model_was_asked(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--costs")
    nothing = {
        "calls": 0,
        "tokens_in": 0,
        "tokens_out": 0,
        "cost_usd": 0.0,
        "unpriced": 0,
    } | NONE_LOST

    assert said.out == "no language model was asked\n"
    plain = novel_engine("show", lamp_oil, "--costs", "--json").json
    assert plain["costs"] == {"seams": [], "models": [], "characters": [], "all": nothing}


NONE_LOST = {"unanswered": 0, "unanswered_usd": 0.0}


@pytest.fixture
def asked(lamp_oil: Path, tmp_path: Path) -> Path:
    """The same story, with a model's replies in its archive."""
    folder = tmp_path / "asked"
    shutil.copytree(lamp_oil, folder)
    costs: tuple[tuple[str, Seam, int, float | None], ...]
    costs = (
        ("ada-vane", "deciding", 1, 0.25),
        ("bo-marsh", "deciding", 2, None),
        ("chapter 1", "narrating", 9, 1.5),
    )
    with RecordedReplies(folder / "story.db") as archive:
        for about, seam, turn, cost in costs:
            archive.keep(kept(about, turn, cost=cost, about=about, seam=seam))
    with StoryRecord.open(folder / "story.db") as record:
        record.rejected(
            Rejection("deciding", 2, "bo-marsh", 0, "not-json", "the answer is not JSON")
        )
    return folder


def test_show_costs_adds_up_by_seam_by_model_and_by_character(asked: Path) -> None:
    lines = novel_engine("show", asked, "--costs").out.splitlines()

    assert [line.split() for line in lines if line] == [
        "SEAM CALLS TOKENS IN TOKENS OUT COST".split(),
        "deciding 2 20 4 $0.2500, and 1 calls of unknown price".split(),
        "narrating 1 10 2 $1.50".split(),
        "MODEL CALLS TOKENS IN TOKENS OUT COST".split(),
        "m 3 30 6 $1.75, and 1 calls of unknown price".split(),
        "CHARACTER CALLS TOKENS IN TOKENS OUT COST".split(),
        "Ada Vane 1 10 2 $0.2500".split(),
        "Bo Marsh 1 10 2 unknown".split(),
        "all 3 30 6 $1.75, and 1 calls of unknown price".split(),
        lines[-1].split(),
    ]
    assert "model: prices:" in lines[-1]


def test_show_costs_as_json_never_takes_the_unknown_for_nothing(asked: Path) -> None:
    costs = novel_engine("show", asked, "--costs", "--json").json["costs"]

    bo = {
        "id": "bo-marsh",
        "calls": 1,
        "tokens_in": 10,
        "tokens_out": 2,
        "cost_usd": None,
        "unpriced": 1,
    }
    assert costs["characters"][1] == bo | NONE_LOST
    assert (
        costs["all"]
        == {"calls": 3, "tokens_in": 30, "tokens_out": 6, "cost_usd": 1.75, "unpriced": 1}
        | NONE_LOST
    )


def test_show_costs_counts_calls_whose_answer_never_came_at_their_most(asked: Path) -> None:
    with RecordedReplies(asked / "story.db") as archive:
        for about, most in (("ada-vane", 0.5), ("bo-marsh", None)):
            archive.begin(outlay(about, most, turn=3, about=about))
    said = novel_engine("show", asked, "--costs").out.splitlines()
    costs = novel_engine("show", asked, "--costs", "--json").json["costs"]

    assert "Ada Vane 1 10 2 $0.7500".split() in [line.split() for line in said]
    assert (
        said[-1]
        == "in it $0.5000 for 2 calls whose answer never came, at the most they can have cost"
    )
    ada, bo = costs["characters"]
    assert (ada["calls"], ada["cost_usd"], ada["unanswered"], ada["unanswered_usd"]) == (
        1,
        0.75,
        1,
        0.5,
    )
    assert (bo["calls"], bo["cost_usd"], bo["unpriced"], bo["unanswered_usd"]) == (1, None, 2, None)
    whole = {"calls": 3, "tokens_in": 30, "tokens_out": 6, "cost_usd": 2.25, "unpriced": 2}
    assert costs["all"] == whole | {"unanswered": 2, "unanswered_usd": 0.5}


def test_show_json_says_which_answers_were_not_taken(asked: Path) -> None:
    plain = novel_engine("show", asked, "--json").json

    assert [(one["about"], one["attempt"], one["code"]) for one in plain["rejections"]] == [
        ("bo-marsh", 0, "not-json")
    ]


def test_show_wants_one_thing_at_a_time(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--cast", "--threads")

    assert (said.code, said.out) == (2, "")
    assert "give one of them" in said.err


def test_somebody_who_is_not_in_the_story_is_named_with_those_who_are(lamp_oil: Path) -> None:
    said = novel_engine("show", lamp_oil, "--beliefs", "nobody")

    assert said.code == 2
    assert "there are ada-vane, bo-marsh, cy-lund, dee-orr" in said.err


def test_looking_writes_nothing_into_the_folder(lamp_oil: Path) -> None:
    before = {name: (lamp_oil / name).read_bytes() for name in files_in(lamp_oil)}

    novel_engine("show", lamp_oil)
    novel_engine("why", lamp_oil, "ada", "3")
    novel_engine("list", lamp_oil)

    assert {name: (lamp_oil / name).read_bytes() for name in files_in(lamp_oil)} == before


def test_list_shows_the_stories_here_and_says_which_cannot_be_read(
    lamp_oil: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "stories" / "one")
    shutil.copytree(lamp_oil, tmp_path / "two")
    (tmp_path / "two" / "story.db").write_bytes(
        b"not a database, but long enough to look like one" * 50
    )

    said = novel_engine("list", at=tmp_path)
    plain = novel_engine("list", tmp_path, "--json").json

    assert said.out.splitlines()[0].split() == [
        "FOLDER",
        "TITLE",
        "SEED",
        "TURNS",
        "STATE",
        "ENDING",
    ]
    assert [Path(story["folder"]).name for story in plain] == ["one", "two"]
    assert [story["state"] for story in plain] == ["ended", "unreadable"]
    assert plain[0]["title"] == "The Lamp Oil"


SPOILT = {
    "a-name-that-is-no-text": (
        "UPDATE story SET value = CAST(x'ff41ff' AS TEXT) WHERE key = 'title'"
    ),
    "a-key-that-is-no-text": "UPDATE story SET key = CAST(x'c3' AS TEXT) WHERE key = 'ending'",
    "escapes": "UPDATE story SET value = char(27) || ']0;x' || char(7) WHERE key = 'title'",
}


def test_one_damaged_record_hides_no_other_story_from_the_list(
    lamp_oil: Path, tmp_path: Path
) -> None:
    shutil.copytree(lamp_oil, tmp_path / "whole")
    for name, statement in SPOILT.items():
        shutil.copytree(lamp_oil, tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name / "story.db")) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            connection.execute(statement)
            connection.commit()
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "story.db").write_bytes((lamp_oil / "story.db").read_bytes()[:9000])
    shutil.copytree(lamp_oil, tmp_path / "schema")
    spoilt = (
        (lamp_oil / "story.db")
        .read_bytes()
        .replace(b"CREATE TABLE inputs", b"CREATE TABLE \xff\xfeputs")
    )
    (tmp_path / "schema" / "story.db").write_bytes(spoilt)

    plain = novel_engine("list", tmp_path, "--json").json
    said = novel_engine("list", tmp_path)

    states = {Path(story["folder"]).name: story["state"] for story in plain}
    assert states.pop("whole") == states.pop("escapes") == "ended"
    assert states == dict.fromkeys(
        ["a-name-that-is-no-text", "a-key-that-is-no-text", "cut", "schema"], "unreadable"
    )
    assert (said.code, "\x1b" in said.out, "\x07" in said.out) == (0, False, False)


def test_list_of_an_empty_folder_says_how_to_tell_a_story(tmp_path: Path) -> None:
    said = novel_engine("list", tmp_path)

    assert (said.code, said.out) == (0, "")
    assert "novel-engine run" in said.err
    assert novel_engine("list", tmp_path, "--json").json == []


def test_list_of_a_folder_there_is_not_is_a_mistake(tmp_path: Path) -> None:
    assert novel_engine("list", tmp_path / "nowhere").code == 2


def test_read_prints_the_story_as_it_stands(lamp_oil: Path) -> None:
    assert novel_engine("read", lamp_oil).out == (lamp_oil / "story.md").read_text(encoding="utf-8")


def test_read_of_a_story_that_is_not_told_says_how_to_go_on(lamp_oil: Path, tmp_path: Path) -> None:
    shutil.copytree(lamp_oil, tmp_path / "one")
    (tmp_path / "one" / "story.md").unlink()

    said = novel_engine("read", tmp_path / "one")

    assert said.code == 2
    assert f"novel-engine resume {tmp_path / 'one'}" in said.err


@pytest.mark.slow
def test_on_a_terminal_read_uses_the_pager(lamp_oil: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("read", lamp_oil),
        env=environment(PAGER="sed s/^/PAGED:/", TERM="xterm"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as reader:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # the other end is closed
            pass
        finally:
            os.close(ours)
        assert reader.wait() == 0
    assert b"PAGED:# The Lamp Oil" in said


def test_an_unreadable_story_is_said_to_be_so(lamp_oil: Path) -> None:
    text = (lamp_oil / "story.md").read_bytes()
    with ordinary_user() as folder:
        (folder / "story.md").write_bytes(text)
        (folder / "story.md").chmod(0)
        said = novel_engine("read", folder)

    assert said.code == 8


def test_why_says_what_could_have_been_done_and_what_was(lamp_oil: Path) -> None:
    act = acts(lamp_oil)[0]

    said = novel_engine("why", lamp_oil, act.actor, str(act.turn))

    assert said.out.startswith(f"turn {act.turn}, scene 1: ")
    chosen = [line for line in said.out.splitlines() if "→" in line]
    assert len(chosen) == 1
    assert act.verb.replace("_", " ") in chosen[0]


def test_why_finds_every_act_at_the_top_of_the_menu_its_actor_had(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)
    for act in acts(lamp_oil):
        seen = as_json(story, act.actor, act.turn)

        assert seen["own"]
        assert seen["here"]
        top = seen["menu"][0]
        assert (top["verb"], top["roles"], top["chosen"]) == (act.verb, dict(act.roles), True)
        assert top["utility"] == max(option["utility"] for option in seen["menu"])
        assert bool(top["refusal"]) == isinstance(act, Refused)


def test_why_of_somebody_elses_turn_says_whose_it_was(lamp_oil: Path) -> None:
    act = acts(lamp_oil)[0]
    other = next(
        name for name in ("ada-vane", "bo-marsh", "cy-lund", "dee-orr") if name != act.actor
    )

    seen = novel_engine("why", lamp_oil, other, str(act.turn), "--json").json

    assert not seen["own"]
    assert not any(option["chosen"] for option in seen["menu"])
    assert "somebody else's turn" in novel_engine("why", lamp_oil, other, str(act.turn)).out


def test_at_the_opening_nobody_has_done_anything_and_nobody_is_in_a_scene(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)

    seen = hindsight(story.fabula, "ada-vane", 0)

    assert (seen.act, seen.is_here, seen.scene) == (None, False, 0)


def test_why_of_somebody_who_was_not_there_says_so(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)
    turn, absent = next(
        (act.turn, person)
        for act in acts(lamp_oil)
        for person in story.setting.people
        if not hindsight(story.fabula, person, act.turn).is_here
    )

    assert "was not in this scene" in novel_engine("why", lamp_oil, absent, str(turn)).out


def test_a_refused_attempt_is_listed_with_its_reason(lamp_oil: Path) -> None:
    story = read_story(lamp_oil)
    act = next(act for act in acts(lamp_oil) if isinstance(act, Acted))
    refused = Refused(
        act.turn,
        act.seq,
        act.causes,
        act.scene,
        act.place,
        act.actor,
        "take",
        act.roles,
        "it is not here",
        (),
        (),
    )
    events = tuple(refused if event == act else event for event in story.events)
    fabula = Fabula(story.setting, events)

    lines = list(as_lines(replace(story, fabula=fabula), act.actor, act.turn))

    assert f"refused in turn {act.turn}: " in lines[-1]
    assert lines[-1].endswith("it cannot be: it is not here")


def test_why_of_an_answer_says_what_was_owed(lamp_oil: Path) -> None:
    answers = ("lie", "deflect", "answer_true", "answer_part", "keep_silent")
    owing = next(act for act in acts(lamp_oil) if act.verb in answers)

    said = novel_engine("why", lamp_oil, owing.actor, str(owing.turn))

    assert "an answer about" in said.out


@pytest.mark.parametrize("turn", ["0", "9999", "-1"])
def test_why_of_a_turn_there_is_not_says_which_there_are(lamp_oil: Path, turn: str) -> None:
    said = (
        novel_engine("why", lamp_oil, "ada", "--", turn)
        if turn == "-1"
        else novel_engine("why", lamp_oil, "ada", turn)
    )

    assert said.code == 2
    assert "has the turns 1 to" in said.err
