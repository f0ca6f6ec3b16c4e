"""What a night has of each part of a plot, on nights made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novel_engine.story.curating.course import Course
from novel_engine.story.curating.parts import of_answered, of_ending, of_own, of_reason
from novel_engine.story.curating.weights import ALL_OF_IT, ENDED_OTHERWISE
from novel_engine.story.fabula.events import Departed, Event, Felt, Obliged, Related, ThreadMoved
from novel_engine.story.givens.kernels import Ending
from tests.support.cellar import ADA, BO, CY
from tests.support.letter_nights import (
    ANSWERED,
    ASH,
    BURNT,
    CYS,
    LOST,
    SLEEVE,
    WHY,
    act,
    came_up,
    closed,
    denies,
    ended,
    knows,
    night,
    part,
    refusal,
)

ASH_SEEN = act(2, ADA, "look", knows(ADA, ASH))
SLEEVE_SEEN = act(3, ADA, "look", knows(ADA, SLEEVE))
CONCLUDED = act(4, ADA, "conclude", knows(ADA, BURNT, 80), about=BURNT)
MISTAKEN = act(2, ADA, "look", knows(ADA, CYS, 60))
CHARGED = act(3, ADA, "charge", Related(CY, ADA, "trust", 1, 0), because=(200,), about=CYS)
IN_VAIN = act(3, ADA, "charge", because=(200,), about=CYS)
FOLLOWED = act(4, CY, "leave", Departed(CY, "out"), because=(300,))
CLEARED = act(4, ADA, "look", denies(ADA, CYS))
TWO = Obliged(ADA, "", BURNT, "choose", ("stay", "leave"))
WHICH, AGAIN = came_up(2, TWO, what="which"), came_up(4, TWO, what="again")
PRICE = came_up(6, what="parts")
ASKED = Obliged(ADA, BO, BURNT, "ask", ("stay", "leave"))
HEARD = act(4, CY, "say", replace(knows(ADA, BURNT), teller=CY), about=BURNT)
OWNED = act(4, BO, "say", replace(knows(ADA, BURNT), teller=BO), about=BURNT)
ASH_SEEN_BY_CY = act(2, CY, "look", knows(CY, ASH), knows(CY, SLEEVE))
CYS_ANSWER = act(3, CY, "conclude", knows(CY, BURNT), about=BURNT)


@pytest.mark.parametrize(
    ("name", "hundredths", "events"),
    [
        pytest.param("answered", 0, (CONCLUDED,), id="the question stays open"),
        pytest.param("answered", 10, (CONCLUDED, closed(5, ANSWERED)), id="by a guess"),
        pytest.param(
            "answered", 75, (SLEEVE_SEEN, CONCLUDED, closed(5, ANSWERED)), id="by one piece"
        ),
        pytest.param(
            "answered", 100, (ASH_SEEN, SLEEVE_SEEN, CONCLUDED, closed(5, ANSWERED)), id="by two"
        ),
        pytest.param(
            "answered",
            75,
            (SLEEVE_SEEN, CONCLUDED, act(5, ADA, "look", knows(ADA, ASH)), closed(6, ANSWERED)),
            id="what is found afterwards is no ground",
        ),
        pytest.param(
            "answered",
            0,
            (
                ASH_SEEN,
                SLEEVE_SEEN,
                CONCLUDED,
                closed(5, ANSWERED),
                act(6, BO, "say", denies(ADA, BURNT)),
            ),
            id="and given up again",
        ),
        pytest.param("reason", 0, (), id="nobody learns why"),
        pytest.param("reason", 40, (act(2, BO, "say", knows(CY, WHY)),), id="another learns why"),
        pytest.param("reason", 100, (act(2, BO, "say", knows(ADA, WHY)),), id="the eyes learn why"),
        pytest.param(
            "reason",
            40,
            (act(2, BO, "say", knows(ADA, WHY)), act(3, BO, "say", denies(ADA, WHY))),
            id="the eyes are talked out of it",
        ),
        pytest.param("error", 0, (MISTAKEN,), id="believed and not acted on"),
        pytest.param("error", 50, (MISTAKEN, IN_VAIN), id="acted on for nothing"),
        pytest.param("error", 70, (MISTAKEN, CHARGED), id="acted on, and it costs trust"),
        pytest.param("error", 70, (MISTAKEN, IN_VAIN, FOLLOWED), id="it costs in what follows"),
        pytest.param("error", 50, (came_up(2, what="leaks"),), id="something stands on it"),
        pytest.param(
            "error", 100, (came_up(2, what="leaks"), came_up(3, what="floods")), id="and it costs"
        ),
        pytest.param(
            "error",
            0,
            (
                MISTAKEN,
                act(3, ADA, "look", denies(ADA, CYS)),
                act(4, ADA, "charge", because=(200,)),
            ),
            id="held no more when it is done",
        ),
        pytest.param(
            "error",
            0,
            (MISTAKEN, act(3, ADA, "ask", because=(200,), about=CYS)),
            id="a question is no act upon it",
        ),
        pytest.param(
            "error",
            0,
            (SLEEVE_SEEN, act(4, ADA, "charge", because=(300,), about=SLEEVE)),
            id="what is believed is so",
        ),
        pytest.param("choices", 0, (act(2, ADA, "stay"),), id="nothing was put to her"),
        pytest.param(
            "choices", 0, (act(2, BO, "ask", ASKED), act(3, ADA, "stay")), id="an answer is none"
        ),
        pytest.param("choices", 10, (WHICH, act(3, ADA, "stay")), id="one, and it costs nothing"),
        pytest.param("choices", 50, (WHICH, act(3, ADA, "stay"), PRICE), id="one, at its price"),
        pytest.param(
            "choices",
            50,
            (WHICH, act(3, ADA, "stay"), act(4, ADA, "leave"), PRICE),
            id="a choice is taken once",
        ),
        pytest.param(
            "choices",
            100,
            (WHICH, act(3, ADA, "stay"), AGAIN, act(5, ADA, "leave"), PRICE),
            id="two choices",
        ),
        pytest.param("cleared", 0, (ASH_SEEN,), id="nobody is suspected"),
        pytest.param("cleared", 40, (MISTAKEN,), id="suspected"),
        pytest.param("cleared", 60, (MISTAKEN, IN_VAIN), id="charged"),
        pytest.param("cleared", 100, (MISTAKEN, IN_VAIN, CLEARED), id="charged and cleared"),
        pytest.param(
            "cleared",
            40,
            (MISTAKEN, act(4, BO, "say", denies(BO, CYS))),
            id="only another knows better",
        ),
        pytest.param("reversal", 0, (MISTAKEN,), id="nothing turns"),
        pytest.param(
            "reversal",
            60,
            (act(2, ADA, "look", knows(ADA, LOST, 55)), act(3, ADA, "look", denies(ADA, LOST))),
            id="an account turns in the eyes",
        ),
        pytest.param(
            "reversal",
            30,
            (act(2, CY, "look", knows(CY, LOST, 55)), act(3, CY, "look", denies(CY, LOST))),
            id="in another",
        ),
        pytest.param(
            "reversal",
            0,
            (act(2, ADA, "look", knows(ADA, LOST, 30)), act(3, ADA, "look", denies(ADA, LOST))),
            id="it was only a thought",
        ),
        pytest.param("answered", 10, (HEARD, closed(5, ANSWERED)), id="by hearsay"),
        pytest.param("answered", 75, (OWNED, closed(5, ANSWERED)), id="by whoever did it"),
        pytest.param(
            "answered", 60, (ASH_SEEN_BY_CY, CYS_ANSWER, closed(5, ANSWERED)), id="by another"
        ),
        pytest.param("ending", 0, (), id="it has not ended"),
        pytest.param("ending", 0, (ended(2, "unsolved"),), id="unsolved"),
        pytest.param("ending", 15, (ended(2, "known"),), id="no better was left"),
        pytest.param("ending", 100, (ended(2, "amends"),), id="how they then stand"),
        pytest.param("moves", 100, (ASH_SEEN, act(4, BO, "look")), id="none in vain"),
        pytest.param("moves", 0, (ASH_SEEN, refusal(3, ADA, "look")), id="half of them"),
        pytest.param("threads", 100, (), id="nothing else was asked"),
        pytest.param(
            "threads",
            0,
            (closed(2, ThreadMoved("stay", "open")), closed(3, ThreadMoved("stay", "abandoned"))),
            id="asked and left",
        ),
        pytest.param("threads", 100, (closed(2, ThreadMoved("stay", "abandoned")),), id="unasked"),
        pytest.param(
            "threads",
            100,
            (closed(2, ThreadMoved("stay", "open")), closed(3, ThreadMoved("stay", "answered"))),
            id="asked and answered",
        ),
        pytest.param("consequences", 33, (came_up(2), came_up(3)), id="each thing once"),
        pytest.param("consequences", 66, (came_up(2), came_up(3, what="fog")), id="two things"),
        pytest.param("joined", 0, (ASH_SEEN,), id="of a scene alone"),
        pytest.param("joined", 50, (ASH_SEEN, FOLLOWED), id="half of them of an act"),
        pytest.param("effects", 0, (act(2, ADA, "ask", ASKED),), id="an obligation is none"),
        pytest.param(
            "effects",
            62,
            (ASH_SEEN, act(3, ADA, "ask", Felt(BO, "fear", ADA, 0, 1)), *[act(4, BO, "stay")] * 2),
            id="half of four fifths",
        ),
    ],
)
def test_a_night_has_so_much_of_a_part(
    name: str, hundredths: int, events: tuple[Event, ...]
) -> None:
    assert part(name, night(*events)) == hundredths


def test_the_way_to_the_answer_goes_back_over_what_a_conclusion_is_drawn_from() -> None:
    aside = [act(turn, CY, "stay") for turn in range(5, 12)]
    course = night(ASH_SEEN, SLEEVE_SEEN, CONCLUDED, *aside, closed(12, ANSWERED))

    assert {200, 300, 400} <= course.on_the_way
    assert not {500, 1100} & course.on_the_way
    assert part("chain", course) == 75  # three acts of ten, of four that are asked


def test_a_night_nearer_to_its_curve_has_more_tension() -> None:
    flat, tense = (night(act(2, ADA, "ask", tension=tension)) for tension in (0, 5))

    assert part("tension", flat) < part("tension", tense)


def test_a_night_without_a_single_act_has_nothing_and_breaks_nothing() -> None:
    empty = Course(night().setting, ())

    assert [part(name, empty) for name in ("answered", "chain", "tension", "effects")] == [0] * 4


def test_of_endings_the_one_that_the_story_leans_to_counts_most() -> None:
    """They are dealt: of two neighbouring seeds each leans to another of two."""
    here = night(ended(2, "amends")).setting
    two = (*here.endings, Ending("parted", (), late=False, unsolved=False, thread="who"))
    firsts = []
    for seed in range(1, 9):
        whole = replace(here, endings=two, seed=str(seed))
        points = {
            one.id: of_ending(Course(whole, (ended(2, one.id),)))
            for one in two
            if not (one.late or one.unsolved)
        }
        assert sorted(points.values()) == [ENDED_OTHERWISE, ALL_OF_IT]
        firsts.append(max(points, key=lambda name: points[name]))
    for one, next_one in zip(firsts[::2], firsts[1::2], strict=True):
        assert {one, next_one} == {"amends", "parted"}


def test_one_seed_in_some_leans_to_a_question_that_is_left_open() -> None:
    """There an ending that leaves it open is as good as any, and an answer is not asked for."""
    here = night(ended(2, "amends")).setting
    left = Ending("never", (), late=False, unsolved=True, thread="who")
    leaning = set()
    for seed in range(1, 121):
        whole = replace(here, endings=(*here.endings, left), seed=str(seed))
        course = Course(whole, (ended(2, "never"),))
        found = (of_ending(course), of_answered(course), of_reason(course))
        assert found in ((0, 0, 0), (ALL_OF_IT, ALL_OF_IT, ALL_OF_IT))
        leaning |= {seed} if found[0] else set()
        known = Course(whole, (CONCLUDED, ended(5, "never")))
        assert (of_ending(known), of_answered(known), of_reason(known)) == (0, 0, 0)
    assert 3 <= len(leaning) <= 20


def test_what_people_brought_counts_as_far_as_they_have_any() -> None:
    told = "The deed: {bo} burnt the letter, for {bo} wanted to keep the house."
    bare = night(ASH_SEEN)
    assert part("own", bare) == 100

    ada, bo, cy = (bare.setting.people[one] for one in (ADA, BO, CY))
    people = {ADA: ada, BO: replace(bo, goals=("keep the house",)), CY: cy}
    here = replace(bare.setting, people=people)
    assert of_own(Course(here, bare.events)) == 50
    facts = {**here.facts, BURNT: replace(here.facts[BURNT], claim=told)}
    assert of_own(Course(replace(here, facts=facts), bare.events)) == 100


def test_an_ending_that_the_author_wrote_is_leant_to_before_any_other() -> None:
    here = night(ended(2, "amends")).setting
    own = Ending("flooded", (), late=False, unsolved=False, thread="who", authored=True)
    for seed in range(1, 6):
        whole = replace(here, endings=(*here.endings, own), seed=str(seed))
        assert of_ending(Course(whole, (ended(2, "flooded"),))) == ALL_OF_IT
