"""How one scene is broken down for telling, and which of its acts are told at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Event,
    Moved,
    Obliged,
    Refused,
    Released,
    SceneClosed,
    SceneOpened,
    StoryEnded,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.beats import SceneTeller
from novel_engine.story.telling.measure import MOST_TELLS
from novel_engine.story.telling.syuzhet import Beat
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, STUDY, acted, learned, scene_opened

CLOSED = SceneClosed(50, 0, (100,), 1, 1, 1, ())


def teller_and_world(
    made: Setting | None = None, focalizer: str = ADA
) -> tuple[SceneTeller, World]:
    """Ada's teller, with the first scene opened and told."""
    made = made or worlds.setting(roles=Roles((("vase.culprit", BO), ("vase.spot", HALL))))
    world = begin(made)
    advance(world, worlds.opened(made))
    opening = scene_opened()
    advance(world, opening)
    teller = SceneTeller(worlds.fabula(made, ()).through(focalizer))
    teller.opening(world, opening, first=True, day_before=0)
    return teller, world


def told(
    teller: SceneTeller, world: World, *events: Acted | Refused | Complicated
) -> list[list[Beat]]:
    return [teller.act(worlds.after(world, event), event) for event in events]


def names(beats: Sequence[Beat]) -> list[str]:
    return [beat.tells for beat in beats]


def tells_of(*events: Acted | Refused | Complicated, focalizer: str = ADA) -> list[list[str]]:
    teller, world = teller_and_world(focalizer=focalizer)
    return [names(beats) for beats in told(teller, world, *events)]


# The ground.


def opened(event: SceneOpened, *, first: bool, day_before: int) -> list[Beat]:
    teller, world = teller_and_world()
    advance(world, event)
    return teller.opening(world, event, first=first, day_before=day_before)


def test_the_first_scene_opens_the_story() -> None:
    (beat,) = opened(scene_opened(), first=True, day_before=0)

    assert (beat.tells, beat.events, beat.needed) == ("opening", (0, 100), True)
    assert dict(beat.roles) == {"A": ADA, "B": BO, "culprit": BO}


def test_a_later_scene_only_opens_itself_and_says_that_a_day_has_gone() -> None:
    same_day = opened(scene_opened(10, 2, day=1), first=False, day_before=1)
    next_day = opened(scene_opened(10, 2, day=2), first=False, day_before=1)

    assert names(same_day) == ["scene"]
    assert names(next_day) == ["summary", "scene"]
    assert next_day[1].events == (1000,)


def test_the_other_on_the_ground_is_whoever_the_scene_is_about() -> None:
    about = scene_opened(10, 2, roles=Roles.of(want=CY, against=ADA))
    alone = scene_opened(10, 2, roles=Roles.of(want=ADA), cast=(ADA,))

    assert dict(opened(about, first=False, day_before=1)[0].roles)["B"] == CY
    assert "B" not in dict(opened(alone, first=False, day_before=1)[0].roles)


# Acts.


def test_an_act_is_told_with_what_the_focalizer_learns_by_it() -> None:
    news = acted(
        actor=BO,
        roles=Roles.of(A=BO, B=ADA, F="trace"),
        effects=(learned(ADA, "trace", 80, "told", BO),),
    )
    teller, world = teller_and_world()
    ((act, inner),) = told(teller, world, news)

    assert (act.tells, act.events, act.needed, act.present) == ("tell", (200,), True, (ADA, BO, CY))
    assert inner.tells == "inner"
    assert dict(inner.roles) == {"A": ADA, "F": "trace", "culprit": BO}


def test_the_gravest_of_what_is_learnt_is_dwelt_on_and_whom_it_is_about() -> None:
    news = acted(
        effects=(
            learned(ADA, "trace"),
            learned(ADA, "deed"),
            learned(CY, "motive"),
            learned(ADA, "blame", -60),
        )
    )
    teller, world = teller_and_world()
    ((_, inner),) = told(teller, world, news)

    assert (inner.roles.get("F"), inner.roles.get("B")) == ("deed", BO)


def test_what_one_works_out_says_itself() -> None:
    guess = acted(
        verb="infer",
        roles=Roles.of(A=ADA, F="deed"),
        effects=(learned(ADA, "deed", 60, "inferred"),),
    )
    owned = acted(3, verb="confess", actor=BO, effects=(learned(ADA, "deed"),))

    assert tells_of(guess, owned) == [["infer"], ["confess"]]


def test_a_conclusion_with_little_ground_is_kept_to_oneself() -> None:
    guess = acted(
        verb="infer",
        roles=Roles.of(A=ADA, F="deed"),
        effects=(learned(ADA, "deed", 42, "inferred"),),
    )

    assert tells_of(guess) == [[]]


