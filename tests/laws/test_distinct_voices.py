"""The bundled casts are told apart by ear: who swears, who hedges and who says every word whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from tests.support.bundled_stories import PRONOUNS, STORIES, bundled_story
from tests.support.stories import Told

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("second reader")]

# All of them: that everybody is heard to swear is a thing of many stories, and no sample's.
AS_WRITTEN = [seed for seed in range(1, 61) if not PRONOUNS[seed % len(PRONOUNS)]]
SPEECH = re.compile(r'"([^"]*)"')
CONTRACTED = re.compile(
    r"\b(?:I'm|I've|you're|we're|they're|you've|won't)\b(?! (?:I|you|he|she|it|we|they)\b)"
)


@pytest.fixture(scope="module")
def stories() -> tuple[Told, ...]:
    return tuple(bundled_story(story, seed) for seed in AS_WRITTEN for story in STORIES)


def speeches(story: Told) -> Iterator[tuple[str, str]]:
    """Who speaks in each paragraph of speech, and the words."""
    for paragraph in story.paragraphs:
        if paragraph.speaker:
            yield paragraph.speaker, " ".join(SPEECH.findall(paragraph.text)).lower()


def test_everybody_who_has_an_oath_or_a_hedge_is_heard_to_use_it(stories: tuple[Told, ...]) -> None:
    people = {name: person for story in stories for name, person in story.setting.people.items()}
    heard = {
        name: [words for story in stories for who, words in speeches(story) if who == name]
        for name in people
    }
    silent = [
        name
        for name, person in people.items()
        if not any(
            phrase.lower() in words
            for phrase in (*person.voice.oaths, *person.voice.hedges)
            for words in heard[name]
        )
    ]

    assert not silent


def test_no_oath_is_heard_more_than_twice_in_a_story_nor_twice_from_one_mouth_in_a_row(
    stories: tuple[Told, ...],
) -> None:
    for story in stories:
        for person in story.setting.people.values():
            for oath in person.voice.oaths:
                sworn = [
                    oath.lower() in words for who, words in speeches(story) if who == person.id
                ]

                assert sum(sworn) <= 2, f"{story.name}: {oath}"
                assert all(len(list(run)) == 1 for said, run in groupby(sworn) if said), (
                    f"{story.name}: {oath}"
                )


def test_nobody_speaks_with_anothers_oath(stories: tuple[Told, ...]) -> None:
    for story in stories:
        oaths = {
            oath.lower(): person.id
            for person in story.setting.people.values()
            for oath in person.voice.oaths
        }
        for who, words in speeches(story):
            assert all(oaths[oath] == who for oath in oaths if oath in words), (
                f"{story.name}: {words}"
            )


def test_the_most_formal_contract_nothing_that_could_be_said_whole(
    stories: tuple[Told, ...],
) -> None:
    formal = {
        p.id for story in stories for p in story.setting.people.values() if p.voice.formality == 2
    }

    assert formal
    for story in stories:
        for paragraph in story.paragraphs:
            if paragraph.speaker in formal:
                said = " ".join(SPEECH.findall(paragraph.text))
                assert not CONTRACTED.search(said), f"{story.name}: {said}"
