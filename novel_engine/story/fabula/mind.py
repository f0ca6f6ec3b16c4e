"""One person's mind: a fold of that person's percepts, and of nothing else.

That is the law of knowledge by construction: two worlds that give a person the same percepts give
that person the same mind. The fold changes a structure it owns; everything that reads a mind gets
tuples.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias, assert_never

from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.dealings import NOTHING_MET, Dealings, copied_dealings, deal
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Related,
    Released,
    StageSet,
    ThreadMoved,
)
from novel_engine.story.fabula.faculties import (
    MEMORIES_KEPT,
    MEMORY,
    MEMORY_OF_DEPARTURE,
    MEMORY_OF_NEWS,
    MOST_IMPORTANT,
    RECENT_ACTS,
    SCENES_TO_FADE,
    WORTH_REMEMBERING,
)
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Mark, Verb
from novel_engine.values import dataclass, replace

Marks: TypeAlias = frozenset[Mark]
NO_MARKS: Marks = frozenset()
AXES = ("affection", "trust", "respect", "fear", "debt")
EMOTIONS = ("anger", "fear", "grief", "shame", "joy", "longing", "guilt")
ANYONE = "*"
SPOKE, TRIED = OUTLINES = ("spoke", "tried")
"""What is perceived of an act that was not taken in."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What one person holds of a fact; `confidence` is 0 … 100."""

    fact: str
    value: bool
    confidence: int
    source: str
    teller: str
    event: int


