"""`run`: from a story file, a bundled story or a cast alone to a finished story."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import DEFAULT_STORY, bundled_root
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.story.fabula.codec import events_sha256
from tests.support.terminal import LAMP_OIL, PEOPLE, character, files_in, novel_engine, process

KEYS = (
    "story seed folder files files_mended files_changed turns scenes events asked words ending "
    "ending_says "
    "threads night nights plot model calls "
    "tokens_in tokens_out cost_usd unanswered unanswered_usd said_plainly fallbacks unfilled unheard "
    "events_sha256 story_sha256 unused "
    "elapsed_s version"
).split()


def test_without_an_argument_the_bundled_story_is_told_and_its_path_printed_last(
    tmp_path: Path,
) -> None:
    said = novel_engine("run", at=tmp_path)

    assert said.code == 0, said.err
    path = Path(said.out.splitlines()[-1])
    assert path == Path("stories") / f"{DEFAULT_STORY}-1" / "story.md"
    assert files_in((tmp_path / path).parent) == ["run.yaml", "story.db", "story.md"]
    assert said.err == ""


def test_run_twice_without_a_seed_tells_two_stories(tmp_path: Path) -> None:
    first = novel_engine("run", LAMP_OIL, "--json", at=tmp_path).json
    second = novel_engine("run", LAMP_OIL, "--json", at=tmp_path).json

    assert (first["seed"], second["seed"]) == ("1", "2")
    assert first["story_sha256"] != second["story_sha256"]
    assert first["events_sha256"] != second["events_sha256"]


def test_the_json_answer_has_the_promised_keys_and_its_hashes_are_those_of_the_files(
    tmp_path: Path,
) -> None:
    told = novel_engine(
        "run", LAMP_OIL, "--seed", "7", "--out", "night", "--json", at=tmp_path
    ).json

    assert list(told) == KEYS
    folder = tmp_path / told["folder"]
    assert sorted(told["files"]) == files_in(folder)
    assert told["story_sha256"] == sha256((folder / "story.md").read_bytes()).hexdigest()
    with StoryRecord.read(folder / "story.db") as record:
        events = list(record.events())
    assert told["events_sha256"] == events_sha256(events)
    assert told["events"] == len(events)
    assert told["turns"] == events[-1].turn
    assert (told["calls"], told["tokens_in"], told["tokens_out"], told["cost_usd"]) == (0, 0, 0, 0)
    assert [
        thread["status"] in ("answered", "unsolved") for thread in told["threads"] if thread["main"]
    ] == [True]


def test_the_story_begins_with_its_front_matter_and_has_chapters(tmp_path: Path) -> None:
    novel_engine("run", LAMP_OIL, "--seed", "7", "--out", "night", at=tmp_path)

    text = (tmp_path / "night" / "story.md").read_text(encoding="utf-8")
    head = '---\ntitle: "The Lamp Oil"\nseed: "7"\ncast:\n  - "Ada Vane"\n  - "Bo Marsh"\n'
    assert text.startswith(head)
    assert "\n# The Lamp Oil\n" in text
    assert len(re.findall("^## ", text, flags=re.MULTILINE)) >= 2


def test_the_seed_the_folder_and_the_lengths_are_taken_from_the_options_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOVEL_ENGINE_SEED", "5")
    monkeypatch.setenv("NOVEL_ENGINE_SCENES", "6")

    plan = novel_engine("run", LAMP_OIL, "--dry-run", "--json", "--scenes", "9", at=tmp_path).json

    assert (plan["seed"], plan["scenes"], plan["words"]) == ("5", 9, 1100)
    assert plan["folder"] == str(Path("stories/the-lamp-oil-5"))


def test_a_dry_run_writes_nothing_and_spoils_nothing(tmp_path: Path) -> None:
    plan = novel_engine("run", LAMP_OIL, "--seed", "7", "--dry-run", "--json", at=tmp_path).json
    plain = novel_engine("run", LAMP_OIL, "--dry-run", at=tmp_path)

    assert files_in(tmp_path) == []
    assert plan["cast"] == ["Ada Vane", "Bo Marsh", "Cy Lund", "Dee Orr"]
    assert (plan["calls"], plan["cost_usd"]) == (0, 0)
    assert "roles" not in plan
    assert "cast: Ada Vane, Bo Marsh, Cy Lund, Dee Orr" in plain.out
    assert "culprit" not in plain.out + json.dumps(plan)


def test_a_dry_run_says_how_many_nights_would_be_simulated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(*words: str) -> int:
        found = novel_engine("run", *words, "--dry-run", "--json", at=tmp_path).json
        nights: int = found["nights"]
        return nights

    assert (plan(), plan("--nights", "30")) == (1, 30)  # tests are given NOVEL_ENGINE_NIGHTS=1
    monkeypatch.setenv("NOVEL_ENGINE_NIGHTS", "5")
    assert (plan(str(LAMP_OIL)), plan("--nights", "2")) == (5, 2)
    monkeypatch.delenv("NOVEL_ENGINE_NIGHTS")
    assert (plan(), plan(str(LAMP_OIL)), plan("--narrator-model", "offline")) == (12, 1, 12)


@pytest.mark.parametrize("nights", ["0", "101", "-1"])
def test_so_many_nights_are_an_invalid_input(tmp_path: Path, nights: str) -> None:
    said = novel_engine("run", "--nights", nights, "--dry-run", at=tmp_path)

    assert said.code == 3
    assert "--nights: 'nights'" in said.err


def test_nights_are_refused_with_their_cure_where_a_model_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOVEL_ENGINE_NIGHTS")
    said = novel_engine("run", "--nights", "2", "--model", "openai:m", at=tmp_path)

    assert said.code == 3
    assert "--nights: 2 nights are simulated only where" in said.err
    assert "leave 'nights' out or make it 1" in said.err
    assert files_in(tmp_path) == []


def test_a_cast_alone_is_set_loose_in_the_default_situation(tmp_path: Path) -> None:
    told = novel_engine(
        "run", "--cast", PEOPLE / "ada-vane", "--cast", PEOPLE / "dee-orr", "--json", at=tmp_path
    ).json

    assert told["folder"] == str(Path("stories/story-1"))
    assert told["threads"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [
        ("Zoë O'Brien-Łukasz", "李雷", "- 1. Star"),
        ("Tom & Jerry", "R2-D2", "50 Cent"),
    ],
)
def test_names_in_other_alphabets_or_with_signs_are_only_names(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    cast = [character(tmp_path / f"person-{n}", name) for n, name in enumerate(names)]

    told = novel_engine(
        "run",
        *(w for d in cast for w in ("--cast", d)),
        "--seed",
        "3",
        "--out",
        "o",
        "--json",
        at=tmp_path,
    )

    assert told.code == 0, told.err
    assert files_in(tmp_path / "o") == ["run.yaml", "story.db", "story.md"]
    shown = novel_engine("show", tmp_path / "o", "--cast", "--json").json
    assert sorted(person["name"] for person in shown["cast"]) == sorted(names)
    body = (tmp_path / "o" / "story.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    assert all(name.split()[0] in body for name in names if name[0] != "-")


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "{ada}", "$HOME; rm -rf /", "%s %d", "_Under_ + = ~~Line~~"],
)
def test_a_path_a_template_or_markup_is_no_name_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    people = [character(tmp_path / "ada", "Ada"), character(tmp_path / "other", name)]

    said = novel_engine("run", "--cast", people[0], "--cast", people[1], "--out", "o", at=tmp_path)

    assert said.code == 3
    assert "character.yaml:1: 'name' holds " in said.err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    "name",
    ["<script>", "# A heading", "*Star* [link](x) & `code`", "A\\B|C", "{{char}}", "Luna 🌸"],
)
def test_markup_is_no_name_and_nothing_is_told_of_it(tmp_path: Path, name: str) -> None:
    cast = [character(tmp_path / "one", name), character(tmp_path / "two", "Bo Marsh")]

    told = novel_engine("run", "--cast", cast[0], "--cast", cast[1], "--out", "o", at=tmp_path)

    assert (told.code, told.out) == (3, "")
    assert "one/character.yaml:1: 'name' holds" in told.err
    assert not (tmp_path / "o").exists()


def test_directories_with_odd_names_are_characters_too(tmp_path: Path) -> None:
    cast = [
        character(tmp_path / name, f"Person {n}")
        for n, name in enumerate(("李雷", "O'Brien & sons", "<script>", "-x"))
    ]

    told = novel_engine("run", *(w for d in cast for w in ("--cast", d)), "--json", at=tmp_path)

    assert told.code == 0, told.err


def test_ten_characters_with_nothing_but_names_make_a_story(tmp_path: Path) -> None:
    cast = [character(tmp_path / f"p{n}", f"Person{n} Number{n}") for n in range(10)]

    told = novel_engine(
        "run", *(w for d in cast for w in ("--cast", d)), "--json", at=tmp_path
    ).json

    assert (
        len(novel_engine("show", tmp_path / told["folder"], "--cast", "--json").json["cast"]) == 10
    )


def test_a_biography_of_ten_thousand_characters_is_read(tmp_path: Path) -> None:
    ada = character(tmp_path / "ada", f"name: Ada\ndescription: {'She walked on. ' * 700}\n")
    (ada / "life.md").write_text("# Life\n\n" + "And on. " * 2000, encoding="utf-8")
    ben = character(tmp_path / "ben", "Ben")

    assert novel_engine("run", "--cast", ada, "--cast", ben, at=tmp_path).code == 0


def test_jsonl_holds_the_story_its_events_and_its_paragraphs(lamp_oil: Path) -> None:
    lines = [
        json.loads(line)
        for line in (lamp_oil / "story.jsonl").read_text(encoding="utf-8").splitlines()
    ]

    assert lines[0]["kind"] == "story"
    kinds = {line["kind"] for line in lines[1:]}
    assert kinds == {"event", "paragraph"}
    numbers = [line["n"] for line in lines if line["kind"] == "paragraph"]
    assert numbers == list(range(1, len(numbers) + 1))
    turns = {line["turn"] * 100 + line["seq"] for line in lines if line["kind"] == "event"}
    assert {
        event for line in lines if line["kind"] == "paragraph" for event in line["events"]
    } <= turns


def test_every_format_is_written_when_it_is_asked_for(lamp_oil: Path, tmp_path: Path) -> None:
    formats = ("--format", "fountain, EPUB,html,jsonl,md,md")

    told = novel_engine(
        "run", LAMP_OIL, "--seed", "7", "--out", "o", *formats, "--json", at=tmp_path
    ).json

    forms = ["story.epub", "story.fountain", "story.html", "story.jsonl", "story.md"]
    assert told["files"] == ["run.yaml", "story.db", *forms] == files_in(tmp_path / "o")
    assert (tmp_path / "o" / "story.epub").read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert (tmp_path / "o" / "story.fountain").read_bytes().startswith(b"Title: The Lamp Oil\n")
    assert b"<html" in (tmp_path / "o" / "story.html").read_bytes()
    assert (tmp_path / "o" / "story.md").read_bytes() == (lamp_oil / "story.md").read_bytes()


def test_a_format_there_is_not_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    said = novel_engine("run", LAMP_OIL, "--format", "md,docx", at=tmp_path)

    assert said.code == 2
    assert (
        "--format docx: there is no such format; there are md, html, epub, fountain, jsonl"
        in said.err
    )
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    "option", ["--model", "--decider-model", "--framer-model", "--narrator-model"]
)
@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("gemini:flash", 2, "GEMINI_API_KEY"),
        ("gemini", 3, "--model: 'model' cannot be used: 'gemini' does not say which"),
        ("oracle:x", 3, "there are offline, gemini:NAME"),
    ],
)
def test_a_language_model_that_cannot_be_asked_is_refused_before_anything_is_written(
    tmp_path: Path, option: str, name: str, code: int, says: str
) -> None:
    said = novel_engine("run", LAMP_OIL, option, name, at=tmp_path)

    assert said.code == code
    assert says.replace("--model", option) in said.err
    assert files_in(tmp_path) == []
    assert novel_engine("run", LAMP_OIL, option, "offline", "--dry-run", at=tmp_path).code == 0


def test_an_offline_story_keeps_within_any_budget(tmp_path: Path) -> None:
    told = novel_engine(
        "run", LAMP_OIL, "--seed", "2", "--scenes", "5", "--budget", "0", "--json", at=tmp_path
    ).json

    assert (told["model"], told["calls"], told["cost_usd"]) == ("offline", 0, 0.0)


def test_a_folder_with_a_story_is_refused_until_force_replaces_it(tmp_path: Path) -> None:
    first = novel_engine("run", LAMP_OIL, "--seed", "1", "--out", "o", "--json", at=tmp_path).json
    (tmp_path / "o" / "my notes.txt").write_text("keep me", encoding="utf-8")

    refused = novel_engine("run", LAMP_OIL, "--seed", "2", "--out", "o", at=tmp_path)
    assert refused.code == 2
    assert "--force" in refused.err
    assert (tmp_path / "o" / "story.md").read_bytes()

    second = novel_engine(
        "run", LAMP_OIL, "--seed", "2", "--out", "o", "--force", "--json", at=tmp_path
    ).json
    assert second["events_sha256"] != first["events_sha256"]
    assert (tmp_path / "o" / "my notes.txt").read_text(encoding="utf-8") == "keep me"


def test_a_story_md_that_is_no_story_of_ours_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "story.md").write_text("my novel", encoding="utf-8")

    said = novel_engine("run", LAMP_OIL, "--out", "o", at=tmp_path)

    assert said.code == 2
    assert files_in(tmp_path / "o") == ["story.md"]
    assert (tmp_path / "o" / "story.md").read_text(encoding="utf-8") == "my novel"


HUM = """\
hum:
  roles: {A: actor, B: present}
  believes: "present(B) & !did(hum, A, B)"
  world: "present(B)"
  drives: {calm: 2, affiliate: 2}
  effects: ["affection(B, A, 1)"]
  tension: 5
  is: [always, kept, turns]
  saying: ["hum to {B}", "hummed to {B}"]
  note: "{A} hums to {B}."
