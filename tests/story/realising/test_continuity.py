"""Nothing that is told contradicts the stage: postures, hands, fires, lamps, doors and the light of
the hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.undeclared_state import THOUGHTS, UNSTAGED
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.continuity import Stage
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling
from tests.support.stories import (
    Told,
    bundled_genre,
    bundled_terms,
    cast_of,
    simulated,
    stories_of_five,
)

SPEECH = re.compile(r'"[^"]*"')
DAYLIGHT = re.compile(
    r"\b(?:sunlight|daylight|noon|sunrise|sunset|in the sun|the sun (?:came|was|had|lay))\b", re.I
)
ROLES = {"A": "ida-kessel", "B": "bram-holt"}
KITCHEN = {"place": ("kitchen",), "affords": ("hearth", "table"), "hour": ("night",), "day": ("1",)}


def fragment(text: str = "It was so.", tells: str = "cut", **keys: object) -> Fragment:
    return fragment_of({"for": tells, "text": text, **keys}, "1", bundled_terms())


def stage(*, scene: int = 1, **features: tuple[str, ...]) -> Stage:
    return Stage().entered(scene, {**KITCHEN, **features})


SITS = fragment(sets={"A": "sitting"})
STANDS = fragment(needs={"A": "standing"})
HOLDS = fragment(sets={"A.hands": "cup"})


def test_nobody_gets_up_who_is_known_to_stand() -> None:
    standing = stage().after(STANDS, ROLES)

    assert standing.contradicts(fragment(needs={"A": ["sitting", "lying"]}), ROLES)
    assert not standing.contradicts(STANDS, ROLES)


def test_what_nobody_has_shown_contradicts_nothing() -> None:
    assert not stage().contradicts(STANDS, ROLES)
    assert not stage().contradicts(fragment(needs={"lamp": "lit", "B.hands": "free"}), ROLES)


def test_a_strict_need_wants_to_have_been_shown() -> None:
    strict = fragment(needs={"A": "sitting!"})

    assert stage().contradicts(strict, ROLES)
    assert not stage().after(SITS, ROLES).contradicts(strict, ROLES)


def test_a_need_of_somebody_who_is_not_there_is_no_need() -> None:
    assert not stage().after(SITS, ROLES).contradicts(STANDS, {})


@pytest.mark.parametrize(
    ("need", "refused"), [("free", True), ("full", False), ("cup", False), ("lamp", True)]
)
def test_hands_hold_one_thing(need: str, refused: bool) -> None:
    holding = stage().after(HOLDS, ROLES)

    assert holding.contradicts(fragment(needs={"A.hands": need}), ROLES) is refused


def test_free_hands_hold_nothing() -> None:
    free = stage().after(fragment(sets={"A.hands": "free"}), ROLES)

    assert free.contradicts(fragment(needs={"A.hands": "full"}), ROLES)


def test_two_roles_of_one_person_are_one_body() -> None:
    roles = {**ROLES, "culprit": ROLES["A"]}

    assert stage().after(SITS, roles).contradicts(fragment(needs={"culprit": "standing"}), roles)


def test_whoever_has_gone_somewhere_is_on_their_feet() -> None:
    gone = (
        stage()
        .after(SITS, ROLES)
        .after(fragment("{A} went to {P}.", "go"), ROLES, bundled_genre().verbs["go"])
    )

    assert not gone.contradicts(STANDS, ROLES)


def test_a_new_scene_forgets_people_and_doors_and_keeps_the_fire_for_the_hour() -> None:
    left = stage().after(fragment(sets={"A": "sitting", "door": "open", "fire": "out"}), ROLES)
    same_hour = left.entered(2, KITCHEN)
    next_day = left.entered(2, {**KITCHEN, "day": ("2",)})

    assert not same_hour.contradicts(STANDS, ROLES)
    assert not same_hour.contradicts(fragment(needs={"door": "shut"}), ROLES)
    assert same_hour.contradicts(fragment(needs={"fire": "lit"}), ROLES)
    assert not next_day.contradicts(fragment(needs={"fire": "lit"}), ROLES)


def test_another_room_has_its_own_lamp() -> None:
    dark = stage().after(fragment(sets={"lamp": "out"}), ROLES)
    office = {**KITCHEN, "place": ("office",)}

    assert dark.contradicts(fragment(needs={"lamp": "lit"}), ROLES)
    assert not dark.entered(1, office).contradicts(fragment(needs={"lamp": "lit"}), ROLES)


def test_no_fire_burns_where_there_is_no_hearth() -> None:
    assert stage(affords=("snow", "sky")).contradicts(fragment(needs={"fire": "lit"}), ROLES)


@pytest.mark.parametrize(
    ("hour", "light", "refused"),
    [
        ("day", "dark", True),
        ("night", "day", True),
        ("evening", "dark", False),
        ("morning", "day", False),
    ],
)
def test_the_hour_makes_the_light(hour: str, light: str, refused: bool) -> None:
    assert stage(hour=(hour,)).contradicts(fragment(needs={"light": light}), ROLES) is refused


def test_a_story_does_not_sit_down_twice() -> None:
    setting, _ = simulated("1", cast_of(2), "concealed_harm", scenes=2)
    sits = [
        fragment_of(
            {"for": "cut", "text": f"{{A}} sat down, {n}.", **SITTING}, f"sits.{n}", bundled_terms()
        )
        for n in (1, 2)
    ]
    beats = tuple(
        Beat("cut", (n,), scene, roles=Roles.of(A="ida-kessel"))
        for n, scene in ((1, 1), (2, 1), (3, 2))
    )
    chapter = Chapter(1, "ida-kessel", (1, 2), (), beats)

    told = Realiser(setting, sits).chapter(
        Telling("story", "", "ida-kessel", "", "", 100, (chapter,)), chapter
    )

    assert [paragraph.events for paragraph in told.paragraphs] == [(1,), (3,)]


SITTING = {"needs": {"A": "standing"}, "sets": {"A": "sitting"}}


@pytest.mark.slow
def test_no_bundled_story_contradicts_its_stage() -> None:
    found = [fault for story in stories_of_five() for fault in contradictions(story)]

    assert not found, "\n".join(found)


def test_there_is_no_daylight_at_night() -> None:
    found = [
        f"{story.name}, {paragraph.fragment}: {paragraph.text}"
        for story in stories_of_five()
        for beat, paragraphs in story.worded()
        if dict(beat.features).get("hour") in (("evening",), ("night",))
        and beat.tells not in UNSTAGED + THOUGHTS
        for paragraph in paragraphs
        if DAYLIGHT.search(SPEECH.sub("", paragraph.text))
    ]

    assert not found, "\n".join(found)


def contradictions(story: Told) -> Iterator[str]:
    """Every need of a chosen fragment that what was set before in its scene says otherwise: a walk
    of its own.
    """
    fragments = {fragment.id: fragment for fragment in bundled_genre().fragments}
    scene, known = 0, dict[str, str]()
    for beat, paragraphs in story.worded():
        if beat.scene != scene:
            scene, known = beat.scene, {}
        for part, told in zip(
            beat.parts or (beat,), paragraphs[0].fragment.split("+"), strict=False
        ):
            chosen, names = fragments[told], {**dict(part.roles), **ground(part)}
            for key, values in chosen.needs:
                if is_otherwise(known.get(spoken_of(key, names), ""), values):
                    yield f"{story.name}, scene {scene}: {chosen.id} needs {key}: {values}"
            known |= {spoken_of(key, names): value for key, value in chosen.sets}


def ground(beat: Beat) -> Mapping[str, str]:
    place = dict(beat.features).get("place", ("",))[0]
    return dict.fromkeys(("fire", "lamp", "door"), place)


def spoken_of(key: str, names: Mapping[str, str]) -> str:
    """What a key speaks of, whoever plays the role; a role that nobody plays is told apart by its
    own name.
    """
    role, _, part = key.partition(".")
    return f"{names.get(role, role)} {part or (role if role in ('fire', 'lamp', 'door') else '')}"


def is_otherwise(is_so: str, needed: tuple[str, ...]) -> bool:
    wanted = {value.rstrip("!") for value in needed}
    return bool(is_so) and is_so not in wanted and not ("full" in wanted and is_so != "free")
