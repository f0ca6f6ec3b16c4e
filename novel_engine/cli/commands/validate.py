"""`validate`: whether the files that people write are sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from novel_engine.adapters.printing import print_json, print_line
from novel_engine.cli.options import Json
from novel_engine.errors import InputError
from novel_engine.story.english.text import so_many

if TYPE_CHECKING:
    from novel_engine.adapters.reading.validation.findings import Finding

EPILOG = """\b
Examples:
  novel-engine validate my-story.yaml people/ada
  novel-engine validate people                     every character in the folder
  novel-engine validate my-genre --json
"""


def command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Story files, characters, genres.")
    ],
    json: Json = False,
) -> None:
    """Check story, character and genre files.

    Says what is wrong, in which file and line, and what to do about it; and what was read that the
    engine could not place, or will not use; what the prose calls a person whose file does not
    say; and what no event and no word comes of that is told without a model. Characters that are
    named each by itself, alone or with a story or a genre, are checked as `run --cast` would take
    them. Exits 3 when something is wrong.
    """
    from novel_engine.adapters.reading.too_many import how_many
    from novel_engine.app.checking import checked

    found = checked([str(path) for path in paths])
    problems = sum(how_many(finding.problems) for finding in found)
    if json:
        print_json({"files": [_plain(finding) for finding in found], "problems": problems})
    else:
        for finding in found:
            _print(finding)
    if problems:
        raise InputError(f"{so_many(problems, 'problem')} in all; correct the lines named above")


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "kind": finding.kind,
        "name": finding.name,
        "problems": list(finding.problems),
        "unmapped": list(finding.unmapped),
        "ignored": list(finding.ignored),
        "called": list(finding.called),
        "unused": list(finding.unused),
    }


def _print(finding: Finding) -> None:
    from novel_engine.adapters.reading.too_many import how_many

    state = f"{how_many(finding.problems):,} wrong" if finding.problems else "ok"
    print_line(f"{finding.path}: {finding.kind} {finding.name}: {state}".replace(" : ", ": "))
    for line in finding.problems:
        print_line(f"  wrong     {line}")
    for line in finding.unmapped:
        print_line(f"  not used  {line}")
    for line in finding.ignored:
        print_line(f"  ignored   {line}")
    for line in finding.called:
        print_line(f"  called    {line}")
    for line in finding.unused:
        print_line(f"  unused    {line}")
