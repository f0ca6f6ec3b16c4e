"""A story's plot in plain sentences, made from its record: who these people are, what was done and
why, what was believed, what it cost, what was chosen, and what became of them.

What lies behind it is told first, with the reason, since all else follows from it; then what is on
the plot line, in the order it happened, each sentence joined to the one that it follows from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.english.text import BY_THE_WAY
from novel_engine.story.fabula.events import Acted, Complicated, Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.measure import JOINED_AT_MOST
from novel_engine.story.telling.retold.acts import AND, UNDERSTANDS, ActClauses
from novel_engine.story.telling.retold.naming import NamesAndPronouns
from novel_engine.story.telling.retold.outcomes import OutcomeClauses
from novel_engine.story.telling.retold.plot_line import PlotLine
from novel_engine.story.telling.retold.retelling import Retelling, as_sentence
from novel_engine.values import dataclass

SO, AGAIN = "so ", "because of this, "
"""What joins a thing to its cause, and what does where the sentence before began so."""
AFTER_A_SENTENCE = re.compile(r"(?<=[.!?]) +")


@dataclass(frozen=True, slots=True)
class Synopsis:
    """The plot in paragraphs of sentences: what lies behind it, what happens until the answer, what
    comes of that, the end.
    """

    behind: tuple[str, ...]
    happens: tuple[str, ...]
    follows: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Each as one text."""
        parts = (self.behind, self.happens, self.follows, self.ends)
        return tuple(" ".join(part) for part in parts if part)


def synopsis(fabula: Fabula) -> Synopsis:
    """The plot of one story."""
    return _Synopsis(fabula).whole()


class _Synopsis:
    def __init__(self, fabula: Fabula) -> None:
        self.fabula = fabula
        self.setting = fabula.setting
        self.line = PlotLine(fabula)
        self.naming = NamesAndPronouns(self.setting)
        self.retelling = Retelling(self.setting)
        self.acts = ActClauses(self.line, self.retelling)
        self.outcomes = OutcomeClauses(self.acts)
        self.understood = False
        self.so_far = ""

    def whole(self) -> Synopsis:
        behind = self._named(self._of_what_lies_behind())
        if self.setting.premise:
            behind = (self.setting.premise.strip(), *behind)
        turn = self._when_it_is_answered()
        before = [number for number in self.line.order if number <= turn]
        after = [number for number in self.line.order if number > turn]
        happens = self._named(self._joined(self._of(before)))
        follows = self._named(self._joined(self._of(after)))
        return Synopsis(behind, happens, follows, self._named(self._of_the_end()))

    def _named(self, sentences: Iterator[str]) -> tuple[str, ...]:
        self.naming.paragraph()
        return tuple(as_sentence(self.naming.sentence(self._aside_once(one))) for one in sentences)

    def _aside_once(self, sentence: str) -> str:
        """What is said of somebody in passing is said once, and not where it has been said at length."""
        before, self.so_far = self.so_far, f"{self.so_far} {sentence}"
        return BY_THE_WAY.sub(
            lambda aside: "" if aside[1].removeprefix("who ") in before else aside[0], sentence
        )

    def _when_it_is_answered(self) -> int:
        """When whoever sees most of it comes to know who; at the end, where they never do."""
        return self.line.answered or max(self.line.order, default=0)

    def _of_what_lies_behind(self) -> Iterator[str]:
        facts, spine = self.setting.facts, self.line.spine
        deed, motive = facts.get(spine.deed), facts.get(spine.motive)
        if deed is None:
            return
        yield from self.outcomes.what_is_at_stake()
        done = deed.claim
        if motive is not None:
            if motive.because and motive.because not in self.outcomes.at_stake:
                yield motive.because
            serves = f", and {motive.serves}" if motive.serves else ""
            yield f"{motive.claim}{serves}"
            done = f"so {done}"
        but = "".join(f" but {{{one}}}" for one in self.line.let_into_it[:1])
        secret = f", and has told nobody{but}" if deed.secret_of == deed.subject else ""
        yield f"{done}{secret}"
        self.retelling.say(deed.id)
        if deed.takes:
            mended = f"unless {deed.mends}" if deed.mends else "if nothing is put right"
            by = f", {mended} before {deed.by}" if deed.by else ""
            lost = f"{{{deed.hurts}}} will lose {deed.takes}"
            yield f"with that {lost if deed.hurts else f'{deed.takes} will be lost'}{by}"

        wrong = self.line.wrong_from_the_start
        if wrong:
            too = "".join(f", and {{{one}}} believes it too" for one in wrong[1:])
            claim = self.acts.claim(spine.mistaken)
            yield f"{{{wrong[0]}}} believes, wrongly, that {claim}{too}"
            for one in wrong:
                self.acts.takes_it_so(one, spine.mistaken)

    def _of(self, numbers: list[int]) -> Iterator[str]:
        for number in numbers:
            if number in self.outcomes.done:
                continue
            self.outcomes.done.add(number)
            event = self.line.events[number]
            for clause in self._clauses(number, event):
                yield clause
                self.retelling.next()
            self.acts.told(number)
            yield from self._of_the_reason(number)

    def _of_the_reason(self, number: int) -> Iterator[str]:
        """That somebody sees now what they knew already, once they know who."""
        if self.understood or not self.line.knew_why or not 0 < self.line.answered <= number:
            return
        self.understood = True
        if not self.retelling.is_fresh(self.line.spine.motive):
            yield f"{{{self.line.eyes}}} {UNDERSTANDS}"

    def _joined(self, clauses: Iterator[str]) -> Iterator[str]:
        """The clauses; two that begin the same way become one sentence."""
        held = ""
        for clause in clauses:
            begins, that, rest = clause.partition(" that ")
            if held and clause.startswith(AND):
                held = f"{held}, and {clause.removeprefix(AND)}"
                continue
            if clause.startswith(SO) and self._runs_on(held, clause):
                held = f"{held}, {clause}"
                continue
            if held and that and held.startswith(begins + that) and "," not in rest:
                held = f"{held}, and that {rest}"
                continue
            if held:
                yield held
            if held.startswith((SO, AGAIN)) and clause.startswith(SO):
                clause = AGAIN + clause.removeprefix(SO)
            held = clause
        if held:
            yield held

    def _runs_on(self, held: str, clause: str) -> bool:
        """Whether what came of a thing stands in one sentence with it."""
        short = 0 < len(held.split()) <= JOINED_AT_MOST and ":" not in held + clause
        return short and not held.startswith((SO, AGAIN)) and not held.endswith(UNDERSTANDS)

    def _clauses(self, number: int, event: Event) -> Iterator[str]:
        if isinstance(event, Complicated):
            yield from self.outcomes.of(number, event)
        elif isinstance(event, Acted):
            yield from self.acts.act(number, event)

    def _of_the_end(self) -> Iterator[str]:
        ending = next((e for e in self.setting.endings if e.id == self.fabula.ending), None)
        if ending is not None and ending.says:
            yield from AFTER_A_SENTENCE.split(ending.says)
