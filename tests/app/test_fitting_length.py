"""How many scenes a long story is planned for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app import fitting_length
from novel_engine.app.assembly import Materials, assemble, understood
from novel_engine.app.curating import lived
from novel_engine.app.fitting_length import assembled_at_length
from novel_engine.story.givens.config import FEWEST_SCENES, Overrides, scenes_for

SEED = "7"
SEEDS = tuple(str(seed) for seed in range(1, 9))


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, ...]:
    for name in ("Mara Quist", "Ivo Brandt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "character.yaml").write_text(f"name: {name}\n", "utf-8")
    return (str(tmp_path / "Mara Quist"), str(tmp_path / "Ivo Brandt"))


def _asked(cast: tuple[str, ...], words: int, scenes: int | None = None) -> Materials:
    return understood(gather(None, {}, Overrides(cast=cast, words=words, scenes=scenes, nights=1)))


def test_a_plan_that_carries_the_words_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tried out from fewer words on than is usual: five people with one plot carry about so many."""
    monkeypatch.setattr(fitting_length, "USUAL_WORDS", 2200)
    materials = understood(gather("the-closing-pass", {}, Overrides(words=2300, nights=1)))
    chosen = [assembled_at_length(materials, seed) for seed in SEEDS[6:8]]

    assert chosen == [assemble(materials, seed) for seed in SEEDS[6:8]]
    assert all(one.config.scenes > FEWEST_SCENES for one in chosen)


def test_a_plan_that_two_people_cannot_carry_gives_way_to_one_of_fewer_scenes(
    two: tuple[str, ...],
) -> None:
    materials = _asked(two, 6000)

    chosen = assembled_at_length(materials, SEED)

    assert chosen.setting.scenes == chosen.config.scenes < scenes_for(6000)
    assert (
        lived(chosen.setting).world.scene_count
        > lived(assemble(materials, SEED).setting).world.scene_count
    )


def test_a_number_of_scenes_that_was_asked_for_is_kept(two: tuple[str, ...]) -> None:
    assert assembled_at_length(_asked(two, 6000, scenes=24), SEED).config.scenes == 24


def test_a_story_of_the_usual_length_is_planned_as_its_words_want(two: tuple[str, ...]) -> None:
    materials = _asked(two, 3000)
    inputs = replace(materials.inputs, config=replace(materials.inputs.config, scenes=24))

    assert assembled_at_length(replace(materials, inputs=inputs), SEED).config.scenes == 24


def test_told_plainly_in_fewer_words_it_is_the_same_story(two: tuple[str, ...]) -> None:
    """A shorter plan would be another one; a number of scenes that was asked for is kept."""
    usual = assembled_at_length(_asked(two, 3000), SEED)
    assert assembled_at_length(_asked(two, 900), SEED).setting == usual.setting
    assert assembled_at_length(_asked(two, 900, scenes=7), SEED).config.scenes == 7
