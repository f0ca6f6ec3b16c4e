"""A small story for the record: three people in a house, a missing letter, and any number of turns
about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.adapters.record.turns import turns
from novel_engine.ports.record import Input, TurnRecord
from novel_engine.story.fabula.events import (
    Acted,
    Departed,
    Effect,
    Event,
    EventId,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Refused,
    Related,
    Released,
    SceneClosed,
    SceneOpened,
    StageSet,
    StoryEnded,
    StoryOpened,
    ThreadMoved,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.conditions import And, Call, Name
from novel_engine.story.givens.facts import Fact, Item, Place, Thread
from novel_engine.story.givens.people import HE, SHE, THEY, Person
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Scales, Verb

ADA, BO, CY = "ada", "bo", "cy"
PEOPLE = (ADA, BO, CY)
KITCHEN, CELLAR = "kitchen", "cellar"
INPUTS = (
    Input("story", "story.yaml", b"title: The Letter\n"),
    Input("cast", "characters/ada/character.yaml", "name: Zoë O'Brien-Łukasz\n".encode()),
)
META = {"story": "the-letter", "seed": "7", "title": "The Letter", "version": "0.1.0"}


def setting() -> Setting:
    """The house and who is in it."""
    return Setting(
        title="The Letter",
        seed="7",
        genre="house",
        form="reversal",
        scenes=2,
        people={
            ADA: Person(ADA, "Ada Vane", "Ada", SHE),
            BO: Person(BO, "Bo Marsh", "Bo", HE),
            CY: Person(
                CY,
                "Cy 李雷",
                "Cy",
                THEY,
                description="Says “nothing” & means it; a <script> of few words.",
            ),
        },
        places={
            KITCHEN: Place(KITCHEN, "kitchen", adjacent=(CELLAR,)),
            CELLAR: Place(CELLAR, "cellar", adjacent=(KITCHEN,), private=True),
        },
        items={
            "letter": Item("letter", "letter", evidence=("burnt",), decisive=True),
            "lamp": Item("lamp", "lamp"),
        },
        facts={
            "burnt": Fact(
                "burnt", "letter", "deed", "{bo} burnt the letter", subject=BO, secret_of=BO
            ),
            "lost": Fact("lost", "letter", "cover", "the post lost the letter", truth=False),
        },
        threads={
            "who": Thread(
                "who",
                "Who took the letter?",
                "letter",
                3,
                main=True,
                answered=Call("known", (Name("burnt"),)),
            )
        },
        rules=(),
        verbs={
            "lie": Verb(
                "lie", (("A", "actor"),), And(()), And(()), {}, (), "all", 5, heard_as="tell"
            )
        },
        roles=Roles((("harm.culprit", BO),)),
        kernels=("concealed_harm",),
        frames=(),
        complications=(),
        endings=(),
        opening=(),
        scales=Scales({}, {}, {}, {}, {}),
        tactics={},
    )


def opened(turn: int = 0) -> StoryOpened:
    """Everyone is in the kitchen; Bo knows what Bo did."""
    effects: tuple[Effect, ...] = (
        *(Moved(person, "", KITCHEN) for person in PEOPLE),
        ItemMoved("letter", BO, "", 0),
        ItemMoved("lamp", "", CELLAR, 1),
        Learned(BO, "burnt", 1, 100, "own", ""),
        Related(ADA, BO, "trust", 0, 2),
        GoalTaken(ADA, "learn", "letter", "", 4),
        ThreadMoved("who", "open"),
    )
    return StoryOpened(
        turn, 0, (), "The Letter", "7", ("concealed_harm",), Roles((("harm.culprit", BO),)), effects
    )


def scene_opened(turn: int, scene: int, causes: tuple[EventId, ...] = ()) -> SceneOpened:
    """A scene in the kitchen, about whether Ada believes."""
    effects = (StageSet("light", "dusk"),)
    roles = Roles.of(want=ADA, against=BO)
    return SceneOpened(
        turn, 0, causes, scene, "ask", roles, KITCHEN, PEOPLE, "trust", 2, scene, 18, effects
    )  # fmt: skip


def acted(
    turn: int, seq: int, causes: tuple[EventId, ...], effects: tuple[Effect, ...], verb: str = "ask"
) -> Acted:
    """Ada does something to Bo in the kitchen; Cy hears."""
    roles = Roles.of(A=ADA, B=BO, F="burnt")
    return Acted(
        turn, seq, causes, 1, KITCHEN, ADA, verb, "duty", 1, roles, 30, PEOPLE, (), effects
    )


def told(turn: int, causes: tuple[EventId, ...]) -> Acted:
    """Bo lies to Ada about the letter."""
    effects = (
        Learned(ADA, "lost", 1, 62, "lied_to", BO),
        Related(ADA, BO, "trust", 2, 1),
        Felt(ADA, "anger", BO, 0, 2),
        Released(BO),
    )
    roles = Roles.of(A=BO, B=ADA, F="lost")
    return Acted(
        turn, 0, causes, 1, KITCHEN, BO, "lie", "", 0, roles, 40, (ADA, BO), (CY,), effects
    )


def the_letter(first: int = 0) -> list[Event]:
    """A whole story: asked, lied to, shown, ended; it uses every kind of effect."""
    at = [turn * 100 for turn in range(first, first + 8)]
    obliged = Obliged(BO, ADA, "burnt", "ask", ("tell", "lie"))
    shown = (
        Learned(ADA, "lost", 0, 90, "read", ""),
        Learned(ADA, "burnt", 1, 90, "read", ""),
        ItemMoved("letter", ADA, "", 0),
        GoalDropped(ADA, "learn", "letter"),
        GoalTaken(ADA, "punish", "letter", BO, 3),
    )
    roles = Roles.of(A=CY, B=BO)
    refused = Refused(
        first + 4, 0, (at[3],), 1, KITCHEN, CY, "take", roles, "it is not there", PEOPLE, ()
    )
    gone = (Departed(BO, "left by the back door"), ItemDestroyed("lamp"))
    return [
        opened(first),
        scene_opened(first + 1, 1, (at[0],)),
        acted(first + 2, 0, (at[1], at[0]), (obliged,)),
        told(first + 3, (at[2],)),
        refused,
        acted(first + 5, 0, (at[3],), shown, verb="examine"),
        acted(
            first + 5,
            1,
            (at[5], at[2]),
            (Moved(CY, KITCHEN, CELLAR), ThreadMoved("who", "answered")),
            verb="go",
        ),
        SceneClosed(first + 6, 0, (at[5] + 1,), 1, 1, 1, gone),
        StoryEnded(first + 7, 0, (at[6],), "known", Roles.of(culprit=BO), ()),
    ]


def in_turns(events: Iterable[Event]) -> Iterator[TurnRecord]:
    """The events as turns, with what each person noticed."""
    return turns(Fabula(setting(), tuple(events)))


def turn_of(number: int) -> TurnRecord:
    """Any turn after the scene has opened: Ada asks again."""
    return TurnRecord(number, 1, (acted(number, 0, (100,), ()),), ())


def begun(folder: Path) -> StoryRecord:
    """A record in this folder that waits for its first turn."""
    return StoryRecord.create(folder / "story.db", INPUTS, META, setting())
