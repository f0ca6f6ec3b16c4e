"""One small record, made by hand, and its plan: what the passages that keep to it, or break with
it, are held against.

Bram poured the sledge's fuel into the snow. Ida finds the can empty; Bram lies about the cold;
Vilma, who is about to leave for good, gives Ida a button off his coat; Ida accuses him, and he
confesses. Otto is there only at the first.

In `passages` stand the chapters told whole (`events | speaker | text` a line), paragraphs that keep
to the record and can stand after any other that tells the same events, and paragraphs that break
with it, each headed by its fault. The last two were written before the checks and are not changed
to suit them; but the checks were mended by them, so that the share of them that is found says
nothing of how much is found of what nobody has seen. The adversary's runs say that.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from novel_engine.story.fabula.events import (
    Acted,
    Departed,
    Effect,
    Event,
    ItemMoved,
    Learned,
    Moved,
    SceneClosed,
    SceneOpened,
    StoryEnded,
    id_of,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.conditions import parse_condition
from novel_engine.story.givens.facts import OFFSTAGE, Fact, Item, Place, Thread
from novel_engine.story.givens.people import HE, SHE, THEY, Person, Pronouns
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.syuzhet import Beat, Chapter, Paragraph, RenderedChapter, Telling
from novel_engine.story.verifying.chapters import ChapterBrief, briefs_of
from tests.support import worlds
from tests.support.worlds import learned

PASSAGES = Path(__file__).parent / "passages"
IDA, BRAM, RUTH, OTTO, VILMA = "ida", "bram", "ruth", "otto", "vilma"
NAMES: dict[str, tuple[str, Pronouns, str]] = {
    IDA: ("Ida Kessel", SHE, "station keeper"),
    BRAM: ("Bram Holt", HE, "sledge driver and guide"),
    RUTH: ("Ruth Amsel", SHE, "nurse"),
    OTTO: ("Otto Lind", THEY, "radio operator"),
    VILMA: ("Vilma Sarkany", SHE, "cook"),
}
PREMISE = (
    "The pass is closing, and somebody has emptied the can that the last sledge was to run on."
)


def setting(**changes: Any) -> Setting:
    """The station, its five people, and what there is to know."""
    places = (
        Place(
            "kitchen",
            "the kitchen",
            adjacent=("store", "office", "yard"),
            affords=("hearth", "table"),
        ),
        Place("store", "the store", adjacent=("kitchen", "yard"), private=True),
        Place("office", "the radio room", adjacent=("kitchen",)),
        Place("bunkroom", "the bunkroom", adjacent=("kitchen",), private=True),
        Place("yard", "the yard", adjacent=("kitchen", "store")),
        Place(OFFSTAGE, "elsewhere", "", private=True),
    )
    items = (
        Item("can", "fuel can", evidence=("harm",), portable=False),
        Item("button", "horn button", evidence=("token",), decisive=True),
        Item("watch", "silver watch"),
    )
    facts = (
        Fact("harm", "fuel", "harm", "the sledge can is empty", noun="the empty can"),
        Fact(
            "deed",
            "fuel",
            "deed",
            "{bram} poured the fuel into the snow",
            stakes=3,
            subject=BRAM,
            secret_of=BRAM,
            tokens=("poured", "snow"),
        ),
        Fact(
            "cover",
            "fuel",
            "cover",
            "the cold opened the seams of the can",
            truth=False,
            noun="the seams",
        ),
        Fact(
            "motive",
            "fuel",
            "motive",
            "{bram} could not bear for {ruth} to go down",
            subject=BRAM,
            secret_of=BRAM,
        ),
        Fact(
            "sighting",
            "fuel",
            "sighting",
            "{bram} was out of bed at three that night",
            subject=BRAM,
            secret_of=BRAM,
        ),
        Fact(
            "token",
            "fuel",
            "trace",
            "a horn button off {bram}'s coat lay where it was done",
            subject=BRAM,
        ),
        Fact(
            "plan",
            "leave",
            "plan",
            "{vilma} is going to live at a sister's house on the coast",
            stakes=3,
            subject=VILMA,
            secret_of=VILMA,
            tokens=("sister", "coast"),
        ),
        Fact(
            "own",
            "own.otto",
            "secret",
            "{otto} sold the spare battery in the valley",
            subject=OTTO,
            secret_of=OTTO,
        ),
    )
    who = Thread(
        "who",
        "Who emptied the can?",
        "fuel",
        3,
        main=True,
        answered=parse_condition("believes(ida, deed)"),
    )
    leave = Thread(
        "leave",
        "Is anyone leaving?",
        "leave",
        2,
        main=False,
        answered=parse_condition("believes(ida, plan)"),
    )
    given: dict[str, Any] = {
        "title": "The Sledge Fuel",
        "genre": "station",
        "premise": PREMISE,
        "people": {
            n: Person(n, whole, whole.split()[0], kind, work=work)
            for n, (whole, kind, work) in NAMES.items()
        },
        "places": {place.id: place for place in places},
        "items": {item.id: item for item in items},
        "facts": {fact.id: fact for fact in facts},
        "threads": {"who": who, "leave": leave},
        "rules": (),
        "roles": Roles((("fuel.culprit", BRAM), ("fuel.finder", IDA))),
        **changes,
    }
    return worlds.setting(**given)


def _scene(turn: int, scene: int, place: str, when: tuple[int, int], *cast: str) -> SceneOpened:
    there = tuple(Moved(person, OFFSTAGE, place) for person in cast)
    return SceneOpened(
        turn, 0, (0,), scene, "talk", Roles.of(want=cast[0]), place, cast, "stance", 0, *when, there
    )


def _closed(turn: int, seq: int, scene: int, *cast: str) -> SceneClosed:
    """The scene is over, and everybody who is still there goes about their own business."""
    gone = tuple(Moved(person, "", OFFSTAGE) for person in cast)
    return SceneClosed(turn, seq, (turn * 100,), scene, 1, 1, gone)


class _Scene:
    """Makes the acts of one scene, each caused by the one before."""

    def __init__(self, scene: int, place: str, *cast: str) -> None:
        self.scene, self.place, self.cast = scene, place, cast

    def act(
        self, number: int, verb: str, roles: dict[str, str], *effects: Effect, alone: bool = False
    ) -> Acted:
        turn, seq = divmod(number, 100)
        seen = (roles["A"],) if alone else self.cast
        pairs = Roles(roles.items())
        return Acted(
            turn,
            seq,
            (0,),
            self.scene,
            self.place,
            roles["A"],
            verb,
            "",
            0,
            pairs,
            4,
            seen,
            (),
            effects,
        )


def events(made: Setting) -> tuple[Event, ...]:
    """Everything that happened."""
    store = _Scene(1, "store", IDA, OTTO)
    kitchen = _Scene(2, "kitchen", BRAM, IDA, RUTH, VILMA)
    yard = _Scene(3, "yard", IDA, VILMA)
    office = _Scene(4, "office", BRAM, IDA)
    told = [
        learned(BRAM, "deed"),
        learned(BRAM, "harm"),
        learned(VILMA, "plan"),
        learned(OTTO, "own"),
    ]
    things = [
        ItemMoved("can", "", "store", 0),
        ItemMoved("button", VILMA, "", 0),
        ItemMoved("watch", OTTO, "", 0),
    ]
    placed = [Moved(person, "", OFFSTAGE) for person in made.people]
    opening = worlds.opened(made, *placed, *told, *things)
    return (
        opening,
        _scene(1, 1, "store", (1, 8), IDA, OTTO),
        store.act(
            101, "inspect", {"A": IDA, "I": "can"}, learned(IDA, "harm"), learned(OTTO, "harm")
        ),
        store.act(200, "ask", {"A": IDA, "B": OTTO, "F": "harm"}),
        store.act(300, "plead_ignorance", {"A": OTTO, "B": IDA, "F": "harm"}),
        _closed(3, 1, 1, IDA, OTTO),
        _scene(4, 2, "kitchen", (1, 19), IDA, BRAM, RUTH, VILMA),
        kitchen.act(
            401,
            "tell",
            {"A": IDA, "B": RUTH, "F": "harm"},
            learned(RUTH, "harm"),
            learned(VILMA, "harm"),
        ),
        kitchen.act(500, "ask", {"A": IDA, "B": BRAM, "F": "harm"}),
        kitchen.act(
            600,
            "lie",
            {"A": BRAM, "B": IDA, "F": "harm", "G": "cover"},
            Learned(RUTH, "cover", 1, 60, "lied", BRAM),
            Learned(IDA, "cover", 1, 40, "lied", BRAM),
        ),
        kitchen.act(700, "comfort", {"A": RUTH, "B": BRAM}),
        kitchen.act(800, "promise", {"A": BRAM, "B": IDA}),
        _closed(8, 1, 2, IDA, BRAM, RUTH, VILMA),
        _scene(9, 3, "yard", (2, 13), IDA, VILMA),
        yard.act(
            901,
            "give",
            {"A": VILMA, "B": IDA, "I": "button"},
            _held("button", IDA),
            learned(IDA, "token"),
        ),
        yard.act(1000, "tell", {"A": VILMA, "B": IDA, "F": "sighting"}, learned(IDA, "sighting")),
        yard.act(
            1100, "infer", {"A": IDA, "F": "deed"}, learned(IDA, "deed", 80, "inferred"), alone=True
        ),
        yard.act(1200, "leave_for_good", {"A": VILMA}, Departed(VILMA, "on foot")),
        _closed(12, 1, 3, IDA),
        _scene(13, 4, "office", (2, 23), IDA, BRAM),
        office.act(1301, "show", {"A": IDA, "B": BRAM, "I": "button"}),
        office.act(1400, "accuse", {"A": IDA, "B": BRAM, "F": "deed"}),
        office.act(
            1500,
            "confess",
            {"A": BRAM, "B": IDA, "F": "deed"},
            learned(IDA, "deed", 100, "told", BRAM),
        ),
        office.act(1600, "forgive", {"A": IDA, "B": BRAM}),
        office.act(1700, "give", {"A": IDA, "B": BRAM, "I": "button"}, _held("button", BRAM)),
        _closed(17, 1, 4, IDA, BRAM),
        StoryEnded(18, 0, (0,), "fuel.told", NO_ROLES, ()),
    )


def _held(item: str, holder: str) -> ItemMoved:
    return ItemMoved(item, holder, "", 0)


SCENES = ((1, 2), (3,), (4,))
GROUND = {100: "opening", 400: "scene", 900: "scene", 1300: "scene", 1800: "ending"}


def telling(made: Setting) -> Telling:
    """The record in three chapters, everything told."""
    happened = events(made)
    chapters = []
    for number, scenes in enumerate(SCENES, 1):
        last = number == len(SCENES)
        beats = [
            _beat(e)
            for e in happened
            if getattr(e, "scene", 0) in scenes and not isinstance(e, SceneClosed)
        ]
        beats += [_beat(e) for e in happened if last and isinstance(e, StoryEnded)]
        chapters.append(Chapter(number, IDA, scenes, (), tuple(beats)))
    return Telling("story", made.title, IDA, "fuel.told", "", 700, tuple(chapters))


def _beat(event: Event) -> Beat:
    number = id_of(event)
    if isinstance(event, Acted):
        return Beat(
            event.verb, (number,), event.scene, (), event.roles, event.witnesses, needed=True
        )
    return Beat(
        GROUND[number], (number,), getattr(event, "scene", 4), (), Roles.of(A=IDA), (), needed=True
    )


def briefs(vocabulary: frozenset[str] = frozenset()) -> tuple[ChapterBrief, ...]:
    """What the checks are given of the three chapters."""
    made = setting()
    return briefs_of(
        worlds.fabula(made, events(made)),
        telling(made),
        vocabulary,
        worlds.bundled_genre().phrases(),
    )


def parsed(line: str) -> Paragraph:
    """A paragraph from a line `events | speaker | text`."""
    numbers, speaker, text = line.split("|", 2)
    return Paragraph(text.strip(), tuple(int(n) for n in numbers.split()), speaker.strip())


def lines(name: str) -> tuple[str, ...]:
    """The lines of a file of passages."""
    text = (PASSAGES / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip())


@cache
def chapters() -> tuple[RenderedChapter, ...]:
    """The three chapters as they are told whole."""
    whole = (PASSAGES / "chapters.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return tuple(
        RenderedChapter(number, "", IDA, tuple(parsed(line) for line in text.splitlines()))
        for number, text in enumerate(whole, 1)
    )


def within(added: Paragraph) -> tuple[int, RenderedChapter]:
    """The chapter, by place from 0, with a paragraph more: after the last that tells the same
    events.
    """
    for place, chapter in enumerate(chapters()):
        after = [at for at, p in enumerate(chapter.paragraphs) if p.events == added.events]
        if after:
            at = after[-1] + 1
            return place, RenderedChapter(
                chapter.number, "", IDA, (*chapter.paragraphs[:at], added, *chapter.paragraphs[at:])
            )
    raise AssertionError(f"no chapter tells {added.events}")
