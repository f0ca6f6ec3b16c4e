"""What a second reader of a chapter is asked, to see whether it says what it should: closed questions made from the record.

The questions leave the process, so they name nothing that the focalizer has not perceived by the end of the chapter: no
lie is called one, and what is not yet revealed is asked for by the story's own question alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from novel_engine.story import draws
from novel_engine.story.act_words import CORE_VERBS
from novel_engine.story.chapter_briefs import ChapterBrief, EventBrief
from novel_engine.story.passages import Names, content_alike, stems

Expected = Literal["yes", "no", "untold"]
FEWEST, MOST = 6, 10
MOST_TRUE, MOST_FALSE, MOST_UNTOLD = 5, 4, 2


@dataclass(frozen=True, slots=True)
class Question:
    """One closed question, and what a reader of a faithful chapter answers."""

    text: str
    expected: Expected


# A and B are names; `about` is the matter, where it can be named.
TRUE: Mapping[str, str] = {
    "ask": "Does {a} put a question to {b}{about}?",
    "press": "Does {a} press {b} for an answer{about}?",
    "test": "Does {a} try {b} out, to see what {b} will say{about}?",
    "tell": "Does {a} tell {b} something{about}?",
    "answer_true": "Does {a} give {b} an answer{about}?",
    "answer_part": "Does {a} own to something, speaking with {b}?",
    "lie": "Does {a} give {b} an answer{about}?",
    "confess": "Does {a} admit to something, with {b} there?",
    "accuse": "Does {a} tell {b} to their face what {b} is held to have done?",
    "deny": "Does {a} reject what {b} says or asks{about}?",
    "apologise": "Does {a} tell or show {b} that they are sorry?",
    "forgive": "Is there peace between {a} and {b}, by what {a} does or says?",
    "break_with": "Does {a} have done with {b}?",
    "show": "Does {a} show {b} something?",
    "give": "Does something pass from {a} to {b}?",
    "strike": "Does {a} hit {b}?",
}
# What would be so had it come out otherwise; asked only of a chapter in which nothing of the kind happens.
FALSE: Mapping[str, str] = {
    "confess": "Does {a} refuse to the last to admit anything to {b}?",
    "forgive": "Does {a} tell {b} that there will be no forgiveness?",
    "break_with": "Are {a} and {b} better friends at the end than they were?",
    "deflect": "Does {a} tell {b} plainly everything that {b} asked{about}?",
    "keep_silent": "Does {a} answer {b} at length{about}?",
    "plead_ignorance": "Does {a} tell {b} exactly what happened{about}?",
    "deny": "Does {a} admit everything to {b}?",
    "give": "Does {a} hide from {b} that there is anything to give?",
}
UNDONE_BY: Mapping[str, frozenset[str]] = {
    "confess": frozenset(("deny", "deflect")),
    "forgive": frozenset(("break_with",)),
    "break_with": frozenset(("forgive", "comfort", "apologise", "tend", "offer")),
    "deflect": frozenset(("confess", "answer_true", "answer_part", "tell", "lie")),
    "keep_silent": frozenset(("confess", "answer_true", "answer_part", "tell", "lie", "deflect")),
    "plead_ignorance": frozenset(("confess", "answer_true", "answer_part", "tell", "lie")),
    "deny": frozenset(("confess", "answer_part")),
}
SWAPPED = ("accuse", "confess", "forgive", "give", "show", "break_with")
"""Acts of which it can be asked whether the other of the two did them, and the answer is no."""


def quiz_of(brief: ChapterBrief) -> tuple[Question, ...]:
    """Six to ten questions, fewer where a chapter has less in it; always the same ones, in the same order."""
    rng = draws.generator(brief.seed, "quiz", brief.number, brief.focalizer)
    true = draws.shuffled(rng, list(dict.fromkeys((*_true(brief), *_there(brief)))))[:MOST_TRUE]
    false = draws.shuffled(
        rng, list(dict.fromkeys((*_false(brief), *_swapped(brief), *_not_there(brief), *_nothing(brief))))
    )
    untold = list(_untold(brief))[:MOST_UNTOLD]
    found = [*true, *false[:MOST_FALSE], *untold]
    if len(found) < FEWEST:
        found += false[MOST_FALSE : MOST_FALSE + FEWEST - len(found)]
    return tuple(draws.shuffled(rng, found[:MOST]))


def _acts(brief: ChapterBrief) -> Iterator[EventBrief]:
    """The acts between two people that the chapter must tell."""
    for number in brief.must:
        event = brief.events[number]
        if event.verb and event.actor in brief.people and event.target in brief.people and event.actor != event.target:
            yield event


def _asked(brief: ChapterBrief, event: EventBrief, template: str, expected: Expected) -> Question:
    a, b = brief.people[event.actor].short, brief.people[event.target].short
    return Question(template.replace("{a}", a).replace("{b}", b).replace("{about}", _about(brief, event)), expected)


def _about(brief: ChapterBrief, event: EventBrief) -> str:
    """The matter of an act, where it has a name that the focalizer knows."""
    noun = brief.nouns.get(event.fact, "")
    known = any(claim.fact == event.fact and claim.since <= event.id for claim in brief.claims)
    return f" about {noun}" if noun and known else ""


def _true(brief: ChapterBrief) -> Iterator[Question]:
    for event in _acts(brief):
        if event.verb in TRUE:
            yield _asked(brief, event, TRUE[event.verb], "yes")


def _false(brief: ChapterBrief) -> Iterator[Question]:
    for event in _acts(brief):
        undone = UNDONE_BY.get(event.verb, frozenset())
        others = (o for o in _acts(brief) if {o.actor, o.target} == {event.actor, event.target})
        if event.verb in FALSE and not any(other.verb in undone for other in others):
            yield _asked(brief, event, FALSE[event.verb], "no")


def _swapped(brief: ChapterBrief) -> Iterator[Question]:
    """The two changed about, where neither has done it to the other's hearing by the end of the chapter."""
    acts = list(_acts(brief))
    for event in acts:
        if event.verb not in SWAPPED:
            continue
        back = [o for o in acts if (o.actor, o.target) == (event.target, event.actor)]
        if not any(other.verb in ALIKE.get(event.verb, (event.verb,)) for other in back):
            names = {"{a}": brief.people[event.target].short, "{b}": brief.people[event.actor].short}
            text = TRUE[event.verb].replace("{about}", "")
            yield Question(text.replace("{a}", names["{a}"]).replace("{b}", names["{b}"]), "no")


