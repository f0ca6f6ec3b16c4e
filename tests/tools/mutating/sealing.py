"""The seals of a record made anew, as its author could: what only a stranger's carelessness would
leave broken is whole again.

The program's own function does it, so that nothing here knows how records are sealed. Before there
is one, a record has no seals, and nothing is to be done.
"""

from __future__ import annotations

import hashlib
import sqlite3
from importlib import import_module
from importlib.util import find_spec

from novel_engine.errors import NovelError
from tests.tools.mutating.victims import Unfit, Victim, editing

DOOR, CHAIN, SEAL_ALL = "novel_engine.adapters.record.door", "chain", "seal_all"
"""Where the program seals all that a record holds, and by which name."""
SEALS = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%seals'"


def seal(victim: Victim) -> None:
    """Make every hash and seal of the record agree with what it now holds. Raises Unfit where it
    holds what cannot be sealed.
    """
    with editing(victim.record) as connection:
        mend_input_hashes(connection)
        seals = [name for (name,) in connection.execute(SEALS).fetchall()]
        if seals:
            make_seals(connection, seals)
    victim.forged = True


def mend_input_hashes(connection: sqlite3.Connection) -> None:
    """Every kept input has the hash of the bytes it has now."""
    for identity, data in connection.execute("SELECT id, bytes FROM inputs").fetchall():
        if isinstance(data, bytes):
            connection.execute(
                "UPDATE inputs SET sha256 = ? WHERE id IS ?",
                (hashlib.sha256(data).hexdigest(), identity),
            )


def make_seals(connection: sqlite3.Connection, tables: list[str]) -> None:
    """Have the program seal everything again. Raises AssertionError where nobody here knows how:
    then this module is to be told.
    """
    if find_spec(DOOR) is None:
        raise AssertionError(f"records have seals ({', '.join(tables)}), and {DOOR} is not there")
    seal_all = getattr(import_module(f"{DOOR}.{CHAIN}"), SEAL_ALL)
    for name in tables:
        connection.execute(f'DELETE FROM "{name}"')
    try:
        seal_all(connection)
    except (TypeError, ValueError, RecursionError, NovelError) as problem:
        raise Unfit(str(problem)) from problem
