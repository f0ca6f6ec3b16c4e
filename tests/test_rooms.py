"""The rooms stay rooms: nothing crowded, nothing long, no circle, every test where its module is;
each rule seen to fail.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_MODULES = 20  # in a folder: as many names as one takes in at a look
MOST_LINES = 400  # of a module: STYLE asks for about 300, and this is where "about" ends
# Tests that are about no module by itself, and what tests are made with.
APART = {"adversary", "benchmarks", "golden", "laws", "measures", "support", "tools"}
OF_THE_HOUSE = {"test_house", "test_numbers", "test_pages", "test_readme", "test_rooms"}
ENTRANCES = ("novel_engine.__main__", "novel_engine.cli.app")
COMMANDS = "novel_engine.cli.commands."  # imported by name, when they are asked for

# What several modules may call the same: each command's module has one of the first two, by which
# `cli/program` finds them, and a type that may be any is each module's own.
SHARED_NAMES = {"command", "EPILOG", "T"}


def modules(root: Path) -> dict[str, Path]:
    """Every module of the package by its dotted name; a room's `__init__` by the room's."""
    found = {}
    for path in sorted((root / "novel_engine").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(root: Path) -> dict[str, set[str]]:
    """For each module those it imports, at its top or anywhere in it."""
    known = modules(root)
    found: dict[str, set[str]] = {}
    for name, path in known.items():
        named = found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        named &= known.keys() - {name}
    return found


def strays(root: Path) -> Iterator[str]:
    """The test modules that stand where no module of the package would be."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        place = path.relative_to(root / "tests")
        if place.parts[0] in APART or place.stem in OF_THE_HOUSE:
            continue
        mirrored = root / "novel_engine" / place.with_name(place.name.removeprefix("test_"))
        if not mirrored.is_file():
            yield f"{path.relative_to(root)}: there is no {mirrored.relative_to(root)}"


def crowded(root: Path) -> Iterator[str]:
    """The folders that hold too many modules."""
    held = Counter(path.parent for path in modules(root).values() if path.name != "__init__.py")
    yield from (
        f"{folder.relative_to(root)}: {n} modules"
        for folder, n in sorted(held.items())
        if n > MOST_MODULES
    )


def long(root: Path) -> Iterator[str]:
    """The modules that are too long."""
    for path in modules(root).values():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{path.relative_to(root)}: {lines} lines"


def circle(imported: Mapping[str, set[str]]) -> list[str]:
    """Modules that import one another in a ring; none when there is no ring."""
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as found:
        ring: list[str] = found.args[1]
        return ring
    return []


def out_of_reach(imported: Mapping[str, set[str]]) -> set[str]:
    """The modules that no command comes by, however far it goes."""
    reached: set[str] = set()
    ahead = [*ENTRANCES, *(name for name in imported if name.startswith(COMMANDS))]
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += imported.get(name, ())
    return {name for name, path in modules(ROOT).items() if path.name != "__init__.py"} - reached


def public_names(tree: ast.Module) -> Iterator[str]:
    """What a module defines at its top for others to use."""
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names = [node.name]
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                inside = (part for target in targets for part in ast.walk(target))
                names = [part.id for part in inside if isinstance(part, ast.Name)]
            case _:
                names = []
        yield from (name for name in names if not name.startswith("_"))


def named_twice(root: Path) -> list[str]:
    """The public names that more than one module defines, with those modules."""
    homes: dict[str, list[str]] = {}
    for module, path in modules(root).items():
        for name in dict.fromkeys(public_names(ast.parse(path.read_text(encoding="utf-8")))):
            homes.setdefault(name, []).append(module)
    return [
        f"{name}: {', '.join(found)}"
        for name, found in sorted(homes.items())
        if len(found) > 1 and name not in SHARED_NAMES
    ]


def test_no_room_is_crowded() -> None:
    assert list(crowded(ROOT)) == []


def test_no_module_is_long() -> None:
    assert list(long(ROOT)) == []


@pytest.mark.slow
def test_no_modules_import_one_another_in_a_ring() -> None:
    assert circle(imports(ROOT)) == []


def test_one_name_means_one_thing() -> None:
    assert named_twice(ROOT) == []


def test_every_test_stands_where_its_module_does() -> None:
    assert list(strays(ROOT)) == []


def test_every_module_is_there_for_a_command() -> None:
    assert out_of_reach(imports(ROOT)) == set()


def test_every_room_says_what_it_is_and_does_nothing() -> None:
    for path in modules(ROOT).values():
        if path.name == "__init__.py" and path.parent.name != "novel_engine":
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert len(body) == 1, f"{path}: a room's __init__ holds its docstring and nothing else"
            assert isinstance(body[0], ast.Expr), path


LOADED = """
import sys
from novel_engine.cli.app import run
code = run(["run", "--seed", "1", "--quiet", "--out", "o"])
import json
print(json.dumps(sorted(name for name in sys.modules if name.startswith("novel_engine.story."))))
sys.exit(code)
"""


