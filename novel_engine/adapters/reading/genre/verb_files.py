"""Files of verbs: the core's, and on top of them a genre's own (`docs/writing-verbs.md`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import each
from novel_engine.adapters.reading.genre.verb_checks import check_answers, check_roles
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.deciding.menus import compile_join
from novel_engine.story.givens.conditions import Call, parse_condition, parse_effect
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

VERB_KEYS = """roles believes world drives effects perceive tension obliges answers said ladder
    tactics is heard_as renews seldom words worth saying vague note note_against""".split()
ROLE_HOLE = re.compile(r"\{([^{}]*)\}")
# Rows: one says that it is tried, the other that it is done.
ATTEMPT_AND_DEED = 2
OF_THE_OTHER = "O"
# Words a told act runs to, what it is worth, and how often it is told: each from 0 or 1.
MOST_WORDS_OF_ACT, MOST_WORTH, MOST_TIMES = 300, 9, 99
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
VERBS_TAKEN = GROUND_BEATS | {IMPROVISE, "spoke", "tried"}
"""What beats and percepts are called that are of no verb."""
ROLE_KINDS = ("actor", "present", "person", "fact", "item", "place")
PERCEIVE = ("all", "target", "private", "loud")
# Weight: of a drive in a verb, either way.
MOST_DRIVE = 5


def verbs_of(core: Document, own: Document | None = None) -> dict[str, Verb]:
    """The core's verbs, and after them the genre's own. Raises GenreError with file and line.

    A verb of the core's cannot be declared again: whoever wants another has to give it another
    name.
    """
    found = _verbs(whole(core), {})
    if own and own.data is not None:
        found |= {name: replace(verb, own=True) for name, verb in _verbs(whole(own), found).items()}
    replies = {answer for verb in found.values() for answer in verb.obliges}
    return {name: replace(verb, replies=name in replies) for name, verb in found.items()}


def _verbs(part: Part, core: Mapping[str, Verb]) -> dict[str, Verb]:
    found: dict[str, Verb] = {}

    def made(name: str, body: Part) -> None:
        _check_name(body, name, core)
        found[name] = _verb(name, body.known(VERB_KEYS))

    each(made, part.parts())
    known = {**core, **found}
    each(lambda verb: _check_others(part, verb, known), ((verb,) for verb in found.values()))
    check_answers(part, found.values(), known)
    return found


def _check_name(part: Part, name: str, core: Collection[str]) -> None:
    """Raise the file's error for a name that no verb, or another verb, can have."""
    if not NAME.fullmatch(name) or name in VERBS_TAKEN:
        cure = "give it small letters with _ between words"
        part.fail(f"no verb can be called '{printable(name)}'; {cure}")
    if name in core:
        part.fail(f"'{name}' is a verb of the core's already; give this one another name")


def _check_others(part: Part, verb: Verb, known: Collection[str]) -> None:
    """Raise the file's error for a verb that this one names, and there is not."""
    named = [("obliges", other) for other in verb.obliges]
    named += [("heard_as", verb.heard_as)] if verb.heard_as else []
    named += [("renews", verb.renews)] if verb.renews else []
    for key, other in named:
        if other not in known:
            problem = f"'{verb.name}' {key} '{other}', which is no verb"
            part.fail(f"{problem}; {suggestion(other, known)}", verb.name, key)


def _verb(name: str, part: Part) -> Verb:
    verb = _unchecked(name, part)
    _check(name, part, "believes", lambda: compile_join(verb))
    _check(name, part, "world", lambda: compiled(verb.world, verb.role_names))
    check_roles(part, verb)
    return verb


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


def _unchecked(name: str, part: Part) -> Verb:
    roles = part.under("roles")
    kinds = {role: roles.choice(role, ROLE_KINDS) for role in roles.names()}
    if next(iter(kinds.items()), None) != ("A", "actor"):
        part.fail(f"the verb '{name}' must begin its roles with A: actor", "roles")
    return Verb(
        name=name,
        roles=tuple((role, cast(RoleKind, kind)) for role, kind in kinds.items()),
        believes=part.made_of("believes", parse_condition, ""),
        world=part.made_of("world", parse_condition, ""),
        drives=_drives(part.under("drives").known(DRIVES)),
        effects=tuple(row.made(_effect) for row in part.rows("effects")),
        perceive=cast(Perceive, part.choice("perceive", PERCEIVE, "all")),
        tension=part.number("tension", 0, least=0, most=10),
        obliges=part.texts("obliges"),
        answers=part.flag("answers"),
        said=part.flag("said"),
        ladder=part.flag("ladder"),
        tactics=part.texts("tactics"),
        marks=frozenset(row.made(_mark) for row in part.rows("is")),
        heard_as=part.text("heard_as", ""),
        renews=part.text("renews", ""),
        seldom=part.number("seldom", 0, least=0, most=MOST_TIMES),
        words=part.number("words", WORDS, least=1, most=MOST_WORDS_OF_ACT),
        worth=part.number("worth", WORTH, least=0, most=MOST_WORTH),
        saying=_saying(part, kinds),
        vague=_worded(part, "vague", kinds),
        note=_worded(part, "note", kinds),
        note_against=_worded(part, "note_against", kinds),
    )


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


def _worded(part: Part, key: str, roles: Collection[str]) -> str:
    return part.made_of(key, partial(_filled, roles=roles), "")


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
