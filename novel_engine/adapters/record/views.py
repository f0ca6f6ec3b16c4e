"""The triggers that keep the log append-only, and the views that people's questions are put to.

INSERT OR REPLACE deletes without asking a DELETE trigger, so what is there already is refused on
INSERT too.
"""

from __future__ import annotations

APPEND_ONLY = ("turns", "events", "event_causes")


def _refusing(table: str, change: str) -> str:
    return f"""
    CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table}
    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"""


REFUSALS = tuple(
    _refusing(table, change) for table in APPEND_ONLY for change in ("UPDATE", "DELETE")
)

SEAL_REFUSALS = tuple(_refusing("event_seals", change) for change in ("UPDATE", "DELETE"))

SEARCHABLE = """
    CREATE TRIGGER memories_are_searchable AFTER INSERT ON memories
    BEGIN INSERT INTO memories_fts (rowid, text) VALUES (NEW.id, NEW.text); END"""

TRIGGERS = (
    *REFUSALS,
    """
    CREATE TRIGGER turns_are_contiguous BEFORE INSERT ON turns
    WHEN NEW.turn <> (SELECT max(turn) + 1 FROM turns)
    BEGIN SELECT RAISE(ABORT, 'turns follow one another without a gap'); END""",
    """
    CREATE TRIGGER events_are_in_order BEFORE INSERT ON events
    WHEN NEW.id <= (SELECT max(id) FROM events)
    BEGIN SELECT RAISE(ABORT, 'events are appended in order'); END""",
    """
    CREATE TRIGGER causes_come_with_their_event BEFORE INSERT ON event_causes
    WHEN NEW.event / 100 <> (SELECT max(turn) FROM turns)
        OR EXISTS (SELECT 1 FROM event_causes WHERE event = NEW.event AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'causes come with their event'); END""",
    SEARCHABLE,
    """
    CREATE TRIGGER memories_are_forgotten AFTER DELETE ON memories
    BEGIN INSERT INTO memories_fts (memories_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text); END""",
    """
    CREATE TRIGGER memories_are_reworded AFTER UPDATE ON memories
    BEGIN
        INSERT INTO memories_fts (memories_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
        INSERT INTO memories_fts (rowid, text) VALUES (NEW.id, NEW.text);
    END""",
)

VIEWS = (
    """
    CREATE VIEW v_who_knows AS
    SELECT b.person, p.name, b.fact, f.claim, b.value AS believed, f.truth, b.confidence,
           b.since / 100 AS since_turn, b.source, b.teller, t.name AS teller_name, b.since, b.event
    FROM beliefs b
    JOIN characters p ON p.id = b.person
    JOIN facts f ON f.id = b.fact
    LEFT JOIN characters t ON t.id = b.teller
    ORDER BY b.fact, b.since, b.person""",
    """
    CREATE VIEW v_timeline AS
    SELECT e.id AS event, e.turn, e.seq, e.scene, s.day, s.hour, coalesce(e.place, s.place) AS place, e.tag,
           e.actor, e.verb,
           (SELECT r.value ->> 1 FROM json_each(e.fields, '$.roles') r WHERE r.value ->> 0 = 'B') AS target,
           (SELECT group_concat(c.cause, ' ') FROM event_causes c WHERE c.event = e.id) AS causes
    FROM events e
    LEFT JOIN scenes s ON s.scene = e.scene
    ORDER BY e.id""",
    """
    CREATE VIEW v_relationship_history AS
    SELECT e.turn, e.id AS event, x.value ->> 'person' AS person, x.value ->> 'other' AS other,
           x.value ->> 'axis' AS axis, x.value ->> 'before' AS before, x.value ->> 'after' AS after,
           e.actor, e.verb
    FROM events e, json_each(e.fields, '$.effects') x
    WHERE x.value ->> 'tag' = 'related'
    ORDER BY e.id, x.key""",
    """
    CREATE VIEW v_costs AS
    SELECT seam, model, count(*) AS calls, sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out,
           sum(cost_usd) AS cost_usd
    FROM replies
    GROUP BY seam, model
    ORDER BY seam, model""",
)

COSTS = """
    CREATE VIEW v_costs AS
    SELECT seam, model, about, count(*) AS calls, sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out,
           sum(cost_usd) AS cost_usd, count(*) - count(cost_usd) AS unpriced
    FROM replies
    GROUP BY seam, model, about
    ORDER BY seam, model, min(turn), length(about), about"""
