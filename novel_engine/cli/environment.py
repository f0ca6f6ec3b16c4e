"""The variables that the program itself reads, beside the settings of a story."""

from __future__ import annotations

from novel_engine.adapters.reading.shelf import SHELF

__all__ = ["DEBUG", "SHELF"]

DEBUG = "NOVEL_ENGINE_DEBUG"
"""With it, a failure shows where it was raised."""
