"""Words of state that a fragment uses without declaring: nobody sits, and no lamp burns, that the
stage has not heard of.

A table of words and what each wants declared. Speech is let alone: people may talk of stoves
anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from novel_engine.story.english.text import SPEECH
from novel_engine.story.givens.fragments import POSTURES, Alternatives, Fragment, Pieces, Slot
from novel_engine.story.givens.verbs import Verb
from novel_engine.values import dataclass

UNSTAGED = ("ending", "loose_end", "summary", "title", "callback")
"""What these tell has its own time and place; so has a conclusion, which a mind draws."""
THOUGHTS = ("inner", "image")
"""What these tell is mostly remembered or imagined, as any thought: only who sits and what is held
are of the stage.
"""
FIGURE = re.compile(
    r"(?:\b(?:like|as if|as though|as one|as when|as people|than|the size of|the way"
    r"|the manner of|colour of|a sort of|in @\w+'s (?:mind|head)|had been|had once|if)\b"
    r"[^.;:]*)\Z"
)
# Characters: so near before a thing that who holds it may be said there.
LOOKED_BACK = 60
SOMEBODY = r"@(?![FGIP]\b)\w+"
NO_AUXILIARY = r"(?<!had )(?<!have )(?<!would )(?<!to )(?<!could )(?<!might )(?<!will )"


Declares: TypeAlias = Callable[[Fragment, Verb | None], bool]
"""Whether a fragment says so; with the verb it tells, if it tells one."""


@dataclass(frozen=True, slots=True)
class StateWords:
    """Some words, what says that they are declared, and what to do where nothing does."""

    pattern: re.Pattern[str]
    declared: Declares
    cure: str
    of_the_ground: bool = True


def _has_posture(fragment: Fragment, _: Verb | None) -> bool:
    sets = any(value in POSTURES for _, value in fragment.sets)
    return sets or any(
        value.rstrip("!") in POSTURES for _, values in fragment.needs for value in values
    )


def _has_hands(fragment: Fragment, _: Verb | None) -> bool:
    return any(key.endswith(".hands") for key, _ in (*fragment.needs, *fragment.sets))


def _has_ground(fragment: Fragment, verb: Verb | None) -> bool:
    """Whether it names its place, or a thing that is where the act is done."""
    in_place = verb is not None and "in_place" in verb.marks
    return any(
        key in ("place", "affords") or (key == "item" and in_place) for key, _ in fragment.when
    )


def _has(*keys: str) -> Declares:
    """Whether any of these is among its conditions, its needs or what it sets."""
    return lambda fragment, _: any(
        key in keys for key, _ in (*fragment.when, *fragment.needs, *fragment.sets)
    )


def _has_ground_or(key: str) -> Declares:
    return lambda fragment, verb: _has_ground(fragment, verb) or _has(key)(fragment, verb)


STATE_TABLE = (
    StateWords(
        re.compile(
            NO_AUXILIARY
            + r"\b(?:sat(?: (?:up|down))?|sitting|seated|knelt|kneeling|crouch(?:ed|ing)"
            r"|squatt(?:ed|ing)|perched|lean(?:ed|ing|t) (?:back|against|on)|got up|stood up"
            r"|to (?:@\w+'s|both|one) (?:feet|knees)|(?:down on one|on (?:@\w+'s|both)) knees?)\b"
            rf"|{SOMEBODY} (?:stood|lay|rose)\b|\b(?:and|then) rose\b"
            rf"|{SOMEBODY}(?: \w+){{0,2}} (?:standing|lying)\b"
        ),
        _has_posture,
        (
            "say who must sit, stand, lie or kneel, or does so after: "
            "`needs: {A: sitting}`, `sets: {A: standing}`"
        ),
        of_the_ground=False,
    ),
    StateWords(
        re.compile(
            r"\b(?:both hands|in (?:@\w+'s|one|either|each|the other) hands?"
            r"|holding|picked up|arms folded|folded arms"
            r"|(?:put|set|laid) (?:(?:the|a|it|@I) ?(?:\w+ ){0,2})down|hands (?:in|behind) )"
        ),
        _has_hands,
        (
            "say what is in whose hands, before or after: "
            "`needs: {A.hands: free}`, `sets: {A.hands: lamp}`"
        ),
        of_the_ground=False,
    ),
    StateWords(
        re.compile(r"\b(?:stove|hearth|embers|grate|kettle|(?<!on )(?<!under )fire(?!d))\b"),
        _has_ground_or("fire"),
        "say where there is one: `when: {affords: hearth}`, a `place:`, or `needs: {fire: lit}`",
    ),
    StateWords(
        re.compile(r"\b(?:lamps?|lantern|lamplight|candles?|wick)\b"),
        _has_ground_or("lamp"),
        (
            "say where there is one, or that it burns: "
            "`when: {affords: lamp}`, a `place:`, or `needs: {lamp: lit}`"
        ),
    ),
    StateWords(
        re.compile(
            r"\b(?:sun|sunlight|daylight|noon|afternoon|dusk|dawn"
            r"|(?<!a )(?<!gone )dark(?! (?:hair|green|blue|brown|red))"
            r"|darkness|moon|moonlight|stars|sunrise|sunset|tonight|this (?:morning|evening)"
            r"|first light|last light|midnight|breakfast|supper|porridge|bedtime)\b"
        ),
        _has("hour", "light"),
        "say when: `when: {hour: night}`, or `needs: {light: day}`",
    ),
    StateWords(
        re.compile(r"\b(?:snowing|snowed|flakes|sleet|blizzard|fog|gusts?|wind)\b"),
        lambda f, verb: (
            _has("weather")(f, verb)
            or any(v in ("sky", "snow") for _, values in f.when for v in values)
        ),
        "say in what weather: `when: {weather: snow}`, or outdoors, `affords: sky`",
    ),
    StateWords(
        re.compile(r"\bdoors?\b"),
        _has_ground_or("door"),
        "say where there is one, or how it stands: a `place:`, or `needs: {door: shut}`",
    ),
    StateWords(
        re.compile(
            r"\b(?:table|chair|bench|bunk|shelf|shelves|stool|desk|drawer|window|sink|cupboard"
            r"|plate|cup|mug|blanket)s?\b"
        ),
        _has_ground,
        "say where there is one: `when: {affords: table}`, or a `place:`",
    ),
)


def undeclared(fragment: Fragment, verb: Verb | None) -> list[str]:
    """Each word of state that nothing declares, with its cure; `verb` is the one that the fragment
    tells, if it tells one.
    """
    marks = verb.marks if verb else frozenset()
    if fragment.tells in UNSTAGED or "concludes" in marks:
        return []
    thought = fragment.tells in THOUGHTS or "thinks" in marks
    found = []
    told = "\n".join(narration(fragment))
    for words in STATE_TABLE:
        if words.declared(fragment, verb) or (words.of_the_ground and thought):
            continue
        if word := next(_of_here_and_now(words, told, fragment.elsewhere), ""):
            found.append(
                f"'{word}' is not declared; {words.cure}, or `elsewhere: [{word.lower()}]`"
            )
    return found


def _of_here_and_now(words: StateWords, told: str, elsewhere: tuple[str, ...]) -> Iterator[str]:
    """The words that stand in no comparison, and that the fragment does not place elsewhere."""
    for hit in words.pattern.finditer(told):
        word = " ".join(hit.group(0).replace("@", "").split())
        before = told[max(0, hit.start() - LOOKED_BACK) : hit.start()]
        if not FIGURE.search(before) and not any(said in word.lower() for said in elsewhere):
            yield word


def narration(fragment: Fragment) -> Iterator[str]:
    """Its paragraphs without speech, roles written `@A` and `@A's`; each alternative is read in one
    of the readings.
    """
    for line in fragment.lines:
        longest = max(
            (len(piece.options) for piece in line.pieces if isinstance(piece, Alternatives)),
            default=1,
        )
        for number in range(longest):
            yield SPEECH.sub('""', _reading(line.pieces, number))


def _reading(pieces: Pieces, number: int) -> str:
    return "".join(_read(piece, number) for piece in pieces)


def _read(piece: str | Slot | Alternatives, number: int) -> str:
    match piece:
        case str():
            return piece
        case Slot(form="their" | "theirs"):
            return f"@{piece.root}'s"
        case Slot(form="s" | "was" | "were" | "is" | "has" | "does" as form):
            return form
        case Slot():
            return f"@{piece.root}"
        case Alternatives():
            return _reading(piece.options[number % len(piece.options)], number)
