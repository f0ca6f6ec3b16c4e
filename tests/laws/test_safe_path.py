"""No process of the program imports from the folder it stands in: what lies there may be
anybody's.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from novel_engine.adapters.formats.registry import FORMATS
from tests.support.servers.fake_openai import openai_server
from tests.support.servers.serving import Status
from tests.support.terminal import FIXTURES, LAMP_OIL, ROOT, environment

pytestmark = [
    pytest.mark.law,
    pytest.mark.slow,
    pytest.mark.allow_hosts(["127.0.0.1", "::1"]),
    pytest.mark.xdist_group("safe path"),
]
SCRIPT = Path(sys.executable).with_name("novel-engine")
SHORT = ("--scenes", "4", "--words", "500")
LOADED = "import sys; print(*sys.modules)"
EVERYTHING = """
import importlib, pkgutil, sys, novel_engine
for found in pkgutil.walk_packages(novel_engine.__path__, "novel_engine."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
for name in (
    "openai pydantic_ai google.genai pybreaker genai_prices httpx2 tenacity sqlite_utils rich typer"
).split():
    importlib.import_module(name)
import pydantic_ai.models.openai, pydantic_ai.models.google, multiprocessing.forkserver, pydoc
print(*sys.modules)
"""
COMMANDS = (
    (
        "run",
        LAMP_OIL,
        "--seed",
        "1",
        *SHORT,
        "--format",
        ",".join(FORMATS),
        "--out",
        "told",
    ),
    ("run", LAMP_OIL, "--seed", "2", *SHORT, "--model", "openai:m", "--dry-run"),
    ("resume", "told"),
    ("tell", "told", "--words", "700"),
    ("explain", "told", "1"),
    ("show", "told", "--costs"),
    ("why", "told", "ada", "3"),
    ("list",),
    ("read", "told"),
    ("validate", LAMP_OIL),
    ("schema", "story"),
    ("lint-genre", FIXTURES / "genres" / "ford-inn", "--seeds", "1"),
    ("batch", LAMP_OIL, "--seeds", "1", *SHORT, "--jobs", "1", "--out", "one"),
    ("batch", LAMP_OIL, "--seeds", "1..3", *SHORT, "--jobs", "2", "--out", "two"),
    ("--help",),
)


def loaded(*words: str) -> set[str]:
    """The modules that are loaded at the end of a program, by the first part of their names."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@cache
def everything() -> frozenset[str]:
    """The modules that the program, and the clients of models, could load: worked out once."""
    return frozenset(loaded("-c", EVERYTHING))


def said(*words: str | Path, at: Path, more: dict[str, str] | None = None) -> tuple[int, str]:
    """The exit code of a program that was started in a folder, and all it said."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=at,
        env={
            name: value
            for name, value in environment(**(more or {})).items()
            if name != "PYTHONPATH"
        },
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def planted(folder: Path, spared: frozenset[str] = frozenset()) -> Path:
    """A folder with a module under every name that could be imported, each of which says that it
    was.
    """
    names = (
        set(sys.stdlib_module_names) | everything() | {"sitecustomize", "usercustomize", "readline"}
    )
    names |= {path.stem for path in (ROOT / "tests").glob("*.py")} | {"tests", "main"}
    assert {"threading", "yaml", "novel_engine", "openai", "multiprocessing"} <= names
    folder.mkdir()
    for name in sorted(names - spared - {"__main__"}):
        (folder / f"{name}.py").write_text(
            f"open({str(folder / 'trodden')!r}, 'a').write({name!r} + ' ')\n"
        )
    return folder


def trodden(folder: Path) -> str:
    """Which of the planted modules were run."""
    trap = folder / "trodden"
    return trap.read_text() if trap.exists() else ""


@pytest.mark.skipif(not SCRIPT.exists(), reason="the program is not installed beside this Python")
def test_no_command_imports_from_the_folder_it_is_given_in(tmp_path: Path) -> None:
    folder = planted(tmp_path / "here")

    for words in COMMANDS:
        code, text = said(SCRIPT, *words, at=folder)
        assert trodden(folder) == "", words
        assert code == (3 if words[0] == "lint-genre" else 0), (
            words,
            text,
        )  # there is much to mend


@pytest.mark.skipif(not SCRIPT.exists(), reason="the program is not installed beside this Python")
def test_no_client_of_a_model_is_imported_from_the_folder_either(tmp_path: Path) -> None:
    folder = planted(tmp_path / "here")

    with openai_server(lambda question: Status(401)) as server:
        keys = {
            "OPENAI_BASE_URL": server.url,
            "GEMINI_BASE_URL": server.url,
            "GEMINI_API_KEY": "a-key-of-some-length",
        }
        for model in ("openai:m", "gemini:m"):
            code, text = said(
                SCRIPT,
                "run",
                LAMP_OIL,
                *SHORT,
                "--model",
                model,
                "--out",
                model[:6],
                at=folder,
                more=keys,
            )
            assert (code, trodden(folder)) == (4, ""), text


def test_python_dash_m_imports_nothing_from_there_once_the_program_has_begun(
    tmp_path: Path,
) -> None:
    """What Python itself loads before, to find the program, is its own: `python -P -m` leaves that
    out too.
    """
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "stub.py").write_text(LOADED)
    code, text = said(sys.executable, "-m", "stub", at=tmp_path / "clean")
    assert code == 0, text
    spared = frozenset({name.partition(".")[0] for name in text.split()} | {"novel_engine"})
    folder = planted(tmp_path / "here", spared)

    for words in (("--version",), ("run", LAMP_OIL, *SHORT, "--out", "o"), COMMANDS[-2]):
        code, text = said(sys.executable, "-m", "novel_engine", *words, at=folder)
        assert (code, trodden(folder)) == (0, ""), text


def test_a_python_whose_helpers_could_not_be_told_is_refused(tmp_path: Path) -> None:
    words = ("batch", LAMP_OIL, "--seeds", "1", *SHORT, "--out", tmp_path / "o")

    code, text = said(sys.executable, "-E", "-m", "novel_engine", *words, at=tmp_path)

    assert (code, text.count("error: python -E keeps")) == (2, 1), text
    assert not (tmp_path / "o").exists()


def test_the_checkout_itself_is_looked_in_last(tmp_path: Path) -> None:
    script = (
        "import novel_engine.__main__ as m, sys; m._import_from_elsewhere(); "
        "print(sys.path[0], sys.path[-1])"
    )

    code, text = said(
        sys.executable, "-c", f"import sys; sys.path[0] = {str(ROOT)!r}; {script}", at=ROOT
    )

    assert (code, text.split()[0] != str(ROOT), text.split()[-1]) == (0, True, str(ROOT)), text
