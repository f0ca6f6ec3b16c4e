"""A night as its score reads it: acts, what people came to hold and what they held before, and the
way back from the answer over its causes.

It is made of the events alone, in one pass and without folding the world, since eleven nights of
twelve are only weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from novel_engine.story.fabula.certainty import KNOWS, SURE
from novel_engine.story.fabula.events import (
    OPENING,
    Acted,
    Complicated,
    Event,
    Learned,
    Obliged,
    SceneOpened,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Complication
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds of a fact, how surely (0 … 100), and since which event."""

    value: bool
    confidence: int
    event: int

    def is_held(self, *, value: bool) -> bool:
        """Whether it is this that they hold, and likelier than not."""
        return self.value == value and self.confidence >= SURE


UNHEARD_OF = Held(False, 0, OPENING)
"""What one holds of what one has no idea of."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody came to hold something of a fact, in place of what they held before."""

    person: str
    fact: str
    before: Held
    now: Held


@dataclass(frozen=True)
class Course:
    """The events of one night, on the ground that they happened on."""

    setting: Setting
    events: tuple[Event, ...]

    @cached_property
    def by_id(self) -> Mapping[int, Event]:
        """The events by id."""
        return {id_of(event): event for event in self.events}

    @cached_property
    def acts(self) -> tuple[Acted, ...]:
        """What was done, and not refused."""
        return tuple(event for event in self.events if isinstance(event, Acted))

    @cached_property
    def scenes(self) -> frozenset[int]:
        """The events that only open scenes, and the story's opening: a cause in name alone."""
        return frozenset(id_of(e) for e in self.events if isinstance(e, SceneOpened)) | {OPENING}

    @cached_property
    def turned(self) -> tuple[Turned, ...]:
        """Everything that anybody came to hold after the opening, in order."""
        return tuple(one for one in self._learnt if one.now.event != OPENING)

    def turned_by(self, event: int) -> tuple[Turned, ...]:
        """What anybody came to hold by this event, the opening among them."""
        return tuple(self._by_event.get(event, ()))

    @cached_property
    def _by_event(self) -> Mapping[int, list[Turned]]:
        found: dict[int, list[Turned]] = {}
        for one in self._learnt:
            found.setdefault(one.now.event, []).append(one)
        return found

    @cached_property
    def opinions(self) -> Mapping[tuple[str, str], tuple[Held, ...]]:
        """What each person held of each fact, one after the other."""
        found: dict[tuple[str, str], list[Held]] = {}
        for one in self._learnt:
            found.setdefault((one.person, one.fact), []).append(one.now)
        return {key: tuple(held) for key, held in found.items()}

    @cached_property
    def _learnt(self) -> tuple[Turned, ...]:
        return tuple(_learnt(self.events))

    def held(self, person: str, fact: str, before: int) -> Held:
        """What a person held of a fact before this event."""
        opinions = reversed(self.opinions.get((person, fact), ()))
        return next((one for one in opinions if one.event < before), UNHEARD_OF)

    def at_the_end(self, person: str, fact: str) -> Held:
        """What a person holds of a fact when all is over."""
        opinions = self.opinions.get((person, fact), ())
        return opinions[-1] if opinions else UNHEARD_OF

    @cached_property
    def main_facts(self) -> tuple[Fact, ...]:
        """The facts that the main question is about, by id."""
        return self.setting.facts_by_topic.get(self.setting.main_thread.topic, ())

    @cached_property
    def answers(self) -> frozenset[str]:
        """The facts that answer the main question: those that are true and grave."""
        return frozenset(
            fact.id for fact in self.main_facts if fact.truth and self.setting.is_so("grave", fact)
        )

    @cached_property
    def answered(self) -> bool:
        """Whether the main question was answered."""
        main = self.setting.main_thread.id
        return any(
            isinstance(effect, ThreadMoved) and effect == ThreadMoved(main, "answered")
            for event in self.events
            for effect in event.effects
        )

    @cached_property
    def finding_out(self) -> tuple[Turned, ...]:
        """Each time that somebody who did not know the answer came to know it."""
        return tuple(
            one
            for one in self.turned
            if one.fact in self.answers
            and one.now.value
            and one.now.confidence >= KNOWS
            and not (one.before.value and one.before.confidence >= KNOWS)
        )

    @cached_property
    def choices(self) -> tuple[Acted, ...]:
        """The acts by which somebody chose: what they owed was put to them by what had come up, and
        by nobody's question.
        """
        owing: dict[str, tuple[str, ...]] = {}
        found = []
        for event in self.events:
            if isinstance(event, Acted) and event.verb in owing.get(event.actor, ()):
                found.append(event)
                del owing[event.actor]
            for effect in event.effects:
                if isinstance(effect, Obliged):
                    asks = effect.by in self.setting.people and isinstance(event, Acted)
                    owing[effect.person] = () if asks else effect.answers
        return tuple(found)

    @cached_property
    def on_the_way(self) -> frozenset[int]:
        """The events on the way to the answer, the reason, the choices and what followed of what was
        done: these, and all that they come of.
        """
        reached: set[int] = set()
        waiting = list(self._ends())
        while waiting:
            number = waiting.pop()
            if number not in reached and number in self.by_id:
                reached.add(number)
                waiting += self.grounds(number)
        return frozenset(reached)

    def _ends(self) -> Iterator[int]:
        """What the way leads to."""
        yield from (one.now.event for one in self.finding_out)
        yield from (one.now.event for one in self.turned if self.tells_why(one))
        yield from (id_of(act) for act in self.choices)
        follows = {one.id for one in self.came if one.at_once}
        ups = (event for event in self.events if isinstance(event, Complicated))
        yield from (id_of(event) for event in ups if event.complication in follows)
        if self.answered:
            last = self.acts[-1].scene if self.acts else 0
            marks = ((act, self.setting.marked(act.verb, "turns")) for act in self.acts)
            yield from (id_of(act) for act, turns in marks if turns and act.scene == last)

    def grounds(self, number: int) -> tuple[int, ...]:
        """What an event comes of: its causes, and, of a conclusion, where what it is drawn from was
        learnt.
        """
        event = self.by_id[number]
        if not isinstance(event, Acted) or not self.setting.marked(event.verb, "concludes"):
            return event.causes
        drawn = self.bearing_on(event.roles.get("F"))
        held = (self.held(event.actor, fact, number) for fact in drawn)
        return (*event.causes, *(one.event for one in held if one.is_held(value=True)))

    def bearing_on(self, fact: str) -> tuple[str, ...]:
        """The facts that something can be concluded from about this one, or against its rivals."""
        known = self.setting.facts.get(fact)
        if known is None:
            return ()
        rivals = self.setting.rivals.get(fact, ())
        found: dict[str, None] = {}
        for rule in self.setting.rules:
            if (rule.conclusion == fact and rule.value) or (
                rule.conclusion in rivals and not rule.value
            ):
                found |= dict.fromkeys(rule.premises)
        return tuple(found)

    @cached_property
    def reasons(self) -> frozenset[str]:
        """The facts that say why: those of the main question, or, where it has none, any."""
        why = [f for f in self.setting.facts.values() if self.setting.is_so("follows", f)]
        main = [fact for fact in why if fact.topic == self.setting.main_thread.topic]
        return frozenset(fact.id for fact in main or why if fact.truth)

    def tells_why(self, one: Turned) -> bool:
        """Whether somebody learnt why."""
        return one.fact in self.reasons and one.now.is_held(value=True)

    def comes_of(self, number: int) -> Iterator[Event]:
        """An event, and those that name it for a cause."""
        yield self.by_id[number]
        yield from self._following.get(number, ())

    @cached_property
    def _following(self) -> Mapping[int, list[Event]]:
        found: dict[int, list[Event]] = {}
        for event in self.events:
            for cause in event.causes:
                found.setdefault(cause, []).append(event)
        return found

    @cached_property
    def came(self) -> tuple[Complication, ...]:
        """What came up, each thing once."""
        known = {one.id: one for one in self.setting.complications}
        ups = (event.complication for event in self.events if isinstance(event, Complicated))
        return tuple(known[one] for one in dict.fromkeys(ups) if one in known)


def _learnt(events: Iterable[Event]) -> Iterator[Turned]:
    holding: dict[tuple[str, str], Held] = {}
    for event in events:
        for effect in event.effects:
            if isinstance(effect, Learned):
                key = (effect.person, effect.fact)
                now = Held(bool(effect.value), effect.confidence, id_of(event))
                yield Turned(*key, holding.get(key, UNHEARD_OF), now)
                holding[key] = now
