"""A telling as a reader meets it: its paragraphs in order, counted from 1, and the words of each that say
a thing is so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from novel_engine.story.certifying.bounds import LONGEST_QUOTE
from novel_engine.story.english.stems import content_alike, stems
from novel_engine.story.english.text import BREAK_IN_PRINT, stops_hidden, stops_shown, straightened
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.story.verifying.passages import Names, is_negated, names_of
from novel_engine.values import dataclass

CLAUSE_END = re.compile(r"[,;:—.!]+|\bbut\b")
CANNOT = re.compile(r"\bcannot\b", re.IGNORECASE)
SELF = re.compile(r"\b(?:my|your|her|him|it|them|our)sel(?:f|ves)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReadParagraph:
    """One paragraph as it is read: its number, its chapter's, its text, the events that it tells, who
    speaks in it, and whose words it is in.
    """

    number: int
    chapter: int
    text: str
    events: tuple[int, ...]
    speaker: str
    fragment: str = ""

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences."""
        return sentences_of(self.text)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return alike(self.text)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The stems of its questions."""
        return alike(" ".join(one for one in self.sentences if "?" in one))

    @cached_property
    def said(self) -> frozenset[str]:
        """The stems of what it says and does not ask."""
        return alike(" ".join(self._statements))

    @cached_property
    def affirmed(self) -> frozenset[str]:
        """The stems of what it says to be so: neither asked nor denied."""
        clauses = (one for text in self._statements for one in CLAUSE_END.split(text))
        return alike(" ".join(one for one in clauses if not is_denial(one)))

    @cached_property
    def _statements(self) -> tuple[str, ...]:
        return tuple(one for one in self.sentences if "?" not in one)

    def quote(self, words: Collection[str]) -> str:
        """The sentence that has most of these words in it, in short."""
        best = max(self.sentences, key=lambda one: len(alike(one) & set(words)), default="")
        return shortened_quote(best)


def is_denial(text: str) -> bool:
    """Whether there is a no in the words."""
    return is_negated(CANNOT.sub("can not", text))


@lru_cache(maxsize=4096)
def alike(text: str) -> frozenset[str]:
    """The stems of a text, one for all that mean about the same, and no reflexives: they change with the
    person.
    """
    return content_alike(stems(CANNOT.sub("can not", SELF.sub(" ", text))))


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[str, ...]:
    """A text's sentences; the stops of titles and initials end none."""
    parts = BREAK_IN_PRINT.split(stops_hidden(straightened(text)))
    return tuple(stops_shown(part).strip() for part in parts if part.strip())


def shortened_quote(text: str) -> str:
    """As much of a text as a finding quotes, in whole words."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_QUOTE:
        return flat
    return f"{flat[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class ReadTelling:
    """The whole of a telling, read from its first paragraph to its last."""

    setting: Setting
    chapters: tuple[RenderedChapter, ...]

    @cached_property
    def paragraphs(self) -> tuple[ReadParagraph, ...]:
        """Every paragraph; the first is number 1."""
        return tuple(self._numbered())

    def _numbered(self) -> Iterator[ReadParagraph]:
        number = 0
        for chapter in self.chapters:
            for one in chapter.paragraphs:
                number += 1
                text = straightened(one.text)
                yield ReadParagraph(
                    number, chapter.number, text, one.events, one.speaker, one.fragment
                )

    @cached_property
    def names(self) -> Names:
        """The names of everybody in it."""
        return names_of(tuple(self.setting.people.values()))

    def paragraph(self, number: int) -> ReadParagraph:
        """The paragraph of this number."""
        return self.paragraphs[number - 1]

    @cached_property
    def named(self) -> Sequence[frozenset[str]]:
        """Who is named in each paragraph, in order."""
        return [self.names.in_text(one.text) for one in self.paragraphs]

    def told_in(self, event: int) -> int:
        """The first paragraph that tells an event; 0 for none."""
        return self._first_by_event.get(event, 0)

    @cached_property
    def _first_by_event(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for one in self.paragraphs:
            for event in one.events:
                found.setdefault(event, one.number)
        return found

    def about(self, event: int) -> int:
        """Where an event would be told: the first paragraph that tells it or what comes after it; the last
        one, after all of it.
        """
        later = (one.number for one in self.paragraphs if max(one.events, default=-1) >= event)
        return next(later, len(self.paragraphs))

    def last_before(self, event: int) -> int:
        """The last paragraph that tells nothing of this event or of what comes after it; 0 for none."""
        return self.about(event) - 1 if self._is_reached(event) else len(self.paragraphs)

    def _is_reached(self, event: int) -> bool:
        return any(max(one.events, default=-1) >= event for one in self.paragraphs)

    def share_by(self, number: int) -> int:
        """How much of the text has been read after a paragraph, in hundredths of its words."""
        total = sum(one.words for one in self.paragraphs)
        return sum(one.words for one in self.paragraphs[:number]) * 100 // max(1, total)
