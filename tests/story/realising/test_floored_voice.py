"""Written words, and among them plain ones for what a plan wants said plainly."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.floored_voice import FlooredVoice
from novel_engine.story.telling.syuzhet import SAID_PLAINLY, Beat, Chapter, Paragraph, Telling
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL

TELLING = Telling("story", "The Vase", ADA, "told", "", 100, ())
LOOKED = Fragment("w.1", "ask", (), "{A} looked at {B}.")
HERS = Fragment("w.2", "ask", (("place", (HALL,)),), "{B}'s hands were folded. {A} saw them.")
SAID = Fragment("p.1", "stated", (), "{A} knew by then that {F.told}.", plain=True)


def paragraphs(*fragments: Fragment, beats: tuple[Beat, ...], work: str = "") -> list[Paragraph]:
    people = {who: worlds.person(who, work=work) for who in (ADA, BO, CY)}
    voice = FlooredVoice(worlds.setting(people=people), fragments)
    return list(voice.chapter(TELLING, Chapter(1, ADA, (1,), (), beats)).paragraphs)


def asks(number: int = 100) -> Beat:
    roles = Roles.of(A=ADA, B=BO, F="deed")
    return Beat("ask", (number,), 1, (("place", (HALL,)),), roles, (ADA, BO), needed=True)


def test_a_plain_beat_is_said_plainly_by_whoever_has_been_named_and_says_that_it_is() -> None:
    stated = replace(asks(200), tells="stated", plainly=True)

    written, plain = paragraphs(LOOKED, SAID, beats=(asks(), stated))
    assert written.text == "Ada Vane looked at Bo Marsh."
    assert plain.text == "Ada knew by then that Bo broke the vase."
    assert plain.fragment == f"{SAID_PLAINLY}p.1"


def test_somebody_who_is_named_for_the_first_time_is_joined_to_their_work() -> None:
    (found,) = paragraphs(LOOKED, beats=(asks(),), work="gardener")

    assert found.text == "Ada Vane, a gardener, looked at Bo Marsh, a gardener."


def test_words_that_name_a_strangers_hands_wait_until_it_has_been_said_who_that_is() -> None:
    first, second = paragraphs(LOOKED, HERS, beats=(asks(), asks(200)), work="gardener")

    assert first.fragment == "w.1"
    assert second.text == "Bo's hands were folded. Ada saw them."
