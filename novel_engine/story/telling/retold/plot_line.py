"""Which events of a story a stranger needs to follow it, and what to say of each.

Selected backwards: from the answer, the reason, the choices, what came of things and the end, over
what each stands on. Of everything else nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from novel_engine.story.fabula.events import OPENING, Acted, Complicated, Departed, Event, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.telling.retold.plot_record import ComeToHold, Decision, PlotRecord

NO_TURNS: Sequence[Mark] = ("admits", "stands")
"""What turns a story and is told as something else, or is nothing to who hears of it."""


class PlotLine(PlotRecord):
    """What there is to tell of one story, by event."""

    def __init__(self, fabula: Fabula) -> None:
        super().__init__(fabula)
        self.told: dict[int, list[ComeToHold]] = {}
        self._want_all()

    # -- what is wanted ----------------------------------------------------------------------------

    def want(self, number: int, person: str = "", fact: str = "") -> None:
        """Have an event told, and, of what somebody comes to hold by it, this."""
        if number <= OPENING:
            return
        new = number not in self.told
        said = self.told.setdefault(number, [])
        for one in self.news.get(number, ()):
            if one.person == person and one.fact == fact and one not in said:
                said.append(one)
        event = self.events[number]
        if new and isinstance(event, Acted):
            self._want_what_it_stands_on(number, event)

    def want_known(self, person: str, fact: str, before: int) -> None:
        """Have it told how somebody came to hold a fact."""
        self.want(self.learnt(person, fact, before), person, fact)

    def _want_what_it_stands_on(self, number: int, act: Acted) -> None:
        """A charge has its ground told as an event of its own, unless the charge itself says it."""
        if self.is_charge(act) and not self.concluded(act.actor, act.roles.get("F"), number):
            self.want_known(act.actor, act.roles.get("F"), number)

    def _want_all(self) -> None:
        self._want_what_came_about()
        self._want_milestones()
        self._want_charges()
        self._want_admissions()
        self._want_turns()
        self._want_lies()
        self._want_errors()
        self._leave_out_what_is_charged()

    def _leave_out_what_is_charged(self) -> None:
        """A conclusion that somebody is charged with is told with the charge."""
        for number in sorted(self.told):
            act = self.acts.get(number)
            if act and self.is_charge(act):
                drawn = self.concluded(act.actor, act.roles.get("F"), number)
                if not any(drawn < reason < number for reason in self.reason_learnt):
                    self.told.pop(drawn, None)

    def _want_what_came_about(self) -> None:
        for number, event in self.events.items():
            one = self.at_once(event) if isinstance(event, Complicated) else None
            if one is None:
                continue
            self.want(number)
            self._want_what_looked_bad(event, one)
            for act in filter(None, map(self.acts.get, event.causes)):
                if act.actor == one.who and not one.ways and self.setting.marked(act.verb, "kept"):
                    self.want(id_of(act), act.roles.get("B"), self.said(act))
        for decision in self.decisions.values():
            for number in (decision.act, self._after_all(decision)):
                if number:
                    self.want(number, decision.choice.before, self.said(self.acts[number]))

    def _want_what_looked_bad(self, event: Event, one: Complication) -> None:
        """Before somebody's own secret comes out, what had been found that points at them."""
        secret = self.setting.facts.get(one.fact)
        if one.ways or secret is None or secret.secret_of != one.who:
            return
        for cause in event.causes:
            for news in self.news.get(cause, ()):
                fact = self.setting.facts[news.fact]
                points = fact.subject == one.who and self.setting.is_so("bears_out", fact)
                if points and news.person == self.eyes and news.value:
                    self.want(cause, news.person, news.fact)

    def _after_all(self, decision: Decision) -> int:
        """When somebody did what they had chosen not to do; 0 for never."""
        if decision.way is None:
            return 0
        other = {way.verb for way in decision.choice.ways if way != decision.way}
        whose = (decision.choice.who, decision.choice.before)
        of_it = self.said(self.acts[decision.act])
        return next(
            (
                number
                for number, act in self.acts.items()
                if number > decision.act
                and act.verb in other
                and (act.actor, act.roles.get("B")) == whose
                and self.said(act) == of_it
            ),
            0,
        )

    def _want_milestones(self) -> None:
        """How whoever sees most of it, and whom it hurts, come by what happened, who and why."""
        spine = self.spine
        for person in (self.eyes, self.hurt):
            for fact in (spine.happened, spine.deed, spine.motive):
                times = self.taught.get((person, fact, True), ())
                if fact == spine.motive:
                    times = self.reason_learnt if person == self.eyes else ()
                for number in times[-1:] if fact == spine.deed else times[:1]:
                    self.want(number, person, fact)

    def _want_charges(self) -> None:
        charged: set[tuple[str, str]] = set()
        owned: set[tuple[str, str]] = set()
        for number, act in self.acts.items():
            key = (act.roles.get("B"), act.roles.get("F"))
            if self.setting.marked(act.verb, "admits"):
                owned.add((act.actor, self.said(act)))
            fact = self.setting.facts.get(key[1])
            is_charge = self.setting.marked(act.verb, "charges") or (
                self.setting.marked(act.verb, "asks_why") and fact and self.is_wrong(fact)
            )
            if is_charge and key not in charged and key not in owned:
                charged.add(key)
                self.want(number)

    def _want_admissions(self) -> None:
        """The first time somebody owns to each thing, and again where it tells someone or is met."""
        owned: set[tuple[str, str]] = set()
        stood_on = {cause for number in self.told for cause in self.events[number].causes}
        for number, act in self.acts.items():
            if not self.setting.marked(act.verb, "admits"):
                continue
            key = (act.actor, self.said(act))
            if not self._is_at_stake(act):
                continue
            if key not in owned or (number in stood_on and act.roles.get("B") == self.hurt):
                owned.add(key)
                self.want(number)
                for cause in act.causes:
                    before = self.acts.get(cause)
                    if before and self.setting.marked(before.verb, "displays"):
                        self.want(cause)

    def _is_at_stake(self, act: Acted) -> bool:
        fact = self.setting.facts.get(self.said(act))
        return fact is not None and self.setting.is_so("explains", fact)

    def _want_turns(self) -> None:
        """What the story turns on: each once."""
        done: set[tuple[str, str, str]] = set()
        for number, act in self.acts.items():
            leaves = any(isinstance(effect, Departed) for effect in act.effects)
            turns = self.setting.marked(act.verb, "turns") and not any(
                self.setting.marked(act.verb, mark) for mark in NO_TURNS
            )
            key = (act.verb, act.actor, act.roles.get("B"))
            is_one = leaves is not turns and (leaves or act.roles.get("B") not in ("", act.actor))
            if is_one and key not in done:
                done.add(key)
                self.want(number)

    def _want_lies(self) -> None:
        """Each lie that somebody is taken in by, once."""
        believed: set[tuple[str, str]] = set()
        for number, act in self.acts.items():
            hearer, fact = act.roles.get("B"), self.said(act)
            if not self.setting.marked(act.verb, "misleads") or hearer not in (
                self.eyes,
                self.hurt,
            ):
                continue
            if (hearer, fact) not in believed and self._is_taken_in(number, hearer, fact):
                believed.add((hearer, fact))
                self.want(number, hearer, fact)

    def _is_taken_in(self, number: int, hearer: str, fact: str) -> bool:
        news = self.news.get(number, ())
        return any(one.person == hearer and one.fact == fact and one.value for one in news)

    def _want_errors(self) -> None:
        """What people hold that is not so, where something told comes of it, and how they drop it."""
        wrong = [fact.id for fact in self.setting.facts.values() if self.is_wrong(fact)]
        for number in sorted(self.told):
            event = self.events[number]
            if not isinstance(event, Acted | Complicated):
                continue
            who = self.whose(event)
            for fact in wrong:
                learnt = self.learnt(who, fact, number)
                at_stake = isinstance(event, Complicated) or fact in event.roles.values
                if at_stake and learnt in event.causes and self.holds(who, fact, number):
                    self.want(learnt, who, fact)
        mistaken = self.spine.mistaken
        for person in (self.eyes, self.hurt):
            for number in self.taught.get((person, mistaken, True), ())[:1]:
                self.want(number, person, mistaken)

    # -- what stands on what -----------------------------------------------------------------------

    @cached_property
    def order(self) -> Sequence[int]:
        """The events that are told, as they happened."""
        return sorted(self.told)

    @cached_property
    def because(self) -> Mapping[int, tuple[int, ...]]:
        """The told events that each told event came of, over what is not told."""
        found: dict[int, tuple[int, ...]] = {}
        reach: dict[int, frozenset[int]] = {}
        for number, event in self.events.items():
            nearest: set[int] = set()
            for cause in event.causes:
                nearest |= {cause} if cause in self.told else reach.get(cause, frozenset())
            reach[number] = frozenset(nearest)
            if number in self.told:
                found[number] = tuple(sorted(nearest))
        return found
