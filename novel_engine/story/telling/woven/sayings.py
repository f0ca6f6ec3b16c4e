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
from novel_engine.values import dataclass

TURNS: Sequence[Mark] = ("turns", "charges", "admits", "lasts")
GONE: Sequence[Mark] = ("evades", "stands")
"""What somebody does who goes away without an answer."""
SPOKEN_OF = ("claim", "noun", "gerund", "because", "serves", "takes", "by")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A saying that fits a turn, and who would say it there."""

    saying: Saying
    turn: Beat
    who: str


def sayings(scenes: Sequence[ToldScene], setting: Setting, person: str) -> Iterator[Strand]:
    """Sayings as the last word of a scene in which the story has turned, each once; those for the
    latest scenes first.
    """
    left = list(setting.texture.sayings)
    most = max(len(left) - MOST_SAID, 0)
    for number in range(len(scenes) - 1, -1, -1):
        found = list(_fitting(left, scenes[number], setting, person)) if len(left) > most else []
        pointed = [one for one in found if one.saying.about]
        if found:
            one = draws.dealt(f"sayings/{number}", setting.seed, "", pointed or found)
            left.remove(one.saying)
            yield _strand(one, scenes[number], number, person)


def _strand(one: Utterance, scene: ToldScene, number: int, person: str) -> Strand:
    there = _staying(scene)
    other = next((p for p in _near(one.turn, person) if p != one.who and p in there), "")
    actor = "focal" if one.who == person else "other"
    more = (("actor", actor), ("saying", one.saying.says))
    beat = beside(scene.beats[-1], "saying", Roles.of(A=one.who, B=other), *more)
    return Strand(number, len(scene.beats), beat, length_of(one.saying.says))


def _fitting(
    left: Sequence[Saying], scene: ToldScene, setting: Setting, person: str
) -> Iterator[Utterance]:
    """The sayings that fit a turn of the scene, each at the last that it fits."""
    turns = [beat for beat in reversed(scene.beats) if _is_turn(beat)]
    for saying in left:
        for turn in turns:
            if who := _speaker(saying, scene, turn, setting, person):
                yield Utterance(saying, turn, who)
                break


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
    """Who would say it there: somebody whose it is, and whom the turn is not about, since a saying of
    those would blunt what they have just said; empty for nobody.
    """
    if saying.about and stems(" ".join(saying.about)).isdisjoint(_talked_of(setting, turn)):
        return ""
    own = [one for one in _staying(scene) if _is_whose(saying, setting, one)]
    near = _near(turn, person)
    is_heard = person in _staying(scene)
    return next((one for one in own if one not in near and is_heard), "")


def _is_whose(saying: Saying, setting: Setting, person: str) -> bool:
    found = setting.people.get(person)
    return found is not None and saying.who in ("", person, found.work)


def _talked_of(setting: Setting, turn: Beat) -> frozenset[str]:
    """The stems of what is talked of or done at a turn."""
    facts = [setting.facts[one] for one in turn.roles.matters if one in setting.facts]
    texts = [getattr(fact, key) for fact in facts for key in SPOKEN_OF]
    verb = turn.verb
    done = [verb.name.replace("_", " "), *verb.saying, *verb.retold] if verb else []
    return stems(" ".join((*texts, *done)))
