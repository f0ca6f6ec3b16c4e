"""What a kernel's facts say of the people themselves: their own wishes, fears, secrets, work and ties
in the places that its matter leaves for them.

`{culprit.wish}` stands for `to keep the station open`, `{victim.tie.culprit}` for a clause, and
`{deed.takes}` for what another fact says. What
asks for something that a person's file does not say cannot be said of that person: an option falls
away with it, and so does a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from novel_engine.story.english.own_pronouns import named_first
from novel_engine.story.english.own_words import dread, tie, wish
from novel_engine.story.givens import draws
from novel_engine.story.givens.kernels import FactSlot, Option
from novel_engine.story.givens.people import Person

OWN_SLOT = re.compile(r"\{([a-z_]+)\.([a-z]+)(?:\.([a-z_]+))?\}")
"""A part, the word for what is its player's own, and of a tie the other part."""
IF_IT_CAN_BE = re.compile(r"\[([^\[\]]*)\]")
"""What is said only where it can be: `{rival}[, who wanted {rival.wish},] has packed`."""
NO_FACTS: Mapping[str, FactSlot] = {}
TIE = "tie"
SECRET = "secret"
OF_WORLD, UNTIL = "world", "until"
"""`{world.until}`: until when things can still be put right, as the world has it."""
FACT_TEXTS = ("claim", "noun", "gerund", "because", "serves", "takes", "by", "mends", "shows")
"""The texts of a fact."""

OwnWords = Callable[[Person], tuple[str, ...]]


def _wishes(person: Person) -> tuple[str, ...]:
    return tuple(wish(text, person.pronouns) for text in person.goals)


def _dreads(person: Person) -> tuple[str, ...]:
    return tuple(dread(text, person.pronouns) for text in person.fears)


OWN: Mapping[str, OwnWords] = {
    "wish": _wishes,
    "dread": _dreads,
    "secret": lambda person: tuple(secret.claim for secret in person.secrets),
    "work": lambda person: (person.work,) if person.work else (),
    "skill": lambda person: person.skills,
    "like": lambda person: person.likes,
    "dislike": lambda person: person.dislikes,
}
"""What can be asked of a person, by the word for it: all that the file says, one of which is taken."""


class OwnMaterial:
    """Fills in what is people's own, by the seed where there is more than one."""

    def __init__(
        self,
        people: Iterable[Person],
        roles: Mapping[str, str],
        seed: str,
        until: str = "",
        facts: Mapping[str, FactSlot] = NO_FACTS,
    ) -> None:
        """`roles` are the parts and who plays them, by id; `facts` those that a text may quote."""
        self._facts = facts
        self._people = {person.id: person for person in people}
        self.roles = roles
        self._seed = seed
        self._until = until
        self._called = {n: one.id for one in self._people.values() for n in (one.name, one.short)}
        self.secrets: list[tuple[str, str]] = []

    def text(self, text: str) -> str | None:
        """The text with its slots filled; None where one cannot be. What stands in square brackets
        with a slot in it is left out where it cannot.
        """
        return self._filled(IF_IT_CAN_BE.sub(self._perhaps, text))

    def _perhaps(self, found: re.Match[str]) -> str:
        return self._filled(found[1]) or "" if OWN_SLOT.search(found[1]) else found[0]

    def _filled(self, text: str) -> str | None:
        found = [self._word(*slot) for slot in OWN_SLOT.findall(text)]
        if None in found:
            return None
        words = iter(found)
        return OWN_SLOT.sub(lambda _: next(words) or "", text)

    def slot(self, slot: FactSlot) -> FactSlot:
        """The fact with its texts filled. One whose claim cannot be is none; of any other text that
        cannot be, nothing is said.
        """
        told = {key: self.text(getattr(slot.fact, key)) for key in FACT_TEXTS if key in slot.said}
        lost = {key for key, text in told.items() if text is None}
        for key in sorted(slot.said.intersection(FACT_TEXTS)):
            self._note_secrets(getattr(slot.fact, key))
        found: dict[str, Any] = {key: text or "" for key, text in told.items()}
        return FactSlot(replace(slot.fact, **found), slot.said - lost)

    def can_say(self, option: Option) -> bool:
        """Whether everybody's file says what the option asks for."""
        return all(self.text(text) is not None for text in _texts(option))

    def _word(self, role: str, word: str, other: str) -> str | None:
        if role == OF_WORLD:
            return self._until if word == UNTIL and self._until else None
        if role in self._facts:
            return self._quoted(self._facts[role], word)
        if role not in self.roles:  # a fact that another option brings
            return ""
        person = self._people.get(self.roles.get(role, ""))
        if person is None:
            return None
        if word == TIE:
            return self._tie(person, self.roles.get(other, ""))
        found = self._pick(person, word)
        if found and word == SECRET:
            found = named_first(found, f"{{{person.id}}}", person.pronouns)
        return found and self._with_people_in_braces(found)

    def _with_people_in_braces(self, text: str) -> str:
        """What somebody wrote, in which the names of the cast stand for these people."""
        names = sorted(self._called, key=lambda name: (-len(name), name))
        written = rf"(?<![^ (])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9_])"
        return re.sub(written, lambda found: f"{{{self._called[found[0]]}}}", text)

    def _quoted(self, slot: FactSlot, key: str) -> str | None:
        """A text of another fact, in which nothing is quoted again."""
        text = getattr(slot.fact, key) if key in slot.said else ""
        return self.without_facts().text(text) if text else None

    def without_facts(self) -> OwnMaterial:
        """The same that quotes no fact."""
        return OwnMaterial(self._people.values(), self.roles, self._seed, self._until)

    def _pick(self, person: Person, word: str) -> str | None:
        said = OWN[word](person)
        if not said:
            return None
        return draws.pick(draws.generator(self._seed, "own", 0, f"{person.id}/{word}"), said)

    def _tie(self, person: Person, other: str) -> str | None:
        """What either's file says that the other is to them."""
        them = self._people.get(other)
        for holder, held in ((person, them), (them, person)) if them is not None else ():
            label = next((one.label for one in holder.ties if one.other == held.id), "")
            if label:
                return tie(label, f"{{{holder.id}}}", f"{{{held.id}}}", holder.pronouns)
        return None

    def _note_secrets(self, text: str) -> None:
        for role, word, _ in OWN_SLOT.findall(text):
            person = self._people.get(self.roles.get(role, ""))
            if word == SECRET and person is not None and (claim := self._pick(person, word)):
                self.secrets.append((person.id, claim))


def asks_for_own(option: Option, roles: Collection[str]) -> bool:
    """Whether an option is made of what is people's own, who play these parts."""
    return any(role in roles for text in _texts(option) for role, _, _ in OWN_SLOT.findall(text))


def _texts(option: Option) -> Iterable[str]:
    return (getattr(slot.fact, key) for slot in option.facts.values() for key in FACT_TEXTS)
