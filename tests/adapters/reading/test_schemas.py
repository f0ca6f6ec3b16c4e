"""An editor that has the schema knows every key, says what it is for, and completes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from novel_engine.adapters.reading.character.form import CharacterForm
from novel_engine.adapters.reading.schemas import json_schema, schema_kinds
from novel_engine.adapters.reading.story.form import StoryForm
from novel_engine.errors import UsageError


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a schema."""
    if isinstance(node, dict):
        yield node
        for part in node.values():
            yield from nodes(part)
    elif isinstance(node, list):
        for part in node:
            yield from nodes(part)


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_is_json_with_a_title_and_a_description(kind: str) -> None:
    schema = json.loads(json.dumps(json_schema(kind)))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["title"] == f"Novel Engine {kind}"
    assert schema["description"]
    assert schema["additionalProperties"] is False


def test_a_schema_has_every_key_of_its_form_and_requires_little() -> None:
    assert json_schema("story")["required"] == ["cast"]
    assert json_schema("character")["required"] == ["name"]
    assert set(json_schema("story")["properties"]) == set(StoryForm.model_fields)
    assert set(json_schema("character")["properties"]) == set(CharacterForm.model_fields)


@pytest.mark.parametrize("kind", schema_kinds())
def test_every_key_says_what_it_is_for(kind: str) -> None:
    for key, schema in json_schema(kind)["properties"].items():
        assert len(schema["description"]) > 10, key
        assert "_" not in schema["title"], key


@pytest.mark.parametrize("kind", schema_kinds())
def test_nothing_empty_is_offered(kind: str) -> None:
    for node in nodes(json_schema(kind)):
        assert node.get("type") != "null"
        assert node.get("default", "something") not in ("", None)


@pytest.mark.parametrize("kind", schema_kinds())
def test_every_reference_inside_a_schema_leads_somewhere(kind: str) -> None:
    schema = json_schema(kind)
    wanted = {node["$ref"] for node in nodes(schema) if "$ref" in node}
    assert wanted == {f"#/$defs/{name}" for name in schema["$defs"]}


def test_what_may_be_written_shorter_is_so_in_the_schema() -> None:
    keys = json_schema("character")["properties"]
    assert {"type": "string"} in keys["secrets"]["items"]["anyOf"]
    assert {"type": "string"} in keys["traits"]["anyOf"]
    assert {"$ref": "#/$defs/AxesForm"} in keys["traits"]["anyOf"]
    assert {"type": "string"} in json_schema("story")["properties"]["model"]["anyOf"]


def test_tactics_and_refusals_can_be_completed() -> None:
    keys = json_schema("character")["properties"]
    assert "argue_from_duty" in keys["tactics"]["anyOf"][0]["items"]["examples"]
    assert "lie" in keys["never"]["anyOf"][0]["items"]["examples"]


def test_a_schema_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="there is no schema 'charcter'; did you mean 'character'"):
        json_schema("charcter")
