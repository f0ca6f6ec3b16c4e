"""What somebody has named who meant something else: known by its first bytes, or by what is in it."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from novel_engine.adapters.files.input_files import is_directory, is_file

RECORD_FILE, CARD_FILE, HEAD_FILE = "story.db", "character.yaml", "genre.yaml"
LEDGER_FILE, KERNEL_FOLDER = "batch.db", "kernels"
# Bytes: of a file, those in which a card names itself.
LOOKED_AT = 200_000
# Files: of a directory, those that are looked at for cards.
MOST_LOOKED_AT = 20

OF_A_CARD = (
    "a character here is a directory with a character.yaml: put what the card says into one "
    "(`novel-engine schema character` has its keys)"
)
CARD = f"this is another program's character card; {OF_A_CARD}"
PICTURE = f"this is a picture; if another program's character card is in it, {OF_A_CARD}"
DIRECTORY_OF_CARDS = f"there are other programs' character cards in this directory; {OF_A_CARD}"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"RIFF", PICTURE),
    (
        b"SQLite format 3\0",
        "this is a story's record; `novel-engine show` takes the folder it is in",
    ),
    (b"%PDF-", "this is a PDF; name a file in YAML"),
    (b"\x1f\x8b", "this is compressed; name a file in YAML"),
)
"""What a file is that begins so. Of archives there are several kinds."""
ZIP_MARK, BOOK_MARK = b"PK\x03\x04", b"application/epub+zip"
BOOK = "this is a book (EPUB) and can only be read; a story's file is YAML"
ZIP_FILE = f"this is an archive (ZIP); if it is another program's character card, {OF_A_CARD}"

JSON_CARD = re.compile(
    rb'"spec"\s*:\s*"chara_card_v|"(?:first_mes|char_persona|char_greeting)"\s*:'
    rb'|"kind"\s*:\s*"character".*"persona"\s*:|"persona"\s*:.*"kind"\s*:\s*"character"',
    re.DOTALL,
)
JSON_LORE = re.compile(
    rb'"entries"\s*:\s*[{[].*"keys?"\s*:|"spec"\s*:\s*"lorebook|"kind"\s*:\s*"memory"', re.DOTALL
)
LORE = (
    "this is another program's lorebook; put what it says into a character's notes, or into a story's "
    "file (`novel-engine schema story` has its keys)"
)
YAML_NAME = re.compile(rb"^(?:name|char_name)[ \t]*:", re.MULTILINE)
YAML_CARD = re.compile(
    rb"^(?:first_mes|char_persona|char_greeting|greeting|context)[ \t]*:", re.MULTILINE
)
HAS_A_CAST = re.compile(rb"^cast[ \t]*:", re.MULTILINE)
A_KERNEL = re.compile(rb"^(?:frames|endings)[ \t]*:", re.MULTILINE)
KERNEL = "this is a kernel of a genre; `novel-engine run --genre` takes the genre's directory"
OF_A_BATCH = "this is a batch's ledger; `novel-engine list` takes the folder it is in"
OTHER_DATA = {
    ".jsonl": "JSON Lines, a chat's log perhaps",
    ".ndjson": "JSON Lines",
    ".toml": "TOML",
    ".ini": "an INI file",
    ".cfg": "an INI file",
    ".csv": "a table",
    ".tsv": "a table",
    ".xml": "XML",
}
OF_PROSE = (".md", ".txt", ".html", ".htm", ".fountain", ".docx", ".odt", ".rtf")


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
    except OSError:
        return ""
    if path.name == LEDGER_FILE:
        return OF_A_BATCH
    if path.parent.name == KERNEL_FOLDER and is_file(path.parent.parent / HEAD_FILE):
        return KERNEL
    return _of_bytes(head) or _of_name(path, head)


def _of_bytes(head: bytes) -> str:
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            return what
    if head.startswith(ZIP_MARK):
        return BOOK if BOOK_MARK in head[:100] else ZIP_FILE
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        lore = LORE if JSON_LORE.search(text) else ""
        return CARD if JSON_CARD.search(text) else lore
    if A_KERNEL.search(text) and not HAS_A_CAST.search(text):
        return KERNEL
    return CARD if YAML_NAME.search(text) and YAML_CARD.search(text) else ""


def _of_name(path: Path, head: bytes) -> str:
    if data := OTHER_DATA.get(path.suffix.lower()):
        cure = "a story's file is YAML (`novel-engine schema story` has its keys)"
        return "" if HAS_A_CAST.search(head) else f"this is {data}; {cure}"
    if path.suffix.lower() not in OF_PROSE:
        return ""
    if is_file(path.parent / RECORD_FILE):
        return "this is a story that was told; `novel-engine read` takes the folder it is in"
    if HAS_A_CAST.search(head):
        return ""
    return (
        "this is prose, or notes; a story's file is YAML (`novel-engine schema story` has its keys)"
    )
