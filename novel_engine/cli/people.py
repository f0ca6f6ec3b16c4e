"""Whom a name on the command line means."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from novel_engine.app.looking import RecordedStory


def person_in(story: RecordedStory, written: str) -> str:
    """The id of the character that is meant. Raises UsageError."""
    from novel_engine.app.telling import person_named

    return person_named(story.setting, written, story.folder)
