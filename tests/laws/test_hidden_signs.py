"""What shows nothing comes between no word of a reply and those who look for it; names stay as they
are written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker, NoRecall
from novel_engine.adapters.models.seams.reply_schemas import Decided, as_written, read_reply
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.people import SHE, Person
from novel_engine.story.givens.verbs import Choice
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Wish
from tests.support import worlds
from tests.support.bundled_stories import materials
from tests.support.narrations import Notebook, bare, is_quiz, narrated, story
from tests.support.narrations import Scripted as Answering
from tests.support.rehearsed import reached, told
from tests.support.stories import Told
from tests.support.tables import MemoryJournal, Scripted, decided
from tests.support.worlds import ADA, BO, learned

HIDDEN = [
    *(
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x180B,
        0x180E,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
    ),
    *(
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFA0,
    ),
    *(0xFFF9, 0xFFFA, 0xFFFB, 0x1D173, 0xE0001, 0xE0020, 0xE0065, 0xE007F, 0xE0100, 0xE01EF),
]
SECRET = "I hurled the blue vase against the mantel."


def everywhere(sign: str, text: str) -> Iterator[str]:
    """The text with the sign in one place after another, and at last in all of them."""
    yield from (text[:at] + sign + text[at:] for at in range(len(text) + 1))
    yield sign.join(text)


@pytest.mark.parametrize("ascii", [True, False], ids=["as codes", "as they are"])
def test_a_reply_is_read_without_them_wherever_they_stand(ascii: bool) -> None:
    def read(line: str) -> str:
        return read_reply(
            json.dumps({"choice": "1", "manner": "", "line": line}, ensure_ascii=ascii), Decided
        ).line

    seen = {
        number
        for number in HIDDEN
        for line in everywhere(chr(number), SECRET)
        if read(line) != SECRET
    }
    assert {f"{number:04X}" for number in seen} == set()


# ── lines and deeds ───────────────────────────────────────────────────────────────────────────────


def bo() -> PersonaView:
    """Bo, who broke the vase with something very like intent, and has told nobody."""
    facts = worlds.facts()
    facts["deed"] = Fact(
        "deed",
        "vase",
        "deed",
        "{bo} hurled the blue vase against the mantel",
        stakes=3,
        subject=BO,
        secret_of=BO,
    )
    found = worlds.house(learned(BO, "harm"), learned(BO, "deed"), facts=facts)
    return view_of(found.setting, found.minds[BO], 5)


def faults_in(answer: str, *, improvise: bool = False) -> list[str]:
    """What is found in an answer of Bo's, given three times over."""
    journal = MemoryJournal()
    menu = (Choice(worlds.action("ask", BO, B=ADA, F="harm"), 100, ()),)
    maker = ModelDecisionMaker(
        Scripted(answer, answer, answer), journal, NoRecall(), improvise=improvise
    )
    maker.decide(bo(), menu, 5)
    return journal.codes


def test_a_secret_that_they_split_is_found_in_a_line_as_the_plain_one_is() -> None:
    plain = faults_in(decided("1", SECRET))
    assert set(plain) == {"early-leak"}

    missed = [
        f"{n:04X}"
        for n in HIDDEN
        if faults_in(decided("1", SECRET.replace("rl", f"r{chr(n)}l"))) != plain
    ]
    assert missed == []


def test_a_secret_that_they_split_is_found_in_a_deed_as_the_plain_one_is() -> None:
    def found(deed: str) -> list[str]:
        return faults_in(decided("0", does=deed, effects=[]), improvise=True)

    deed = "Bo hurled the blue vase against the mantel"
    plain = found(deed)
    assert set(plain) == {"early-leak"}

    assert [f"{n:04X}" for n in HIDDEN if found(chr(n).join(deed)) != plain] == []


# ── chapters ──────────────────────────────────────────────────────────────────────────────────────


def leaking(told: Told) -> str:
    """A paragraph that gives away, in a first chapter, what is only known later."""
    known = told.fabula.through(told.telling.focalizer).known_from
    end = max(e for beat in told.telling.chapters[0].beats for e in beat.events)
    early = (
        f
        for f in told.setting.facts.values()
        if f.tokens and f.subject and known.get(f.id, end + 1) > end
    )
    fact = next(early)
    words = ", and something about ".join(fact.tokens)
    return (
        f"There was something about {words}. It was not {told.setting.people[fact.subject].short}."
    )


