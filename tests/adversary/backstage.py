"""How things really stand, for an adversary: whoever would contradict the record must know it.

No language model ever gets any of this, and no check may. It is read only to make sure that what is
planted is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from novel_engine.story.asking.chapter_notes import beats_apart
from novel_engine.story.fabula.events import LATER, Acted, Event, SceneOpened, StoryEnded, id_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.verbs import Action, Choice
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling, is_act


@dataclass(frozen=True, slots=True)
class Backstage:
    """Where the truth is to be had: the world as it is, the menu before the person who decides, the
    record, the plan.

    Each is asked for when a question comes; `events` and `telling` are needed once chapters are
    told.
    """

    setting: Setting
    world: Callable[[], World]
    menu: Callable[[], Sequence[Choice]] = tuple
    events: Callable[[], Sequence[Event]] = tuple
    telling: Callable[[], Telling | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand when one person decides; ids, in order. `action` is what the valid answer
    does, if it is known.

    `unlearnt` are the facts that this person has no idea of, `kept` the person's own secrets that
    the act does not tell.
    """

    person: str
    place: str
    here: tuple[str, ...]
    absent: tuple[str, ...]
    gone: tuple[str, ...]
    elsewhere: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    unlearnt: tuple[str, ...]
    kept: tuple[str, ...]
    on_menu: frozenset[str]
    action: Action | None


@dataclass(slots=True)
class SceneTruth:
    """Who was where, when and with what, from a scene's first event to its last."""

    place: str
    day: int
    hour: int
    gone: tuple[str, ...]
    here: set[str] = field(default_factory=set)
    held: set[tuple[str, str]] = field(default_factory=set)
    lying: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ChapterTruth:
    """What one chapter has to tell, and what must not be in it. `unknown` are facts its focalizer
    has no idea of yet.
    """

    focalizer: str
    beats: tuple[Beat, ...]
    scenes: dict[int, SceneTruth]
    acts: dict[int, Acted]
    unknown: tuple[str, ...]

    def scene_of(self, beats: Sequence[int]) -> SceneTruth | None:
        """The scene that a paragraph of these beats, counted from 1, stands in."""
        found = [self.beats[n - 1].scene for n in beats if 0 < n <= len(self.beats)]
        return self.scenes.get(found[-1]) if found else None

    def act_of(self, beats: Sequence[int]) -> Acted | None:
        """The act that a paragraph of these beats tells, if it tells just one."""
        found = [self.beats[n - 1] for n in beats if 0 < n <= len(self.beats)]
        acts = [beat for beat in found if is_act(beat) and len(beat.events) == 1]
        return self.acts.get(acts[0].events[0]) if len(acts) == len(found) == 1 else None

    def must_tell(self) -> tuple[int, ...]:
        """The numbers of the acts that the story limps without."""
        return tuple(n for n, beat in enumerate(self.beats, 1) if beat.needed or is_act(beat))


def moment_of(backstage: Backstage, person: str) -> Moment:
    """How things stand as this person decides."""
    setting, world, menu = backstage.setting, backstage.world(), backstage.menu()
    mind, place = world.minds[person], world.place_of(person)
    action = menu[0].action if menu else None
    heard = {value for memory in mind.memories for _, value in memory.roles}
    heard |= {value for choice in menu for _, value in choice.action.roles}
    here = tuple(p for p in world.people_at(place) if p != person)
    told = {value for _, value in action.roles} if action else set()
    secrets = [
        f for f in setting.secrets_of.get(person, ()) if mind.holds_true(f) and f not in told
    ]
    return Moment(
        person=person,
        place=place,
        here=here,
        absent=tuple(
            p for p in sorted(setting.people) if p not in (person, *here) and p not in world.gone
        ),
        gone=tuple(sorted(world.gone)),
        elsewhere=tuple(p for p in sorted(setting.places) if p not in (place, OFFSTAGE)),
        out_of_reach=tuple(i for i in sorted(setting.items) if i not in (*mind.held, *mind.items)),
        unlearnt=tuple(
            f for f in sorted(setting.facts) if f not in mind.beliefs and f not in heard
        ),
        kept=tuple(f for f in secrets if not all((p, f) in mind.known_to for p in here)),
        on_menu=frozenset(choice.action.verb for choice in menu),
        action=action,
    )


def chapters_of_truth(
    setting: Setting, events: Sequence[Event], telling: Telling
) -> tuple[ChapterTruth, ...]:
    """What is so in each chapter of a telling."""
    scenes = _scenes(setting, events)
    acts = {id_of(event): event for event in events if isinstance(event, Acted)}
    return tuple(_chapter(setting, events, chapter, scenes, acts) for chapter in telling.chapters)


def _chapter(
    setting: Setting,
    events: Sequence[Event],
    chapter: Chapter,
    scenes: dict[int, SceneTruth],
    acts: dict[int, Acted],
) -> ChapterTruth:
    known = Fabula(setting, tuple(events)).through(chapter.focalizer).known_from
    last = max(event for beat in chapter.beats for event in beat.events)
    unknown = tuple(fact for fact in sorted(setting.facts) if known.get(fact, LATER) > last)
    return ChapterTruth(chapter.focalizer, tuple(beats_apart(chapter.beats)), scenes, acts, unknown)


def _scenes(setting: Setting, events: Sequence[Event]) -> dict[int, SceneTruth]:
    world = begin(setting)
    found: dict[int, SceneTruth] = {}
    for event in events:
        advance(world, event)
        if isinstance(event, SceneOpened):
            found[event.scene] = SceneTruth(
                event.place, event.day, event.hour, tuple(sorted(world.gone))
            )
        if found and not isinstance(event, StoryEnded):
            _note(found[world.scene_count], world, event)
    return found


def _note(scene: SceneTruth, world: World, event: Event) -> None:
    scene.here.update(world.people_at(scene.place))
    scene.held.update(world.holders.items())
    scene.lying.update(item for item, place in world.lying.items() if place == scene.place)
    if isinstance(event, Acted):
        scene.here.add(event.actor)


def short(setting: Setting, person: str) -> str:
    """What people call somebody."""
    return setting.people[person].short


def named(setting: Setting, **slots: str) -> dict[str, str]:
    """What fills the slots of these people: `a` what somebody is called, and `a_he`, `a_him`,
    `a_his`, `a_himself`.
    """
    found: dict[str, str] = {}
    for slot, person in slots.items():
        given = setting.people[person].pronouns
        found |= {
            slot: short(setting, person),
            f"{slot}_he": given.subject,
            f"{slot}_him": given.object,
        }
        found |= {f"{slot}_his": given.possessive, f"{slot}_himself": given.reflexive}
    return found
