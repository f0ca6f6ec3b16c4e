"""What is speech and what is not: refusals, orders to a program, data, stage directions. Of any text that should be words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.consulting import Fault

MOST_SHOWN = 120
TASK = r"(?:request|task|prompt|instructions?|question|role-?play|scenario|conversation)"
REFUSING = re.compile(
    r"\bas an? (?:ai|a\.i\.|artificial intelligence|(?:large )?language model|(?:virtual|helpful) assistant)\b"
    r"|\bi(?:['’]m| am)(?: just| only)? (?:an? (?:ai|(?:large )?language model|virtual assistant|chatbot))\b"
    rf"|\b(?:can(?:not|['’]t)|won['’]t|will not|unable to|not able to|must decline to) "
    rf"(?:help|assist|comply|engage|continue|fulfil+|answer|complete|process|participate)(?: you)? "
    rf"(?:with|in|to)? ?(?:this|that|your|the|such an?) {TASK}\b"
    r"|\b(?:can(?:not|['’]t)|won['’]t|will not|unable to|not able to) (?:generate|create|produce|provide|write)"
    r" (?:\w+ ){0,4}(?:content|responses?|dialogue|fiction|material|output|role-?play)\b"
    r"|\b(?:content|usage|safety) (?:policy|policies|guidelines)\b|\bagainst my (?:guidelines|programming|training)\b",
    re.IGNORECASE,
)
INJECTED = re.compile(
    r"<<|>>|<\||\|>"
    r"|\b(?:ignore|disregard|forget|override) (?:all |any )?(?:of )?(?:the |your |my |these |those )?"
    r"(?:previous|prior|above|earlier|preceding|foregoing|system) (?:instruction|prompt|rule|message|direction|text)s?\b"
    r"|\b(?:ignore|disregard) (?:all |everything )(?:of the |the )?(?:above|instructions|rules)\b"
    r"|\bsystem (?:prompt|override)\b|\b(?-i:SYSTEM|System|ASSISTANT|Assistant|USER) ?: |\bnew (?:system )?prompt\b"
    r"|\bjailbreak|\bprompt injection\b|\byou are now (?:in )?(?:\w+ )?mode\b|\bdeveloper mode\b",
    re.IGNORECASE,
)
DATA = re.compile(
    r"""```|["'](?:choice|manner|line|does|effects)["'] ?:|[{}\[\]|\\]|</?\w+[^<>]*>|https?://|;--|\A#+ """,
    re.IGNORECASE,
)
MOVES = "sighs|laughs|smiles|pauses|nods|shrugs|whispers|frowns|coughs|quietly|softly|angrily|coldly|beat|aside|to \\w+"
DIRECTIONS = re.compile(rf"\*[^*]+\*|\A\(|\((?:{MOVES})\b[^)]*\)|\A[-*•] |(?<!\w)_[^_]+_(?!\w)", re.IGNORECASE)


def refuses(text: str) -> bool:
    """Whether a text declines the task, or speaks as a program."""
    return REFUSING.search(text) is not None


def faults_of_form(where: str, text: str) -> Iterator[Fault]:
    """What keeps a text, named by `where` it stands, from being plain words."""
    if refuses(text):
        yield Fault("refusal", f"{where} declines the task or speaks as a program; this is fiction", text[:MOST_SHOWN])
    elif found := INJECTED.search(text):
        yield Fault("injection", f"{where} gives instructions to a program", found[0])
    elif found := DATA.search(text):
        yield Fault("not-prose", f"{where} holds data or markup", found[0])
    elif found := DIRECTIONS.search(text):
        yield Fault("not-prose", f"{where} holds directions; give only the words", found[0][:MOST_SHOWN])
