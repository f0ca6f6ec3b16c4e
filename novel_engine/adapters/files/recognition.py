"""What somebody has named who meant something else: known by its first bytes, or by what is in it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from novel_engine.adapters.files.file_kinds import (
    CARD,
    OF_A_CARD,
    OF_A_STORY,
    PICTURE,
    ZIP_FILE,
    as_utf8,
    kind_by_bytes,
)
from novel_engine.adapters.files.input_files import is_directory, is_file

RECORD_FILE, CARD_FILE, HEAD_FILE = "story.db", "character.yaml", "genre.yaml"
LEDGER_FILE, KERNEL_FOLDER, LINES_OF_GENRE = "batch.db", "kernels", "lines"
# Bytes: of a file, those in which a card names itself, at its beginning and, of JSON, at its end.
LOOKED_AT = 200_000
# Files: of a directory, those that are looked at for cards, and those of which some are named.
MOST_LOOKED_AT, MOST_OF_A_COLLECTION = 20, 3

DIRECTORY_OF_CARDS = f"there are other programs' character cards in this directory; {OF_A_CARD}"

JSON_CARD = re.compile(
    rb'"spec"\s*:\s*"chara_card_v|"(?:first_mes(?:sage)?|char_persona|char_greeting|mes_example)"\s*:'
    rb'|"kind"\s*:\s*"character".*"persona"\s*:|"persona"\s*:.*"kind"\s*:\s*"character"'
    rb'|"type"\s*:\s*"(?:TinyPerson|risuChar)"|"role_code"\s*:.*"role_name"\s*:',
    re.DOTALL,
)
JSON_LORE = re.compile(
    rb'"entries"\s*:\s*[{[].*"keys?"\s*:|"spec"\s*:\s*"lorebook|"kind"\s*:\s*"memory"', re.DOTALL
)
JSON_OTHER = re.compile(
    rb'"(?:scenarioVersion|temperature|top_p|messages|prompt_order)"\s*:', re.DOTALL
)
LORE = (
    "this is another program's lorebook; put what it says into a character's notes, or into a story's "
    "file (`novel-engine schema story` has its keys)"
)
OTHERS = f"this is another program's scenario, settings or chat; {OF_A_STORY}"
YAML_NAME = re.compile(rb"^(?:name|char_name)[ \t]*:", re.MULTILINE)
YAML_CARD = re.compile(
    rb"^(?:first_mes|char_persona|char_greeting|greeting|context)[ \t]*:", re.MULTILINE
)
OWN_CARD = re.compile(
    rb"^(?:pronouns|traits|goals|fears|secrets|voice|tactics|relationships|backstory|tell)[ \t]*:",
    re.MULTILINE,
)
HAS_A_CAST = re.compile(rb"""^["']?cast["']?[ \t]*:|^\s*\{.*["']cast["']\s*:""", re.MULTILINE)
A_KERNEL = re.compile(rb"^(?:frames|endings)[ \t]*:", re.MULTILINE)
KERNEL = "this is a kernel of a genre; `novel-engine run --genre` takes the genre's directory"
OF_A_GENRE = "`novel-engine run --genre` takes the genre's directory"
PARTS_OF_A_GENRE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"^-\s*(?:\{\s*)?for[ \t]*:", re.MULTILINE), "lines of a genre (fragments)"),
    (re.compile(rb"^  roles[ \t]*:[ \t]*\{A: actor", re.MULTILINE), "verbs of a genre"),
    (
        re.compile(rb"^(?:motifs|narrators|weathers|opening_place)[ \t]*:", re.MULTILINE),
        "the places, motifs and weathers of a genre",
    ),
)
"""What a file that holds this, and no cast, is of a genre."""
OWN_OF_A_GENRE = {
    "verbs.yaml": "verbs",
    "facts.yaml": "kinds of fact",
    "scenes.yaml": "purposes of scenes",
    "patterns.yaml": "patterns",
}
OF_A_BATCH = "this is a batch's ledger; `novel-engine list` takes the folder it is in"
TOLD = "this is a story that was told; `novel-engine read` takes the folder it is in"
MISNAMED = {
    "character.yml": CARD_FILE,
    "character.json": CARD_FILE,
    "genre.yml": HEAD_FILE,
    "genre.json": HEAD_FILE,
}
"""Names of files, in small letters, by which somebody may have called another one."""
STATS = re.compile(rb"^(?:combat_stats|psychological_profile)[ \t]*:", re.MULTILINE)
OLDER = f"this is a file of a character's as an older version had it; {OF_A_CARD}"
OTHER_DATA = {
    ".jsonl": "JSON Lines, a chat's log perhaps",
    ".ndjson": "JSON Lines",
    ".toml": "TOML",
    ".ini": "an INI file",
    ".cfg": "an INI file",
    ".csv": "a table",
    ".tsv": "a table",
    ".xml": "XML",
    ".py": "a program (Python)",
    ".js": "a program (JavaScript)",
}
OF_PROSE = ".md .txt .html .htm .fountain .docx .odt .rtf .tex .rst .org .adoc .doc .fdx".split()
TOLD_ENDINGS = (*OF_PROSE, ".epub", ".jsonl")


def recognised(path: Path) -> str:
    """What is at the path, and what takes it or what to do with it; empty of what is not known, and
    of a story's file.
    """
    if is_directory(path):
        return _directory(path)
    return _file(path) if is_file(path) else _other_thing(path)


