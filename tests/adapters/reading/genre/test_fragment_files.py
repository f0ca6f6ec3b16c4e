"""A file of fragments is read whole, or refused with the line and the cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.reading.genre.fragment_files import fragment_of, fragments_of
from novel_engine.adapters.reading.yaml_source import read_yaml_bytes
from novel_engine.errors import GenreError
from novel_engine.story.givens.fragments import Fragment, slots_in
from tests.support.stories import bundled_terms

TERMS = bundled_terms()


def read(text: str) -> list[Fragment]:
    return fragments_of(read_yaml_bytes(text.encode(), "lines.yaml", GenreError), "lines", TERMS)


def test_fragments_are_named_by_file_and_place() -> None:
    found = read("- {for: scene, text: One.}\n- {for: cut, text: Two.}\n")

    assert [(fragment.id, fragment.tells, fragment.text) for fragment in found] == [
        ("lines.1", "scene", "One."),
        ("lines.2", "cut", "Two."),
    ]


def test_an_empty_file_has_no_fragments() -> None:
    assert read("# nothing yet\n") == []


def test_a_condition_may_name_one_value_or_several() -> None:
    (found,) = read(
        "- {for: ask, when: {fact: harm.deed, rung: [1, 2], distinct: true}, text: Well.}\n"
    )

    assert found.when == (("fact", ("harm.deed",)), ("rung", ("1", "2")), ("distinct", ("true",)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("for: scene", "a fragment needs `for:` and `text:`"),
        ("text: One.", "a fragment needs `for:` and `text:`"),
        ("for: [scene], text: One.", "a fragment needs `for:` and `text:`"),
        ("for: scene, text: 1", "a fragment needs `for:` and `text:`"),
        ('for: scene, text: " "', "`text:` is empty"),
        ("for: scene, text: One., wen: {}", "a fragment has no key 'wen'"),
        (
            "for: sene, text: One.",
            "`for: sene` is neither a verb nor a beat; did you mean 'scene'?",
        ),
        ("for: scene, when: day, text: One.", "`when:` must hold conditions"),
        (
            "for: scene, when: {plaice: hall}, text: One.",
            "no condition 'plaice'; did you mean 'place'?",
        ),
        (
            "for: scene, when: {hour: dusk}, text: One.",
            "'hour: dusk' is never so; known: day, evening, morning, night",
        ),
        ("for: scene, when: {rung: 6}, text: One.", "'rung: 6' is never so"),
        (
            "for: scene, when: {place: []}, text: One.",
            "the condition 'place' must be a word or a list of words",
        ),
        (
            "for: scene, when: {place: {a: b}}, text: One.",
            "the condition 'place' must be a word or a list of words",
        ),
        (
            "for: scene, when: {place: }, text: One.",
            "the condition 'place' must be a word or a list of words",
        ),
        ('for: scene, text: "{C} came."', "there is no slot {C}"),
        ('for: scene, text: "{A.he} came."', "there is no slot {A.he}"),
        ('for: scene, text: "{A came."', "a brace is never closed"),
        ('for: scene, text: "A} came."', "a stray }"),
        ('for: scene, text: "}{"', "a brace is never closed"),
        ('for: scene, text: "{one{A}two}"', "there is no slot"),
        ('for: scene, text: "{a|{b|{c|{d|{e|f}}}}}"', "nested too deep"),
        ('for: scene, text: "X> \\"Well.\\""', "'X>' is not a role"),
        ('for: scene, text: "{one|\\n\\ntwo}"', "a brace is never closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(row: str, said: str) -> None:
    with pytest.raises(GenreError) as raised:
        read(f"- {{for: cut, text: One.}}\n\n- {{{row}}}\n")

    assert str(raised.value).startswith("lines.yaml:3: ")
    assert said in str(raised.value)


def test_a_row_that_is_no_set_of_keys_is_refused() -> None:
    with pytest.raises(GenreError, match=r"lines.yaml:1: a fragment needs"):
        read("- scene\n")


def test_a_file_that_is_no_list_is_refused() -> None:
    with pytest.raises(GenreError, match=r"lines.yaml:1: the file must be a list"):
        read("for: scene\n")


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
)
plain = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
)
texts = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "|",
            "A",
            ".they",
            "{A}",
            "{one|two}",
            "\n\n",
            "B>",
            ' "Well." ',
            "x>",
            "tell",
            "{F.claim}",
        ]
    ),
    max_size=14,
).map("".join)
rows = st.fixed_dictionaries(
    {},
    optional={
        "for": st.sampled_from(sorted(TERMS.beats)) | plain,
        "when": st.dictionaries(st.sampled_from(sorted(TERMS.conditions)), plain, max_size=3)
        | plain,
        "text": texts | plain,
        "more": plain,
    },
)


@given(rows | plain)
def test_any_row_gives_a_fragment_or_a_genre_error(row: object) -> None:
    try:
        found = fragment_of(row, "lines.1", TERMS)
    except GenreError as problem:
        assert str(problem)
        return
    assert found.tells in TERMS.beats
    for line in found.lines:
        assert list(slots_in(line.pieces)) is not None


@given(texts)
def test_a_text_that_passes_the_check_can_be_told(text: str) -> None:
    try:
        found = fragment_of({"for": "scene", "text": f"{text}."}, "lines.1", TERMS)
    except GenreError:
        return
    assert found.lines
