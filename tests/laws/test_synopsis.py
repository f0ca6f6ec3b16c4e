"""What a synopsis says of any story: the deed and who did it, the whole reason, every choice, what came of
things and how it ends; of nobody who is not in it; in whole sentences.

Held on casts of five to twelve people of any temper: a few seeds with each commit, three hundred where
everything is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from novel_engine.story.english.present_tense import present_clause
from novel_engine.story.english.unknown_names import strangers
from novel_engine.story.fabula.events import Complicated
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.facts import PERSON_SLOT
from novel_engine.story.telling.retold.plot_line import PlotLine
from novel_engine.story.telling.synopsis import synopsis
from tests.laws.test_the_case import odd_story
from tests.support.sampling import sample

pytestmark = pytest.mark.law

SEEDS = sample(range(1, 301), 8, "synopsis")
KERNEL = "concealed_harm"
TWICE = re.compile(r"\b(?!had\b|that\b)(\w+) \1\b")
AN_ID = re.compile(r"[{}]|\bp\d+\b|\b[a-z_]+\.[a-z_]+\b")
BADLY_JOINED = re.compile(r",,| ,|  ")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def each() -> Iterator[tuple[PlotLine, str]]:
    """Each story, and what its synopsis says."""
    for seed in SEEDS:
        one = odd_story(seed, KERNEL)
        fabula = Fabula(one.setting, one.events)
        yield PlotLine(fabula), "\n".join(synopsis(fabula).paragraphs)


def pieces(clause: str) -> list[str]:
    """What stands in a clause between people."""
    parts = (part.strip(" ,'s.") for part in PERSON_SLOT.split(clause)[::2])
    return [part for part in parts if len(part) > 1]


def says(text: str, clause: str) -> bool:
    """Whether the text says it, whatever people are called in it."""
    low = text.lower()
    return all(piece.lower() in low for piece in pieces(clause))


def test_it_says_the_deed_who_did_it_and_the_whole_reason() -> None:
    for line, text in each():
        deed, motive = (line.setting.facts[line.spine.deed], line.setting.facts[line.spine.motive])
        assert line.setting.people[line.doer].name in text
        for clause in (deed.claim, deed.takes, motive.because, motive.claim, motive.serves):
            assert says(text, clause), (clause, text)


BY_THE_DEED = re.compile(r" to choose between [^.;:]+; ")
PUT_TO_SOMEBODY = re.compile(r" (?:has|is left) to choose between | has to weigh now is ")


def test_it_says_every_choice_and_what_was_chosen() -> None:
    for line, text in each():
        decided = line.decisions.values()
        assert len(PUT_TO_SOMEBODY.findall(text)) == len(decided)
        for decision in decided:
            for way in decision.choice.ways:
                named = [f.claim for f in line.setting.facts.values() if f.noun == way.worth]
                assert any(says(text, each) for each in (way.worth, *named)), (way.worth, text)
        by_the_deed = len(BY_THE_DEED.findall(text))
        assert text.count(" chooses ") + text.count(" puts it off ") + by_the_deed == len(
            decided
        ), text


def test_it_says_every_consequence() -> None:
    for line, text in each():
        for event in line.events.values():
            one = line.at_once(event) if isinstance(event, Complicated) else None
            fact = line.setting.facts.get(one.fact) if one and not one.ways else None
            if fact and not line.setting.is_so("bears_out", fact):
                subject = fact.claim.partition(" ")[0]
                assert says(text, present_clause(fact.claim, subject)), (fact.claim, text)


def test_it_ends_with_what_became_of_them() -> None:
    for line, text in each():
        ended = next(
            e
            for e in line.setting.endings
            if e.id == Fabula(line.setting, tuple(line.events.values())).ending
        )
        assert says(text.rpartition("\n")[2], ended.says), (ended.says, text)


def test_it_names_nobody_who_is_not_in_it_and_shows_no_id_and_no_brace() -> None:
    for line, text in each():
        known = frozenset(
            re.sub(r"\d", "", word).lower()
            for person in line.setting.people.values()
            for word in person.name.split()
        )
        assert strangers(text, known) == [], text
        assert AN_ID.search(text) is None, text


def test_it_is_made_of_whole_sentences_in_which_no_word_stands_twice_running() -> None:
    for _, text in each():
        assert TWICE.search(text) is None, text
        for paragraph in text.split("\n"):
            assert paragraph.endswith((".", "!", "?")), text
            for sentence in SENTENCE_END.split(paragraph):
                assert sentence[0] == sentence[0].upper(), (sentence, text)
                assert BADLY_JOINED.search(sentence) is None, (sentence, text)
