"""The story as an EPUB 3 book: a title page, contents, one file a chapter, and who is in it.

The same telling gives the same bytes on any machine. So nothing is packed tighter than it comes,
for compressors differ from one machine to the next; every file has the same date; and the book's
identifier is worked out from what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from io import BytesIO
from uuid import NAMESPACE_OID, uuid5
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from novel_engine.adapters.untrusted_text import clean_line
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.scene_index import scenes_of
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

LANGUAGE = "en-GB"
CREATOR = "Novel Engine"
# A book must say when it was last changed, and this one must not depend on the day: the zip
# format's own beginning.
EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = "1980-01-01T00:00:00Z"
# A file's mode as a zip keeps it: its owner may write, everybody may read.
READABLE = 0o644 << 16
# The number by which a zip knows that the mode is such a one.
UNIX = 3
NOT_XML = str.maketrans("", "", "\ufffe\uffff")

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
BOOK_STYLE = """body { margin: 0 5%; line-height: 1.45; }
h1 { margin: 3em 0 2em; font-size: 1.3em; font-weight: normal; text-align: center; hyphens: none; }
p { margin: 0; text-indent: 1.4em; hyphens: auto; widows: 2; orphans: 2; }
p.first { text-indent: 0; }
hr { margin: 1.6em auto; width: 3em; border: 0; border-top: 1px solid; opacity: 0.5; }
.title { margin-top: 25%; text-align: center; }
.title h1 { margin: 0 0 1em; font-size: 2em; }
.title p { text-indent: 0; font-style: italic; }
ol, ul { margin: 0; padding: 0; list-style: none; }
li { margin: 0.4em 0; text-align: center; }
"""
ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        "Text alone, in reading order, with headings and a table of contents.",
    ),
)


def epub(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    """The whole book, ready for a file."""
    title = _text(telling.title) or "Untitled"
    pages = {
        "title": _page(title, _title_page(title, fabula.setting)),
        "nav": _page("Contents", _contents(chapters)),
        **dict(_chapter_pages(chapters, fabula)),
        "cast": _page("The people", _cast_page(fabula.setting)),
    }
    return _zipped(pages, _package(title, _identity(pages.values(), fabula), tuple(pages)))


def _zipped(pages: Mapping[str, str], package: str) -> bytes:
    """The book's files in one, in this order, with no time and no system's marks in it."""
    files = {
        "mimetype": "application/epub+zip",  # a reader looks for it first, and unpacked
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package,
        "EPUB/style.css": BOOK_STYLE,
        **{f"EPUB/{name}.xhtml": text for name, text in pages.items()},
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as book:
        for name, text in files.items():
            entry = ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = UNIX, READABLE
            book.writestr(entry, text.encode("utf-8"))
    return packed.getvalue()


def _identity(pages: Iterable[str], fabula: Fabula) -> str:
    """One for each telling of each record: another event or another word is another book."""
    words = sha256("".join(pages).encode("utf-8")).hexdigest()
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'novel-engine/{fabula.sha256}/{words}')}"


def _package(title: str, identifier: str, pages: Sequence[str]) -> str:
    metas = "".join(f'<meta property="schema:{name}">{value}</meta>\n' for name, value in ACCESS)
    items = "".join(_item(page) for page in pages)
    spine = "".join(f'<itemref idref="{page}"/>\n' for page in pages)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="{LANGUAGE}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{LANGUAGE}</dc:language>
<dc:creator>{CREATOR}</dc:creator>
<meta property="dcterms:modified">{MODIFIED}</meta>
{metas}</metadata>
<manifest>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine>
{spine}</spine>
</package>
"""


def _item(page: str) -> str:
    nav = ' properties="nav"' if page == "nav" else ""
    return f'<item id="{page}" href="{page}.xhtml" media-type="application/xhtml+xml"{nav}/>\n'


def _title_page(title: str, setting: Setting) -> str:
    told = f"<p>Told by {CREATOR}, seed {_text(setting.seed)}</p>"
    return f'<section class="title" epub:type="titlepage">\n<h1>{title}</h1>\n{told}\n</section>'


def _contents(chapters: Sequence[RenderedChapter]) -> str:
    entries = [(_name(chapter), _heading(chapter)) for chapter in chapters]
    lines = "".join(
        f'<li><a href="{name}.xhtml">{text}</a></li>\n'
        for name, text in [*entries, ("cast", "The people")]
    )
    start = (
        '<li><a epub:type="bodymatter" '
        f'href="{entries[0][0] if entries else "title"}.xhtml">Beginning</a></li>'
    )
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>Contents</h1>\n<ol>\n{lines}</ol>\n'
        "</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden">\n<h1>Landmarks</h1>\n<ol>\n{start}\n'
        '<li><a epub:type="toc" href="#toc">Contents</a></li>\n</ol>\n</nav>'
    )


def _chapter_pages(
    chapters: Sequence[RenderedChapter], fabula: Fabula
) -> Iterator[tuple[str, str]]:
    first = 1
    for chapter, scenes in zip(chapters, scenes_of(chapters, fabula), strict=True):
        title, body = _heading(chapter), "\n".join(_paragraphs(chapter, scenes, first))
        section = (
            f'<section epub:type="chapter" role="doc-chapter">\n<h1>{title}</h1>\n{body}\n'
            "</section>"
        )
        yield _name(chapter), _page(title, section)
        first += len(chapter.paragraphs)


def _paragraphs(chapter: RenderedChapter, scenes: Sequence[int], first: int) -> Iterator[str]:
    """The chapter's paragraphs, numbered through the book, with a rule between scenes."""
    before = None
    for n, (paragraph, scene) in enumerate(zip(chapter.paragraphs, scenes, strict=True), first):
        if before not in (None, scene):
            yield "<hr/>"
        flush = "" if scene == before else ' class="first"'
        yield f'<p id="p-{n}"{flush}>{_text(paragraph.text)}</p>'
        before = scene


def _cast_page(setting: Setting) -> str:
    """Names and what each does for a living: all else may be what the story is about."""
    people = [setting.people[person] for person in sorted(setting.people)]
    lines = "".join(
        f"<li>{_text(', '.join(filter(None, (one.name, one.work))))}</li>\n" for one in people
    )
    return f'<section epub:type="appendix">\n<h1>The people</h1>\n<ul>\n{lines}</ul>\n</section>'


def _page(title: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{LANGUAGE}" xml:lang="{LANGUAGE}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def _name(chapter: RenderedChapter) -> str:
    return f"chapter-{chapter.number}"


def _heading(chapter: RenderedChapter) -> str:
    return _text(chapter.title) or f"Chapter {chapter.number}"


def _text(text: str) -> str:
    """What a person typed, as text of an XML file: no markup, and no sign unknown to XML."""
    return escape(clean_line(text).translate(NOT_XML))
