"""A writer who lets somebody sit, or a lamp burn, is asked to declare it."""

from __future__ import annotations

import pytest

from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.undeclared_state import undeclared
from novel_engine.errors import GenreError
from novel_engine.story.givens.fragments import Fragment
from tests.support.stories import bundled_terms
from tests.support.worlds import bundled_genre

VERBS = bundled_genre().verbs


def written(text: str, tells: str = "cut", **keys: object) -> Fragment:
    return fragment_of({"for": tells, "text": text, **keys}, "1", bundled_terms())


def refused(keys: dict[str, object]) -> str:
    with pytest.raises(GenreError) as refusal:
        fragment_of({"for": "cut", "text": "It was so.", **keys}, "1", bundled_terms())
    return str(refusal.value)


@pytest.mark.parametrize(
    ("text", "word", "cure"),
    [
        ("{A} sat down.", "sat down", "sets: {A: standing}"),
        ("{A} put the cup on the ground, and got up.", "got up", "needs: {A: sitting}"),
        ("{A.they} stood about.", "A stood", "needs: {A: sitting}"),
        ("There was a spoon in {A.their} hand.", "in A's hand", "sets: {A.hands: lamp}"),
        ("{A} set the tin down.", "set the tin down", "sets: {A.hands: lamp}"),
        ("The stove ticked.", "stove", "affords: hearth"),
        ("{The wick smoked|It was late}.", "wick", "needs: {lamp: lit}"),
        ("There was a moon.", "moon", "hour: night"),
        ("The wind had dropped.", "wind", "weather: snow"),
        ("A door banged.", "door", "needs: {door: shut}"),
        ("{A} wiped the table.", "table", "affords: table"),
    ],
)
def test_a_word_of_state_wants_declaring(text: str, word: str, cure: str) -> None:
    found = undeclared(written(text), None)

    assert [
        problem
        for problem in found
        if problem.startswith(f"'{word}' is not declared") and cure in problem
    ]


@pytest.mark.parametrize(
    "declared",
    [
        written("{A} sat down.", sets={"A": "sitting"}),
        written("{A} set the tin down.", sets={"A.hands": "free"}),
        written("The stove ticked.", when={"affords": "hearth"}),
        written("The stove ticked.", needs={"fire": "lit"}),
        written("There was a moon.", when={"hour": "night"}),
        written("There was a moon.", needs={"light": "dark"}),
        written("The wind had dropped.", when={"affords": "sky"}),
        written("{A} wiped the table.", when={"place": "kitchen"}),
    ],
)
def test_a_declared_word_is_let_stand(declared: Fragment) -> None:
    assert undeclared(declared, VERBS.get(declared.tells)) == []


@pytest.mark.parametrize(
    "harmless",
    [
        written('A> "I sat by the stove," said {A}. "All night."', "tell"),
        written("It went out like a lamp.", "cut"),
        written("{A} had sat through worse.", "cut"),
        written("The can stood where it had stood.", "cut"),
        written("{I} lay there.", "inspect"),
        written("{A} remembered the stove.", "inner"),
        written("The sun came out in April.", "ending"),
        written("It hung over the talk. {A} thought of a lamp.", elsewhere=["lamp"]),
    ],
)
def test_talk_comparison_memory_and_what_is_said_to_be_elsewhere_are_let_stand(
    harmless: Fragment,
) -> None:
    assert undeclared(harmless, VERBS.get(harmless.tells)) == []


def test_every_word_of_state_that_comes_with_the_program_is_declared() -> None:
    found = [
        f"{fragment.id}: {problem}"
        for fragment in bundled_genre().fragments
        for problem in undeclared(fragment, VERBS.get(fragment.tells))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"needs": {"A": "seated"}}, "'A' is never 'seated' on the stage"),
        ({"needs": {"kettle": "on"}}, "the stage has no 'kettle'"),
        ({"needs": {"I.hands": "free"}}, "the stage has no 'I.hands'"),
        ({"needs": {"A.feet": "bare"}}, "the stage has no 'A.feet'"),
        ({"needs": ["A"]}, "`needs:` must hold what is so"),
        ({"needs": {"A": 3}}, "must be a word"),
        ({"sets": {"A": ["sitting", "lying"]}}, "must be a word"),
        ({"sets": {"lamp": "lit!"}}, "'lamp' is never 'lit!'"),
        ({"sets": {"light": "day"}}, "the hour makes the light"),
        ({"sets": {"A.hands": "Cup!"}}, "free, full, or the thing they hold"),
        ({"elsewhere": [3]}, "`elsewhere:` must be a word"),
        ({"wants": {}}, "has no key 'wants'"),
    ],
)
def test_a_state_that_the_stage_has_not_is_refused(keys: dict[str, object], said: str) -> None:
    assert said in refused(keys)


def test_a_fragment_holds_what_it_needs_sets_and_places_elsewhere() -> None:
    found = written(
        "It was so.",
        needs={"A": ["sitting", "lying!"], "light": "day"},
        sets={"B.hands": "tin mug"},
        elsewhere="Lamp",
    )

    assert found.needs == (("A", ("sitting", "lying!")), ("light", ("day",)))
    assert found.sets == (("B.hands", "tin mug"),)
    assert found.elsewhere == ("lamp",)


def test_needs_that_are_no_mapping_of_names_are_refused() -> None:
    assert "`needs:` must hold what is so" in refused({"needs": {1: "sitting"}})
    assert "must be a word" in refused({"needs": {"A": [1]}})
