"""Who a person is whose file does not say: drawn from the seed and the person's id, and fitted to
what it does say.

Every draw is made whether it is needed or not, so that writing down one thing does not change
another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from novel_engine.adapters.reading.character.lexicon import Lexicon
from novel_engine.story.givens import draws
from novel_engine.story.givens.people import TRAIT_AXES, Address, Length, Pronouns, Voice
from novel_engine.values import dataclass

# Axes: of a card that says nothing of its temper, so many are drawn, and nobody is all extremes.
DRAWN_AXES = 3
# Tactics: of a card that names none.
DRAWN_TACTICS = 3
# Years: of a card that gives none; grown up, and at work.
YOUNGEST, OLDEST = 22, 70
# Points: how much luck adds to what a temper leans to; three steps of a trait.
CHANCE = 30

LENGTH_OF_LEANING: Mapping[int, Length] = {-1: "short", 0: "medium", 1: "long"}


@dataclass(frozen=True, slots=True)
class Sketch:
    """The draws for one person."""

    traits: tuple[int, ...]
    age: int
    manner: tuple[int, int]
    hedges: tuple[str, ...]
    oaths: tuple[str, ...]
    tells: tuple[str, ...]
    liking: tuple[int, ...]


def sketch(lexicon: Lexicon, seed: str, person: str) -> Sketch:
    """Everything drawn for the person of this id."""
    rng = draws.generator(seed, "character", 0, person)
    axes = draws.shuffled(rng, range(len(TRAIT_AXES)))[:DRAWN_AXES]
    signs = [draws.pick(rng, (-1, 1)) for _ in range(DRAWN_AXES)]
    signed = dict(zip(axes, signs, strict=True))
    return Sketch(
        traits=tuple(signed.get(axis, 0) for axis in range(len(TRAIT_AXES))),
        age=YOUNGEST + draws.below(rng, OLDEST - YOUNGEST + 1),
        manner=(draws.below(rng, 3) - 1, draws.below(rng, 5) - 2),
        hedges=tuple(draws.shuffled(rng, lexicon.hedges)[: draws.below(rng, 3)]),
        oaths=tuple(draws.shuffled(rng, lexicon.oaths)[: 1 + draws.below(rng, 2)]),
        tells=tuple(draws.shuffled(rng, lexicon.tells)),
        liking=tuple(draws.below(rng, CHANCE) for _ in lexicon.tactics),
    )


def fitting_tactics(lexicon: Lexicon, drawn: Sketch, traits: tuple[int, ...]) -> tuple[str, ...]:
    """The tactics that come most naturally to a temperament, the most natural first."""
    scored = [
        (-10 * sum(traits[axis] * lean for axis, lean in tactic.leans) - chance, tactic.name)
        for tactic, chance in zip(lexicon.tactics, drawn.liking, strict=True)
    ]
    return tuple(name for _, name in sorted(scored)[:DRAWN_TACTICS])


def fitting_voice(drawn: Sketch, traits: tuple[int, ...]) -> Voice:
    """How somebody of this temperament speaks."""
    of = dict(zip(TRAIT_AXES, traits, strict=True))
    stiff = of["order"] + of["restraint"] + of["pride"] - of["warmth"] + drawn.manner[0]
    free = of["candour"] - of["restraint"] + drawn.manner[1]
    formality = _leaning(stiff)
    address: Address = "surname" if formality > 0 else "first"
    return Voice(formality, LENGTH_OF_LEANING[_leaning(free)], drawn.hedges, drawn.oaths, address)


def _leaning(points: int) -> int:
    """1 or -1 from two points on, either way; 0 between them."""
    return (points >= 2) - (points <= -2)


def free_tell(drawn: Sketch, taken: Collection[str]) -> str:
    """The first of the person's tells that nobody before has, with its slots for pronouns."""
    return next((tell for tell in drawn.tells if tell not in taken), drawn.tells[0])


def in_pronouns(tell: str, pronouns: Pronouns) -> str:
    """A tell in the person's own pronouns."""
    forms = {
        "{them}": pronouns.object,
        "{their}": pronouns.possessive,
        "{theirs}": pronouns.own,
        "{themself}": pronouns.reflexive,
    }
    for slot, form in forms.items():
        tell = tell.replace(slot, form)
    return tell
