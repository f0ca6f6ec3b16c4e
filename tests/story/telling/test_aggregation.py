"""Two small acts in one sentence, joined by how they stand to each other; an act that matters is
never joined.
"""

from __future__ import annotations

import pytest

from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.joints import JOINTS, put_together
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.realising.referring_expressions import Said
from novel_engine.story.telling.aggregation import joined, relation
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, PEOPLE

VERBS = worlds.verbs()


def act(number: int, verb: str, who: str, to: str, scene: int = 1) -> Beat:
    return Beat(
        verb, (number,), scene, (), Roles.of(A=who, B=to), PEOPLE, needed=True, verb=VERBS[verb]
    )


TEND, OFFER = act(200, "tend", ADA, BO), act(300, "offer", CY, BO)


@pytest.mark.parametrize(
    ("second", "causes", "how"),
    [
        (OFFER, {}, "while"),
        (act(300, "offer", ADA, CY), {}, "and"),
        (act(300, "offer", BO, ADA), {}, "return"),
        (OFFER, {300: (200,)}, "because"),
        (act(300, "take", BO, ADA), {}, "but"),
    ],
)
def test_how_two_acts_stand_to_each_other(
    second: Beat, causes: dict[int, tuple[int, ...]], how: str
) -> None:
    assert relation(TEND, second, causes) == how
    assert how in JOINTS


def test_small_neighbours_are_joined_two_at_a_time() -> None:
    beats = [
        TEND,
        OFFER,
        act(400, "comfort", ADA, BO),
        act(500, "accuse", ADA, BO),
        act(600, "tend", BO, ADA),
    ]

    assert [(beat.tells, beat.events) for beat in joined(beats, {})] == [
        ("while", (200, 300)),
        ("comfort", (400,)),
        ("accuse", (500,)),
        ("tend", (600,)),
    ]


def test_nothing_is_joined_across_scenes() -> None:
    assert len(joined([TEND, act(300, "offer", CY, BO, scene=2)], {})) == 2


def test_a_pronoun_in_the_middle_of_a_sentence_has_no_capital() -> None:
    first, second = (
        Said.of(ADA, "Ada slept", "short"),
        Said.of(ADA, "She", "pronoun").then(Said(" woke")),
    )

    assert (
        put_together(("", "; and then ", "."), first, second).words
        == "Ada slept; and then she woke."
    )


def told(*fragments: Fragment, beat: Beat) -> list[str]:
    made = worlds.setting()
    chapter = Chapter(1, ADA, (1,), (), (beat,))
    telling = Telling("story", "The Vase", ADA, "told", "", 3000, (chapter,))
    return [p.text for p in Realiser(made, fragments).chapter(telling, chapter).paragraphs]


def test_two_clauses_make_a_sentence_and_name_each_person_rightly() -> None:
    (both,) = joined([TEND, OFFER], {})
    clauses = [
        Fragment("c.1", "tend", (), "{A} cut {B} some bread", clause=True),
        Fragment("c.2", "offer", (), "{A} gave {B} a {pear|plum}", clause=True),
    ]
    (text,) = told(*clauses, beat=both)

    assert "Ada Vane cut Bo Marsh some bread" in text
    assert "Cy Lund gave Bo a p" in text
    assert text.endswith(".")


def test_where_there_is_no_clause_for_one_of_them_each_is_told_by_itself() -> None:
    (both,) = joined([TEND, OFFER], {})
    whole = [
        Fragment("t.1", "tend", (), "{A} cut {B} some bread."),
        Fragment("o.1", "offer", (), "{A} gave {B} a pear."),
    ]
    clause = Fragment("c.1", "tend", (), "{A} cut {B} some bread", clause=True)

    assert told(*whole, clause, beat=both) == [
        "Ada Vane cut Bo Marsh some bread.",
        "Cy Lund gave Bo a pear.",
    ]


def test_a_clause_never_stands_alone() -> None:
    assert told(Fragment("c.1", "tend", (), "{A} cut {B} some bread", clause=True), beat=TEND) == []
