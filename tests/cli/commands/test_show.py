"""`show`, `list`, `read` and `why`: looking into stories that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import LAMP_OIL, files_in, novel_engine


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


def test_how_it_ends_is_said_in_words_and_scripts_have_its_name_too(lamp_oil: Path) -> None:
    plain = novel_engine("show", lamp_oil, "--json").json
    row = novel_engine("list", lamp_oil, "--json").json[0]

    says = plain["ending_says"]
    assert (row["ending"], row["ending_says"]) == (plain["ending"], says)
    assert says != plain["ending"]
    assert "." not in says.removesuffix(".")
    assert novel_engine("show", lamp_oil).out.splitlines()[-1] == f"it ends: {says}"
    assert says in novel_engine("list", lamp_oil).out


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

    assert "100 % so: Ada has written two different sums for March (witnessed, turn 0)" in said.out
    assert plain["name"] == "ada-vane"
    assert [belief["turn"] >= 0 for belief in plain["beliefs"]]


def test_show_json_alone_gives_the_head_and_the_timeline(lamp_oil: Path) -> None:
    plain = novel_engine("show", lamp_oil, "--json").json

    assert (plain["title"], plain["seed"], plain["state"]) == ("The Lamp Oil", "7", "ended")
    assert plain["timeline"][-1]["turn"] == plain["turns"]


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
    assert (
        "Ada Vane (ada-vane), Bo Marsh (bo-marsh), Cy Lund (cy-lund), Dee Orr (dee-orr)" in said.err
    )


def test_looking_writes_nothing_into_the_folder(lamp_oil: Path) -> None:
    before = {name: (lamp_oil / name).read_bytes() for name in files_in(lamp_oil)}

    novel_engine("show", lamp_oil)
    novel_engine("why", lamp_oil, "ada", "3")
    novel_engine("list", lamp_oil)

    assert {name: (lamp_oil / name).read_bytes() for name in files_in(lamp_oil)} == before


def test_show_plot_says_what_the_plot_has_and_that_no_other_night_was_simulated(
    lamp_oil: Path,
) -> None:
    said = novel_engine("show", lamp_oil, "--plot").out.splitlines()
    plain = novel_engine("show", lamp_oil, "--plot", "--json").json

    score = next(number for number, line in enumerate(said) if line.startswith("plot "))
    assert said[score].split() == ["plot", str(plain["plot"]["score"]), "of", "100"]
    assert " ".join(said[:score]).split() == " ".join(plain["synopsis"]).split()
    assert said[-1] == "night 1 was taken, and no other was simulated"
    parts = plain["plot"]["parts"]
    assert sum(part["points"] for part in parts.values()) == plain["plot"]["score"]
    assert sum(part["most"] for part in parts.values()) == plain["plot"]["most"] == 100
    assert (plain["night"], plain["nights"], plain["passed_over"]) == (1, 1, [])


def test_show_plot_lists_the_nights_that_were_passed_over(tmp_path: Path) -> None:
    words = ("--seed", "2", "--scenes", "5", "--words", "700", "--nights", "3", "--out", "o")
    told = novel_engine("run", LAMP_OIL, *words, "--json", at=tmp_path).json
    said = novel_engine("show", "o", "--plot", at=tmp_path).out
    plain = novel_engine("show", "o", "--plot", "--json", at=tmp_path).json

    assert [plain[key] for key in ("night", "nights", "plot")] == [
        told[key] for key in ("night", "nights", "plot")
    ]
    passed = plain["passed_over"]
    assert sorted([told["night"], *(one["night"] for one in passed)]) == [1, 2, 3]
    assert all(one["score"] <= told["plot"]["score"] for one in passed)
    assert f"night {told['night']} of 3 was taken; passed over:" in said
    assert all(f"  night {one['night']:>2}: {one['score']} point" in said for one in passed)


def test_an_unfinished_story_has_the_plot_it_has_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("novel_engine.app.making.simulate", stop)
        novel_engine("run", LAMP_OIL, "--out", "o", at=tmp_path)
    plain = novel_engine("show", "o", "--plot", "--json", at=tmp_path).json

    assert plain["state"] == "running"
    assert plain["plot"]["parts"]["answered"]["points"] == 0
