"""Turns as a record takes them: the next, and only whole ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from novel_engine.errors import RulesBroken
from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.fabula import Fabula

# Turns: that a record may begin with: the opening, or the first one after it where there is none.
FIRST_TURNS = (0, 1)


def check_next(record: TurnRecord, last: int | None, where: str) -> None:
    """Raise RulesBroken for a turn that is not the next after the last, or is no whole turn."""
    allowed = FIRST_TURNS if last is None else (last + 1,)
    if record.turn not in allowed:
        raise RulesBroken(
            f"{where}: turn {record.turn} is not the next after {last}; nothing was written"
        )
    strays = [event.turn for event in record.events if event.turn != record.turn]
    if strays or not record.events:
        what = f"holds an event of turn {strays[0]}" if strays else "holds no event"
        raise RulesBroken(f"{where}: turn {record.turn} {what}; nothing was written")


def turns(fabula: Fabula) -> Iterator[TurnRecord]:
    """The turns that a story's events are, with what each person noticed."""
    for turn, group in groupby(fabula.happenings, key=lambda one: one.event.turn):
        lived = tuple(group)
        noticed = tuple(percept for one in lived for percept in one.percepts)
        told = tuple(one.event for one in lived)
        yield TurnRecord(turn, lived[-1].after.scene_count, told, noticed)
