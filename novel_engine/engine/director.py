"""The director: frames scenes, gives each character a turn, brings complications, and knows when
the story is over.

Each call of `step` makes one whole turn, so that a crash between any two leaves a record that goes
on as if nothing had happened: everything the director knows is in the fold. Whoever cannot answer
at once takes `turn` instead, which yields what it has to ask and is sent the answers.
"""

from __future__ import annotations

from operator import itemgetter
from typing import assert_never

from novel_engine.engine.persona import PersonaAgent
from novel_engine.engine.questions import Answer, Asking, ChooseFrame, Decide, Question, answered
from novel_engine.ports.record import TurnRecord
from novel_engine.ports.seams import DecisionMaker, SceneFramer
from novel_engine.story.adjudicating.adjudication import adjudicate
from novel_engine.story.deciding.menus import Joins, compile_joins
from novel_engine.story.deciding.utility import Staging, Weighed
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.directing.endings import chosen_ending
from novel_engine.story.directing.following import come_up, comes_about
from novel_engine.story.directing.framing import FrameChoice, can_go_on, choices, staging_of
from novel_engine.story.directing.pacing import (
    FEWEST_TURNS,
    IDLE,
    SPOKE_BEFORE_LAST,
    SPOKE_LAST,
    WANTS_FIRST,
)
from novel_engine.story.directing.scenes import (
    close,
    complication_for,
    open_scene,
    should_end,
    story_opened,
)
from novel_engine.story.fabula.events import Event, StoryEnded, ThreadMoved
from novel_engine.story.fabula.percepts import Percept
from novel_engine.story.fabula.world import World, advance
from novel_engine.story.givens.kernels import Ending

STILL_OPEN = ("latent", "open", "complicated")
"""The states of a thread that its story has not settled."""

_Considered = tuple[PersonaAgent, PersonaView, list[Weighed]]
"""Who may act, what they see, and what they could do, weighed."""


