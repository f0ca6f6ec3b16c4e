"""What of a story can be set from outside its file, and how such settings are handed about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

TEXTS = ("title", "genre", "premise", "kernel", "second", "form", "focalizer", "style", "seed")
SEATED = {"decider": "deciding", "framer": "framing", "narrator": "narrating"}
"""Whoever sits at a seam, for whom its option is called, and the seam."""
WHOLE_NUMBERS = ("scenes", "words")
LISTS = ("cast", "avoid")
SETTINGS = (*TEXTS, "model", *WHOLE_NUMBERS, *LISTS, *(f"{seam}_model" for seam in SEATED))

Layer: TypeAlias = Mapping[str, tuple[object, str]]
"""Setting to its value, and where that was given."""
