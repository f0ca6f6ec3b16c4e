"""What a world's author writes of its looks, sayings and things that come back, as the prose has it."""

from __future__ import annotations

import re

from novel_engine.story.english.written_phrases import (
    AUXILIARIES,
    QUOTE_SIGNS,
    SUBJECTS,
    bare_word,
    plain_ending,
    uncapitalised,
)
from novel_engine.story.english.written_slots import SENTENCES, gerund_phrase

SIGHT_CURE = "write what there is, as in 'bare boards and one lamp on a stand'"
HANDS_CURE = "write what they do in -ing, as in 'turning the brass pin in its hole'"
SAYING_CURE = "write what is said, as in 'The water keeps its own books.'"
LINE_CURE = "write sentences in the past tense, as in 'The lamp had been put out.'"
STOPS_OF_A_SENTENCE = (".", "!", "?")
QUOTES_WITHIN = re.compile(r'["“”]')


def sight_phrase(text: str) -> str:
    """What is seen, heard or smelt somewhere, to stand within a sentence."""
    phrase = uncapitalised(plain_ending(text))
    words = [bare_word(word) for word in phrase.split()]
    following = words[1] if len(words) > 1 else ""
    if SENTENCES.search(phrase):
        raise ValueError(f"is more than one sentence; {SIGHT_CURE}")
    if words[0] in SUBJECTS | AUXILIARIES or (words[0] == "there" and following in AUXILIARIES):
        raise ValueError(f"begins with '{words[0]}'; {SIGHT_CURE}")
    return phrase


def hands_phrase(text: str) -> str:
    """What somebody does with their hands, to stand after `was`."""
    try:
        phrase = gerund_phrase(text)
    except ValueError:
        raise ValueError(f"has no verb in -ing; {HANDS_CURE}") from None
    if not phrase.split()[0].endswith("ing"):
        raise ValueError(f"does not begin with a verb in -ing; {HANDS_CURE}")
    return phrase


def saying_sentence(text: str) -> str:
    """A saying as it is spoken: whole, with a stop, without its quotation marks."""
    said = text.strip().strip(QUOTE_SIGNS).strip()
    if not any(sign.isalnum() for sign in said):
        raise ValueError(f"says nothing; {SAYING_CURE}")
    if QUOTES_WITHIN.search(said) or "{" in said:
        raise ValueError(f"holds a quotation mark or a brace; {SAYING_CURE}")
    return said[:1].upper() + said[1:] + ("" if said.endswith(STOPS_OF_A_SENTENCE) else ".")


def told_line(text: str) -> str:
    """Narration as it was written, whole and with a stop; slots in it are left as they are."""
    said = text.strip()
    if QUOTES_WITHIN.search(said):
        raise ValueError(f"holds a quotation mark, and nobody speaks in it; {LINE_CURE}")
    return said[:1].upper() + said[1:] + ("" if said.endswith(STOPS_OF_A_SENTENCE) else ".")
