"""What prose calls people of many cultures, held to what a careful writer of English would write.

The references beside the names say where such usage is described; they were not all opened.
"""

from __future__ import annotations

import csv

import pytest

from novel_engine.adapters.files.bundled import core_file
from novel_engine.adapters.reading.character.naming import NameForms, forms_of
from novel_engine.adapters.reading.character.naming_words import name_words
from novel_engine.adapters.reading.character.reader import NAMES_FILE
from tests.support.terminal import FIXTURES

WORDS = name_words(core_file(NAMES_FILE))


def table(name: str) -> list[tuple[str, str, str]]:
    """The names of a table, each with its short form and what those use who go by surnames."""
    text = (FIXTURES / "names" / name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(name, short, surname) for name, _, short, surname, _ in rows]


@pytest.mark.parametrize("file", ["first-hundred.tsv", "second-hundred.tsv"])
def test_two_hundred_names_are_called_as_their_cultures_call_them(file: str) -> None:
    rows = table(file)
    found = {name: forms_of(name, WORDS) for name, _, _ in rows}
    assert len(found) == 100
    assert [(name, found[name].short, found[name].formal) for name, _, _ in rows] == rows


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dr. Ruth Amsel", "Ruth"),
        ("Captain Little Jo Bell", "Little Jo"),
        ("J. R. Hartley", "Hartley"),
        ("ida kessel", "ida"),
        ("Zoë O'Brien-Łukasz", "Zoë"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("B.", "B."),
        (",", ","),
        ("Jean-Luc", "Jean-Luc"),
        ("An Old Man", "an Old Man"),
        ("Wei Zhang", "Wei"),
        ("Bong Joon-ho", "Joon-ho"),
        ("Ip Man", "Ip Man"),
        ("Comte de Monte Cristo", "Comte de Monte Cristo"),
        ("First Lieutenant Milo Bell", "Milo"),
        ("Juan Carlos I", "Juan Carlos"),
        ("Daw Aung San Suu Kyi", "Aung San Suu Kyi"),
        ("Gimli son of Glóin", "Gimli"),
        ("Smith, the baker, of Ely", "Smith"),
    ],
)
def test_a_short_name_is_the_given_name_where_the_words_make_it_sure(name: str, short: str) -> None:
    assert forms_of(name, WORDS).short == short


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("The Green Knight", "the Green Knight"),
        ("Queen of Hearts", "the Queen of Hearts"),
        ("The Rev. Thomas Green", "the Rev. Thomas Green"),
        ("Rev. Green", "Reverend Green"),
        ("Martin Luther King, Jr.", "Martin Luther King Jr."),
        ("Jane Goodall, PhD", "Jane Goodall"),
        ("Kessel, Ida", "Ida Kessel"),
        ('Captain "Jim" Garcia', "Captain Jim Garcia"),
        ('Dwayne "The Rock" Johnson', "Dwayne Johnson"),
        ("Yuzu (the cat girl)", "Yuzu"),
        ("William 'Bill'", "Bill"),
        ("Malcolm X", "Malcolm X"),
        ('"Jim"', '"Jim"'),
    ],
)
def test_the_whole_name_is_as_it_stands_in_a_sentence(name: str, full: str) -> None:
    assert forms_of(name, WORDS).full == full


def test_a_nickname_gives_way_to_what_the_file_calls_somebody() -> None:
    assert forms_of('James "Jim" Hawkins', WORDS, "James") == NameForms(
        "James Hawkins", "James", "Hawkins", "Jim"
    )
