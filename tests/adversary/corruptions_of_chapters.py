"""Unfaithful chapters, as a careless model writes them: each holds one thing that the record does
not bear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from novel_engine.story.givens import draws
from tests.adversary import unfaithful_deeds_second as deeds_again
from tests.adversary import unfaithful_words as words
from tests.adversary import unfaithful_words_second as again
from tests.adversary.backstage import ChapterTruth, named, short
from tests.adversary.corruptions_of_choices import stranger
from tests.adversary.flipping import flipped_outcome
from tests.adversary.placing import inserted, narration, place_for, placed, planted, with_paragraphs
from tests.adversary.planting import (
    Corrupted,
    Corruption,
    Question,
    flood,
    prose,
    refusal,
    refused,
    truncated,
    written,
)

LONG = 14
PAST: Mapping[str, str] = MappingProxyType(
    {
        "has": "had",
        "have": "had",
        "is": "was",
        "are": "were",
        "means": "meant",
        "lies": "lay",
        "stands": "stood",
    }
    | {"will not": "would not", "cannot": "could not", "can no longer": "could no longer"}
)
EVENING, NIGHT = 19, 23

# ── what happened, and when ───────────────────────────────────────────────────────────────────────


def unhappened_deed(question: Question) -> Corrupted | None:
    """A deed of weight that nobody did."""
    if question.chapter is None:
        return None
    deeds = question.either(words.UNHAPPENED, deeds_again.UNHAPPENED)
    done = {act.verb for act in question.chapter.acts.values()}
    found = [text for verb, texts in deeds.items() if verb not in done for text in texts]
    return planted(question, found, at_least=1)


def wrong_day(question: Question) -> Corrupted | None:
    """Another day, or another time of the day, than the scene's."""
    found = place_for(question)
    if found is None:
        return None
    scene = found[1]
    if scene.hour in (EVENING, NIGHT):
        hours = question.either(words.BY_DAY, again.BY_DAY)
    else:
        hours = question.either(words.AT_NIGHT, again.AT_NIGHT)
    later = scene.day + 2 + draws.below(question.rng, 8)
    sentence = question.drawn(
        (*question.either(words.ON_ANOTHER_DAY, again.ON_ANOTHER_DAY), *hours)
    ).format(n=later, ordinal=words.ORDINALS[min(later, len(words.ORDINALS) - 1)])
    return placed(question, found[0], sentence)


def missing_event(question: Question) -> Corrupted | None:
    """Something that had to be told, left out."""
    chapter, answer = question.chapter, question.answer()
    if chapter is None:
        return None
    for number in draws.shuffled(question.rng, chapter.must_tell()):
        events = set(chapter.beats[number - 1].events)
        kept = [p for p in answer["paragraphs"] if not events & _events_of(chapter, p["beats"])]
        if 0 < len(kept) < len(answer["paragraphs"]):
            return with_paragraphs(answer, kept)
    return None


def _events_of(chapter: ChapterTruth, beats: Sequence[int]) -> set[int]:
    return {
        event for n in beats if 0 < n <= len(chapter.beats) for event in chapter.beats[n - 1].events
    }


def repeated_paragraph(question: Question) -> Corrupted | None:
    """A paragraph that comes again, word for word."""
    answer = question.answer()
    long = [p for p in answer["paragraphs"] if len(p["text"].split()) > LONG]
    if not long:
        return None
    again = long[draws.below(question.rng, len(long))]
    return with_paragraphs(answer, [*answer["paragraphs"], dict(again)])


def unknown_beats(question: Question) -> Corrupted | None:
    """A paragraph that says it tells what is in no notes."""
    answer = question.answer()
    at = draws.below(question.rng, len(answer["paragraphs"]))
    wrong = (0, -1, 97, len(question.chapter.beats) + 1 if question.chapter else 98)
    beats = [wrong[draws.below(question.rng, len(wrong))]]
    paragraphs = answer["paragraphs"]
    return with_paragraphs(
        answer, [*paragraphs[:at], paragraphs[at] | {"beats": beats}, *paragraphs[at + 1 :]]
    )


# ── who, where, with what ─────────────────────────────────────────────────────────────────────────


def invented_person(question: Question) -> Corrupted | None:
    """Somebody of whom the record has never heard walks in."""
    return planted(
        question,
        question.either(words.OF_STRANGERS, again.OF_STRANGERS),
        at_least=0,
        stranger=stranger(question),
    )


def absent_person(question: Question) -> Corrupted | None:
    """Somebody acts or speaks in a scene and was not there."""
    return _of_another(question, gone=False)


def dead_person(question: Question) -> Corrupted | None:
    """Somebody acts or speaks who has left the story for good."""
    return _of_another(question, gone=True)


def _of_another(question: Question, *, gone: bool) -> Corrupted | None:
    found = place_for(question)
    if found is None:
        return None
    at, scene = found
    away = [
        p
        for p in sorted(question.backstage.setting.people)
        if p not in scene.here and (p in scene.gone) == gone
    ]
    if not away:
        return None
    slots = named(question.backstage.setting, x=question.drawn(away))
    if question.rng.random() < 0.5:
        said = question.either(words.SPOKEN_BY_THE_ABSENT, again.SPOKEN_BY_THE_ABSENT)
        speech = question.drawn(said).format(**slots)
        beats = question.answer()["paragraphs"][at]["beats"]
        return inserted(question.answer(), at, narration(beats, speech, slots["x"]), speech)
    done = question.either(words.DONE_BY_THE_ABSENT, again.DONE_BY_THE_ABSENT)
    return placed(question, at, question.drawn(done).format(**slots))


