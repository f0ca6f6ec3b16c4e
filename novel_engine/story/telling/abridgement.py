"""Thinning: leaving out the least of a telling until it is about as long as was asked for. Nothing
is ever padded.

A beat that is the only told cause of another is kept, and so is every hinge: the acts a story turns
on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.givens.verbs import WORDS, WORTH, Mark
from novel_engine.story.telling.measure import (
    ATTRIBUTION,
    BEAT_WORDS,
    BEAT_WORTH,
    ON_THE_SPINE,
    SCATTERED,
)
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.values import dataclass

ALWAYS = frozenset("opening scene ending image".split())
CHOSEN = ("after", ("complication",))
"""Of an act: it answers no question, but a choice that its doer had to make."""
KEPT: Mapping[Mark, frozenset[str]] = {"kept": ALWAYS | {"complication", "cut"}, "always": ALWAYS}
"""The beats of no act that are kept where the acts of this kind are."""
BESIDE = frozenset(("body", "inner", "summary", "image", "aside"))


def expected_words(beats: Sequence[Beat]) -> int:
    """About how many words these beats will take: of a line its own, else what fragments of their
    kind run to.
    """
    return sum(map(_expected, beats))


def _expected(beat: Beat) -> int:
    if beat.line:
        return len(beat.line.split()) + ATTRIBUTION
    return beat.verb.words if beat.verb else BEAT_WORDS.get(beat.tells, WORDS)


@dataclass(frozen=True, slots=True)
class Cut:
    """By what a telling is shortened: what causes what, to how many words, what is worth most, and what
    is never left out: acts of a kind, and the events that a reader is owed.
    """

    causes: Mapping[int, tuple[int, ...]]
    words: int
    spine: frozenset[int] = frozenset()
    always: Mark = "kept"
    owed: frozenset[int] = frozenset()


def thinned(beats: Sequence[Beat], cut: Cut) -> frozenset[int]:
    """The places of the beats to keep, so that the whole runs to about so many words.

    An act of the kind `always` is never left out, nor what a reader is `owed`, and the events of the
    `spine` go last. A question goes with its answer or stays with it, and what a body does goes with
    the lie it belongs to.
    """
    causes = cut.causes
    kept = set(range(len(beats)))
    total = expected_words(beats)
    for unit in _units(beats, causes, cut.spine):
        if total <= cut.words:
            break
        going = [at for at in unit if at in kept]
        if not any(_is_kept(beats[at], cut) for at in going) and not _are_needed(
            going, kept, beats, causes
        ):
            kept.difference_update(going)
            total -= expected_words([beats[at] for at in going])
    return frozenset(kept)


def _is_kept(beat: Beat, cut: Cut) -> bool:
    """Whether the beat is never left out: of its kind, or as the only word of what was found, or
    as what somebody chose, or because a reader is owed it.
    """
    if beat.marked(cut.always) or beat.tells in KEPT[cut.always]:
        return True
    if beat.tells not in BESIDE and not cut.owed.isdisjoint(beat.events):
        return True
    return beat.needed if beat.tells in BESIDE else CHOSEN in beat.features


def _units(
    beats: Sequence[Beat], causes: Mapping[int, tuple[int, ...]], spine: frozenset[int]
) -> list[tuple[int, ...]]:
    """What can be left out, least first: a beat beside an act by itself, an act with those beside
    it, an exchange whole.
    """
    leader = _leaders(beats, causes)
    whole: dict[int, list[int]] = {}
    for at in range(len(beats)):
        whole.setdefault(_root(leader, at), []).append(at)
    beside = [(at,) for at, beat in enumerate(beats) if beat.tells in BESIDE]
    units = [*beside, *(unit for unit in map(tuple, whole.values()) if unit not in beside)]
    return sorted(
        units, key=lambda unit: (_worth(unit, beats, spine), unit[0] * SCATTERED % len(beats), unit)
    )


def _leaders(beats: Sequence[Beat], causes: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """What each beat goes with: an answer with its question, what stands beside an act with the
    act, any other with itself.
    """
    acts = {
        beat.events: at for at, beat in reversed(list(enumerate(beats))) if beat.tells not in BESIDE
    }
    found = {at: at for at in range(len(beats))}
    for at, beat in enumerate(beats):
        if beat.verb and beat.verb.replies:
            found[at] = _question_of(at, beats, causes)
        elif beat.tells in BESIDE:
            found[at] = acts.get(beat.events, at)
    return found


def _question_of(at: int, beats: Sequence[Beat], causes: Mapping[int, tuple[int, ...]]) -> int:
    """The last question that this answer came of; the answer itself where none is told."""
    reasons = causes.get(beats[at].events[0], ())
    before = range(at - 1, -1, -1)
    return next((q for q in before if _obliges(beats[q]) and beats[q].events[0] in reasons), at)


def _obliges(beat: Beat) -> bool:
    verb = beat.verb
    return verb is not None and (
        bool(verb.obliges) or not verb.marks.isdisjoint(("favours", "offers"))
    )


def _root(asked: Mapping[int, int], at: int) -> int:
    while asked[at] != at:
        at = asked[at]
    return at


def _worth(unit: Sequence[int], beats: Sequence[Beat], spine: frozenset[int]) -> int:
    """What a reader would miss: an exchange is worth what came of it."""
    acts = [at for at in unit if beats[at].tells not in BESIDE] or unit
    carried = ON_THE_SPINE if any(not spine.isdisjoint(beats[at].events) for at in acts) else 0
    return min(_worth_of(beats[at]) for at in acts) + carried


def _worth_of(beat: Beat) -> int:
    return beat.verb.worth if beat.verb else BEAT_WORTH.get(beat.tells, WORTH)


def _are_needed(
    going: Sequence[int],
    kept: set[int],
    beats: Sequence[Beat],
    causes: Mapping[int, tuple[int, ...]],
) -> bool:
    """Whether a kept beat would be left without a told cause."""
    staying = [event for at in sorted(kept) if at not in going for event in beats[at].events]
    told = frozenset(staying)
    gone = {event for at in going for event in beats[at].events} - told
    needs = (causes.get(event, ()) for event in staying)
    return any(told.isdisjoint(need) and not gone.isdisjoint(need) for need in needs)
