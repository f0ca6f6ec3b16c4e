"""Kernel files: a situation that makes a plot, in YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import Faults
from novel_engine.adapters.reading.genre.kernels.basics import SAYABLE
from novel_engine.adapters.reading.genre.kernels.bodies import SHARED_KEYS, Reader
from novel_engine.adapters.reading.genre.kernels.matter import MATTER_KEY, PLACES, sources_of
from novel_engine.adapters.reading.genre.kernels.names import GenreNames, check_names
from novel_engine.adapters.reading.genre.kernels.variants import check_variants
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable
from novel_engine.story.givens.kernels import Ending, Kernel

KERNEL_KEYS = (
    "part",
    "plain",
    "distinct",
    "eyes",
    "axes",
    "roles",
    "threads",
    "endings",
    "spine",
    "evidence",
    MATTER_KEY,
    *SHARED_KEYS,
)
NAMING = ("roles", "facts", "items", "places", "threads", MATTER_KEY)
"""The keys under which a kernel gives the names that it uses elsewhere."""


def kernel_of(document: Document, name: str, ground: GenreNames | None = None) -> Kernel:
    """The kernel in a file. Raises GenreError: `file:line: what, and what to do`, for each mistake.

    `ground` are the names of its genre's that it may use; without them these are not looked at.
    """
    faults = Faults()
    kernel = read_kernel(faults, whole(document), name, ground)
    faults.settle()
    return kernel


def read_kernel(
    faults: Faults,
    part: Part,
    name: str,
    ground: GenreNames | None = None,
    matter: Part | None = None,
) -> Kernel:
    """The kernel that is written here as far as it can be read; what cannot is among the faults.

    `matter` is what the genre has for it.
    """
    part = faults.known(part, KERNEL_KEYS)
    reader = Reader(faults, part)
    axes = reader.texts(part, "axes")
    sources = sources_of(faults, part, matter, axes)
    faults.look(lambda: _check_question(part))
    before = len(faults.problems)
    endings = reader.named(part, "endings", reader.ending)
    ends_are_read = before == len(faults.problems)
    kernel = Kernel(
        id=name,
        part=faults.take(lambda: _part(part), ""),
        eyes=reader.word(part, "eyes"),
        axes=axes,
        roles=reader.named(part, "roles", reader.role),
        threads=reader.named(part, "threads", reader.thread),
        endings=endings,
        options=reader.options(axes, sources),
        plain=reader.flag(part, "plain"),
        distinct=reader.texts(part, "distinct"),
        spine=reader.spine(part),
        evidence=reader.named(part, "evidence", reader.proof),
        **_shared(reader, part, matter),
    )
    if ends_are_read:
        faults.look(lambda: _check_endings(part, kernel.endings))
    if _may_hold_the_names(part):  # what is named there is not known, and the key was said
        return kernel
    check_names(faults, sources, kernel, ground)
    if ground:
        check_variants(faults, sources, kernel, ground.places)
    return kernel


def _shared(reader: Reader, part: Part, matter: Part | None) -> dict[str, Any]:
    """What a kernel holds beside its own keys, its places as the genre has them."""
    found = reader.shared(part)
    if matter is not None:
        found[PLACES] = found[PLACES] | reader.places(matter)
    return found


def _may_hold_the_names(part: Part) -> bool:
    """Whether under a key that is like none stands what should be under one that is not there."""
    keys = part.names()
    return any(key not in KERNEL_KEYS for key in keys) and any(key not in keys for key in NAMING)


def _check_question(part: Part) -> None:
    if not part.under("threads").names():
        part.fail("the kernel asks no question; give one under `threads:`", "threads")


def _part(part: Part) -> str:
    """The word for the whole, which every name of the kernel's in lines begins with."""
    found = part.wording("part")
    if not SAYABLE.fullmatch(found):
        one = "_".join(re.findall(SAYABLE, found)) or "plot"
        part.fail(
            f"'part' is '{printable(found)}', and names in lines begin with it; "
            f"give it no blank and no stop: {printable(one)}",
            "part",
        )
    return found


def _check_endings(part: Part, endings: Sequence[Ending]) -> None:
    """Raise the file's error unless a story can end either way, answered or not."""
    if not endings:
        part.under("endings")
        part.fail("the kernel has no ending; give one under `endings:`", "endings")
    if {ending.unsolved for ending in endings} != {True, False}:
        unsolved = endings[0].unsolved
        side = "an answered story" if unsolved else "one left unsolved (`unsolved: true`)"
        problem = f"the kernel has no ending for {side}; give one, with no needs, to fall back on"
        part.fail(problem, "endings")
