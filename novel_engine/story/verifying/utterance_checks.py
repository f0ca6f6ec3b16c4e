"""What nobody says who is where they are: speaking to the absent, being somewhere else, having what
they have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.english.text import words
from novel_engine.story.english.vocatives import speaks_to
from novel_engine.story.givens.verbs import Action

LINE = "the line"


def line_faults(view: PersonaView, action: Action, line: str) -> Iterator[Fault]:
    """What is wrong with the line, said here and now."""
    text = line.replace("’", "'")
    yield from _addresses(view, text)
    yield from _elsewhere(view, action, text)
    yield from _claims(view, text)


# Who is there to be spoken to.


def not_here(view: PersonaView) -> list[tuple[str, str]]:
    """Everybody who is not here, by a name that nobody here shares."""
    here = (*view.people, view.card.id)
    names = {view.lens.setting.people[person].short for person in here}
    people = ((p.id, p.short) for p in view.lens.setting.people.values() if p.id not in here)
    return [(person, name) for person, name in people if name not in names]


def missing(view: PersonaView, other: str, what: str, name: str) -> Fault:
    """The fault of having to do with somebody who is not here, or no more."""
    mind = view.lens.mind(view.card.id)
    gone = mind is not None and mind.whereabouts.get(other) == ""
    return Fault(
        "dead-person" if gone else "absent-person",
        f"{what} {'has gone for good' if gone else 'is not here'}",
        name,
    )


def _addresses(view: PersonaView, line: str) -> Iterator[Fault]:
    callings = frozenset(word for p in view.lens.setting.people.values() for word in words(p.work))
    for other, name in not_here(view):
        pronouns = view.lens.setting.people[other].pronouns
        if speaks_to(line, name, callings | {pronouns.subject, pronouns.object, pronouns.own}):
            yield missing(view, other, f"{LINE} speaks to somebody who", name)


# Where one is.

AT = r"(?:in|at|on|by|inside|outside|under|aboard|behind)"
HERE_AT_PLACE = (
    r"(?<!not )(?<!nor )(?<!n't )(?<!n't been )(?<!never )(?<!longer )\bhere,? {at} {place}\b"
)
BEING = (
    r"(?P<before>[^.!?;:]*)\b(?:I(?:'m| am)|we(?:'re| are))(?: (?:all|both|alone|here|now"
    r"|out here|in here|already|safe|safely|standing|sitting|stuck|together|finally|at last"
    r"|just|only|two))* {at} {place}\b(?P<after>[^.!?;:]*)"
)
ARE_WE = r"\b(?:what|why) are we (?:\w+ ){0,2}?{at} {place}\b"
THIS = (
    r"(?:\bwelcome (?:back )?to|(?:\A|[.!?;:,] )this is) {place}\b(?! (?:we|you|I|they|all over)\b)"
)
NOT_NOW = re.compile(
    r"\b(?:when|whenever|once|until|till|if|before|after|while|unless|suppose|supposing|say|says"
    r"|said|think|thinks|thought|pretend|tell|told|wish|by the time|as soon as|as long as|next time"
    r"|whether|or|not|says that)\b[^,]*\Z|\bthere \Z|\b(?:not|n't)\b",
    re.IGNORECASE,
)
AT_TIMES = re.compile(
    r"\W*(?:when|if|while|tonight|tomorrow|later|soon|from now"
    r"|all (?:day|night|morning|evening|week|winter)|most|every|half|from|till|until|before|after"
    r"|by (?:then|\w+ o'clock|nine|ten|six|seven|eight)|at \w+ o'clock|again tomorrow|on \w+day)\b"
    r"|.*\b(?:when|if)\b|\W*(?:door|doorway|window|wall|roof|stairs?|book|log|business)\b",
    re.IGNORECASE,
)


def _elsewhere(view: PersonaView, action: Action, line: str) -> Iterator[Fault]:
    """Being plainly somewhere else than here."""
    for place in view.lens.setting.places.values():
        named = place.preposition and place.name.lower() in line.lower()
        if not named or place.id in (view.place, action.roles.get("P")):
            continue
        if _claims_to_be(line, rf"(?:{AT}|{re.escape(place.preposition)})", re.escape(place.name)):
            yield Fault(
                "wrong-place",
                f"{LINE} is said as though in another place; it is said where this person is",
                place.name,
            )


def _claims_to_be(line: str, at: str, place: str) -> bool:
    if any(
        re.search(p.replace("{at}", at).replace("{place}", place), line, re.IGNORECASE)
        for p in (HERE_AT_PLACE, THIS, ARE_WE)
    ):
        return True
    being = BEING.replace("{at}", at).replace("{place}", place)
    found = re.finditer(being, line, re.IGNORECASE)
    return any(
        not NOT_NOW.search(one["before"]) and not AT_TIMES.match(one["after"]) for one in found
    )


# What one has.

HAND_OR_POCKET = (
    r"(?:hands?|palm|fist|fingers|pockets?|coat|jacket|sleeve|bag|apron|boots?|belt|lap|arms"
    r"|satchel|pack|purse|keeping)"
)
DETERMINER = r"(?:the|a|an|that|this|your|his|her|their|my)"
SPEAKER_HAS = (
    rf"\bI(?:'m| am)(?: still| now| already)? (?:holding|carrying|wearing) {DETERMINER} {{item}}",
    rf"\bI(?:'ve| have)(?: got| still got)? {DETERMINER} {{item}} (?:here|right here|with me"
    r"|on me|in (?:my|this) |in front of me)",
    rf"\bI(?:'ve| have) been (?:carrying|holding|keeping|wearing) {DETERMINER} {{item}}",
    rf"\bI hold {DETERMINER} {{item}} in\b",
    rf"(?:\A|[.!?] )here ?[.:–—!] {DETERMINER} {{item}}[.,!]",
    (
        rf"\bin my (?:\w+ )?{HAND_OR_POCKET}(?: there)?(?: is| are| lies|,)?(?: I have"
        rf"| I've(?: got)?| I hold)? {DETERMINER} {{item}}"
    ),
    (
        rf"\b{DETERMINER} {{item}}(?:'s| is| are| has been| have been)(?: right| here| safe| still| now)* in "
        rf"my (?:\w+ )?{HAND_OR_POCKET}\b"
    ),
    rf"(?:\A|[.!?;:,–—] ){DETERMINER} {{item}} (?:here )?in my (?:\w+ )?{HAND_OR_POCKET}\b",
    (
        rf"\b{DETERMINER} {{item}} (?:that |which )?I(?:'m| am|'ve| have)(?: got| right)* (?:here|carrying"
        r"|holding|wearing)\b"
    ),
    (
        r"\blook (?:at )?what (?:I(?:'m| am|'ve| have)|is in my)(?: \w+){0,4}[:,–—-]+ ?(?:it's "
        rf"|it is )?{DETERMINER} {{item}}"
    ),
    r"(?:\A|[.!?;:,–—] )(?:so |and |now )?here(?:'s| is| are|, have|, take"
    rf"|,) {DETERMINER} {{item}}(?! (?:where|that|which|you (?:say|mean|spoke|speak|talk|told))\b)",
    r"\b(?:take|have|hold|see|look at|feel|smell|read|recognise|recognize|know|whose is|dropped"
    r"|forgot) (?:hold of )?this {item}(?! (?:they|we|you|that|he|she|of)\b)",
    rf"\bI(?:'ve| have) brought (?:you |him |her |them |back |along )*{DETERMINER} {{item}}",
    rf"\bI brought (?:you )?{DETERMINER} {{item}}[;:.!–—]",
    r"(?:\A|[.!?;:–—] )(?:this|this here) (?:is|was) (?:the|your|his|her|their) {item}",
)
NOT_HAD = re.compile(
    r"\b(?:if|when|suppose|wish|not|never|n't|as though|as if|do you think|think|thinks|said"
    r"|says)\b[^.!?;:]*\Z"
)


def _claims(view: PersonaView, line: str) -> Iterator[Fault]:
    """Having in hand, or handing over, what is neither held nor in sight."""
    reason = f"{LINE} claims a thing that is neither in hand nor in sight"
    for item in view.lens.setting.items.values():
        if item.name.lower() not in line.lower() or item.id in (*view.held, *view.items):
            continue
        if has := _said_to_be_had(line, rf"{re.escape(item.name)}\b"):
            yield Fault("wrong-holder", reason, has)


def _said_to_be_had(line: str, item: str) -> str:
    """The words in which the speaker has the thing; nothing where none are plain."""
    for pattern in SPEAKER_HAS:
        for found in re.finditer(pattern.replace("{item}", item), line, re.IGNORECASE):
            if not NOT_HAD.search(line[: found.start()]):
                return found[0]
    return ""
