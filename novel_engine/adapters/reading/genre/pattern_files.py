"""Files of sifting patterns, as `configs/core/patterns.yaml` shows them."""

from __future__ import annotations

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.story.givens.patterns import Pattern, parse_step

PATTERN_KEYS = ("about", "steps", "worth")
# Steps: of one there is nothing to come of.
FEWEST_STEPS = 2


def patterns_of(document: Document) -> list[Pattern]:
    """The patterns of one file. Raises GenreError with file and line."""
    return [_pattern(name, body) for name, body in whole(document).parts()]


def _pattern(name: str, body: Part) -> Pattern:
    body.known(PATTERN_KEYS)
    steps = tuple(row.made(parse_step) for row in body.rows("steps"))
    if len(steps) < FEWEST_STEPS:
        body.fail("a pattern needs two steps or more; give them under `steps:`", "steps")
    return Pattern(name, body.text("about"), steps, body.number("worth", least=1, most=9))
