"""Menus as joins: every verb of the bundled genre compiles, and candidates stay few, legal and
explained.
"""

from __future__ import annotations

from typing import Any

import pytest

from novel_engine.errors import GenreError
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.menus import (
    MOST_BINDINGS,
    candidates,
    compile_join,
    compile_joins,
)
from novel_engine.story.deciding.questions import WITH_EVIDENCE
from novel_engine.story.deciding.sources import EXACT, SOURCES
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.events import Effect, Felt, ItemMoved, Moved, Obliged
from novel_engine.story.fabula.world import World, begin
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action, Verb
from tests.support import worlds
from tests.support.worlds import ADA, ANSWERS, BO, CY, HALL, STUDY, house, learned, person, verb


def view(world: World, who: str = ADA) -> PersonaView:
    return view_of(world.setting, world.minds[who], 3)


def could(world: World, *verbs: Verb, who: str = ADA) -> list[str]:
    """What somebody could do with these verbs, or with all of the house's."""
    joins = compile_joins({one.name: one for one in verbs} or world.setting.verbs)
    return [action.key for action in candidates(joins, view(world, who))]


def names(found: list[str]) -> set[str]:
    return {key.split()[0] for key in found}


# ── compiling ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(worlds.bundled_genre().verbs))
def test_every_bundled_verb_compiles(name: str) -> None:
    one = worlds.bundled_genre().verbs[name]
    join = compile_join(one)
    assert [step.role for step in join.steps] == list(one.role_names[1:])


@pytest.mark.parametrize(
    "bad",
    [
        verb("dream", "A:actor F:fact", believes="late()"),
        verb("dream", "A:actor F:fact"),
        verb("dream", "A:actor B:present", believes="!present(B)"),
        verb("dream", "A:actor B:present", believes="present(B) | late()"),
        verb("dream", "A:actor B:present", believes="did(ask, A, B)"),
        verb("dream", "A:actor F:fact B:present", believes="holds(B, F) & present(B)"),
    ],
)
def test_a_role_with_no_generator_is_refused_with_a_cure(bad: Verb) -> None:
    role = bad.role_names[1]
    cure = (
        rf"verb 'dream': nothing generates the role {role}; begin with an atom such as "
        rf"present\({role}\)"
    )
    with pytest.raises(GenreError, match=cure):
        compile_join(bad)


def test_an_unknown_predicate_is_refused_when_the_verb_is_read() -> None:
    with pytest.raises(GenreError, match="no predicate 'dreams'"):
        compile_join(verb("dream", "A:actor B:present", believes="present(B) & dreams(B)"))


def test_verbs_are_compiled_in_order_of_name() -> None:
    assert list(compile_joins(worlds.bundled_genre().verbs)) == sorted(worlds.bundled_genre().verbs)


# ── generating ────────────────────────────────────────────────────────────────────────────────────


def test_people_here_fill_a_role_and_nobody_twice() -> None:
    world = house(learned(ADA, "harm"))
    assert could(world, verb("hug", "A:actor B:present", believes="present(B)")) == [
        "hug ada bo",
        "hug ada cy",
    ]
    both = verb("wed", "A:actor B:present C:present", believes="present(B) & present(C)")
    assert could(world, both) == ["wed ada bo cy", "wed ada cy bo"]


@pytest.mark.parametrize(
    ("believes", "found"),
    [
        ("believes(A, F)", ["do ada harm"]),
        ("confidence(A, F) >= 30", ["do ada harm", "do ada deed"]),
        ("suspects(A, F)", ["do ada deed"]),
        ("disbelieves(A, F)", ["do ada blame"]),
        ("puzzling(F)", ["do ada harm"]),
        ("secret_of(F, A)", []),
        ("grounds(F)", ["do ada cover"]),
        ("accused(A, F)", []),
    ],
)
def test_facts_in_mind_fill_a_role(believes: str, found: list[str]) -> None:
    world = house(
        learned(ADA, "harm"),
        learned(ADA, "deed", 40),
        learned(ADA, "blame", -90),
        learned(ADA, "trace", 51),
    )
    hidden = [
        key
        for key in could(world, verb("do", "A:actor F:fact", believes=believes))
        if "trace" not in key
    ]
    assert hidden == found


def test_ones_own_secrets_fill_a_role() -> None:
    known = house(learned(BO, "deed"), learned(BO, "shard"), learned(CY, "sailing"))
    brood = known.setting.verbs["brood"]
    assert could(known, brood, who=BO) == ["brood bo deed", "brood bo shard"]
    assert could(known, brood, who=CY) == ["brood cy sailing"]
    assert could(known, brood, who=ADA) == []


def test_things_here_things_in_hand_and_ways_out_fill_a_role() -> None:
    world = house(
        ItemMoved("lamp", "", HALL, 0),
        ItemMoved("latch", "", HALL, 0),
        ItemMoved("shoe", ADA, "", 0),
    )
    made = world.setting.verbs
    assert could(world, made["take"]) == ["take ada lamp"]
    assert could(world, made["hide"]) == ["hide ada shoe"]
    assert could(world, made["go"]) == ["go ada study", "go ada garden"]


def test_a_later_role_may_rest_on_an_earlier_one() -> None:
    told = verb(
        "share",
        "A:actor B:present F:fact",
        believes="present(B) & believes(A, F) & !thinks_knows(A, B, F)",
    )
    world = house(learned(ADA, "harm"), learned(ADA, "motive"))
    worlds.after(world, worlds.acted(3))
    assert could(world, told) == ["share ada bo motive", "share ada cy motive"]


