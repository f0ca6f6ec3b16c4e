"""What a second reader of a chapter is asked, to see whether it says what it should: closed
questions made from the record.

The questions leave the process, so they name nothing that the focalizer has not perceived by the
end of the chapter: no lie is called one, and what is not yet revealed is asked for by the story's
own question alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from random import Random
from typing import Literal

from novel_engine.story.english.stems import content_alike, stems
from novel_engine.story.givens import draws
from novel_engine.story.givens.act_phrases import AskedAfter
from novel_engine.story.verifying.brief import ChapterBrief, EventBrief
from novel_engine.story.verifying.passages import Names
from novel_engine.story.verifying.thresholds import (
    MOST_FALSE,
    MOST_TRUE,
    MOST_UNTOLD,
    QUIZ_FEWEST,
    QUIZ_MOST,
)
from novel_engine.values import dataclass

Expected = Literal["yes", "no", "untold"]
NOT_ASKED = AskedAfter()


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One closed question, and what a reader of a faithful chapter answers."""

    text: str
    expected: Expected


def quiz_of(brief: ChapterBrief) -> tuple[QuizQuestion, ...]:
    """Six to ten questions, fewer where a chapter has less in it; always the same, in one order."""
    rng = draws.generator(brief.seed, "quiz", brief.number, brief.focalizer)
    true = _drawn(rng, _true(brief), _there(brief))[:MOST_TRUE]
    false = _drawn(rng, _false(brief), _swapped(brief), _not_there(brief), _nothing(brief))
    untold = islice(_untold(brief), MOST_UNTOLD)
    found = [*true, *false[:MOST_FALSE], *untold]
    if len(found) < QUIZ_FEWEST:
        found += false[MOST_FALSE : MOST_FALSE + QUIZ_FEWEST - len(found)]
    return tuple(draws.shuffled(rng, found[:QUIZ_MOST]))


def _drawn(rng: Random, *kinds: Iterable[QuizQuestion]) -> list[QuizQuestion]:
    """Each question of these kinds once, in the order of the seed."""
    return draws.shuffled(rng, list(dict.fromkeys(chain.from_iterable(kinds))))


def _acts(brief: ChapterBrief) -> Iterator[EventBrief]:
    """The acts between two people that the chapter must tell."""
    for number in brief.must:
        event = brief.events[number]
        if (
            event.verb
            and event.actor in brief.people
            and event.target in brief.people
            and event.actor != event.target
        ):
            yield event


def _after(brief: ChapterBrief, event: EventBrief) -> AskedAfter:
    return brief.phrases.asked.get(event.verb, NOT_ASKED)


def _asked(
    brief: ChapterBrief, event: EventBrief, template: str, expected: Expected
) -> QuizQuestion:
    a, b = brief.people[event.actor].short, brief.people[event.target].short
    return QuizQuestion(_filled(template, a, b, _about(brief, event)), expected)


def _about(brief: ChapterBrief, event: EventBrief) -> str:
    """The matter of an act, where it has a name that the focalizer knows."""
    noun = brief.nouns.get(event.fact, "")
    known = any(claim.fact == event.fact and claim.since <= event.id for claim in brief.claims)
    return f" about {noun}" if noun and known else ""


def _true(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    for event in _acts(brief):
        if so := _after(brief, event).so:
            yield _asked(brief, event, so, "yes")


def _false(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    for event in _acts(brief):
        after = _after(brief, event)
        others = (o for o in _acts(brief) if {o.actor, o.target} == {event.actor, event.target})
        if after.otherwise and not any(other.verb in after.undone_by for other in others):
            yield _asked(brief, event, after.otherwise, "no")


def _swapped(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    """The two changed about, where the other has not done it too by the chapter's end."""
    for event in _acts(brief):
        after = _after(brief, event)
        if after.swapped and not _is_returned(brief, event, after.alike or (event.verb,)):
            a, b = brief.people[event.target].short, brief.people[event.actor].short
            yield QuizQuestion(_filled(after.so, a, b, ""), "no")


def _is_returned(brief: ChapterBrief, event: EventBrief, alike: Collection[str]) -> bool:
    """Whether the other does one of these things to whoever did this to them."""
    back = (event.target, event.actor)
    return any((act.actor, act.target) == back and act.verb in alike for act in _acts(brief))


def _filled(template: str, a: str, b: str, about: str) -> str:
    return template.replace("{a}", a).replace("{b}", b).replace("{about}", about)


def _there(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    """Whoever does or suffers something in the chapter is there in person."""
    people = {person for event in _acts(brief) for person in (event.actor, event.target)}
    for person in sorted(people - {brief.focalizer}):
        yield QuizQuestion(_is_there(brief, person), "yes")


def _is_there(brief: ChapterBrief, person: str) -> str:
    return f"Is {brief.people[person].short} there in person, in any part of the chapter?"


def _not_there(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    """Whoever the focalizer has met before, and who is in none of its scenes, is not."""
    scenes = brief.scenes_of(brief.may)
    if not scenes or brief.ending in brief.may:
        return
    met = _met_until(brief, max(scene.number for scene in scenes))
    for person in sorted(met.difference(*(scene.people for scene in scenes))):
        yield QuizQuestion(_is_there(brief, person), "no")


def _met_until(brief: ChapterBrief, scene: int) -> frozenset[str]:
    """Whom the focalizer has met in the scenes until then, themself too."""
    scenes = (one.people for one in brief.scenes.values() if one.number <= scene)
    return frozenset(p for people in scenes if brief.focalizer in people for p in people)


def _nothing(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    """What does not happen in the chapter to anybody, and places that none of it is in."""
    if brief.ending not in brief.may:
        yield from (QuizQuestion(text, "no") for text in _never_done(brief))
        went = {place for scene in brief.scenes_of(brief.may) for place in scene.places}
        for place in sorted(brief.places.keys() - went):
            text = f"Is anybody met with in {brief.places[place]}, in this chapter?"
            yield QuizQuestion(text, "no")


def _never_done(brief: ChapterBrief) -> list[str]:
    """Questions after what nobody did; none where it is not known what all of it was."""
    done = {brief.events[event].verb for event in brief.may}
    if not all(map(brief.is_known, done - {""})):
        return []
    return [text for verb, text in brief.phrases.never if not verb or verb not in done]


def _untold(brief: ChapterBrief) -> Iterator[QuizQuestion]:
    """The story's own questions that have come up, are open, and give nothing away."""
    names = Names(brief.people.values())
    for question, raised, answered in brief.questions:
        if raised and not answered and not _tells(brief, question) and not names.in_text(question):
            text = f'Does the chapter give the answer to this: "{question}" If not, say untold.'
            yield QuizQuestion(text, "untold")


def _tells(brief: ChapterBrief, question: str) -> bool:
    """Whether the question itself gives away what is not known by the end of the chapter."""
    last = max(brief.may, default=0)
    asked = stems(question)
    known = (claim.every for claim in brief.claims if claim.since <= last)
    words = content_alike(asked).difference(*known)
    unknown = (claim for claim in brief.claims if claim.since > last)
    return any(len(claim.every & words) > 1 or claim.tokens & asked for claim in unknown)


__all__ = ["QuizQuestion", "quiz_of"]
