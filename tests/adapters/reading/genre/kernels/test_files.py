"""A kernel file is read whole, or refused with the line and the cure."""

from __future__ import annotations

import pytest

from novel_engine.adapters.reading.genre.kernels.files import kernel_of
from novel_engine.adapters.reading.yaml_source import read_yaml_bytes
from novel_engine.errors import GenreError
from novel_engine.story.givens.kernels import Kernel
from tests.support import small_genre
from tests.support.small_genre import KERNEL, TEXTS, complaint, line_of


def read(text: str) -> Kernel:
    return kernel_of(read_yaml_bytes(text.encode(), "vase.yaml", GenreError), "vase")


def test_a_kernel_is_read_with_all_it_declares() -> None:
    kernel = read(TEXTS[KERNEL])

    assert (kernel.id, kernel.part, kernel.eyes, kernel.axes) == (
        "vase",
        "vase",
        "finder",
        ("means",),
    )
    assert [(role.name, role.optional, role.doubles) for role in kernel.roles][2] == (
        "suspect",
        True,
        ("finder",),
    )
    assert kernel.roles[0].likes == {"pride": 1}
    assert kernel.facts["deed"].fact.stakes == 3
    assert "claim" not in kernel.facts["deed"].said
    assert "truth" not in kernel.facts["harm"].said
    assert kernel.rules[0].premises == ("harm",)
    assert kernel.items["pieces"].plural
    assert not kernel.items["pieces"].portable
    assert [frame.id for frame in kernel.frames] == ["find", "talk"]
    assert kernel.frames[1].bias[0].amount == 100
    assert (kernel.frames[0].guests, kernel.frames[0].repeats, kernel.frames[0].against) == (
        0,
        1,
        "",
    )
    assert kernel.complications[0].tension == 5
    assert [ending.unsolved for ending in kernel.endings] == [False, True]


def test_an_options_facts_fill_in_what_the_kernel_leaves_open() -> None:
    ball, elbow = read(TEXTS[KERNEL]).options["means"]

    assert (ball.id, ball.axis, ball.title, elbow.title) == ("ball", "means", "The Ball", "")
    assert ball.facts["deed"].fact.claim == "{culprit} threw a ball"
    assert ball.facts["deed"].fact.tokens == ("threw", "ball")
    assert "stakes" not in ball.facts["deed"].said


def test_two_facts_may_be_held_against_each_other() -> None:
    kernel = read(TEXTS[KERNEL].replace("believes(finder, deed)", "same_topic(harm, deed)"))

    assert kernel.endings[0].needs


def test_what_has_no_thread_of_its_own_belongs_to_the_first() -> None:
    kernel = read(TEXTS[KERNEL])

    assert {kernel.frames[0].thread, kernel.complications[0].thread, kernel.endings[0].thread} == {
        "who"
    }


