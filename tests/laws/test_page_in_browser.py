"""The page as a reader has it: in a browser, wide and narrow, by day and by night, with keys
alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from novel_engine.adapters.formats.html.page import page
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.people import Person
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from tests.support.chromium import Window, launched, wanting
from tests.support.stories import cast_of, told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.skipif(
        bool(wanting()), reason=f"no {wanting()} here: apt-get install chromium chromium-driver"
    ),
]
DESK, TELEPHONE, SMALLEST = 1280, 390, 360
HOSTILE = "<img src=x onerror=hacked=1> \"'&amp;{{x}} עברית 李雷"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    driver = launched(tmp_path_factory.mktemp("profile"))
    yield Window(driver)
    driver.quit()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole story of five people, in a folder whose name has to be escaped in an address."""
    one = told("7", cast_of(5), "concealed_harm")
    file = tmp_path_factory.mktemp("a story") / "story.html"
    file.write_text(page(one.telling, one.chapters, one.fabula), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def hostile_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with names, titles and lines that would like to be something else, and a word too
    long for any line.
    """
    one = told("7", cast_of(5), "concealed_harm")
    long = HOSTILE + "Ll" * 60
    people = {
        p: Person(p, long, HOSTILE, x.pronouns, description=long, work=long)
        for p, x in one.setting.people.items()
    }
    chapters = [
        RenderedChapter(c.number, long, c.focalizer, (Paragraph(long, (0,)), *c.paragraphs))
        for c in one.chapters
    ]
    file = tmp_path_factory.mktemp("hostile") / "story.html"
    setting = replace(one.setting, people=people, seed=long)
    file.write_text(
        page(replace(one.telling, title=long), chapters, Fabula(setting, one.events)),
        encoding="utf-8",
    )
    return file


def background(window: Window) -> str:
    return str(window.ask("getComputedStyle(document.documentElement).backgroundColor"))


def sideways(window: Window) -> int:
    return int(window.ask("document.documentElement.scrollWidth - window.innerWidth"))


def from_top(window: Window, selector: str) -> float:
    return float(window.ask(f"document.querySelector({selector!r}).getBoundingClientRect().top"))


def test_the_browser_has_nothing_to_complain_of(window: Window, story: Path) -> None:
    window.open(story)

    assert window.complaints() == []
    assert window.ask("document.compatMode") == "CSS1Compat"
    assert window.ask("document.styleSheets[0].cssRules.length") > 50


def test_the_policy_stops_what_the_page_does_not_use(
    window: Window, story: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.html"
    added = "<script>window.hacked = 1</script><p style='color: red'>x</p></body>"
    other.write_text(story.read_text("utf-8").replace("</body>", added), encoding="utf-8")

    window.open(other)

    assert window.ask("window.hacked") is None
    assert len([line for line in window.complaints() if "Content Security Policy" in line]) == 2


@pytest.mark.parametrize("wide", [DESK, TELEPHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_wrong(window: Window, story: Path, wide: int, dark: bool) -> None:
    window.open(story, wide=wide, dark=dark)

    assert window.violations() == []


@pytest.mark.parametrize("wide", [DESK, TELEPHONE, SMALLEST])
def test_nothing_must_be_scrolled_sideways(window: Window, story: Path, wide: int) -> None:
    window.open(story, wide=wide)
    window.one("label[for=numbers]").click()

    assert sideways(window) <= 0


@pytest.mark.parametrize("wide", [DESK, SMALLEST])
def test_hostile_names_are_read_and_do_nothing(
    window: Window, hostile_story: Path, wide: int
) -> None:
    window.open(hostile_story, wide=wide)

    assert window.complaints() == []
    assert window.ask("window.hacked") is None
    assert window.ask("document.images.length") == 0
    assert window.one("dt").text.startswith("<img src=x onerror=hacked=1>")
    assert sideways(window) <= 0
    assert window.violations() == []


def test_a_reader_goes_from_the_contents_through_the_chapters_and_back(
    window: Window, story: Path
) -> None:
    window.open(story)

    window.one('#contents a[href="#chapter-2"]').click()
    assert abs(from_top(window, "#chapter-2")) < 2

    window.one('#chapter-2 a[rel="next"]').click()
    assert abs(from_top(window, "#chapter-3")) < 2

    window.one('#chapter-3 a[rel="prev"]').click()
    assert abs(from_top(window, "#chapter-2")) < 2

    window.one('#chapter-2 a[href="#contents"]').click()
    assert abs(from_top(window, "#contents")) < 2


def test_the_first_key_leads_past_the_title_to_the_story(window: Window, story: Path) -> None:
    window.open(story)

    window.one("body").send_keys(Keys.TAB)
    assert window.ask("document.activeElement.className") == "skip"
    assert from_top(window, ".skip") >= 0

    window.keys(Keys.ENTER)
    assert window.ask("location.hash") == "#story"
    assert window.ask("document.activeElement.id") == "story"


@pytest.mark.parametrize("dark", [False, True])
def test_the_light_is_the_devices_until_the_reader_chooses(
    window: Window, story: Path, dark: bool
) -> None:
    window.open(story, dark=dark)
    paper = {False: "rgb(251, 249, 244)", True: "rgb(22, 20, 15)"}
    assert background(window) == paper[dark]

    window.one(f"label[for=light-{'light' if dark else 'dark'}]").click()
    assert background(window) == paper[not dark]
    assert window.violations() == []

    window.one("label[for=light-auto]").click()
    assert background(window) == paper[dark]


def test_the_light_can_be_chosen_with_keys_alone(window: Window, story: Path) -> None:
    window.open(story)

    window.one("#light-auto").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)

    assert background(window) == "rgb(22, 20, 15)"
    assert window.ask("document.activeElement.id") == "light-dark"


def test_paragraphs_show_their_numbers_to_whoever_asks(window: Window, story: Path) -> None:
    window.open(story)
    number = "getComputedStyle(document.querySelector('#p-12'), '::before').content"
    assert window.ask(number) == "none"

    window.one("label[for=numbers]").click()

    assert window.ask(number) in ('"12"', "attr(data-number)")


def test_an_address_leads_to_one_paragraph(window: Window, story: Path) -> None:
    window.open(story, at="#p-12")

    assert abs(from_top(window, "#p-12")) < 2
    assert window.ask("document.querySelector(':target').id") == "p-12"


def test_on_paper_the_story_alone_is_printed_in_black_on_white(window: Window, story: Path) -> None:
    window.open(story, dark=True)
    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})

    assert not window.one(".looks").is_displayed()
    assert not window.one(".onwards").is_displayed()
    assert window.one("#p-1").is_displayed()
    assert window.ask("getComputedStyle(document.documentElement).color") == "rgb(36, 33, 29)"

    window.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
