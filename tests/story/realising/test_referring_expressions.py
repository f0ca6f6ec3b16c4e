"""A reader always knows who is meant: the whole name first, then the short one, a pronoun only
where it is sure.
"""

from __future__ import annotations

from novel_engine.story.givens.people import HE, SHE, THEY, Person, Pronouns
from novel_engine.story.realising.referring_expressions import Mentions, Said, of_oneself, settled
from novel_engine.story.telling.syuzhet import Mention

ADA = Person("ada", "Ada Vane", "Ada", SHE)
EVE = Person("eve", "Eve Lund", "Eve", SHE)
BO = Person("bo", "Bo Marsh", "Bo", HE)
CY = Person("cy", "Cy Lund", "Cy", THEY)
ZED = Person("zed", "Zed", "Zed", Pronouns("ze", "zir", "zir", "zirs", "zirself"))


def mentions(*present: Person) -> Mentions:
    found = Mentions({person.id: person for person in (ADA, EVE, BO, CY, ZED)})
    found.present = tuple(person.id for person in present)
    found.new_paragraph()
    return found


def test_somebody_is_introduced_by_the_whole_name_and_then_goes_by_the_short_one() -> None:
    found = mentions(ADA)

    assert [found.name("ada").words, found.name("ada").words] == ["Ada Vane", "Ada"]


def test_a_pronoun_follows_a_name() -> None:
    found = mentions(ADA, BO)
    found.name("ada")

    assert [
        found.refer("ada", form).words for form in ("they", "them", "their", "theirs", "themself")
    ] == [
        "she",
        "her",
        "her",
        "hers",
        "herself",
    ]


def test_own_pronouns_are_used_as_they_are_given() -> None:
    found = mentions(ZED)
    found.name("zed")

    assert [
        found.refer("zed", form).words for form in ("they", "them", "their", "theirs", "themself")
    ] == [
        "ze",
        "zir",
        "zir",
        "zirs",
        "zirself",
    ]


def test_who_has_not_been_named_is_named() -> None:
    found = mentions(ADA, BO)

    assert found.refer("ada", "they").words == "Ada Vane"


def test_a_possessive_that_must_be_a_name_is_the_names_possessive() -> None:
    found = mentions(ADA, BO)

    assert [found.refer("ada", "their").words, found.refer("bo", "theirs").words] == [
        "Ada Vane's",
        "Bo Marsh's",
    ]


def test_of_two_with_the_same_pronouns_only_the_last_named_is_meant() -> None:
    found = mentions(ADA, EVE)
    found.name("ada")
    found.name("eve")

    assert found.refer("eve", "they").words == "she"
    assert found.refer("ada", "they").words == "Ada"
    assert found.refer("ada", "their").words == "her"


def test_one_who_is_there_but_has_not_been_named_in_this_paragraph_is_no_one_elses_pronoun() -> (
    None
):
    found = mentions(ADA, EVE)
    found.name("ada")
    found.new_paragraph()

    assert found.refer("ada", "they").words == "Ada"


def test_a_pronoun_reaches_over_one_paragraph_where_nobody_else_could_be_meant_and_not_over_two() -> (
    None
):
    found = mentions(ADA, BO)
    found.name("ada")
    found.new_paragraph()
    near = found.refer("ada", "they").words
    found.new_paragraph()
    found.new_paragraph()

    assert near == "she"
    assert found.refer("ada", "they").words == "Ada"


def test_nobody_is_near_when_a_scene_begins() -> None:
    found = mentions(ADA)
    found.name("ada")
    found.new_scene()

    assert found.refer("ada", "they").words == "Ada"


def test_a_verb_agrees_with_what_was_put() -> None:
    found = mentions(CY, ADA)
    found.name("cy")
    of_the_name = found.agree("cy", "was")
    found.refer("cy", "they")

    assert of_the_name == "was"
    assert [found.agree("cy", form) for form in ("was", "is", "has", "does", "s")] == [
        "were",
        "are",
        "have",
        "do",
        "",
    ]


def test_a_singular_pronoun_takes_a_singular_verb() -> None:
    found = mentions(ADA)
    found.name("ada")
    found.refer("ada", "they")

    assert [found.agree("ada", form) for form in ("were", "are", "have", "do", "s")] == [
        "was",
        "is",
        "has",
        "does",
        "s",
    ]


def test_who_has_not_been_put_yet_takes_a_singular_verb() -> None:
    assert mentions(CY).agree("cy", "was") == "was"


def test_what_is_tried_on_a_copy_is_not_remembered() -> None:
    found = mentions(ADA, BO)
    tried = found.copy()
    tried.name("ada")

    assert (tried.refer("ada", "they").words, found.refer("ada", "they").words) == (
        "she",
        "Ada Vane",
    )
    assert tried.present == found.present


def meant(said: Said) -> list[tuple[str, str, str]]:
    """The words that mean somebody, whom, and how."""
    return [(said.words[m.start : m.end], m.person, m.how) for m in said.mentions]


def test_it_is_known_whom_each_word_means_and_how() -> None:
    found = mentions(ADA, BO)
    said = (
        found.name("ada").then(Said(" saw ")).then(found.refer("bo", "their")).then(Said(" cup; "))
    )
    said = said.then(found.refer("ada", "they")).then(Said(" hid ")).then(found.refer("bo", "them"))

    assert said.words == "Ada Vane saw Bo Marsh's cup; she hid him"
    assert meant(said) == [
        ("Ada Vane", "ada", "name"),
        ("Bo Marsh's", "bo", "name"),
        ("she", "ada", "pronoun"),
        ("him", "bo", "pronoun"),
    ]


def test_a_mention_keeps_to_its_words_when_the_spaces_are_settled() -> None:
    said = (
        Said("  It \n was ")
        .then(Said.of("ada", "Ada  Vane", "name"))
        .then(Said("  and "))
        .then(Said.of("bo", "Bo", "short"))
    )

    assert settled(said).words == "It was Ada Vane and Bo"
    assert meant(settled(said)) == [("Ada Vane", "ada", "name"), ("Bo", "bo", "short")]


def test_what_a_file_says_of_somebody_in_their_own_pronouns_means_them() -> None:
    assert of_oneself(ADA, "squared whatever lay before her").mentions == (
        Mention(28, 31, "ada", "pronoun"),
    )
    assert not of_oneself(BO, "squared whatever lay before her").mentions
    assert not of_oneself(ADA, "hummed there").mentions
