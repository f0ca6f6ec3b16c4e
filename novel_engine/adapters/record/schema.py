"""The tables of `story.db`: what was given, the log, and the read models that follow it.

Constraints state what the domain promises, so that a bug fails here and not in a story. The log
(`turns`, `events`, `event_causes`) is append-only. References are checked at the commit, where a
whole turn stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from novel_engine.adapters.record.door.chain import seal_all
from novel_engine.adapters.record.door.known_schema import DatabaseSchema, schemas_after
from novel_engine.adapters.record.door.seals import HAS_SEALS, SEALS
from novel_engine.adapters.record.migrating import bring_up_to_date, create_migrated
from novel_engine.adapters.record.outlays import OUTLAYS
from novel_engine.adapters.record.views import COSTS, SEAL_REFUSALS, TRIGGERS, VIEWS

# A mark: "NovE", by which a file of SQLite's is known to be a record.
APPLICATION_ID = 0x4E6F7645
# A count: of the formats there have been; an older record is brought up to it, a newer one refused.
FIRST_FORMAT, RECORD_FORMAT = 1, 4
# The format since which a record is sealed: one that says it is older has no seals.
FIRST_SEALED = 4
SAY_FORMAT = f"PRAGMA user_version = {RECORD_FORMAT}"

TO_PERSON = "REFERENCES characters (id) DEFERRABLE INITIALLY DEFERRED"
TO_PLACE = "REFERENCES places (id) DEFERRABLE INITIALLY DEFERRED"
TO_FACT = "REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED"
TO_TURN = "REFERENCES turns (turn) DEFERRABLE INITIALLY DEFERRED"
TO_EVENT = "REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED"
STATUSES = "('latent', 'open', 'complicated', 'answered', 'unsolved', 'abandoned')"

GIVENS = (
    """
    CREATE TABLE story (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        CHECK (key <> 'state' OR value IN ('running', 'ended'))
    ) STRICT, WITHOUT ROWID""",
    """
    CREATE TABLE inputs (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        bytes BLOB NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        UNIQUE (kind, path)
    ) STRICT""",
    """
    CREATE TABLE places (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        preposition TEXT NOT NULL,
        private INTEGER NOT NULL CHECK (private IN (0, 1)),
        adjacent TEXT NOT NULL CHECK (json_valid(adjacent))
    ) STRICT""",
    f"""
    CREATE TABLE characters (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        short TEXT NOT NULL,
        age INTEGER NOT NULL,
        description TEXT NOT NULL,
        place TEXT {TO_PLACE},
        gone TEXT
    ) STRICT""",
    f"""
    CREATE TABLE items (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        decisive INTEGER NOT NULL CHECK (decisive IN (0, 1)),
        holder TEXT {TO_PERSON},
        place TEXT {TO_PLACE},
        hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
        destroyed INTEGER {TO_EVENT},
        CHECK (holder IS NULL OR place IS NULL)
    ) STRICT""",
    f"""
    CREATE TABLE facts (
        id TEXT PRIMARY KEY,
        topic TEXT NOT NULL,
        kind TEXT NOT NULL,
        claim TEXT NOT NULL,
        truth INTEGER NOT NULL CHECK (truth IN (0, 1)),
        stakes INTEGER NOT NULL,
        subject TEXT {TO_PERSON},
        secret_of TEXT {TO_PERSON}
    ) STRICT""",
    f"""
    CREATE TABLE threads (
        id TEXT PRIMARY KEY,
        question TEXT NOT NULL,
        topic TEXT NOT NULL,
        stakes INTEGER NOT NULL,
        main INTEGER NOT NULL CHECK (main IN (0, 1)),
        status TEXT NOT NULL DEFAULT 'latent' CHECK (status IN {STATUSES}),
        event INTEGER {TO_EVENT}
    ) STRICT""",
)

LOG = (
    """
    CREATE TABLE turns (
        turn INTEGER PRIMARY KEY CHECK (turn >= 0),
        scene INTEGER,
        events INTEGER NOT NULL CHECK (events BETWEEN 1 AND 100)
    ) STRICT""",
    f"""
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        turn INTEGER NOT NULL {TO_TURN},
        seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 99),
        tag TEXT NOT NULL,
        version INTEGER NOT NULL,
        scene INTEGER,
        place TEXT {TO_PLACE},
        actor TEXT {TO_PERSON},
        verb TEXT,
        fields TEXT NOT NULL CHECK (json_valid(fields)),
        CHECK (id = turn * 100 + seq)
    ) STRICT""",
    f"""
    CREATE TABLE event_causes (
        event INTEGER NOT NULL {TO_EVENT},
        position INTEGER NOT NULL,
        cause INTEGER NOT NULL {TO_EVENT},
        PRIMARY KEY (event, position),
        CONSTRAINT a_cause_precedes_its_event CHECK (cause < event)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX event_causes_by_cause ON event_causes (cause)",
)

