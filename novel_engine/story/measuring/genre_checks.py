"""What a genre lacks, and what it holds in vain, as far as it can be seen without telling a story.

Names that are nobody's, words that can never be chosen, and events for which there are too few
words or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import product
from typing import get_args

from novel_engine.story.givens.fragments import (
    ENDING,
    FIXTURES,
    STRICT,
    Fragment,
    slots_in,
    words_in,
)
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.kernels import Comes, Kernel, Option, bodies
from novel_engine.story.realising.continuity import HEARTH, LIGHT
from novel_engine.story.telling.turning_points import NEVER
from novel_engine.values import dataclass

FEWEST_FRAGMENTS = 4
"""Fragments: with fewer for what every story wants, neighbouring stories are told in the same
ones."""
BY_NAME = frozenset(("complication", "ending", "image", "loose_end"))
LEFT_OVER: tuple[Comes, ...] = ("open", "known")
STAGES = ("plain", "charged", "changed")
ABOUT = frozenset(("fact", "given", "kind", "item", "is"))

ALWAYS_KNOWN = frozenset("place affords hour weather company purpose day distinct form".split())
PARTS = frozenset(("a", "b"))
ACTOR = frozenset("a actor voice length".split())
OTHER = frozenset("b target stance".split())
DONE = frozenset("after tactic rung".split())
MATTER: Mapping[str, frozenset[str]] = {
    "B": OTHER,
    "F": frozenset(("fact", "kind")),
    "G": frozenset(("given",)),
    "I": frozenset(("item",)),
}
ALL_OF_AN_ACT = ACTOR | OTHER | DONE | frozenset("fact kind given item".split())
OF_PLAIN_BEATS = frozenset(
    """first again far took news follows ground sort concludes gap target kind fact upon so_far own
    gives same wronged apart there hurts held part""".split()
)
"""What may be asked of any beat that the plain voice tells."""
OF_A_WORLD: Mapping[str, frozenset[str]] = {
    "hands": frozenset(("actor", "before", "time")),
    "saying": frozenset(("actor",)),
    "stated": frozenset(("part",)),
}
"""What more may be asked of the beats that the plain voice alone tells: of a world's own, and of what is
said because a telling had not said it."""
KEYS_OF_GROUND_BEATS: Mapping[str, frozenset[str]] = {
    "opening": PARTS,
    "scene": PARTS,
    "summary": PARTS,
    "cut": PARTS,
    "aside": frozenset(),
    "body": frozenset(("actor", "target")),
    "title": frozenset(("pattern",)),
    "image": ACTOR | PARTS | {"is", "motif", "comes", "seen"},
    "ending": ACTOR | {"is", "comes", "image"},
    "loose_end": PARTS | {"is", "comes"},
    "complication": ALL_OF_AN_ACT | {"is", "comes"},
    "inner": ALL_OF_AN_ACT,
    "refused": ALL_OF_AN_ACT,
    "callback": ALL_OF_AN_ACT | {"pattern", "then", "gap"},
}


@dataclass(frozen=True, slots=True)
class Volume:
    """How much is written: fragments, and words with every alternative counted once."""

    fragments: int
    words: int


def volume(fragments: Collection[Fragment]) -> Volume:
    """How much these fragments come to."""
    return Volume(len(fragments), sum(map(words_in, fragments)))


def in_vain(genre: Genre, fragment: Fragment) -> Iterator[str]:
    """Why a fragment of the genre's own could be chosen in no story of it, with the cure."""
    yield from unknown_names(condition_vocabulary(genre), fragment)
    yield from _not_of_this_beat(genre, fragment)
    yield from _at_odds(genre, fragment)
    yield from _unfilled(genre, fragment)


def wordless(genre: Genre) -> Iterator[str]:
    """The endings, complications and motifs for which nothing is written."""
    yield from _wordless_outcomes(genre)
    seen = {image for fragment in genre.written for image in _images(fragment)}
    for motif, stage in product(genre.idiom.motifs, STAGES):
        if (motif, stage) not in seen:
            cure = f"write an image with `motif: {motif}, is: {stage}`"
            yield f"the motif '{motif}' is never {stage}; {cure}"


def _wordless_outcomes(genre: Genre) -> Iterator[str]:
    told = {(f.tells, value) for f in genre.written for value in dict(f.when).get("is", ())}
    general = [f for f in genre.written if "is" not in dict(f.when)]
    ways, unaided = _ways(general), _ways(f for f in general if not _tells_what_an_ending_says(f))
    silent = {
        f"{kernel.part}.{ending.id}"
        for kernel in genre.kernels.values()
        for ending in kernel.endings
        if not ending.says
    }
    for tells, name, comes in _outcomes(genre):
        has_words = (tells, comes) in (unaided if name in silent else ways)
        if (tells, name) not in told and not has_words:
            cure = f"write a fragment `for: {tells}` with `is: {name}`"
            if name in silent:
                cure = f"say what it comes to in its `says:`, or {cure}"
            yield f"the {tells} '{name}' has no words; {cure}"


