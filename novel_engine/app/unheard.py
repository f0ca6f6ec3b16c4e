"""Seams at which a model was asked and nothing that it answered could be used.

Each of its answers is counted as a fall-back already; but a story of which no word is the model's
that was asked for is not the story that was ordered, and whoever ordered it hears that, strict or
not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from novel_engine.errors import FallbackRefused
from novel_engine.ports.record import Fallback, Record
from novel_engine.ports.replies import Asked
from novel_engine.story.asking.consultation import HELD_KEY, Rejection
from novel_engine.values import dataclass

# What a question about another answer is about: that answer, and this.
READ_AGAIN = " quiz"
TRY_OTHERWISE = "try another model, or `output: prompted`, or a `--dry-run` to see what is asked"
KEY_IS_REPEATED = (
    "whoever answers at that address repeats the key: look whose address it is, and have the key "
    "replaced"
)


@dataclass(frozen=True, slots=True)
class UnheardSeam:
    """A seam, how many answers of its model's came, none of which was used, and what was wrong with
    the last.
    """

    seam: str
    calls: int
    reason: str


def unheard_seams(record: Record, *, narrated: bool) -> tuple[UnheardSeam, ...]:
    """Every such seam of a story, from its record. `narrated` says whether the record knows it of
    the narrator: where a story was told again, the tellings are not told apart.
    """
    fallen = record.fallbacks()
    if not fallen:
        return ()
    asked = record.asked()
    seams = dict.fromkeys(one.seam for one in asked if narrated or one.seam != "narrating")
    found = (_unheard([one for one in asked if one.seam == seam], fallen) for seam in seams)
    return tuple(one for one in found if one is not None)


def unheard_narrator(
    chapters: int, fallen: Iterable[Fallback], rejected: Iterable[Rejection]
) -> tuple[UnheardSeam, ...]:
    """The narrator of so many chapters, if none of them is in its words."""
    own = [one for one in fallen if one.seam == "narrating"]
    if not chapters or len({one.name for one in own}) < chapters:
        return ()
    calls = {(one.about, one.attempt) for one in rejected if one.seam == "narrating"}
    return (UnheardSeam("narrating", len(calls), own[-1].reason),)


def refuse_unheard(folder: Path, seams: Sequence[UnheardSeam]) -> None:
    """Raise FallbackRefused when there are any, though the story is there, told without them."""
    if seams:
        said = "; ".join(_in_words(seams))
        cure = KEY_IS_REPEATED if any(one.reason == HELD_KEY for one in seams) else TRY_OTHERWISE
        raise FallbackRefused(
            f"{folder}: {said}. The story is whole, and told offline there; {cure}"
        )


def _unheard(asked: Sequence[Asked], fallen: Sequence[Fallback]) -> UnheardSeam | None:
    """What came of one seam's questions, if it is nothing."""
    seam = asked[0].seam
    own = [one for one in fallen if one.seam == seam]
    places = {(one.turn, one.name) for one in own}
    if not all((one.turn, one.about.removesuffix(READ_AGAIN)) in places for one in asked):
        return None
    return UnheardSeam(seam, sum(one.calls for one in asked), own[-1].reason)


def _in_words(seams: Sequence[UnheardSeam]) -> Iterator[str]:
    for one in seams:
        answers = f"{one.calls} answers" if one.calls != 1 else "one answer"
        yield f"at {one.seam} nothing of the model's {answers} could be used (the last: {one.reason})"
