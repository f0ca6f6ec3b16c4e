"""What people do, in clauses: what they find and hold, say and are told, charge and own to, and what
they put together, each as far as it is on the plot line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.fabula.events import Acted, id_of
from novel_engine.story.telling.measure import IN_MIND
from novel_engine.story.telling.retold.plot_line import PlotLine
from novel_engine.story.telling.retold.plot_record import ComeToHold
from novel_engine.story.telling.retold.retelling import Retelling, after_that

AND = "& "
"""What begins a clause that goes on the sentence before it, and is no word of it."""

UNDERSTANDS = "now understands why"
"""That somebody has learnt the reason, which the reader has been told."""


class ActClauses:
    """Acts in clauses, by what has been told so far."""

    def __init__(self, line: PlotLine, retelling: Retelling) -> None:
        self.setting = line.setting
        self.line = line
        self.retelling = retelling
        self.wrong: set[str] = set()
        self._takes_it_for: dict[str, str] = {}
        self._known: set[tuple[str, str]] = set()
        self._last: list[int] = []
        self._narrated: set[int] = set()
        self._met: set[int] = set()

    @property
    def last(self) -> int:
        """The event told last; 0 before the first."""
        return self._last[-1] if self._last else 0

    def told(self, number: int) -> None:
        """An event has been told."""
        self._last = [*self._last, number][-IN_MIND:]
        self._narrated.add(number)

    def act(self, number: int, act: Acted) -> Iterator[str]:
        """What somebody does, and what it lets those hold who are there."""
        if number in self._met:
            return
        news = self.line.told[number]
        if self.setting.marked(act.verb, "concludes"):
            yield from self._conclusion(number, act)
            return
        verb = self.setting.verbs.get(act.verb)
        if verb is None:
            return
        if not verb.said and not act.roles.get("B"):
            true = [n for n in news if not self.is_wrong(n.fact)]
            found = [n for n in true if n.person == act.actor] or true[:1]
            if found:
                yield from self._found(found, [n for n in news if n not in found])
                return
        if self._is_told_again(act):
            return
        is_wrong_charge = self.line.is_charge(act) and self.is_wrong(act.roles.get("F"))
        how, tail = "", ""
        if is_wrong_charge:
            asks = self.setting.marked(act.verb, "asks_why")
            how, tail = ("", ", though it is not so") if asks else ("wrongly ", "")
        lead = self._lead(number, act)
        if is_wrong_charge and (dropped := self.takes_it_so(act.actor, act.roles.get("F"))):
            lead = f"{lead or 'so '}{{{act.actor}}} thinks no more of {dropped}, and "
        text = self.text(act, how) + tail + self._answer(number, act)
        yield lead + self.with_others(text, act, news)

    def takes_it_so(self, person: str, fact: str) -> str:
        """Note that somebody is said to hold an account that is not so; what they are said to have
        held until then instead, as a noun.
        """
        self.wrong.add(fact)
        before = self._takes_it_for.get(person, fact)
        self._takes_it_for[person] = fact
        return "" if not before or before == fact else self.setting.facts[before].noun

    def _is_told_again(self, act: Acted) -> bool:
        """Whether it is a lie to somebody who is said to hold it as it is."""
        told = self._takes_it_for.get(act.roles.get("B"))
        return self.setting.marked(act.verb, "misleads") and told == self.line.said(act)

    def _lead(self, number: int, act: Acted) -> str:
        """What joins an act to what was told before it."""
        if self._is_after_all(number, act):
            return "but in the end "
        if self.line.is_charge(act) or self.setting.marked(act.verb, "displays"):
            return self._grounds(number)
        if not self.setting.marked(act.verb, "admits"):
            return ""
        if self._meets(act):
            return AND
        put_to = (self.line.acts.get(cause) for cause in act.causes if cause not in self.line.told)
        if any(one and one.roles.get("B") == act.actor for one in put_to):
            return "asked about it, "
        return "" if any(cause in self.line.told for cause in act.causes) else "unasked, "

    def _is_after_all(self, number: int, act: Acted) -> bool:
        """Whether somebody does after all what they had chosen not to do, or owns to what they had
        chosen to keep quiet.
        """
        admits = self.setting.marked(act.verb, "admits")
        return any(
            decision.way is not None
            and 0 < decision.act < number
            and decision.choice.who == act.actor
            and decision.choice.before == act.roles.get("B")
            and act.verb != decision.way.verb
            and (
                act.verb in [way.verb for way in decision.choice.ways]
                or (admits and not self.setting.marked(decision.way.verb, "admits"))
            )
            for decision in self.line.decisions.values()
        )

    def _meets(self, act: Acted) -> bool:
        """Whether it is what comes at once of what was told last."""
        before = self.line.acts.get(self.last)
        if before is None or self.last not in act.causes or before.roles.get("B") != act.actor:
            return False
        return self.line.is_charge(before) or self.setting.marked(before.verb, "displays")

    def text(self, act: Acted, how: str = "") -> str:
        """The act in words; who did it is known, and not said again of whoever owns to it or is
        charged with it.
        """
        matter = (act.actor, self.line.said(act))
        admits = self.setting.marked(act.verb, "admits")
        again = admits and matter in self._known
        if admits:
            self._known.add(matter)
        is_of_the_deed = matter[1] == self.line.spine.deed
        if again or (is_of_the_deed and (admits or self.line.is_charge(act))):
            self.retelling.say(matter[1])
        return self.retelling.done(act, how) + (" too" if again else "")

    def _found(self, found: list[ComeToHold], others: list[ComeToHold]) -> Iterator[str]:
        """What somebody finds, who finds it with them, and what they wrongly make of it."""
        wrong = [one for one in others if self.is_wrong(one.fact)]
        finder = found[0].person
        with_them = [one for one in others if one not in wrong and one.person != finder]
        text = self.finds(finder, found)
        for one in with_them:
            if one.fact not in [own.fact for own in found]:
                text += f", and {{{one.person}}} sees that {self.claim(one.fact)}"
            elif one.person not in [each.person for each in wrong]:
                text += f", and {{{one.person}}}, who is there, sees it too"
        yield text
        if not wrong:
            return
        first, *more = sorted(wrong, key=lambda one: one.person != finder)
        for one in wrong:
            self.takes_it_so(one.person, one.fact)
        claim = self.claim(first.fact)
        too = "".join(
            f", and {{{one.person}}} believes it too" for one in more if one.fact == first.fact
        )
        yield f"{{{first.person}}} believes, wrongly, that {claim}{too}"

    def comes_upon(self, person: str, news: list[ComeToHold]) -> str:
        """What somebody comes to know that nobody meant them to."""
        known = [self.claim(one.fact) + self.pointing(one.fact) for one in news]
        return f"{{{person}}} learns that {after_that(known)}"

    def finds(self, person: str, news: list[ComeToHold]) -> str:
        """What there is to see that somebody comes upon, and at whom it points."""
        seen = [self.claim(one.fact) + self.pointing(one.fact) for one in news]
        return f"{{{person}}} finds that {after_that(seen)}"

    def pointing(self, fact: str) -> str:
        """At whom a piece of evidence points, where its words do not say so."""
        found = self.setting.facts[fact]
        is_named = not found.subject or f"{{{found.subject}}}" in found.claim
        if is_named or not self.setting.is_so("bears_out", found):
            return ""
        return f", which points to {{{found.subject}}}"

    def _belief(self, one: ComeToHold) -> str:
        """What somebody holds that is not so."""
        again = one.fact in self.wrong
        self.takes_it_so(one.person, one.fact)
        if again and self.retelling.is_fresh(one.fact):
            return "believes it too"
        return f"believes, wrongly, that {self.claim(one.fact)}"

    def others(self, act: Acted, news: list[ComeToHold]) -> str:
        """What those it was said to, or who were there, come to hold by it."""
        of_others = [one for one in news if one.person != act.actor]
        said = self.line.said(act)
        overheard = [
            f"{{{one.person}}}"
            for one in of_others
            if one.fact == said and one.person != act.roles.get("B")
        ]
        found = [self._hear(act, " and ".join(overheard))] if overheard else []
        found += [
            f"and so {{{act.actor}}} learns that {self.claim(one.fact)}"
            for one in news
            if one.person == act.actor and one.value and not self.retelling.was_said(one.fact)
        ]
        for one in of_others:
            if one.fact != said:
                found.append(self._sees(act, one))
            elif one.person == act.roles.get("B"):
                found.append(self._takes(act, one))
        return "".join(f", {one}" for one in dict.fromkeys(found) if one)

    def _hear(self, act: Acted, people: str) -> str:
        """That others are there; of what does not say it in so many words, that they gather it."""
        if self.setting.marked(act.verb, "admits") or self._is_told_as_so(act):
            return f"with {people} there to hear it"
        return f"with {people} there, who so {'learn' if ' and ' in people else 'learns'} of it"

    def with_others(self, text: str, act: Acted, news: list[ComeToHold]) -> str:
        """An act and what others make of it; whoever it ends with is not named again."""
        rest = self.others(act, news)
        for person in self.setting.people:
            again = re.match(rf", (?:and|but) {{{person}}} ", rest)
            if again and text.endswith(f"{{{person}}}"):
                return f"{text}, who {rest[again.end() :]}"
        return text + rest

    def _takes(self, act: Acted, one: ComeToHold) -> str:
        """How somebody takes what they are told."""
        if not one.value and self._is_told_as_so(act):
            return f"but {{{one.person}}} does not believe it"
        if not self.setting.marked(act.verb, "misleads"):
            return ""
        dropped = self.takes_it_so(one.person, one.fact)
        instead = f", and thinks no more of {dropped}" if dropped else ""
        return f"and {{{one.person}}} believes the lie{instead}"

    def _sees(self, act: Acted, one: ComeToHold) -> str:
        """What somebody gathers from what is said or done."""
        if not one.value:
            return ""
        if self.is_wrong(one.fact):
            return f"and {{{one.person}}} {self._belief(one)}"
        if self.retelling.is_fresh(one.fact):
            return f"and {{{one.person}}} learns of it with {{{act.actor}}}"
        return f"so that {{{one.person}}} learns that {self.claim(one.fact)}"

    def _is_told_as_so(self, act: Acted) -> bool:
        return self.setting.marked(act.verb, "informs") or self.setting.marked(act.verb, "kept")

    def _answer(self, number: int, act: Acted) -> str:
        """How a charge is met, where it is denied."""
        if not self.line.is_charge(act):
            return ""
        meets = next(
            (
                one
                for at, one in self.line.acts.items()
                if number < at and one.actor == act.roles.get("B") and number in one.causes
            ),
            None,
        )
        if meets is None or not self.setting.marked(meets.verb, "denies"):
            return ""
        self._met.add(id_of(meets))
        return f", and {{{meets.actor}}} denies it"

    def _conclusion(self, number: int, act: Acted) -> Iterator[str]:
        """What somebody puts together, and from what."""
        fact = self.setting.facts[act.roles.get("F")]
        rule = self.line.grounds(act)
        since = self._grounds(number)
        if rule is not None and not rule.value:
            yield f"{since}{{{act.actor}}} sees that it is not true that {self.claim(fact.id)}"
            return
        how = "wrongly " if self.line.is_wrong(fact) else ""
        if how and (dropped := self.takes_it_so(act.actor, fact.id)):
            since = f"{since or 'so '}{{{act.actor}}} thinks no more of {dropped}, and "
        yield f"{since}{{{act.actor}}} {how}concludes that {self.claim(fact.id)}"

    def _grounds(self, number: int) -> str:
        """What an act rests on, as what leads to it: what has been told is not told again."""
        grounds = self.line.stands_on(number)
        clauses: list[str] = []
        old = [fact for at, fact in grounds if at in self._narrated]
        for at, fact in grounds:
            clause = self._came_by(at, fact, number)
            begins, that, rest = clause.partition(" that ")
            if clauses and that and clauses[-1].startswith(begins + that):
                clauses[-1] += f" and that {rest}"
            elif clause:
                clauses.append(clause)
        if clauses:
            seen = (self.setting.facts[fact] for _, fact in grounds if fact in old)
            beside = [fact.noun for fact in seen if self.setting.is_so("bears_out", fact)]
            also = f", which goes with {beside[0]}" if beside and beside[0] else ""
            return f"{', and '.join(dict.fromkeys(clauses))}{also}, so "
        fresh = any(self.retelling.is_fresh(fact) for _, fact in grounds)
        return "so " if fresh or self.follows(number) else ""

    def _came_by(self, at: int, fact: str, number: int) -> str:
        """How somebody came by a ground of what they do; nothing, if that has been told."""
        who = self.line.acts[number].actor
        if self.retelling.was_said(fact) and fact != self.line.spine.motive:
            noun = self.setting.facts[fact].noun
            is_new = at and at not in self._narrated and noun
            return f"{{{who}}} learns of {noun} too" if is_new else ""
        act = self.line.acts.get(at)
        if act is None:
            chance = "by chance " if at else ""
            how = "learns" if at else "knows"
            return f"{chance}{{{who}}} {how} that {self.claim(fact)}"
        if act.actor != who and self.line.said(act) == fact:
            return self.retelling.done(act, "")
        how = "finds" if act.actor == who else "learns"
        return f"{{{who}}} {how} that {self.claim(fact)}{self.pointing(fact)}"

    def follows(self, number: int) -> bool:
        """Whether it came of what was told just before."""
        return any(one in self.line.because.get(number, ()) for one in self._last)

    def is_wrong(self, fact: str) -> bool:
        """Whether it is an account of what is to be explained, and not so."""
        found = self.setting.facts.get(fact)
        return found is not None and self.line.is_wrong(found)

    def claim(self, fact: str) -> str:
        """What a fact says, which has been said then."""
        self.retelling.say(fact)
        return self.setting.facts[fact].claim
