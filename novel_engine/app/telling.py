"""A finished record told: by a run, by whoever goes on with one, and by whoever tells it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from novel_engine.adapters.files.story_folder import FIRST_TELLING, safe_name, stem_of
from novel_engine.adapters.files.told_files import hashes
from novel_engine.adapters.formats.registry import file_name, written
from novel_engine.adapters.reading.validation.fitting import narrators
from novel_engine.adapters.untrusted_text import composed, printable, visible_line
from novel_engine.app.assembly import Assembly
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.offline import OfflineNarrator
from novel_engine.errors import FallbackRefused, UsageError
from novel_engine.ports.record import Record
from novel_engine.ports.seams import Narrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.roll import Roll
from novel_engine.story.telling.focalization import chosen_focalizer
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
    assembly: Assembly,
    fabula: Fabula,
    wish: Wish,
    narrator: Narrator | None = None,
    *,
    mends: bool = False,
) -> tuple[Telling, tuple[RenderedChapter, ...]]:
    """A telling of a finished record as it is wished for, planned, worded (offline, unless by
    somebody else), mended if that is wanted, and verified.
    """
    narrator = narrator or OfflineNarrator(assembly.setting, assembly.genre.fragments)
    chronicler = ChroniclerAgent(narrator, mends=mends)
    return chronicler.tell(fabula, assembly.genre.idiom, wish)


def told(
    assembly: Assembly, fabula: Fabula, wish: Wish, narrator: Narrator, name: str = FIRST_TELLING
) -> Narration:
    """The story told now, by this narrator, as a telling of this name. Nothing is kept yet. What is told
    offline is mended: a model is not asked twice.
    """
    mends = isinstance(narrator, OfflineNarrator)
    telling, chapters = chronicled(assembly, fabula, wish, narrator, mends=mends)
    return Narration(fabula, replace(telling, name=name), chapters)


def told_before(
    assembly: Assembly, fabula: Fabula, chapters: tuple[RenderedChapter, ...]
) -> Narration:
    """The story's own telling, whose chapters are kept: it is only planned."""
    telling = plan(fabula, assembly.genre.idiom, own_wish(assembly))
    return Narration(fabula, telling, chapters)


def own_wish(assembly: Assembly) -> Wish:
    """How the story is told when nobody asks for anything else."""
    config = assembly.config
    return Wish(config.words, config.focalizer, config.style, config.person, config.tense)


def resolved(assembly: Assembly, fabula: Fabula, wish: Wish, folder: Path) -> tuple[Wish, str]:
    """The wish with ids for names and the story's own choice where nothing is said, and the
    telling's name.

    Raises UsageError for a person or a narrator there is not.
    """
    config, styles = assembly.config, assembly.genre.idiom.styles
    usual = config.style or (styles[0].id if styles else "")
    focalizer = person_named(assembly.setting, wish.focalizer, folder) if wish.focalizer else ""
    own = config.focalizer or chosen_focalizer(fabula)
    _check_style(assembly.genre, wish.style)
    asked = replace(wish, person=wish.person or config.person, tense=wish.tense or config.tense)
    style = _style_for(assembly.genre, asked, usual)
    other = Wish(
        words=wish.words if wish.words != config.words else 0,
        focalizer=focalizer if focalizer != own else "",
        style=style if style != usual else "",
        person=wish.person if wish.person != (config.person or "third") else "",
        tense=wish.tense if wish.tense != (config.tense or "past") else "",
    )
    whole = Wish(
        other.words or config.words,
        other.focalizer or config.focalizer,
        other.style or config.style,
        asked.person,
        asked.tense,
    )
    return whole, telling_name(other)


def _style_for(genre: Genre, asked: Wish, usual: str) -> str:
    """The narrator for what is asked: the usual one where none is named, or a plain one where no
    other could tell it so. Raises UsageError where another is named.
    """
    style = asked.style or usual
    plain = [one.id for one in genre.idiom.styles if one.plain]
    if style in plain or not is_for_plain(asked):
        return style
    option = f"--person {asked.person}" if asked.person == "first" else f"--tense {asked.tense}"
    if asked.style or not plain:
        them = f"--style {plain[0]}" if plain else f"no narrator of {genre.name}"
        raise UsageError(
            f"{option}: only the plain voice tells so, which is {them}; "
            "or tell it with --person third --tense past"
        )
    return plain[0]


def is_for_plain(asked: Wish) -> bool:
    """Whether only the plain voice can tell as is asked: in the first person, or in the present."""
    return asked.person == "first" or asked.tense == "present"


def _check_style(genre: Genre, asked: str) -> None:
    """Raise UsageError for a narrator that the genre has not."""
    if asked and asked not in [style.id for style in genre.idiom.styles]:
        where = f"--style {printable(asked)}: there is no such narrator in {genre.name}"
        raise UsageError(f"{where}; {narrators(genre)}")


def telling_name(other: Wish) -> str:
    """The name of a telling, made of what is other in it than in the story's own; what is the same
    is empty.
    """
    through = [f"through-{other.focalizer}"] if other.focalizer else []
    length = [f"words-{other.words}"] if other.words else []
    manner = filter(None, [other.style, other.person, other.tense])
    return safe_name("-".join([*through, *manner, *length]), FIRST_TELLING)


def person_named(setting: Setting, written_name: str, folder: Path) -> str:
    """The id of the character that is meant, however its letters are composed. Raises UsageError."""
    roll, name = Roll(tuple(setting.people.values())), composed(written_name)
    found = roll.find(name)
    if not found:
        shown = printable(visible_line(written_name))
        raise UsageError(f"{folder}: '{shown}' {roll.why_nobody(name)}")
    return found


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
