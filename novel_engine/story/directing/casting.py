"""Casting: binding the kernels' parts to the characters who were loaded, and making the setting of
one story.

A story is one main kernel and, where the cast allows, a second that shares a person with it. Which
option of each axis is in play is taken from a fixed permutation indexed by the seed, so that
neighbouring seeds differ in structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import product

from novel_engine.errors import CastingError
from novel_engine.story.directing.binding import (
    bound,
    bound_call,
    bound_complication,
    bound_ending,
    bound_frame,
    bound_text,
    mentions_nobody,
)
from novel_engine.story.directing.placing import places_meant
from novel_engine.story.directing.weights import CASTING_LUCK, PREFERRED, TASTE
from novel_engine.story.givens import draws
from novel_engine.story.givens.conditions import Call
from novel_engine.story.givens.facts import Fact, Item, Place, Rule, Thread
from novel_engine.story.givens.kernels import (
    Complication,
    Ending,
    FactSlot,
    Frame,
    ItemSlot,
    Kernel,
    KernelRole,
    Option,
    RuleSlot,
)
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class CastKernel:
    """A kernel with everybody in place."""

    part: str
    title: str
    eyes: str
    names: Mapping[str, str]
    options: Mapping[str, str]
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    threads: tuple[Thread, ...]
    frames: tuple[Frame, ...]
    complications: tuple[Complication, ...]
    endings: tuple[Ending, ...]
    opening: tuple[Call, ...]
    plain: bool
    distinct: tuple[str, ...]


def _in_words(role: str) -> str:
    return f"roles: {role}"


@dataclass(frozen=True, slots=True)
class Company:
    """Whom there is to cast, and how: roles the author fixed, and persons to be cast before others.

    `where` says where a role was fixed: `file:line`, an option; `ground` is where they can be.
    """

    people: tuple[Person, ...]
    seed: str
    fixed: Mapping[str, str]
    preferred: tuple[str, ...] = ()
    where: Callable[[str], str] = _in_words
    ground: Mapping[str, Place] = field(default_factory=dict)


def chosen_options(kernel: Kernel, seed: str) -> tuple[Option, ...]:
    """One option along each axis: the seed's place in a fixed permutation of all combinations."""
    combinations = list(product(*(kernel.options[axis] for axis in kernel.axes)))
    order = draws.shuffled(draws.generator("", "variants", 0, kernel.id), combinations)
    if seed.isdecimal():
        return order[(int(seed) - 1) % len(order)]
    return draws.pick(draws.generator(seed, "variant", 0, kernel.id), order)


def cast_roles(kernel: Kernel, company: Company) -> dict[str, str]:
    """Role name to person id; optional roles nobody is left for map to ''.

    Raises CastingError when a role that is needed cannot be filled, or one person is given two that
    cannot be one's.
    """
    taken = _fixed_roles(kernel, company)
    for role in kernel.roles:
        if role.name not in taken:
            taken[role.name] = _best(kernel, role, company, taken)
    return taken


def _fixed_roles(kernel: Kernel, company: Company) -> dict[str, str]:
    taken: dict[str, KernelRole] = {}
    for role in kernel.roles:
        person = company.fixed.get(role.name, "")
        if not person:
            continue
        _check_is_here(role, person, company)
        _check_doubles(role, person, company, taken.values())
        taken[role.name] = role
    return {name: company.fixed[name] for name in taken}


def _check_is_here(role: KernelRole, person: str, company: Company) -> None:
    known = sorted(one.id for one in company.people)
    if person not in known:
        raise CastingError(
            f"{company.where(role.name)}: {role.name} is given to '{person}', who is not in "
            f"the cast ({', '.join(known)})"
        )


def _check_doubles(
    role: KernelRole, person: str, company: Company, taken: Iterable[KernelRole]
) -> None:
    for other in taken:
        may_double = role.name in other.doubles or other.name in role.doubles
        if company.fixed[other.name] == person and not may_double:
            raise CastingError(
                f"{company.where(role.name)}: '{person}' cannot be both {other.name} and "
                f"{role.name}; give one to another"
            )


def _best(kernel: Kernel, role: KernelRole, company: Company, taken: Mapping[str, str]) -> str:
    used = set(taken.values())
    free = [p for p in company.people if p.id not in used]
    if not free:
        return _doubled(kernel, role, company, taken)
    return min(free, key=lambda one: (-_fitness(kernel, role, company, one), one.id)).id


def _doubled(kernel: Kernel, role: KernelRole, company: Company, taken: Mapping[str, str]) -> str:
    """Who plays the role beside another, now that nobody is left; '' when it can be done without."""
    doubled = [taken[name] for name in role.doubles if taken.get(name)]
    if doubled:
        return doubled[0]
    if role.optional:
        return ""
    cure = "load another character" + (", or fix fewer roles" if company.fixed else "")
    raise CastingError(f"the situation '{kernel.id}' needs someone for {role.name}; {cure}")


