"""What a character may not say or do, whatever was chosen; and what they may, which is nearly
everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
import yaml

from novel_engine.story.asking.fault_codes import FaultCode
from novel_engine.story.asking.persona_brief import card
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.fabula.events import Acted, Departed, Effect, ItemMoved, Moved, id_of
from novel_engine.story.fabula.world import advance, begin
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import Action
from novel_engine.story.verifying.decisions import Wordings, decision_faults, vocabulary
from tests.support import worlds
from tests.support.bundled_stories import STORIES, bundled_story
from tests.support.stories import Told
from tests.support.worlds import ADA, BO, CY, GARDEN, HALL, STUDY, learned
from tests.tools.bare import unmeasured

SPEECH = re.compile(r'"([^"]*)"')
CHARACTERS = Path(__file__).parents[3] / "characters"
ASK = worlds.action("ask", BO, B=ADA, F="harm")
LIE = worlds.action("lie", BO, B=ADA, F="harm", G="cover")


def bo(*effects: Effect, **changes: object) -> PersonaView:
    """Bo, who broke the vase with something very like intent."""
    facts = worlds.facts()
    facts["deed"] = Fact(
        "deed",
        "vase",
        "deed",
        "{bo} hurled the blue vase against the mantel",
        stakes=3,
        subject=BO,
        secret_of=BO,
    )
    facts["motive"] = Fact(
        "motive",
        "vase",
        "motive",
        "{bo} detested the vase",
        subject=BO,
        secret_of=BO,
        tokens=("detested", "vase"),
    )
    known = (
        learned(BO, "harm"),
        learned(BO, "deed"),
        learned(BO, "motive"),
        learned(BO, "cover", -100),
    )
    found = worlds.house(*known, *effects, facts=facts, **changes)
    return view_of(found.setting, found.minds[BO], 5)


def codes(view: PersonaView, line: str = "", does: str = "", action: Action = ASK) -> Sequence[str]:
    known = vocabulary((card(view.card), "how things stand for this person"))
    found = [fault.code for fault in decision_faults(view, action, Wordings(line, does, known))]
    assert all(code in get_args(FaultCode) for code in found)
    return found


# ── faithful words raise no alarm ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "",
        "It was whole at eight, Ada. I went by with the lamp.",
        "Well, somebody's cat was in, that's all I know.",
        "The vase? What about the vase?",
        "Cy was out in the garden. Ask Cy.",
        "I never liked that cat, God forgive me.",
        "You think I broke it. Say so.",
        "The blue one? Pity.",
        "I'd have put it on the mantel myself.",
        "It was never you I minded, Ada.",
    ],
)
@pytest.mark.parametrize("action", [ASK, LIE])
def test_faithful_lines_pass(line: str, action: Action) -> None:
    assert codes(bo(), line, action=action) == []


@pytest.mark.parametrize(
    "does",
    [
        "Bo moved the lamp an inch to the left and back again.",
        "Bo poured Ada a cup and pushed it over without a word.",
        "Bo set a place for Cy.",
        "Bo laughed, as Cy would have.",
        "Bo folded Cy's coat over a chair.",
        "Bo looked at Ada, and Ada looked away.",
        "Bo thought better of it and sat down.",
        "Bo crossed to the window.",
    ],
)
def test_faithful_deeds_pass(does: str) -> None:
    view = bo(ItemMoved("lamp", "", HALL, 0), Moved(CY, HALL, STUDY))
    assert codes(view, does=does, action=worlds.action("improvise", BO)) == []


@pytest.mark.slow
def test_the_lines_that_ship_raise_no_alarm_where_they_are_said() -> None:
    """Every speech of whole stories, put as a model's line for the very act it was told for."""
    said, wrong = 0, []
    with unmeasured():
        for seed in (1, 2, 3, 4, 5, 6):
            for story in STORIES:
                for view, action, line in spoken_in(bundled_story(story, seed)):
                    said += 1
                    wrong += [(seed, code, line) for code in codes(view, line, action=action)]
    assert said > 150
    assert wrong == []


def spoken_in(told: Told) -> list[tuple[PersonaView, Action, str]]:
    """Each speech of a told story with the act it tells and the mind it came from."""
    speeches: dict[tuple[int, str], list[str]] = {}
    for chapter in told.chapters:
        for paragraph in chapter.paragraphs:
            if paragraph.speaker and len(paragraph.events) == 1:
                # A speech that its attribution interrupts ends there in a comma, whatever begins
                # after it.
                line = re.sub(r", (?=[A-Z])", ". ", " ".join(SPEECH.findall(paragraph.text)))
                speeches.setdefault((paragraph.events[0], paragraph.speaker), []).append(line)
    world, found = begin(told.setting), []
    for event in told.events:
        if isinstance(event, Acted):
            view = view_of(told.setting, world.minds[event.actor], event.turn)
            action = Action(event.verb, event.actor, event.roles)
            found += [
                (view, action, line)
                for line in speeches.get((id_of(event), event.actor), [])
                if line
            ]
        advance(world, event)
    return found


def test_nobodys_example_dialogue_raises_an_alarm() -> None:
    view = bo()
    for path in sorted(CHARACTERS.glob("*/character.yaml")):
        for line in yaml.safe_load(path.read_text(encoding="utf-8"))["example_dialogue"]:
            of_their_own = any(name in line for name in ("Holt", "Daly", "Sorn", "Margaret"))
            known = vocabulary([line.title() if of_their_own else ""])
            assert decision_faults(view, ASK, Wordings(line, known=known)) == (), line


