"""An editor that has the schema knows every key, says what it is for, and completes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from novel_engine.adapters.reading.character.form import CharacterForm
from novel_engine.adapters.reading.genre import (
    fragment_files,
    genre_documents,
    heads,
    place_files,
)
from novel_engine.adapters.reading.genre.kernels import bodies, following
from novel_engine.adapters.reading.genre.kernels import files as kernel_files
from novel_engine.adapters.reading.pack_schemas import PACK_BODIES
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


def body(schema: dict[str, Any]) -> dict[str, Any]:
    """What has keys: of a file that is a list, each entry of it."""
    entries: dict[str, Any] = schema.get("items", schema)
    return entries


@pytest.mark.parametrize("kind", schema_kinds())
def test_a_schema_is_json_with_a_title_and_a_description(kind: str) -> None:
    schema = json.loads(json.dumps(json_schema(kind)))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["title"] == f"Novel Engine {kind}"
    assert schema["description"]
    assert body(schema)["additionalProperties"] is False


def test_a_schema_has_every_key_of_its_form_and_requires_little() -> None:
    assert json_schema("story")["required"] == ["cast"]
    assert json_schema("character")["required"] == ["name"]
    assert set(json_schema("story")["properties"]) == set(StoryForm.model_fields)
    assert set(json_schema("character")["properties"]) == set(CharacterForm.model_fields)


@pytest.mark.parametrize("kind", schema_kinds())
def test_every_key_says_what_it_is_for(kind: str) -> None:
    for key, schema in body(json_schema(kind))["properties"].items():
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
    assert wanted == {f"#/$defs/{name}" for name in schema.get("$defs", {})}


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


def of(form: dict[str, Any]) -> set[str]:
    return set(form["properties"])


READ = {
    "role": bodies.ROLE_KEYS,
    "fact": bodies.FACT_KEYS,
    "item": bodies.ITEM_KEYS,
    "rule": bodies.RULE_KEYS,
    "bias": bodies.BIAS_KEYS,
    "frame": bodies.FRAME_KEYS,
    "complication": bodies.COMPLICATION_KEYS,
    "consequence": following.CONSEQUENCE_KEYS,
    "way": following.WAY_KEYS,
    "choice": following.CHOICE_KEYS,
    "option": bodies.OPTION_KEYS,
    "thread": bodies.THREAD_KEYS,
    "ending": bodies.ENDING_KEYS,
    "spine": bodies.SPINE_KEYS,
    "exhibit": bodies.EVIDENCE_KEYS,
    "place": place_files.PLACE_KEYS,
    "narrator": heads.STYLE_KEYS,
}


def test_the_schemas_of_a_pack_have_the_keys_that_are_read() -> None:
    assert {name: of(form) for name, form in PACK_BODIES.items()} == {
        name: set(keys) for name, keys in READ.items()
    }
    assert of(json_schema("kernel")) == set(kernel_files.KERNEL_KEYS)
    assert of(json_schema("genre")) == set(genre_documents.HEAD_KEYS)
    assert of(json_schema("lines")["items"]) == set(fragment_files.FRAGMENT_KEYS)


BUNDLED = Path(__file__).parents[3] / "configs"
PACKS = {
    "kernel": BUNDLED.glob("core/kernels/*.yaml"),
    "lines": BUNDLED.glob("*/**/lines/*.yaml"),
    "genre": BUNDLED.glob("genres/*/genre.yaml"),
}


@pytest.mark.parametrize("kind", sorted(PACKS))
def test_every_bundled_file_is_as_its_schema_says(kind: str) -> None:
    """In its keys and its kinds of value, all the way down."""
    schema = json_schema(kind)
    files = sorted(PACKS[kind])
    assert files
    for file in files:
        assert list(amiss(schema, yaml.safe_load(file.read_text("utf-8")), file.name)) == []


KINDS: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": (str, int, float, date), "boolean": bool, "integer": int
}  # fmt: skip


def amiss(schema: dict[str, Any], value: Any, at: str) -> Iterator[str]:
    """Where a value is not as a schema has it: so much of JSON Schema as these schemas use."""
    if value is None:
        return
    if "anyOf" in schema:
        if all(list(amiss(one, value, at)) for one in schema["anyOf"]):
            yield at
        return
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        yield f"{at}: {type(value).__name__}"
        return
    if isinstance(value, dict):
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", {})
        yield from (f"{at}: no {key}" for key in schema.get("required", ()) if key not in value)
        for key, part in value.items():
            if key not in known and rest is False:
                yield f"{at}: {key}"
            else:
                yield from amiss(known.get(key, rest or {}), part, f"{at}.{key}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from amiss(schema.get("items", {}), part, f"{at}[{number}]")