MEMORY_TABLES = (
    f"""
    CREATE TABLE memories (
        id INTEGER PRIMARY KEY,
        person TEXT NOT NULL {TO_PERSON},
        event INTEGER NOT NULL {TO_EVENT},
        text TEXT NOT NULL CHECK (text <> '')
    ) STRICT""",
    """
    CREATE VIRTUAL TABLE memories_fts USING fts5 (
        text, content = 'memories', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
    )""",
)

READ_MODELS = (
    f"""
    CREATE TABLE scenes (
        scene INTEGER PRIMARY KEY,
        frame TEXT NOT NULL,
        place TEXT NOT NULL {TO_PLACE},
        company TEXT NOT NULL CHECK (json_valid(company)),
        day INTEGER NOT NULL,
        hour INTEGER NOT NULL,
        variable TEXT NOT NULL,
        variable_start INTEGER NOT NULL,
        variable_end INTEGER,
        changed INTEGER CHECK (changed IN (0, 1)),
        opened INTEGER NOT NULL {TO_EVENT},
        closed INTEGER {TO_EVENT}
    ) STRICT""",
    f"""
    CREATE TABLE percepts (
        event INTEGER NOT NULL {TO_EVENT},
        person TEXT NOT NULL {TO_PERSON},
        clarity TEXT NOT NULL CHECK (clarity IN ('whole', 'outline', 'own')),
        noticed TEXT NOT NULL CHECK (json_valid(noticed)),
        PRIMARY KEY (event, person)
    ) STRICT, WITHOUT ROWID""",
    f"""
    CREATE TABLE beliefs (
        person TEXT NOT NULL {TO_PERSON},
        fact TEXT NOT NULL {TO_FACT},
        value INTEGER NOT NULL CHECK (value IN (0, 1)),
        confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
        source TEXT NOT NULL,
        teller TEXT {TO_PERSON},
        since INTEGER NOT NULL {TO_EVENT},
        event INTEGER NOT NULL {TO_EVENT},
        PRIMARY KEY (person, fact)
    ) STRICT, WITHOUT ROWID""",
    f"""
    CREATE TABLE relationships (
        person TEXT NOT NULL {TO_PERSON},
        other TEXT NOT NULL {TO_PERSON},
        axis TEXT NOT NULL CHECK (axis IN ('affection', 'trust', 'respect', 'fear', 'debt')),
        level INTEGER NOT NULL CHECK (level BETWEEN -3 AND 3),
        event INTEGER NOT NULL {TO_EVENT},
        PRIMARY KEY (person, other, axis),
        CONSTRAINT nobody_relates_to_themself CHECK (person <> other)
    ) STRICT, WITHOUT ROWID""",
    f"""
    CREATE TABLE emotions (
        person TEXT NOT NULL {TO_PERSON},
        emotion TEXT NOT NULL
            CHECK (emotion IN ('anger', 'fear', 'grief', 'shame', 'joy', 'longing', 'guilt')),
        target TEXT NOT NULL,
        level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
        event INTEGER NOT NULL {TO_EVENT},
        PRIMARY KEY (person, emotion, target)
    ) STRICT, WITHOUT ROWID""",
    f"""
    CREATE TABLE goals (
        person TEXT NOT NULL {TO_PERSON},
        kind TEXT NOT NULL,
        topic TEXT NOT NULL,
        target TEXT NOT NULL,
        weight INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 5),
        taken INTEGER NOT NULL {TO_EVENT},
        dropped INTEGER {TO_EVENT},
        PRIMARY KEY (person, kind, topic)
    ) STRICT, WITHOUT ROWID""",
    *MEMORY_TABLES,
)

CALLS = (
    """
    CREATE TABLE replies (
        key TEXT PRIMARY KEY,
        seam TEXT NOT NULL CHECK (seam IN ('deciding', 'framing', 'narrating')),
        model TEXT NOT NULL,
        parameters TEXT NOT NULL CHECK (json_valid(parameters)),
        prompt TEXT NOT NULL,
        reply TEXT NOT NULL,
        tokens_in INTEGER NOT NULL CHECK (tokens_in >= 0),
        tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
        cost_usd REAL NOT NULL CHECK (cost_usd >= 0),
        created_turn INTEGER NOT NULL,
        occurrence INTEGER NOT NULL CHECK (occurrence >= 0)
    ) STRICT""",
    """
    CREATE TABLE fallbacks (
        id INTEGER PRIMARY KEY,
        seam TEXT NOT NULL,
        turn INTEGER NOT NULL,
        name TEXT NOT NULL,
        reason TEXT NOT NULL,
        UNIQUE (seam, turn, name)
    ) STRICT""",
)

