"""The story as one HTML file to be read: nothing is fetched, nothing runs, all links lead inside.

Light, dark and the paragraphs' numbers are chosen with plain inputs that the style reads, so there
is no script to be off, and the page may forbid every script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from novel_engine.adapters.formats.html.appendix import (
    certificate_section,
    days_section,
    people_section,
    standing_section,
)
from novel_engine.adapters.formats.html.markup import Content, Markup, element, lines, name
from novel_engine.adapters.formats.html.scenes import Placed, placed, seen_scenes
from novel_engine.adapters.formats.html.style import STYLE
from novel_engine.adapters.formats.html.typography import typeset
from novel_engine.story.certifying.certificate import certified
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

COLOUR_SCHEMES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("auto", "As the device", {"checked": "checked"}),
    ("light", "Light", {}),
    ("dark", "Dark", {}),
)
AFTER = ("after", "After the story")


def page(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> str:
    """The whole page: title, contents, chapters, and what stands after the story. The same telling,
    the same bytes.
    """
    setting = fabula.setting
    body = [
        element("a", "To the story", href="#story", class_="skip"),
        _title_page(telling, setting),
        _contents(chapters),
        _story(chapters, fabula, _after(telling, chapters, fabula)),
        _colophon(setting),
    ]
    html = element(
        "html", lines([_head(telling), element("body", lines(body), id="top")]), lang="en-GB"
    )
    return f"<!DOCTYPE html>\n{html.html}\n"


def _after(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> Markup:
    """What stands after the story."""
    people = fabula.setting.people
    parts = [
        element("h2", AFTER[1], id="after-title"),
        people_section(people),
        days_section(seen_scenes(chapters, fabula), people),
        standing_section(fabula.world, telling.focalizer),
    ]
    if chapters:
        parts.append(certificate_section(certified(fabula, chapters)))
    return element("section", lines(parts), id=AFTER[0], aria_labelledby="after-title")


def _head(telling: Telling) -> Markup:
    return element(
        "head",
        lines(
            [
                element("meta", charset="utf-8"),
                element("meta", http_equiv="Content-Security-Policy", content=policy()),
                element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                element("meta", name="color-scheme", content="light dark"),
                element("meta", name="generator", content="Novel Engine"),
                element("link", rel="icon", href="data:,"),
                element("title", typeset(telling.title)),
                element("style", Markup(STYLE)),
            ]
        ),
    )


def policy() -> str:
    """What the page may do: show its own style and its own empty icon."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _title_page(telling: Telling, setting: Setting) -> Markup:
    parts = [_looks(), element("h1", typeset(telling.title), dir="auto")]
    if telling.focalizer in setting.people:
        parts.append(
            element(
                "p", "told through ", name(setting.people[telling.focalizer].name), class_="through"
            )
        )
    return element("header", lines(parts))


def _looks() -> Markup:
    """The choice of light, the device's to begin with, and of numbers beside the paragraphs."""
    lights = [
        _choice(f"light-{value}", label, type="radio", name="light", **more)
        for value, label, more in COLOUR_SCHEMES
    ]
    numbers = _choice("numbers", "Paragraph numbers", type="checkbox")
    return element(
        "fieldset",
        element("legend", "How the page looks"),
        lines([*lights, numbers]),
        class_="looks",
    )


def _choice(id_: str, label: str, **attributes: str) -> Markup:
    return element(
        "label", element("input", id=id_, **attributes), element("span", label), for_=id_
    )


def _contents(chapters: Sequence[RenderedChapter]) -> Markup:
    entries = [
        element("li", element("a", *_entry(chapter), href=_href(chapter))) for chapter in chapters
    ]
    entries.append(
        element("li", element("a", element("span"), element("span", AFTER[1]), href=f"#{AFTER[0]}"))
    )
    heading = element("h2", "Contents", id="contents-title")
    return element(
        "nav",
        lines([heading, element("ol", lines(entries))]),
        id="contents",
        aria_labelledby="contents-title",
    )


def _entry(chapter: RenderedChapter) -> tuple[Content, ...]:
    title = element("bdi", typeset(chapter.title) or f"Chapter {chapter.number}")
    return element("span", str(chapter.number), class_="number"), " ", title


def _href(chapter: RenderedChapter) -> str:
    return f"#chapter-{chapter.number}"


def _story(chapters: Sequence[RenderedChapter], fabula: Fabula, after: Markup) -> Markup:
    people = fabula.setting.people
    is_through_many = len({chapter.focalizer for chapter in chapters}) > 1
    parts: list[Markup] = []
    for n, (chapter, row) in enumerate(zip(chapters, placed(chapters, fabula), strict=True)):
        head = [_heading(chapter)]
        if is_through_many and chapter.focalizer in people:
            head.append(element("p", name(people[chapter.focalizer].name), class_="through"))
        body = (part for one in row for part in _paragraph(one))
        parts.append(_section(chapter, [*head, *body, _onwards(chapters, n)]))
    return element("main", lines([*parts, after]), id="story", tabindex="-1")


def _section(chapter: RenderedChapter, parts: Sequence[Markup]) -> Markup:
    label = f"chapter-{chapter.number}"
    title = f"{label}-title"
    return element("section", lines(parts), id=label, class_="chapter", aria_labelledby=title)


def _heading(chapter: RenderedChapter) -> Markup:
    number = element("span", f"Chapter {chapter.number}", class_="number")
    title = (" ", element("bdi", typeset(chapter.title))) if chapter.title else ()
    return element("h2", number, *title, id=f"chapter-{chapter.number}-title")


def _paragraph(one: Placed) -> list[Markup]:
    """The paragraph, after a break where a scene begins."""
    text = element("p", typeset(one.text), id=f"p-{one.number}", data_number=str(one.number))
    return [element("hr"), text] if one.turns else [text]


def _onwards(chapters: Sequence[RenderedChapter], n: int) -> Markup:
    """Where to go at a chapter's end."""
    before = _way(chapters[n - 1], "Previous: ", "prev") if n else element("span")
    onward = element("a", _unseen("Next: "), AFTER[1], href=f"#{AFTER[0]}", rel="next")
    if n + 1 < len(chapters):
        onward = _way(chapters[n + 1], "Next: ", "next")
    contents = element("a", "Contents", href="#contents")
    return element("p", before, " ", contents, " ", onward, class_="onwards")


def _way(chapter: RenderedChapter, which: str, rel: str) -> Markup:
    title = element("bdi", typeset(chapter.title) or f"Chapter {chapter.number}")
    return element("a", _unseen(which), title, href=_href(chapter), rel=rel)


def _unseen(text: str) -> Markup:
    return element("span", text, class_="unseen")


def _colophon(setting: Setting) -> Markup:
    parts: list[Content] = ["Told by Novel Engine from seed ", element("bdi", setting.seed), ". "]
    parts += [
        "What stands behind a paragraph, ",
        element("code", "novel-engine explain"),
        " tells by its number. ",
    ]
    return element("footer", element("p", *parts, element("a", "Back to the top", href="#top")))
