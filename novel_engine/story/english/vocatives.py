"""Whether a line is spoken to somebody: whom it calls by name, bids, asks or thanks, or points at
in the room.

It is precise rather than eager. People speak *of* others far more often than *to* them, and a name
between commas is as often an apposition ("the other one, Ada, never came") or one of a list; only
what leaves no such reading counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.english.text import SAID_AT_ONCE

LEADS = (
    r"(?:(?:oi|hey|well|now|and|oh|ah|yes|no|so|but|then|please|just|come|here|there|look|listen"
    r"|i'm sorry|my dear"
    r"|my good|dear),? )*"
)
ASIDE = (
    r"(?:know|see|say|said|mean|think|call|understand|believe|suppose|reckon|remember|recall"
    r"|told me|tell me)"
)
YOU = rf"you(?:'re|'ve|'d|'ll)?\b(?!(?: \w+){{0,2}}? {ASIDE}(?:[,.?!…]|\Z))(?! and\b|[,.]|\Z)"
YOUR = r"your \w+ (?:is|are|was|were|has|have|had|will|can|looks?)\b"
AUXILIARY = (
    r"(?:do|did|have|had|are|were|will|would|can|could|should|must|shall)(?:n't)?|won't|can't"
)
ASKED = (
    rf"(?:{AUXILIARY}) you\b|(?:what|why|how|where|when) (?:{AUXILIARY}) you\b|(?:what|why"
    rf"|how)\b[^,.]{{0,30}}\byou\b"
)
BIDDEN = (
    r"please\b|don't\b|do not\b|never mind\b|say (?:something|it\b|so\b|what|nothing|that)|come "
    r"(?:here|in|with|and"
    r"|away|back|over|on|down|out|up)\b|look (?:at (?:me|us|him|her|them|this|that|it)|here|up)\b"
    r"|give (?:me|us|it"
    r"|that|this|back)\b|(?:tell|help|show|hear) (?:me|us|him|her|them)\b|tell \w+ (?:what|that"
    r"|about|why|how|who"
    r"|where|the|so)\b|be (?:quiet|careful|honest|so good|kind)|let (?:me|us|go)\b|get (?:me|us"
    r"|out|in|up|your"
    r"|the)\b|go (?:and|on|back|home|away|to bed)\b|keep (?:your|quiet|still|out)\b|do (?:as|it"
    r"|you)\b|make (?:room"
    r"|yourself)\b|read (?:it|this|that)\b|ask (?:her|him|them)\b|for (?:god|heaven|pity|goodness"
    r"|mercy)'s sake\b"
    r"|take (?:it|that|this|your|the|off|my)\b|have a\b|(?:sit|stand|stop|hold|leave|listen"
    r"|answer|speak|forgive"
    r"|bring|open|shut|close|pass|hand|wait|calm|hush|fetch|hurry|promise|explain|put|quit|admit"
    r"|wake|swear|move"
    r"|turn|step)\b"
)
OFFERED = (
    r"I(?:'m| am) sorry\b|I (?:need|want|beg|owe|forgive|trusted|trust|love) you\b|we (?:need"
    r"|have|ought) to (?:talk"
    r"|speak)\b"
)
TOLD_ON = (
    r"[^.!?]*, (?:was|is|had|has|would|will|never|did|does|said|knew|could|can|came"
    r"|went)\b(?! you\b)"
)
OPENS = rf"{LEADS}{{name}}, (?:{YOU}|{YOUR}|{ASKED}|(?:{BIDDEN}|{OFFERED})(?!{TOLD_ON}))"
BIDS = re.compile(
    LEADS
    + r"(?:do not|don't|never|let(?:'s| us| me)?|put|take|give|tell|look|listen|come|go|get|stop"
    r"|wait|hold|sit|stand|stay"
    r"|leave|say|speak|answer|think|remember|forgive|help|bring|fetch|open|shut|close|pass|hand"
    r"|show|read|drink|eat"
    r"|keep|be|have|try|calm|hush|do|make|move|turn|step|hurry|promise|explain|mind|watch|swear"
    r"|drop|spare|quit|lend"
    r"|admit|confess|wake|start|finish|cheer|relax|rest|pick|pull|push|set|pour|enough|please)\b",
    re.IGNORECASE,
)
GREETS = re.compile(
    r"(?:oh,? |well,? |and |but |ah,? )*(?:good (?:morning|evening|night|day|afternoon)|morning"
    r"|evening"
    r"|thank you(?: \w+){0,3}|thanks|i'm (?:\w+ )?sorry|forgive me|welcome(?: back| home)?|there, "
    r"there|hello"
    r"|what(?:'s| is) (?:it|wrong|the matter)|my dear|now then|come now|look here|see here|listen)",
    re.IGNORECASE,
)
TAGGED = re.compile(
    r"n't (?:it|that|I|we|he|she|they|there|so)\Z|\bis(?:n't)? (?:it|that) (?:true|so|right)\Z",
    re.IGNORECASE,
)
NAMED_ALSO = frozenset(
    """one ones other others else man men woman women boy girl lad lass fellow fool brother sister
    friend cousin mother father husband wife son daughter uncle aunt mate partner colleague
    neighbour guest somebody someone anybody anyone nobody everybody everyone people person name
    names who whom whoever say of like namely especially even only including and or not just both
    too all child kid stranger thief liar culprit""".split()
)
ASIDES = re.compile(
    (
        r"(?:\A|[, ])(?:you (?:know|see|mean|say|said)|mind you|ask me|come to (?:that|think of it)"
        r"|say|take|tell you)\Z"
    ),
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"(?:and (?!I\b)[a-z]|so |but |or else |please\b|don't\b|listen\b|look\b|I\b|it\b|that\b"
    r"|what\b|why\b|how\b"
    rf"|where\b|when\b|who\b|not\b|because\b|before\b|if\b|(?:{AUXILIARY}) you\b|{YOU})",
)
NO_CALL = re.compile(
    r"(?:too|of all|for one|for instance|perhaps|maybe|or|who|whose|whom|the|his|her|their|and "
    r"[A-Z]|[A-Z]\w)\b"
)
POINTED_AT = (
    rf"{LEADS}look (?:at )?{{name}} (?:over |right |just )?(?:there|standing|sitting|grinning"
    r"|smiling|blushing"
    rf"|trembling)\b|{LEADS}{{name}} (?:here|there) (?:can|will|has|is|was|knows|knew|says|thinks"
    r"|thought|saw|heard"
    rf"|agrees)\b|{LEADS}here(?:'s| is| comes) {{name}}\b(?!')|{LEADS}(?:as|because|that|than"
    rf"|ask) {{name}} here\b (?:can|will|would|has|is|was|knows|knew|says|saw|heard)\b"
    rf"|{LEADS}{{name}}(?:'s"
    r"| is) (?:right|standing|sitting) (?:\w+ )?(?:here|(?:behind|beside|next to) (?:you|me|us"
    r"|her|him|them))\b"
)


def speaks_to(line: str, name: str, callings: frozenset[str]) -> bool:
    """Whether the line is spoken to whoever bears the name, or points at them. `callings` are the
    words for people's work.
    """
    sentences = (found[0].strip() for found in SAID_AT_ONCE.finditer(line.replace("’", "'")))
    return any(
        _speaks_to(sentence, name, NAMED_ALSO | callings)
        for sentence in sentences
        if name in sentence
    )


def _speaks_to(sentence: str, name: str, also: frozenset[str]) -> bool:
    written = f"(?-i:{re.escape(name)})"
    if any(
        re.match(pattern.replace("{name}", written), sentence, re.IGNORECASE)
        for pattern in (OPENS, POINTED_AT)
    ):
        return True
    return any(
        _is_called(before, after, also) for before, after in _between_commas(sentence, written)
    )


def _between_commas(sentence: str, written: str) -> Iterator[tuple[str, str]]:
    """What stands before and after the name, wherever it stands by itself after a comma."""
    for found in re.finditer(rf", {written}(?=[.!?…;:–—,]|\Z)", sentence):
        yield sentence[: found.start()], sentence[found.end() :]


def _is_in_a_row(before: str, also: frozenset[str]) -> bool:
    """Whether the name follows other names, or words in a row, or is said by the way."""
    last = before.rpartition(" ")[2].strip("'\"“”‘’,")
    follows_name = last.lower() in also or (last[:1].isupper() and last != "I" and " " in before)
    in_a_list = re.fullmatch(r"\w+(?:, \w+)+", before)
    return bool(follows_name or in_a_list or ASIDES.search(before))


def _is_called(before: str, after: str, also: frozenset[str]) -> bool:
    on = after.removeprefix(",").strip()
    ends = not after.startswith(",")
    if _is_in_a_row(before, also):
        return False
    if not ends and (NO_CALL.match(on) or re.match(TOLD_ON, after)):
        return False
    if re.search(r"\byou(?:rs?|rself|'\w+)?\b", before, re.IGNORECASE):
        return ends or GOES_ON.match(on) is not None
    if BIDS.match(before):
        return "?" not in after
    if ends:
        return bool(GREETS.fullmatch(before)) or ("?" in after and bool(TAGGED.search(before)))
    return (
        re.match(rf"(?:so |and )?(?:please\b|listen\b|don't\b|(?:{AUXILIARY}) you\b)", on)
        is not None
    )
