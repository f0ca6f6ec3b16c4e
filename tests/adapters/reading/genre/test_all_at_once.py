"""Whatever is wrong in a genre's files is named in one look, and nothing is called wrong for it that
is right.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from novel_engine.adapters.reading.validation.findings import findings
from tests.support.terminal import FIXTURES

INN = FIXTURES / "genres" / "ford-inn"
HEAD, KERNEL, LINES = "genre.yaml", "kernels/inheritance.yaml", "lines/inn.yaml"
VERBS, FACTS, SCENES = "verbs.yaml", "facts.yaml", "scenes.yaml"
Change = tuple[str, str, str, str]
CHANGES: tuple[Change, ...] = (
    (HEAD, "at: on", "att: on", "unknown key 'att'; did you mean 'at'?"),
    (HEAD, "[taproom, landing]", "[taproom, landig]", "did you mean 'landing'?"),
    (HEAD, "[parlour], private", "[landing], private", "'landing' adjoins itself"),
    (KERNEL, "tension: 8", "tension: 80", "'tension' is 80; give a whole number"),
    (KERNEL, "cast: [claimant], want", "cast: [claimnt], want", "did you mean 'claimant'?"),
    (KERNEL, "by: 100", "by: many", "'by' must be a whole number"),
    (KERNEL, "does: bribe", "does: bribes", "'bribes' is no verb; did you mean 'bribe'?"),
    (KERNEL, "desk: parlour", "desk: parlor", "there is no place 'parlor'; did you mean"),
    (KERNEL, "kind: theft", "kind: thefts", "'kind' cannot be 'thefts'; did you mean 'theft'?"),
    (KERNEL, "to: mislaid", "to: mislayd", "did you mean 'mislaid'?"),
    (VERBS, "  tension: 6", "  tention: 6", "unknown key 'tention'; did you mean 'tension'?"),
    (VERBS, "did(bribe,", "did(brib,", "did(…) names 'brib', which is no verb; did you mean"),
    (VERBS, "{O} to let", "{C} to let", "{C} is no role of the verb's"),
    (FACTS, "blames", "blame", "did you mean 'blames'?"),
    (SCENES, "reveals", "revels", "did you mean 'reveals'?"),
    (LINES, "{heir.was}", "{hair.was}", "there is no slot {hair.was}"),
    (LINES, "after: bribe", "after: brib", "'after: brib' is never so; did you mean 'bribe'?"),
)


def said_of(folder: Path, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """What is found in the genre with these changes in its files."""
    shutil.copytree(INN, folder / "inn")
    for name, old, new, _ in changes:
        text = (folder / "inn" / name).read_text(encoding="utf-8")
        assert text.count(old) >= 1, old
        (folder / "inn" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return findings(str(folder / "inn"))[0].problems


def test_what_is_wrong_in_every_file_is_named_at_once_and_nothing_else(tmp_path: Path) -> None:
    problems = said_of(tmp_path, CHANGES)

    for name, _, _, what in CHANGES:
        assert [line for line in problems if f"/{name}:" in line and what in line], what
    assert len(problems) == len(CHANGES)


@pytest.mark.parametrize("change", CHANGES, ids=[what for *_, what in CHANGES])
def test_one_mistake_is_one_problem(tmp_path: Path, change: Change) -> None:
    (problem,) = said_of(tmp_path, (change,))

    assert change[-1] in problem


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        (KERNEL, "part: estate", "part: the estate", "give it no blank and no stop: the_estate"),
        (KERNEL, 'answered: "confidence(claimant, taken) >= 80"', "answered: ''", "'answered' is"),
        (KERNEL, "taken) >= 80", "taken) >= 800", "is never so; confidence is from -100 to 100"),
        (KERNEL, "grate: {name: grate", "grate: {name: the grate", "article, which the lines"),
        (
            KERNEL,
            "claim: the will was left with the lawyer",
            "claim: It was left.",
            "a whole sentence",
        ),
        (KERNEL, "purpose: ransacking", "purpose: ransaking", "write 'ransacking', or give"),
        (KERNEL, "want: claimant, fact", "want: notary, fact", "'notary' is not in the `cast:`"),
        (KERNEL, "against: heir", "against: notary", "'notary' is not in the `cast:`"),
        (KERNEL, "unfound:", "un.found:", "'un.found' can be no name here; write it without"),
        (KERNEL, "know(claimant, missing)", "take_up(heir, hide, taken, 3)", "no goal; known: "),
        (KERNEL, "  missing: {kind", "  missing it: {kind", "'missing it' can be no name here"),
        (KERNEL, "upstairs: landing", "upstairs: ''", "'upstairs' is empty; write the genre's"),
        (KERNEL, "unfound: {", "unfound: {thread: '', ", "'thread' is empty; write it"),
        (VERBS, "words: 30", "tactics: [jok]", "there is no tactic 'jok'; did you mean 'joke'?"),
    ],
)
def test_what_would_be_taken_and_never_work_is_refused(
    tmp_path: Path, name: str, old: str, new: str, what: str
) -> None:
    problems = said_of(tmp_path, ((name, old, new, what),))

    assert [line for line in problems if f"/{name}:" in line and what in line], problems


def test_a_file_that_is_no_yaml_hides_no_mistake_in_another(tmp_path: Path) -> None:
    broken = (KERNEL, "axes: [paper]", "axes: [paper", "is not closed")
    other = (VERBS, "tension: 6", "tension: 60", "'tension' is 60")
    problems = said_of(tmp_path, (broken, other))

    assert len(problems) == 2  # one of each
    assert all(any(what in line for line in problems) for *_, what in (broken, other))


def test_two_kernels_of_one_word_are_told_apart_and_no_line_is_blamed(tmp_path: Path) -> None:
    shutil.copytree(INN, tmp_path / "inn")
    kernels = tmp_path / "inn" / "kernels"
    text = (kernels / "inheritance.yaml").read_text(encoding="utf-8")
    (kernels / "second.yaml").write_text(text.replace("plain: true", "plain: false"), "utf-8")

    (problem,) = findings(str(tmp_path / "inn"))[0].problems

    assert "'estate' is the part of the kernel 'inheritance' already" in problem


def test_where_something_is_wrong_nothing_else_is_said_of_the_same_line(tmp_path: Path) -> None:
    shutil.copytree(INN, tmp_path / "inn")
    for name, old, new in (
        (HEAD, "opening_place: taproom", "opening_place: cellar"),
        (KERNEL, "part: estate", "part: the estate"),
    ):
        path = tmp_path / "inn" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    (found,) = findings(str(tmp_path / "inn"))

    assert len(found.problems) == len((HEAD, KERNEL))
    assert found.ignored == ()


PATTERNS = 'p: {about: x, worth: 3, steps: ["bribe A=one B=other", "spurn A=other B=one"]}\n'


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("spurn", "spurns", "'spurns' is no verb; did you mean 'spurn'?"),
        ("spurn A=other B=one", "spurn A=other kind=theeft", "'theeft' is no kind of fact"),
        ("spurn A=other B=one", "spurn A=other I=one", "'spurn' has no role 'I'; it has A, B, F"),
    ],
)
def test_a_pattern_of_what_there_is_not_is_refused(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    shutil.copytree(INN, tmp_path / "inn")
    patterns = tmp_path / "inn" / "patterns.yaml"
    patterns.write_text(PATTERNS, encoding="utf-8")
    assert findings(str(tmp_path / "inn"))[0].problems == ()

    patterns.write_text(PATTERNS.replace(old, new), encoding="utf-8")

    (problem,) = findings(str(tmp_path / "inn"))[0].problems
    assert problem.startswith(f"{patterns}:1: {what}")


def test_what_is_read_from_nowhere_and_goes_by_nothing_is_said(tmp_path: Path) -> None:
    shutil.copytree(INN, tmp_path / "inn")
    (tmp_path / "inn" / "verb.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "inn" / "line").mkdir()
    (tmp_path / "inn" / "README.md").write_text("x", encoding="utf-8")
    kernel = tmp_path / "inn" / KERNEL
    text = kernel.read_text(encoding="utf-8").replace("topic: estate", "topic: will")
    kernel.write_text(text, encoding="utf-8")

    ignored = "\n".join(findings(str(tmp_path / "inn"))[0].ignored)

    assert "inn/verb.yaml:1: not read; did you mean 'verbs.yaml'?" in ignored
    assert "inn/line:1: not read; did you mean 'lines'?" in ignored
    assert (
        "'topic' is 'will', and not used: a question is about its part; write 'estate'" in ignored
    )
    assert "README" not in ignored


@pytest.mark.parametrize("key", ["roles:", "facts:"])
def test_names_are_not_looked_for_where_a_key_that_is_like_none_may_hold_them(
    tmp_path: Path, key: str
) -> None:
    said = said_of(tmp_path / "inn", ((KERNEL, f"\n{key}", "\nwhatever:", ""),))

    assert any("unknown key 'whatever'" in one for one in said)
    assert not any("is not a name of this kernel" in one or "is no role" in one for one in said)