WRONG = [
    ("eyes: finder", "eyes: find", "'find' is not a name of this kernel; did you mean 'finder'?"),
    ("part: vase\n", "", "'part' is missing; add it, as text"),
    ("axes: [means]", "axes: [means, motive]", "there is nothing to choose for the axis 'motive'"),
    ("axes: [means]", "axes: []", "unknown key 'means'"),
    ("axes: [means]", "axis: [means]", "unknown key 'axis'; did you mean 'axes'?"),
    ("{pride: 1}", "{prode: 1}", "unknown key 'prode'; did you mean 'pride'?"),
    ("{pride: 1}", "{pride: 9}", "'pride' is 9; give a whole number from -3 to 3"),
    ("likes: {pride: 1}", "has: [wash]", "no one has 'wash'; did you mean 'wish'?"),
    ("doubles: [finder]", "doubles: [fnder]", "did you mean 'finder'?"),
    ("topic: vase", "topics: vase", "unknown key 'topics'; did you mean 'topic'?"),
    (
        "confidence(finder, deed)",
        "confidence(finder, dead)",
        "names 'dead', which is no fact here; did you mean 'deed'?",
    ),
    ("confidence(finder, deed)", "confidenze(finder, deed)", "there is no predicate 'confidenze'"),
    ("kind: harm", "kind: ham", "'kind' cannot be 'ham'; did you mean 'harm'?"),
    ("secret_of: culprit", "secret_of: culpritt", "did you mean 'culprit'?"),
    (
        "secret_of: culprit, stakes: 3",
        "secret_of: culprit, stakes: 4",
        "'stakes' is 4; give a whole number from 0 to 3",
    ),
    ("{from: [harm], to", "{from: [hram], to", "did you mean 'harm'?"),
    ("{from: [harm], to", "{from: [], to", "a rule needs what it follows from"),
    ("to: deed, sure: 60", "to: dede, sure: 60", "did you mean 'deed'?"),
    ("sure: 60", "sure: 160", "'sure' is 160; give a whole number from 1 to 100"),
    ("know(culprit, deed)", "know(culprit, dead)", "know(…) names 'dead', which is no fact here"),
    ("know(culprit, deed)", "know(nobody, deed)", "which is no role here"),
    ("put(pieces, spot)", "put(piece, spot)", "which is no thing here; did you mean 'pieces'?"),
    ("put(pieces, spot)", "put(pieces, spotty)", "which is no place here; did you mean 'spot'?"),
    (
        "put(pieces, spot)",
        "take_up(finder, learn, ham, 3)",
        "which is no role or fact here; did you mean 'harm'?",
    ),
    (
        "put(pieces, spot)",
        "take_up(finder, learn, harm, 0)",
        "the weight is 0; give one from 1 to 5",
    ),
    (
        "believes(finder, deed)",
        "same_topic(deed, finder)",
        "same_topic(…) names 'finder', which is no fact here",
    ),
    (
        "believes(finder, deed)",
        "to_the_point(deed, dead)",
        "to_the_point(…) names 'dead', which is no fact here",
    ),
    ("put(pieces, spot)", "put(pieces", "',' was expected"),
    ("put(pieces, spot)", "{put: pieces}", "this must be text"),
    (
        "claim: the vase is in pieces",
        "claim: '{finder.they} fell'",
        "'.they' is nothing that can be asked for",
    ),
    (
        "{culprit} leant on it",
        "{culprit leant on it",
        "'{culprit leant on it' in 'claim' is no role",
    ),
    ("{culprit} leant on it", "{} leant on it", "'{}' in 'claim' is no role in braces"),
    ("{culprit} leant on it", "{Culprit} leant on it", "'{Culprit}' in 'claim' is no role"),
    ("{culprit} leant on it", "{{culprit}} leant on it", "'{{culprit}}', which other programs"),
    ("noun: the ball", "noun: 'the }ball'", "'}' in 'noun' is no role in braces"),
    ("name: pieces", "name: '{finder} pieces'", "'name' holds a brace"),
    ("Who broke it?", "Who broke {it}?", "'question' holds a brace"),
    ("title: The Ball", "title: 'The {Ball'", "'title' holds a brace"),
    ("name: pieces", "name: ''", "'name' is empty; give it a word"),
    ("Who broke it?", " ", "'question' is empty; give it a word"),
    ("part: vase", "part: ''", "'part' is empty; give it a word"),
    ("evidence: [harm]", "evidence: [ham]", "did you mean 'harm'?"),
    ("name: pieces", "nam: pieces", "unknown key 'nam'; did you mean 'name'?"),
    ("spot, cast: [finder]", "spot, cast: []", "nobody is in this scene"),
    ("spot, cast: [finder]", "spot, cast: [findr]", "did you mean 'finder'?"),
    ("want: finder, variable", "want: fnder, variable", "did you mean 'finder'?"),
    ("against: culprit", "against: clprit", "did you mean 'culprit'?"),
    ("    fact: harm", "    fact: hrm", "did you mean 'harm'?"),
    ("variable: stance(finder, culprit, harm)", "variable: stance", "is not an effect"),
    ("tension: 5", "tension: 50", "'tension' is 50; give a whole number from 0 to 10"),
    ("tension: 5", "tense: 5", "unknown key 'tense'; did you mean 'tension'?"),
    ("does: ask, to: culprit", "does: ask, to: clprit", "did you mean 'culprit'?"),
    ("of: harm, by", "of: hrm, by", "did you mean 'harm'?"),
    ("by: 100", "by: much", "'by' must be a whole number"),
    ("who: finder, plants", "who: fnder, plants", "did you mean 'finder'?"),
    ("plants: [harm]", "plants: [hrm]", "did you mean 'harm'?"),
    ('"learn(finder, harm)"', '"learn(finder, hrm)"', "did you mean 'harm'?"),
    ("believes(finder, deed)", "believes(finder, dead)", "did you mean 'deed'?"),
    ("untold: {unsolved: true}", "untold: {unsolved: yes}", "'unsolved' must be true or false"),
    ("untold: {unsolved: true}", "untold: {unsolved: true, thread: whom}", "did you mean 'who'?"),
    ("untold: {unsolved: true}", "untold: {}", "the kernel has no ending for one left unsolved"),
    ("{culprit} threw a ball", "{culpit} threw a ball", "did you mean 'culprit'?"),
    ("title: The Ball", "titel: The Ball", "unknown key 'titel'; did you mean 'title'?"),
]


@pytest.mark.parametrize(
    ("old", "new", "said"), WRONG, ids=[new or f"no {old}" for old, new, _ in WRONG]
)
def test_what_is_wrong_is_said_with_its_line_and_a_cure(old: str, new: str, said: str) -> None:
    message = complaint(KERNEL, old, new)

    assert said in message
    file, line, _ = message.split(":", 2)
    assert file == KERNEL
    if new:
        assert 0 <= line_of(KERNEL, old.strip()) - int(line) <= 8 or said.startswith(
            ("unknown key 'means'", "there is nothing")
        )


@pytest.mark.parametrize(
    ("key", "said"),
    [("threads", "the kernel asks no question"), ("endings", "the kernel has no ending")],
)
def test_a_kernel_without_a_question_or_an_ending_is_refused(key: str, said: str) -> None:
    lines = TEXTS[KERNEL].splitlines(keepends=True)
    at = lines.index(f"{key}:\n")
    until = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith(" "))

    with pytest.raises(GenreError, match=said):
        small_genre.read(**{KERNEL: "".join((*lines[:at], *lines[until:]))})


def test_names_under_a_key_must_hold_keys() -> None:
    assert "this must hold 'key: value' lines" in complaint(
        KERNEL, "places: {spot: hall}", "places: hall"
    )
