"""What the record knows of the files in its folder: the hash of each as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from novel_engine.adapters.files.story_folder import is_storys
from novel_engine.adapters.record.door.seals import seal_tables, sealed_rows
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import USE_A_COPY, RecordError
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
    """Hash by name. Raises RecordError when they are not as they were written, or one is no file of
    a story in its folder: a record that somebody sent may name any.
    """
    rows = sealed_rows(connection, path, "files")
    for _, name, _ in rows:
        if not is_storys(name):
            raise RecordError(
                f"{path}: files names '{printable(name)}', which is no file of a story; {USE_A_COPY}"
            )
    return {name: sha256 for story, name, sha256 in rows if story == whose}
