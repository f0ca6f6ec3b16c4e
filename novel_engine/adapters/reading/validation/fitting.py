"""Whether a story file names what its genre has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import ConfigError
from novel_engine.story.givens.config import OFFLINE, StoryConfig
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.texture import Texture

PLAIN_ALONE = {
    "person": "the first person is the plain voice's alone",
    "tense": "the present tense is the plain voice's alone",
}
"""What no other narrator has, by what asks for it."""
TOLD_USUALLY = {"person": "leave the third person", "tense": "leave the past tense"}


def check_places(config: StoryConfig, genre: Genre) -> None:
    """Raise ConfigError, one problem a line, for every place named that is nowhere."""
    ground = {place.id for place in config.world.places} if config.world else set()
    known = {*(ground or genre.places), *(place.id for place in config.places)}
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (near, ("places", n, "adjacent", m))
        for n, place in enumerate(config.places)
        for m, near in enumerate(place.adjacent)
    ]
    named += [
        (item.place, ("items", n, "place")) for n, item in enumerate(config.items) if item.place
    ]
    if config.world:
        named += [
            (near, ("world", "places", place.id, "next"))
            for place in config.world.places
            for near in place.adjacent
        ]
        named += _in_texture(config.world.texture)
    problems = [
        f"{config.where(*path)}: there is no place '{printable(name)}'; {suggestion(name, known)}"
        for name, path in named
        if name not in known
    ]
    if problems:
        raise ConfigError("\n".join(problems))


def _in_texture(texture: Texture) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every place that is named for what it looks like, or for what can be done or seen there."""
    yield from ((place, ("world", "looks", place)) for place, _ in texture.looks)
    for gesture in texture.hands:
        yield from ((place, ("world", "hands", gesture.who)) for place in gesture.at)
    for n, motif in enumerate(texture.motifs):
        yield from ((place, ("world", "motifs", n, "at")) for place in motif.at)


def check_style(config: StoryConfig, genre: Genre) -> None:
    """Raise ConfigError for a narrator that the genre does not ship."""
    if config.style and config.style not in [style.id for style in genre.idiom.styles]:
        problem = (
            f"there is no narrator '{printable(config.style)}' in {genre.name}; {narrators(genre)}"
        )
        raise ConfigError(f"{config.where('style')}: {problem}")


def told_plainly(config: StoryConfig, genre: Genre) -> StoryConfig:
    """The config with a plain narrator where it asks for a person or a tense that no other has; any
    other as it is. Raises ConfigError where another narrator, or a model, was asked for too.
    """
    if not config.is_told_otherwise:
        return config
    key = "person" if config.person == "first" else "tense"
    asked = f"{config.where(key)}: {PLAIN_ALONE[key]}"
    if config.models.narrating != OFFLINE:
        raise ConfigError(
            f"{asked}, and a model words the chapters; narrate offline, or {TOLD_USUALLY[key]}"
        )
    styles = genre.idiom.styles
    style = config.style or (styles[0].id if styles else "")
    plain = [one.id for one in styles if one.plain]
    if style in plain:
        return config
    if config.style or not plain:
        cure = f"write 'style: {plain[0]}'" if plain else f"{genre.name} has no plain narrator"
        raise ConfigError(f"{asked}; {cure}, or {TOLD_USUALLY[key]}")
    return replace(config, style=plain[0])


def narrators(genre: Genre) -> str:
    """Who can tell a story of this genre, each with what they are about, the usual one first."""
    known = [
        f"{style.id} ({style.about})" if style.about else style.id for style in genre.idiom.styles
    ]
    return f"there are {', '.join(known)}" if known else "it ships none, so leave the style out"
