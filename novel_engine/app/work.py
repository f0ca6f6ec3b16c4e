"""A story at work: what it is made from, its record, and where its files go."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from novel_engine.adapters.files.story_folder import FIRST_TELLING, home_of
from novel_engine.adapters.formats.registry import FORMATS, file_name
from novel_engine.app.assembly import Assembly
from novel_engine.app.seats import ModelOptions, Production
from novel_engine.app.telling import Narration
from novel_engine.errors import USE_A_COPY, RecordError
from novel_engine.ports.library import Library
from novel_engine.ports.record import Record, TurnRecord
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """A story that is being made: where, in which files, whether a fall-back is fatal, and how
    models are asked. `turns` are those of the night that was taken, to be recorded as they are, and
    `words` the telling by which it was.
    """

    assembly: Assembly
    record: Record
    library: Library
    folder: Path
    formats: tuple[str, ...] = ("md",)
    strict: bool = False
    models: ModelOptions = field(default_factory=ModelOptions)
    turns: tuple[TurnRecord, ...] = ()
    words: Narration | None = None

    @property
    def home(self) -> Path:
        """The folder as a person knows it."""
        return home_of(self.folder)

    @property
    def file_names(self) -> tuple[str, ...]:
        """The files that the story is told in."""
        return tuple(map(file_name, self.formats))

    @property
    def is_told(self) -> bool:
        """Whether nobody need be asked for anything any more."""
        return FIRST_TELLING in self.record.tellings()

    @property
    def production(self) -> Production:
        """What those at the seams must know of it."""
        assembly = self.assembly
        return Production(
            assembly.setting,
            assembly.genre,
            assembly.config.models,
            self.record,
            self.home,
            self.strict,
        )


def kept_formats(record: Record) -> tuple[str, ...]:
    """The forms in which a story is told, as its record keeps them. Raises RecordError for one that
    there is not.
    """
    forms = tuple(record.meta().get("formats", "md").split(","))
    if not set(forms) <= set(FORMATS):
        raise RecordError(f"{record.where}: it keeps a form that there is not; {USE_A_COPY}")
    if "md" not in forms or len(set(forms)) < len(forms):
        raise RecordError(
            f"{record.where}: the row formats of story is not a list of forms, each once and md "
            f"among them; {USE_A_COPY}"
        )
    return forms
