"""What an author writes of a world's looks, hands and sayings, and what the prose makes of it."""

from __future__ import annotations

import pytest

from novel_engine.story.english.written_textures import (
    hands_phrase,
    saying_sentence,
    sight_phrase,
    told_line,
)


def test_each_is_put_into_the_form_that_the_lines_want() -> None:
    assert sight_phrase("A lamp and bare boards.") == "a lamp and bare boards"
    assert hands_phrase("turning the brass pin in its hole.") == "turning the brass pin in its hole"
    assert saying_sentence('"the water keeps its own books"') == "The water keeps its own books."
    assert told_line("the lamp was out") == "The lamp was out."
    assert told_line("{A.they} saw the lamp.") == "{A.they} saw the lamp."


@pytest.mark.parametrize(
    ("take", "text", "why"),
    [
        (sight_phrase, "it was bare. It was cold", "more than one sentence"),
        (sight_phrase, "it was bare", "begins with 'it'"),
        (sight_phrase, "there is a lamp", "begins with 'there'"),
        (hands_phrase, "turns the pin", "no verb in -ing"),
        (hands_phrase, "slowly turning the pin", "does not begin with"),
        (saying_sentence, "?!", "says nothing"),
        (saying_sentence, 'he said "no" and went', "quotation mark"),
        (told_line, 'The lamp was out. "Well," he said.', "quotation mark"),
    ],
)
def test_what_fits_no_line_is_refused_with_its_cure(take: object, text: str, why: str) -> None:
    assert callable(take)
    with pytest.raises(ValueError, match=why):
        take(text)
