"""The faults of a model's answers: a closed list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from novel_engine.story.asking.fault_codes import FaultCode

PACKAGE = Path(__file__).parents[3] / "novel_engine"


def test_every_code_is_a_short_name_of_its_own() -> None:
    codes = get_args(FaultCode)

    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)
    assert len(codes) == len(set(codes))


def test_every_code_is_given_to_something() -> None:
    told = "".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.name != "fault_codes.py"
    )

    assert [code for code in get_args(FaultCode) if f'"{code}"' not in told] == []
