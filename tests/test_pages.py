"""The pages by which somebody extends the program are true: their files work, their commands print
what they show, their tables name everything there is.
"""

from __future__ import annotations

import re
from inspect import Parameter, signature
from pathlib import Path

import pytest
import yaml

from novel_engine.adapters.reading.genre import kernel_files
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.genre.kernel_names import NAMES_TAKEN
from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.effects import EFFECTS
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.people import TRAIT_AXES
from tests.test_readme import agrees, blocks, files, run

ROOT = Path(__file__).parents[1]
CONFIGS = ROOT / "configs"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


KERNELS, CONDITIONS = page("writing-kernels.md"), page("conditions-and-effects.md")
KERNEL = "mill/kernels/short-weight.yaml"
EXITS = re.compile(r"# exits (\d+)")
ROW = re.compile(r"^\| (.*?) \|$", re.MULTILINE)


def laid_out(folder: Path) -> Path:
    """The files of the page on kernels, where it says they are; but for its extra patterns."""
    for name, text in files(KERNELS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def the_mill(folder: Path) -> Genre:
    return read_genre(genre_files(CONFIGS, "mill", folder / "mill"), "mill")


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table."""
    return [re.split(r"(?<!\\) \| ", row) for row in ROW.findall(text)]


def keys(section: str) -> set[str]:
    """The keys in the first column of one section's table."""
    body = KERNELS.split(f"### {section}\n", 1)[1].split("\n##", 1)[0]
    return {key for cells in rows(body) for key in re.findall(r"`(\w+)`", cells[0])}


@pytest.mark.slow
def test_the_smallest_kernel_does_what_the_page_shows(tmp_path: Path) -> None:
    laid_out(tmp_path)
    (block,) = blocks(KERNELS, "console")
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        code = EXITS.search(line)
        done = run(line.partition("  #")[0], tmp_path)
        assert done.returncode == (int(code[1]) if code else 0), done.stdout + done.stderr
        assert agrees(output.strip(), done.stdout), done.stdout


def test_an_option_as_the_page_shows_it_is_one_of_the_smallest_kernels(tmp_path: Path) -> None:
    laid_out(tmp_path)
    (shown,) = (block for block in blocks(KERNELS, "yaml") if block.startswith("axes:"))
    with (tmp_path / KERNEL).open("a", encoding="utf-8") as file:
        file.write(shown)

    kernel = the_mill(tmp_path).kernels["short-weight"]

    assert [option.id for option in kernel.options["means"]] == ["file", "thumb"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [cells for cells in rows(KERNELS.split("## What is said of a mistake")[1]) if "`" in cells[0]],
)
def test_a_mistake_is_named_as_the_page_says(
    right: str, wrong: str, said: str, tmp_path: Path
) -> None:
    path = laid_out(tmp_path) / KERNEL
    text = path.read_text(encoding="utf-8")
    assert right.strip("`") in text
    path.write_text(text.replace(right.strip("`"), wrong.strip("`"), 1), encoding="utf-8")

    with pytest.raises(GenreError, match=re.escape(said)):
        the_mill(tmp_path)


@pytest.mark.parametrize(
    ("section", "known"),
    [
        ("The file", kernel_files.KERNEL_KEYS),
        ("Roles", ("likes", "optional", "doubles")),
        ("Facts", kernel_files.FACT_KEYS),
        ("Items", kernel_files.ITEM_KEYS),
        ("Rules", ("from", "to", "sure", "value")),
        ("Threads", ("question", "topic", "stakes", "answered")),
        ("Frames", kernel_files.FRAME_KEYS),
        ("Complications", kernel_files.COMPLICATION_KEYS),
        ("Endings", kernel_files.ENDING_KEYS),
    ],
)
def test_every_key_stands_in_its_table_and_no_other(section: str, known: tuple[str, ...]) -> None:
    assert keys(section) == set(known)


def test_what_the_page_lists_by_name_is_all_there_is() -> None:
    text = " ".join(KERNELS.split())
    core = {
        name: list(yaml.safe_load((CONFIGS / "core" / f"{name}.yaml").read_text("utf-8")))
        for name in ("verbs", "facts")
    }

    assert f"The core's verbs: {' '.join(core['verbs'])}." in text
    assert f"({', '.join(core['facts'])})" in text
    assert f"a trait ({', '.join(TRAIT_AXES)})" in text
    assert f"not one that lines use: {' '.join(sorted(NAMES_TAKEN))}." in text


def _written(name: str, takes: list[Parameter]) -> str:
    shown = (one.name if one.default is one.empty else f"[{one.name}]" for one in takes)
    return f"`{name}({', '.join(shown)})`"


def test_every_condition_and_effect_stands_in_the_page_as_it_is() -> None:
    wanted = [
        [_written(name, list(signature(function).parameters.values())[1:]), doc]
        for name, function in (*PREDICATES.items(), *EFFECTS.items())
        for doc in (" ".join((function.__doc__ or "").split()),)
    ]

    tables = CONDITIONS.split("## Conditions")[1]
    assert [cells for cells in rows(tables) if cells[0].startswith("`")] == wanted
