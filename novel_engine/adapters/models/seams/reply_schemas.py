"""Replies as they come back: JSON against a schema that every provider's schema mode takes, read
once and then trusted.

A schema is flat: every key is asked for, strings have a length, and nothing else is let in. What a
reply says is read as a reader will see it, so that nothing that shows nothing comes between a word
and those who look for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from novel_engine.adapters.untrusted_text import LOWER_LETTERS, as_seen, clean_line, inside_fence
from novel_engine.story.asking.consultation import Fault, Unfit
from novel_engine.story.asking.fault_codes import FaultCode
from novel_engine.story.deciding.improvising import MOST_EFFECTS
from novel_engine.story.givens.people import Person
from novel_engine.story.verifying.passages import bounded
from novel_engine.story.verifying.refusals import refuses

Schema: TypeAlias = dict[str, Any]
# Characters: a reply that is longer is not even parsed.
LONGEST_REPLY = 40_000
# Characters: of a name, of a manner, of a line that is said, of what is improvised.
MOST_SPEAKER, MOST_MANNER, MOST_LINE, MOST_DEED = 60, 60, 240, 160
# Characters: of a paragraph; less than `verifying/thresholds` allows.
MOST_PARAGRAPH = 1_200
NO_OTHERS: Mapping[int, int] = {}
TOO_LONG = ("string_too_long", "too_long")
AMISS: Mapping[str, str] = {
    "missing": "it is missing",
    "string_type": "it is no text",
    "string_too_long": "it has more than {max_length} characters",
    "list_type": "it is no list",
    "too_short": "it has nothing in it",
    "too_long": "it has more than {max_length} entries",
    "model_type": "it is no object",
    "int_type": "it is no whole number",
    "literal_error": "it is none of the words that were offered",
}
"""What is wrong with a part of an answer, as its form finds it, in words that name nothing of
ours.
"""
OTHERWISE_AMISS = "it is not of the kind that was asked for"


class ReplyForm(BaseModel):
    """A reply's JSON: nothing beside the keys that were asked for, and nothing made to fit."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _numeral(value: object) -> object:
    """An id is asked for as text; a model that gives the number means the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


ChoiceNumber = Annotated[str, BeforeValidator(_numeral)]


class Framed(ReplyForm):
    """The scene that was chosen."""

    choice: ChoiceNumber


class Decided(ReplyForm):
    """What a character does, and says."""

    choice: ChoiceNumber
    manner: Annotated[str, Field(max_length=MOST_MANNER)]
    line: Annotated[str, Field(max_length=MOST_LINE)]


class Improvised(Decided):
    """The same where a character may do what is on no list."""

    does: Annotated[str, Field(max_length=MOST_DEED)]
    effects: Annotated[list[str], Field(max_length=MOST_EFFECTS)]


AnswerT = TypeVar("AnswerT", bound=ReplyForm)


def _json_in(text: str) -> object:
    """The JSON of a reply, in a fence or not. Raises Unfit."""
    inside = inside_fence(text, LOWER_LETTERS)
    try:
        return _seen(json.loads(text if inside is None else inside))
    except (ValueError, RecursionError):
        raise Unfit(_no_json(text)) from None


def read_reply(text: str, kind: type[AnswerT]) -> AnswerT:
    """The reply as what was asked for. Raises Unfit in words that quote none of it."""
    if len(text) > LONGEST_REPLY:
        reason = f"the answer runs past {LONGEST_REPLY:,} characters"
        raise Unfit(Fault("too-long", reason, text[:80]))
    value = _json_in(text)
    try:
        return kind.model_validate(value)
    except ValidationError as problem:
        details = problem.errors(include_url=False, include_input=False)
    raise Unfit(*(_misshapen(detail, kind) for detail in details[:3]))


def _seen(value: Any) -> Any:
    """Plain data with every text in it as a reader sees it."""
    match value:
        case str():
            return as_seen(value)
        case list():
            return [_seen(one) for one in value]
        case dict():
            return {key: _seen(one) for key, one in value.items()}
        case _:
            return value


def as_written(text: str, people: Iterable[Person], quotes: Mapping[int, int] = NO_OTHERS) -> str:
    """The text with every name as its own file writes it: some hold signs that show nothing.

    `quotes` is how the text writes the quotation marks that a name may have.
    """
    written = _unlike_seen(people, quotes)
    if not written:
        return text
    longest = sorted(written, key=lambda plain: (-len(plain), plain))
    return re.sub("|".join(map(bounded, longest)), lambda found: written[found[0]], text)


def _unlike_seen(people: Iterable[Person], quotes: Mapping[int, int]) -> dict[str, str]:
    """The names that are written otherwise than they are seen, by how they are seen."""
    found: dict[str, str] = {}
    for person in people:
        for name in (person.name, person.short, person.nickname):
            plain = as_seen(name)
            if plain and plain != name:
                found.setdefault(clean_line(plain).translate(quotes), name)
    return found


def _no_json(text: str) -> Fault:
    if refuses(text):
        return Fault(
            "refusal",
            "the answer declines the task; this is fiction, and one of the choices is always right",
            text[:120],
        )
    return Fault(
        "not-json", "the answer is not one whole JSON object and nothing else", text[-120:]
    )


def _misshapen(detail: ErrorDetails, kind: type[ReplyForm]) -> Fault:
    key = str(detail["loc"][0]) if detail["loc"] else ""
    if detail["type"] == "extra_forbidden":
        return Fault("wrong-shape", "there is a key that was not asked for", key[:60])
    where = f"'{key}'" if key in kind.model_fields else "the answer"
    within = ", ".join(
        f"item {one + 1}" if isinstance(one, int) else f"'{one}'" for one in detail["loc"][1:]
    )
    phrase = AMISS.get(detail["type"], OTHERWISE_AMISS).format_map(detail.get("ctx", {}))
    code: FaultCode = "too-long" if detail["type"] in TOO_LONG else "wrong-shape"
    return Fault(code, f"{where} is amiss: {within + ': ' if within else ''}{phrase}")


# Schemas, which say the same to a provider.


def canonical_schema(schema: Schema) -> str:
    """The schema in the bytes that are hashed and sent. Keys stay in their order: it is the order
    they are answered in.
    """
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))


def all_of(properties: Mapping[str, Schema]) -> Schema:
    """An object with these keys, all of them, and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def text_of(most: int) -> Schema:
    """A text of at most so many characters."""
    return {"type": "string", "maxLength": most}


def one_of(ids: Sequence[str]) -> Schema:
    """One of these, as text."""
    return {"type": "string", "enum": list(ids)}


def list_of(schema: Schema, most: int) -> Schema:
    """At most so many of these."""
    return {"type": "array", "items": schema, "maxItems": most}


def framing_schema(ids: Sequence[str]) -> str:
    """What a reply keeps that chooses a scene."""
    return canonical_schema(all_of({"choice": one_of(ids)}))


def deciding_schema(ids: Sequence[str], effects: Sequence[str] = ()) -> str:
    """What a reply keeps that chooses an act; with effects, one may be improvised."""
    keys = {"choice": one_of(ids), "manner": text_of(MOST_MANNER), "line": text_of(MOST_LINE)}
    if effects:
        keys |= {"does": text_of(MOST_DEED), "effects": list_of(one_of(effects), MOST_EFFECTS)}
    return canonical_schema(all_of(keys))
