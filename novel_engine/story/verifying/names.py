"""Whether everybody a chapter names is somebody: of the cast, of the story's own text, or a word
that the language has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.english.stems import folded_word, stem, stems
from novel_engine.story.english.text import COMPOUND, straightened
from novel_engine.story.english.words import PLAIN_WORDS
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, written_of
from novel_engine.story.verifying.passages import (
    Names,
    is_doubted,
    is_spaced,
    names_of,
    narrated_sentences,
)

SENTENCE_OPENING = re.compile(
    r"""(?:\A|[.!?…:;]["')\]]*\s+|["(\[]\s*|\n|--?\s*|—\s*|[.!?…]["']\s*)["']?\Z"""
)
VOCATIVE = re.compile(r'(?:"|[.!?,]\s)\Z')
TITLE = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Prof|Capt|Col|Gen|Lt|Rev|Sgt|Miss|Professor|Doctor|Captain|Father|Sister"
    r"|Uncle|Aunt)\.?\s\Z"
)
DOES = re.compile(
    r"(?:'s\s|\s(?:said|asked|told|replied|answered|nodded|shrugged|smiled|grinned|laughed|frowned"
    r"|sighed|whispered|muttered|murmured|called|shouted|glanced|blinked|winced|swallowed|leaned"
    r"|leant|knelt|sat|stood|walked|came|went|looked|put|took|gave|handed|set|shook|turned|watched"
    r"|wanted|knew|thought|was (?:asleep|awake|there|\w+ing)|had)\b)"
)
# Names that are words besides: these are words only where nobody does anything by them.
WORDS_AND_NAMES = frozenset(
    "will grace rose mark frank bill hope jack art rob sue june dawn joy faith ray dale "
    "glen heather ivy lily daisy olive pearl ruby victor peter jean robin basil miles guy "
    "ernest violet hazel iris carol eve".split()
)
COMMON = frozenset(
    """i i'm i'll i'd i've ok january february march april may june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
    wednesdays thursdays fridays saturdays sundays christmas easter lent advent candlemas michaelmas
    whitsun god lord christ jesus heaven hell devil mary amen bible genesis psalms english french
    german italian spanish latin greek russian polish dutch swedish norwegian danish finnish irish
    scottish welsh european american british roman arabic chinese japanese turkish hungarian swiss
    austrian alps europe america africa asia england scotland ireland wales france germany italy
    spain switzerland austria norway sweden denmark finland russia poland north south east west
    northern southern eastern western arctic antarctic earth mars venus moon jupiter orion polaris
    plough morse celsius fahrenheit mr mrs ms dr miss sir madam doctor captain father mother sister
    brother uncle aunt granny grandmother grandfather saint st tv radio sos am pm""".split()
)
AFTER_AN_ARTICLE = re.compile(r"\b(?:the|a|an)\s\Z", re.IGNORECASE)
CALLED = re.compile(
    r",\s(?:come|look|listen|please|you|what|where|why|who|how|have|did|are|is|do|don't|I|would"
    r"|could|can|will|it's|the|my|be|for|give|tell|get|go|let)\b"
)
UNLIKE_NAMES = (
    "ing",
    "ness",
    "tion",
    "ment",
    "ly",
    "ed",
    "ous",
    "ful",
    "less",
    "ity",
    "ism",
    "ence",
    "ance",
)


def name_faults(brief: ChapterBrief, paragraphs: tuple[Paragraph, ...]) -> Iterator[Fault]:
    """One fault for each stranger, quoting where they stand."""
    names = names_of(tuple(brief.people.values()))
    for paragraph in paragraphs:
        yield from _kin(brief, names, paragraph)
    found: set[str] = set()
    for paragraph in paragraphs:
        for name, fault in _nobodies(brief, straightened(paragraph.text)):
            if name not in found:
                found.add(name)
                yield fault


def _nobodies(brief: ChapterBrief, text: str) -> Iterator[tuple[str, Fault]]:
    """Everybody named who is not in the story, by one form of the name, each with its fault."""
    known, small = _known(brief.vocabulary, brief.declared)
    for name, around in _strangers(text, known, small):
        reason = "somebody is named who is not in the story"
        yield folded_word(name), _unknown(reason, f"{name}: {around}")
    for name in _foreign(text, brief.declared):
        reason = "somebody is named in a script that the story does not use"
        yield name, _unknown(reason, name)


def _unknown(reason: str, evidence: str) -> Fault:
    return Fault("unknown-person", reason, evidence)


@lru_cache(maxsize=8)
def _known(
    vocabulary: frozenset[str], declared: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The words that may have a capital anywhere, and the common ones; without case and accents."""
    parts = {part for word in (*vocabulary, *declared) for part in (word, *re.split(r"['-]", word))}
    capital = {folded_word(word) for word in parts if word[:1].isupper()}
    small = {folded_word(word) for word in parts if word[:1].islower()}
    return frozenset(capital), frozenset(small | PLAIN_WORDS)


def _strangers(
    text: str, known: frozenset[str], small: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for match in COMPOUND.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("'")
        if not _is_capitalised(word) or _is_known(word, known):
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        after = text[match.end() - (match[0] != word) * 2 :]
        opens = SENTENCE_OPENING.search(before) and not TITLE.search(before)
        strange = _is_strange_opening if opens else _is_stranger
        if strange(word, before, after, small) and not _is_compound(word, known, small):
            yield word, " ".join(text[max(0, match.start() - 40) : match.end() + 40].split())


def strange_names(text: str, own: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The names in a text that are in none of a story's `own` words (without case and accents) and do
    what people do, each with what stands before and after it. What has an article is no name, and what
    stands only where a sentence begins may be any word.
    """
    for match in COMPOUND.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("'")
        low = folded_word(word)
        if not _is_capitalised(word) or low in COMMON or low in own or low in PLAIN_WORDS:
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        after = text[match.end() : match.end() + 40]
        opens = SENTENCE_OPENING.search(before) and not TITLE.search(before)
        does = DOES.match(after) or SAID_BEFORE.search(before)
        if (
            does
            and not opens
            and not AFTER_AN_ARTICLE.search(before)
            and not _is_compound(word, own, PLAIN_WORDS)
        ):
            yield word, before, after


def _is_capitalised(word: str) -> bool:
    """Whether it has a capital, and is not all capitals."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _is_known(word: str, known: frozenset[str]) -> bool:
    return _may_be(word, known) and _may_be(folded_word(word), known)


KIN = (
    "wife|husband|child|son|daughter|baby|brother|sister|twin|lover|mistress|fiancée?|sweetheart"
    "|father|mother|uncle|aunt|cousin|nephew|niece|grandson|granddaughter|stepson|stepdaughter"
)


def _kin(brief: ChapterBrief, names: Names, paragraph: Paragraph) -> Iterator[Fault]:
    """Family that is stated of somebody, of which neither their own card nor anything claimed of
    them says a word.
    """
    some = "(?:a|an|another|two|three|one)"
    has = re.compile(rf"(?P<name>{names.pattern}) had {some} (?:\w+ )?(?P<kin>{KIN})s?\b(?!-in|')")
    for sentence in narrated_sentences(paragraph.text):
        for found in has.finditer(sentence.text):
            own = _said_of(brief, names.id_of(found["name"]))
            if not is_doubted(sentence.text) and stem(found["kin"]) not in stems(own):
                reason = "somebody is given family that the story does not know of"
                yield _unknown(reason, sentence.text[:100])


def _said_of(brief: ChapterBrief, person: str) -> str:
    """All that their own card says of somebody, and all that is claimed of them."""
    claims = (claim.text for claim in brief.claims if claim.subject == person)
    return " ".join((*written_of(brief.people[person]), *claims))


def _may_be(word: str, known: frozenset[str]) -> bool:
    low = folded_word(word)
    return low in COMMON or (low in known and low not in WORDS_AND_NAMES)


def _is_compound(word: str, known: frozenset[str], small: frozenset[str]) -> bool:
    """Whether a word with a hyphen or an apostrophe is made of words of which none is strange."""
    parts = [folded_word(part) for part in re.split(r"['-]", word) if part]
    return len(parts) > 1 and all(
        p in known or p in small or p in COMMON or len(p) < 3 for p in parts
    )


def _is_stranger(word: str, before: str, after: str, small: frozenset[str]) -> bool:
    """Inside a sentence a capital means a name, but for a common word that is written large."""
    low = folded_word(word)
    if low in WORDS_AND_NAMES:
        return bool(DOES.match(after) or SAID_BEFORE.search(before))
    return low not in small or bool(TITLE.search(before) and DOES.match(after))


SAID_BEFORE = re.compile(r"\b(?:said|asked|told|replied|answered|called|whispered|and|with|to)\s\Z")


def _is_strange_opening(word: str, before: str, after: str, small: frozenset[str]) -> bool:
    """At the start of a sentence it is a name if no such word is known and it does what people do,
    or is spoken to.
    """
    low = folded_word(word)
    if low in WORDS_AND_NAMES:
        return bool(
            re.match(r"\s(?:said|asked|nodded|shrugged|smiled|laughed|came in|sat|stood)\b", after)
        )
    if low in small or len(low) < 3 or low.endswith(UNLIKE_NAMES):
        return False
    spoken_to = bool(CALLED.match(after)) and bool(VOCATIVE.search(before)) and before.endswith('"')
    return bool(DOES.match(after)) or spoken_to


def _foreign(text: str, declared: frozenset[str]) -> Iterator[str]:
    """Runs of a script without spaces, of which nothing stands in the story's own text."""
    own = "".join(sorted(declared))
    for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text):
        if any(letter not in own for letter in run) and not all(
            is_spaced(letter) for letter in run
        ):
            yield run
