"""Whether verbs hold together: their conditions and effects name roles of the right kind, and what
is asked can be answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import signature

from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import suggestion
from novel_engine.story.adjudicating.effects import EFFECTS
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.conditions import Call, Name, calls_in, conjuncts
from novel_engine.story.givens.verbs import Verb

PERSON, FACT = ("actor", "present", "person"), ("fact",)
FITTING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("person", "other", "target"), PERSON),
    **dict.fromkeys(("fact", "given", "asked"), FACT),
    "about": (*PERSON, *FACT),
    "item": ("item",),
    "place": ("place",),
}
"""What an argument may be, by the name of its parameter; others are words, not names."""


def asked(call: Call) -> Iterator[tuple[str, str]]:
    """Every bare name in a call that must be somebody's or something's, and what kind is due."""
    function = EFFECTS.get(call.name) or PREDICATES[call.name]
    kinds = list(signature(function).parameters)[1:]
    for term, kind in zip(call.args, kinds, strict=False):
        if isinstance(term, Name) and kind in FITTING:
            yield term.name, kind


def check_roles(part: Part, verb: Verb) -> None:
    """Raise the file's error for the first name that is no role of the verb's, or no fit one."""
    for key in ("believes", "world"):
        for call in calls_in(getattr(verb, key)):
            _check(part, verb, call, key)
    for at, call in enumerate(verb.effects):
        _check(part, verb, call, "effects", at)


def check_answers(part: Part, asking: Iterable[Verb], verbs: Mapping[str, Verb]) -> None:
    """Raise the file's error for a question to which somebody could have no answer."""
    for verb in asking:
        if verb.obliges and not any(_is_always_open(verbs[answer]) for answer in verb.obliges):
            open_ones = sorted(
                name for name, one in verbs.items() if one.answers and _is_always_open(one)
            )
            such = f", such as {' or '.join(open_ones)}" if open_ones else ""
            problem = (
                f"'{verb.name}' may leave somebody without an answer; "
                f"oblige one that asks for nothing but obliged(A, B, F){such}"
            )
            part.fail(problem, verb.name, "obliges")


def _is_always_open(answer: Verb) -> bool:
    """Whether whoever owes an answer can give this one."""
    needs = conjuncts(answer.believes)
    return bool(needs) and all(isinstance(need, Call) and need.name == "obliged" for need in needs)


def _check(part: Part, verb: Verb, call: Call, *path: str | int) -> None:
    for name, kind in asked(call):
        fitting = [role for role, what in verb.roles if what in FITTING[kind]]
        if name not in fitting:
            part.fail(
                f"{call.name}(…) names '{name}', {_said(verb, kind)}; {suggestion(name, fitting)}",
                *path,
            )


def _said(verb: Verb, kind: str) -> str:
    what = {"about": "person or fact", "item": "thing", "place": "place"}.get(kind)
    return (
        f"which is no {what or ('person' if FITTING[kind] == PERSON else 'fact')} "
        f"among the roles of '{verb.name}'"
    )
