"""The score of a plot is of the record alone, within its most, and cheap."""

from __future__ import annotations

import re
import time
from pathlib import Path

from novel_engine.story.curating.plot_score import MOST, PLOT_PARTS, plot_score
from novel_engine.story.fabula.events import Event
from tests.support import worlds
from tests.support.bundled_stories import materials, record_of
from tests.support.cellar import ADA
from tests.support.letter_nights import ANSWERED, ASH, BURNT, SLEEVE, act, closed, knows, night

PAGE = Path(__file__).parents[3] / "docs" / "nights.md"
CHEAP = 0.02  # seconds of the processor's for one story: a score takes 1 ms where a night takes 40
TRIES = 5


def test_all_parts_together_are_a_hundred_and_every_one_has_its_own_name() -> None:
    assert MOST == 100
    assert len({part.name for part in PLOT_PARTS}) == len(PLOT_PARTS)
    assert all(part.most > 0 and part.meaning for part in PLOT_PARTS)


def test_a_score_is_its_parts_and_none_has_more_than_its_most() -> None:
    for seed in (1, 2, 3):
        story = worlds.story(seed)
        score = plot_score(story.setting, story.events)
        assert score.total == sum(score.by_part.values())
        assert all(0 <= score.by_part[part.name] <= part.most for part in PLOT_PARTS)
        assert plot_score(story.setting, iter(story.events)) == score


def test_an_answer_that_was_found_out_counts_more_than_a_guess() -> None:
    found = [act(2, ADA, "look", knows(ADA, ASH)), act(3, ADA, "look", knows(ADA, SLEEVE))]
    answer: list[Event] = [
        act(4, ADA, "conclude", knows(ADA, BURNT), about=BURNT),
        closed(5, ANSWERED),
    ]
    guess, proof = night(*answer), night(*found, *answer)

    assert (
        plot_score(guess.setting, guess.events).total
        < plot_score(proof.setting, proof.events).total
    )


def test_the_names_of_facts_and_kernels_do_not_count() -> None:
    """What a genre calls its things is nothing to the score: it asks for properties."""
    here = night(act(2, ADA, "look", knows(ADA, ASH)))
    other = night(act(2, ADA, "look", knows(ADA, SLEEVE)))

    assert plot_score(here.setting, here.events) == plot_score(other.setting, other.events)


def test_a_score_is_cheap() -> None:
    from novel_engine.app.assembly import assemble

    setting = assemble(materials("the-closing-pass"), "7").setting
    events = record_of("the-closing-pass", 7)
    took = []
    for _ in range(TRIES):
        began = time.process_time()
        plot_score(setting, events)
        took.append(time.process_time() - began)

    assert min(took) < CHEAP


def test_the_page_on_nights_names_every_part_with_its_most() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert [(name, int(most)) for name, most in rows] == sorted(
        ((part.name, part.most) for part in PLOT_PARTS), key=lambda row: -row[1]
    )
