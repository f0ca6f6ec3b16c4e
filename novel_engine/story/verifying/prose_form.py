"""Whether a chapter is prose at all: no markup, data or directions, no refusal, nothing twice, of
the length it should have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.asking.fault_codes import FaultCode
from novel_engine.story.english.backshift import told_in_the_past
from novel_engine.story.english.first_person import said_of_self
from novel_engine.story.english.text import BREAK_IN_NARRATION, SPEECH, straightened, words
from novel_engine.story.english.words import LONGEST_REPEAT
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, ClaimBrief
from novel_engine.story.verifying.thresholds import (
    FEWEST_FOR_ENGLISH,
    FEWEST_FOR_LENGTH,
    FEWEST_FOR_TENSE,
    FEWEST_REPEATED,
    LEAST_ENGLISH,
    MOST_IN_PARAGRAPH,
    MOST_YOU,
    SHARE_TOO_LONG,
    SHARE_TOO_SHORT,
)

MARKUP = re.compile(
    r"^\s*(?:#{1,6}\s|[-*•]\s+\w|\d{1,2}[.)]\s+\w|>\s|={3,}|-{3,}|```)|\*\*|__\w|(?<!\w)\*\w[^*]*\*"
    r"|`[^`]*`|</?[a-z]\w*[^>]*>|<\||\[/?INST\]|\{\{|\}\}|\{%|%\}|\$\{|\{\w+\}|\[\[|<[A-Z_]{3,}>"
    r"|\[(?:NAME|TITLE|PLACE|INSERT|TODO)\b|\A\s*\[.*\]\s*\Z|\{\s*[\"']?\w+[\"']?\s*:"
    r"|[\"']\s*:\s*[\"'\[{]|https?://|&(?:nbsp|amp|lt|gt|quot);|\\n|\A\s*[{\[]",
    re.M,
)
DIRECTIONS = re.compile(
    r"\b(?:beats? \d|chapter \d+\b|scene \d+\b|paragraph \d|in this (?:chapter|scene)\b"
    r"|the (?:focali[sz]er|narrator|protagonist)\b|word count|about (?:a|\w+) hundred words"
    r"|here is (?:the|my|a) (?:next|chapter|rewrit|revis|text|story|best)|to be continued"
    r"|end of chapter|the (?:fact|event|act) [\"']?\w+\.\w+|performs the act)\b",
    re.I,
)
REFUSAL = re.compile(
    r"\b(?:as an? (?:large |helpful )?(?:ai|artificial|language model|assistant)"
    r"|(?:large )?language model|i(?:'m| am) (?:sorry|afraid),? (?:but )?i (?:can(?:'t|not)"
    r"|am unable|won't)[^.]{0,40}\b(?:assist|help|continue|write|provide|fulfil|generate"
    r"|create|that request|story)|sorry, (?:but )?i can(?:'t|not) (?:help|assist)"
    r"|i (?:can(?:'t|not)|am unable to|am not able to|won't) (?:assist with|help with (?:that|this)"
    r"|continue (?:with )?this|fulfil|comply|generate|provide (?:that|this)"
    r"|write (?:this|that|about))|i(?:'m| am) (?:not able|unable) to (?:write"
    r"|generate|continue|assist|help|create|provide)|content polic|i must decline"
    r"|against my (?:guidelines|programming)|my (?:training data|guidelines))",
    re.I,
)
INJECTION = re.compile(
    r"(?:\b(?:ignore|disregard|forget|override|skip)\b[^.\"]{0,30}\b(?:instructions?|prompts?"
    r"|directions|rules|guidelines|notes)\b[^.\"]{0,20}\b(?:above|below|before|given|earlier|and)\b"
    r"|(?:\b[Ss]ystem|\bSYSTEM|\bASSISTANT|\bUSER|\bDEVELOPER|\bINSTRUCTIONS?|\bADMIN"
    r"|\bPROMPT)\s?:\s|\b(?:the|these|all|any) (?:checks?|checker|verification"
    r"|validation)\b[^.\"]{0,30}\b(?:skip\w*|off|passed|disabled|ignored)\b|\banswer (?:yes"
    r"|no) to (?:every|all|each|the)\b|\banswer key\b|\b(?:reveal|print|list|output|dump) (?:every"
    r"|all|the|your) (?:secrets?|facts?|truth|hidden|prompt|instructions)\b|\brate this (?:chapter"
    r"|text|answer)\b|\b(?:ignore|disregard|forget|override)\b[^.\"]{0,30}\b(?:previous|prior"
    r"|above|earlier|all|your|these|the rules|what you were told)\b[^.\"]{0,30}\b(?:instructions?"
    r"|prompts?|rules|text|told|before|directions)\b|\bsystem prompt\b|^\s*(?:system|assistant"
    r"|user)\s*:|<\|?(?:im_start|im_end|endoftext|system)|\[/?INST\]|\bfrom now on you are\b"
    r"|\byou are (?:now )?(?:chatgpt|an ai|a language model|the model|grading)"
    r"|\bnote to (?:the |any )?(?:editor|reader|model|reviewer|grader|checker|ai)"
    r"|\b(?:if you are|dear) (?:the )?(?:model|ai|grader|reader|reviewer)\b|\b(?:reveal|print"
    r"|list|output) (?:all |every |the )?(?:your )?(?:secrets?|hidden|system|instructions)\b"
    r"|\banswer (?:yes|no|true) to (?:every|all)\b|\bapprove this chapter\b"
    r"|\b(?:new|following|further|hidden|your|my|these) instructions?\b(?: (?:are|is|follow|for))?"
    r"|\b(?:jailbreak|developer mode|prompt injection|override)\b"
    r"|\b(?:respond|reply) (?:only )?with\b[^.]{0,20}\b(?:json|yes|the word)\b|\b(?:the|this) (?:ai"
    r"|model|language model|narrator)\b[^.]{0,20}\b(?:must|should|shall|will)\b)",
    re.I | re.M,
)
NO_TITLE: tuple[tuple[FaultCode, str, re.Pattern[str]], ...] = (
    ("injection", "the title speaks to a program or an editor", INJECTION),
    ("refusal", "the title declines in place of naming", REFUSAL),
    ("not-prose", "the title is markup or data", MARKUP),
)
SAYS_YOU = re.compile(r"\byou(?:r|'re|'d|'ve|'ll)?\b", re.I)
SAYS_I = re.compile(r"\bI(?:'m|'d|'ve|'ll)?\b")
PRESENT_TENSE = re.compile(
    r"\b(?:he|she|they|[A-Z]\w+) (?:says|asks|looks|turns|is|are|has|walks|stands|sits|takes"
    r"|puts|knows|thinks|feels|comes|goes|nods|shrugs|smiles|opens|closes|gives|sets|watches"
    r"|picks|reaches|leans|answers|replies)\b"
)
PAST_TENSE = re.compile(
    r"\b(?:said|asked|looked|turned|was|were|had|went|came|stood|sat|took|put|knew|thought"
    r"|felt|gave|set|watched|\w{3,}ed)\b"
)
FUNCTION_WORDS = frozenset(
    (
        "the a an and of to in it was that he she they had on at with for his her their "
        "not but as is be by from"
    ).split()
)


def text_faults(brief: ChapterBrief, paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    """Everything that is amiss with the chapter as a text."""
    for paragraph in paragraphs:
        yield from _paragraph_faults(brief, straightened(paragraph.text))
    yield from _length_faults(brief, sum(len(p.text.split()) for p in paragraphs))
    yield from _voice_faults([straightened(p.text) for p in paragraphs])
    claims = frozenset(
        tuple(words(straightened(text))) for one in brief.claims for text in _forms(brief, one)
    )
    yield from _repetitions([straightened(p.text) for p in paragraphs], claims)


def title_faults(title: str) -> Iterator[Fault]:
    """What is amiss with a chapter's title: it stands where a reader and a program both begin."""
    text = straightened(title)
    for code, reason, pattern in NO_TITLE:
        if found := pattern.search(text):
            yield Fault(code, reason, _near(text, found))
            return


