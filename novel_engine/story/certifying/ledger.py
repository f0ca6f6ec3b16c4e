"""The reader's ledger: for every fact of a story the paragraphs in which it is plainly told, and the first
in which it is named.

A thing is plainly told where most of its words stand in one paragraph, or in two neighbours, said to be so,
with whom it is of named or meant there. The events that a paragraph tells help: what was said or learnt by
one of them may be said in fewer of the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from novel_engine.story.certifying.bounds import (
    FEWEST_OF_CONTENT,
    OF_ITS_OWN,
    PLAINLY,
    PLAINLY_BY_ITS_EVENT,
    PLAINLY_IN_TWO,
)
from novel_engine.story.certifying.matters import (
    FactPart,
    Matter,
    matter_words,
    matters_of,
)
from novel_engine.story.certifying.reading import ReadParagraph, ReadTelling
from novel_engine.story.fabula.events import (
    OPENING,
    Acted,
    Complicated,
    Event,
    Learned,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Where a reader comes by a fact: plainly first, and by its name first; 0 for nowhere."""

    fact: str
    plainly: int
    named: int


@dataclass(frozen=True)
class ReaderLedger:
    """What a reader has been told, by paragraph."""

    fabula: Fabula
    reading: ReadTelling

    @cached_property
    def matters(self) -> Mapping[tuple[str, FactPart], Matter]:
        """Everything that there is to be told."""
        return matters_of(self.fabula.setting)

    @cached_property
    def told(self) -> Mapping[tuple[str, FactPart], tuple[int, ...]]:
        """The paragraphs in which each thing is plainly told."""
        return {
            key: tuple(one.number for one in self.reading.paragraphs if self._tells(one, matter))
            for key, matter in self.matters.items()
        }

    @cached_property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """One line for each fact."""
        facts = self.fabula.setting.facts
        return tuple(LedgerEntry(one, self.first(one), self.first_named(one)) for one in facts)

    def first(self, fact: str, part: FactPart = "claim") -> int:
        """The first paragraph in which it is plainly told; 0 for none."""
        return next(iter(self.told.get((fact, part), ())), 0)

    def is_told(self, fact: str, by: int, part: FactPart = "claim") -> bool:
        """Whether it has been plainly told when this paragraph has been read."""
        return 0 < self.first(fact, part) <= by

    def shown(self, fact: str) -> int:
        """The first paragraph in which a clue is told: what it is, or what there is to see of it."""
        found = [self.first(fact, part) for part in ("claim", "shows")]
        return min(filter(None, found), default=0)

    def first_named(self, fact: str) -> int:
        """The first paragraph in which its name stands, or it is told."""
        setting = self.fabula.setting
        noun = matter_words(setting, setting.facts[fact].noun)
        named = (one.number for one in self.reading.paragraphs if noun and noun <= one.all_stems)
        return min(filter(None, (next(named, 0), self.first(fact))), default=0)

    def quote(self, number: int, fact: str, part: FactPart = "claim") -> str:
        """The words by which a paragraph tells it."""
        matter = self.matters.get((fact, part))
        if not number or matter is None:
            return ""
        return self.reading.paragraph(number).quote(matter.words)

    # -- whether a paragraph tells a thing ---------------------------------------------------------

    def _tells(self, one: ReadParagraph, matter: Matter) -> bool:
        if matter.words and matter.words.isdisjoint(one.all_stems):
            return False
        if not self._is_of(one, matter):
            return False
        here = one.said if matter.denies else one.affirmed
        is_said = self._is_said_by(one, matter)
        if _enough(matter, here, PLAINLY_BY_ITS_EVENT if is_said else PLAINLY):
            return True
        before = self._before(one)
        if before is None:
            return False
        there = before.said if matter.denies else before.affirmed
        least = min(len(matter.words & here), len(matter.words & there))
        return least >= FEWEST_OF_CONTENT and _enough(matter, here | there, PLAINLY_IN_TWO)

    def _before(self, one: ReadParagraph) -> ReadParagraph | None:
        """The paragraph before it in its chapter."""
        before = self.reading.paragraph(one.number - 1) if one.number > 1 else None
        return before if before and before.chapter == one.chapter else None

    def _is_of(self, one: ReadParagraph, matter: Matter) -> bool:
        """Whether whom it is of is named or meant there, and nobody of whom the same could be said."""
        rivals = self._rivals.get((matter.fact, matter.part), ())
        if rivals and not self._is_said_by(one, matter):
            return not any(self._is_near(one, rival) for rival in rivals)
        return not matter.person or self._is_near(one, matter.person)

    def _is_near(self, one: ReadParagraph, person: str) -> bool:
        near = self.reading.named[max(0, one.number - 2) : one.number]
        if one.speaker == person or any(person in named for named in near):
            return True
        return any(person in self._doers.get(event, ()) for event in one.events)

    def _is_said_by(self, one: ReadParagraph, matter: Matter) -> bool:
        return any(matter.fact in self._facts.get(event, ()) for event in one.events)

    @cached_property
    def _facts(self) -> Mapping[int, frozenset[str]]:
        """The facts that each event says or teaches."""
        later = (event for event in self.fabula.events if id_of(event) > OPENING)
        return {id_of(event): _facts_of(event) for event in later}

    @cached_property
    def _doers(self) -> Mapping[int, tuple[str, ...]]:
        """Who does each thing, and to whom."""
        kinds = (Acted, Complicated)
        acts = (event for event in self.fabula.events if isinstance(event, kinds))
        return {id_of(act): act.roles.filling(("A", "B")) for act in acts}

    @cached_property
    def _rivals(self) -> Mapping[tuple[str, FactPart], tuple[str, ...]]:
        """Of whom else the same could be said in the same words, of what is said of somebody."""
        return {
            key: tuple(
                other.person
                for other in self.matters.values()
                if other.part == one.part == "claim"
                and one.person
                and other.person not in ("", one.person)
                and _share(one.words & other.words, one.words) >= PLAINLY
            )
            for key, one in self.matters.items()
        }


def _facts_of(event: Event) -> frozenset[str]:
    taught = (effect.fact for effect in event.effects if isinstance(effect, Learned))
    roles = event.roles.values if isinstance(event, Acted | Complicated) else ()
    return frozenset((*taught, *roles))


def _enough(matter: Matter, here: frozenset[str], least: int) -> bool:
    found = matter.words & here
    if matter.small or len(found) < min(FEWEST_OF_CONTENT, len(matter.words)):
        return found == matter.words
    own = not matter.own or _share(matter.own & here, matter.own) >= OF_ITS_OWN
    return own and _share(found, matter.words) >= least


def _share(found: frozenset[str], of: frozenset[str]) -> int:
    return len(found) * 100 // max(1, len(of))
