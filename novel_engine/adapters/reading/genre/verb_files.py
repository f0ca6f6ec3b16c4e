"""Files of verbs: the core's, and on top of them a genre's own (`docs/writing-verbs.md`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import cast

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import NO_PARTS, NO_TEXTS, Faults
from novel_engine.adapters.reading.genre.verb_checks import KnownWords, check_answers, check_roles
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.menus import compile_join
from novel_engine.story.givens.conditions import And, Call, Condition, parse_condition, parse_effect
from novel_engine.story.givens.fragments import GROUND_BEATS
from novel_engine.story.givens.verbs import (
    DRIVES,
    IMPROVISE,
    MARKS,
    WORDS,
    WORTH,
    Mark,
    Perceive,
    RoleKind,
    Verb,
)

UNDER_ANY: Condition = And(())
NO_DRIVES: dict[str, int] = {}
VERB_KEYS = """roles believes world drives effects perceive tension obliges answers said ladder
    tactics is heard_as renews seldom words worth saying vague note note_against
    retold""".split()
ROLE_HOLE = re.compile(r"\{([^{}]*)\}")
# Rows: one says that it is tried, the other that it is done.
ATTEMPT_AND_DEED = 2
# Rows at most: the whole of it, and what is left of that where its matter has just been said.
WHOLE_AND_SHORT = 2
OF_THE_OTHER = "O"
# KnownWords a told act runs to, what it is worth, and how often it is told: each from 0 or 1.
MOST_WORDS_OF_ACT, MOST_WORTH, MOST_TIMES = 300, 9, 99
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
VERBS_TAKEN = GROUND_BEATS | {IMPROVISE, "spoke", "tried"}
"""What beats and percepts are called that are of no verb."""
ROLE_KINDS = ("actor", "present", "person", "fact", "item", "place")
PERCEIVE = ("all", "target", "private", "loud")
# Of what is done, from 0.
MOST_TENSION_OF_ACT = 10
# Weight: of a drive in a verb, either way.
MOST_DRIVE = 5


def verbs_of(
    core: Document, own: Document | None = None, words: KnownWords | None = None
) -> dict[str, Verb]:
    """The core's verbs, and after them the genre's own. Raises GenreError with file and line.

    A verb of the core's cannot be declared again: whoever wants another has to give it another
    name. `words` are what conditions may name beside verbs.
    """
    faults = Faults()
    found = read_verbs(faults, core, own, words)
    faults.settle()
    return found


def read_verbs(
    faults: Faults, core: Document, own: Document | None = None, words: KnownWords | None = None
) -> dict[str, Verb]:
    """The same verbs, each as far as it can be read; what cannot is among the faults."""
    parts = [faults.take(lambda: whole(core), Part(core, (), None))]
    if own and own.data is not None:
        parts.append(faults.take(lambda: whole(own), Part(own, (), None)))
    known = {**(words or {}), "verb": [name for part in parts for name in part.names()]}
    found: dict[str, Verb] = {}
    for part, is_own in zip(parts, (False, True), strict=False):
        earlier = tuple(found)
        made = _Reader(faults, known).verbs(part, earlier)
        found |= {name: replace(verb, own=is_own) for name, verb in made.items()}
        faults.look(partial(check_answers, part, made.values(), found))
    replies = {answer for verb in found.values() for answer in verb.obliges}
    return {name: replace(verb, replies=name in replies) for name, verb in found.items()}


def _check_name(part: Part, name: str, core: Collection[str]) -> None:
    """Raise the file's error for a name that no verb, or another verb, can have."""
    if not NAME.fullmatch(name) or name in VERBS_TAKEN:
        cure = "give it small letters with _ between words"
        part.fail(f"no verb can be called '{printable(name)}'; {cure}")
    if name in core:
        part.fail(f"'{name}' is a verb of the core's already; give this one another name")


def _check_others(faults: Faults, part: Part, verb: Verb, words: KnownWords) -> None:
    """Keep the file's error for every verb and tactic that this one names, and there is not."""
    named = [("obliges", other) for other in verb.obliges]
    named += [("heard_as", verb.heard_as)] if verb.heard_as else []
    named += [("renews", verb.renews)] if verb.renews else []
    for key, other in named:
        if other not in words["verb"]:
            problem = f"'{verb.name}' {key} '{printable(other)}', which is no verb"
            cure = suggestion(other, words["verb"])
            faults.look(partial(part.fail, f"{problem}; {cure}", key))
    for other in verb.tactics if "tactic" in words else ():
        if other not in words["tactic"]:
            problem = f"there is no tactic '{printable(other)}'"
            cure = suggestion(other, words["tactic"])
            faults.look(partial(part.fail, f"{problem}; {cure}", "tactics"))


