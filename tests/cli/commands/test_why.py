"""`why`: why a character acted as they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.hindsight import hindsight
from novel_engine.app.looking import read_story
from novel_engine.cli.answers.choice import choice_as_json, choice_as_lines
from novel_engine.story.fabula.events import Acted, Refused
from novel_engine.story.fabula.fabula import Fabula
from tests.support.terminal import novel_engine


def acts(folder: Path) -> list[Acted | Refused]:
    with StoryRecord.read(folder / "story.db") as record:
        return [event for event in record.events() if isinstance(event, Acted | Refused)]


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
        seen = choice_as_json(story, act.actor, act.turn)

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

    lines = list(
        choice_as_lines(replace(story, fabula=Fabula(story.setting, events)), act.actor, act.turn)
    )

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
