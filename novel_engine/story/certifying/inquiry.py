"""What every check of a certificate is given: the record, whoever it is told through, the telling as it
reads, and the ledger.
"""

from __future__ import annotations

from functools import cached_property

from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.ledger import ReaderLedger
from novel_engine.story.certifying.matters import FactPart
from novel_engine.story.certifying.reading import ReadTelling, shortened_quote
from novel_engine.story.fabula.events import LATER, Acted, StoryEnded, id_of
from novel_engine.story.fabula.fabula import Fabula, Seen
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.kernels import Ending
from novel_engine.story.telling.retold.plot_line import PlotLine
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.story.telling.turning_points import ending_for
from novel_engine.values import dataclass


@dataclass(frozen=True)
class Inquiry:
    """One telling of one record."""

    fabula: Fabula
    chapters: tuple[RenderedChapter, ...]
    focalizer: str

    @property
    def setting(self) -> Setting:
        """The ground that it happened on."""
        return self.fabula.setting

    @cached_property
    def seen(self) -> Seen:
        """What happened, as far as whoever it is told through noticed it."""
        return self.fabula.through(self.focalizer)

    @cached_property
    def line(self) -> PlotLine:
        """What the plot hangs on."""
        return PlotLine(self.fabula)

    @cached_property
    def reading(self) -> ReadTelling:
        """The telling as it reads."""
        return ReadTelling(self.setting, self.chapters)

    @cached_property
    def ledger(self) -> ReaderLedger:
        """What a reader has been told, by paragraph."""
        return ReaderLedger(self.fabula, self.reading)

    # -- what can be told through this person ------------------------------------------------------

    def knows(self, fact: str) -> bool:
        """Whether they hold it true when all is over, or it is their own doing."""
        known = self.setting.facts.get(fact)
        if known is None:
            return False
        mind = self.fabula.world.minds[self.focalizer]
        return mind.holds_true(fact) or known.secret_of == self.focalizer

    def has_met(self, fact: str) -> bool:
        """Whether they ever have an idea of it."""
        return fact in self.seen.known_from

    def since(self, fact: str) -> int:
        """Since which event they have an idea of it."""
        return self.seen.known_from.get(fact, LATER)

    def can_tell_of(self, fact: str, number: int) -> bool:
        """Whether, once an event has happened, they hold a fact to be so, or know it for an error."""
        mind = self.fabula.world_at(number).minds[self.focalizer]
        known = self.setting.facts.get(fact)
        if known is None or mind.holds_true(fact):
            return True
        held = mind.beliefs.get(fact)
        return not known.truth and held is not None and not held.value

    def tells(self, act: Acted) -> int:
        """The first paragraph that tells an act; 0 for none."""
        return self.reading.told_in(id_of(act))

    @cached_property
    def ending(self) -> Ending | None:
        """How it ends for whoever it is told through."""
        did = frozenset(
            (act.verb, act.actor, act.roles.get("B"))
            for act in self.line.acts.values()
            if self.focalizer in act.witnesses
        )
        name = ending_for(self.fabula.world, self.fabula.ending, self.focalizer, did)
        return next((one for one in self.setting.endings if one.id == name), None)

    @cached_property
    def last(self) -> int:
        """The paragraph in which it ends: the first that tells the end; the last, where none does."""
        ends = (id_of(event) for event in self.fabula.events if isinstance(event, StoryEnded))
        told = self.reading.told_in(next(ends, LATER))
        return told or len(self.reading.paragraphs)

    # -- findings ----------------------------------------------------------------------------------

    def words(self, text: str) -> str:
        """A fact's text with everybody's name in it."""
        return self.setting.named(text)

    def claim(self, fact: str) -> str:
        """A fact's claim with everybody's name in it."""
        return self.setting.claim(fact)

    def short(self, person: str) -> str:
        """What somebody is called."""
        return self.setting.people[person].short if person in self.setting.people else person

    def proven(self, check: str, about: str, paragraph: int, quote: str = "") -> CertificateFinding:
        """A finding that a thing stands in a paragraph; quoted at least by how that begins."""
        begins = self.reading.paragraph(paragraph).text if paragraph else ""
        return CertificateFinding(
            check, about, "proven", paragraph, quote or shortened_quote(begins)
        )

    def told(
        self, check: str, about: str, fact: str, part: FactPart = "claim"
    ) -> CertificateFinding | None:
        """A finding of where a thing is plainly told; None where it is not."""
        at = self.ledger.first(fact, part)
        if not at:
            return None
        return self.proven(check, about, at, self.ledger.quote(at, fact, part))

    def failed(self, check: str, about: str, event: int, cure: str) -> CertificateFinding:
        """A finding that something is missed where this event is, or would be, told."""
        return self.failed_in(check, about, self.reading.about(event), cure)

    def failed_in(self, check: str, about: str, paragraph: int, cure: str) -> CertificateFinding:
        """A finding that something is missed in, or by, a paragraph."""
        quote = shortened_quote(self.reading.paragraph(paragraph).text) if paragraph else ""
        return CertificateFinding(check, about, "failed", paragraph, quote, cure)

    def unknowable(self, check: str, about: str) -> CertificateFinding:
        """A finding that whoever it is told through never learns it, and how the telling ends instead."""
        at = self.last
        quote = shortened_quote(self.reading.paragraph(at).text) if at else ""
        return CertificateFinding(check, about, "unknowable", at, quote)


def absent(check: str, about: str) -> CertificateFinding:
    """A finding that there is no such thing in this story."""
    return CertificateFinding(check, about, "absent")
