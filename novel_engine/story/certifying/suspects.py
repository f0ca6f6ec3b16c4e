"""Whom a reader can take it to have been, chapter by chapter: which accounts were raised by what was told,
and which are ruled out by it.

An account is raised by being told, or by evidence for it. It is ruled out by evidence against it, by its
rival's doer owning to it, or by better evidence for its rival.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from novel_engine.story.certifying.findings import CertificateFinding, Lack
from novel_engine.story.certifying.inquiry import Inquiry, absent
from novel_engine.story.certifying.matters import matter_words
from novel_engine.story.fabula.certainty import KNOWS, STRONG, SUSPICION
from novel_engine.story.fabula.events import LATER, OPENING, Acted, Learned, id_of
from novel_engine.story.givens.tension_curve import REVEAL_AT
from novel_engine.story.givens.verbs import Mark

_NAME = "suspects"
OWNS_TO_NOTHING: Sequence[Mark] = (
    "denies",
    "misleads",
    "evades",
    "questions",
    "asks_why",
    "thinks",
)
"""What somebody may do about what they did, and not have said that they did it."""


def suspects_left(inquiry: Inquiry) -> Iterator[CertificateFinding]:
    """How many accounts fit what was told: at the end of each chapter, so far into the story, and where
    the answer comes out.
    """
    reason = _why_not(inquiry)
    if reason:
        yield absent(_NAME, reason)
        return
    case = _Case(inquiry)
    yield from case.by_chapter()
    yield case.while_open() if case.has_others else absent(_NAME, "nobody else is ever in question")
    yield case.at_the_reveal()


def _why_not(inquiry: Inquiry) -> str:
    """Why there is nothing to ask; empty where there is."""
    deed = inquiry.setting.facts.get(inquiry.line.spine.deed)
    if deed is None:
        return "nothing in this story asks for a culprit"
    if len(inquiry.setting.accounts_by_topic.get(deed.topic, ())) <= 1:
        return "there is one account only of what happened"
    if inquiry.since(deed.id) <= OPENING:
        return f"{inquiry.short(inquiry.focalizer)} knows from the start who it was"
    return ""


class _Case:
    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.ledger = inquiry.ledger
        self.deed = inquiry.line.spine.deed
        topic = inquiry.setting.facts[self.deed].topic
        self.accounts: Sequence[str] = inquiry.setting.accounts_by_topic[topic]

    @property
    def has_others(self) -> bool:
        """Whether anybody else could have done it."""
        facts = self.inquiry.setting.facts
        others = {facts[fact].subject for fact in self.accounts if fact != self.deed}
        return bool(others - {"", facts[self.deed].subject})

    def by_chapter(self) -> Iterator[CertificateFinding]:
        ends: dict[int, int] = {}
        for one in self.inquiry.reading.paragraphs:
            ends[one.chapter] = one.number
        for chapter, last in ends.items():
            about = f"after chapter {chapter} it may be that {self._either(self.fitting(last))}"
            yield CertificateFinding(_NAME, about, "proven", last)

    def while_open(self) -> CertificateFinding:
        at = self.inquiry.reading.last_before(self._held_back_until())
        fit = self.fitting(at)
        share = self.inquiry.reading.share_by(at)
        about = (
            f"at {REVEAL_AT} % of the scenes, {share} % of the words, "
            f"it may be that {self._either(fit)}"
        )
        if len(fit) == 1:
            cure = (
                "hold the answer back longer, or tell before it what speaks for another account: "
                "a wrong turn is what a reader has to suspect"
            )
            return self.inquiry.failed_in(_NAME, about, self._settled_from(at), cure)
        return self.inquiry.proven(_NAME, about, at)

    def at_the_reveal(self) -> CertificateFinding:
        last = len(self.inquiry.reading.paragraphs)
        if not self.inquiry.knows(self.deed) and not self.ledger.first(self.deed):
            return self.inquiry.unknowable(_NAME, "who it was is never learnt")
        at = next((n for n in range(1, last + 1) if self.fitting(n) == (self.deed,)), 0)
        if at:
            about = f"from here on it can only be that {self._either((self.deed,))}"
            return self.inquiry.proven(_NAME, about, at, self.ledger.quote(at, self.deed))
        fit = self.fitting(last)
        about = f"at the end it may still be that {self._either(fit)}"
        answered = self.inquiry.reading.about(self.inquiry.line.answered or OPENING)
        cure = "have it owned to, or tell the evidence that rules the others out"
        failed = self.inquiry.failed_in(_NAME, about, answered, cure)
        since = next((id_of(act) for act in self._admissions() if self.inquiry.tells(act)), LATER)
        return failed.lacking(Lack("fact", self.deed, since=since)) if since < LATER else failed

    def _held_back_until(self) -> int:
        """The event with which the scene begins from which on the director lets the answer come out."""
        scenes = self.inquiry.fabula.scenes
        planned = min(self.inquiry.setting.scenes, len(scenes))
        return next((id_of(s) for n, s in scenes.items() if n * 100 >= planned * REVEAL_AT), LATER)

    def _settled_from(self, at: int) -> int:
        """Since which paragraph no other account fits."""
        return next((n for n in range(1, at) if len(self.fitting(n)) == 1), at)

    def _either(self, fit: Sequence[str]) -> str:
        claims = [self.inquiry.claim(fact) for fact in fit]
        return ", or ".join(claims) if claims else "anybody did it: nothing points at any one yet"

    # -- what fits ---------------------------------------------------------------------------------

    def fitting(self, by: int) -> tuple[str, ...]:
        """The accounts that fit what has been told by this paragraph; none where anything may be so yet."""
        if self._is_owned_to(by):
            return (self.deed,)
        live = [fact for fact in self.accounts if self._is_raised(fact, by)]
        live = [fact for fact in live if not self._is_ruled_out(fact, by)]
        if live == [self.deed] and not self._is_more_than_suspected(by):
            return ()
        if self.deed in live:
            return tuple(live)
        return (*live, self.deed) if live else ()

    def _is_more_than_suspected(self, by: int) -> bool:
        """Whether it has been said, or is borne out by more than would do for a suspicion: of one on whom
        there is only that it may be, nobody else is cleared.
        """
        said = self.ledger.is_told(self.deed, by)
        return said or self._evidence(self.deed, by) >= SUSPICION

    def _is_owned_to(self, by: int) -> bool:
        """Whether whoever did it has said so, before a reader's eyes: outright, or by the name of what has
        been told.
        """
        return any(at <= by for at in self._owned_in)

    @cached_property
    def _owned_in(self) -> Sequence[int]:
        """The paragraphs in which that is said."""
        owned = frozenset(map(id_of, self._admissions()))
        noun = matter_words(self.inquiry.setting, self.inquiry.setting.facts[self.deed].noun)
        told = self.ledger.told[self.deed, "claim"]
        return [
            one.number
            for one in self.inquiry.reading.paragraphs
            if not owned.isdisjoint(one.events)
            and (
                one.number in told
                or (noun and noun <= one.all_stems and self.ledger.is_told(self.deed, one.number))
            )
        ]

    def _admissions(self) -> Iterator[Acted]:
        line = self.inquiry.line
        for act in line.acts.values():
            is_own = act.actor == line.doer and line.said(act) == self.deed
            if is_own and not any(
                self.inquiry.setting.marked(act.verb, m) for m in OWNS_TO_NOTHING
            ):
                yield act

    def _is_raised(self, fact: str, by: int) -> bool:
        return self.ledger.is_told(fact, by) or self._evidence(fact, by) > 0

    def _is_ruled_out(self, fact: str, by: int) -> bool:
        if self._evidence(fact, by, value=False):
            return True
        if fact == self.deed:
            return False
        is_told = self.ledger.is_told(self.deed, by) and self._is_known(by)
        proof = self._evidence(self.deed, by)
        return is_told and proof >= STRONG and proof > self._evidence(fact, by)

    def _is_known(self, by: int) -> bool:
        """Whether whoever it is told through has come to know it in a paragraph so far."""
        return any(
            0 < self.inquiry.reading.told_in(number) <= by for number in self._learnt_by_them()
        )

    def _learnt_by_them(self) -> Iterator[int]:
        for event in self.inquiry.fabula.events:
            for effect in event.effects:
                if isinstance(effect, Learned) and self._is_learnt_by_them(effect):
                    yield id_of(event)

    def _is_learnt_by_them(self, one: Learned) -> bool:
        of_it = (one.person, one.fact) == (self.inquiry.focalizer, self.deed)
        return of_it and bool(one.value) and one.confidence >= KNOWS

    def _evidence(self, fact: str, by: int, *, value: bool = True) -> int:
        """How far what has been told bears an account out, or rules it out."""
        return max(
            (
                rule.confidence
                for rule in self.inquiry.setting.rules
                if rule.conclusion == fact
                and rule.value == value
                and all(0 < self.ledger.shown(one) <= by for one in rule.premises)
            ),
            default=0,
        )