def test_an_act_the_focalizer_did_not_perceive_is_not_told() -> None:
    assert tells_of(acted(witnesses=(BO, CY))) == [[]]


def test_waiting_is_not_told() -> None:
    assert tells_of(acted(verb="wait")) == [[]]


def test_an_act_none_of_whose_causes_was_told_is_not_told_and_nor_is_what_follows_from_it() -> None:
    assert tells_of(
        acted(2, causes=(55,)), acted(3, causes=(200,)), acted(4, causes=(200, 100))
    ) == [[], [], ["tell"]]


def test_small_things_are_told_a_few_times_only() -> None:
    tending = [acted(2 + n, verb="tend", causes=(100,)) for n in range(4)]

    assert worlds.verbs()["tend"].seldom == 2
    assert tells_of(*tending) == [["tend"], ["tend"], [], []]


def refused(turn: int) -> Refused:
    return Refused(
        turn,
        0,
        (100,),
        1,
        HALL,
        ADA,
        "search",
        Roles.of(A=ADA, F="harm"),
        "nothing",
        (ADA, BO),
        (),
    )


def test_a_refused_attempt_is_told_twice_at_most() -> None:
    assert tells_of(*(refused(2 + n) for n in range(3))) == [["refused"], ["refused"], []]


def test_nobody_who_has_just_found_something_is_told_of_as_finding_nothing() -> None:
    found = acted(
        2, verb="search", roles=Roles.of(A=ADA, F="harm"), effects=(learned(ADA, "shard"),)
    )

    assert tells_of(found, refused(3)) == [["search", "inner"], []]


def complicated(*effects: learned) -> Complicated:  # type: ignore[valid-type]
    return Complicated(
        2, 0, (), 1, HALL, "vase.letter", Roles.of(A=ADA, F="shard"), (ADA, BO), effects
    )


def test_a_complication_needs_no_cause() -> None:
    teller, world = teller_and_world()
    ((act, inner),) = told(teller, world, complicated(learned(ADA, "shard")))

    assert (act.tells, inner.tells) == ("complication", "inner")
    assert dict(act.features)["is"] == ("vase.letter",)


# Questions and answers.


def question(turn: int, causes: tuple[int, ...] = (100,), of: str = BO) -> Acted:
    owed = Obliged(of, ADA, "harm", "ask", worlds.ANSWERS)
    return acted(
        turn,
        verb="ask",
        causes=causes,
        roles=Roles.of(A=ADA, B=of, F="harm"),
        effects=(owed,),
    )


def answer(turn: int, verb: str = "answer_true", by: str = BO) -> Acted:
    roles = Roles.of(A=by, B=ADA, F="harm", G="trace")
    return acted(
        turn,
        verb=verb,
        actor=by,
        causes=(0, (turn - 1) * 100),
        roles=roles,
        effects=(Released(by),),
    )


def test_an_answer_is_told_where_its_question_was() -> None:
    assert tells_of(question(2), answer(3)) == [["ask"], ["answer_true"]]


def test_an_answer_whose_question_is_not_told_is_not_told() -> None:
    assert tells_of(question(2, causes=(55,)), answer(3)) == [[], []]


def test_a_confession_needs_no_question() -> None:
    assert tells_of(question(2, causes=(55,)), answer(3, "confess")) == [[], ["confess"]]


def test_each_answers_their_own_question() -> None:
    assert tells_of(question(2, of=CY, causes=(55,)), question(3), answer(4), answer(5, by=CY)) == [
        [],
        ["ask"],
        ["answer_true"],
        [],
    ]


def after(*events: Acted) -> list[str]:
    teller, world = teller_and_world()
    beats = [
        beat
        for found in told(teller, world, *events)
        for beat in found
        if beat.tells not in ("inner", "body")
    ]
    return [dict(beat.features)["after"][0] for beat in beats]


def test_an_answer_comes_after_its_question_and_a_press_after_its_answer() -> None:
    press = question(4)
    press = replace(press, verb="press")

    assert after(question(2), answer(3, "deflect"), press, answer(5, "confess")) == [
        "nothing",
        "ask",
        "deflect",
        "press",
    ]


def test_what_is_owned_to_unasked_comes_after_nothing() -> None:
    assert after(replace(answer(2, "confess"), effects=())) == ["nothing"]


# Tells.


def lie(turn: int, scene: int = 1, by: str = BO, verb: str = "lie") -> Acted:
    roles = Roles.of(A=by, B=ADA, F="harm", G="cover")
    return acted(turn, scene=scene, verb=verb, actor=by, causes=(100,), roles=roles)


