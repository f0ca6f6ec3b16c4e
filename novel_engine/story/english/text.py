"""What a word, a speech and the end of a sentence are, in text that nobody has marked up: said
here, and nowhere else.

Where two patterns say nearly the same, they mean to differ, and it is said why.
"""

from __future__ import annotations

import re

# Quotation marks, apostrophes and dashes.

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})
MEASURED = STRAIGHT | {
    ord("—"): "-"
}  # to the figures a dash is a dash; to a reader a long one breaks off


def straightened(text: str) -> str:
    """With straight quotes, as every check reads it."""
    return text.translate(STRAIGHT)


# Words. A letter is one of any alphabet.

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
COMPOUND = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
)  # to whoever looks for a name, `north-east` is not `east`
PART = re.compile(
    r"[^\W_]+"
)  # of an id or of an index: figures count, and a hyphen or an underscore parts


def words(text: str) -> list[str]:
    """Its words, in small letters."""
    return [word.lower() for word in WORD.findall(text)]


# Speech, in straight quotes.

SPEECH = re.compile(
    r'"[^"]*"?'
)  # one that nobody closed goes on to the end: what may be speech is not narration
QUOTED = re.compile(
    r'"([^"]*)"'
)  # its words, where they are to be counted or changed: only what is surely speech

# Sentences: where one ends and another begins.

SHORT_TITLE = re.compile(
    r"\b(Mr|Mrs|Ms|Mx|Dr|St|Jr|Sr|Prof|Capt|Col|Gen|Lt|Rev|Revd|Hon|Sgt|Cpl|Maj|Insp|Fr|Mme|Mlle"
    r"|Sra|Srta|(?<!['’])[A-HJ-Z])\."
)
"""Whose full stop ends nothing, and is taken out first: titles, and initials but for I, which is a
word.
"""
NAME_STOP = "\ufdd0"
"""Stands for a full stop in a name while sentences are put together: no text holds this sign, and no
sentence ends at it.
"""
NAME_MARKS = str.maketrans({".": NAME_STOP, "!": "\ufdd1", "?": "\ufdd2"})
"""The same for all that a sentence could end at: of Yahoo! too."""
MARKS_SHOWN = str.maketrans({NAME_STOP: ".", "\ufdd1": "!", "\ufdd2": "?"})


def stops_hidden(text: str) -> str:
    """The text, in which the stops of names and titles end nothing until they are shown again."""
    return SHORT_TITLE.sub(rf"\1{NAME_STOP}", text)


def stops_shown(text: str) -> str:
    """The text with full stops, and the other marks of names, where they were hidden."""
    return text.translate(MARKS_SHOWN)


BREAK_IN_PRINT = re.compile(r"""(?<=[.!?…])["')\]]*\s+(?=["'(\[]?[A-Z])""")
"""In books by anybody: a small letter goes on, as after "Well!" in the middle of a sentence."""
BREAK_IN_LINES = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]?\S)")
"""In lines of our own, as they are written: what follows may be a slot, and their ellipses stand
within sentences.
"""
BREAK_IN_NARRATION = re.compile(r"""(?<=[.!?…])["')\]]*\s+(?=["'(\[]?\w)|\n+""")
"""In what a model wrote: one that forgets its capitals must not hide a second sentence behind the
first.
"""
BEGINNING = re.compile(r"""(?:\A|[.!?]["']? )\Z""")
"""What stands before a sentence of narration."""
BEGINNING_ANYWHERE = re.compile(r"(?:\A|[.!?]['\"]?\s|\A\"|[\s(]\")\Z")
"""What stands before a sentence of narration or of speech: whatever is written there has a
capital.
"""
SAID = re.compile(r"[^.!?]+[.!?]")
"""A sentence in a speech, with its mark."""
SAID_AT_ONCE = re.compile(r"[^.!?…;:–—]+[.!?…;:–—]*")
"""So much of a speech as is said to one person: a dash or a semicolon may turn to another."""
FIRST_STOP = re.compile(r"""[.!?](?=["\s])""")
"""Where a speech of our own may be broken for its tag: at no ellipsis, and at none of its marks but
the last.
"""
NO_NAME_AFTER = re.compile(r"[.!?…:;—–]+[\"'”’)]*\s+|[\"“‘(]|--")
"""After what a capital makes nobody's name: whatever may begin a sentence, in any quotes."""
STOP = re.compile(r"[.!?]['\"”’)]*(?=\s|\Z)")
"""The last of a sentence, with the quotes that close after it: where a text of anybody's may be
cut.
"""


def so_many(count: int, one: str, many: str = "") -> str:
    """A number and what it counts, of which several are `many` if they are not just given an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


BY_THE_WAY = re.compile(
    r"(?<=\}), (who \S+ (?:(?!, who )[^:])+?),(?= (?:has|is|was|does|had|will|would|cannot)\b)"
)
"""What a claim says in passing of somebody in a slot: who they are, or what they wanted."""


SMALL_IN_A_TITLE = frozenset(
    "a an the of in on at to for with by from and or that there was".split()
)


def as_title(text: str) -> str:
    """The words as a title has them: capitals but for small words inside."""
    words = text.split()
    return " ".join(
        word if at and word.lower() in SMALL_IN_A_TITLE else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )
