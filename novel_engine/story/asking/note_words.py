"""The words of a note: one beat said plainly, as its focalizer perceived it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from novel_engine.story.asking.act_words import (
    ActWords,
    Experience,
    Worded,
    kept_short,
    listed,
)
from novel_engine.story.asking.limits import MOST_DEEDS, NOT_SO
from novel_engine.story.asking.note_phrases import (
    HOUR_PHRASES,
    IMAGES,
)
from novel_engine.story.fabula.events import (
    Acted,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import Beat


class NoteWording:
    """Says beats plainly, and nothing that the focalizer has not learnt by then. Not `inward`,
    nobody's thoughts.
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
        self._moments = moments
        self.acts = ActWords(setting, focalizer, since, moments, inward=inward)

    def told(self, beat: Beat, *, quiet: bool) -> Worded:
        """The beat in words; `quiet` leaves what it does to the focalizer to another."""
        match beat.tells:
            case "opening" | "scene" | "summary" | "cut" | "image":
                return Worded(self._ground(beat))
            case "body":
                return Worded(self._body(beat))
            case "aside":
                a, b = self._name(beat, "A"), self._name(beat, "B")
                return Worded(
                    f"{a} and {b or 'somebody'} speak apart: in sight, and out of hearing."
                )
            case "callback":
                return Worded(self._callback(beat))
            case "loose_end":
                return Worded(self._loose_end(beat))
            case "ending":
                return Worded(self._ending(beat))
            case _:
                return self.acts.act(beat, quiet=quiet)

    # -- the ground --------------------------------------------------------------------------------

    def _ground(self, beat: Beat) -> str:
        now = dict(beat.features)
        if beat.tells == "summary":
            return f"Time has gone by: it is day {_one(now, 'day')}. A sentence or two, no more."
        if beat.tells == "cut":
            return "The scene ends here, on something seen or done, with no moral."
        if beat.tells == "image":
            motif = "the " + _one(now, "motif").replace("_", " ")
            return IMAGES[_one(now, "is") or "plain"].format(motif=motif)
        there = [self.acts.short(p) for p in beat.present if p != self._focalizer]
        company = f" with {listed(there)}" if there else ", alone"
        begins = "The story opens" if beat.tells == "opening" else "A scene"
        when = f"{HOUR_PHRASES[_one(now, 'hour')]} of day {_one(now, 'day')}, weather: {_one(now, 'weather')}"
        return (
            f"{begins}: {self.acts.short(self._focalizer)} "
            f"{self.acts.place(_one(now, 'place'))}{company}; {when}."
        )

    def _body(self, beat: Beat) -> str:
        person = self._setting.people.get(beat.roles.get("A"))
        if person is None or not person.tell:
            return (
                "A small thing that the speaker's hands do, before the next words. Do not "
                "explain it."
            )
        return (
            f"Before the next words {person.short} {kept_short(person.tell, 120).rstrip('.')}. Do "
            "not explain it."
        )

    def _callback(self, beat: Beat) -> str:
        first = self._moments.get(beat.events[0])
        place = self._setting.places.get(_one(dict(beat.features), "then"))
        where = f", {place.preposition} {place.name}," if place else ""
        said = (
            self.acts.deed(first.event)
            if first and isinstance(first.event, Acted)
            else "something of before"
        )
        return (
            f"Let this come back in a clause, from earlier{where} and as it is remembered: {said}"
        )

    def _loose_end(self, beat: Beat) -> str:
        is_so = _one(dict(beat.features), "is")
        topic, _, state = is_so.rpartition(".")
        known = self._foremost(topic, beat.events[-1])
        if not known:
            return "One matter was never gone into. Leave it lying, in a sentence."
        if state == "known":
            return f"What is left besides: {known}. It is known, and nothing more is done about it."
        return (
            "One matter besides was never cleared up; all that is known of it: "
            f"{known}. Leave "
            "it so, in a sentence."
        )

    def _ending(self, beat: Beat) -> str:
        at = beat.events[-1]
        who = self.acts.short(self._focalizer)
        held = self._foremost(self._setting.main_thread.topic, at)
        deeds = list(self._deeds(at))[-MOST_DEEDS:]
        came = (
            f"What {who} holds it to have been: {held}."
            if held
            else f"{who} has no answer, and the story gives none."
        )
        done = f" What was done about it: {' '.join(deeds)}" if deeds else ""
        return (
            f"How it came out. {came}{done} A short aftermath: nothing new happens, and "
            "nothing is summed up."
        )

    def _deeds(self, at: int) -> Iterator[str]:
        """What the focalizer saw people do to one another about it, each once."""
        told: dict[str, None] = {}
        for number in sorted(self._moments):
            event = self._moments[number].event
            if (
                number > at
                or not isinstance(event, Acted)
                or self._focalizer not in event.witnesses
            ):
                continue
            if self._setting.marked(event.verb, "lasts"):
                told.setdefault(self.acts.deed(event))
        yield from told

    def _foremost(self, topic: str, at: int) -> str:
        """The gravest thing about a topic that the focalizer believes by then."""
        moment = self._moments.get(at)
        beliefs = moment.after if moment else {}
        facts = [
            f
            for f in self._setting.facts_by_topic.get(topic, ())
            if f.id in beliefs and self.acts.is_learnt(f.id, at)
        ]
        held = [f for f in facts if beliefs[f.id].value and beliefs[f.id].confidence >= NOT_SO]
        return (
            self.acts.claim(max(held, key=lambda f: (f.stakes, beliefs[f.id].confidence, f.id)).id)
            if held
            else ""
        )

    def _name(self, beat: Beat, role: str) -> str:
        return self.acts.short(beat.roles.get(role))


def _one(features: Mapping[str, tuple[str, ...]], key: str) -> str:
    return next(iter(features.get(key, ())), "")
