"""The syuzhet: which events are told, in what order, through whom, and by which paragraphs."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from novel_engine.story.givens.idiom import GrammaticalPerson, GrammaticalTense
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.verbs import Mark, Verb
from novel_engine.values import dataclass

FeaturePairs: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Beat:
    """The smallest unit of telling.

    `tells` names what fragments may tell it (a verb, or `scene`, `inner`, `cut` …), `features` what
    their conditions are held against, `roles` who and what fills their slots, `present` who could
    be meant by a pronoun, `unknown` the facts that must not show, for the focalizer has no idea of
    them yet. `needed` says that the story limps without it, so that a want of words for it is
    counted. `parts` are the small acts it joins, if it joins any; it then tells how. `line` is what
    was said or done in the words of whoever decided it, and tells the beat where there is one.
    `verb` is the one that `tells` names, where it names one. `plainly` says that the plain voice words
    it, whoever tells the rest.
    """

    tells: str
    events: tuple[int, ...]
    scene: int
    features: FeaturePairs = ()
    roles: Roles = NO_ROLES
    present: tuple[str, ...] = ()
    needed: bool = False
    unknown: tuple[str, ...] = ()
    parts: tuple[Beat, ...] = ()
    line: str = ""
    verb: Verb | None = field(default=None, compare=False)
    plainly: bool = False

    def marked(self, mark: Mark) -> bool:
        """Whether it tells an act of this kind."""
        return self.verb is not None and mark in self.verb.marks


SAID_PLAINLY = "plainly:"
"""What the name of a fragment begins with that says what the telling had not said."""
OUTSIDE = 2
"""A narrator's distance: from here on nobody's thoughts are told, the focalizer's no more than others'."""
GROUND = frozenset(
    """opening scene summary cut image body inner aside callback loose_end ending title
    stakes standing heard terms look air hands saying stated""".split()
)


def is_thought(beat: Beat) -> bool:
    """Whether the beat tells what goes on in a mind alone."""
    return beat.tells == "inner" or beat.marked("thinks")


def is_act(beat: Beat) -> bool:
    """Whether the beat tells something that is done or befalls, and not the ground it stands on."""
    return beat.tells not in GROUND


def merged(beat: Beat) -> dict[str, tuple[str, ...]]:
    """A beat's features, values of the same key together."""
    found: dict[str, tuple[str, ...]] = {}
    for key, values in beat.features:
        found[key] = (*found.get(key, ()), *values)
    return found


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its number from 1, its focalizer, its scenes, what it turns on, and its beats in
    order.
    """

    number: int
    focalizer: str
    scenes: tuple[int, ...]
    features: FeaturePairs
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a telling is asked for: about how many words, through whom, by which narrator, in which
    person and tense; empty for the story's own choice.
    """

    words: int = 3000
    focalizer: str = ""
    style: str = ""
    person: GrammaticalPerson | Literal[""] = ""
    tense: GrammaticalTense | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """A plan for telling the fabula, made offline. `plain` says that the plain voice tells it, in
    which `person` and `tense` may be others; `dropped` why each event is not told, and `barred` the
    fragments that it is not to be told in. `certified` says whether it holds against the record, once
    that has been asked.
    """

    name: str
    title: str
    focalizer: str
    ending: str
    motif: str
    words: int
    chapters: tuple[Chapter, ...]
    style: str = ""
    distance: int = 1
    plain: bool = False
    person: GrammaticalPerson = "third"
    tense: GrammaticalTense = "past"
    dropped: tuple[tuple[int, str], ...] = ()
    barred: tuple[str, ...] = ()
    certified: bool | None = field(default=None, compare=False)


Manner: TypeAlias = Literal["name", "short", "pronoun", "called"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text speaks of somebody, from `start` to before `end`, and how, possessives whole."""

    start: int
    end: int
    person: str
    how: Manner = "name"

    def moved(self, by: int) -> Mention:
        """The same, where its words stand so many characters further on."""
        return Mention(self.start + by, self.end + by, self.person, self.how)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees it, and the events it tells. `speaker` is empty for narration.

    `mentions` say whom the words mean, in order; they are known while a story is being worded and
    are not kept.
    """

    text: str
    events: tuple[int, ...]
    speaker: str = ""
    fragment: str = ""
    mentions: tuple[Mention, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RenderedChapter:
    """A chapter in words. `shortfalls` names the needed beats that found no authored words.

    `unfilled` are the fragments that fitted a beat and were passed over, for there was nothing to
    fill a slot of theirs: each with the slot, as in `inn.3 {G.noun}`; known while it is worded.
    """

    number: int
    title: str
    focalizer: str
    paragraphs: tuple[Paragraph, ...]
    shortfalls: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = field(default=(), compare=False)
