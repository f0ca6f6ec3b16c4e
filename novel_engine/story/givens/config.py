"""One story as its author asked for it: the story file, the environment and the options, already
resolved.

Text in it is the author's own and literal: braces in it are braces, never slots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Literal, TypeAlias, get_args

from novel_engine.errors import ConfigError
from novel_engine.story.givens.facts import Fact, Item, Place
from novel_engine.story.givens.idiom import GrammaticalPerson, GrammaticalTense
from novel_engine.story.givens.people import Person, Tie
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.roll import Roll, is_a_slip, plain_letters
from novel_engine.story.givens.tension_curve import TensionForm
from novel_engine.story.givens.worlds import OwnWorld, StoryMatter
from novel_engine.values import dataclass

Seam: TypeAlias = Literal["deciding", "framing", "narrating"]
SEAMS: tuple[Seam, ...] = get_args(Seam)
OFFLINE = "offline"
WORDS_A_SCENE = 230
"""Words: what a told scene runs to, measured over the bundled stories."""
FEWEST_SCENES = 5
"""Scenes: fewer hold no reversal."""
MOST_SCENES = 24
"""Scenes: more than two plots can carry run out before the reveal, and the story ends unsolved."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in US dollars a million tokens."""

    model: str
    input: float
    output: float


@dataclass(frozen=True, slots=True)
class SeamModels:
    """Which model sits at each of the three seams, and how all of them are asked.

    `timeout` is in seconds, for one attempt. `output` says whether the schema goes to the provider
    or into the prompt. `at_once` is how many chapters may be written side by side. `improvise` lets
    characters do what is on no menu.
    """

    deciding: str = OFFLINE
    framing: str = OFFLINE
    narrating: str = OFFLINE
    temperature: float = 0.8
    timeout: float = 60
    output: Literal["native", "prompted"] = "native"
    at_once: int = 4
    improvise: bool = True
    prices: tuple[Price, ...] = ()

    @property
    def by_seam(self) -> dict[Seam, str]:
        """The name of the model at each seam, in their order."""
        return {"deciding": self.deciding, "framing": self.framing, "narrating": self.narrating}

    @property
    def are_offline(self) -> bool:
        """Whether no language model is used at all."""
        return set(self.by_seam.values()) == {OFFLINE}

    @property
    def simulate_offline(self) -> bool:
        """Whether nobody is asked for anything before the story is told: then its nights cost
        nothing but time.
        """
        return self.deciding == self.framing == OFFLINE


@dataclass(frozen=True, slots=True)
class AuthoredFact:
    """A fact from the story file, and who knows it from the start.

    It has neither id nor topic before the setting is made, and its kind may be left open. Persons
    are named as written until the config is bound to a cast.
    """

    fact: Fact
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthoredSecret:
    """Something one of the cast hides, over and above what the character's own file says."""

    person: str
    claim: str
    stakes: int = 1


@dataclass(frozen=True, slots=True)
class AuthoredTie:
    """How one of the cast stands to another in this story, whatever the character's own file
    says.
    """

    person: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class AuthoredThread:
    """A dramatic question from the story file, and whose it is."""

    question: str
    holder: str = ""
    stakes: int = 1


