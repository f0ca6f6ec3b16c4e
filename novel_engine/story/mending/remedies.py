"""Remedies: for each thing that a telling has not said and could, a beat for the plain voice, put where
whoever it is told through knows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from novel_engine.story.certifying.findings import Lack
from novel_engine.story.fabula.events import LATER, OPENING, Complicated, Event, Learned, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.kernels import Spine
from novel_engine.story.givens.roles import Roles
from novel_engine.story.mending.places import PlanPlaces
from novel_engine.story.telling.features import coming_features
from novel_engine.story.telling.planning import unknown_at
from novel_engine.story.telling.syuzhet import Beat, FeaturePairs, Telling
from novel_engine.values import dataclass

GROUND_KEPT = frozenset("place hour day weather distinct form".split())
"""What a beat that is put in shares with the one before it."""
OF_A_REASON = ("because", "claim", "serves")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A beat, and before which beat of the plan it is put."""

    at: int
    beat: Beat


def with_remedies(fabula: Fabula, telling: Telling, lacks: Sequence[Lack]) -> Telling:
    """The telling with a beat for each thing that it lacks, as far as one can say it, and without the words
    that speak of what was never shown.
    """
    found = list(_Remedies(fabula, telling).of(lacks))
    barred = tuple(lack.id for lack in lacks if lack.of == "words" and lack.id)
    chapters, at = [], 0
    for chapter in telling.chapters:
        beats: list[Beat] = []
        for beat in chapter.beats:
            beats += [one.beat for one in found if one.at == at]
            beats.append(beat)
            at += 1
        chapters.append(replace(chapter, beats=tuple(beats)))
    barred = tuple(dict.fromkeys((*telling.barred, *barred)))
    return replace(telling, chapters=tuple(chapters), barred=barred)


