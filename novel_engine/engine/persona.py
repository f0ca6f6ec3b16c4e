"""A character at a turn: view, menu, proposal."""

from __future__ import annotations

from collections.abc import Mapping

from novel_engine.engine.questions import Asking, Decide
from novel_engine.story.deciding.menus import Join
from novel_engine.story.deciding.utility import Staging, menu
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Choice, Proposal


class PersonaAgent:
    """Acts for one character: reads that character's mind and nothing else of the world."""

    def __init__(self, person: str, joins: Mapping[str, Join]) -> None:
        self.person = person
        self._joins = joins

    def view(self, world: World, turn: int) -> PersonaView:
        """What this character has to act on."""
        return view_of(world.setting, world.minds[self.person], turn)

    def menu(self, world: World, view: PersonaView, staging: Staging) -> tuple[Choice, ...]:
        """What this character would do, best first, as the scene is staged."""
        return menu(world.setting, self._joins, view, staging)

    def propose(self, view: PersonaView, choices: tuple[Choice, ...]) -> Asking[Proposal]:
        """The action this character attempts: whoever decides is asked, and answers in time."""
        proposal = yield Decide(view, choices)
        assert isinstance(proposal, Proposal)
        return proposal
