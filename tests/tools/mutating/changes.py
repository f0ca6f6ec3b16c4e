"""Every change there is, by kind and number: the same number is the same change for everybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.support.sound_stories import SOUND, Files
from tests.tools.mutating.bytes_of_files import a_journal, another_thing, raw_bytes
from tests.tools.mutating.cells import a_cell, a_key_value
from tests.tools.mutating.schemas import a_schema
from tests.tools.mutating.sealing import seal
from tests.tools.mutating.texts import an_event, an_input
from tests.tools.mutating.victims import Change, Unfit, Victim

CHANGES: Mapping[str, tuple[Change, ...]] = {
    "bytes": (raw_bytes,),
    "journals": (a_journal,),
    "files": (another_thing,),
    "cells": (a_cell, a_cell, a_cell, a_cell, a_key_value),
    "events": (an_event,),
    "inputs": (an_input,),
    "schema": (a_schema,),
}
# How often each kind has its turn.
TURNS = (*("cells", "events", "schema") * 4, *("bytes", "inputs") * 3, *("journals",) * 2, "files")
AGREEING = ("cells", "events", "inputs")
"""Kinds after which an author could make everything agree again."""
FORGED = 0.25
TRIES = 20


@dataclass(frozen=True)
class Case:
    """What a number stands for."""

    number: int
    seed: int
    kind: str
    story: str

    @property
    def rng(self) -> Random:
        return Random(f"{self.seed}/{self.number}")


def case(number: int, seed: int, kind: str = "") -> Case:
    """The kind of change and the story of a number; the kind may be given."""
    rng = Random(f"which/{seed}/{number}")
    return Case(number, seed, kind or rng.choice(TURNS), rng.choice(SOUND))


def changed(case: Case, folder: Path, others: Mapping[str, Files]) -> tuple[str, Victim]:
    """Make the change of this number to the story in the folder; say what it is.

    A change that cannot be made here leaves the folder as it was, and another is tried.
    """
    rng = case.rng
    sound = others[case.story]
    for _ in range(TRIES):
        victim = Victim(case.story, folder, rng, others)
        try:
            said = rng.choice(CHANGES[case.kind])(victim)
            if case.kind in AGREEING and rng.random() < FORGED:
                seal(victim)
                said = f"{said}; all agrees"
            return said, victim
        except (Unfit, sqlite3.DatabaseError):
            written(sound, folder)
    return "nothing", Victim(case.story, folder, rng, others)


def written(files: Files, folder: Path) -> None:
    """A folder with these files and no others."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
