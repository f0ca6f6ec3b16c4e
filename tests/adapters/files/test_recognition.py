"""What somebody has named who meant something else is called what it is, by every command."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest

from novel_engine.adapters.files.recognition import recognised
from tests.support.terminal import FIXTURES, LAMP_OIL, character, novel_engine

PNG, JPEG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF"
CARD = "another program's character card"
FILES: dict[str, tuple[bytes, str]] = {
    "v2.json": (
        json.dumps({"spec": "chara_card_v2", "data": {"name": "Ada"}}).encode(),
        f"this is {CARD}",
    ),
    "v3.json": (
        b"\xef\xbb\xbf " + json.dumps({"data": {}, "spec": "chara_card_v3"}, indent=2).encode(),
        f"this is {CARD}",
    ),
    "v1.json": (json.dumps({"name": "Ada", "first_mes": "Hm."}).encode(), f"this is {CARD}"),
    "pyg.json": (json.dumps({"char_name": "A", "char_persona": "B"}).encode(), f"this is {CARD}"),
    "ooba.yaml": (b"name: Ada\ngreeting: Hm.\ncontext: |\n  Ada's Persona: x\n", f"this is {CARD}"),
    "card.png": (PNG, f"this is a picture; if {CARD} is in it"),
    "card.jpg": (JPEG, "this is a picture"),
    "named.yaml": (PNG, "this is a picture"),
    "card.charx": (b"PK\x03\x04" + b"\0" * 26 + b"card.json", f"if it is {CARD}"),
    "book.epub": (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "(EPUB)"),
    "notes.md": (b"# Ada\n", "this is prose"),
    "agnai.json": (
        json.dumps({"kind": "character", "name": "A", "persona": {"kind": "text"}}).encode(),
        f"this is {CARD}",
    ),
    "lore.json": (
        json.dumps({"entries": {"0": {"key": ["mill"], "content": "x"}}}).encode(),
        "this is another program's lorebook",
    ),
    "chat.jsonl": (b'{"user_name": "A"}\n{"name": "A", "mes": "x"}\n', "this is JSON Lines"),
    "notes.toml": (b'title = "x"\n[a]\n', "this is TOML"),
    "notes.ini": (b"[a]\nb = c\n", "this is an INI file"),
    "kernel.yaml": (b"part: x\nframes:\n  a: {}\nendings: {}\n", "this is a kernel of a genre"),
    "wide.json": (json.dumps({"spec": "chara_card_v2"}).encode("utf-16"), f"this is {CARD}"),
    "several.json": (json.dumps([{"spec": "chara_card_v2"}]).encode(), f"this is {CARD}"),
    "long.json": (
        json.dumps({"data": {"x": "y" * 300_000}, "spec": "chara_card_v3"}).encode(),
        f"this is {CARD}",
    ),
    "tiny.agent.json": (b'{"type": "TinyPerson", "persona": {"name": "A"}}', f"this is {CARD}"),
    "role_info.json": (b'{"role_code": "a", "role_name": "A"}', f"this is {CARD}"),
    "settings.json": (b'{"temperature": 1, "top_p": 1}', "another program's scenario, settings"),
    "card.gif": (b"GIF89a\1\0", "this is a picture"),
    "card.bmp": (b"BM\x3a\0\0\0\0\0\0\0", "this is a picture"),
    "card.avif": (b"\0\0\0\x1cftypavif", "this is a picture"),
    "card.webp": (b"RIFF\x10\0\0\0WEBPVP8 ", "this is a picture"),
    "voice.wav": (b"RIFF\x10\0\0\0WAVEfmt ", "this is a sound recording"),
    "clip.mp4": (b"\0\0\0\x18ftypmp42", "this is a film"),
    "text.docx": (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "a word processor's document"),
    "table.xlsx": (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "a spreadsheet's table"),
    "all.tar": (b"people/".ljust(257, b"\0") + b"ustar\0", "this is an archive"),
    "all.7z": (b"7z\xbc\xaf\x27\x1c\0", "this is an archive"),
    "all.xz": (b"\xfd7zXZ\0", "this is compressed"),
    "program": (b"\x7fELF\2", "this is a program"),
    "script": (b"#!/bin/sh\n", "a script, a program"),
    "rich.yaml": (b"{\\rtf1\\ansi Ada.}", "this is rich text (RTF)"),
    "page.yaml": (b"<!DOCTYPE html>\n<html></html>", "this is HTML, a web page"),
    "drawing.svg": (b"<svg xmlns='x'/>", "this is a picture (SVG)"),
    "ada.yaml": (b"name: Ada\ntraits: [proud]\n", "a character's file that is not called so"),
    "stats.yaml": (b"character: A\ncombat_stats: {a: 3}\n", "as an older version had it"),
    "lines.yaml": (b"- for: scene\n  text: x\n", "these are lines of a genre"),
    "verbs.yaml": (b"bribe:\n  roles: {A: actor}\n", "these are verbs of a genre"),
    "mine.yaml": (b"title: x\nweathers: [fog]\n", "the places, motifs and weathers of a genre"),
    "batch.db": (b"SQLite format 3\0", "this is a batch's ledger"),
    "any.db": (b"SQLite format 3\0", "this is a story's record"),
}
COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "validate": lambda name: ["validate", name],
    "run": lambda name: ["run", name, "--out", "o"],
    "cast": lambda name: ["run", "--cast", name, "--cast", "ida-kessel", "--out", "o"],
    "genre": lambda name: ["run", "--genre", name, "--out", "o"],
    "lint-genre": lambda name: ["lint-genre", name],
    "show": lambda name: ["show", name],
    "resume": lambda name: ["resume", name],
    "list": lambda name: ["list", name],
}


@pytest.mark.parametrize("name", FILES)
def test_every_command_calls_a_file_what_it_is(tmp_path: Path, name: str) -> None:
    data, what = FILES[name]
    (tmp_path / name).write_bytes(data)

    for words in COMMANDS.values():
        said = novel_engine(*words(name), at=tmp_path)
        assert said.code in (2, 3)
        assert what in said.out + said.err, words(name)
        assert "did you mean" not in said.out + said.err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_where_a_card_goes_is_said(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_bytes(FILES["v2.json"][0])

    said = novel_engine("run", "--cast", "card.json", "--cast", "ida-kessel", at=tmp_path)

    assert "a directory with a character.yaml" in said.err
    assert "`novel-engine schema character`" in said.err


def test_a_directory_is_called_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "ada.png").write_bytes(PNG)
    told = novel_engine("run", LAMP_OIL, "--seed", "1", "--out", "told", at=tmp_path)
    assert told.code == 0
    character(tmp_path / "ada", "Ada Vane")
    expected = {
        "cards": "there are other programs' character cards in this directory",
        "told": "this is the folder of a story; `novel-engine show`",
        "ada": "this is a character's directory; `novel-engine run --cast` takes it",
    }

    for name, what in expected.items():
        for words in (["run", name], ["run", "--genre", name]):
            said = novel_engine(*words, at=tmp_path)
            assert (said.code, what in said.err) == (3, True), said.err
    for name in ("cards", "told"):
        assert expected[name] in novel_engine("validate", name, at=tmp_path).out
        cast = novel_engine("run", "--cast", name, "--cast", "ida-kessel", at=tmp_path)
        assert expected[name] in cast.err


def test_what_belongs_to_a_story_leads_to_its_folder(tmp_path: Path) -> None:
    novel_engine("run", LAMP_OIL, "--seed", "1", "--out", "told", at=tmp_path)

    for name, way in (("told/story.db", "`novel-engine show`"), ("told/story.md", "read`")):
        for words in (["run", name], ["validate", name], ["show", name]):
            said = novel_engine(*words, at=tmp_path)
            assert f"{way} takes the folder it is in" in said.out + said.err


def test_a_story_is_a_story_whatever_its_file_is_called(tmp_path: Path) -> None:
    text = LAMP_OIL.read_text(encoding="utf-8").replace("people/", f"{LAMP_OIL.parent}/people/")
    (tmp_path / "oil.txt").write_text(text, encoding="utf-8")
    shutil.copy(LAMP_OIL, tmp_path / "oil.yaml")

    assert novel_engine("validate", "oil.txt", at=tmp_path).code == 0
    assert recognised(tmp_path / "oil.txt") == recognised(tmp_path / "oil.yaml") == ""
    assert recognised(tmp_path / "nowhere") == ""


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door, chdir(path.parent):
        door.bind(path.name)


THINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (_pipe, "this is a pipe, and neither a file nor a folder"),
    "socket": (_socket, "this is a socket, and neither"),
    "device": (lambda path: path.symlink_to("/dev/null"), "this is a device, and neither"),
    "loop": (lambda path: path.symlink_to(path.name), "this is a link that leads nowhere"),
    "dangling": (lambda path: path.symlink_to("gone"), "this is a link that leads nowhere"),
}
MORE_COMMANDS: dict[str, Callable[[str], list[str]]] = {
    "read": lambda name: ["read", name],
    "tell": lambda name: ["tell", name],
    "explain": lambda name: ["explain", name, "1"],
    "why": lambda name: ["why", name, "ada", "1"],
}


@pytest.mark.parametrize("name", THINGS)
def test_what_is_neither_file_nor_folder_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    make, what = THINGS[name]
    make(tmp_path / name)

    for words in (COMMANDS | MORE_COMMANDS).values():
        said = novel_engine(*words(name), at=tmp_path)
        assert said.code in (2, 3)
        assert what in said.out + said.err, words(name)


@pytest.mark.parametrize("name", ["x" * 5000, "note.md/within"])
def test_what_can_be_nowhere_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "note.md").write_text("x", encoding="utf-8")

    for words in (
        MORE_COMMANDS | {key: COMMANDS[key] for key in ("show", "resume", "list")}
    ).values():
        said = novel_engine(*words(name), at=tmp_path)
        assert (said.code, "there is no such folder" in said.err) == (2, True), said.err


def test_a_file_is_no_genre_and_a_batchs_folder_no_story(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text("title: x\n", encoding="utf-8")
    (tmp_path / "many").mkdir()
    (tmp_path / "many" / "batch.db").write_bytes(b"SQLite format 3\0")

    for words in (["run", "--genre"], ["lint-genre"]):
        said = novel_engine(*words, "some.yaml", at=tmp_path)
        assert (said.code, "this is a file" in said.err) == (3, True), said.err
        said = novel_engine(*words, "many", at=tmp_path)
        assert (said.code, "this is the folder of a batch" in said.err) == (3, True), said.err


def test_a_kernel_in_its_genre_is_no_story() -> None:
    path = FIXTURES / "genres" / "ford-inn" / "kernels" / "inheritance.yaml"

    for words in ("run", "validate"):
        said = novel_engine(words, path)
        assert (said.code, "this is a kernel of a genre" in said.out + said.err) == (3, True)


DIRECTORIES: dict[str, tuple[str, str]] = {
    "character.yml": ("name: A\n", "character.yml is not read; rename it to character.yaml"),
    "Character.yaml": ("name: A\n", "Character.yaml is not read; rename it to character.yaml"),
    "genre.yml": ("title: x\n", "genre.yml is not read; rename it to genre.yaml"),
    "ada/character.yaml": ("name: A\n", "a directory of characters, such as it/ada; name each"),
    "mill/genre.yaml": ("title: x\n", "a directory of genres, such as it/mill; name one"),
    "one/story.db": ("x", "a directory of stories, such as it/one; `novel-engine list`"),
}


@pytest.mark.parametrize("name", DIRECTORIES)
def test_a_directory_is_called_what_stands_in_it(tmp_path: Path, name: str) -> None:
    text, what = DIRECTORIES[name]
    (tmp_path / "it" / name).parent.mkdir(parents=True)
    (tmp_path / "it" / name).write_text(text, encoding="utf-8")

    for words in (["run", "it"], ["run", "--genre", "it"], ["run", "--cast", "it", "--cast", "x"]):
        said = novel_engine(*words, at=tmp_path)
        assert (said.code, what in said.err) == (3, True), said.err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("run", "ida-kessel"), "`novel-engine run --cast ida-kessel` takes it"),
        (("run", "winter-station"), "`novel-engine run --genre winter-station` takes it"),
        (("run", "--genre", "the-closing-pass"), "`novel-engine run the-closing-pass` tells it"),
        (("lint-genre", "ida-kessel"), "is a character that comes with the program"),
        (
            ("run", "--cast", "winter-station", "--cast", "a"),
            "is a genre that comes with the program",
        ),
        (("read", "the-closing-pass"), "`novel-engine run the-closing-pass` tells it"),
        (("run", "https://example.org/ada.json"), "this is an address, and nothing is fetched"),
        (
            ("run", "--cast", "https://example.org/ada", "--cast", "a"),
            "this is an address, and nothing is",
        ),
    ],
)
def test_a_name_of_another_kind_is_called_what_it_is(
    tmp_path: Path, words: tuple[str, ...], what: str
) -> None:
    said = novel_engine(*words, at=tmp_path)

    assert (said.code in (2, 3), what in said.err) == (True, True), said.err
    assert "did you mean" not in said.err


def test_what_belongs_to_a_genre_or_to_a_told_story_is_no_story(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "genres" / "ford-inn", tmp_path / "inn")
    (tmp_path / "told").mkdir()
    for name in ("story.db", "story.jsonl"):
        (tmp_path / "told" / name).write_text("title: x\n", encoding="utf-8")
    expected = {
        "inn/facts.yaml": "these are a genre's kinds of fact",
        "inn/scenes.yaml": "these are a genre's purposes of scenes",
        "inn/lines": "this is a part of a genre",
        "told/story.jsonl": "this is a story that was told",
    }

    for name, what in expected.items():
        said = novel_engine("run", name, at=tmp_path)
        assert (said.code, what in said.err) == (3, True), said.err


def test_what_a_story_was_run_with_can_be_run_again(tmp_path: Path) -> None:
    short = ("--seed", "3", "--scenes", "4", "--words", "400", "--json")
    first = json.loads(novel_engine("run", *short, "--out", "one", at=tmp_path).out)
    again = novel_engine("run", "one/run.yaml", "--out", "two", "--json", at=tmp_path)

    assert json.loads(again.out)["story_sha256"] == first["story_sha256"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("oil.txt", '"cast": [ida-kessel, bram-holt]\n"title": Oil\n'),
        ("oil.json", '{"title": "Oil", "cast": ["ida-kessel", "bram-holt"]}'),
        ("oil.cfg", "title: Oil\ncast: [ida-kessel, bram-holt]\n"),
    ],
)
def test_a_story_whose_keys_are_quoted_is_a_story(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert novel_engine("validate", name, at=tmp_path).code == 0
