"""Nothing that is printed steers a terminal or hides in it, whatever it quotes; one door sees to it."""

from __future__ import annotations

import ast
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import bundled_root
from novel_engine.cli import app
from novel_engine.cli.program import COMMANDS
from tests.support.terminal import FIXTURES, LAMP_OIL, ROOT, Said, novel_engine, seen_on_a_terminal

DOOR = ROOT / "novel_engine" / "adapters" / "printing.py"
# What draws on a terminal, and makes visible what it draws.
DRAWERS = {ROOT / "novel_engine" / "adapters" / "terminal" / "progress.py": {"Console"}}
PRINTERS = {
    "print",
    "input",
    "echo",
    "secho",
    "echo_via_pager",
    "pager",
    "pprint",
    "print_exc",
    "print_exception",
    "print_stack",
    "print_tb",
    "Console",
    "StreamHandler",
    "basicConfig",
    "displayhook",
    "excepthook",
    "showwarning",
    "warn",
}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
ASKED = {"encoding", "isatty", "flush"}

# A title for the terminal, a bell, colours, a line from right to left, one that shows nothing, a
# line of its own, a byte that is no text.
HOSTILE = "a\x1b]0;b\x07\x1b[31mc\x7f\x9b2J\x85\u202ed\u2066\u200b\ufeff\u2028e\r\nerror: f\udcff"
SAFE = {"\n"}


def printers_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every call that prints, and every use of a standard stream but to ask or to flush it."""
    asked = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKED
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in PRINTERS:
                yield name, node.lineno
        if isinstance(node, ast.Attribute) and node.attr in STREAMS and node not in asked:
            yield node.attr, node.lineno


def test_one_module_prints() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / "novel_engine").rglob("*.py"))
        if path != DOOR
        for name, line in printers_in(ast.parse(path.read_text(encoding="utf-8")))
        if name not in DRAWERS.get(path, ())
        and not (name == "stderr" and path in DRAWERS)
        and not (name == "stdout" and path.name == "app.py")
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "print(name)",
        "sys.stdout.write(name)",
        "typer.echo(name)",
        "Console(stderr=True)",
        "traceback.print_exc()",
        "warnings.warn(name)",
        "os.write(sys.stderr.fileno(), name)",
    ],
)
def test_another_that_would_is_seen(line: str) -> None:
    assert list(printers_in(ast.parse(line)))


def steers(text: str) -> set[str]:
    """The signs in it that a terminal would obey, or that show nothing."""
    return {
        sign
        for sign in text
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in SAFE
    }


def said_by(words: Sequence[str], at: Path, encoding: str = "utf-8") -> Said:
    """What a command said on streams of an encoding, read as that, and its code."""
    files = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(file, encoding) for file in files)
    with redirect_stdout(out), redirect_stderr(err), chdir(at):
        code = app.run(words)
        err.flush()
    return Said(code, *(file.getvalue().decode(encoding) for file in files))


def ways(folder: str, word: str) -> list[list[str]]:
    """Every command with hostile words wherever it takes some."""
    oil = str(LAMP_OIL)
    return [
        [word],
        [f"--{word}"],
        ["schema", word],
        ["list", folder],
        ["list", word],
        ["show", folder],
        ["show", word],
        ["show", folder, "--beliefs", word],
        ["why", folder, word, "3"],
        ["why", folder, "Ada", word],
        ["explain", folder, "3", "--telling", word],
        ["explain", folder, word],
        ["read", folder, "--telling", word],
        ["read", word],
        ["certify", folder],
        ["certify", folder, "--all"],
        ["certify", folder, "--telling", word],
        ["certify", word],
        ["preview", word],
        *(["preview", INN, f"--{option}", word] for option in ("for", "line", "style")),
        ["resume", folder],
        ["resume", word],
        ["validate", folder, word, "."],
        ["lint-genre", word],
        ["lint-genre", folder],
        *(["tell", folder, f"--{option}", word] for option in ("focalizer", "style", "format")),
        ["tell", folder, "--out", f"{word}2", "--style", "spare"],
        ["tell", word],
        ["run", word],
        ["run", f"{word}.yaml"],
        *(["run", oil, f"--{option}", word, "--out", "o"] for option in RUN_OPTIONS),
        ["run", oil, "--model", f"openai:{word}", "--out", "o"],
        ["run", oil, "--model", f"replay:{word}", "--out", "o"],
        ["run", oil, "--out", folder],
        ["run", oil, "--out", word, "--dry-run"],
        ["batch", oil, "--seeds", word],
        ["batch", oil, "--seeds", "1", "--out", f"{word}3"],
    ]


INN = str(FIXTURES / "genres" / "ford-inn" / "lines" / "inn.yaml")
RUN_OPTIONS = ("cast", "genre", "seed", "scenes", "focalizer", "style", "format", "model", "price")


@pytest.mark.law
@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_no_command_prints_a_sign_that_a_terminal_would_obey(
    lamp_oil_folder: Path, name: str
) -> None:
    words = HOSTILE
    if not (lamp_oil_folder / words).exists():
        shutil.copytree(lamp_oil_folder / "ok", lamp_oil_folder / words)
    tried = [
        way for way in ways(words, words + "-") if name == (way[0] if way[0] in COMMANDS else "")
    ]

    assert tried
    for way in tried:
        ended = said_by(way, lamp_oil_folder)
        said = ended.out + ended.err
        assert ended.code != 1, said
        assert said
        assert steers(said) == set(), way
        assert not [line for line in said.splitlines() if line.startswith("error: f")], said


@pytest.fixture(scope="module")
def story_told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a story."""
    folder = tmp_path_factory.mktemp("told") / "ok"
    told = novel_engine("run", LAMP_OIL, "--seed", "7", "--out", folder)
    assert told.code == 0, told.err
    return folder


