"""A record as whoever retells it asks about it: who came to hold what and when, by what a conclusion
was drawn, what was chosen and at which price, whose error a thing came of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from novel_engine.story.fabula.certainty import KNOWS, SURE
from novel_engine.story.fabula.events import (
    LATER,
    OPENING,
    Acted,
    Complicated,
    Event,
    Learned,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.facts import Fact, FactMark, Rule
from novel_engine.story.givens.kernels import Complication, Spine, Way
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class ComeToHold:
    """What somebody came to hold by an event, true or false, and did not before."""

    person: str
    fact: str
    value: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice as it was made: the act that took one of its ways, and the event that was its price;
    0 for what never came.
    """

    choice: Complication
    act: int = 0
    way: Way | None = None
    price: int = 0


class PlotRecord:
    """What happened in one story, by event, and what it hangs on."""

    def __init__(self, fabula: Fabula) -> None:
        self.setting = fabula.setting
        self.events: Mapping[int, Event] = {id_of(event): event for event in fabula.events}
        self.acts = {
            number: event for number, event in self.events.items() if isinstance(event, Acted)
        }
        self.complications = {one.id: one for one in self.setting.complications}
        self.spine = self._spine()
        deed = self.setting.facts.get(self.spine.deed)
        self.eyes = self.setting.eyes
        self.doer = (deed.subject or deed.secret_of) if deed else ""
        self.hurt = deed.hurts if deed else ""
        self.news = dict(self._news())

    def _spine(self) -> Spine:
        """What the plot hangs on; where its kernel does not say, what it must be by its marks."""
        declared = next(iter(self.setting.spines), Spine())
        if declared.deed:
            return declared
        return Spine(
            self._first("happened"),
            self._first("grave"),
            self._first("follows"),
            self._first("explains", truth=False),
        )

    def _first(self, mark: FactMark, *, truth: bool = True) -> str:
        """The first fact of the main question that is this."""
        facts = self.setting.facts_by_topic.get(self.setting.main_thread.topic, ())
        found = (f.id for f in facts if self.setting.is_so(mark, f) and f.truth is truth)
        return next(found, "")

    # -- what is known of the record ---------------------------------------------------------------

    def _news(self) -> Iterator[tuple[int, tuple[ComeToHold, ...]]]:
        held: dict[tuple[str, str], int] = {}
        for number, event in self.events.items():
            found: list[ComeToHold] = []
            for one in event.effects:
                if not isinstance(one, Learned):
                    continue
                grave = self.setting.is_so("grave", self.setting.facts[one.fact])
                least = KNOWS if grave and one.value else SURE
                now = one.value if one.confidence >= least else -1
                if now >= 0 and held.get((one.person, one.fact)) != now:
                    found.append(ComeToHold(one.person, one.fact, bool(now)))
                held[one.person, one.fact] = now
            yield number, tuple(found)

    @cached_property
    def taught(self) -> Mapping[tuple[str, str, bool], tuple[int, ...]]:
        """When each person came to hold each fact, true or false."""
        found: dict[tuple[str, str, bool], tuple[int, ...]] = {}
        for number, news in self.news.items():
            for one in news:
                key = (one.person, one.fact, one.value)
                found[key] = (*found.get(key, ()), number)
        return found

    def learnt(self, person: str, fact: str, before: int, *, value: bool = True) -> int:
        """When somebody last came to hold a fact, before an event; 0 for never or from the start."""
        times = self.taught.get((person, fact, value), ())
        return max((at for at in times if at < before), default=0)

    def holds(self, person: str, fact: str, before: int) -> bool:
        """Whether somebody holds a fact true, just before an event."""
        times = [
            (at, value)
            for value in (True, False)
            for at in self.taught.get((person, fact, value), ())
            if at < before
        ]
        return max(times, default=(0, False))[1]

    def grounds(self, act: Acted) -> Rule | None:
        """By what rule somebody draws a conclusion: the surest whose premises they hold."""
        fact, number = act.roles.get("F"), id_of(act)
        drawn = next((e for e in act.effects if isinstance(e, Learned) and e.fact == fact), None)
        if drawn is None:
            return None
        rules = [
            rule
            for rule in self.setting.rules
            if rule.conclusion == fact
            and rule.value == bool(drawn.value)
            and all(self.holds(act.actor, premise, number) for premise in rule.premises)
        ]
        return max(rules, key=lambda rule: rule.confidence, default=None)

    def stands_on(self, number: int) -> tuple[tuple[int, str], ...]:
        """What an act's own ground is: of a conclusion, of a charge that follows one, and of a thing
        put before somebody, the facts it rests on, each with the event that taught it; 0 for one
        that was known from the start.
        """
        act = self.acts[number]
        facts: tuple[str, ...] = ()
        if self.setting.marked(act.verb, "concludes"):
            rule = self.grounds(act)
            facts = rule.premises if rule else ()
        elif self.is_charge(act):
            drawn = self.concluded(act.actor, act.roles.get("F"), number)
            if drawn:
                return self.stands_on(drawn)
        elif self.setting.marked(act.verb, "displays"):
            item = self.setting.items.get(act.roles.get("I"))
            facts = item.evidence if item else ()
        return tuple((self.learnt(act.actor, fact, number), fact) for fact in facts)

    def concluded(self, person: str, fact: str, before: int) -> int:
        """When somebody last drew a conclusion that they still hold; 0 for never."""
        learnt = self.learnt(person, fact, before)
        act = self.acts.get(learnt)
        return learnt if act and self.setting.marked(act.verb, "concludes") else 0

    def said(self, act: Acted) -> str:
        """The fact that an act says or is about."""
        return act.roles.get("G") or act.roles.get("F")

    @cached_property
    def decisions(self) -> Mapping[int, Decision]:
        """The choices somebody had to make, by the event that brought them, as they were made."""
        found: dict[int, Decision] = {}
        for number, event in self.events.items():
            if isinstance(event, Complicated) and (one := self.at_once(event)) and one.ways:
                found[number] = self._decided(number, one)
        return found

    def at_once(self, event: Complicated) -> Complication | None:
        """The consequence or the choice that an event is; None for what the director brought."""
        one = self.complications.get(event.complication)
        return one if one is not None and one.at_once else None

    def _decided(self, number: int, choice: Complication) -> Decision:
        ways = {way.verb: way for way in choice.ways}
        act = next(
            (
                at
                for at, one in self.acts.items()
                if at > number and one.actor == choice.who and one.verb in ways
                and number in one.causes
            ),
            0,
        )  # fmt: skip
        if not act:
            return Decision(choice)
        way = ways[self.acts[act].verb]
        return Decision(choice, act, way, self._price(act, way.price))

    def _price(self, after: int, fact: str) -> int:
        return next(
            (
                at
                for at, event in self.events.items()
                if at > after and isinstance(event, Complicated)
                and (one := self.at_once(event)) and not one.ways and one.fact == fact
            ),
            0,
        )  # fmt: skip

    def is_wrong(self, fact: Fact) -> bool:
        """Whether it is an account of what is to be explained, and not so."""
        return not fact.truth and self.setting.is_so("explains", fact)

    @cached_property
    def answered(self) -> int:
        """When whoever sees most of it comes to know who, for good; 0 for never."""
        times = self.taught.get((self.eyes, self.spine.deed, True), ())
        at_the_end = self.holds(self.eyes, self.spine.deed, LATER)
        return max(times, default=0) if at_the_end else 0

    @cached_property
    def reason_learnt(self) -> tuple[int, ...]:
        """When they learn why, if that comes with the answer or after it."""
        times = self.taught.get((self.eyes, self.spine.motive, True), ())
        return tuple(at for at in times if at >= self.answered)

    @property
    def knew_why(self) -> bool:
        """Whether they knew the reason before they knew that it was one."""
        spine = self.spine
        known = bool(self.taught.get((self.eyes, spine.motive, True)))
        return bool(self.answered) and known and not self.reason_learnt

    def whose(self, event: Event) -> str:
        """Who does it, or to whom it comes about; empty for nobody."""
        if isinstance(event, Acted):
            return event.actor
        one = self.at_once(event) if isinstance(event, Complicated) else None
        return one.who if one else ""

    @cached_property
    def wrong_from_the_start(self) -> tuple[str, ...]:
        """Who of those it is told about most holds the false account before anything happens."""
        wrong = [
            one.person
            for one in self.news.get(OPENING, ())
            if one.fact == self.spine.mistaken and one.value
        ]
        return tuple(one for one in dict.fromkeys((self.eyes, self.hurt)) if one in wrong)

    @property
    def let_into_it(self) -> tuple[str, ...]:
        """Who knows of the deed from the start, beside whoever did it."""
        knows = (one for one in self.news.get(OPENING, ()) if one.fact == self.spine.deed)
        return tuple(
            dict.fromkeys(one.person for one in knows if one.value and one.person != self.doer)
        )

    def errs(self, number: int) -> tuple[str, str]:
        """Whose error an event came of, and the fact that they had wrong; empty for nobody's."""
        event = self.events[number]
        who = self.whose(event)
        one_of_plot = self.at_once(event) if isinstance(event, Complicated) else None
        mistaken = self.spine.mistaken
        stands_on_it = one_of_plot is not None and mistaken in one_of_plot.plants
        if stands_on_it and who in self.wrong_from_the_start and self.holds(who, mistaken, number):
            return who, mistaken
        for cause in event.causes:
            for one in self.news.get(cause, ()):
                fact = self.setting.facts[one.fact]
                if one.person == who and one.value and self.is_wrong(fact):
                    return who, fact.id
            act = self.acts.get(cause)
            fact_of = self.setting.facts.get(act.roles.get("F")) if act else None
            if act and fact_of and self.is_wrong(fact_of) and self.is_charge(act):
                return act.actor, fact_of.id
        return "", ""

    def is_charge(self, act: Acted) -> bool:
        """Whether it holds something against somebody, right or wrong."""
        marked = self.setting.marked
        return marked(act.verb, "charges") or marked(act.verb, "asks_why")
