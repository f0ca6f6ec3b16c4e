"""The faults of a model's answers: a closed list."""

from __future__ import annotations

from novel_engine.story.asking.fault_codes import FAULT_CODES


def test_every_code_is_a_short_name_with_its_meaning() -> None:
    assert all(
        code == code.lower() and " " not in code and meaning
        for code, meaning in FAULT_CODES.items()
    )
    assert len(FAULT_CODES) == len(set(FAULT_CODES.values()))