def _other_thing(path: Path) -> str:
    """What is there beside files and directories; none of it is opened."""
    try:
        is_link = stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return ""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return "this is a link that leads nowhere; mend it, or name another" if is_link else ""
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    what = next((kind for is_so, kind in kinds if is_so(mode)), "something else")
    return f"this is {what}, and neither a file nor a folder; name another"


def _directory(path: Path) -> str:
    if is_file(path / RECORD_FILE):
        return "this is the folder of a story; `novel-engine show`, `read` and `tell` take it"
    if is_file(path / LEDGER_FILE):
        return "this is the folder of a batch; `novel-engine list` shows the stories in it"
    if is_file(path / CARD_FILE):
        return "this is a character's directory; `novel-engine run --cast` takes it"
    if is_file(path / HEAD_FILE):
        return "this is a genre's directory; `novel-engine run --genre` takes it"
    try:
        within = sorted(path.iterdir())
    except OSError:
        return ""
    for one in within[:MOST_LOOKED_AT]:
        if right := MISNAMED.get(one.name.lower()) or _in_capitals(one.name):
            return f"{one.name} is not read; rename it to {right} (in YAML)"
    return _collection(path, within) or _cards_in(within)


def _in_capitals(name: str) -> str:
    low = name.lower()
    return low if low in (CARD_FILE, HEAD_FILE) and low != name else ""


def _collection(path: Path, within: Sequence[Path]) -> str:
    """What a directory is whose own directories are characters, genres or stories."""
    for name, what, way in (
        (CARD_FILE, "characters", "name each by `novel-engine run --cast`"),
        (HEAD_FILE, "genres", "name one of them by `novel-engine run --genre`"),
        (RECORD_FILE, "stories", "`novel-engine list` shows them, and `show` and `read` take one"),
    ):
        if found := [str(one) for one in within[:MOST_LOOKED_AT] if is_file(one / name)]:
            named = ", ".join(found[:MOST_OF_A_COLLECTION])
            return f"this is a directory of {what}, such as {named}; {way}"
    if path.name in (KERNEL_FOLDER, LINES_OF_GENRE) and is_file(path.parent / HEAD_FILE):
        return f"this is a part of a genre; {OF_A_GENRE}"
    return ""


def _cards_in(within: Sequence[Path]) -> str:
    cards = (CARD, PICTURE, ZIP_FILE)
    is_of_cards = any(is_file(one) and _file(one) in cards for one in within[:MOST_LOOKED_AT])
    return DIRECTORY_OF_CARDS if is_of_cards else ""


def _file(path: Path) -> str:
    if path.name == CARD_FILE:
        return "this is a character's file; `novel-engine run --cast` takes the directory it is in"
    if path.name == HEAD_FILE:
        return "this is a genre's file; `novel-engine run --genre` takes the directory it is in"
    try:
        with open(path, "rb") as file:
            head = file.read(LOOKED_AT)
            tail = _end_of(file, head)
    except OSError:
        return ""
    found = _of_its_folder(path) or kind_by_bytes(head) or _of_text(head, tail)
    return found or _of_name(path, head)


def _of_its_folder(path: Path) -> str:
    """What a file is by its name and by what lies beside it."""
    if path.name == LEDGER_FILE:
        return OF_A_BATCH
    if is_file(path.parent / RECORD_FILE):
        return TOLD if path.suffix.lower() in TOLD_ENDINGS else ""
    if is_file(path.parent.parent / HEAD_FILE) and path.parent.name == KERNEL_FOLDER:
        return KERNEL
    if path.name in OWN_OF_A_GENRE and is_file(path.parent / HEAD_FILE):
        return f"these are a genre's {OWN_OF_A_GENRE[path.name]}; {OF_A_GENRE}"
    return ""


def _end_of(file: BinaryIO, head: bytes) -> bytes:
    """The last bytes of a file that is longer than its beginning."""
    if len(head) < LOOKED_AT:
        return b""
    file.seek(max(0, file.seek(0, os.SEEK_END) - LOOKED_AT))
    return file.read(LOOKED_AT)


def _of_text(head: bytes, tail: bytes) -> str:
    text = as_utf8(head).lstrip()
    if text.startswith((b"{", b"[{", b"[\n")):
        return _of_json(text + tail)
    if HAS_A_CAST.search(text):
        return ""
    if A_KERNEL.search(text):
        return KERNEL
    if YAML_NAME.search(text):
        if YAML_CARD.search(text):
            return CARD
        if OWN_CARD.search(text):
            return (
                f"this is a character's file that is not called so; name it {CARD_FILE}, in a "
                "directory of its own, which `novel-engine run --cast` takes"
            )
    if STATS.search(text):
        return OLDER
    return next(
        (f"these are {what}; {OF_A_GENRE}" for mark, what in PARTS_OF_A_GENRE if mark.search(text)),
        "",
    )


def _of_json(text: bytes) -> str:
    if HAS_A_CAST.search(text):
        return ""
    if JSON_CARD.search(text):
        return CARD
    if JSON_LORE.search(text):
        return LORE
    return OTHERS if JSON_OTHER.search(text) else ""


def _of_name(path: Path, head: bytes) -> str:
    if HAS_A_CAST.search(head):
        return ""
    if data := OTHER_DATA.get(path.suffix.lower()):
        return f"this is {data}; {OF_A_STORY}"
    is_prose = path.suffix.lower() in OF_PROSE
    return f"this is prose, or notes; {OF_A_STORY}" if is_prose else ""
