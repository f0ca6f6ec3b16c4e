"""The written forms of a telling, each by its name: the one table that everybody asks.

Every form is a pure function of the telling and the record, so the same story gives the same bytes.
The modules that write them are loaded when one is written: most runs write Markdown alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from novel_engine.story.fabula.fabula import Fabula
    from novel_engine.story.telling.syuzhet import RenderedChapter, Telling

    Writer: TypeAlias = Callable[[Telling, Sequence[RenderedChapter], Fabula], bytes]


def file_name(form: str, stem: str = "story") -> str:
    """The name of the file that holds a telling in this form."""
    return f"{stem}.{form}"


def written(
    form: str, telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula
) -> bytes:
    """The whole file of a telling in one of the FORMS."""
    return FORMATS[form](telling, chapters, fabula)


def _md(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    from novel_engine.adapters.formats.markdown import markdown
    from novel_engine.story.telling.scene_index import scenes_of

    scenes = scenes_of(chapters, fabula)
    return markdown(telling, chapters, fabula.setting, scenes).encode("utf-8")


def _html(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    from novel_engine.adapters.formats.html.page import page

    return page(telling, chapters, fabula).encode("utf-8")


def _epub(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    from novel_engine.adapters.formats.epub import epub

    return epub(telling, chapters, fabula)


def _fountain(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    from novel_engine.adapters.formats.fountain import fountain

    return fountain(telling, chapters, fabula).encode("utf-8")


def _jsonl(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> bytes:
    from novel_engine.adapters.formats.jsonl import jsonl

    return jsonl(telling, chapters, fabula).encode("utf-8")


FORMATS: Mapping[str, Writer] = {
    "md": _md,
    "html": _html,
    "epub": _epub,
    "fountain": _fountain,
    "jsonl": _jsonl,
}
