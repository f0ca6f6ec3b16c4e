"""A speech goes under its speaker's name wherever a reader could not tell whose it is, and nowhere
else.
"""

from __future__ import annotations

import pytest

from novel_engine.story.givens.people import HE, SHE, Person
from novel_engine.story.realising.attribution import Delivery, Floor, attributed, delivered
from novel_engine.story.realising.referring_expressions import Mentions, Said
from novel_engine.story.telling.syuzhet import Beat, Mention

ADA = Person("ada", "Ada Vane", "Ada", SHE)
BO = Person("bo", "Bo Marsh", "Bo", HE)
CY = Person("cy", "Cy Lund", "Cy", HE)
PEOPLE = {person.id: person for person in (ADA, BO, CY)}


def heard(*lines: tuple[str, str], present: tuple[str, ...] = ("ada", "bo", "cy")) -> list[Said]:
    """Paragraphs of one scene as they are delivered: each its speaker and its text, in which a name
    is a mention.
    """
    mentions, floor = Mentions(PEOPLE), Floor().entered(1)
    for person in PEOPLE:
        mentions.name(person)
    found = []
    for speaker, text in lines:
        named = tuple(
            Mention(text.index(p.short), text.index(p.short) + len(p.short), p.id)
            for p in PEOPLE.values()
            if p.short in text
        )
        delivery = Delivery(PEOPLE, Beat("confess", (100,), 1, present=present), "1", "f")
        said, floor = delivered(Said(text, named), speaker, delivery, mentions, floor)
        found.append(said)
    return found


def words(*lines: tuple[str, str], present: tuple[str, ...] = ("ada", "bo", "cy")) -> list[str]:
    return [said.words for said in heard(*lines, present=present)]


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ('"It was me. I took it."', '"It was me," said Ada. "I took it."'),
        ('"Was it me? I took it."', '"Was it me?" said Ada. "I took it."'),
        ('"It was me."', '"It was me," said Ada.'),
        ('"Was it me?"', '"Was it me?" said Ada.'),
        ('"It was me." It was late.', '"It was me," said Ada. It was late.'),
        (
            'It was late. "It was me. I took it."',
            'It was late. "It was me," said Ada. "I took it."',
        ),
        ("It was late.", "It was late."),
    ],
)
def test_the_name_comes_after_the_first_sentence(text: str, put: str) -> None:
    found = attributed(Said(text), Said.of("ada", "Ada", "short"), named_first=False)

    assert found.words == put
    assert [found.words[m.start : m.end] for m in found.mentions] in (["Ada"], [])


def test_the_name_may_come_before_the_verb() -> None:
    found = attributed(
        Said('"It was me. I took it."'), Said.of("ada", "Ada", "short"), named_first=True
    )

    assert found.words == '"It was me," Ada said. "I took it."'
    assert [found.words[m.start : m.end] for m in found.mentions] == ["Ada"]


def test_the_first_to_speak_is_named() -> None:
    (found,) = words(("ada", '"It was me. I took it."'))

    assert "Ada" in found


def test_who_is_named_is_not_named_again() -> None:
    text = '"It was me," said Ada. "I took it."'

    assert words(("ada", text)) == [text]


def test_who_answers_in_turn_is_not_named() -> None:
    told = [("ada", '"Gone," said Ada.'), ("bo", '"What is?" said Bo.'), ("ada", '"All of it."')]

    assert words(*told)[-1] == '"All of it."'


def test_a_third_who_breaks_in_is_named() -> None:
    told = [("ada", '"Gone," said Ada.'), ("bo", '"What is?" said Bo.'), ("cy", '"All of it."')]

    assert "Cy" in words(*told)[-1]


def test_of_two_who_are_alone_the_other_needs_no_name() -> None:
    told = [("ada", '"Gone?" said Ada.'), ("bo", '"All of it."')]

    assert words(*told, present=("ada", "bo"))[-1] == '"All of it."'


def test_whoever_goes_on_is_named_again() -> None:
    told = [("ada", '"Gone," said Ada.'), ("ada", '"All of it."')]

    assert "Ada" in words(*told, present=("ada", "bo"))[-1]


def test_whoever_was_just_seen_to_act_needs_no_name() -> None:
    told = [("", "Ada put the cup down."), ("ada", '"Gone."')]

    assert words(*told)[-1] == '"Gone."'


def test_whoever_speaks_after_another_acted_is_named() -> None:
    told = [("", "Bo put the cup down."), ("ada", '"Gone."')]

    assert "Ada" in words(*told)[-1]


def test_in_a_new_scene_nobody_has_spoken() -> None:
    floor = Floor().entered(1).after(Said('"Gone," said Ada.', (Mention(13, 16, "ada"),)), "ada")

    assert not floor.entered(2).turns
    assert floor.entered(1) == floor
