"""Effects in the making: what an act changes, worked out against the world and against what it has
already changed.

How a mind takes news lives here: whether a telling is believed, what it rules out, and what it does
to the heart.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.story.adjudicating.credence import (
    ASSUMED,
    BARELY,
    BORNE_OUT,
    DOUBT_MARGIN,
    DOUBTED,
    HEARD_BASE,
    HEARD_LEAST,
    HEARD_MOST,
    HEARD_TRAIT,
    HEARD_TRUST,
    SEEN,
    SHOWN_OTHERWISE,
    TRUST_LOST,
    TRUST_LOST_GRAVELY,
    WRONGED_BY_GRIEF,
)
from novel_engine.story.adjudicating.withholding import most_felt
from novel_engine.story.fabula.certainty import CERTAIN, HEARSAY, SURE, room, shares
from novel_engine.story.fabula.events import (
    Departed,
    Effect,
    Felt,
    GoalDropped,
    GoalTaken,
    ItemDestroyed,
    ItemMoved,
    Learned,
    Moved,
    Obliged,
    Related,
    Released,
)
from novel_engine.story.fabula.faculties import MOST_EMOTION, MOST_RELATION
from novel_engine.story.fabula.mind import Mind
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.facts import Fact
from novel_engine.values import replace


class Draft:
    """One event's effects, in order; reads see what has been drafted."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.effects: list[Effect] = []
        self._relations: dict[tuple[str, str, str], int] = {}
        self._emotions: dict[tuple[str, str, str], int] = {}
        self._beliefs: dict[tuple[str, str], int] = {}

    def relation(self, person: str, axis: str, other: str) -> int:
        """How one stands to another, this draft included."""
        drafted = self._relations.get((person, axis, other))
        return self.world.minds[person].relation(axis, other) if drafted is None else drafted

    def relate(self, person: str, other: str, axis: str, change: int) -> None:
        """Move one axis, within −3 … 3."""
        if not person or not other or person == other or person not in self.world.minds:
            return
        before = self.relation(person, axis, other)
        after = max(-MOST_RELATION, min(MOST_RELATION, before + change))
        if after != before:
            self._relations[(person, axis, other)] = after
            self.effects.append(Related(person, other, axis, before, after))

    def feel(self, person: str, emotion: str, change: int, target: str = "") -> None:
        """Raise or spend a feeling, within 0 … 5, and no higher than the director lets it grow by
        now; one spent without a target is spent towards all.
        """
        towards = (target,) if target else self._targets(person, emotion)
        levels = [self.level(person, emotion, other) for other in towards]
        if change < 0 and not target:
            for other, level in zip(towards, levels, strict=True):
                self._shift(person, emotion, other, max(0, level + change))
            return
        before = max(levels, default=0)
        most = most_felt(self.world, person, emotion) if change > 0 else MOST_EMOTION
        self._shift(person, emotion, target, max(0, min(max(most, before), before + change)))

    def level(self, person: str, emotion: str, target: str) -> int:
        """How strongly a person feels something towards one target, or towards nobody, this draft
        included.
        """
        drafted = self._emotions.get((person, emotion, target))
        if drafted is not None:
            return drafted
        mind = self.world.minds[person]
        felt = mind.emotions.get((emotion, target))
        return felt.now(mind.scene) if felt else 0

    def _targets(self, person: str, emotion: str) -> tuple[str, ...]:
        drafted = {t for who, what, t in self._emotions if (who, what) == (person, emotion)}
        return tuple(
            sorted(
                drafted | {t for what, t in self.world.minds[person].emotions if what == emotion}
            )
        )

    def _shift(self, person: str, emotion: str, target: str, after: int) -> None:
        before = self.level(person, emotion, target)
        if after != before:
            self._emotions[(person, emotion, target)] = after
            self.effects.append(Felt(person, emotion, target, before, after))

    def sureness(self, person: str, fact: str) -> int:
        """How sure a person is, −100 … 100, this draft included."""
        drafted = self._beliefs.get((person, fact))
        if drafted is not None:
            return drafted
        belief = self.world.minds[person].beliefs.get(fact)
        return 0 if belief is None else belief.confidence if belief.value else -belief.confidence

    def has_heard_of(self, person: str, fact: str) -> bool:
        """Whether a person holds the fact true or false, this draft included."""
        return (person, fact) in self._beliefs or fact in self.world.minds[person].beliefs

    def _excluded(self, person: str, fact: str) -> int:
        """How sure a person must be that a fact they never heard of is not so: as sure as of what
        excludes it.
        """
        rivals = [self.sureness(person, rival) for rival in self.world.setting.rivals.get(fact, ())]
        return -max((sure for sure in rivals if sure >= SURE), default=0)

    def learn(self, person: str, fact: str, source: str, sureness: int, teller: str = "") -> bool:
        """Let a person take a fact in as true, or as false where `sureness` (−100 … 100) is
        negative.

        What it excludes falls, if they have heard of it, and what it hurts hurts. False when
        nothing changed.
        """
        if fact not in self.world.setting.facts or person not in self.world.minds:
            return False
        before = self.sureness(person, fact)
        sureness = self._beside_rivals(person, fact, sureness)
        same = (before > 0) == (sureness > 0) and abs(before) >= abs(sureness)
        if before == sureness or same or abs(before) >= CERTAIN or sureness == 0:
            return False
        self._believe(person, fact, sureness, source, teller)
        self._lower_rivals(person, fact, sureness)
        if sureness >= SURE:
            self._rule_out(person, fact, sureness, (source, teller) if teller else ("inferred", ""))
            if before < SURE:
                self._come_home(person, fact, sureness)
        return True

    def doubt(self, person: str, fact: str, less: int, teller: str) -> None:
        """Let a person be less sure of what they hold true: never so that they hold it false."""
        sure = self.sureness(person, fact)
        if 0 < sure < CERTAIN:
            self._believe(person, fact, max(1, sure - less), "told", teller)

    def _held_rivals(self, person: str, fact: str) -> dict[str, int]:
        """How sure a person is of each account that the fact excludes and that they hold true."""
        rivals = self.world.setting.rivals.get(fact, ())
        found = {rival: self.sureness(person, rival) for rival in rivals}
        return {rival: sure for rival, sure in found.items() if sure > 0}

    def _beside_rivals(self, person: str, fact: str, sureness: int) -> int:
        """How sure the person can become, beside the accounts that the fact excludes."""
        held, beliefs = self._held_rivals(person, fact), self.world.minds[person].beliefs
        told = ((beliefs[r].source == "told") if r in beliefs else False for r in held)
        return room(sureness, tuple(zip(held.values(), told, strict=True)))

    def _lower_rivals(self, person: str, fact: str, sureness: int) -> None:
        """All the accounts of one topic share one hundred of confidence: what a new one takes, the
        others lose in proportion.
        """
        held = self._held_rivals(person, fact)
        left = shares(sureness, tuple(held.values()))
        for rival, share in zip(held, left, strict=True):
            if share < held[rival]:
                self._believe(person, rival, share, "inferred", "")

    def _rule_out(self, person: str, fact: str, sureness: int, whence: tuple[str, str]) -> None:
        """Let what the fact excludes fall, as far as they have heard of it."""
        for rival in self.world.setting.rivals.get(fact, ()):
            if self.has_heard_of(person, rival) and self.sureness(person, rival) > -sureness:
                self._believe(person, rival, -sureness, *whence)

    def _come_home(self, person: str, fact: str, sureness: int) -> None:
        """What it does to a person to be sure of a fact for the first time."""
        found = self.world.setting.facts[fact]
        self._strike_home(person, found)
        self._shake(person, fact)
        if sureness < CERTAIN:
            self._assume_the_best(person, found)

    def _shake(self, person: str, fact: str) -> None:
        """What speaks more strongly for another account than one is sure of one's own puts one's
        own in doubt.
        """
        setting = self.world.setting
        for rule in setting.rules_by_premise.get(fact, ()):
            if not rule.value or any(
                self.sureness(person, premise) < SURE for premise in rule.premises
            ):
                continue
            for rival in setting.rivals.get(rule.conclusion, ()):
                if SURE <= self.sureness(person, rival) < rule.confidence:
                    self._believe(person, rival, DOUBTED, "inferred", "")

    def _assume_the_best(self, person: str, fact: Fact) -> None:
        """Whoever learns of a harm first takes it for nobody's doing, though only just if of a
        suspicious turn.
        """
        setting = self.world.setting
        if not setting.is_so("happened", fact):
            return
        suspicious = setting.people[person].trait("trustfulness") < 0
        same = setting.facts_by_topic[fact.topic]
        accounts = [f.id for f in same if setting.is_so("explains", f)]
        if not any(self.has_heard_of(person, account) for account in accounts):
            innocent = [f.id for f in same if setting.is_so("excuses", f)]
            each = min(BARELY if suspicious else ASSUMED, CERTAIN // max(1, len(innocent)))
            for one in innocent:
                self._believe(person, one, each, "inferred", "")

    def _believe(self, person: str, fact: str, sureness: int, source: str, teller: str) -> None:
        self._beliefs[(person, fact)] = sureness
        self.effects.append(Learned(person, fact, int(sureness > 0), abs(sureness), source, teller))

    def _strike_home(self, person: str, fact: Fact) -> None:
        """What a fact does to someone it hurts, by its kind and stakes."""
        if fact.hurts != person or not fact.subject or fact.subject == person:
            return
        sharp = max(1, fact.stakes)
        if self.world.setting.is_so("grieves", fact):
            self.feel(person, "grief", sharp, fact.subject)
            self.feel(person, "anger", WRONGED_BY_GRIEF, fact.subject)
            self.relate(person, fact.subject, "trust", -TRUST_LOST)
        else:
            self.feel(person, "anger", sharp, fact.subject)
            lost = TRUST_LOST_GRAVELY if fact.stakes > 1 else TRUST_LOST
            self.relate(person, fact.subject, "trust", -lost)
            self.relate(person, fact.subject, "affection", -1)

    def hear(self, person: str, fact: str, teller: str, *, lie: bool) -> None:
        """Let a person be told a fact: believed as far as the teller is trusted, doubted where
        evidence speaks against it.
        """
        mind = self.world.minds[person]
        sure, before = self._as_heard(mind, fact, teller)
        if before < 0 and -before + DOUBT_MARGIN >= sure:
            self.relate(person, teller, "trust", -TRUST_LOST)
            self.effects.append(Felt(person, "anger", teller, *self._raised(person, teller)))
            if not self.has_heard_of(person, fact):
                self.learn(person, fact, "inferred", before)
            return
        against = self._evidence_against(mind, fact)
        if against >= min(SHOWN_OTHERWISE, sure - DOUBT_MARGIN):
            self.learn(person, fact, "inferred", -against)
            self.relate(person, teller, "trust", -TRUST_LOST)
            return
        self.learn(person, fact, "lied_to" if lie else "told", sure, teller)

    def _evidence_against(self, mind: Mind, fact: str) -> int:
        """How strongly what a person holds speaks against a fact, or for another account of the
        same thing.
        """
        others = self.world.setting.rivals.get(fact, ())
        return max(
            ruled(self.world, mind, fact, so=False),
            *(ruled(self.world, mind, other, so=True) for other in others),
            0,
        )

    def _as_heard(self, mind: Mind, fact: str, teller: str) -> tuple[int, int]:
        """How far the telling is believed, and how sure of it the person was: what they saw bears
        out what they are told.
        """
        sure = heard_confidence(self.world, mind, teller)
        heard_of = self.has_heard_of(mind.person, fact)
        before = self.sureness(mind.person, fact) if heard_of else self._excluded(mind.person, fact)
        borne_out = ruled(self.world, mind, fact, so=True)
        if not borne_out:
            return sure, before
        held = mind.beliefs.get(fact)
        if before < 0 and held is not None and held.source == "told":
            before = min(0, before + HEARSAY)
        return min(HEARD_MOST, max(sure, borne_out) + BORNE_OUT), before

    def _raised(self, person: str, target: str) -> tuple[int, int]:
        before = self._emotions.get(
            (person, "anger", target), self.world.minds[person].emotion("anger", target)
        )
        after = min(MOST_EMOTION, before + 1)
        self._emotions[(person, "anger", target)] = after
        return before, after

    def move(self, person: str, place: str) -> None:
        """Take a person to a place, unless already there."""
        origin = self.world.place_of(person)
        if place != origin:
            self.effects.append(Moved(person, origin, place))

    def put(self, item: str, holder: str = "", place: str = "", *, hidden: bool = False) -> None:
        """Put a thing in a hand, or down."""
        self.effects.append(ItemMoved(item, holder, place, int(hidden)))

    def destroy(self, item: str) -> None:
        """Be rid of a thing."""
        self.effects.append(ItemDestroyed(item))

    def depart(self, person: str, manner: str) -> None:
        """Take a person out of the story; what they hold stays where they were."""
        for item in self.world.items_of(person):
            self.put(item, place=self.world.place_of(person))
        self.effects.append(Departed(person, manner))

    def take_goal(self, person: str, kind: str, topic: str, target: str, weight: int) -> None:
        """Give a person something to be after."""
        self.effects.append(GoalTaken(person, kind, topic, target, weight))

    def drop_goal(self, person: str, kind: str, topic: str) -> None:
        """Let a person be done with something."""
        if any(g.kind == kind and g.topic == topic for g in self.world.minds[person].goals):
            self.effects.append(GoalDropped(person, kind, topic))

    def oblige(self, person: str, by: str, fact: str, verb: str, answers: tuple[str, ...]) -> None:
        """Make a person owe an answer."""
        self.effects.append(Obliged(person, by, fact, verb, answers))

    def release(self, person: str) -> None:
        """Let a person owe nothing."""
        if self.world.minds[person].obligation is not None:
            self.effects.append(Released(person))

    def examine(self, person: str, item: str, source: str = "witnessed") -> bool:
        """Let a person take in what a thing shows. False when it showed nothing new."""
        found = self.world.setting.items[item].evidence
        return sum(self.learn(person, fact, source, SEEN) for fact in found) > 0

    def finished(self) -> tuple[Effect, ...]:
        """The effects, in order, with changes of one axis or feeling in one step."""
        return tuple(_merged(self.effects))


def heard_confidence(world: World, mind: Mind, teller: str) -> int:
    """How far a person believes a teller: 62 + 9 per point of trust + 4 per point of trustfulness,
    25 … 92.
    """
    trusting = world.setting.people[mind.person].trait("trustfulness")
    sure = HEARD_BASE + HEARD_TRUST * mind.relation("trust", teller) + HEARD_TRAIT * trusting
    return max(HEARD_LEAST, min(HEARD_MOST, sure))


def ruled(world: World, mind: Mind, fact: str, *, so: bool) -> int:
    """How strongly what a person holds speaks for a fact (`so`), or against it: 0 … 100."""
    strongest = 0
    for rule in world.setting.rules:
        if (
            rule.conclusion == fact
            and rule.value == so
            and all(mind.holds_true(p) for p in rule.premises)
        ):
            strongest = max(strongest, rule.confidence)
    return strongest


def _merged(effects: Sequence[Effect]) -> list[Effect]:
    """Two steps of one axis or feeling become one, in the place of the first."""
    merged: dict[object, Effect] = {}
    for number, effect in enumerate(effects):
        what = _what(effect) or number
        merged[what] = _both(merged[what], effect) if what in merged else effect
    return [
        e for e in merged.values() if not (isinstance(e, Related | Felt) and e.before == e.after)
    ]


def _both(first: Effect, last: Effect) -> Effect:
    if isinstance(first, Related | Felt) and isinstance(last, Related | Felt):
        return replace(first, after=last.after)
    return last


def _what(effect: Effect) -> tuple[object, ...] | None:
    """What it is a step of; None for an effect that stands by itself."""
    match effect:
        case Related():
            return (Related, effect.person, effect.other, effect.axis)
        case Felt():
            return (Felt, effect.person, effect.emotion, effect.target)
        case Learned():
            return (Learned, effect.person, effect.fact)
        case _:
            return None