@dataclass(frozen=True, slots=True)
class Emotion:
    """A feeling as it was set: it fades one level for every two scenes since."""

    level: int
    target: str
    cause: int
    scene: int

    def now(self, scene: int) -> int:
        """Its level in this scene."""
        return max(0, self.level - (scene - self.scene) // SCENES_TO_FADE)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person is after: learn, conceal, obtain, protect, reconcile, punish, leave, keep,
    atone.
    """

    kind: str
    topic: str
    target: str
    weight: int
    origin: int


@dataclass(frozen=True, slots=True)
class Obligation:
    """An answer owed: to whom, about which fact, by which verbs, since which event."""

    by: str
    fact: str
    verb: str
    answers: tuple[str, ...]
    event: int


@dataclass(frozen=True, slots=True)
class Memory:
    """A percept worth keeping; `weight` is its importance when it happened (0 … 20), `line` the
    words it came in.
    """

    event: int
    scene: int
    verb: str
    actor: str
    roles: Roles
    weight: int
    line: str = ""


@dataclass(slots=True)
class Mind:
    """Everything one person has in mind. Owned by the fold of the world."""

    person: str
    place: str = ""
    scene: int = 0
    day: int = 1
    hour: int = 0
    people: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    whereabouts: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    beliefs: dict[str, Belief] = field(default_factory=dict)
    relations: dict[tuple[str, str], int] = field(default_factory=dict)
    emotions: dict[tuple[str, str], Emotion] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    obligation: Obligation | None = None
    known_to: dict[tuple[str, str], int] = field(default_factory=dict)
    rungs: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    evasions: dict[tuple[str, str], int] = field(default_factory=dict)
    deeds: dict[tuple[str, str, str], int] = field(default_factory=dict)
    news: dict[str, int] = field(default_factory=dict)
    acts: tuple[tuple[str, str, str], ...] = ()
    memories: tuple[Memory, ...] = ()
    asked: tuple[str, str] = ("", "")
    asked_by: dict[tuple[str, str], int] = field(default_factory=dict)
    shown_to: dict[tuple[str, str], int] = field(default_factory=dict)
    dealings: Dealings = field(default_factory=Dealings)
    came_in: int = 0
    version: int = 0

    def relation(self, axis: str, other: str) -> int:
        """How this person stands to another on one axis, −3 … 3."""
        return self.relations.get((other, axis), 0)

    def emotion(self, name: str, target: str = "") -> int:
        """How strongly this person feels something now, towards one target, or at all."""
        if target:
            felt = self.emotions.get((name, target))
            return felt.now(self.scene) if felt else 0
        return max(
            (f.now(self.scene) for (n, _), f in self.emotions.items() if n == name), default=0
        )

    def holds_true(self, fact: str, least: int = SURE) -> bool:
        """Whether this person believes the fact, at least this sure."""
        belief = self.beliefs.get(fact)
        return belief is not None and belief.value and belief.confidence >= least


def copied(mind: Mind) -> Mind:
    """The mind as it now is, in a copy that nothing perceived later changes."""
    return replace(
        mind,
        whereabouts=mind.whereabouts.copy(),
        holders=mind.holders.copy(),
        beliefs=mind.beliefs.copy(),
        relations=mind.relations.copy(),
        emotions=mind.emotions.copy(),
        known_to=mind.known_to.copy(),
        rungs=mind.rungs.copy(),
        evasions=mind.evasions.copy(),
        deeds=mind.deeds.copy(),
        news=mind.news.copy(),
        asked_by=mind.asked_by.copy(),
        shown_to=mind.shown_to.copy(),
        dealings=copied_dealings(mind.dealings),
    )


def perceive(mind: Mind, percept: Percept, verb: Verb | None) -> None:
    """Take one percept into the mind; `verb` is the one it has the name of, if it has one's."""
    mind.version += 1
    mind.scene = max(mind.scene, percept.scene)
    if percept.day:
        mind.day, mind.hour = percept.day, percept.hour
    if percept.tag == "scene_opened":
        mind.came_in = percept.event
        mind.dealings.met_with = NOTHING_MET
    for effect in percept.effects:
        _take(mind, effect, percept.event)
    if percept.arrived:
        _see(mind, percept)
    marks = verb.marks if verb else NO_MARKS
    if percept.clarity == "whole":
        _understand(mind, percept, marks)
    _remember(mind, percept, marks)


def _take(mind: Mind, effect: Effect, event: int) -> None:
    match effect:
        case Moved() | Departed():
            _follow(mind, effect.person, effect.place if isinstance(effect, Moved) else "")
        case ItemMoved():
            _place_item(mind, effect)
        case ItemDestroyed():
            _forget_item(mind, effect.item)
            mind.holders.pop(effect.item, None)
        case Learned():
            mind.beliefs[effect.fact] = _belief(effect, event)
            mind.news[effect.fact] = event
        case Related():
            mind.relations[(effect.other, effect.axis)] = effect.after
        case Felt():
            mind.emotions[(effect.emotion, effect.target)] = Emotion(
                effect.after, effect.target, event, mind.scene
            )
        case GoalTaken() | GoalDropped():
            _aim(mind, effect, event)
        case Obliged() | Released():
            mind.obligation = _owed(effect, event) if isinstance(effect, Obliged) else None
        case ThreadMoved() | StageSet():
            pass
        case _:
            assert_never(effect)


def _belief(news: Learned, event: int) -> Belief:
    return Belief(news.fact, bool(news.value), news.confidence, news.source, news.teller, event)


def _aim(mind: Mind, effect: GoalTaken | GoalDropped, event: int) -> None:
    """A goal is taken in place of one of its kind about the same, or that one is dropped."""
    kept = tuple(g for g in mind.goals if (g.kind, g.topic) != (effect.kind, effect.topic))
    if isinstance(effect, GoalTaken):
        taken = Goal(effect.kind, effect.topic, effect.target, effect.weight, event)
        mind.goals = (*kept, taken)
    else:
        mind.goals = kept


def _owed(effect: Obliged, event: int) -> Obligation:
    return Obligation(effect.by, effect.fact, effect.verb, effect.answers, event)


def _follow(mind: Mind, person: str, place: str) -> None:
    mind.whereabouts[person] = place
    if person == mind.person:
        mind.place = place
        return
    others = tuple(p for p in mind.people if p != person)
    mind.people = tuple(sorted((*others, person))) if place and place == mind.place else others


def _place_item(mind: Mind, effect: ItemMoved) -> None:
    before = mind.person if effect.item in mind.held else mind.holders.get(effect.item, "")
    if effect.holder and before and before != effect.holder:
        mind.dealings.had[effect.item] = before
    _forget_item(mind, effect.item)
    mind.holders[effect.item] = effect.holder
    if effect.holder == mind.person:
        mind.held = tuple(sorted((*mind.held, effect.item)))
    elif not effect.holder and effect.place == mind.place and not effect.hidden:
        mind.items = tuple(sorted((*mind.items, effect.item)))


def _forget_item(mind: Mind, item: str) -> None:
    mind.items = tuple(i for i in mind.items if i != item)
    mind.held = tuple(i for i in mind.held if i != item)


def _see(mind: Mind, percept: Percept) -> None:
    mind.place = percept.arrived
    mind.people = percept.people
    mind.items = tuple(i for i in percept.items if i not in mind.held)
    mind.whereabouts[mind.person] = percept.arrived
    for other in percept.people:
        mind.whereabouts[other] = percept.arrived


def _understand(mind: Mind, percept: Percept, marks: Marks) -> None:
    """What a whole percept tells of others: who has now heard what, who asked, who evaded, what was
    done to whom.
    """
    target = percept.roles.get("B")
    if percept.verb and percept.tag != "refused":
        mind.deeds[(percept.verb, percept.actor, target)] = percept.event
        mind.deeds[(percept.verb, percept.actor, ANYONE)] = percept.event
    deal(mind.dealings, percept, marks, mind.place, mind.holds_true)
    if "thinks" not in marks:
        _hear(mind, percept, marks)
    if percept.actor == mind.person:
        act = (percept.verb, target, percept.roles.get("F") or percept.roles.get("I"))
        mind.acts = (*mind.acts, act)[-RECENT_ACTS:]
    fact = percept.roles.get("F")
    if percept.manner and percept.actor == mind.person and percept.tag == "acted":
        mind.rungs[(target, fact)] = (percept.manner, percept.event)
    item = percept.roles.get("I")
    if item and "displays" in marks and percept.tag == "acted":
        for other in percept.company:
            mind.shown_to.setdefault((other, item), percept.event)
    if "questions" in marks and percept.tag == "acted" and target == mind.person:
        mind.asked_by[(percept.actor, fact)] = percept.event
    if "evades" in marks and target == mind.person:
        mind.evasions[(percept.actor, fact)] = percept.event


def _hear(mind: Mind, percept: Percept, marks: Marks) -> None:
    spoken = percept.roles.filling(("G",))
    if not spoken and "unsaid" not in marks:
        spoken = percept.roles.filling(("F",))
    learnt = [
        e.fact
        for e in percept.effects
        if isinstance(e, Learned) and e.person == mind.person and e.value
    ]
    if percept.tag != "acted":
        spoken = ()
    for fact in (*spoken, *learnt):
        for other in percept.company:
            if other != mind.person:
                mind.known_to.setdefault((other, fact), percept.event)


def _remember(mind: Mind, percept: Percept, marks: Marks) -> None:
    weight = MEMORY + sum(_moved_by(effect, mind.person) for effect in percept.effects)
    if ("passes" in marks or percept.verb in OUTLINES) and weight < WORTH_REMEMBERING:
        return
    verb, weight = percept.verb or percept.tag, min(MOST_IMPORTANT, weight)
    kept = Memory(
        percept.event, percept.scene, verb, percept.actor, percept.roles, weight, percept.line
    )
    mind.memories = (*mind.memories, kept)[-MEMORIES_KEPT:]


def _moved_by(effect: Effect, person: str) -> int:
    match effect:
        case Learned():
            return MEMORY_OF_NEWS
        case Related():
            return abs(effect.after - effect.before)
        case Felt():
            return max(0, effect.after - effect.before)
        case Departed():
            return MEMORY_OF_DEPARTURE
        case _:
            return 0
