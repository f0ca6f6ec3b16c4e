"""Where in a plan a beat may stand: after what it rests on, before what rests on it, and never between a
question and its answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.telling.syuzhet import Beat

LAST_BEATS = frozenset(("loose_end", "ending"))
ON_THE_GROUND = frozenset("opening scene summary terms stakes look air image".split())
"""The beats with which a scene begins; what is put into it comes after them."""


class PlanPlaces:
    """The beats of a plan in a row, and when each is."""

    def __init__(self, beats: Sequence[Beat]) -> None:
        self.beats = beats
        self._times: list[int] = []
        for beat in beats:
            before = self._times[-1] if self._times else 0
            self._times.append(max(before, beat.events[-1]))
        ends = (at for at, beat in enumerate(beats) if beat.tells in LAST_BEATS)
        self.end = next(ends, len(beats))

    def first_of(self, event: int) -> int:
        """The first beat that tells an event; where it ends, for none."""
        return next((at for at in range(self.end) if event in self.beats[at].events), self.end)

    def about(self, fact: str, since: int, limit: int) -> int:
        """Behind the first beat, of those that come since an event, that is about a fact; else behind the
        event, or where it would stand. At most `limit`.
        """
        near = (at for at in range(limit) if self._is_about(at, fact, since))
        first = next(near, -1)
        return min(limit, self._behind(first) if first >= 0 else self.since(since))

    def since(self, event: int) -> int:
        """Behind the last beat that tells an event; where none does, where it would stand."""
        told = [at for at in range(self.end) if event in self.beats[at].events]
        if told:
            return self._behind(told[-1])
        at = next((at for at in range(self.end) if self._times[at] >= event), self.end)
        if at == self.end or self.beats[at].tells in ON_THE_GROUND or self._goes_with(at):
            return self._behind(at) if at < self.end else self.end
        return at

    def _is_about(self, at: int, fact: str, since: int) -> bool:
        return self._times[at] >= since and fact in self.beats[at].roles.values

    def _behind(self, at: int) -> int:
        """The place behind a beat and all that goes with it."""
        at += 1
        while at < self.end and self._goes_with(at):
            at += 1
        return at

    def _goes_with(self, at: int) -> bool:
        """Whether a beat tells more of what the one before it tells, answers it, or is ground still."""
        beat, before = self.beats[at], self.beats[at - 1]
        if beat.events[-1] == before.events[-1] or (beat.verb and beat.verb.replies):
            return True
        is_ground = beat.tells in ON_THE_GROUND and before.tells in ON_THE_GROUND
        return bool(beat.verb and beat.verb.answers) or (is_ground and beat.scene == before.scene)
