"""Referring expressions: full name, short name, or a pronoun where it can mean nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Self

from novel_engine.story.english.grammar import possessive
from novel_engine.story.english.text import NAME_MARKS, stops_shown
from novel_engine.story.givens.people import Person, Pronouns
from novel_engine.story.telling.syuzhet import Manner, Mention
from novel_engine.values import dataclass

PRONOUN_FORMS = ("they", "them", "their", "theirs", "themself")
HIDDEN_MARK = re.compile("[\ufdd0-\ufdd2]")
DOUBLE_STOP = re.compile(r"[\ufdd0-\ufdd2]\.(?!\.)|\ufdd1!|\ufdd2\?")
AGREEMENT = {
    "was": ("was", "were"),
    "were": ("was", "were"),
    "is": ("is", "are"),
    "are": ("is", "are"),
    "has": ("has", "have"),
    "have": ("has", "have"),
    "does": ("does", "do"),
    "do": ("does", "do"),
    "s": ("s", ""),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and whom they mean."""

    words: str
    mentions: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, person: str, words: str, how: Manner) -> Said:
        """Words that mean one person; a stop in them ends no sentence until it is `as_read`."""
        words = words.translate(NAME_MARKS)
        return cls(words, (Mention(0, len(words), person, how),))

    def then(self, more: Said) -> Said:
        """These words and then those."""
        at = len(self.words)
        return Said(
            self.words + more.words, (*self.mentions, *(m.moved(at) for m in more.mentions))
        )


def settled(said: Said) -> Said:
    """The same with single spaces, and every mention where its words have come to stand."""

    def moved(mention: Mention) -> Mention:
        end = len(_single_spaced(said.words[: mention.end]))
        length = len(_single_spaced(said.words[mention.start : mention.end]))
        return replace(mention, start=end - length, end=end)

    return Said(_single_spaced(said.words), tuple(moved(mention) for mention in said.mentions))


def as_read(said: Said) -> Said:
    """The same with the stops of names in it; where one ends a sentence too, it stands once."""
    if not HIDDEN_MARK.search(said.words):
        return said

    def moved(mention: Mention) -> Mention:
        start, end = (len(_with_stops(said.words, at)) for at in (mention.start, mention.end))
        return replace(mention, start=start, end=end)

    words = _with_stops(said.words, len(said.words))
    return Said(words, tuple(moved(mention) for mention in said.mentions))


def _with_stops(words: str, end: int) -> str:
    """So much of the words, as it is read: of two stops the second is left out."""
    kept = words[:end]
    twice = DOUBLE_STOP.finditer(words)
    for found in reversed([found for found in twice if found.end() <= end]):
        kept = kept[: found.end() - 1] + kept[found.end() :]
    return stops_shown(kept)


def hidden(said: Said) -> Said:
    """The same, the stops of the names in it ending no sentence."""
    words = said.words
    for mention in said.mentions:
        inside = words[mention.start : mention.end].translate(NAME_MARKS)
        words = words[: mention.start] + inside + words[mention.end :]
    return replace(said, words=words)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def in_form(pronouns: Pronouns, form: str) -> str:
    """The pronoun for a slot's form, which is always that of `they`."""
    return {
        "they": pronouns.subject,
        "them": pronouns.object,
        "their": pronouns.possessive,
        "theirs": pronouns.own,
        "themself": pronouns.reflexive,
    }[form]


def of_oneself(person: Person, text: str) -> Said:
    """Words that a person's own file says of them: a pronoun of theirs in it means them."""
    forms = "|".join(re.escape(in_form(person.pronouns, form)) for form in PRONOUN_FORMS)
    mentions = (
        Mention(m.start(), m.end(), person.id, "pronoun")
        for m in re.finditer(rf"\b(?:{forms})\b", text)
    )
    return Said(text, tuple(mentions))


