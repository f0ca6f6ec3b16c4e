"""Lines tried out where a story could use them: at every beat that they could tell, they are told beside
what is told there, or it is said what was in the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.realising.fitness import speaks_of_itself
from novel_engine.story.realising.joints import joined_kind
from novel_engine.story.realising.plain_voice import PlainVoice
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.telling.syuzhet import Beat, Paragraph
from novel_engine.values import dataclass

ON_THE_STAGE = "needs"
GIVES_AWAY = "what nobody there knows yet would show in it"
NAMES_ITSELF = "it would name whoever speaks or is spoken to"


@dataclass(frozen=True, slots=True)
class Tried:
    """A line told at a beat: the events it tells there, its paragraphs, the one that was told before
    it, and whether the story itself has taken it there.
    """

    fragment: str
    events: tuple[int, ...]
    paragraphs: tuple[str, ...]
    before: str
    taken: bool


@dataclass(slots=True)
class Attempts:
    """What came of one line: where it could be told, how many beats it could have told, and how often
    each of its conditions held, and each thing was in the way.
    """

    told: list[Tried] = field(default_factory=list)
    beats: int = 0
    held: Counter[str] = field(default_factory=Counter)
    hindered: Counter[str] = field(default_factory=Counter)

    def add(self, other: Attempts) -> None:
        """What came of the same line in another story."""
        self.told += other.told
        self.beats += other.beats
        self.held += other.held
        self.hindered += other.hindered


class LineRehearsal(Realiser):
    """Tells a story as it is told, and tries these lines at every beat that they could tell."""

    def __init__(
        self, setting: Setting, fragments: Iterable[Fragment], wanted: Sequence[Fragment]
    ) -> None:
        super().__init__(setting, fragments)
        self.attempts: dict[str, Attempts] = {one.id: Attempts() for one in wanted}
        self._wanted: dict[str, list[Fragment]] = {}
        for one in wanted:
            kind = joined_kind(one.tells) if one.clause else one.tells
            self._wanted.setdefault(kind, []).append(one)
        self._seen: Beat | None = None
        self._before = ""

    def _chosen(self, beat: Beat) -> Fragment | None:
        tried = self._tries(beat) if beat is not self._seen else {}
        self._seen = beat
        found = super()._chosen(beat)
        for one, paragraphs in tried.items():
            taken = found is not None and found.id == one
            told = Tried(one, beat.events, paragraphs, self._before, taken)
            self.attempts[one].told.append(told)
        return found

    def _note(self, paragraphs: Sequence[Paragraph]) -> None:
        super()._note(paragraphs)
        self._before = paragraphs[-1].text

    def _tries(self, beat: Beat) -> Mapping[str, tuple[str, ...]]:
        """Each line that could be told here, in words."""
        wanted = self._wanted.get(beat.tells, ())
        features = self._features(beat) if wanted else {}
        found: dict[str, tuple[str, ...]] = {}
        for one in wanted:
            attempts = self.attempts[one.id]
            attempts.beats += 1
            holds = [key for key, values in one.when if {*values} & {*features.get(key, ())}]
            attempts.held.update(holds)
            if len(holds) < len(one.when):
                continue
            if why := self._in_the_way(one, beat):
                attempts.hindered[why] += 1
            elif paragraphs := self._in_words(one, beat):
                found[one.id] = paragraphs
            else:
                attempts.hindered[GIVES_AWAY] += 1
        return found

    def _in_the_way(self, fragment: Fragment, beat: Beat) -> str:
        """What keeps a line whose conditions hold from being told here; empty for nothing."""
        roles = dict(beat.roles)
        if not fragment.plain and self._stage.contradicts(fragment, roles):
            needs = (f"{key}: {' or '.join(values)}" for key, values in fragment.needs)
            return f"{ON_THE_STAGE} {', '.join(needs)}, and the stage is known to be otherwise"
        if not fragment.plain and speaks_of_itself(fragment, roles):
            return NAMES_ITSELF
        lacking = self._lacking(fragment, roles)
        return f"there is nothing to fill {{{lacking}}}" if lacking else ""

    def _in_words(self, fragment: Fragment, beat: Beat) -> tuple[str, ...]:
        """The line in words, and nothing changed by it; nothing where it would give something away."""
        before = (self._mentions, self._recent, self._floor)
        self._mentions, self._recent = self._mentions.copy(), self._recent.copy()
        paragraphs = self._worded(fragment, beat)
        self._mentions, self._recent, self._floor = before
        if self._gives_away(paragraphs, beat):
            return ()
        return tuple(one.text for one in paragraphs)


class PlainLineRehearsal(LineRehearsal, PlainVoice):
    """The same in the plain voice."""
