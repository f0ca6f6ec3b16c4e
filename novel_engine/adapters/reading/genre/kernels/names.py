"""Whether every name a kernel uses is one it has given: a part nobody plays is a scene that never
happens, and no message.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from functools import partial

from novel_engine.adapters.reading.document import Key
from novel_engine.adapters.reading.genre.all_at_once import NO_TEXTS, Faults
from novel_engine.adapters.reading.genre.genre_files import SCENES_FILE
from novel_engine.adapters.reading.genre.kernels.matter import Sources
from novel_engine.adapters.reading.genre.ranges import senseless
from novel_engine.adapters.reading.genre.verb_checks import (
    FITTING,
    PERSON,
    KnownWords,
    asked,
    check_words,
)
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.story.directing.binding import NAME_SLOT
from novel_engine.story.directing.own_material import (
    FACT_TEXTS,
    OF_WORLD,
    OWN,
    OWN_SLOT,
    TIE,
    UNTIL,
)
from novel_engine.story.givens.conditions import Call, Condition, calls_in
from novel_engine.story.givens.fragments import FACTS, PLACE, PLAIN_SLOTS, ROLES, THING
from novel_engine.story.givens.kernels import (
    Bias,
    Complication,
    FactSlot,
    Frame,
    Kernel,
    Option,
    bodies,
)
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.values import dataclass

Known = Mapping[str, Sequence[str]]
ROLE = re.compile(r"[A-Za-z_]+")
# A brace, and what it encloses as far as it can be told.
BRACED = re.compile(r"\{[^{}]*\}?|\}")
# Likeness, 0 to 1: from which a word that is not known is a known one misspelt.
LIKE_ENOUGH = 0.8
NAMES_TAKEN = ROLES | FACTS | PLAIN_SLOTS | {THING, PLACE, OF_WORLD}


@dataclass(frozen=True, slots=True)
class GenreNames:
    """What a genre's kernels stand on: its names of places, verbs, kinds of fact and goals, and the
    purposes and complications that its files know.
    """

    places: Collection[str]
    verbs: Collection[str]
    kinds: Collection[str]
    goals: Collection[str]
    purposes: Collection[str]
    complications: Collection[str]

    @property
    def words(self) -> KnownWords:
        """What stands for itself in a condition or an effect, by what is due there."""
        return {"verb": self.verbs, "kind": self.kinds, "goal": self.goals, "axis": TRAIT_AXES}


def check_names(
    faults: Faults, sources: Sources, kernel: Kernel, ground: GenreNames | None
) -> None:
    """Keep the file's error for every name that stands for nothing, or not for what is due there."""
    part = sources.kernel
    known = _known(faults, sources)
    look = _Names(faults, known, ground)
    look.one(part, "eyes", kernel.eyes, known["role"])
    look.all(part, "distinct", kernel.distinct, known["role"])
    look.roles(part, kernel)
    look.hung_on(part, kernel)
    for name, slot in kernel.places.items():
        here, path = sources.place(name)
        look.place(here, slot.id, known["place"], *path)
    for body in bodies(kernel):
        look.shared(sources.part_of(body), body)
    for thread in kernel.threads:
        here = part.within("threads", thread.name)
        look.condition(here, "answered", thread.answered)
    for ending in kernel.endings:
        here = part.within("endings", ending.id)
        look.one(here, "thread", ending.thread, known["thread"])
        for at, need in enumerate(ending.needs):
            look.condition(here, "needs", need, at)


def _known(faults: Faults, sources: Sources) -> Known:
    """Every name that is written in the kernel's file, by what it names, with those of every
    option: one that is given to something unreadable is given all the same.
    """
    part = sources.kernel

    def within(here: Part, key: str) -> tuple[str, ...]:
        return faults.take(lambda: here.under(key).names(), NO_TEXTS)

    axes = [
        faults.take(partial(matter.under, axis), matter.within(axis))
        for axis in faults.take(sources.names, NO_TEXTS)
        for matter in (sources.of(axis),)
    ]
    parts = [part, *(body for axis in axes for _, body in axis.parts())]

    def names(key: str) -> list[str]:
        return list(dict.fromkeys(name for here in parts for name in within(here, key)))

    kinds = {"role": "roles", "fact": "facts", "item": "items", "place": "places"}
    kinds |= {"thread": "threads", "consequence": "consequences"}
    known = {kind: names(key) for kind, key in kinds.items()}
    known["consequence"] += names("choices")
    return known


