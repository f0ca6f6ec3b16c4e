"""Words from outside, on one line."""

from __future__ import annotations


def plain_line(text: str) -> str:
    """The words on one line, with nothing in it that cannot be seen; empty when there is no letter
    and no figure in it.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if any(sign.isalnum() for sign in line) else ""
