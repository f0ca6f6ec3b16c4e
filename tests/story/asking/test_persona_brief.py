"""The view in plain words, said to the person whose view it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.story.asking.persona_brief import card, in_words, temper
from novel_engine.story.asking.second_person import UNKNOWN, SecondPerson, clipped, sentence
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Felt,
    GoalTaken,
    ItemMoved,
    Moved,
    Obliged,
    Refused,
    Related,
)
from novel_engine.story.fabula.mind import Memory
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.people import HE, Secret, Voice
from novel_engine.story.givens.roles import NO_ROLES, Roles
from novel_engine.story.givens.verbs import Choice
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, STUDY, learned

VERBS = Path(__file__).parents[3] / "configs" / "core" / "verbs.yaml"


def seen_by(who: str, *effects: Effect, **changes: object) -> PersonaView:
    found = worlds.house(*effects, **changes)
    return view_of(found.setting, found.minds[who], 5)


def told(view: PersonaView, *menu: Choice) -> str:
    return in_words(view, menu, ()).moment


def menu(name: str, who: str, **roles: str) -> Choice:
    return Choice(worlds.action(name, who, **roles), 1, ())


def test_every_kind_of_act_there_is_has_words() -> None:
    assert [verb.name for verb in worlds.bundled_genre().verbs.values() if not verb.saying] == []


def test_a_moment_says_where_who_and_what_is_here() -> None:
    text = told(
        seen_by(
            ADA,
            ItemMoved("lamp", ADA, "", 0),
            ItemMoved("pieces", "", HALL, 0),
            Moved(CY, HALL, STUDY),
        )
    )
    assert text.startswith("Day 1, 08:00, in the hall. Next to it: the study, the garden.")
    assert "Here: Bo (he/him): you have no strong feelings about them either way." in text
    assert "In your hands: the lamp.\nIn sight: the pieces." in text


def test_whoever_is_away_or_gone_is_so() -> None:
    text = told(seen_by(ADA, Moved(BO, HALL, STUDY), Departed(CY, "by sea")))
    assert "You are alone." in text
    assert "Not here: Bo.\nGone for good: Cy." in text


def test_how_one_stands_and_feels_is_said_by_degrees() -> None:
    effects = (
        Related(ADA, BO, "affection", 0, 3),
        Related(ADA, BO, "trust", 0, -1),
        Related(ADA, CY, "debt", 0, -2),
        Related(ADA, CY, "fear", 0, -2),
        Felt(ADA, "anger", BO, 0, 4),
        Felt(ADA, "shame", "", 0, 1),
        Felt(ADA, "joy", "", 0, 2),
    )
    text = told(seen_by(ADA, *effects))
    assert "Here: Bo (he/him): you are fond of him deeply; you distrust him a little." in text
    assert "Here: Cy (they/them): they are in your debt." in text
    assert "You feel very angry with Bo, glad, a little ashamed." in text


def test_beliefs_have_their_source_and_their_certainty() -> None:
    effects = (
        learned(ADA, "harm", 90),
        learned(ADA, "cover", -80, "inferred"),
        learned(ADA, "deed", 62, "told", CY),
        learned(ADA, "blame", 45, "lied_to", BO),
        learned(ADA, "trace", 20, "read"),
        learned(ADA, "sailing", 99, "told"),
    )
    text = told(seen_by(ADA, *effects))
    for line in (
        "- The vase is in pieces. (you saw it yourself; nearly sure)",
        "- It is not so that the cat broke the vase. (you worked it out; nearly sure)",
        "- Bo broke the vase. (Cy said so; fairly sure)",
        "- Cy broke the vase. (Bo said so; in two minds)",
        "- The window was shut, and no cat came in. (you read it; a bare suspicion)",
        "- Cy is going to sea. (you were told; certain)",
    ):
        assert line in text


def test_ones_own_secrets_are_kept_apart_with_who_has_heard_them() -> None:
    view = seen_by(BO, learned(BO, "deed"), learned(BO, "motive"))
    assert (
        "You keep to yourself that you broke the vase; as far as you know nobody here has heard it."
        in told(view)
    )
    mind = view.lens.mind(BO)
    assert mind
    mind.known_to[(ADA, "deed")] = 1
    assert "that you broke the vase; here it has been heard by Ada." in told(view)


def test_a_belief_that_the_menu_needs_is_never_dropped() -> None:
    facts = {f"f{n}": Fact(f"f{n}", "sea", "plan", f"it is claim {n}") for n in range(30)}
    made = {"facts": worlds.facts() | facts}
    view = seen_by(ADA, *(learned(ADA, name) for name in facts), **made)
    menus = [menu("tell", ADA, B=BO, F=f"f{n}") for n in range(12)]
    text = told(view, *menus)
    assert all(f"It is claim {n}." in text for n in range(12))
    assert text.count("It is claim") == 12
    assert told(view).count("It is claim") == 7


def test_what_one_wants_is_said_by_what_one_knows_of_it() -> None:
    effects = (
        learned(ADA, "harm"),
        GoalTaken(ADA, "learn", "vase", "", 4),
        GoalTaken(ADA, "punish", "vase", BO, 3),
        GoalTaken(ADA, "conceal", "sea", "", 2),
        GoalTaken(ADA, "leave", "sea", "", 1),
    )
    text = told(seen_by(ADA, *effects))
    wants = (
        "You want to get to the bottom of this: that the vase is in pieces; and to see "
        "somebody answer for it (Bo); and "
    )
    assert wants + "to keep something from coming out." in text


def test_things_wanted_alike_are_said_together() -> None:
    wanted = (GoalTaken(ADA, "learn", "vase", "", 4), GoalTaken(ADA, "learn", "sea", "", 3))
    text = told(seen_by(ADA, learned(ADA, "harm"), learned(ADA, "sailing"), *wanted))
    assert (
        "You want to get to the bottom of this: that the vase is in pieces, and that Cy is going "
        "to sea."
    ) in text


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (menu("ask", ADA, B=BO, F="deed"), "Ask Bo how it is that he broke the vase."),
        (menu("ask", ADA, B=CY, F="sailing"), "Ask Cy how it is that they are going to sea."),
        (menu("tell", ADA, B=CY, F="deed"), "Tell Cy that Bo broke the vase."),
        (menu("tell", ADA, B=BO, F="letter"), "Tell Bo that a letter came for him from his aunt."),
        (menu("tell", ADA, B=BO, F="drift"), "Tell Bo that you once dug Bo out."),
        (menu("tell", ADA, B=BO, F="pair"), "Tell Bo that Max and Bo are friends."),
        (menu("tell", ADA, B=BO, F="rival"), "Tell Bo that Max has Bo's hat."),
        (
            menu("warn", ADA, B=BO, F="deed"),
            "Take Bo aside and warn him: you know that he broke the vase.",
        ),
        (
            menu("ask", ADA, B=BO, F="drift"),
            "Ask Bo what is thought of it that you once dug Bo out.",
        ),
        (menu("promise", ADA, B=CY), "Give Cy your word that you will stand by them."),
        (menu("promise", ADA, B="nobody"), "Give somebody your word that you will stand by them."),
    ],
)
def test_whoever_has_been_named_is_a_pronoun_where_it_can_mean_nobody_else(
    choice: Choice, words: str
) -> None:
    claims = {
        "letter": "a letter came for {bo} from {bo}'s aunt",
        "drift": "{ada} once dug {bo} out",
        "pair": "{max} and {bo} are friends",
        "rival": "{max} has {bo}'s hat",
    }
    facts = worlds.facts() | {
        name: Fact(name, "sea", "plan", claim) for name, claim in claims.items()
    }
    people = {name: worlds.person(name) for name in (*worlds.PEOPLE, "max")}
    people["max"] = worlds.person("max", pronouns=HE)
    known = (learned(ADA, fact) for fact in ("deed", "sailing", *claims))
    view = seen_by(ADA, *known, facts=facts, people=people)
    assert in_words(view, [choice], ()).menu == f"1. {words}"


def test_an_answer_that_is_owed_is_said() -> None:
    asked = Obliged(ADA, BO, "harm", "ask", ("lie",))
    assert "You owe Bo an answer now, about this: that the vase is in pieces." in told(
        seen_by(ADA, learned(ADA, "harm"), asked)
    )
    assert f"You owe Bo an answer now, about this: {UNKNOWN}." in told(seen_by(ADA, asked))


def test_what_was_just_said_is_quoted_and_what_failed_is_owned() -> None:
    found = worlds.house(learned(ADA, "harm"))
    spoken = worlds.acted(
        3, verb="ask", roles=Roles.of(A=ADA, B=BO, F="harm"), manner=1, line="It's in bits."
    )
    refused = Refused(
        4, 0, (), 1, HALL, ADA, "search", Roles.of(A=ADA), "there is nothing", worlds.PEOPLE, ()
    )
    improvised = worlds.acted(
        5, verb="improvise", roles=Roles.of(A=ADA), line="Ada {swept} the hall."
    )
    worlds.after(found, spoken, refused, improvised)
    text = told(view_of(found.setting, found.minds[ADA], 6))
    assert "- You asked Bo how it is that the vase is in pieces: “It's in bits.”" in text
    assert f"- You searched for {UNKNOWN}, or would have, but could not." in text
    assert "- Ada {swept} the hall." in text
    other = told(view_of(found.setting, found.minds[BO], 6))
    assert f"- Ada asked you about {UNKNOWN}: “It's in bits.”" in other


def test_old_memories_are_quoted_in_brief() -> None:
    view = seen_by(ADA, learned(ADA, "harm"))
    old = Memory(1, 0, "tell", BO, Roles.of(A=BO, B=ADA, F="harm"), 5, "word " * 60)
    brief = in_words(view, (), (old, Memory(2, 0, "scene_opened", "", NO_ROLES, 5)))
    assert brief.memories.startswith("- Bo told you that the vase is in pieces: “word")
    assert len(brief.memories) < 140


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (menu("ask", ADA, B=BO, F="harm", manner="2"), ("Ask Bo how it is that the vase is in "
         "pieces; plainly.")),
        (menu("lie", ADA, B=BO, F="harm", G="cover"), ("Lie to Bo: say that the cat broke "
         "the vase.")),
        (
            menu("answer_true", ADA, B=BO, F="deed", G="harm", tactic="joke"),
            "Answer Bo truly: say that the vase is in pieces; making light of it.",
        ),
        (menu("accuse", ADA, B=BO, F="deed", manner="1"), ("Say it to Bo's face, as a "
         "charge: that "
          "he broke the vase.")),
        (menu("give", ADA, B=BO, I="lamp"), "Give Bo the lamp."),
        (menu("go", ADA, P=STUDY), "Go to the study."),
        (menu("whisper_to", ADA, B=BO, F="harm"), ("Whisper to Bo, as to this: that the "
         "vase is in "
          "pieces.")),
        (menu("infer", ADA, F="shard"), "Think it through, alone in your head."),
        (menu("wait", ADA), "Wait, and say nothing that matters."),
        (menu("tell", ADA, B="nobody", F="harm"), "Tell somebody that the vase is in pieces."),
    ],
)  # fmt: skip
def test_a_line_of_the_menu_is_plain_words(choice: Choice, words: str) -> None:
    view = seen_by(ADA, learned(ADA, "harm"), learned(ADA, "cover", -90), learned(ADA, "deed", 70))
    assert in_words(view, [choice], ()).menu == f"1. {words}"


def test_thinking_it_through_names_the_grounds_and_never_the_conclusion() -> None:
    view = seen_by(ADA, learned(ADA, "shard"), learned(ADA, "seen"))
    words = in_words(view, [menu("infer", ADA, F="deed")], ()).menu
    assert words == (
        "1. Think it through, alone in your head: that Bo was up in the night, and that a shard "
        "is stuck in Bo's shoe; "
        "and see what follows."
    )


def test_a_claim_about_oneself_is_said_to_oneself_and_braces_of_ones_own_are_braces() -> None:
    made = {
        "facts": worlds.facts()
        | {"own": Fact("own", "own", "secret", "{bo}'s hat has {x} in it", secret_of=BO)}
    }
    view = seen_by(BO, learned(BO, "own"), **made)
    assert SecondPerson(view).claim("own") == "your hat has {x} in it"
    assert SecondPerson(view).claim("deed") == UNKNOWN
    assert SecondPerson(view).name("nowhere") == "somebody"


def test_text_from_outside_is_cut_short_and_ends_as_a_sentence() -> None:
    assert clipped("a  b\nc", 9) == "a b c"
    assert len(clipped("x" * 99, 10)) == 10
    assert [sentence(clause) for clause in ("gone", "Gone?", "gone…")] == [
        "Gone.",
        "Gone?",
        "Gone…",
    ]


def test_a_card_holds_the_person_and_nothing_of_other_programs() -> None:
    person = worlds.person(
        ADA,
        work="clerk",
        description="d" * 900,
        traits={"pride": 2, "warmth": -1},
        voice=Voice(2, "short", ("I mean",), ("hell's teeth",), "surname"),
        goals=("win",),
        secrets=(Secret("she has left"),),
        tactics=("go_quiet",),
        never=("strike",),
        example_dialogue=("Gone.",) * 9,
        extensions='{"x": "zq"}',
        source="zq",
        tags=("zq",),
    )
    text = card(person)
    assert "Name: Ada Vane, called Ada (she/her), 40.\nWork: clerk." in text
    assert "Temper: very proud; cold." in text
    assert (
        "Talks in: short sentences, formal, without contractions; calls people by their "
        "surnames; "
        "says “I mean”; swears"
    ) in text
    assert (
        "Gets their way by: go quiet.\nWould never: strike.\nKeeps to themself that: she has left."
        in text
    )
    assert text.count("- Gone.") == 3
    assert "zq" not in text
    assert len(text) < 1_400
    assert temper(worlds.person(BO)) == ()
    assert "Temper" not in card(worlds.person(BO))
