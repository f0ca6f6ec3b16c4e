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
from novel_engine.story.asking.second_person import HOLE
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
from novel_engine.story.givens.kernels import Complication
from novel_engine.story.givens.verbs import IMPROVISE
from novel_engine.story.realising.utterances import as_deed, as_speech
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.values import dataclass

TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


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
        inner = [] if quiet or not self._inward else list(self._inner(moment))
        if beat.tells == "inner":
            return Worded(
                " ".join(map(_begun, inner)) or f"{self.short(self._focalizer)} takes it in."
            )
        done = self._done(beat, moment.event)
        parts = (done, _kept(moment.event), *self._to_be_seen(moment), *inner)
        return Worded(" ".join(map(_begun, filter(None, parts))), line_of(moment.event))

    def _done(self, beat: Beat, event: Event) -> str:
        if isinstance(event, Refused):
            own = event.actor == self._focalizer
            what = f"tries to {event.verb.replace('_', ' ')}" if own else "tries something"
            return f"{self.short(event.actor)} {what}, and it comes to nothing."
        if isinstance(event, Acted):
            return self.deed(event, as_told=beat.tells)
        return self._turn(event) if isinstance(event, Complicated) else NOBODYS_DOING

    def _turn(self, event: Complicated) -> str:
        one = next((c for c in self._setting.complications if c.id == event.complication), None)
        found = (e.item for e in event.effects if isinstance(e, ItemMoved) and not e.hidden)
        things = [self._thing(item) for item in found]
        there = [self.short(p) for p in event.witnesses if p != self._focalizer]
        words = [self._setting.ways.complications.get(one.kind if one else "", NOBODYS_DOING)]
        if one and one.at_once and self.is_learnt(one.fact, id_of(event)):
            words.append(self._followed(one))
        if things:
            words.append(f"It is {listed(things)}.")
        if there:
            words.append(f"There: {listed(there)}.")
        return " ".join(words)

    def _followed(self, one: Complication) -> str:
        """What has come of itself, or between what somebody has to choose."""
        if not one.ways:
            return f"It is this: {self.claim(one.fact)}."
        between = " or ".join(self._setting.named(way.worth) for way in one.ways if way.worth)
        return f"{self.short(one.who)} chooses, before {self.short(one.before)}: {between}."

    def _to_be_seen(self, moment: Experience) -> Iterator[str]:
        said = _named(moment.event)
        for effect in self._learnt(moment):
            if effect.value and effect.source in SEEN_SOURCES and effect.fact not in said:
                yield f"What there is to see or hear: {self.claim(effect.fact)}."

    def deed(self, event: Acted, as_told: str = "") -> str:
        """What was done, as the focalizer may have it said by then."""
        roles = event.roles
        text = self._note(as_told if as_told in self._setting.verbs else event.verb, event)
        if not self.is_learnt(roles.get("F"), id_of(event)):
            text = text.replace("about this: {F}", "about {F}")
        fillings = self._fillings(event)
        told = HOLE.sub(lambda hole: _fitted(fillings[hole[1]], text, hole), text)
        away = "" if "{P}" in text else self._away(event)
        return told + self._own_lie(event, roles.get("G")) + away

    def _fillings(self, event: Acted) -> dict[str, str]:
        """What stands in the holes of a note, by role."""
        roles, at = event.roles, id_of(event)
        about = roles.get("F")
        return {
            "A": self.short(event.actor),
            "B": self.short(roles.get("B")) or "the others",
            "C": self.short(roles.get("C")) or "somebody",
            "F": self._matter(about, at),
            "G": self._matter(roles.get("G") or about, at),
            "I": self._thing(roles.get("I")),
            "P": self._room(roles.get("P")),
        }

    def _away(self, event: Acted) -> str:
        """Where the act took whoever did it, if it did."""
        gone = [e.place for e in event.effects if isinstance(e, Moved) and e.person == event.actor]
        return f" ({self.short(event.actor)} is then {self.place(gone[-1])}.)" if gone else ""

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
        who, own = self.short(self._focalizer), event.actor == self._focalizer
        if own:
            misleads = self._setting.marked(event.verb, "misleads")
            return f" It is not so, and {who} knows it." if misleads else ""
        moment = self._moments.get(id_of(event))
        belief = moment.after.get(said) if moment else None
        doubted = belief is not None and not belief.value and belief.confidence >= NOT_SO
        return f" {_begun(who)} does not believe it." if doubted and self._inward else ""

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
        if not near:
            return "a matter that means nothing yet"
        last = max(near, key=lambda f: (self._since[f], f))
        return f"a question that turns on this: {self.claim(last)}"

    def is_learnt(self, fact: str, at: int) -> bool:
        """Whether the focalizer has a fact by an event."""
        return self._since.get(fact, LATER) <= at

    def _inner(self, moment: Experience) -> Iterator[str]:
        """What an event does to the focalizer: beliefs, a feeling, a tie."""
        who = self.short(self._focalizer)
        for effect in sorted(self._learnt(moment), key=lambda news: not _is_it(news, moment.event)):
            yield f"{who} {self._taken(effect, moment)}."
        for change in self._changes(moment.event):
            yield f"{who} {change}."

    def _changes(self, event: Event) -> Iterator[str]:
        """The first feeling that rises, and the first tie that changes."""
        felt = (e for e in event.effects if isinstance(e, Felt) and e.after > e.before)
        ties = (e for e in event.effects if isinstance(e, Related))
        if feeling := next((e for e in felt if e.person == self._focalizer), None):
            yield f"is {self._feeling(feeling)}"
        if tie := next((e for e in ties if e.person == self._focalizer), None):
            yield self._tie(tie)

    def _tie(self, tie: Related) -> str:
        words = TIE_PHRASES[tie.axis][tie.after < tie.before]
        return words.replace("{B}", self.short(tie.other))

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
        """How one piece of news was taken; the claim is said only where the act does not say it."""
        belief, before = moment.after[effect.fact], moment.before.get(effect.fact)
        shaken = before is not None and before.value and belief.confidence < before.confidence
        it = _is_it(effect, moment.event)
        if belief.value and shaken:
            what = "it" if it else f"this: {self.claim(effect.fact)}"
            return f"is a little less sure of {what}"
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


def _begun(sentence: str) -> str:
    """The sentence with a capital and one stop, whatever name it begins or ends with."""
    once = TWO_STOPS.sub(".", sentence)
    return once[:1].upper() + once[1:]


def _fitted(filling: str, text: str, hole: re.Match[str]) -> str:
    """The filling as it stands there: with a capital at the beginning, and one stop at the end."""
    if text[hole.end() :][:1] == ".":
        filling = filling.removesuffix(".")
    return filling if hole.start() else filling[:1].upper() + filling[1:]


def _kept(event: Event) -> str:
    """The words that came with an act, as they are to stand on the page; nothing of none."""
    if not line_of(event):
        return ""
    line = kept_short(line_of(event), LONGEST_LINE)
    improvised = isinstance(event, Acted) and event.verb == IMPROVISE
    words = as_deed(line) if improvised else f'"{as_speech(line)}"'
    return f"In these words, which are to be kept: {words}"


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
