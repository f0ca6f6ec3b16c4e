"""Menus: what a character could do, as that character sees it.

Each verb compiles to a join. A role is filled by an index lookup (people here, secrets, things in
hand) named by the first atom that mentions it; the verb's other atoms are tested as soon as their
roles are bound, and what beliefs alone decide is asked once for as long as they stay. So candidates
stay few, and so do tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn

from novel_engine.errors import GenreError
from novel_engine.story.deciding.compiled_conditions import Test, compiled
from novel_engine.story.deciding.leeway import Leeway, Pools
from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.made_once import made_once
from novel_engine.story.deciding.resting import rests_on_belief, rests_on_feeling, rests_on_mind
from novel_engine.story.deciding.rungs import next_rung
from novel_engine.story.deciding.sources import (
    EXACT,
    SOURCES,
    THOUGHT_OF,
    Source,
    people_here,
    what_was_asked,
    who_asked,
)
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.mind import Obligation
from novel_engine.story.givens.conditions import Call, Compare, Condition, Name, conjuncts, names_in
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Verb
from novel_engine.values import dataclass

MOST_BINDINGS = 250
"""Bindings: how many ways to fill one verb's roles are tried. A bound on work, far above what any
bundled verb comes to; a genre's verb with four open roles meets it."""


@dataclass(frozen=True, slots=True)
class RoleStep:
    """Fill one role from a source, then test what has become testable.

    `thought` are the tests that beliefs alone decide, where they decide the source too; `felt` those
    that feelings do, where beliefs decide the source or it is who is here; `tests` are all others.
    `is_thought` says that beliefs decide the source, `is_of_people` that it is who is here.
    """

    role: str
    source: Source
    thought: tuple[Test, ...]
    felt: tuple[Test, ...]
    tests: tuple[Test, ...]
    is_thought: bool
    is_of_people: bool


@dataclass(frozen=True, slots=True)
class Join:
    """A verb compiled for menus. `target`, `fact` and `item` are where B, F and I stand among the
    `names` of its roles; None where it has no such role. Of the tests of the actor alone feelings
    decide those that are `felt`.
    """

    verb: Verb
    names: tuple[str, ...]
    felt: tuple[Test, ...]
    first: tuple[Test, ...]
    steps: tuple[RoleStep, ...]
    target: int | None
    fact: int | None
    item: int | None


class Candidate(NamedTuple):
    """A verb with its roles filled, the actor first; `target` is to whom it is done, empty for
    nobody, `manner` the rung it would use.
    """

    join: Join
    values: tuple[str, ...]
    target: str
    manner: int

    @property
    def verb(self) -> str:
        """The verb's name."""
        return self.join.verb.name

    @property
    def roles(self) -> Roles:
        """Who and what fills its roles."""
        return Roles(zip(self.join.names, self.values, strict=True))

    @property
    def key(self) -> str:
        """The id within a menu of the action it would be."""
        return " ".join((self.join.verb.name, *self.values))

    @property
    def matter(self) -> str:
        """The fact it is about, or else the thing; empty for neither."""
        at = self.join.item if self.join.fact is None else self.join.fact
        return "" if at is None else self.values[at]


@made_once
def compile_join(verb: Verb) -> Join:
    """The verb as a join. Raises GenreError when a role has no generator, or an atom no role."""
    names = verb.role_names
    atoms = list(conjuncts(verb.believes))
    owed = _owed_roles(atoms)
    steps: list[RoleStep] = []
    bound = [names[0]]
    first = {atom: compiled(atom, names) for atom in _testable(atoms, names, bound)}
    felt = [atom for atom in first if rests_on_feeling(atom, names[0])]
    for role in names[1:]:
        source = owed.get(role) or _source(atoms, role) or _no_source(verb, role)
        before = list(bound)
        bound.append(role)
        left = [atom for atom in atoms if not _is_exact(atom, role)]
        steps.append(_step(role, source, _testable(left, names, bound, before), names))
    return Join(
        verb,
        names,
        tuple(first[atom] for atom in felt),
        tuple(test for atom, test in first.items() if atom not in felt),
        tuple(steps),
        *(_at(names, role) for role in ("B", "F", "I")),
    )