def _ways(fragments: Iterable[Fragment]) -> set[tuple[str, str]]:
    """What these tell, and as what it comes about, whatever it is."""
    every = get_args(Comes)
    return {(f.tells, comes) for f in fragments for comes in dict(f.when).get("comes", every)}


def _tells_what_an_ending_says(fragment: Fragment) -> bool:
    return any(slot.root == ENDING for line in fragment.lines for slot in slots_in(line.pieces))


def scanty(genre: Genre) -> Iterator[str]:
    """The acts and beats with too few words that do whatever they are about, whoever does them."""
    told = {verb.name for verb in genre.verbs.values() if "untold" not in verb.marks}
    usable = _usable_anywhere(genre)
    wanted = f"of the {FEWEST_FRAGMENTS} fragments that a story wants whatever it is about"
    cure = "write more, with no fact, thing or option of a kernel in `when:`"
    for tells in sorted(told.union(KEYS_OF_GROUND_BEATS) - BY_NAME):
        if usable[tells] < FEWEST_FRAGMENTS:
            yield f"{tells}: {usable[tells]} {wanted}; {cure}"


def _usable_anywhere(genre: Genre) -> Counter[str]:
    """By what they tell, how many whole fragments will do whatever a story is about."""
    about = ABOUT.union(_axes(genre))
    whole = (fragment for fragment in genre.written if not fragment.clause)
    return Counter(f.tells for f in whole if about.isdisjoint(dict(f.when)))


def condition_vocabulary(genre: Genre) -> Mapping[str, frozenset[str]]:
    """What may stand in a condition, for the keys whose values are the genre's own names."""
    return _kernel_vocabulary(genre) | {
        "tactic": frozenset(genre.tactics),
        "place": frozenset(genre.places),
        "then": frozenset(genre.places),
        "affords": frozenset(word for place in genre.places.values() for word in place.affords),
        "weather": frozenset(genre.weathers),
        "motif": frozenset(genre.idiom.motifs),
        "form": frozenset(genre.forms),
        "pattern": frozenset(pattern.id for pattern in genre.patterns),
    }


def _kernel_vocabulary(genre: Genre) -> dict[str, frozenset[str]]:
    """What its kernels name: their axes, facts, things, roles, outcomes and scenes."""
    kernels = genre.kernels.values()
    facts = _named(genre, lambda body: body.facts)
    parts = frozenset(f"{k.part}.{role.name}" for k in kernels for role in k.roles)
    frames = (frame for k in kernels for body in bodies(k) for frame in body.frames)
    return {
        **_axes(genre),
        "fact": facts,
        "given": facts,
        "item": _named(genre, lambda body: body.items),
        "a": parts,
        "b": parts,
        "is": frozenset((*(name for _, name, _ in _outcomes(genre)), *STAGES)),
        "purpose": frozenset(frame.purpose for frame in frames),
    }


def unknown_names(known: Mapping[str, frozenset[str]], fragment: Fragment) -> Iterator[str]:
    """What is to be said of every name in a fragment's conditions that is none of those known of its
    genre, by the condition.
    """
    for key, values in fragment.when:
        for value in values:
            if key in known and value not in known[key]:
                yield (
                    f"'{key}: {value}' is nothing in this genre; "
                    "mend the name, or take the fragment out"
                )


def _unfilled(genre: Genre, fragment: Fragment) -> Iterator[str]:
    """The forms of a fact that its slots want, and that no fact it may be about has."""
    when = dict(fragment.when)
    slots = {slot for line in fragment.lines for slot in slots_in(line.pieces)}
    for root, key in (("F", "fact"), ("G", "given")):
        for form in sorted({slot.form for slot in slots if slot.root == root}):
            having = _named(genre, partial(_facts_with, form))
            if key in when and having.isdisjoint(when[key]):
                named = " or ".join(f"'{name}'" for name in when[key])
                cure = f"give it one, or do without {{{root}.{form}}}"
                yield f"{named} has no {form}, so it is never chosen; {cure}"


def _facts_with(form: str, body: Kernel | Option) -> list[str]:
    written = {"told": "claim"}.get(form, form)
    return [name for name, slot in body.facts.items() if getattr(slot.fact, written)]


def _not_of_this_beat(genre: Genre, fragment: Fragment) -> Iterator[str]:
    for key, _ in fragment.when:
        if key not in conditions_of(genre, fragment.tells, plain=fragment.plain):
            yield f"no '{fragment.tells}' has '{key}', so it is never chosen; take the condition out"


