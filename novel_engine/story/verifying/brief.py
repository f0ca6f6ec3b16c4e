"""What the checks of a told chapter hold it against: everything of the record that the chapter may,
must and must not say.

A brief is made from the record and the plan (`briefing`), never from the words of a telling. It is
for no prompt: it holds what the focalizer has not learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from novel_engine.story.givens.act_phrases import Phrasebook
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.verbs import Mark, Verb
from novel_engine.story.verifying.passages import Names
from novel_engine.values import dataclass

LYING = "@"
PRONOUNS = ("he", "she", "ze")


@dataclass(frozen=True, slots=True)
class SceneBrief:
    """One scene: where and when it was, and everybody who was in any part of it."""

    number: int
    place: str
    day: int
    hour: int
    people: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventBrief:
    """One event that the chapter tells.

    `matter` are the stems of what it is about; `things` says of each portable item who has held it
    from before this event to after it, or where it lies: `@store`. `line` is what was said, or
    done, in words that are kept to the letter.
    """

    id: int
    scene: int
    verb: str
    actor: str
    target: str
    fact: str
    item: str
    people: tuple[str, ...]
    matter: frozenset[str]
    things: Mapping[str, frozenset[str]]
    line: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class ClaimBrief:
    """A fact as a sentence, since which event the focalizer has an idea of it, and the stems by
    which it is known again.
    """

    fact: str
    subject: str
    text: str
    since: int
    every: frozenset[str]
    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Deed:
    """That somebody did something, to somebody or nobody, in the focalizer's sight."""

    event: int
    verb: str
    actor: str
    target: str
    fact: str


@dataclass(frozen=True, slots=True)
class ChapterBrief:
    """All that the checks need of one chapter. `must` are the events that have to be told, `may`
    all that may be; `at_stake` holds the words for what is lost and what is chosen for.
    """

    number: int
    seed: str
    focalizer: str
    words: int
    must: tuple[int, ...]
    may: frozenset[int]
    beats: tuple[tuple[int, ...], ...]
    ending: int
    scenes: Mapping[int, SceneBrief]
    events: Mapping[int, EventBrief]
    claims: tuple[ClaimBrief, ...]
    deeds: tuple[Deed, ...]
    gone: Mapping[str, int]
    people: Mapping[str, Person]
    at_stake: str
    places: Mapping[str, str]
    items: Mapping[str, str]
    ids: frozenset[str]
    nouns: Mapping[str, str]
    questions: tuple[tuple[str, bool, bool], ...]
    declared: frozenset[str]
    vocabulary: frozenset[str]
    verbs: Mapping[str, Verb]
    phrases: Phrasebook

    def is_known(self, verb: str) -> bool:
        """Whether it is known what is done by a verb of this name: by one of the genre's own,
        anything may have been.
        """
        found = self.verbs.get(verb)
        return found is not None and not found.own

    def marked(self, verb: str, mark: Mark) -> bool:
        """Whether it is the name of a verb of this kind."""
        found = self.verbs.get(verb)
        return found is not None and mark in found.marks

    def events_of(self, numbers: Iterable[int]) -> list[EventBrief]:
        """What the record has of some events, in their order."""
        return [self.events[number] for number in numbers if number in self.events]

    def scenes_of(self, events: Iterable[int]) -> tuple[SceneBrief, ...]:
        """The scenes that some events belong to, in order."""
        numbers = {self.events[event].scene for event in events if event in self.events}
        return tuple(self.scenes[number] for number in sorted(numbers) if number in self.scenes)

    def meant(self, names: Names, word: str, events: Iterable[int]) -> str:
        """Whom a name or pronoun means in these events' scenes; nobody where it could be two."""
        low = word.lower()
        if low not in PRONOUNS:
            return names.id_of(word)
        here = sorted({person for scene in self.scenes_of(events) for person in scene.people})
        alike = [person for person in here if self.people[person].pronouns.subject == low]
        return alike[0] if len(alike) == 1 else ""


def written_of(person: Person) -> Iterator[str]:
    """Everything that is written of somebody."""
    yield from (
        person.name,
        person.short,
        person.nickname,
        person.surname,
        person.written,
        person.description,
        person.background,
        person.work,
    )
    yield from (
        person.backstory,
        person.tell,
        *person.goals,
        *person.fears,
        *person.beliefs,
        *person.skills,
    )
    yield from (
        *person.likes,
        *person.dislikes,
        *person.example_dialogue,
        *person.voice.oaths,
        *person.voice.hedges,
    )
    yield from (*(secret.claim for secret in person.secrets), *(tie.label for tie in person.ties))
    yield from (lore.content for lore in person.lore)
