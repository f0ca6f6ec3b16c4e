"""The words of a note: one beat said plainly, as its focalizer perceived it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from novel_engine.story.asking.act_words import ActWords, Experience, Worded, kept_short, listed
from novel_engine.story.asking.limits import MOST_DEEDS, NOT_SO
from novel_engine.story.asking.note_phrases import HOUR_PHRASES, IMAGES
from novel_engine.story.fabula.events import Acted
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.realising.writer import says_of
from novel_engine.story.telling.syuzhet import Beat


class NoteWording:
    """Says beats plainly, and nothing not learnt by then. Not `inward`, nobody's thoughts."""

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
        says = {
            **dict.fromkeys(("opening", "scene"), self._ground),
            "summary": self._summary,
            "cut": self._cut,
            "image": self._image,
            "body": self._body,
            "aside": self._aside,
            **dict.fromkeys(("look", "air"), self._sensed),
            "hands": self._hands,
            "saying": self._saying,
            "callback": self._callback,
            "loose_end": self._loose_end,
            "ending": self._ending,
        }.get(beat.tells)
        return Worded(says(beat)) if says else self.acts.act(beat, quiet=quiet)

    # -- the ground --------------------------------------------------------------------------------

    def _ground(self, beat: Beat) -> str:
        now = dict(beat.features)
        there = [self.acts.short(p) for p in beat.present if p != self._focalizer]
        company = f" with {listed(there)}" if there else ", alone"
        begins = "The story opens" if beat.tells == "opening" else "A scene"
        who, where = self.acts.short(self._focalizer), self.acts.place(_one(now, "place"))
        when = f"{HOUR_PHRASES[_one(now, 'hour')]} of day {_one(now, 'day')}"
        return f"{begins}: {who} {where}{company}; {when}, weather: {_one(now, 'weather')}."

    def _summary(self, beat: Beat) -> str:
        day = _one(dict(beat.features), "day")
        return f"Time has gone by: it is day {day}. A sentence or two, no more."

    def _cut(self, _: Beat) -> str:
        return "The scene ends here, on something seen or done, with no moral."

    def _image(self, beat: Beat) -> str:
        now = dict(beat.features)
        motif, own = _one(now, "motif"), [one.what for one in self._setting.texture.motifs]
        motif = motif if motif in own else f"the {motif.replace('_', ' ')}"
        return IMAGES[_one(now, "is") or "plain"].format(motif=motif)

    def _sensed(self, beat: Beat) -> str:
        now = dict(beat.features)
        seen = ((key, _one(now, key)) for key in ("looks", "sounds", "smells"))
        what = next((f"{key} like this: {said}" for key, said in seen if said), "is as it is")
        return f"The place {what}. A clause of it, no more."

    def _hands(self, beat: Beat) -> str:
        doing = _one(dict(beat.features), "hands")
        return f"Before the next words {self.acts.short(beat.roles.get('A'))} is {doing}, or stops."

    def _saying(self, beat: Beat) -> str:
        said = _one(dict(beat.features), "saying")
        return f'{self.acts.short(beat.roles.get("A"))} says what is said there: "{said}"'

    def _body(self, beat: Beat) -> str:
        person = self._setting.people.get(beat.roles.get("A"))
        what = "A small thing that the speaker's hands do, before the next words"
        if person and person.tell:
            tell = kept_short(person.tell, 120).rstrip(".")
            what = f"Before the next words {person.short} {tell}"
        return f"{what}. Do not explain it."

    def _aside(self, beat: Beat) -> str:
        a, b = self._name(beat, "A"), self._name(beat, "B")
        return f"{a} and {b or 'somebody'} speak apart: in sight, and out of hearing."

    def _callback(self, beat: Beat) -> str:
        first = self._moments.get(beat.events[0])
        said = "something of before"
        if first and isinstance(first.event, Acted):
            said = self.acts.deed(first.event)
        place = self._setting.places.get(_one(dict(beat.features), "then"))
        where = f", {place.preposition} {place.name}," if place else ""
        return (
            f"Let this come back in a clause, from earlier{where} and as it is remembered: {said}"
        )

    def _loose_end(self, beat: Beat) -> str:
        topic, _, state = _one(dict(beat.features), "is").rpartition(".")
        known = self._foremost(topic, beat.events[-1])
        if not known:
            return "One matter was never gone into. Leave it lying, in a sentence."
        if state == "known":
            return f"What is left besides: {known}. It is known, and nothing more is done about it."
        return (
            f"One matter besides was never cleared up; all that is known of it: {known}. "
            "Leave it so, in a sentence."
        )

    def _ending(self, beat: Beat) -> str:
        at = beat.events[-1]
        who = self.acts.short(self._focalizer)
        held = self._foremost(self._setting.main_thread.topic, at)
        deeds = list(self._deeds(at))[-MOST_DEEDS:]
        came = f"{who} has no answer, and the story gives none."
        ended = beat.roles.get("E")
        if held and ended:
            came = f"What {who} holds it to have been: {held}."
        says = self._setting.named(says_of(self._setting, ended))
        stands = f" How they stand: {says}" if says else ""
        done = f" What was done about it: {' '.join(deeds)}" if deeds else ""
        return (
            f"How it came out. {came}{done}{stands} A short aftermath: "
            "nothing new happens, and nothing is summed up."
        )

    def _deeds(self, at: int) -> Iterable[str]:
        """What the focalizer saw people do to one another about it, each once."""
        events = (self._moments[number].event for number in sorted(self._moments) if number <= at)
        seen = (e for e in events if isinstance(e, Acted) and self._focalizer in e.witnesses)
        return dict.fromkeys(
            self.acts.deed(event) for event in seen if self._setting.marked(event.verb, "lasts")
        )

    def _foremost(self, topic: str, at: int) -> str:
        """The gravest thing about a topic that the focalizer believes by then."""
        moment = self._moments.get(at)
        beliefs = moment.after if moment else {}
        about = self._setting.facts_by_topic.get(topic, ())
        held = [f for f in about if self.acts.is_learnt(f.id, at) and _is_held(beliefs.get(f.id))]
        if not held:
            return ""
        return self.acts.claim(
            max(held, key=lambda f: (f.stakes, beliefs[f.id].confidence, f.id)).id
        )

    def _name(self, beat: Beat, role: str) -> str:
        return self.acts.short(beat.roles.get(role))


def _is_held(belief: Belief | None) -> bool:
    return belief is not None and belief.value and belief.confidence >= NOT_SO


def _one(features: Mapping[str, tuple[str, ...]], key: str) -> str:
    return next(iter(features.get(key, ())), "")