def conditions_of(genre: Genre, tells: str, *, plain: bool = False) -> frozenset[str]:
    """Which conditions can hold of a beat at all, as any narrator tells it or the `plain` one."""
    if plain:
        own = OF_A_WORLD.get(tells, frozenset())
        return conditions_of(genre, tells) | OF_PLAIN_BEATS | own
    everywhere = ALWAYS_KNOWN | frozenset(_axes(genre))
    if tells in KEYS_OF_GROUND_BEATS:
        return everywhere | KEYS_OF_GROUND_BEATS[tells]
    verb = genre.verbs.get(tells)
    if verb is None:
        return everywhere | ALL_OF_AN_ACT
    return everywhere.union(
        ACTOR, DONE, *(MATTER.get(role, frozenset()) for role in verb.role_names)
    )


def _at_odds(genre: Genre, fragment: Fragment) -> Iterator[str]:
    """Conditions and needs that shut each other out, each with its cure."""
    yield from _nowhere(genre, fragment)
    if not _is_ever_lit(fragment):
        cure = "mend `needs:` or `hour:`"
        yield f"its hours never have the light it needs, so it is never chosen; {cure}"
    for key, values in fragment.needs:
        if any(value.endswith(STRICT) for value in values) and not _is_ever_set(genre, key):
            never = f"nothing ever sets '{key}', which it must have been shown"
            yield f"{never}, so it is never chosen; take the ! out"


def _is_ever_lit(fragment: Fragment) -> bool:
    """Whether one of its hours has a light it needs, where it needs any."""
    wanted = dict(fragment.needs).get("light", ())
    hours = dict(fragment.when).get("hour", tuple(LIGHT))
    lights = {light for hour in hours for light in LIGHT.get(hour, ())}
    return not wanted or not lights.isdisjoint(wanted)


def _nowhere(genre: Genre, fragment: Fragment) -> Iterator[str]:
    """Whether none of the places where it could stand has what it needs of one."""
    when = dict(fragment.when)
    asked = when.get("affords", ())
    places = [p.affords for p in genre.places.values() if p.id in when.get("place", (p.id,))]
    affording = [affords for affords in places if not asked or set(asked).intersection(affords)]
    if places and not affording:
        cure = "mend `place:` or `affords:`"
        yield f"none of its places affords what it asks for, so it is never chosen; {cure}"
    lit = any(HEARTH in affords for affords in affording)
    if "fire" in dict(fragment.needs) and affording and not lit:
        cure = "mend `needs:` or `place:`"
        yield f"it needs a fire where there is no {HEARTH}, so it is never chosen; {cure}"


def _is_ever_set(genre: Genre, key: str) -> bool:
    """Whether some fragment shows this of somebody; a role may be played by anyone."""
    part = key if key in FIXTURES else key.partition(".")[2]
    return any(
        (one if one in FIXTURES else one.partition(".")[2]) == part
        for fragment in genre.fragments
        for one, _ in (*fragment.sets, *fragment.needs)
    )


def _images(fragment: Fragment) -> Iterable[tuple[str, str]]:
    """The motifs that a fragment shows, each at each of its stages."""
    when = dict(fragment.when)
    is_image = fragment.tells == "image"
    return product(when.get("motif", ()), when.get("is", ())) if is_image else ()


def _outcomes(genre: Genre) -> list[tuple[str, str, Comes]]:
    """Every ending, matter left over and complication: what tells it, its whole name, and as what it
    comes about.
    """
    found: list[tuple[str, str, Comes]] = []
    for kernel in genre.kernels.values():
        part = kernel.part
        found += [("ending", f"{part}.{ending.id}", "learnt") for ending in kernel.endings]
        found += [("ending", f"{part}.{NEVER}", NEVER)]
        found += [("loose_end", f"{part}.{name}", name) for name in LEFT_OVER]
        found += [
            ("complication", f"{part}.{one.id}", one.comes((kernel.spine.motive,)))
            for body in bodies(kernel)
            for one in body.complications
        ]
    return list(dict.fromkeys(found))


def _axes(genre: Genre) -> dict[str, frozenset[str]]:
    """The axes of every kernel as conditions name them, each with its options."""
    return {
        kernel.condition(axis): frozenset(option.id for option in options)
        for kernel in genre.kernels.values()
        for axis, options in kernel.options.items()
    }


def _named(genre: Genre, of: Callable[[Kernel | Option], Iterable[str]]) -> frozenset[str]:
    """Every fact or thing that some option of some kernel has, by its whole name."""
    return frozenset(
        f"{kernel.part}.{name}"
        for kernel in genre.kernels.values()
        for body in bodies(kernel)
        for name in of(body)
    )
