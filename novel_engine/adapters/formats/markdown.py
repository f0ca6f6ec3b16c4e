"""The written forms of a telling: Markdown to be read, JSON lines for programs.

A name or a line may hold anything a person typed, so whatever Markdown would take for markup is escaped. The same
telling gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from novel_engine.story.fabula.codec import canonical_line
from novel_engine.story.fabula.events import Event
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

MARKUP = re.compile(r"[\\`*_\[\]<~|$]")
ENTITY = re.compile(r"&(?=#?\w+;)")
AT_LINE_START = re.compile(r"(?=[#>+=:-])")
NUMBERED = re.compile(r"(\d{1,9})(?=[.)])")


def markdown(telling: Telling, chapters: Sequence[RenderedChapter], setting: Setting) -> str:
    """The story as Markdown: front matter, title, chapters, paragraphs."""
    parts = [_front_matter(telling, setting), f"# {heading(telling.title)}"]
    for chapter in chapters:
        parts.append(f"## {heading(chapter.title)}")
        parts += [escaped(paragraph.text) for paragraph in chapter.paragraphs]
    return "\n\n".join(part for part in parts if part) + "\n"


def jsonl(telling: Telling, chapters: Sequence[RenderedChapter], setting: Setting, events: Sequence[Event]) -> str:
    """The story as JSON lines: one for the story, one for each event, one for each paragraph, counted from 1."""
    head = {"kind": "story", "title": telling.title, "seed": setting.seed, "cast": _cast(setting)}
    lines = [_line(head | {"focalizer": telling.focalizer, "ending": telling.ending, "motif": telling.motif})]
    lines += ['{"kind":"event",' + canonical_line(event).removeprefix("{") for event in events]
    lines += [_line(paragraph) for paragraph in _paragraphs(chapters)]
    return "".join(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    """A paragraph on one line, none of it markup."""
    line = ENTITY.sub(r"\\&", MARKUP.sub(r"\\\g<0>", " ".join(text.split())))
    line = NUMBERED.sub(r"\1\\", line, count=1) if NUMBERED.match(line) else line
    return AT_LINE_START.sub(r"\\", line, count=1) if AT_LINE_START.match(line) else line


def heading(text: str) -> str:
    """A heading's text, none of it markup."""
    return ENTITY.sub(r"\\&", MARKUP.sub(r"\\\g<0>", " ".join(text.split()))).replace("#", "\\#")


def _front_matter(telling: Telling, setting: Setting) -> str:
    # JSON's strings are YAML's too, and leave no choice of style.
    cast = "".join(f"\n  - {_line(name)}" for name in _cast(setting))
    return f"---\ntitle: {_line(telling.title)}\nseed: {_line(setting.seed)}\ncast:{cast}\n---"


def _cast(setting: Setting) -> list[str]:
    return [setting.people[person].name for person in sorted(setting.people)]


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


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