class _Names:
    """Looks whether names are given, and keeps what is to be said of those that are not; of an empty
    one it has been said already, or there need be none.
    """

    def __init__(self, faults: Faults, known: Known, ground: GenreNames | None) -> None:
        self.faults = faults
        self.known = known
        self.ground = ground

    def fault(self, part: Part, what: str, *path: str | int) -> None:
        self.faults.look(lambda: part.fail(what, *path))

    def one(self, part: Part, key: str, name: str, options: Collection[str]) -> None:
        if name and name not in options:
            cure = suggestion(name, options)
            self.fault(part, f"'{printable(name)}' is not a name of this kernel; {cure}", key)

    def all(self, part: Part, key: str, names: Sequence[str], options: Collection[str]) -> None:
        for name in names:
            if not name:
                self.fault(part, f"'{key}' holds an empty name; write it, or take it out", key)
            self.one(part, key, name, options)

    def roles(self, part: Part, kernel: Kernel) -> None:
        roles = part.within("roles")
        for role in kernel.roles:
            if not ROLE.fullmatch(role.name) or role.name in NAMES_TAKEN:
                called = f"no role can be called '{printable(role.name)}'"
                self.fault(roles, f"{called}; give it a word of its own", role.name)
            self.all(roles.within(role.name), "doubles", role.doubles, self.known["role"])
            self.all(roles.within(role.name), "tied", role.tied, self.known["role"])

    def hung_on(self, part: Part, kernel: Kernel) -> None:
        """What the plot hangs on, and what an author may put another for."""
        for key, name in asdict(kernel.spine).items():
            self.one(part.within("spine"), key, name, self.known["fact"])
        for slot in kernel.evidence:
            here = part.within("evidence", slot.fact)
            self.one(part.within("evidence"), slot.fact, slot.fact, self.known["fact"])
            self.one(here, "item", slot.item, self.known["item"])
            self.one(here, "points", slot.points, self.known["role"])

    def shared(self, part: Part, body: Kernel | Option) -> None:
        """What a kernel and an option of it both may hold."""
        for name, slot in body.facts.items():
            self.fact(part.within("facts", name), slot)
        for name, item in body.items.items():
            self.all(part.within("items", name), "evidence", item.evidence, self.known["fact"])
        for at, rule in enumerate(body.rules):
            row = part.within("rules", at)
            self.all(row, "from", rule.premises, self.known["fact"])
            self.one(row, "to", rule.conclusion, self.known["fact"])
        for at, call in enumerate(body.opening):
            self.call(part, call, "opening", at)
        for name, place in body.places.items() if isinstance(body, Option) else ():
            self.place(part, place.id, self.known["place"], "places", name)
        for frame in body.frames:
            self.frame(part.within("frames", frame.id), frame)
        for one in body.complications:
            key = "choices" if one.ways else "consequences" if one.at_once else "complications"
            self.complication(part.within(key, one.id), one)

    def fact(self, part: Part, slot: FactSlot) -> None:
        """Whom it is about, and whose names stand in its words."""
        fact, roles = slot.fact, self.known["role"]
        for key, role in (
            ("subject", fact.subject),
            ("secret_of", fact.secret_of),
            ("hurts", fact.hurts),
        ):
            self.one(part, key, role, roles)
        for key in FACT_TEXTS:
            text = getattr(fact, key)
            self.all(part, key, NAME_SLOT.findall(text), roles)
            self.own(part, key, text)
            if left := BRACED.search(OWN_SLOT.sub("", NAME_SLOT.sub("", text))):
                cure = f"write one as {{{next(iter(roles), 'role')}}}, or leave the brace out"
                what = f"'{printable(left[0])}' in '{key}' is no role in braces; {cure}"
                self.fault(part, what, key)
        if self.ground and "kind" in slot.said and fact.kind not in self.ground.kinds:
            cure = suggestion(fact.kind, self.ground.kinds)
            self.fault(part, f"'kind' cannot be '{printable(fact.kind)}'; {cure}", "kind")

    def own(self, part: Part, key: str, text: str) -> None:
        """What is asked of people's own, and of the world."""
        for role, word, other in OWN_SLOT.findall(text):
            if role == OF_WORLD:
                self.word_of(part, key, word, (UNTIL,))
                continue
            if role in self.known["fact"]:
                self.word_of(part, key, word, FACT_TEXTS)
                continue
            self.one(part, key, role, self.known["role"])
            self.word_of(part, key, word, (*OWN, TIE))
            if word == TIE or other:
                self.one(part, key, other, self.known["role"])
                if not other:
                    self.fault(
                        part, f"'{{{role}.{word}}}' is a tie to somebody; name the part", key
                    )

    def word_of(self, part: Part, key: str, word: str, known: Collection[str]) -> None:
        if word not in known:
            what = f"'.{printable(word)}' is nothing that can be asked for"
            self.fault(part, f"{what}; {suggestion(word, known)}", key)

    def frame(self, part: Part, frame: Frame) -> None:
        roles, facts = self.known["role"], self.known["fact"]
        self.all(part, "cast", frame.cast, roles)
        is_whole = bool(frame.cast) and all(name in roles for name in frame.cast)
        for key, name in (("want", frame.want), ("against", frame.against)):
            self.one(part, key, name, roles)
            if name in roles and is_whole and name not in frame.cast:
                cure = "name it under `cast:`, or another here"
                self.fault(part, f"'{name}' is not in the `cast:` of this scene; {cure}", key)
        self.one(part, "fact", frame.fact, facts)
        self.one(part, "thread", frame.thread, self.known["thread"])
        self.place(part, frame.place, self.known["place"], "place")
        self.condition(part, "needs", frame.needs)
        self.call(part, frame.variable, "variable")
        self.word(part, "purpose", frame.purpose)
        for at, bias in enumerate(frame.bias):
            self.bias(part.within("bias", at), bias)

    def bias(self, part: Part, bias: Bias) -> None:
        self.one(part, "who", bias.actor, self.known["role"])
        self.one(part, "to", bias.target, self.known["role"])
        self.one(part, "of", bias.matter, (*self.known["fact"], *self.known["item"]))
        if self.ground and bias.verb and bias.verb not in self.ground.verbs:
            cure = suggestion(bias.verb, self.ground.verbs)
            self.fault(part, f"'{printable(bias.verb)}' is no verb; {cure}", "does")

    def complication(self, part: Part, one: Complication) -> None:
        self.one(part, "who", one.who, self.known["role"])
        self.one(part, "thread", one.thread, self.known["thread"])
        self.all(part, "because" if one.at_once else "plants", one.plants, self.known["fact"])
        self.one(part, "about" if one.ways else "fact", one.fact, self.known["fact"])
        self.one(part, "before", one.before, self.known["role"])
        for way in one.ways:
            here = part.within("between", way.verb)
            self.one(here, "price", way.price, self.known["fact"])
            if self.ground and way.verb not in self.ground.verbs:
                cure = suggestion(way.verb, self.ground.verbs)
                self.fault(here, f"'{printable(way.verb)}' is no verb; {cure}")
        self.condition(part, "needs", one.needs)
        if not one.at_once:
            self.word(part, "kind", one.kind)
        for at, call in enumerate(one.effects):
            self.call(part, call, "effects", at)

    def place(self, part: Part, name: str, own: Collection[str], *path: Key) -> None:
        """A place of the genre's, or one that the kernel has named so."""
        if self.ground and name and name not in own and name not in self.ground.places:
            cure = suggestion(name, {*own, *self.ground.places})
            self.fault(part, f"there is no place '{printable(name)}'; {cure}", *path)

    def word(self, part: Part, key: str, word: str) -> None:
        """A purpose, or a kind of complication. It may be a word that no file knows, but not one so
        like another that it is that one, misspelt.
        """
        if self.ground and word:
            known = self.ground.purposes if key == "purpose" else self.ground.complications
            if word not in known and (
                near := get_close_matches(word, sorted(known), 1, LIKE_ENOUGH)
            ):
                cure = f"write '{near[0]}', or give '{printable(word)}' its place in {SCENES_FILE}"
                self.fault(part, f"no file knows the {key} '{printable(word)}'; {cure}", key)

    def condition(self, part: Part, key: str, condition: Condition, *path: int) -> None:
        self.faults.look(lambda: _check_reached(part, condition, key, *path))
        for call in calls_in(condition):
            self.call(part, call, key, *path)

    def call(self, part: Part, call: Call, *path: str | int) -> None:
        """Each bare name in a call must be of the kind that its place in the call asks for."""
        for name, kind in asked(call):
            options = [name for one in _kinds(kind) for name in self.known[one]]
            if name not in options:
                called = f"{call.name}(…) names '{name}', which is no {_said(kind)} here"
                self.fault(part, f"{called}; {suggestion(name, options)}", *path)
        if self.ground:
            words = self.ground.words
            self.faults.look(lambda: check_words(part, call, words, *path))


def _check_reached(part: Part, condition: Condition, *path: str | int) -> None:
    """Raise the file's error for a figure that is held against what it can never be, or always is."""
    for problem in senseless(condition):
        part.fail(problem, *path)


def _kinds(kind: str) -> tuple[str, ...]:
    """What of a kernel's own can stand where a call asks for this."""
    if kind == "about":
        return ("role", "fact")
    return ("role",) if FITTING[kind] == PERSON else FITTING[kind]


def _said(kind: str) -> str:
    return {"about": "role or fact", "item": "thing"}.get(kind, _kinds(kind)[0])
