"""A voice is audible: oaths in heat, hedges beside plain statements, whole words from the most
formal, and all of it seldom.
"""

from __future__ import annotations

import pytest

from novel_engine.story.givens import draws
from novel_engine.story.givens.people import Voice
from novel_engine.story.realising.referring_expressions import Said
from novel_engine.story.realising.taste import PHRASE_MOST, PHRASE_REST
from novel_engine.story.realising.voices import Heard, Occasion, voiced
from novel_engine.story.telling.syuzhet import Mention
from tests.support.worlds import bundled_genre

NOBODY = Heard()
VERBS = bundled_genre().verbs


def occasion_of(voice: Voice, tells: str, tactic: str = "") -> Occasion:
    """Somebody of this voice, in a beat or in an act of the core's."""
    return Occasion(voice, tells, tactic, VERBS[tells].marks if tells in VERBS else frozenset())


def said(
    text: str, voice: Voice, tells: str = "lie", tactic: str = "", heard: Heard = NOBODY
) -> str:
    return voiced(
        Said(text), occasion_of(voice, tells, tactic), heard, draws.generator("1", "voice", 0, "")
    )[0].words


def sworn(text: str, oath: str, tells: str = "press", tactic: str = "") -> str:
    return said(text, Voice(oaths=(oath,)), tells, tactic)


def hedged(text: str, hedge: str, tells: str = "lie") -> str:
    return said(text, Voice(hedges=(hedge,)), tells)


def formal(text: str) -> str:
    return said(text, Voice(formality=2), "ask")


@pytest.mark.parametrize(
    ("text", "oath", "heard"),
    [
        (
            '"There\'s a socket with nothing in it," said Ida.',
            "for pity's sake",
            "\"For pity's sake, there's a socket with nothing in it,\" said Ida.",
        ),
        (
            '"I meant the one book," Ida said. "I meant the one page."',
            "for pity's sake",
            '"For pity\'s sake, I meant the one book," Ida said. "I meant the one page."',
        ),
        (
            '"It was working when I\'d done with it."',
            "hell's teeth",
            "\"Hell's teeth. It was working when I'd done with it.\"",
        ),
        (
            '"Ruth had the lamp that night," he said.',
            "by the old goat",
            '"By the old goat. Ruth had the lamp that night," he said.',
        ),
        (
            '"You cut the page out," Pilar said.',
            "mother of thorns",
            '"Mother of thorns. You cut the page out," Pilar said.',
        ),
    ],
)
def test_an_oath_leads_a_heated_speech_in(text: str, oath: str, heard: str) -> None:
    assert sworn(text, oath) == heard


@pytest.mark.parametrize(
    "text",
    [
        '"Have you," she said.',
        '"Oh, it was you that had the lamp that night."',
        '"No. It was not me that had the lamp that night."',
        '"and it was you that had the lamp," she said.',
        "She said nothing at all to that.",
    ],
)
def test_a_speech_that_would_not_bear_an_oath_has_none(text: str) -> None:
    assert sworn(text, "hell's teeth") == text


def test_a_charge_that_is_brought_in_few_words_is_brought_without_an_oath() -> None:
    text = '"You held the lamp for me," Ida said.'

    assert sworn(text, "hell's teeth", "accuse") == text
    assert sworn(text, "hell's teeth", "press") != text


@pytest.mark.parametrize(
    ("tells", "tactic"),
    [("comfort", ""), ("confess", ""), ("promise", ""), ("press", "plead"), ("press", "feed")],
)
def test_nobody_swears_in_kindness_or_in_the_cold(tells: str, tactic: str) -> None:
    text = '"You had the lamp all that night," said Ida.'

    assert sworn(text, "hell's teeth", tells, tactic) == text


