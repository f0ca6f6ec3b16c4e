"""Who tells it, where the plain voice says I, and how its lines are put for them and for its tense."""

from __future__ import annotations

from functools import lru_cache
from typing import Self

from novel_engine.story.english.narration.oneself import lines_of_me, of_me, slotted
from novel_engine.story.english.narration.present import in_the_present
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.fragments import Pieces, Slot, parse_pieces
from novel_engine.story.givens.people import Person
from novel_engine.story.realising.referring_expressions import PlainMentions, Said
from novel_engine.story.telling.retold.naming import work_in_words
from novel_engine.values import dataclass

PRONOUN_OF_ME = {"they": "I", "them": "me", "their": "my", "theirs": "mine", "themself": "myself"}
AGREES_WITH_ME = {
    "was": "was",
    "were": "was",
    "is": "am",
    "are": "am",
    "has": "have",
    "have": "have",
    "does": "do",
    "do": "do",
    "s": "",
}
WHO = "who "


@dataclass(frozen=True, slots=True)
class PersonAndTense:
    """In which person and tense it is told: `me` is whoever says I, if anybody does."""

    me: str = ""
    is_present: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether it is told in the third person and the past, as lines are written."""
        return not (self.me or self.is_present)


AS_LINES_ARE = PersonAndTense()


class OwnMentions(PlainMentions):
    """The memory of whoever is told a story by one of the people in it, who needs no name."""

    voice = AS_LINES_ARE

    @property
    def me(self) -> str:
        """Whoever tells it, if anybody says I."""
        return self.voice.me

    def copy(self) -> Self:
        """The same memory, to be tried on words that may yet be taken back."""
        found = super().copy()
        found.voice = self.voice
        return found

    def name(self, person: str) -> Said:
        """The name of anybody else."""
        return self.refer(person, "they") if person == self.me else super().name(person)

    def refer(self, person: str, form: str) -> Said:
        """I, me and my, which can mean nobody else, and make nobody's pronoun unclear."""
        if person != self.me:
            return super().refer(person, form)
        return Said.of(person, PRONOUN_OF_ME[form], "pronoun")

    def agree(self, person: str, form: str) -> str:
        """The verb form of me, too."""
        return AGREES_WITH_ME[form] if person == self.me else super().agree(person, form)

    def is_clear(self, person: str) -> bool:
        """Whether the pronoun can only mean this person, as mine always can."""
        return person == self.me or super().is_clear(person)

    @property
    def has_met_me(self) -> bool:
        """Whether it has been said who tells it."""
        return self.me in self._introduced

    def met_me(self) -> None:
        """It is said."""
        self._introduced.add(self.me)


def introduction(setting: Setting, me: Person, *, present: bool) -> Said:
    """Who tells it, in a sentence."""
    works, am = ("works", "am") if present else ("worked", "was")
    work = work_in_words(setting, me, works)
    does = f"{am} {work}" if not work.startswith(WHO) else work.removeprefix(WHO)
    does = does.replace("works ", "work ", 1) if work.startswith(WHO) else does
    said = f", and I {does}. " if work else ". "
    return Said("My name is ").then(Said.of(me.id, me.name, "name")).then(Said(said))


def titled_by(me: Person | None, noun: str) -> str:
    """A noun as it stands over a chapter of whoever tells it: `Ida's key` is My Key there."""
    if me is None:
        return noun
    slot = f"{{{me.id}}}"
    return of_me(slotted(noun, slot, (me.name, me.short)), slot)


@lru_cache(maxsize=4096)
def as_told(text: str, mine: tuple[str, ...], *, present: bool) -> Pieces:
    """A line of the plain voice as it is told, of whose parts these are mine."""
    text = lines_of_me(text, mine) if mine else text
    text = in_the_present(text) if present else text
    return parse_pieces(text)


def in_one_text(pieces: Pieces) -> str:
    """Pieces without alternatives as the text that they were read from."""
    return "".join(_piece(piece) for piece in pieces if not hasattr(piece, "options"))


def _piece(piece: object) -> str:
    if isinstance(piece, Slot):
        return f"{{{piece.root}.{piece.form}}}" if piece.form else f"{{{piece.root}}}"
    return str(piece)
