"""A text in the reader's pager, or printed where there is none that works."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from types import FrameType

from novel_engine.adapters.printing import print_note, print_text
from novel_engine.adapters.untrusted_text import visible_line, visible_text

PAGER = "PAGER"
# What systems have, the better one first.
COMMON_PAGERS = ("less", "more")
# Exit codes by which a shell says that a signal ended a program: this and the signal's number.
SIGNALLED = 128
# The signals by which a reader who has seen enough ends a pager, or a part of one.
READERS_OWN = (signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE)


def show_in_pager(text: str) -> None:
    """Show the text in the pager that PAGER names, as a shell understands it; one that is empty is
    none. It is printed where there is no terminal, and when the pager fails.
    """
    pager = _pager() if sys.stdout.isatty() else ""
    if pager and _shown(pager, visible_text(text.replace("\r\n", "\n"))):
        return
    if pager:
        print_note(f"the pager `{visible_line(pager)}` failed; here is the text without it")
    print_text(text)


def _pager() -> str:
    """The command; empty when there is none to use."""
    named = os.environ.get(PAGER)
    if named is not None:
        return named.strip()
    if os.environ.get("TERM") in ("dumb", "emacs"):
        return ""
    return next((name for name in COMMON_PAGERS if shutil.which(name)), "")


def _shown(pager: str, text: str) -> bool:
    """Whether the pager took the text and ended well; a reader who stops it has seen enough."""
    sys.stdout.flush()
    data = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    before = signal.signal(signal.SIGINT, _leave_to_pager)
    try:
        # The shell is asked for, since PAGER is a command with options and the reader's own.
        with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE) as reading:  # noqa: S602
            try:
                reading.communicate(data)  # of which a reader who has seen enough leaves some
            except KeyboardInterrupt:  # to us alone: nobody would end the pager
                reading.terminate()
                raise
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    by_reader = [code for one in READERS_OWN for code in (-one, SIGNALLED + one)]
    return reading.returncode in (0, *by_reader)


def _leave_to_pager(signum: int, frame: FrameType | None) -> None:
    """Ctrl-C is the pager's to answer."""
