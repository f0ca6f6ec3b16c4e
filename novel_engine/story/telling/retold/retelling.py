"""What somebody does, in the words in which a synopsis tells it, with slots for people.

The words are the verbs' own (`retold`); what has just been said is not said again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from novel_engine.story.english.grammar import with_the
from novel_engine.story.english.past_tense import third_person
from novel_engine.story.english.present_tense import present_clause
from novel_engine.story.fabula.events import Acted, Event
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Verb
from novel_engine.story.telling.measure import FRESH

ROLE_SLOT = re.compile(r"\{([A-Z])\}")
OF_WHOEVER_ACTS = re.compile(r"\byou\b|\byour\b|\byourself\b|\{O\}")
JOINED = re.compile(r"\band (?=[a-z])")


class Retelling:
    """Acts in words, by what has been said so far."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._at = 0
        self._said: dict[str, int] = {}

    def next(self) -> None:
        """A sentence has ended."""
        self._at += 1

    def say(self, fact: str) -> None:
        """Note that a fact has been said."""
        self._said[fact] = self._at

    def was_said(self, fact: str) -> bool:
        """Whether it has been, ever."""
        return fact in self._said

    def is_fresh(self, fact: str) -> bool:
        """Whether it has just been said, and is in mind."""
        return self._at - self._said.get(fact, -FRESH) < FRESH

    def done(self, act: Acted, how: str) -> str:
        """What somebody does, in the third person: `how` is an adverb before it, or nothing."""
        verb = self.setting.verbs[act.verb]
        phrase = self._phrase(verb, act.roles)
        said = self.setting.facts.get(act.roles.get("G") or act.roles.get("F"))
        if said and said.truth and self.setting.marked(act.verb, "misleads"):
            phrase = f"tell {{B}} that {said.claim}, without believing it"
        if not phrase:
            return self._filled(verb.note, act.roles).rstrip(".")
        first, _, rest = phrase.partition(" ")
        rest = JOINED.sub("and ~", rest)
        rest = re.sub(r"~(\w+)", lambda found: third_person(found[1]), rest)
        text = f"{{A}} {how}{third_person(first)} {rest}".rstrip()
        return self._filled(text, act.roles)

    def tried(self, verb: str, event: Event, choice: Complication) -> str:
        """One way of a choice, as what is chosen: `to tell Otto`."""
        roles = Roles.of(A=choice.who, B=choice.before, F=_matter(event), G=_matter(event))
        phrase = self._phrase(self.setting.verbs[verb], roles)
        return f"to {self._filled(phrase or verb.replace('_', ' '), roles)}"

    def now(self, fact: Fact) -> str:
        """What has come about, in the present."""
        first, _, _ = fact.claim.partition(" ")
        return present_clause(fact.claim, first)

    def _phrase(self, verb: Verb, roles: Roles) -> str:
        forms: Sequence[str] = verb.retold or tuple(
            form for form in verb.saying[:1] if not OF_WHOEVER_ACTS.search(form)
        )
        if not forms:
            return ""
        facts = [roles.get(hole) for hole in ROLE_SLOT.findall(forms[0])]
        again = [f for f in facts if f in self.setting.facts]
        if not again or not all(map(self.is_fresh, again)):
            return forms[0]
        for fact in again:
            self.say(fact)
        return forms[-1]

    def _filled(self, text: str, roles: Roles) -> str:
        return ROLE_SLOT.sub(lambda hole: self._filler(roles.get(hole[1])) or hole[0], text)

    def _filler(self, value: str) -> str:
        setting = self.setting
        if value in setting.people:
            return f"{{{value}}}"
        if value in setting.facts:
            self.say(value)
            return setting.facts[value].claim
        if value in setting.items:
            return with_the(setting.items[value].name)
        return setting.places[value].name if value in setting.places else value


def _matter(event: Event) -> str:
    """The fact that a choice is about."""
    roles = getattr(event, "roles", None)
    return roles.get("F") if isinstance(roles, Roles) else ""


def after_that(claims: Sequence[str]) -> str:
    """Clauses after one `that`: `it was cut and that he was out`."""
    return " and that ".join(claims)


def as_sentence(clause: str) -> str:
    """A clause as a sentence."""
    text = clause.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
