"""Text from outside, made safe to keep, to show and to name things by.

Nothing here escapes for a file format, and nothing touches braces: what a person wrote stays what
they wrote, and whoever fills templates treats it as literal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from string import ascii_letters, ascii_lowercase

from novel_engine.adapters.settled_signs import unsettled

# Characters: of what somebody wrote, in a message.
SHOWN_AT_MOST = 60
# Names: of those there are, in a message; a story told more often has them in `show`.
NAMES_SHOWN = 8
# Characters: of a name made into a file's.
LONGEST_SLUG = 60

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
DIRECTION_MARKS = "\u202a-\u202e\u2066-\u2069"
SURROGATES = "\ud800-\udfff"
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
NO_TEXT = re.compile(f"[{CONTROLS}{NONCHARACTERS}{SURROGATES}]")
"""What no text should hold, much as YAML 1.2 has it: by number, so that Unicode's tables, which
grow, have no say in it.
"""
BYTE_ORDER_MARK = "\ufeff"
UNWANTED = re.compile(f"[{CONTROLS}{NONCHARACTERS}{DIRECTION_MARKS}{BYTE_ORDER_MARK}{SURROGATES}]")
# Signs that show nothing where they stand, by number: marks of direction and of where a line may
# break, fillers, choosers of a variant, tags. The two joiners among them shape words in scripts
# whose letters join.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
JOINERS = "\u200c\u200d"
JOINING = (
    "\u0590-\u109f\u1780-\u18af\u1900-\u1c4f\u1cd0-\u1cff\ua800-\uaaff\uabc0-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e900-\U0001e95f"
)
"""The blocks of Hebrew, Arabic and kin, India and South-East Asia, Mongolian and Adlam."""
INVISIBLE = re.compile(f"[{HIDDEN}]|(?<![{JOINING}])[{JOINERS}]|[{JOINERS}](?![{JOINING}])")
FENCE, LOWER_LETTERS = "```", ascii_lowercase
LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
STEERING = (
    f"{CONTROLS}\r\x85\u2028\u2029{NONCHARACTERS}{DIRECTION_MARKS}{BYTE_ORDER_MARK}{SURROGATES}"
)
"""Signs that a terminal, or whoever reads lines, obeys; a line feed and a tab are none of them."""
STEERING_SIGN = re.compile(f"[{STEERING}]")
CHOOSERS = "\ufe00-\ufe0f"
UNSEEN_SIGN = re.compile(
    f"[{STEERING}]|(?![{CHOOSERS}]){INVISIBLE.pattern}|(?<![^{HIDDEN}])[{CHOOSERS}]"
)
"""The same and what shows nothing; but the choosers of a variant where there is one to choose."""
ESCAPED_IN_JSON = re.compile(f"[{STEERING}{HIDDEN}{JOINERS}]")
# As what `os.fsdecode` gives back of a path the bytes that are no UTF-8.
FIRST_BYTE, LAST_BYTE = 0xDC80, 0xDCFF
APOSTROPHES = re.compile("['’ʼ`´]")
VISIBLE = ("L", "N", "P", "S")
# Marks over or under one letter: the bound of Unicode's Stream-Safe Text Format (UAX #15). To put
# more into their order takes a time that grows with the square of their number.
MOST_MARKS = 30
PERHAPS_MARKS = re.compile(f"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")
# Marks that are two, and are taken for none by their class: put into order, they are sorted too.
DOUBLE_MARKS = frozenset("\u0f73\u0f75\u0f81")
TOO_MANY_MARKS = f"a letter with more than {MOST_MARKS} marks on it"


def clean_text(text: str) -> str:
    """The text in composed form (NFC), with no control character but lines and tabs, and no sign
    that Pythons class differently.
    """
    return _composed(without_unsettled(text))


def composed(text: str) -> str:
    """The text in composed form (NFC), as what is read from files has it."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """The same on one line, its white space single."""
    return " ".join(clean_text(text).split())


def without_unsettled(text: str) -> str:
    """The text without the signs that Pythons class differently."""
    for sign in unsettled(text):
        text = text.replace(sign, "")
    return text


def as_seen(text: str) -> str:
    """The text as a reader sees it: without the signs that show nothing, which could keep its words
    from being known, and those that Pythons class differently.
    """
    return INVISIBLE.sub("", without_unsettled(text))


def strange_sign(text: str) -> tuple[int, str] | None:
    """Where the first sign stands that no text should hold, and what to say of it; None without
    one.
    """
    places = [(found.start(), found[0]) for found in [NO_TEXT.search(text)] if found]
    places += [(text.index(sign), sign) for sign in unsettled(text)]
    named = [(place, named_sign(sign)) for place, sign in places]
    named += [(place, TOO_MANY_MARKS) for place in heap_of_marks(text)]
    return min(named, default=None)


def heap_of_marks(text: str) -> list[int]:
    """Where the first letter's marks are too many, if one's are."""
    for run in PERHAPS_MARKS.finditer(text):
        marks = 0
        for place, sign in enumerate(run[0], run.start()):
            marks = marks + 1 if _is_mark(sign) else 0
            if marks > MOST_MARKS:
                return [place]
    return []


def named_sign(sign: str) -> str:
    """What kind of sign it is that no text should hold, and its number."""
    kind = "a control character"
    if re.fullmatch(f"[{NONCHARACTERS}]", sign):
        kind = "a noncharacter"
    elif re.fullmatch(f"[{SURROGATES}]", sign):
        kind = "half a character"
    elif unsettled(sign):
        kind = "a character that not every Python knows"
    return f"{kind} (U+{ord(sign):04X})"


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 or sign in DOUBLE_MARKS


def _bearable(text: str) -> str:
    """The text with no more marks on a letter than there may be."""
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if _is_mark(sign) else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _composed(text: str) -> str:
    text = UNWANTED.sub("", LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _bearable(text) if heap_of_marks(text) else text).strip()


def is_visible(text: str) -> bool:
    """Whether there is anything in it that a reader would see."""
    return any(unicodedata.category(sign)[0] in VISIBLE for sign in text)


def printable(text: str, most: int = SHOWN_AT_MOST) -> str:
    """The text as a message may show it: one line, no controls, not long."""
    line = " ".join(_composed(text[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def visible_text(text: str) -> str:
    """The text with the number of each sign that a terminal would obey in its place, `\\x1b`."""
    return text if text.isprintable() else STEERING_SIGN.sub(_number, text)


def visible_line(text: str) -> str:
    """The same on one line, and with the signs that show nothing."""
    return UNSEEN_SIGN.sub(_number, text).replace("\n", "\\n").replace("\t", "\\t")


def visible_in_json(document: str) -> str:
    """The same JSON: what its strings hold of these signs is written as JSON writes them."""
    return ESCAPED_IN_JSON.sub(_number_in_json, document)


def _number(found: re.Match[str]) -> str:
    number = ord(found[0])
    if FIRST_BYTE <= number <= LAST_BYTE:
        return f"\\x{number - FIRST_BYTE + 0x80:02x}"
    if number < 0x80:
        return "\\r" if found[0] == "\r" else f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _number_in_json(found: re.Match[str]) -> str:
    pairs = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[n : n + 2].hex()}" for n in range(0, len(pairs), 2))


def slug(text: str) -> str:
    """An id of the letters and digits of any alphabet and single hyphens; it may be empty."""
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LM" or sign.isdecimal() else "-"
        for sign in APOSTROPHES.sub("", clean_line(text).lower())
    )
    whole = "-".join(part for part in kept.split("-") if part)[:LONGEST_SLUG].rstrip("-")
    return unicodedata.normalize("NFC", whole)


def nearest(written: str, options: Iterable[str]) -> str:
    """The option most like what was written, or whose first part is; empty when none is like it."""
    from difflib import get_close_matches

    known = sorted(options)
    for plain in (
        {o.lower(): o for o in known},
        {re.split(r"\W|_", o.lower())[0]: o for o in known},
    ):
        found = get_close_matches(written[:SHOWN_AT_MOST].lower(), plain, n=1, cutoff=0.6)
        if found:
            return plain[found[0]]
    return ""


def suggestion(written: str, options: Iterable[str]) -> str:
    """How to go on after an unknown word: the nearest option, or all of them when they are few."""
    known = sorted(options)
    close = nearest(written, known)
    if close:
        return f"did you mean '{printable(close)}'?"
    if not known:
        return "there are none"
    if len(known) > 30:
        return f"there are {len(known)}, and none is like it"
    return f"known: {', '.join(map(printable, known))}"


def some_of(names: Sequence[str]) -> str:
    """The first few names, each as a message may show it, and how many more there are."""
    shown = [printable(name) for name in names[:NAMES_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"{more:,} more"] if more else shown)


def inside_fence(text: str, letters: str = ascii_letters) -> str | None:
    """What stands in a code fence, if that is all the text is; `letters` are those of the word that
    may follow the first backticks.

    By hand, for time that grows with the text alone: a pattern that may skip white space at every
    place takes minutes over a page of it.
    """
    whole = text.strip()
    if len(whole) < 2 * len(FENCE) or not (whole.startswith(FENCE) and whole.endswith(FENCE)):
        return None
    rest = whole[len(FENCE) : -len(FENCE)].lstrip(letters)
    lead = rest[: len(rest) - len(rest.lstrip())]
    line_end = lead.rfind("\n")
    return None if line_end < 0 else rest[line_end + 1 :].rstrip()
