"""What a character may not say or do, whatever was chosen: checks of the words that a model puts to
an act.

They are precise rather than eager: a faithful line that is turned down costs more than an odd one
that passes, for what an act does is decided by code in any case. Reasons quote nothing and name no
fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.english.text import words as words_of
from novel_engine.story.english.unknown_names import strangers
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.verbs import Action
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.verifying.improvised_deeds import DEED, deed_faults
from novel_engine.story.verifying.refusals import faults_of_form
from novel_engine.story.verifying.thresholds import (
    ENOUGH_CONTENT,
    ENOUGH_TELLING,
    FEWEST_CONTENT,
    FEWEST_IN_ITS_WORDS,
    MOST_SHOWN,
)
from novel_engine.story.verifying.utterance_checks import LINE, line_faults
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a model would have a character say and do. `known` are the words, in small letters, that
    its prompt held.
    """

    line: str
    does: str = ""
    known: frozenset[str] = frozenset()


def decision_faults(view: PersonaView, action: Action, words: Wordings) -> tuple[Fault, ...]:
    """What is wrong with the words for this act, the gravest first; nothing when they will do."""
    found = [*faults_of_form(LINE, words.line), *faults_of_form(DEED, words.does)]
    if not found:
        found += _leaks(view, action, words)
        found += _named_anew(view, action, words)
        found += line_faults(view, action, words.line)
        found += _repeats(view, words.line)
        found += deed_faults(view, action, words.does)
    return tuple(found)


# Leaks: what the chosen act does not tell is not told in passing.

FIRST_PERSON = frozenset("i me my mine myself i'm i've i'd i'll we us our".split())
SECOND_PERSON = frozenset("you your yours yourself you're you've you'd you'll".split())
STOP_WORDS = frozenset(
    """a about after again all also am an and any anybody anyone anything are as at away back be
    because been before being but by can cannot come could did do does done down each else even ever
    every for from get go gone got had has have he her here hers him his how if in into is it its
    just keep keeps kept know known last like little made make me mean means more most much must my
    never no nobody none nor not nothing now of off old on once one only or other our out over own
    said same say see she should so some somebody somehow something still such take taken tell than
    that the their them then there these they thing things this those through time to told too under
    until up upon us very was way we well went were what when where which while who whom whose why
    will with without would yet you your it's that's there's""".split()
)
ENDINGS = ("ing", "ed", "es", "s", "e")


def _leaks(view: PersonaView, action: Action, words: Wordings) -> Iterator[Fault]:
    """What gives away a fact that the act does not tell, and that somebody here may not know."""
    text = " ".join((words.line, words.does)).strip()
    if text and any(not _is_out(view, fact) for fact in _given_away(view, action, text)):
        reason = (
            "it gives away more than the chosen act tells; "
            "keep that back, or choose the act that tells it"
        )
        yield Fault("early-leak", reason, text[:MOST_SHOWN])


def _given_away(view: PersonaView, action: Action, text: str) -> Iterator[str]:
    """The facts that stand in the text, and that the act is not about."""
    told = _told_by(action)
    named = _named_in_telling(view, action)
    yield from (fact for fact in _unmistakable(view, f"{text} {named}") if fact not in told)
    kept = (fact for fact in _kept(view) if fact not in told)
    yield from (fact for fact in kept if _says(view, fact, text, action))


def _told_by(action: Action) -> frozenset[str]:
    """The facts that the act is about: what it tells, or cannot help naming."""
    return frozenset(action.roles.matters)


def _named_in_telling(view: PersonaView, action: Action) -> str:
    """Who is named wherever the line is told: the speaker, and the one who is spoken to."""
    people = view.lens.setting.people
    return " ".join(people[p].short for p in (action.actor, action.roles.get("B")) if p in people)


def _unmistakable(view: PersonaView, text: str) -> list[str]:
    """The facts, whoever holds them, whose revealing words all stand in the text: a telling would
    give them away.
    """
    return list(revealed(view.lens.setting, text))


def _kept(view: PersonaView) -> list[str]:
    """What is somebody's secret, and what this person could only hit on by chance."""
    held = {belief.fact for belief in view.beliefs}
    return [
        fact.id
        for fact in view.lens.setting.facts.values()
        if fact.secret_of or fact.id not in held
    ]


def _is_out(view: PersonaView, fact: str) -> bool:
    """Whether, as far as this person knows, everybody here has heard of it."""
    held = any(belief.fact == fact for belief in view.beliefs)
    return (
        held
        and bool(view.people)
        and all(view.lens.confidence(other, fact) > 0 for other in view.people)
    )


