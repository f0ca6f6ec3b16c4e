"""Persons as their files describe them: names, pronouns, traits, voice."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from novel_engine.values import dataclass

FEWEST_PEOPLE = 2
"""People: a story needs another for somebody to hide something from."""
TRAIT_AXES = (
    "nerve",
    "candour",
    "warmth",
    "pride",
    "patience",
    "order",
    "trustfulness",
    "restraint",
)

Length = Literal["short", "medium", "long"]
Address = Literal["first", "surname", "nickname", "none"]


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Five forms; `plural` says whether verbs agree as with `they`."""

    subject: str
    object: str
    possessive: str
    own: str
    reflexive: str
    plural: bool = False


SHE = Pronouns("she", "her", "her", "hers", "herself")
HE = Pronouns("he", "him", "his", "his", "himself")
THEY = Pronouns("they", "them", "their", "theirs", "themself", plural=True)
PRONOUN_SETS = {"she/her": SHE, "he/him": HE, "they/them": THEY}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a person speaks. `formality` is −2 … 2."""

    formality: int = 0
    length: Length = "medium"
    hedges: tuple[str, ...] = ()
    oaths: tuple[str, ...] = ()
    address: Address = "first"


@dataclass(frozen=True, slots=True)
class Secret:
    """Something a person's file says they hide; `claim` fits after "that"."""

    claim: str
    stakes: int = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """How one person stands to another before the story; every axis is −3 … 3."""

    other: str
    label: str = ""
    affection: int = 0
    trust: int = 0
    respect: int = 0
    fear: int = 0
    debt: int = 0


@dataclass(frozen=True, slots=True)
class Lore:
    """Something a person knows about the world; `keys` are the words that bring it to mind."""

    content: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One character, whole. `traits` follows TRAIT_AXES, each −2 … 2.

    `name` is the whole name as it stands in a sentence, `written` as its file has it, `formal` what
    those call the person who go by surnames. Text is the author's own and literal: braces in it are
    braces, never slots. `extensions` is other programs' data, kept as JSON and never used.
    """

    id: str
    name: str
    short: str
    pronouns: Pronouns
    age: int = 40
    description: str = ""
    background: str = ""
    work: str = ""
    nickname: str = ""
    traits: tuple[int, ...] = (0,) * len(TRAIT_AXES)
    voice: Voice = field(default_factory=Voice)
    goals: tuple[str, ...] = ()
    fears: tuple[str, ...] = ()
    secrets: tuple[Secret, ...] = ()
    ties: tuple[Tie, ...] = ()
    tactics: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    tell: str = ""
    example_dialogue: tuple[str, ...] = ()
    backstory: str = ""
    beliefs: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    lore: tuple[Lore, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    extensions: str = ""
    written: str = ""
    formal: str = ""

    def trait(self, axis: str) -> int:
        """Where this person stands on one axis, −2 … 2."""
        return self.traits[TRAIT_AXES.index(axis)]

    @property
    def surname(self) -> str:
        """What those call the person who go by surnames: the last word of the name, unless it is
        known better.
        """
        return self.formal or (self.name.split()[-1] if self.name.split() else self.name)
