"""Wrong choices, as a careless model makes them: of what to do, of what to say while doing it, of
the next scene.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from novel_engine.story.givens import draws
from tests.adversary import unfaithful_lines as lines
from tests.adversary import unfaithful_lines_second as again
from tests.adversary.backstage import Moment, short
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


def illegal_id(question: Question) -> Corrupted:
    """A choice that no menu has."""
    ids = _ids(question)
    beyond = str(len(ids) + 1 + draws.below(question.rng, 60))
    wrong = [
        one
        for one in (beyond, "-1", "1.5", "A", "", "1 and 2", "none", "first", "０")
        if one not in ids
    ]
    return Corrupted(written(question.answer() | {"choice": question.drawn(wrong)}))


def failed_precondition(question: Question) -> Corrupted | None:
    """Something that people do, but that this person could not do now."""
    moment, setting = question.moment, question.backstage.setting
    if moment is None or not (
        verbs := [v for v in sorted(setting.verbs) if v not in moment.on_menu]
    ):
        return None
    whom = short(setting, question.drawn(moment.here)) if moment.here else "me"
    verb = question.drawn(verbs).replace("_", " ")
    wish = question.drawn(("{verb} {whom}", "{verb}", "{verb}: {whom}", "I {verb}")).format(
        verb=verb, whom=whom
    )
    return Corrupted(written(question.answer() | {"choice": wish}))


def unknown_fact(question: Question) -> Corrupted | None:
    """A line that states a matter of the story of which its speaker has no idea."""
    moment = question.moment
    return _stated(
        question,
        question.either(lines.OF_MATTERS, again.OF_MATTERS),
        moment.unlearnt if moment else (),
        moment,
    )


def early_leak(question: Question) -> Corrupted | None:
    """A line that gives away the speaker's own secret while doing something else."""
    moment = question.moment
    return _stated(
        question,
        question.either(lines.OF_SECRETS, again.OF_SECRETS),
        moment.kept if moment else (),
        moment,
    )


def _stated(
    question: Question, templates: Sequence[str], facts: Sequence[str], moment: Moment | None
) -> Corrupted | None:
    if moment is None or not facts:
        return None
    you = moment.here[0] if len(moment.here) == 1 else ""
    claim = question.backstage.setting.claim(question.drawn(facts), me=moment.person, you=you)
    return _said(question, templates, claim=claim, Claim=claim[:1].upper() + claim[1:])


def invented_fact(question: Question) -> Corrupted | None:
    """A line about something that nobody ever wrote into this story."""
    return _said(question, question.either(lines.OF_INVENTED_MATTERS, again.OF_INVENTED_MATTERS))


def absent_person(question: Question) -> Corrupted | None:
    """Somebody spoken to, or touched, who is not here."""
    first, second = (
        (lines.TO_THE_ABSENT, lines.DOES_TO_ABSENT),
        (again.TO_THE_ABSENT, again.DOES_TO_ABSENT),
    )
    return _about(
        question,
        "absent",
        question.moment.absent if question.moment else (),
        question.either(first, second),
    )


def dead_person(question: Question) -> Corrupted | None:
    """Somebody spoken to who has left the story for good."""
    said = question.either(lines.TO_THE_GONE, again.TO_THE_GONE)
    return _about(question, "gone", question.moment.gone if question.moment else (), (said, ()))


def _about(
    question: Question,
    slot: str,
    people: Sequence[str],
    templates: tuple[Sequence[str], Sequence[str]],
) -> Corrupted | None:
    if not people:
        return None
    return _put(
        question, templates, **{slot: short(question.backstage.setting, question.drawn(people))}
    )


def teleport(question: Question) -> Corrupted | None:
    """Talking, or acting, as though this were another place."""
    if question.moment is None or not question.moment.elsewhere:
        return None
    place = question.backstage.setting.places[question.drawn(question.moment.elsewhere)]
    first, second = (
        (lines.FROM_ELSEWHERE, lines.DOES_ELSEWHERE),
        (again.FROM_ELSEWHERE, again.DOES_ELSEWHERE),
    )
    return _put(question, question.either(first, second), at=f"{place.preposition} {place.name}")


def invented_person(question: Question) -> Corrupted | None:
    """Somebody whom nobody knows, because there is no such person."""
    first = (lines.OF_STRANGERS, lines.DOES_WITH_STRANGERS)
    second = (again.OF_STRANGERS, again.DOES_WITH_STRANGERS)
    return _put(question, question.either(first, second), stranger=stranger(question))


