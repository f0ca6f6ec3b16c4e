"""Shown before: whatever is asked after, denied, put before somebody or called back has been told already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.certifying.bounds import PLAINLY
from novel_engine.story.certifying.clues import is_shown_within
from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.matters import matter_words
from novel_engine.story.certifying.reading import ReadParagraph, alike
from novel_engine.story.english.stems import content
from novel_engine.story.fabula.events import Acted, id_of
from novel_engine.story.givens.verbs import Mark

_NAME = "shown before"
TAKES_UP: tuple[Mark, ...] = ("questions", "asks_why", "denies")
"""What is done about something that must be known to be about it."""
CALLED_BACK = re.compile(
    r"\b(?:remember\w*|recall\w*|recollect\w*|thought (?:again )?of|thinking (?:again )?of"
    r"|(?:what|as|that) (?:\w+ )?(?:\w+) had (?:\w+ly |once |already |just )?"
    r"(?:said|told|asked|promised|shown|sworn|warned)(?: \w+)?)"
    r"(?: what (?:\w+ )?\w+ had (?:said|told|asked|promised|shown)(?: \w+)?)?"
    r"(?: (?:of|about|to))? "
    r"(?P<what>(?:the|that(?! (?:often|more|again|less))|those|this|these|her|his|their|\w+'s)"
    r" [^.,;:!?\"]+)",
    re.IGNORECASE,
)
"""Words that call something back, and what they call back."""


def shown_before(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for each thing that is taken up: in the acts that are told, and in the words themselves."""
    done: set[tuple[str, str]] = set()
    for act in inquiry.line.acts.values():
        at = inquiry.tells(act)
        for about, fact, learnt in _taken_up(inquiry, act) if at else ():
            if (about, fact) not in done:
                done.add((about, fact))
                if not _is_asked_whole(inquiry, fact, at):
                    found = _told_already(inquiry, about, fact, learnt, at)
                    since = inquiry.since(fact) if learnt == id_of(act) else learnt
                    lack = Lack("fact", fact, since=since, before=id_of(act))
                    is_early = since >= id_of(act)
                    yield found.lacking(_other_words(inquiry, at) if is_early else lack)
    for one in inquiry.reading.paragraphs:
        yield from _called_back(inquiry, one)


def _taken_up(inquiry: Inquiry, act: Acted) -> Iterator[tuple[str, str, int]]:
    """What an act takes up: how it is said, which fact, and the event by which it was learnt."""
    setting, fact = inquiry.setting, act.roles.get("F")
    who = inquiry.short(act.actor)
    if setting.marked(act.verb, "confronts"):
        for learnt, shown in inquiry.line.stands_on(id_of(act)):
            item = setting.items[act.roles.get("I")].name
            if learnt in inquiry.seen.perceived and inquiry.since(shown) < id_of(act):
                yield f"{who} puts the {item} before somebody", shown, learnt
    noun = setting.facts[fact].noun if fact in setting.facts else ""
    takes_up = any(setting.marked(act.verb, mark) for mark in TAKES_UP)
    if takes_up and noun and _is_named(inquiry, act, noun):
        yield f"{who} speaks of {inquiry.words(noun)}", fact, id_of(act)


def _is_named(inquiry: Inquiry, act: Acted, noun: str) -> bool:
    paragraph = inquiry.reading.paragraph(inquiry.tells(act))
    return matter_words(inquiry.setting, noun) <= paragraph.all_stems


def _is_asked_whole(inquiry: Inquiry, fact: str, at: int) -> bool:
    """Whether a question says all of it: whether it is so that …"""
    words = inquiry.ledger.matters[fact, "claim"].words
    asked = inquiry.reading.paragraph(at).asked
    return bool(asked) and len(words & asked) * 100 >= len(words) * PLAINLY


def _told_already(
    inquiry: Inquiry, about: str, fact: str, learnt: int, at: int
) -> CertificateFinding:
    first = inquiry.ledger.shown(fact)
    if 0 < first < at or (first == at and is_shown_within(inquiry, at, learnt)):
        return inquiry.proven(_NAME, about, first, inquiry.ledger.quote(first, fact))
    cure = f"tell before it that {inquiry.claim(fact)}"
    return inquiry.failed_in(_NAME, about, at, cure)


def _called_back(inquiry: Inquiry, one: ReadParagraph) -> Iterator[CertificateFinding]:
    """What the words of a paragraph call back, and where a reader met with it."""
    for found in CALLED_BACK.finditer(one.text):
        wanted = content(found["what"]) - _names(inquiry)
        about = f"it calls back “{found['what'].strip()}”"
        before = alike(one.text[: found.start()])
        if not wanted or wanted & before:
            continue
        at = _met(inquiry, wanted, one.number) or _told_as(inquiry, found["what"], one.number)
        if at:
            yield inquiry.proven(_NAME, about, at, inquiry.reading.paragraph(at).quote(wanted))
        else:
            cure = "show it before, or leave the callback out"
            failed = inquiry.failed_in(_NAME, about, one.number, cure)
            yield failed.lacking(_other_words(inquiry, one.number))


def _other_words(inquiry: Inquiry, paragraph: int) -> Lack:
    return Lack("words", inquiry.reading.paragraph(paragraph).fragment)


def _names(inquiry: Inquiry) -> frozenset[str]:
    people = inquiry.setting.people.values()
    return frozenset(word for person in people for word in content(f"{person.name} {person.short}"))


def _met(inquiry: Inquiry, wanted: frozenset[str], before: int) -> int:
    """The last paragraph before this one in which any of it stands; 0 for none."""
    earlier = reversed(inquiry.reading.paragraphs[: before - 1])
    return next((one.number for one in earlier if alike(" ".join(wanted)) & one.all_stems), 0)


def _told_as(inquiry: Inquiry, what: str, before: int) -> int:
    """The first paragraph, before this one, that tells what goes by this name; 0 for none."""
    setting = inquiry.setting
    named = alike(setting.nameless(what))
    for fact in setting.facts.values():
        noun = matter_words(setting, fact.noun)
        if noun and noun <= named and 0 < inquiry.ledger.first(fact.id) < before:
            return inquiry.ledger.first(fact.id)
    return 0
