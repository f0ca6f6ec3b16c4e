"""Settings made by hand, the bundled genre, and stories simulated from it: what the tests of the
simulation stand on.

The house by hand: Bo broke Ada's vase and lets the cat, or Cy, take the blame; Cy means to go to
sea and has not told Bo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.ports.record import TurnRecord
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.events import (
    Acted,
    Effect,
    Event,
    Learned,
    Moved,
    SceneOpened,
    StoryOpened,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin, fold
from novel_engine.story.givens.conditions import And, conjuncts, parse_condition, parse_effect
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.facts import OFFSTAGE, Fact, Item, Place, Rule, Thread
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.kernels import Bias, Complication, Ending, Frame
from novel_engine.story.givens.people import HE, SHE, THEY, TRAIT_AXES, Person, Secret
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action, Perceive, RoleKind, Scales, Verb
from tests.support.corpus import shared

CONFIGS = Path(__file__).parents[2] / "configs"
ADA, BO, CY = "ada", "bo", "cy"
PEOPLE = (ADA, BO, CY)
HALL, STUDY, GARDEN = "hall", "study", "garden"

# ── the house by hand ─────────────────────────────────────────────────────────────────────────────


def person(name: str, **changes: Any) -> Person:
    """Somebody of even temper, unless told otherwise; `traits` may be given by axis."""
    axes = changes.pop("traits", {})
    traits = tuple(axes.get(axis, 0) for axis in TRAIT_AXES)
    named = {ADA: ("Ada Vane", SHE), BO: ("Bo Marsh", HE), CY: ("Cy Lund", THEY)}
    whole, pronouns = named.get(name, (name.title(), SHE))
    return replace(Person(name, whole, whole.split()[0], pronouns, traits=traits), **changes)


OF_THE_TELLING = (
    "words",
    "worth",
    "saying",
    "vague",
    "note",
    "note_against",
    "retold",
    "marks",
    "heard_as",
    "renews",
    "seldom",
)


def verb(name: str, roles: str, **body: Any) -> Verb:
    """A verb as its author would write it; `roles` as in 'A:actor B:present F:fact'. It is told as
    the core's of its name.
    """
    pairs = (pair.split(":") for pair in roles.split())
    core = bundled_genre().verbs.get(name)
    told = {key: getattr(core, key) for key in OF_THE_TELLING} if core else {}
    return Verb(
        name=name,
        roles=tuple((role, cast(RoleKind, kind)) for role, kind in pairs),
        believes=parse_condition(body.pop("believes", "")),
        world=parse_condition(body.pop("world", "")),
        drives=body.pop("drives", {"calm": 100}),
        effects=tuple(parse_effect(text) for text in body.pop("effects", ())),
        perceive=cast(Perceive, body.pop("perceive", "all")),
        tension=body.pop("tension", 1),
        **{**told, **body},
    )


ANSWERS = ("answer_true", "keep_silent", "lie", "walk_out")
OWED = "obliged(A, B, F)"


def verbs() -> dict[str, Verb]:
    """A few kinds of action, one of each way of being perceived."""
    asking = {"world": "present(B)", "obliges": ANSWERS, "said": True, "ladder": True}
    found = (
        verb("wait", "A:actor"),
        verb(
            "go",
            "A:actor P:place",
            believes="adjacent(P)",
            world="adjacent(P)",
            effects=("move(A, P)",),
        ),
        verb(
            "ask",
            "A:actor B:present F:fact",
            believes="puzzling(F) & present(B) & can_ask(B, F)",
            **asking,
        ),
        verb(
            "tell",
            "A:actor B:present F:fact",
            believes="believes(A, F) & present(B) & !thinks_knows(A, B, F)",
            world="present(B)",
            effects=("say(F)",),
            drives={"candour": 100},
            said=True,
        ),
        verb(
            "whisper",
            "A:actor B:present F:fact",
            believes="believes(A, F) & present(B)",
            world="present(B)",
            effects=("say(F)",),
            perceive="target",
        ),
        verb(
            "shout",
            "A:actor F:fact",
            believes="believes(A, F)",
            effects=("say(F)",),
            perceive="loud",
            tension=9,
        ),
        verb(
            "brood",
            "A:actor F:fact",
            believes="secret_of(F, A)",
            effects=("guilt(A, 1)",),
            perceive="private",
        ),
        verb(
            "infer",
            "A:actor F:fact",
            believes="grounds(F)",
            effects=("infer(A, F)",),
            perceive="private",
        ),
        verb(
            "hide",
            "A:actor I:item",
            believes="holds(A, I)",
            world="holds(A, I)",
            effects=("hide(I)",),
        ),
        verb(
            "take",
            "A:actor I:item",
            believes="here(I) & portable(I)",
            world="here(I) & portable(I)",
        ),
        verb("search", "A:actor", effects=("find(A)",), drives={"learn": 100}),
        verb(
            "give",
            "A:actor B:present I:item",
            believes="holds(A, I) & present(B)",
            world="holds(A, I) & present(B)",
            effects=("hold(B, I)", "examine(B, I)", "trust(B, A, 1)"),
        ),
        verb(
            "answer_true",
            "A:actor B:present F:fact G:fact",
            believes=f"{OWED} & believes(A, G) & same_topic(G, F)",
            world=OWED,
            effects=("say(G)",),
            drives={"candour": 100},
            answers=True,
        ),
        verb(
            "lie",
            "A:actor B:present F:fact G:fact",
            believes=f"{OWED} & disbelieves(A, G) & same_topic(G, F)",
            world=OWED,
            effects=("lie(G)",),
            drives={"conceal": 100},
            answers=True,
        ),
        verb("keep_silent", "A:actor B:present F:fact", believes=OWED, world=OWED, answers=True),
        verb(
            "walk_out",
            "A:actor B:present F:fact",
            believes=OWED,
            world=OWED,
            effects=("step_out(A)",),
            answers=True,
        ),
        verb("leave", "A:actor", believes="goal(A, leave) >= 4", effects=("depart(A)",)),
    )
    here = {one.name for one in found}
    done_by_nobody = {name: never_done(one) for name, one in bundled_genre().verbs.items()}
    return {
        **{one.name: one for one in found},
        **{n: one for n, one in done_by_nobody.items() if n not in here},
    }


NEVER = parse_condition("trait(A, candour) >= 9")


def never_done(one: Verb) -> Verb:
    """The verb, on nobody's menu."""
    return replace(one, believes=And((NEVER, *conjuncts(one.believes))))


