"""Verbs as their authors declare them: roles, what the actor must believe, what the world demands, what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from novel_engine.story.language import Call, Condition

Perceive = Literal["all", "target", "private", "loud"]
RoleKind = Literal["actor", "present", "person", "fact", "item", "place"]

DRIVES = (
    "learn",
    "conceal",
    "unburden",
    "candour",
    "protect",
    "affiliate",
    "punish",
    "assert",
    "duty",
    "escape",
    "own",
    "calm",
)

IMPROVISE = "improvise"
"""What is done that no verb is for."""
WORDS = 38  # words a told act runs to where its verb does not say: about what the bundled fragments of an act do
WORTH = 7  # what a told act is worth where its verb does not say, from 0: above every small act, so that these go first


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of action. `believes` makes the menu, in the actor's mind; `world` adjudicates.

    `drives` are in hundredths; `answers` says it may only be used under an obligation, `obliges` which answers it
    demands of its target; `said` that it is speech. `ladder` verbs climb the rungs of a question.

    Told, it runs to so many `words`, and is left out the sooner the less it is `worth`. Its doer, or whoever saw it, is told
    of it by `saying`, as an attempt and once it is done; by `vague`, of somebody who has no idea what it was about. A narrator
    has it from `note`; of a conclusion that the focalizer does not believe, from `note_against`.
    """

    name: str
    roles: tuple[tuple[str, RoleKind], ...]
    believes: Condition
    world: Condition
    drives: Mapping[str, int]
    effects: tuple[Call, ...]
    perceive: Perceive
    tension: int
    obliges: tuple[str, ...] = ()
    answers: bool = False
    said: bool = False
    ladder: bool = False
    tactics: tuple[str, ...] = ()
    words: int = WORDS
    worth: int = WORTH
    saying: tuple[str, ...] = ()
    vague: str = ""
    note: str = ""
    note_against: str = ""

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles in the order they are bound, the actor first."""
        return tuple(name for name, _ in self.roles)


@dataclass(frozen=True, slots=True)
class Scales:
    """How much each trait, feeling and goal adds to each drive, in points per level."""

    base: Mapping[str, int]
    traits: Mapping[str, Mapping[str, int]]
    emotions: Mapping[str, Mapping[str, int]]
    goals: Mapping[str, Mapping[str, int]]
    relations: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Action:
    """A verb with its roles bound: an attempt. `manner` is the rung it would use; `tactic` how it would be done."""

    verb: str
    actor: str
    roles: tuple[tuple[str, str], ...]
    tactic: str = ""
    manner: int = 0

    @property
    def key(self) -> str:
        """The action's id within a menu."""
        return " ".join([self.verb, *(value for _, value in self.roles)])

    def role(self, name: str) -> str:
        """Who or what fills a role; empty when nothing does."""
        for key, value in self.roles:
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: an action, its utility (hundredths) and the drives that made it."""

    action: Action
    utility: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The action a character wants; putative until adjudicated.

    `line` is a model's wording, if it gave one: what is said, or, of something improvised, what is done. `effects` are what
    an improvised act declares, over the action's roles; every other act has its verb's.
    """

    action: Action
    line: str = ""
    effects: tuple[Call, ...] = ()
