"""A character at a turn: view, menu, proposal."""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.engine.questions import Asking, Decide
from novel_engine.story.deciding.menus import Joins
from novel_engine.story.deciding.utility import Staging, Weighed, as_menu, weighed
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.verbs import Choice, Proposal


class PersonaAgent:
    """Acts for one character: reads that character's mind and nothing else of the world."""

    def __init__(self, person: str, joins: Joins) -> None:
        self.person = person
        self._joins = joins
        self._last: PersonaView | None = None

    def view(self, world: World, turn: int) -> PersonaView:
        """What this character has to act on."""
        self._last = view_of(world.setting, world.minds[self.person], turn, self._last)
        return self._last

    def weighed(self, world: World, view: PersonaView, staging: Staging) -> list[Weighed]:
        """All that this character would do, as the scene is staged, in no order."""
        return weighed(world.setting, self._joins, view, staging)

    def as_menu(
        self, world: World, view: PersonaView, found: Sequence[Weighed]
    ) -> tuple[Choice, ...]:
        """The menu that what was weighed comes to, best first."""
        return as_menu(world.setting, view, found)

    def menu(self, world: World, view: PersonaView, staging: Staging) -> tuple[Choice, ...]:
        """What this character would do, best first, as the scene is staged."""
        return self.as_menu(world, view, self.weighed(world, view, staging))

    def propose(self, view: PersonaView, choices: tuple[Choice, ...]) -> Asking[Proposal]:
        """The action this character attempts: whoever decides is asked, and answers in time."""
        proposal = yield Decide(view, choices)
        assert isinstance(proposal, Proposal)
        return proposal