ALIKE: Mapping[str, tuple[str, ...]] = {
    "accuse": ("accuse", "press", "test", "ask", "threaten"),
    "confess": ("confess", "answer_part", "answer_true", "tell", "apologise"),
    "forgive": ("forgive", "apologise", "comfort", "tend", "offer", "promise", "confess"),
    "give": ("give", "show", "offer", "tend"),
    "show": ("show", "give"),
    "break_with": ("break_with", "walk_out", "leave_for_good"),
}


def _there(brief: ChapterBrief) -> Iterator[Question]:
    """Whoever does or suffers something in the chapter is there in person."""
    people = {person for event in _acts(brief) for person in (event.actor, event.target)}
    for person in sorted(people - {brief.focalizer}):
        yield Question(f"Is {brief.people[person].short} there in person, in any part of the chapter?", "yes")


def _not_there(brief: ChapterBrief) -> Iterator[Question]:
    """Whoever the focalizer has met before, and who is in none of its scenes, is not."""
    scenes = brief.scenes_of(brief.may)
    if not scenes or brief.ending in brief.may:
        return
    here = {person for scene in scenes for person in scene.people}
    last = max(scene.number for scene in scenes)
    met = {p for s in brief.scenes.values() if s.number <= last and brief.focalizer in s.people for p in s.people}
    for person in sorted(met - here):
        yield Question(f"Is {brief.people[person].short} there in person, in any part of the chapter?", "no")


NOTHING: Mapping[str, str] = {
    "strike": "Does anybody strike anybody?",
    "die": "Does anybody die in the chapter?",
    "leave_for_good": "Does anybody go away for good in the chapter?",
    "destroy": "Does anybody destroy a thing on purpose?",
    "marry": "Does anybody kiss anybody on the mouth, or ask to marry them?",
}


def _nothing(brief: ChapterBrief) -> Iterator[Question]:
    """What does not happen in the chapter to anybody, and places that none of it is in."""
    if brief.ending not in brief.may:
        done = {brief.events[event].verb for event in brief.may}
        if done - {""} <= CORE_VERBS:  # by a verb of the genre's own anything may have been done
            yield from (Question(text, "no") for verb, text in NOTHING.items() if verb not in done)
        went = {place for scene in brief.scenes_of(brief.may) for place in scene.places}
        for place in sorted(brief.places.keys() - went):
            yield Question(f"Is anybody met with in {brief.places[place]}, in this chapter?", "no")


def _untold(brief: ChapterBrief) -> Iterator[Question]:
    """The story's own questions that are open yet, where they have come up and give away nothing themselves."""
    last = max(brief.may, default=0)
    unknown = [claim for claim in brief.claims if claim.since > last]
    known = frozenset().union(*(claim.every for claim in brief.claims if claim.since <= last))
    names = Names(brief.people.values())
    for question, raised, answered in brief.questions:
        words = content_alike(stems(question)) - known
        tells = any(len(claim.every & words) > 1 or (claim.tokens & stems(question)) for claim in unknown)
        if raised and not answered and not tells and not names.in_text(question):
            yield Question(f'Does the chapter give the answer to this: "{question}" If not, say untold.', "untold")


__all__ = ["Question", "quiz_of"]
