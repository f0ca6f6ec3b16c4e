"""What a Python answers of the signs that a story may hold, as one hash; it imports nothing but the
table, so that any Python can be asked.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata

from novel_engine.adapters.settled_signs import is_settled

ANSWERS = "7629ae57085b739aa2d8a0d64965dd96e36846628bc429ac12ad7017a7600b6c"
LETTER, WORD, SPACE, DIGIT = (re.compile(kind) for kind in (r"[^\W\d_]", r"\w", r"\s", r"\d"))


def answers(sign: str) -> tuple[object, ...]:
    """Everything that our code asks of a sign, be it by itself or in a pattern."""
    return (
        unicodedata.category(sign),
        unicodedata.combining(sign),
        unicodedata.normalize("NFC", sign),
        *(sign.isalpha(), sign.isalnum(), sign.isupper(), sign.islower(), sign.istitle()),
        *(sign.isdecimal(), sign.isdigit(), sign.isspace(), sign.isprintable()),
        *(sign.upper(), sign.lower(), sign.title(), sign.casefold(), sign.capitalize()),
        *(bool(kind.match(sign)) for kind in (LETTER, WORD, SPACE, DIGIT)),
        len(f"a{sign}b".splitlines()),
    )


def digest() -> str:
    """The answers for all settled signs, in the order of their numbers."""
    hashed = hashlib.sha256()
    for number in range(sys.maxunicode + 1):
        if is_settled(chr(number)) and not 0xD800 <= number < 0xE000:
            hashed.update(repr((number, *answers(chr(number)))).encode("utf-8", "backslashreplace"))
    return hashed.hexdigest()


if __name__ == "__main__":
    print(digest())
