"""`tell`: a finished story told again; what happened stays as it is."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from novel_engine.adapters.reading.schemas import json_schema
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.looking import read_story
from novel_engine.cli.parsed_options import LONGEST_TELLING, SHORTEST_TELLING
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.telling.focalization import chosen_focalizer
from tests.cli.commands.test_run import wordless_genre
from tests.support.damage import forged
from tests.support.terminal import LAMP_OIL, Said, character, files_in, novel_engine

KEYS = (
    "story seed folder telling focalizer style person tense files chapters paragraphs asked words scenes "
    "scenes_there ending ending_says said_plainly fallbacks unheard "
    "events_sha256 telling_sha256 version"
).split()
CAST = ("ada-vane", "bo-marsh", "cy-lund", "dee-orr")


def tell(story: Path, *words: str | Path) -> Said:
    return novel_engine("tell", story, *words)


def focalizer_of(story: Path) -> str:
    """Through whom the story was first told."""
    tellings = novel_engine("show", story, "--json").json["tellings"]
    return str(next(one["focalizer"] for one in tellings if one["name"] == "story"))


def another(story: Path) -> str:
    """Somebody else, who was there for most of it."""
    told = focalizer_of(story)
    return next(name for name in ("bo-marsh", "ada-vane") if name != told)


OF_TELLINGS = ("tellings", "chapters", "paragraphs", "paragraph_events", "files")


def tables(story: Path) -> dict[str, list[Any]]:
    """Everything in the record but the tellings and their files, and the seals of these."""
    found: dict[str, list[Any]] = {}
    with closing(sqlite3.connect(story / "story.db")) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        for (name,) in names:
            if name not in OF_TELLINGS:
                found[name] = connection.execute(f"SELECT * FROM {name}").fetchall()
    found["seals"] = [row for row in found["seals"] if row[0] not in OF_TELLINGS]
    return found


def test_a_story_is_told_through_somebody_else_in_a_file_of_its_own(story: Path) -> None:
    other = another(story)

    said = tell(story, "--focalizer", other)

    assert said.code == 0, said.err
    assert said.out.splitlines()[-1] == str(story / f"story.through-{other}.md")
    text = (story / f"story.through-{other}.md").read_text(encoding="utf-8")
    assert text != (story / "story.md").read_text(encoding="utf-8")
    assert "\n# The Lamp Oil\n" in text


def test_what_happened_and_the_first_telling_are_as_they_were(story: Path) -> None:
    before = {name: (story / name).read_bytes() for name in ("story.md", "story.jsonl", "run.yaml")}
    record = tables(story)
    with StoryRecord.read(story / "story.db") as opened:
        events = events_sha256(list(opened.events()))

    told = [tell(story, "--focalizer", name, "--json").json for name in CAST if name != "dee-orr"]

    assert {one["events_sha256"] for one in told} == {events}
    assert {name: (story / name).read_bytes() for name in before} == before
    assert tables(story) == record


def test_the_answer_has_the_promised_keys_and_its_hash_is_the_files(story: Path) -> None:
    other = another(story)

    told = tell(story, "--focalizer", other, "--format", "md,jsonl", "--json").json

    assert list(told) == KEYS
    assert (told["telling"], told["focalizer"], told["asked"]) == (f"through-{other}", other, 1100)
    stem = story / f"story.through-{other}"
    assert told["files"] == [f"{stem}.md", f"{stem}.jsonl"]
    assert told["telling_sha256"] == sha256(Path(f"{stem}.md").read_bytes()).hexdigest()
    lines = [
        json.loads(line) for line in Path(f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert lines[0]["focalizer"] == other
    assert sum(line["kind"] == "paragraph" for line in lines) == told["paragraphs"]


def test_the_same_command_says_and_writes_the_same_bytes_each_time(story: Path) -> None:
    words = ("--focalizer", another(story), "--style", "spare", "--words", "1000", "--json")
    first = tell(story, *words)
    written = {
        name: (story / name).read_bytes()
        for name in files_in(story)
        if not name.startswith("story.db")
    }

    again = tell(story, *words)

    assert first == again
    assert {name: (story / name).read_bytes() for name in written} == written


def test_a_telling_is_named_for_what_is_other_in_it_than_in_the_storys_own(story: Path) -> None:
    other, own = another(story), focalizer_of(story)

    def name(*words: str) -> object:
        return tell(story, *words, "--json").json["telling"]

    assert (
        name("--focalizer", other, "--style", "spare", "--words", "900")
        == f"through-{other}-spare-words-900"
    )
    assert name("--style", "spare") == "spare"
    assert name("--words", "900") == "words-900"
    assert name("--focalizer", own, "--style", "close", "--words", "1100") == "story"
    assert name() == "story"


def test_a_story_that_was_asked_for_through_somebody_is_its_own_through_them(
    tmp_path: Path,
) -> None:
    story = tmp_path / "asked"
    short = ("--scenes", "5", "--words", "700")
    novel_engine(
        "run", LAMP_OIL, "--seed", "3", *short, "--focalizer", "Ada", "--out", story, "--quiet"
    )
    by_default = chosen_focalizer(read_story(story).fabula)

    assert focalizer_of(story) == "ada-vane" != by_default
    assert tell(story, "--focalizer", "ada-vane", "--json").json["telling"] == "story"
    assert tell(story, "--json").json["focalizer"] == "ada-vane"
    assert (
        tell(story, "--focalizer", by_default, "--json").json["telling"] == f"through-{by_default}"
    )


@pytest.mark.parametrize("written", ["Bo Marsh", "bo", "BO-MARSH"])
def test_whoever_it_is_told_through_may_be_named_in_any_way(story: Path, written: str) -> None:
    assert tell(story, "--focalizer", written, "--json").json["focalizer"] == "bo-marsh"


def test_every_telling_is_kept_in_the_record_under_its_name_and_can_be_shown_and_read(
    story: Path,
) -> None:
    other = another(story)
    told = tell(story, "--focalizer", other, "--json").json

    with StoryRecord.read(story / "story.db") as record:
        assert record.tellings() == ("story", f"through-{other}")
        assert len(record.paragraphs(f"through-{other}")) == told["paragraphs"]
    shown = novel_engine("show", story, "--json").json["tellings"]
    assert [one["name"] for one in shown] == ["story", f"through-{other}"]
    assert shown[1]["words"] == told["words"]
    assert f"  told as through-{other}: " in novel_engine("show", story).out
    read = novel_engine("read", story, "--telling", f"through-{other}").out
    assert read == (story / f"story.through-{other}.md").read_text(encoding="utf-8")


def test_a_telling_there_is_not_or_whose_file_is_gone_is_said_so_by_read(story: Path) -> None:
    other = another(story)
    tell(story, "--focalizer", other)
    (story / f"story.through-{other}.md").unlink()

    gone = novel_engine("read", story, "--telling", f"through-{other}")
    never = novel_engine("read", story, "--telling", "../story")

    assert (gone.code, never.code) == (2, 2)
    assert "`novel-engine tell` writes it again" in gone.err
    assert f"there are story, through-{other}" in never.err


def test_without_options_files_that_are_missing_are_written_again(story: Path) -> None:
    before = (story / "story.md").read_bytes(), (story / "story.jsonl").read_bytes()
    (story / "story.md").unlink()
    (story / "story.jsonl").unlink()

    assert tell(story).out.splitlines()[-1] == str(story / "story.md")
    assert ((story / "story.md").read_bytes(), (story / "story.jsonl").read_bytes()) == before


def test_a_file_that_says_something_else_is_kept_until_force_replaces_it(story: Path) -> None:
    other = another(story)
    path = story / f"story.through-{other}.md"
    path.write_text("my own version", encoding="utf-8")

    refused = tell(story, "--focalizer", other)
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    assert path.read_text(encoding="utf-8") == "my own version"
    with StoryRecord.read(story / "story.db") as record:
        assert record.tellings() == ("story",)

    assert tell(story, "--focalizer", other, "--force").code == 0
    assert path.read_text(encoding="utf-8") != "my own version"


def test_a_telling_kept_in_other_words_gives_way_only_to_force(story: Path) -> None:
    other = another(story)
    tell(story, "--focalizer", other)
    changed = "UPDATE paragraphs SET text = 'Changed.' WHERE telling <> 'story' AND n = 1"
    forged(story / "story.db", changed)
    (story / f"story.through-{other}.md").unlink()

    refused = tell(story, "--focalizer", other)

    assert refused.code == 2
    assert "kept in other words; use --force" in refused.err
    assert tell(story, "--focalizer", other, "--force").code == 0
    with StoryRecord.read(story / "story.db") as record:
        assert record.paragraphs(f"through-{other}")[0].text != "Changed."


def test_the_files_may_go_elsewhere_but_not_into_another_story(story: Path, tmp_path: Path) -> None:
    told = tell(story, "--out", tmp_path / "shelf" / "one", "--format", "md", "--json").json
    assert told["files"] == [str(tmp_path / "shelf" / "one" / "story.md")]
    assert (tmp_path / "shelf/one/story.md").read_bytes() == (story / "story.md").read_bytes()

    shutil.copytree(story, tmp_path / "other")
    refused = tell(story, "--style", "spare", "--out", tmp_path / "other", "--force")
    assert refused.code == 2
    assert "another story is in this folder" in refused.err


def test_somebody_or_a_narrator_there_is_not_is_said_with_those_there_are(story: Path) -> None:
    nobody, unheard = tell(story, "--focalizer", "zed"), tell(story, "--style", "baroque")

    assert (nobody.code, unheard.code) == (2, 2)
    assert (
        "Ada Vane (ada-vane), Bo Marsh (bo-marsh), Cy Lund (cy-lund), Dee Orr (dee-orr)"
        in nobody.err
    )
    assert "there are close (at one person's shoulder" in unheard.err
    assert "spare (" in unheard.err


@pytest.mark.parametrize("words", ["0", "-5", "299", "50001"])
def test_a_length_that_no_telling_has_is_refused(story: Path, words: str) -> None:
    said = tell(story, "--words", words)

    assert said.code == 2
    assert "a telling has 300 to 50,000 words" in said.err


def test_the_lengths_are_those_a_story_file_may_ask_for() -> None:
    words = json_schema("story")["properties"]["words"]

    assert (words["minimum"], words["maximum"]) == (SHORTEST_TELLING, LONGEST_TELLING)


def test_a_story_that_has_not_ended_is_not_told_and_resume_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    story = tmp_path / "stopped"
    with monkeypatch.context() as patch:
        patch.setattr("novel_engine.app.making.simulate", stop)
        assert novel_engine("run", LAMP_OIL, "--out", story).code == 130

    said = tell(story, "--style", "spare")

    assert (said.code, said.out) == (2, "")
    assert f"`novel-engine resume {story}` goes on" in said.err


def test_where_there_is_no_story_there_is_nothing_to_tell(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        assert tell(place).code == 2
    assert files_in(tmp_path) == []


def test_a_telling_that_comes_out_far_too_short_is_said_to_be_so_and_why(story: Path) -> None:
    said = tell(story, "--words", "20000", "--json")
    told = said.json

    assert (told["asked"], told["words"] < 17_000) == (20_000, True)
    name = {"ada-vane": "Ada", "bo-marsh": "Bo", "cy-lund": "Cy", "dee-orr": "Dee"}[
        told["focalizer"]
    ]
    there = f"{name} was there for {told['scenes_there']} of {told['scenes']} scenes"
    note = f"note: {told['words']:,} words were told of 20,000 asked for: {there}; "
    assert said.err.startswith(note)
    assert said.err.endswith("more people or more scenes may give more\n")
    assert tell(story, "--words", "20000", "--quiet").err == said.err


def test_through_somebody_who_was_never_there_there_is_nothing_to_tell(tmp_path: Path) -> None:
    cast = [character(tmp_path / f"p{n}", f"Person{n}") for n in range(10)]
    words = ("--scenes", "3", "--seed", "1", "--out", tmp_path / "o")
    novel_engine("run", *(word for one in cast for word in ("--cast", one)), *words)
    with closing(sqlite3.connect(tmp_path / "o" / "story.db")) as connection:
        seen = {
            name
            for (company,) in connection.execute("SELECT company FROM scenes")
            for name in json.loads(company)
        }
    absent = sorted({one.name for one in cast} - seen)

    said = tell(tmp_path / "o", "--focalizer", absent[0])

    assert said.code == 2
    assert f"there is nothing to tell through {absent[0]}, who was there for 0 of " in said.err
    assert sorted(seen)[0] in said.err
    assert files_in(tmp_path / "o") == ["run.yaml", "story.db", "story.md"]


def test_a_want_of_words_is_counted_and_under_strict_nothing_is_written(tmp_path: Path) -> None:
    genre = wordless_genre(tmp_path / "wordless")
    novel_engine("run", LAMP_OIL, "--genre", genre, "--seed", "2", "--out", "o", at=tmp_path)
    before = files_in(tmp_path / "o")

    strict = tell(tmp_path / "o", "--style", "spare", "--strict")

    assert (strict.code, strict.out) == (9, "")
    assert "--strict, and " in strict.err
    assert files_in(tmp_path / "o") == before


def test_a_story_begun_through_one_person_by_one_narrator_keeps_both_as_its_own(
    tmp_path: Path,
) -> None:
    words = ("--seed", "7", "--focalizer", "bo", "--style", "spare", "--out", "o", "--json")
    novel_engine("run", LAMP_OIL, *words, at=tmp_path)

    assert tell(tmp_path / "o", "--json").json["telling"] == "story"
    assert tell(tmp_path / "o", "--json").json["focalizer"] == "bo-marsh"
    assert tell(tmp_path / "o", "--json").json["style"] == "spare"
    assert tell(tmp_path / "o", "--style", "close", "--json").json["telling"] == "close"


def test_replacing_a_story_takes_its_other_tellings_away_too(story: Path) -> None:
    tell(story, "--focalizer", another(story))

    novel_engine("run", LAMP_OIL, "--seed", "8", "--out", story, "--force")

    assert files_in(story) == ["run.yaml", "story.db", "story.md"]


def test_a_narrator_in_a_story_file_that_the_genre_lacks_is_found_by_validate(
    tmp_path: Path,
) -> None:
    path = tmp_path / "night.yaml"
    path.write_text(
        "genre: winter-station\ncast: [ida-kessel, bram-holt, ruth-amsel]\nstyle: baroque\n",
        encoding="utf-8",
    )

    said = novel_engine("validate", path)

    assert said.code == 3
    assert (
        f"{path}:3: there is no narrator 'baroque' in winter-station; there are close (" in said.out
    )


def test_a_telling_that_is_stopped_leaves_nothing_and_says_what_to_do(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("novel_engine.app.retelling.told", stop)

    said = tell(story, "--style", "spare")

    assert said.code == 130
    assert "the same command tells it" in said.err
    assert not (story / "story.spare.md").exists()


@pytest.mark.parametrize("option", ["--focalizer", "--style"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_name_is_refused_as_other_commands_refuse_it(
    story: Path, option: str, empty: str
) -> None:
    refused = novel_engine("tell", story, f"{option}={empty}")
    assert refused.code == 2
    assert f"{option} names nobody and nothing; write a name, or leave it out" in refused.err


def test_a_sign_that_shows_nothing_is_shown_by_its_number(story: Path) -> None:
    refused = novel_engine("tell", story, "--focalizer=Nobody\u202e\u200b")
    assert refused.code == 2
    assert "'Nobody\\u202e\\u200b' is not in the cast" in refused.err


@pytest.mark.slow
def test_edited_lines_are_told_under_a_name_of_their_own(story: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text('- {for: scene, text: "It was early, and nothing was in the post."}\n', "utf-8")
    before = (story / "story.md").read_bytes()

    said = novel_engine("tell", story, "--lines", own)

    assert said.code == 0, said.err
    assert "the telling 'lines-own'" in said.out
    assert (story / "story.lines-own.md").is_file()
    assert (story / "story.md").read_bytes() == before


def test_a_plain_narrator_tells_in_the_first_person_and_in_the_present_and_it_is_said(
    tmp_path: Path,
) -> None:
    novel_engine("run", LAMP_OIL, "--seed", "7", "--out", "o", at=tmp_path)

    said = tell(tmp_path / "o", "--person", "first", "--tense", "present", "--json")

    told = said.json
    assert (told["telling"], told["style"]) == ("plain-first-present", "plain")
    assert (told["person"], told["tense"]) == ("first", "present")
    assert "told by the narrator 'plain' and not by 'close'" in said.err
    assert "My name is " in Path(told["files"][0]).read_text(encoding="utf-8")


def test_another_narrator_in_the_first_person_is_refused_with_what_to_write(tmp_path: Path) -> None:
    novel_engine("run", LAMP_OIL, "--seed", "7", "--out", "o", at=tmp_path)

    close = tell(tmp_path / "o", "--person", "first", "--style", "close")
    nobody = tell(tmp_path / "o", "--person", "second")
    model = tell(tmp_path / "o", "--tense", "present", "--narrator-model", "replay:nowhere")

    assert (close.code, nobody.code, model.code) == (2, 2, 2)
    assert "--style plain" in close.err
    assert "there are third and first" in nobody.err
    assert "--narrator-model offline" in model.err


def test_a_story_of_its_own_person_goes_on_being_told_in_it(tmp_path: Path) -> None:
    novel_engine(
        "run", "the-first-pressing", "--seed", "3", "--person", "first", "--out", "o", at=tmp_path
    )
    own = (tmp_path / "o" / "story.md").read_bytes()

    assert "person: first" in (tmp_path / "o" / "run.yaml").read_text(encoding="utf-8")
    assert tell(tmp_path / "o", "--json").json["telling"] == "story"
    assert (tmp_path / "o" / "story.md").read_bytes() == own
    assert tell(tmp_path / "o", "--person", "third", "--json").json["telling"] == "third"
    assert tell(tmp_path / "o", "--tense", "present", "--json").json["person"] == "first"