def stranger(question: Question) -> str:
    """A name that nobody in this story bears."""
    names = question.either(lines.INVENTED, again.INVENTED)
    known = " ".join(person.name for person in question.backstage.setting.people.values())
    return question.drawn([name for name in names if name.split()[-1] not in known])


def others_item(question: Question) -> Corrupted | None:
    """A thing in hand that is in no reach."""
    moment, items = question.moment, question.backstage.setting.items
    far = (
        [i for i in moment.out_of_reach if items[i].portable and not items[i].plural]
        if moment
        else []
    )
    if not far:
        return None
    first = (lines.OF_OTHERS_THINGS, lines.DOES_WITH_OTHERS_THINGS)
    second = (again.OF_OTHERS_THINGS, again.DOES_WITH_OTHERS_THINGS)
    return _put(question, question.either(first, second), item=items[question.drawn(far)].name)


def injection(question: Question) -> Corrupted | None:
    """Orders to whoever reads it next, some of them in the guise of a name."""
    people = question.backstage.setting.people
    name = short(question.backstage.setting, question.drawn(sorted(people)))
    return _said(question, question.either(lines.INJECTIONS, again.INJECTIONS), name=name)


def mind_reading(question: Question) -> Corrupted | None:
    """Something improvised that tells what another thinks."""
    if question.moment is None or not question.moment.here or not _may_improvise(question):
        return None
    other = short(question.backstage.setting, question.drawn(question.moment.here))
    return _done(question, question.either(lines.DOES_IN_MINDS, again.DOES_IN_MINDS), other=other)


def undeclared_effects(question: Question) -> Corrupted | None:
    """Something improvised with effects that were never on offer, or with too many."""
    if not _may_improvise(question):
        return None
    effects = [question.drawn(lines.UNDECLARED) for _ in range(1 + draws.below(question.rng, 3))]
    does = question.drawn(("looks up", "goes to the window", "clears the table"))
    return Corrupted(written(question.answer() | {"choice": "0", "does": does, "effects": effects}))


def declined(question: Question) -> Corrupted | None:
    """A polite no, in whole JSON, where the line should be."""
    if question.moment is None or not _is_spoken(question):
        return None
    line = refused(question)
    return Corrupted(written(question.answer() | {"line": line}), line)


# ── how they are put ──────────────────────────────────────────────────────────────────────────────


def _put(
    question: Question, templates: tuple[Sequence[str], Sequence[str]], **words: str
) -> Corrupted | None:
    """As something said, or, where improvising is allowed, as something done."""
    said, done = templates
    if done and _may_improvise(question) and question.rng.random() < 0.5:
        return _done(question, done, **words)
    return _said(question, said, **words)


def _said(question: Question, templates: Sequence[str], **words: str) -> Corrupted | None:
    """The valid choice with a line that does not hold; only where the act is spoken, for else
    nobody would hear it.
    """
    if question.moment is None or not _is_spoken(question):
        return None
    line = question.drawn(templates).format(**words)
    line = line[:1].upper() + line[1:]
    return Corrupted(written(question.answer() | {"line": line}), line)


def _done(question: Question, templates: Sequence[str], **words: str) -> Corrupted:
    does = question.drawn(templates).format(**words)
    return Corrupted(
        written(question.answer() | {"choice": "0", "does": does, "effects": []}), does
    )


def _is_spoken(question: Question) -> bool:
    action = question.moment.action if question.moment else None
    return action is not None and question.backstage.setting.verbs[action.verb].said


def _may_improvise(question: Question) -> bool:
    return "effects" in json.loads(question.prompt.schema).get("properties", {})


def _ids(question: Question) -> tuple[str, ...]:
    found = (
        json.loads(question.prompt.schema).get("properties", {}).get("choice", {}).get("enum", ())
    )
    return tuple(str(one) for one in found)


OF_DECIDING: Mapping[str, Corruption] = MappingProxyType(
    {
        "illegal-id": illegal_id,
        "failed-precondition": failed_precondition,
        "unknown-fact": unknown_fact,
        "invented-fact": invented_fact,
        "absent-person": absent_person,
        "dead-person": dead_person,
        "teleport": teleport,
        "invented-person": invented_person,
        "others-item": others_item,
        "injection": injection,
        "mind-reading": mind_reading,
        "early-leak": early_leak,
        "undeclared-effects": undeclared_effects,
        "prose": prose,
        "truncated": truncated,
        "refusal": refusal,
        "declined": declined,
        "flood": flood,
    }
)
OF_FRAMING: Mapping[str, Corruption] = MappingProxyType(
    {
        "illegal-id": illegal_id,
        "prose": prose,
        "truncated": truncated,
        "refusal": refusal,
        "flood": flood,
    }
)
