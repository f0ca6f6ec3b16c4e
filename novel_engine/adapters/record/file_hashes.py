"""What the record knows of the files in its folder: the hash of each as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from novel_engine.adapters.record.door.seals import seal_tables, sealed_rows
from novel_engine.ports.record import Whose


def write_files(connection: sqlite3.Connection, whose: Whose, files: Mapping[str, str]) -> None:
    """Put these in the place of what was noted before, inside the caller's transaction."""
    connection.execute("DELETE FROM files WHERE story = ?", (whose,))
    connection.executemany(
        "INSERT INTO files (story, name, sha256) VALUES (?, ?, ?)",
        [(whose, name, sha256) for name, sha256 in sorted(files.items())],
    )
    seal_tables(connection, "files")


def read_files(connection: sqlite3.Connection, path: Path, whose: Whose) -> dict[str, str]:
    """Hash by name. Raises RecordError when they are not as they were written."""
    rows = sealed_rows(connection, path, "files")
    return {name: sha256 for story, name, sha256 in rows if story == whose}
