"""Strangers are known by their capitals, and common words, titles, days and other scripts are not
taken for them.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.givens.people import SHE, Person
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.names import name_faults
from tests.support import fixed_scenes as scenes

SMALL = frozenset(
    "It was the can and she came in to say so while snow fell listen mark hope a white gate road "
    "north fragile over half past"
    " weather glass said side up again He They Nothing Everything Somebody asked laughed nodded "
    "old mother tongue".split()
)


def strangers(text: str, *more: Person) -> list[str]:
    brief = scenes.briefs(SMALL)[0]
    people = {**brief.people, **{person.id: person for person in more}}
    declared = brief.declared | {
        part for person in more for part in (person.name, *person.name.split())
    }
    changed = replace(brief, people=people, declared=frozenset(declared))
    return [
        fault.evidence.split(":")[0] for fault in name_faults(changed, (Paragraph(text, (101,)),))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "She asked Mr Holt, and Mrs. Amsel, and Captain Kessel.",
        "It was Ida's can, and Bram Holt's sledge.",
        "It was Monday, the first of March, a week before Easter.",
        "By God it was cold, and the French glass said so.",
        'The label said FRAGILE, and "This Side Up", and Fragile again.',
        "Half-past nine. White-Gate Road. The North Road.",
        "Snow fell. Weather. Listen, she said. Kindling, and then nothing.",
        '"Listen," said Ida. "Mother!" she said. "Porridge," she said.',
        "Mark the road. Hope was a thing she came to. Will she come in?",
        "Sleeting all day. Tiredness came over her. Tremulous, she laughed.",
        'He said: "The can." And then — The can.',
        "O'Clock. I'll say so. I'd say so. I've said so.",
        "Iḍa came in, and Ottó.",
    ],
)
def test_nobody_strange_is_seen_where_there_is_none(text: str) -> None:
    assert strangers(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She came in with Marta.", "Marta"),
        ("Marta said so.", "Marta"),
        ('"Marta, come in," she said.', "Marta"),
        ("It was Anna-Lena who came.", "Anna-Lena"),
        ("It was O'Brannigan's can.", "O'Brannigan"),
        ("She asked Dr. Whitlock.", "Whitlock"),
        ("Mark nodded.", "Mark"),
        ('"It was the can," said Hope.', "Hope"),
        ("It was the can of Åsgeir the driver.", "Åsgeir"),
        ("She told Mark, who laughed.", "Mark"),
        ("It was 田中 who came in.", "田中"),
    ],
)
def test_a_stranger_is_seen_and_named_once(text: str, name: str) -> None:
    assert strangers(text + " " + text) == [name]


def test_a_name_in_another_script_may_be_of_the_cast() -> None:
    mei = Person("mei", "田中美", "美", SHE)

    assert strangers("It was 田中美 who came in, and 美 said so.", mei) == []


def test_a_name_with_accents_may_be_written_without() -> None:
    jose = Person("jose", "José Ibáñez", "José", SHE)

    assert strangers("She asked Jose Ibanez, and José Ibáñez.", jose) == []
