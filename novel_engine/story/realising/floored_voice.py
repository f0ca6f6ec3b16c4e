"""The written voice with the plain one for a floor: what written fragments would only hint at, and a plan
wants said, is said plainly among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.realising.plain_voice import PlainVoice
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.realising.referring_expressions import Said
from novel_engine.story.telling.syuzhet import Beat, Paragraph


class FlooredVoice(Realiser):
    """Tells one story's chapters in order, in written fragments, and in plain words what is to be plain."""

    def __init__(self, setting: Setting, fragments: Iterable[Fragment]) -> None:
        self._every = tuple(fragments)
        super().__init__(setting, self._every)

    @cached_property
    def _plain(self) -> PlainVoice:
        return PlainVoice(self._setting, self._every)

    def _tried(self, fragment: Fragment, beat: Beat, *, fresh: bool) -> list[Paragraph]:
        """The beat in these words, where everybody whom they name for the first time can be joined to
        their work.
        """
        before = self._mentions, self._recent, self._floor, self._stage
        found = super()._tried(fragment, beat, fresh=fresh)
        if fresh and any(map(self._names_a_stranger, found)):
            self._mentions, self._recent, self._floor, self._stage = before
            return []
        return found

    def _names_a_stranger(self, paragraph: Paragraph) -> bool:
        """Whether it names somebody for the first time, and not what they do."""
        new = (one for one in paragraph.mentions if one.how == "name")
        return any(
            not paragraph.text[one.end :].startswith(f", {self._works[one.person]}")
            for one in new
            if self._works[one.person]
        )

    def _beat(self, beat: Beat) -> list[Paragraph]:
        if not beat.plainly:
            return super()._beat(beat)
        self._turn_to(beat)
        found = self._plain.in_the_midst(beat, self._mentions)
        if found:
            self._note(found)
        for one in found:
            self._floor = self._floor.after(Said(one.text, one.mentions), one.speaker)
        return found
