"""What a character acts on: own card, own mind, and what can be perceived here. Nothing else
reaches a decision.

A view never holds truth flags, threads, stakes, tension, the frame, or another's mind. `plain` is
its canonical form: two worlds that differ only in what the character cannot perceive give the same
bytes.
"""

from __future__ import annotations

import json
from typing import Any

from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.temper import Temper
from novel_engine.story.deciding.thoughts import Thoughts
from novel_engine.story.deciding.weights import HEARD, MEMORIES
from novel_engine.story.fabula.mind import Belief, Goal, Memory, Mind, Obligation
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class PersonaView:
    """One character's view at one turn. `salient` are the facts foremost in mind, at most six.

    `thoughts` and `temper` hold nothing beside it: they are what follows from it.
    """

    card: Person
    turn: int
    scene: int
    day: int
    hour: int
    place: str
    people: tuple[str, ...]
    items: tuple[str, ...]
    held: tuple[str, ...]
    exits: tuple[str, ...]
    beliefs: tuple[Belief, ...]
    salient: tuple[str, ...]
    puzzles: tuple[str, ...]
    inferable: tuple[str, ...]
    secrets: tuple[str, ...]
    relations: tuple[tuple[str, str, int], ...]
    emotions: tuple[tuple[str, str, int], ...]
    goals: tuple[Goal, ...]
    obligation: Obligation | None
    acts: tuple[tuple[str, str, str], ...]
    lens: MindLens
    thoughts: Thoughts
    temper: Temper

    @property
    def memories(self) -> tuple[Memory, ...]:
        """The memories foremost in mind, at most twelve."""
        mind = self.lens.mind(self.card.id)
        return foremost(mind.memories, mind.scene) if mind else ()

    @property
    def heard(self) -> tuple[Memory, ...]:
        """What was said and done before this character in the scene under way of which the words
        are known: the last twelve.
        """
        mind = self.lens.mind(self.card.id)
        return (
            tuple(m for m in mind.memories if m.line and m.scene == mind.scene)[-HEARD:]
            if mind
            else ()
        )

    def plain(self) -> dict[str, Any]:
        """The view as plain values."""
        return {
            "name": self.card.id,
            "turn": self.turn,
            "scene": self.scene,
            "when": [self.day, self.hour],
            "place": self.place,
            "people": list(self.people),
            "items": list(self.items),
            "held": list(self.held),
            "exits": list(self.exits),
            "beliefs": [
                [b.fact, int(b.value), b.confidence, b.source, b.teller, b.event]
                for b in self.beliefs
            ],
            "claims": {b.fact: self.lens.setting.facts[b.fact].claim for b in self.beliefs},
            "salient": list(self.salient),
            "puzzles": list(self.puzzles),
            "inferable": list(self.inferable),
            "secrets": list(self.secrets),
            "relations": [list(r) for r in self.relations],
            "emotions": [list(e) for e in self.emotions],
            "goals": [[g.kind, g.topic, g.target, g.weight] for g in self.goals],
            "owes": [self.obligation.by, self.obligation.fact, self.obligation.verb]
            if self.obligation
            else [],
            "memories": [
                [m.event, m.verb, m.actor, [list(r) for r in m.roles], m.line]
                for m in self.memories
            ],
            "heard": [[m.event, m.actor, m.line] for m in self.heard],
        }

    def canonical(self) -> str:
        """The view as one line of JSON, keys sorted."""
        return json.dumps(self.plain(), sort_keys=True, ensure_ascii=False)


def view_of(
    setting: Setting, mind: Mind, turn: int, before: PersonaView | None = None
) -> PersonaView:
    """What this mind gives its owner to act on, at this turn.

    An earlier view of the same person, if there is one, changes nothing of it: what was thought
    then need not be thought again while it stands.
    """
    place = setting.places.get(mind.place)
    thoughts = before.thoughts if before else None
    if thoughts is None or not thoughts.are_of(setting, mind):
        thoughts = Thoughts(setting, mind)
    temper = before.temper if before else None
    if temper is None or not temper.is_of(setting, mind):
        temper = Temper(setting, mind)
    return PersonaView(
        card=setting.people[mind.person],
        turn=turn,
        scene=mind.scene,
        day=mind.day,
        hour=mind.hour,
        place=mind.place,
        people=mind.people,
        items=mind.items,
        held=mind.held,
        exits=place.adjacent if place else (),
        beliefs=thoughts.beliefs,
        salient=thoughts.salient,
        puzzles=thoughts.puzzles,
        inferable=thoughts.inferable,
        secrets=thoughts.secrets,
        relations=temper.relations,
        emotions=temper.emotions,
        goals=mind.goals,
        obligation=mind.obligation,
        acts=mind.acts,
        lens=MindLens(setting, mind),
        thoughts=thoughts,
        temper=temper,
    )


def foremost(memories: tuple[Memory, ...], scene: int) -> tuple[Memory, ...]:
    """The memories foremost in mind, in order: at most twelve, by importance less age in scenes."""
    ranked = sorted(memories, key=lambda m: (-(m.weight - (scene - m.scene)), -m.event))[:MEMORIES]
    return tuple(sorted(ranked, key=lambda m: m.event))
