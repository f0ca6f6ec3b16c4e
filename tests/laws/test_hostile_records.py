"""A record that somebody made with care, its seals too, ends no command in a bug, and is never
called a mistake of the person who opens it: what does not fit is damage, and said to be.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from novel_engine.adapters.record.door.seals import FOLLOWING_TABLES
from tests.support.damage import altered, forged
from tests.support.sound_stories import STOPPED, sound_files
from tests.support.terminal import LAMP_OIL, novel_engine

pytestmark = [pytest.mark.law, pytest.mark.slow]
SHORT = ("--seed", "7", "--words", "900")
# Lines: of a message, at most.
MOST_LINES = 3
COMMANDS = (("show",), ("explain", "1"), ("tell", "--style", "spare"), ("resume",), ("list",))


def kept_as(kind: str, data: bytes) -> str:
    """The first input of a kind, with other bytes and their hash."""
    first = f"(SELECT min(id) FROM inputs WHERE kind = '{kind}')"
    hashed = sha256(data).hexdigest()
    return f"UPDATE inputs SET bytes = x'{data.hex()}', sha256 = '{hashed}' WHERE id = {first}"


def event_with(path: str, value: str) -> str:
    """The last event that has such a field, with another value in it."""
    having = f"json_type(fields, '$.{path}') IS NOT NULL"
    last = f"(SELECT max(id) FROM events WHERE {having})"
    return f"UPDATE events SET fields = json_set(fields, '$.{path}', {value}) WHERE id = {last}"


def of_events(tag: str, field: str, value: str) -> str:
    """The last event of a kind, with another value in a field."""
    last = f"(SELECT max(id) FROM events WHERE tag = '{tag}')"
    return f"UPDATE events SET fields = json_set(fields, '$.{field}', {value}) WHERE id = {last}"


HOSTILE = {
    "turns that count other events": (
        "UPDATE turns SET events = events + iif(turn = 3, 1, -1) WHERE turn IN (3, 4)"
    ),
    "turns of another scene": "UPDATE turns SET scene = scene + 1 WHERE turn = 3",
    "an actor beside the act": (
        "UPDATE events SET actor = (SELECT max(id) FROM characters WHERE id <> actor) "
        "WHERE id = (SELECT max(id) FROM events WHERE tag = 'acted')"
    ),
    "a verb beside the act": (
        "UPDATE events SET verb = 'sing' WHERE id = (SELECT max(id) FROM events WHERE tag = 'acted')"
    ),
    "a form without the pages": "UPDATE story SET value = 'html' WHERE key = 'formats'",
    "a form twice": "UPDATE story SET value = 'md,html,html' WHERE key = 'formats'",
    "a frame that there is not": of_events("scene_opened", "frame", "'nobody'"),
    "another scene's close": of_events("scene_closed", "scene", "1"),
    "an hour that there is not": of_events("scene_opened", "hour", "5"),
    "a role that another kind fills": of_events("acted", "roles[0][1]", "'nobody'"),
    "a list for a verb": event_with("verb", "json('[\"sing\"]')"),
    "a number for a person": event_with("actor", "7"),
    "a fraction for a number": event_with("tension", "1.5"),
    "roles that are no pairs": event_with("roles", "json('[\"A\"]')"),
    "an effect on nobody": event_with("effects[0].person", "'nobody'"),
    "a witness who is a number": event_with("witnesses[0]", "1"),
    "a fact that is not": event_with("effects[0].fact", "'no.such'"),
    "fields nested without end": (
        f"UPDATE events SET fields = '{'[' * 900}{']' * 900}' WHERE id = 100"
    ),
    "half of a sign": 'UPDATE events SET fields = replace(fields, \'"place":"\', \'"place":"\\ud800\')',
    "a chapter through nobody": "UPDATE chapters SET focalizer = 'nobody'",
    "a paragraph of no chapter": "UPDATE paragraphs SET chapter = 99",
    "a paragraph of no event": "UPDATE paragraph_events SET event = 999999",
    "shortfalls that are a number": "UPDATE chapters SET shortfalls = '3'",
    "a form that there is not": "UPDATE story SET value = 'pdf' WHERE key = 'formats'",
    "a config that is no YAML": kept_as("config", b"title: [\n"),
    "a character that is a list": kept_as("cast", b"[1]\n"),
    "verbs that are words": kept_as("core", b"ask: x\n"),
    "verbs that are numbers": kept_as("core", b"seed: 1\n"),
    "habits of another form": (
        "UPDATE inputs SET bytes = x'613a20780a', "
        f"sha256 = '{sha256(b'a: x' + bytes([10])).hexdigest()}' WHERE path = 'core/habits.yaml'"
    ),
    "a verb file that is no text": kept_as("core", b"\xff\xfe\x00"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short story's folder. Tests do not change it."""
    folder = tmp_path_factory.mktemp("told") / "o"
    assert novel_engine("run", LAMP_OIL, *SHORT, "--out", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a story that stopped within a scene. Tests do not change it."""
    folder = tmp_path_factory.mktemp("stopped") / "o"
    folder.mkdir()
    for name, data in sound_files(STOPPED).items():
        (folder / name).write_bytes(data)
    return folder


CHANGED_TABLES = (
    "UPDATE beliefs SET confidence = 0.5, value = 1 - value",
    "UPDATE relationships SET level = -3",
    "UPDATE memories SET text = 'a lie'",
    "UPDATE memories SET id = id + 1000000",
    "DELETE FROM memories",
    "DELETE FROM percepts WHERE event < 300",
    "DELETE FROM goals",
    "DELETE FROM emotions",
    "DELETE FROM memories_fts_data WHERE id > 10",
    "UPDATE memories_fts_docsize SET sz = x'ff'",
    "UPDATE scenes SET day = 9",
    "UPDATE characters SET name = 'Nobody', age = 7, place = NULL",
    "INSERT INTO characters (id, name, short, age, description) VALUES ('eve', 'Eve', 'Eve', 1, '')",
    "UPDATE facts SET truth = 1 - truth, claim = 'a lie'",
    "UPDATE threads SET status = 'answered', question = 'Who?'",
    "UPDATE items SET name = 'x', hidden = 1",
    "UPDATE places SET name = 'Nowhere', adjacent = '[]'",
    "INSERT INTO places VALUES ('hell', 'Hell', 'in', 0, '[]')",
)


def tables_that_follow(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What they hold, and that what is searched agrees with them."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO memories_fts (memories_fts, rank) VALUES ('integrity-check', 1)"
        )
        return {
            name: connection.execute(query).fetchall() for name, query in FOLLOWING_TABLES.items()
        }


@pytest.fixture(scope="module")
def straight(stopped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same story, gone on with."""
    place = tmp_path_factory.mktemp("straight")
    shutil.copytree(stopped, place / "o")
    assert novel_engine("resume", "o", at=place).code == 0
    return place / "o"


@pytest.mark.parametrize("change", CHANGED_TABLES)
def test_an_unfinished_story_whose_tables_were_changed_goes_on_as_its_events_say(
    stopped: Path, straight: Path, tmp_path: Path, change: str
) -> None:
    shutil.copytree(stopped, tmp_path / "o")
    altered(tmp_path / "o" / "story.db", change)

    gone_on = novel_engine("resume", "o", at=tmp_path)

    assert gone_on.code == 0, gone_on.err
    assert tables_that_follow(tmp_path / "o" / "story.db") == tables_that_follow(
        straight / "story.db"
    )
    assert (tmp_path / "o" / "story.md").read_bytes() == (straight / "story.md").read_bytes()


NO_WAY_ON = (
    "a form without the pages",
    "a frame that there is not",
    "an hour that there is not",
    "a role that another kind fills",
    "turns that count other events",
    "turns of another scene",
    "an actor beside the act",
    "a verb beside the act",
)


@pytest.mark.parametrize("change", NO_WAY_ON)
def test_a_story_that_nobody_could_go_on_with_is_refused(
    stopped: Path, tmp_path: Path, change: str
) -> None:
    shutil.copytree(stopped, tmp_path / "o")
    forged(tmp_path / "o" / "story.db", HOSTILE[change])

    gone_on = novel_engine("resume", "o", at=tmp_path)

    assert (gone_on.code, gone_on.err.count("\n")) == (6, 1)
    assert "o/story.db: " in gone_on.err


@pytest.mark.parametrize("change", HOSTILE)
def test_whatever_a_record_says_is_damage_or_an_answer(
    told: Path, tmp_path: Path, change: str
) -> None:
    shutil.copytree(told, tmp_path / "o")
    forged(tmp_path / "o" / "story.db", HOSTILE[change])

    said = [novel_engine(name, "o", *more, at=tmp_path) for name, *more in COMMANDS]

    assert {one.code for one in said} <= {0, 6}, [(one.code, one.err) for one in said]
    assert 6 in {one.code for one in said}
    assert all("o/story.db: " in one.err for one in said if one.code == 6)
    assert max(one.err.count("\n") for one in said) <= MOST_LINES
