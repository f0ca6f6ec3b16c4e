"""The pronouns of a habit: a person's own, where somebody wrote another set than the file names."""

from __future__ import annotations

import re

from novel_engine.story.givens.people import Pronouns

SUBJECTS_TO = {"he": "she", "she": "he"}
REFLEXIVES = frozenset("himself herself themself themselves itself".split())
OF_A_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)
OF_ANYBODY = re.compile(r"\b(?:their|theirs|themself|themselves)\b", re.IGNORECASE)
SOMEBODY_ELSE = re.compile(
    r"\b(?:mother|father|sister|brother|friend|wife|husband|son|daughter|child|children|man|woman"
    r"|men|women|boy|girl|boss|guests?|people|others?|person|whoever|someone|somebody|anyone|anybody"
    r"|everyone|everybody|nobody)(?:['’]s)?\b|(?<=\s)[A-Z][a-z]+",
)
NO_NOUN = frozenset(
    """and or but as if when while before after until in on at to from with by for of over under than
    into through once twice again away up down out back off not about across behind""".split()
)
CURE = "write '{}', or give the person's pronouns in 'pronouns'"


def in_own_pronouns(habit: str, own: Pronouns) -> str:
    """The habit with each pronoun that is surely the person's as their set has it.

    Raises ValueError where another pronoun could mean somebody else, or nobody.
    """
    forms = {own.subject, own.object, own.possessive, own.own, own.reflexive}
    other = OF_A_PERSON if own.plural or own.subject == "they" else _of_others(habit, forms)
    strange = [found for found in other.finditer(habit) if found[0].lower() not in forms]
    for found in reversed(strange):
        word, following = found[0].lower(), habit[found.end() :].split()
        form = _own_form(word, following, own)
        if not form or SOMEBODY_ELSE.search(habit):
            right = form or own.object
            raise ValueError(
                f"says '{word}', and the person's pronouns are "
                f"{own.subject}/{own.object}; {CURE.format(right)}"
            )
        habit = habit[: found.start()] + form + habit[found.end() :]
    return habit


def _of_others(habit: str, forms: set[str]) -> re.Pattern[str]:
    """Which pronouns cannot be right: their is, of several or of anybody."""
    several = re.search(r"\b(?:\w+s|they|them)\b.*\btheir", habit.partition(" ")[2])
    if "their" in forms or several or SOMEBODY_ELSE.search(habit):
        return OF_A_PERSON
    return re.compile(f"{OF_A_PERSON.pattern}|{OF_ANYBODY.pattern}", re.IGNORECASE)


def _own_form(word: str, following: list[str], own: Pronouns) -> str:
    """The person's own form for another's; empty where it may be somebody else's."""
    if word in REFLEXIVES:
        return own.reflexive
    owned = bool(following) and following[0].strip(",;:").lower() not in NO_NOUN
    if word in ("his", "her", "their"):
        return own.possessive if owned and not following[0].startswith((",", ";")) else ""
    return own.subject if SUBJECTS_TO.get(word) == own.subject else ""