def planted(paragraph: str, prompt: Prompt, times: int) -> str:
    """The offline chapter, the first of them with one paragraph too many."""
    if is_quiz(prompt) or prompt.about != "chapter 1":
        return prompt.understudy
    answer = json.loads(prompt.understudy)
    extra = {"beats": answer["paragraphs"][0]["beats"], "speaker": "", "text": paragraph}
    return json.dumps(answer | {"paragraphs": [extra, *answer["paragraphs"]]}, ensure_ascii=False)


def test_a_secret_that_they_split_is_found_in_a_chapter_as_the_plain_one_is() -> None:
    found = story(1)
    paragraph = leaking(found)

    def rejected(text: str) -> Notebook:
        return narrated(found, Answering(partial(planted, text))).notebook

    plain = rejected(paragraph)
    assert "early-leak" in {rejection.code for rejection in plain.rejections}
    assert [fallback.name for fallback in plain.fallbacks] == ["chapter 1"]
    for number in (0x00AD, 0x200B, 0x200C, 0x2060, 0x2028, 0xFE0F, 0xE0061):
        assert rejected(chr(number).join(paragraph)) == plain


# ── names ─────────────────────────────────────────────────────────────────────────────────────────

NAMES = [
    ("علی\u200cرضا رحمانی", "علی\u200cرضا"),
    ("श्रीमान्\u200cजी क्\u200dषमा", "श्रीमान्\u200cजी"),
    ("Zo\u00adë O’Bri\u200ben", "Zo\u00adë"),
    ("葛\U000e0100城 眞", "葛\U000e0100城"),
    ("Ida❤\ufe0f Kessel", "Ida❤\ufe0f"),
]


def named(told: Told, names: Callable[[int], tuple[str, str]]) -> Told:
    """The story with its people called otherwise, told again offline."""
    people = {
        key: replace(person, name=names(at)[0], short=names(at)[1])
        for at, (key, person) in enumerate(told.setting.people.items())
    }
    setting, genre = replace(told.setting, people=people), materials(told.name.split()[0]).genre
    telling = plan(worlds.fabula(setting, told.events), genre.idiom, Wish(3000))
    chapters = OfflineNarrator(setting, genre.fragments).narrate(telling)
    return replace(told, setting=setting, telling=telling, chapters=chapters)


@pytest.mark.parametrize("number", [1, 2])
def test_a_faithful_chapter_keeps_names_as_they_are_written(number: int) -> None:
    found = named(story(number), NAMES.__getitem__)

    heard = narrated(found, Understudy())

    assert heard.notebook == Notebook()
    assert heard.chapters == bare(found.chapters)
    told_of = " ".join(p.text for chapter in heard.chapters for p in chapter.paragraphs)
    assert sum(short in told_of for _, short in NAMES) >= 3


def test_a_line_keeps_names_as_they_are_written_and_only_whole_ones() -> None:
    people = [Person(f"p{at}", name, short, SHE) for at, (name, short) in enumerate(NAMES)]

    assert (
        as_written("Zoë, ask Zoë O’Brien. Zoëlle knows.", people)
        == "Zo\u00adë, ask Zo\u00adë O’Bri\u200ben. Zoëlle knows."
    )
    assert as_written("葛城は", people) == "葛\U000e0100城は"
    assert as_written("علی\u200cرضا", people) == "علی\u200cرضا"
    assert as_written("Nobody.", people) == "Nobody."


# ── the archive ───────────────────────────────────────────────────────────────────────────────────


class Hiding:
    """The understudy, with a sign that shows nothing after every letter e."""

    def __init__(self) -> None:
        self.sent: set[str] = set()

    def ask(self, prompt: Prompt) -> Reply:
        reply = Understudy().ask(prompt)
        text = reply.text.replace("e ", "e\u200b ")
        self.sent.add(text)
        return replace(reply, text=text)


def test_the_raw_reply_is_archived_as_it_came_and_the_story_is_told_without(tmp_path: Path) -> None:
    model = Hiding()
    found = told(tmp_path / "story", "openai:a-model", reached(model))

    with RecordedReplies(tmp_path / "story" / "story.db") as replies:
        kept = {kept.reply.text for kept in replies.all()}
    assert kept == model.sent
    assert any("\u200b" in text for text in kept)
    assert "\u200b" not in found.path.read_text("utf-8")
    assert found.fallbacks == 0
