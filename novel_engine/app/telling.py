"""A finished record told: by a run, by whoever goes on with one, and by whoever tells it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from novel_engine.adapters.files.story_folder import FIRST_TELLING, stem_of
from novel_engine.adapters.files.told_files import hashes
from novel_engine.adapters.formats.registry import file_name, written
from novel_engine.app.assembly import Assembly
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.errors import FallbackRefused
from novel_engine.ports.record import Record
from novel_engine.ports.seams import Narrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import RenderedChapter, Telling, Wish
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Narration:
    """A finished story in words: what happened, its plan, and the plan's chapters."""

    fabula: Fabula
    telling: Telling
    chapters: tuple[RenderedChapter, ...]

    @property
    def shortfalls(self) -> tuple[tuple[int, str], ...]:
        """Every beat that nobody had words for, with the number of its chapter."""
        return tuple(
            (chapter.number, beat) for chapter in self.chapters for beat in chapter.shortfalls
        )

    def files(self, forms: Sequence[str]) -> dict[str, bytes]:
        """The bytes of every file that it is written to, by name."""
        stem = stem_of(self.telling.name)
        return {
            file_name(form, stem): written(form, self.telling, self.chapters, self.fabula)
            for form in forms
        }


def chronicled(
    assembly: Assembly, fabula: Fabula, wish: Wish, narrator: Narrator | None = None
) -> tuple[Telling, tuple[RenderedChapter, ...]]:
    """A telling of a finished record as it is wished for, planned, worded (offline, unless by
    somebody else) and verified.
    """
    chronicler = ChroniclerAgent(
        narrator or OfflineNarrator(assembly.setting, assembly.genre.fragments)
    )
    return chronicler.tell(fabula, assembly.genre.idiom, wish)


def told(
    assembly: Assembly, fabula: Fabula, wish: Wish, narrator: Narrator, name: str = FIRST_TELLING
) -> Narration:
    """The story told now, by this narrator, as a telling of this name. Nothing is kept yet."""
    telling, chapters = chronicled(assembly, fabula, wish, narrator)
    return Narration(fabula, replace(telling, name=name), chapters)


def told_before(
    assembly: Assembly, fabula: Fabula, chapters: tuple[RenderedChapter, ...]
) -> Narration:
    """The story's own telling, whose chapters are kept: it is only planned."""
    telling = plan(fabula, assembly.genre.idiom, own_wish(assembly))
    return Narration(fabula, telling, chapters)


def own_wish(assembly: Assembly) -> Wish:
    """How the story is told when nobody asks for anything else."""
    return Wish(assembly.config.words, assembly.config.focalizer, assembly.config.style)


def refuse_shortfalls(words: Narration, where: str, whose: str, cure: str) -> None:
    """Raise FallbackRefused, under `--strict`, when there is a beat that nobody had words for."""
    if not words.shortfalls:
        return
    number, beat = words.shortfalls[0]
    raise FallbackRefused(
        f"{where}--strict, and {len(words.shortfalls)} of the {whose}'s beats found no words, "
        f"the first in chapter {number} ({beat}); {cure}"
    )


def keep(record: Record, words: Narration, files: Mapping[str, bytes] | None) -> None:
    """Have the telling in its record. `files` are those that it is written to beside the record, if
    it is.
    """
    name = words.telling.name
    noted = None if files is None else record.files() | hashes(files)
    if name not in record.tellings() or record.chapters(name) != words.chapters:
        record.keep(words.telling, words.chapters, noted)
    elif noted is not None:
        record.note_files("this", noted)