def _step(
    role: str, source: Source, atoms: Sequence[Condition], names: tuple[str, ...]
) -> RoleStep:
    """The step, with each atom among the tests of what decides it."""
    thought: list[Test] = []
    felt: list[Test] = []
    others: list[Test] = []
    is_thought, is_of_people = source in THOUGHT_OF.values(), source is people_here
    for atom in sorted(atoms, key=rests_on_mind):
        kept = others
        if not {name for name in names_in(atom) if name in names} - {names[0], role}:
            if is_thought and rests_on_belief(atom, names[0]):
                kept = thought
            elif (is_thought or is_of_people) and rests_on_feeling(atom, names[0]):
                kept = felt
        kept.append(compiled(atom, names))
    return RoleStep(
        role, source, tuple(thought), tuple(felt), tuple(others), is_thought, is_of_people
    )


def _at(names: tuple[str, ...], role: str) -> int | None:
    return names.index(role) if role in names else None


def _no_source(verb: Verb, role: str) -> NoReturn:
    raise GenreError(
        f"verb '{verb.name}': nothing generates the role {role}; begin with an atom such as "
        f"present({role}), believes(A, {role}) or holds(A, {role})"
    )


def _is_exact(atom: Condition, role: str) -> bool:
    """Whether the role's source already guarantees the atom: `holds(A, I)` is what fills I with
    things in hand.
    """
    if not isinstance(atom, Call) or atom.name not in EXACT:
        return False
    if atom.name == "obliged":
        return True
    others = [name for name in names_in(atom) if name != role]
    return Name(role) in atom.args and all(name == "A" for name in others)


class Joins(dict[str, Join]):
    """Verbs as joins, by name; `free` are those for which nothing need be owed."""

    def __init__(self, joins: Iterable[Join]) -> None:
        super().__init__((join.verb.name, join) for join in joins)
        self.free = tuple(name for name, join in self.items() if not join.verb.answers)


def compile_joins(verbs: Mapping[str, Verb]) -> Joins:
    """Every verb as a join, in order of name."""
    return Joins(compile_join(verbs[name]) for name in sorted(verbs))


def _owed_roles(atoms: list[Condition]) -> dict[str, Source]:
    """`obliged(A, B, F)` binds both the one who asked and the matter."""
    for atom in atoms:
        if isinstance(atom, Call) and atom.name == "obliged" and len(atom.args) > 1:
            owed = zip(atom.args[1:], (who_asked, what_was_asked), strict=False)
            return {name.name: source for name, source in owed if isinstance(name, Name)}
    return {}


def _source(atoms: list[Condition], role: str) -> Source | None:
    for atom in sorted(atoms, key=lambda a: not _is_exact(a, role)):
        call = atom.left if isinstance(atom, Compare) else atom
        if isinstance(call, Call) and call.name in SOURCES and Name(role) in call.args:
            others = [n for n in names_in(call) if n != role]
            if all(n == "A" for n in others) or call.name in ("believes", "charged"):
                return SOURCES[call.name]
    return None


def _testable(
    atoms: list[Condition],
    names: tuple[str, ...],
    bound: list[str],
    before: list[str] | None = None,
) -> list[Condition]:
    found = []
    for atom in atoms:
        used = {n for n in names_in(atom) if n in names}
        if used <= set(bound) and (before is None or not used <= set(before)):
            found.append(atom)
    return found


def candidates(joins: Joins, view: PersonaView) -> list[Candidate]:
    """Every action that is legal in the actor's own mind, verbs by name: at most 250."""
    owed = view.obligation
    if owed is None:
        return _bound(joins, _open(joins, view), view)
    answers = (name for name in sorted(owed.answers) if name in joins)
    found = _bound(joins, _possible(joins, answers, view), view)
    if owed.verb not in joins:  # a choice, which is about one thing before one person
        chosen = [act for act in found if _is_of(act, owed)]
        return chosen or _bound(joins, _open(joins, view), view)
    if not found:
        raise GenreError(
            f"no verb lets anyone answer '{owed.verb}': widen what one of "
            f"{', '.join(owed.answers)} needs"
        )
    return found


def _is_of(act: Candidate, owed: Obligation) -> bool:
    """Whether an act is before the person and about the matter that are owed an answer."""
    roles = dict(zip(act.join.verb.role_names, act.values, strict=True))
    return roles.get("B", "") in ("", owed.by) and roles.get("F", "") in ("", owed.fact)