def _paragraph_faults(brief: ChapterBrief, text: str) -> Iterator[Fault]:
    if not words(text):
        yield Fault("not-prose", "a paragraph has no words", text[:80])
    if len(text) > MOST_IN_PARAGRAPH:
        figures = f"{len(text)} characters, of at most {MOST_IN_PARAGRAPH}"
        yield Fault("too-long", f"a paragraph runs to {figures}", text[:80])
    yield from _no_prose(text)
    for name in _internal_names(brief, text):
        yield Fault("not-prose", "it has an internal name in it", name)


def _internal_names(brief: ChapterBrief, text: str) -> Iterator[str]:
    """The first id in the text that is no word, and the first of a person."""
    yield from islice((name for name in sorted(brief.ids) if name in text), 1)
    yield from islice((p for p in sorted(brief.people) if "-" in p and p in text), 1)


def _no_prose(text: str) -> Iterator[Fault]:
    """Where words are written to whoever asked for them, or to a program."""
    if found := REFUSAL.search(text):
        reason = "it declines, or speaks of itself, in place of telling"
        yield Fault("refusal", reason, _near(text, found))
    if found := INJECTION.search(text):
        reason = "it speaks to a program or an editor in place of telling"
        yield Fault("injection", reason, _near(text, found))
    elif found := MARKUP.search(text) or DIRECTIONS.search(SPEECH.sub('""', text)):
        yield Fault("not-prose", "it is markup, data or directions", _near(text, found))


