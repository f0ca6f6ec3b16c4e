"""What a fragment's conditions are held against."""

from __future__ import annotations

from novel_engine.story.fabula.events import Felt, Moved, Related, StageSet
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.people import Voice
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.features import (
    act_features,
    company_of,
    distinct,
    parts_of,
    scene_features,
    stance_word,
    variant_features,
)
from novel_engine.story.telling.syuzhet import FeaturePairs
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, STUDY


def features(pairs: FeaturePairs) -> dict[str, tuple[str, ...]]:
    return dict(pairs)


def test_how_one_stands_to_another_is_one_word() -> None:
    found = worlds.world(
        Related(ADA, BO, "trust", 0, 2),
        Related(ADA, CY, "affection", 0, 3),
        Felt(ADA, "anger", CY, 0, 3),
    )
    mind = found.minds[ADA]

    assert stance_word(mind, BO) == "warm"
    assert stance_word(mind, CY) == "cold"
    assert stance_word(found.minds[BO], ADA) == "even"


def test_the_ground_is_the_place_the_hour_and_who_is_there() -> None:
    found = worlds.world(StageSet("weather", "fog"))
    ground = features(scene_features(found, HALL, ADA))

    assert ground["place"] == (HALL,)
    assert ground["hour"] == ("morning",)
    assert ground["day"] == ("1",)
    assert ground["weather"] == ("fog",)
    assert ground["purpose"] == ("question",)
    assert ground["company"] == ("more",)


def test_company_is_counted_without_the_focalizer() -> None:
    found = worlds.world(Moved(CY, HALL, STUDY))

    assert features(scene_features(found, HALL, ADA))["company"] == ("two",)
    assert features(scene_features(found, STUDY, CY))["company"] == ("alone",)
    assert features(scene_features(found, GARDEN, CY))["company"] == ("alone",)


def test_before_the_first_scene_there_is_no_purpose_and_a_place_nobody_knows_affords_nothing() -> (
    None
):
    made = worlds.setting()
    found = worlds.after(begin(made), worlds.opened(made))

    assert features(scene_features(found, "attic", ADA))["purpose"] == ("",)
    assert features(scene_features(found, "attic", ADA))["affords"] == ()


def test_the_kernels_options_are_told_by_their_axis_and_the_second_kernels_by_its_part_too() -> (
    None
):
    made = worlds.setting(kernels=("harm.means=fuel", "leave.means=post"), plain=("harm",))

    assert variant_features(made) == (("means", ("fuel",)), ("leave.means", ("post",)))


def test_a_person_has_every_part_they_play() -> None:
    made = worlds.setting(
        roles=Roles((("harm.finder", ADA), ("leave.left", ADA), ("harm.culprit", BO)))
    )

    assert parts_of(made, ADA) == ("harm.finder", "leave.left")
    assert parts_of(made, CY) == ()


def test_finder_and_victim_may_be_one() -> None:
    asked = ("harm.finder", "harm.victim")
    assert (
        distinct(
            worlds.setting(distinct=asked, roles=Roles((("harm.finder", ADA), ("harm.victim", BO))))
        )
        == "true"
    )
    assert (
        distinct(
            worlds.setting(
                distinct=asked, roles=Roles((("harm.finder", ADA), ("harm.victim", ADA)))
            )
        )
        == "false"
    )
    assert distinct(worlds.setting(distinct=asked, roles=Roles((("harm.finder", ADA),)))) == "true"


def test_an_act_is_told_by_who_does_it_to_whom_about_what_and_how() -> None:
    made = worlds.setting(
        roles=Roles((("harm.culprit", BO),)),
        people={
            ADA: worlds.person(ADA, voice=Voice(formality=2, length="long")),
            BO: worlds.person(BO, voice=Voice(formality=-1)),
            CY: worlds.person(CY),
        },
    )
    found = worlds.world(made=made)
    event = worlds.acted(verb="ask", manner=2, tactic="joke")
    seen = features(
        act_features(found, event, BO, Roles.of(A=ADA, B=BO, F="harm", G="cover", I="lamp"))
    )

    assert (seen["actor"], seen["target"], seen["a"], seen["b"]) == (
        ("other",),
        ("focal",),
        (),
        ("harm.culprit",),
    )
    assert (seen["fact"], seen["given"], seen["item"], seen["kind"]) == (
        ("harm",),
        ("cover",),
        ("lamp",),
        ("harm",),
    )
    assert (seen["voice"], seen["length"], seen["stance"]) == (("formal",), ("long",), ("even",))
    assert (seen["rung"], seen["tactic"]) == (("2",), ("joke",))


def test_an_act_on_nobody_about_nothing_leaves_those_features_empty() -> None:
    found = worlds.world()
    event = worlds.acted(verb="wait")
    seen = features(act_features(found, event, ADA, Roles.of(A=ADA)))

    assert (seen["actor"], seen["target"], seen["b"], seen["fact"], seen["kind"]) == (
        ("focal",),
        (),
        (),
        (),
        (),
    )
    assert (seen["rung"], seen["tactic"], seen["voice"]) == ((), (), ("plain",))
    assert "stance" not in seen


def test_voices_are_formal_plain_or_rough() -> None:
    rough = worlds.person(ADA, voice=Voice(formality=-2))
    made = worlds.setting(people={ADA: rough, BO: worlds.person(BO), CY: worlds.person(CY)})
    ending = worlds.scene_opened()

    assert features(act_features(worlds.world(made=made), ending, BO, Roles.of(A=ADA)))[
        "voice"
    ] == ("rough",)


def test_what_nobody_does_has_no_manner() -> None:
    seen = features(act_features(worlds.world(), worlds.scene_opened(), ADA, NO_ROLES))

    assert seen["actor"] == ()
    assert "voice" not in seen


def test_nobody_is_company_who_waits_elsewhere() -> None:
    found = worlds.world(Moved(CY, HALL, OFFSTAGE))

    assert company_of(found, HALL) == (ADA, BO)
    assert company_of(found, OFFSTAGE) == ()
