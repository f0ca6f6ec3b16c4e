"""A plot's score as `run` and `show --plot` say it."""

from __future__ import annotations

from typing import Any

from novel_engine.app.kept_nights import KeptNight
from novel_engine.story.curating.plot_score import MOST, PLOT_PARTS, PlotScore
from novel_engine.story.english.text import so_many

PASSED_FOR = "what was told of a better one would not have been certified"


def plot_as_json(plot: PlotScore) -> dict[str, Any]:
    """A score with its parts."""
    parts = {
        part.name: {"points": plot.by_part[part.name], "most": part.most} for part in PLOT_PARTS
    }
    return {"score": plot.total, "most": MOST, "parts": parts}


def night_in_words(night: KeptNight, score: int) -> str:
    """Which night was taken, of how many, and what its plot has."""
    of = f"of {night.nights}" if night.nights > 1 else "and no other"
    said = f"night {night.number} {of}; its plot has {so_many(score, 'point')} of {MOST}"
    return f"{said}; {PASSED_FOR}" if night.is_next_best else said
