"""Nights in the house of the letter, for the score of a plot: Bo burnt the letter, Cy may be blamed
for it, or the post, and there is ash on a sleeve to tell by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from novel_engine.story.curating.course import Course
from novel_engine.story.curating.plot_score import PLOT_PARTS
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Effect,
    Event,
    Learned,
    Refused,
    SceneClosed,
    StoryEnded,
    ThreadMoved,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.conditions import And, Call, Name
from novel_engine.story.givens.facts import Fact, FactKind, FactMark, Rule, Thread
from novel_engine.story.givens.kernels import Complication, Ending, Way
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.verbs import Mark, Verb
from tests.support import cellar
from tests.support.cellar import ADA, BO, CY, KITCHEN, PEOPLE

BURNT, LOST, CYS, ASH, SLEEVE, WHY = "burnt", "lost", "cys", "ash", "sleeve", "why"
KINDS: dict[str, tuple[FactMark, ...]] = {
    "deed": ("explains", "grave", "blames"),
    "cover": ("explains", "excuses"),
    "blame": ("explains", "blames"),
    "trace": ("raises", "bears_out"),
    "motive": ("follows",),
}
VERBS: dict[str, tuple[Mark, ...]] = {
    "look": (),
    "ask": ("questions",),
    "say": ("informs",),
    "charge": ("charges",),
    "conclude": ("concludes", "thinks"),
    "forgive": ("turns",),
    "stay": (),
    "leave": (),
}


WAYS = (Way("stay", "the house", ASH), Way("leave", "the road", ASH))
BELIEVED = Call("believes", (Name(ADA), Name(CYS)))
CAME = Call("came", (Name("leaks"),))


def setting() -> Setting:
    """The house, with what can be found out in it."""
    facts = (
        Fact(BURNT, "letter", "deed", "{bo} burnt the letter", subject=BO, secret_of=BO),
        Fact(LOST, "letter", "cover", "the post lost the letter", truth=False),
        Fact(CYS, "letter", "blame", "{cy} has the letter", truth=False, subject=CY),
        Fact(ASH, "letter", "trace", "there is ash in the stove"),
        Fact(SLEEVE, "letter", "trace", "{bo} has ash on a sleeve", subject=BO),
        Fact(WHY, "letter", "motive", "{bo} could not bear for it to be read", subject=BO),
    )
    nothing = And(())
    known = Call("known", (Name(BURNT),))
    return replace(
        cellar.setting(),
        eyes=ADA,
        scenes=4,
        facts={fact.id: fact for fact in facts},
        kinds={name: FactKind(name, frozenset(marks)) for name, marks in KINDS.items()},
        rules=(
            Rule((ASH,), LOST, 80, value=False),
            Rule((SLEEVE,), BURNT, 70),
            Rule((ASH, SLEEVE), BURNT, 78),
        ),
        verbs={
            name: Verb(name, (), nothing, nothing, {}, (), "all", 3, marks=frozenset(marks))
            for name, marks in VERBS.items()
        },
        threads={
            "who": Thread("who", "Who took it?", "letter", 3, main=True, answered=known),
            "stay": Thread("stay", "Will Cy stay?", "stay", 1, main=False, answered=known),
        },
        complications=(
            Complication("rain", "deadline", ADA, nothing, (), (), 6, "who"),
            Complication("fog", "deadline", ADA, nothing, (), (), 6, "who"),
            *(
                Complication(name, "choice", ADA, nothing, (), (), 6, "who", True, BURNT, ways=WAYS)
                for name in ("which", "again")
            ),
            Complication("leaks", "deadline", ADA, BELIEVED, (), (), 6, "who", True, CYS),
            Complication("floods", "deadline", ADA, CAME, (), (), 6, "who", True, SLEEVE),
            Complication("parts", "deadline", ADA, nothing, (), (), 6, "who", True, ASH),
        ),
        endings=(
            Ending("amends", (), late=False, unsolved=False, thread="who"),
            Ending("known", (), late=True, unsolved=False, thread="who"),
            Ending("unsolved", (), late=False, unsolved=True, thread="who"),
        ),
    )


def knows(person: str, fact: str, sure: int = 90) -> Learned:
    """Somebody comes to hold a fact true."""
    return Learned(person, fact, 1, sure, "witnessed", "")


def denies(person: str, fact: str, sure: int = 90) -> Learned:
    """Somebody comes to hold a fact false."""
    return Learned(person, fact, 0, sure, "witnessed", "")


def act(
    turn: int,
    actor: str,
    verb: str,
    *effects: Effect,
    because: Sequence[int] = (100,),
    about: str = "",
    tension: int = 3,
) -> Acted:
    """Something done in the kitchen; its id is its turn times a hundred."""
    roles = Roles.of(A=actor, F=about)
    return Acted(
        turn, 0, tuple(because), 1, KITCHEN, actor, verb, "", 0, roles, tension, PEOPLE, (), effects
    )  # fmt: skip


def refusal(turn: int, actor: str, verb: str) -> Refused:
    """Something tried in vain."""
    roles = Roles.of(A=actor)
    return Refused(turn, 0, (100,), 1, KITCHEN, actor, verb, roles, "it is not there", PEOPLE, ())


def came_up(turn: int, *effects: Effect, what: str = "rain") -> Complicated:
    """Something that came up."""
    return Complicated(turn, 0, (0,), 1, KITCHEN, what, NO_ROLES, PEOPLE, effects)


def closed(turn: int, *moved: ThreadMoved) -> SceneClosed:
    """The scene's end, and which questions have moved by then."""
    return SceneClosed(turn, 0, (100,), 1, 1, 1, moved)


def ended(turn: int, ending: str) -> StoryEnded:
    """The end."""
    return StoryEnded(turn, 0, (100,), ending, NO_ROLES, ())


ANSWERED = ThreadMoved("who", "answered")


def night(*events: Event) -> Course:
    """A night: the opening, a scene of it at turn 1, and what happened then."""
    return Course(setting(), (cellar.opened(), cellar.scene_opened(1, 1, (0,)), *events))


def part(name: str, course: Course) -> int:
    """What a night has of one part, in hundredths."""
    (measured,) = [one.measure(course) for one in PLOT_PARTS if one.name == name]
    return measured
