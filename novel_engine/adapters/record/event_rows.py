"""Events as rows of the log, and back: what stands in a column for people who ask in SQL is what the
event says, and a row that says anything else is damage.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from novel_engine.adapters.record.door.chain import Link, LogRow
from novel_engine.adapters.record.door.seals import canonical
from novel_engine.adapters.record.read_models import Row
from novel_engine.adapters.record.row_changes import compact
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import USE_A_COPY, RecordError
from novel_engine.ports.record import TurnRecord
from novel_engine.story.fabula.codec import from_plain, to_plain
from novel_engine.story.fabula.events import FORMAT_VERSION, Event, SceneOpened, StoryEnded, id_of

VERSION, FIELDS = 4, 9
"""Where in an event's row they stand."""
LETTERS_OF_A_FAULT = 160
"""Letters of what is wrong with an event: the names that it quotes may have any length and signs."""


def turn_row(record: TurnRecord) -> LogRow:
    """A turn as it is written: its number, the scene it is in, how many events it has."""
    return record.turn, record.scene or None, len(record.events)


def event_row(event: Event) -> LogRow:
    """An event as it is written."""
    plain = to_plain(event)
    body = plain["fields"]
    place = (body.get("scene"), body.get("place") or None)
    act = (body.get("actor") or None, body.get("verb"))
    return (
        id_of(event),
        event.turn,
        event.seq,
        event.tag,
        plain["version"],
        *place,
        *act,
        compact(body),
    )


def links_of(record: TurnRecord) -> list[Link]:
    """A turn's events as they are written: its own row goes with the first."""
    first, *others = [(event_row(one), list(enumerate(one.causes))) for one in record.events]
    return [(turn_row(record), *first), *((None, *other) for other in others)]


def cause_rows(events: Sequence[Event]) -> list[Row]:
    """The causes of these events, each with its position."""
    return [
        (id_of(event), position, cause)
        for event in events
        for position, cause in enumerate(event.causes)
    ]


def events_of(links: Iterable[Link], marks: Mapping[str, str], path: Path) -> Iterator[Event]:
    """The events that these rows stand for, in order; `marks` are the story's key values. Raises
    RecordError for a row that says something else than its event.
    """
    scene: int | None = None
    state, ending = "running", ""
    for number, group in groupby(links, key=lambda link: link[1][1]):
        told = list(group)
        events = [_decoded(row, causes, path) for _, row, causes in told]
        for event in events:
            match event:
                case SceneOpened():
                    scene = event.scene
                case StoryEnded():
                    state, ending = "ended", event.ending
                case _:
                    pass
        if told[0][0] != (number, scene, len(events)):
            raise RecordError(
                f"{path}: the row of turn {number} says something else than its events; "
                f"{USE_A_COPY}"
            )
        yield from events
    if (marks.get("state"), marks.get("ending")) != (state, ending):
        raise RecordError(
            f"{path}: the rows state and ending of story say something else than the events; "
            f"{USE_A_COPY}"
        )


def _decoded(row: LogRow, causes: list[tuple[int, int]], path: Path) -> Event:
    identity, turn, seq, tag, version, *_, fields = row
    try:
        plain = {"turn": turn, "seq": seq, "tag": tag, "version": version}
        plain["causes"] = [cause for _, cause in causes]
        event = from_plain(plain | {"fields": json.loads(fields)})
    except (RecordError, ValueError, RecursionError) as problem:
        said = str(problem) if isinstance(problem, RecordError) else "it is no JSON"
        why = printable(said, LETTERS_OF_A_FAULT)
        raise RecordError(
            f"{path}: event {identity} cannot be read ({why}); {USE_A_COPY}"
        ) from problem
    if not _is_row_of(event, row) or causes != list(enumerate(event.causes)):
        raise RecordError(
            f"{path}: the row of event {identity} says something else than its fields; {USE_A_COPY}"
        )
    return event


def _is_row_of(event: Event, row: LogRow) -> bool:
    """Whether the event is written so; one of an older format in its own version and fields, which
    were as plainly put.
    """
    own = list(event_row(event))
    if row[VERSION] != FORMAT_VERSION:
        own[VERSION], own[FIELDS] = row[VERSION], compact(json.loads(row[FIELDS]))
    return canonical(own) == canonical(row)
