"""For each thing that is lacking a plain beat, where whoever it is told through knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from novel_engine.story.certifying.findings import Lack
from novel_engine.story.givens.roles import Roles
from novel_engine.story.mending.remedies import with_remedies
from novel_engine.story.telling.syuzhet import Beat, Chapter, Telling
from tests.support import worlds
from tests.support.told_vase import vase_events, vase_fabula, vase_setting
from tests.support.worlds import ADA, BO, CY, learned

TOLD = (
    Beat("opening", (0, 100), 1),
    Beat("inspect", (200,), 1),
    Beat("scene", (400,), 2),
    Beat("accuse", (500,), 2, roles=Roles.of(A=ADA, B=CY, F="blame")),
    Beat("infer", (900,), 3, roles=Roles.of(A=ADA, F="deed")),
    Beat("complication", (1200,), 3, roles=Roles.of(A=ADA, B=BO, F="motive")),
    Beat("complication", (1500,), 4, roles=Roles.of(A=ADA, B=BO)),
    Beat("ending", (1800,), 4),
)
PLAN = Telling("story", "", ADA, "broken", "", 3000, (Chapter(1, ADA, (1,), (), TOLD),))


def put_in(*lacks: Lack, telling: Telling = PLAN) -> list[tuple[int, Beat]]:
    """The beats that are new, each with its place in the whole."""
    found = with_remedies(vase_fabula(), telling, lacks)
    beats = [beat for chapter in found.chapters for beat in chapter.beats]
    assert [beat for beat in beats if not beat.plainly] == list(TOLD)
    return [(at, beat) for at, beat in enumerate(beats) if beat.plainly]


def parts(beat: Beat) -> Sequence[str]:
    return dict(beat.features).get("part", ())


def test_a_clue_is_said_where_it_was_found_and_before_what_is_made_of_it() -> None:
    ((at, beat),) = put_in(Lack("fact", "shard", since=800, before=900))

    assert (at, beat.tells, beat.events) == (4, "stated", (800,))
    assert (parts(beat), dict(beat.roles)["F"]) == (("claim",), "shard")


def test_the_parts_of_a_reason_are_said_at_once_behind_the_words_that_hint_at_it() -> None:
    lacks = [Lack("fact", "motive", part, 200) for part in ("serves", "because")]

    ((at, beat),) = put_in(*lacks)
    assert (at, parts(beat)) == (6, ("because_serves",))


def test_nothing_is_said_before_whoever_it_is_told_through_holds_it() -> None:
    ((at, beat),) = put_in(Lack("fact", "deed", since=200))

    assert (at, beat.events) == (5, (900,))
    assert put_in(Lack("fact", "deed", since=200, before=500)) == []


def test_what_is_not_so_is_said_as_what_was_thought_and_only_for_what_was_done_about_it() -> None:
    ((at, beat),) = put_in(Lack("fact", "blame", since=300, before=500))

    assert (at, parts(beat)) == (3, ("belief",))
    assert put_in(Lack("fact", "blame", since=300)) == []


def test_what_a_deed_takes_is_said_as_what_is_at_stake() -> None:
    ((_, beat),) = put_in(Lack("fact", "deed", "takes", 200))

    assert (beat.tells, dict(beat.features)["target"]) == ("stakes", ("focal",))


def test_a_choice_is_put_before_the_words_that_leave_it_in_the_air() -> None:
    ((at, beat),) = put_in(Lack("choice", since=1500, before=1600))

    assert (at, beat.tells) == (6, "complication")
    assert dict(beat.features)["sides"] == ("old friendship", "self-respect")


def test_somebody_is_introduced_before_they_are_spoken_of() -> None:
    ((at, beat),) = put_in(Lack("person", CY, before=500))

    assert (at, parts(beat), dict(beat.roles)["B"]) == (3, ("who",), CY)
    assert put_in(Lack("person", CY, before=0)) == []


def test_the_end_is_said_before_its_last_words() -> None:
    ((at, beat),) = put_in(Lack("end"))

    assert (at, beat.tells, beat.events) == (7, "ending", (1800,))


def test_words_that_speak_of_nothing_that_was_shown_are_barred() -> None:
    found = with_remedies(vase_fabula(), PLAN, [Lack("words", "thought.3")] * 2)

    assert (found.barred, found.chapters) == (("thought.3",), PLAN.chapters)


def test_a_reason_for_what_is_never_known_is_said_as_something_that_stands_alone() -> None:
    told = replace(PLAN, focalizer=CY)
    knows = worlds.opened(vase_setting(), learned(CY, "motive"), learned(CY, "harm"))
    fabula = worlds.fabula(vase_setting(), (knows, *vase_events(vase_setting())[1:]))

    found = with_remedies(fabula, told, [Lack("fact", "motive", "because", 0)])
    (beat,) = [one for chapter in found.chapters for one in chapter.beats if one.plainly]
    assert parts(beat) == ("unplaced",)
