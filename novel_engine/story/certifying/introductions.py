"""First mentions: a name is joined, where it first stands, to work, to kin or to a part in the matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.certifying.reading import ReadParagraph, shortened_quote
from novel_engine.story.english.stems import content, folded_word, stems
from novel_engine.story.english.text import COMPOUND
from novel_engine.story.fabula.events import OPENING
from novel_engine.story.givens.people import Person
from novel_engine.story.verifying.names import KIN, strange_names

_NAME = "introduced"
CLOSE = re.compile(rf"\b(?:{KIN}|friend|colleague|neighbour|partner|kin|apprentice)s?\b")
JOINED_AFTER = re.compile(r"(?:, (?:the|a|an|her|his|their|\w+'s) |, who |, called |, whom )")
"""What joins a name to what comes after it."""
JOINED_BEFORE = re.compile(
    r"\b(?:called|named|the \w+|a \w+|an \w+|her \w+|his \w+|their \w+),? \Z"
)
"""What joins a name to what stands before it."""


def introduced(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """A finding for everybody who is named, and for every name that is nobody's in the story."""
    for person in inquiry.setting.people.values():
        yield from _of(inquiry, person)
    yield from _strangers(inquiry)


def _of(inquiry: Inquiry, person: Person) -> Iterator[CertificateFinding]:
    numbers = (n for n, named in enumerate(inquiry.reading.named, 1) if person.id in named)
    at = next(numbers, 0)
    if not at:
        return
    about = f"who {person.name} is"
    text = _where_first(inquiry, person, at)
    if _is_joined(inquiry, person, at, text):
        yield inquiry.proven(_NAME, about, at, shortened_quote(text))
    else:
        has = f", {person.work}" if person.work else ""
        cure = f"join the name to work, kin or a part in the matter: “{person.name}{has}”"
        first = min(inquiry.reading.paragraph(at).events, default=OPENING)
        failed = inquiry.failed_in(_NAME, about, at, cure)
        yield failed.lacking(Lack("person", person.id, before=first))


def _where_first(inquiry: Inquiry, person: Person, at: int) -> str:
    """The words around the first mention: from the name before to the name after, and one sentence more."""
    text = inquiry.reading.paragraph(at).text
    found = list(inquiry.reading.names.found(text))
    place = next(n for n, (_, who) in enumerate(found) if who == person.id)
    before = [match.end() for match, who in found[:place] if who != person.id]
    after = [match.start() for match, who in found[place:] if who != person.id]
    return text[max(before, default=0) : min(after, default=len(text))]


def _is_joined(inquiry: Inquiry, person: Person, at: int, around: str) -> bool:
    work = content(person.work)
    if work and len(work & stems(around)) * 2 >= len(work):
        return True
    return _is_tied(inquiry, person, at) or _has_part(inquiry, person, at)


def _is_tied(inquiry: Inquiry, person: Person, at: int) -> bool:
    """Whether a tie of theirs is told in the sentence that names them."""
    labels = [tie.label for tie in person.ties]
    labels += [
        tie.label
        for other in inquiry.setting.people.values()
        for tie in other.ties
        if tie.other == person.id
    ]
    for sentence in inquiry.reading.paragraph(at).sentences:
        if person.id in inquiry.reading.names.in_text(sentence):
            known = (content(label) for label in labels if label)
            if CLOSE.search(sentence) or any(one and one <= stems(sentence) for one in known):
                return True
    return False


def _has_part(inquiry: Inquiry, person: Person, at: int) -> bool:
    """Whether something of the matter is told of them here or in the next paragraph, or, of one whose
    file has no work, that they are one of those who are there.
    """
    told = inquiry.ledger.told
    setting = inquiry.setting
    for fact in setting.facts.values():
        is_theirs = person.id in (fact.subject, fact.hurts, *setting.people_in(fact.claim))
        if is_theirs and {at, at + 1} & {*told.get((fact.id, "claim"), ())}:
            return True
        if fact.hurts == person.id and {at, at + 1} & {*told.get((fact.id, "takes"), ())}:
            return True
    here = inquiry.reading.named[at - 1]
    return not person.work and here >= setting.people.keys()


def _strangers(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """Names of nobody in the story that do what people do, and are joined to nothing."""
    own = frozenset(_own_words(inquiry))
    met: set[str] = set()
    for one in inquiry.reading.paragraphs:
        for name, before, after in strange_names(one.text, own):
            low = folded_word(name)
            if low not in met:
                met.add(low)
                yield _stranger(inquiry, one, name, before, after)


def _stranger(
    inquiry: Inquiry, one: ReadParagraph, name: str, before: str, after: str
) -> CertificateFinding:
    about = f"who {name} is, who is nobody in the record"
    if JOINED_AFTER.match(after) or JOINED_BEFORE.search(before):
        return inquiry.proven(_NAME, about, one.number, one.quote(stems(name)))
    cure = f"say who {name} is, or leave the name out"
    return inquiry.failed_in(_NAME, about, one.number, cure)


def _own_words(inquiry: Inquiry) -> Iterator[str]:
    """Every word of the story's own text, without case and accents."""
    setting = inquiry.setting
    texts = [setting.title, setting.premise, setting.until, setting.whole, setting.together]
    texts += [place.name for place in setting.places.values()]
    texts += [item.name for item in setting.items.values()]
    for fact in setting.facts.values():
        texts += [fact.claim, fact.noun, fact.because, fact.serves, fact.takes, fact.by, fact.shows]
    texts += [ending.says for ending in setting.endings]
    for person in setting.people.values():
        texts += [person.name, person.short, person.nickname, person.surname, person.description]
        texts += [person.background, person.work, person.backstory, *person.goals, *person.fears]
        texts += [*person.example_dialogue, *person.voice.oaths, *person.voice.hedges]
        texts += [secret.claim for secret in person.secrets]
    for text in texts:
        yield from map(folded_word, COMPOUND.findall(text))
