"""An act told as its contrary, and when that would be no fault because the contrary was done as
well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from novel_engine.story.fabula.events import Acted
from novel_engine.story.givens import draws
from tests.adversary import unfaithful_deeds_second as deeds_again
from tests.adversary import unfaithful_words as words
from tests.adversary.backstage import named, short
from tests.adversary.placing import QUOTE, inserted, narration, placed, with_paragraphs
from tests.adversary.planting import Corrupted, Question

ASKING, TELLING = ("ask", "press", "test"), ("tell", "warn", "betray")
SILENT = ("deflect", "keep_silent", "plead_ignorance", "walk_out")
ANSWERING = ("answer_true", "answer_part", "lie")
THE_OTHER_WAY: Mapping[str, Sequence[str]] = MappingProxyType(
    {verb: family for family in (ASKING, TELLING) for verb in family}
    | {
        verb: (verb,)
        for verb in ("accuse", "apologise", "threaten", "give", "show", "block", "walk_out")
    }
)
"""What must not have been done to whoever did it, or the two may as well be told about."""
OPPOSED: Mapping[str, Sequence[str]] = MappingProxyType(
    dict.fromkeys(SILENT, (*ANSWERING, "confess"))
    | dict.fromkeys(ANSWERING, SILENT)
    | {
        "confess": ("deny",),
        "deny": ("confess",),
        "forgive": ("break_with",),
        "break_with": ("forgive",),
    }
)
"""What must not have been done by the same person, or the contrary of an act may be told of it."""


def flipped_outcome(question: Question) -> Corrupted | None:
    """An act told as its contrary, in its own place or after it."""
    answer = question.answer()
    told = [
        (at, act)
        for at, p in enumerate(answer["paragraphs"])
        if (act := _act(question, p))
        and _flips(question, act)
        and not contrary_was_done(question, act)
    ]
    if not told:
        return None
    at, act = draws.pick(question.rng, told)
    sentence = _flipped(question, act)
    beats = answer["paragraphs"][at]["beats"]
    speaker = short(question.backstage.setting, act.actor) if sentence.startswith(QUOTE) else ""
    if question.rng.random() < 0.5:
        if question.wording == "second":
            return placed(question, at, sentence, speaker)
        return inserted(answer, at, narration(beats, sentence, speaker), sentence)
    before, after = answer["paragraphs"][:at], answer["paragraphs"][at:]
    kept = [[p for p in part if p["beats"] != beats] for part in (before, after)]
    return with_paragraphs(
        answer, [*kept[0], narration(beats, sentence, speaker), *kept[1]], sentence
    )


def _act(question: Question, paragraph: dict[str, Any]) -> Acted | None:
    return question.chapter.act_of(paragraph["beats"]) if question.chapter else None


def _flipped(question: Question, act: Acted) -> str:
    setting = question.backstage.setting
    other, item = act.roles.get("B"), setting.items.get(act.roles.get("I"))
    people = {"a": act.actor} | ({"b": other} if other else {})
    return question.drawn(_flips(question, act)).format(
        **named(setting, **people), item=item.name if item else "thing"
    )


def _flips(question: Question, act: Acted) -> Sequence[str]:
    """The sentences that say the contrary of an act, about those who had a part in it."""
    roles = dict(act.roles)
    wanted = {"{b": "B", "{item}": "I"}
    return [
        text
        for text in question.either(words.FLIPPED, deeds_again.FLIPPED).get(act.verb, ())
        if all(roles.get(name) for slot, name in wanted.items() if slot in text)
    ]


def contrary_was_done(question: Question, act: Acted) -> bool:
    """Whether the contrary was done in the same scene as well, so that telling it would be no
    fault.
    """
    others = question.chapter.acts.values() if question.chapter else ()
    return any(
        other.verb in OPPOSED.get(act.verb, ())
        if other.actor == act.actor
        else other.verb in THE_OTHER_WAY.get(act.verb, ()) and other.roles.get("B") == act.actor
        for other in others
        if other.scene == act.scene
    )
