"""Whether files that are sound by themselves make a story together, and what of them is not used: what
`run` would say of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.adapters.reading.character.factory import CharacterFactory
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.reading.validation.findings import Finding, findings
from novel_engine.adapters.reading.validation.untold import untold_of_world
from novel_engine.adapters.reading.validation.unused import unused_in_story
from novel_engine.app.assembly import Materials, assemble, understood
from novel_engine.errors import InputError
from novel_engine.story.givens.config import Overrides, StoryConfig
from novel_engine.story.telling.syuzhet import RenderedChapter

A_CHARACTER, A_STORY, A_GENRE = "character", "story", "genre"
# Whatever is drawn, the cast and its plot are refused alike.
ANY_SEED = "1"
MOST_IN_A_CAST = 12
"""People: of whom more are a collection, and no cast; chosen, twice what the largest story has."""


def checked(references: Sequence[str]) -> tuple[Finding, ...]:
    """What is found at each path; and, where the paths are a cast, or one and a story or a genre,
    what keeps them from being told together.
    """
    each = [(reference, findings(reference)) for reference in references]
    found = tuple(finding for _, several in each for finding in several)
    if any(finding.problems for finding in found):
        return found
    kinds = [(reference, several[0].kind) for reference, several in each if len(several) == 1]
    cast = tuple(one for one, kind in kinds if kind == A_CHARACTER)
    stories = [one for one, kind in kinds if kind == A_STORY]
    genres = [one for one, kind in kinds if kind == A_GENRE]
    is_a_cast = 2 <= len(cast) <= MOST_IN_A_CAST
    is_of_a_genre = not cast and stories and genres
    if not (is_a_cast or is_of_a_genre) or len(stories) > 1 or len(genres) > 1:
        return found
    problems = _together(cast, stories[0] if stories else None, genres[0] if genres else None)
    name = ", ".join(references)
    return (*found, Finding(name, "together", problems=problems)) if problems else found


def unused_in(materials: Materials) -> tuple[str, ...]:
    """What nothing comes of in a story, each thing with its file and line; nothing of the files that
    come with the program, which nobody here wrote.
    """
    found = unused_in_story(materials.readings, materials.inputs.config, materials.genre)
    return tuple(line for line in found if not line.startswith(str(bundled_root())))


def untold_in(config: StoryConfig, chapters: Sequence[RenderedChapter]) -> tuple[str, ...]:
    """What a story's world is given and these chapters do not tell of, with its file and line."""
    paragraphs = [one.text for chapter in chapters for one in chapter.paragraphs]
    found = untold_of_world(config, paragraphs)
    return tuple(line for line in found if not line.startswith(str(bundled_root())))


def _together(cast: Sequence[str], story: str | None, genre: str | None) -> tuple[str, ...]:
    """What `run` would refuse of them, one problem a line."""
    try:
        if story is not None and cast and _are_its_own(story, cast):
            cast = ()
        inputs = gather(story, {}, Overrides(cast=tuple(cast) or None, genre=genre))
        assemble(understood(inputs), inputs.config.seed or ANY_SEED)
    except InputError as problem:
        return tuple(str(problem).splitlines())
    return ()


def _are_its_own(story: str, cast: Sequence[str]) -> bool:
    """Whether all of them are in the story's own cast."""
    own = {one.id for one in gather(story, {}).cast}
    return {one.id for one in CharacterFactory().find_cast(cast)} <= own