class _Reader:
    """Reads verbs: what cannot be read is among the faults, and something that says nothing stands
    in its place.
    """

    def __init__(self, faults: Faults, words: KnownWords) -> None:
        self.faults = faults
        self.words = words

    def verbs(self, part: Part, core: Collection[str]) -> dict[str, Verb]:
        """The verbs of one file, under their names."""

        def made(name: str, body: Part) -> tuple[str, Verb]:
            self.faults.look(lambda: _check_name(body, name, core))
            return name, self.verb(name, self.faults.known(body.known_as_keys(), VERB_KEYS))

        return dict(self.faults.each(made, part.parts()))

    def verb(self, name: str, part: Part) -> Verb:
        """One verb, its parts checked against one another."""
        before = len(self.faults.problems)
        verb = self.unchecked(name, part)
        for key in ("believes", "world"):
            condition = getattr(verb, key)
            self.faults.look(partial(_check, name, part, key, partial(compiled, condition, ())))
        if verb.roles:
            check_roles(self.faults, part, verb, self.words)
        if before == len(self.faults.problems):  # else what it is made of is not known
            self.faults.look(lambda: _check(name, part, "believes", lambda: compile_join(verb)))
        _check_others(self.faults, part, verb, self.words)
        return verb

    def condition(self, part: Part, key: str) -> Condition:
        return self.faults.take(lambda: part.made_of(key, parse_condition, ""), UNDER_ANY)

    def text(self, part: Part, key: str) -> str:
        return self.faults.take(lambda: part.text(key, ""), "")

    def flag(self, part: Part, key: str) -> bool:
        return self.faults.take(lambda: part.flag(key), False)  # it is so only where it is said

    def number(self, part: Part, key: str, usual: int, least: int, most: int) -> int:
        return self.faults.take(lambda: part.number(key, usual, least, most), usual)

    def unchecked(self, name: str, part: Part) -> Verb:
        take = self.faults.take
        none: dict[str, str] = {}
        kinds = take(lambda: _roles(name, part), none)
        marks: frozenset[Mark] = frozenset()
        return Verb(
            name=name,
            roles=tuple((role, cast(RoleKind, kind)) for role, kind in kinds.items()),
            believes=self.condition(part, "believes"),
            world=self.condition(part, "world"),
            drives=take(lambda: _drives(part.under("drives").known(DRIVES)), NO_DRIVES),
            effects=tuple(
                take(partial(row.made, _effect), Call("", ()))
                for row in take(lambda: part.rows("effects"), NO_PARTS)
            ),
            perceive=cast(Perceive, take(lambda: part.choice("perceive", PERCEIVE, "all"), "all")),
            tension=self.number(part, "tension", 0, 0, MOST_TENSION_OF_ACT),
            obliges=take(lambda: part.texts("obliges"), NO_TEXTS),
            answers=self.flag(part, "answers"),
            said=self.flag(part, "said"),
            ladder=self.flag(part, "ladder"),
            tactics=take(lambda: part.texts("tactics"), NO_TEXTS),
            marks=take(lambda: frozenset(row.made(_mark) for row in part.rows("is")), marks),
            heard_as=self.text(part, "heard_as"),
            renews=self.text(part, "renews"),
            seldom=self.number(part, "seldom", 0, 0, MOST_TIMES),
            words=self.number(part, "words", WORDS, 1, MOST_WORDS_OF_ACT),
            worth=self.number(part, "worth", WORTH, 0, MOST_WORTH),
            saying=take(lambda: _saying(part, kinds), NO_TEXTS) if kinds else (),
            vague=self.worded(part, "vague", kinds),
            note=self.worded(part, "note", kinds),
            note_against=self.worded(part, "note_against", kinds),
            retold=take(lambda: _retold(part, kinds), NO_TEXTS) if kinds else (),
        )

    def worded(self, part: Part, key: str, roles: Collection[str]) -> str:
        """What is said of it, if its roles are known."""
        filled = partial(_filled, roles=roles)
        return self.faults.take(lambda: part.made_of(key, filled, ""), "") if roles else ""


def _check(name: str, part: Part, key: str, make: Callable[[], object]) -> None:
    """Raise the file's error where a condition of the verb's cannot be made sense of."""
    try:
        make()
    except GenreError as problem:
        part.fail(f"the verb '{name}': {problem}", key)


def _drives(part: Part) -> dict[str, int]:
    """What it is worth to whom each drive moves, in hundredths."""
    return {
        drive: round(part.decimal(drive, -MOST_DRIVE, MOST_DRIVE) * 100) for drive in part.names()
    }


def _roles(name: str, part: Part) -> dict[str, str]:
    roles = part.under("roles")
    kinds = {role: roles.choice(role, ROLE_KINDS) for role in roles.names()}
    if next(iter(kinds.items()), None) != ("A", "actor"):
        part.fail(f"the verb '{name}' must begin its roles with A: actor", "roles")
    return kinds


def _mark(text: str) -> Mark:
    if text not in MARKS:
        raise GenreError(f"a verb cannot be '{printable(text)}'; {suggestion(text, MARKS)}")
    return cast(Mark, text)


def _saying(part: Part, roles: Collection[str]) -> tuple[str, ...]:
    """What is said of it before it is done and once it has been, where that is written."""
    rows = part.rows("saying")
    if rows and len(rows) != ATTEMPT_AND_DEED:
        part.fail("write it as the attempt and as the deed: [bribe {B}, bribed {B}]", "saying")
    return tuple(row.made(partial(_filled, roles=roles)) for row in rows)


def _retold(part: Part, roles: Collection[str]) -> tuple[str, ...]:
    """How a synopsis says it, and how it does where what it is about has just been said."""
    rows = part.rows("retold")
    if len(rows) > WHOLE_AND_SHORT:
        part.fail("write one phrase, or two: [confess to {B} that {F}, own to it]", "retold")
    return tuple(row.made(partial(_filled, roles=roles)) for row in rows)


def _filled(text: str, roles: Collection[str]) -> str:
    """The text, if its holes are roles of the verb's, or `{O}`, which is B as a pronoun."""
    known = (*roles, OF_THE_OTHER) if "B" in roles else tuple(roles)
    for hole in ROLE_HOLE.findall(text):
        if hole not in known:
            raise GenreError(f"{{{hole}}} is no role of the verb's; {suggestion(hole, known)}")
    return text


def _effect(text: str) -> Call:
    found = parse_effect(text)
    check_effect(found)
    return found
