"""A spoken paragraph taken apart for a script: what is said, how, and what is done around it.

A bare "said Ida" goes, since a script names its speakers; "said Ida, to the lamp" leaves its manner
to the speech; all else that stands around the quoted words is kept as something done. No quoted
word is ever lost, and none is given to the narration but those that its own sentence mentions in
passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from novel_engine.story.english.past_tense import PASTS
from novel_engine.story.english.text import NAME_STOP, stops_hidden, stops_shown
from novel_engine.values import dataclass

CURLY = str.maketrans("“”", '""')
# The verbs that only say that somebody speaks, and the manner that is in some of them.
VERBS = {
    **dict.fromkeys(
        "said asked remarked replied answered added observed finished began".split(), ""
    ),
    "went on": "",
    "pointed out": "",
    "told": "",
    "murmured": "murmuring",
    "muttered": "muttering",
    "whispered": "whispering",
    "shouted": "shouting",
}
# After these a word like "to" or "slowly" says how; after the others ("went on to the shelf") it
# may say anything.
WITH_HOW = frozenset(
    "said asked remarked replied answered murmured muttered whispered shouted".split()
)
HOW = frozenset(
    """about across after again against along around as at away before behind beside between beyond
    by down for from in inside into like of off on once out over past round through till to toward
    towards under until up upon when while with without""".split()
)
IRREGULAR_PAST = PASTS | {"showed", "lay"}
# Words: a longer parenthetical is an action and stands on its own.
LONGEST_MANNER = 20
# Words: whom a speech is said to, in a parenthetical.
LONGEST_PERSON = 3
AND_VERB = re.compile(r",? and (?=(?:then )?(?P<verb>[\w'-]+))")
JOINT = re.compile(r"\A(?:and|but) ", re.IGNORECASE)
LATE_TAG = re.compile(r",? and (?:said|asked|added|began)[,:]?\Z")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Words that are said, without their quotation marks; `manner` is how, and may be empty."""

    words: str
    manner: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something that is done or seen, in whole sentences."""

    text: str


ScriptPart: TypeAlias = Dialogue | ActionLine


def script_parts_of(text: str, names: Sequence[str]) -> tuple[ScriptPart, ...]:
    """The paragraph's speech and action, in order; `names` is whatever its speaker is called, the
    usual name first.
    """
    unbroken = stops_hidden(text.translate(CURLY))
    parts = _parts_of(unbroken, [stops_hidden(name) for name in names])
    return tuple(map(_with_stops_shown, parts))


def _with_stops_shown(part: ScriptPart) -> ScriptPart:
    if isinstance(part, ActionLine):
        return ActionLine(stops_shown(part.text))
    return Dialogue(stops_shown(part.words), stops_shown(part.manner))


def _parts_of(text: str, names: Sequence[str]) -> list[ScriptPart]:
    """The parts of a text in which the stops of names end nothing."""
    found: list[ScriptPart] = []
    waiting = ""
    for is_speech, piece in _pieces(text):
        if is_speech:
            found.append(Dialogue(piece.strip(), waiting))
            waiting = ""
            continue
        spoken = found[-1] if found else None
        if not isinstance(spoken, Dialogue):
            waiting, action = _around(piece.strip(), names)
        elif spoken.words.endswith((".", NAME_STOP)) and piece.strip()[0].isupper():
            action = _sentence(piece)  # speech that has come to its full stop is followed by no tag
        else:
            manner, action = _around(piece.strip(), names)
            found[-1] = replace(spoken, manner=_both(spoken.manner, manner))
        if action:
            found.append(ActionLine(action))
    return list(_joined(_ended(found)))


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """What stands inside quotation marks and what stands outside them, in turn; words only
    mentioned are outside.
    """
    outside = ""
    cut = text.split('"')
    for n, piece in enumerate(cut):
        if n % 2 == 0:
            outside += piece
        elif n + 1 < len(cut) and _is_mention(outside, piece):
            outside += f'"{piece}"'
        else:
            if outside.strip():
                yield False, outside
            outside = ""
            if n + 1 < len(cut) and piece[-1:].isalnum() and cut[n + 1].startswith((",", ".")):
                # Some put the comma after the quotation mark; it is the speech's all the same.
                piece, cut[n + 1] = piece + cut[n + 1][0], cut[n + 1][1:]
            if piece.strip():
                yield True, piece
    if outside.strip():
        yield False, outside


def _is_mention(before: str, quoted: str) -> bool:
    """Whether the sentence around quoted words runs on: she called it "the tin" and left."""
    return bool(re.search(r"[^\s.,:;!?]\s*\Z", before) and re.search(r"\w\s*\Z", quoted))


def _untagged(text: str, name: str) -> str:
    """What is done beside speech that nobody is said to speak."""
    if text.startswith("and ") and _is_past(text.split()[1]):
        return f"{name} {text.removeprefix('and ')}"
    return LATE_TAG.sub("", text)


def _around(text: str, names: Sequence[str]) -> tuple[str, str]:
    """What narration beside quoted words comes to: how it is said, and what is done."""
    tag = _tag(names).match(text)
    if tag is None:
        return "", _sentence(_untagged(text, names[0]))
    verb, who = (tag["verb"] or tag["verb_first"]).lower(), tag["who"] or tag["who_last"]
    manner, action = _said(tag["rest"], who, verb)
    if action is None:
        return "", _sentence(text)
    return _both(VERBS[verb], manner), " ".join(filter(None, (action, _sentence(tag["after"]))))


def _tag(names: Sequence[str]) -> re.Pattern[str]:
    who = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    verb = "|".join(VERBS)
    return re.compile(
        rf"(?:(?P<who>{who}) (?P<verb>{verb})|(?P<verb_first>{verb}) (?P<who_last>{who}))(?!\w)"
        r"(?P<rest>[^.!?]*)[.!?]*\s*(?P<after>.*)\Z",
        re.IGNORECASE,
    )


def _said(rest: str, who: str, verb: str) -> tuple[str, str | None]:
    """Of what follows "said Ida": the manner, and what is done; None when it is no tag but a
    sentence of its own.
    """
    body = rest.strip(" ,;:")
    if verb == "told":
        return (f"to {body}", "") if body and len(body.split()) <= LONGEST_PERSON else ("", None)
    if not body:
        return "", ""
    runs_on = (
        rest.lstrip().startswith(",")
        or body.startswith("and ")
        or (verb in WITH_HOW and _tells_how(body))
    )
    return _goes_on(f", {body}", who) if runs_on else ("", None)


def _goes_on(body: str, who: str) -> tuple[str, str]:
    """The same for a tag that a comma, or a word like "to", carries on."""
    if body.startswith(", who "):
        return "", _sentence(f"{who} {body.removeprefix(', who ')}")
    for found in AND_VERB.finditer(body):
        if found.start() and body.startswith(", and "):
            break  # what went before is no manner
        manner, rest, verb = body[: found.start()].strip(" ,"), body[found.end() :], found["verb"]
        if verb == "it":
            return manner, _sentence(rest)
        if _is_past(verb):
            return manner, _sentence(f"{who} {rest}")
    return _without_verb(body.removeprefix(", "), who)


def _without_verb(body: str, who: str) -> tuple[str, str]:
    """The same where no second verb is in it: a manner, if it is short enough to be one."""
    if body.startswith("and then,"):
        return "", _sentence(body)
    if body.startswith("and "):
        rest = body.removeprefix("and ")
        return "", _sentence(f"{who}, {rest}" if rest.split()[0].endswith("ing") else rest)
    if len(body.split()) > LONGEST_MANNER:
        return "", _sentence(f"{who}, {body}")
    return body, ""


def _tells_how(body: str) -> bool:
    first = re.split(r"[\s,]", body, maxsplit=1)[0].lower()
    return first in HOW or first.endswith("ly")


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in IRREGULAR_PAST


def _both(one: str, other: str) -> str:
    return ", ".join(filter(None, (one, other)))


def _sentence(text: str) -> str:
    """The text begun with a capital and ended with a stop; nothing when there is no word in it."""
    bare = JOINT.sub("", text.strip(" ,;"), count=1)
    if not re.search(r"\w", bare):
        return ""
    stop = (
        ""
        if bare.endswith((".", NAME_STOP, "!", "?", ":", "'", ")"))
        else ":"
        if bare.lower().startswith("then,")
        else "."
    )
    return bare[:1].upper() + bare[1:] + stop


def _ended(parts: Sequence[ScriptPart]) -> Iterator[ScriptPart]:
    """The parts, with a full stop where a comma led from the speech to its tag and the sentence
    went no further.
    """
    for n, part in enumerate(parts):
        if isinstance(part, Dialogue) and part.words.endswith(","):
            following = next(
                (other.words for other in parts[n + 1 :] if isinstance(other, Dialogue)), ""
            )
            if not following[:1].islower():
                said = part.words[:-1]
                part = replace(part, words=said if stops_shown(said).endswith(".") else f"{said}.")
        yield part


def _joined(parts: Iterator[ScriptPart]) -> Iterator[ScriptPart]:
    """The parts, with speech that only its tag had parted in one piece again."""
    before: ScriptPart | None = None
    for part in parts:
        if isinstance(before, Dialogue) and isinstance(part, Dialogue) and not part.manner:
            before = replace(before, words=f"{before.words} {part.words}")
            continue
        if before is not None:
            yield before
        before = part
    if before is not None:
        yield before
