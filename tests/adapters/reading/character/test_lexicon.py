"""The words people write of people mean something, and what means nothing is handed back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.lexicon import plainly, temperament
from novel_engine.adapters.reading.character.lexicon_files import lexicon_files, read_lexicon
from novel_engine.adapters.reading.yaml_source import read_yaml
from novel_engine.errors import GenreError
from novel_engine.story.givens.people import TRAIT_AXES

LEXICON = read_lexicon()


def axes(*words: str) -> dict[str, int]:
    """What these words say of a temperament, axis by axis."""
    found = temperament(point for word in words for point in LEXICON.points(word))
    return {axis: value for axis, value in zip(TRAIT_AXES, found, strict=True) if value}


def swapped(name: str, old: str, new: str) -> list[InputFile]:
    """The lexicon's files with one line of one of them written otherwise."""
    assert any(old.encode() in file.data for file in lexicon_files() if file.name == name)
    return [
        InputFile(f.name, f.name, f.data.replace(old.encode(), new.encode()))
        if f.name == name
        else f
        for f in lexicon_files()
    ]


def test_the_lexicon_is_large_and_every_axis_has_words_on_every_step() -> None:
    assert sum(" " not in word for word in LEXICON.words) >= 250
    for axis in range(len(TRAIT_AXES)):
        steps = {
            value for points in LEXICON.words.values() for where, value in points if where == axis
        }
        assert steps == {-2, -1, 1, 2}


def test_no_word_stands_twice_on_one_axis() -> None:
    for word, points in LEXICON.words.items():
        assert len({axis for axis, _ in points}) == len(points), word


def test_every_word_can_be_found_as_it_is_written_down() -> None:
    for word, points in LEXICON.words.items():
        assert LEXICON.points(word) == points


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kind", {"warmth": 2}),
        ("Stubborn", {"pride": 1, "patience": 1}),
        ("slow to forgive", {"warmth": -1, "pride": 1, "trustfulness": -1}),
        ("hot-headed", {"patience": -2, "restraint": -2}),
        ("hot headed", {"patience": -2, "restraint": -2}),
        ("can’t lie", {"candour": 2}),
        ("extremely kind", {"warmth": 2}),
        ("quick to anger and slow to forgive", axes("quick to anger", "slow to forgive")),
        ("kind, but proud", axes("kind", "proud")),
        ("slow and steady", {"patience": 2}),
        ("You are kind and love to help people", {"warmth": 2}),
    ],
)
def test_a_phrase_is_understood_whole_or_else_word_by_word(
    word: str, expected: dict[str, int]
) -> None:
    assert axes(word) == expected


@pytest.mark.parametrize(
    "word",
    ["not proud", "never cruel to animals", "hardly brave", "anything but honest", "no coward"],
)
def test_a_phrase_that_turns_its_words_round_is_not_understood_by_its_words(word: str) -> None:
    assert axes(word) == {}


def test_a_phrase_that_is_turned_round_does_not_hide_what_stands_beside_it() -> None:
    assert axes("not kind") == {"warmth": -2}
    assert axes("kind but not patient") == {"warmth": 2}


def test_a_word_that_means_something_only_by_itself_is_not_found_in_a_sentence() -> None:
    assert axes("just") != {}
    assert axes("just wants to go home again") == {}


def test_opposites_cancel_and_nobody_is_more_than_two() -> None:
    assert axes("kind", "cruel") == {}
    assert axes("proud", "arrogant", "vain")["pride"] == 2


@pytest.mark.parametrize("word", ["", "zyxxy", "from Sorn", "!!!", "李雷"])
def test_a_word_that_means_nothing_says_nothing(word: str) -> None:
    assert LEXICON.points(word) == ()


@pytest.mark.parametrize(
    ("written", "tactic"),
    [
        ("joke", "joke"),
        ("Makes jokes", "joke"),
        ("argue from duty", "argue_from_duty"),
        ("argue_from_duty", "argue_from_duty"),
        ("goes quiet", "go_quiet"),
        ("puts the kettle on", "feed"),
        ("changes the subject", "deflect"),
        ("guilt-trip", "plead"),
        ("levitate", ""),
    ],
)
def test_tactics_are_known_by_the_names_people_give_them(written: str, tactic: str) -> None:
    assert LEXICON.tactic(written) == tactic


@pytest.mark.parametrize(
    ("written", "verb"),
    [
        ("lie", "lie"),
        ("never lies", "lie"),
        ("to hit", "strike"),
        ("steal", "take"),
        ("break her word", "betray"),
        ("fly", ""),
    ],
)
def test_what_somebody_never_does_is_known_by_the_names_people_give_it(
    written: str, verb: str
) -> None:
    assert LEXICON.refusal(written) == verb


def test_fourteen_tactics_colour_only_verbs_that_there_are() -> None:
    verbs = read_yaml(bundled_root() / "configs" / "core" / "verbs.yaml", GenreError).mapping
    assert len(LEXICON.tactics) >= 14
    for tactic, coloured in LEXICON.colours.items():
        assert len(coloured) >= 8, tactic
        assert set(coloured) <= set(verbs), tactic
    assert set(LEXICON.refusals.values()) <= set(verbs)


def test_what_a_verb_says_of_its_tactics_the_tactics_say_too() -> None:
    verbs = read_yaml(bundled_root() / "configs" / "core" / "verbs.yaml", GenreError).mapping
    for verb, form in verbs.items():
        named = form.get("tactics", []) if isinstance(form, dict) else []
        assert isinstance(named, list)
        for tactic in named:
            assert verb in LEXICON.colours[str(tactic)]


def test_habits_hold_no_slot_but_pronouns() -> None:
    slots = ("{them}", "{their}", "{theirs}", "{themself}")
    for tell in LEXICON.tells:
        plain = tell
        for slot in slots:
            plain = plain.replace(slot, "")
        assert "{" not in plain
    assert len(set(LEXICON.tells)) >= 40


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert all(
        0 <= axis < len(TRAIT_AXES) and abs(value) <= 2 for axis, value in LEXICON.points(text)
    )
    assert LEXICON.tactic(text) in {"", *(tactic.name for tactic in LEXICON.tactics)}
    assert LEXICON.refusal(text) in {"", *LEXICON.refusals.values()}
    assert plainly(plainly(text)) == plainly(text)


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("core/traits.yaml", "  nerve:\n", "  nerves:\n", "the axis 'nerve' is missing"),
        ("core/traits.yaml", '"2":\n', '"3":\n', "'3' is no step of an axis"),
        (
            "core/traits.yaml",
            "[fearless, ",
            "[fearless, Fearless, ",
            "'Fearless' stands twice on 'nerve'",
        ),
        ("core/traits.yaml", "turns:", "twists:", "unknown key 'twists'"),
        (
            "core/tactics.yaml",
            "leans: {order: 3, candour: 1",
            "leans: {ordre: 3, candour: 1",
            "there is no axis 'ordre'",
        ),
        (
            "core/tactics.yaml",
            "aliases: [feed, ",
            "aliases: [joke, ",
            "'joke' already means 'joke'",
        ),
    ],
)
def test_a_fault_in_the_lexicon_is_said_with_its_line(
    name: str, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(GenreError, match=rf"{name}:\d+: {complaint}"):
        read_lexicon(swapped(name, old, new))
