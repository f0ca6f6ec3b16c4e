"""How many tokens a text is, about and at most: what a call takes, and can cost, follows."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.asking.consultation import Prompt, Reply

PROSE, JSON, FEWEST_BYTES = 4, 3, 2
"""Bytes of UTF-8 to a token: of words, of JSON, and of anything whatever. Measured: 3.4 to 4.2, 2.8
to 3.2.
"""
AROUND_A_PROMPT = 40
"""What a provider adds of its own: the roles of the messages, and their separators."""
ROOM_TO_THINK = 1024
"""Models that think before they answer count their thoughts among the tokens of the answer."""
# Tokens of one call: past it, a provider's count is no count.
MOST_COUNTED = 1_000_000_000


def estimated_tokens(text: str, bytes_a_token: int = PROSE) -> int:
    """About how many tokens a text is."""
    return -(-len(text.encode("utf-8", "replace")) // bytes_a_token)


def estimated_tokens_in(prompt: Prompt) -> int:
    """About how many tokens of a prompt are counted: what it says, and half of its schema, for only
    some count that.
    """
    return (
        estimated_tokens(prompt.system + prompt.user) + estimated_tokens(prompt.schema, JSON) // 2
    )


def most_tokens_in(prompt: Prompt) -> int:
    """The most tokens that a prompt can be: one for every two bytes that are sent."""
    return (
        estimated_tokens(prompt.system + prompt.user + prompt.schema, FEWEST_BYTES)
        + AROUND_A_PROMPT
    )


def most_tokens_out(prompt: Prompt) -> int:
    """The most tokens a prompt allows for an answer, and for thinking before it."""
    return prompt.most_tokens + ROOM_TO_THINK


def counted(reply: Reply, prompt: Prompt) -> Reply:
    """The reply with tokens that can be counted.

    Where a server did not count them, our own estimate stands in, so that a budget never takes a
    call to be free.
    """
    return replace(
        reply,
        tokens_in=_within(reply.tokens_in) or estimated_tokens_in(prompt),
        tokens_out=_within(reply.tokens_out) or estimated_tokens(reply.text, JSON),
    )


def _within(tokens: int) -> int:
    return max(0, min(tokens, MOST_COUNTED))
