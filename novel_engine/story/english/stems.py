"""What the forms of a word have in common, which words mean about the same, and which carry no
matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from novel_engine.story.english.text import COMPOUND, straightened

LEAST_WORD = 3
"""Letters: stems of fewer carry no matter."""


@lru_cache(maxsize=4096)
def folded_word(word: str) -> str:
    """A word without case and accents."""
    found = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in found if not unicodedata.combining(letter))


SUFFIXES = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e")
IRREGULAR_STEMS: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """drew:draw drawn:draw took:take taken:take gave:give given:give went:go gone:go
    going:go goes:go broke:break broken:break stole:steal stolen:steal burnt:burn cut:cut
    cutting:cut lay:lie lain:lie lying:lie slept:sleep left:leave leaving:leave sold:sell tore:tear
    torn:tear threw:throw thrown:throw hid:hide hidden:hide bore:bear borne:bear swore:swear
    sworn:swear wrote:write written:write ran:run sank:sink sunk:sink lit:light sat:sit sitting:sit
    made:make kept:keep found:find told:tell said:say knew:know known:know meant:mean came:come
    saw:see seen:see bought:buy brought:bring thought:think lost:lose spent:spend sent:send
    held:hold put:put let:let set:set shut:shut struck:strike spilt:spill poured:pour mended:mend
    slit:slit ripped:rip emptied:pour empties:pour emptying:pour copied:copy copies:copy
    copying:copy""".split()
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What a word's forms have in common, near enough: pours, poured, pouring → pour."""
    low = folded_word(word.removesuffix("'s").removesuffix("'"))
    bare = _without_ending(IRREGULAR_STEMS.get(low, low))
    doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "ls"
    return bare[:-1] if doubled else bare


def _without_ending(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of all words in a text."""
    return frozenset(stem(word) for word in COMPOUND.findall(straightened(text)))


ALIKE: Mapping[str, str] = {
    stem(word): words.split()[0]
    for words in (
        "pour drain tip siphon spill",
        "steal take pinch pilfer thieve rob",
        "break smash shatter wreck",
        "burn fire torch",
        "cut slice slit snip razor",
        "tear rip",
        "hide conceal bury stash",
        "sell trade pawn",
        "bear endure stomach",
        "live settle stay move",
        "copy transcribe",
        "fuel petrol paraffin spirit",
        "house home",
        "leave go depart",
        "bed bunk",
    )
    for word in words.split()
}


def content_alike(found: frozenset[str]) -> frozenset[str]:
    """Stems, with one for all that mean about the same."""
    return frozenset(ALIKE.get(word, word) for word in found)


def content(text: str) -> frozenset[str]:
    """The stems of a text's words that carry its matter."""
    return frozenset(s for s in stems(text) if len(s) >= LEAST_WORD and s not in STOP_STEMS)


STOP_STEMS = stems(
    """the and but for with without from into onto out off over under about after before that this
    these those there here where which who whom whose what when then than his her hers him she they
    them their theirs its itself not never nor been being was were are have has had having does did
    doing will would could should might must shall may can very only just still even also too any
    some all each every own other another such more most much many few one two three nobody nothing
    anyone anything someone something everyone everything going goes get got make made put let
    because while until during through across between against among upon toward towards down again
    once yet"""
)


FUNCTION = STOP_STEMS - stems("go get make put let down out off over up two three nobody")
