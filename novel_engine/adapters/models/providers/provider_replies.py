"""What all providers share: how a schema is put in words, and when an answer counts as one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, TypeAlias

from novel_engine.adapters.models.archive.tokens import JSON, estimated_tokens
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.values import dataclass

Ended: TypeAlias = Literal["stop", "length", "blocked"]
# Characters: a model that runs on is cut off here as if it had reached its length.
LONGEST_ANSWER = 100_000
FENCED = re.compile(r"\s*```[a-zA-Z]*\s*\n(?P<inside>.*?)\n?\s*```\s*", re.DOTALL)
GARBLED = "what came back could not be read"
# What the client libraries raise, beside their own errors, over a body they had not expected.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
REASON = re.compile(r"[A-Za-z][A-Za-z_ -]{0,39}")


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
    fenced = FENCED.fullmatch(text)
    return fenced["inside"] if fenced else text


def reply_of(received: Received) -> Reply:
    """The reply. Never an empty text for an answer: what is not there was withheld, and says why.

    Where a server counts nothing, what is not kept of an answer is estimated here, for nobody after
    this sees it.
    """
    reply = _as_reply(received)
    if reply.tokens_out or len(reply.text) >= len(received.text):
        return reply
    return replace(reply, tokens_out=estimated_tokens(received.text, JSON))


def _as_reply(received: Received) -> Reply:
    took = max(received.tokens_in, 0), max(received.tokens_out, 0)
    text = storable(received.text)
    if received.ended == "blocked":
        return Reply("", *took, "blocked", plain_reason(received.reason))
    if received.ended == "length" or len(text) > LONGEST_ANSWER:
        return Reply(text[:LONGEST_ANSWER], *took, "length", "its length was reached")
    if not text.strip():
        return Reply("", *took, "blocked", plain_reason(received.reason, "the answer was empty"))
    return Reply(text, *took)


def storable(text: str) -> str:
    """The text without halves of characters, which JSON can carry and no file or database can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def plain_reason(reason: str, otherwise: str = "no reason given") -> str:
    """A provider's reason as plain words; one that is no short code is not repeated."""
    return reason.lower().replace("_", " ") if REASON.fullmatch(reason) else otherwise
