"""What people are called, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.story.givens.people import HE
from novel_engine.story.telling.retold.naming import NamesAndPronouns
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY


def named(*sentences: str, **works: str) -> list[str]:
    """The sentences, with these at their work."""
    people = {name: worlds.person(name, work=works.get(name, "")) for name in worlds.PEOPLE}
    people["dan"] = replace(worlds.person("dan"), pronouns=HE)
    naming = NamesAndPronouns(worlds.setting(people=people))
    return [naming.sentence(one) for one in sentences]


def test_the_whole_name_comes_first_and_the_short_one_after_it() -> None:
    assert named("{ada} waits", "{bo} sees {ada}") == ["Ada Vane waits", "Bo Marsh sees Ada"]


def test_work_stands_after_the_name_between_commas_but_not_before_a_stop() -> None:
    assert named("{ada} sees {bo}.", ada="cook", bo="clerk") == [
        "Ada Vane, the cook, sees Bo Marsh, the clerk."
    ]


def test_a_possessive_waits_with_the_work_for_the_next_mention() -> None:
    assert named("{ada}'s hat is gone", "so {bo} asks {ada}", ada="cook") == [
        "Ada Vane's hat is gone",
        "so Bo Marsh asks Ada, the cook",
    ]


def test_a_pronoun_stands_where_nobody_else_could_be_meant() -> None:
    assert named("{ada} tells {bo} that {bo}'s hat is gone", "{ada} laughs") == [
        "Ada Vane tells Bo Marsh that his hat is gone",
        "She laughs",
    ]


def test_what_is_somebodys_and_named_no_further_is_hers() -> None:
    assert named("{ada} takes what is {ada}'s by right", "{ada}'s hat is {ada}'s.") == [
        "Ada Vane takes what is hers by right",
        "Her hat is hers.",
    ]


def test_of_two_who_are_both_he_each_is_named() -> None:
    assert named("{bo} waits", "{bo} sees {dan}", "{bo} sees that {dan} sees {bo}")[2] == (
        "Bo sees that Dan sees Bo"
    )


def test_whoever_is_called_they_is_named() -> None:
    assert named("{cy} waits", "{cy} leaves") == ["Cy Lund waits", "Cy leaves"]


def test_where_it_is_not_certain_which_form_fits_the_name_stands() -> None:
    assert named("{ada} waits", "with luck {ada} would be safe")[1] == "with luck Ada would be safe"
    assert named("{ada} waits", "{bo} and {ada} are friends")[1] == "Bo Marsh and Ada are friends"


def test_after_two_sentences_that_begin_with_a_pronoun_the_name_stands_again() -> None:
    assert named(*["{ada} waits"] * 4) == [
        "Ada Vane waits",
        "She waits",
        "Ada waits",
        "Ada waits",
    ]


def test_a_pronoun_that_an_author_wrote_is_left_to_mean_whom_they_meant() -> None:
    assert named("{bo} waits", "{bo} is the man whose hat he wants")[1].startswith("Bo is")


def test_a_name_that_an_author_wrote_is_introduced_like_any_other() -> None:
    assert named("{ada} wants to see Bo stay", bo="clerk") == [
        "Ada Vane wants to see Bo Marsh, the clerk, stay"
    ]


def test_braces_that_name_nobody_stay() -> None:
    assert named("{ada} reads {sic}") == ["Ada Vane reads {sic}"]


def test_a_new_paragraph_begins_with_names() -> None:
    naming = NamesAndPronouns(worlds.setting())
    naming.sentence("{ada} waits")
    naming.paragraph()

    assert naming.sentence("{ada} leaves") == "Ada leaves"
    assert {ADA, BO, CY} == set(naming.people)
