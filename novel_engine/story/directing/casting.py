"""Casting: binding the kernels' parts to the characters who were loaded, and making the setting of
one story.

A story is one main kernel and, where the cast allows, a second that shares a person with it. Which
option of each axis is in play is taken from a fixed permutation indexed by the seed, so that
neighbouring seeds differ in structure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, field
from functools import partial
from itertools import product
from typing import Any

from novel_engine.errors import CastingError
from novel_engine.story.directing.authored_matter import (
    authored_axes,
    check_matter,
    with_matter,
)
from novel_engine.story.directing.binding import (
    bound,
    bound_call,
    bound_complication,
    bound_ending,
    bound_frame,
    bound_text,
    mentions_nobody,
)
from novel_engine.story.directing.own_material import (
    FACT_TEXTS,
    OWN,
    TIE,
    OwnMaterial,
    asks_for_own,
)
from novel_engine.story.directing.placing import places_meant
from novel_engine.story.directing.recasting import Weighing, recast
from novel_engine.story.directing.weights import (
    CASTING_LUCK,
    HAS_IT,
    MOST_LIKED,
    PREFERRED,
    SHARES,
    TASTE,
)
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
    Spine,
)
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.worlds import StoryMatter
from novel_engine.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class CastKernel:
    """A kernel with everybody in place. `secrets` are those of people's own that its facts are made of:
    whose, and the claim.
    """

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
    spine: Spine = Spine()
    secrets: tuple[tuple[str, str], ...] = ()


def _in_words(role: str) -> str:
    return f"roles: {role}"


def _said_somewhere(*path: object) -> str:
    return ".".join(map(str, path))


@dataclass(frozen=True, slots=True)
class Company:
    """Whom there is to cast, and how: roles the author fixed, and persons to be cast before others.

    `where` says where a role was fixed: `file:line`, an option; `ground` is where they can be,
    `until` until when, and `matter` what the author says of kernels, by kernel, written at
    `said_where`. `turn` is the seed's place, counted from 1, among those that have this kernel.
    """

    people: tuple[Person, ...]
    seed: str
    fixed: Mapping[str, str]
    preferred: tuple[str, ...] = ()
    where: Callable[[str], str] = _in_words
    ground: Mapping[str, Place] = field(default_factory=dict)
    until: str = ""
    matter: Mapping[str, StoryMatter] = field(default_factory=dict)
    said_where: Callable[..., str] = _said_somewhere
    turn: str = ""

    @property
    def place(self) -> str:
        """The seed's place in what is dealt out over neighbouring seeds."""
        return self.turn or self.seed


def chosen_options(
    kernel: Kernel, place: str, options: Mapping[str, Sequence[Option]] | None = None
) -> tuple[Option, ...]:
    """One option along each axis: those at the seed's place in a fixed permutation of all
    combinations. Of the options those that are given, if any are: an axis without any has none
    taken.
    """
    every = kernel.options if options is None else options
    combinations = list(product(*(every[axis] for axis in kernel.axes if every.get(axis))))
    order = draws.shuffled(draws.generator("", "variants", 0, kernel.id), combinations)
    if place.isdecimal():
        return order[(int(place) - 1) % len(order)]
    return draws.pick(draws.generator(place, "variant", 0, kernel.id), order)


def fewest(kernel: Kernel) -> int:
    """How many people it takes at the least: one for each part that cannot be left empty, and that
    nobody can play beside another.
    """
    return sum(not role.optional and not role.doubles for role in kernel.roles)


def cast_roles(kernel: Kernel, company: Company) -> dict[str, str]:
    """Role name to person id; optional roles nobody is left for map to ''. Raises CastingError when
    a role that is needed cannot be filled, or one person is given two that cannot be one's.
    """
    taken = _fixed_roles(kernel, company)
    left = [role for role in kernel.roles if role.name not in taken]
    for role in left:
        taken[role.name] = _best(kernel, role, company, taken)
    fits, has = partial(_fitness, kernel, company), partial(_has, company)
    deal = partial(draws.dealt, "recasting", company.place, kernel.part)
    return recast(left, taken, company.people, Weighing(fits, has, deal))


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
    free = [p for p in company.people if p.id not in taken.values()]
    if not free:
        return _doubled(kernel, role, company, taken)
    return min(free, key=lambda one: (-_fitness(kernel, company, role, one), one.id)).id