class _Remedies:
    def __init__(self, fabula: Fabula, telling: Telling) -> None:
        self._fabula, self._setting = fabula, fabula.setting
        self._seen = fabula.through(telling.focalizer)
        self._person = telling.focalizer
        self._events: dict[int, Event] = {id_of(event): event for event in fabula.events}
        self._beats = [beat for chapter in telling.chapters for beat in chapter.beats]
        self._places = PlanPlaces(self._beats)

    def of(self, lacks: Sequence[Lack]) -> Iterator[Remedy]:
        """The remedies, of a fact's several parts one; what has to come before something goes first."""
        done: set[tuple[str, str]] = set()
        for lack in sorted(lacks, key=lambda one: not one.before):
            parts = self._wanted(lack, lacks)
            if (lack.id, parts) not in done:
                done |= {(lack.id, parts)}
                yield from self._of(lack, parts)

    def _wanted(self, lack: Lack, lacks: Sequence[Lack]) -> str:
        """Which parts of a fact are said at once: all that are wanted of it."""
        if lack.of != "fact":
            return lack.of + str(lack.since)
        wanted = {one.part for one in lacks if (one.of, one.id) == ("fact", lack.id)}
        if lack.part == "takes" or wanted <= {"takes", "claim"}:
            return lack.part
        return "_".join(part for part in OF_A_REASON if part in wanted)

    def _of(self, lack: Lack, parts: str) -> Iterator[Remedy]:
        match lack.of:
            case "fact":
                yield from self._fact(lack, parts)
            case "choice":
                yield from self._choice(lack)
            case "person":
                yield from self._who(lack)
            case "end":
                yield from self._end()
            case "words":
                pass

    # -- what is so --------------------------------------------------------------------------------

    def _fact(self, lack: Lack, parts: str) -> Iterator[Remedy]:
        """A fact said since it is known; the reason for a deed not before the deed is, unless something
        stands on it. What is not so is said as what was thought, where something was done about it.
        """
        is_error = not self._setting.facts[lack.id].truth
        since = max(lack.since, OPENING if is_error else self._held_from(lack.id))
        spine = self._spine_of(lack.id)
        is_reason = spine is not None and lack.id == spine.motive
        limit = self._places.first_of(lack.before) if lack.before else self._places.end
        if parts == "takes" and spine:
            held = min(self._held_from(spine.happened), self._held_from(spine.deed))
            since = lack.since if lack.since < LATER else held
        if is_reason and spine and not lack.before:
            deed = self._held_from(spine.deed)
            parts = parts if deed < LATER else "unplaced"
            since = max(since, deed if deed < LATER else self._held_from(spine.happened))
        if since >= LATER or (lack.before and since >= lack.before):
            return
        if is_error and not (lack.before and self._seen.known_from.get(lack.id, LATER) <= since):
            return
        at = limit if is_reason and lack.before else self._places.about(lack.id, since, limit)
        if parts == "takes":
            yield self._put(at, self._stakes(lack.id, at, since))
            return
        kind = ("kind", (self._setting.facts[lack.id].kind,))
        more = (("part", ("belief" if is_error else parts,)), kind)
        roles = Roles.of(A=self._person, F=lack.id)
        yield self._put(at, self._beat("stated", at, since, roles, more))

    def _spine_of(self, fact: str) -> Spine | None:
        spines = self._setting.spines
        return next((one for one in spines if fact in (one.motive, one.deed)), None)

    def _stakes(self, fact: str, at: int, since: int) -> Beat:
        deed = self._setting.facts[fact]
        is_own = deed.hurts == self._person
        who = "focal" if is_own else "other" if deed.hurts else ""
        roles = Roles.of(A=self._person, B="" if is_own else deed.hurts, F=fact)
        sort = ("mendable",) if deed.mends else ()
        more = (("target", (who,)), ("sort", sort), ("kind", (deed.kind,)))
        return self._beat("stakes", at, since, roles, more)

    def _held_from(self, fact: str) -> int:
        """Since which event they hold a fact to be so, to the end; LATER for never."""
        known = self._setting.facts.get(fact)
        mind = self._fabula.world.minds[self._person]
        if known is None or not (mind.holds_true(fact) or known.secret_of == self._person):
            return LATER
        since = OPENING
        for event in self._fabula.events:
            for effect in event.effects:
                if isinstance(effect, Learned) and (effect.person, effect.fact) == (
                    self._person,
                    fact,
                ):
                    since = since if effect.value and since > OPENING else id_of(event)
        return since

    # -- a choice, a person, the end -----------------------------------------------------------------

    def _choice(self, lack: Lack) -> Iterator[Remedy]:
        """What lies on either side, said as it comes up."""
        event = self._events[lack.since]
        if not isinstance(event, Complicated):
            return
        at = self._places.first_of(lack.since)
        if at == self._places.end:
            at = min(self._places.since(lack.since), self._places.first_of(lack.before))
        is_own = event.roles.get("A") == self._person
        more = (
            ("comes", ("choice",)),
            ("actor", ("focal" if is_own else "other",)),
            *coming_features(self._setting, event),
        )
        yield self._put(at, self._beat("complication", at, lack.since, event.roles, more))

    def _who(self, lack: Lack) -> Iterator[Remedy]:
        """Who somebody is, said before they are first spoken of; of one without work, who is there."""
        at = self._places.first_of(lack.before)
        if not 0 < at < self._places.end:
            return
        part = "who" if self._setting.people[lack.id].work else "everybody"
        since = self._beats[at - 1].events[-1]
        roles = Roles.of(A=self._person, B=lack.id)
        yield self._put(at, self._beat("stated", at, since, roles, (("part", (part,)),)))

    def _end(self) -> Iterator[Remedy]:
        """How it ends, said before the last words of all."""
        for at, beat in enumerate(self._beats):
            if beat.tells == "ending" and not beat.plainly:
                features = (*beat.features, ("image", ("follows",)))
                yield self._put(at, replace(beat, features=features, needed=False, plainly=True))

    # -- beats -------------------------------------------------------------------------------------

    def _put(self, at: int, beat: Beat) -> Remedy:
        return Remedy(min(at, len(self._beats) - 1), beat)

    def _beat(self, tells: str, at: int, since: int, roles: Roles, more: FeaturePairs) -> Beat:
        near = self._beats[max(0, at - 1)]
        is_later = since >= near.events[-1] and self._may_tell(since)
        event = since if is_later else near.events[-1]
        ground = tuple(pair for pair in near.features if pair[0] in GROUND_KEPT)
        unknown = unknown_at(self._seen, event)
        return Beat(
            tells,
            (event,),
            near.scene,
            (*ground, *more),
            roles,
            near.present,
            unknown=unknown,
            plainly=True,
        )

    def _may_tell(self, event: int) -> bool:
        return event == OPENING or event in self._seen.perceived
