"""Beats into paragraphs: the most particular fragment that fits, once; its slots filled so that a
reader knows who is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.people import HE, THEY, Pronouns, Voice
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.realising.taste import FINE
from novel_engine.story.telling.syuzhet import Beat, Chapter, Paragraph, RenderedChapter, Telling
from tests.support import worlds
from tests.support.stories import bundled_genre, stories_of_five
from tests.support.worlds import ADA, BO, CY, HALL

TELLING = Telling("story", "The Vase", ADA, "told", "", 100, ())
GROUND = (("place", (HALL,)),)


def fragment(text: str, tells: str = "ask", name: str = "f.1", **when: str) -> Fragment:
    return Fragment(name, tells, tuple((key, (value,)) for key, value in when.items()), text)


def beat(tells: str = "ask", number: int = 100, **more: Any) -> Beat:
    given = {
        "features": GROUND,
        "roles": Roles.of(A=ADA, B=BO),
        "present": (ADA, BO, CY),
        "needed": True,
    }
    return Beat(tells, (number,), **{"scene": 1, **given, **more})


def house() -> Setting:
    people = {
        ADA: worlds.person(
            ADA, tell="squares whatever lies in front of her", voice=Voice(address="surname")
        ),
        BO: worlds.person(
            BO, voice=Voice(oaths=("mercy",), hedges=("I suppose",), address="nickname")
        ),
        CY: worlds.person(CY, nickname="Cyg"),
    }
    return worlds.setting(people=people)


def rendered(
    fragments: Sequence[Fragment], *beats: Beat, made: Setting | None = None
) -> RenderedChapter:
    chapter = Chapter(1, ADA, (1,), (("purpose", ("question",)),), beats)
    return Realiser(made or house(), fragments).chapter(TELLING, chapter)


def paragraphs(
    fragments: Sequence[Fragment], *beats: Beat, made: Setting | None = None
) -> tuple[Paragraph, ...]:
    return rendered(fragments, *beats, made=made).paragraphs


def text(template: str, **more: Any) -> str:
    (found,) = paragraphs([fragment(template)], beat(**more))
    return found.text


@pytest.mark.parametrize(
    ("pronouns", "said"),
    [
        (
            THEY,
            'Bo Marsh wants it, do they? They have it. "Are they late? They were," said Ada Vane.',
        ),
        (HE, 'Bo Marsh wants it, does he? He has it. "Is he late? He was," said Ada Vane.'),
    ],
)
def test_a_verb_agrees_with_the_pronoun_that_is_still_to_come_and_in_speech_with_the_last_said(
    pronouns: Pronouns, said: str
) -> None:
    made = house()
    people = dict(made.people) | {BO: replace(made.people[BO], pronouns=pronouns)}
    template = (
        "A> {B} wants it, {B.does} {B.they}? {B.they} {B.has} it. "
        '"{B.is} {B.they} late? {B.they} {B.was}," said {A}.'
    )

    (found,) = paragraphs(
        [fragment(template)], beat(present=(ADA, BO)), made=replace(made, people=people)
    )

    assert found.text == said


# Which fragment.


def test_a_beat_is_told_in_the_words_of_a_fragment_for_it() -> None:
    found = paragraphs(
        [fragment("Not this.", "lie"), fragment('A> "Well," said {A}.\n\nIt was late.')], beat()
    )

    assert found == (
        Paragraph('"Well," said Ada Vane.', (100,), ADA, "f.1"),
        Paragraph("It was late.", (100,), "", "f.1"),
    )


def test_a_needed_beat_for_which_there_are_no_words_is_named_and_others_pass() -> None:
    found = rendered([], beat("ask", 300), beat("cut", 400, needed=False))

    assert found.paragraphs == ()
    assert found.shortfalls == ("ask 300",)


def test_a_fragment_is_used_once() -> None:
    found = rendered([fragment("Well.")], beat(number=100), beat(number=200))

    assert [p.events for p in found.paragraphs] == [(100,)]
    assert found.shortfalls == ("ask 200",)


def test_a_fragment_is_used_once_in_a_whole_story_and_not_in_each_chapter() -> None:
    realiser = Realiser(house(), [fragment("Well.")])
    chapters = [
        realiser.chapter(TELLING, Chapter(n, ADA, (n,), (), (beat(number=n * 100),)))
        for n in (1, 2)
    ]

    assert [len(chapter.paragraphs) for chapter in chapters] == [1, 0]


def test_the_particular_is_preferred_to_the_general() -> None:
    general = [fragment("General.", name=f"g.{n}") for n in range(9)]
    found = paragraphs(
        [*general, fragment("Particular.", name="p", fact="harm")],
        beat(features=(("fact", ("harm",)),)),
    )

    assert found[0].fragment == "p"


def test_a_fragment_whose_condition_does_not_hold_is_not_used() -> None:
    assert paragraphs([fragment("Well.", fact="deed")], beat(features=(("fact", ("harm",)),))) == ()


def test_which_of_equals_is_the_luck_of_the_seed() -> None:
    equals = [fragment(f"Number {n}.", name=f"e.{n}") for n in range(6)]
    chosen = {
        paragraphs(equals, beat(), made=worlds.setting(seed=str(seed)))[0].fragment
        for seed in range(40)
    }

    assert len(chosen) == 6


def test_words_that_were_just_heard_rest() -> None:
    tired = [
        fragment("Remarkable lanterns everywhere.", name="a"),
        fragment("Remarkable lanterns everywhere.", name="b"),
    ]
    rested = fragment("Unfamiliar weather altogether.", name="c")
    second = [
        paragraphs(
            [*tired, rested],
            beat(number=100),
            beat(number=200),
            made=worlds.setting(seed=str(seed)),
        )
        for seed in range(30)
    ]

    assert all("c" in {p.fragment for p in found} for found in second)


class Patient(Realiser):
    """Reads every fragment that fits before it takes the one of the most points."""

    def _chosen(self, beat: Beat) -> Fragment | None:
        roles, recent = dict(beat.roles), frozenset(self._recent)
        read = [
            (-points - FINE * self._sound(fragment, beat, recent), fragment.id, fragment)
            for points, fragment in self._candidates(beat, roles)
            if self._fillable(fragment, roles)
        ]
        found = min(read, key=lambda one: one[:2])[2] if read else None
        self._used.update([found.id] if found else [])
        return found


def test_fragments_that_are_not_read_could_not_have_been_chosen() -> None:
    for told in stories_of_five()[:4]:
        patient = Patient(told.setting, bundled_genre().fragments)

        assert told.chapters == tuple(
            patient.chapter(told.telling, chapter) for chapter in told.telling.chapters
        )


@pytest.mark.parametrize(
    ("template", "roles"),
    [
        ("{B} came.", Roles.of(A=ADA)),
        ('B> "Well."', Roles.of(A=ADA)),
        ("It was {F.noun}.", Roles.of(A=ADA, F="harm")),
        ("It was {F.claim}.", Roles.of(A=ADA)),
        ("{I} lay there.", Roles.of(A=ADA)),
        ("{A} {tell}.", Roles.of(A=BO)),
        ('A> "{oath}."', Roles.of(A=ADA)),
        ('A> "{hedge}."', Roles.of(A=ADA)),
        ("{tell}", Roles.of(B=BO)),
        ("{one|two {B}} came.", Roles.of(A=ADA)),
    ],
)
def test_a_fragment_with_a_slot_that_nothing_fills_is_not_used(template: str, roles: Roles) -> None:
    assert paragraphs([fragment(template)], beat(roles=roles)) == ()


def test_nobody_is_named_by_their_part_in_a_line_of_their_own() -> None:
    roles = Roles.of(A=BO, B=ADA, culprit=BO)
    plain = fragment("{A} thought of {culprit}.")
    sure = fragment("{A} was {culprit}, and knew it.", name="f.2", a="culprit")

    assert paragraphs([plain], beat(roles=roles)) == ()
    assert paragraphs([sure], beat(roles=roles, features=(("a", ("culprit",)),)))
    assert paragraphs([plain], beat(roles=Roles.of(A=ADA, culprit=BO)))


def test_words_that_would_give_away_what_the_focalizer_does_not_know_are_passed_over() -> None:
    facts = worlds.facts()
    made = worlds.setting(facts={**facts, "deed": replace(facts["deed"], tokens=("broke", "vase"))})
    telltale, harmless = (
        fragment("{B} broke no vase of hers.", name="a", fact="harm"),
        fragment("{B} nodded.", name="b"),
    )
    features = (*GROUND, ("fact", ("harm",)))

    unknown = paragraphs(
        [telltale, harmless], beat(features=features, unknown=("deed",)), made=made
    )
    known = paragraphs([telltale, harmless], beat(features=features), made=made)

    assert [p.text for p in unknown] == ["Bo Marsh nodded."]
    assert [p.fragment for p in known] == ["a"]


# Slots.


def test_people_are_introduced_whole_and_then_go_by_pronouns() -> None:
    assert (
        text("{A} saw {B}, and {A.they} put {A.their} hat down.")
        == "Ada Vane saw Bo Marsh, and she put her hat down."
    )


def test_a_slot_at_the_start_of_a_sentence_gets_its_capital() -> None:
    assert (
        text("{A} came. {A.they} sat. {B.they} did not.")
        == "Ada Vane came. She sat. Bo Marsh did not."
    )
    assert text("{I} lay there.", roles=Roles.of(A=ADA, I="lamp")) == "The lamp lay there."


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lamp", "Ada Vane took the lamp: a lamp."),
        ("Ruth's watch", "Ada Vane took Ruth's watch: Ruth's watch."),
        ("captain's log", "Ada Vane took the captain's log: a captain's log."),
        ("Excalibur", "Ada Vane took Excalibur: Excalibur."),
        ("the Bible", "Ada Vane took the Bible: the Bible."),
        ("her ring", "Ada Vane took her ring: her ring."),
    ],
)
def test_a_thing_has_an_article_unless_it_is_somebody_s_or_has_a_name(name: str, told: str) -> None:
    items = worlds.setting().items
    made = worlds.setting(items={**items, "lamp": replace(items["lamp"], name=name)})
    roles = Roles.of(A=ADA, I="lamp")

    found = paragraphs([fragment("{A} took {I}: {I.a}.")], beat(roles=roles), made=made)

    assert [paragraph.text for paragraph in found] == [told]


@pytest.mark.parametrize(
    ("verb", "of_one"),
    [("go", "goes"), ("watch", "watches"), ("try", "tries"), ("want", "wants"), ("play", "plays")],
)
def test_the_ending_of_a_verb_is_spelled_as_the_verb_wants_it(verb: str, of_one: str) -> None:
    line = f'A> "{{B.they}} {verb}{{B.s}} it," {{A}} said.'
    several = worlds.setting(
        people={ADA: worlds.person(ADA), BO: replace(worlds.person(BO), pronouns=THEY)}
    )

    one, many = (paragraphs([fragment(line)], beat(), made=m) for m in (worlds.setting(), several))

    assert one[0].text == f'"He {of_one} it," Ada Vane said.'
    assert many[0].text == f'"They {verb} it," Ada Vane said.'


STOPPED = worlds.setting(
    people={
        ADA: replace(worlds.person(ADA, formal="Mr. T."), name="Sammy Davis Jr.", short="J. R."),
        BO: replace(
            worlds.person(BO, voice=Voice(address="surname")),
            name="the Queen of Hearts",
            short="the Queen of Hearts",
        ),
    }
)


def stopped(template: str, *more: str) -> list[str]:
    """Lines of two whose names end in a stop, or begin with an article."""
    found = paragraphs([fragment("\n\n".join((template, *more)))], beat(), made=STOPPED)
    return [paragraph.text for paragraph in found]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("It was {A}. It was {A}.", "It was Sammy Davis Jr. It was J. R."),
        ("{A} {B} saw.", "Sammy Davis Jr. the Queen of Hearts saw."),
        ("Was it {A}? {B} knew.", "Was it Sammy Davis Jr.? The Queen of Hearts knew."),
        ("It was {A}'s, and {B}'s.", "It was Sammy Davis Jr.'s, and the Queen of Hearts'."),
        ("{A}... {B} was {A}...", "Sammy Davis Jr.... The Queen of Hearts was J. R...."),
        ('A> "{A}. {A} saw," said {A}.', '"J. R. J. R. saw," said Sammy Davis Jr.'),
        ('B> "So, {A.called}. It was late," said {B}.', None),
        ('A> "Come, {B.called}," said {A}.', '"Come, Queen of Hearts," said Sammy Davis Jr.'),
    ],
)
def test_a_name_that_ends_in_a_stop_ends_no_sentence(template: str, told: str | None) -> None:
    expected = told or '"So, Mr. T. It was late," said the Queen of Hearts.'
    assert stopped(template) == [expected]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{A} {tell}. {A.they} sat.", "Yahoo! looked away. She sat."),
        ("It was {A}. {B} saw {A}!", "It was Yahoo! Mr. Who? saw Yahoo!"),
        ("Was it {B}? {A} {B} saw.", "Was it Mr. Who? Yahoo! Who? saw."),
        ('A> "Come in," said {A}. "It was {B}."', '"Come in," said Yahoo! "It was Who?"'),
        ("{A}, and {B}'s hat.", "Yahoo!, and Mr. Who?'s hat."),
    ],
)
def test_a_name_that_ends_in_a_mark_ends_no_sentence_but_its_own(template: str, told: str) -> None:
    exclaimed = worlds.setting(
        people={
            ADA: replace(worlds.person(ADA, tell="looks away"), name="Yahoo!", short="Yahoo!"),
            BO: replace(worlds.person(BO), name="Mr. Who?", short="Who?"),
        }
    )
    found = paragraphs([fragment(template)], beat(), made=exclaimed)
    assert [paragraph.text for paragraph in found] == [told]


def test_mentions_of_a_name_with_a_stop_stand_where_it_does() -> None:
    (found,) = paragraphs([fragment("It was {A}. It was {B}.")], beat(), made=STOPPED)
    named = [found.text[m.start : m.end] for m in found.mentions]
    assert named == ["Sammy Davis Jr.", "the Queen of Hearts"]


def test_a_tag_after_a_question_keeps_its_small_letter() -> None:
    assert text('{A} waited. "Well?" {A.they} said.') == 'Ada Vane waited. "Well?" she said.'
    assert (
        text('{A} waited. "Well?" {A.they} waited on.') == 'Ada Vane waited. "Well?" She waited on.'
    )


def test_verbs_agree_with_what_was_printed() -> None:
    cy = Roles.of(A=CY, B=BO)

    assert (
        text("{A} {A.was} late, and {A.they} {A.was} cold.", roles=cy)
        == "Cy Lund was late, and they were cold."
    )
    assert (
        text("{A.they} want{A.s} tea and {A.they} want{A.s} it now.", roles=cy)
        == "Cy Lund wants tea and they want it now."
    )


def test_inside_speech_names_are_short_and_pronouns_plain() -> None:
    said = text(
        'A> "{B} knows. Ask {B.them}, it is {B.theirs}, {B.they} made it {B.themself}, {B.their} '
        'own," said {A}.'
    )

    assert said == '"Bo knows. Ask him, it is his, he made it himself, his own," said Ada Vane.'


def test_each_calls_the_other_by_their_own_custom() -> None:
    assert text('A> "Well, {B.called}," said {A}.') == '"Well, Marsh," said Ada Vane.'
    assert (
        text('A> "Well, {B.called}," said {A}.', roles=Roles.of(A=BO, B=CY))
        == '"Well, Cyg," said Bo Marsh.'
    )
    assert (
        text('A> "Well, {B.called}," said {A}.', roles=Roles.of(A=BO, B=ADA))
        == '"Well, Ada," said Bo Marsh.'
    )
    assert (
        text('B> "Well, {A.called}," said {B}.', roles=Roles.of(A=ADA, B=CY))
        == '"Well, Ada," said Cy Lund.'
    )
    assert text("It was {B.called} again.") == "It was Marsh again."


def test_a_fact_is_put_as_a_claim_a_noun_or_a_gerund() -> None:
    facts = worlds.facts()
    deed = replace(facts["deed"], noun="the broken vase", gerund="breaking it")
    made = worlds.setting(facts={**facts, "deed": deed})
    (found,) = paragraphs(
        [fragment("It was known that {F.claim}: {F.noun}, and {F.gerund}.")],
        beat(roles=Roles.of(A=ADA, F="deed")),
        made=made,
    )

    assert (
        found.text == "It was known that Bo Marsh broke the vase: the broken vase, and breaking it."
    )


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (Roles.of(A=BO, B=ADA, F="deed"), '"I broke the vase,"'),
        (Roles.of(A=ADA, B=BO, F="deed"), '"You broke the vase,"'),
        (Roles.of(A=ADA, B=CY, F="deed"), '"Bo broke the vase,"'),
        (Roles.of(A=ADA, F="deed"), '"Bo broke the vase,"'),
    ],
)
def test_a_claim_in_speech_is_said_by_whom_it_is_said(roles: Roles, said: str) -> None:
    assert text('A> "{F.claim}," said {A}.', roles=roles).startswith(said)


def test_a_claim_in_anothers_speech_turns_round() -> None:
    assert text('B> "{F.claim}," said {B}.', roles=Roles.of(A=BO, B=ADA, F="deed")).startswith(
        '"You broke the vase,"'
    )


def test_what_an_author_wrote_in_braces_stays() -> None:
    made = worlds.setting(
        facts={
            **worlds.facts(),
            "own": replace(worlds.facts()["harm"], id="own", claim="the {A-team} won"),
        }
    )
    (found,) = paragraphs(
        [fragment("It was said that {F.claim}.")], beat(roles=Roles.of(A=ADA, F="own")), made=made
    )

    assert found.text == "It was said that the {A-team} won."


def test_things_are_one_or_many() -> None:
    one, many = Roles.of(A=ADA, I="lamp"), Roles.of(A=ADA, I="pieces")
    template = "{I}, {I.a}, {I.it}, {I.its}; {I.was}, {I.has}."

    assert text(template, roles=one) == "The lamp, a lamp, it, its; was, has."
    assert text(template, roles=many) == "The pieces, pieces, them, their; were, have."


def test_places_stand_after_their_preposition_or_alone() -> None:
    assert (
        text("{A} went to {P}.", roles=Roles.of(A=ADA, P="study")) == "Ada Vane went to the study."
    )
    assert text("{A} waited {here}.") == "Ada Vane waited in the hall."


def test_a_habit_is_told_in_the_past() -> None:
    assert text("{A} {tell}.") == "Ada Vane squared whatever lay in front of her."


def test_oaths_and_hedges_are_the_speakers_own() -> None:
    assert (
        text('A> "{oath}," said {A}, "{hedge}."', roles=Roles.of(A=BO, B=ADA))
        == '"Mercy," said Bo Marsh, "I suppose."'
    )


def test_one_of_the_alternatives_is_taken_by_the_seed() -> None:
    many = fragment("{One|Two|Three} of them.")
    found = {
        paragraphs([many], beat(), made=worlds.setting(seed=str(seed)))[0].text
        for seed in range(30)
    }

    assert found == {"One of them.", "Two of them.", "Three of them."}


def test_nobody_is_near_when_a_scene_begins() -> None:
    found = paragraphs(
        [fragment("{A} came."), fragment("{A.they} went.", name="f.2", tells="cut")],
        beat(),
        beat("cut", 200, scene=2),
    )

    assert [p.text for p in found] == ["Ada Vane came.", "Ada went."]


def test_they_is_put_for_one_person_as_for_another() -> None:
    made = worlds.setting(
        people={
            ADA: worlds.person(ADA),
            BO: worlds.person(BO),
            CY: worlds.person(CY, pronouns=THEY),
        }
    )
    (found,) = paragraphs(
        [fragment("{A} saw {A.themself}.")], beat(roles=Roles.of(A=CY)), made=made
    )

    assert found.text == "Cy Lund saw themself."


# Titles.


def test_a_chapter_takes_its_title_from_what_it_turns_on() -> None:
    titles = [
        fragment("What Was Asked", "title", "t.1", purpose="question"),
        fragment("Any Day", "title", "t.2"),
    ]

    assert rendered(titles).title == "What Was Asked"


def test_a_chapter_for_which_there_is_no_title_has_none() -> None:
    assert rendered([]).title == ""


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("{heir} waited, and {A} asked.", "heir"),
        ("{A} asked {B} of {G.noun}.", "G.noun"),
        ('heir> "Yes," said {A}.', "heir"),
    ],
)
def test_a_line_that_fits_and_that_nothing_fills_is_named_with_its_slot(
    text: str, slot: str
) -> None:
    lines = [fragment(text, name="own.1", place=HALL), fragment("{A} asked.", name="own.2")]

    found = rendered(lines, beat())

    assert found.unfilled == (f"own.1 {{{slot}}}",)
    assert [paragraph.fragment for paragraph in found.paragraphs] == ["own.2"]
    assert found == replace(found, unfilled=())


def test_of_a_story_in_which_every_line_is_filled_none_is_named() -> None:
    assert rendered([fragment("{A} asked.")], beat()).unfilled == ()
