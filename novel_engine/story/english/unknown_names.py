"""Names that nobody in a story knows: capitalised words that no beginning of a sentence accounts
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.english.text import NO_NAME_AFTER

NAMES_OF_THE_WORLD = frozenset(
    """i i'm i'd i'll i've god gods lord christ jesus heaven hell saint saints st mary devil satan
    bible scripture gospel amen christian christians jew jewish muslim catholic protestant lutheran
    hindu buddhist allah providence nature fate death time fortune luck christmas easter advent lent
    michaelmas martinmas candlemas whitsun eve new year years hogmanay ramadan eid passover hanukkah
    diwali sabbath monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december english french german italian
    spanish portuguese polish russian ukrainian dutch belgian swiss austrian hungarian czech
    norwegian swedish danish icelandic finnish irish scottish scots welsh greek turkish persian
    arabic hebrew indian chinese japanese african american canadian australian latin roman gaelic
    european british victorian england britain france germany italy spain portugal poland russia
    ukraine holland belgium switzerland austria hungary norway sweden denmark iceland finland
    ireland scotland wales greece turkey persia egypt india china japan america africa asia europe
    australia canada atlantic pacific baltic alps alpine arctic antarctic london paris rome vienna
    berlin north south east west northern southern eastern western earth sun moon mars venus sir
    madam mr mrs mx miss ms dr mister doctor captain professor sergeant inspector mum mam mama
    mother father dad da papa grandmother grandfather granny gran grandad aunt auntie uncle celsius
    fahrenheit morse latin bach mozart shakespeare bengal samaritan turk ok okay tv bbc sos
    o""".split()
)
CAPITALISED = re.compile(r"(?<![\w'’])[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Captain|Sergeant|Inspector|Constable|Father|Sister|Brother"
    r"|Aunt|Uncle|Old|Young"
    r"|Professor|Colonel|Major|Lady|Lord|Sir)\.? ([^\W\d_a-z][^\W\d_]+)"
)
SPEAKS = re.compile(
    r"(?:\A|[.!?…] )([A-Z][^\W\d_]{2,})(?:,? (?:told|said|says|tells|warned|swore|promised) (?:me"
    r"|us|you|him|her|it"
    r"|so|that)\b)"
)
NAME_THAT_KNOWS = re.compile(
    r"(?:\A|[.!?…] )([A-Z][^\W\d_]{2,}) (?:(?:himself |herself |also |only |always )?(?:saw|heard"
    r"|thinks|thought"
    r"|believes|believed|swears|reckons|saw to it|asked me|asked you|asked us)\b|knows (?:about"
    r"|that|what|who|where"
    r"|why|how|all|it|me|you|him|her)\b)"
)
NOT_NAMES = frozenset(
    """nobody everybody somebody anybody everyone someone anyone people they he she who mother
    father that this which what those these others both neither either all none one another whoever
    rumour legend you we it there half most many few some each every more women men children dogs
    walls heaven only never always nor and but then neighbours others experts fools youngsters
    elders neither""".split()
)


def strangers(text: str, known: frozenset[str]) -> list[str]:
    """The names in a text that are neither among the known words, in small letters, nor those of
    the world at large.
    """
    familiar = known | NAMES_OF_THE_WORLD
    return [name for name in _names_in(text) if not _parts(name) & familiar]


def _names_in(text: str) -> Iterator[str]:
    """The capitalised words that begin no sentence, and those at a beginning that must be a
    person's.
    """
    yield from _inside_sentences(text)
    for pattern in (TITLED, SPEAKS, NAME_THAT_KNOWS):
        yield from (
            n
            for n in pattern.findall(text)
            if n.lower() not in NOT_NAMES and not (pattern is NAME_THAT_KNOWS and _are_many(n))
        )


def _inside_sentences(text: str) -> Iterator[str]:
    begins = {0} | {found.end() for found in NO_NAME_AFTER.finditer(text)}
    for found in CAPITALISED.finditer(text):
        word = found[0]
        if found.start() not in begins and word[0].isupper() and not word.isupper():
            yield word


def _are_many(name: str) -> bool:
    """Whether a word is rather the plural of some kind of people, or of things."""
    return name.endswith("s") and not name.endswith(("us", "as", "is"))


def _parts(name: str) -> frozenset[str]:
    """A name's words in small letters, without a possessive."""
    bare = re.sub(r"['’]s?\Z", "", name.lower())
    return frozenset(
        (bare, bare.removesuffix("s"), bare.removesuffix("es"), *re.split(r"['’-]", bare))
    )
