"""`preview`: for people who write lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Annotated

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Json, StyleName
from novel_engine.story.english.text import so_many

if TYPE_CHECKING:
    from novel_engine.app.previewing.lines_told import Example, Preview, PreviewedLine

EPILOG = """\b
Examples:
  novel-engine preview my-genre/lines/asking.yaml       each line of the file, where a story could use it
  novel-engine preview my-genre --for confess --seeds 10      all lines of a genre that tell a confession
  novel-engine preview my-genre/lines/asking.yaml --line asking.12
  novel-engine preview my-story.yaml --for hands           what there is for it in this story
"""
MOST_TRIED = 100
"""Seeds: of each story; some minutes of work."""
EXAMPLES_SHOWN = 3
"""Situations of one line that are shown, of different seeds where there are such. Chosen, to hear it by."""
LINE_WIDTH, CONTEXT = 100, 90
"""Columns: of what is told, and of what was told before it, cut short."""


def command(
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A file of lines, a genre's directory, or a story file; or one's name.",
        ),
    ],
    beat: Annotated[
        str,
        typer.Option(
            "--for",
            "--beat",
            metavar="NAME",
            help="Only lines for this beat: a verb, scene, inner ...",
        ),
    ] = "",
    line: Annotated[
        str,
        typer.Option(
            metavar="ID", help="Only this line: its file's name and its place in it, asking.12."
        ),
    ] = "",
    seeds: Annotated[
        int, typer.Option(min=1, max=MOST_TRIED, help="How many seeds of each story are tried.")
    ] = 4,
    style: StyleName = None,
    json: Json = False,
) -> None:
    """Tell lines at once, for whoever writes them.

    Stories are simulated, and each line is told wherever one of them comes to something that it could
    tell: with what stood before it, the story and its seed. Of a line that no story could use it is
    said which condition never held, or what else was in the way. Nothing is written.
    """
    from novel_engine.app.previewing.lines_told import PreviewRequest, previewed

    found = previewed(
        PreviewRequest(path, beat.strip(), line.strip(), seeds, (style or "").strip())
    )
    if json:
        print_json(asdict(found))
        return
    for text in _lines(found):
        print_line(text)


def _lines(found: Preview) -> Iterator[str]:
    for one in found.lines:
        yield from _line(one)
        yield ""
    silent = sum(not one.examples for one in found.lines)
    stories = so_many(found.stories, "story", "stories")
    yield f"{so_many(len(found.lines), 'line')} tried in {stories}; {silent} could be told in none"


def _line(one: PreviewedLine) -> Iterator[str]:
    if not one.examples:
        yield f"{one.where}: {one.name} ({one.tells}), no story could use it"
        yield from wrap(one.why_not, LINE_WIDTH, initial_indent="  ", subsequent_indent="  ")
        return
    taken = sum(example.taken for example in one.examples)
    times = so_many(len(one.examples), "situation")
    yield f"{one.where}: {one.name} ({one.tells}), {times}, and told in {taken} of them"
    for example in _shown(one.examples):
        yield from _example(example)


def _shown(examples: Sequence[Example]) -> Sequence[Example]:
    """A few of them, each of another story or seed as far as there are such."""
    each = {(one.story, one.seed): one for one in reversed(examples)}
    first = [one for one in examples if each[one.story, one.seed] is one]
    return [*first, *(one for one in examples if one not in first)][:EXAMPLES_SHOWN]


def _example(one: Example) -> Iterator[str]:
    before = f", after: {shorten(one.before, CONTEXT, placeholder=' ...')}" if one.before else ""
    yield f"  {one.story}, seed {one.seed}, turn {one.turn}{before}"
    for paragraph in one.paragraphs:
        yield from wrap(paragraph, LINE_WIDTH, initial_indent="    ", subsequent_indent="    ")
