"""A text as words and sentences, and the plain words that carry no matter."""

from __future__ import annotations

import re

from novel_engine.story.english.text import BREAK_IN_PRINT, MEASURED, WORD

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
MARKS_OF_EMPHASIS = re.compile(r"[*_`>]+")
PARAGRAPH = re.compile(r"\n\s*\n")
TITLE_IN_PRINT = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Capt|Col|Gen|Lt|Rev|Hon|Sgt)\.")
"""Whose full stop ends no sentence that is counted: those that the published stories' figures were
found with, and no others.
"""
LONGEST_REPEAT = 14
"""In words: no longer run comes again within a text, as in published stories; `prose_measures` has
the gate.
"""
PLAIN_WORDS = frozenset(
    """a about across after again against all am among an and another any anyone are as asked at
    away back be because been before behind being beneath beside between both but by came can could
    did do does doing done down during each either even every everything for from got had has have
    having he her here hers herself him himself his how i if in into is it its itself just knew let
    looked made many may me might mine more most much must my myself neither never no nor not
    nothing now of off on one onto only or other our ours ourselves out over own said same saw shall
    she should since so some someone something still such than that the their theirs them themselves
    then there these they this those though although thought through till to too under until up upon
    us very was we went were what when where which while who whom whose why will with without would
    yet you your yours yourself""".split()
)


def plain_prose(text: str) -> str:
    """Straight quotes; no front matter, no headings, no marks."""
    body = FRONT_MATTER.sub("", text).translate(MEASURED)
    return MARKS_OF_EMPHASIS.sub(
        "", "\n".join(line for line in body.splitlines() if not line.startswith("#"))
    )


def sentences(text: str) -> list[str]:
    """Its sentences; none runs on past its paragraph."""
    paragraphs = (
        " ".join(part.split()) for part in PARAGRAPH.split(TITLE_IN_PRINT.sub(r"\1", text))
    )
    return [
        found for part in paragraphs for found in BREAK_IN_PRINT.split(part) if WORD.search(found)
    ]
