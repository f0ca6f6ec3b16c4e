"""What belongs to one world alone, woven into the stories that have such a world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from novel_engine.app.assembly import assemble
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.texture import NO_TEXTURE, Motif, Saying, Texture
from novel_engine.story.telling.measure import TEXTURE_IN
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Beat, Paragraph, Telling, Wish
from tests.measures.played_nights import materials_of
from tests.support.bundled_stories import simulated

STORIES = ("the-first-pressing", "the-saturday-house")
CASES = [(story, seed) for story in STORIES for seed in range(1, 9)]
OF_A_WORLD = ("look", "air", "hands", "saying", "image")
PLAIN = Wish(style="plain")


@cache
def lived(story: str, seed: int) -> Fabula:
    setting = assemble(materials_of(story), str(seed)).setting
    return Fabula(setting, simulated(setting))


def told(fabula: Fabula, setting: Setting) -> tuple[Telling, Sequence[Paragraph]]:
    """The story through this setting, as it was lived."""
    materials = materials_of(STORIES[0])
    again = Fabula(setting, fabula.events)
    telling = plan(again, materials.genre.idiom, PLAIN)
    chapters = OfflineNarrator(setting, materials.genre.fragments).narrate(telling)
    assert [one.shortfalls for one in chapters if one.shortfalls] == []
    return telling, [one for chapter in chapters for one in chapter.paragraphs]


def with_texture(story: str, seed: int, texture: Texture) -> tuple[Telling, Sequence[Paragraph]]:
    fabula = lived(story, seed)
    return told(fabula, replace(fabula.setting, texture=texture))


def own(telling: Telling, *tells: str) -> list[Beat]:
    beats = (beat for chapter in telling.chapters for beat in chapter.beats)
    return [beat for beat in beats if beat.tells in (tells or OF_A_WORLD)]


def words(paragraphs: Sequence[Paragraph]) -> int:
    return sum(len(one.text.split()) for one in paragraphs)


def value(beat: Beat, key: str) -> str:
    return dict(beat.features).get(key, ("",))[0]


@pytest.mark.slow
def test_it_takes_a_tenth_of_the_words_at_most() -> None:
    """Over all of them: where one line has gone before, others of other lengths are drawn."""
    whole = bare = 0
    for story, seed in CASES:
        fabula = lived(story, seed)
        whole += words(told(fabula, fabula.setting)[1])
        bare += words(with_texture(story, seed, NO_TEXTURE)[1])

    assert 0 < (whole - bare) * 100 <= whole * TEXTURE_IN


@pytest.mark.parametrize(("story", "seed"), CASES)
def test_the_motif_is_told_three_times_and_the_story_ends_on_it(story: str, seed: int) -> None:
    fabula = lived(story, seed)
    telling, paragraphs = told(fabula, fabula.setting)
    images = own(telling, "image")

    assert [value(one, "is") for one in images] == ["plain", "charged", "changed"]
    assert len({value(one, "motif") for one in images}) == 1
    assert telling.chapters[-1].beats[-1] is images[-1]
    assert paragraphs[-1].fragment.startswith(("motif.", "plain_world."))


@pytest.mark.parametrize(("story", "seed"), CASES)
def test_whoever_it_is_told_through_is_there(story: str, seed: int) -> None:
    fabula = lived(story, seed)
    telling, _ = told(fabula, fabula.setting)

    *before, _ = own(telling)
    seen = [one for one in before if one.tells != "image" or value(one, "seen") == "true"]
    assert [one for one in seen if telling.focalizer not in one.present] == []
    speak = own(telling, "saying", "hands")
    assert [one for one in speak if one.roles.get("A") not in one.present] == []


@pytest.mark.parametrize(("story", "seed"), CASES)
def test_nothing_of_it_is_told_twice(story: str, seed: int) -> None:
    fabula = lived(story, seed)
    telling, _ = told(fabula, fabula.setting)
    texture = [
        value(one, key) for one in own(telling) for key in ("looks", "sounds", "smells", "saying")
    ]
    given = [one for one in texture if one]

    assert len(given) == len(set(given))
    assert sum(one.tells == "hands" for one in own(telling)) <= 3


def test_a_world_to_which_nothing_is_given_is_told_as_it_was() -> None:
    telling, paragraphs = with_texture(STORIES[0], 1, NO_TEXTURE)

    assert own(telling) == []
    assert not any(one.fragment.startswith(("plain_world.", "motif.")) for one in paragraphs)


def test_a_telling_of_few_words_has_no_room_for_a_motif() -> None:
    long = (
        "Nobody had ever seen the grey goose, and everybody had a story of it, " * 6
        + "all but one."
    )
    texture = Texture(motifs=(Motif("the grey goose", plain=long, charged=long, changed=long),))
    telling, _ = with_texture(STORIES[0], 1, texture)

    assert own(telling) == []
    assert not any(("image", ("follows",)) in one.features for one in telling.chapters[-1].beats)


def test_a_motif_without_lines_is_told_by_what_it_is() -> None:
    texture = Texture(motifs=(Motif("the grey goose", at=("press", "yard")),))
    _, paragraphs = with_texture(STORIES[0], 1, texture)

    assert sum("the grey goose" in one.text.lower() for one in paragraphs) == 3


def test_a_motif_is_where_the_looks_of_a_place_speak_of_it() -> None:
    texture = Texture(looks=(("stage", ("bare boards and one lamp on a stand",)),))

    assert texture.is_seen(Motif("the lamp on the stand"), "stage")
    assert not texture.is_seen(Motif("the lamp on the stand"), "bar")
    assert texture.is_seen(Motif("the tide"), "bar")


def test_a_saying_about_what_nobody_talks_of_is_not_said() -> None:
    says = "Nobody shoes a goose."
    telling, _ = with_texture(STORIES[0], 1, Texture(sayings=(Saying(says, about=("geese",)),)))
    assert own(telling, "saying") == []

    telling, paragraphs = with_texture(STORIES[0], 1, Texture(sayings=(Saying(says),)))
    (saying,) = own(telling, "saying")
    (spoken,) = [one for one in paragraphs if says in one.text]
    assert spoken.speaker == saying.roles.get("A")


def test_a_saying_is_theirs_whose_work_it_is() -> None:
    says = "Nobody shoes a goose."
    for seed in range(1, 9):
        telling, _ = with_texture(STORIES[0], seed, Texture(sayings=(Saying(says, who="haulier"),)))
        assert {one.roles.get("A") for one in own(telling, "saying")} <= {"jago-penrose"}
