"""`validate` and `schema`: what writers are told about their files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.adapters.files.bundled import bundled_root, bundled_stories
from tests.support.terminal import FIXTURES, LAMP_OIL, PEOPLE, character, novel_engine


def test_what_is_sound_is_said_to_be_so() -> None:
    said = novel_engine("validate", LAMP_OIL, PEOPLE / "ada-vane", "winter-station")

    assert said.code == 0, said.out
    assert said.out.splitlines()[0] == f"{LAMP_OIL}: story The Lamp Oil: ok"
    assert f"{PEOPLE / 'ada-vane'}: character Ada Vane: ok" in said.out


def test_everything_that_comes_with_the_program_is_sound() -> None:
    said = novel_engine(
        "validate",
        bundled_root() / "characters",
        *bundled_stories(),
        bundled_root() / "configs/genres",
    )

    assert said.code == 0, said.out
    assert "not used" not in said.out


def test_a_fault_is_given_with_its_file_and_line_and_exits_3(tmp_path: Path) -> None:
    ada = character(tmp_path / "ada", "name: Ada\nage: old\ngaols: [be free]\n")

    said = novel_engine("validate", ada)

    assert said.code == 3
    assert f"{ada}/character.yaml:2: 'age' must be a whole number" in said.out
    assert f"{ada}/character.yaml:3: unknown key 'gaols'; did you mean 'goals'?" in said.out
    assert said.err == "error: 2 problems in all; correct the lines named above\n"


def test_what_could_not_be_placed_is_listed_and_is_no_fault(tmp_path: Path) -> None:
    ada = character(
        tmp_path / "ada", "name: Ada\ntraits: [exact, quuxish]\nextensions: {other: 1}\n"
    )
    (ada / "notes.txt").write_text("hm", encoding="utf-8")

    said = novel_engine("validate", ada)
    plain = novel_engine("validate", ada, "--json").json

    assert said.code == 0
    assert "  not used  " in said.out
    assert "quuxish" in said.out
    assert "notes.txt" in said.out
    assert plain["problems"] == 0
    assert len(plain["files"][0]["ignored"]) == 2


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("name: Ho Chi Minh", ["'Minh'; where that is wrong, write 'short' and 'surname'"]),
        (
            "name: Viswanathan Anand",
            [
                "'Viswanathan', and 'Anand' by surname; where that is wrong, write 'short' and "
                "'surname'"
            ],
        ),
        ("name: Viswanathan Anand\nshort: Anand", []),
        ("name: Anand", []),
    ],
)
def test_what_the_prose_makes_of_a_name_is_said_where_the_file_does_not(
    tmp_path: Path, written: str, called: list[str]
) -> None:
    who = character(tmp_path / "who", written)

    said = novel_engine("validate", who)
    plain = novel_engine("validate", who, "--json").json

    lines = [f"{who}/character.yaml:1: {line}" for line in called]
    assert plain["files"][0]["called"] == lines
    assert [line for line in said.out.splitlines() if line.startswith("  called    ")] == [
        f"  called    {line}" for line in lines
    ]


def test_a_story_is_checked_with_its_cast_and_its_plot(tmp_path: Path) -> None:
    text = (
        LAMP_OIL.read_text(encoding="utf-8")
        .replace("culprit", "cuplrit")
        .replace("people/", f"{PEOPLE}/")
    )
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")

    said = novel_engine("validate", tmp_path / "s.yaml")

    assert said.code == 3
    assert "s.yaml:6: " in said.out
    assert "no role 'cuplrit'" in said.out


def test_a_genre_is_checked_by_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(bundled_root() / "configs/genres/winter-station", tmp_path / "hut")
    head = tmp_path / "hut" / "genre.yaml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("adjacent: [office,", "adjacent: [cellar,"),
        encoding="utf-8",
    )

    said = novel_engine("validate", tmp_path / "hut")

    assert said.code == 3
    assert "genre.yaml:" in said.out
    assert "'cellar', which is no place here" in said.out


def test_a_folder_of_characters_is_checked_one_by_one() -> None:
    said = novel_engine("validate", PEOPLE)

    beside = ("  called  ", "  unused  ")
    checked = [line for line in said.out.splitlines() if not line.startswith(beside)]
    assert [line.partition(": ")[0] for line in checked] == [
        str(path) for path in sorted(PEOPLE.iterdir())
    ]


def test_a_file_is_known_by_its_name_and_a_folder_by_what_is_in_it(tmp_path: Path) -> None:
    shutil.copytree(bundled_root() / "configs/genres/winter-station", tmp_path / "hut")
    (tmp_path / "stories").mkdir()
    shutil.copy(LAMP_OIL, tmp_path / "stories" / "oil.yaml")
    own = character(tmp_path / "ida-kessel", "Another Ida")

    said = novel_engine(
        "validate", own / "character.yaml", "hut/genre.yaml", "stories", "ida-kessel", at=tmp_path
    )

    lines = [line for line in said.out.splitlines() if not line.startswith("  ")]
    assert lines[0] == f"{own / 'character.yaml'}: character Another Ida: ok"
    assert lines[1].startswith("hut/genre.yaml: genre ")
    assert lines[2].startswith("stories/oil.yaml: story")
    assert lines[3] == "ida-kessel: character Another Ida: ok"


@pytest.mark.parametrize("path", ["nowhere.yaml", "nowhere", "."])
def test_what_is_not_there_is_a_fault(tmp_path: Path, path: str) -> None:
    said = novel_engine("validate", path, at=tmp_path)

    assert said.code == 3
    assert "  wrong     " in said.out


def test_a_name_that_comes_with_the_program_is_suggested(tmp_path: Path) -> None:
    said = novel_engine("validate", "winter-sttion", at=tmp_path)

    assert "did you mean 'winter-station'?" in said.out


def test_what_does_not_fit_its_slot_is_named_with_its_line_and_a_right_one(tmp_path: Path) -> None:
    person = tmp_path / "mara"
    person.mkdir()
    (person / "character.yaml").write_text(
        "name: Mara Quist\ntell: a nervous laugh\nsecrets:\n  - stole the money\n", "utf-8"
    )

    said = novel_engine("validate", person)

    assert said.code == 3
    assert "character.yaml:2: 'tell' begins with 'a' and says no act; write what" in said.out
    assert "character.yaml:4: 'secrets › item 1 › claim' begins with 'stole'" in said.out or (
        "character.yaml:4: 'secrets › item 1' begins with 'stole'" in said.out
    )


def test_a_whole_sentence_for_a_tell_becomes_what_the_slot_wants(tmp_path: Path) -> None:
    cast = ""
    for name in ("Mara Quist", "Ivo Brandt"):
        person = tmp_path / name.split()[0].lower()
        person.mkdir()
        card = f"name: {name}\npronouns: they/them\ntell: They laugh nervously.\n"
        (person / "character.yaml").write_text(card, "utf-8")
        cast += f"  - ./{person.name}\n"
    (tmp_path / "s.yaml").write_text(
        f"cast:\n{cast}items: [{{name: the brass key, holder: mara}}]\n", "utf-8"
    )

    assert (
        novel_engine("run", tmp_path / "s.yaml", "--seed", "1", "--out", tmp_path / "o").code == 0
    )

    told = (tmp_path / "o" / "story.md").read_text("utf-8")
    assert "laughed nervously" in told
    assert "They laugh nervously" not in told
    assert "the the" not in told


def _ford_inn(to: Path, **changes: tuple[str, str]) -> Path:
    """A copy of a genre for tests, with one text put for another in some of its files."""
    folder = shutil.copytree(FIXTURES / "genres" / "ford-inn", to / "inn")
    for name, (old, new) in changes.items():
        path = next(folder.rglob(f"{name}.yaml"))
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    return folder


def test_a_genre_that_opens_nowhere_is_refused_with_its_line(tmp_path: Path) -> None:
    inn = _ford_inn(tmp_path, genre=("opening_place: taproom", "opening_place: tap"))

    said = novel_engine("validate", inn)

    assert said.code == 3
    assert "genre.yaml:7: there is no place 'tap'; did you mean 'taproom'?" in said.out


def test_a_key_of_a_genre_that_nothing_goes_by_is_said_to_be_unused(tmp_path: Path) -> None:
    said = novel_engine("validate", _ford_inn(tmp_path))

    assert said.code == 0
    assert "genre.yaml:7: 'opening_place' is not used; " in said.out


def test_mistakes_in_several_files_of_a_genre_are_named_at_once(tmp_path: Path) -> None:
    changes = {
        "genre": ("private: true", "privat: true"),
        "inheritance": ("stakes: 1", "stakes: 9"),
        "verbs": ("tension:", "tensn:"),
    }
    inn = _ford_inn(tmp_path, **changes)

    for command in ("validate", "lint-genre"):
        said = novel_engine(command, inn)

        assert said.code == 3
        assert "genre.yaml:6: unknown key 'privat'" in said.out
        assert "kernels/inheritance.yaml:15: 'stakes' is 9" in said.out
        assert "kernels/inheritance.yaml:17: 'stakes' is 9" in said.out


def test_mistakes_in_several_fragments_are_named_at_once(tmp_path: Path) -> None:
    inn = _ford_inn(tmp_path)
    lines = inn / "lines" / "more.yaml"
    lines.write_text("- {for: scne, text: a}\n- {for: scene, text: '{X}'}\n", "utf-8")

    said = novel_engine("validate", inn)

    assert f"{lines}:1: `for: scne` is neither a verb nor a beat" in said.out
    assert f"{lines}:2: there is no slot {{X}}" in said.out


def test_a_genre_without_its_file_is_told_where_it_belongs(tmp_path: Path) -> None:
    (tmp_path / "empty" / "kernels").mkdir(parents=True)
    (tmp_path / "empty" / "kernels" / "a.yaml").touch()

    for command in (("run", "--genre"), ("lint-genre",)):
        said = novel_engine(*command, tmp_path / "empty", at=tmp_path)
        assert f"{tmp_path / 'empty' / 'genre.yaml'}:1: there is no such file; write it" in (
            said.out + said.err
        )


def test_a_genre_that_brings_no_kernel_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "hut").mkdir()
    (tmp_path / "hut" / "genre.yaml").write_text(
        "places: {hut: {name: the hut, adjacent: [hill]}, hill: {name: the hill, adjacent: [hut]}}\n"
    )

    said = novel_engine("run", "--genre", tmp_path / "hut", "--seed", "1", "--out", tmp_path / "o")

    assert said.code == 0, said.err
    assert "the hut; " in novel_engine("show", tmp_path / "o").out


def test_a_genre_asked_for_alone_is_told_with_a_plot_of_its_own(tmp_path: Path) -> None:
    genre = FIXTURES / "genres" / "ford-inn"

    said = novel_engine("run", "--genre", genre, "--seed", "1", "--out", tmp_path / "o")

    assert said.code == 0, said.err
    assert "kernel" not in said.err


def test_one_person_named_twice_is_refused_as_run_refuses_them(tmp_path: Path) -> None:
    character(tmp_path / "ada", "Ada Vane")

    said = novel_engine("validate", "ada", "ada", at=tmp_path)
    run = novel_engine("run", "--dry-run", "--cast", "ada", "--cast", "ada", at=tmp_path)

    assert (said.code, run.code) == (3, 3)
    assert run.err.removeprefix("error: ").strip() in said.out


def test_a_story_is_judged_with_the_genre_that_is_given_beside_it(tmp_path: Path) -> None:
    character(tmp_path / "ada", "Ada Vane")
    character(tmp_path / "bo", "Bo Marsh")
    text = "cast: [ada, bo]\nroles: {culprit: ada-vane}\n"
    (tmp_path / "role.yaml").write_text(text, encoding="utf-8")
    genre = FIXTURES / "genres" / "ford-inn"

    alone = novel_engine("validate", "role.yaml", at=tmp_path)
    said = novel_engine("validate", genre, "role.yaml", at=tmp_path)

    assert (alone.code, said.code) == (0, 3)
    assert "role.yaml:2: no role 'culprit'" in said.out


def test_files_of_a_genre_that_are_not_read_are_named(tmp_path: Path) -> None:
    genre = tmp_path / "ford-inn"
    shutil.copytree(FIXTURES / "genres" / "ford-inn", genre)
    (genre / "kernels" / "x.yml").write_text("x", encoding="utf-8")
    (genre / "lines" / "x.txt").write_text("x", encoding="utf-8")

    said = novel_engine("validate", genre)

    assert said.code == 0
    for name in ("kernels/x.yml", "lines/x.txt"):
        assert f"{genre / name}:1: not read; only *.yaml is" in said.out


RICH = """\
cast: [ada, bo]
premise: The last week of the season.
seed: 3
avoid: [violence, puns]
"""
CARD = """\
name: Ada Vane
backstory: She was left behind.
beliefs: [the theatre is haunted]
goals: [keep the company together]
"""


def _rich(folder: Path) -> Path:
    for name, card in (("ada", CARD), ("bo", "name: Bo Marsh\n")):
        (folder / name).mkdir(parents=True)
        (folder / name / "character.yaml").write_text(card, encoding="utf-8")
    (folder / "rich.yaml").write_text(RICH, encoding="utf-8")
    return folder / "rich.yaml"


def test_what_comes_to_nothing_is_named_with_its_line(tmp_path: Path) -> None:
    _rich(tmp_path)
    found = novel_engine("validate", "rich.yaml", "--json", at=tmp_path).json["files"][0]

    assert found["problems"] == []
    for line in (
        "rich.yaml:4: 'puns' comes to nothing; what can be avoided is violence",
        "ada/character.yaml:2: 'backstory' is read by a model only",
        "ada/character.yaml:3: 'beliefs' comes to nothing",
    ):
        assert line in found["unused"]
    assert (
        "  unused    rich.yaml:4: 'puns'" in novel_engine("validate", "rich.yaml", at=tmp_path).out
    )


def test_a_character_by_itself_has_what_no_story_uses_named(tmp_path: Path) -> None:
    _rich(tmp_path)
    (tmp_path / "bo" / "character.yaml").write_text("name: Bo\nskills: [rope]\n", encoding="utf-8")
    found = novel_engine("validate", "bo", "--json", at=tmp_path).json["files"][0]

    assert found["unused"] == [
        "bo/character.yaml:2: 'skills' is used only where a plot asks for it"
    ]


def test_run_says_once_what_of_a_persons_own_files_comes_to_nothing(tmp_path: Path) -> None:
    _rich(tmp_path)
    words = ("run", "rich.yaml", "--nights", "1", "--words", "600")
    said = novel_engine(*words, "--json", "--out", "told", at=tmp_path)

    assert "ada/character.yaml:3: 'beliefs' comes to nothing" in said.json["unused"]
    assert said.err.count("'beliefs' comes to nothing") == 1
    assert "unused" not in novel_engine(*words, "--quiet", "--out", "again", at=tmp_path).err
