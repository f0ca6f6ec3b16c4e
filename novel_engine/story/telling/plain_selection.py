"""What the plain voice leaves out: the ground that is there for its own sake, small acts that nothing on
the plot line comes of, and talk that teaches nobody anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from novel_engine.story.fabula.events import Acted, Complicated, Event, Learned, id_of
from novel_engine.story.fabula.fabula import Fabula, Happening, Seen
from novel_engine.story.givens.facts import FactMark
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_EVADED, MOST_EVASIONS, MOST_GIVEN_AWAY
from novel_engine.story.telling.retold.plot_line import PlotLine
from novel_engine.story.telling.syuzhet import Beat

PASSED_OVER = frozenset("cut aside callback summary image refused".split())
"""The beats that the plain voice has no use for: it says when and where a scene is, and goes on."""

OF_THE_MATTER: Sequence[FactMark] = ("happened", "explains", "follows", "bears_out", "raises")
"""Of a fact, what bears on the plot's question."""
OF_AN_ACT = ("complication", "inner", "heard", "body")
"""The beats that tell no verb's act and stand or fall with an event."""


def answers_first(fabula: Fabula) -> list[Happening]:
    """What happened, with what follows of itself from something said put behind the answer to it."""
    setting = fabula.setting
    reasons = tuple(spine.motive for spine in setting.spines)
    follows = [one.id for one in setting.complications if one.comes(reasons) == "consequence"]
    found: list[Happening] = []
    waiting: list[Happening] = []
    said: Acted | None = None
    for happening in fabula.happenings:
        event = happening.event
        if said and isinstance(event, Complicated) and event.complication in follows:
            waiting.append(happening)
            continue
        if waiting and said and _answers(event, said):
            found.append(happening)
            found += waiting
        else:
            found += [*waiting, happening]
        waiting = []
        said = event if isinstance(event, Acted) else None
    return [*found, *waiting]


def _answers(event: Event, said: Acted) -> bool:
    """Whether it is what the one who was spoken to says or does about it, there and then."""
    if not isinstance(event, Acted) or event.scene != said.scene:
        return False
    return (event.actor, event.roles.get("B")) == (said.roles.get("B"), said.actor)


def grounds_of_answer(seen: Seen) -> frozenset[int]:
    """The events by which whoever it is told through learns what they conclude the answer from."""
    line = PlotLine(seen.fabula)
    return frozenset(
        learnt
        for number, act in line.acts.items()
        if (act.actor, act.roles.get("F")) == (seen.person, line.spine.deed)
        and line.setting.marked(act.verb, "concludes")
        for learnt, _ in line.stands_on(number)
    )


def owed_to_readers(seen: Seen) -> frozenset[int]:
    """The events of which a reader has to be told, come what may: how whoever it is told through comes by
    what happened, whose doing it was and why, and what they, and whoever they hear charge somebody,
    conclude that from.
    """
    line = PlotLine(seen.fabula)
    spine = line.spine
    found = {seen.known_from.get(fact, 0) for fact in (spine.happened, spine.deed, spine.motive)}
    for number, act in line.acts.items():
        if seen.person in act.witnesses and line.is_charge(act) and number in line.told:
            found |= {learnt for learnt, _ in line.stands_on(number)}
    return (grounds_of_answer(seen) | found) & frozenset(seen.perceived)


def keep_to_the_plot(scenes: Sequence[ToldScene], seen: Seen) -> None:
    """Leave out of each scene what is beside the plot."""
    choice = _Choice(seen)
    for scene in scenes:
        scene.beats = choice.of(scene.beats)


def _without_first_thoughts(beats: Sequence[Beat]) -> Iterator[Beat]:
    """The beats without what somebody makes of what they are told where they conclude from it at once."""
    said = {beat.events[-1] for beat in beats if beat.marked("asserts")}
    for beat, then in zip_longest(beats, beats[1:]):
        is_same = then is not None and then.roles.get("A") == beat.roles.get("A")
        is_over = is_same and then is not None and then.marked("concludes")
        if beat.tells != "inner" or beat.events[-1] not in said or not is_over:
            yield beat


