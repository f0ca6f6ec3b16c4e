"""What a story's author says that a kernel is about, put in the place of the kernel's own matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from novel_engine.errors import CastingError
from novel_engine.story.directing.weights import BEFALLEN_STAKES
from novel_engine.story.english.grammar import with_the
from novel_engine.story.english.written_phrases import claim_clause
from novel_engine.story.english.written_slots import item_name
from novel_engine.story.givens.conditions import Call, Condition, Name, calls_in, parse_condition
from novel_engine.story.givens.facts import Fact, Place
from novel_engine.story.givens.kernels import (
    Complication,
    Ending,
    EvidenceSlot,
    FactSlot,
    ItemSlot,
    Kernel,
    Option,
    PlaceSlot,
)
from novel_engine.story.givens.worlds import Exhibit, OwnHappening, StoryMatter

PUT_SOMEWHERE = ("item", "place")
"""What an effect is told that puts a thing somewhere."""
ASKED_IN_WORDS = {"did": (1, None), "ever": (1, None), "kind": (1,), "trait": (1,), "goal": (1,)}
"""The predicates that ask for a word beside whom and what: which of their names are of people and things."""
WrittenAt = Callable[..., str]
"""WrittenAt a key of the story file was written: `file:line`."""


def authored_axes(kernel: Kernel, matter: StoryMatter) -> frozenset[str]:
    """The axes of which the author has said anything: nothing of them is taken from elsewhere, so
    that no two halves of different stories meet.
    """
    written = {name for name, _ in matter.facts} | {
        slot.fact for slot, _ in _exhibits(kernel, matter.evidence)
    }
    return frozenset(
        axis
        for axis, options in kernel.options.items()
        if any(name in written for option in options for name in option.facts)
    )


def with_matter(kernel: Kernel, matter: StoryMatter) -> Kernel:
    """The kernel with what the author says filled in."""
    facts = dict(kernel.facts)
    for name, slot in _said(kernel, matter):
        facts[name] = facts.get(name, FactSlot()).filled_in(slot)
    items = dict(kernel.items)
    opening = list(kernel.opening)
    for proof, exhibit in _exhibits(kernel, matter.evidence):
        items[proof.item] = _item(items.get(proof.item), proof, exhibit)
        opening = [_put_there(call, proof.item, exhibit.place) for call in opening]
    happens, told = _happenings(kernel, matter.happens)
    facts |= told
    return replace(
        kernel,
        facts=facts,
        items=items,
        opening=tuple(opening),
        places={**kernel.places, **{name: PlaceSlot(place) for name, place in matter.places}},
        complications=(*kernel.complications, *happens),
        endings=(*_endings(kernel, matter), *kernel.endings),
    )


def _happenings(
    kernel: Kernel, happens: Sequence[OwnHappening]
) -> tuple[list[Complication], dict[str, FactSlot]]:
    """What comes about of itself in this story: like a consequence of the kernel's, with a condition and
    a fact of its own.
    """
    like = _a_consequence(kernel)
    found, facts = [], {}
    for one in happens if like else ():
        assert like is not None
        fact = f"befallen_{one.id}"
        kind = kernel.facts[like.fact].fact.kind
        said = replace(_fact(claim=one.what, subject=one.who, kind=kind), stakes=BEFALLEN_STAKES)
        facts[fact] = FactSlot(said, frozenset(("claim", "subject", "kind", "stakes")))
        needs = parse_condition(one.when)
        found.append(
            replace(
                like,
                id=one.id,
                who=one.who,
                needs=needs,
                fact=fact,
                effects=(),
                plants=(),
            )
        )
    return found, facts


def _a_consequence(kernel: Kernel) -> Complication | None:
    """One of the kernel's own, that is an outcome and waits for no other scene."""
    return next(
        (
            one
            for one in kernel.complications
            if one.at_once
            and not (one.ways or one.later)
            and one.rung > 1
            and one.fact in kernel.facts
        ),
        None,
    )


def _endings(kernel: Kernel, matter: StoryMatter) -> list[Ending]:
    thread = kernel.endings[0].thread if kernel.endings else ""
    return [
        Ending(
            one.id,
            tuple(parse_condition(need) for need in one.needs),
            late=False,
            unsolved=one.unsolved,
            thread=thread,
            says=one.says,
            authored=True,
        )
        for one in matter.endings
    ]


def _said(kernel: Kernel, matter: StoryMatter) -> Iterable[tuple[str, FactSlot]]:
    """Every fact that the author says anything of, by name."""
    yield from matter.facts
    of_deed = {key: text for key, text in (("takes", matter.takes), ("by", matter.by)) if text}
    if of_deed and kernel.spine.deed:
        yield kernel.spine.deed, FactSlot(_fact(**of_deed), frozenset(of_deed))
    for proof, exhibit in _exhibits(kernel, matter.evidence):
        claim = _as_clause(exhibit)
        noun = with_the(exhibit.item)
        yield proof.fact, FactSlot(_fact(claim=claim, noun=noun), frozenset(("claim", "noun")))


def _fact(**said: str) -> Fact:
    return replace(Fact(id="", topic="", kind="", claim=""), **said)  # type: ignore[arg-type]


def _as_clause(exhibit: Exhibit) -> str:
    """What there is to see, as a clause: `the rope was cut clean from above`."""
    try:
        return claim_clause(exhibit.shows)
    except ValueError:
        return f"{with_the(exhibit.item)} was {exhibit.shows}"


def _item(before: ItemSlot | None, proof: EvidenceSlot, exhibit: Exhibit) -> ItemSlot:
    name = item_name(exhibit.item)
    return replace(before, name=name) if before else ItemSlot(name, evidence=(proof.fact,))


