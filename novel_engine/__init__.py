"""Novel Engine: casts of characters act on what they know, and the record is told as a story."""

__version__ = "0.1.0"
