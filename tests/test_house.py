"""The house stands: what is packed and pinned, what may import what; and each rule can be seen to
fail.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import novel_engine
from tests.tools import content_names
from tests.tools.full_coverage import shortfalls

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN_FILES = ("requirements/run.txt", "requirements/test.txt")


def run(
    *words: str | Path, cwd: Path = ROOT, text: str = "", **environment: str
) -> tuple[int, str]:
    """The exit code of one of Python's programs, and everything it said."""
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env=os.environ | environment,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout


def pins(file: str) -> dict[str, Version]:
    """The version of each package that a list of pins names."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {
        canonicalize_name(name): Version(version)
        for name, version in re.findall(
            r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", text, flags=re.MULTILINE
        )
    }


# ── versions and pins ─────────────────────────────────────────────────────────────────────────────


def test_the_package_and_the_project_agree_on_the_version() -> None:
    assert novel_engine.__version__ == PROJECT["project"]["version"]


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## [{novel_engine.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", PIN_FILES)
def test_the_pins_name_no_address_and_no_place_on_a_disk(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")

    assert (
        re.findall(
            (
                r"(?im)https?:|://|file:|@|^\s*-(?!-hash=).*|(?:^|[\s=])[~/].*|\w\.(?:org|com"
                r"|io|net)\b"
            ),
            text,
        )
        == []
    )


@pytest.mark.parametrize("file", PIN_FILES)
def test_every_pin_is_exact_and_has_hashes(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")

    for entry in re.findall(r"^[a-zA-Z].*(?:\n .*)*", text, flags=re.MULTILINE):
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ \\\n {4}--hash=sha256:[0-9a-f]{64}", entry), (
            entry
        )


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        (PIN_FILES[0], [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]),
        (PIN_FILES[1], [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]),
        *[
            (PIN_FILES[1], wanted)
            for wanted in PROJECT["project"]["optional-dependencies"].values()
        ],
    ],
)
def test_the_pins_hold_what_the_project_asks_for(file: str, wanted: list[str]) -> None:
    pinned = pins(file)

    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in {file}; run make pins"
        assert version in requirement.specifier, (
            f"{requirement} is pinned to {version}; run make pins"
        )


def test_stories_are_tested_with_the_versions_they_are_run_with() -> None:
    assert pins(PIN_FILES[0]).items() <= pins(PIN_FILES[1]).items()


# ── what is packed ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as an index would get it."""
    folder = tmp_path_factory.mktemp("dist")
    said = run("-m", "hatchling", "build", "-t", "sdist", "-d", folder)
    assert said[0] == 0, said[1]
    shutil.unpack_archive(next(folder.glob("*.tar.gz")), folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    said = run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    assert said[0] == 0, said[1]
    return next(folder.glob("*.whl"))


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
@pytest.mark.parametrize("folder", ["characters", "configs"])
def test_every_character_story_and_genre_is_in_the_wheel(wheel: Path, folder: str) -> None:
    ours = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()
    }
    packed = {
        name.removeprefix("novel_engine/bundled/") for name in zipfile.ZipFile(wheel).namelist()
    }

    assert ours
    assert ours <= packed


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path) -> None:
    top = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert top == {"novel_engine", f"novel_engine-{novel_engine.__version__}.dist-info"}


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_installed_package_tells_a_story_in_an_empty_directory(
    wheel: Path, tmp_path: Path
) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()

    code, said = run("-m", "novel_engine", "run", "--seed", "1", cwd=empty, PYTHONPATH=str(site))

    assert code == 0, said
    assert list(empty.glob("stories/*/story.md"))


# ── what loads what ───────────────────────────────────────────────────────────────────────────────