def _open(joins: Joins, view: PersonaView) -> Sequence[tuple[str, Pools]]:
    """The verbs for which nothing need be owed, as far as they are possible."""
    leeway, of = view.temper.leeway(joins), (view.thoughts, view.people)
    if leeway.of != of:
        leeway.of, leeway.open = of, tuple(_possible(joins, joins.free, view))
    return leeway.open


def _possible(joins: Joins, names: Iterable[str], view: PersonaView) -> Iterator[tuple[str, Pools]]:
    """The verbs that beliefs and feelings leave possible, with what could fill their roles."""
    thought, felt = view.thoughts.leeway(joins), view.temper.leeway(joins)
    for name in names:
        join = joins[name]
        if join.felt and not _passes(join.felt, view.lens, (view.card.id,)):
            continue
        pools: list[tuple[str, ...] | None] = []
        for position, step in enumerate(join.steps, 1):
            pool = _pool(step, view, (name, position), thought, felt)
            if pool == ():
                break
            pools.append(pool)
        else:
            yield name, tuple(pools)


def _pool(
    step: RoleStep, view: PersonaView, at: tuple[str, int], thought: Leeway, felt: Leeway
) -> tuple[str, ...] | None:
    """What beliefs and feelings leave to fill the role at this position of a verb; None where they
    do not decide it.
    """
    if step.is_of_people:
        options = view.people
    elif not step.is_thought:
        return None
    else:
        options = step.source(view)
        if step.thought and options:
            options = _left_by(thought, (*at, options), step.thought, view)
    if step.felt and options:
        options = _left_by(felt, (*at, options), step.felt, view)
    return options


def _left_by(
    leeway: Leeway, of: tuple[str, int, tuple[str, ...]], tests: tuple[Test, ...], view: PersonaView
) -> tuple[str, ...]:
    """The options, the last of these, that pass tests which rest on the actor and on the role of
    this position alone: from what is kept of it, if it was asked before.
    """
    found = leeway.left.get(of)
    if found is None:
        _, position, options = of
        lead = (view.card.id, *[""] * (position - 1))
        filled = _filled([lead], options, tests, view.lens)
        found = leeway.left[of] = tuple([values[-1] for values in filled])
    return found


def _passes(tests: tuple[Test, ...], lens: Lens, values: Sequence[str]) -> bool:
    for test in tests:  # noqa: SIM110  one of the innermost loops of a run: a generator in all() costs half as much again
        if not test(lens, values):
            return False
    return True


def _bound(joins: Joins, verbs: Iterable[tuple[str, Pools]], view: PersonaView) -> list[Candidate]:
    found: list[Candidate] = []
    for name, pools in verbs:
        join = joins[name]
        if join.first and not _passes(join.first, view.lens, (view.card.id,)):
            continue
        for values in _bindings(join.steps, pools, view):
            target = "" if join.target is None else values[join.target]
            rung = 0
            if join.verb.ladder:
                fact = "" if join.fact is None else values[join.fact]
                rung = next_rung(join.verb, target, fact, view)
            found.append(Candidate(join, values, target, rung))
            if len(found) >= MOST_BINDINGS:
                return found
    return found


def _bindings(
    steps: tuple[RoleStep, ...], pools: Pools, view: PersonaView
) -> Sequence[tuple[str, ...]]:
    """Every way to fill the roles that passes their tests; the first role is the actor."""
    found: list[tuple[str, ...]] = [(view.card.id,)]
    for step, pool in zip(steps, pools, strict=True):
        options = step.source(view) if pool is None else pool
        found = _filled(found, options, step.tests, view.lens)
        if not found:
            return ()
    return found


def _filled(
    before: Sequence[tuple[str, ...]],
    options: tuple[str, ...],
    tests: tuple[Test, ...],
    lens: Lens,
) -> list[tuple[str, ...]]:
    """What fills the roles before, and one more option, nobody and nothing twice, where it passes
    the tests. The innermost loop of a run, and so in one piece.
    """
    found = []
    for values in before:
        for option in options:
            if option in values:
                continue
            filled = (*values, option)
            for test in tests:
                if not test(lens, filled):
                    break
            else:
                found.append(filled)
    return found
