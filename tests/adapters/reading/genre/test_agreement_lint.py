"""Verbs that agree with some people only are named, and nothing else is."""

from __future__ import annotations

import pytest

from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.fragment_lint import problems_of
from tests.support.stories import bundled_terms

TERMS = bundled_terms()

WRONG = r"""
{A.they} was late.
{A.they} were late.
Was {A.they} late?
{B} wondered, were {A.they} late, and said nothing.
It was late, and so was {A.they}.
{B} liked it, and so did {B.they}, but {A.they} never was a good hand at it.
{A.they}, all the same, was late.
{A} came in. {A.they} still were cold.
{A.they} sat down, and were glad of it.
{A.they} put down the cup and was not thanked.
A> "{B.they} doesn't know," {A} said.
A> "{B.they} don't know," {A} said.
A> "{B.they} knows it well," {A} said.
A> "{B.they} know it well," {A} said.
A> "{B.they} never says so," {A} said.
A> "Does {B.they} know?" {A} said.
A> "Do {B.they} know?" {A} said.
A> "Knows a lot, doesn't {B.they}?" {A} said.
A> "Not here, is {B.they}?" {A} said.
A> "Are {B.they} in?" {A} said.
A> "Where's {B.they} gone?" {A} said.
A> "What's {B.they} want?" {A} said.
A> "{B.they}'s gone," {A} said.
A> "{B.they}'re late," {A} said.
A> "{B.they}'ve gone," {A} said.
A> "{B.they} isn't in," {A} said.
A> "{B.they} aren't in," {A} said.
A> "{B.they} hasn't been," {A} said.
A> "Haven't {B.they} been?" {A} said.
A> "Has {B.they} been, though?" {A} said.
A> "Whatever {B.they} wants, {B.they} can have," {A} said.
A> "When {B.they} goes, I go," {A} said.
A> "{B.they} go when it suits," {A} said.
A> "Ask what {B.they} think of it," {A} said.
A> "{B.they} comes and goes," {A} said.
A> "{B.they} come{B.s} and goes," {A} said.
A> "Wasn't {B.they} there?" {A} said.
{A.they}, who was late, sat down.
{A.they} weren't thanked.
{A.they} {wasn't|was never} thanked.
{A} knew that {A.they} were wrong.
{There|Here} {was|stood} {A.they}.
Neither was {A.they} asked.
Not once were {A.they} asked.
How tired {A.they} was.
A> "If {B.they} has it, I want it," {A} said.
A> "{B.they} seldom, if ever, asks," {A} said.
A> "I know who {B.they} is," {A} said.
A> "{B.they} and I is done," {A} said.
A> "Lives here, do {B.they}?" {A} said.
"""
RIGHT = r"""
{A.they} {A.was} late.
{A.were} {A.they} late?
So {A.was} {A.they}.
{A.they} had been late.
{A.they} must be late, and knew it.
{A.their} hands were cold.
{A.their} coat was wet.
{A.theirs} was the first bunk.
The sight of {A.them} was enough.
To look at {A.them} was no help.
{A.they} did not ask. It was late.
{A.they} said it was late.
{A.they} knew there were two of it.
{A.they} thought the books were shut.
{A.they} asked what was for supper.
{A.they} looked at whoever was nearest.
{A.they} and {B} were late.
A> "I know {B.them}. Is it late?" {A} said.
A> "{B.they} {B.does} not know," {A} said.
A> "{B.does} {B.they} know?" {A} said.
A> "Did {B.they} know?" {A} said.
A> "{B.they} want{B.s} it," {A} said.
A> "{B.they} can't know what's in it," {A} said.
A> "{B.they} had better, or the lamp goes," {A} said.
A> "What did {B.they} say was in it?" {A} said.
A> "I heard {B.them} say the tin was full," {A} said.
A> "I saw {B.them} go," {A} said.
A> "Let {B.them} know I was in," {A} said.
A> "Make {B.them} say it," {A} said.
A> "{B.they} will go when the wind goes," {A} said.
A> "{B.they}'d know," {A} said.
A> "{B.they}'ll know," {A} said.
A> "Should {B.they} know?" {A} said.
A> "If {B.they} were to ask, I'd say," {A} said.
{A} was late.
Behind {A.them} was a plate.
{A.they} sat with what were once good boots.
{A.themself} was all {A.they} had.
It was {A.they} who had it.
What {A.they} said was true.
The cups {A.they} washed were clean.
A> "The way {B.they} put it was clear," {A} said.
A> "Was it {B.they}?" {A} said.
Half of what {A.they} owned was in it.
{A.they} went. {B} was there.
{A.they}, like everyone who was there, sat.
{A.they} hit it, and it was shut.
A> "{B.they} know{B.s} the ins and outs," {A} said.
A> "Did {A} and {B.they} know it?" {A} said.
A> "I suggest {B.they} go home," {A} said.
A> "{B.they} put it there," {A} said.
A> "{B.they} lay there," {A} said.
{A.they} came in, as though {A.they} were late.
"""


def problems(text: str) -> list[str]:
    """What is named in one line of `ask`, but for things that it does not declare."""
    found = problems_of(fragment_of({"for": "ask", "text": text}, "1", TERMS), TERMS)
    return [problem for problem in found if "is not declared" not in problem]


@pytest.mark.parametrize("text", WRONG.strip().splitlines())
def test_a_verb_that_would_be_wrong_for_somebody_is_named(text: str) -> None:
    assert any("wrong for" in found or "two people" in found for found in problems(text))


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_a_verb_that_has_a_slot_or_another_subject_is_let_stand(text: str) -> None:
    assert problems(text) == []
