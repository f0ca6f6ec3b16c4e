"""A genre is a folder of YAML; what is wrong in it is said with file, line and cure."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.genre.verb_files import VERB_KEYS
from novel_engine.errors import CastingError, GenreError
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.facts import FACT_MARKS
from novel_engine.story.givens.people import SHE, Person
from novel_engine.story.givens.verbs import MARKS
from tests.support import small_genre
from tests.support.small_genre import (
    DRIVES,
    HEAD,
    KERNEL,
    LINES,
    NAME,
    TACTICS,
    TEXTS,
    VERBS,
    complaint,
    line_of,
)

CONFIGS = Path(__file__).parents[4] / "configs"
TWO = (Person("ada", "Ada", "Ada", SHE), Person("bo", "Bo", "Bo", SHE))


def test_the_smallest_genre_is_read_whole() -> None:
    genre = small_genre.read()

    assert (genre.name, genre.title) == (NAME, "The house")
    assert genre.places["study"].private
    assert genre.places["study"].affords == ("lamp",)
    assert genre.places["hall"].preposition == "in"
    assert list(genre.verbs) == ["wait", "ask", "keep_silent"]
    assert genre.verbs["ask"].drives == {"learn": 80}
    assert genre.verbs["ask"].obliges == ("keep_silent",)
    assert genre.scales.base == {"learn": 30, "calm": 10, "conceal": 5}
    assert genre.tactics == {"joke": ("ask",)}
    assert [fragment.id for fragment in genre.fragments] == ["plain.1", "vase.1", "vase.2"]
    assert (genre.idiom.motifs, genre.weathers, genre.forms) == (
        ("clock",),
        ("clear",),
        ("reversal",),
    )


def test_the_smallest_genre_makes_a_story() -> None:
    made = setting_of(StoryConfig("small"), TWO, small_genre.read(), "1")

    assert made.main_thread.id == "vase.who"


def test_a_title_that_is_not_given_is_the_genres_name() -> None:
    assert small_genre.read(**{HEAD: TEXTS[HEAD].replace("title: The house\n", "")}).title == NAME


def test_the_bundled_genre_is_read_from_its_folder() -> None:
    genre = read_genre(genre_files(CONFIGS, "winter-station"), "winter-station")

    brought = (CONFIGS / "genres" / "winter-station" / "matter").glob("*.yaml")
    assert sorted(genre.kernels) == sorted(file.stem for file in brought)
    assert {"concealed_harm", "departure"} <= set(genre.kernels)


def test_a_genres_files_are_named_the_same_wherever_they_lie(tmp_path: Path) -> None:
    here = small_genre.lay_out(tmp_path / "one")
    (tmp_path / "elsewhere").mkdir()
    own = (tmp_path / "one" / "genres" / NAME).rename(tmp_path / "elsewhere" / "mine")

    names = [file.name for file in genre_files(here, NAME, own)]

    assert sorted(names) == sorted(TEXTS)
    assert read_genre(genre_files(here, NAME, own), NAME) == small_genre.read()


def test_a_genre_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    small_genre.lay_out(tmp_path)

    with pytest.raises(GenreError, match=r"no genre 'sea'; there are house"):
        genre_files(tmp_path, "sea")


def test_where_there_is_no_genre_at_all_none_is_offered(tmp_path: Path) -> None:
    with pytest.raises(GenreError, match="there are none"):
        genre_files(tmp_path, "sea")


@pytest.mark.parametrize("name", [VERBS, DRIVES, TACTICS, HEAD])
def test_a_file_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(GenreError, match=f"lacks {name}; put it there"):
        small_genre.read(**{name: "-"})


def test_a_genre_without_a_kernel_is_refused() -> None:
    with pytest.raises(GenreError, match="has no kernel; put one under genres/house/kernels"):
        small_genre.read(**{KERNEL: "-"})


WRONG = [
    (HEAD, "name: the hall", "name: [hall]", "'name' must be text"),
    (HEAD, "name: the hall", "name: ''", "'name' is empty; give it a word"),
    (HEAD, "name: the hall", "name: 'the {hall'", "'name' holds a brace"),
    (HEAD, "title: The house", "title: The {house}", "'title' holds a brace"),
    (HEAD, "adjacent: [study]", "adjacent: study", "'adjacent' must be a list"),
    (
        HEAD,
        "adjacent: [study]",
        "adjacent: [stdy]",
        "'hall' adjoins 'stdy', which is no place here; did you mean 'study'?",
    ),
    (HEAD, "private: true", "private: 1", "'private' must be true or false"),
    (HEAD, "private: true", "secret: true", "unknown key 'secret'"),
    (HEAD, "motifs: [clock]", "motif: [clock]", "unknown key 'motif'; did you mean 'motifs'?"),
    (HEAD, "motifs: [clock]", "motifs: [1]", "this must be text"),
    (
        HEAD,
        "forms: [reversal]",
        "forms: [reversl]",
        "there is no form 'reversl'; did you mean 'reversal'?",
    ),
    (
        VERBS,
        "roles: {A: actor}",
        "roles: {B: present}",
        "the verb 'wait' must begin its roles with A: actor",
    ),
    (VERBS, "roles: {A: actor}", "roles: [A]", "must hold 'key: value' lines"),
    (
        VERBS,
        "roles: {A: actor}",
        "roles: {A: acter}",
        "'A' cannot be 'acter'; did you mean 'actor'?",
    ),
    (VERBS, "{calm: 0.2}", "{calmness: 0.2}", "unknown key 'calmness'; did you mean 'calm'?"),
    (VERBS, "{calm: 0.2}", "{calm: much}", "'calm' must be a number from -5 to 5"),
    (VERBS, "{calm: 0.2}", "{calm: true}", "'calm' must be a number from -5 to 5"),
    (VERBS, "{calm: 0.2}", "{calm: 50}", "'calm' must be a number from -5 to 5"),
    (VERBS, '"trust(B, A, -1)"', '"trust(B, A, low)"', "a whole number must stand for the amount"),
    (VERBS, '"trust(B, A, -1)"', '"trust(B, 1, 1)"', "a name must stand for the other"),
    (VERBS, '"trust(B, A, -1)"', '"trsut(B, A, 1)"', "there is no effect 'trsut'"),
    (VERBS, '"trust(B, A, -1)"', '"trust(B)"', "write trust(person, other, amount)"),
    (VERBS, '"trust(B, A, -1)"', '"trust(B, A"', "was expected"),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"trust(B, C, 1)"',
        "names 'C', which is no person among the roles of 'ask'; known: A, B",
    ),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"trust(B, F, 1)"',
        "names 'F', which is no person among the roles of 'ask'",
    ),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"learn(B, A)"',
        "names 'A', which is no fact among the roles of 'ask'; known: F",
    ),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"hold(A, F)"',
        "names 'F', which is no thing among the roles of 'ask'; there are none",
    ),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"take_up(B, learn, C, 3)"',
        "names 'C', which is no person or fact among the roles",
    ),
    (
        VERBS,
        '"trust(B, A, -1)"',
        '"take_up(B, learn, F, 6)"',
        "the weight is 6; give one from 1 to 5",
    ),
    (
        VERBS,
        "can_ask(B, F)",
        "can_ask(B, X)",
        "can_ask(…) names 'X', which is no fact among the roles of 'ask'; known: F",
    ),
    (
        VERBS,
        'world: "present(B)"',
        'world: "present(F)"',
        "present(…) names 'F', which is no person among the roles",
    ),
    (
        VERBS,
        'believes: "obliged(A, B, F)"',
        'believes: "obliged(A, B, F) & alone()"',
        (
            "'ask' may leave somebody without an answer; oblige one that asks for nothing but "
            "obliged(A, B, F)"
        ),
    ),
    (VERBS, '"puzzling(F) &', '"puzling(F) &', "the verb 'ask': "),
    (VERBS, "perceive: all", "perceive: some", "'perceive' cannot be 'some'"),
    (VERBS, "tension: 3", "tension: 11", "'tension' is 11; give a whole number from 0 to 10"),
    (VERBS, "tension: 3", "tension: high", "'tension' must be a whole number from 0 to 10"),
    (VERBS, "tension: 3", "tention: 3", "unknown key 'tention'; did you mean 'tension'?"),
    (VERBS, "obliges: [keep_silent]", 'obliges: [""]', "'ask' obliges '', which is no verb"),
    (
        VERBS,
        "obliges: [keep_silent]",
        "obliges: [keep_silence]",
        "which is no verb; did you mean 'keep_silent'?",
    ),
    (DRIVES, "base: {learn: 30,", "base: {lern: 30,", "unknown key 'lern'; did you mean 'learn'?"),
    (DRIVES, "nerve: {", "nerves: {", "unknown key 'nerves'; did you mean 'nerve'?"),
    (DRIVES, "anger: {punish: 22}", "anger: 22", "must hold 'key: value' lines"),
    (DRIVES, "anger: {punish: 22}", "anger: {punish: 2.5}", "'punish' must be a whole number"),
    (DRIVES, "relations:", "relation:", "unknown key 'relation'; did you mean 'relations'?"),
    (TACTICS, "colours: [ask]", "colours: ask", "'colours' must be a list"),
    (
        LINES,
        "for: scene",
        "for: scen",
        "`for: scen` is neither a verb nor a beat; did you mean 'scene'?",
    ),
]


# What stands in a story of the genre: how it is written, as a character's and a story's file are.
UNFIT = {
    (HEAD, "name: the hall"): (
        "name: {}",
        "<b>the hall</b>|the hall (dark)|*the hall*|in the hall|she sits here|12|the hall, which is dark",
    ),
    (HEAD, "title: The house"): ("title: {}", "<b>The house</b>|# The house|The \U0001f3e0"),
    (HEAD, "private: true"): ("at: {}", "under|in the middle of|<b>in</b>"),
    (KERNEL, "name: pieces"): (
        "name: {}",
        "<i>pieces</i>|pieces (blue)|under the shelf|she broke it|pieces. Blue ones.|pieces \U0001f52a",
    ),
    (KERNEL, "claim: the vase is in pieces"): (
        "claim: {}",
        "the broken vase|broke the vase|I broke it|it <b>broke</b>|it broke \U0001f631|it fell. It broke.",
    ),
    (KERNEL, "noun: the ball"): ("noun: {}", "they threw it|to throw it|<u>the ball</u>|is gone"),
    (KERNEL, '"Who broke it?"'): ("{}", "the broken vase|who <b>broke</b> it?|unknown"),
    (KERNEL, "title: The Ball"): ("title: {}", "<h1>The Ball</h1>|**The Ball**"),
}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (name, old, form.format(json.dumps(text)))
        for (name, old), (form, texts) in UNFIT.items()
        for text in texts.split("|")
    ],
)
def test_what_a_genre_puts_into_a_story_is_written_for_its_place(
    name: str, old: str, new: str
) -> None:
    message = complaint(name, old, new)

    assert re.match(rf"{re.escape(name)}:\d+: .*; ", message)
    assert message.splitlines() == [message]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"), WRONG, ids=[f"{n}: {new}" for n, _, new, _ in WRONG]
)
def test_what_is_wrong_is_said_with_its_file_its_line_and_a_cure(
    name: str, old: str, new: str, said: str
) -> None:
    message = complaint(name, old, new)

    assert said in message
    file, line, _ = message.split(":", 2)
    assert file == name
    assert abs(int(line) - line_of(name, old)) <= 10


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (HEAD, "title: The house\n", "give one or more under `places:`"),
        (HEAD, "", "the file is empty"),
        (TACTICS, "note: nothing\n", "give the tactics under `tactics:`"),
        (VERBS, "- wait\n", "must hold 'key: value' lines"),
        (LINES, "for: scene\n", "the file must be a list of fragments"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(GenreError, match=r":1: ") as raised:
        small_genre.read(**{name: text})

    assert said in str(raised.value)


def test_a_scene_in_a_place_that_is_nowhere_is_refused() -> None:
    assert "there is no place 'stdy'; did you mean 'study'?" in complaint(
        KERNEL, "place: study", "place: stdy"
    )
    assert "there is no place 'hal'; did you mean 'hall'?" in complaint(
        KERNEL, "spot: hall", "spot: hal"
    )


# Whatever stands in a file, it is read or it is refused; and what is read can be cast.

scalars = (
    st.none() | st.booleans() | st.integers(-200, 200) | st.floats(-9, 9) | st.text(max_size=12)
)
words = st.sampled_from(
    "culprit finder harm deed spot hall who A actor present learn(finder,harm) means {A} vase".split()
)
values = st.recursive(
    scalars | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(words | st.text(max_size=6), inner, max_size=3)
    ),
)


def test_the_page_for_writers_says_what_a_verb_and_a_kind_of_fact_can_be() -> None:
    page = (Path(__file__).parents[4] / "docs" / "writing-verbs.md").read_text(encoding="utf-8")

    assert [
        mark for mark, meaning in MARKS.items() if f"| `{mark}` | {meaning} |" not in page
    ] == []
    assert [
        mark for mark, meaning in FACT_MARKS.items() if f"| `{mark}` | {meaning} |" not in page
    ] == []
    assert [key for key in VERB_KEYS if f"`{key}`" not in page] == []


@given(data=st.data())
def test_any_value_anywhere_in_a_genre_gives_a_genre_or_a_genre_error(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([HEAD, VERBS, DRIVES, TACTICS, KERNEL, LINES]))
    changed = data.draw(mangled(name))
    try:
        genre = small_genre.read(**{name: changed})
    except GenreError as problem:
        assert str(problem).startswith((*(f"{one}:" for one in TEXTS), "the genre"))
        return
    try:
        setting_of(StoryConfig("small"), TWO, genre, "1")
    except CastingError as problem:
        assert str(problem)


@st.composite
def mangled(draw: st.DrawFn, name: str) -> str:
    """One of the files with any value in the place of one of its own."""
    import yaml

    whole = yaml.safe_load(TEXTS[name])
    paths = list(_paths(whole))
    path = draw(st.sampled_from(paths))
    value = draw(values)
    if not path:
        return small_genre.dumped(value)
    here = whole
    for step in path[:-1]:
        here = here[step]
    if draw(st.booleans()) and isinstance(here, dict):
        here[draw(words)] = here.pop(path[-1])
    else:
        here[path[-1]] = value
    return small_genre.dumped(whole)


def _paths(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [path]
    if isinstance(data, dict):
        found += [p for key, value in data.items() for p in _paths(value, (*path, key))]
    elif isinstance(data, list):
        found += [p for at, value in enumerate(data) for p in _paths(value, (*path, at))]
    return found