def _forms(brief: ChapterBrief, claim: ClaimBrief) -> Iterator[str]:
    """What is so as it is said and as it is told, and as the one it is about says it or is told it."""
    yield claim.text
    yield told_in_the_past(claim.text)
    if claim.subject in brief.people:
        name = brief.people[claim.subject].short
        yield from (said_of_self(claim.text, name, pronoun) for pronoun in ("I", "you"))


def _near(text: str, found: re.Match[str]) -> str:
    return " ".join(text[max(0, found.start() - 20) : found.end() + 40].split())


def _repetitions(
    texts: Sequence[str], claims: frozenset[tuple[str, ...]] = frozenset()
) -> Iterator[Fault]:
    """Sentences that come again word for word, and runs of words that do, in the whole chapter. What a
    fact of the story's says may be said by one and then by another.
    """
    seen: set[tuple[str, ...]] = set()
    said_twice = False
    for text in texts:
        for part in BREAK_IN_NARRATION.split(text):
            tokens = tuple(words(part))
            if len(tokens) >= FEWEST_REPEATED and tokens in seen and tokens not in claims:
                said_twice = True
                yield Fault(
                    "repetition", "a sentence comes again word for word", part.strip()[:120]
                )
            seen.add(tokens)
    if not said_twice and (run := _repeated_run(texts)):
        yield Fault("repetition", f"a run of more than {LONGEST_REPEAT} words comes again", run)


def _repeated_run(texts: Sequence[str]) -> str:
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        tokens = words(text)
        runs = list(
            zip(*(islice(tokens, start, None) for start in range(LONGEST_REPEAT + 1)), strict=False)
        )
        for run in runs:
            if run in seen:
                return " ".join(run)
        seen.update(runs)
    return ""


def _voice_faults(texts: Sequence[str]) -> Iterator[Fault]:
    """Narration in another person, tense or language than the third, the past and English."""
    every = words(" ".join(texts))
    if len(every) >= FEWEST_FOR_ENGLISH and not _is_english(every):
        yield Fault("not-prose", "it is not English prose", " ".join(every[:12]))
    narration = " ".join(SPEECH.sub(" ", text) for text in texts)
    count = len(words(narration))
    if count >= FEWEST_FOR_TENSE:
        yield from _narrator_faults(narration, count)


def _narrator_faults(narration: str, count: int) -> Iterator[Fault]:
    if len(SAYS_YOU.findall(narration)) > MOST_YOU * count:
        yield Fault("not-prose", "it is told in the second person; tell it in the third", "you")
    if len(SAYS_I.findall(narration)) > MOST_YOU * count:
        yield Fault("not-prose", "it is told in the first person; tell it in the third", "I")
    now = PRESENT_TENSE.findall(narration)
    if len(now) > len(PAST_TENSE.findall(narration)):
        reason = "it is told in the present tense; tell it in the past"
        yield Fault("not-prose", reason, str(now[0]))


def _is_english(every: Sequence[str]) -> bool:
    """Whether enough of the words are those without which nobody writes English."""
    return sum(word in FUNCTION_WORDS for word in every) >= LEAST_ENGLISH * len(every)


def _length_faults(brief: ChapterBrief, count: int) -> Iterator[Fault]:
    if brief.words < FEWEST_FOR_LENGTH:
        return
    figures = f"{count} words, where about {brief.words} were planned"
    if count < SHARE_TOO_SHORT * brief.words:
        yield Fault("uncovered", f"the chapter is far too short: {figures}")
    if count > SHARE_TOO_LONG * brief.words:
        yield Fault("too-long", f"the chapter is far too long: {figures}")


__all__ = ["text_faults", "title_faults"]
