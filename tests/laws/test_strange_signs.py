"""Signs that no text should hold reach no output: a file is refused with its line, and what comes
from elsewhere loses them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.formats.registry import FORMATS
from tests.support.terminal import LAMP_OIL, PEOPLE, character, files_in, novel_engine

CONTROLS = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\r\x85"]
NONCHARACTERS = [chr(n) for n in range(0xFDD0, 0xFDF0)]
NONCHARACTERS += [chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)]
SOME = ["\x07", "\x1b", "\x7f", "\x9b", "\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe"]
SOME += ["\U00011f04", "\U000323af", "\u0264"]  # Kawi, a rare ideograph, a letter given a capital
GENRE = bundled_root() / "configs" / "genres" / "winter-station"
MATTER, LINES = "matter/departure.yaml", "lines/images.yaml"


def as_code(sign: str) -> str:
    """The sign as YAML writes it in double quotes."""
    return f"\\U{ord(sign):08x}"


def refusal(path: Path) -> str:
    """What `validate` says of a path that it must refuse."""
    said = novel_engine("validate", path)
    assert said.code == 3, said.out + said.err
    return said.out


@pytest.mark.parametrize("sign", SOME, ids=[f"{ord(sign):04X}" for sign in SOME])
def test_a_story_and_a_character_that_hold_one_are_refused_with_line_and_number(
    sign: str, tmp_path: Path
) -> None:
    story = tmp_path / "story.yaml"
    story.write_text(f"cast: [a, b]\ntitle: The {sign} Letter\n", "utf-8")
    character(tmp_path / "ida", f"name: Ida\nfears: [{sign}]\n")

    for path, place in ((story, "story.yaml:2: "), (tmp_path / "ida", "character.yaml:2: ")):
        assert place in refusal(path)
        assert f"(U+{ord(sign):04X})" in refusal(path)


@pytest.mark.parametrize(
    ("file", "before", "written", "number"),
    [
        (MATTER, 'title: "', "\ufffe", "U+FFFE"),
        (LINES, "text: |\n    ", "\ufdd0", "U+FDD0"),
        ("genre.yaml", "title: ", "\U0002fffe", "U+2FFFE"),
    ],
)
def test_a_genre_that_holds_one_is_refused_with_line_and_number(
    file: str, before: str, written: str, number: str, tmp_path: Path
) -> None:
    shutil.copytree(GENRE, tmp_path / "station")
    text = (GENRE / file).read_text("utf-8").replace(before, before + written, 1)
    (tmp_path / "station" / file).write_text(text, "utf-8")

    said = refusal(tmp_path / "station")

    assert f"{file}:{text.count(chr(10), 0, text.index(written)) + 1}: a " in said
    assert f"a noncharacter ({number})" in said


def told(folder: Path) -> Iterator[str]:
    """Everything a reader can open in a story's folder; the parts of a book each for itself."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".epub":
            with ZipFile(path) as book:
                yield from (book.read(name).decode("utf-8") for name in book.namelist())
        elif path.suffix != ".db":
            yield path.read_text("utf-8")


def test_what_a_code_a_note_or_the_environment_holds_of_them_reaches_no_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = "".join((*CONTROLS[1:], *NONCHARACTERS, "\ufeff"))
    codes = "".join(map(as_code, strange))
    people, station = tmp_path / "people", tmp_path / "station"
    shutil.copytree(PEOPLE, people)
    shutil.copytree(GENRE, station)
    (tmp_path / "lamp.yaml").write_text(
        LAMP_OIL.read_text("utf-8").replace("genre: winter-station", "genre: ./station")
    )
    for path, old, new in (
        (people / "dee-orr" / "character.yaml", "name: Dee Orr", f'name: "Dee{codes} Orr"'),
        (people / "dee-orr" / "background.md", "", f"She {strange}waits.\n"),
        (station / MATTER.replace("departure", "concealed_harm"), 'claim: "', f'claim: "{codes}'),
        (station / "genre.yaml", "name: the kitchen", f'name: "the {codes}kitchen"'),
    ):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new) if old else new, "utf-8")
    monkeypatch.setenv("NOVEL_ENGINE_TITLE", f"The{''.join(SOME)} Lamp")
    monkeypatch.setenv("NOVEL_ENGINE_PREMISE", f"It{strange} was cold.")

    said = novel_engine(
        "run",
        "lamp.yaml",
        "--seed",
        "7",
        "--out",
        "night",
        "--format",
        ",".join(FORMATS),
        at=tmp_path,
    )

    assert said.code == 0, said.err
    found = [said.out, said.err, *told(tmp_path / "night")]
    assert "The Lamp" in said.out
    assert "the kitchen" in found[-1]
    assert [sign for text in found for sign in strange if sign in text] == []


def test_a_mark_between_two_files_that_were_put_together_is_no_part_of_either(
    tmp_path: Path,
) -> None:
    people = f"cast: [{PEOPLE / 'ada-vane'}, {PEOPLE / 'bo-marsh'}]\n"
    (tmp_path / "story.yaml").write_text(
        f'\ufefftitle: The\ufeff "Lamp"\n\ufeff{people}premise: "\\ufeffCold."\n', "utf-8"
    )

    said = novel_engine("run", "story.yaml", "--seed", "1", "--out", "night", at=tmp_path)

    assert said.code == 0, said.err
    assert '# The "Lamp"\n' in (tmp_path / "night" / "story.md").read_text("utf-8")
    assert "\ufeff" not in "".join(told(tmp_path / "night"))


@pytest.mark.parametrize("name", ["b\udcffd", "b\ufffed", "b\x1bd"])
def test_a_file_whose_name_no_record_could_keep_is_refused_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    people = f"cast: [{PEOPLE / 'ada-vane'}, {PEOPLE / 'dee-orr'}]\n"
    story, genre = tmp_path / f"{name}.yaml", tmp_path / name
    story.write_text(people, "utf-8")
    (tmp_path / "good.yaml").write_text(people, "utf-8")
    shutil.copytree(GENRE, genre)
    shutil.copytree(PEOPLE / "ada-vane", tmp_path / "ada")
    (tmp_path / "ada" / f"{name}.md").write_text("She waits.", "utf-8")
    before = files_in(tmp_path)

    commands: tuple[list[str | Path], ...] = (
        ["run", story],
        ["run", "good.yaml", "--genre", genre],
        ["run", "good.yaml", "--cast", tmp_path / "ada", "--cast", PEOPLE / "bo-marsh"],
    )
    for words in commands:
        said = novel_engine(*words, at=tmp_path)
        assert said.code == 3, said.out + said.err
        assert f"U+{ord(name[1]):04X}" in said.err or (
            "not UTF-8" in said.err and name[1] == "\udcff"
        )
    assert [os.fsencode(path) for path in files_in(tmp_path)] == [
        os.fsencode(path) for path in before
    ]