def _put_there(call: Call, item: str, place: str) -> Call:
    """What puts the thing somewhere puts it there, where the author says so."""
    if not place or len(call.args) != len(PUT_SOMEWHERE) or call.args[0] != Name(item):
        return call
    return replace(call, args=(call.args[0], Name(place)))


def _exhibits(kernel: Kernel, evidence: Sequence[Exhibit]) -> list[tuple[EvidenceSlot, Exhibit]]:
    """Each thing of the author's, and which of the kernel's it stands for: the first that points the
    same way and is not taken, else the first that is not.
    """
    left, found = list(kernel.evidence), []
    for exhibit in evidence:
        fitting = [slot for slot in left if slot.points == exhibit.points]
        for slot in (fitting or left)[:1]:
            left.remove(slot)
            found.append((slot, exhibit))
    return found


def check_matter(
    kernel: Kernel, matter: StoryMatter, ground: Mapping[str, Place], where: WrittenAt
) -> None:
    """Raise CastingError, one problem a line, for what the author says of a kernel and cannot mean:
    facts that it has not, more things than it has use for, and what is wanting beside the rest.
    """
    here = ("matter", kernel.id)
    roles = [role.name for role in kernel.roles]
    known = ", ".join(sorted(_facts(kernel)))
    problems = [
        f"{where(*here, name)}: '{name}' is no fact of {kernel.id}; it has {known}"
        for name, _ in matter.facts
        if name not in _facts(kernel)
    ]
    problems += [
        f"{where(*here, 'evidence', n, 'points')}: '{one.points}' is no part of {kernel.id}; it has "
        f"{', '.join(roles)}"
        for n, one in enumerate(matter.evidence)
        if one.points and one.points not in roles
    ]
    if len(matter.evidence) > len(kernel.evidence):
        most = len(kernel.evidence)
        problems.append(
            f"{where(*here, 'evidence', most)}: {kernel.id} has use for {most} things; leave the "
            "others out"
        )
    problems += [
        f"{where(*here, 'places', name)}: there is no place '{place}'; there are "
        f"{', '.join(sorted(ground))}"
        for name, place in matter.places
        if place not in ground
    ]
    problems += [
        f"{where(*here)}: say `{name}` too, which nothing can stand in for"
        for name in sorted(_wanting(kernel, matter))
    ]
    problems += _of_conditions(kernel, matter, where)
    if problems:
        raise CastingError("\n".join(problems))


def _of_conditions(kernel: Kernel, matter: StoryMatter, where: WrittenAt) -> Iterable[str]:
    """What is wrong with what an author has happen, and with how it may end: parts, facts and things
    that the kernel has not.
    """
    here = ("matter", kernel.id)
    roles = [role.name for role in kernel.roles]
    own = [*(one.id for one in kernel.complications), *(one.id for one in matter.happens)]
    known = {*roles, *_facts(kernel), *kernel.items, *kernel.places, *own}
    if matter.happens and _a_consequence(kernel) is None:
        yield f"{where(*here, 'happens')}: nothing comes about of itself in {kernel.id}"
    taken = {one.id for one in kernel.complications} | _facts(kernel)
    for happening in matter.happens:
        at = (*here, "happens", happening.id)
        if happening.id in taken:
            yield f"{where(*at)}: '{happening.id}' is a name of {kernel.id}'s already; give another"
        if happening.who not in roles:
            what = f"'{happening.who}' is no part of {kernel.id}; it has {', '.join(roles)}"
            yield f"{where(*at, 'who')}: {what}"
        yield from _unknown(happening.when, known, kernel.id, where(*at, "when"))
    for ending in matter.endings:
        for n, need in enumerate(ending.needs):
            written = where(*here, "endings", ending.id, "needs", n)
            yield from _unknown(need, known, kernel.id, written)


def _unknown(condition: str, known: set[str], kernel: str, at: str) -> Iterable[str]:
    """The names in a condition that mean nothing in the kernel."""
    for name in sorted(_names_in(parse_condition(condition)) - known):
        near = get_close_matches(name, sorted(known), 1)
        cure = f"did you mean '{near[0]}'?" if near else "use a part, a fact or a thing of it"
        yield f"{at}: '{name}' is nothing of {kernel}; {cure}"


def _names_in(condition: Condition) -> frozenset[str]:
    """Whom and what it names: of what was done not the verb, which stands first."""
    found = set()
    for call in calls_in(condition):
        args = call.args[slice(*ASKED_IN_WORDS.get(call.name, (None,)))]
        found |= {arg.name for arg in args if isinstance(arg, Name)}
    return frozenset(found)


def _facts(kernel: Kernel) -> frozenset[str]:
    options = (option for options in kernel.options.values() for option in options)
    return frozenset(kernel.facts) | {name for option in options for name in option.facts}


def _wanting(kernel: Kernel, matter: StoryMatter) -> frozenset[str]:
    """The facts that the options of an axis of the author's would have said, and nobody says."""
    said = {name for name, slot in _said(kernel, matter) if "claim" in slot.said}
    plain = {name for name, slot in kernel.facts.items() if "claim" in slot.said}
    hung_on = {kernel.spine.happened, kernel.spine.deed}
    return frozenset(
        name
        for axis in authored_axes(kernel, matter)
        for name in _of_all(kernel.options[axis])
        if name in hung_on and name not in said | plain
    )


def _of_all(options: Sequence[Option]) -> frozenset[str]:
    return frozenset(name for option in options for name in option.facts)