def facts() -> dict[str, Fact]:
    """What there is to know about the vase, and about the sea."""
    found = (
        Fact("harm", "vase", "harm", "the vase is in pieces", stakes=1),
        Fact(
            "deed",
            "vase",
            "deed",
            "{bo} broke the vase",
            stakes=3,
            subject=BO,
            secret_of=BO,
            hurts=ADA,
        ),
        Fact(
            "motive",
            "vase",
            "motive",
            "{bo} never liked the vase",
            stakes=2,
            subject=BO,
            secret_of=BO,
        ),
        Fact("cover", "vase", "cover", "the cat broke the vase", truth=False),
        Fact(
            "blame",
            "vase",
            "blame",
            "{cy} broke the vase",
            truth=False,
            stakes=2,
            subject=CY,
            hurts=ADA,
        ),
        Fact("trace", "vase", "trace", "the window was shut, and no cat came in"),
        Fact(
            "shard",
            "vase",
            "trace",
            "a shard is stuck in {bo}'s shoe",
            stakes=2,
            subject=BO,
            secret_of=BO,
        ),
        Fact(
            "seen",
            "vase",
            "sighting",
            "{bo} was up in the night",
            stakes=2,
            subject=BO,
            secret_of=BO,
        ),
        Fact(
            "sailing",
            "sea",
            "plan",
            "{cy} is going to sea",
            stakes=2,
            subject=CY,
            secret_of=CY,
            hurts=BO,
        ),
    )
    return {fact.id: fact for fact in found}


RULES = (
    Rule(("trace",), "cover", 80, value=False),
    Rule(("seen",), "deed", 42),
    Rule(("seen", "trace"), "deed", 55),
    Rule(("shard", "seen"), "deed", 84),
)