@pytest.fixture
def lamp_oil_folder(story_told: Path, tmp_path: Path) -> Path:
    """A folder with a story in it."""
    shutil.copytree(story_told, tmp_path / "ok")
    return tmp_path


@pytest.mark.law
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252"])
def test_no_stream_is_too_narrow_for_an_answer(lamp_oil_folder: Path, encoding: str) -> None:
    words = "Zoë李🙂" + HOSTILE
    shutil.copytree(lamp_oil_folder / "ok", lamp_oil_folder / words)

    for way in (
        ["show", words],
        ["list", words],
        ["list", words, "--json"],
        ["read", words],
        ["run", words],
    ):
        said = said_by(way, lamp_oil_folder, encoding)
        assert said.code == (3 if way[0] == "run" else 0), said.err
        assert steers(said.out + said.err) == set(), way
        if "--json" in way:
            assert json.loads(said.out)[0]["folder"] == words


@pytest.mark.law
def test_what_is_sound_is_shown_as_it_is(lamp_oil_folder: Path) -> None:
    looks = (
        *(["show", "ok", f"--{what}"] for what in ("events", "cast", "threads", "costs", "json")),
        *(["explain", "ok", str(number)] for number in range(1, 26)),
        *([name, "ok"] for name in ("show", "read", "list", "resume", "tell")),
        ["why", "ok", "Ada", "3"],
        ["validate", str(LAMP_OIL)],
        ["run", str(LAMP_OIL), "--dry-run"],
        *([name, "--help"] for name in COMMANDS),
    )

    for words in looks:
        said = novel_engine(*words, at=lamp_oil_folder)
        assert said.code == 0, said.err
        if "--json" not in words:
            assert "\\" not in said.out + said.err, words


@pytest.mark.law
def test_words_of_files_are_quoted_visibly(tmp_path: Path) -> None:
    genre = tmp_path / "hut"
    shutil.copytree(bundled_root() / "configs/genres/winter-station", genre)
    word = "x\u202ey\u200bz\u2066"
    for file, before in (("genre.yaml", "adjacent: ["), ("matter/departure.yaml", "places:")):
        path = genre / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        grown = f"adjacent: [{word}, " if before.startswith("adj") else f"{word}: 1\nplaces:"
        path.write_text(text.replace(before, grown, 1), encoding="utf-8")
    (tmp_path / "s.yaml").write_text(f"cast: [{word}, b]\n{word}: 1\nkernel: {word}\n", "utf-8")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "character.yaml").write_text(f"name: {word}\n{word}: 2\n", "utf-8")

    for name in ("hut", "s.yaml", "ada"):
        for form in ((), ("--json",)):
            said = novel_engine("validate", name, *form, at=tmp_path)
            assert said.code == 3
            assert steers(said.out + said.err) == set(), name


@pytest.mark.law
def test_a_story_that_somebody_has_edited_is_read_without_harm(lamp_oil_folder: Path) -> None:
    page = lamp_oil_folder / "ok" / "story.md"
    page.write_bytes(page.read_bytes() + "end \x1b]0;x\x07 \x9b2J \u202e\r\nover\n".encode())

    said = novel_engine("read", lamp_oil_folder / "ok")

    assert steers(said.out + said.err) == set()
    assert "end \\x1b]0;x\\x07 \\u009b2J \\u202e\nover\n" in said.out


def test_what_others_print_is_visible_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def chatter(arguments: object) -> int:
        print("a library\x1b[2J")
        print("a warning\x1b[2J", file=sys.stderr)
        raise LookupError("a bug\x1b[2J\nerror: none")

    monkeypatch.setattr(app, "_invoke", chatter)
    monkeypatch.setenv("NOVEL_ENGINE_DEBUG", "1")
    said = novel_engine("list")

    assert steers(said.out + said.err) == set()
    assert "a library\\x1b[2J" in said.out
    assert "a warning\\x1b[2J" in said.err
    assert "(LookupError: a bug\\x1b[2J\\nerror: none); please report it" in said.err


@pytest.mark.slow
def test_what_is_printed_while_progress_is_shown_is_visible_too() -> None:
    program = (
        "import sys\n"
        "from novel_engine.adapters.printing import visible_streams\n"
        "from novel_engine.adapters.terminal.progress import scene_progress\n"
        "with visible_streams(), scene_progress():\n"
        "    print('a note\\x1b]0;b\\x07\\x9b2J\\u202e', file=sys.stderr)\n"
    )
    code, said = seen_on_a_terminal([sys.executable, "-c", program])

    assert code == 0
    assert "a note\\x1b]0;b\\x07\\u009b2J\\u202e" in said
    assert "opening" in said
