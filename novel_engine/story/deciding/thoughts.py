"""What a person makes of what they believe and are after: worked out once for as long as it stays.

In three turns of four nobody's beliefs change, so that whoever looks at a person twice passes what
was thought of on (`story/deciding/views`).
"""

from __future__ import annotations

from novel_engine.story.deciding.leeway import Leeway
from novel_engine.story.deciding.lens import MindLens
from novel_engine.story.deciding.questions import inferable_by, puzzles_of
from novel_engine.story.deciding.weights import EXPLAINING, PUZZLING, SALIENT, WANTED
from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.mind import Belief, Mind
from novel_engine.story.fabula.setting import Setting


class Thoughts:
    """One person's, of these beliefs and goals. `salient` are the facts foremost in mind, at most
    six.
    """

    __slots__ = (
        "_goals",
        "_held",
        "_leeway",
        "_setting",
        "_topics",
        "beliefs",
        "inferable",
        "known",
        "person",
        "puzzles",
        "salient",
        "secrets",
    )

    def __init__(self, setting: Setting, mind: Mind) -> None:
        lens = MindLens(setting, mind)
        self.person = mind.person
        self._setting, self._goals = setting, mind.goals
        self._held = tuple(mind.beliefs.values())
        self._topics: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.known = frozenset(mind.beliefs)
        self.beliefs = tuple(mind.beliefs[fact] for fact in sorted(mind.beliefs))
        self.puzzles = puzzles_of(lens, mind)
        self.inferable = inferable_by(lens, mind)
        own = setting.secrets_of.get(mind.person, ())
        self.secrets = tuple(fact for fact in own if mind.holds_true(fact))
        self.salient = _salient(setting, mind, self.puzzles)
        self._leeway = Leeway()

    def are_of(self, setting: Setting, mind: Mind) -> bool:
        """Whether this mind would think the same: it is the same person's, of the same story, and
        nothing in it has changed that was thought of.
        """
        return (
            setting is self._setting
            and mind.person == self.person
            and mind.goals == self._goals
            and tuple(mind.beliefs.values()) == self._held
        )

    def leeway(self, verbs: object) -> Leeway:
        """What these beliefs leave possible of the verbs."""
        self._leeway = self._leeway.for_verbs(verbs)
        return self._leeway

    def topics(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """What is about these facts and things, as far as the person can tell: a thing not yet
        looked at could be about anything.
        """
        found = self._topics.get(values)
        if found is None:
            found = self._topics[values] = tuple(
                topic for value in values for topic in self._topics_of(value)
            )
        return found

    def _topics_of(self, value: str) -> list[str]:
        facts, items = self._setting.facts, self._setting.items
        if value in facts:
            return [facts[value].topic]
        shown = items[value].evidence if value in items else ()
        return [facts[fact].topic for fact in shown if fact in self.known]


def _salient(setting: Setting, mind: Mind, puzzles: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {g.topic for g in mind.goals}
    puzzled = {setting.facts[fact].topic for fact in puzzles}

    def order(belief: Belief) -> tuple[int, int, str]:
        fact = setting.facts[belief.fact]
        explains = fact.topic in puzzled and setting.is_so("explains", fact)
        score = PUZZLING * (belief.fact in puzzles) + WANTED * (fact.topic in wanted)
        score += EXPLAINING * (explains and belief.confidence >= SURE)
        return (-score, -belief.event, belief.fact)

    held = sorted((b for b in mind.beliefs.values() if b.value and b.confidence > 0), key=order)
    return tuple(b.fact for b in held[:SALIENT])
