"""What the nights of many seeds come to, taken together, against what is asked of them: each
figure for the first night of every seed, and for the best of its nights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import field, replace
from typing import Any

from novel_engine.values import dataclass
from tests.measures.plots import BY_EVIDENCE, UNKNOWN, NightFigures

Night = Sequence[NightFigures]
MOST_OF_ALL = 40
"""In a hundred: what one person has of a part, and one ending of all stories, at most."""
FEWEST_OF_A_KERNEL = 100
"""Stories: with fewer of them in a group nothing is said of who plays what in a kernel. Of 28 stories and
five people chance alone gives somebody twelve in one of 30 parts every other time."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is of, what it must come to, and what it comes to by night; `holds`
    whether it does, None where nothing is asked of it.
    """

    name: str
    asked: str
    nights: tuple[str, ...]
    holds: tuple[bool | None, ...]
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, of which so many in a hundred are asked, at least or at most."""

    name: str
    of: Callable[[Night], tuple[int, int]]
    least: int | None = None
    most: int | None = None
    also: Callable[[Night], str] = field(default=lambda _: "")

    def figure(self, sets: Sequence[Night]) -> Figure:
        """What it comes to on each of these nights."""
        counted = [self.of(one) for one in sets]
        return Figure(
            self.name,
            self._asked(),
            tuple(
                f"{_share(*one)}{self.also(night)}"
                for one, night in zip(counted, sets, strict=True)
            ),
            tuple(self._holds(*one) for one in counted),
            tuple(found / of if of else None for found, of in counted),
        )

    def _asked(self) -> str:
        if self.least is not None:
            return "100 %" if self.least == 100 else f"at least {self.least} %"
        return "" if self.most is None else "none" if not self.most else f"at most {self.most} %"

    def _holds(self, found: int, of: int) -> bool | None:
        if not of:
            return None
        if self.least is not None:
            return found * 100 >= self.least * of
        return None if self.most is None else found * 100 <= self.most * of


def _share(found: int, of: int) -> str:
    return f"{100 * found / of:.1f} % ({found} of {of})" if of else "none there"


def _of_stories(has: Callable[[NightFigures], bool]) -> Callable[[Night], tuple[int, int]]:
    return lambda night: (sum(map(has, night)), len(night))


def _summed(
    one: Callable[[NightFigures], int], of: Callable[[NightFigures], int]
) -> Callable[[Night], tuple[int, int]]:
    return lambda night: (sum(map(one, night)), sum(map(of, night)))


def _of_reasons(
    has: Callable[[NightFigures], bool],
) -> Callable[[Night], tuple[int, int]]:
    """Of the stories that do not end unsolved as their author has it."""

    def counted(night: Night) -> tuple[int, int]:
        solved = [one for one in night if not one.unsolved]
        return sum(map(has, solved)), len(solved)

    return counted


def _ways_known(night: Night) -> str:
    ways = Counter(one.closed for one in night)
    return f": {', '.join(f'{way} {many}' for way, many in sorted(ways.items()))}"


def _per_story(night: Night) -> str:
    many = Counter(len(one.choices) for one in night)
    return f": by how many, {', '.join(f'{n} in {times}' for n, times in sorted(many.items()))}"


def _closed(one: NightFigures) -> bool:
    return one.closed in BY_EVIDENCE or (one.unsolved and one.closed == UNKNOWN)


SHARES = (
    Share("the reason is learnt by whoever sees most of it", _of_reasons(lambda n: n.reason), 100),
    Share("the reason is told in three parts", _of_stories(lambda n: n.reason_whole), 100),
    Share(
        "the case is closed by evidence, or left open as authored",
        _of_stories(_closed),
        100,
        also=_ways_known,
    ),
    Share("it ends unsolved, as authored", _of_stories(lambda n: n.unsolved), most=5),
    Share("the main question is answered", _of_stories(lambda n: n.answered)),
    Share("a false belief is acted on", _of_stories(lambda n: n.acted_on)),
    Share(
        "a false belief is acted on and paid for",
        _of_stories(lambda n: n.acted_on and n.paid_for),
        95,
    ),
    Share("two choices or more", _of_stories(lambda n: len(n.choices) >= 2), 95, also=_per_story),
    Share(
        "the price of a choice comes",
        _summed(lambda n: sum(c.paid for c in n.choices), lambda n: len(n.choices)),
        100,
    ),
    Share(
        "acts with an effect that can be told",
        _summed(lambda n: n.telling_acts, lambda n: n.acts),
        80,
    ),
    Share("acts on the chain", _summed(lambda n: n.on_chain, lambda n: n.acts)),
    Share(
        "acts on the chain, of those that are told",
        _summed(lambda n: n.told_on_chain, lambda n: n.told_acts),
        40,
    ),
    Share("second lines answered", _summed(lambda n: sum(n.second), lambda n: len(n.second)), 100),
    Share("attempts refused", _summed(lambda n: n.refused, lambda n: n.refused + n.acts), most=10),
    Share(
        "turns in a row by one person while another is addressed",
        _summed(lambda n: n.again, lambda n: n.acts),
        most=0,
    ),
)