"""


def wordless_genre(folder: Path) -> Path:
    """The bundled genre without its lines, and with a verb that nobody wrote any for."""
    shutil.copytree(
        bundled_root() / "configs/genres/winter-station",
        folder,
        ignore=shutil.ignore_patterns("lines"),
    )
    (folder / "verbs.yaml").write_text(HUM, encoding="utf-8")
    return folder


def test_a_want_of_words_is_counted_and_under_strict_it_is_fatal_and_resumable(
    tmp_path: Path,
) -> None:
    genre = wordless_genre(tmp_path / "wordless")

    loose = novel_engine(
        "run", LAMP_OIL, "--genre", genre, "--seed", "2", "--out", "loose", "--json", at=tmp_path
    ).json
    strict = novel_engine(
        "run", LAMP_OIL, "--genre", genre, "--seed", "2", "--out", "strict", "--strict", at=tmp_path
    )

    assert loose["fallbacks"] > 0
    assert strict.code == 9
    assert "novel-engine resume strict" in strict.err
    assert not (tmp_path / "strict" / "story.md").exists()
    resumed = novel_engine("resume", "strict", "--json", at=tmp_path).json
    assert resumed["story_sha256"] == loose["story_sha256"]
    assert resumed["fallbacks"] == loose["fallbacks"]


def test_the_plain_answer_counts_the_fall_backs(tmp_path: Path) -> None:
    genre = wordless_genre(tmp_path / "wordless")

    said = novel_engine("run", LAMP_OIL, "--genre", genre, "--seed", "2", at=tmp_path)

    assert re.search(r"^\d+ fall-backs", said.out, flags=re.MULTILINE)


@pytest.mark.slow
def test_hash_seed_and_folder_change_no_byte(tmp_path: Path) -> None:
    told = []
    for number in ("0", "1"):
        at = tmp_path / f"somewhere-{number}"
        at.mkdir()
        told.append(
            process("run", "--seed", "7", "--json", at=at, more={"PYTHONHASHSEED": number}).json
        )

    for key in ("events_sha256", "story_sha256"):
        assert told[0][key] == told[1][key]


@pytest.mark.slow
def test_twenty_seeds_tell_twenty_stories_whose_main_question_is_settled(tmp_path: Path) -> None:
    told = process(
        "batch", "--seeds", "1..20", "--jobs", "2", "--out", "o", "--json", at=tmp_path
    ).json["stories"]

    assert len({story["story_sha256"] for story in told}) == 20
    assert len({story["events_sha256"] for story in told}) == 20
    settled = []
    for story in told:
        with closing(sqlite3.connect(tmp_path / "o" / story["folder"] / "story.db")) as connection:
            settled += connection.execute("SELECT status FROM threads WHERE main = 1").fetchall()
    assert len(settled) == 20
    assert {status for (status,) in settled} <= {"answered", "unsolved"}


def test_on_a_terminal_the_scenes_are_shown_as_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("novel_engine.cli.output.shows_progress", lambda quiet: not quiet)

    assert novel_engine("run", LAMP_OIL, "--seed", "1", at=tmp_path).code == 0
    assert novel_engine("run", LAMP_OIL, "--seed", "2", "--quiet", at=tmp_path).err == ""


def test_a_run_by_a_narrator_there_is_not_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    said = novel_engine("run", LAMP_OIL, "--style", "baroque", at=tmp_path)

    assert said.code == 3
    assert (
        "--style: there is no narrator 'baroque' in winter-station; there are close (" in said.err
    )
    assert files_in(tmp_path) == []


def test_a_run_that_comes_out_far_too_short_says_so_too_and_when_it_is_quiet(
    tmp_path: Path,
) -> None:
    said = novel_engine(
        "run",
        "--quiet",
        LAMP_OIL,
        "--seed",
        "7",
        "--scenes",
        "5",
        "--words",
        "9000",
        "--json",
        "--out",
        "o",
        at=tmp_path,
    )

    assert said.json["asked"] == 9000
    assert f"note: {said.json['words']:,} words were told of 9,000 asked for: " in said.err


def test_a_person_and_a_tense_are_the_plain_voices(tmp_path: Path) -> None:
    told = novel_engine(
        "run", LAMP_OIL, "--seed", "1", "--person", "first", "--out", "o", at=tmp_path
    )
    close = novel_engine("run", LAMP_OIL, "--style", "close", "--tense", "present", at=tmp_path)
    wrong = novel_engine("run", LAMP_OIL, "--person", "second", at=tmp_path)

    assert "told by the narrator 'plain' and not by 'close'" in told.err
    assert (close.code, wrong.code) == (3, 3)
    assert (
        "--tense: the present tense is the plain voice's alone; write 'style: plain'" in close.err
    )
    assert "'person' must be 'third' or 'first'" in wrong.err
