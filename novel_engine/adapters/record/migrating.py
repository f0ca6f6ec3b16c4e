"""Bringing a database to today's format without noting when: nothing of ours knows the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

FORGET_WHEN = "UPDATE _sqlite_migrations SET applied_at = '' WHERE applied_at <> ''"


def bring_up_to_date(database: Database, migrations: Migrations) -> None:
    """Apply the migrations that are still to be applied, in order."""
    migrations.apply(database)
    database.execute(FORGET_WHEN)