@dataclass(frozen=True, slots=True)
class AuthoredItem:
    """A thing from the story file, and who has it or where it lies."""

    item: Item
    holder: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class StoryConfig:
    """Everything asked for. An empty text means: chosen by the seed, or by the engine.

    `sources` says where each key was written, by dotted path: for messages, and no part of what was
    asked.
    """

    name: str
    title: str = ""
    genre: str = ""
    cast: tuple[str, ...] = ()
    premise: str = ""
    kernel: str = ""
    second: str = ""
    roles: Roles = NO_ROLES
    form: TensionForm | Literal[""] = ""
    scenes: int = 13
    words: int = 3000
    nights: int = 1
    focalizer: str = ""
    style: str = ""
    person: GrammaticalPerson | Literal[""] = ""
    tense: GrammaticalTense | Literal[""] = ""
    facts: tuple[AuthoredFact, ...] = ()
    secrets: tuple[AuthoredSecret, ...] = ()
    relationships: tuple[AuthoredTie, ...] = ()
    threads: tuple[AuthoredThread, ...] = ()
    places: tuple[Place, ...] = ()
    items: tuple[AuthoredItem, ...] = ()
    world: OwnWorld | None = None
    matter: tuple[StoryMatter, ...] = ()
    avoid: tuple[str, ...] = ()
    models: SeamModels = field(default_factory=SeamModels)
    seed: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False, hash=False)

    @property
    def is_told_otherwise(self) -> bool:
        """Whether it is told as only the plain voice can: in the first person, or in the present."""
        return self.person == "first" or self.tense == "present"

    @property
    def is_placed(self) -> bool:
        """Whether it was said where the story happens: by a genre, or by places of its own."""
        return "genre" in self.sources or bool(self.places or (self.world and self.world.places))

    def where(self, *path: str | int) -> str:
        """Where a key was written, or the nearest one around it: `file:line`, a variable, an
        option.
        """
        for length in range(len(path), 0, -1):
            found = self.sources.get(dotted(path[:length]))
            if found:
                return found
        return self.sources.get("", self.name)


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a command asks for over the story file and the environment, by setting; None is not
    asked for.
    """

    cast: tuple[str, ...] | None = None
    genre: str | None = None
    seed: str | None = None
    scenes: int | None = None
    words: int | None = None
    nights: int | None = None
    focalizer: str | None = None
    style: str | None = None
    person: str | None = None
    tense: str | None = None
    model: str | None = None
    decider_model: str | None = None
    framer_model: str | None = None
    narrator_model: str | None = None


NOTHING_ELSE = Overrides()


def scenes_for(words: int) -> int:
    """How many scenes to plan for a telling of so many words: measured, a told scene runs to some
    230.

    Never more than two plots can carry: a longer plan runs out of scenes before its own reveal, and
    ends unsolved.
    """
    return max(FEWEST_SCENES, min(MOST_SCENES, round(words / WORDS_A_SCENE)))


def dotted(path: Sequence[str | int]) -> str:
    """A key path as `sources` has it: `facts.0.subject`."""
    return ".".join(str(step) for step in path)


def bound_to(config: StoryConfig, people: Sequence[Person]) -> StoryConfig:
    """The config with every person in it named by id, and the cast as ids in order.

    Raises ConfigError, one problem a line, when somebody named is not in the cast, or stands to
    themselves.
    """
    binder = _Binder(config, people)
    whole = replace(
        config,
        cast=tuple(person.id for person in people),
        roles=Roles((role, binder.person(who, "roles", role)) for role, who in config.roles),
        focalizer=binder.person(config.focalizer, "focalizer"),
        facts=tuple(binder.fact(n, fact) for n, fact in enumerate(config.facts)),
        secrets=tuple(
            replace(secret, person=binder.person(secret.person, "secrets", n, "of"))
            for n, secret in enumerate(config.secrets)
        ),
        relationships=tuple(binder.tie(n, tie) for n, tie in enumerate(config.relationships)),
        threads=tuple(
            replace(thread, holder=binder.person(thread.holder, "threads", n, "holder"))
            for n, thread in enumerate(config.threads)
        ),
        items=tuple(
            replace(item, holder=binder.person(item.holder, "items", n, "holder"))
            for n, item in enumerate(config.items)
        ),
        world=binder.world(config.world),
    )
    if binder.problems:
        raise ConfigError("\n".join(binder.problems))
    return whole


class _Binder:
    """Finds persons, and gathers what it could not find."""

    def __init__(self, config: StoryConfig, people: Sequence[Person]) -> None:
        self.config = config
        self.people = people
        self.roll = Roll(people)
        self.problems: list[str] = []
        self.pairs: dict[tuple[str, str], str] = {}

    def person(self, written: str, *path: str | int) -> str:
        if not written:
            return ""
        found = self.roll.find(written)
        if not found:
            self.report(f"'{written[:60]}' {self.roll.why_nobody(written)}", *path)
        return found

    def world(self, written: OwnWorld | None) -> OwnWorld | None:
        if written is None:
            return None
        work = ((self.person(who, "world", "work", who), what) for who, what in written.work)
        texture = written.texture
        hands = (
            replace(one, who=self.whose(one.who, written, "world", "hands", one.who))
            for one in texture.hands
        )
        sayings = (
            replace(one, who=self.whose(one.who, written, "world", "sayings", n, "who"))
            for n, one in enumerate(texture.sayings)
        )
        own = replace(texture, hands=tuple(hands), sayings=tuple(sayings))
        return replace(written, work=tuple(work), texture=own)

    def whose(self, who: str, world: OwnWorld, *path: str | int) -> str:
        """Whom a name means, or the work that somebody there does; the name itself of nobody."""
        works = [*(said for _, said in world.work), *(p.work for p in self.people if p.work)]
        named = {plain_letters(work): work for work in works}
        meant = plain_letters(who)
        if not who:
            return ""
        if found := self.roll.find(who) or named.get(meant, ""):
            return found
        close = next((work for plain, work in named.items() if is_a_slip(meant, plain)), "")
        why = f"is nobody's work; did you mean '{close}'?" if close else self.roll.why_nobody(who)
        if works and "did you mean" not in why:
            why += f"; or a work: {', '.join(dict.fromkeys(works))}"
        self.report(f"'{who[:60]}' {why}", *path)
        return who

    def report(self, what: str, *path: str | int) -> None:
        self.problems.append(f"{self.config.where(*path)}: {what}")

    def fact(self, n: int, written: AuthoredFact) -> AuthoredFact:
        fact = replace(
            written.fact,
            subject=self.person(written.fact.subject, "facts", n, "subject"),
            secret_of=self.person(written.fact.secret_of, "facts", n, "secret_of"),
            hurts=self.person(written.fact.hurts, "facts", n, "hurts"),
        )
        known_by = tuple(
            self.person(who, "facts", n, "known_by", m) for m, who in enumerate(written.known_by)
        )
        return AuthoredFact(fact, known_by)

    def tie(self, n: int, written: AuthoredTie) -> AuthoredTie:
        one = self.person(written.person, "relationships", n, "from")
        other = self.person(written.tie.other, "relationships", n, "to")
        if wrong := self._wrong_pair(one, other):
            self.report(wrong, "relationships", n)
        self.pairs[one, other] = self.config.where("relationships", n)
        return replace(written, person=one, tie=replace(written.tie, other=other))

    def _wrong_pair(self, one: str, other: str) -> str:
        """Why one cannot be said to stand to the other; empty where they can, or nobody is meant."""
        if one and one == other:
            return f"'{one}' cannot stand to themselves; name two persons"
        if one and other and (one, other) in self.pairs:
            return f"from '{one}' to '{other}' is already in {self.pairs[one, other]}; keep one"
        return ""
