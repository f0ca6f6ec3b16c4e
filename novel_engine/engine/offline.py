"""The three seams offline: good in their own right, and a model's menu and fall-back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.realising.floored_voice import FlooredVoice
from novel_engine.story.realising.plain_voice import PlainVoice
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling


class OfflineDecisionMaker:
    """Takes the top of the menu, noise included."""

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """The best action."""
        return Proposal(menu[0].action)


class OfflineFramer:
    """Takes the best frame."""

    def frame(self, world: World, candidates: Sequence[FrameChoice]) -> FrameChoice:
        """The best frame."""
        return candidates[0]


class OfflineNarrator:
    """Words each chapter out of the genre's fragments; tells one story, its chapters in order."""

    def __init__(self, setting: Setting, fragments: Iterable[Fragment]) -> None:
        self._setting, self._fragments = setting, tuple(fragments)

    def narrate(self, telling: Telling) -> tuple[RenderedChapter, ...]:
        """The chapters, in order."""
        voice = PlainVoice if telling.plain else FlooredVoice
        realiser = voice(self._setting, self._fragments)
        return tuple(realiser.chapter(telling, chapter) for chapter in telling.chapters)
