"""The understudy: a language model that always gives the offline implementation's answer, for
rehearsals and for tests.
"""

from __future__ import annotations

from novel_engine.story.asking.consultation import Prompt, Reply

# Characters to a token, as English has them; nobody pays by it.
SIGNS_A_TOKEN = 4


class Understudy:
    """Answers every question as the offline implementation would: valid, free, always the same."""

    def ask(self, prompt: Prompt) -> Reply:
        """The offline answer; its tokens are estimated, four signs to one."""
        return Reply(
            prompt.understudy, tokens(prompt.system + prompt.user), tokens(prompt.understudy)
        )


def tokens(text: str) -> int:
    """About how many tokens a text is."""
    return -(-len(text) // SIGNS_A_TOKEN)
