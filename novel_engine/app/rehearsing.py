"""A story only reckoned up: what it would ask of its models, and what that would cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from novel_engine.app.assembly import Materials
from novel_engine.app.fitting_length import curated_at_length
from novel_engine.app.library import in_memory, story_in
from novel_engine.app.making import RunOptions, simulated, told_and_kept
from novel_engine.app.seats import prices, rehearsing
from novel_engine.app.work import Work
from novel_engine.engine.bus import EventBus
from novel_engine.ports.record import Givens

if TYPE_CHECKING:
    from novel_engine.adapters.models.archive.estimate import Estimate

NOWHERE = Path("a-rehearsal")
"""Where the story would be. Nothing is written there."""


def expected(materials: Materials, seed: str, options: RunOptions) -> tuple[Estimate, ...]:
    """What a story would ask of its models, and what that would cost: it is played offline, in
    memory alone.

    Every question is counted once; those that have to be put again come on top. Nothing is asked
    for an offline story.
    """
    if materials.inputs.config.models.are_offline:
        return ()
    night = curated_at_length(materials, seed)
    assembly = night.assembly
    library = in_memory()
    givens = Givens(assembly.inputs, {}, assembly.setting)
    with library.create(story_in(NOWHERE), givens) as record:
        work = Work(assembly, record, library, NOWHERE, turns=night.turns)
        seats, estimates = rehearsing(work.production)
        fabula = simulated(work, seats, EventBus(()))
        told_and_kept(work, seats, fabula)
        return estimates(prices(assembly.config.models, options.models))
