"""JSON Schemas of the files people write, for editors that complete and check them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novel_engine.adapters.files.bundled import bundled_characters, bundled_genres
from novel_engine.adapters.reading.character.form import CharacterForm
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.form_base import Form
from novel_engine.adapters.reading.pack_schemas import PACK_FORMS, pack_schema
from novel_engine.adapters.reading.story.form import StoryForm
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FORMS: dict[str, type[Form]] = {"story": StoryForm, "character": CharacterForm}
SAYS_NOTHING = ("", None)


def schema_kinds() -> tuple[str, ...]:
    """The kinds of file that have a schema."""
    return tuple(sorted((*SCHEMA_FORMS, *PACK_FORMS)))


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file. Raises UsageError, with the nearest kind."""
    if kind not in schema_kinds():
        known = suggestion(kind, schema_kinds())
        raise UsageError(f"there is no schema '{printable(kind)}'; {known}")
    if kind in PACK_FORMS:
        return {"$schema": DIALECT, **pack_schema(kind)}
    schema: dict[str, Any] = _tidied(SCHEMA_FORMS[kind].model_json_schema())
    keys = schema["properties"]
    if kind == "story":
        _offer(keys["cast"], bundled_characters())
        keys["genre"]["examples"] = list(bundled_genres())
    else:
        _offer_lexicon(keys)
    return {"$schema": DIALECT, **schema}


def _offer_lexicon(keys: dict[str, Any]) -> None:
    lexicon = read_lexicon()
    _offer(keys["tactics"], (tactic.name for tactic in lexicon.tactics))
    _offer(keys["never"], sorted(set(lexicon.refusals.values())))


def _offer(schema: dict[str, Any], words: Iterable[str]) -> None:
    """Let an editor complete the entries of a list."""
    entries = next(form["items"] for form in schema["anyOf"] if form.get("type") == "array")
    entries["examples"] = list(words)


def _tidied(node: Any) -> Any:
    """The schema without defaults that say nothing, and without null, which nobody should write."""
    if isinstance(node, list):
        return [_tidied(part) for part in node if part != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _tidied(part)
        for key, part in node.items()
        if not (key == "default" and part in SAYS_NOTHING)
    }
    if len(kept.get("anyOf", ())) == 1:
        kept |= kept.pop("anyOf")[0]
    return kept
