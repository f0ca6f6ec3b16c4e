"""What comes about without anybody's doing it, in clauses, and what people have to choose: what it came
of, whose error it is the price of, what was chosen and what that costs.
"""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.fabula.events import Complicated
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.telling.measure import AT_LENGTH, SHORT_SIDE
from novel_engine.story.telling.retold.acts import ActClauses
from novel_engine.story.telling.retold.plot_record import ComeToHold, Decision

CHOOSING = (
    "now {who} has to choose between {both}, and chooses {side}: {did}",
    "then {who} is left to choose between {both}, and chooses {side}: {did}",
    "what {who} has to weigh now is {first} against {second}, and {who} chooses {side}: {did}",
)
"""How a choice between two things is said, by turns."""
BY_THE_DEED = "now {who} has to choose between {both}; {did}"
"""The same, where what was chosen has no short name and what was done says which it was."""
COSTING = ("and the price of it is that {}", "and what it costs is that {}", "and so {}")
"""How what a choice costs is said, by turns."""
LOOKED_GUILTY = "{} had something else to hide: {}"
HID_SOMETHING = "it comes out that {} is hiding something too: {}"
"""How a secret comes out that is not the one looked for."""
THAT = "that"
"""A side of a choice that the sentence before told of."""


class OutcomeClauses:
    """What comes of things in clauses, beside the acts; `done` are the events told with another."""

    def __init__(self, acts: ActClauses) -> None:
        self.acts = acts
        self.line = acts.line
        self.setting = acts.setting
        self.retelling = acts.retelling
        self.done: set[int] = set()
        self.at_stake: list[str] = []
        self.prices = 0
        self.choices = 0
        self.paid_for: set[tuple[str, str]] = set()

    def of(self, number: int, event: Complicated) -> Iterator[str]:
        """What an event that is nobody's act comes to."""
        one = self.line.at_once(event)
        if one is None:
            yield from self._by_chance(number)
        elif one.ways:
            yield from self._choice(number)
        else:
            yield from self._consequence(number, one)

    def _by_chance(self, number: int) -> Iterator[str]:
        by_person: dict[str, list[ComeToHold]] = {}
        for one in self.line.told[number]:
            by_person.setdefault(one.person, []).append(one)
        for person, news in by_person.items():
            yield f"by chance {self.acts.comes_upon(person, news)}"

    def _consequence(self, number: int, one: Complication) -> Iterator[str]:
        fact = self.setting.facts.get(one.fact)
        if fact is None:
            return
        if self.setting.is_so("follows", fact):
            self.retelling.say(fact.id)
            yield self._reason_comes_out(number, one.who)
            return
        if fact.secret_of == one.who or self.setting.is_so("bears_out", fact):
            yield from self._come_out(number, one, fact)
            return
        yield f"{self._because(number)}{self._now(fact)}{self._cost_of_error(number)}"

    def _reason_comes_out(self, number: int, who: str) -> str:
        """Who says the reason, where whoever did it has owned to it, or that it can be guessed."""
        before = (act for at, act in self.line.acts.items() if at < number)
        owned = any(
            act.actor == self.line.doer and self.setting.marked(act.verb, "admits")
            for act in before
        )
        return f"{{{self.line.doer}}} tells {{{who}}} why" if owned else f"{{{who}}} guesses why"

    def _come_out(self, number: int, one: Complication, fact: Fact) -> Iterator[str]:
        """What nobody brought about, but somebody is shown, or cannot hide any longer."""
        if fact.secret_of == one.who:
            claim = self.acts.claim(fact.id)
            charged = any(
                act.roles.get("B") == one.who and self.line.is_charge(act)
                for at, act in self.line.acts.items()
                if at < number
            )
            how = LOOKED_GUILTY if charged else HID_SOMETHING
            yield how.format(f"{{{one.who}}}", claim)
            return
        deed = self.line.spine.deed
        for each in self.line.told[number]:
            if each.person == one.who and each.fact == deed and each.value:
                shown = self.acts.claim(fact.id) + self.acts.pointing(fact.id)
                yield f"{{{one.who}}} is shown that {shown}, and so knows that {self.acts.claim(deed)}"

    def _because(self, number: int) -> str:
        """The word or the words that join a consequence to what it came of."""
        causes = self.line.because.get(number, ())
        if self.acts.last in causes:
            return "so "
        if not causes:
            return "so " if self.line.errs(number)[0] and not self.acts.last else ""
        event = self.line.events.get(max(causes, default=0))
        one = self.line.at_once(event) if isinstance(event, Complicated) else None
        came = self.setting.facts.get(one.fact) if one and not one.ways else None
        noun = came.noun if came and not self.setting.is_so("follows", came) else ""
        now = self.setting.facts[self._fact(number)]
        if noun and now.hurts and noun not in now.claim:
            return f"because of {noun}, "
        return "as a result, " if self.acts.follows(number) else "then "

    def _cost_of_error(self, number: int) -> str:
        """Whose being wrong cost them this, where it did."""
        found = self._error_behind(number)
        is_a_loss = self.setting.facts[self._fact(number)].hurts
        if not found[0] or not is_a_loss or found in self.paid_for:
            return ""
        self.paid_for.add(found)
        return f", and all because {{{found[0]}}} was wrong about it"

    def _error_behind(self, number: int) -> tuple[str, str]:
        """Who was wrong, and about what, so that this came of it in the second place: of what they
        did on the strength of it.
        """
        for cause in self.line.because.get(number, ()):
            found = self.line.errs(cause)
            event = self.line.events[cause]
            if found[0] and isinstance(event, Complicated) and self.line.at_once(event):
                return found
        who, fact = self.line.errs(number)
        is_anothers = who != self._who(number) and fact in self.acts.wrong
        return (who, fact) if who and is_anothers else ("", "")

    def _fact(self, number: int) -> str:
        event = self.line.events[number]
        one = self.line.at_once(event) if isinstance(event, Complicated) else None
        return one.fact if one else ""

    def _who(self, number: int) -> str:
        event = self.line.events[number]
        one = self.line.at_once(event) if isinstance(event, Complicated) else None
        return one.who if one else ""

    def _choice(self, number: int) -> Iterator[str]:
        decision = self.line.decisions[number]
        choice = decision.choice
        first = list(self._what_a_side_stands_on(choice))
        yield from (f"but {self.acts.claim(fact.id)}" for fact in first)
        worths = [way.worth for way in choice.ways]
        sides = list(dict.fromkeys(filter(None, worths)))
        named = [THAT if [s] == [one.noun for one in first] else s for s in sides]
        if not decision.act or decision.way is None:
            yield f"{self._put(number, choice, named)}, and puts it off until it is too late"
            return
        self.done.add(decision.act)
        if not all(worths):
            yield f"{self._put(number, choice, named)}: {self._chosen(decision)}"
            return
        side = _called(sides.index(decision.way.worth), named)
        is_plain = THAT not in named and len(named) < AT_LENGTH
        form = CHOOSING[self.choices % len(CHOOSING) if is_plain else 0] if side else BY_THE_DEED
        self.choices += bool(side) and is_plain
        yield form.format(
            who=f"{{{choice.who}}}",
            both=_both(named),
            first=named[0] + ("," if "," in named[0] else ""),
            second=named[-1],
            side=side,
            did=self._chosen(decision),
        )

    def _put(self, number: int, choice: Complication, sides: list[str]) -> str:
        """Before what somebody is put."""
        who = f"{{{choice.who}}}"
        if all(way.worth for way in choice.ways):
            return f"now {who} has to choose between {_both(sides)}"
        event = self.line.events[number]
        ways = [self.retelling.tried(way.verb, event, choice) for way in choice.ways]
        return f"now {who} has to choose: {', or '.join(ways)}"

    def what_is_at_stake(self) -> Iterator[str]:
        """What there is between people that somebody will have to choose for or against, once."""
        for decision in self.line.decisions.values():
            for fact in self._what_a_side_stands_on(decision.choice):
                claim = self.acts.claim(fact.id)
                if claim not in self.at_stake:
                    yield claim
                self.at_stake.append(claim)

    def _what_a_side_stands_on(self, choice: Complication) -> Iterator[Fact]:
        """What is meant by a side of it that is a fact's name, if that has not been told."""
        to_come = {one.fact for one in self.setting.complications if one.at_once}
        for way in choice.ways:
            for fact in self.setting.facts.values():
                is_bond = fact.subject and self.setting.is_so("grieves", fact)
                is_bond = is_bond and fact.id != self.line.spine.deed
                is_meant = is_bond and fact.noun == way.worth and fact.id not in to_come
                if is_meant and not self.retelling.was_said(fact.id):
                    yield fact

    def _chosen(self, decision: Decision) -> str:
        act = self.line.acts[decision.act]
        self.retelling.say(self.line.said(act))
        did = self.acts.text(act)
        text = self.acts.with_others(did, act, self.line.told[decision.act])
        price = self.line.events.get(decision.price)
        one = self.line.at_once(price) if isinstance(price, Complicated) else None
        if one is None or decision.price in self.done:
            return text
        self.done.add(decision.price)
        words = COSTING[self.prices % len(COSTING)]
        self.prices += 1
        return f"{text}, {words.format(self._now(self.setting.facts[one.fact]))}"

    def _now(self, fact: Fact) -> str:
        self.retelling.say(fact.id)
        return self.retelling.now(fact)


def _called(number: int, sides: list[str]) -> str:
    """A side by its own name, if that is short enough to be said again; else nothing."""
    side = sides[number]
    return side if side != THAT and len(side.split()) <= SHORT_SIDE else ""


def _both(sides: list[str]) -> str:
    """The sides of a choice in one phrase; a clause in one is closed before the next."""
    if len(sides) <= 1:
        return "".join(sides)
    before = ", ".join(sides[:-1])
    return f"{before}{',' if ',' in sides[-2] else ''} and {sides[-1]}"
