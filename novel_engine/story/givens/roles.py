"""Roles: who and what fills the parts of an act, a scene or a kernel."""

from __future__ import annotations

from collections.abc import Container

__all__ = ["NO_ROLES", "Roles"]

MATTERS = ("F", "G")


class Roles(tuple[tuple[str, str], ...]):
    """Pairs of a role's name and the id of what fills it, in order, each name once.

    It is the tuple of its pairs, equal to it and written as it. There are seldom more than four,
    so that a search is faster than a table; `dict` of one is for whoever asks many times.
    """

    __slots__ = ()

    @classmethod
    def of(cls, **filled: str) -> Roles:
        """These roles, in this order; those that nothing fills are left out."""
        return cls((name, value) for name, value in filled.items() if value)

    @property
    def values(self) -> tuple[str, ...]:
        """Who and what fills them, in order."""
        return tuple([value for _, value in self])

    @property
    def matters(self) -> tuple[str, ...]:
        """The facts that it is about: the one it puts or is put by, and the one it answers with."""
        return self.filling(MATTERS)

    def get(self, name: str, otherwise: str = "") -> str:
        """Who or what fills the role."""
        for key, value in self:
            if key == name:
                return value
        return otherwise

    def filling(self, names: Container[str]) -> tuple[str, ...]:
        """Who and what fills the roles of these names, in order."""
        return tuple([value for name, value in self if name in names])

    def only(self, names: Container[str]) -> Roles:
        """The roles of these names."""
        return Roles(pair for pair in self if pair[0] in names)

    def first(self, most: int) -> Roles:
        """The first so many roles."""
        return Roles(self[:most])

    def beside(self, others: Roles) -> Roles:
        """These roles, and after them the others."""
        return Roles((*self, *others))


NO_ROLES = Roles()