def frame(name: str = "talk", **changes: Any) -> Frame:
    """A scene that could be: Ada wants to know of Bo who broke the vase."""
    biases = cast(tuple[Bias, ...], changes.pop("bias", ()))
    plain = Frame(
        id=name,
        purpose="question",
        needs=parse_condition(changes.pop("needs", "")),
        place=HALL,
        cast=(ADA, BO),
        want=ADA,
        against=BO,
        fact="harm",
        variable=parse_effect(changes.pop("variable", "stance(ada, bo, harm)")),
        tension=4,
        thread="who",
        bias=biases,
        guests=0,
        repeats=99,
    )
    return replace(plain, **changes)


def complication(name: str = "letter", **changes: Any) -> Complication:
    """Something that comes up while Ada is there: she finds the shard."""
    effects = tuple(parse_effect(text) for text in changes.pop("effects", ("learn(ada, shard)",)))
    needs = parse_condition(changes.pop("needs", ""))
    plain = Complication(name, "evidence", ADA, needs, effects, ("shard",), 5, "who")
    return replace(plain, **changes)


def ending(name: str, *needs: str, late: bool = False, unsolved: bool = False) -> Ending:
    """A way to end."""
    return Ending(name, tuple(parse_condition(need) for need in needs), late, unsolved, "who")


def setting(**changes: Any) -> Setting:
    """The house, and whatever is to be different about it."""
    places = (
        Place(HALL, "the hall", adjacent=(STUDY, GARDEN)),
        Place(STUDY, "the study", adjacent=(HALL,), private=True),
        Place(GARDEN, "the garden", adjacent=(HALL,)),
        Place(OFFSTAGE, "elsewhere", "", private=True),
    )
    items = (
        Item("shoe", "left shoe", evidence=("shard",), decisive=True),
        Item("latch", "window latch", evidence=("trace",), portable=False),
        Item("pieces", "pieces", plural=True, evidence=("harm",), portable=False),
        Item("lamp", "lamp"),
    )
    threads = (
        Thread(
            "who",
            "Who broke it?",
            "vase",
            3,
            main=True,
            answered=parse_condition("confidence(ada, deed) >= 80"),
        ),
        Thread(
            "sea",
            "Will Cy say it?",
            "sea",
            2,
            main=False,
            answered=parse_condition("believes(bo, sailing)"),
        ),
    )
    given: dict[str, Any] = {
        "title": "The Vase",
        "seed": "7",
        "genre": "house",
        "form": "reversal",
        "scenes": 10,
        "people": {name: person(name) for name in PEOPLE},
        "places": {place.id: place for place in places},
        "items": {item.id: item for item in items},
        "facts": facts(),
        "threads": {thread.id: thread for thread in threads},
        "rules": RULES,
        "verbs": verbs(),
        "roles": Roles((("vase.culprit", BO),)),
        "kernels": ("vase.means=cat",),
        "frames": (frame(),),
        "complications": (),
        "endings": (ending("told", "believes(ada, deed)"), ending("untold", unsolved=True)),
        "opening": tuple(Moved(name, "", OFFSTAGE) for name in PEOPLE),
        "scales": Scales({"calm": 10, "learn": 30, "candour": 20, "conceal": 10}, {}, {}, {}, {}),
        "tactics": {},
        "kinds": bundled_genre().kinds,
        "ways": bundled_genre().ways,
    }
    return Setting(**{**given, **changes})


def opened(made: Setting, *effects: Effect) -> StoryOpened:
    """Everybody is in the hall, and `effects` are so from the first."""
    placed = tuple(Moved(name, "", HALL) for name in made.people)
    return StoryOpened(
        0, 0, (), made.title, made.seed, made.kernels, made.roles, (*placed, *effects)
    )


def scene_opened(turn: int = 1, scene: int = 1, **changes: Any) -> SceneOpened:
    """A scene in the hall: Ada wants to know of Bo."""
    roles = Roles.of(want=ADA, against=BO, fact="harm")
    plain = SceneOpened(turn, 0, (0,), scene, "talk", roles, HALL, PEOPLE, "stance", 0, 1, 8, ())
    return replace(plain, **changes)


def acted(turn: int = 2, **changes: Any) -> Acted:
    """Ada tells Bo, in the hall, that the vase is in pieces; Cy hears."""
    roles = Roles.of(A=ADA, B=BO, F="harm")
    plain = Acted(turn, 0, (100,), 1, HALL, ADA, "tell", "", 0, roles, 4, PEOPLE, (), ())
    return replace(plain, **changes)


