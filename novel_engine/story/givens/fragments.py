"""Fragments: small pieces of finished prose with conditions and slots, as a genre's authors write
them.

`docs/writing-lines.md` is the authors' page. Here are the values, the template parser, and the
match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TypeAlias, get_args

from novel_engine.errors import GenreError
from novel_engine.story.givens.facts import FactKind
from novel_engine.story.givens.kernels import Comes
from novel_engine.story.givens.verbs import Verb
from novel_engine.values import dataclass

Features: TypeAlias = Mapping[str, tuple[str, ...]]
MARK = re.compile(r"\A\s*([A-Za-z_]+)>\s*")
SLOT = re.compile(r"\{([^{}|\n]*)\}")
ALTERNATIVES = re.compile(r"\{(?:[^{}\n]|\n(?!\s*\n))*\|(?:[^{}\n]|\n(?!\s*\n))*\}")
SPEAKER = re.compile(r"(?:\A|\n\s*\n)\s*([A-Za-z_]+)>")
DEEPEST = 4
"""Levels: of choices within choices; the bundled lines have two."""

GROUND_CONDITIONS = frozenset(
    """fact given kind item actor target a b rung tactic stance voice length place affords hour
    weather purpose company is motif day distinct form after pattern then gap comes first again took
    news sort concludes follows far ground upon before time seen image so_far own gives same
    wronged apart there hurts held part""".split()
)
VALUES: Mapping[str, tuple[str, ...]] = {
    "actor": ("focal", "other"),
    "target": ("focal", "other"),
    "rung": ("1", "2", "3", "4", "5"),
    "stance": ("warm", "even", "cold"),
    "voice": ("formal", "plain", "rough"),
    "length": ("short", "medium", "long"),
    "hour": ("morning", "day", "evening", "night"),
    "company": ("two", "more", "alone"),
    "distinct": ("true", "false"),
    "gap": ("none", "same_day", "next_day", "days"),
    "first": ("F", "G"),
    "again": ("F", "G"),
    "took": ("believed", "disbelieved", "unsure"),
    "news": ("true", "false"),
    "concludes": ("true", "false"),
    "follows": ("true", "false"),
    "far": ("F", "G"),
    "ground": ("just", "part"),
    "so_far": ("nothing", "happened", "solved"),
    "own": ("F", "G"),
    "wronged": ("true",),
    "apart": ("true",),
    "there": ("A", "B"),
    "held": ("true", "false"),
    "hurts": ("A", "B"),
    "same": ("true", "false"),
    "comes": get_args(Comes),
    "before": ("evading", "owning"),
    "time": ("first", "second"),
    "seen": ("true", "false"),
    "image": ("follows",),
    "part": tuple(
        """claim belief because serves because_claim because_serves claim_serves because_claim_serves
        unplaced who everybody""".split()
    ),
}
GROUND_BEATS = frozenset(
    """opening scene body inner aside callback loose_end refused complication summary cut ending image
    title stakes standing heard terms earlier look air hands saying stated""".split()
)
TEACHING = frozenset("say own lie find examine display suspect unsay pool take_on".split())
"""The effects by which somebody may learn something, so that a thought can come after the act."""
PERSON_FORMS = frozenset(
    "they them their theirs themself was were is are has have does do s called".split()
)
THING_FORMS = frozenset("a it was were is are has have them its".split())
FACT_FORMS = frozenset("claim told noun gerund because serves takes by mends".split())
WORLD_SLOTS = frozenset("looks sounds smells hands saying motif example".split())
"""What an author gave a world, or somebody to say, each filled where it is told."""
PLAIN_SLOTS = WORLD_SLOTS | frozenset(
    """tell here there oath hedge when until premise cast many others rest do or_do one other grounds
    world people wish""".split()
)
ROLES = frozenset(("A", "B"))
FACTS, THING, PLACE, ENDING = frozenset(("F", "G")), "I", "P", "E"
ENDING_FORMS = frozenset(("says",))
ROOT = re.compile(r"[A-Za-z_]\w*")
POSTURES = ("sitting", "standing", "lying", "kneeling")
FIXTURES: Mapping[str, tuple[str, ...]] = {
    "fire": ("lit", "out"),
    "lamp": ("lit", "out"),
    "door": ("open", "shut"),
}
LIGHTS = ("day", "dark")
STRICT = "!"


@dataclass(frozen=True)
class Terms:
    """What a genre's fragments are written in: verbs, the kernels' roles, axes as conditions name
    them, kinds of fact.
    """

    verbs: Mapping[str, Verb]
    roles: frozenset[str]
    axes: frozenset[str]
    kinds: Mapping[str, FactKind]

    @cached_property
    def people(self) -> frozenset[str]:
        """Every root that a person fills."""
        return ROLES | self.roles

    @cached_property
    def beats(self) -> frozenset[str]:
        """Everything a fragment may tell."""
        return GROUND_BEATS | self.verbs.keys()

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Every key that `when:` may hold."""
        return GROUND_CONDITIONS | self.axes

    @cached_property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """What the conditions may be that can be only so much."""
        followed = (verb.name for verb in self.verbs.values() if _is_followed(verb))
        return {
            **VALUES,
            "kind": (*self.kinds, "nothing"),
            "gives": tuple(self.kinds),
            "after": ("nothing", "complication", *followed),
        }

    @cached_property
    def sound(self) -> set[str]:
        """The slots, as they are written, that have been found to mean something: a few, in
        thousands of places.
        """
        return set()

    def has_slot(self, root: str, form: str) -> bool:
        """Whether a slot means anything."""
        if root in self.people:
            return not form or form in PERSON_FORMS
        if root in FACTS:
            return form in FACT_FORMS
        if root == ENDING:
            return form in ENDING_FORMS
        if root == THING:
            return not form or form in THING_FORMS
        return not form and (root in PLAIN_SLOTS or root == PLACE)


