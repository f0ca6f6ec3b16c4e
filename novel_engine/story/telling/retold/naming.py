"""What people are called in a synopsis, sentence by sentence: the whole name and the work at the first
mention, the short name after it, a pronoun where nobody else could be meant.

A sentence comes with slots for people in it, `{ida-kessel}`, and goes without.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from novel_engine.story.english.clauses import CLAUSE_BEGINS_AFTER, CLAUSE_ENDS, is_finite
from novel_engine.story.english.grammar import article, possessive
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import PERSON_SLOT
from novel_engine.story.givens.people import Person
from novel_engine.story.telling.measure import LED_IN_A_ROW
from novel_engine.values import dataclass

HAS_A_WORD_FOR_ONE = re.compile(r"(?:an?|the|in|at|on|of|for|her|his|their|its) ")
AT_A_DESK = re.compile(r"(?:in|at|on|of|for) ")
WORDS_OF_IT = re.compile(r"[A-Za-z]+")
NOTHING_FOLLOWS = re.compile(r"'s(?:[.,;:]|\Z| (?:and|or|by|in|to|for|now|again)\b)")
"""What nothing follows that is somebody's: what is hers by right."""
SEVERAL_ACT = re.compile(r" (?:are|were|have|do) ")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody in a sentence, and whether as the first to be."""

    person: str
    leads: bool


class NamesAndPronouns:
    """Puts names into sentences, one after the other."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.people = setting.people
        self._introduced: set[str] = set()
        self._placed: set[str] = set()
        self._before: list[Mentioned] = []
        self._led: list[str] = []

    def paragraph(self) -> None:
        """A new paragraph begins: whom the last one was about is named again."""
        self._before, self._led = [], []

    def sentence(self, text: str) -> str:
        """The sentence with everybody in it called something."""
        parts = PERSON_SLOT.split(self._slotted(text))
        written = {word.lower() for part in parts[::2] for word in WORDS_OF_IT.findall(part)}
        here: list[Mentioned] = []
        found = parts[0]
        for at in range(1, len(parts), 2):
            person, after = parts[at], parts[at + 1]
            if person not in self.people:
                found += f"{{{person}}}{after}"
                continue
            leads = not here
            forms = self.people[person].pronouns
            taken = {forms.subject, forms.object, forms.possessive} & written
            found += self._called(self.people[person], found, after, here, clear=not taken)
            here.append(Mentioned(person, leads))
        self._led = [*self._led, here[0].person if here else ""][-LED_IN_A_ROW:]
        self._before = here
        return found

    def _slotted(self, text: str) -> str:
        """The sentence with slots also where an author has written a name."""
        for person in self.people.values():
            for name in dict.fromkeys((person.name, person.short)):
                text = re.sub(rf"(?<=[a-z,;:] ){re.escape(name)}\b", f"{{{person.id}}}", text)
        return text

    def _called(
        self, person: Person, before: str, after: str, here: Sequence[Mentioned], *, clear: bool
    ) -> str:
        """The words for one person here, and the rest of the sentence up to the next."""
        owned = after.startswith("'s")
        if clear and self._is_clear(person, here):
            word = self._pronoun(person, before, after)
            if word:
                return word + (after[len("'s") :] if owned else after)
        name = person.short
        if person.id not in self._introduced:
            self._introduced.add(person.id)
            name = person.name
        if owned:
            return possessive(name) + after[len("'s") :]
        work = work_in_words(self.setting, person) if person.id not in self._placed else ""
        self._placed.add(person.id)
        if not work:
            return name + after
        ends = not after or after[0] in ".,;:?!"
        return f"{name}, {work}{'' if ends else ','}{after}"

    def _is_clear(self, person: Person, here: Sequence[Mentioned]) -> bool:
        """Whether a pronoun could mean nobody else."""
        if person.pronouns.plural or person.id not in self._introduced:
            return False
        others = [one for one in (*self._before, *here) if one.person != person.id]
        alike = {one.person for one in others if self._is_like(person, one.person)}
        if any(one.person == person.id for one in here):
            return not any(one.person in alike for one in here)
        leads = any(one.person == person.id and one.leads for one in self._before)
        again = self._led == [person.id] * LED_IN_A_ROW
        return leads and not here and not alike and not again

    def _is_like(self, person: Person, other: str) -> bool:
        return self.people[other].pronouns.subject == person.pronouns.subject

    def _pronoun(self, person: Person, before: str, after: str) -> str:
        """The pronoun that fits here; empty where it is not certain which does."""
        forms = person.pronouns
        if after.startswith("'s"):
            own = forms.own if NOTHING_FOLLOWS.match(after) else forms.possessive
            return own if before.strip() else own.capitalize()
        lead = before.rstrip()
        last = lead.rpartition(" ")[2].lower()
        if not lead:
            return forms.subject.capitalize() if is_finite(after) else ""
        if last == "and" and SEVERAL_ACT.match(after):
            return ""
        if last in CLAUSE_BEGINS_AFTER or lead.endswith(CLAUSE_ENDS):
            return forms.subject if is_finite(after) else ""
        return "" if is_finite(after) else forms.object


def work_in_words(setting: Setting, person: Person, works: str = "works") -> str:
    """What somebody does, as it stands after the name; empty where nobody said."""
    work = person.work.strip().rstrip(".")
    if not work:
        return ""
    place = next((one for one in setting.places.values() if one.name == work), None)
    if place is not None or AT_A_DESK.match(work):
        at = "" if place is None else f"{place.preposition} "
        return f"who {works} {at}{work}"
    if HAS_A_WORD_FOR_ONE.match(work):
        return work
    alone = sum(one.work == person.work for one in setting.people.values()) == 1
    return f"the {work}" if alone else article(work)
