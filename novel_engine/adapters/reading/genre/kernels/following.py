"""Consequences and choices in a kernel's file: what comes of itself, as soon as it can."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from novel_engine.adapters.reading.genre.kernels.basics import (
    MOST_TENSION,
    USUAL_TENSION,
    BodyReader,
)
from novel_engine.adapters.reading.name_text import fit_for_prose
from novel_engine.adapters.reading.yaml_part import LARGEST, Part
from novel_engine.story.givens.kernels import Complication, Way

CONSEQUENCE_KEYS = (
    "who",
    "needs",
    "fact",
    "because",
    "effects",
    "tension",
    "thread",
    "rung",
    "later",
)
CHOICE_KEYS = "who before about needs between because effects tension thread".split()
WAY_KEYS = ("for", "price")
CONSEQUENCE, CHOICE = "consequence", "choice"
"""The kinds of complication that come of themselves."""
FEWEST_WAYS = 2
"""Ways: of a choice."""


def consequence(reader: BodyReader, name: str, part: Part) -> Complication:
    """What follows of itself, as soon as it can: what is so from then on, and who feels it."""
    part = reader.faults.known(part, CONSEQUENCE_KEYS)
    return replace(
        _of_itself(reader, name, part, CONSEQUENCE),
        fact=reader.word(part, "fact"),
        rung=reader.number(part, "rung", 1, (1, LARGEST)),
        later=reader.flag(part, "later"),
    )


def choice(reader: BodyReader, name: str, part: Part) -> Complication:
    """What somebody has to choose, before somebody, between two ways or more."""
    part = reader.faults.known(part, CHOICE_KEYS)
    ways = reader.named(part, "between", partial(_way, reader))
    if len(ways) < FEWEST_WAYS:
        what = "nobody chooses between fewer than two ways; give another under `between:`"
        reader.faults.look(partial(part.fail, what, "between"))
    return replace(
        _of_itself(reader, name, part, CHOICE),
        fact=reader.word(part, "about"),
        before=reader.word(part, "before"),
        ways=ways,
    )


def _of_itself(reader: BodyReader, name: str, part: Part, kind: str) -> Complication:
    """What a consequence and a choice have in common."""
    return Complication(
        id=name,
        kind=kind,
        who=reader.word(part, "who"),
        needs=reader.needs(part),
        effects=reader.effects(part, "effects"),
        plants=reader.texts(part, "because"),
        tension=reader.number(part, "tension", USUAL_TENSION, (0, MOST_TENSION)),
        thread=reader.thread_of(part),
        at_once=True,
    )


def _way(reader: BodyReader, name: str, part: Part) -> Way:
    """One of the ways to choose from, by the verb that it is done by."""
    part = reader.faults.known(part, WAY_KEYS)
    worth = reader.faults.take(lambda: part.claimed("for", fit_for_prose), "")
    return Way(name, worth, reader.text(part, "price"))