def teleport(question: Question) -> Corrupted | None:
    """Somebody stands in another place than where the scene is."""
    found, setting = place_for(question), question.backstage.setting
    if found is None:
        return None
    others = [
        p for name, p in sorted(setting.places.items()) if name not in (found[1].place, "elsewhere")
    ]
    if not others:
        return None
    place = draws.pick(question.rng, others)
    slots = named(setting, a=question.drawn(sorted(found[1].here)))
    template = question.drawn(question.either(words.ELSEWHERE, again.ELSEWHERE))
    sentence = template.format(**slots, at=f"{place.preposition} {place.name}")
    return placed(question, found[0], sentence, slots["a"])


def others_item(question: Question) -> Corrupted | None:
    """A thing in the hand of somebody who never held it there."""
    found, setting = place_for(question), question.backstage.setting
    if found is None:
        return None
    pairs = [
        (item, person)
        for item, given in sorted(setting.items.items())
        for person in sorted(found[1].here)
        if given.portable
        and not given.plural
        and item not in found[1].lying
        and (item, person) not in found[1].held
    ]
    if not pairs:
        return None
    item, person = draws.pick(question.rng, pairs)
    slots = named(setting, a=person)
    template = question.drawn(question.either(words.OF_OTHERS_THINGS, again.OF_OTHERS_THINGS))
    return placed(
        question, found[0], template.format(**slots, item=setting.items[item].name), slots["a"]
    )


# ── what is known, and by whom ────────────────────────────────────────────────────────────────────


def mind_reading(question: Question) -> Corrupted | None:
    """The thoughts of somebody through whom the chapter is not told."""
    found, chapter, setting = place_for(question), question.chapter, question.backstage.setting
    others = (
        [p for p in sorted(found[1].here) if chapter and p != chapter.focalizer] if found else []
    )
    if found is None or chapter is None or not others:
        return None
    slots = named(setting, b=question.drawn(others), f=chapter.focalizer)
    template = question.drawn(question.either(words.IN_OTHER_MINDS, again.IN_OTHER_MINDS))
    return placed(question, found[0], template.format(**slots))


def early_leak(question: Question) -> Corrupted | None:
    """The truth, before whoever the chapter is told through could have any idea of it."""
    return _stated(question, question.either(words.LEAKS, again.LEAKS), truth=True)


def unknown_fact(question: Question) -> Corrupted | None:
    """A claim that is not so and that nobody in the chapter has made yet."""
    return _stated(question, question.either(words.CLAIMS, again.CLAIMS), truth=False)


def _stated(question: Question, templates: Sequence[str], *, truth: bool) -> Corrupted | None:
    setting, chapter = question.backstage.setting, question.chapter
    facts = [f for f in chapter.unknown if setting.facts[f].truth == truth] if chapter else []
    if not facts:
        return None
    fact = question.drawn(facts)
    claim, subject = setting.claim(fact), setting.facts[fact].subject
    claimed = in_the_past(claim)
    more = {"claim": claim, "Claim": claim[:1].upper() + claim[1:], "claimed": claimed}
    if truth and subject and claim.startswith(f"{short(setting, subject)} "):
        more["s"], _, more["rest"] = claimed.partition(" ")
        templates = (*templates, *question.either((), again.LEAKS_OF_SUBJECTS))
    return planted(question, templates, at_least=1, **more)


def in_the_past(words_of_claim: str) -> str:
    """A claim about the present as a story told in the past has it."""
    for now, then in PAST.items():
        words_of_claim = words_of_claim.replace(f" {now} ", f" {then} ")
    return words_of_claim


def invented_fact(question: Question) -> Corrupted | None:
    """Something of weight that nobody ever wrote into this story."""
    return planted(
        question, question.either(words.OF_INVENTED_MATTERS, again.OF_INVENTED_MATTERS), at_least=1
    )


# ── what is no story ──────────────────────────────────────────────────────────────────────────────


def injection(question: Question) -> Corrupted | None:
    """Orders to whoever reads it next: as a heading, as a paragraph, in the guise of a name."""
    answer, setting = question.answer(), question.backstage.setting
    name = short(setting, question.drawn(sorted(setting.people)))
    text = question.drawn(question.either(words.INJECTIONS, again.INJECTIONS)).format(name=name)
    if question.rng.random() < 0.25:
        return Corrupted(written(answer | {"title": text[:60]}), text[:60])
    found = place_for(question)
    return placed(question, found[0], text) if found else None


def declined(question: Question) -> Corrupted:
    """A polite no, in whole JSON, as the whole chapter."""
    said, answer = refused(question), question.answer()
    return with_paragraphs(answer, [narration(answer["paragraphs"][0]["beats"], said)], said)


OF_CHAPTERS: Mapping[str, Corruption] = MappingProxyType(
    {
        "flipped-outcome": flipped_outcome,
        "unhappened-deed": unhappened_deed,
        "wrong-day": wrong_day,
        "missing-event": missing_event,
        "repeated-paragraph": repeated_paragraph,
        "unknown-beats": unknown_beats,
        "invented-person": invented_person,
        "absent-person": absent_person,
        "dead-person": dead_person,
        "teleport": teleport,
        "others-item": others_item,
        "mind-reading": mind_reading,
        "early-leak": early_leak,
        "unknown-fact": unknown_fact,
        "invented-fact": invented_fact,
        "injection": injection,
        "prose": prose,
        "truncated": truncated,
        "refusal": refusal,
        "declined": declined,
        "flood": flood,
    }
)
