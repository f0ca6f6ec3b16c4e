"""Outlays in `story.db`: what each attempt to ask a model may have cost, from before it is sent.

A row stays without a reply until one comes; whatever was sent and not answered is there to be
counted, in every later run. What is proven to have cost nothing is struck out again.
"""

from __future__ import annotations

import sqlite3

from novel_engine.ports.replies import Outlay, Spending, Stretch, Unpriced

# A record without it was made by a program that wrote down nothing but replies.
OUTLAYS = (
    """
    CREATE TABLE outlays (
        id INTEGER PRIMARY KEY,
        question TEXT NOT NULL CHECK (length(question) = 64),
        seam TEXT NOT NULL CHECK (seam IN ('deciding', 'framing', 'narrating')),
        about TEXT NOT NULL,
        turn INTEGER NOT NULL,
        model TEXT NOT NULL,
        most_in INTEGER NOT NULL CHECK (most_in >= 0),
        most_out INTEGER NOT NULL CHECK (most_out >= 0),
        most_usd REAL CHECK (most_usd >= 0),
        reply TEXT UNIQUE REFERENCES replies (key)
    ) STRICT""",
    "DROP VIEW v_costs",
    """
    CREATE VIEW v_costs AS
    SELECT seam, model, about, count(answer) AS calls, sum(tokens_in) AS tokens_in,
           sum(tokens_out) AS tokens_out,
           sum(usd) AS cost_usd, count(*) - count(usd) AS unpriced, count(*) - count(answer) AS unanswered,
           sum(usd) FILTER (WHERE answer IS NULL) AS unanswered_usd
    FROM (
        SELECT seam, model, about, turn, key AS answer, tokens_in, tokens_out, cost_usd AS usd FROM replies
        UNION ALL
        SELECT seam, model, about, turn, NULL, 0, 0, most_usd FROM outlays WHERE reply IS NULL
    )
    GROUP BY seam, model, about
    ORDER BY seam, model, min(turn), length(about), about""",
)
OUTLAY_COLUMNS = "question, seam, about, turn, model, most_in, most_out, most_usd"
BEGIN = f"INSERT INTO outlays ({OUTLAY_COLUMNS}) VALUES ({', '.join('?' * 8)})"
STRIKE_OUT = "DELETE FROM outlays WHERE id = ? AND reply IS NULL"
SETTLE = "UPDATE outlays SET reply = ? WHERE id = ?"
UNANSWERED = "SELECT count(*), total(most_usd) FROM outlays WHERE reply IS NULL"
ANSWERED = "SELECT total(cost_usd) FROM replies"
UNPRICED = """
    SELECT model, sum(answered), sum(tokens_in), sum(tokens_out), sum(lost), sum(most_in), sum(most_out)
    FROM (
        SELECT model, 1 AS answered, tokens_in, tokens_out, 0 AS lost, 0 AS most_in, 0 AS most_out
        FROM replies WHERE cost_usd IS NULL
        UNION ALL
        SELECT model, 0, 0, 0, 1, most_in, most_out FROM outlays WHERE reply IS NULL AND most_usd IS NULL
    )
    GROUP BY model ORDER BY model"""
STRETCH = """
    SELECT max(1.0, coalesce(max(1.0 * r.tokens_in / o.most_in), 1.0)),
           max(1.0, coalesce(max(1.0 * r.tokens_out / o.most_out), 1.0))
    FROM outlays o JOIN replies r ON r.key = o.reply
    WHERE o.model = ?"""


def outlay_row(outlay: Outlay) -> tuple[object, ...]:
    """An outlay as it is inserted."""
    prompt = outlay.prompt
    most = (outlay.most_in, outlay.most_out, outlay.most_usd)
    return (outlay.question, prompt.seam, prompt.about, prompt.turn, outlay.model, *most)


def read_spending(connection: sqlite3.Connection) -> Spending:
    """What the record has cost so far, as far as prices are known."""
    unanswered, most = connection.execute(UNANSWERED).fetchone()
    (answered,) = connection.execute(ANSWERED).fetchone()
    return Spending(answered + most, unanswered, most)


def read_unpriced(connection: sqlite3.Connection) -> tuple[Unpriced, ...]:
    """What models took while their prices were not known."""
    return tuple(Unpriced(*row) for row in connection.execute(UNPRICED))


def read_stretch(connection: sqlite3.Connection, model: str) -> Stretch:
    """How far a model's replies have gone past what was foreseen for them, at the worst."""
    return Stretch(*connection.execute(STRETCH, (model,)).fetchone())