def _is_followed(verb: Verb) -> bool:
    """Whether something may be told as coming after the act: its answer, the next question, or a
    thought.
    """
    return (
        bool(verb.obliges)
        or verb.answers
        or not verb.marks.isdisjoint(("favours", "offers"))
        or any(effect.name in TEACHING for effect in verb.effects)
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the text: a root (`A`, `F`, `culprit`) and a form (`they`, `claim`), which may be
    empty.
    """

    root: str
    form: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Inline alternatives, one of which is taken."""

    options: tuple[Pieces, ...]


Piece: TypeAlias = str | Slot | Alternatives
Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a fragment; `speaker` is the root whose speech it holds, or empty."""

    speaker: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Fragment:
    """What it tells, when it may be used, and its paragraphs.

    `needs` is what must not be otherwise on the stage, `sets` what is so after it, `elsewhere` the
    words of state in it that speak of another time or place. A `clause` is joined to another and
    never stands alone; one that is `spare` is taken where no other will do; one that is `plain` is of
    the plain voice, which alone uses it, and may use it again, unless it is for `once`: then it goes
    before the others, and is used up.
    """

    id: str
    tells: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    text: str
    needs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[str, ...] = ()
    clause: bool = False
    spare: bool = False
    plain: bool = False
    once: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its paragraphs. Most fragments are never used in a story, so each is parsed when first
        looked at.
        """
        return parse_template(self.text)

    @property
    def particularity(self) -> int:
        """How many conditions it makes; the particular is preferred."""
        return sum(_weight(key) for key, _ in self.when)

    def fits(self, features: Features) -> bool:
        """Whether every condition holds of these features."""
        for key, values in self.when:
            held = features.get(key, ())
            for value in values:
                if value in held:
                    break
            else:
                return False
        return True


WEIGHT = {
    "fact": 6,
    "given": 6,
    "item": 6,
    "is": 20,
    "a": 3,
    "b": 3,
    **dict.fromkeys(
        ("place", "affords", "hour", "weather", "company", "purpose", "day", "length"), 1
    ),
}
"""Points of particularity, by what a condition is about: what is done and to what counts most, who
it is less, and where and when it is hardly. What is told by its own name goes before any general
line, wherever either stands on the shelf (thirteen points at most)."""

USUAL, OF_AN_AXIS = 2, 3
"""Points of particularity: of any other condition, and of one on an option of the story's own
kernels."""


def _weight(key: str) -> int:
    """How particular a condition is; one on an axis that is named plainly is more so."""
    is_axis = key not in GROUND_CONDITIONS and "." not in key
    return WEIGHT.get(key, OF_AN_AXIS if is_axis else USUAL)


def check_template(text: str, terms: Terms) -> None:
    """Raise GenreError for an open brace, a slot nobody knows, or a speaker who is no role."""
    if "{" in _unbraced(text) or "}" in _unbraced(text):
        parse_template(text)
    for inside in SLOT.findall(text):
        if inside not in terms.sound:
            _check_slot(inside, terms)
            terms.sound.add(inside)
    for speaker in SPEAKER.findall(text):
        if speaker not in terms.people:
            raise GenreError(
                f"'{speaker}>' is not a role; begin a spoken paragraph with A>, B> or a kernel role"
            )


def _check_slot(inside: str, terms: Terms) -> None:
    root, _, form = inside.strip().partition(".")
    if not terms.has_slot(root, form):
        raise GenreError(f"there is no slot {{{inside}}}; see docs/writing-lines.md")


def _unbraced(text: str) -> str:
    """The text without its slots and plain alternatives: a brace that is left wants parsing, to be
    allowed or refused.
    """
    rest = SLOT.sub("", text)
    for _ in range(DEEPEST):
        if "{" not in rest:
            break
        rest = ALTERNATIVES.sub("", rest)
    return rest


@lru_cache(maxsize=20_000)
def parse_template(text: str) -> tuple[Line, ...]:
    """The paragraphs of a text. Raises GenreError for an open brace, or braces around what is no
    slot.
    """
    lines = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        found = MARK.match(paragraph)
        speaker = found.group(1) if found else ""
        body = " ".join((paragraph[found.end() :] if found else paragraph).split())
        lines.append(Line(speaker, _pieces(body)))
    return tuple(lines)


def _pieces(text: str, depth: int = 0) -> Pieces:
    if depth > DEEPEST:
        raise GenreError("alternatives are nested too deep")
    found: list[Piece] = []
    at = 0
    while at < len(text):
        start = text.find("{", at)
        if start < 0:
            found.append(text[at:])
            break
        if start > at:
            found.append(text[at:start])
        end = _closing(text, start)
        found.append(_inside(text[start + 1 : end], depth))
        at = end + 1
    if any(isinstance(p, str) and "}" in p for p in found):
        raise GenreError(f"a stray }} in: {text[:60]}; take it out")
    return tuple(found)


@lru_cache(maxsize=4096)
def parse_pieces(text: str) -> Pieces:
    """The pieces of one paragraph. Raises GenreError."""
    return _pieces(text)


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at
    raise GenreError(f"a brace is never closed: {text[start : start + 40]}; close it, as in {{A}}")


def _inside(text: str, depth: int) -> Piece:
    options = _split(text)
    if len(options) > 1:
        return Alternatives(tuple(_pieces(option, depth + 1) for option in options))
    root, _, form = text.strip().partition(".")
    if not ROOT.fullmatch(root) or not (not form or ROOT.fullmatch(form)):
        raise GenreError(f"there is no slot {{{text}}}; see docs/writing-lines.md")
    return Slot(root, form)


def _split(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == "|" and depth == 0:
            parts.append(text[last:at])
            last = at + 1
    return [*parts, text[last:]]


def slots_in(pieces: Pieces) -> Iterator[Slot]:
    """Every slot, those in alternatives too."""
    for piece in pieces:
        if isinstance(piece, Slot):
            yield piece
        elif isinstance(piece, Alternatives):
            for option in piece.options:
                yield from slots_in(option)


def words_in(fragment: Fragment) -> int:
    """The authored words, each alternative counted once."""
    return sum(_words(line.pieces) for line in fragment.lines)


def _words(pieces: Pieces) -> int:
    total = 0
    for piece in pieces:
        if isinstance(piece, str):
            total += len(piece.split())
        elif isinstance(piece, Alternatives):
            total += sum(_words(option) for option in piece.options)
        else:
            total += 1
    return total
