"""What somebody does, said plainly for a note, as its focalizer perceived it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from novel_engine.story.asking.limits import LONGEST, LONGEST_LINE, MOST_NEWS, NOT_SO
from novel_engine.story.asking.note_phrases import (
    ALONE,
    FEELING_PHRASES,
    IMPROVISED,
    NOBODYS_DOING,
    SEEN_SOURCES,
    SOURCE_VERBS,
    TIE_PHRASES,
)
from novel_engine.story.fabula.certainty import certainty
from novel_engine.story.fabula.events import (
    LATER,
    Acted,
    Complicated,
    Event,
    Felt,
    ItemMoved,
    Learned,
    Moved,
    Refused,
    Related,
    id_of,
    line_of,
)
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.verbs import IMPROVISE
from novel_engine.story.realising.utterances import as_deed, as_speech
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Experience:
    """One event, and what the focalizer believed before and after it."""

    event: Event
    before: Mapping[str, Belief]
    after: Mapping[str, Belief]


@dataclass(frozen=True, slots=True)
class Worded:
    """A beat in words, and the line in it that is to be kept."""

    text: str
    line: str = ""


def held_as(belief: Belief) -> str:
    """How sure somebody is of something, before the claim."""
    if not belief.value:
        return "does not believe"
    return certainty(belief.confidence).holding


def kept_short(text: str, most: int = LONGEST) -> str:
    """A text from outside on one line, and of no great length."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


