"""Beats: how one scene is broken down for telling, and which of its acts are told at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from novel_engine.story.fabula.events import (
    OPENING,
    Acted,
    Complicated,
    Event,
    Learned,
    Obliged,
    Refused,
    Released,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    id_of,
    place_of,
    witnesses_of,
)
from novel_engine.story.fabula.fabula import Seen, is_suspicion
from novel_engine.story.fabula.world import SceneRecord, World
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Mark, Verb
from novel_engine.story.telling.features import (
    act_features,
    company_of,
    complication_features,
    known_roles,
    part_features,
    scene_features,
)
from novel_engine.story.telling.measure import MOST_REFUSED, MOST_TELLS
from novel_engine.story.telling.syuzhet import Beat, FeaturePairs
from novel_engine.story.telling.turning_points import NEVER, NeededDeed, ending_for, knows_answer

NOTHING = "nothing"


class SceneTeller:
    """Walks the events with the world as it was, and says what beats tell them."""

    def __init__(
        self,
        seen: Seen,
        reasons: Mapping[int, tuple[int, ...]] = MappingProxyType({}),
        idle: frozenset[int] = frozenset(),
    ) -> None:
        """`reasons` are the causes of each event as the focalizer could know them; by default those
        it names.

        `idle` are events of which nothing comes, and which are passed over.
        """
        self._setting = seen.setting
        self.focalizer = seen.person
        self._reasons = reasons
        self._idle = idle
        self._told = {OPENING}
        self._times: dict[str, int] = {}
        self._tells = 0
        self._within: set[str] = set()
        self._charges: set[tuple[str, str, str]] = set()
        self._put: set[tuple[str, str, str, str]] = set()
        self._asked: dict[str, tuple[int, str]] = {}
        self._replies: dict[tuple[str, str], str] = {}
        self._follows = NOTHING
        self._favours: dict[str, tuple[str, int, str]] = {}
        self._found_something = 0
        self._witnessed: set[NeededDeed] = set()
        self._raised: set[str] = set()

    def opening(
        self, world: World, event: SceneOpened, *, first: bool, day_before: int
    ) -> list[Beat]:
        """The ground of a scene; a stretch of time before it, where a day has gone."""
        roles = self._ground_roles(world, event)
        features = self._ground(world, event.place, roles)
        present = company_of(world, event.place)
        own = (id_of(event),)
        self._told.add(id_of(event))
        beats = []
        if not first and day_before and event.day != day_before:
            beats.append(Beat("summary", own, event.scene, features, roles.first(1), present))
        tells, events = ("opening", (OPENING, *own)) if first else ("scene", own)
        return [*beats, Beat(tells, events, event.scene, features, roles, present, needed=True)]

    def _ground(self, world: World, place: str, roles: Roles) -> FeaturePairs:
        """What is so of a place, and which parts are played there."""
        return (
            *scene_features(world, place, self.focalizer),
            *part_features(self._setting, roles),
        )

    def _ground_roles(self, world: World, event: SceneOpened) -> Roles:
        others = [
            p for p in (event.roles.get("want"), event.roles.get("against"), *event.cast) if p
        ]
        other = next((p for p in others if p != self.focalizer), "")
        return Roles.of(A=self.focalizer, B=other).beside(self._kernel_roles())

    def act(self, world: World, event: Acted | Refused | Complicated) -> list[Beat]:
        """The beats that tell one act; none when it is not perceived, passed over, or has no told
        cause.
        """
        question = self._question(event)
        if self.focalizer not in event.witnesses:
            return self._aside(world, event)
        if isinstance(event, Acted):
            self._witnessed.add((event.verb, event.actor, event.roles.get("B")))
        if question not in self._told or not self._is_told(event):
            return []
        self._note(event)
        return [
            *self._tell_before(world, event),
            self._beat(world, event),
            *self._tell_after(world, event),
        ]

    def _note(self, event: Acted | Refused | Complicated) -> None:
        """Remember that it is told, what answer it is, and what questions it raises."""
        self._told.add(id_of(event))
        if isinstance(event, Acted) and any(
            isinstance(effect, Released) for effect in event.effects
        ):
            self._replies[(event.actor, event.roles.get("B"))] = event.verb
        self._raised.update(
            self._setting.facts[v].topic for v in event.roles.values if v in self._setting.facts
        )

    def _question(self, event: Acted | Refused | Complicated) -> int:
        """What this act answers, for an answer makes no sense alone; else the opening."""
        found = OPENING
        self._follows = self._renewed_after(event)
        for effect in event.effects:
            if isinstance(effect, Released):
                asked, self._follows = self._asked.pop(effect.person, (OPENING, NOTHING))
                found = found if self._is(event, "turns") else asked
            elif isinstance(effect, Obliged):
                verb = event.verb if isinstance(event, Acted) else "complication"
                self._asked[effect.person] = (id_of(event), verb)
        return self._favour_answered(event) or found

    def _favour_answered(self, event: Acted | Refused | Complicated) -> int:
        """What somebody did for whoever now thanks them for it, takes it or will not have it; 0 for
        nothing.
        """
        if not isinstance(event, Acted):
            return 0
        other = event.roles.get("B")
        by, done, verb = self._favours.pop(event.actor, ("", 0, ""))
        if other and (self._is(event, "favours") or self._is(event, "offers")):
            self._favours[other] = (event.actor, id_of(event), event.verb)
        found = self._verb(event)
        if self._follows != NOTHING or not by or by != other or not (found and found.replies):
            return 0
        self._follows = verb
        return done

    def _renewed_after(self, event: Event) -> str:
        """The answer after which this act puts again what it puts, where it does."""
        if isinstance(event, Acted) and self._renews(event):
            return self._replies.get((event.roles.get("B"), event.actor), NOTHING)
        return NOTHING

    def _is_told(self, event: Acted | Refused | Complicated) -> bool:
        if id_of(event) in self._idle or self._charged_already(event):
            return False
        if isinstance(event, Complicated):
            return True
        if isinstance(event, Refused) and event.scene == self._found_something:
            return False  # nobody complains of having found nothing who has just found something
        if self._is_beneath_telling(event) or self._is_told_enough(event):
            return False
        return any(cause in self._told for cause in self._reasons.get(id_of(event), event.causes))

    def _is_beneath_telling(self, event: Event) -> bool:
        """Whether the act is of a kind that is never told, or no more than a suspicion."""
        return isinstance(event, Acted) and (
            self._is(event, "untold") or is_suspicion(self._setting, event)
        )

    def _is_told_enough(self, event: Acted | Refused) -> bool:
        """Whether so many acts of its kind have been told that no more are."""
        tells = "refused" if isinstance(event, Refused) else event.verb
        self._times[tells] = self._times.get(tells, 0) + 1
        verb = self._verb(event)
        most = MOST_REFUSED if isinstance(event, Refused) else verb.seldom if verb else 0
        return 0 < most < self._times[tells]

    def _verb(self, event: Event) -> Verb | None:
        return self._setting.verbs.get(event.verb) if isinstance(event, Acted) else None

    def _renews(self, event: Acted) -> str:
        """The verb that puts first what this one puts again."""
        verb = self._verb(event)
        return verb.renews if verb else ""

    def _is(self, event: Event, mark: Mark) -> bool:
        """Whether the event is an act of this kind."""
        return isinstance(event, Acted) and self._setting.marked(event.verb, mark)

    def _beat(self, world: World, event: Acted | Refused | Complicated) -> Beat:
        roles = known_roles(world, event, self.focalizer).beside(self._kernel_roles())
        coming = (("after", (self._follows,)), *complication_features(self._setting, event))
        features = (*self._act_features(world, event, roles), *coming)
        tells = "refused" if isinstance(event, Refused) else "complication"
        if isinstance(event, Acted):
            tells = self._told_as(event)
        return Beat(
            tells,
            (id_of(event),),
            event.scene,
            features,
            roles,
            self._there(world, event),
            needed=True,
            line=event.line if isinstance(event, Acted) else "",
            verb=self._setting.verbs.get(tells),
        )

    def _act_features(
        self, world: World, event: Acted | Refused | Complicated, roles: Roles
    ) -> FeaturePairs:
        """What is so of the ground an act stands on, and of the act."""
        return (
            *scene_features(world, event.place, self.focalizer),
            *act_features(world, event, self.focalizer, roles),
        )

    def _charged_already(self, event: Acted | Refused | Complicated) -> bool:
        """Whether the same charge has been told in this scene: brought twice, it is the weaker."""
        if not isinstance(event, Acted) or not self._is(event, "charges"):
            return False
        charge = (event.actor, event.roles.get("B"), event.roles.get("F"))
        again = charge in self._charges
        self._charges.add(charge)
        return again

    def _told_as(self, event: Acted) -> str:
        """The verb; but one that puts again what was not told to have been put is told as the verb
        that puts it first.
        """
        matter = (event.actor, event.roles.get("B"), event.roles.get("F"))
        if first := self._renews(event):
            return event.verb if (first, *matter) in self._put else first
        self._put.add((event.verb, *matter))
        return event.verb

    def _there(self, world: World, event: Event) -> tuple[str, ...]:
        return tuple(sorted({*witnesses_of(event), *company_of(world, place_of(event))}))

    def _tell_before(self, world: World, event: Acted | Refused | Complicated) -> list[Beat]:
        """What a liar's body does, before the lie; a few times in a story."""
        if not isinstance(event, Acted) or not self._shows_on_the_body(event):
            return []
        self._tells += 1
        self._within.add(event.actor)
        target = "focal" if event.roles.get("B") == self.focalizer else "other"
        who = ("actor", ("other",)), ("target", (target,))
        return [self._beat_beside("body", world, event, who)]

    def _shows_on_the_body(self, event: Acted) -> bool:
        """Whether it is somebody else's lie, of a secret of theirs, that may yet show on them."""
        if event.actor == self.focalizer or not self._is(event, "conceals"):
            return False
        if self._tells >= MOST_TELLS or event.actor in self._within:
            return False
        return bool(self._setting.secrets_of.get(event.actor))

    def _beat_beside(self, tells: str, world: World, event: Acted, more: FeaturePairs = ()) -> Beat:
        """A beat that stands beside an act: of the two whom the act is between."""
        features = (*scene_features(world, event.place, self.focalizer), *more)
        there = self._there(world, event)
        return Beat(tells, (id_of(event),), event.scene, features, event.roles.first(2), there)

    def _tell_after(self, world: World, event: Acted | Refused | Complicated) -> list[Beat]:
        """What the focalizer makes of what they learnt by it, where the act does not say it all."""
        learnt = self._learnt(event)
        if learnt:
            self._found_something = event.scene
        return (
            [self._inner(world, event, learnt)] if learnt and not self._says_itself(event) else []
        )

    def _learnt(self, event: Event) -> str:
        """The gravest thing the focalizer came to believe by this event."""
        facts = [
            self._setting.facts[e.fact]
            for e in event.effects
            if isinstance(e, Learned)
            and e.person == self.focalizer
            and e.value
            and e.source != "inferred"
        ]
        return max(facts, key=lambda f: (f.stakes, f.id)).id if facts else ""

    def _says_itself(self, event: Event) -> bool:
        return self._is(event, "says_all")

    def _inner(self, world: World, event: Acted | Refused | Complicated, fact: str) -> Beat:
        about = self._setting.facts[fact].subject
        other = about if about and about != self.focalizer else ""
        roles = Roles.of(A=self.focalizer, B=other, F=fact).beside(self._kernel_roles())
        after = "complication" if isinstance(event, Complicated) else event.verb
        features = (*self._act_features(world, event, roles), ("after", (after,)))
        found = self._is(event, "finds")  # the act does not say what it found
        there = self._there(world, event)
        return Beat("inner", (id_of(event),), event.scene, features, roles, there, needed=found)

    def _aside(self, world: World, event: Acted | Refused | Complicated) -> list[Beat]:
        """Two speak apart, in the focalizer's sight; told twice in a story at most."""
        told = self._times.get("aside", 0)
        if not isinstance(event, Acted) or self.focalizer not in event.bystanders or told > 1:
            return []
        if self.focalizer not in company_of(world, event.place):
            return []
        self._times["aside"] = told + 1
        return [self._beat_beside("aside", world, event)]

    def closing(self, world: World, event: SceneClosed) -> list[Beat]:
        """The scene's last line."""
        self._within.clear()
        self._charges.clear()
        last = world.scenes[-1]
        here = world.people_at(last.place)
        if self.focalizer not in here:
            return []
        roles = Roles.of(A=self.focalizer, B=self._other_of(last, here))
        features = self._ground(world, last.place, roles)
        return [Beat("cut", (last.opened,), last.scene, features, roles, here)]

    def _other_of(self, scene: SceneRecord, here: Sequence[str]) -> str:
        """With whom the focalizer is left: one whom the scene was about, if they are still here."""
        others = [p for p in here if p != self.focalizer]
        return next((p for p in (scene.against, scene.want, *others) if p in others), "")

    def ending(self, world: World, event: StoryEnded) -> list[Beat]:
        """How it came out, and the image it closes on."""
        came_to = ending_for(world, event.ending, self.focalizer, frozenset(self._witnessed))
        learnt = knows_answer(world, self.focalizer)
        roles = Roles.of(A=self.focalizer, E=came_to if learnt else "").beside(self._kernel_roles())
        features: FeaturePairs = (
            *self._last_ground(world),
            ("is", (came_to,)),
            ("comes", ("learnt" if learnt else NEVER,)),
            *act_features(world, event, self.focalizer, roles.first(1)),
        )
        ends = [self._loose_end(world, event, roles, is_so) for is_so in self._left_over(world)]
        own = (id_of(event),)
        return [*ends, Beat("ending", own, world.scene_count, features, roles, (), needed=True)]

    def _last_ground(self, world: World) -> FeaturePairs:
        """What is so of where the focalizer is at the end."""
        return scene_features(world, world.place_of(self.focalizer), self.focalizer)

    def _left_over(self, world: World) -> list[str]:
        """The other questions that were raised before this person and not answered, and whether
        they know the answer.
        """
        others = [
            t for t in self._setting.threads.values() if not t.main and t.topic in self._raised
        ]
        left = [
            t.topic
            for t in others
            if world.threads[t.id] != "answered" and not self._keeps(t.topic)
        ]
        return [
            f"{topic}.{'known' if knows_answer(world, self.focalizer, topic) else 'open'}"
            for topic in left
        ]

    def _keeps(self, topic: str) -> bool:
        """Whether it is this person's own secret."""
        return any(
            fact.secret_of == self.focalizer for fact in self._setting.facts_by_topic.get(topic, ())
        )

    def _loose_end(self, world: World, event: StoryEnded, roles: Roles, is_so: str) -> Beat:
        parts = part_features(self._setting, roles)
        features: FeaturePairs = (
            *self._last_ground(world),
            ("is", (is_so,)),
            *parts,
            ("comes", (is_so.rpartition(".")[2],)),
        )
        return Beat("loose_end", (id_of(event),), world.scene_count, features, roles)

    def _kernel_roles(self) -> Roles:
        """The kernels' parts by their bare names, for slots such as `{culprit}`; where two kernels
        share a name, the last one's.
        """
        people = self._setting.people
        parts = {
            name.partition(".")[2]: value for name, value in self._setting.roles if value in people
        }
        return Roles(parts.items())
