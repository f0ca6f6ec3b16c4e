"""What all forms share: the shape of a file a person writes, and plain words for what misses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from novel_engine.adapters.reading.document import Document, Key
from novel_engine.adapters.reading.name_text import (
    fit_for_a_name,
    fit_for_a_title,
    fit_for_prose,
    without_macros,
)
from novel_engine.adapters.reading.too_many import readably_many
from novel_engine.adapters.untrusted_text import (
    clean_line,
    clean_text,
    is_visible,
    printable,
    strange_sign,
    suggestion,
)
from novel_engine.story.english.written_phrases import claim_clause

# Problems: of one file named at once; who has more begins with these.
MOST_PROBLEMS = 40


def _model_title(model: type[Any]) -> str:
    return model.__name__.removesuffix("Form")


def _field_title(name: str, _: object) -> str:
    return name.replace("_", " ")


class Form(BaseModel):
    """A set of keys: all of them known, none of them coerced."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        model_title_generator=_model_title,
        field_title_generator=_field_title,
    )


F = TypeVar("F", bound=Form)
Where = Callable[[tuple[Key, ...]], str]


def _visible(text: str) -> str:
    if not is_visible(text):
        raise ValueError("is empty; write something, or take the line out")
    return text


def _line(text: str) -> str:
    return without_macros(_visible(clean_line(text)))


def _title(text: str) -> str:
    return _visible(clean_line(fit_for_a_title(text)))


def _name(text: str) -> str:
    return _visible(clean_line(fit_for_a_name(text)))


def _reference(text: str) -> str:
    """A name of something elsewhere: what is dropped from it would name another, or nothing."""
    if strange := strange_sign(text):
        raise ValueError(f"holds {strange[1]}, which no name here can; rename what it stands for")
    return _line(text)


def _passage(text: str) -> str:
    return without_macros(_visible(clean_text(text)))


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


ONE_OR_MANY = BeforeValidator(_as_list, json_schema_input_type=list[str] | str)

TitleText = Annotated[str, Field(max_length=80), AfterValidator(_title)]
NameText = Annotated[str, Field(max_length=80), AfterValidator(_name)]
Short = Annotated[str, Field(max_length=40), AfterValidator(_name)]
Phrase = Annotated[str, Field(max_length=300), AfterValidator(_line)]
ToldText = Annotated[Phrase, AfterValidator(fit_for_prose)]
Claim = Annotated[ToldText, AfterValidator(claim_clause)]
Passage = Annotated[str, Field(max_length=50_000), AfterValidator(_passage)]
Speech = Annotated[str, Field(max_length=2_000), AfterValidator(_passage)]
Reference = Annotated[str, Field(max_length=400), AfterValidator(_reference)]
Phrases = Annotated[list[Phrase], Field(max_length=60), ONE_OR_MANY]
ToldPhrases = Annotated[list[ToldText], Field(max_length=60), ONE_OR_MANY]
Speeches = Annotated[list[Speech], Field(max_length=200), ONE_OR_MANY]
References = Annotated[list[Reference], Field(max_length=250), ONE_OR_MANY]
Feeling = Annotated[int, Field(ge=-3, le=3)]
Stakes = Annotated[int, Field(ge=0, le=3)]

PHRASES = {
    "missing": "'{key}' is missing; add it",
    "string_type": (
        "'{path}' must be text, not {kind}; write one text, and quote what looks otherwise"
    ),
    "string_unicode": (
        "'{path}' is not UTF-8 text; write it, or name what it stands for, in letters that are"
    ),
    "string_too_long": (
        "'{path}' is {size} characters long; the most is {max_length}, so shorten it"
    ),
    "int_type": (
        "'{path}' must be a whole number, not {kind}; write it in digits and without quotes"
    ),
    "int_from_float": "'{path}' must be a whole number, not {kind}; leave out the fraction",
    "bool_type": "'{path}' must be true or false, not {kind}; write one of the two, without quotes",
    "list_type": "'{path}' must be a list, not {kind}; write each on a line of its own after '- '",
    "model_type": "'{path}' must hold 'key: value' lines, not {kind}; indent them under it",
    "dict_type": "'{path}' must hold 'key: value' lines, not {kind}; indent them under it",
    "literal_error": "'{path}' must be {expected}, not {kind}; write one of them",
    "greater_than_equal": "'{path}' is {value}; the least is {ge}, so raise it",
    "less_than_equal": "'{path}' is {value}; the most is {le}, so lower it",
    "too_long": (
        "'{path}' has too many entries ({actual_length}); "
        "the most is {max_length}, so take some out"
    ),
    "too_short": (
        "'{path}' has too few entries ({actual_length}); the least is {min_length}, so add some"
    ),
    "value_error": "'{path}' {error}",
}
IS_EMPTY = "'{path}' is empty; write a value, or take the line out"
OTHERWISE = "'{path}' cannot be used ({msg}); write it otherwise"


def filled(
    form: type[F], data: Mapping[str, object], document: Document, where: Where | None = None
) -> F:
    """The form filled with the data. Raises the document's error: a line a problem, with its place.

    `where` names the place of a key path; by default it is a line of the document.
    """
    try:
        return form.model_validate(dict(data))
    except ValidationError as problem:
        place = where or (lambda path: document.at(*path))
        raise document.error(
            "\n".join(
                readably_many(
                    list(dict.fromkeys(_complaints(form, problem, document, place))), MOST_PROBLEMS
                )
            )
        ) from problem


def _complaints(
    form: type[Form], problem: ValidationError, document: Document, where: Where
) -> Iterator[str]:
    errors = sorted(
        problem.errors(include_url=False), key=lambda error: document.line(*error["loc"])
    )
    for error in errors:
        yield f"{where(error['loc'])}: {_said(form, error, document)}"


def _said(form: type[Form], error: ErrorDetails, document: Document) -> str:
    loc, value = error["loc"], error["input"]
    key = printable(str(loc[-1])) if loc else ""
    if error["type"] == "extra_forbidden":
        return f"unknown key '{key}'; {suggestion(key, _fields_at(form, loc[:-1]))}"
    phrase = PHRASES.get(error["type"], OTHERWISE)
    if value is None and error["type"] != "missing":
        phrase = IS_EMPTY
    steps = document.steps(*loc) or loc[:1]
    given = {
        "key": key,
        "path": " › ".join(
            f"item {step + 1}" if isinstance(step, int) else printable(step) for step in steps
        ),
        "kind": _kind(value),
        "value": printable(str(value)),
        "size": len(value) if isinstance(value, str) else 0,
        "msg": error["msg"],
    }
    return phrase.format_map({**error.get("ctx", {}), **given})


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{printable(value)}'"
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case _:
            return "a set of keys"


def _fields_at(form: type[Form], loc: tuple[Key, ...]) -> tuple[str, ...]:
    """The keys that are known at a place inside a form."""
    here: type[Form] = form
    for step in loc:
        field = here.model_fields.get(step) if isinstance(step, str) else None
        if field is not None:
            here = next(_forms_in(field.annotation), here)
    return tuple(field.alias or name for name, field in here.model_fields.items())


def _forms_in(annotation: Any) -> Iterator[type[Form]]:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        yield annotation
    for part in get_args(annotation):
        yield from _forms_in(part)