class _Choice:
    def __init__(self, seen: Seen) -> None:
        self._person = seen.person
        self._line = PlotLine(seen.fabula)
        self._grounds = owed_to_readers(seen)
        self._events = {id_of(event): event for event in seen.fabula.events}
        self._known_first = {
            (effect.person, effect.fact)
            for event in seen.fabula.events[:1]
            for effect in getattr(event, "effects", ())
            if isinstance(effect, Learned)
        }
        self._taught: set[tuple[str, str]] = set()
        self._drawn: set[tuple[str, ...]] = set()
        self._raised: set[str] = set()
        self._shown = 0
        self._evaded: Counter[str] = Counter()
        self._is_settled = False
        self._is_owned = False

    def of(self, beats: Sequence[Beat]) -> list[Beat]:
        """The beats of a scene that are told: an answer with its question, and what is thought of an
        act with the act.
        """
        found = [beat for beat in beats if beat.tells not in PASSED_OVER]
        kept: set[int] = set()
        answers: set[int] = set()
        for at, beat in enumerate(found):
            number, is_over = beat.events[-1], self._is_over(beat)
            if (beat.verb is None and beat.tells not in OF_AN_ACT[:1]) or number in answers:
                continue
            answer = self._answer(found, at) if beat.verb and beat.verb.obliges else None
            answers |= {answer.events[-1]} if answer else set()
            is_said = answer is not None and self._counts(answer) and self._bears(beat, answer)
            if (is_said or self._counts(beat)) and not is_over:
                self._raised |= {
                    one for told in (beat, answer) if told for one in told.roles.values
                }
                kept |= {number, *((answer.events[-1],) if answer else ())}
        if all(self._only_passes(beat) for beat in found if beat.events[-1] in kept):
            kept.clear()
        told = [
            beat
            for beat in self._few_tells(found)
            if (beat.verb is None and beat.tells not in OF_AN_ACT) or beat.events[-1] in kept
        ]
        return list(_without_first_thoughts(told))

    def _few_tells(self, beats: Sequence[Beat]) -> list[Beat]:
        """The beats with no more of what bodies give away than a story bears."""
        found = []
        for beat in beats:
            self._shown += beat.tells == "body"
            if beat.tells != "body" or self._shown <= MOST_GIVEN_AWAY:
                found.append(beat)
        return found

    def _only_passes(self, beat: Beat) -> bool:
        """Whether nothing comes of it for whoever it is told through: a reminder of the time, say."""
        event = self._events[beat.events[-1]]
        is_turn = ("comes", ("turn",)) in beat.features
        knows = any(
            isinstance(effect, Learned) and effect.person == self._person
            for effect in event.effects
        )
        return beat.verb is None and (beat.tells not in OF_AN_ACT or (is_turn and not knows))

    @staticmethod
    def _answer(beats: Sequence[Beat], at: int) -> Beat | None:
        """What is said to it, if that is told."""
        pair = (beats[at].roles.get("A"), beats[at].roles.get("B"))
        for later in beats[at + 1 :]:
            if later.verb and (later.roles.get("B"), later.roles.get("A")) == pair:
                return later if later.verb.answers or later.verb.replies else None
        return None

    @staticmethod
    def _bears(question: Beat, answer: Beat) -> bool:
        """Whether not to answer says anything."""
        return question.marked("questions") or not answer.marked("evades")

    def _counts(self, beat: Beat) -> bool:
        """Whether a reader would miss it."""
        event = self._events[beat.events[-1]]
        if ("comes", ("choice",)) in beat.features and not beat.roles.get("F"):
            return False  # what it is about is not known to whoever it is told through
        is_needed = id_of(event) in self._line.told and not self._is_known_to_both(beat)
        if beat.verb is None or is_needed or id_of(event) in self._grounds:
            return True
        if beat.marked("concludes"):
            return self._is_drawn_first(beat) and not self._is_of_nothing(beat)
        if self._is_of_others(beat):
            return self._teaches(event, (self._person,))
        is_small = beat.marked("small") and not beat.marked("displays")
        is_idle = beat.marked("informs") and not self._is_of_the_matter(beat)
        if is_small or is_idle or self._is_known_to_both(beat) or self._is_an_old_secret(beat):
            return False
        if beat.marked("evades"):
            return self._is_evaded_seldom(beat.roles.get("A"))
        near = (self._person, beat.roles.get("B"))
        turns = beat.marked("lasts") or (beat.marked("turns") and not beat.verb.obliges)
        return turns or (not beat.verb.obliges and self._teaches(event, near))

    def _is_known_to_both(self, beat: Beat) -> bool:
        """Whether somebody is told what they have known from the first, as whoever tells it has."""
        pairs = ((beat.roles.get(who), beat.roles.get("F")) for who in "AB")
        return beat.marked("informs") and all(pair in self._known_first for pair in pairs)

    def _is_an_old_secret(self, beat: Beat) -> bool:
        """Whether somebody owns to what was nobody's business, and has been told to be theirs before."""
        fact = self._line.setting.facts.get(beat.roles.get("G") or beat.roles.get("F"))
        is_secret = fact is not None and bool(fact.secret_of) and not self._is_of_the_matter(beat)
        return is_secret and beat.marked("asserts") and fact is not None and fact.id in self._raised

    def _is_evaded_seldom(self, who: str) -> bool:
        """Whether it has seldom been told that somebody would not answer. Whoever it is told through
        knows why, and it would have to be said.
        """
        is_often = self._evaded[who] >= MOST_EVASIONS or self._evaded.total() >= MOST_EVADED
        if who == self._person or is_often:
            return False
        self._evaded[who] += 1
        return True

    def _is_over(self, beat: Beat) -> bool:
        """Whether it comes after all is settled between those it is about, and is none of what comes
        of that.
        """
        was_owned, self._is_owned = self._is_owned, self._is_owned or self._owns(beat)
        if was_owned and (beat.marked("displays") or self._asks_for_proof(beat)):
            return True
        was_settled, self._is_settled = self._is_settled, self._is_settled or self._settles(beat)
        return was_settled and beat.verb is not None and not beat.marked("turns")

    def _owns(self, beat: Beat) -> bool:
        """Whether by it whoever did it owns to it."""
        deeds = (spine.deed for spine in self._line.setting.spines)
        return beat.marked("admits") and beat.roles.get("F") in deeds

    def _asks_for_proof(self, beat: Beat) -> bool:
        """Whether it asks after what there is to go by."""
        fact = self._line.setting.facts.get(beat.roles.get("F"))
        is_proof = fact is not None and self._line.setting.is_so("bears_out", fact)
        return is_proof and beat.marked("questions")

    def _settles(self, beat: Beat) -> bool:
        """Whether by it whoever it was done to is done with whoever did it."""
        deeds = (self._line.setting.facts.get(spine.deed) for spine in self._line.setting.spines)
        pair = (beat.roles.get("B"), beat.roles.get("A"))
        ends = beat.marked("turns") and beat.marked("lasts") and not beat.marked("admits")
        return ends and any(deed and pair == (deed.subject, deed.hurts) for deed in deeds)

    def _is_drawn_first(self, beat: Beat) -> bool:
        """Whether the same conclusion has not been told."""
        value = dict(beat.features).get("concludes", ())
        drawn = (beat.roles.get("F"), *value)
        new = drawn not in self._drawn
        self._drawn.add(drawn)
        return new

    def _is_of_nothing(self, beat: Beat) -> bool:
        """Whether it rules out what nobody has taken to be so."""
        features = dict(beat.features)
        is_out = features.get("concludes") == ("false",) and features.get("held") != ("true",)
        return is_out and beat.roles.get("F") not in self._raised

    def _is_of_the_matter(self, beat: Beat) -> bool:
        """Whether it says what happened, who did it or why, or what there is to go by."""
        setting = self._line.setting
        fact = setting.facts.get(beat.roles.get("G") or beat.roles.get("F"))
        return fact is not None and any(setting.is_so(mark, fact) for mark in OF_THE_MATTER)

    def _is_of_others(self, beat: Beat) -> bool:
        return self._person not in (beat.roles.get("A"), beat.roles.get("B"))

    def _teaches(self, event: Event, people: Sequence[str]) -> bool:
        """Whether one of these people comes to hold something by it that they did not hold."""
        new = False
        for effect in event.effects:
            if isinstance(effect, Learned) and effect.person in people:
                new = new or (effect.person, effect.fact) not in self._taught
                self._taught.add((effect.person, effect.fact))
        return new
