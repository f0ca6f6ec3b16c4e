"""A telling as JSON lines, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.adapters.formats.markdown import cast_names, json_line
from novel_engine.story.fabula.codec import canonical_line
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling


def jsonl(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> str:
    """The story as JSON lines: one for the story, each event, each paragraph, counted from 1."""
    head = {
        "kind": "story",
        "title": telling.title,
        "seed": fabula.setting.seed,
        "cast": cast_names(fabula.setting),
    }
    lines = [
        json_line(
            head
            | {"focalizer": telling.focalizer, "ending": telling.ending, "motif": telling.motif}
        )
    ]
    lines += [
        '{"kind":"event",' + canonical_line(event).removeprefix("{") for event in fabula.events
    ]
    lines += [json_line(paragraph) for paragraph in _paragraphs(chapters)]
    return "".join(f"{line}\n" for line in lines)


def _paragraphs(chapters: Sequence[RenderedChapter]) -> Iterator[dict[str, object]]:
    told = [(chapter, paragraph) for chapter in chapters for paragraph in chapter.paragraphs]
    for n, (chapter, paragraph) in enumerate(told, 1):
        yield {
            "kind": "paragraph",
            "n": n,
            "chapter": chapter.number,
            "heading": chapter.title,
            "focalizer": chapter.focalizer,
            "speaker": paragraph.speaker,
            "text": paragraph.text,
            "events": list(paragraph.events),
        }
