"""What the plot of one night has, counted from its record alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.story.curating.course import Course
from novel_engine.story.curating.ladder import Chosen, choices_made, on_an_error, paid_for
from novel_engine.story.fabula.certainty import KNOWS
from novel_engine.story.fabula.events import (
    Acted,
    Event,
    Learned,
    Refused,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Wish
from novel_engine.values import dataclass

GUESSED, UNKNOWN = "guessed", "never learnt"
BY_EVIDENCE = ("inferred", "shown", "confessed")


@dataclass(frozen=True, slots=True)
class NightFigures:
    """What one night comes to. `closed` is how whoever sees most of it came to know the deed;
    `second` whether each further line of a plot's was answered; `points` is the plot's score.
    """

    kernel: str
    options: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    ending: str
    unsolved: bool
    answered: bool
    has_reason: bool
    reason: bool
    reason_whole: bool
    closed: str
    acted_on: bool
    paid_for: bool
    choices: tuple[Chosen, ...]
    acts: int
    telling_acts: int
    on_chain: int
    told_acts: int
    told_on_chain: int
    refused: int
    again: int
    second: tuple[bool, ...]
    points: int


def figures_of(
    setting: Setting, events: Sequence[Event], points: int, idiom: Idiom
) -> NightFigures:
    """What this night comes to, told in the idiom of its genre."""
    course = Course(setting, tuple(events))
    untold = {event for event, _ in plan(Fabula(setting, course.events), idiom, Wish()).dropped}
    told = [act for act in course.acts if id_of(act) not in untold]
    ending = next((e.ending for e in events if isinstance(e, StoryEnded)), "")
    came, facts = course.came, setting.facts
    motive = setting.spines[0].motive if setting.spines else ""
    return NightFigures(
        kernel=setting.main_thread.topic,
        options=setting.kernels,
        roles=tuple((role, who) for role, who in setting.roles if who in setting.people),
        ending=ending,
        unsolved=any(one.id == ending and one.unsolved for one in setting.endings),
        answered=course.answered,
        has_reason=bool(motive),
        reason=course.at_the_end(setting.eyes, motive).is_held(value=True),
        reason_whole=_is_whole(setting, motive),
        closed=_closed(course),
        acted_on=bool(on_an_error(came, facts)),
        paid_for=paid_for(came, facts),
        choices=tuple(choices_made(came, events)),
        acts=len(course.acts),
        telling_acts=_with_effect(course),
        on_chain=sum(id_of(act) in course.on_the_way for act in course.acts),
        told_acts=len(told),
        told_on_chain=sum(id_of(act) in course.on_the_way for act in told),
        refused=sum(isinstance(event, Refused) for event in events),
        again=sum(_goes_on(setting, *pair) for pair in _attempts(events)),
        second=tuple(_second(course)),
        points=points,
    )


def _is_whole(setting: Setting, motive: str) -> bool:
    fact = setting.facts.get(motive)
    return fact is not None and all((fact.because, fact.claim, fact.serves))


def _closed(course: Course) -> str:
    """How whoever sees most of it first came to know the deed for good."""
    setting, eyes = course.setting, course.setting.eyes
    deed = setting.spines[0].deed if setting.spines else ""
    found = UNKNOWN
    knew = False
    for event in course.events:
        for effect in event.effects:
            if isinstance(effect, Learned) and (effect.person, effect.fact) == (eyes, deed):
                knows = bool(effect.value) and effect.confidence >= KNOWS
                if knows and not knew:
                    found = _how(course, event, effect)
                elif not knows:
                    found = UNKNOWN
                knew = knows
    return found


def _how(course: Course, event: Event, learned: Learned) -> str:
    setting = course.setting
    if learned.source in ("witnessed", "read"):
        return "shown"
    if learned.source == "inferred":
        held = (
            course.held(learned.person, fact, id_of(event) + 1)
            for fact in course.bearing_on(learned.fact)
        )
        return "inferred" if any(one.is_held(value=True) for one in held) else GUESSED
    owned = isinstance(event, Acted) and event.actor == setting.facts[learned.fact].subject
    return "confessed" if owned else "told"


def _with_effect(course: Course) -> int:
    """How many acts change something, or something later comes of them."""
    causes = {cause for event in course.events for cause in event.causes}
    return sum(bool(act.effects) or id_of(act) in causes for act in course.acts)


def _attempts(events: Sequence[Event]) -> Iterator[tuple[Acted, Acted | Refused]]:
    """Each act, and what is tried next, with nothing between them."""
    before: Acted | None = None
    for event in events:
        if isinstance(event, Acted | Refused) and before is not None:
            yield before, event
        before = event if isinstance(event, Acted) else None


def _goes_on(setting: Setting, act: Acted, following: Acted | Refused) -> bool:
    """Whether whoever spoke to another, or gave or showed them something, goes on themself."""
    verb, other = setting.verbs.get(act.verb), act.roles.get("B")
    if verb is None or following.actor != act.actor or following.scene != act.scene:
        return False
    addressed = verb.said or bool(verb.marks & {"confronts", "gives"})
    return addressed and other != act.actor and other in act.witnesses


def _second(course: Course) -> Iterator[bool]:
    """Of each question of a further plot's, whether it was answered."""
    became = {
        effect.thread: effect.status
        for event in course.events
        for effect in event.effects
        if isinstance(effect, ThreadMoved)
    }
    main = course.setting.main_thread
    parts = {one.partition(".")[0] for one in course.setting.kernels}
    for thread in course.setting.threads.values():
        if thread.topic in parts and thread.topic != main.topic:
            yield became.get(thread.id) == "answered"
