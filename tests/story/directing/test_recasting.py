"""A cast changed so that what parts ask for is had by those who play them, by everybody in turn."""

from __future__ import annotations

from collections import Counter
from functools import partial

from novel_engine.story.directing.recasting import Weighing, recast
from novel_engine.story.givens import draws
from novel_engine.story.givens.kernels import KernelRole
from novel_engine.story.givens.people import Person, Secret, Tie
from tests.support.worlds import person

KEEPER = KernelRole("keeper", {}, has=("secret",))
RELIER = KernelRole("relier", {}, tied=("keeper",))
SCAPEGOAT = KernelRole("scapegoat", {}, optional=True, has=("secret",))
ROLES = (KEEPER, RELIER, SCAPEGOAT)


def has_secret(who: Person, thing: str) -> bool:
    """Whether a person has a secret, the only thing that these parts ask for."""
    return thing == "secret" and bool(who.secrets)


def people(secrets: str, ties: tuple[tuple[str, str], ...] = ()) -> list[Person]:
    """Ann to Eve, of whom these have a secret and these are tied."""
    return [
        person(
            name,
            secrets=(Secret(f"{name} cannot swim"),) if name[0] in secrets else (),
            ties=tuple(Tie(other, "cousin") for one, other in ties if one == name),
        )
        for name in ("ann", "ben", "cleo", "dan", "eve")
    ]


def casts(
    company: list[Person], seeds: int, roles: tuple[KernelRole, ...] = ROLES
) -> list[dict[str, str]]:
    """The casts of so many neighbouring seeds, each begun from the same one."""
    taken = dict(zip((role.name for role in roles), ("ann", "ben", "cleo"), strict=False))
    return [
        recast(
            roles,
            taken,
            company,
            Weighing(
                lambda role, who: len(role.name) + len(who.id),
                has_secret,
                partial(draws.dealt, "recasting", str(seed), "secret"),
            ),
        )
        for seed in range(1, seeds + 1)
    ]


def test_nothing_is_changed_where_nobody_has_what_is_wanted() -> None:
    assert casts(people(""), 3) == [{"keeper": "ann", "relier": "ben", "scapegoat": "cleo"}] * 3


def test_whoever_can_have_parts_together_has_them_in_turn() -> None:
    """Two who are tied both ways round and a third tied to one of them: each pair as often."""
    found = casts(people("abc", (("ann", "ben"), ("ben", "cleo"))), 40)
    assert Counter((one["keeper"], one["relier"]) for one in found) == {
        ("ann", "ben"): 10,
        ("ben", "ann"): 10,
        ("ben", "cleo"): 10,
        ("cleo", "ben"): 10,
    }


def test_nobody_has_a_part_oftener_than_another_for_being_in_more_sets() -> None:
    """Of the three who have a secret Cleo would have the last part beside more of the ties than the
    others, who are tied to one another: each of the three has it in turn.
    """
    ties = (("ann", "ben"), ("ben", "cleo"), ("dan", "ann"), ("eve", "dan"))
    roles = (KernelRole("keeper", {}), RELIER, SCAPEGOAT)
    found = casts(people("abc", ties), 48, roles)
    turns = Counter(cast["scapegoat"] for cast in found)
    assert set(turns) == {"ann", "ben", "cleo"}
    assert max(turns.values()) * 100 <= 40 * len(found)


def test_what_a_part_wants_that_can_be_left_empty_does_not_count() -> None:
    """Else whoever has no secret would play what is left over in every story."""
    found = casts(people("ab"), 20)
    assert {one["keeper"] for one in found} == {"ann", "ben"}
    assert "cleo" in {one["scapegoat"] for one in found}


def test_what_is_wanted_is_had_in_every_story() -> None:
    for cast in casts(people("de", (("eve", "ann"),)), 20):
        assert cast["keeper"] == "eve"
        assert cast["relier"] == "ann"
