"""The pages by which somebody extends the program are true: their files work, their commands print
what they show, their tables name everything there is.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import httpx2
import pytest
import yaml

from novel_engine.adapters.formats import registry
from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.reading.form_base import Form
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.genre.kernels import bodies as kernel_bodies
from novel_engine.adapters.reading.genre.kernels import files as kernel_files
from novel_engine.adapters.reading.genre.kernels import following
from novel_engine.adapters.reading.genre.kernels.names import NAMES_TAKEN
from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.adapters.reading.story.world_form import MatterForm, WorldForm
from novel_engine.adapters.record import schema
from novel_engine.errors import GenreError
from novel_engine.story.adjudicating import effects
from novel_engine.story.adjudicating.effects import EFFECTS
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.deciding import predicates
from novel_engine.story.deciding.predicates import PREDICATES
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.telling.syuzhet import Telling
from novel_engine.story.verifying.passages import names_of
from tests.story.adjudicating import test_effects
from tests.story.deciding import test_predicates
from tests.support import cellar
from tests.support import fixed_scenes as scenes
from tests.test_readme import agrees, blocks, files, run

ROOT = Path(__file__).parents[1]
CONFIGS = ROOT / "configs"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


KERNELS, CONDITIONS = page("writing-kernels.md"), page("conditions-and-effects.md")
WORLDS = page("your-own-world.md")
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


@pytest.mark.slow
def test_a_world_of_ones_own_is_told_as_the_page_shows(tmp_path: Path) -> None:
    for name, text in files(WORLDS).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (block,) = blocks(WORLDS, "console")
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, output = part.partition("\n")
        done = run(line, tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert agrees(output.strip(), done.stdout), done.stdout
    told = (tmp_path / "told" / "story.md").read_text("utf-8")
    assert not re.search("stove|sledge|snow|station|bunk|mast", told)


@pytest.mark.parametrize(
    ("section", "form"), [("The world", WorldForm), ("The matter", MatterForm)]
)
def test_every_key_of_a_world_stands_in_its_table(section: str, form: type[Form]) -> None:
    body = WORLDS.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    said = {key for cells in rows(body) for key in re.findall(r"`(\w+)`", cells[0])}

    assert said == set(form.model_fields) - {"facts"}


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
        ("Roles", ("likes", "has", "optional", "doubles", "tied")),
        ("Facts", kernel_bodies.FACT_KEYS),
        ("Items", kernel_bodies.ITEM_KEYS),
        ("Rules", ("from", "to", "sure", "value")),
        ("Threads", ("question", "topic", "stakes", "answered")),
        ("Frames", kernel_bodies.FRAME_KEYS),
        ("Complications", kernel_bodies.COMPLICATION_KEYS),
        ("Consequences", following.CONSEQUENCE_KEYS),
        ("Choices", following.CHOICE_KEYS),
        ("Endings", kernel_bodies.ENDING_KEYS),
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


EXTENDING = page("extending.md")
SKELETONS = blocks(EXTENDING, "python")
PATH = re.compile(r"# ((?:novel_engine|tests)/[\w/]+)\.py\n")


def loaded(path: Path, name: str, text: str) -> ModuleType:
    """The module that a text makes, written there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """The modules of the page on extending, each by where it says it is, for as long as a test
    runs.
    """
    monkeypatch.setattr(sys, "modules", sys.modules.copy())
    paths = [(named[1], block) for block in SKELETONS if (named := PATH.match(block))]
    return {
        path: loaded(tmp_path / f"{path}.py", path.replace("/", "."), block)
        for path, block in paths
    }


def within(home: ModuleType, word: str, folder: Path) -> dict[str, Any]:
    """What stands in a module after the skeleton with this word in it was added to it."""
    (block,) = (one for one in SKELETONS if word in one and not PATH.match(one))
    head = f"from __future__ import annotations\nfrom {home.__name__} import *\n"
    name = f"added_to_{home.__name__.replace('.', '_')}"
    module = loaded(folder / f"{name}.py", name, head + block)
    del sys.modules[name]
    return vars(module)


