"""The plain voice in the first person and in the present: one of them says I, and it happens now."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from novel_engine.app.assembly import Materials, assemble
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from novel_engine.story.verifying.leaks import problems
from tests.measures.played_nights import materials_of
from tests.support.bundled_stories import simulated
from tests.support.sampling import sample

pytestmark = [pytest.mark.law, pytest.mark.slow]

LONG_POUND = str(Path(__file__).parents[1] / "fixtures" / "long-pound" / "story.yaml")
STORIES = (
    LONG_POUND,
    "the-first-pressing",
    "the-saturday-house",
    "the-closing-pass",
    "short-handed",
)
CASES = [(story, seed) for story in STORIES for seed in range(1, 41)]
TRIED = 8
FIRST, NOW, FIRST_NOW = (
    Wish(style="plain", person="first"),
    Wish(style="plain", tense="present"),
    Wish(style="plain", person="first", tense="present"),
)
SPEECH = re.compile(r'"[^"]*"?')
# Me where it should be I, a verb of somebody else's after I, a form twice, and what no sentence has.
AMISS = re.compile(
    r"(?<!and )\bI (?:is|are|has|does|were|wants|knows|says|tells|asks|sees)\b"
    r"|(?<!from )\b[Mm]e (?:was|were|is|am|had|said|asked|told|did|could|say|ask|tell|have|has)\b"
    r"|\b(?:with|to|for|of|from|told|asked|at|tells|asks) I\b(?!')|\bI and\b|\bmy's|'s's|[{}]"
    r"|\bwe (?:is|was|has)\b|(?<!Those )\b(?:who|he|she|it) (?:have|are|do)\b|\bthey (?:is|has|was)\b"
    r"|[a-z]{2}[.?!] [a-z]|\b(?!that\b|had\b)(\w+) \1\b| ,| \.|\.\."
)
TAG_IN_THE_PAST = re.compile(r'" (?:said|asked|told) |" \w+ (?:said|asked|told)\b')


@cache
def happened(story: str, seed: int) -> tuple[Materials, Fabula]:
    materials = materials_of(story)
    setting = assemble(materials, str(seed)).setting
    return materials, Fabula(setting, simulated(setting))


def told(story: str, seed: int, wish: Wish) -> tuple[Fabula, Telling, tuple[RenderedChapter, ...]]:
    materials, fabula = happened(story, seed)
    telling = plan(fabula, materials.genre.idiom, wish)
    narrator = OfflineNarrator(fabula.setting, materials.genre.fragments)
    return fabula, telling, narrator.narrate(telling)


def narration(chapters: tuple[RenderedChapter, ...]) -> list[str]:
    """The paragraphs, without what people say."""
    return [SPEECH.sub('"…"', p.text) for chapter in chapters for p in chapter.paragraphs]


def through_each(setting: Setting, wish: Wish) -> list[Wish]:
    return [Wish(wish.words, one, wish.style, wish.person, wish.tense) for one in setting.people]


@pytest.mark.parametrize("wish", [FIRST, NOW, FIRST_NOW], ids=["first", "now", "first now"])
@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "told otherwise"))
def test_its_sentences_are_whole_through_anybody(story: str, seed: int, wish: Wish) -> None:
    _, fabula = happened(story, seed)
    texts = [
        text
        for one in through_each(fabula.setting, wish)
        for text in narration(told(story, seed, one)[2])
    ]

    assert [(found[0], text) for text in texts if (found := AMISS.search(text))] == []


@pytest.mark.parametrize("wish", [FIRST, FIRST_NOW], ids=["past", "present"])
@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "told by oneself"))
def test_whoever_tells_it_is_named_once_and_is_i(story: str, seed: int, wish: Wish) -> None:
    _, fabula = happened(story, seed)
    people = fabula.setting.people
    for one in through_each(fabula.setting, wish):
        _, telling, chapters = told(story, seed, one)
        me = people[telling.focalizer]
        text = "\n".join(narration(chapters))
        alike = [p for p in people.values() if p.pronouns.subject == me.pronouns.subject]
        forms = me.pronouns

        assert text.count(f"My name is {me.name}") == (
            1 if re.search(r"\b(?:I|[Mm]e)\b", text) else 0
        )
        assert not re.search(rf"\b{re.escape(me.short)}\b", text.replace(f"name is {me.name}", ""))
        if len(alike) == 1 and not forms.plural:
            third = f"{forms.subject}|{forms.object}|{forms.possessive}|{forms.reflexive}"
            assert not re.search(rf"\b(?:{third})\b", text)


@pytest.mark.parametrize("wish", [NOW, FIRST_NOW], ids=["third", "first"])
@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "told now"))
def test_whoever_speaks_in_the_present_says_it(story: str, seed: int, wish: Wish) -> None:
    _, _, chapters = told(story, seed, wish)

    assert [text for text in narration(chapters) if TAG_IN_THE_PAST.search(text)] == []


@pytest.mark.parametrize("wish", [FIRST, NOW, FIRST_NOW], ids=["first", "now", "first now"])
@pytest.mark.parametrize(("story", "seed"), sample(CASES, TRIED, "otherwise known"))
def test_it_tells_the_same_and_nothing_that_cannot_be_known(
    story: str, seed: int, wish: Wish
) -> None:
    fabula, telling, chapters = told(story, seed, wish)
    usual = told(story, seed, Wish(style="plain"))

    assert list(problems(fabula, telling, list(chapters))) == []
    assert [shortfall for chapter in chapters for shortfall in chapter.shortfalls] == []
    assert telling.chapters == usual[1].chapters
    assert (telling.person, telling.tense) == (wish.person or "third", wish.tense or "past")
