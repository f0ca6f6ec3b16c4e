"""Whom a name means that a person wrote, and what is said of one that means nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import normalize

from novel_engine.story.givens.people import Person

MOST_NAMED = 30
"""People: how many of a cast a message names."""
APOSTROPHES_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})


class Roll:
    """Who is meant by an id, a name, a short name or a nickname; ids come first, and what could be
    two is nobody.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        loose = [
            (form, p.id) for p in people for form in {_folded(p.short), _folded(p.nickname)} if form
        ]
        self._people = people
        times = Counter(form for form, _ in loose)
        self._ids = {form: who for form, who in loose if times[form] == 1}
        self._ids |= {_folded(p.written): p.id for p in people if p.written}
        self._ids |= {_folded(person.name): person.id for person in people}
        self._ids |= {_folded(person.id): person.id for person in people}

    def find(self, written: str) -> str:
        """The id of the one person meant; empty when nobody is."""
        return self._ids.get(_folded(written), "")

    def why_nobody(self, written: str) -> str:
        """What is wrong with a name that finds nobody: it is several people's, or nobody's; then,
        who is like it, or who there is.
        """
        alike = [person for person in self._people if _folded(written) in _parts(person)]
        alike = alike or self._nearly(plain_letters(written)) or self._by_last(written)
        if len(alike) > 1:
            return (
                f"is ambiguous: {' or '.join(map(_by_name, alike))}; give the whole name, or the id"
            )
        if alike:
            return f"is not in the cast; did you mean {_by_name(alike[0])}?"
        return (
            f"is not in the cast; name one of {', '.join(map(_by_name, self._people[:MOST_NAMED]))}"
        )

    def _nearly(self, plain: str) -> list[Person]:
        """Those whose name is this but for capitals, accents, apostrophes, stops and articles; or
        else those whose name it is but for one letter.
        """
        named = [
            (plain_letters(part), person) for person in self._people for part in _names(person)
        ]
        same = [person for name, person in named if name and name == plain]
        like = [person for name, person in named if is_a_slip(plain, name)]
        return list({person.id: person for person in same or like}.values())

    def _by_last(self, written: str) -> list[Person]:
        """Those whom the last word names, whatever title stands before it: `Dr Amsel`."""
        *_, last = written.split() or [""]
        return [person for person in self._people if last and _folded(last) in _parts(person)]


def is_a_slip(written: str, name: str) -> bool:
    """Whether one letter is other, left out, too much, or in its neighbour's place; names of three
    letters are all alike.
    """
    if min(len(written), len(name)) < len("Anna") or written == name:
        return False
    begins = _shared(written, name)
    rest, meant = written[begins:], name[begins:]
    ends = _shared(rest[::-1], meant[::-1])
    rest, meant = rest[: len(rest) - ends], meant[: len(meant) - ends]
    return max(len(rest), len(meant)) <= 1 or rest == meant[::-1]


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def plain_letters(text: str) -> str:
    """The letters and figures alone, small and without marks; and without an article before them."""
    bare = re.sub(r"\A\s*(?:the|an?)\s+", "", text.casefold())
    return "".join(sign for sign in normalize("NFKD", bare) if sign.isalnum())


def _by_name(person: Person) -> str:
    return f"{person.name} ({person.id})"


def _parts(person: Person) -> set[str]:
    """Everything that somebody could call the person by who does not know what they are called."""
    words = [*person.name.split(), *person.id.split("-"), person.short, person.nickname]
    return {_folded(word) for word in words} - {""}


def _names(person: Person) -> list[str]:
    """The names and each of their ends: `Zoë K. St. Clair`, `St. Clair`, `Clair`."""
    words = person.written.split() or person.name.split() or [person.id]
    ends = [" ".join(words[at:]) for at in range(len(words))]
    beginnings = [" ".join(words[:at]) for at in range(1, len(words))]
    whole = [person.name, person.short, person.nickname, person.surname, person.id]
    first_and_last = [
        f"{first} {last}"
        for one, other in ((person.short, person.surname), (words[0], words[-1]))
        for first, last in ((one, other), (other, one))
    ]
    return [name for name in (*whole, *ends, *beginnings, *words, *first_and_last) if name]


def _folded(text: str) -> str:
    return "-".join(text.casefold().translate(APOSTROPHES_STRAIGHT).split())
