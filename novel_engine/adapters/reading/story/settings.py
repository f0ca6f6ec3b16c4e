"""What of a story can be set from outside its file, and how such settings are handed about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

TEXTS = (
    *("title", "genre", "premise", "kernel", "second", "form"),
    *("focalizer", "style", "person", "tense", "seed"),
)
SEATED = {"decider": "deciding", "framer": "framing", "narrator": "narrating"}
"""Whoever sits at a seam, for whom its option is called, and the seam."""
WHOLE_NUMBERS = ("scenes", "words", "nights")
LISTS = ("cast", "avoid")
SETTINGS = (*TEXTS, "model", *WHOLE_NUMBERS, *LISTS, *(f"{seam}_model" for seam in SEATED))

NIGHTS = 12
"""Nights: simulated where nobody says how many, of which the best is told. Measured over 60 seeds of
both bundled stories: of what 24 nights gain over one, 12 have nine tenths, for half the time."""
MOST_NIGHTS = 100
"""Nights: the most that may be asked for. Chosen: some ten seconds, and past it little is gained."""

Layer: TypeAlias = Mapping[str, tuple[object, str]]
"""Setting to its value, and where that was given."""
