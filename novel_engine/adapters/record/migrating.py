"""Bringing a database to today's format without noting when: nothing of ours knows the clock.

An older database is migrated by sqlite-utils. A new one is given the same tables, and the same notes
of what was done, without it: to import it takes as long as to make them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlite_utils import Database

Steps: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""Migrations, each by name and with its statements, in order."""

FORGET_WHEN = "UPDATE _sqlite_migrations SET applied_at = '' WHERE applied_at <> ''"
NOTES = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)
"""As sqlite-utils has them."""
NOTE = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '')"


def create_migrated(connection: sqlite3.Connection, name: str, steps: Steps) -> None:
    """Apply every step of a set to an empty database, and note them as sqlite-utils would."""
    for statement in (*NOTES, *(one for _, statements in steps for one in statements)):
        connection.execute(statement)
    connection.executemany(NOTE, [(name, step) for step, _ in steps])


def bring_up_to_date(connection: sqlite3.Connection, name: str, steps: Steps) -> None:
    """Apply the steps of a set that are still to be applied, in order."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations(name)
    for step, statements in steps:
        migrations(name=step)(_applying(statements))
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(FORGET_WHEN)


def _applying(statements: Sequence[str]) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in statements:
            database.execute(statement)

    return apply
