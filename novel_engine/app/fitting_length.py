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
from novel_engine.app.outcomes import telling_length
from novel_engine.app.telling import chronicled, own_wish
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.config import FEWEST_SCENES, StoryConfig

# Words: of a telling where nobody says how long.
USUAL_WORDS = StoryConfig("").words


def assembled_at_length(materials: Materials, seed: str) -> Assembly:
    """One story before its first turn, planned for scenes that carry the words asked for. Raises
    InputError.
    """
    return fitted(assemble(materials, seed))


def fitted(assembly: Assembly) -> Assembly:
    """The same story with a plan that carries the words asked for, or else the most words.

    Asking for more never gives less than was asked for before. A plan has all shorter ones among
    those that are tried in its place; so where none of them carries the words, the most that any
    carries is at least as much as for fewer words, and where one does, that is all that was asked
    for. A story of the usual length is not tried out, and a number of scenes that a person wrote is
    kept.
    """
    config = assembly.config
    if config.words <= USUAL_WORDS or "scenes" in config.sources:
        return assembly
    best, most = assembly, 0
    for tried in _plans(assembly):
        words = _words_of(tried)
        if words >= config.words:
            return tried
        if words > most:
            best, most = tried, words
    return best


def lived(setting: Setting) -> Fabula:
    """The story lived to its end, offline and in memory alone."""
    director = DirectorAgent(begin(setting), OfflineDecisionMaker(), OfflineFramer())
    events: list[Event] = []
    while not director.is_over:
        events += director.step().events
    return Fabula(setting, tuple(events))


def _plans(assembly: Assembly) -> Iterator[Assembly]:
    """The story as it is planned, and then with ever fewer scenes."""
    yield assembly
    people, seed = tuple(assembly.setting.people.values()), assembly.setting.seed
    for scenes in range(assembly.config.scenes - 1, FEWEST_SCENES - 1, -1):
        config = replace(assembly.config, scenes=scenes)
        setting = setting_of(config, people, assembly.genre, seed)
        yield replace(assembly, config=config, setting=setting)


def _words_of(assembly: Assembly) -> int:
    """How many words its own telling has."""
    _, chapters = chronicled(assembly, lived(assembly.setting), own_wish(assembly))
    return telling_length(chapters)