def test_the_liars_body_comes_before_the_lie() -> None:
    teller, world = teller_and_world()
    ((body, act),) = told(teller, world, lie(2))

    assert (body.tells, body.events) == ("body", (200,))
    assert dict(body.roles) == {"A": BO, "B": ADA}
    assert (act.tells, body.needed) == ("lie", False)


def test_a_liar_has_one_tell_a_scene() -> None:
    teller, world = teller_and_world()
    first = [names(beats) for beats in told(teller, world, lie(2), lie(3, verb="deny"))]
    advance(world, CLOSED)
    teller.closing(world, CLOSED)
    advance(world, scene_opened(60, 2))
    after = [names(beats) for beats in told(teller, world, lie(61, 2, verb="deflect"))]

    assert first == [["body", "lie"], ["deny"]]
    assert after == [["body", "deflect"]]


def test_tells_are_few_in_a_story() -> None:
    teller, world = teller_and_world()
    found = []
    for number in range(MOST_TELLS + 2):
        found += told(teller, world, lie(2 + number))
        teller.closing(world, CLOSED)

    assert sum("body" in names(beats) for beats in found) == MOST_TELLS


def test_who_hides_nothing_has_no_tell_and_nor_has_the_focalizer() -> None:
    of_ada = replace(worlds.facts()["motive"], id="own", secret_of=ADA, subject=ADA)
    made = worlds.setting(
        facts={
            **worlds.facts(),
            "own": of_ada,
            "sailing": replace(worlds.facts()["sailing"], secret_of=""),
        }
    )
    teller, world = teller_and_world(made)
    found = told(teller, world, lie(2, by=CY), lie(3, by=ADA))

    assert [names(beats) for beats in found] == [["lie"], ["lie"]]


# Asides.


def whisper(turn: int) -> Acted:
    return acted(
        turn,
        actor=BO,
        roles=Roles.of(A=BO, B=CY, F="harm"),
        witnesses=(BO, CY),
        bystanders=(ADA,),
    )


def test_two_who_speak_apart_are_seen_twice_at_most() -> None:
    assert tells_of(whisper(2), whisper(3), whisper(4)) == [["aside"], ["aside"], []]


def test_an_aside_does_not_tell_what_it_was_about() -> None:
    teller, world = teller_and_world()
    ((beat,),) = told(teller, world, whisper(2))

    assert dict(beat.roles) == {"A": BO, "B": CY}
    assert "fact" not in dict(beat.features)


def test_what_is_heard_from_another_room_is_not_an_aside() -> None:
    made = worlds.setting()
    teller, world = teller_and_world(made)
    away = acted(
        2, actor=CY, roles=Roles.of(A=CY), effects=(Moved(ADA, HALL, STUDY),), witnesses=(ADA, CY)
    )
    found = told(teller, world, away, whisper(3))

    assert names(found[1]) == []


# Ends.


def test_a_scene_is_cut_on_somebody_who_is_still_there() -> None:
    teller, world = teller_and_world()
    advance(world, acted(2, effects=(Moved(BO, HALL, STUDY),)))
    advance(world, CLOSED)
    (cut,) = teller.closing(world, CLOSED)

    assert (cut.tells, dict(cut.roles), cut.present) == ("cut", {"A": ADA, "B": CY}, (ADA, CY))


def test_a_scene_one_is_left_alone_in_is_cut_on_nobody() -> None:
    teller, world = teller_and_world()
    for turn, person in ((2, BO), (3, CY)):
        advance(world, acted(turn, effects=(Moved(person, HALL, OFFSTAGE),)))
    advance(world, CLOSED)
    (cut,) = teller.closing(world, CLOSED)

    assert dict(cut.roles) == {"A": ADA}


def test_a_scene_the_focalizer_has_left_has_no_cut() -> None:
    teller, world = teller_and_world()
    advance(world, acted(2, effects=(Moved(ADA, HALL, STUDY),)))
    advance(world, CLOSED)

    assert teller.closing(world, CLOSED) == []


def test_the_ending_of_somebody_who_never_learnt_the_answer_is_one_of_its_own() -> None:
    teller, world = teller_and_world()
    end: Event = StoryEnded(9, 0, (100,), "told", NO_ROLES, ())
    advance(world, end)
    assert isinstance(end, StoryEnded)
    (beat,) = teller.ending(world, end)

    assert (beat.tells, beat.events, beat.needed) == ("ending", (900,), True)
    assert dict(beat.features)["is"] == ("vase.never_learns",)
    assert dict(beat.roles) == {"A": ADA, "culprit": BO}