TELLINGS = (
    f"""
    CREATE TABLE tellings (
        name TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        focalizer TEXT NOT NULL {TO_PERSON},
        ending TEXT NOT NULL,
        motif TEXT NOT NULL,
        words INTEGER NOT NULL
    ) STRICT""",
    f"""
    CREATE TABLE chapters (
        telling TEXT NOT NULL REFERENCES tellings (name) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number >= 1),
        title TEXT NOT NULL,
        focalizer TEXT NOT NULL {TO_PERSON},
        shortfalls TEXT NOT NULL CHECK (json_valid(shortfalls)),
        PRIMARY KEY (telling, number)
    ) STRICT, WITHOUT ROWID""",
    """
    CREATE TABLE paragraphs (
        telling TEXT NOT NULL,
        n INTEGER NOT NULL CHECK (n >= 1),
        chapter INTEGER NOT NULL,
        text TEXT NOT NULL,
        speaker TEXT NOT NULL,
        fragment TEXT NOT NULL,
        PRIMARY KEY (telling, n),
        FOREIGN KEY (telling, chapter) REFERENCES chapters (telling, number) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    f"""
    CREATE TABLE paragraph_events (
        telling TEXT NOT NULL,
        n INTEGER NOT NULL,
        position INTEGER NOT NULL,
        event INTEGER NOT NULL {TO_EVENT},
        PRIMARY KEY (telling, n, position),
        FOREIGN KEY (telling, n) REFERENCES paragraphs (telling, n) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX paragraph_events_by_event ON paragraph_events (event)",
)

# No program of format 1 ever asked a model, so its archive is empty in every record there is.
ARCHIVE = (
    "DROP VIEW v_costs",
    "DROP TABLE replies",
    """
    CREATE TABLE replies (
        key TEXT PRIMARY KEY CHECK (length(key) = 64),
        question TEXT NOT NULL CHECK (length(question) = 64),
        occurrence INTEGER NOT NULL CHECK (occurrence >= 0),
        seam TEXT NOT NULL CHECK (seam IN ('deciding', 'framing', 'narrating')),
        about TEXT NOT NULL,
        turn INTEGER NOT NULL,
        model TEXT NOT NULL,
        parameters TEXT NOT NULL CHECK (json_valid(parameters)),
        version TEXT NOT NULL,
        schema TEXT NOT NULL,
        system TEXT NOT NULL,
        user TEXT NOT NULL,
        reply TEXT NOT NULL,
        stopped TEXT NOT NULL CHECK (stopped IN ('', 'length', 'blocked')),
        why TEXT NOT NULL,
        tokens_in INTEGER NOT NULL CHECK (tokens_in >= 0),
        tokens_out INTEGER NOT NULL CHECK (tokens_out >= 0),
        cost_usd REAL CHECK (cost_usd >= 0),
        UNIQUE (question, occurrence)
    ) STRICT""",
    """
    CREATE TABLE rejections (
        id INTEGER PRIMARY KEY,
        seam TEXT NOT NULL CHECK (seam IN ('deciding', 'framing', 'narrating')),
        turn INTEGER NOT NULL,
        about TEXT NOT NULL,
        attempt INTEGER NOT NULL CHECK (attempt >= 0),
        code TEXT NOT NULL CHECK (code <> ''),
        reason TEXT NOT NULL,
        n INTEGER NOT NULL CHECK (n >= 0),
        UNIQUE (seam, turn, about, attempt, code, reason, n)
    ) STRICT""",
    COSTS,
)


# Of which story a file in the folder is: of this one, or of the one that was here before it.
FILES = """
    CREATE TABLE files (
        story TEXT NOT NULL CHECK (story IN ('this', 'before')),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        PRIMARY KEY (story, name)
    ) STRICT, WITHOUT ROWID"""


MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0001_first_tables", (*GIVENS, *LOG, *READ_MODELS, *CALLS, *TELLINGS, *TRIGGERS, *VIEWS)),
    ("0002_archive", ARCHIVE),
    ("0003_outlays", OUTLAYS),
    ("0004_files", (FILES,)),
    ("0005_seals", (*SEALS, *SEAL_REFUSALS)),
)
"""Each step from an empty file to today's format. What was released is never changed."""
SET = "novel-engine"


# What a record of today's format is known by at a glance: the hash of its schema.
SCHEMA_SHA256 = "61deea0be468585552b7913f7115b09756040fc5f1921e7db4e43a1ea98c6460"


def schemas_of_today() -> Iterator[DatabaseSchema]:
    """The schema of a record as this program makes it."""
    return islice(schemas_after(SET, MIGRATIONS, 1), 1)


def schemas_till_now() -> Iterator[DatabaseSchema]:
    """The schemas of every record that was made before."""
    return schemas_after(SET, MIGRATIONS, 1)


def create(connection: sqlite3.Connection) -> None:
    """Give an empty database today's format."""
    create_migrated(connection, SET, MIGRATIONS)
    connection.execute(SAY_FORMAT)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an older database to today's format, one numbered migration after another: whole, or not
    at all, so that one which has seals to put into and none in it lost them.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        has_seals = connection.execute(HAS_SEALS).fetchone() is not None
        bring_up_to_date(connection, SET, MIGRATIONS)
        if not has_seals:
            seal_all(connection)
        connection.execute(SAY_FORMAT)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
