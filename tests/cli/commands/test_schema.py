"""`schema`: the form of a kind of file, for an editor."""

from __future__ import annotations

import pytest

from tests.support.terminal import novel_engine


@pytest.mark.parametrize("kind", ["story", "character"])
def test_a_schema_is_a_json_schema(kind: str) -> None:
    schema = novel_engine("schema", kind).json

    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "properties" in schema


def test_a_schema_there_is_not_is_a_mistake() -> None:
    said = novel_engine("schema", "genere")

    assert said.code == 2
