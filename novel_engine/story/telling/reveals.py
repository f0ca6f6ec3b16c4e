"""What a text gives away."""

from __future__ import annotations

from collections.abc import Iterator

from novel_engine.story.english.text import WORD, words
from novel_engine.story.fabula.setting import Setting


def revealed(setting: Setting, text: str) -> Iterator[str]:
    """The facts whose revealing words all stand in a text, together with the name of whom they are
    about.
    """
    said = set(words(text))
    for fact in setting.facts.values():
        subject = setting.people.get(fact.subject)
        named = subject is not None and set(WORD.findall(subject.short.lower())) <= said
        if fact.tokens and named and all(t.lower() in said for t in fact.tokens):
            yield fact.id
