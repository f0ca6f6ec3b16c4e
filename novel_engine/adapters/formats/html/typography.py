"""Quotation marks and apostrophes as a book has them, from those that a keyboard has."""

from __future__ import annotations

import re

DOUBLE_OPENS = re.compile(r'(?<![^\s(\[“‘\'])"(?=\S)')
SINGLE_OPENS = re.compile(r"(?<![^\s(\[“])'(?=\S)")
LEFT_OUT = re.compile(
    r"(?<!\w)'(?=\d|(?:em|tis|twas|twere|til|cause|bout|round|n|d|ll|ve|re|s)\b)", re.IGNORECASE
)
"""An apostrophe for what is not said before it: 'em, '98."""


def typeset(text: str) -> str:
    """The same words with marks that open and close."""
    text = LEFT_OUT.sub("’", text)
    text = DOUBLE_OPENS.sub("“", text).replace('"', "”")
    return SINGLE_OPENS.sub("‘", text).replace("'", "’")
