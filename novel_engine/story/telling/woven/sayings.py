"""What is said in this world, at a turn, by somebody whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from novel_engine.story.english.stems import stems
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import Saying
from novel_engine.story.givens.verbs import Mark
from novel_engine.story.telling.chaptering import ToldScene
from novel_engine.story.telling.measure import MOST_SAID
from novel_engine.story.telling.syuzhet import Beat
from novel_engine.story.telling.woven.strands import Strand, beside, length_of

TURNS: Sequence[Mark] = ("turns", "charges", "admits", "lasts")
GONE: Sequence[Mark] = ("evades", "stands")
"""What somebody does who goes away without an answer."""
FACT_ROLES = ("F", "G")
SPOKEN_OF = ("claim", "noun", "gerund", "because", "serves", "takes", "by")


def sayings(scenes: Sequence[ToldScene], setting: Setting, person: str) -> Iterator[Strand]:
    """Sayings as the last word of a scene in which the story has turned, each once; of those that fit
    the latest scenes come first.
    """
    left = list(setting.texture.sayings)
    for number in range(len(scenes) - 1, -1, -1):
        scene = scenes[number]
        turn = next((beat for beat in reversed(scene.beats) if _is_turn(beat)), None)
        if turn is None or len(setting.texture.sayings) - len(left) >= MOST_SAID:
            continue
        fitting = [
            (one, who) for one in left if (who := _speaker(one, scene, turn, setting, person))
        ]
        pointed = [pair for pair in fitting if pair[0].about]
        if fitting:
            one, who = draws.dealt(f"sayings/{number}", setting.seed, "", pointed or fitting)
            left.remove(one)
            other = next((p for p in _near(turn, person) if p != who and p in _staying(scene)), "")
            roles = Roles.of(A=who, B=other)
            actor = "focal" if who == person else "other"
            beat = beside(turn, "saying", roles, ("actor", actor), ("saying", one.says))
            yield Strand(number, len(scene.beats), beat, length_of(one.says))


def _is_turn(beat: Beat) -> bool:
    return any(map(beat.marked, TURNS))


def _near(turn: Beat, person: str) -> Sequence[str]:
    """Those whom the turn is between, and whoever it is told through."""
    return [p for p in (turn.roles.get("B"), turn.roles.get("A"), person) if p]


def _staying(scene: ToldScene) -> Sequence[str]:
    """Who is there at the end of a scene: whoever its last beat has there and has not walked out."""
    last = scene.beats[-1]
    gone = {beat.roles.get("A") for beat in scene.beats if all(map(beat.marked, GONE))}
    return [one for one in last.present if one not in gone]


def _speaker(saying: Saying, scene: ToldScene, turn: Beat, setting: Setting, person: str) -> str:
    """Who would say it there: somebody whose it is, sooner one whom the turn is not about; empty for
    nobody.
    """
    if saying.about and stems(" ".join(saying.about)).isdisjoint(_talked_of(setting, turn)):
        return ""
    own = [one for one in _staying(scene) if _is_whose(saying, setting, one)]
    near = _near(turn, person)
    order = [*(one for one in own if one not in near), *(one for one in near if one in own)]
    is_heard = person in _staying(scene) and len(_staying(scene)) > 1
    return order[0] if order and is_heard else ""


def _is_whose(saying: Saying, setting: Setting, person: str) -> bool:
    found = setting.people.get(person)
    return found is not None and saying.who in ("", person, found.work)


def _talked_of(setting: Setting, turn: Beat) -> frozenset[str]:
    """The stems of what is talked of or done at a turn."""
    facts = [
        setting.facts[f] for role in FACT_ROLES if (f := turn.roles.get(role)) in setting.facts
    ]
    texts = [getattr(fact, key) for fact in facts for key in SPOKEN_OF]
    verb = turn.verb
    done = [verb.name.replace("_", " "), *verb.saying, *verb.retold] if verb else []
    return stems(" ".join((*texts, *done)))
