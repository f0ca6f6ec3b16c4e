"""A story file, the environment and the options become one config; whatever is wrong is said
plainly, all at once.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.files import bundled
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.adapters.reading.story.config_file import as_story_file
from novel_engine.adapters.reading.story.form import FactForm
from novel_engine.adapters.reading.story.settings import SETTINGS
from novel_engine.errors import ConfigError, GenreError, NovelError
from novel_engine.story.givens.config import (
    NOTHING_ELSE,
    AuthoredSecret,
    AuthoredThread,
    Overrides,
    SeamModels,
    StoryConfig,
    bound_to,
)
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.people import HE, SHE, Person, Tie
from novel_engine.story.givens.roll import Roll

FUEL = """\
title: The Sledge Fuel
genre: winter-station
cast: [ida-kessel, bram-holt, ruth-amsel]
premise: Someone has drained the sledge's fuel.
kernel: concealed_harm
roles: {culprit: Bram Holt}
form: reversal
scenes: 9
words: 3000
focalizer: ida
facts:
  - claim: the can was full on Sunday
    subject: bram-holt
    secret_of: bram-holt
    hurts: ruth-amsel
    known_by: ida-kessel
    tokens: [Sunday]
secrets: [{of: ruth-amsel, claim: she can walk, stakes: 2}]
relationships: [{from: ida-kessel, to: bram-holt, label: old colleague, trust: 2, debt: -1}]
threads: [{question: Who drained the can?, holder: ida-kessel, stakes: 3}]
places: [{name: Ice Cellar, adjacent: [kitchen], private: true}]
items: [{name: brass key, holder: otto, plural: false}]
avoid: violence
model: {narrating: "gemini:some-model"}
seed: 7
"""
PEOPLE = (
    Person("ida-kessel", "Ida Kessel", "Ida", SHE),
    Person("bram-holt", "Bram Holt", "Bram", HE, nickname="Otto"),
    Person("ruth-amsel", "Ruth Amsel", "Ruth", SHE),
)


def story(text: str, name: str = "the-sledge-fuel") -> InputFile:
    return InputFile(f"stories/{name}.yaml", f"my/{name}.yaml", text.encode())


def config(
    text: str = FUEL,
    environment: Mapping[str, str] | None = None,
    options: Overrides = NOTHING_ELSE,
) -> StoryConfig:
    return ConfigLoader(environment, options).parse(story(text))


def complaints(
    text: str = FUEL,
    environment: Mapping[str, str] | None = None,
    options: Overrides = NOTHING_ELSE,
) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        config(text, environment, options)
    return str(caught.value).splitlines()


# ── what a story file says ────────────────────────────────────────────────────────────────────────


def test_a_story_file_becomes_a_config() -> None:
    found = config()
    assert (found.name, found.title, found.genre) == (
        "the-sledge-fuel",
        "The Sledge Fuel",
        "winter-station",
    )
    assert found.cast == ("ida-kessel", "bram-holt", "ruth-amsel")
    assert found.roles == (("culprit", "Bram Holt"),)
    assert (found.form, found.scenes, found.words, found.seed) == ("reversal", 9, 3000, "7")
    assert found.secrets == (AuthoredSecret("ruth-amsel", "she can walk", 2),)
    assert found.relationships[0].tie == Tie("bram-holt", "old colleague", trust=2, debt=-1)
    assert found.threads == (AuthoredThread("Who drained the can?", "ida-kessel", 3),)
    assert (found.places[0].id, found.places[0].adjacent, found.places[0].private) == (
        "ice-cellar",
        ("kitchen",),
        True,
    )
    assert (found.items[0].item.id, found.items[0].holder) == ("brass-key", "otto")
    assert found.models == SeamModels(narrating="gemini:some-model")


def test_one_text_where_a_list_belongs_is_a_list_of_one() -> None:
    found = config()
    assert found.avoid == ("violence",)
    assert found.facts[0].known_by == ("ida-kessel",)


def test_a_fact_of_a_story_file_has_what_a_fact_has() -> None:
    known = {field.name for field in fields(Fact)} - {"id", "topic"} | {"known_by"}
    assert set(FactForm.model_fields) == known


def test_only_the_cast_is_required() -> None:
    found = config("cast: [a, b]")
    assert (found.title, found.genre) == ("", bundled.DEFAULT_GENRE)
    assert (found.scenes, found.words, found.kernel, found.form, found.seed) == (
        13,
        3000,
        "",
        "",
        "",
    )
    assert found.models == SeamModels("offline", "offline", "offline")


def test_a_story_file_without_a_title_gives_none() -> None:
    assert ConfigLoader().parse(story("cast: [a, b]", "the-hour-of-rain")).title == ""


def test_a_model_for_everything_sits_at_every_seam() -> None:
    assert config("cast: [a, b]\nmodel: replay:x").models == SeamModels(
        "replay:x", "replay:x", "replay:x"
    )


def test_a_name_without_letters_still_gives_a_place_and_a_thing_an_id() -> None:
    found = config("cast: [a, b]\nplaces: [{name: '½'}]\nitems: [{name: '¼'}]")
    assert (found.places[0].id, found.items[0].item.id) == ("place-1", "item-1")


def test_paths_in_a_story_file_are_meant_from_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "people" / "ida").mkdir(parents=True)
    (tmp_path / "story.yaml").write_text("cast: [./people/ida, people/nobody, ida]")
    found = ConfigLoader().load(str(tmp_path / "story.yaml"))
    assert found.cast == (str(tmp_path / "people" / "ida"), "people/nobody", "ida")


# ── precedence ────────────────────────────────────────────────────────────────────────────────────


def test_an_option_beats_a_variable_which_beats_the_file() -> None:
    variables = {
        "NOVEL_ENGINE_SCENES": "12",
        "NOVEL_ENGINE_WORDS": "1000",
        "NOVEL_ENGINE_AVOID": "fire, ice",
    }
    found = config(FUEL, variables, Overrides(scenes=15))
    assert (found.scenes, found.words, found.seed, found.avoid) == (15, 1000, "7", ("fire", "ice"))


def test_the_cast_of_the_options_takes_the_place_of_the_files() -> None:
    found = config("cast: [a, b]", {}, Overrides(cast=("x/ida", "bram")))
    assert found.cast == ("x/ida", "bram")


def test_a_model_for_one_seam_beats_a_model_for_all_of_the_same_layer_and_below() -> None:
    variables = {"NOVEL_ENGINE_NARRATOR_MODEL": "openai:n", "NOVEL_ENGINE_MODEL": "openai:all"}
    assert config(FUEL, variables).models == SeamModels("openai:all", "openai:all", "openai:n")
    assert config(FUEL, variables, Overrides(decider_model="openai:d")).models == SeamModels(
        "openai:d", "openai:all", "openai:n"
    )
    assert config(FUEL, variables, Overrides(model="offline")).models == SeamModels()


def test_an_empty_variable_is_not_set_and_other_programs_are_none_of_our_business() -> None:
    assert config(FUEL, {"NOVEL_ENGINE_SEED": "", "NOVEL": "x", "HOME": "/"}).seed == "7"


def test_an_unknown_variable_is_refused_with_the_nearest_one() -> None:
    found = complaints(FUEL, {"NOVEL_ENGINE_SCNES": "3", "NOVEL_ENGINE_ZZZZ": "1"})
    assert found == [
        "NOVEL_ENGINE_SCNES: unknown variable; did you mean 'NOVEL_ENGINE_SCENES'?",
        "NOVEL_ENGINE_ZZZZ: unknown variable; unset it",
    ]


def test_a_variable_that_somebody_else_reads_is_let_be() -> None:
    loader = ConfigLoader({"NOVEL_ENGINE_BUDGET": "2"}, other_variables=("NOVEL_ENGINE_BUDGET",))
    assert loader.parse(story(FUEL)).seed == "7"


def test_whatever_an_option_may_ask_for_a_variable_may_too() -> None:
    assert {field.name for field in fields(Overrides)} < set(SETTINGS)


def test_a_problem_is_said_of_the_layer_it_came_from() -> None:
    found = complaints(FUEL, {"NOVEL_ENGINE_SCENES": "many"}, Overrides(words=3, narrator_model=""))
    assert sorted(line.split(":")[0] for line in found) == [
        "--narrator-model",
        "--words",
        "NOVEL_ENGINE_SCENES",
    ]


def test_a_config_knows_where_each_of_its_keys_was_written() -> None:
    found = config(FUEL, {"NOVEL_ENGINE_GENRE": "harbour"}, Overrides(focalizer="ruth"))
    assert found.where("roles", "culprit") == "my/the-sledge-fuel.yaml:6"
    assert found.where("facts", 0, "subject") == "my/the-sledge-fuel.yaml:13"
    assert found.where("facts", 0, "noun") == "my/the-sledge-fuel.yaml:12"
    assert found.where("genre") == "NOVEL_ENGINE_GENRE"
    assert found.where("focalizer") == "--focalizer"
    assert found.where("style") == "my/the-sledge-fuel.yaml"


def test_where_a_config_came_from_is_no_part_of_it() -> None:
    assert (
        ConfigLoader().parse(
            InputFile("stories/the-sledge-fuel.yaml", "elsewhere.yaml", FUEL.encode())
        )
        == config()
    )


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("scnes: 3", "unknown key 'scnes'; did you mean 'scenes'?"),
        ("scenes: many", "'scenes' must be a whole number, not 'many'"),
        ("scenes: 2.5", "'scenes' must be a whole number, not the number 2.5"),
        ("scenes: true", "'scenes' must be a whole number, not true"),
        ("scenes: 2", "'scenes' is 2; the least is 3"),
        ("words: 99999", "'words' is 99999; the most is 50000"),
        ("title: [a]", "'title' must be text, not a list"),
        ("title: {a: b}", "'title' must be text, not a set of keys"),
        ("premise: 12", "'premise' must be text, not the number 12"),
        ("premise:", "'premise' is empty; write a value, or take the line out"),
        ("title: ' '", "'title' is empty; write something"),
        ("title: 'The {{char}}'", "'title' holds '{{char}}', which other programs fill in"),
        ("title: '<b>Ash</b>'", "'title' holds '<b>', which is markup and no part of a name"),
        (
            "items: [{name: the 🗝 key}]",
            "'items › item 1 › name' holds '🗝', which is a picture and no part of a name",
        ),
        (
            "places: [{name: the 'Ship'}]",
            "'places › item 1 › name' holds 'Ship', in which the prose would begin a speech",
        ),
        ("premise: '{{user}} comes home'", "'premise' holds '{{user}}', which other programs"),
        (f"title: {'x' * 81}", "'title' is 81 characters long; the most is 80"),
        (
            "form: tragic",
            "'form' must be 'reversal', 'slow_burn', 'tragedy' or 'release', not 'tragic'",
        ),
        ("roles: [a]", "'roles' must hold 'key: value' lines, not a list"),
        ("roles: {culprit: 3}", "'roles › culprit' must be text, not the number 3"),
        ("facts: [{stakes: 1}]", "'claim' is missing; add it"),
        ("facts: [{claim: she left, stakes: 9}]", "'facts › item 1 › stakes' is 9; the most is 3"),
        (
            "facts: [{claim: she left, truth: yes}]",
            "'facts › item 1 › truth' must be true or false, not 'yes'",
        ),
        ("facts: [{claim: she left, kin: deed}]", "unknown key 'kin'; did you mean 'kind'?"),
        ("relationships: [{from: a, to: b, trst: 1}]", "unknown key 'trst'; did you mean 'trust'?"),
        ("relationships: [{to: b}]", "'from' is missing; add it"),
        ("relationships: {a: b}", "'relationships' must be a list, not a set of keys"),
        ("secrets: [mine]", "'secrets › item 1' must hold 'key: value' lines, not 'mine'"),
        ("places: [{name: Ice Cellar, id: Ice Cellar}]", "write 'ice-cellar'"),
        ("places: [{name: x, id: '!'}]", "write 'the-cellar'"),
        ("places: [{name: cellar}, {name: Cellar}]", "the id 'cellar' is taken"),
        ("items: [{name: key, id: k}, {name: other, id: k}]", "the id 'k' is taken"),
        ("seed: a/b", "'seed' may hold letters, digits, '-' and '_'"),
        ("seed: 1.5", "'seed' must be text, not the number 1.5"),
        ("model: [x]", "'model' must hold 'key: value' lines, not a list"),
        ("model: {naratng: x}", "unknown key 'naratng'; did you mean 'narrating'?"),
        (f"avoid: [{'a, ' * 61}]", "'avoid' has too many entries (61); the most is 60"),
    ],
)
def test_each_fault_names_its_line_and_a_cure(line: str, complaint: str) -> None:
    found = complaints(f"cast: [a, b]\n\n{line}\n")
    assert len(found) == 1
    assert found[0].startswith("my/the-sledge-fuel.yaml:3: ")
    assert complaint in found[0]


def test_one_character_is_too_few() -> None:
    expected = (
        "my/the-sledge-fuel.yaml:1: 'cast' has too few entries (1); the least is 2, so add some"
    )
    assert complaints("cast: [ida]") == [expected]
    assert "'cast' is missing; add it" in complaints("title: x")[0]


def test_every_fault_is_told_at_once_in_the_order_of_the_file() -> None:
    found = complaints("titel: x\nscenes: many\nwords: 1\ncast: [a]\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4"]


def test_a_flood_of_faults_is_cut_short() -> None:
    found = complaints("cast: [a, b]\n" + "".join(f"x{n}: 1\n" for n in range(500)))
    assert len(found) == 41
    assert found[-1] == "… and 460 more problems; correct these first"


@pytest.mark.parametrize("text", ["", "- a\n", "cast: [a\n", "{", "\t"])
def test_what_is_no_story_file_is_refused(text: str) -> None:
    assert complaints(text)[0].startswith("my/the-sledge-fuel.yaml:")


TEXT, NUMBER = st.none() | st.text(), st.none() | st.integers()
OPTIONS = st.builds(
    Overrides,
    cast=st.none() | st.lists(st.text()).map(tuple),
    scenes=NUMBER,
    words=NUMBER,
    **dict.fromkeys(
        "genre seed focalizer style model decider_model framer_model narrator_model".split(), TEXT
    ),
)
VARIABLES = st.dictionaries(
    st.sampled_from([f"NOVEL_ENGINE_{setting.upper()}" for setting in SETTINGS]), st.text()
)


@given(VARIABLES, OPTIONS)
def test_any_options_make_a_config_or_a_plain_refusal(
    variables: dict[str, str], options: Overrides
) -> None:
    try:
        found: object = config(FUEL, variables, options)
    except NovelError as refused:
        found = str(refused)
    assert isinstance(found, StoryConfig) or found


# ── bundled stories, and none ─────────────────────────────────────────────────────────────────────


def test_a_cast_without_a_story_is_a_story_about_that_cast() -> None:
    found = ConfigLoader({}, Overrides(cast=("a", "b", "c"))).load()
    assert (found.name, found.title, found.cast) == ("story", "", ("a", "b", "c"))


def test_a_cast_of_one_without_a_story_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^--cast: 'cast' has too few entries \(1\)"):
        ConfigLoader({}, Overrides(cast=("a",))).load()


def test_a_story_that_is_not_there_is_refused_with_a_cure(tmp_path: Path) -> None:
    for reference, complaint in (
        (
            "no-such-story-at-all",
            r"there is no story 'no-such-story-at-all'; .*\(or give the path of a \.yaml file\)",
        ),
        (str(tmp_path / "x.yaml"), r"x\.yaml:1: there is no such file"),
        (str(tmp_path), "this is a directory; name the story file in it"),
        ("\0.yaml", "this cannot be the name of a file"),
        ("x" * 9_000, "there is no story"),
    ):
        with pytest.raises(ConfigError, match=complaint):
            ConfigLoader().load(reference)


def test_without_anything_the_default_story_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "configs" / "stories").mkdir(parents=True)
    (tmp_path / "configs" / "stories" / f"{bundled.DEFAULT_STORY}.yaml").write_text(FUEL)
    monkeypatch.setattr(bundled, "bundled_root", lambda: tmp_path)
    assert ConfigLoader().load().name == bundled.DEFAULT_STORY
    assert ConfigLoader().load().premise == config().premise
    with pytest.raises(ConfigError, match=f"did you mean '{bundled.DEFAULT_STORY}'"):
        ConfigLoader().load(f"{bundled.DEFAULT_STORY}s")


def test_every_bundled_story_can_be_read() -> None:
    for name in bundled.bundled_stories():
        assert ConfigLoader().load(name).name == name


def test_a_genre_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(
        GenreError, match="there is no genre 'winter-staton'; did you mean 'winter-station'"
    ):
        bundled.bundled_genre("winter-staton")
    assert bundled.bundled_genre("winter-station").is_dir()
    assert bundled.bundled_genre(str(tmp_path)) == tmp_path


# ── the resolved config ───────────────────────────────────────────────────────────────────────────


def test_a_resolved_config_read_again_is_the_same() -> None:
    written = yaml.safe_dump(as_story_file(config()), sort_keys=False, allow_unicode=True)
    assert config(written) == config()


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(WORDS, min_size=2, max_size=4), WORDS, st.dictionaries(WORDS, WORDS, max_size=3))
def test_any_config_survives_being_written_and_read(
    cast: list[str], premise: str, roles: dict[str, str]
) -> None:
    first = yaml.safe_dump({"cast": cast, "premise": premise, "roles": roles}, allow_unicode=True)
    try:
        found = config(first)
    except ConfigError:
        return
    assert config(yaml.safe_dump(as_story_file(found), allow_unicode=True)) == found


def test_a_config_can_be_sent_to_another_process() -> None:
    found = config()
    again = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert again == found
    assert again.where("roles", "culprit") == found.where("roles", "culprit")


# ── bound to a cast ───────────────────────────────────────────────────────────────────────────────


def test_a_bound_config_names_everyone_by_id() -> None:
    found = bound_to(config(), PEOPLE)
    assert found.cast == ("ida-kessel", "bram-holt", "ruth-amsel")
    assert found.roles == (("culprit", "bram-holt"),)
    assert found.focalizer == "ida-kessel"
    assert found.items[0].holder == "bram-holt"
    assert bound_to(found, PEOPLE) == found


def test_whoever_is_not_in_the_cast_is_named_with_line_and_cure() -> None:
    with pytest.raises(ConfigError) as caught:
        bound_to(config(), PEOPLE[:1])
    lines = str(caught.value).splitlines()
    assert (
        "my/the-sledge-fuel.yaml:6: 'Bram Holt' is not in the cast; name one of Ida Kessel (ida-kessel)"
        in lines
    )
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[{from: ida-kessel, to: Ida Kessel}]", "'ida-kessel' cannot stand to themselves"),
        (
            "[{from: Ida, to: Bram}, {from: ida-kessel, to: Otto}]",
            "from 'ida-kessel' to 'bram-holt' is already in",
        ),
    ],
)
def test_nobody_stands_to_themselves_and_no_tie_is_given_twice(line: str, complaint: str) -> None:
    written = config(f"cast: [a, b]\nrelationships: {line}")
    with pytest.raises(ConfigError, match=complaint):
        bound_to(written, PEOPLE)


def test_a_name_that_could_be_two_is_nobodys() -> None:
    twins = (Person("a", "Ida Kessel", "Ida", SHE), Person("b", "Ida Holt", "Ida", SHE))
    assert Roll(twins).find("Ida") == ""
    assert Roll(twins).find("ida  HOLT") == "b"
    assert Roll(twins).find("") == ""


def test_a_genre_is_meant_from_the_directory_of_the_story_file(tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()
    written = tmp_path / "story.yaml"
    written.write_text("genre: ./charts\ncast: [ida-kessel, bram-holt]\n", encoding="utf-8")
    assert Path(ConfigLoader().load(str(written)).genre) == tmp_path / "charts"
    asked = ConfigLoader(overrides=Overrides(genre="./charts")).load(str(written))
    assert asked.genre == "./charts"


@pytest.mark.parametrize("seed", ["7", "0", "007", "123456789012345678", "a-b", "night"])
def test_a_seed_given_from_outside_is_the_seed_and_is_said_to_be_from_there(seed: str) -> None:
    asked = ConfigLoader({"NOVEL_ENGINE_SEED": "5"}, Overrides(seed=seed)).load()
    plain = ConfigLoader().load()
    assert asked.seed == seed
    assert asked.where("seed") == "--seed"
    assert replace(asked, seed="", sources={}) == replace(plain, seed="", sources={})
    assert ConfigLoader({"NOVEL_ENGINE_SEED": "5"}).load().where("seed") == "NOVEL_ENGINE_SEED"
