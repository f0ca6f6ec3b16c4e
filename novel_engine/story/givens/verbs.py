"""Verbs as their authors declare them: roles, what the actor must believe, what the world demands,
what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from novel_engine.story.givens.conditions import Call, Condition
from novel_engine.story.givens.roles import Roles
from novel_engine.values import dataclass

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

Mark = Literal[
    "questions",
    "asks_why",
    "unsaid",
    "evades",
    "informs",
    "misleads",
    "denies",
    "admits",
    "charges",
    "takes_back",
    "favours",
    "offers",
    "concludes",
    "thinks",
    "finds",
    "says_all",
    "looks",
    "displays",
    "confronts",
    "lends",
    "gives",
    "in_place",
    "violent",
    "passes",
    "untold",
    "turns",
    "kept",
    "always",
    "lasts",
    "conceals",
    "small",
    "crosses",
    "stands",
    "heats",
    "asserts",
    "rankles",
    "wavers",
]
MARKS: Mapping[Mark, str] = {
    "questions": "it asks whoever it is done to about F",
    "asks_why": "it asks whoever it is done to for the reason of F",
    "unsaid": "it is about F and does not say it: whoever hears it has not learnt F from it",
    "evades": "it leaves the question that it answers open",
    "informs": "it says F, or G, as so: nobody who hears it can tell whether it is true",
    "misleads": "the actor knows that what it says is not so",
    "denies": "it denies something, and takes back what was owned to",
    "admits": "it owns to something, and takes back a denial",
    "takes_back": "it takes back what the actor said or charged",
    "offers": "it offers B something, which B may accept or refuse",
    "favours": "it does B good, and B may thank the actor for it",
    "charges": "it charges somebody with F; told once in a scene, and not sworn at in few words",
    "concludes": (
        "it draws F from what the actor holds, and has no other ground; lines of "
        "it have "
        "their own time and place"
    ),
    "thinks": "nobody but the actor can perceive it",
    "finds": "it may find something, and does not say what; so what is learnt by it is told after it",
    "says_all": "what is learnt by it is told with it; no thought is told after it",
    "looks": "it brings I before the actor's eyes: something should come of it",
    "displays": "everybody there has then seen I",
    "confronts": "it puts I before B: what was found is put to use",
    "lends": "anybody there may have I in hand afterwards",
    "gives": "I is B's afterwards",
    "in_place": "it is done where I lies, so that a line of it has a place",
    "violent": "not done in a story that avoids violence",
    "passes": "not remembered, unless it moved somebody",
    "untold": "never told",
    "turns": "the story turns on it: its scene is told, and it is told though what it answers is not",
    "kept": "never left out of a telling, but of one that is very short",
    "always": "never left out of a telling, however short",
    "lasts": "called to mind in the chapters after it",
    "conceals": "the body of whoever has something to hide gives it away before it",
    "small": "told in one sentence with another such act beside it",
    "crosses": "it goes against what is done just before it, and is never done in return for it",
    "stands": "whoever does it is on their feet",
    "heats": "said in heat: an oath may lead it in",
    "asserts": "said as a plain statement: a hedge may stand beside it",
    "rankles": "the rough swear at having to say it",
    "wavers": "said by somebody who is not sure, or would not seem so: any hedge will do",
}
"""What else a verb may be, under `is:`, and what each means."""
IMPROVISE = "improvise"
"""What is done that no verb is for."""
WORDS = 38
"""Words: what a told act runs to where its verb does not say; about what the bundled fragments of an
act do."""
WORTH = 7
"""Points, 0 … 9: what a told act is worth where its verb does not say; above every small act, so that
these are left out first."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of action. `believes` makes the menu, in the actor's mind; `world` adjudicates.

    `drives` are in hundredths; `answers` says it may only be used under an obligation, `obliges`
    which answers it demands of its target; `said` that it is speech. `ladder` verbs climb the rungs
    of a question.

    `marks` are what else it is, of `MARKS`. It is `heard_as` another verb where whoever hears it
    cannot tell the two apart; it `renews` the one that puts the same matter first, as which it is
    told where that was not told. `replies` says that some verb obliges it, `own` that it is the
    genre's own.

    Told, it runs to so many `words`, and is left out the sooner the less it is `worth`; a `seldom`
    one is told so many times at most (0: however often). Its doer, or whoever saw it, is told of it
    by `saying`, as an attempt and once it is done; by `vague`, of somebody who has no idea what it
    was about. A narrator has it from `note`; of a conclusion that the focalizer does not believe,
    from `note_against`. A synopsis has it from `retold`, as an attempt, and shorter where what it is
    about has just been said.
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
    marks: frozenset[Mark] = frozenset()
    heard_as: str = ""
    renews: str = ""
    replies: bool = False
    own: bool = False
    seldom: int = 0
    words: int = WORDS
    worth: int = WORTH
    saying: tuple[str, ...] = ()
    vague: str = ""
    note: str = ""
    note_against: str = ""
    retold: tuple[str, ...] = ()

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
    """A verb with its roles bound: an attempt. `manner` is the rung it would use; `tactic` how it
    would be done.
    """

    verb: str
    actor: str
    roles: Roles
    tactic: str = ""
    manner: int = 0

    @property
    def key(self) -> str:
        """The action's id within a menu."""
        return " ".join([self.verb, *self.roles.values])


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: an action, its utility (hundredths) and the drives that made it."""

    action: Action
    utility: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The action a character wants; putative until adjudicated.

    `line` is a model's wording, if it gave one: what is said, or, of something improvised, what is
    done. `effects` are what an improvised act declares, over the action's roles; every other act
    has its verb's.
    """

    action: Action
    line: str = ""
    effects: tuple[Call, ...] = ()
