"""Whether every name a kernel uses is one it has given: a part nobody plays is a scene that never
happens, and no message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from novel_engine.adapters.reading.genre.verb_checks import FITTING, PERSON, asked
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.story.directing.binding import NAME_SLOT
from novel_engine.story.givens.conditions import Call, Condition, calls_in
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.fragments import FACTS, PLACE, PLAIN_SLOTS, ROLES, THING
from novel_engine.story.givens.kernels import Bias, Complication, Frame, Kernel, Option, bodies

Known = Mapping[str, Sequence[str]]
ROLE = re.compile(r"[A-Za-z_]+")
# A brace, and what it encloses as far as it can be told.
BRACED = re.compile(r"\{[^{}]*\}?|\}")
NAMES_TAKEN = ROLES | FACTS | PLAIN_SLOTS | {THING, PLACE}


def check_names(part: Part, kernel: Kernel) -> None:
    """Raise the file's error for the first name that stands for nothing."""
    known = _known(kernel)
    _one(part, "eyes", kernel.eyes, known["role"])
    _all(part, "distinct", kernel.distinct, known["role"])
    _check_roles(part.under("roles"), kernel, known)
    _check_shared(part, kernel, known)
    for axis, options in kernel.options.items():
        within = part.under("options").under(axis)
        for option in options:
            _check_shared(within.under(option.id), option, known)
    for thread in kernel.threads:
        _condition(part.under("threads").under(thread.name), "answered", thread.answered, known)
    for ending in kernel.endings:
        here = part.under("endings").under(ending.id)
        _one(here, "thread", ending.thread, known["thread"])
        for need in ending.needs:
            _condition(here, "needs", need, known)


def _known(kernel: Kernel) -> Known:
    """Every name of the kernel's own, by what it names, with those of every option."""
    return {
        "role": [role.name for role in kernel.roles],
        "fact": [name for body in bodies(kernel) for name in body.facts],
        "item": [name for body in bodies(kernel) for name in body.items],
        "place": [name for body in bodies(kernel) for name in body.places],
        "thread": [thread.name for thread in kernel.threads],
    }


def _check_roles(part: Part, kernel: Kernel, known: Known) -> None:
    for role in kernel.roles:
        if not ROLE.fullmatch(role.name) or role.name in NAMES_TAKEN:
            part.fail(
                f"no role can be called '{printable(role.name)}'; give it a word of its own",
                role.name,
            )
        for double in role.doubles:
            _one(part, role.name, double, known["role"])


def _check_shared(part: Part, body: Kernel | Option, known: Known) -> None:
    """What a kernel and an option of it both may hold."""
    for name, slot in body.facts.items():
        _check_fact(part.under("facts").under(name), slot.fact, known)
    for name, item in body.items.items():
        _all(part.under("items").under(name), "evidence", item.evidence, known["fact"])
    for at, rule in enumerate(body.rules):
        _all(part.rows("rules")[at], "from", (*rule.premises, rule.conclusion), known["fact"])
    for at, call in enumerate(body.opening):
        _call(part.rows("opening")[at], "", call, known)
    for frame in body.frames:
        _frame(part.under("frames").under(frame.id), frame, known)
    for one in body.complications:
        _complication(part.under("complications").under(one.id), one, known)


def _check_fact(part: Part, fact: Fact, known: Known) -> None:
    """Whom it is about, and whose names stand in its words."""
    people = (("subject", fact.subject), ("secret_of", fact.secret_of), ("hurts", fact.hurts))
    for key, role in people:
        _one(part, key, role, known["role"], empty=True)
    for key, text in (("claim", fact.claim), ("noun", fact.noun), ("gerund", fact.gerund)):
        _all(part, key, NAME_SLOT.findall(text), known["role"])
        if left := BRACED.search(NAME_SLOT.sub("", text)):
            part.fail(
                f"'{printable(left[0])}' in '{key}' is no role in braces; "
                "write one as {" + known["role"][0] + "}, or leave the brace out",
                key,
            )


def _frame(part: Part, frame: Frame, known: Known) -> None:
    if not frame.cast:
        part.fail("nobody is in this scene; name one role or more under `cast:`", "cast")
    _all(part, "cast", frame.cast, known["role"])
    _one(part, "want", frame.want, known["role"])
    _one(part, "against", frame.against, known["role"], empty=True)
    _one(part, "fact", frame.fact, known["fact"], empty=True)
    _one(part, "thread", frame.thread, known["thread"])
    _condition(part, "needs", frame.needs, known)
    _call(part, "variable", frame.variable, known)
    for row, bias in zip(part.rows("bias"), frame.bias, strict=True):
        _bias(row, bias, known)


def _bias(part: Part, bias: Bias, known: Known) -> None:
    _one(part, "who", bias.actor, known["role"])
    _one(part, "to", bias.target, known["role"], empty=True)
    _one(part, "of", bias.matter, (*known["fact"], *known["item"]), empty=True)


def _complication(part: Part, one: Complication, known: Known) -> None:
    _one(part, "who", one.who, known["role"])
    _one(part, "thread", one.thread, known["thread"])
    _all(part, "plants", one.plants, known["fact"])
    _condition(part, "needs", one.needs, known)
    for call in one.effects:
        _call(part, "effects", call, known)


def _condition(part: Part, key: str, condition: Condition, known: Known) -> None:
    for call in calls_in(condition):
        _call(part, key, call, known)


def _call(part: Part, key: str, call: Call, known: Known) -> None:
    """Each bare name in a call must be of the kind that its place in the call asks for."""
    for name, kind in asked(call):
        options = [name for one in _kinds(kind) for name in known[one]]
        if name not in options:
            where = (key,) if key else ()
            part.fail(
                (
                    f"{call.name}(…) names '{name}', which is no {_said(kind)} here; "
                    f"{suggestion(name, options)}"
                ),
                *where,
            )


def _kinds(kind: str) -> tuple[str, ...]:
    """What of a kernel's own can stand where a call asks for this."""
    if kind == "about":
        return ("role", "fact")
    return ("role",) if FITTING[kind] == PERSON else FITTING[kind]


def _said(kind: str) -> str:
    return {"about": "role or fact", "item": "thing"}.get(kind, _kinds(kind)[0])


def _one(part: Part, key: str, name: str, options: Collection[str], *, empty: bool = False) -> None:
    if name not in options and not (empty and not name):
        part.fail(f"'{name}' is not a name of this kernel; {suggestion(name, options)}", key)


def _all(part: Part, key: str, names: Sequence[str], options: Collection[str]) -> None:
    for name in names:
        _one(part, key, name, options)
