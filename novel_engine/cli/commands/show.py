"""`show`: read a story's record."""

from __future__ import annotations

from typing import Annotated

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Folder, Json
from novel_engine.errors import UsageError

EPILOG = """\b
Examples:
  novel-engine show stories/the-closing-pass-7                        what happened, in the order it happened
  novel-engine show stories/the-closing-pass-7 --beliefs ida-kessel   what she holds to be so, and from whom
  novel-engine show stories/the-closing-pass-7 --plot                 its plot, and the nights passed over
  novel-engine show stories/the-closing-pass-7 --costs                what models were asked, and what it cost
"""


def command(
    folder: Folder,
    events: Annotated[
        bool, typer.Option("--events", help="Every event, with its causes and effects.")
    ] = False,
    cast: Annotated[
        bool, typer.Option("--cast", help="Who is in it, and how they stand now.")
    ] = False,
    threads: Annotated[
        bool, typer.Option("--threads", help="The questions it asks, and what became of them.")
    ] = False,
    beliefs: Annotated[
        str | None, typer.Option(metavar="NAME", help="What one of them holds to be so.")
    ] = None,
    costs: Annotated[
        bool, typer.Option("--costs", help="What language models took, and what it cost.")
    ] = False,
    plot: Annotated[
        bool,
        typer.Option(
            "--plot", help="Its plot in plain sentences, what that has, and the nights passed over."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Read a story's record.

    Without an option: what happened, in the order it happened. This tells everything, whoever the
    story is told through. The record itself is story.db, for any SQLite tool.
    """
    if sum((events, cast, threads, costs, plot, beliefs is not None)) > 1:
        raise UsageError(
            "--events, --cast, --threads, --beliefs, --costs and --plot show different things; "
            "give one of them"
        )
    from novel_engine.app.looking import read_story
    from novel_engine.cli.answers.record import record_as_json, record_as_lines

    story = read_story(folder)
    if plot:
        from novel_engine.cli.answers.plot import print_plot

        print_plot(story, json)
    elif json:
        print_json(
            record_as_json(story, beliefs, events=events, cast=cast, threads=threads, costs=costs)
        )
    else:
        for line in record_as_lines(
            story, beliefs, events=events, cast=cast, threads=threads, costs=costs
        ):
            print_line(line)