HEAVY = {
    "genai_prices",
    "google.genai",
    "google.generativeai",
    "httpx",
    "jinja2",
    "litellm",
    "openai",
    "pybreaker",
    "pydantic_ai",
}
HEAVY |= {"pydantic_settings", "tenacity"}
LOADED_BY_A_COMMAND = """
import json, sys
from novel_engine.cli.app import main
sys.argv = ["novel-engine", *sys.argv[1:]]
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("command", [["--help"], ["run", "--seed", "1", "--quiet"]])
def test_neither_help_nor_an_offline_story_loads_anything_heavy(
    command: list[str], tmp_path: Path
) -> None:
    code, said = run("-c", LOADED_BY_A_COMMAND, *command, cwd=tmp_path, PYTHONPATH=str(ROOT))

    assert code == 0, said
    assert HEAVY.isdisjoint(json.loads(said.splitlines()[-1]))


def test_what_a_story_is_needs_nothing_but_the_standard_library() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "novel_engine" / "story").rglob("*.py"))
    ]

    # -S leaves out installed packages, so importing one fails.
    code, said = run("-S", "-c", "\n".join(f"import {name}" for name in modules))

    assert (code, said) == (0, "")


# ── content is data ───────────────────────────────────────────────────────────────────────────────

# Words that mean something else as well, and how often they do: no verb, role, axis or kind of fact
# is meant by these.
OTHERWISE_MEANT = {
    "evidence": (11, "the key of an item that says what it teaches, and of what can be found"),
    "leave": (1, "the goal to get away: goals have names of their own"),
    "left": (1, "how somebody departed, as every record has it"),
    "means": (2, "the verb to mean, in its persons"),
    "past": (4, "the tense in which a story is told"),
    "read": (5, "where a belief comes from, as every record has it"),
    "secret": (2, "what somebody's own file says that they hide: the slot {culprit.secret}"),
    "tell": (4, "what gives a person away: the slot {tell}, and the field of that name"),
    "tie": (1, "what somebody's own file says of another: the slot {victim.tie.culprit}"),
}


@pytest.mark.slow
def test_no_python_names_content() -> None:
    content, parts = content_names.names()
    found: dict[str, list[str]] = {}
    for path, source in content_names.modules():
        for line, name in content_names.named_in(source, content, parts):
            found.setdefault(name, []).append(f"{path}:{line}")

    assert {name: places for name, places in found.items() if name not in OTHERWISE_MEANT} == {}
    assert {name: len(places) for name, places in found.items()} == {
        n: times for n, (times, _) in OTHERWISE_MEANT.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "named"),
    [
        ('if event.verb == "confess": pass', ["confess"]),
        ('if fact.kind in ("deed", "plan"): pass', ["deed", "plan"]),
        ('SMALL = "tend offer a_word".split()', ["tend", "offer"]),
        ('names.get("harm.finder")', ["harm.finder"]),
        ('key.removeprefix("harm.")', ["harm."]),
        ('MAIN = "leave"', ["leave"]),
        ('role = roles["culprit"]', ["culprit"]),
        ('WORDS = "have be want know wait say go".split()', []),
        ('def f():\n    """confess"""', []),
        ('Field(description="deed", examples=["deed"])', []),
        ('if verb.marks & {"turns"}: pass', []),
    ],
)
def test_a_name_of_content_is_found_wherever_it_is_one(code: str, named: list[str]) -> None:
    found = [name for _, name in content_names.named_in(code, *content_names.names())]

    assert sorted(found) == sorted(named)


# ── each rule can be seen to fail ─────────────────────────────────────────────────────────────────

LAYERS = "Dependencies point inwards, and every module has its layer"
PURITY = "Stories, ports and the engine know no file, clock, terminal or database"
CLICK = "Typer brings its own Click; the other one is never imported"
ROOMS = "The rooms of a story stand in one order, and every module is in one"
KNOWLEDGE = (
    "The law of knowledge: deciding reads one mind, never the world nor what comes of an attempt"
)
DOORS = "The rooms of the adapters stand in one order, and models, record and terminal apart"
STORES = "Above the ports one module names a store; whoever else wants a record asks a library"
CONTRACTS = (LAYERS, PURITY, CLICK, ROOMS, KNOWLEDGE, DOORS, STORES)


def lint_imports(folder: Path, **files: str) -> str:
    """What import-linter says of a copy of the package with code added to some of its modules."""
    copy = folder / "novel_engine"
    shutil.copytree(ROOT / "novel_engine", copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for module, code in files.items():
        path = copy / module / "__init__.py" if (copy / module).is_dir() else copy / f"{module}.py"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{code}\n", encoding="utf-8")
    command = "from importlinter.cli import lint_imports; lint_imports(no_cache=True, no_logo=True)"
    return " ".join(run("-c", command, cwd=folder, NO_COLOR="1", COLUMNS="200")[1].split())


@pytest.mark.slow
def test_the_import_contracts_hold(tmp_path: Path) -> None:
    said = lint_imports(tmp_path)

    assert [name for name in CONTRACTS if f"{name} KEPT" not in said] == [], said


@pytest.mark.slow
def test_every_import_that_points_outwards_or_leaves_the_pure_world_breaks_a_contract(
    tmp_path: Path,
) -> None:
    said = lint_imports(
        tmp_path,
        story="import sqlite3\nimport yaml\nimport novel_engine.ports",
        ports="from pathlib import Path\nimport novel_engine.engine",
        engine="from time import sleep\nimport tenacity\nimport novel_engine.adapters",
        adapters="import novel_engine.engine",
        app="import novel_engine.cli\nimport novel_engine.bootstrap",
        bootstrap="import novel_engine.cli",
        cli="import click\nimport novel_engine.adapters.record.story_record",
    )

    broken = (LAYERS, PURITY, CLICK, STORES)
    assert [name for name in broken if f"{name} BROKEN" not in said] == [], said
    for importer, imported in (
        ("story", "sqlite3"),
        ("story", "yaml"),
        ("story", "novel_engine.ports"),
        ("ports", "pathlib"),
        ("ports", "novel_engine.engine"),
        ("engine", "time"),
        ("engine", "tenacity"),
        ("engine", "novel_engine.adapters"),
        ("adapters", "novel_engine.engine"),
        ("app", "novel_engine.cli"),
        ("app", "novel_engine.bootstrap"),
        ("bootstrap", "novel_engine.cli"),
        ("cli", "novel_engine.adapters.record"),
    ):
        assert f"novel_engine.{importer} is not allowed to import {imported}" in said
    assert "novel_engine.cli -> click" in said


RUNS_BACK = [
    ("story.english.words", "story.givens.people"),
    ("story.givens.people", "story.fabula.events"),
    ("story.fabula.mind", "story.deciding.menus"),
    ("story.deciding.menus", "story.adjudicating.effects"),
    ("story.adjudicating.effects", "story.directing.casting"),
    ("story.directing.casting", "story.telling.beats"),
    ("story.telling.beats", "story.directing.endings"),
    ("story.telling.callbacks", "story.realising.voices"),
    ("story.realising.voices", "story.asking.consultation"),
    ("story.asking.consultation", "story.verifying.brief"),
    ("story.verifying.brief", "story.measuring.gates"),
    ("adapters.formats.epub", "adapters.files.bundled"),
    ("adapters.files.bundled", "adapters.reading.yaml_part"),
    ("adapters.reading.yaml_part", "adapters.record.ledger"),
    ("adapters.record.ledger", "adapters.models.archive.prices"),
    ("adapters.models.archive.prices", "adapters.terminal.progress"),
]


def room(module: str) -> str:
    """The room a module is in, from the top: `novel_engine.story.deciding`."""
    return ".".join(["novel_engine", *module.split(".")[:2]])


@pytest.mark.slow
def test_every_import_that_runs_back_between_rooms_breaks_a_contract(tmp_path: Path) -> None:
    files = {
        importer.replace(".", "/"): f"import novel_engine.{imported}"
        for importer, imported in RUNS_BACK
    }

    said = lint_imports(tmp_path, **files)

    assert [f"{name} BROKEN" in said for name in (ROOMS, DOORS)] == [True, True], said
    for importer, imported in RUNS_BACK:
        assert f"{room(importer)} is not allowed to import {room(imported)}" in said
        assert f"novel_engine.{importer} -> novel_engine.{imported}" in said


@pytest.mark.slow
def test_whoever_decides_by_the_world_breaks_the_law_of_knowledge(tmp_path: Path) -> None:
    said = lint_imports(
        tmp_path,
        **{
            "story/deciding/views": "from novel_engine.story.fabula.world import World",
            "story/deciding/menus": (
                "from novel_engine.story.adjudicating.world_lens import WorldLens"
            ),
        },
    )

    assert f"{KNOWLEDGE} BROKEN" in said
    assert "novel_engine.story.deciding.views -> novel_engine.story.fabula.world" in said
    assert "novel_engine.story.deciding.menus -> novel_engine.story.adjudicating.world_lens" in said


@pytest.mark.slow
def test_a_module_that_is_in_no_layer_or_no_room_breaks_a_contract(tmp_path: Path) -> None:
    nowhere = '"""Belongs nowhere."""'

    said = lint_imports(
        tmp_path, **{"utils": nowhere, "story/utils": nowhere, "adapters/utils": nowhere}
    )

    assert [f"{name} BROKEN" in said for name in (LAYERS, ROOMS, DOORS)] == [True, True, True], said
    for module in ("novel_engine.utils", "novel_engine.story.utils", "novel_engine.adapters.utils"):
        assert module in said


BANNED = [
    "import random\nNUMBER = random.random()",
    "from random import choice\nPICKED = choice([1, 2])",
    "import random\nrandom.seed(1)",
    "import time\nNOW = time.time()",
    "from time import monotonic\nNOW = monotonic()",
    "from datetime import datetime\nNOW = datetime.now()",
    "import datetime\nTODAY = datetime.date.today()",
    "import uuid\nID = uuid.uuid4()",
    "import os\nBYTES = os.urandom(4)",
    "import secrets\nTOKEN = secrets.token_hex()",
    "from unittest.mock import Mock",
]


def lint(code: str, path: str) -> str:
    """What ruff says of code that stood at a path of this project."""
    return run("-m", "ruff", "check", "--no-cache", "--stdin-filename", path, "-", text=code)[1]


@pytest.mark.parametrize("code", BANNED)
def test_chance_and_the_clock_are_banned_where_stories_are_made(code: str) -> None:
    for path in (
        "novel_engine/story/luck.py",
        "novel_engine/engine/luck.py",
        "novel_engine/app/making.py",
    ):
        assert "TID251" in lint(code, path)


def test_a_generator_of_ones_own_is_not_banned() -> None:
    code = "from random import Random\nNUMBER = Random('7/noise/1/ida').random()"

    assert "TID251" not in lint(code, "novel_engine/story/luck.py")


@pytest.mark.parametrize("path", ["cli/clock.py", "adapters/clock.py", "app/batch.py"])
def test_the_clock_may_be_read_where_the_program_meets_the_world(path: str) -> None:
    assert "TID251" not in lint("import time\nNOW = time.monotonic()", f"novel_engine/{path}")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("story/voice.py", False),
        ("engine/voice.py", False),
        ("app/voice.py", False),
        ("cli/voice.py", False),
        ("adapters/voice.py", False),
        ("adapters/printing.py", True),
    ],
)
def test_only_one_module_prints(path: str, allowed: bool) -> None:
    assert ("T201" not in lint("print('Ida')", f"novel_engine/{path}")) is allowed


FORGETFUL = """
from typing import Literal

