"""What may be improvised, as far as its words go."""

from __future__ import annotations

import pytest

from novel_engine.story.deciding.views import view_of
from novel_engine.story.fabula.events import Effect, ItemMoved, Moved
from novel_engine.story.verifying.improvised_deeds import deed_faults
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, HALL, STUDY

IMPROVISE = worlds.action("improvise", BO)


def codes(does: str, *effects: Effect) -> list[str]:
    """What is wrong with it when Bo does it before Ada in the hall; Cy and the lamp are in the
    study.
    """
    found = worlds.house(Moved(CY, HALL, STUDY), ItemMoved("lamp", "", STUDY, 0), *effects)
    return [
        fault.code
        for fault in deed_faults(view_of(found.setting, found.minds[BO], 5), IMPROVISE, does)
    ]


@pytest.mark.parametrize(
    "does",
    [
        "",
        "Bo nodded at the chair Cy always took.",
        "Bo drank from the cup Cy had left.",
        "Bo listened to Cy's steps in the study.",
        "Bo listened for voices in the study.",
        "Bo looked out at the garden.",
        "Bo glanced at the door of the study.",
        "Bo shut the study door.",
        "Bo watched the rain in the garden.",
        "Bo waited to see what Ada thought of it.",
        "Bo looked to see whether Ada believed it.",
        "Bo stood as if Ada knew already.",
        "Bo smiled as though Ada had hoped for it.",
        "Bo hung up Cy's wet coat.",
        "Bo wrote a note to Cy and folded it small.",
        "Bo hummed the song that Cy was always humming.",
        "Bo looked up at the place where the lamp used to hang.",
        "Bo talked about the lamp for a while.",
        "Bo wiped the table and did not look at Ada.",
        "Bo moved Cy's chair nearer the fire.",
        "Bo waited for Cy, who did not come.",
        "Bo thought of the garden and said nothing.",
        "Bo counted the days since Cy left.",
        "Bo felt his own heart sink.",
        "Bo asked what Ada wanted.",
        "Bo said a word for Cy.",
        "Bo read over Ada's shoulder.",
        "Bo caught Ada's eye.",
        "Bo counted the spoons, and Ada watched.",
        "Bo swept the floor where the vase had been.",
        "Bo pointed towards the study.",
        "Bo set out three cups, one of them Cy's.",
        "Bo took a chair by the wall and put his feet up.",
    ],
)
def test_what_is_seen_from_outside_with_what_is_here_passes(does: str) -> None:
    assert codes(does) == []


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("Bo puts an arm round Cy.", "absent-person"),
        ("Bo and Cy carry the bucket out.", "absent-person"),
        ("Bo waits while Cy fills the cup.", "absent-person"),
        ("Bo tugs at Cy's sleeve.", "absent-person"),
        ("Bo takes Cy by the elbow.", "absent-person"),
        ("Bo hands Cy the bucket.", "absent-person"),
        ("Cy laughs, and Bo laughs too.", "absent-person"),
        ("Bo whispers something in Cy's ear.", "absent-person"),
        ("Bo kneels beside Cy.", "absent-person"),
        ("Bo smiles at Cy across the table.", "absent-person"),
        ("Bo pats Cy on the back.", "absent-person"),
        ("Bo sits on a bench in the garden.", "wrong-place"),
        ("Bo goes down into the garden and looks about.", "wrong-place"),
        ("Bo paces the study.", "wrong-place"),
        ("Bo, back in the study, sits down.", "wrong-place"),
        ("Bo turns the lamp over in his fingers.", "wrong-holder"),
        ("Bo holds up the lamp.", "wrong-holder"),
        ("Bo sets the lamp on the table.", "wrong-holder"),
        ("Bo puts the lamp away.", "wrong-holder"),
        ("Bo smiles; Ada is thinking of the cat.", "mind-reading"),
        ("Bo coughs, and Ada wishes herself elsewhere.", "mind-reading"),
        ("Bo looks at Ada, who suspects nothing.", "mind-reading"),
        ("Bo laughs, and it makes Ada feel ashamed.", "mind-reading"),
        ("Ada's heart sinks as Bo gets up.", "mind-reading"),
        ("Bo sits down, to Ada's secret relief.", "mind-reading"),
        ("Bo pours a cup, and Ada, who has always hated him, decides to wait.", "mind-reading"),
        ("Bo shrugs, knowing that Ada secretly loves him.", "mind-reading"),
        ("Bo winks at Ada, and she is inwardly furious.", "mind-reading"),
    ],
)
def test_what_is_not_here_or_not_to_be_seen_does_not(does: str, code: str) -> None:
    assert codes(does) == [code]


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("Bo sat down. Deep down, Ada would have liked to laugh.", "mind-reading"),
        ("Bo yawned; Ada did not believe it for a moment.", "mind-reading"),
        ("Bo yawned, and she knew what it meant.", "mind-reading"),
        ("Bo called from the garden.", "wrong-place"),
        ("Bo disappeared into the study.", "wrong-place"),
        ("Bo twirled the lamp.", "wrong-holder"),
    ],
)
def test_there_is_more_than_one_way_of_saying_it(does: str, code: str) -> None:
    assert codes(does) == [code]


def test_what_somebody_here_holds_is_handled_with_them_or_not_at_all() -> None:
    held = ItemMoved("lamp", ADA, "", 0)
    assert codes("Bo slipped the lamp into a sleeve.", held) == ["wrong-holder"]
    assert codes("Bo took the lamp from her and set it down.", held) == []
