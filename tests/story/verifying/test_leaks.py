"""A told chapter says nothing that its focalizer could not know by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from novel_engine.errors import NovelError
from novel_engine.story.fabula.events import Event, StoryEnded
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from novel_engine.story.verifying.leaks import problems, verify
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, learned

TELLING = Telling("story", "The Vase", ADA, "told", "", 100, ())
END = 900


def house() -> Setting:
    found = worlds.facts()
    return worlds.setting(facts={**found, "deed": replace(found["deed"], tokens=("broke", "vase"))})


def events(made: Setting, *more: Event) -> list[Event]:
    return [
        worlds.opened(made),
        worlds.scene_opened(),
        *more,
        StoryEnded(9, 0, (100,), "told", NO_ROLES, ()),
    ]


def found(text: str, told: Sequence[int], *more: Event) -> list[str]:
    made = house()
    chapter = RenderedChapter(1, "One", ADA, (Paragraph(text, tuple(told)),))
    return list(problems(worlds.fabula(made, events(made, *more)), TELLING, (chapter,)))


def test_what_the_focalizer_saw_may_be_told() -> None:
    assert found("Ada told Bo.", (200,), worlds.acted()) == []


def test_the_opening_and_the_ending_are_everybodys() -> None:
    assert found("It was the last of March.", (0, 100)) == []
    assert found("It came out.", (END,)) == []


def test_what_the_focalizer_did_not_perceive_may_not_be_told() -> None:
    unseen = worlds.acted(actor=BO, witnesses=(BO, CY), roles=Roles.of(A=BO, B=CY, F="harm"))

    assert found("Bo told Cy.", (200,), unseen) == ["event 200 in: Bo told Cy."]


def test_what_was_seen_from_afar_may_be_told_of() -> None:
    afar = worlds.acted(actor=BO, witnesses=(BO, CY), bystanders=(ADA,))

    assert found("Bo and Cy spoke.", (200,), afar) == []


def test_a_persons_own_braces_are_theirs() -> None:
    assert found("They call it {A} and {x}.", (100,)) == []


def test_a_fact_may_not_show_before_the_focalizer_has_an_idea_of_it() -> None:
    assert found("Bo it was who broke the vase.", (100,)) == [
        "deed in: Bo it was who broke the vase."
    ]


def test_a_fact_may_show_from_the_moment_it_is_learnt_on() -> None:
    news = worlds.acted(3, effects=(learned(ADA, "deed", 60, "told", CY),))

    assert found("Bo broke the vase.", (300,), news) == []
    assert found("Bo broke the vase.", (200,), worlds.acted(), news) == [
        "deed in: Bo broke the vase."
    ]


def test_a_lie_that_was_seen_through_has_been_heard_all_the_same() -> None:
    lie = worlds.acted(actor=CY, roles=Roles.of(A=CY, B=ADA, F="harm", G="deed"), verb="lie")

    assert found("Bo broke the vase, said Cy.", (200,), lie) == []


def test_what_others_learn_out_of_hearing_stays_unknown() -> None:
    elsewhere = worlds.acted(
        witnesses=(BO, CY),
        roles=Roles.of(A=BO, B=CY, F="deed"),
        effects=(learned(CY, "deed"),),
    )

    assert found("Bo broke the vase.", (100,), elsewhere) == ["deed in: Bo broke the vase."]


@pytest.mark.parametrize(
    "text",
    ["Somebody broke the vase.", "Bo broke a cup.", "Bo dusted the vase.", "Bob broke the vase."],
)
def test_a_text_gives_a_fact_away_only_with_every_word_of_it_and_the_name(text: str) -> None:
    assert list(revealed(house(), text)) == []


def test_a_name_in_several_words_gives_away_as_one_does() -> None:
    made = house()
    people = {**made.people, BO: worlds.person(BO, short="Bo Jo")}

    assert list(revealed(replace(made, people=people), "Bo Jo broke the vase.")) == ["deed"]


def test_the_first_thing_that_may_not_be_said_is_raised() -> None:
    made = house()
    chapter = RenderedChapter(1, "One", ADA, (Paragraph("Bo broke the vase.", (100,)),))

    with pytest.raises(
        NovelError, match="would give away what ada cannot know: deed in: Bo broke the vase"
    ):
        verify(worlds.fabula(made, events(made)), TELLING, (chapter,))


def test_a_telling_that_keeps_its_secrets_passes() -> None:
    made = house()
    chapter = RenderedChapter(1, "One", ADA, (Paragraph("Ada came down.", (100,)),))

    verify(worlds.fabula(made, events(made)), TELLING, (chapter,))