def _says(view: PersonaView, fact: str, text: str, action: Action) -> bool:
    """Whether the text has nearly all the content of the fact's claim, said of whom it is about.

    What the act tells, and what is nobody's secret of the same matter, is common ground and gives
    nothing away. A claim of two such words that is nobody's secret is hit on by chance.
    """
    if _in_its_words(view, fact, text, action):
        return True
    found = view.lens.setting.facts[fact]
    claimed, said = _claimed(view, found), _content(text)
    fewest = min(FEWEST_CONTENT, max(2 if found.secret_of else 3, len(claimed)))
    if len(claimed & said) < fewest:
        return False
    distinct = claimed - _common_ground(view, found, action)
    if not distinct or _hundredths(distinct, said) < ENOUGH_TELLING:
        return False
    if _hundredths(claimed, said) < ENOUGH_CONTENT:
        return False
    unnamed = f"{{{found.subject}}}" not in found.claim
    return unnamed or _is_of(view, found.subject, set(_words(text)), action)


def _claimed(view: PersonaView, fact: Fact) -> set[str]:
    """The words with content of a claim, but for anybody's name."""
    setting = view.lens.setting
    names = " ".join(person.name for person in setting.people.values())
    return _content(setting.nameless(fact.claim)) - _content(names)


def _common_ground(view: PersonaView, fact: Fact, action: Action) -> set[str]:
    """The words of what the act tells, and of what is nobody's secret of the same matter."""
    setting = view.lens.setting
    told = [setting.facts[f] for f in sorted(_told_by(action)) if f in setting.facts]
    near = (f for f in setting.facts_by_topic[fact.topic] if f.id != fact.id and not f.secret_of)
    return _content(" ".join(one.claim for one in (*near, *told)))


def _hundredths(words: set[str], said: set[str]) -> float:
    """How much of some words has been said."""
    return len(words & said) * 100 / len(words)


def _in_its_words(view: PersonaView, fact: str, text: str, action: Action) -> bool:
    """Whether the text has the claim as it stands, as this person would say it to the other."""
    setting = view.lens.setting
    words = _words(setting.claim(fact, me=view.card.id, you=action.roles.get("B")))
    others = _told_by(action) | {belief.fact for belief in view.beliefs}
    claims = {setting.facts[other].claim for other in others - {fact}}
    if len(words) < FEWEST_IN_ITS_WORDS or setting.facts[fact].claim in claims:
        return False
    return f" {' '.join(words)} " in f" {' '.join(_words(text))} "


def _is_of(view: PersonaView, subject: str, words: set[str], action: Action) -> bool:
    if subject == view.card.id and words & FIRST_PERSON:
        return True
    if subject == action.roles.get("B") and words & SECOND_PERSON:
        return True
    return set(words_of(view.lens.setting.people[subject].short)) <= words


def _words(text: str) -> list[str]:
    return words_of(text.replace("’", "'"))


def _content(text: str) -> set[str]:
    return {_stem(word) for word in _words(text) if word not in STOP_WORDS and len(word) > 2}


def _stem(word: str) -> str:
    """A word without its possessive and its inflection, roughly; what matters is that both sides
    lose the same.
    """
    word = word.removesuffix("'s")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word


# Strangers: people whom nobody in the story knows.


def _named_anew(view: PersonaView, action: Action, words: Wordings) -> Iterator[Fault]:
    told = (view.lens.setting.facts.get(fact) for fact in _told_by(action))
    known = words.known | _declared(view) | vocabulary([fact.claim for fact in told if fact])
    for where, text in ((LINE, words.line), (DEED, words.does)):
        if odd := strangers(text, known):
            reason = (
                f"{where} names somebody or something that nobody here knows of; name only "
                "those you were shown"
            )
            yield Fault("unknown-person", reason, odd[0])


def _declared(view: PersonaView) -> frozenset[str]:
    """The words of all names, which everybody knows: of people, places and things."""
    setting = view.lens.setting
    people = setting.people.values()
    names = [text for p in people for text in (p.name, p.short, p.nickname, p.written, p.surname)]
    names += [place.name for place in setting.places.values()]
    names += [item.name for item in setting.items.values()]
    return vocabulary(names)


# What was said before.

TOKENS = re.compile(r"\w+")


def _repeats(view: PersonaView, line: str) -> Iterator[Fault]:
    """A line said before, word for word."""
    said = TOKENS.findall(line.lower())
    mind = view.lens.mind(view.card.id)
    if len(said) < FEWEST_IN_ITS_WORDS or mind is None:
        return
    if any(TOKENS.findall(memory.line.lower()) == said for memory in mind.memories if memory.line):
        yield Fault("repetition", f"{LINE} has been said before, word for word", line[:MOST_SHOWN])


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in small letters: what whoever was shown them can name."""
    return frozenset(word for text in texts for word in words_of(text))
