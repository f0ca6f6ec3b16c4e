"""Every failure the program names, as a tree; each carries the exit code the command line gives it.

A character failing is an event and never stands here. Messages say what happened, where, and what
to do.
"""

from __future__ import annotations

USE_A_COPY = "use a copy of it, or tell the story anew"
"""The cure of every damaged record."""


class NovelError(Exception):
    """A failure with a plain message for the person at the terminal."""

    exit_code = 1


class UsageError(NovelError):
    """The command was asked for something that cannot be done as asked."""

    exit_code = 2


class StoryTaken(UsageError):
    """Another story, or another process, is where this one would be."""


class InputError(NovelError):
    """A file a person wrote cannot be used: story, character, genre, card."""

    exit_code = 3


class ConfigError(InputError):
    """A story file, an environment variable or an option is wrong."""


class CastError(InputError):
    """A character file, or the cast as a whole, is wrong."""


class GenreError(InputError):
    """A genre's data, a verb, a kernel or a fragment is wrong."""


class CastingError(InputError):
    """The kernel's roles cannot be bound to the characters that were loaded."""


class ModelUnavailable(NovelError):
    """A language model or a recording did not answer. The story can be resumed."""

    exit_code = 4


class BudgetReached(NovelError):
    """The money is spent. The story can be resumed."""

    exit_code = 5


class RecordError(NovelError):
    """The record is damaged, was made by another format, or replays differently."""

    exit_code = 6


class RulesBroken(RecordError):
    """What was to be recorded breaks the record's rules; nothing was written.

    Of a record that was there before, it may have been damaged; of one that is being made, it is a
    bug.
    """


class BatchFailed(NovelError):
    """Some stories of a batch failed; the others are whole."""

    exit_code = 7


class StorageError(NovelError):
    """The disk is full, a folder is read-only, or a file cannot be written."""

    exit_code = 8


class DiskFull(StorageError):
    """There is no room left, or the disk fails; what was recorded before is whole."""


class FallbackRefused(NovelError):
    """A fall-back happened under `--strict`. The story can be resumed."""

    exit_code = 9


class NotCertified(NovelError):
    """Something that was to be proven of a telling does not hold."""

    exit_code = 10


class Interrupted(NovelError):
    """The person stopped the run. The story can be resumed."""

    exit_code = 130