class DirectorAgent:
    """Runs one story, a turn at a time. `joins` are those of its setting's verbs, for whoever has
    compiled them already.
    """

    def __init__(
        self,
        world: World,
        decider: DecisionMaker,
        framer: SceneFramer,
        joins: Joins | None = None,
    ) -> None:
        self.world = world
        self._decider = decider
        self._framer = framer
        known = compile_joins(world.setting.verbs) if joins is None else joins
        self._personas = {person: PersonaAgent(person, known) for person in world.setting.people}

    @property
    def is_over(self) -> bool:
        """Whether the story has ended."""
        return self.world.is_over

    def step(self) -> TurnRecord:
        """Make the next turn happen, and say what it was. Never called once the story is over."""
        return answered(self.turn(), self.answer)

    def turn(self) -> Asking[TurnRecord]:
        """The next turn, which asks for what others decide. Never begun once the story is over.

        What happens in it is folded into the world as it comes: when a turn is broken off, or its
        record cannot be kept, this director is of no more use, and another is made from what is
        recorded.
        """
        turn = _Turn(self.world)
        if self.world.last_event == 0 and self.world.seq < 0:
            turn.add(story_opened(self.world.setting))
            return turn.record()
        if self.world.scene is None and not (yield from self._open(turn)):
            return turn.record()
        self._follow(turn)
        yield from self._act(turn)
        self._follow(turn)
        if should_end(self.world, acted=turn.acted):
            turn.add(close(self.world, turn.number, turn.seq))
            self._end_if_over(turn)
        return turn.record()

    def answer(self, question: Question) -> Answer:
        """What those who decide and frame for this story have to say to a question of its turns."""
        match question:
            case Decide():
                return self._decider.decide(question.view, question.menu, question.view.turn)
            case ChooseFrame():
                return self._framer.frame(question.world, question.candidates)
            case _:
                assert_never(question)

    def _open(self, turn: _Turn) -> Asking[bool]:
        """Open the next scene, with a complication where one is due; or end the story, if nothing
        is left to stage.
        """
        found = choices(self.world)
        if not found:
            ending = chosen_ending(self.world, can_go_on=False)
            if ending:
                turn.add(self._ended(ending, turn))
            return False
        chosen = yield ChooseFrame(self.world, tuple(found))
        assert isinstance(chosen, FrameChoice)
        turn.add(open_scene(self.world, chosen, turn.number, turn.seq))
        due = complication_for(self.world, chosen)
        if due:
            turn.add(come_up(self.world, due, turn.number, turn.seq))
        return True

    def _follow(self, turn: _Turn) -> None:
        """Let everything come about that follows of itself by now."""
        while following := comes_about(self.world):
            turn.add(come_up(self.world, following, turn.number, turn.seq))

    def _act(self, turn: _Turn) -> Asking[None]:
        chosen = self._next(turn.number)
        if chosen is None:
            return
        persona, view, weighed = chosen
        menu = persona.as_menu(self.world, view, weighed)
        proposal = yield from persona.propose(view, menu)
        turn.add(adjudicate(self.world, proposal, turn.number, turn.seq))
        turn.acted = True

    def _next(self, turn: int) -> _Considered | None:
        """Who acts: whoever owes an answer, else whoever was addressed last, else by top utility
        less recency, then by id.
        """
        world = self.world
        scene = world.scene
        if scene is None:
            return None
        here = [p for p in scene.cast if world.place_of(p) == scene.place]
        owing = sorted((p for p in world.obligations if p in here), key=self._has_no_choice)
        waiting = [p for p in owing if not self._has_put_it_off(p)]
        staging = staging_of(world)
        may_rest = not owing and scene.turns >= FEWEST_TURNS
        if not waiting and world.addressed in here and world.addressed not in owing:
            considered = self._considered(world.addressed, turn, staging)
            if considered is not None:
                best = max(map(itemgetter(0), considered[2]))
                return None if may_rest and world.replied and best <= IDLE else considered
        found: dict[tuple[int, str], _Considered] = {}
        for person in waiting[:1] or [p for p in here if p not in owing] or owing[:1]:
            considered = self._considered(person, turn, staging)
            if considered is None:
                continue
            utility = max(map(itemgetter(0), considered[2]))
            if not (may_rest and utility <= IDLE):
                found[self._recency(person) - utility, person] = considered
        return found[min(found)] if found else None

    def _has_no_choice(self, person: str) -> bool:
        """Whether what somebody owes is an answer: whoever has to choose does so before all others."""
        owed = self.world.minds[person].obligation
        return owed is None or owed.verb in self.world.setting.verbs

    def _has_put_it_off(self, person: str) -> bool:
        """Whether somebody who has to choose has just done something else: others may move."""
        has_just = self.world.spotlight.get(person) == self.world.turn
        return has_just and not self._has_no_choice(person)

    def _considered(self, person: str, turn: int, staging: Staging) -> _Considered | None:
        persona = self._personas[person]
        view = persona.view(self.world, turn)
        weighed = persona.weighed(self.world, view, staging)
        return (persona, view, weighed) if weighed else None

    def _recency(self, person: str) -> int:
        scene = self.world.scene
        ago = self.world.turn + 1 - self.world.spotlight.get(person, -9)
        cost = SPOKE_LAST if ago <= 1 else SPOKE_BEFORE_LAST if ago == 2 else 0
        first = scene is not None and scene.turns == 0 and person == scene.want
        return cost - (WANTS_FIRST if first else 0)

    def _end_if_over(self, turn: _Turn) -> None:
        ending = chosen_ending(self.world, can_go_on=can_go_on(self.world))
        if ending:
            turn.add(self._ended(ending, turn))

    def _ended(self, ending: Ending, turn: _Turn) -> StoryEnded:
        """The story's last event; a question still open is left unsolved or abandoned."""
        world, roles = self.world, self.world.setting.roles
        causes = (world.scenes[-1].opened,) if world.scenes else ()
        return StoryEnded(turn.number, turn.seq, causes, ending.id, roles, _left(world))


def _left(world: World) -> tuple[ThreadMoved, ...]:
    """What becomes of every question that nothing has settled."""
    main = world.setting.main_thread.id
    left = [thread for thread, status in world.threads.items() if status in STILL_OPEN]
    return tuple(ThreadMoved(one, "unsolved" if one == main else "abandoned") for one in left)


class _Turn:
    """One turn being made: each event is folded as it comes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.number = world.turn + 1 if world.seq >= 0 else 0
        self.seq = 0
        self.acted = False
        self.events: list[Event] = []
        self.noticed: list[Percept] = []

    def add(self, event: Event) -> None:
        self.noticed += advance(self.world, event)
        self.events.append(event)
        self.seq += 1

    def record(self) -> TurnRecord:
        return TurnRecord(
            self.number, self.world.scene_count, tuple(self.events), tuple(self.noticed)
        )
