"""A telling as Markdown, to be read.

A name or a line may hold anything a person typed, so whatever Markdown would take for markup is
escaped. The same telling gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<~|$]")
ENTITY = re.compile(r"&(?=#?\w+;)")
AT_LINE_START = re.compile(r"(?=[#>+=:-])")
BREAK = "* * *"
NUMBERED = re.compile(r"(\d{1,9})(?=[.)])")


def markdown(
    telling: Telling,
    chapters: Sequence[RenderedChapter],
    setting: Setting,
    scenes: Sequence[Sequence[int]] = (),
) -> str:
    """The story as Markdown: front matter, title, chapters, paragraphs; with a rule between two of
    different scenes, where it is known of every chapter's paragraphs in which scene they stand.
    """
    parts = [_front_matter(telling, setting), f"# {heading(telling.title)}"]
    for at, chapter in enumerate(chapters):
        parts.append(f"## {heading(chapter.title or f'Chapter {chapter.number}')}")
        known = scenes[at] if scenes else (0,) * len(chapter.paragraphs)
        before = known[:1]
        for paragraph, scene in zip(chapter.paragraphs, known, strict=True):
            parts += [BREAK] if before != (scene,) else []
            parts.append(escaped(paragraph.text))
            before = (scene,)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """A paragraph on one line, none of it markup."""
    line = ENTITY.sub(r"\\&", MARKDOWN_SIGNS.sub(r"\\\g<0>", " ".join(text.split())))
    line = NUMBERED.sub(r"\1\\", line, count=1) if NUMBERED.match(line) else line
    return AT_LINE_START.sub(r"\\", line, count=1) if AT_LINE_START.match(line) else line


def heading(text: str) -> str:
    """A heading's text, none of it markup."""
    return ENTITY.sub(r"\\&", MARKDOWN_SIGNS.sub(r"\\\g<0>", " ".join(text.split()))).replace(
        "#", "\\#"
    )


def _front_matter(telling: Telling, setting: Setting) -> str:
    # JSON's strings are YAML's too, and leave no choice of style.
    cast = "".join(f"\n  - {json_line(name)}" for name in cast_names(setting))
    return (
        f"---\ntitle: {json_line(telling.title)}\nseed: {json_line(setting.seed)}\ncast:{cast}\n---"
    )


def cast_names(setting: Setting) -> list[str]:
    """The whole names of the cast, in the order of their ids."""
    return [setting.people[person].name for person in sorted(setting.people)]


def json_line(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