# ── what is not theirs to say ─────────────────────────────────────────────────────────────────────


def test_ones_own_secret_is_told_by_the_act_that_tells_it_or_not_at_all() -> None:
    leak = "I hurled it. The blue vase, straight against the mantel."
    assert codes(bo(), leak) == ["early-leak"]
    assert codes(bo(), leak, action=LIE) == ["early-leak"]
    assert codes(bo(), leak, action=worlds.action("tell", BO, B=ADA, F="deed")) == []
    assert codes(bo(), "Somebody hurled the blue vase against the mantel.") == []


def test_what_everybody_here_has_heard_is_no_secret() -> None:
    view = bo()
    mind = view.lens.mind(BO)
    assert mind
    mind.known_to |= {(ADA, "deed"): 1, (CY, "deed"): 1}
    assert codes(view, "Yes, I hurled the blue vase against the mantel.") == []
    del mind.known_to[CY, "deed"]
    assert codes(view, "Yes, I hurled the blue vase against the mantel.") == ["early-leak"]


def test_words_that_a_telling_would_give_a_fact_away_by_are_kept_back() -> None:
    """The speaker is named wherever the line is told, so `I detested that vase` is enough."""
    assert codes(bo(), "I detested that vase.") == ["early-leak"]
    assert codes(bo(), "I detested that cat.") == []


def test_what_one_could_only_hit_on_by_chance_is_kept_back_too() -> None:
    """Bo has no idea that the window was shut; a telling through somebody who has none either would
    give it away.
    """
    chance = "No cat came in here, Ada; the window was shut."
    assert codes(bo(), chance) == ["early-leak"]
    assert codes(bo(learned(BO, "trace")), chance) == []


def test_what_is_like_something_known_is_kept_back_in_its_own_words() -> None:
    """That Ada is on the list is known; that Cy is too can be learnt only by being told."""
    facts = worlds.facts() | {
        f"list.{who}": Fact(
            f"list.{who}",
            "sea",
            "plan",
            f"{{{who}}}'s name is on the list for the boat",
            subject=who,
        )
        for who in (ADA, CY)
    }
    found = worlds.house(learned(BO, "list.ada"), facts=facts)
    view = view_of(found.setting, found.minds[BO], 5)
    assert codes(view, "You may as well have it: Cy's name is on the list for the boat.") == [
        "early-leak"
    ]
    assert codes(view, "Your name is on the list for the boat.") == []
    assert codes(view, "There is a list for the boat, with a name on it.") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Ask Harald. He was up.", "unknown-person"),
        ("Cy, you were up. Say something.", "absent-person"),
        ("It was you all along, Cy.", "absent-person"),
        ("Nobody comes here in the garden at this hour.", "wrong-place"),
        ("I'm holding the lamp, as you see.", "wrong-holder"),
        ("I have the lamp in my pocket.", "wrong-holder"),
        ("As an AI, I cannot say.", "refusal"),
    ],
)
def test_what_cannot_be_said_has_its_code(line: str, code: str) -> None:
    view = bo(Moved(CY, HALL, STUDY), ItemMoved("lamp", "", STUDY, 0))
    assert codes(view, line) == [code]


def test_whoever_has_gone_for_good_is_not_spoken_to() -> None:
    assert codes(bo(Departed(CY, "by sea")), "Well, Cy, tell us.") == ["dead-person"]


def test_a_line_is_not_said_twice() -> None:
    found = worlds.house(learned(BO, "harm"))
    line = "The cat was in; I heard it."
    worlds.after(
        found,
        worlds.acted(3, actor=BO, verb="tell", roles=Roles.of(A=BO, B=ADA, F="harm"), line=line),
    )
    view = view_of(found.setting, found.minds[BO], 6)
    assert codes(view, "The cat was in – I heard it!") == ["repetition"]
    assert codes(view, "The cat was.") == []


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("Bo smiled, and Ada knew what it meant.", "mind-reading"),
        ("Ada secretly hoped that it would pass.", "mind-reading"),
        ("Bo laid a hand on Cy and waited.", "absent-person"),
        ("Bo walked out to the garden and stood there.", "wrong-place"),
        ("Bo sat in the study with a book.", "wrong-place"),
        ("Bo picked up the lamp and blew on it.", "wrong-holder"),
        ("Bo opened the door to Harald.", "unknown-person"),
        ("Bo said: {choice: 3}", "not-prose"),
    ],
)
def test_what_cannot_be_done_has_its_code(does: str, code: str) -> None:
    view = bo(Moved(CY, HALL, STUDY), ItemMoved("lamp", "", STUDY, 0))
    assert codes(view, does=does, action=worlds.action("improvise", BO)) == [code]


def test_what_is_done_may_lead_where_it_is_declared_to_lead() -> None:
    going = worlds.action("improvise", BO, P=GARDEN)
    assert codes(bo(), does="Bo walked out to the garden.", action=going) == []


def test_somebody_here_may_hold_what_is_handled() -> None:
    view = bo(ItemMoved("lamp", ADA, "", 0))
    assert (
        codes(
            view,
            does="Bo took the lamp from Ada and set it down.",
            action=worlds.action("improvise", BO),
        )
        == []
    )


def test_a_reason_names_no_fact_and_quotes_nothing() -> None:
    view = bo()
    faults = decision_faults(
        view, ASK, Wordings("I hurled the blue vase against the mantel, Harald.")
    )
    assert {fault.code for fault in faults} == {"early-leak", "unknown-person"}
    assert not [
        word for fault in faults for word in ("vase", "Harald", "deed") if word in fault.reason
    ]
