"""Every word refers rightly: a second reader, told only who is in the story, takes every word as it
was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from novel_engine.story.givens.people import HE, SHE, THEY, Person
from novel_engine.story.telling.syuzhet import Mention
from tests.support.bundled_stories import PRONOUNS, bundled
from tests.support.proof_reader import (
    Passage,
    absence_faults,
    passages,
    pronoun_faults,
    proof_faults,
    speech_faults,
    trace_faults,
)
from tests.support.sampling import sample
from tests.support.stories import Told

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("second reader")]

# One seed of every way in which pronouns are given out.
SEEDS = tuple(
    sample(range(first, 16, len(PRONOUNS)), 1, f"pronouns {first}")[0]
    for first in range(1, 1 + len(PRONOUNS))
)
ADA = Person("ada", "Ada Vane", "Ada", SHE)
EVE = Person("eve", "Eve Lund", "Eve", SHE)
BO = Person("bo", "Bo Marsh", "Bo", HE)
CY = Person("cy", "Cy Lund", "Cy", THEY)
PEOPLE = {person.id: person for person in (ADA, EVE, BO, CY)}
EVERYBODY = tuple(PEOPLE)
MARKED = re.compile(r"\[(\w+):([^\]]+)\]")


@pytest.fixture(scope="module")
def stories() -> tuple[Told, ...]:
    return bundled(SEEDS)


def passage(
    text: str, speaker: str = "", present: tuple[str, ...] = EVERYBODY, scene: int = 1
) -> Passage:
    """A paragraph in which `[ada:she]` is a word and whom it means."""
    plain, mentions, at = "", [], 0
    for found in MARKED.finditer(text):
        plain += text[at : found.start()]
        mentions.append(Mention(len(plain), len(plain) + len(found[2]), found[1]))
        plain, at = plain + found[2], found.end()
    return Passage(plain + text[at:], tuple(mentions), speaker, scene, present)


def checked(problems: Iterable[str]) -> None:
    found = list(problems)
    assert not found, f"{len(found)} in all:\n" + "\n".join(found[:12])


def test_the_stories_that_are_read_have_every_kind_of_pronoun(stories: tuple[Told, ...]) -> None:
    kinds = {
        person.pronouns.subject for story in stories for person in story.setting.people.values()
    }

    assert kinds == {"she", "he", "they", "ze"}


def test_every_pronoun_is_read_as_whom_it_means(stories: tuple[Told, ...]) -> None:
    checked(
        f"{s.name}: {fault}"
        for s in stories
        for fault in pronoun_faults(s.setting.people, passages(s))
    )


def test_every_name_is_known_to_the_trace(stories: tuple[Told, ...]) -> None:
    checked(
        f"{s.name}: {fault}"
        for s in stories
        for fault in trace_faults(s.setting.people, passages(s))
    )


def test_every_speech_is_read_as_its_speakers(stories: tuple[Told, ...]) -> None:
    checked(f"{s.name}: {fault}" for s in stories for fault in speech_faults(passages(s)))


def test_nobody_acts_who_is_not_there(stories: tuple[Told, ...]) -> None:
    checked(f"{s.name}: {fault}" for s in stories for fault in absence_faults(passages(s)))


def test_a_proof_reader_has_nothing_to_mark(stories: tuple[Told, ...]) -> None:
    checked(
        f"{s.name}, {p.fragment}: {fault}"
        for s in stories
        for p in s.paragraphs
        for fault in proof_faults(p.text)
    )


def test_every_mention_stands_where_its_words_are(stories: tuple[Told, ...]) -> None:
    checked(misplaced(stories))


def misplaced(stories: Iterable[Told]) -> Iterator[str]:
    for story in stories:
        for paragraph in story.paragraphs:
            for mention in paragraph.mentions:
                person = story.setting.people[mention.person]
                p = person.pronouns
                words = paragraph.text[mention.start : mention.end].lower().removesuffix("'s")
                forms = {
                    "name": (person.name,),
                    "short": (person.short,),
                    "pronoun": (p.subject, p.object, p.possessive, p.own, p.reflexive),
                    "called": (person.short, person.surname, person.nickname),
                }[mention.how]
                if words not in [form.lower() for form in forms]:
                    yield (
                        f"{story.name}: '{words}' for {mention.how} of {mention.person}: "
                        f"{paragraph.text}"
                    )


def test_a_whole_name_is_told_once(stories: tuple[Told, ...]) -> None:
    for story in stories:
        named = [m.person for p in passages(story) for m in p.told if m.how == "name"]

        assert len(named) == len(set(named)), story.name


# That the checks bite.


@pytest.mark.parametrize(
    "told",
    [
        ["[ada:Ada] gave the cup to [eve:Eve]. [ada:She] sat down."],
        ["[ada:Ada] and [eve:Eve] came in.", "[ada:She] sat down."],
        ["[bo:Bo] came in.", "[ada:She] sat down."],
        ["[bo:Bo] came in. She sat down."],
        ["[ada:Ada] came in. [bo:Bo] saw her cup."],
        ["[ada:Ada] came in.", "It was cold.", "[ada:She] sat down."],
        ['"I saw [ada:Ada]," said [bo:Bo].', "[ada:She] sat down."],
        ["[cy:Cy] came in. [bo:Bo] looked up.", "[ada:She] sat down."],
    ],
)
def test_a_pronoun_that_means_another_than_it_seems_is_seen(told: list[str]) -> None:
    assert list(
        pronoun_faults(
            PEOPLE, [passage(text, speaker="bo" if '"' in text else "") for text in told]
        )
    )


def test_a_pronoun_does_not_reach_over_the_beginning_of_a_scene() -> None:
    told = [passage("[ada:Ada] came in."), passage("[ada:She] sat down.", scene=2)]

    assert list(pronoun_faults(PEOPLE, told))


@pytest.mark.parametrize(
    "told",
    [
        ["[ada:Ada] came in. [ada:She] sat down.", "[ada:She] got up."],
        [
            (
                "[ada:Ada] gave [bo:Bo] the cup. [ada:She] saw [bo:him] drink, and [ada:her] "
                "own went "
                "cold."
            )
        ],
        ["[ada:Ada] came in. [eve:Eve] kept [eve:her] coat on."],
        ["[cy:Cy] came in. They all looked. [cy:They] sat down."],
    ],
)
def test_a_pronoun_that_is_plain_is_let_stand(told: list[str]) -> None:
    checked(pronoun_faults(PEOPLE, [passage(text) for text in told]))


def test_a_name_that_the_trace_does_not_know_is_seen() -> None:
    assert list(trace_faults(PEOPLE, [passage("Ada came in.")]))
    assert list(trace_faults(PEOPLE, [passage("[eve:Ada] came in.")]))
    assert not list(trace_faults(PEOPLE, [passage("[ada:Ada Vane] came in.")]))


@pytest.mark.parametrize(
    "told",
    [
        [('"Gone," said [bo:Bo].', "ada")],
        [('"Gone," [bo:he] said.', "ada")],
        [('[bo:Bo] put the cup down. "Gone."', "ada")],
        [('"Gone," said [ada:Ada].', "")],
        [('"Gone."', "ada")],
        [('"Gone," said [ada:Ada].', "ada"), ('"All of it."', "ada")],
        [
            ('"Gone," said [ada:Ada].', "ada"),
            ('"What is?" said [bo:Bo].', "bo"),
            ('"All of it."', "cy"),
        ],
        [("[bo:Bo] put the cup down.", ""), ('"Gone."', "ada")],
    ],
)
def test_speech_that_could_be_anothers_is_seen(told: list[tuple[str, str]]) -> None:
    assert list(speech_faults([passage(text, speaker) for text, speaker in told]))


@pytest.mark.parametrize(
    "told",
    [
        [
            ('"Gone," said [ada:Ada]. "All of it."', "ada"),
            ('"Gone?" said [bo:Bo].', "bo"),
            ('"All of it."', "ada"),
        ],
        [('[ada:Ada] looked at [bo:Bo]. "Gone."', "ada")],
        [("[ada:Ada] put the cup down.", ""), ('"Gone."', "ada")],
        [('"Gone." It was what [ada:Ada] had said before.', "ada")],
    ],
)
def test_speech_that_is_plainly_somebodys_is_let_stand(told: list[tuple[str, str]]) -> None:
    checked(speech_faults([passage(text, speaker) for text, speaker in told]))


def test_where_there_are_two_the_answer_needs_no_name() -> None:
    first = passage('"Is it gone?" said [ada:Ada].', "ada", ("ada", "bo"))

    assert not list(speech_faults([first, passage('"All of it."', "bo", ("ada", "bo"))]))
    assert list(speech_faults([first, passage('"All of it."', "bo", ("ada", "bo", "cy"))]))


@pytest.mark.parametrize(
    "text",
    [
        "[bo:Bo] walked to the door.",
        "It was cold. [bo:He] opened the door.",
        "[bo:Bo] sat down and ate.",
    ],
)
def test_somebody_who_acts_and_is_not_there_is_seen(text: str) -> None:
    assert list(absence_faults([passage(text, present=("ada", "eve"))]))
    assert not list(absence_faults([passage(text, present=("ada", "bo"))]))


@pytest.mark.parametrize(
    "text",
    [
        "[bo:Bo] had walked to the door.",
        "[bo:Bo]'s cup stood there.",
        "[bo:Bo] would know.",
        "It was [bo:Bo]'s.",
    ],
)
def test_somebody_may_be_thought_of_who_is_not_there(text: str) -> None:
    checked(absence_faults([passage(text, present=("ada", "eve"))]))


@pytest.mark.parametrize(
    "text",
    [
        "It was {A}.",
        "It was one|two.",
        "It  was late.",
        "The the can.",
        "The can , then.",
        "The can..",
        "She found a empty can.",
        "She found an can.",
        "it was empty.",
        "It was empty. nobody spoke.",
        '"It is gone." said Ida.',
        "They was late.",
        "They has a cup.",
        "He were late.",
        "It was Ida's's.",
        'Ida said, "Gone.',
        "It was None.",
        "It was A's cup.",
    ],
)
def test_a_proof_reader_marks_what_is_wrong(text: str) -> None:
    assert list(proof_faults(text))


@pytest.mark.parametrize(
    "text",
    [
        '"Gone?" said Ida. An hour went.',
        "She had had a one-eyed cat. If he were late, they were later.",
        '"No, no," said Bram. "A use for it."',
        "None of it was left.",
    ],
)
def test_a_proof_reader_lets_good_english_stand(text: str) -> None:
    checked(proof_faults(text))
