"""What a story's record measures: errors and reversals of belief, tension against its curve, things
planted and used.

Pure figures of one story, or of one character's acts over many; what they must come to is in
`gates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    ItemMoved,
    Learned,
    SceneClosed,
    SceneOpened,
    StoryOpened,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.tension_curve import target
from novel_engine.story.telling.planted import looked_at
from novel_engine.story.telling.syuzhet import Telling
from novel_engine.values import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One finished story. Without a telling only the record is measured; `leaks` is what the
    telling gave away.
    """

    fabula: Fabula
    telling: Telling | None = None
    leaks: tuple[str, ...] = ()


def longest_error(fabula: Fabula) -> int:
    """For how many scenes, at most, anybody was sure of something that is not so."""
    since: dict[tuple[str, str], int] = {}
    facts = fabula.setting.facts
    longest = scene = 0
    for event in fabula.events:
        scene = event.scene if isinstance(event, SceneOpened) else scene
        for effect in event.effects:
            if isinstance(effect, Learned):
                key = (effect.person, effect.fact)
                is_so = bool(effect.value) == facts[effect.fact].truth
                wrong = not is_so and effect.confidence >= SURE
                began = since.get(key, scene)
                longest = max(longest, scene - began)
                if not wrong:
                    since.pop(key, None)
                elif key not in since:
                    since[key] = scene
    return max([longest, *(scene - began for began in since.values())])


def belief_reversals(events: Sequence[Event]) -> int:
    """How often somebody's belief changed sides, or one that was more likely than not became less
    so.
    """
    held: dict[tuple[str, str], int] = {}
    turned = 0
    for event in events:
        for effect in event.effects:
            if isinstance(effect, Learned):
                key = (effect.person, effect.fact)
                now = effect.confidence if effect.value else -effect.confidence
                before = held.get(key, now)
                turned += (before > 0) != (now > 0) or (before >= SURE > now)
                held[key] = now
    return turned


def scene_tensions(fabula: Fabula) -> list[tuple[int, int]]:
    """Each scene's greatest tension and the sum of it, in order."""
    of = {one.id: one.tension for one in fabula.setting.complications}
    found: list[tuple[int, int]] = []
    for event in fabula.events:
        if isinstance(event, SceneOpened):
            found.append((0, 0))
        elif isinstance(event, Acted | Complicated) and found:
            tension = event.tension if isinstance(event, Acted) else of[event.complication]
            most, total = found[-1]
            found[-1] = (max(most, tension), total + tension)
    return found


def curve_fit(fabula: Fabula) -> float:
    """How far the scenes' greatest tensions follow the form's curve: Spearman's rank correlation,
    −1 … 1.
    """
    most = [float(tension) for tension, _ in scene_tensions(fabula)]
    aimed = [
        float(target(fabula.setting.form, number * 100 // len(most)))
        for number in range(1, len(most) + 1)
    ]
    return spearman(most, aimed)


def peak_position(fabula: Fabula) -> int:
    """Where the tensest scene stands, in hundredths of the scenes; of equals the fullest, then the
    last.
    """
    found = scene_tensions(fabula)
    at = max(range(len(found)), key=lambda number: (found[number], number), default=0)
    return (at + 1) * 100 // max(1, len(found))


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation, ties sharing their mean rank; 0 where either does not vary."""
    left, right = _ranks(one), _ranks(other)
    middle = (len(left) + 1) / 2
    both = sum((a - middle) * (b - middle) for a, b in zip(left, right, strict=True))
    spread = sum((a - middle) ** 2 for a in left) * sum((b - middle) ** 2 for b in right)
    return both / spread**0.5 if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    first = {value: at for at, value in reversed(list(enumerate(order)))}
    times = Counter(order)
    return [first[value] + (times[value] + 1) / 2 for value in values]


def unplanted_items(fabula: Fabula) -> list[str]:
    """The things somebody made use of before anybody in the story had looked at them, or was known
    to have them.
    """
    planted: set[str] = set()
    found = []
    for event in fabula.events:
        if isinstance(event, StoryOpened):
            planted |= {e.item for e in event.effects if isinstance(e, ItemMoved)}
        if isinstance(event, Acted) and (item := event.roles.get("I")) and item not in planted:
            found.append(item)
        planted.update(looked_at(fabula.setting, event))
    return sorted(set(found))


def scene_sequence(events: Sequence[Event]) -> tuple[str, ...]:
    """The frames of a story's scenes, in order."""
    return tuple(event.frame for event in events if isinstance(event, SceneOpened))


def changed_scenes_with(events: Sequence[Event], person: str) -> int:
    """In how many scenes that changed their variable a person was."""
    changed = {event.scene for event in events if isinstance(event, SceneClosed) and event.changed}
    return sum(
        isinstance(e, SceneOpened) and e.scene in changed and person in e.cast for e in events
    )


def pairs_of(events: Sequence[Event]) -> dict[str, list[Pair]]:
    """Each character's acts in order, as (verb, tactic) pairs."""
    found: dict[str, list[Pair]] = {}
    for event in events:
        if isinstance(event, Acted):
            found.setdefault(event.actor, []).append((event.verb, event.tactic))
    return found


def total_variation(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The total variation distance of two distributions given as counts: 0 the same, 1 nothing in
    common.
    """
    first, second = max(1, sum(one.values())), max(1, sum(other.values()))
    keys = sorted({*one, *other})
    return sum(abs(one.get(key, 0) / first - other.get(key, 0) / second) for key in keys) / 2


class NaiveBayes:
    """Names the actor of a few acts, from how often each actor did each before; Laplace smoothing,
    no priors.
    """

    def __init__(self, taught: Mapping[str, Sequence[Pair]]) -> None:
        self._counts = {actor: Counter(pairs) for actor, pairs in sorted(taught.items())}
        self._kinds = len({pair for pairs in taught.values() for pair in pairs}) + 1

    def name(self, acts: Sequence[Pair]) -> str:
        """Whose acts these most likely are; the first by id of equals. Empty when nobody has been
        taught.
        """
        return max(self._counts, key=lambda actor: self._likelihood(actor, acts), default="")

    def _likelihood(self, actor: str, acts: Sequence[Pair]) -> float:
        counts = self._counts[actor]
        size = counts.total() + self._kinds
        return sum(log((counts[act] + 1) / size) for act in acts)


def named_right(
    stories: Sequence[Mapping[str, Sequence[Pair]]], window: int = 10, folds: int = 5
) -> tuple[int, int]:
    """How many runs of so many acts of one character in one story are given to that character, and
    how many there are.

    Each story is judged by what the stories of the other folds have taught.
    """
    right = runs = 0
    for fold in range(folds):
        taught: dict[str, list[Pair]] = {}
        for number, story in enumerate(stories):
            if number % folds != fold:
                for actor, pairs in story.items():
                    taught.setdefault(actor, []).extend(pairs)
        judge = NaiveBayes(taught)
        for story in stories[fold::folds]:
            for actor, pairs in sorted(story.items()):
                for begin, end in pairwise(range(0, len(pairs) + 1, window)):
                    runs += 1
                    right += judge.name(pairs[begin:end]) == actor
    return right, runs
