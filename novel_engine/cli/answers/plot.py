"""What `show --plot` says: the sections of a plot, the first thing to know of it first.

A section is a function of the recorded story; `PLOT_SECTIONS` has them in the order they are
printed, and under the keys that a script reads them by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.app.kept_nights import kept_night
from novel_engine.app.looking import RecordedStory, world_of
from novel_engine.cli.answers.explanation import WIDTH
from novel_engine.cli.answers.plot_words import PASSED_FOR, plot_as_json
from novel_engine.cli.answers.record import head_as_json
from novel_engine.story.curating.plot_score import MOST, PLOT_PARTS, plot_score
from novel_engine.story.english.text import so_many
from novel_engine.story.telling.synopsis import synopsis
from novel_engine.values import dataclass

NAME_WIDTH = max(len(part.name) for part in PLOT_PARTS)


@dataclass(frozen=True, slots=True)
class PlotSection:
    """One section of the answer: its keys and values as JSON, and its lines for people."""

    as_json: Callable[[RecordedStory], dict[str, Any]]
    as_lines: Callable[[RecordedStory], Iterator[str]]


def print_plot(story: RecordedStory, json: bool) -> None:
    """The plot of a recorded story, section by section."""
    world = world_of(story)
    if json:
        answer = head_as_json(story, world)
        for section in PLOT_SECTIONS:
            answer |= section.as_json(story)
        print_json(answer)
        return
    for number, section in enumerate(PLOT_SECTIONS):
        if number:
            print_line("")
        for line in section.as_lines(story):
            print_line(line)


def _score_as_json(story: RecordedStory) -> dict[str, Any]:
    return {"plot": plot_as_json(plot_score(story.setting, story.events))}


def _score_lines(story: RecordedStory) -> Iterator[str]:
    plot = plot_score(story.setting, story.events)
    yield f"{'plot':<{NAME_WIDTH}} {plot.total:>3} of {MOST}"
    for part in PLOT_PARTS:
        points = plot.by_part[part.name]
        yield f"{part.name:<{NAME_WIDTH}} {points:>3} of {part.most:>3}  {part.meaning}"


def _nights_as_json(story: RecordedStory) -> dict[str, Any]:
    night = kept_night(story.meta, story.where)
    passed = [{"night": one, "score": score} for one, score in night.passed_over.items()]
    return {"night": night.number, "nights": night.nights, "passed_over": passed}


def _night_lines(story: RecordedStory) -> Iterator[str]:
    night = kept_night(story.meta, story.where)
    if not night.scores:
        yield "night 1 was taken, and no other was simulated"
        return
    yield f"night {night.number} of {night.nights} was taken; passed over:"
    for one, score in night.passed_over.items():
        yield f"  night {one:>2}: {so_many(score, 'point')}"
    if night.is_next_best:
        yield f"({PASSED_FOR})"


def _synopsis_as_json(story: RecordedStory) -> dict[str, Any]:
    return {"synopsis": list(_synopsis(story))}


def _synopsis_lines(story: RecordedStory) -> Iterator[str]:
    for number, paragraph in enumerate(_synopsis(story)):
        if number:
            yield ""
        yield from wrap(paragraph, WIDTH)


def _synopsis(story: RecordedStory) -> tuple[str, ...]:
    return synopsis(story.fabula).paragraphs


PLOT_SECTIONS: tuple[PlotSection, ...] = (
    PlotSection(_synopsis_as_json, _synopsis_lines),
    PlotSection(_score_as_json, _score_lines),
    PlotSection(_nights_as_json, _night_lines),
)
"""The sections, in the order they are printed."""
