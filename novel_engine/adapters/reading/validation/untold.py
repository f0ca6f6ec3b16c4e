"""What a story file gives its world that no telling can use, and what one telling has not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.adapters.untrusted_text import printable
from novel_engine.story.english.stems import stems
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.fragments import SLOT
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.texture import MOTIF_STAGES, NO_TEXTURE, Motif, Texture

ENOUGH = (3, 4)
"""A fraction of a phrase's words: with so many of them in one paragraph it has been told; the rest may be
said otherwise, as in `cannot` for `can't`."""
OF_TEXTURE = ("looks", "hands", "sayings", "motifs")


def unused_of_world(config: StoryConfig, genre: Genre) -> Iterator[str]:
    """What no telling of the story uses, since another narrator than a plain one tells it."""
    styles = genre.idiom.styles
    named = [style for style in styles if style.id == config.style]
    style = next(iter(named or styles), None)
    texture = texture_of(config)
    if texture == NO_TEXTURE or (style is not None and style.plain):
        return
    why = "comes to nothing; only a plain narrator uses it (`style: plain`)"
    for key in OF_TEXTURE:
        if getattr(texture, key):
            yield f"{config.where('world', key)}: '{key}' {why}"


def untold_of_world(config: StoryConfig, paragraphs: Sequence[str]) -> Iterator[str]:
    """What of a world's own is in none of these paragraphs, in one line."""
    texture = texture_of(config)
    said = [stems(text) for text in paragraphs]
    untold = [
        *_of_places(texture, said),
        *_listed("hands of", [one.who for one in texture.hands if not _is_told(one.does, said)]),
        *_listed("saying", [_short(s.says) for s in texture.sayings if not _is_told(s.says, said)]),
        *_listed("motif", [m.what for m in texture.motifs if not _is_motif_told(m, said)]),
    ]
    if untold:
        rest = "there is room for a tenth of the words, and another seed tells of others"
        yield f"{config.where('world')}: not told of with this seed: {'; '.join(untold)}; {rest}"


def texture_of(config: StoryConfig) -> Texture:
    """What is given to the world of a story; nothing where it has none of its own."""
    return config.world.texture if config.world else NO_TEXTURE


def _of_places(texture: Texture, said: Sequence[frozenset[str]]) -> Iterator[str]:
    senses = (("looks", texture.looks), ("sounds", texture.sounds), ("smells", texture.smells))
    for sense, places in senses:
        untold = [
            place for place, phrases in places if not any(_is_told(one, said) for one in phrases)
        ]
        yield from _listed(f"{sense} of", untold)


def _listed(what: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{what} {', '.join(map(printable, names))}"


def _is_motif_told(motif: Motif, said: Sequence[frozenset[str]]) -> bool:
    lines = [SLOT.sub("", line) for stage in MOTIF_STAGES if (line := motif.line(stage))]
    return any(_is_told(line, said) for line in lines or [motif.what])


def _is_told(phrase: str, said: Sequence[frozenset[str]]) -> bool:
    words = stems(phrase)
    least, of = ENOUGH
    return any(len(words & text) * of >= len(words) * least for text in said)


def _short(saying: str) -> str:
    return f"'{saying}'"
