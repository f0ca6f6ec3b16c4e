"""A habit's pronouns are the person's own, or are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novel_engine.adapters.reading.character.factory import CharacterFactory
from novel_engine.errors import CastError


def tell_of(folder: Path, pronouns: str, tell: str) -> str:
    """The tell of a character who has these pronouns."""
    folder.joinpath("character.yaml").write_text(
        f"name: Mara Vey\npronouns: {pronouns}\ntell: {json.dumps(tell)}\n", "utf-8"
    )
    return CharacterFactory().create(str(folder)).tell


@pytest.mark.parametrize(
    ("pronouns", "written", "told"),
    [
        ("she/her", "rubs his nose", "rubs her nose"),
        ("she/her", "rubs their nose", "rubs her nose"),
        ("he/him", "crosses her arms", "crosses his arms"),
        ("they/them", "rubs his nose", "rubs their nose"),
        ("they/them", "talks to herself", "talks to themself"),
        ("she/her", "laughs before he answers", "laughs before she answers"),
        ("it/its", "wags his tail", "wags its tail"),
        ("ze/zir/zir/zirs/zirself", "rubs her nose", "rubs zir nose"),
        ("she/her", "folds her arms and unfolds them", "folds her arms and unfolds them"),
        ("she/her", "turns the cups by their handles", "turns the cups by their handles"),
        ("she/her", "looks at people's shoes, not their faces", None),
        ("she/her", "drops the tin and catches it by its lid", None),
        ("he/him", "pulls at it as if it were theirs", None),
        ("they/them", "folds their arms and unfolds them", None),
    ],
)
def test_another_set_of_pronouns_is_put_into_the_person_s(
    tmp_path: Path, pronouns: str, written: str, told: str | None
) -> None:
    assert tell_of(tmp_path, pronouns, written) == (told or written)


@pytest.mark.parametrize(
    ("pronouns", "written"),
    [
        ("he/him", "looks at her"),
        ("she/her", "looks at him"),
        ("she/her", "speaks of his mother"),
        ("they/them", "laughs before he answers"),
    ],
)
def test_what_may_be_somebody_else_s_is_refused(
    tmp_path: Path, pronouns: str, written: str
) -> None:
    with pytest.raises(CastError, match=r"yaml:3: .*'tell' says '.*; write '"):
        tell_of(tmp_path, pronouns, written)
