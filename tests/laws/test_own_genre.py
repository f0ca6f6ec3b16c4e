"""A genre with verbs and a kernel of its own, and not a line of Python for them, is read,
simulated, told and looked over.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from novel_engine.adapters.files.story_folder import new_folder
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Assembly, assemble, understood
from novel_engine.app.linting import lint_genre
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.app.telling import chronicled
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer
from novel_engine.story.fabula.events import Acted, Event, Felt
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens.config import Overrides
from novel_engine.story.telling.syuzhet import Wish
from tests.support.rehearsed import Collector, reached
from tests.support.terminal import FIXTURES, Said, novel_engine

GENRE = FIXTURES / "genres" / "ford-inn"
STORY = FIXTURES / "the-ford-inn.yaml"
SEEDS = ("1", "2", "3", "4")
BRIBES = ("inn.1", "inn.2", "inn.3", "inn.4")


def at_the_ford(seed: str) -> tuple[Assembly, list[Event]]:
    """A story of the genre, as far as its record goes."""
    assembly = assemble(understood(gather(str(STORY), {}, Overrides(genre=str(GENRE)))), seed)
    director = DirectorAgent(begin(assembly.setting), OfflineDecisionMaker(), OfflineFramer())
    events: list[Event] = []
    while not director.is_over:
        events += director.step().events
    return assembly, events


@cache
def played() -> tuple[tuple[Assembly, list[Event]], ...]:
    """Some stories of the genre."""
    return tuple(at_the_ford(seed) for seed in SEEDS)


def test_people_do_what_only_this_genre_knows_of() -> None:
    done = {event.verb for _, events in played() for event in events if isinstance(event, Acted)}

    assert {"bribe", "spurn"} <= done


def test_its_acts_are_told_in_its_own_words_and_its_roles_are_named_in_them() -> None:
    texts = []
    for assembly, events in played():
        fabula = Fabula(assembly.setting, tuple(events))
        _, chapters = chronicled(assembly, fabula, Wish(3000))
        texts += [paragraph for chapter in chapters for paragraph in chapter.paragraphs]

    assert any(paragraph.fragment in BRIBES for paragraph in texts)
    heir = [paragraph.text for paragraph in texts if paragraph.fragment == "inn.15"]
    assert heir
    assert not any("{" in text for text in heir)


def test_a_purpose_of_its_own_is_what_its_file_says() -> None:
    (assembly, _), *_ = played()

    assert assembly.setting.ways.is_for("ransacking", "reveals")
    assert assembly.setting.ways.is_for("confession", "reveals")
    assert not assembly.setting.ways.is_for("question", "reveals")


def test_a_kind_of_fact_of_its_own_is_what_its_file_says() -> None:
    grieved = 0
    for assembly, events in played():
        (taken,) = (fact for fact in assembly.setting.facts.values() if fact.kind == "theft")
        assert assembly.setting.rivals[taken.id] == ("estate.mislaid",)
        struck = (
            e
            for event in events
            for e in event.effects
            if isinstance(e, Felt) and e.target == taken.subject
        )
        grieved += sum(felt.emotion == "grief" for felt in struck)
    assert grieved


def test_a_model_is_told_of_its_acts_in_its_own_words(tmp_path: Path) -> None:
    asked: dict[str, list[str]] = {}
    for seed in SEEDS[:2]:
        collector = Collector()
        told = understood(
            gather(str(STORY), {}, Overrides(genre=str(GENRE), model="gemini:rehearsed"))
        )
        with new_folder(tmp_path / seed):
            begin_story(told, seed, tmp_path / seed, RunOptions(models=reached(collector)))
        for prompt in collector.asked:
            asked.setdefault(prompt.seam, []).append(prompt.user)

    assert any(
        re.search(r"Lay money before \w+, and ask (?:him|her|them) to let lie that", p)
        for p in asked["deciding"]
    )
    assert any("laid money before you, over this: that" in prompt for prompt in asked["deciding"])
    assert any(
        re.search(r"\w+ will not take \w+'s money\.", prompt) for prompt in asked["narrating"]
    )


def test_a_story_of_it_is_told_and_explained_from_the_command_line(tmp_path: Path) -> None:
    told = novel_engine(
        "run", STORY, "--genre", GENRE, "--seed", "2", "--out", tmp_path / "o", "--json"
    )
    events = novel_engine("show", tmp_path / "o", "--events")
    explained = [novel_engine("explain", tmp_path / "o", str(n)) for n in range(1, 12)]

    assert told.json["events"] > 10
    assert "bribe" in events.out
    assert [said.err for said in explained if said.code] == []


def test_nothing_in_its_files_is_amiss() -> None:
    report = lint_genre(str(GENRE), 1)

    assert [problem for problem in report.problems if str(GENRE) in problem] == []
    assert novel_engine("validate", GENRE).code == 0


def test_a_verb_that_nobody_wrote_words_for_is_named(tmp_path: Path) -> None:
    shutil.copytree(GENRE, tmp_path / "inn")
    verbs = tmp_path / "inn" / "verbs.yaml"
    lines = verbs.read_text(encoding="utf-8").splitlines(keepends=True)
    verbs.write_text(
        "".join(line for line in lines if not line.startswith("  note:")), encoding="utf-8"
    )

    report = lint_genre(str(tmp_path / "inn"), 1)

    assert [problem for problem in report.problems if "verbs.yaml" in problem] == [
        f"{verbs}:2: a narrator is told of 'bribe' by its name alone; give it a `note:`",
        f"{verbs}:14: a narrator is told of 'spurn' by its name alone; give it a `note:`",
    ]


def refused(folder: Path, name: str, old: str, new: str) -> Said:
    """What `validate` says of the genre with something changed in one of its files."""
    shutil.copytree(GENRE, folder / "inn")
    text = (folder / "inn" / name).read_text(encoding="utf-8")
    assert old in text
    (folder / "inn" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return novel_engine("validate", "inn", at=folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "verbs.yaml",
            "  tension: 6",
            "  tention: 6",
            "inn/verbs.yaml:9: unknown key 'tention'; did you mean 'tension'?",
        ),
        (
            "verbs.yaml",
            "bribe:",
            "confess:",
            "inn/verbs.yaml:2: 'confess' is a verb of the core's already",
        ),
        ("verbs.yaml", "bribe:", "inner:", "inn/verbs.yaml:2: no verb can be called 'inner'"),
        (
            "verbs.yaml",
            "[spurn,",
            "[spurns,",
            "inn/verbs.yaml:10: 'bribe' obliges 'spurns', which is no verb",
        ),
        (
            "verbs.yaml",
            "  words: 30",
            "  words: many",
            "inn/verbs.yaml:11: 'words' must be a whole number",
        ),
        (
            "verbs.yaml",
            "{O} to let",
            "{C} to let",
            "inn/verbs.yaml:12: {C} is no role of the verb's",
        ),
        (
            "verbs.yaml",
            ', "pushed {B}\'s money back"]',
            "]",
            "inn/verbs.yaml:25: write it as the attempt and as the deed",
        ),
        (
            "verbs.yaml",
            '  note: "{A} will not take {B}\'s money."',
            '  retold: ["spurn {B}", "spurn it", "spurn"]',
            "write one phrase, or two",
        ),
        (
            "verbs.yaml",
            '  note: "{A} will not take {B}\'s money."',
            '  retold: ["spurn {C}"]',
            "{C} is no role of the verb's",
        ),
        ("verbs.yaml", "did(bribe,", "dud(bribe,", "inn/verbs.yaml:4: "),
        (
            "lines/inn.yaml",
            "for: bribe",
            "for: brib",
            "`for: brib` is neither a verb nor a beat; did you mean 'bribe'?",
        ),
        ("lines/inn.yaml", "{heir}", "{hair}", "there is no slot {hair}"),
        (
            "lines/inn.yaml",
            "paper:",
            "papers:",
            "there is no condition 'papers'; did you mean 'paper'?",
        ),
        ("lines/inn.yaml", "after: bribe", "after: wait", "'after: wait' is never so"),
        (
            "scenes.yaml",
            "reveals",
            "revels",
            "inn/scenes.yaml:3: a scene's purpose cannot be 'revels'; did you mean 'reveals'?",
        ),
        (
            "facts.yaml",
            "blames",
            "blame",
            "inn/facts.yaml:2: a kind of fact cannot be 'blame'; did you mean 'blames'?",
        ),
        (
            "facts.yaml",
            "theft:",
            "deed:",
            "inn/facts.yaml:2: 'deed' is a kind of fact of the core's already",
        ),
        (
            "facts.yaml",
            "[explains",
            "[usual",
            "core/facts.yaml:4: one kind of fact, and no more, must be `usual`",
        ),
        (
            "kernels/inheritance.yaml",
            "kind: theft",
            "kind: thefts",
            "'kind' cannot be 'thefts'; did you mean 'theft'?",
        ),
        ("kernels/inheritance.yaml", "  heir:", "  tell:", "no role can be called 'tell'"),
        (
            "kernels/inheritance.yaml",
            "does: spurn",
            "does: spurns",
            "'spurns' is no verb; did you mean 'spurn'?",
        ),
        (
            "kernels/inheritance.yaml",
            "[claimant, notary]\n",
            "[claimant, notery]\n",
            "'notery' is not a name of this kernel",
        ),
    ],
)
def test_what_is_amiss_is_named_by_its_line(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    found = refused(tmp_path, name, old, new)

    assert found.code == 3
    assert said in found.out + found.err
    assert f"inn/{name}:" in found.out + found.err or "core/" in said
