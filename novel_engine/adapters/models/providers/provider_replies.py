"""What all providers share: how a schema is put in words, and when an answer counts as one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from novel_engine.adapters.models.archive.tokens import JSON, estimated_tokens
from novel_engine.adapters.models.providers.key_shapes import NO_KEY_TO_HIDE, KeyShapes
from novel_engine.adapters.untrusted_text import LOWER_LETTERS, inside_fence
from novel_engine.story.asking.consultation import HELD_KEY, Prompt, Reply
from novel_engine.values import dataclass

Ended: TypeAlias = Literal["stop", "length", "blocked"]
# Characters: a model that runs on is cut off here as if it had reached its length.
LONGEST_ANSWER = 100_000
SHOWS_NOTHING = "\ufeff\u200b\u2060\u00a0"
BLANKS_OF_JSON = " \t\r\n"
_NAMES = "think|thinking|thought|thoughts|reasoning|reflection|scratchpad|seed:think"
_STARTS = "START_THINKING|begin_of_thought|channel\\|>analysis"
_ENDS = (
    r"END_THINKING\|>|end_of_thought\|>|channel\|>final\s{0,9}(?:<\|constrain\|>json)?<\|message\|>"
)
THINKING = re.compile(
    rf"\s*(?:<(?:{_NAMES})\b[^>]{{0,80}}>|\[think\]|◁think▷|<\|(?:{_STARTS})|<unused94>"
    r"|<details type=.?reasoning)",
    re.IGNORECASE,
)
THOUGHT = re.compile(
    rf"</(?:{_NAMES}) ?>|\[/think\]|◁/think▷|<\|(?:{_ENDS})|<channel\|>|<unused95>|</details>"
    r"|\[BEGIN FINAL RESPONSE\]",
    re.IGNORECASE,
)
"""What stands before and behind what a model thinks aloud, by the names that models have for it."""
_MARK = r"(?:<[|｜][^|｜<>{}\s]{1,40}[|｜]>|</?[a-z][a-z0-9_:]{0,30}>|\[/?[A-Z][A-Z ]{1,30}\])"
MARKS_BEFORE = re.compile(
    rf"(?:{_MARK}\s{{0,9}}(?:(?:assistant|model|final)\b\s{{0,9}})?){{1,9}}(?={{)"
)
MARKS_BEHIND = re.compile(rf"(?:{_MARK}\s{{0,9}}){{1,9}}\Z")
"""What a template, or a habit, has left round an answer: marks of who speaks, and tags."""
OPENING_TAG, CLOSING_TAG = re.compile(r"[`~]{3}[^{`~]{0,60}\{"), re.compile(r"\s*(?:[`~]{3,}|\Z)")
DECODER = json.JSONDecoder()
GARBLED = "what came back could not be read"
# What the client libraries raise, beside their own errors, over a body they had not expected.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
REASONS = frozenset(
    {
        "blocklist",
        "content_filter",
        "content-filter",
        "function_call",
        "image_other",
        "image_prohibited_content",
        "image_recitation",
        "image_safety",
        "jailbreak",
        "language",
        "length",
        "malformed_function_call",
        "max_tokens",
        "model_armor",
        "no_image",
        "other",
        "prohibited_content",
        "recitation",
        "refusal",
        "safety",
        "spii",
        "stop",
        "tool_calls",
        "too_many_tool_calls",
        "unexpected_tool_call",
    }
)
"""Why providers stop, as they name it; another word of theirs may be anything, and is not kept."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a provider sent, in the words all of them share.

    `ended` is how it came to an end: by itself, at the limit of its length, or because it was
    withheld for `reason`.
    """

    text: str
    ended: Ended
    reason: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


def spoken_schema(prompt: Prompt) -> str:
    """The user's part of a prompt with the schema in it, for a model whose provider takes none."""
    wanted = (
        "Answer with one JSON object and nothing else: "
        "no remark, no code fence. It keeps this JSON Schema:"
    )
    return f"{prompt.user}\n\n{wanted}\n{prompt.schema}"


