"""The fabula as one value: a log lived through once, and whatever is asked of it afterwards.

The log is folded when the first question needs it, and then never again. What is kept of each event
is a view of the world after it that shares with the one before whatever has not changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from novel_engine.story.fabula.certainty import SUSPICION
from novel_engine.story.fabula.codec import events_sha256
from novel_engine.story.fabula.events import (
    Acted,
    Event,
    Learned,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.sifting import Match
from novel_engine.story.fabula.world import World, advance, begin, snapshot
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it was lived: the world before and after it, and who noticed what of it.

    Nobody changes these worlds: they are what was so, and are shared.
    """

    event: Event
    before: World
    after: World
    percepts: tuple[Percept, ...]


@dataclass(frozen=True)
class Fabula:
    """What happened, in the order it happened, on the ground it happened on; each thing that is
    worked out from it is worked out once.
    """

    setting: Setting
    events: tuple[Event, ...]

    def __reduce__(self) -> tuple[type[Fabula], tuple[Setting, tuple[Event, ...]]]:
        """Another process is sent the log, and folds it itself."""
        return Fabula, (self.setting, self.events)

    @cached_property
    def happenings(self) -> tuple[Happening, ...]:
        """Every event as it was lived: the one fold of the log."""
        return tuple(_lived(self.setting, self.events))

    @cached_property
    def world(self) -> World:
        """The world after the last event."""
        return self.happenings[-1].after if self.events else begin(self.setting)

    @cached_property
    def percepts(self) -> tuple[Percept, ...]:
        """Everything that anybody noticed."""
        return tuple(percept for one in self.happenings for percept in one.percepts)

    @cached_property
    def patterns(self) -> tuple[Match, ...]:
        """Every pattern that comes whole, in the order they do."""
        return tuple(match for one in self.happenings for match in one.after.come_whole)

    @cached_property
    def scenes(self) -> Mapping[int, SceneOpened]:
        """How each scene was opened, by its number."""
        return {event.scene: event for event in self.events if isinstance(event, SceneOpened)}

    @cached_property
    def turning_scenes(self) -> frozenset[int]:
        """The scenes that changed something: the variable they were framed for, a bond, or a
        question of the story's.
        """
        return frozenset(
            event.scene
            for event in self.events
            if isinstance(event, Acted | SceneClosed) and _turns(self.setting, event)
        )

    @cached_property
    def ending(self) -> str:
        """The ending that the story came to; empty while it goes on."""
        return next((event.ending for event in self.events if isinstance(event, StoryEnded)), "")

    @cached_property
    def sha256(self) -> str:
        """The hash of the log."""
        return events_sha256(self.events)

    def world_at(self, number: int) -> World:
        """The world once everything up to the event of this number had happened."""
        so_far = (one.after for one in reversed(self.happenings) if id_of(one.event) <= number)
        return next(so_far, None) or begin(self.setting)

    def live(self) -> None:
        """Fold the log now. Raises KeyError, IndexError or ValueError for one that is none."""
        assert len(self.happenings) == len(self.events)

    def through(self, person: str) -> Seen:
        """The same, as this person knows it."""
        return self._seen.get(person) or Seen(self, person)

    @cached_property
    def _seen(self) -> Mapping[str, Seen]:
        return {person: Seen(self, person) for person in self.setting.people}


@dataclass(frozen=True)
class Seen:
    """What happened, as far as one person noticed it."""

    fabula: Fabula
    person: str

    @property
    def setting(self) -> Setting:
        """The ground that it happened on."""
        return self.fabula.setting

    @cached_property
    def percepts(self) -> tuple[Percept, ...]:
        """What they noticed."""
        return tuple(one for one in self.fabula.percepts if one.person == self.person)

    @cached_property
    def perceived(self) -> frozenset[int]:
        """The events of which they noticed anything at all."""
        return frozenset(percept.event for percept in self.percepts)

    @cached_property
    def known_from(self) -> Mapping[str, int]:
        """Since which event they have an idea of each fact, believed or not: a lie that is seen
        through was heard too.
        """
        found: dict[str, int] = {}
        for event in self.fabula.events:
            for fact in self._met(event):
                found.setdefault(fact, id_of(event))
        return found

    def _met(self, event: Event) -> Iterator[str]:
        """The facts that an event brings before them."""
        if isinstance(event, Acted) and self.person in event.witnesses:
            yield from (value for value in event.roles.values if value in self.setting.facts)
        for effect in event.effects:
            if isinstance(effect, Learned) and effect.person == self.person:
                yield effect.fact

    @cached_property
    def patterns(self) -> tuple[Match, ...]:
        """The patterns that come whole before their eyes."""
        acts = (event for event in self.fabula.events if isinstance(event, Acted))
        seen = {id_of(act) for act in acts if self.person in act.witnesses}
        return tuple(match for match in self.fabula.patterns if seen.issuperset(match.events))

    @cached_property
    def reasons(self) -> Mapping[int, tuple[int, ...]]:
        """The causes of each event as a telling through this person can give them: a thought that
        is not told hands on its own.
        """
        return self._reasons(aloud=True)

    @cached_property
    def reasons_from_outside(self) -> Mapping[int, tuple[int, ...]]:
        """The same, where nobody's thoughts are told, this person's no more than others'."""
        return self._reasons(aloud=False)

    def _reasons(self, *, aloud: bool) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        thoughts: set[int] = set()
        for event in self.fabula.events:
            known = [
                cause
                for each in event.causes
                for cause in (found[each] if each in thoughts else (each,))
            ]
            found[id_of(event)] = tuple(sorted(set(known)))
            if isinstance(event, Acted) and self._is_kept_back(event, aloud=aloud):
                thoughts.add(id_of(event))
        return found

    def _is_kept_back(self, event: Acted, *, aloud: bool) -> bool:
        """Whether it is a thought, and one that the reader is not told of."""
        return self.setting.marked(event.verb, "thinks") and not (aloud and self._is_shared(event))

    def _is_shared(self, thought: Acted) -> bool:
        """Whether the reader is told of it."""
        return self.person in thought.witnesses and not is_suspicion(self.setting, thought)


def is_suspicion(setting: Setting, event: Acted) -> bool:
    """Whether the act is a conclusion drawn with so little ground that it is not yet one."""
    drawn = [
        e.confidence
        for e in event.effects
        if isinstance(e, Learned) and e.fact == event.roles.get("F")
    ]
    return setting.marked(event.verb, "concludes") and max(drawn, default=0) < SUSPICION


def _turns(setting: Setting, event: Acted | SceneClosed) -> bool:
    """Whether the event changes something that the story is about."""
    answers = any(isinstance(e, ThreadMoved) and e.status == "answered" for e in event.effects)
    if isinstance(event, SceneClosed):
        return answers or bool(event.changed)
    return answers or setting.marked(event.verb, "turns")


def _lived(setting: Setting, events: tuple[Event, ...]) -> Iterator[Happening]:
    """The events one after the other, each with views of the world that stay as they are."""
    world = begin(setting)
    before = snapshot(world)
    for event in events:
        noticed = tuple(advance(world, event))
        changed = {percept.person for percept in noticed}
        unchanged = {who: mind for who, mind in before.minds.items() if who not in changed}
        after = snapshot(world, unchanged)
        yield Happening(event, before, after, noticed)
        before = after
