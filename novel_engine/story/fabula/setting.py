"""Everything given before the first turn, after casting: the people, the ground, the facts and the
rules.

A setting is a pure value of (inputs, seed). It is never stored: `resume` makes it again from the
inputs in the record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from novel_engine.story.english.first_person import said_between
from novel_engine.story.english.text import WORD
from novel_engine.story.fabula.events import Effect
from novel_engine.story.givens.draws import Draws, luck_of_night
from novel_engine.story.givens.facts import (
    PERSON_SLOT,
    Fact,
    FactKind,
    FactMark,
    Item,
    Place,
    Rule,
    Thread,
)
from novel_engine.story.givens.kernels import Complication, Ending, Frame, Spine, Ways
from novel_engine.story.givens.patterns import Pattern
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import NO_TEXTURE, Texture
from novel_engine.story.givens.verbs import Mark, Scales, Verb
from novel_engine.values import dataclass

SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")
NO_KINDS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Setting:
    """One story's givens. `roles` binds the kernels' role names (`part.role`) to persons, items and
    places.

    `kernels` are the options in play, `part.axis=option`; conditions name the axes of `plain` parts
    without the part, and may ask of the `distinct` roles whether each is another person. `spines`
    are what each kernel hangs on, the main one's first; `until` is until when things can be put
    right, as after "before"; `hours` are the hours that have names of their own, `whole` what all of
    it is called, and `together` those who are in it; `texture` is what is seen and heard of it.
    """

    title: str
    seed: str
    genre: str
    form: str
    scenes: int
    people: Mapping[str, Person]
    places: Mapping[str, Place]
    items: Mapping[str, Item]
    facts: Mapping[str, Fact]
    threads: Mapping[str, Thread]
    rules: tuple[Rule, ...]
    verbs: Mapping[str, Verb]
    roles: Roles
    kernels: tuple[str, ...]
    frames: tuple[Frame, ...]
    complications: tuple[Complication, ...]
    endings: tuple[Ending, ...]
    opening: tuple[Effect, ...]
    scales: Scales
    tactics: Mapping[str, tuple[str, ...]]
    avoid: tuple[str, ...] = ()
    premise: str = ""
    eyes: str = ""
    weathers: tuple[str, ...] = ()
    until: str = ""
    hours: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    together: str = ""
    texture: Texture = NO_TEXTURE
    spines: tuple[Spine, ...] = ()
    open_ended: bool = False
    patterns: tuple[Pattern, ...] = ()
    plain: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    kinds: Mapping[str, FactKind] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)
    forks: tuple[tuple[int, str], ...] = ()

    @cached_property
    def draws(self) -> Draws:
        """The luck of the story's turns."""
        return Draws(self.seed, self.forks)

    def on_night(self, night: int) -> Setting:
        """The same ground on this night of the seed's: all is as it is, but for the luck of the
        turns. The first night's is the seed's own.
        """
        forks = luck_of_night(self.seed, night)
        return self if forks == self.forks else replace(self, forks=forks)

    def claim(self, fact: str, *, me: str = "", you: str = "") -> str:
        """A fact's claim with everybody's name in it; said by `me`, and to `you`, they are I and
        you.
        """
        return self.named(said_between(self.facts[fact].claim, me, you))

    def named(self, text: str) -> str:
        """A fact's text with what people are called in their slots."""
        return PERSON_SLOT.sub(
            lambda slot: self.people[slot[1]].short if slot[1] in self.people else slot[0], text
        )

    def ending_in_words(self, ending: str) -> str:
        """What becomes of people by this ending, in a sentence; of one that says nothing, its name,
        without the plot's that it is of.
        """
        says = next((one.says for one in self.endings if one.id == ending), "").strip()
        said = self.named(SENTENCE_BREAK.split(says)[0])
        return said[:1].upper() + said[1:] or ending.rpartition(".")[2].replace("_", " ")

    def nameless(self, text: str) -> str:
        """A fact's text with nobody in it."""
        return PERSON_SLOT.sub(lambda slot: " " if slot[1] in self.people else slot[0], text)

    def people_in(self, text: str) -> tuple[str, ...]:
        """Who stands in a fact's text, in order, each as often as they do."""
        return tuple(person for person in PERSON_SLOT.findall(text) if person in self.people)

    @cached_property
    def bindings(self) -> dict[str, str]:
        """Role name to what fills it."""
        return dict(self.roles)

    def marked(self, verb: str, mark: Mark) -> bool:
        """Whether it is the name of a verb of this kind."""
        found = self.verbs.get(verb)
        return found is not None and mark in found.marks

    def is_so(self, mark: FactMark, fact: Fact) -> bool:
        """Whether the fact is of a kind that is this."""
        return fact.kind in self.kinds_by_mark.get(mark, NO_KINDS)

    @cached_property
    def kinds_by_mark(self) -> dict[FactMark, frozenset[str]]:
        """The names of the kinds of fact that are each thing."""
        marks = {mark for kind in self.kinds.values() for mark in kind.marks}
        return {
            m: frozenset(kind.name for kind in self.kinds.values() if m in kind.marks)
            for m in sorted(marks)
        }

    @cached_property
    def verbs_by_mark(self) -> dict[str, tuple[str, ...]]:
        """The names of the verbs of each kind."""
        found: dict[str, list[str]] = {}
        for verb in self.verbs.values():
            for mark in sorted(verb.marks):
                found.setdefault(mark, []).append(verb.name)
        return {mark: tuple(names) for mark, names in found.items()}

    @cached_property
    def main_thread(self) -> Thread:
        """The question the story ends by answering."""
        return next(thread for thread in self.threads.values() if thread.main)

    @cached_property
    def frames_by_id(self) -> dict[str, Frame]:
        """The frames by id."""
        return {frame.id: frame for frame in self.frames}

    @cached_property
    def facts_by_topic(self) -> dict[str, tuple[Fact, ...]]:
        """The facts about each topic, by id."""
        topics: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts.values(), key=lambda f: f.id):
            topics.setdefault(fact.topic, []).append(fact)
        return {topic: tuple(found) for topic, found in topics.items()}

    @cached_property
    def rules_by_premise(self) -> dict[str, tuple[Rule, ...]]:
        """The rules of inference each fact is a premise of."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for premise in rule.premises:
                found.setdefault(premise, []).append(rule)
        return {premise: tuple(rules) for premise, rules in found.items()}

    @cached_property
    def rules_against(self) -> dict[str, tuple[Rule, ...]]:
        """The rules of inference that bear out an account that each account excludes."""
        return {
            fact: tuple(rule for rule in self.rules if rule.value and rule.conclusion in rivals)
            for fact, rivals in self.rivals.items()
        }

    @cached_property
    def shown_by(self) -> dict[str, tuple[str, ...]]:
        """The things that show each fact, by id."""
        found: dict[str, list[str]] = {}
        for item in sorted(self.items.values(), key=lambda i: i.id):
            for fact in item.evidence:
                found.setdefault(fact, []).append(item.id)
        return {fact: tuple(ids) for fact, ids in found.items()}

    @cached_property
    def secrets_of(self) -> dict[str, tuple[str, ...]]:
        """The facts each person would hide, by id."""
        found: dict[str, list[str]] = {}
        for fact in sorted(self.facts.values(), key=lambda f: f.id):
            if fact.secret_of:
                found.setdefault(fact.secret_of, []).append(fact.id)
        return {person: tuple(ids) for person, ids in found.items()}

    @cached_property
    def harms_by_topic(self) -> dict[str, tuple[str, ...]]:
        """The facts of each topic that say what happened, by id."""
        return {
            topic: tuple(fact.id for fact in facts if self.is_so("happened", fact))
            for topic, facts in self.facts_by_topic.items()
        }

    @cached_property
    def grave_secrets(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The grave facts of a topic that a person would hide, by topic and person."""
        found: dict[tuple[str, str], list[str]] = {}
        for facts in self.facts_by_topic.values():
            for fact in facts:
                if self.is_so("grave", fact):
                    found.setdefault((fact.topic, fact.secret_of), []).append(fact.id)
        return {of: tuple(ids) for of, ids in found.items()}

    @cached_property
    def accounts_by_topic(self) -> dict[str, tuple[str, ...]]:
        """The facts that would explain each topic, by id."""
        return {
            topic: tuple(fact.id for fact in facts if self.is_so("explains", fact))
            for topic, facts in self.facts_by_topic.items()
        }

    @cached_property
    def giveaways(self) -> dict[str, frozenset[str]]:
        """The words that give a fact away where all of them stand: its revealing ones, and the name
        of whom it is about.
        """
        found: dict[str, frozenset[str]] = {}
        for fact in self.facts.values():
            if fact.tokens and fact.subject in self.people:
                name = WORD.findall(self.people[fact.subject].short.lower())
                found[fact.id] = frozenset((*name, *(token.lower() for token in fact.tokens)))
        return found

    @cached_property
    def rivals(self) -> dict[str, tuple[str, ...]]:
        """For each explanation of a topic, the explanations it excludes: holding one true makes the
        others false.
        """
        found: dict[str, tuple[str, ...]] = {}
        for rival in self.accounts_by_topic.values():
            for one in rival:
                found[one] = tuple(other for other in rival if other != one)
        return found
