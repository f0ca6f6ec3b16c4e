"""The bytes of a record's file, what may lie beside it, and what may lie there in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from tests.tools.mutating.victims import Unfit, Victim, a_row, opened, tables

# Bytes: of the header of a file of SQLite's.
HEADER = 100
JOURNAL = bytes.fromhex("d9d505f920a163d7")
WAL = bytes.fromhex("377f0682")
# Bytes: of a file that has a hole in it, and takes no room.
HUGE = 3_000_000_000


def raw_bytes(victim: Victim) -> str:
    """The file itself: flipped, cut, zeroed, swapped, with other numbers in its header or pages."""
    data, rng = bytearray(victim.record.read_bytes()), victim.rng
    way = rng.choice(WAYS)
    said = way(data, rng)
    victim.record.write_bytes(data)
    return f"bytes: {said}"


def _flipped(data: bytearray, rng: Random) -> str:
    places = sorted(rng.randrange(len(data)) for _ in range(rng.choice([1, 1, 2, 8, 64])))
    for at in places:
        data[at] ^= 1 << rng.randrange(8)
    return f"bits flipped at {places[:8]}"


def _letter(data: bytearray, rng: Random) -> str:
    """A letter of whatever text is there."""
    for _ in range(1000):
        at = rng.randrange(HEADER, len(data) - 4)
        if all(chr(one).isalpha() and one < 128 for one in data[at - 2 : at + 3]):
            data[at] = rng.choice(b"aeostnAEO9_")
            return f"a letter at {at}"
    return "nothing"


def _cut(data: bytearray, rng: Random) -> str:
    size, page = len(data), _page_size(data)
    at = rng.choice([0, 1, 16, 99, 100, 512, page, size - 1, size - page, rng.randrange(size)])
    del data[at:]
    return f"cut at {at} of {size}"


def _zeroed(data: bytearray, rng: Random) -> str:
    page, at = _a_page(data, rng)
    data[at : at + page] = bytes(page) if rng.random() < 0.6 else rng.randbytes(page)
    return f"page at {at} is nothing or noise"


def _header(data: bytearray, rng: Random) -> str:
    at = rng.choice([0, 16, 18, 19, 20, 21, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96])
    length = 1 if 18 <= at <= 23 else 2 if at == 16 else 4
    value = rng.choice(
        [0, 1, 2, 3, 4, 255, 2 ** (8 * length) - 1, rng.randrange(2 ** (8 * length))]
    )
    data[at : at + length] = (value % 2 ** (8 * length)).to_bytes(length, "big")
    return f"header at {at} is {value}"


def _freelist(data: bytearray, rng: Random) -> str:
    pages = len(data) // _page_size(data)
    trunk, count = rng.randrange(pages + 2), rng.choice([1, 2, pages, 2**31])
    data[32:40] = trunk.to_bytes(4, "big") + count.to_bytes(4, "big")
    return f"free list from page {trunk}, {count} long"


def _swapped(data: bytearray, rng: Random) -> str:
    (page, one), (_, two) = _a_page(data, rng), _a_page(data, rng)
    data[one : one + page], data[two : two + page] = (
        data[two : two + page],
        data[one : one + page],
    )
    return f"pages at {one} and {two} swapped"


def _tree(data: bytearray, rng: Random) -> str:
    """The head of a page, or its pointers: so that trees become rings."""
    _, at = _a_page(data, rng)
    at += HEADER if at == 0 else 0
    place = at + rng.choice([0, 1, 3, 5, 7, 8, 9, 10, 11, 12])
    data[place] = rng.choice([0, 2, 5, 10, 13, 255, rng.randrange(256)])
    return f"page head at {place}"


def _appended(data: bytearray, rng: Random) -> str:
    more = rng.choice([1, 100, _page_size(data), 1_000_000])
    data += bytes(more) if rng.random() < 0.5 else rng.randbytes(more)
    return f"{more} bytes more"


def _noise(data: bytearray, rng: Random) -> str:
    kept = rng.choice([0, 16, HEADER, _page_size(data)])
    data[kept:] = rng.randbytes(rng.choice([0, 50, 4096, 100_000]))
    return f"noise after {kept}"


WAYS = (
    *(_flipped, _letter, _tree) * 3,
    *(_zeroed, _header) * 2,
    *(_cut, _freelist, _swapped, _appended, _noise),
)


def _page_size(data: bytearray) -> int:
    return int.from_bytes(data[16:18], "big") or 4096


def _a_page(data: bytearray, rng: Random) -> tuple[int, int]:
    page = _page_size(data)
    return page, page * rng.randrange(max(1, len(data) // page))


def a_journal(victim: Victim) -> str:
    """Something lies beside the record that SQLite takes for a journal of it."""
    victim.left_behind = True
    return f"beside: {victim.rng.choice(JOURNALS)(victim)}"


def _noise_beside(victim: Victim) -> str:
    rng, ending = victim.rng, victim.rng.choice(["-wal", "-journal", "-shm"])
    head = rng.choice([b"", JOURNAL, WAL + b"\x00\x2d\xe2\x18", bytes(32)])
    _beside(victim, ending).write_bytes(head + rng.randbytes(rng.choice([0, 8, 24, 5000, 100_000])))
    return f"{ending} of noise after {head.hex()}"


def _log_of_another(victim: Victim) -> str:
    other = victim.rng.choice(sorted(name for name in victim.others if name != victim.kind))
    with _scratch(victim) as place:
        (place / "story.db").write_bytes(victim.others[other]["story.db"])
        wal = _log_with_a_change(place / "story.db", victim.rng)
    _beside(victim, "-wal").write_bytes(wal)
    return f"the log of {other}"


def _log_of_its_own(victim: Victim) -> str:
    with _scratch(victim) as place:
        shutil.copy(victim.record, place / "story.db")
        wal = bytearray(_log_with_a_change(place / "story.db", victim.rng))
    way = victim.rng.choice(["whole", "cut", "flipped"])
    if way == "cut":
        del wal[victim.rng.randrange(len(wal)) :]
    elif way == "flipped":
        wal[victim.rng.randrange(len(wal))] ^= 1
    _beside(victim, "-wal").write_bytes(wal)
    return f"its own log with a change, {way}"


def _log_with_a_change(path: Path, rng: Random) -> bytes:
    with closing(opened(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        table = rng.choice([one for one in tables(connection) if one.name in ("story", "goals")])
        row = a_row(connection, table, rng)
        column = table.columns[-1] if table.name == "story" else "topic"
        connection.execute(
            f'UPDATE "{table.name}" SET "{column}" = "{column}" || ? WHERE {table.where()}',
            (rng.choice(["", "x"]), *(row[one] for one in table.key)),
        )
        log = path.with_name(path.name + "-wal").read_bytes()
    if not log:  # what is written as it was is not written
        raise Unfit("nothing changed")
    return log


def _hot_journal(victim: Victim) -> str:
    """A change that was under way; to undo it brings the record back."""
    with _scratch(victim) as place:
        path = place / "story.db"
        shutil.copy(victim.record, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("journal_mode = DELETE", "cache_size = 1", "synchronous = OFF"):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            connection.execute("BEGIN")
            connection.execute("UPDATE inputs SET bytes = zeroblob(length(bytes))")
            connection.execute("UPDATE memories SET text = upper(text)")
            journal = bytearray((place / "story.db-journal").read_bytes())
            shutil.copy(path, victim.record)
    way = victim.rng.choice(["whole", "cut", "flipped", "led by another"])
    if way == "cut":
        del journal[victim.rng.randrange(len(journal)) :]
    elif way == "flipped":
        journal[victim.rng.randrange(len(journal))] ^= 1
    elif way == "led by another":
        name = b"/tmp/novel-engine-canary"
        total = sum(name) % 2**32
        journal += name + len(name).to_bytes(4, "big") + total.to_bytes(4, "big") + JOURNAL
    _beside(victim, "-journal").write_bytes(journal)
    return f"a change half done, its journal {way}"


JOURNALS = (_noise_beside, _noise_beside, _log_of_another, _log_of_its_own, _hot_journal)


def another_thing(victim: Victim) -> str:
    """In the record's place, or beside it, lies what is no plain file, or far too much."""
    rng, path = victim.rng, victim.record
    ending = rng.choice(["", "", "-wal", "-shm", "-journal"])
    place = path.with_name(path.name + ending)
    if ending:
        victim.left_behind = True
    else:
        shutil.move(path, victim.folder.parent.parent / "elsewhere.db")
    way = rng.choice(["nothing", "folder", "pipe", "link", "device", "loop", "hole"])
    if way == "folder":
        place.mkdir()
    elif way == "pipe":
        os.mkfifo(place)
    elif way == "link":
        place.symlink_to(path.parent.parent / "neighbour" / "story.db")
    elif way == "device":
        place.symlink_to("/dev/zero")
    elif way == "loop":
        place.symlink_to(place)
    elif way == "hole":
        place.touch()
        os.truncate(place, HUGE)
    if not ending and way in ("nothing", "folder"):
        # DESIGN: 2 is usage, and a folder without a record is no story.
        victim.excused |= {(one, 2) for one in COMMANDS}
    if not ending and way in ("nothing", "folder", "loop"):
        victim.excused.add(("list", 0))  # where no file is, none is listed
    return f"{path.name}{ending} is: {way}"


COMMANDS = ("show", "explain", "why", "read", "resume", "tell")


def _beside(victim: Victim, ending: str) -> Path:
    return victim.record.with_name(victim.record.name + ending)


@contextmanager
def _scratch(victim: Victim) -> Iterator[Path]:
    """A folder away from the victim's, gone afterwards."""
    place = victim.folder.parent.parent / "scratch"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place)