def _doubled(kernel: Kernel, role: KernelRole, company: Company, taken: Mapping[str, str]) -> str:
    """Who plays the role beside another, now that nobody is left; '' when it can be done without."""
    parts = {one: {name for name in taken if taken[name] == one} for one in taken.values() if one}
    for person in (taken[name] for name in role.doubles if taken.get(name)):
        if parts[person] <= {*role.doubles}:
            return person
    if role.optional:
        return ""
    cure = "load another character" + (", or fix fewer roles" if company.fixed else "")
    raise CastingError(f"the situation '{kernel.id}' needs someone for {role.name}; {cure}")


def _fitness(kernel: Kernel, company: Company, role: KernelRole, person: Person) -> int:
    liking = sum(person.trait(axis) * weight for axis, weight in role.likes.items())
    taste = min(max(liking, -MOST_LIKED), MOST_LIKED) * TASTE
    brings = sum(HAS_IT for thing in role.has if _has(company, person, thing))
    luck = _luck(f"role/{kernel.part}/{role.name}", company, person.id)
    return taste + brings + luck + PREFERRED * (person.id in company.preferred)


def _has(company: Company, person: Person, thing: str) -> bool:
    """Whether a person's file says something of the kind; of a tie, one to somebody who is here."""
    if thing == TIE:
        here = {one.id for one in company.people}
        return any(tie.label and tie.other in here for tie in person.ties)
    return bool(OWN[thing](person))


def _luck(purpose: str, company: Company, person: str) -> int:
    """Somebody's luck for a part: over so many neighbouring seeds as there are shares each share of
    it once, in an order of their own.
    """
    share = draws.dealt(purpose, company.place, person, range(SHARES))
    rng = draws.generator(company.seed, purpose, 0, person)
    return (share * CASTING_LUCK + draws.below(rng, CASTING_LUCK)) // SHARES


def cast_kernel(kernel: Kernel, company: Company, *, main: bool) -> CastKernel:
    """The kernel bound to these people, in the seed's variant."""
    roles = cast_roles(kernel, company)
    own = OwnMaterial(company.people, roles, company.seed, company.until)
    matter = company.matter.get(kernel.id)
    if matter:
        check_matter(kernel, matter, company.ground, company.said_where)
    options = chosen_options(kernel, company.place, _open_options(kernel, own, matter))
    whole = _filled(kernel, options)
    if matter:
        whole = with_matter(whole, matter)
    own = OwnMaterial(company.people, roles, company.seed, company.until, whole.facts)
    whole = _of_these_people(whole, own)
    names, part = _names(whole, roles, company.ground), kernel.part
    titles = (matter.title if matter else "", *(option.title for option in options))
    spine = {key: names.get(name, "") for key, name in asdict(kernel.spine).items()}
    return CastKernel(
        part=part,
        title=next(filter(None, titles), _titled(kernel.id)),
        eyes=roles[kernel.eyes],
        names=names,
        options={option.axis: option.id for option in options},
        spine=Spine(**spine),
        secrets=tuple(dict.fromkeys(own.secrets)),
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
        endings=tuple(bound_ending(e, names, part) for e in whole.endings) if main else (),
        opening=tuple(bound_call(call, names) for call in whole.opening),
        plain=kernel.plain,
        distinct=tuple(f"{part}.{role}" for role in kernel.distinct),
    )


def _of_these_people(kernel: Kernel, own: OwnMaterial) -> Kernel:
    """The kernel with what is people's own in its texts. A way whose worth cannot be said is left
    without.
    """
    return replace(
        kernel,
        facts={name: own.slot(slot) for name, slot in kernel.facts.items()},
        complications=tuple(
            replace(
                one,
                ways=tuple(replace(way, worth=own.text(way.worth) or "") for way in one.ways),
            )
            for one in kernel.complications
        ),
        endings=tuple(replace(one, says=own.text(one.says) or "") for one in kernel.endings),
    )


def _open_options(
    kernel: Kernel, own: OwnMaterial, matter: StoryMatter | None
) -> dict[str, list[Option]]:
    """Of each axis the options that can be taken: those made of what is people's own before the
    kernel's, and none of an axis that the author has said anything of.
    """
    found = {}
    for axis in kernel.axes:
        can_be = [option for option in kernel.options[axis] if own.can_say(option)]
        theirs = [option for option in can_be if asks_for_own(option, own.roles)]
        found[axis] = theirs or can_be
    for axis in authored_axes(kernel, matter) if matter else ():
        found[axis] = []
    return found


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
    names.update({one.id: f"{part}.{one.id}" for one in kernel.complications if one.at_once})
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
    texts: dict[str, Any] = {key: bound_text(getattr(fact, key), names) for key in FACT_TEXTS}
    return replace(
        fact,
        id=names[name],
        topic=topic,
        subject=names.get(fact.subject, ""),
        secret_of=names.get(fact.secret_of, ""),
        hurts=names.get(fact.hurts, ""),
        **texts,
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
