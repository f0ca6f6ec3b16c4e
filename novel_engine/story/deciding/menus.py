"""Menus: what a character could do, as that character sees it.

Each verb compiles to a join. A role is filled by an index lookup (people here, secrets, things in
hand) named by the first atom that mentions it; the verb's other atoms are tested as soon as their
roles are bound. So candidates stay few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from novel_engine.errors import GenreError
from novel_engine.story.deciding.compiled_conditions import Test, compiled
from novel_engine.story.deciding.lens import Lens
from novel_engine.story.deciding.questions import WITH_EVIDENCE, evidence_held
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.givens.conditions import Call, Compare, Condition, Name, conjuncts, names_in
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action, Verb
from novel_engine.values import dataclass

MOST_BINDINGS = 250
"""Bindings: how many ways to fill one verb's roles are tried. A bound on work, far above what any
bundled verb comes to; a genre's verb with four open roles meets it."""
Source = Callable[[PersonaView], tuple[str, ...]]


def _who_asked(view: PersonaView) -> tuple[str, ...]:
    return (view.obligation.by,) if view.obligation else ()


def _what_was_asked(view: PersonaView) -> tuple[str, ...]:
    return (view.obligation.fact,) if view.obligation else ()


SOURCES: Mapping[str, Source] = {
    "present": lambda view: view.people,
    "adjacent": lambda view: view.exits,
    "here": lambda view: view.items,
    "holds": lambda view: view.held,
    "believes": lambda view: view.salient,
    "confidence": lambda view: view.salient,
    "secret_of": lambda view: view.secrets,
    "puzzling": lambda view: view.puzzles,
    "grounds": lambda view: view.inferable,
    "disbelieves": lambda view: tuple(b.fact for b in view.beliefs if not b.value),
    "suspects": lambda view: tuple(b.fact for b in view.beliefs if b.value),
    "accused": _what_was_asked,
}


EXACT = frozenset(
    ("present", "adjacent", "here", "holds", "secret_of", "puzzling", "grounds", "obliged")
)
"""Sources that hold just what satisfies their atom, so that the atom need not be tested again."""


@dataclass(frozen=True, slots=True)
class RoleStep:
    """Fill one role from a source, then test what has become testable. `owed` fills it from the
    obligation instead.
    """

    role: str
    source: Source
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """A verb compiled for menus."""

    verb: Verb
    first: tuple[Test, ...]
    steps: tuple[RoleStep, ...]


def compile_join(verb: Verb) -> Join:
    """The verb as a join. Raises GenreError when a role has no generator, or an atom no role."""
    names = verb.role_names
    atoms = list(conjuncts(verb.believes))
    owed = _owed_roles(atoms)
    steps: list[RoleStep] = []
    bound = [names[0]]
    first = _testable(atoms, names, bound)
    for role in names[1:]:
        source = owed.get(role) or _source(atoms, role) or _no_source(verb, role)
        before = list(bound)
        bound.append(role)
        left = [atom for atom in atoms if not _is_exact(atom, role)]
        steps.append(RoleStep(role, source, _testable(left, names, bound, before)))
    return Join(verb, first, tuple(steps))


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


def compile_joins(verbs: Mapping[str, Verb]) -> dict[str, Join]:
    """Every verb as a join, by name."""
    return {name: compile_join(verbs[name]) for name in sorted(verbs)}


def _owed_roles(atoms: list[Condition]) -> dict[str, Source]:
    """`obliged(A, B, F)` binds both the one who asked and the matter."""
    for atom in atoms:
        if isinstance(atom, Call) and atom.name == "obliged" and len(atom.args) == 3:
            by, fact = atom.args[1], atom.args[2]
            found: dict[str, Source] = {}
            if isinstance(by, Name):
                found[by.name] = _who_asked
            if isinstance(fact, Name):
                found[fact.name] = _what_was_asked
            return found
    return {}


def _source(atoms: list[Condition], role: str) -> Source | None:
    for atom in sorted(atoms, key=lambda a: not _is_exact(a, role)):
        call = atom.left if isinstance(atom, Compare) else atom
        if isinstance(call, Call) and call.name in SOURCES and Name(role) in call.args:
            others = [n for n in names_in(call) if n != role]
            if all(n == "A" for n in others) or call.name == "believes":
                return SOURCES[call.name]
    return None


def _testable(
    atoms: list[Condition],
    names: tuple[str, ...],
    bound: list[str],
    before: list[str] | None = None,
) -> tuple[Test, ...]:
    found = []
    for atom in atoms:
        used = {n for n in names_in(atom) if n in names}
        if used <= set(bound) and (before is None or not used <= set(before)):
            found.append(compiled(atom, names))
    return tuple(found)


def candidates(joins: Mapping[str, Join], view: PersonaView) -> list[Action]:
    """Every action that is legal in the actor's own mind, verbs by name: at most 250."""
    owed = view.obligation
    if owed is None:
        return _bound(joins, view, [name for name in joins if not joins[name].verb.answers])
    found = _bound(joins, view, [name for name in sorted(owed.answers) if name in joins])
    if not found:
        raise GenreError(
            f"no verb lets anyone answer '{owed.verb}': widen what one of "
            f"{', '.join(owed.answers)} needs"
        )
    return found


def _bound(joins: Mapping[str, Join], view: PersonaView, names: Sequence[str]) -> list[Action]:
    found: list[Action] = []
    for name in names:
        verb = joins[name].verb
        for values in _bindings(joins[name], view):
            roles = Roles(zip(verb.role_names, values, strict=True))
            found.append(_manner(verb, Action(name, view.card.id, roles), view))
            if len(found) >= MOST_BINDINGS:
                return found
    return found


def _bindings(join: Join, view: PersonaView) -> list[tuple[str, ...]]:
    """Every way to fill the verb's roles that passes its tests; the first role is the actor."""
    found: list[tuple[str, ...]] = []
    values = [view.card.id] + [""] * len(join.steps)
    if _passes(join.first, view.lens, values):
        _fill(join.steps, 0, view, values, found)
    return found


def _fill(
    steps: tuple[RoleStep, ...],
    position: int,
    view: PersonaView,
    values: list[str],
    found: list[tuple[str, ...]],
) -> None:
    if position == len(steps):
        found.append(tuple(values))
        return
    step = steps[position]
    for option in step.source(view):
        if option in values[: position + 1]:
            continue
        values[position + 1] = option
        if _passes(step.tests, view.lens, values):
            _fill(steps, position + 1, view, values, found)


def _passes(tests: tuple[Test, ...], lens: Lens, values: Sequence[str]) -> bool:
    for test in tests:  # noqa: SIM110  the innermost loop of a run: a generator in all() costs half as much again
        if not test(lens, values):
            return False
    return True


def _manner(verb: Verb, action: Action, view: PersonaView) -> Action:
    """The rung a question would use: the next one up; with evidence where whoever puts it first has
    some.
    """
    if not verb.ladder:
        return action
    target, fact = action.roles.get("B"), action.roles.get("F")
    mind = view.lens.mind(view.card.id)
    if mind is None:
        return action
    rung = mind.rungs.get((target, fact), (0, 0))[0] + 1
    if rung == WITH_EVIDENCE - 1 and _puts_first(verb) and evidence_held(view.lens, mind, fact):
        rung = WITH_EVIDENCE
    return Action(action.verb, action.actor, action.roles, action.tactic, rung)


def _puts_first(verb: Verb) -> bool:
    """Whether it is a question, and not one put again."""
    return "questions" in verb.marks and not verb.renews
