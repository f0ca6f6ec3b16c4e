"""Prompts as they are written: Markdown files with slots, filled in one pass, and what stands in
them fenced as data.

A file begins with its name and version (`<!-- persona 1 -->`), and is parted by further such lines
(`<!-- system -->`). Nothing that is filled in is ever scanned again, so braces in a character's
text are braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from novel_engine.adapters.untrusted_text import clean_line, clean_text
from novel_engine.story.asking.consultation import Fault, Prompt
from novel_engine.values import dataclass

FOLDER = Path(__file__).parent / "prompts"
TEMPLATE_SLOT = re.compile(r"\{\{([a-z_]+)\}\}")
HEADING = re.compile(r"^<!-- ([a-z]+)(?: ([0-9]+))? -->$", re.MULTILINE)
FENCES = re.compile("<{2,}|>{2,}")
# Characters of an answer that is sent back and of anything quoted; and faults named with it.
MOST_QUOTED, MOST_EVIDENCE, MOST_FAULTS_SAID = 1_200, 200, 6


@dataclass(frozen=True, slots=True)
class Template:
    """One file of prompts: its parts by name, and the version that goes into the record."""

    version: str
    parts: Mapping[str, str]

    def fill(self, part: str, slots: Mapping[str, str]) -> str:
        """The part with its slots filled. Raises ValueError for a slot too many, or too few."""
        text = self.parts[part]
        wanted = set(TEMPLATE_SLOT.findall(text))
        if wanted != slots.keys():
            odd = ", ".join(sorted(wanted ^ slots.keys()))
            raise ValueError(f"{self.version}, {part}: slots that are missing or unknown: {odd}")
        return TEMPLATE_SLOT.sub(lambda slot: slots[slot[1]], text)


@cache
def template(name: str) -> Template:
    """The template of this name. Raises ValueError when its file has not its name and version."""
    return parsed(name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def parsed(name: str, text: str) -> Template:
    """A template as its file has it. Raises ValueError when its name or version is not there."""
    first = HEADING.match(text)
    if first is None or first[1] != name or not first[2]:
        raise ValueError(
            f"prompts/{name}.md: the first line must be <!-- {name} 1 -->, or a later version"
        )
    pieces = HEADING.split(text[first.end() :])
    named = zip(pieces[1::3], pieces[3::3], strict=True)
    return Template(f"{name} {first[2]}", {part: body.strip() for part, body in named})


def fenced(label: str, text: str) -> str:
    """Text from outside between marks that cannot stand inside it."""
    return f"<<<{label}\n{unmarked(clean_text(text))}\n>>>"


def datum(text: str, most: int = MOST_EVIDENCE) -> str:
    """Text from outside as it may stand within a fence: one short line, without its marks."""
    line = unmarked(clean_line(text[: most * 4]))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def unmarked(text: str) -> str:
    """The text with no run of signs in it that could close, or open, a fence."""
    return FENCES.sub(lambda run: run[0][0], text)


def mend(prompt: Prompt, text: str, faults: Sequence[Fault]) -> Prompt:
    """The question again, whole and first, so that a provider's cache hits; then what was answered
    and what was wrong.
    """
    repair = template("repair")
    wrong = "\n".join(_said(fault) for fault in faults[:MOST_FAULTS_SAID])
    again = repair.fill(
        "user",
        {"answer": fenced("answer", datum(text, MOST_QUOTED)), "faults": fenced("faults", wrong)},
    )
    return replace(
        prompt, user=f"{prompt.user}\n\n{again}", version=f"{prompt.version}, {repair.version}"
    )


def _said(fault: Fault) -> str:
    evidence = datum(fault.evidence)
    return f"- {fault.reason}" + (f": “{evidence}”" if evidence else "")
