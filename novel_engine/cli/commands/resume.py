"""`resume`: go on with a story that was stopped."""

from __future__ import annotations

import time

from novel_engine.cli.options import Budget, Folder, Json, Prices, Quiet, RepliesTo
from novel_engine.cli.output import scenes_shown, stoppable
from novel_engine.cli.parsed_options import model_options

EPILOG = """\b
Examples:
  novel-engine resume stories/the-closing-pass-7
  novel-engine resume stories/the-closing-pass-7 --budget 1.50     when the first budget is spent
"""


def command(
    folder: Folder,
    budget: Budget = None,
    price: Prices = None,
    record: RepliesTo = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Go on with a story that was stopped.

    From the last whole turn to the end, and the telling. Only the record is read: edited story and
    character files change nothing in a story that was begun with them. A reply that was stored is
    never asked for again; a budget counts what the story has cost so far, and holds until another
    is given.
    """
    started = time.monotonic()
    from novel_engine.app.making import resume_story
    from novel_engine.cli.answers.told_story import print_told

    with stoppable(folder), scenes_shown(quiet) as observers:
        told = resume_story(folder, observers, model_options(budget, record, price, quiet))
    print_told(told, json, quiet, started)
