"""What a name may hold: what would stand in the prose as something else than a name is refused.

A name is said in sentences, with a possessive after it and a capital before it. Markup, what other
programs fill in and pictures are none; a nickname in quotation marks is understood elsewhere.
"""

from __future__ import annotations

import re

FILLED_ELSEWHERE = re.compile(r"\{\{\s*(?:char|user|bot|persona)\s*\}\}", re.IGNORECASE)
"""Of other programs' cards: who speaks, and whom they speak to."""
DOUBLE_BRACES = re.compile(r"\{\{[^{}]*\}\}|\{\{|\}\}")
WEB_ADDRESS = re.compile(r"[a-z]+://\S+|www\.\S+|(?<!\S)@\S+", re.IGNORECASE)
MARKUP_SIGNS = re.compile(r"<[^<>]*>|\*+|__+|[<>\[\]|`#\\]")
EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\ufe0f\u20e3\U0001f000-\U0001faff]"
)
"""By number, so that Unicode's tables have no say in it."""
QUOTATION_MARK = re.compile("[\"“”„«»]|(?<!\\S)['‘][^'‘’]*['’](?!\\S)")
BRACKET = re.compile(r"[()]")
LINE_END = re.compile(r"[\r\n\x85\u2028\u2029]")

FAULTS = (
    (DOUBLE_BRACES, "holds '{}', which other programs fill in; write the name itself"),
    (WEB_ADDRESS, "holds the address '{}'; write the name alone"),
    (MARKUP_SIGNS, "holds '{}', which is markup and no part of a name; take it out"),
    (EMOJI, "holds '{}', which is a picture and no part of a name; take it out"),
)
IN_QUOTES = "holds {}, in which the prose would begin a speech; write it without"
IN_BRACKETS = "holds '{}'; write what is in the brackets elsewhere, such as in 'description'"
LINES = "is of several lines; write it on one"
MACRO = "holds '{}', which other programs fill in; write who is meant"


def fit_for_a_title(text: str) -> str:
    """The text, which may stand over a story. Raises ValueError with a cure."""
    if LINE_END.search(text.strip()):
        raise ValueError(LINES)
    for pattern, fault in FAULTS:
        if found := pattern.search(text):
            raise ValueError(fault.format(found[0]))
    return text


def fit_for_a_name(text: str) -> str:
    """The text, which prose may call somebody or something. Raises ValueError with a cure."""
    fit_for_a_title(text)
    if found := QUOTATION_MARK.search(text):
        raise ValueError(IN_QUOTES.format(found[0]))
    if found := BRACKET.search(text):
        raise ValueError(IN_BRACKETS.format(found[0]))
    return text


def without_macros(text: str) -> str:
    """The text, in which nothing waits to be filled in. Raises ValueError with a cure."""
    if found := FILLED_ELSEWHERE.search(text):
        raise ValueError(MACRO.format(found[0]))
    return text
