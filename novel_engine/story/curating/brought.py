"""What the people brought to a night: how much of what their files say, their secrets, their wishes
and dreads, their ties to one another, has a part in the plot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from novel_engine.story.curating.course import Course
from novel_engine.story.english.own_pronouns import named_first
from novel_engine.story.english.own_words import dread, tie, wish
from novel_engine.story.fabula.events import Acted
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Brought:
    """So many secrets, so many wishes and dreads, and so many ties."""

    secrets: int = 0
    wants: int = 0
    ties: int = 0

    @property
    def each(self) -> tuple[int, int, int]:
        """The three of them."""
        return (self.secrets, self.wants, self.ties)


@dataclass(frozen=True, slots=True)
class FromTheirFiles:
    """What people's files say, as a plot says it."""

    secrets: tuple[str, ...]
    wants: tuple[str, ...]
    ties: tuple[str, ...]

    def within(self, text: str) -> Brought:
        """How much of it stands in a text."""
        return Brought(*(sum(one in text for one in kind) for kind in self._kinds))

    @property
    def most(self) -> Brought:
        """All of it."""
        return Brought(*map(len, self._kinds))

    @property
    def _kinds(self) -> tuple[tuple[str, ...], ...]:
        return (self.secrets, self.wants, self.ties)


def brought_to(course: Course) -> Brought:
    """What has a part in the plot of this night: in the deed and its reason, in what followed, and in
    what was chosen for the sake of what.
    """
    setting = course.setting
    text = "\n".join(map(setting.named, dict.fromkeys(_texts(course))))
    return words_of(tuple(setting.people.values())).within(text)


@lru_cache(maxsize=8)
def words_of(people: tuple[Person, ...]) -> FromTheirFiles:
    """What the files of these people say."""
    known = {person.id: person for person in people}
    return FromTheirFiles(
        tuple(
            named_first(secret.claim, person.short, person.pronouns)
            for person in people
            for secret in person.secrets
        ),
        tuple(_wants(people)),
        tuple(_ties(known)),
    )


def _wants(people: tuple[Person, ...]) -> Iterator[str]:
    for person in people:
        yield from (wish(text, person.pronouns) for text in person.goals)
        yield from (dread(text, person.pronouns) for text in person.fears)


def _ties(known: Mapping[str, Person]) -> Iterator[str]:
    for person in known.values():
        for one in person.ties:
            if one.label and one.other in known:
                yield tie(one.label, person.short, known[one.other].short, person.pronouns)


def _texts(course: Course) -> Iterator[str]:
    """The texts of the plot that was: each may stand more than once."""
    facts = course.setting.facts
    for fact in (*course.answers, *course.reasons):
        yield from _all_of(facts[fact])
    for one in course.came:
        if one.fact and not one.ways:
            yield from _all_of(facts[one.fact])
        for way in one.ways:
            yield way.worth
            yield from (fact.claim for fact in facts.values() if fact.noun == way.worth)
    for number in sorted(course.on_the_way):
        event = course.by_id[number]
        about = facts.get(event.roles.get("F")) if isinstance(event, Acted) else None
        if about is not None:
            yield about.claim


def _all_of(fact: Fact) -> tuple[str, ...]:
    return (fact.claim, fact.because, fact.serves, fact.takes)