class Mentions:
    """Who has been named so far, and how recently: the memory a reader has."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people
        self._introduced: set[str] = set()
        self._recent: list[str] = []
        self._near: set[str] = set()
        self._last_form: dict[str, bool] = {}
        self.present: tuple[str, ...] = ()

    def copy(self) -> Self:
        """The same memory, to be tried on words that may yet be taken back."""
        found = type(self)(self._people)
        found._introduced, found._near = set(self._introduced), set(self._near)
        found._recent, found._last_form = list(self._recent), dict(self._last_form)
        found.present = self.present
        return found

    def take_over(self, other: Mentions) -> None:
        """Know what another memory knows, where somebody else goes on with the telling."""
        known = other.copy()
        self._introduced, self._near = known._introduced, known._near
        self._recent, self._last_form = known._recent, known._last_form
        self.present = known.present

    def new_paragraph(self) -> None:
        """A paragraph began: those named in the one before are still near, and nobody else."""
        self._near = set(self._recent)
        self._recent = []

    def new_scene(self) -> None:
        """A scene began: nobody is near."""
        self._near, self._recent = set(), []

    def name(self, person: str) -> Said:
        """The name: whole the first time a reader meets it, short after."""
        found = self._people[person]
        first = person not in self._introduced
        self._introduced.add(person)
        self._note(person, pronoun=False)
        if first:
            return Said.of(person, found.name, "name")
        return Said.of(person, found.short, "short")

    def refer(self, person: str, form: str) -> Said:
        """A pronoun in this form, or the name where the pronoun could mean somebody else."""
        pronouns = self._people[person].pronouns
        if form == "themself":
            return Said.of(person, pronouns.reflexive, "pronoun")
        if not self.is_clear(person):
            name = self.name(person)
            if form not in ("their", "theirs"):
                return name
            return Said.of(person, possessive(name.words), name.mentions[0].how)
        self._note(person, pronoun=True)
        return Said.of(person, in_form(pronouns, form), "pronoun")

    def heard(self, mention: Mention) -> None:
        """Somebody was spoken of in words that stand as they are."""
        if mention.how == "name":
            self._introduced.add(mention.person)
        self._note(mention.person, pronoun=mention.how == "pronoun")

    def agree(self, person: str, form: str) -> str:
        """The verb form that fits how the person was last put: 'they were', 'Sam was'."""
        plural = self._last_form.get(person, False) and self._people[person].pronouns.plural
        return AGREEMENT[form][plural]

    def is_clear(self, person: str) -> bool:
        """Whether the pronoun can only mean this person: near, and the last it could mean."""
        if person not in self._recent and person not in self._near:
            return False
        around = {*self._recent, *self._near, *self.present} - {person}
        if not self._called_alike(person, sorted(around)):
            return True
        return self._called_alike(person, self._recent)[-1:] == [person]

    def _called_alike(self, person: str, among: Sequence[str]) -> list[str]:
        """Those of them whom this person's pronoun could mean."""
        mine = self._people[person].pronouns.subject
        known = (p for p in among if p in self._people)
        return [p for p in known if self._people[p].pronouns.subject == mine]

    def _note(self, person: str, *, pronoun: bool) -> None:
        self._recent.append(person)
        self._last_form[person] = pronoun


class PlainMentions(Mentions):
    """The memory of whoever reads plain words, which leave nothing to be made out."""

    def was_just_named(self, person: str) -> bool:
        """Whether a name was the last that they were called, and a pronoun can mean nobody else."""
        return self._last_form.get(person) is False and self.is_clear(person)

    def is_clear(self, person: str) -> bool:
        """Whether the pronoun can only mean this person: in their paragraph nobody else of whom it could
        be said, or, before they are named in it, nobody in the last one; a plural one, which could mean
        several, right after them.
        """
        here = set(self._recent) if person in self._recent else {*self._recent, *self._near}
        if person not in here:
            return False
        if self._people[person].pronouns.plural:
            return self._recent[-1:] == [person]
        return not self._called_alike(person, sorted(here - {person}))
