"""The written forms: what a person typed is never markup, and the same telling is the same
bytes.
"""

from __future__ import annotations

import html
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from novel_engine.adapters.formats.jsonl import jsonl
from novel_engine.adapters.formats.markdown import escaped, heading, markdown
from novel_engine.story.fabula.events import id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
TROUBLE = (
    "<script>alert(1)</script>",
    "*star* _line_ **bold** `code` ~~gone~~",
    "# no heading",
    "#hash",
    "> no quotation",
    "- no list",
    "+ no list",
    "1. no list",
    "12) no list",
    "---",
    "***",
    "===",
    "[link](http://example.org) ![image](x)",
    "&lt; & &amp; AT&T",
    "a | b | c",
    "\\* back\\slash \\",
    "    indented",
    "李雷 and Zoë O'Brien-Łukasz",
    "{{char}} {ada}",
    "```",
    "~~~",
    "[^1]: note",
    ": term",
)
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "),
    min_size=1,
    max_size=40,
)


def telling(title: str = "The Letter") -> Telling:
    return Telling("story", title, cellar.ADA, "known", "lamp", 100, ())


def chapter(*texts: str, title: str = "One") -> RenderedChapter:
    return RenderedChapter(1, title, cellar.ADA, tuple(Paragraph(text, (0,)) for text in texts))


def tokens(text: str) -> list[Token]:
    return MARKDOWN.parse(text)


def words(token: Token) -> str:
    """The text of one line of Markdown, if it is nothing but text."""
    assert {child.type for child in token.children or []} <= {"text", "text_special"}, (
        token.children
    )
    return html.unescape("".join(child.content for child in token.children or []))


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", TROUBLE)
def test_whatever_looks_like_markup_is_read_as_text(text: str) -> None:
    assert_is_text(text)


@given(letters)
def test_any_text_is_read_as_text(text: str) -> None:
    assert_is_text(text)


def assert_is_text(text: str) -> None:
    found = tokens(escaped(text))
    if plain(text):
        assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
        assert words(found[1]) == html.unescape(plain(text)) if "&" not in text else words(found[1])


@pytest.mark.parametrize("text", TROUBLE)
def test_a_heading_keeps_its_text(text: str) -> None:
    found = tokens(f"## {heading(text)}")

    assert [token.type for token in found] == ["heading_open", "inline", "heading_close"]
    words(found[1])


def test_the_story_is_front_matter_title_chapters_and_paragraphs() -> None:
    text = markdown(
        telling(),
        (chapter("It was cold.", "“Was it?” said Bo."), chapter("It was.", title="Two")),
        cellar.setting(),
    )

    assert text == (
        '---\ntitle: "The Letter"\nseed: "7"\ncast:\n  - "Ada Vane"\n  - "Bo Marsh"\n  - "Cy '
        '李雷"\n---\n\n'
        "# The Letter\n\n## One\n\nIt was cold.\n\n“Was it?” said Bo.\n\n## Two\n\nIt was.\n"
    )


def test_between_two_scenes_there_is_a_rule() -> None:
    chapters = (chapter("One.", "Two.", "Three."), chapter("Four.", title="Two"))
    text = markdown(telling(), chapters, cellar.setting(), scenes=((1, 1, 2), (2,)))

    assert text.endswith("One.\n\nTwo.\n\n* * *\n\nThree.\n\n## Two\n\nFour.\n")


@given(letters)
def test_the_front_matter_is_yaml_whatever_the_title(title: str) -> None:
    head = markdown(telling(title), (), cellar.setting()).split("\n---\n")[0].removeprefix("---\n")

    assert yaml.safe_load(head) == {
        "title": title,
        "seed": "7",
        "cast": ["Ada Vane", "Bo Marsh", "Cy 李雷"],
    }


def test_json_lines_give_the_story_the_events_and_the_paragraphs() -> None:
    events = cellar.the_letter()

    lines = jsonl(
        telling(), (chapter("It was cold.", "Was it?"),), Fabula(cellar.setting(), tuple(events))
    ).splitlines()

    plain = [json.loads(line) for line in lines]
    assert [line["kind"] for line in plain] == [
        "story",
        *(["event"] * len(events)),
        "paragraph",
        "paragraph",
    ]
    assert [line["turn"] * 100 + line["seq"] for line in plain[1 : len(events) + 1]] == [
        id_of(e) for e in events
    ]
    assert (plain[-1]["n"], plain[-1]["text"], plain[-1]["chapter"]) == (2, "Was it?", 1)


def test_the_keys_of_json_lines_are_always_the_same() -> None:
    lines = jsonl(
        telling(), (chapter("It was cold."),), Fabula(cellar.setting(), tuple(cellar.the_letter()))
    ).splitlines()

    keys = {line["kind"]: " ".join(line) for line in map(json.loads, lines)}
    assert keys == {
        "story": "kind title seed cast focalizer ending motif",
        "event": "kind causes fields seq tag turn version",
        "paragraph": "kind n chapter heading focalizer speaker text events",
    }
    assert len({tuple(json.loads(line)) for line in lines}) == 3
