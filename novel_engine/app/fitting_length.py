"""How many scenes a long story is planned for: as many as the words want, or fewer where its people
cannot carry so many.

A longer plan is another story and not more of the same one: where there is too little to stage, it
runs out of scenes early. So a plan that would tell too little is tried out, offline and in memory,
and shorter ones after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from novel_engine.app.assembly import Assembly, Materials, assemble
from novel_engine.app.curating import Curated, curated
from novel_engine.app.outcomes import telling_length
from novel_engine.app.proving.certified_nights import on_a_certified_night
from novel_engine.app.telling import chronicled, own_wish
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.givens.config import FEWEST_SCENES, StoryConfig, scenes_for
from novel_engine.story.telling.planning import style_of

# Words: of a telling where nobody says how long.
USUAL_WORDS = StoryConfig("").words


def assembled_at_length(materials: Materials, seed: str) -> Assembly:
    """One story before its first turn, planned for scenes that carry the words asked for. Raises
    InputError.
    """
    assembly = planned_whole(assemble(materials, seed))
    return curated_to_fit(assembly).planned if _is_fitted(assembly) else assembly


def curated_at_length(materials: Materials, seed: str) -> Curated:
    """The same on the best of its nights, or a next best whose telling is certified, ready to be recorded.
    Raises InputError.
    """
    return on_a_certified_night(curated_to_fit(planned_whole(assemble(materials, seed))))


def planned_whole(assembly: Assembly) -> Assembly:
    """The story with as many scenes as the usual length has, where the plain voice tells it in fewer
    words: it leaves out what is beside the plot and has no more to say of a longer one, so that a
    shorter plan would be another story and not less of the same.
    """
    config = assembly.config
    is_plain = style_of(assembly.genre.idiom, config.style).plain
    if not is_plain or "scenes" in config.sources or config.words >= USUAL_WORDS:
        return assembly
    return _with_scenes(assembly, scenes_for(USUAL_WORDS))


def _with_scenes(assembly: Assembly, scenes: int) -> Assembly:
    people, seed = tuple(assembly.setting.people.values()), assembly.setting.seed
    config = replace(assembly.config, scenes=scenes)
    setting = setting_of(config, people, assembly.genre, seed)
    return replace(assembly, config=config, setting=setting)


def curated_to_fit(assembly: Assembly) -> Curated:
    """The story on the best of its nights, with a plan that carries the words asked for, or else
    the most words.

    Asking for more never gives less than was asked for before. A plan has all shorter ones among
    those that are tried in its place; so where none of them carries the words, the most that any
    carries is at least as much as for fewer words, and where one does, that is all that was asked
    for. A story of the usual length is not tried out, and a number of scenes that a person wrote is
    kept. A plan is tried out on the best of its own nights, for that is what would be told.
    """
    if not _is_fitted(assembly):
        return curated(assembly)
    best, most = None, -1
    for plan in _plans(assembly):
        tried = curated(plan)
        words = _words_of(tried)
        if words >= assembly.config.words:
            return tried
        if words > most:
            best, most = tried, words
    assert best is not None
    return best


def _is_fitted(assembly: Assembly) -> bool:
    """Whether plans of the story are tried out."""
    return assembly.config.words > USUAL_WORDS and "scenes" not in assembly.config.sources


def _plans(assembly: Assembly) -> Iterator[Assembly]:
    """The story as it is planned, and then with ever fewer scenes."""
    yield assembly
    for scenes in range(assembly.config.scenes - 1, FEWEST_SCENES - 1, -1):
        yield _with_scenes(assembly, scenes)


def _words_of(tried: Curated) -> int:
    """How many words its own telling has."""
    _, chapters = chronicled(tried.assembly, tried.lived(), own_wish(tried.assembly))
    return telling_length(chapters)
