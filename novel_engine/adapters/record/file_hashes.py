"""What the record knows of the files in its folder: the hash of each as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from novel_engine.ports.record import Whose


def write_files(connection: sqlite3.Connection, whose: Whose, files: Mapping[str, str]) -> None:
    """Put these in the place of what was noted before, inside the caller's transaction."""
    connection.execute("DELETE FROM files WHERE story = ?", (whose,))
    connection.executemany(
        "INSERT INTO files (story, name, sha256) VALUES (?, ?, ?)",
        [(whose, name, sha256) for name, sha256 in sorted(files.items())],
    )


def read_files(connection: sqlite3.Connection, whose: Whose) -> dict[str, str]:
    """Hash by name."""
    return dict(
        connection.execute("SELECT name, sha256 FROM files WHERE story = ? ORDER BY name", (whose,))
    )