def test_an_offline_story_loads_no_check_of_a_models_words_and_measures_nothing(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", LOADED]
    said = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = json.loads(said.stdout.splitlines()[-1])

    checks = [name for name in loaded if name.startswith("novel_engine.story.verifying.")]
    # A telling is held against the record, which asks who is meant and who is a stranger.
    needed = ("brief", "leaks", "names", "passages")
    assert checks == [f"novel_engine.story.verifying.{name}" for name in needed]
    assert not any(name.startswith("novel_engine.story.measuring") for name in loaded)


# ── each rule can be seen to fail ─────────────────────────────────────────────────────────────────


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A package of one room with one module, and its test."""
    for place in ("novel_engine/attic", "tests/attic", "tests/laws"):
        (tmp_path / place).mkdir(parents=True)
    for place in (
        "novel_engine/__init__",
        "novel_engine/attic/__init__",
        "novel_engine/attic/lamp",
    ):
        (tmp_path / f"{place}.py").write_text('"""A docstring."""\n', encoding="utf-8")
    (tmp_path / "tests/attic/test_lamp.py").touch()
    (tmp_path / "tests/laws/test_light.py").touch()
    return tmp_path


def test_a_house_in_order_breaks_no_rule(small_house: Path) -> None:
    assert [
        *crowded(small_house),
        *long(small_house),
        *strays(small_house),
        *circle(imports(small_house)),
        *named_twice(small_house),
    ] == []


def test_a_crowded_room_is_named(small_house: Path) -> None:
    for number in range(MOST_MODULES):
        (small_house / f"novel_engine/attic/box_{number}.py").touch()

    assert list(crowded(small_house)) == [f"novel_engine/attic: {MOST_MODULES + 1} modules"]


def test_a_long_module_is_named(small_house: Path) -> None:
    (small_house / "novel_engine/attic/rope.py").write_text(
        "#\n" * (MOST_LINES + 1), encoding="utf-8"
    )

    assert list(long(small_house)) == [f"novel_engine/attic/rope.py: {MOST_LINES + 1} lines"]


def test_a_test_of_nothing_is_named(small_house: Path) -> None:
    (small_house / "tests/attic/test_oil.py").touch()

    assert list(strays(small_house)) == [
        "tests/attic/test_oil.py: there is no novel_engine/attic/oil.py"
    ]


def test_a_ring_is_found_wherever_the_imports_stand(small_house: Path) -> None:
    inside = "def lit() -> None:\n    from novel_engine.attic import wick\n"
    (small_house / "novel_engine/attic/lamp.py").write_text(inside, encoding="utf-8")
    (small_house / "novel_engine/attic/wick.py").write_text(
        "from novel_engine.attic.lamp import lit\n", encoding="utf-8"
    )

    assert set(circle(imports(small_house))) == {
        "novel_engine.attic.lamp",
        "novel_engine.attic.wick",
    }


@pytest.mark.parametrize(
    "defined",
    [
        "class Wick:\n    pass\n",
        "def Wick() -> None:\n    pass\n",
        "Wick = str\n",
        "Wick: int = 1\n",
        "Flame, (Wick, *_) = 1, (2, 3)\n",
    ],
)
def test_a_name_that_two_modules_define_is_found(small_house: Path, defined: str) -> None:
    (small_house / "novel_engine/attic/lamp.py").write_text(
        "class Wick:\n    pass\n\n\n_OIL, EPILOG = 1, 2\n", encoding="utf-8"
    )
    (small_house / "novel_engine/attic/candle.py").write_text(
        f"{defined}_OIL, EPILOG = 1, 2\n", encoding="utf-8"
    )

    assert named_twice(small_house) == ["Wick: novel_engine.attic.candle, novel_engine.attic.lamp"]


def test_a_name_may_be_imported_under_it(small_house: Path) -> None:
    (small_house / "novel_engine/attic/lamp.py").write_text("class Wick:\n    pass\n", "utf-8")
    (small_house / "novel_engine/attic/candle.py").write_text(
        "from novel_engine.attic.lamp import Wick\n\n\ndef lit(Wick: object) -> None:\n    pass\n",
        encoding="utf-8",
    )

    assert named_twice(small_house) == []


def test_a_module_that_no_command_comes_by_is_found() -> None:
    imported = imports(ROOT)
    for named in imported.values():
        named.discard("novel_engine.story.english.grammar")

    assert "novel_engine.story.english.grammar" in out_of_reach(imported)


# ── the page that shows the house ─────────────────────────────────────────────────────────────────

PAGE = ROOT / "docs" / "architecture.md"


def test_every_room_is_on_the_page_and_every_module_the_page_names_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:story|adapters|engine|app|cli)/[\w/]+)`", text))
    rooms = {
        f"{top}/{path.name}"
        for top in ("story", "adapters", "cli")
        for path in (ROOT / "novel_engine" / top).iterdir()
    }
    rooms = {name for name in rooms if (ROOT / "novel_engine" / name / "__init__.py").is_file()}

    assert rooms - named == set()
    lost = [
        name
        for name in named
        if not any((ROOT / "novel_engine" / f"{name}{end}").exists() for end in (".py", ""))
    ]
    assert lost == []