def fabula(made: Setting, events: Iterable[Event]) -> Fabula:
    """What happened, on this ground."""
    return Fabula(made, tuple(events))


def world(*effects: Effect, made: Setting | None = None) -> World:
    """The house in its first scene, everybody in the hall."""
    made = made or setting()
    return fold(made, (opened(made, *effects), scene_opened(cast=tuple(made.people))))


def after(found: World, *events: Event) -> World:
    """The same world, these events later."""
    for event in events:
        advance(found, event)
    return found


def house(*effects: Effect, **changes: Any) -> World:
    """The house after these effects came about, and nothing else: everybody there, and nobody told
    anything.
    """
    found = world(made=setting(**changes))
    quiet = acted(verb="infer", roles=Roles.of(A=ADA), effects=effects)
    return after(found, quiet) if effects else found


def learned(
    who: str, fact: str, sureness: int = 100, source: str = "witnessed", teller: str = ""
) -> Learned:
    """Somebody comes to hold a fact; false where `sureness` is negative."""
    return Learned(who, fact, int(sureness > 0), abs(sureness), source, teller)


def action(name: str, actor: str, **roles: str) -> Action:
    """An attempt: the roles by letter."""
    filled: Roles = Roles(
        (("A", actor), *((key, value) for key, value in roles.items() if len(key) == 1))
    )
    return Action(name, actor, filled, roles.get("tactic", ""), int(roles.get("manner", "0")))


# ── the bundled genre ─────────────────────────────────────────────────────────────────────────────

KERNELS = ("concealed_harm", "departure")
TEMPERS = (
    (-1, 2, 0, 2, -1, 2, 0, 1),
    (2, -1, 1, 1, 0, -1, 0, -1),
    (0, 1, 2, 0, 1, 0, 2, 0),
    (1, 0, -1, 0, -2, 0, -1, -2),
    (-1, 0, 1, -1, 2, 1, 0, 2),
)
NAMES = ("ida", "bram", "ruth", "otto", "nils")


@cache
def bundled_genre() -> Genre:
    """The genre that ships with the program, read once."""
    return read_genre(genre_files(CONFIGS, "winter-station"), "winter-station")


def company(size: int = 5) -> tuple[Person, ...]:
    """So many people of different tempers, each with a secret whose claim holds a word found
    nowhere else.
    """
    pairs = zip(NAMES[:size], TEMPERS, strict=False)
    return tuple(
        Person(
            name,
            name.title(),
            name.title(),
            SHE,
            traits=temper,
            secrets=(Secret(f"{name} keeps zq-{name}-own", 2),),
        )
        for name, temper in pairs
    )


@dataclass(frozen=True)
class Told:
    """A story simulated whole."""

    setting: Setting
    turns: tuple[TurnRecord, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened."""
        return tuple(event for turn in self.turns for event in turn.events)

    @property
    def last(self) -> World:
        """The world as the story leaves it."""
        return fold(self.setting, self.events)


def bundled_setting(seed: int, people: Sequence[Person], **asked: Any) -> Setting:
    """The setting the bundled genre makes of these people."""
    return setting_of(StoryConfig("test", **asked), people, bundled_genre(), str(seed))


def simulated(made: Setting) -> Told:
    """The story this setting comes to, offline."""
    return Told(made, tuple(steps(offline(made))))


def offline(made: Setting) -> DirectorAgent:
    """Who runs a story of this setting with no model."""
    return DirectorAgent(begin(made), OfflineDecisionMaker(), OfflineFramer())


def steps(director: DirectorAgent, most: int = 2_000) -> Iterator[TurnRecord]:
    """Turn after turn until the story is over, or until it should have been."""
    for _ in range(most):
        if director.is_over:
            return
        yield director.step()
    raise AssertionError(f"no end after {most} turns")


@cache
@shared
def story(seed: int, kernel: str = "concealed_harm", size: int = 5) -> Told:
    """A story of the bundled genre, simulated once however many tests look at it."""
    return simulated(bundled_setting(seed, company(size), kernel=kernel))


def unfolded(told: Told, events: Iterable[Event] = ()) -> Iterator[tuple[World, Event]]:
    """The world after each event, and the event; always the same world, further on."""
    found = begin(told.setting)
    for event in events or told.events:
        advance(found, event)
        yield found, event