def test_every_skeleton_of_a_module_passes_its_own_test(added: dict[str, ModuleType]) -> None:
    tests = [
        test
        for place, module in added.items()
        if place.startswith("tests/")
        for name, test in vars(module).items()
        if name.startswith("test_")
    ]

    assert len(tests) == 2
    for test in tests:
        test()


def test_a_format_of_the_page_is_written_by_its_loader(
    added: dict[str, ModuleType], tmp_path: Path
) -> None:
    plan = Telling("story", "The Letter", cellar.ADA, "known", "lamp", 100, ())

    written = within(registry, "def _org", tmp_path)["_org"](plan, (), None)
    assert written == b"#+TITLE: The Letter\n"
    assert "novel_engine/adapters/formats/org" in added


def test_a_check_of_the_page_can_stand_in_the_table(added: dict[str, ModuleType]) -> None:
    (line,) = re.findall(r"`(wrong-outcome \|[^`]+)`", EXTENDING)
    check_of = added["novel_engine/story/verifying/checks/sums"].SumChecks
    place, chapter = scenes.within(scenes.parsed(line.split("|", 1)[1]))

    found = []
    for at, brief in enumerate(scenes.briefs()):
        check = check_of(brief, names_of(tuple(brief.people.values())))
        told = chapter if at == place else scenes.chapters()[at]
        found += [fault.code for p in told.paragraphs for fault in check.faults(p)]

    assert found == ["wrong-outcome"]


def test_a_condition_and_an_effect_of_the_page_do_as_they_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for table, home, name in (
        (PREDICATES, predicates, "trusts_somebody"),
        (EFFECTS, effects, "estrange"),
    ):
        function = within(home, f"def {name}", tmp_path)[name]
        monkeypatch.setitem(cast("dict[str, Any]", table), name, function)

    for tests, word in ((test_predicates, "nobody_trusts"), (test_effects, "is_estranged")):
        found = within(tests, word, tmp_path)
        (test,) = (function for name, function in found.items() if word in name)
        test()


def test_a_view_of_the_page_answers(tmp_path: Path) -> None:
    view = within(schema, "CREATE VIEW", tmp_path)["SPOKEN_MOST"]
    with cellar.begun(tmp_path) as record:
        for turn in cellar.in_turns(cellar.the_letter()):
            record.append(turn)
        with closing(sqlite3.connect(tmp_path / "story.db")) as connection:
            connection.execute(view)
            found = connection.execute("SELECT actor, times FROM v_acts WHERE verb = 'lie'")
            assert found.fetchall() == [(cellar.BO, 1)]


@pytest.mark.allow_hosts(["127.0.0.1", "::1"])
def test_a_provider_of_the_page_brings_a_reply_or_says_why_not(
    added: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Connection(ModelName("openai", "one"), "key", "http://127.0.0.1:9", timeout=1)
    model = added["novel_engine/adapters/models/providers/acme"].AcmeModel(line)
    prompt = Prompt("deciding", "You are Ada.", "What now?", "{}", 10, "1", "ada", 1, "{}")
    with pytest.raises(CallFailed, match="broke off"):
        model.ask(prompt)

    def answered(status: int, **body: object) -> None:
        monkeypatch.setattr(httpx2, "post", lambda *_, **__: httpx2.Response(status, json=body))

    answered(200, text="Wait.", **{"in": 12, "out": 2})
    assert model.ask(prompt) == Reply("Wait.", 12, 2)
    for status, said in ((500, "status 500"), (200, "could not be read")):
        answered(status)
        with pytest.raises(CallFailed, match=said):
            model.ask(prompt)


@pytest.mark.parametrize("text", [EXTENDING, KERNELS])
def test_every_file_that_a_page_names_is_there(text: str) -> None:
    named = re.findall(r"`((?:novel_engine|tests|configs|docs)/[\w./-]+)`", text)
    made = {found[0] for found in re.findall(r"^# ((?:\w+/)+\w+\.py)\n()", text, re.MULTILINE)}

    for name in named:
        assert name in made or "NAME" in name or (ROOT / name).exists(), name