def unfenced(text: str) -> str:
    """The answer without the code fence that many models put around JSON."""
    inside = inside_fence(text)
    return text if inside is None else inside


def answer_in(text: str) -> str:
    """The answer in what a model wrote: without what it thought aloud first, the marks it ends with,
    and out of the fence that stands in the middle of its remarks. What is JSON, or all of it one
    fence, stays as it is.
    """
    if len(text) > LONGEST_ANSWER:
        return text
    bare = text.strip().strip(SHOWS_NOTHING).strip()
    if bare.startswith("{"):
        plain = _unmarked(bare)
        return text if plain == text.strip(BLANKS_OF_JSON) else plain
    said = _without_thoughts(bare if bare != text.strip() else text)
    if inside_fence(said, LOWER_LETTERS) is not None:
        return said
    fences = _fenced(said) or tuple(_fences(said))
    return fences[0] if len(fences) == 1 and fences[0].lstrip().startswith("{") else said


def _without_thoughts(text: str) -> str:
    ends = [found.end() for found in THOUGHT.finditer(text)]
    if not ends and THINKING.match(text):
        return ""  # it was still thinking when it stopped
    said = text[ends[-1] :] if ends else text
    plain = _unmarked(said.strip())
    return plain if plain.startswith("{") else said


def _unmarked(text: str) -> str:
    """The text without the marks on both sides of it, where it is JSON that they stand round."""
    begun = MARKS_BEFORE.match(text)
    return MARKS_BEHIND.sub("", text[begun.end() :] if begun else text).rstrip()


def _fenced(said: str) -> tuple[str, ...]:
    """The JSON objects that fences of any kind hold, closed or not; no more than two."""
    found: list[str] = []
    place = 0
    while len(found) < 2 and (opening := OPENING_TAG.search(said, place)):
        place = opening.end()
        try:
            _, end = DECODER.raw_decode(said, place - 1)
        except (ValueError, RecursionError):
            continue
        if closing := CLOSING_TAG.match(said, end):
            found.append(said[place - 1 : end])
            place = closing.end()
    return tuple(found)


def _fences(text: str) -> Iterator[str]:
    """What stands between lines of three backticks."""
    inside: list[str] | None = None
    for line in text.split("\n"):
        bare = line.strip()
        if inside is None:
            tag = bare.removeprefix("```")
            is_opening = bare.startswith("```") and (not tag or tag.isalpha())
            inside = [] if is_opening else None
        elif bare == "```":
            yield "\n".join(inside)
            inside = None
        else:
            inside.append(line)


def reply_of(received: Received, key: KeyShapes = NO_KEY_TO_HIDE) -> Reply:
    """The reply. An answer with the key in it, in whatever shape, is withheld.

    Where a server counts nothing, what is not kept of an answer is estimated here, for nobody after
    this sees it.
    """
    reply = _as_reply(received, key)
    if reply.tokens_out or len(reply.text) >= len(received.text):
        return reply
    return replace(reply, tokens_out=estimated_tokens(received.text, JSON))


def _as_reply(received: Received, key: KeyShapes) -> Reply:
    took = max(received.tokens_in, 0), max(received.tokens_out, 0)
    text = storable(received.text)
    if received.ended == "blocked":
        return Reply("", *took, "blocked", plain_reason(received.reason))
    if key.are_in(text[: LONGEST_ANSWER * 2]):
        return Reply("", *took, "blocked", HELD_KEY)
    if received.ended == "length" or len(text) > LONGEST_ANSWER:
        return Reply(text[:LONGEST_ANSWER], *took, "length", "its length was reached")
    return Reply(text if text.strip() else "", *took)


def storable(text: str) -> str:
    """The text without halves of characters, which JSON can carry and no file or database can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def plain_reason(reason: str, otherwise: str = "no reason given") -> str:
    """A provider's reason as plain words; one that nobody knows is not repeated."""
    return reason.lower().replace("_", " ") if reason.lower() in REASONS else otherwise
