"""Beats for the plain voice: besides what happens, how people stand to one another, what is at stake,
what a scene is about, who else heard it, and what is held of it by now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from novel_engine.story.fabula.events import (
    LATER,
    OPENING,
    Acted,
    Complicated,
    Departed,
    Event,
    Learned,
    Moved,
    Refused,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    id_of,
    place_of,
)
from novel_engine.story.fabula.fabula import Seen
from novel_engine.story.fabula.world import World
from novel_engine.story.givens import draws
from novel_engine.story.givens.facts import Fact, FactMark
from novel_engine.story.givens.kernels import Spine
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.beats import NOTHING, SceneTeller
from novel_engine.story.telling.features import (
    coming_features,
    company_of,
    conclusion_features,
    scene_features,
    since,
    taken_features,
)
from novel_engine.story.telling.syuzhet import Beat, FeaturePairs

SCENE_MATTER = "F"
"""The role of what a scene is about."""
TOLD_AT_FIRST: Sequence[FactMark] = ("before", "excuses")
"""What everybody knew, and what everybody took to be so, before anything happened."""
NO_SPINE = Spine()


class PlainSceneTeller(SceneTeller):
    """Walks the events as any teller does, and leaves less to be guessed."""

    def __init__(
        self,
        seen: Seen,
        reasons: Mapping[int, tuple[int, ...]] = MappingProxyType({}),
        idle: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(seen, reasons, idle)
        self._known_from = seen.known_from
        self._told_last = OPENING
        self._scene_told = 0
        self._verb_told = NOTHING
        self._hearers: set[tuple[str, str]] = set()
        self._bonds: set[str] = set()
        self._is_staked = False
        self._held = NOTHING
        self._wronged = ""
        self._gone: set[str] = set()

    def opening(
        self, world: World, event: SceneOpened, *, first: bool, day_before: int
    ) -> list[Beat]:
        """The ground of a scene, when it is and what it is about; at first also how people stand to
        one another, and what is at stake if that is known.
        """
        self._gone.clear()
        *before, ground = super().opening(world, event, first=first, day_before=day_before)
        fact = event.roles.get("fact")
        matter = fact if self._known_from.get(fact, LATER) < id_of(event) else ""
        ground = replace(
            ground,
            features=(*ground.features, *since(day_before, event.day)),
            roles=Roles.of(**{SCENE_MATTER: matter}).beside(ground.roles),
        )
        terms = self._terms(world, event)
        if not first:
            return [*before, ground, *terms]
        whole = [*self._first_of_all(world, event, ground), *terms]
        return [*before, *whole, *self._stakes(world, event)]

    def _first_of_all(self, world: World, event: SceneOpened, ground: Beat) -> list[Beat]:
        """Who they are, what everybody knew of them before anything happened, and the first scene."""
        known = [
            fact
            for fact in self._setting.facts.values()
            if self._known_from.get(fact.id) == OPENING
            and any(self._setting.is_so(mark, fact) for mark in TOLD_AT_FIRST)
        ]
        is_so = self._setting.is_so
        order = draws.generator(self._setting.seed, "told at first", OPENING, "")
        known = draws.shuffled(order, sorted(known, key=lambda fact: fact.id))
        known.sort(key=lambda fact: (-fact.stakes, not is_so("excuses", fact)))
        past = [
            replace(beat, events=(OPENING,), needed=True)
            for fact in known
            for kind in [(("kind", (fact.kind,)),)]
            for beat in [self._ground_beat("earlier", world, event, Roles.of(F=fact.id), kind)]
        ]
        mistaken = (fact.id for fact in known if fact.id == self._spine.mistaken)
        self._held = next(mistaken, self._held)
        scene = replace(ground, tells="scene", events=(id_of(event),))
        if not past:
            return [ground]
        apart = (*ground.features, ("apart", ("true",)))
        return [replace(ground, events=(OPENING,), features=apart), *past, scene]

    def act(self, world: World, event: Acted | Refused | Complicated) -> list[Beat]:
        """The beats of one act, with how it is taken, who else heard it, and what it puts at stake."""
        told = super().act(world, event)
        self._note_who_goes(world, event)
        if not told or self.focalizer not in event.witnesses:
            return told
        found = [self._as_taken(world, event, beat) for beat in told]
        self._told_last, self._scene_told = id_of(event), event.scene
        self._verb_told = event.verb if isinstance(event, Acted) else self._verb_told
        self._note_wrong(event)
        before = self._held_before(world, event)
        return [*before, *found, *self._overheard(world, event), *self._stakes(world, event)]

    def _note_who_goes(self, world: World, event: Acted | Refused | Complicated) -> None:
        """Who has left the scene by now. The world is what it was when something came of it, and that
        may be told after the answer, and so after they went.
        """
        for one in () if isinstance(event, Refused) else event.effects:
            if isinstance(one, Moved) and one.place == world.place_of(self.focalizer):
                self._gone.discard(one.person)
            elif isinstance(one, Moved | Departed):
                self._gone.add(one.person)

    def _held_before(self, world: World, event: Event) -> list[Beat]:
        """Before what people do on the strength of an account, the account."""
        mistaken = self._setting.facts.get(self._spine.mistaken)
        if not isinstance(event, Complicated) or mistaken is None:
            return []
        is_first = self._held in (NOTHING, "")
        is_held = is_first and world.minds[self.focalizer].holds_true(mistaken.id)
        return self._standing(world, event) if is_held else []

    def _as_taken(self, world: World, event: Acted | Refused | Complicated, beat: Beat) -> Beat:
        """The beat with what the focalizer makes of it, and whether it came of what was told last."""
        if beat.tells == "inner":
            taken = taken_features(world, event, self.focalizer, beat.roles.get("F"))
            return replace(beat, features=(*beat.features, *taken), needed=True)
        reasons = self._reasons.get(id_of(event), event.causes)
        is_next = OPENING < self._told_last in reasons and self._scene_told == event.scene
        about, kind = self._what_was_done(event, beat)
        beside = self._with_the_other(event, about.beside(beat.roles))
        here = {*company_of(world, world.place_of(self.focalizer))} - self._gone
        there = tuple(role for role in "AB" if beside.get(role) in here)
        more: FeaturePairs = (
            *kind,
            ("follows", ("true" if is_next else "false",)),
            ("upon", (self._verb_told,)),
            *taken_features(world, event, self.focalizer),
            *conclusion_features(world, event),
            *coming_features(self._setting, event),
            ("there", there),
            ("held", ("true" if self._held == event.roles.get("F") else "false",)),
        )
        return replace(
            beat,
            features=(*beat.features, *more),
            roles=self._with_its_subject(event, self._with_its_error(world, event, beside)),
        )

    def _what_was_done(self, event: Event, beat: Beat) -> tuple[Roles, FeaturePairs]:
        """Of what is settled for good between whoever did it and whoever it was done to, the deed."""
        deed = self._setting.facts.get(self._spine.deed)
        if deed is None or beat.roles.get("F") or not beat.marked("lasts"):
            return Roles(), ()
        pair = (beat.roles.get("B"), beat.roles.get("A"))
        if pair != (deed.subject, deed.hurts) or not self._knows(deed.id, event):
            return Roles(), ()
        return Roles.of(F=deed.id), (("kind", (deed.kind,)),)

    def _with_its_error(
        self, world: World, event: Acted | Refused | Complicated, roles: Roles
    ) -> Roles:
        """Of a choice about an account that is known for an error, which account that is."""
        fact = self._setting.facts.get(event.roles.get("F"))
        if fact is None or fact.truth or roles.get("F") or not isinstance(event, Complicated):
            return roles
        held = world.minds[self.focalizer].beliefs.get(fact.id)
        return roles if held is None or held.value else Roles.of(F=fact.id).beside(roles)

    def _with_the_other(self, event: Event, roles: Roles) -> Roles:
        """Of what has come of it for somebody, whom else it is about, if there is one."""
        fact = self._setting.facts.get(roles.get("F"))
        if not isinstance(event, Complicated) or fact is None or roles.get("B"):
            return roles
        people = dict.fromkeys(self._setting.people_in(fact.claim))
        others = [one for one in people if one != roles.get("A")]
        return Roles.of(B=others[0]).beside(roles) if len(others) == 1 else roles

    def _with_its_subject(self, event: Event, roles: Roles) -> Roles:
        """Of a reason that comes out, whose it is."""
        fact = self._setting.facts.get(roles.get("F"))
        is_reason = isinstance(event, Complicated) and fact is not None
        if not is_reason or fact is None or not self._setting.is_so("follows", fact):
            return roles
        return Roles.of(B=fact.subject).beside(roles)

    def closing(self, world: World, event: SceneClosed) -> list[Beat]:
        """The scene's last line, and before it what the focalizer holds by now."""
        last = super().closing(world, event)
        return [*self._standing(world, event), *last] if last else last

    def ending(self, world: World, event: StoryEnded) -> list[Beat]:
        """How it came out, and whom the focalizer still owes an apology."""
        *before, last = super().ending(world, event)
        if not self._wronged or not self._knows(self._spine.deed, event):
            return [*before, last]
        owed = replace(
            last,
            features=(*last.features, ("wronged", ("true",))),
            roles=Roles.of(B=self._wronged).beside(last.roles),
        )
        return [*before, owed]

    def _note_wrong(self, event: Acted | Refused | Complicated) -> None:
        """Whom the focalizer has charged with what was not so, until that is put right: it is taken
        back, or something comes of it for them when the truth is known.
        """
        fact = self._setting.facts.get(event.roles.get("F"))
        if fact is None:
            return
        if isinstance(event, Acted) and event.actor == self.focalizer:
            other = event.roles.get("B")
            if self._setting.marked(event.verb, "charges") and not fact.truth:
                self._wronged = other
            elif self._setting.marked(event.verb, "takes_back") and other == self._wronged:
                self._wronged = ""
        elif isinstance(event, Complicated) and fact.subject == self._wronged:
            is_late = self._knows(self._spine.deed, event)
            self._wronged = "" if is_late else self._wronged

    @property
    def _spine(self) -> Spine:
        return self._setting.spines[0] if self._setting.spines else NO_SPINE

    def _knows(self, fact: str, event: Event) -> bool:
        return self._known_from.get(fact, LATER) <= id_of(event)

    def _knows_what_happened(self, event: Event) -> bool:
        return self._knows(self._spine.happened, event)

    def _knows_what_is_lost(self, event: Event) -> bool:
        """What has befallen is lost for all to see; what somebody means to do, once that is known."""
        happened = self._setting.facts.get(self._spine.happened)
        is_done = happened is not None and self._setting.is_so("happened", happened)
        return self._knows(self._spine.happened if is_done else self._spine.deed, event)

    def _terms(self, world: World, event: Event) -> list[Beat]:
        """How two of them stand to one another, where somebody will have to choose for or against it:
        at the beginning of the first scene in which one of them is met with.
        """
        at_stake = {way.worth for one in self._setting.complications for way in one.ways}
        bonds = [fact for fact in self._setting.facts.values() if self._is_bond(fact, at_stake)]
        here = (self.focalizer, *self._there(world, event))
        known = [
            one
            for one in bonds
            if self._knows(one.id, event) and one.id not in self._bonds
            if any(person in here for person in self._setting.people_in(one.claim))
        ]
        self._bonds |= {fact.id for fact in known}
        return [self._ground_beat("terms", world, event, Roles.of(F=fact.id)) for fact in known]

    def _is_bond(self, fact: Fact, at_stake: set[str]) -> bool:
        is_open = fact.truth and not fact.secret_of and fact.noun in at_stake
        return is_open and self._setting.is_so("grieves", fact)

    def _stakes(self, world: World, event: Event) -> list[Beat]:
        """What will be lost by what has happened, once the focalizer knows of it."""
        deed = self._setting.facts.get(self._spine.deed)
        if self._is_staked or not self._knows_what_is_lost(event):
            return []
        if deed is None or not deed.takes:
            return []
        self._is_staked = True
        is_own = deed.hurts == self.focalizer
        who = "focal" if is_own else "other" if deed.hurts else ""
        roles = Roles.of(B="" if is_own else deed.hurts, F=deed.id)
        sort = ("mendable",) if deed.mends else ()
        more = (("target", (who,)), ("sort", sort), ("kind", (deed.kind,)))
        return [self._ground_beat("stakes", world, event, roles, more)]

    def _ground_beat(
        self, tells: str, world: World, event: Event, roles: Roles, more: FeaturePairs = ()
    ) -> Beat:
        """A beat beside an event that tells nothing of what is done."""
        features = (*scene_features(world, place_of(event), self.focalizer), *more)
        whole = Roles.of(A=self.focalizer).beside(roles)
        there = self._there(world, event)
        return Beat(tells, (id_of(event),), world.scene_count, features, whole, there)

    def _overheard(self, world: World, event: Event) -> list[Beat]:
        """Who else hears it, of what is grave and true, where they are not spoken to."""
        if not isinstance(event, Acted):
            return []
        fact = event.roles.get("G") or event.roles.get("F")
        known = self._setting.facts.get(fact)
        if known is None or not known.truth or not self._setting.is_so("grave", known):
            return []
        near = (event.actor, event.roles.get("B"), self.focalizer)
        hearers = [
            e.person
            for e in event.effects
            if isinstance(e, Learned) and e.fact == fact and e.value and e.person not in near
        ]
        new = [person for person in hearers if (person, fact) not in self._hearers]
        self._hearers |= {(person, fact) for person in hearers}
        return [
            self._ground_beat("heard", world, event, Roles.of(B=person, F=fact))
            for person in new[:1]
        ]

    def _standing(self, world: World, event: Event) -> list[Beat]:
        """What the focalizer holds of it by now, where that has changed."""
        if not self._knows_what_happened(event):
            return []
        topic = self._setting.facts[self._spine.happened].topic
        mind = world.minds[self.focalizer]
        accounts = self._setting.accounts_by_topic.get(topic, ())
        held = next((fact for fact in accounts if mind.holds_true(fact)), "")
        if held == self._held:
            return []
        was_held, self._held = self._held, held
        if not held and was_held != NOTHING:
            return []  # that it was not so has been told
        kind = self._setting.facts[held].kind if held else NOTHING
        place = world.place_of(self.focalizer)
        features = (*scene_features(world, place, self.focalizer), ("kind", (kind,)))
        roles = Roles.of(A=self.focalizer, F=held)
        opened = world.scenes[-1].opened
        since_then = max(opened, self._told_last, self._known_from.get(held, opened))
        here = company_of(world, place)
        return [Beat("standing", (since_then,), world.scene_count, features, roles, here)]