class ActWords:
    """Says acts and what they do to the focalizer plainly, and nothing that the focalizer has not
    learnt by then. Not `inward`, nobody's thoughts.
    """

    def __init__(
        self,
        setting: Setting,
        focalizer: str,
        since: Mapping[str, int],
        moments: Mapping[int, Experience],
        *,
        inward: bool,
    ) -> None:
        self._setting = setting
        self._focalizer = focalizer
        self._since = since
        self._moments = moments
        self._inward = inward

    def claim(self, fact: str) -> str:
        """A fact's claim with the names in it."""
        return kept_short(self._setting.claim(fact)).rstrip(".")

    def source(self, belief: Belief) -> str:
        """Where a belief came from, as its holder would say."""
        if not belief.event:
            return "known from the start"
        teller = self._setting.people.get(belief.teller)
        how = SOURCE_VERBS.get(belief.source, "learnt")
        return f"{how} from {teller.short}" if teller and how == "heard" else how

    def act(self, beat: Beat, *, quiet: bool) -> Worded:
        """An act in words; `quiet` leaves what it does to the focalizer to another beat."""
        moment = self._moments[beat.events[-1]]
        line = line_of(moment.event)
        inner = [] if quiet or not self._inward else list(self._inner(moment))
        if beat.tells == "inner":
            return Worded(" ".join(inner) or f"{self.short(self._focalizer)} takes it in.")
        kept = (
            (
                "In these words, which are to be kept: "
                f"{_kept(moment.event, kept_short(line, LONGEST_LINE))}"
            )
            if line
            else ""
        )
        parts = (self._done(beat, moment.event), kept, *self._to_be_seen(moment), *inner)
        return Worded(" ".join(filter(None, parts)), line)

    def _done(self, beat: Beat, event: Event) -> str:
        if isinstance(event, Refused):
            own = event.actor == self._focalizer
            what = f"tries to {event.verb.replace('_', ' ')}" if own else "tries something"
            return f"{self.short(event.actor)} {what}, and it comes to nothing."
        if isinstance(event, Acted):
            return self.deed(event, as_told=beat.tells)
        return self._turn(event) if isinstance(event, Complicated) else NOBODYS_DOING

    def _turn(self, event: Complicated) -> str:
        kind = next((c.kind for c in self._setting.complications if c.id == event.complication), "")
        there = [self.short(p) for p in event.witnesses if p != self._focalizer]
        things = [
            self._thing(e.item) for e in event.effects if isinstance(e, ItemMoved) and not e.hidden
        ]
        found = f" It is {listed(things)}." if things else ""
        return f"{self._setting.ways.complications.get(kind, NOBODYS_DOING)}{found}" + (
            f" There: {listed(there)}." if there else ""
        )

    def _to_be_seen(self, moment: Experience) -> Iterator[str]:
        for effect in self._learnt(moment):
            if (
                effect.value
                and effect.source in SEEN_SOURCES
                and effect.fact not in _named(moment.event)
            ):
                yield f"What there is to see or hear: {self.claim(effect.fact)}."

    def deed(self, event: Acted, as_told: str = "") -> str:
        """What was done, as the focalizer may have it said by then."""
        roles = event.roles
        at = id_of(event)
        text = self._note(as_told if as_told in self._setting.verbs else event.verb, event)
        slots = {
            "A": self.short(event.actor),
            "B": self.short(roles.get("B")) or "the others",
            "F": self._matter(roles.get("F"), at),
            "G": self._matter(roles.get("G") or roles.get("F"), at),
            "I": self._thing(roles.get("I")),
            "P": self._room(roles.get("P")),
        }
        if not self.is_learnt(roles.get("F"), at):
            text = text.replace("about this: {F}", "about {F}")
        told = re.sub(r"\{([A-Z])\}", lambda slot: slots[slot[1]], text)
        gone = [e.place for e in event.effects if isinstance(e, Moved) and e.person == event.actor]
        away = (
            f" ({slots['A']} is then {self.place(gone[-1])}.)" if gone and "{P}" not in text else ""
        )
        return told + self._own_lie(event, roles.get("G")) + away

    def place(self, place: str) -> str:
        """A place with its preposition."""
        found = self._setting.places.get(place)
        return f"{found.preposition} {found.name}" if found else "out of the way"

    def _note(self, name: str, event: Acted) -> str:
        """The words for what is done, with holes for its roles; an act of which nobody wrote any
        goes by its verb's name.
        """
        if name == IMPROVISE:
            return IMPROVISED
        verb = self._setting.verbs.get(name)
        if verb and verb.note_against and not self._believes(event, event.roles.get("F")):
            return verb.note_against
        return (verb.note if verb else "") or f"{{A}}: {name.replace('_', ' ')} {{B}}."

    def _believes(self, event: Acted, fact: str) -> bool:
        """Whether the focalizer is left believing it."""
        moment = self._moments.get(id_of(event))
        return moment is None or fact not in moment.after or moment.after[fact].value

    def _own_lie(self, event: Acted, said: str) -> str:
        """What only the liar knows, or somebody who has grounds."""
        if self._setting.marked(event.verb, "misleads") and event.actor == self._focalizer:
            return f" It is not so, and {self.short(self._focalizer)} knows it."
        moment = self._moments.get(id_of(event))
        belief = moment.after.get(said) if moment else None
        if (
            belief is not None
            and not belief.value
            and belief.confidence >= NOT_SO
            and event.actor != self._focalizer
        ):
            return f" {self.short(self._focalizer)} does not believe it." if self._inward else ""
        return ""

    def _matter(self, fact: str, at: int) -> str:
        """What something is about: the claim, if it has been learnt; else what is known of the
        matter, or nothing.
        """
        if fact not in self._setting.facts:
            return "it"
        if self.is_learnt(fact, at):
            return self.claim(fact)
        topic = self._setting.facts[fact].topic
        near = [f.id for f in self._setting.facts_by_topic[topic] if self.is_learnt(f.id, at)]
        last = max(near, key=lambda f: (self._since[f], f), default="")
        return (
            f"a question that turns on this: {self.claim(last)}"
            if last
            else "a matter that means nothing yet"
        )

    def is_learnt(self, fact: str, at: int) -> bool:
        """Whether the focalizer has a fact by an event."""
        return self._since.get(fact, LATER) <= at

    def _inner(self, moment: Experience) -> Iterator[str]:
        """What an event does to the focalizer: beliefs, a feeling, a tie."""
        who = self.short(self._focalizer)
        for effect in sorted(self._learnt(moment), key=lambda news: not _is_it(news, moment.event)):
            yield f"{who} {self._taken(effect, moment)}."
        mine = [
            e
            for e in moment.event.effects
            if isinstance(e, Felt | Related) and e.person == self._focalizer
        ]
        for feeling in [e for e in mine if isinstance(e, Felt) and e.after > e.before][:1]:
            yield f"{who} is {self._feeling(feeling)}."
        for tie in [e for e in mine if isinstance(e, Related)][:1]:
            words = TIE_PHRASES[tie.axis][tie.after < tie.before].replace(
                "{B}", self.short(tie.other)
            )
            yield f"{who} {words}."

    def _learnt(self, moment: Experience) -> list[Learned]:
        """What is news to the focalizer in an event, the surest first: come to be believed, or
        believed no longer.
        """
        found = [
            effect
            for effect in moment.event.effects
            if isinstance(effect, Learned)
            and effect.person == self._focalizer
            and (effect.value or _held(moment.before, effect.fact))
            and not self._says_so(moment.event, effect)
        ]
        return sorted(found, key=lambda e: (-e.confidence, e.fact))[:MOST_NEWS]

    def _says_so(self, event: Event, effect: Learned) -> bool:
        """Whether the act is the very conclusion that this cannot be so."""
        drawn = isinstance(event, Acted) and self._setting.marked(event.verb, "concludes")
        return drawn and not effect.value and effect.fact in _named(event)

    def _taken(self, effect: Learned, moment: Experience) -> str:
        """How one piece of news was taken: the claim is said again only where the act does not say
        it.
        """
        belief, before = moment.after[effect.fact], moment.before.get(effect.fact)
        it = _is_it(effect, moment.event)
        if (
            belief.value
            and before is not None
            and before.value
            and belief.confidence < before.confidence
        ):
            return (
                "is a little less sure of it"
                if it
                else f"is a little less sure of this: {self.claim(effect.fact)}"
            )
        if not it:
            return f"now {held_as(belief)}: {self.claim(effect.fact)}"
        return certainty(belief.confidence).of_it if belief.value else "does not believe it"

    def _feeling(self, felt: Felt) -> str:
        if felt.target in self._setting.people and felt.target != self._focalizer:
            return f"{FEELING_PHRASES[felt.emotion]} {self.short(felt.target)}"
        return ALONE.get(felt.emotion, "unsettled")

    def _thing(self, item: str) -> str:
        found = self._setting.items.get(item)
        return f"the {found.name}" if found else "it"

    def _room(self, place: str) -> str:
        found = self._setting.places.get(place)
        return found.name if found else "another room"

    def short(self, person: str) -> str:
        """What somebody is called; nothing for nobody."""
        found = self._setting.people.get(person)
        return kept_short(found.short, 60) if found else ""


def _kept(event: Event, line: str) -> str:
    """The words as they are to stand on the page."""
    return (
        as_deed(line)
        if isinstance(event, Acted) and event.verb == IMPROVISE
        else f'"{as_speech(line)}"'
    )


def _held(beliefs: Mapping[str, Belief], fact: str) -> bool:
    return fact in beliefs and beliefs[fact].value


def _is_it(effect: Learned, event: Event) -> bool:
    """Whether the act itself has said the claim, so that `it` can mean nothing else right after."""
    return effect.fact in _named(event) or (effect.source in SEEN_SOURCES and bool(effect.value))


def _named(event: Event) -> tuple[str, ...]:
    """What an act itself is about, or says."""
    return event.roles.matters if isinstance(event, Acted | Refused) else ()


def listed(names: Sequence[str]) -> str:
    """Names as they are said one after another."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
