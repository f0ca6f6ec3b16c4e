"""Whether verbs hold together: their conditions and effects name roles of the right kind, and what
is asked can be answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from inspect import signature
from typing import TypeAlias

from novel_engine.adapters.reading.genre.all_at_once import Faults
from novel_engine.adapters.reading.genre.ranges import senseless
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import suggestion
from novel_engine.story.adjudicating.effects import EFFECTS
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.conditions import Call, Name, calls_in, conjuncts
from novel_engine.story.givens.verbs import Verb

KnownWords: TypeAlias = Mapping[str, Collection[str]]
WORD_KINDS = {"axis": "trait", "kind": "kind of fact"}
PERSON, FACT = ("actor", "present", "person"), ("fact",)
FITTING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("person", "other", "target"), PERSON),
    **dict.fromkeys(("fact", "given", "asked"), FACT),
    "about": (*PERSON, *FACT),
    "item": ("item",),
    "place": ("place",),
    "consequence": ("consequence",),
}
"""What an argument may be, by the name of its parameter; others are words, not names."""


def asked(call: Call) -> Iterator[tuple[str, str]]:
    """Every bare name in a call that must be somebody's or something's, and what kind is due."""
    function = EFFECTS.get(call.name) or PREDICATES.get(call.name)
    for name, kind in _named(call, function):
        if kind in FITTING:
            yield name, kind


def _named(call: Call, function: Callable[..., object] | None) -> Iterator[tuple[str, str]]:
    kinds = list(signature(function).parameters)[1:] if function else []
    for term, kind in zip(call.args, kinds, strict=False):
        if isinstance(term, Name):
            yield term.name, kind


def check_words(part: Part, call: Call, words: KnownWords, *path: str | int) -> None:
    """Raise the file's error for a word in a call that is no verb, goal, trait or kind of fact, where
    one is due.
    """
    function = EFFECTS.get(call.name) or PREDICATES.get(call.name)
    for name, kind in _named(call, function):
        if kind in words and name not in words[kind]:
            called = f"{call.name}(…) names '{name}', which is no {WORD_KINDS.get(kind, kind)}"
            part.fail(f"{called}; {suggestion(name, words[kind])}", *path)


def check_roles(faults: Faults, part: Part, verb: Verb, words: KnownWords) -> None:
    """Keep the file's error for every name that is no role of the verb's, or no fit one, and for
    figures that conditions hold against what they can never be.
    """
    for key in ("believes", "world"):
        condition = getattr(verb, key)
        for problem in senseless(condition):
            faults.look(partial(part.fail, problem, key))
        for call in calls_in(condition):
            faults.look(partial(_check, part, verb, call, key))
            faults.look(partial(check_words, part, call, words, key))
    for at, call in enumerate(verb.effects):
        faults.look(partial(_check, part, verb, call, "effects", at))
        faults.look(partial(check_words, part, call, words, "effects", at))


def check_answers(part: Part, asking: Iterable[Verb], verbs: Mapping[str, Verb]) -> None:
    """Raise the file's error for a question to which somebody could have no answer."""
    for verb in asking:
        answers = [verbs.get(answer) for answer in verb.obliges]
        if answers and not any(one is None or _is_always_open(one) for one in answers):
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
