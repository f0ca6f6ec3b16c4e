"""The README is true: its commands run in the order shown, its files work, its links lead
somewhere.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

PAGES = sorted((ROOT / "docs").glob("*.md"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a page shows it, and the output shown beneath, if any."""

    command: str
    output: str


def blocks(page: str, language: str) -> list[str]:
    """The insides of a page's fenced blocks in one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


def shown(page: str) -> list[Shown]:
    """Every command of a page's console blocks, in order."""
    found = []
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Shown(command.partition("  #")[0].strip(), output.strip()))
    return found


def files(page: str) -> dict[str, str]:
    """The YAML files a page tells the reader to write; the first line of each names it in a
    comment.
    """
    found = {}
    for block in blocks(page, "yaml"):
        if named := re.match(r"# ([\w./-]+\.yaml)\b", block):
            found[named[1]] = block
    return found


def agrees(expected: str, actual: str) -> bool:
    """Whether output is what was shown, where `...` stands for any text."""
    pattern = ".*".join(re.escape(part) for part in expected.split("..."))
    return re.fullmatch(pattern, actual.strip(), flags=re.DOTALL) is not None


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What happens when a reader types one `novel-engine …` command in a folder."""
    words = [sys.executable, "-m", "novel_engine", *shlex.split(command)[1:]]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        words,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_the_readmes_console_blocks_work_as_shown_one_after_another(tmp_path: Path) -> None:
    for name, text in files(README).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for line in shown(README):
        if not line.command.startswith("novel-engine"):
            continue
        done = run(line.command, tmp_path)
        assert done.returncode == 0, (
            f"$ {line.command}\nexits {done.returncode}\n{done.stdout}{done.stderr}"
        )
        if line.output:
            assert agrees(line.output, done.stdout), (
                f"$ {line.command}\nsays\n{done.stdout}\nand not\n{line.output}"
            )


def test_the_readme_shows_every_command_there_is() -> None:
    commands = {
        line.command.split()[1]
        for line in shown(README)
        if line.command.startswith("novel-engine ")
    }

    everything = (
        "run, resume, tell, explain, show, list, read, why, validate, schema, batch, --version"
    )
    assert commands >= set(everything.split(", "))


def test_every_console_line_is_either_run_here_or_a_target_of_make() -> None:
    targets = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )

    for line in shown(README):
        program, *words = line.command.split()
        assert program == "novel-engine" or (program == "make" and words[0] in targets), (
            line.command
        )


@pytest.mark.parametrize(
    "page", ["README.md", "CHANGELOG.md", *(f"docs/{page.name}" for page in PAGES)]
)
def test_every_link_to_a_file_leads_to_one(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a story", "a story\n", True),
        ("a ... story", "a long story", True),
        ("...story.md", "/somewhere/else/story.md\n", True),
        ("one\n...\nfour", "one\ntwo\nthree\nfour", True),
        ("a story", "a story, and more", False),
        ("a.story", "a story", False),
    ],
)
def test_three_dots_in_a_shown_output_stand_for_any_text(
    expected: str, actual: str, same: bool
) -> None:
    assert agrees(expected, actual) is same
