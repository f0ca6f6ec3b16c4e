"""The page: whole in itself, whatever a person typed is text, and nothing is shown that is not for
the reader.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novel_engine.adapters.formats.html.appendix import shortened
from novel_engine.adapters.formats.html.markup import legible
from novel_engine.adapters.formats.html.page import page
from novel_engine.adapters.formats.html.relations import (
    Stance,
    diagram,
    is_partial,
    stance_in_words,
)
from novel_engine.adapters.formats.html.typography import typeset
from novel_engine.story.fabula.events import Event, Moved, Related, SceneOpened
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import THEY, Person, Secret
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar
from tests.support.stories import Told, cast_of
from tests.support.stories import told as told_story

SVG = "{http://www.w3.org/2000/svg}"
TROUBLE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "--><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ &amp; &lt; &#0; &nosuch;",
    "{{char}} {ada} %s ${x}",
    "عادل بن\u202e سعيد",
    "שרה O’Neill",
    "👩‍👩‍👧 🇪🇺",
    "李雷 and Zoë O'Brien-Łukasz",
    "a\x00b\x1bc\ufffe\ud800",
    "https://example.org/?a=1&b=2",
    " ",
)
UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def telling(title: str = "The Letter", focalizer: str = cellar.ADA) -> Telling:
    return Telling("story", title, focalizer, "known", "barometer", 100, ())


def chapter(
    *paragraphs: Paragraph | str, number: int = 1, title: str = "One", through: str = cellar.ADA
) -> RenderedChapter:
    whole = tuple(Paragraph(p, (100,)) if isinstance(p, str) else p for p in paragraphs)
    return RenderedChapter(number, title, through, whole)


def made(
    *chapters: RenderedChapter,
    title: str = "The Letter",
    setting: Setting | None = None,
    events: Sequence[Event] | None = None,
) -> str:
    """The page of the story of the letter, in these chapters."""
    happened = tuple(cellar.the_letter() if events is None else events)
    return page(
        telling(title),
        chapters or (chapter("It was cold."),),
        Fabula(setting or cellar.setting(), happened),
    )


def parsed(text: str) -> Element:
    return ElementTree.fromstring(text)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def found(root: Element, id_: str) -> Element:
    [one] = [element for element in root.iter() if element.get("id") == id_]
    return one


IN_A_CERTIFICATE = set("section h3 p dl div dt dd a ul li".split())


def tags(root: Element) -> list[str]:
    return [element.tag for element in root.iter()]


@lru_cache(maxsize=1)
def a_story() -> Told:
    return told_story("7", cast_of(5), "concealed_harm")


@lru_cache(maxsize=1)
def its_page() -> str:
    story = a_story()
    return page(story.telling, story.chapters, story.fabula)


def people_named(text: str) -> Setting:
    """The house of the letter, with this for everything that a person may have written about Cy and
    the kitchen.
    """
    setting = cellar.setting()
    person = Person(cellar.CY, text, text, THEY, description=text, work=text)
    place = replace(setting.places[cellar.KITCHEN], name=text)
    return replace(
        setting,
        seed=text,
        people={**setting.people, cellar.CY: person},
        places={**setting.places, cellar.KITCHEN: place},
    )


# ── whole in itself ───────────────────────────────────────────────────────────────────────────────


def test_the_same_story_is_the_same_bytes() -> None:
    story = a_story()

    assert page(story.telling, story.chapters, story.fabula) == its_page()


def test_the_page_asks_nothing_of_the_network() -> None:
    root = parsed(its_page())

    links = [
        value for element in root.iter() for key, value in element.items() if key in ("href", "src")
    ]
    assert {link[0] for link in links if link != "data:,"} == {"#"}
    assert its_page().count("//") == its_page().count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert re.findall(r"@import|@font-face|url\((?!#)", its_page()) == []


def test_nothing_in_the_page_runs_or_is_styled_in_place() -> None:
    root = parsed(its_page())

    assert {"script", "iframe", "object", "embed", "form", "img"}.isdisjoint(tags(root))
    assert [
        key
        for element in root.iter()
        for key in element.attrib
        if key.startswith("on") or key == "style"
    ] == []


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    root = parsed(its_page())

    [style] = root.iter("style")
    [policy] = [meta.get("content", "") for meta in root.iter("meta") if meta.get("http-equiv")]
    digest = b64encode(sha256((style.text or "").encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_every_link_leads_somewhere_and_no_two_places_have_one_name() -> None:
    root = parsed(its_page())

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    named = [
        element.get(key, "")
        for element in root.iter()
        for key in ("aria-labelledby", "aria-describedby", "for")
    ]
    assert len(ids) == len(set(ids))
    assert {link.get("href", "")[1:] for link in root.iter("a")} <= set(ids)
    assert {name for name in named if name} <= set(ids)


# ── whatever a person typed is text ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", TROUBLE)
def test_no_name_title_or_line_becomes_markup(text: str) -> None:
    plain = parsed(made(chapter("x", "x", title="x"), title="x", setting=people_named("x")))

    root = parsed(made(chapter(text, text, title=text), title=text, setting=people_named(text)))

    if text.strip():
        for page in (root, plain):
            proven = found(page, "certificate")
            assert set(tags(proven)) <= IN_A_CERTIFICATE
            found(page, "after").remove(proven)  # what is proven of another text is another thing
        assert tags(root) == tags(plain)
        assert [sorted(e.keys()) for e in root.iter()] == [sorted(e.keys()) for e in plain.iter()]
    assert not UNREADABLE.search("".join(root.itertext()).replace("\n", ""))


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=40)
def test_any_text_is_read_as_text(text: str) -> None:
    root = parsed(made(chapter(text), title=text, setting=people_named(text)))

    assert words(found(root, "p-1")) == " ".join(typeset(legible(text)).split())


def test_the_page_can_be_written_as_utf_8_whatever_is_in_it() -> None:
    made(chapter(*TROUBLE), title="".join(TROUBLE)).encode("utf-8")


# ── the story ─────────────────────────────────────────────────────────────────────────────────────


def test_paragraphs_are_counted_from_1_through_the_telling() -> None:
    root = parsed(its_page())

    paragraphs = [p for p in root.iter("p") if (p.get("id") or "").startswith("p-")]
    assert [p.get("id") for p in paragraphs] == [
        f"p-{n}" for n in range(1, len(a_story().paragraphs) + 1)
    ]
    assert [p.get("data-number") for p in paragraphs] == [
        str(n) for n in range(1, len(paragraphs) + 1)
    ]
    assert [words(p) for p in paragraphs] == [typeset(p.text) for p in a_story().paragraphs]


def test_chapters_are_headed_listed_and_linked_one_to_the_next() -> None:
    root = parsed(made(chapter("a", title="The Hat"), chapter("b", number=2, title="")))

    contents = found(root, "contents")
    assert [words(link) for link in contents.iter("a")] == [
        "1 The Hat",
        "2 Chapter 2",
        "After the story",
    ]
    assert words(found(root, "chapter-1-title")) == "Chapter 1 The Hat"
    assert words(found(root, "chapter-2-title")) == "Chapter 2"
    ways = [
        [(a.get("rel"), a.get("href"), words(a)) for a in found(root, f"chapter-{n}").iter("a")]
        for n in (1, 2)
    ]
    assert ways == [
        [(None, "#contents", "Contents"), ("next", "#chapter-2", "Next: Chapter 2")],
        [
            ("prev", "#chapter-1", "Previous: The Hat"),
            (None, "#contents", "Contents"),
            ("next", "#after", "Next: After the story"),
        ],
    ]


def test_a_break_stands_where_a_scene_begins_and_not_where_a_chapter_does() -> None:
    events = [*cellar.the_letter()[:7], cellar.scene_opened(6, 2)]
    first = chapter(
        Paragraph("a", (0, 100)), Paragraph("b", (200,)), Paragraph("c", (600,)), Paragraph("d", ())
    )
    second = chapter(Paragraph("e", (600,)), Paragraph("f", (200,)), number=2)

    root = parsed(made(first, second, events=events))

    order = [
        e.get("id") or e.tag
        for e in found(root, "story").iter()
        if e.get("data-number") or e.tag == "hr"
    ]
    assert order == ["p-1", "p-2", "hr", "p-3", "p-4", "p-5", "hr", "p-6"]


def test_what_is_told_of_the_ending_stands_apart() -> None:
    root = parsed(made(chapter(Paragraph("a", (100,)), Paragraph("b", (700,)))))

    assert len(list(root.iter("hr"))) == 1


def test_a_telling_through_several_says_through_whom_each_chapter_is_told() -> None:
    root = parsed(made(chapter("a"), chapter("b", number=2, through=cellar.BO)))

    assert [words(p) for p in root.iter("p") if p.get("class") == "through"] == [
        "told through Ada Vane",
        "Ada Vane",
        "Bo Marsh",
    ]


@pytest.mark.parametrize(
    ("keyed", "book"),
    [
        ('"Was it?" said Bo.', "“Was it?” said Bo."),
        ("Ida's, the Lukács' and nobody else's", "Ida’s, the Lukács’ and nobody else’s"),
        ("\"She said 'no', I think.\"", "“She said ‘no’, I think.”"),
        ("\"'No' was it?\"", "“‘No’ was it?”"),
        ("\"He said 'no'\"", "“He said ‘no’”"),
        ("Tell 'em it was '98, 'tis all.", "Tell ’em it was ’98, ’tis all."),
        ('("So")', "(“So”)"),
        ('"But-" she began; "well', "“But-” she began; “well"),
        ('a lone " mark', "a lone ” mark"),
        ("“So it’s set”", "“So it’s set”"),
    ],
)
def test_marks_open_and_close(keyed: str, book: str) -> None:
    assert typeset(keyed) == book


@given(st.text("ab \"'.(", max_size=20))
def test_nothing_but_the_marks_is_changed(text: str) -> None:
    assert re.sub("[“”]", '"', re.sub("[‘’]", "'", typeset(text))) == text


# ── after the story ───────────────────────────────────────────────────────────────────────────────


def test_people_days_and_standing_come_after_the_last_paragraph() -> None:
    ids = [element.get("id") for element in parsed(its_page()).iter()]

    last = ids.index(f"p-{len(a_story().paragraphs)}")
    assert (
        last < ids.index("after") < ids.index("people") < ids.index("days") < ids.index("standing")
    )


def test_the_people_are_shown_as_anyone_may_know_them() -> None:
    setting = cellar.setting()
    bo = replace(
        setting.people[cellar.BO],
        work="cook",
        description="Sings at the stove.",
        secrets=(Secret("he burnt it"),),
        goals=("to be rid of the letter",),
        fears=("being asked",),
        background="was in gaol",
        backstory="was a thief",
    )

    root = parsed(made(setting=replace(setting, people={**setting.people, cellar.BO: bo})))

    people = words(found(root, "people"))
    assert "Bo Marsh cook Sings at the stove." in people
    assert not any(hidden in people for hidden in ("burnt", "rid of", "asked", "gaol", "thief"))


def test_a_long_description_ends_with_a_sentence() -> None:
    assert shortened("Short.") == "Short."
    assert shortened("He came. " * 60).endswith("He came.")
    assert len(shortened("He came. " * 60)) <= 420
    assert shortened("on and " * 90).endswith("on and …")


def test_the_days_are_the_told_scenes_as_their_focalizer_knew_them() -> None:
    root = parsed(
        made(chapter(Paragraph("a", (0,)), Paragraph("b", (100,)), Paragraph("c", (200,))))
    )

    [scene] = found(root, "days").iter("li")
    assert [words(part) for part in scene] == ["18:00", "Kitchen Ada, Bo and Cy", "Chapter 1"]
    assert [a.get("href") for a in scene.iter("a")] == ["#p-1"], (
        "what opens the story is told in its first scene"
    )


def test_a_scene_that_is_not_told_is_not_among_the_days() -> None:
    events = [*cellar.the_letter()[:7], cellar.scene_opened(6, 2)]

    root = parsed(made(chapter(Paragraph("a", (200,))), events=events))

    assert len(list(found(root, "days").iter("li"))) == 1


def test_nobody_is_among_the_company_whom_the_focalizer_did_not_see() -> None:
    events = _a_scene_that_cy_enters(witnesses=(cellar.BO,))

    root = parsed(made(chapter(Paragraph("a", (100,))), events=events))

    assert "Ada and Bo" in words(found(root, "days"))
    assert "Cy" not in words(found(root, "days"))


def test_whoever_is_seen_to_come_in_is_among_the_company() -> None:
    events = _a_scene_that_cy_enters(witnesses=(cellar.ADA, cellar.BO))

    root = parsed(made(chapter(Paragraph("a", (100,))), events=events))

    assert "Ada, Bo and Cy" in words(found(root, "days"))


def test_a_telling_through_nobody_names_everyone_in_a_scene() -> None:
    untold = page(
        telling(focalizer=""),
        (chapter("a", through=""),),
        Fabula(cellar.setting(), tuple(cellar.the_letter())),
    )

    root = parsed(untold)
    assert "Ada, Bo and Cy" in words(found(root, "days"))
    assert "through" not in [p.get("class") for p in root.iter("p")]


def _a_scene_that_cy_enters(witnesses: tuple[str, ...]) -> list[Event]:
    opened = cellar.opened()
    away = replace(
        opened, effects=(*opened.effects, Moved(cellar.CY, cellar.KITCHEN, cellar.CELLAR))
    )
    scene = replace(cellar.scene_opened(1, 1), cast=(cellar.ADA, cellar.BO))
    enters = (Moved(cellar.CY, cellar.CELLAR, cellar.KITCHEN),)
    entry = replace(
        cellar.acted(2, 0, (100,), enters, verb="go"), actor=cellar.CY, witnesses=witnesses
    )
    return [away, scene, entry]


def test_a_real_story_has_its_told_scenes_among_the_days_in_order() -> None:
    story = a_story()
    told = {scene for chapter in story.telling.chapters for scene in chapter.scenes}

    rows = [words(row) for row in found(parsed(its_page()), "days").iter("li")]

    opened = [e for e in story.events if isinstance(e, SceneOpened) and e.scene in told]
    assert [row[:5] for row in rows] == [f"{event.hour:02}:00" for event in opened]


def test_nothing_of_the_machinery_shows() -> None:
    story = a_story()
    setting = story.setting
    text = words(parsed(its_page())) + its_page()

    hidden = [
        *setting.facts,
        *setting.threads,
        *setting.kernels,
        *(name for name, _ in setting.roles),
        story.telling.ending,
    ]
    assert [name for name in hidden if "." in name or "_" in name if name in text] == []
    assert "barometer" not in made()


# ── how they stood ────────────────────────────────────────────────────────────────────────────────


def test_every_stance_is_put_in_words() -> None:
    axes = {"affection": 2, "trust": -1, "respect": 3, "fear": 1, "debt": -2}

    said = stance_in_words(Stance(cellar.ADA, cellar.BO, axes))

    assert said == "much affection, some distrust, great respect, some fear, is owed much"
    assert stance_in_words(Stance(cellar.ADA, cellar.BO, {"debt": 3})) == "owes everything"


def test_the_record_says_how_everybody_stood_at_the_end() -> None:
    root = parsed(made())

    assert [words(row) for row in found(root, "standing").iter("tr")] == [
        "Who Towards How they stood",
        "Ada Bo some trust",
    ]
    assert "The story knew what Ada knew." in words(found(root, "standing"))


def test_a_feeling_that_came_to_nothing_is_not_spoken_of() -> None:
    spent = cellar.acted(2, 0, (100,), (Related(cellar.ADA, cellar.BO, "trust", 2, 0),))

    root = parsed(made(events=[cellar.opened(), cellar.scene_opened(1, 1), spent]))

    assert "Nobody stood any way with anybody." in words(found(root, "standing"))


def test_each_kind_of_feeling_has_its_own_line_and_mere_debt_has_none() -> None:
    people = cellar.setting().people
    felt = [
        Stance(cellar.ADA, cellar.BO, {"trust": 2}),
        Stance(cellar.BO, cellar.ADA, {"trust": -2}),
        Stance(cellar.CY, cellar.ADA, {"trust": 1, "affection": -1}),
        Stance(cellar.ADA, cellar.CY, {"debt": 3}),
    ]

    ties = [tie.get("class") for tie in parsed(diagram(people, felt).html).iter(f"{SVG}path")]

    assert [tie for tie in ties if tie and tie.startswith("tie")] == [
        "tie well",
        "tie ill",
        "tie torn",
    ]
    assert not is_partial(people, felt)


def test_of_a_large_cast_the_strongest_feelings_are_drawn() -> None:
    people = {
        f"p{n}": Person(f"p{n}", f"Person {n}", f"A name of many letters {n}", THEY)
        for n in range(14)
    }
    felt = [
        Stance(f"p{n}", f"p{m}", {"trust": 1 + (n + m) % 3})
        for n in range(14)
        for m in range(14)
        if n != m
    ]

    drawing = parsed(diagram(people, felt).html)

    assert is_partial(people, felt)
    assert len(list(drawing.iter(f"{SVG}text"))) <= 10
    assert (
        len([path for path in drawing.iter(f"{SVG}path") if path.get("class") == "tie well"]) == 30
    )
    assert {words(label) for label in drawing.iter(f"{SVG}text")} == {"A name of…"}


def test_where_nobody_stands_any_way_with_anybody_nothing_is_drawn() -> None:
    opened = cellar.opened()
    still = replace(opened, effects=tuple(e for e in opened.effects if not isinstance(e, Related)))

    root = parsed(made(events=[still]))

    assert "svg" not in "".join(tags(root))
    assert "Nobody stood any way with anybody." in words(found(root, "standing"))


def test_a_drawing_stays_within_its_frame() -> None:
    for one in _numbers(its_page()):
        assert 0 <= one <= 420


def _numbers(text: str) -> Iterator[float]:
    svg = next(parsed(text).iter(f"{SVG}svg"))
    for path in svg.iter(f"{SVG}path"):
        if (path.get("class") or "").startswith("tie"):
            yield from map(float, re.findall(r"-?[\d.]+", path.get("d", "")))
