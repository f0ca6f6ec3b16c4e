"""What many stories come to, as named figures: their records, their plots, and how they are told.

Each figure is a text, so that two sets of stories can be laid side by side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import fmean, median

from novel_engine.adapters.formats.markdown import markdown
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.adjudicating.withholding import gravest
from novel_engine.story.english.text import words
from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Effect,
    Felt,
    Learned,
    Refused,
    SceneClosed,
    SceneOpened,
    ThreadMoved,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import begin
from novel_engine.story.measuring import prose_measures
from novel_engine.story.measuring.gates import likeness_gate, structure_report
from novel_engine.story.measuring.record_measures import (
    Measured,
    belief_reversals,
    longest_error,
    pairs_of,
    scene_tensions,
)
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from novel_engine.story.verifying.leaks import problems
from tests.measures.playing import bundled
from tests.support.bundled_stories import materials, simulated

OF_ALL = re.compile(r" \(median \S+\)$")


@dataclass(frozen=True)
class Played:
    """One story of a set: its record, its plan, its words, and all of it as a text."""

    fabula: Fabula
    telling: Telling
    chapters: tuple[RenderedChapter, ...]
    text: str

    @property
    def fingerprints(self) -> tuple[str, str]:
        """What tells its events, and its words, from any others."""
        return self.fabula.sha256, sha256(self.text.encode()).hexdigest()

    @property
    def effects(self) -> Iterator[tuple[int, Effect]]:
        """Every effect after the opening, and the number of the scene it came in."""
        scene = 0
        for event in self.fabula.events[1:]:
            scene = event.scene if isinstance(event, SceneOpened) else scene
            yield from ((scene, effect) for effect in event.effects)

    @property
    def scenes(self) -> int:
        return max(1, self.count(SceneOpened))

    def count(self, *kinds: type) -> int:
        """How many events of these kinds there are."""
        return sum(isinstance(event, kinds) for event in self.fabula.events)


def played(story: str, seed: int) -> Played:
    """A bundled story of this seed, simulated and told offline."""
    setting, genre = bundled(story, seed), materials(story).genre
    fabula = Fabula(setting, simulated(setting))
    telling = plan(fabula, genre.idiom, Wish())
    chapters = tuple(OfflineNarrator(setting, genre.fragments).narrate(telling))
    return Played(fabula, telling, chapters, markdown(telling, chapters, setting))


def figures_of(stories: Sequence[Played]) -> dict[str, str]:
    """What these stories come to, by name."""
    return {
        **{name: _middle(map(of, stories)) for name, of in OF_A_STORY.items()},
        **_came_out("the main question is answered", map(_answered, stories)),
        **_came_out("the gravest fact is out", map(_out, stories)),
        "endings": _shares(Counter(one.fabula.ending for one in stories)),
        "verbs": _shares(Counter(v for one in stories for v in _verbs(one)), most=6),
        **dict(_gates(stories)),
        **_prose(stories),
    }


def _answered(one: Played) -> int | None:
    """Where the main question is answered, in hundredths of the scenes there were."""
    main = one.fabula.setting.main_thread.id
    found = (
        scene
        for scene, e in one.effects
        if isinstance(e, ThreadMoved) and (e.thread, e.status) == (main, "answered")
    )
    return _position(one, next(found, None))


def _out(one: Played) -> int | None:
    """Where somebody who does not hide it is first sure of the gravest fact."""
    fact = gravest(begin(one.fabula.setting))
    found = (
        scene
        for scene, e in one.effects
        if isinstance(e, Learned)
        and e.fact == fact.id
        and e.person != fact.secret_of
        and e.value
        and e.confidence >= SURE
    )
    return _position(one, next(found, None))


def _position(one: Played, scene: int | None) -> int | None:
    return None if scene is None else scene * 100 // one.scenes


def _came_out(name: str, positions: Iterable[int | None]) -> dict[str, str]:
    every = list(positions)
    there = [at for at in every if at is not None]
    at = f", at {median(there):.0f} % (median)" if there else ""
    return {name: f"in {_share(len(there), len(every))}{at}"}


def _verbs(one: Played) -> Iterator[str]:
    return (event.verb for event in one.fabula.events if isinstance(event, Acted))


def _turns(one: Played) -> float:
    return one.count(Acted, Refused) / one.scenes


def _changed(one: Played) -> float:
    closed = [e.changed for e in one.fabula.events if isinstance(e, SceneClosed)]
    return 100 * sum(closed) / max(1, len(closed))


def _felt(one: Played) -> int:
    return sum(isinstance(e, Felt) and e.after > e.before for _, e in one.effects)


def _learnt(one: Played) -> int:
    return sum(isinstance(e, Learned) for _, e in one.effects)


def _tension(one: Played) -> float:
    return fmean(most for most, _ in scene_tensions(one.fabula))


def _told(one: Played) -> int:
    return len({scene for chapter in one.telling.chapters for scene in chapter.scenes})


def _length(one: Played) -> int:
    return sum(len(words(p.text)) for chapter in one.chapters for p in chapter.paragraphs)


OF_A_STORY: Mapping[str, Callable[[Played], float]] = {
    "events": lambda one: len(one.fabula.events),
    "scenes": lambda one: one.scenes,
    "turns a scene": _turns,
    "attempts refused": lambda one: one.count(Refused),
    "complications": lambda one: one.count(Complicated),
    "scenes that changed something, %": _changed,
    "feelings raised": _felt,
    "things learnt": _learnt,
    "reversals of belief": lambda one: belief_reversals(one.fabula.events),
    "longest error, scenes": lambda one: longest_error(one.fabula),
    "tension of a scene at most": _tension,
    "different verbs": lambda one: len(set(_verbs(one))),
    "scenes told": _told,
    "words told": _length,
    "paragraphs": lambda one: sum(len(chapter.paragraphs) for chapter in one.chapters),
    "chapters": lambda one: len(one.chapters),
}
"""Of each story one number; the middle one of all stories is the figure."""


def _gates(stories: Sequence[Played]) -> Iterator[tuple[str, str]]:
    """The structure gates; a median in a gate's name is among the figures already."""
    measured = [
        Measured(one.fabula, one.telling, tuple(problems(one.fabula, one.telling, one.chapters)))
        for one in stories
    ]
    gates = (
        *structure_report(measured),
        likeness_gate([pairs_of(one.fabula.events) for one in stories]),
    )
    for gate in gates:
        yield OF_ALL.sub("", gate.name), f"{gate.figure}{'' if gate.holds else ' MISSED'}"


def _prose(stories: Sequence[Played]) -> dict[str, str]:
    """What the texts measure as texts, at the median; how many miss more gates than they may."""
    found = [prose_measures.measured(one.text) for one in stories]
    middle = prose_measures.medians(found)
    many = sum(len(prose_measures.missed(one)) > prose_measures.MISSES_ALLOWED for one in found)
    texts = {gate.about: f"{middle[gate.name]:.3f}" for gate in prose_measures.GATES if middle}
    return {**texts, "texts that miss too many gates of prose": _share(many, len(found))}


def _middle(values: Iterable[float]) -> str:
    return f"{median(values):.4g}"


def _shares(counted: Counter[str], most: int = 99) -> str:
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return ", ".join(f"{name} {_share(n, counted.total())}" for name, n in ranked)


def _share(some: int, every: int) -> str:
    return f"{some / max(1, every):.0%}"