@pytest.mark.parametrize("seed", range(1, 6))
def test_every_candidate_is_legal_in_the_actors_own_mind(seed: int) -> None:
    """The join, with its shortcuts, finds nothing that the whole condition would not allow."""
    joins = compile_joins(worlds.bundled_genre().verbs)
    for world, event in worlds.unfolded(worlds.story(seed)):
        for mind in [world.minds[name] for name in getattr(event, "witnesses", ())[:2]]:
            looking = view_of(world.setting, mind, event.turn)
            lens = MindLens(world.setting, mind)
            found = candidates(joins, looking)
            assert len(found) <= MOST_BINDINGS
            for action in found:
                one = world.setting.verbs[action.verb]
                values = [value for _, value in action.roles]
                assert compiled(one.believes, one.role_names)(lens, values), (action, one.believes)
                assert len(set(values)) == len(values)


def test_what_a_source_promises_exactly_holds_of_all_it_gives() -> None:
    assert set(EXACT) - {"obliged"} <= set(SOURCES)


def test_there_are_never_more_than_two_hundred_and_fifty() -> None:
    crowd = {name: person(name) for name in [ADA, *(f"p{number}" for number in range(40))]}
    world = house(people=crowd)
    trio = verb("trio", "A:actor B:present C:present", believes="present(B) & present(C)")
    assert len(could(world, trio, verb("wait", "A:actor"))) == MOST_BINDINGS
    assert len(could(world, verb("await", "A:actor"), trio)) == MOST_BINDINGS


# ── what is owed ──────────────────────────────────────────────────────────────────────────────────


def owing(
    *effects: Effect, verb_: str = "ask", answers: tuple[str, ...] = ANSWERS, **changes: Any
) -> World:
    """The house, where Ada owes Bo an answer about the vase."""
    return house(Obliged(ADA, BO, "harm", verb_, answers), *effects, **changes)


def test_whoever_owes_an_answer_can_only_answer() -> None:
    world = owing(learned(ADA, "cover", -90), learned(ADA, "trace"), Felt(ADA, "anger", BO, 0, 3))
    assert could(world) == [
        "answer_true ada bo harm trace",
        "keep_silent ada bo harm",
        "lie ada bo harm cover",
        "walk_out ada bo harm",
    ]


def test_whoever_owes_nothing_cannot_answer() -> None:
    assert names(could(house(learned(ADA, "harm")))) & set(ANSWERS) == set()


def test_an_answer_that_is_no_verb_here_is_passed_over() -> None:
    assert names(could(owing(answers=("faint", "keep_silent")))) == {"keep_silent"}


def test_an_accusation_can_be_owned_to() -> None:
    confess = verb("own_up", "A:actor F:fact", believes="accused(A, F)", answers=True)
    verbs = worlds.verbs() | {"own_up": confess}
    assert could(owing(verb_="accuse", answers=("own_up",), verbs=verbs)) == ["own_up ada harm"]
    assert could(house(verbs=verbs), confess) == []


def test_a_question_nobody_could_answer_is_the_authors_to_mend() -> None:
    with pytest.raises(GenreError, match=r"answer 'ask'.*lie.*"):
        could(owing(answers=("lie",)))


# ── ladders ───────────────────────────────────────────────────────────────────────────────────────


def manner(world: World, who: str = BO) -> list[int]:
    """The rung each of Ada's possible questions to somebody would use."""
    found = candidates(compile_joins({"ask": world.setting.verbs["ask"]}), view(world))
    return [action.manner for action in found if action.roles.get("B") == who]


def test_a_question_climbs_from_rung_to_rung() -> None:
    world = house(learned(ADA, "harm"))
    assert manner(world) == [1]
    worlds.after(
        world,
        worlds.acted(3, verb="ask", manner=1),
        worlds.acted(4, effects=(learned(ADA, "motive"),)),
    )
    assert manner(world) == [2]
    assert manner(world, CY) == [1]


def test_whoever_has_evidence_asks_with_it() -> None:
    world = house(learned(ADA, "harm"))
    worlds.after(
        world,
        worlds.acted(3, verb="ask", manner=1),
        worlds.acted(4, effects=(learned(ADA, "trace"),)),
    )
    assert manner(world)[0] == WITH_EVIDENCE


def test_what_is_no_question_has_no_rung() -> None:
    found = candidates(compile_joins(worlds.verbs()), view(house(learned(ADA, "harm"))))
    assert {action.manner for action in found if action.verb != "ask"} == {0}


def test_a_menu_does_not_depend_on_who_else_is_in_the_story() -> None:
    """Somebody who is elsewhere, and has no part in anything."""
    more = {name: person(name) for name in (*worlds.PEOPLE, "dan")}
    worlds_apart = []
    for people in ({name: more[name] for name in worlds.PEOPLE}, more):
        made = worlds.setting(people=people)
        opening = worlds.opened(
            made, learned(ADA, "harm"), *([Moved("dan", HALL, STUDY)] if "dan" in people else [])
        )
        world = worlds.after(begin(made), opening, worlds.scene_opened())
        worlds_apart.append(could(world))
    assert worlds_apart[0] == worlds_apart[1]


def test_an_actions_key_names_its_verb_and_who_and_what_fill_it() -> None:
    ask = Action("ask", ADA, Roles.of(A=ADA, B=BO))
    assert (ask.key, ask.roles.get("B"), ask.roles.get("F")) == ("ask ada bo", BO, "")