def told(kind: Literal["scene", "summary"]) -> str:
    told = ""
    match kind:
        case "scene":
            told = "shown"
    return told
"""


@pytest.mark.slow
def test_a_forgotten_case_fails_the_type_check(tmp_path: Path) -> None:
    (tmp_path / "forgetful.py").write_text(FORGETFUL, encoding="utf-8")

    settings = ("--config-file", ROOT / "pyproject.toml", "--cache-dir", tmp_path / "cache")
    code, said = run("-m", "mypy", *settings, tmp_path / "forgetful.py")

    assert code == 1
    assert "[exhaustive-match]" in said


def test_an_uncovered_line_of_a_module_that_carries_the_promises_is_named(tmp_path: Path) -> None:
    for name in ("whole.py", "partly.py", "unseen.py"):
        (tmp_path / name).touch()
    measured = {
        "whole.py": {"missing_lines": [], "missing_branches": []},
        "partly.py": {"missing_lines": [7], "missing_branches": [[3, 9], [4, -1]]},
    }

    found = list(shortfalls(measured, ["whole.py", "partly.py", "unseen.py", "gone.py"], tmp_path))

    assert len(found) == 3
    assert found[0] == "partly.py: must be covered whole; never run: 7, 3->9, 4->exit"
    assert found[1].startswith("unseen.py: was not measured")
    assert found[2].startswith("gone.py: there is no such file")


def test_nothing_in_a_story_depends_on_the_hash_of_a_process() -> None:
    for path in (ROOT / "novel_engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "hash", (
                    f"{path}:{node.lineno}: hash() differs between processes"
                )


def test_every_folder_of_modules_is_a_package_so_that_the_contracts_see_it() -> None:
    folders = {path.parent for path in (ROOT / "novel_engine").rglob("*.py")}

    assert [
        str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ] == []


def test_no_test_stands_on_a_mock() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(from|import) unittest", text, flags=re.MULTILINE), path
