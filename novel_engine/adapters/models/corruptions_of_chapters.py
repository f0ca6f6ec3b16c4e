"""Unfaithful chapters, as a careless model writes them: each holds one thing that the record does not bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from novel_engine.adapters.models import unfaithful_words as words
from novel_engine.adapters.models.backstage import ChapterTruth, claim_in_words, short
from novel_engine.adapters.models.corruptions_of_choices import stranger
from novel_engine.adapters.models.placing import inserted, narration, place_for, placed, planted, with_paragraphs
from novel_engine.adapters.models.planting import (
    REFUSALS,
    Corrupted,
    Corruption,
    Question,
    flood,
    prose,
    refusal,
    truncated,
    written,
)
from novel_engine.story import draws
from novel_engine.story.events import Acted, role

LONG = 14
EVENING, NIGHT = 19, 23


# ── what happened, and when ─────────────────────────────────────────────────────────────────────────────────────


def flipped_outcome(question: Question) -> Corrupted | None:
    """An act told as its contrary, in its own place or after it."""
    answer = question.answer()
    told = [(at, act) for at, p in enumerate(answer["paragraphs"]) if (act := _act(question, p)) and _flips(act)]
    if not told:
        return None
    at, act = draws.pick(question.rng, told)
    sentence = _flipped(question, act)
    beats = answer["paragraphs"][at]["beats"]
    if question.rng.random() < 0.5:
        return inserted(answer, at, narration(beats, sentence), sentence)
    before, after = answer["paragraphs"][:at], answer["paragraphs"][at:]
    kept = [[p for p in part if p["beats"] != beats] for part in (before, after)]
    return with_paragraphs(answer, [*kept[0], narration(beats, sentence), *kept[1]], sentence)


def _act(question: Question, paragraph: dict[str, Any]) -> Acted | None:
    return question.chapter.act_of(paragraph["beats"]) if question.chapter else None


def _flipped(question: Question, act: Acted) -> str:
    setting = question.backstage.setting
    other, item = role(act.roles, "B"), setting.items.get(role(act.roles, "I"))
    return question.drawn(_flips(act)).format(
        a=short(setting, act.actor), b=short(setting, other) if other else "", item=item.name if item else "thing"
    )


def _flips(act: Acted) -> Sequence[str]:
    """The sentences that say the contrary of an act, about those who had a part in it."""
    roles = dict(act.roles)
    wanted = {"{b}": "B", "{item}": "I"}
    return [
        text
        for text in words.FLIPPED.get(act.verb, ())
        if all(roles.get(name) for slot, name in wanted.items() if slot in text)
    ]


def unhappened_deed(question: Question) -> Corrupted | None:
    """A deed of weight that nobody did."""
    if question.chapter is None:
        return None
    done = {act.verb for act in question.chapter.acts.values()}
    found = [text for verb, texts in words.UNHAPPENED.items() if verb not in done for text in texts]
    return planted(question, found, at_least=1)


def wrong_day(question: Question) -> Corrupted | None:
    """Another day, or another time of the day, than the scene's."""
    found = place_for(question)
    if found is None:
        return None
    scene = found[1]
    hours = words.AT_NIGHT if scene.hour not in (EVENING, NIGHT) else words.BY_DAY
    later = scene.day + 2 + draws.below(question.rng, 8)
    sentence = question.drawn((*words.ON_ANOTHER_DAY, *hours)).format(
        n=later, ordinal=words.ORDINALS[min(later, len(words.ORDINALS) - 1)]
    )
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
    return {event for n in beats if 0 < n <= len(chapter.beats) for event in chapter.beats[n - 1].events}


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
    return with_paragraphs(answer, [*paragraphs[:at], paragraphs[at] | {"beats": beats}, *paragraphs[at + 1 :]])


# ── who, where, with what ───────────────────────────────────────────────────────────────────────────────────────


