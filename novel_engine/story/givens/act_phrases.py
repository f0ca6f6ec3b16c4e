"""By what words a model's chapter is held to the record: how acts are stated, told the other way
about, and asked after.

The words themselves are in `configs/core/checks`, and are read when a model has worded a chapter.
"""

from __future__ import annotations

from collections.abc import Mapping

from novel_engine.story.givens.reversal_phrases import NEVER_SAID, Reversal
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """A strong act: how narration states it after its doer's name, how its doer says it, and the
    verbs that bear it out.

    `anyhow` is how narration states it with whoever did or suffered it in another place of the
    sentence, as NAME. What `befalls` is borne out by anything that comes up.
    """

    name: str
    borne_out: frozenset[str]
    told: str = NEVER_SAID
    said: str = NEVER_SAID
    anyhow: str = NEVER_SAID
    befalls: bool = False


@dataclass(frozen=True, slots=True)
class AskedAfter:
    """What a second reader is asked of an act: what is so, and what would be so had it come out
    otherwise, and not been undone.

    `swapped` says that it can be asked whether the other of the two did it; so they did not, if
    they did nothing `alike`.
    """

    so: str = ""
    otherwise: str = ""
    undone_by: frozenset[str] = frozenset()
    swapped: bool = False
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All of these words.

    `swaps` say by which words one of these verbs is given to somebody else; `never`, what is asked
    of a chapter in which nothing was done by this verb, or of any, if there is none.
    """

    acts: tuple[Act, ...]
    swaps: tuple[tuple[frozenset[str], str], ...]
    reversals: Mapping[str, Reversal]
    asked: Mapping[str, AskedAfter]
    never: tuple[tuple[str, str], ...]
