"""What the YAML parser says is wrong, in words for a person who has never read a grammar."""

from __future__ import annotations

import yaml

from novel_engine.adapters.untrusted_text import printable

# Part of what the parser says, and what it means where the parser stopped …
YAML_CURES = {
    "tab character": "a tab indents this line; use spaces",
    "mapping values are not": (
        "a ':' stands where no key can be; quote text that holds ': ', or indent it"
    ),
    "escape": "'\\' in double quotes begins a code, and this is none; use single quotes",
    "expected key": (
        "this does not fit the lines above; correct the indentation, or the quotes before it"
    ),
    "expected '-'": "keys and a list are mixed at one indentation; indent one of them",
    "comment or line break": "text after '|' or '>' begins on the next line; move it there",
    "block sequence entries": (
        "a '-' stands where no list can begin; begin a line with it, or quote it"
    ),
    "node content": (
        "a value is missing here, or begins with a sign such as ','; put the text in quotes"
    ),
    "document start": (
        "what stands above is whole without this; write 'key: value' lines, and no '...' before one"
    ),
}
# … or where the trouble began.
BEFORE = {
    "end of stream": "a quotation mark opened here is never closed; close it",
    "document indicator": "a quotation mark opened here is never closed; close it",
    "expected ',' or ']'": "a '[' opened here is not closed, or a ',' is missing after it; add it",
    "expected ',' or '}'": "a '{' opened here is not closed, or a ',' is missing after it; add it",
    "expected ':'": (
        "this is neither 'key: value' nor indented under the line above; make it one of the two"
    ),
}
YAML_SIGNS = {"alias": "*", "anchor": "&", "tag": "!"}


def explained(problem: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line (counted from 0), and what is wrong with it and what to do."""
    heard, context = str(problem.problem), str(problem.context)
    stopped = problem.problem_mark or problem.context_mark
    began = problem.context_mark or stopped
    if stopped is None or began is None:
        return 0, f"this is not YAML ({printable(heard)}); look at the indentation and the quotes"
    for word, sign in YAML_SIGNS.items():
        if word in context:
            return began.line, f"text cannot begin with '{sign}'; put it in quotes"
    if "node content" in heard and not text[stopped.index :].strip():
        return text.rstrip().count(
            "\n"
        ), "the file ends in the middle of a list or a set of keys; close it"
    if "cannot start any token" in heard:
        return stopped.line, _strange(text[stopped.index : stopped.index + 1])
    for needle, meaning in BEFORE.items():
        if needle in heard:
            return began.line, meaning
    for needle, meaning in YAML_CURES.items():
        if needle in heard:
            return stopped.line, meaning
    return (
        stopped.line,
        f"this is not YAML ({printable(heard)}); look at the indentation and the quotes",
    )


def _strange(sign: str) -> str:
    return (
        "a tab stands here; use spaces"
        if sign == "\t"
        else f"text cannot begin with '{sign}'; put it in quotes"
    )
