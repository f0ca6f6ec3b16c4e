"""Whether what a command made of a damaged record is what is promised: the right answer, or 6."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.tools.mutating.trying import CPU, PEAK, Ending
from tests.tools.mutating.victims import Victim

RIGHT, REFUSED, OTHERWISE = "right", "refused", "of its own"
"""The endings that are as they should be: the sound record's answer; 6; and what may come of a
record whose author made another story of it.
"""
SOUND_ENDINGS = (RIGHT, REFUSED, OTHERWISE)
DAMAGED = 6
MOST_LINES = 3
# Letters: of a message, of which a name or two from the record may be a part.
LONGEST = 1_500
# Control characters but the end of a line and the tab, and what turns a line round or is no text.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
FORGED = {
    # What there is in another story may be asked for by a wrong number or name, be of a model that
    # is not here, or be paid for already. 3 stays a fault: the person wrote none of these files.
    "explain": (0, 2),
    "why": (0, 2),
    "show": (0, 2),
    "tell": (0, 2, 4, 5),
    "resume": (0, 4, 5),
    "read": (0, 2),
    "list": (0,),
}
"""The codes of each command for a record that is another story's, and agrees with itself."""


def judged(command: str, sound: Ending, got: Ending, victim: Victim, base: int) -> str:
    """One of SOUND_ENDINGS, or what is wrong."""
    if fault := _fault(sound, got, base):
        return fault
    if command == "list":
        return _list(sound, got, victim)
    if got.code == DAMAGED:
        return "half an answer, then 6" if got.out else REFUSED
    if (got.code, got.out) == (sound.code, sound.out) and (got.code == 0 or got.err == sound.err):
        return RIGHT
    if (command, got.code) in victim.excused:
        return OTHERWISE
    if victim.forged and got.code in FORGED[command]:
        return OTHERWISE
    return "another answer" if got.code == 0 else f"code {got.code}"


def _fault(sound: Ending, got: Ending, base: int) -> str:
    """What nothing excuses."""
    if got.touched:
        return f"touched: {got.touched[0].split()[0]}"
    if got.code < 0:
        return {-14: "hang", -24: "slow", -9: "slow"}.get(got.code, f"killed by {-got.code}")
    if got.peak - base > PEAK:
        return "memory"
    if got.seconds > CPU:
        return "slow"
    if b"Traceback" in got.err:
        return "traceback"
    if b"bug in novel-engine" in got.err or got.code == 1:
        return f"bug: {_bug(got.err)}"
    return _unfit_words(sound, got)


def _bug(err: bytes) -> str:
    found = re.search(rb"\((\w+): ?(.{0,40})", err)
    return found[1].decode() if found else "without a word"


def _unfit_words(sound: Ending, got: Ending) -> str:
    said = got.err.decode("utf-8", "surrogateescape")
    if len(said.splitlines()) > max(MOST_LINES, len(sound.err.splitlines())):
        return "more than three lines"
    if len(said) > max(LONGEST, len(sound.err)):
        return "a very long message"
    if UNPRINTABLE.search(said):
        return "unprintable on standard error"
    if got.out != sound.out and UNPRINTABLE.search(got.out.decode("utf-8", "surrogateescape")):
        return "unprintable on standard output"
    return ""


def _list(sound: Ending, got: Ending, victim: Victim) -> str:
    """The sound story beside it is listed as ever, and this one as ever, as unreadable, or not."""
    if got.code != 0:
        return f"code {got.code}"
    rows, known = _rows(got.out), _rows(sound.out)
    if rows is None or known is None:
        return "no list"
    beside = [row for row in rows if row["folder"] != victim.folder.name]
    if beside != [row for row in known if row["folder"] != victim.folder.name]:
        return "another answer for the story beside it"
    if rows == known:
        return RIGHT
    own = [row for row in rows if row["folder"] == victim.folder.name]
    if own and own[0]["state"] == "unreadable":
        return REFUSED
    if victim.forged or (not own and ("list", 0) in victim.excused):
        return OTHERWISE
    return "another answer"


def _rows(out: bytes) -> list[dict[str, Any]] | None:
    try:
        return list(json.loads(out))
    except ValueError:
        return None