def _fitness(kernel: Kernel, role: KernelRole, company: Company, person: Person) -> int:
    taste = sum(person.trait(axis) * weight for axis, weight in role.likes.items()) * TASTE
    rng = draws.generator(company.seed, f"role/{kernel.part}/{role.name}", 0, person.id)
    preferred = PREFERRED if person.id in company.preferred else 0
    return taste + draws.below(rng, CASTING_LUCK) + preferred


def cast_kernel(kernel: Kernel, company: Company, *, main: bool) -> CastKernel:
    """The kernel bound to these people, in the seed's variant."""
    options = chosen_options(kernel, company.seed)
    roles = cast_roles(kernel, company)
    whole = _filled(kernel, options)
    names, part = _names(whole, roles, company.ground), kernel.part
    return CastKernel(
        part=part,
        title=next((option.title for option in options if option.title), _titled(kernel.id)),
        eyes=roles[kernel.eyes],
        names=names,
        options={option.axis: option.id for option in options},
        facts=tuple(
            _fact(slot, name, names, part) for name, slot in whole.facts.items() if names[name]
        ),
        items=tuple(_item(slot, name, names) for name, slot in whole.items.items()),
        rules=_rules(whole.rules, names),
        threads=tuple(
            Thread(names[t.name], t.question, part, t.stakes, main, bound(t.answered, names))
            for t in kernel.threads
        ),
        frames=_frames(whole.frames, names, part),
        complications=_complications(whole.complications, names, part),
        endings=tuple(bound_ending(e, names, part) for e in kernel.endings) if main else (),
        opening=tuple(bound_call(call, names) for call in whole.opening),
        plain=kernel.plain,
        distinct=tuple(f"{part}.{role}" for role in kernel.distinct),
    )


def _filled(kernel: Kernel, options: Sequence[Option]) -> Kernel:
    """The kernel with what the options fill in, and what they add."""
    for option in options:
        kernel = replace(
            kernel,
            facts=_patched(kernel.facts, option.facts),
            items={**kernel.items, **option.items},
            places={**kernel.places, **option.places},
            rules=(*kernel.rules, *option.rules),
            frames=(*kernel.frames, *option.frames),
            complications=(*kernel.complications, *option.complications),
            opening=(*kernel.opening, *option.opening),
        )
    return kernel


def _patched(facts: Mapping[str, FactSlot], patches: Mapping[str, FactSlot]) -> dict[str, FactSlot]:
    found = dict(facts)
    for name, patch in patches.items():
        found[name] = found.get(name, FactSlot()).filled_in(patch)
    return found


def _names(kernel: Kernel, roles: Mapping[str, str], ground: Mapping[str, Place]) -> dict[str, str]:
    """Every name the kernel's texts may use, and the id it stands for; '' for what is not there."""
    part = kernel.part
    threads = {thread.name: f"{part}.{thread.name}" for thread in kernel.threads}
    names = {**places_meant(kernel.places, ground), **roles, **threads}
    for name, slot in kernel.facts.items():
        names[name] = f"{part}.{name}" if _is_told(slot, names) else ""
    names.update({name: f"{part}.{name}" for name in kernel.items})
    return names


def _titled(kernel: str) -> str:
    words = kernel.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _is_told(slot: FactSlot, names: Mapping[str, str]) -> bool:
    """Whether the fact has a claim, and everybody whom it is of or about is played by somebody."""
    fact = slot.fact
    about = (fact.subject, fact.secret_of, fact.hurts)
    absent = any(person and names.get(person, person) == "" for person in about)
    return "claim" in slot.said and not absent and not mentions_nobody(fact.claim, names)


def _fact(slot: FactSlot, name: str, names: Mapping[str, str], topic: str) -> Fact:
    fact = slot.fact
    return replace(
        fact,
        id=names[name],
        topic=topic,
        claim=bound_text(fact.claim, names),
        subject=names.get(fact.subject, ""),
        secret_of=names.get(fact.secret_of, ""),
        hurts=names.get(fact.hurts, ""),
        noun=bound_text(fact.noun, names),
        gerund=bound_text(fact.gerund, names),
    )


def _item(slot: ItemSlot, name: str, names: Mapping[str, str]) -> Item:
    evidence = tuple(names[fact] for fact in slot.evidence if names.get(fact))
    return Item(names[name], slot.name, slot.plural, evidence, slot.decisive, slot.portable)


def _rules(slots: Sequence[RuleSlot], names: Mapping[str, str]) -> tuple[Rule, ...]:
    found = []
    for slot in slots:
        premises = tuple(names.get(p, "") for p in slot.premises)
        conclusion = names.get(slot.conclusion, "")
        if conclusion and all(premises):
            found.append(Rule(premises, conclusion, slot.confidence, slot.value))
    return tuple(found)


def _frames(frames: Sequence[Frame], names: Mapping[str, str], part: str) -> tuple[Frame, ...]:
    return tuple(f for frame in frames if (f := bound_frame(frame, names, part)) is not None)


def _complications(
    found: Sequence[Complication], names: Mapping[str, str], part: str
) -> tuple[Complication, ...]:
    return tuple(c for one in found if (c := bound_complication(one, names, part)) is not None)