def figures(sets: Sequence[Night]) -> Iterator[Figure]:
    """What one group of stories comes to: by night, the same seeds in each."""
    for share in SHARES:
        yield share.figure(sets)
    yield _likeliest("the person who is oftenest in one part", sets, _parts)
    yield _likeliest("the commonest ending", sets, _endings)
    yield _plain("what was chosen", sets, _choices)
    yield _plain("kernels", sets, lambda night: _counted(Counter(one.kernel for one in night)))
    yield _plain("points of the plot, the middle one", sets, _middle_points)


def _plain(name: str, sets: Sequence[Night], says: Callable[[Night], str]) -> Figure:
    return Figure(name, "", tuple(map(says, sets)), tuple(None for _ in sets))


def _middle_points(night: Night) -> str:
    return str(sorted(one.points for one in night)[len(night) // 2]) if night else ""


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {many}" for name, many in sorted(counted.items()))


def _choices(night: Night) -> str:
    made = Counter(f"{c.choice} {c.verb}" for one in night for c in one.choices)
    return _counted(made) or "nothing"


Roles = Sequence[tuple[str, str]]
"""Who has which part."""
Likeliest = tuple[str, int, int]
"""What is commonest, how often, and of how many."""


def _likeliest(name: str, sets: Sequence[Any], of: Callable[[Any], Likeliest]) -> Figure:
    found = [of(night) for night in sets]
    return Figure(
        name,
        f"at most {MOST_OF_ALL} %",
        tuple(f"{what} {_share(often, many)}" for what, often, many in found),
        tuple(often * 100 <= MOST_OF_ALL * many if many else None for _, often, many in found),
        tuple(often / many if many else None for _, often, many in found),
    )


def cast_figure(castings: Sequence[Roles]) -> Figure:
    """The same of castings alone, of which there can be many more than of stories played."""
    return _likeliest("the person who is oftenest cast in one part", [castings], _oftenest)


def _parts(night: Night) -> Likeliest:
    return _oftenest([one.roles for one in night])


def _oftenest(night: Sequence[Roles]) -> Likeliest:
    """Of the stories that have a part, in how many one person has it."""
    played = Counter(pair for roles in night for pair in roles)
    there = Counter(role for roles in night for role, _ in roles)
    shares = [
        (often / there[role], f"{role} {who}", often, there[role])
        for (role, who), often in played.items()
        if there[role] >= min(FEWEST_OF_A_KERNEL, len(night))
    ]
    _, what, often, many = max(shares, default=(0, "nobody", 0, 0))
    return what, often, many


def _endings(night: Night) -> Likeliest:
    endings = Counter(one.ending for one in night)
    if not endings:
        return "none", 0, 0
    what = max(endings, key=lambda name: (endings[name], name))
    return what, endings[what], len(night)


Known = Mapping[str, Mapping[str, Sequence[str]]]
"""By the part of a kernel its options by axis, and its endings."""
LATE = "late endings"
"""Those that are only taken where no other can be had: so that what is told is so, and best never."""


def reached(
    known: Known, nights: Night, by_any: Set[str], brief: Set[str] = frozenset()
) -> Iterator[Figure]:
    """Of everything that a kernel has, over all stories together, what was reached by the nights that
    are told, and which endings by any night, or by one of a story of few scenes: an ending that leaves
    its question open is told of at most five stories in a hundred, and so not every one of them is.
    """
    yield _reached("kernels", set(known), {one.kernel for one in nights})
    axes = sorted({axis for kernel in known.values() for axis in kernel} - {"endings", LATE})
    for axis in axes:
        there = {
            f"{part}.{axis}={option}"
            for part, kernel in known.items()
            for option in kernel.get(axis, ())
        }
        yield _reached(f"options of {axis}", there, {o for one in nights for o in one.options})
    endings = _of_each(known, "endings")
    yield _not_asked(_reached("endings", endings, {one.ending for one in nights}))
    yield _not_asked(_reached("endings, by any night,", endings, set(by_any)))
    yield _reached("endings, by any night and any of a short story,", endings, {*by_any, *brief})
    late = _of_each(known, LATE)
    yield _not_asked(
        _reached("endings for want of any other, by any night,", late, {*by_any, *brief})
    )


def _not_asked(figure: Figure) -> Figure:
    return replace(figure, asked="", holds=(None,))


def _of_each(known: Known, key: str) -> set[str]:
    return {f"{part}.{one}" for part, kernel in known.items() for one in kernel.get(key, ())}


def _reached(name: str, there: set[str], found: set[str]) -> Figure:
    missing = sorted(there - found)
    said = f"{len(there) - len(missing)} of {len(there)}"
    more = f", not {', '.join(missing)}" if missing else ""
    return Figure(
        f"{name} reached",
        "all",
        (said + more,),
        (not missing,),
        ((len(there) - len(missing)) / len(there) if there else None,),
    )
