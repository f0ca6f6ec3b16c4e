"""From the event log to a plan of chapters and beats."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.story.fabula.events import Complicated, Event, SceneClosed, StoryEnded
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.idiom import Idiom
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.measure import FEWEST_CHAPTERS, MOST_CHAPTERS
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Beat, Telling, Wish
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, acted, learned

LONG = 10_000


def record(
    made: Setting, *scenes: tuple[int, int], casts: Sequence[tuple[str, ...]] = ()
) -> list[Event]:
    """A scene for each (day, whether anything changed), with one telling by Ada in it; and the
    end.
    """
    found: list[Event] = [worlds.opened(made)]
    for number, (day, changed) in enumerate(scenes, 1):
        cast = casts[number - 1] if casts else (ADA, BO, CY)
        turn = number * 10
        found.append(worlds.scene_opened(turn, number, day=day, cast=cast))
        found.append(acted(turn + 1, scene=number, causes=(turn * 100,), tension=number % 7))
        found.append(SceneClosed(turn + 2, 0, (turn * 100,), number, 1, changed, ()))
    found.append(StoryEnded(len(scenes) * 10 + 3, 0, (len(scenes) * 1000,), "untold", NO_ROLES, ()))
    return found


def planned(
    *scenes: tuple[int, int], motifs: Sequence[str] = ("clock",), words: int = LONG
) -> Telling:
    made = worlds.setting()
    return plan(worlds.fabula(made, record(made, *scenes)), Idiom(tuple(motifs)), Wish(words, ADA))


def beats(telling: Telling) -> list[Beat]:
    return [beat for chapter in telling.chapters for beat in chapter.beats]


def tells(telling: Telling) -> list[str]:
    return [beat.tells for beat in beats(telling)]


def test_a_telling_names_its_story_and_its_end() -> None:
    telling = planned((1, 1), (1, 1))

    assert (telling.title, telling.focalizer, telling.ending, telling.motif) == (
        "The Vase",
        ADA,
        "untold",
        "clock",
    )
    assert telling.words == LONG


def test_a_scene_is_ground_acts_and_a_cut_and_the_story_ends_on_its_ending() -> None:
    telling = planned((1, 1), motifs=())

    assert tells(telling) == ["opening", "tell", "cut", "ending"]


def test_a_scene_in_which_nothing_changed_is_not_told() -> None:
    telling = planned((1, 1), (1, 0), (1, 1), motifs=())

    assert [scene for chapter in telling.chapters for scene in chapter.scenes] == [1, 3]
    assert (2100, "nothing changed") in telling.dropped


def test_a_scene_the_focalizer_was_not_in_is_not_told() -> None:
    made = worlds.setting()
    events = record(made, (1, 1), (1, 1), casts=((ADA, BO), (BO, CY)))
    telling = plan(worlds.fabula(made, events), Idiom(), Wish(LONG, ADA))

    assert [scene for chapter in telling.chapters for scene in chapter.scenes] == [1]


def test_whom_nobody_chose_the_record_chooses() -> None:
    made = worlds.setting()
    events = record(made, *[(1, 1)] * 6)
    events.insert(2, acted(10, seq=1, effects=(learned(CY, "deed"),)))

    assert plan(worlds.fabula(made, events), Idiom(), Wish(LONG)).focalizer == CY
    assert plan(worlds.fabula(made, events), Idiom(), Wish(LONG, BO)).focalizer == BO


def test_the_motif_comes_plain_then_charged_and_changed_in_the_last_paragraph() -> None:
    telling = planned(*[(1, 1)] * 5)
    images = [dict(beat.features) for beat in beats(telling) if beat.tells == "image"]

    assert [image["is"] for image in images] == [("plain",), ("charged",), ("changed",)]
    assert {image["motif"] for image in images} == {("clock",)}
    assert tells(telling)[-2:] == ["ending", "image"]


def test_the_motif_is_the_seeds() -> None:
    made = [worlds.setting(seed=str(seed)) for seed in range(20)]
    motifs = [
        plan(
            worlds.fabula(one, record(one, (1, 1))),
            Idiom(("clock", "jug", "gate")),
            Wish(LONG, ADA),
        ).motif
        for one in made
    ]

    assert set(motifs) == {"clock", "jug", "gate"}


def test_a_genre_without_motifs_has_no_images() -> None:
    assert "image" not in tells(planned((1, 1), (1, 1), motifs=()))


def test_a_day_that_has_gone_is_summed_up() -> None:
    assert tells(planned((1, 1), (1, 1), (3, 1), motifs=())).count("summary") == 1


def test_a_story_none_of_whose_scenes_can_be_told_is_its_ending_and_an_image() -> None:
    telling = planned((1, 0))

    assert [chapter.number for chapter in telling.chapters] == [1]
    assert tells(telling) == ["ending", "image"]


def test_a_story_that_has_not_ended_has_no_ending() -> None:
    made = worlds.setting()

    assert (
        tells(
            plan(worlds.fabula(made, record(made, (1, 1))[:-1]), Idiom(("clock",)), Wish(LONG, ADA))
        )[-1]
        == "image"
    )
    assert (
        tells(
            plan(worlds.fabula(made, record(made, (1, 0))[:-1]), Idiom(("clock",)), Wish(LONG, ADA))
        )
        == []
    )


def test_chapters_take_their_features_from_the_scene_of_greatest_tension() -> None:
    made = worlds.setting(frames=(worlds.frame(), worlds.frame("row", purpose="quarrel")))
    events = record(made, (1, 1), (1, 1))
    events[4] = worlds.scene_opened(20, 2, frame="row")
    telling = plan(worlds.fabula(made, events), Idiom(), Wish(LONG, ADA))

    assert dict(telling.chapters[-1].features)["purpose"] == ("quarrel",)


def test_a_complication_is_as_tense_as_a_plain_quarrel() -> None:
    made = worlds.setting(frames=(worlds.frame(), worlds.frame("row", purpose="quarrel")))
    events = record(made, *[(1, 1)] * 9)
    shock = Complicated(10, 1, (), 1, HALL, "vase.letter", Roles.of(A=ADA, F="shard"), (ADA,), ())
    telling = plan(worlds.fabula(made, [*events[:2], shock, *events[2:]]), Idiom(), Wish(LONG, ADA))

    assert "complication" in tells(telling)


def test_what_is_asked_for_in_words_is_kept_to() -> None:
    long = planned(*[(1, 1)] * 8)
    short = planned(*[(1, 1)] * 8, words=300)

    assert len(beats(short)) < len(beats(long))
    assert "ending" in tells(short)


def test_why_each_act_is_not_told_is_kept() -> None:
    made = worlds.setting()
    events = record(made, (1, 1))
    events.insert(3, acted(11, seq=1, witnesses=(BO, CY)))
    events.insert(4, acted(11, seq=2, verb="wait"))
    telling = plan(worlds.fabula(made, events), Idiom(), Wish(LONG, ADA))

    assert telling.dropped == ((1101, "not perceived"), (1102, "passed over"))


def test_a_beat_knows_what_the_focalizer_does_not_yet_know() -> None:
    facts = {
        **worlds.facts(),
        "deed": Fact("deed", "vase", "deed", "{bo} broke it", subject=BO, tokens=("broke",)),
    }
    made = worlds.setting(facts=facts)
    events = record(made, (1, 1), (1, 1))
    events.insert(5, acted(20, seq=1, scene=2, causes=(2000,), effects=(learned(ADA, "deed"),)))
    telling = plan(worlds.fabula(made, events), Idiom(), Wish(LONG, ADA))
    unknown = {beat.events[-1]: beat.unknown for beat in beats(telling) if beat.tells == "tell"}

    assert unknown == {1100: ("deed",), 2001: (), 2100: ()}


days = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=24)


@pytest.mark.slow
@given(days)
def test_every_told_scene_stands_in_one_chapter_in_order(steps: list[tuple[int, int]]) -> None:
    day = 1
    scenes = []
    for step, changed in steps:
        day += step
        scenes.append((day, changed))
    telling = planned(*scenes)
    told = [scene for chapter in telling.chapters for scene in chapter.scenes]

    assert told == [number for number, (_, changed) in enumerate(scenes, 1) if changed]
    assert [chapter.number for chapter in telling.chapters] == list(
        range(1, len(telling.chapters) + 1)
    )
    assert all(chapter.scenes for chapter in telling.chapters) or not told
    assert len(telling.chapters) <= MOST_CHAPTERS
    assert len(telling.chapters) >= min(FEWEST_CHAPTERS, len(told))


def test_a_look_at_a_thing_of_which_nothing_comes_is_not_told() -> None:
    made = worlds.setting()
    item = next(item for item in made.items.values() if item.evidence)
    look = acted(11, seq=1, causes=(1000,), verb="inspect", roles=Roles.of(A=ADA, I=item.id))
    used = acted(11, seq=2, causes=(1101,), roles=Roles.of(A=ADA, B=BO, F=item.evidence[0]))
    idle = record(made, (1, 1))
    idle.insert(3, look)
    put_to_use = [*idle[:4], used, *idle[4:]]

    assert (1101, "passed over") in plan(
        worlds.fabula(made, idle), Idiom(), Wish(LONG, ADA)
    ).dropped
    assert "inspect" in tells(plan(worlds.fabula(made, put_to_use), Idiom(), Wish(LONG, ADA)))


def test_one_charge_is_told_once_in_a_scene() -> None:
    made = worlds.setting()
    events = record(made, (1, 1), (1, 1))
    roles = Roles.of(A=ADA, B=BO, F="deed")
    events.insert(3, acted(11, seq=1, causes=(1000,), verb="accuse", roles=roles))
    events.insert(4, acted(11, seq=2, causes=(1000,), verb="accuse", roles=roles))
    events.insert(8, acted(21, seq=1, causes=(2000,), scene=2, verb="accuse", roles=roles))

    assert tells(plan(worlds.fabula(made, events), Idiom(), Wish(LONG, ADA))).count("accuse") == 2
