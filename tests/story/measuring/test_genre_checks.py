"""A genre's author hears of names that are nobody's, of lines that no story can tell, and of events
without words.
"""

from __future__ import annotations

import pytest

from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.measuring.genre_checks import (
    Volume,
    conditions_of,
    in_vain,
    scanty,
    volume,
    wordless,
)
from tests.support.small_genre import LINES, TEXTS, read
from tests.support.stories import bundled_genre, bundled_terms, stories_of_five

HOUSE = read()
TERMS = bundled_terms()


def written(tells: str = "ask", **keys: object) -> Fragment:
    return fragment_of({"for": tells, "text": "It was so.", **keys}, "1", TERMS)


@pytest.mark.parametrize(
    ("fragment", "reason"),
    [
        (written(when={"fact": "vase.leak"}), "'fact: vase.leak' is nothing in this genre"),
        (written(when={"a": "vase.butler"}), "'a: vase.butler' is nothing in this genre"),
        (written(when={"place": "attic"}), "'place: attic' is nothing in this genre"),
        (written(when={"weather": "hail"}), "'weather: hail' is nothing in this genre"),
        (
            written("ending", when={"is": "vase.mended"}),
            "'is: vase.mended' is nothing in this genre",
        ),
        (
            written("image", when={"motif": "bell", "is": "plain"}),
            "'motif: bell' is nothing in this genre",
        ),
        (written("cut", when={"fact": "vase.harm"}), "no 'cut' has 'fact'"),
        (written("title", when={"actor": "focal"}), "no 'title' has 'actor'"),
        (written("wait", when={"target": "other"}), "no 'wait' has 'target'"),
        (written("ask", when={"item": "vase.pieces"}), "no 'ask' has 'item'"),
        (
            written(when={"fact": "vase.harm"}, text="{A} came to {F.gerund}."),
            "'vase.harm' has no gerund, so it is never chosen; give it one",
        ),
        (
            written(when={"place": "hall", "affords": "lamp"}),
            "none of its places affords what it asks for",
        ),
        (written(needs={"fire": "lit"}), "it needs a fire where there is no hearth"),
        (
            written(when={"hour": "night"}, needs={"light": "day"}),
            "its hours never have the light it needs",
        ),
        (written(needs={"A": "sitting!"}), "nothing ever sets 'A'"),
        (written(needs={"lamp": "lit!"}), "nothing ever sets 'lamp'"),
    ],
)
def test_a_line_that_no_story_can_tell_is_named_with_the_reason(
    fragment: Fragment, reason: str
) -> None:
    found = list(in_vain(HOUSE, fragment))

    assert any(problem.startswith(reason) for problem in found), found


@pytest.mark.parametrize(
    "fragment",
    [
        written(
            when={
                "fact": "vase.harm",
                "a": "vase.finder",
                "rung": 1,
                "place": "study",
                "affords": "lamp",
            }
        ),
        written("ending", when={"is": "vase.told"}),
        written(when={"fact": "vase.harm"}, text="{A} knew that {F.claim}."),
        written("ending", when={"is": "vase.never_learns"}),
        written("complication", when={"is": "vase.shard"}),
        written("image", when={"motif": "clock", "is": ["plain", "charged"]}),
        written(when={"hour": ["day", "night"]}, needs={"light": "day"}),
        written("inspect", when={"item": "vase.pieces"}),
    ],
)
def test_a_line_that_some_story_can_tell_is_let_stand(fragment: Fragment) -> None:
    assert list(in_vain(HOUSE, fragment)) == []


def test_a_strict_need_is_met_where_another_fragment_shows_it() -> None:
    genre = read(
        **{LINES: TEXTS[LINES] + '- for: cut\n  sets: {B: sitting}\n  text: "{B} sat down."\n'}
    )

    assert list(in_vain(genre, written(needs={"A": "sitting!"}))) == []


def test_endings_complications_and_motifs_without_words_are_named() -> None:
    found = [problem.partition(";")[0] for problem in wordless(HOUSE)]

    assert found == [
        "the ending 'vase.told' has no words",
        "the ending 'vase.untold' has no words",
        "the ending 'vase.never_learns' has no words",
        "the loose_end 'vase.open' has no words",
        "the loose_end 'vase.known' has no words",
        "the complication 'vase.shard' has no words",
        "the motif 'clock' is never plain",
        "the motif 'clock' is never charged",
        "the motif 'clock' is never changed",
    ]


def test_an_ending_that_is_any_ending_has_words_for_all() -> None:
    genre = read(**{LINES: TEXTS[LINES] + '- for: ending\n  text: "It was over."\n'})

    assert not [problem for problem in wordless(genre) if problem.startswith("the ending")]


def test_an_act_with_too_few_words_whatever_it_is_about_is_named() -> None:
    more = '- for: ask\n  text: "One."\n- for: ask\n  text: "Two."\n- for: ask\n  text: "Three."\n'

    def said(genre_lines: str) -> list[str]:
        return [
            problem
            for problem in scanty(read(**{LINES: genre_lines}))
            if problem.startswith("ask:")
        ]

    assert said(TEXTS[LINES]) == [
        "ask: 0 of the 4 fragments that a story wants whatever it is about; write more, with no "
        "fact, thing or option "
        "of a kernel in `when:`"
    ]
    assert said(TEXTS[LINES] + more) != []
    assert said(TEXTS[LINES] + more + '- for: ask\n  text: "Four."\n') == []


def test_words_are_counted_with_each_alternative_once() -> None:
    assert volume(
        [written(), fragment_of({"for": "cut", "text": "It {was|had been} so."}, "2", TERMS)]
    ) == Volume(2, 8)


ELSEWHERE = ("is nothing in this genre", "none of its places affords")


def test_the_bundled_genre_has_words_for_everything_and_none_in_vain() -> None:
    genre = bundled_genre()
    found = [
        f"{fragment.id}: {reason}"
        for fragment in genre.fragments
        for reason in in_vain(genre, fragment)
        # The plain voice tells in any world: what one genre has not another may.
        if not (fragment.plain and any(way in reason for way in ELSEWHERE))
    ]

    assert [*found, *wordless(genre), *scanty(genre)] == []


@pytest.mark.slow
def test_no_beat_has_a_feature_that_a_condition_on_it_could_not_name() -> None:
    """So that a fragment said never to be chosen never was."""
    genre = bundled_genre()
    found = {
        (beat.tells, key)
        for story in stories_of_five()
        for beat in story.beats
        for key, values in beat.features
        if values and key not in conditions_of(genre, beat.tells)
    }

    assert found == set()
