"""What a file is by its first bytes, whoever made it: pictures, sounds, archives, programs, other
marked-up text.
"""

from __future__ import annotations

import re

OF_A_CARD = (
    "a character here is a directory with a character.yaml: put what the card says into one "
    "(`novel-engine schema character` has its keys)"
)
CARD = f"this is another program's character card; {OF_A_CARD}"
PICTURE = f"this is a picture; if another program's character card is in it, {OF_A_CARD}"
ZIP_FILE = f"this is an archive (ZIP); if it is another program's character card, {OF_A_CARD}"
BOOK = "this is a book (EPUB) and can only be read; a story's file is YAML"
IN_YAML = "name a file in YAML"
OF_A_STORY = "a story's file is YAML (`novel-engine schema story` has its keys)"
COMPRESSED = f"this is compressed; {IN_YAML}"
OF_AN_ARCHIVE = f"this is an archive; unpack it, and {IN_YAML}"
SOUND = f"this is a sound recording; {IN_YAML}"
PROGRAM = f"this is a program; {IN_YAML}"
DOCUMENT = f"this is a word processor's document, prose perhaps; {OF_A_STORY}"
SPREADSHEET = f"this is a spreadsheet's table; {OF_A_STORY}"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (
        b"SQLite format 3\0",
        "this is a story's record; `novel-engine show` takes the folder it is in",
    ),
    (b"%PDF-", f"this is a PDF; {IN_YAML}"),
    (b"\x1f\x8b", COMPRESSED),
    (b"\xfd7zXZ\0", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"\x28\xb5\x2f\xfd", COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", OF_AN_ARCHIVE),
    (b"Rar!\x1a\x07", OF_AN_ARCHIVE),
    (b"ID3", SOUND),
    (b"OggS", SOUND),
    (b"fLaC", SOUND),
    (b"\x7fELF", PROGRAM),
    (b"MZ\x90\0", PROGRAM),
    (b"#!", f"this is a script, a program; {IN_YAML}"),
    (b"{\\rtf", f"this is rich text (RTF), prose perhaps; {OF_A_STORY}"),
)
"""What a file is that begins so. Of archives there are several kinds."""
AT_AN_OFFSET: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WEBP", PICTURE),
    (8, b"WAVE", SOUND),
    (8, b"AVI ", f"this is a film; {IN_YAML}"),
    (4, b"ftypavif", PICTURE),
    (4, b"ftypheic", PICTURE),
    (4, b"ftyp", f"this is a film; {IN_YAML}"),
    (257, b"ustar", OF_AN_ARCHIVE),
)
"""What a file is that has this so many bytes from its beginning, the particular first."""
BITMAP = re.compile(rb"BM....\0\0\0\0", re.DOTALL)
ZIP_MARK = b"PK\x03\x04"
INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/epub+zip", BOOK),
    (b"application/vnd.oasis.opendocument.text", DOCUMENT),
    (b"application/vnd.oasis.opendocument", SPREADSHEET),
    (b"word/", DOCUMENT),
    (b"xl/", SPREADSHEET),
)
"""What an archive is that names this near its beginning."""
MARKED_UP = re.compile(rb"<(?:!doctype html|html|!--|\?xml|svg)\b|<\?xml", re.IGNORECASE)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def kind_by_bytes(head: bytes) -> str:
    """What a file that begins so is, and what to do; empty of text, or what is not known."""
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            return CARD if what == PICTURE and ZIP_MARK + b"\x14" in head else what
    for at, mark, what in AT_AN_OFFSET:
        if head[at:].startswith(mark):
            return what
    if BITMAP.match(head):
        return PICTURE
    if head.startswith(ZIP_MARK):
        return next((what for inside, what in INSIDE_ZIP if inside in head), ZIP_FILE)
    return _marked_up(as_utf8(head).lstrip())


def _marked_up(text: bytes) -> str:
    if not MARKED_UP.match(text):
        return ""
    name = "XML" if text[:5].lower() == b"<?xml" else "HTML, a web page"
    return f"this is {PICTURE_IN_XML if b'<svg' in text[:400] else name}; {OF_A_STORY}"


PICTURE_IN_XML = "a picture (SVG)"


def as_utf8(data: bytes) -> bytes:
    """Text in UTF-8 without its mark, also where it was saved as UTF-16."""
    if data.startswith(WIDE_MARKS):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")
