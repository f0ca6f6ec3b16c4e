"""What a text gives away."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.english.text import words
from novel_engine.story.fabula.setting import Setting


def revealed(setting: Setting, text: str) -> Iterator[str]:
    """The facts whose revealing words all stand in a text, with the name of whom they are about."""
    said = set(words(text))
    return (fact for fact, giving in setting.giveaways.items() if giving <= said)