@pytest.mark.parametrize(
    ("text", "hedge", "heard"),
    [
        (
            (
                '"Blame the tender," Bram said. "It has been working loose since the blow. It\'ll be '
                'the seams."'
            ),
            "I'd say",
            (
                '"Blame the tender," Bram said. "It has been working loose since the blow, I\'d '
                "say. "
                "It'll be the seams.\""
            ),
        ),
        (
            '"They do work loose," said Bram. "It happens all the time."',
            "as like as not",
            '"They do work loose," said Bram. "It happens all the time, as like as not."',
        ),
        (
            '"I write my line and I shut it," he said. "I don\'t read back."',
            "if I may",
            '"I write my line and I shut it," he said. "If I may, I don\'t read back."',
        ),
        (
            "\"It's the book. There's a page out of it.\"",
            "as God sees me",
            "\"It's the book. As God sees me, there's a page out of it.\"",
        ),
        (
            '"There\'s a page out of it."',
            "it's only that",
            "\"It's only that there's a page out of it.\"",
        ),
        (
            '"I was up. They were all in bed."',
            "I could be wrong",
            '"I was up. They were all in bed. I could be wrong."',
        ),
        (
            '"I never saw anything in them."',
            "on the whole",
            '"On the whole, I never saw anything in them."',
        ),
    ],
)
def test_a_hedge_stands_beside_a_plain_statement(text: str, hedge: str, heard: str) -> None:
    assert hedged(text, hedge) == heard


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ('"Was it the seams? Look at the seams."', "I'd say"),
        (
            "\"It won't send. That I can swear to, and it's the bottom of what I can swear to.\"",
            "as God sees me",
        ),
        ('"It\'s that, with a whole valley listening."', "as God sees me"),
        ('"There is a page out of it."', "I mean"),
        ('"It never needed anybody to be awake."', "as like as not"),
        ('"There was a match. I woke up."', "as like as not"),
        ('"I was asleep by nine o\'clock."', "I'd say"),
        ('"It was the seams, I think, all along."', "I'd say"),
        ('"If it was the seams, they are gone."', "if I may"),
        ('"Ruth had the lamp all night."', "if I may"),
        ('"That night, three in the morning, out of bed."', "as God sees me"),
        ('"That is the whole of it now."', "on the whole"),
        ('"It is the seams, plainly, every time."', "at my age"),
        ('"It was late," she said, and it was not the seams.', "I'd say"),
        ("It was late and they all went to bed.", "I'd say"),
    ],
)
def test_where_it_is_unsure_a_hedge_is_left_out(text: str, hedge: str) -> None:
    assert hedged(text, hedge) == text


def test_what_is_told_for_certain_is_not_softened() -> None:
    text = '"It has been working loose since the blow."'

    assert hedged(text, "I'd say", "tell") == text
    assert hedged(text, "I'd say", "ask") == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("\"I don't suppose you're late.\"", '"I do not suppose you are late."'),
        (
            "\"It's the glue, and it's never liked altitude.\"",
            '"It is the glue, and it has never liked altitude."',
        ),
        ("\"It's been cut. I'll wait.\"", '"It has been cut. I shall wait."'),
        ("\"I'd have it, and I'd better.\"", '"I would have it, and I had better."'),
        ("\"I can't. I won't.\"", '"I cannot. I will not."'),
        ("\"Didn't you? Don't they?\"", "\"Didn't you? Don't they?\""),
        (
            "\"The can's empty, it's Ida's, let's go.\"",
            "\"The can's empty, it's Ida's, let's go.\"",
        ),
        ("\"Don't,\" said Esi, who didn't mean it.", '"Do not," said Esi, who didn\'t mean it.'),
    ],
)
def test_the_most_formal_contract_nothing_that_can_be_said_whole(text: str, whole: str) -> None:
    assert formal(text) == whole


def test_the_less_formal_speak_as_they_are_written() -> None:
    assert said('"I don\'t suppose so."', Voice(formality=1), "ask") == '"I don\'t suppose so."'


def test_no_phrase_is_heard_more_than_twice_nor_any_two_close_together() -> None:
    occasion = occasion_of(Voice(hedges=("I'd say",)), "lie")
    rng = draws.generator("1", "voice", 0, "")
    heard, places = NOBODY, []
    for place in range(60):
        spoken, heard = voiced(Said('"It was the seams that went."'), occasion, heard, rng)
        if "I'd say" in spoken.words:
            places.append(place)

    assert len(places) == PHRASE_MOST
    assert places[1] - places[0] >= PHRASE_REST


def test_a_phrase_that_stands_in_the_speech_already_is_not_put_in_again() -> None:
    text = "\"It's the book, as God sees me. There's a page out of it.\""

    assert hedged(text, "as God sees me") == text


def test_the_mentions_keep_to_their_words() -> None:
    text = '"It was the seams," said Ida.'
    given = Said(text, (Mention(text.index("Ida"), text.index("Ida") + 3, "ida"),))
    spoken, _ = voiced(
        given,
        occasion_of(Voice(oaths=("hell's teeth",)), "accuse"),
        NOBODY,
        draws.generator("1", "v", 0, ""),
    )
    text = '"You don\'t have it, do you," said Ida.'
    given = Said(text, (Mention(text.index("Ida"), text.index("Ida") + 3, "ida"),))
    whole, _ = voiced(
        given, occasion_of(Voice(formality=2), "ask"), NOBODY, draws.generator("1", "v", 0, "")
    )

    for found in (spoken, whole):
        assert [found.words[m.start : m.end] for m in found.mentions] == ["Ida"]
