"""One question, as small as a question can be, and a model that plays what it is given."""

from __future__ import annotations

import json
import threading
from collections import deque
from dataclasses import dataclass, field

from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.story.asking.consultation import Prompt, Reply

SCHEMA = {
    "type": "object",
    "properties": {
        "choice": {"type": "string", "enum": ["1", "2"]},
        "manner": {"type": "string", "maxLength": 60},
    },
    "required": ["choice", "manner"],
    "additionalProperties": False,
}
ANSWER = '{"choice": "1", "manner": "drily"}'


def prompt(user: str = "What does Ida do?", most_tokens: int = 300) -> Prompt:
    """A question to Ida."""
    return Prompt(
        "deciding",
        "You are Ida.",
        user,
        json.dumps(SCHEMA),
        most_tokens,
        "deciding-1",
        "ida",
        3,
        "{}",
    )


@dataclass
class Scripted:
    """Gives these outcomes in order, and then its answer; counts how often it was asked."""

    outcomes: deque[Reply | CallFailed] = field(default_factory=deque)
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, prompt: Prompt) -> Reply:
        """The next outcome."""
        with self.lock:
            self.asked += 1
            outcome = self.outcomes.popleft() if self.outcomes else Reply(ANSWER)
        if isinstance(outcome, CallFailed):
            raise outcome
        return outcome
