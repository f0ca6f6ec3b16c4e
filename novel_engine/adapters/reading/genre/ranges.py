"""What the figures that conditions ask for can be, so that one which is held against what it can
never be is known before a story is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import signature

from novel_engine.story.deciding.compiled_conditions import SIGNS
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.conditions import And, Call, Compare, Condition, Not, Or

# Digits: of a figure, in a message.
SHOWN_DIGITS = 12
RANGES: Mapping[str, tuple[int, int]] = {
    "confidence": (-100, 100),
    "trait": (-2, 2),
    "goal": (0, 5),
    **dict.fromkeys((*(axis for axis in AXES if axis != "fear"), "fear_of"), (-3, 3)),
    **dict.fromkeys(EMOTIONS, (0, 5)),
}
"""The least and the most that a query can come to, as `docs/conditions-and-effects.md` has them; of
those that are left out there is no end.
"""


def senseless(condition: Condition) -> Iterator[str]:
    """What is to be said of every comparison in the condition that is never so, or always."""
    match condition:
        case Compare():
            yield from _senseless(condition)
        case Not():
            yield from senseless(condition.part)
        case And() | Or():
            for part in condition.parts:
                yield from senseless(part)
        case Call():
            return


def _senseless(compare: Compare) -> Iterator[str]:
    least, most = _range(compare.left.name)
    if least is None or most is None:
        return
    sign, right = SIGNS[compare.sign], compare.right
    found = {bool(sign(value, right)) for value in range(least, most + 1)}
    if len(found) == 1:
        what = "always" if found == {True} else "never"
        cure = f"{compare.left.name} is from {least} to {most}, so take a figure between"
        shown = str(right)[:SHOWN_DIGITS] + ("…" if len(str(right)) > SHOWN_DIGITS else "")
        yield f"'{compare.left.name}(…) {compare.sign} {shown}' is {what} so; {cure}"


def _range(name: str) -> tuple[int, int] | tuple[None, None]:
    function = PREDICATES.get(name)
    if function is not None and signature(function).return_annotation == "bool":
        return 0, 1
    return RANGES.get(name, (None, None))
