"""What a story's record measures: errors and reversals of belief, tension against its curve, things
planted and used.

Pure figures of one story, or of one character's acts over many; what they must come to is in
`gates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    longest = 0
    for scene, learned in _learnt(fabula.events):
        key = (learned.person, learned.fact)
        longest = max(longest, scene - since.get(key, scene))
        is_so = bool(learned.value) == facts[learned.fact].truth
        if is_so or learned.confidence < SURE:
            since.pop(key, None)
        else:
            since.setdefault(key, scene)
    return max([longest, *(_last_scene(fabula.events) - began for began in since.values())])


def _last_scene(events: Sequence[Event]) -> int:
    return next((e.scene for e in reversed(events) if isinstance(e, SceneOpened)), 0)


def _learnt(events: Sequence[Event]) -> Iterator[tuple[int, Learned]]:
    """Everything that anybody came to believe, each with the scene in which it was."""
    scene = 0
    for event in events:
        scene = event.scene if isinstance(event, SceneOpened) else scene
        for effect in event.effects:
            if isinstance(effect, Learned):
                yield scene, effect


def belief_reversals(events: Sequence[Event]) -> int:
    """How often somebody's belief changed sides, or fell from likelier than not to less so."""
    held: dict[tuple[str, str], int] = {}
    turned = 0
    for _, learned in _learnt(events):
        key = (learned.person, learned.fact)
        now = learned.confidence if learned.value else -learned.confidence
        before = held.get(key, now)
        turned += (before > 0) != (now > 0) or (before >= SURE > now)
        held[key] = now
    return turned


def scene_tensions(fabula: Fabula) -> list[tuple[int, int]]:
    """Each scene's greatest tension and the sum of it, in order."""
    of = {one.id: one.tension for one in fabula.setting.complications}
    scenes: list[list[int]] = []
    for event in fabula.events:
        if isinstance(event, SceneOpened):
            scenes.append([0])
        elif isinstance(event, Acted | Complicated) and scenes:
            tension = event.tension if isinstance(event, Acted) else of[event.complication]
            scenes[-1].append(tension)
    return [(max(tensions), sum(tensions)) for tensions in scenes]


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
    """Where the tensest scene stands, in hundredths; of equals the fullest, then the last."""
    found = scene_tensions(fabula)
    at = max(range(len(found)), key=lambda number: (found[number], number), default=0)
    return (at + 1) * 100 // max(1, len(found))


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation, ties sharing their mean rank; 0 where either does not vary."""
    left, right = _from_the_middle(_ranks(one)), _from_the_middle(_ranks(other))
    both = sum(a * b for a, b in zip(left, right, strict=True))
    spread = sum(a**2 for a in left) * sum(b**2 for b in right)
    return both / spread**0.5 if spread else 0.0


def _from_the_middle(ranks: Sequence[float]) -> list[float]:
    middle = (len(ranks) + 1) / 2
    return [rank - middle for rank in ranks]


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
    """The total variation distance of two counts: 0 the same, 1 nothing in common."""
    first, second = max(1, sum(one.values())), max(1, sum(other.values()))
    keys = sorted({*one, *other})
    return sum(abs(one.get(key, 0) / first - other.get(key, 0) / second) for key in keys) / 2


class NaiveBayes:
    """Names the actor of a few acts by how often each did each; Laplace smoothing, no priors."""

    def __init__(self, taught: Mapping[str, Sequence[Pair]]) -> None:
        self._counts = {actor: Counter(pairs) for actor, pairs in sorted(taught.items())}
        self._kinds = len({pair for pairs in taught.values() for pair in pairs}) + 1

    def name(self, acts: Sequence[Pair]) -> str:
        """Whose acts these most likely are; the first by id of equals; '' if nobody was taught."""
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
        judge = NaiveBayes(_taught(story for n, story in enumerate(stories) if n % folds != fold))
        for story in stories[fold::folds]:
            for actor, acts in _runs(story, window):
                runs += 1
                right += judge.name(acts) == actor
    return right, runs


def _runs(story: Mapping[str, Sequence[Pair]], window: int) -> Iterator[tuple[str, Sequence[Pair]]]:
    """Everybody's acts, so many at a time; what is left over is no run."""
    for actor, pairs in sorted(story.items()):
        for begin, end in pairwise(range(0, len(pairs) + 1, window)):
            yield actor, pairs[begin:end]


def _taught(stories: Iterable[Mapping[str, Sequence[Pair]]]) -> dict[str, list[Pair]]:
    """Everybody's acts in all of these stories."""
    found: dict[str, list[Pair]] = {}
    for story in stories:
        for actor, pairs in story.items():
            found.setdefault(actor, []).extend(pairs)
    return found