def invented_person(question: Question) -> Corrupted | None:
    """Somebody of whom the record has never heard walks in."""
    return planted(question, words.OF_STRANGERS, at_least=0, stranger=stranger(question))


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
    away = [p for p in sorted(question.backstage.setting.people) if p not in scene.here and (p in scene.gone) == gone]
    if not away:
        return None
    name = short(question.backstage.setting, question.drawn(away))
    if question.rng.random() < 0.5:
        speech = question.drawn(words.SPOKEN_BY_THE_ABSENT).format(x=name)
        beats = question.answer()["paragraphs"][at]["beats"]
        return inserted(question.answer(), at, narration(beats, speech, name), speech)
    return placed(question, at, question.drawn(words.DONE_BY_THE_ABSENT).format(x=name))


def teleport(question: Question) -> Corrupted | None:
    """Somebody stands in another place than where the scene is."""
    found, setting = place_for(question), question.backstage.setting
    if found is None:
        return None
    others = [p for name, p in sorted(setting.places.items()) if name not in (found[1].place, "elsewhere")]
    if not others:
        return None
    place = draws.pick(question.rng, others)
    who = short(setting, question.drawn(sorted(found[1].here)))
    return placed(
        question, found[0], question.drawn(words.ELSEWHERE).format(a=who, at=f"{place.preposition} {place.name}")
    )


def others_item(question: Question) -> Corrupted | None:
    """A thing in the hand of somebody who never held it there."""
    found, setting = place_for(question), question.backstage.setting
    if found is None:
        return None
    pairs = [
        (item, person)
        for item, given in sorted(setting.items.items())
        for person in sorted(found[1].here)
        if given.portable and not given.plural and item not in found[1].lying and (item, person) not in found[1].held
    ]
    if not pairs:
        return None
    item, person = draws.pick(question.rng, pairs)
    sentence = question.drawn(words.OF_OTHERS_THINGS).format(a=short(setting, person), item=setting.items[item].name)
    return placed(question, found[0], sentence)


# ── what is known, and by whom ──────────────────────────────────────────────────────────────────────────────────


def mind_reading(question: Question) -> Corrupted | None:
    """The thoughts of somebody through whom the chapter is not told."""
    found, chapter, setting = place_for(question), question.chapter, question.backstage.setting
    others = [p for p in sorted(found[1].here) if chapter and p != chapter.focalizer] if found else []
    if found is None or chapter is None or not others:
        return None
    sentence = question.drawn(words.IN_OTHER_MINDS).format(
        b=short(setting, question.drawn(others)), f=short(setting, chapter.focalizer)
    )
    return placed(question, found[0], sentence)


def early_leak(question: Question) -> Corrupted | None:
    """The truth, before whoever the chapter is told through could have any idea of it."""
    return _stated(question, words.LEAKS, truth=True)


def unknown_fact(question: Question) -> Corrupted | None:
    """A claim that is not so and that nobody in the chapter has made yet."""
    return _stated(question, words.CLAIMS, truth=False)


def _stated(question: Question, templates: Sequence[str], *, truth: bool) -> Corrupted | None:
    setting, chapter = question.backstage.setting, question.chapter
    facts = [f for f in chapter.unknown if setting.facts[f].truth == truth] if chapter else []
    if not facts:
        return None
    claim = claim_in_words(setting, question.drawn(facts))
    return planted(question, templates, at_least=1, claim=claim, Claim=claim[:1].upper() + claim[1:])


def invented_fact(question: Question) -> Corrupted | None:
    """Something of weight that nobody ever wrote into this story."""
    return planted(question, words.OF_INVENTED_MATTERS, at_least=1)


# ── what is no story ────────────────────────────────────────────────────────────────────────────────────────────


def injection(question: Question) -> Corrupted | None:
    """Orders to whoever reads it next: as a heading, as a paragraph, in the guise of a name."""
    answer, setting = question.answer(), question.backstage.setting
    name = short(setting, question.drawn(sorted(setting.people)))
    text = question.drawn(words.INJECTIONS).format(name=name)
    if question.rng.random() < 0.25:
        return Corrupted(written(answer | {"title": text[:60]}), text[:60])
    found = place_for(question)
    return placed(question, found[0], text) if found else None


def declined(question: Question) -> Corrupted:
    """A polite no, in whole JSON, as the whole chapter."""
    said, answer = question.drawn(REFUSALS), question.answer()
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
