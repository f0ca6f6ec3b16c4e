"""What a night has of each part of a plot, in hundredths of all that is asked: one function a part.

They ask for properties of facts and verbs and never for one by name, so that they say the same of
every genre.
"""

from __future__ import annotations

from collections.abc import Iterable

from novel_engine.story.curating import ladder
from novel_engine.story.curating.brought import brought_to, words_of
from novel_engine.story.curating.course import Course, Turned
from novel_engine.story.curating.weights import (
    ACTED_ON,
    ALL_OF_IT,
    BY_ANOTHER,
    BY_GUESS,
    BY_ONE_PIECE,
    CHARGED,
    ENDED_LATE,
    ENDED_OTHERWISE,
    ERROR_BY_AN_ACT,
    FROM_THE_CURVE,
    LEARNT_BY_ANOTHER,
    LEFT_OPEN_ONE_IN,
    MADE_WORSE,
    MOVES_COUNT,
    MOVES_FORGIVEN,
    ON_THE_CHAIN,
    OWN_ASKED,
    PIECES,
    SUSPECTED,
    TURNED,
    TURNED_IN_ANOTHER,
    UNPAID,
    WITH_EFFECT,
)
from novel_engine.story.fabula.certainty import KNOWS, SURE
from novel_engine.story.fabula.events import (
    Acted,
    Complicated,
    Departed,
    Effect,
    Felt,
    GoalDropped,
    ItemDestroyed,
    Learned,
    Obliged,
    Refused,
    Related,
    Released,
    SceneOpened,
    StoryEnded,
    ThreadMoved,
    id_of,
)
from novel_engine.story.givens import draws
from novel_engine.story.givens.tension_curve import target

GOODWILL = ("affection", "trust", "respect")
"""The axes on which it costs somebody something to fall."""
HURT = ("anger", "grief", "shame", "fear")
"""The feelings that are a cost to whoever comes to have them."""


def of_answered(course: Course) -> int:
    """The main question, by how whoever sees most of it was answered: two pieces of evidence, one
    or the word of whoever did it, or neither; or how anybody else was. An answer that is given up
    again is none.
    """
    if not course.answered:
        return ALL_OF_IT if is_left_open(course) else 0
    if not course.answers:  # there is nothing to be found out, and so nothing to find it by
        return ALL_OF_IT
    eyes = course.setting.eyes
    by_eyes = [_grounds(course, one) for one in course.finding_out if one.person == eyes]
    if by_eyes and not _is_known(course, eyes):
        return 0
    by_others = (min(BY_ANOTHER, _grounds(course, one)) for one in course.finding_out)
    return max(by_eyes) if by_eyes else max(by_others, default=BY_GUESS)


def _is_known(course: Course, person: str) -> bool:
    """Whether somebody knows the answer when all is over."""
    held = (course.at_the_end(person, answer) for answer in course.answers)
    return any(one.value and one.confidence >= KNOWS for one in held)


def _grounds(course: Course, one: Turned) -> int:
    """What somebody's knowing the answer rests on. What a third person tells is hearsay."""
    event = course.by_id[one.now.event]
    teller = next(
        e.teller
        for e in event.effects
        if isinstance(e, Learned) and (e.person, e.fact) == (one.person, one.fact)
    )
    owned = teller == course.setting.facts[one.fact].subject != one.person
    if teller and not owned:
        return BY_GUESS
    pieces = _pieces(course, one.person, one.now.event) + owned
    return (BY_GUESS, BY_ONE_PIECE, ALL_OF_IT)[min(pieces, 2)]


def _pieces(course: Course, person: str, event: int) -> int:
    """On how many pieces of evidence a person's knowing the answer rests: things found out since
    the opening that bear it out.
    """
    setting = course.setting
    found = 0
    for fact in sorted({one for answer in course.answers for one in course.bearing_on(answer)}):
        held = course.held(person, fact, event + 1)
        bears_out = setting.is_so("bears_out", setting.facts[fact])
        found += bears_out and held.is_held(value=True) and held.event > 0
    return found


def of_reason(course: Course) -> int:
    """The reason, by whether those who see most of it come to hold it."""
    eyes = course.setting.eyes
    if any(course.at_the_end(eyes, fact).is_held(value=True) for fact in course.reasons):
        return ALL_OF_IT
    if is_left_open(course):
        return ALL_OF_IT
    return LEARNT_BY_ANOTHER if any(map(course.tells_why, course.turned)) else 0


def of_error(course: Course) -> int:
    """A false belief: whether what stands on one came up, or somebody acted on one, and it cost
    somebody something.
    """
    facts = course.setting.facts
    if ladder.paid_for(course.came, facts):
        return ALL_OF_IT
    best = ACTED_ON if ladder.on_an_error(course.came, facts) else 0
    for act in course.acts:
        if best < ERROR_BY_AN_ACT and _is_mistaken(course, act):
            costs = any(_is_cost(e) for event in course.comes_of(id_of(act)) for e in event.effects)
            best = max(best, ERROR_BY_AN_ACT if costs else ACTED_ON)
    return best


def _is_mistaken(course: Course, act: Acted) -> bool:
    """Whether the act comes of something that its actor holds and that is not so."""
    marks = (
        course.setting.verbs[act.verb].marks if act.verb in course.setting.verbs else frozenset()
    )
    if marks & {"questions", "thinks", "concludes"}:
        return False
    facts = course.setting.facts
    for cause in act.causes:
        taught = [e for e in course.turned_by(cause) if e.person == act.actor]
        for one in taught:
            held = course.held(act.actor, one.fact, id_of(act))
            wrong = held.event == cause and held.is_held(value=not facts[one.fact].truth)
            if wrong and (one.fact in act.roles.values or len(taught) == 1):
                return True
    return False


def _is_cost(effect: Effect) -> bool:
    """Whether somebody is worse off for it."""
    match effect:
        case Related():
            return effect.axis in GOODWILL and effect.after < effect.before
        case Felt():
            return effect.emotion in HURT and effect.after > effect.before
        case Departed() | ItemDestroyed() | GoalDropped():
            return True
        case _:
            return False


def of_choices(course: Course) -> int:
    """Choices between two things: two are all that is asked, and each at its price, so that one that
    has not come counts before those that have.
    """
    made = ladder.choices_made(course.came, course.events)
    worth = sorted(ALL_OF_IT if one.paid else UNPAID for one in made)
    return sum(worth[:PIECES]) // PIECES


def of_own(course: Course) -> int:
    """What the people brought: of a secret, two wishes or dreads, and a tie, as far as anybody's file
    has any; each that is wanting takes half of what is left.
    """
    has = words_of(tuple(course.setting.people.values())).most.each
    found = zip(has, OWN_ASKED, brought_to(course).each, strict=True)
    wanting = sum(max(0, min(there, asked) - used) for there, asked, used in found)
    return ALL_OF_IT >> wanting


def of_cleared(course: Course) -> int:
    """The wrong one: suspected, charged with it, and cleared in the eyes of whoever suspected
    them.
    """
    setting = course.setting
    wrong = {f.id for f in course.main_facts if not f.truth and setting.is_so("blames", f)}
    suspecting = [one for one in course.turned if one.fact in wrong and one.now.is_held(value=True)]
    if not suspecting:
        return 0
    better = any(course.at_the_end(one.person, one.fact).is_held(value=False) for one in suspecting)
    charged = any(
        act.roles.get("F") in wrong and setting.marked(act.verb, "charges") for act in course.acts
    )
    return SUSPECTED * (1 + better) + CHARGED * charged


def of_reversal(course: Course) -> int:
    """Accounts that turned: somebody was sure of one, and comes to be sure it is otherwise."""
    setting, found = course.setting, 0
    for one in course.turned:
        turns = one.before.confidence >= SURE and one.now.is_held(value=not one.before.value)
        if turns and setting.is_so("explains", setting.facts[one.fact]):
            found += TURNED if one.person == setting.eyes else TURNED_IN_ANOTHER
    return min(ALL_OF_IT, found)


def _ended(course: Course) -> str:
    return next((event.ending for event in course.events if isinstance(event, StoryEnded)), "")


def is_left_open(course: Course) -> bool:
    """Whether it ends unsolved, as its author has it, in a story that leans to that: a few do, so that
    not every question is answered, and one cannot count on it. Where whoever sees most of it knows
    all the same, nothing is open, and the ending says what is not so.
    """
    topic = course.setting.main_thread.topic
    luck = draws.generator(course.setting.seed, "left open", 0, topic)
    ended = _ended(course)
    is_open = any(one.id == ended and one.unsolved for one in course.setting.endings)
    leans = draws.below(luck, LEFT_OPEN_ONE_IN) == 0
    return is_open and leans and not _is_known(course, course.setting.eyes)


def of_ending(course: Course) -> int:
    """The ending that it came to: whether it was one of the fuller ones, and how near the one that
    this story leans to. An author's own are leant to first, the others in an order of the story's,
    which is dealt: of neighbouring seeds each leans to another.
    """
    ended, endings, setting = _ended(course), course.setting.endings, course.setting
    if is_left_open(course):
        return ALL_OF_IT
    full = [one.id for one in endings if not one.late and not one.unsolved]
    if ended in full:
        authored = [one.id for one in endings if one.authored]
        dealt = draws.dealt_order("ending", setting.seed, setting.main_thread.topic, full)
        order = sorted(dealt, key=lambda name: name not in authored)
        place = order.index(ended)
        return ALL_OF_IT - (ALL_OF_IT - ENDED_OTHERWISE) * place // max(1, len(full) - 1)
    return next((ENDED_LATE for one in endings if one.id == ended and one.late), 0)


def of_chain(course: Course) -> int:
    """The acts that are on the way to the answer, the reason and the choices."""
    on_it = sum(id_of(act) in course.on_the_way for act in course.acts)
    return _share(on_it, len(course.acts), ON_THE_CHAIN)


def of_joined(course: Course) -> int:
    """The acts, of those that change something, that come of more than a scene's being opened."""
    telling = [act for act in course.acts if _changes(act.effects)]
    found = sum(any(c not in course.scenes for c in course.grounds(id_of(act))) for act in telling)
    return _share(found, len(telling), ALL_OF_IT)


def of_effects(course: Course) -> int:
    """The acts that change something."""
    return _share(sum(_changes(act.effects) for act in course.acts), len(course.acts), WITH_EFFECT)


def _changes(found: Iterable[Effect]) -> bool:
    """Whether anything is otherwise: a question that is owed an answer changes nothing yet."""
    return any(not isinstance(effect, Obliged | Released) for effect in found)


def of_moves(course: Course) -> int:
    """The attempts that are neither refused nor made before by the same person."""
    attempts = [e for e in course.events if isinstance(e, Acted | Refused)]
    distinct = {(e.actor, e.verb, e.roles) for e in attempts if isinstance(e, Acted)}
    vain = (len(attempts) - len(distinct)) * ALL_OF_IT // max(1, len(attempts))
    return max(0, ALL_OF_IT - MOVES_COUNT * max(0, vain - MOVES_FORGIVEN))


def of_tension(course: Course) -> int:
    """How near each scene's greatest tension is to the form's curve."""
    of = {one.id: one.tension for one in course.setting.complications}
    most: list[int] = []
    for event in course.events:
        if isinstance(event, SceneOpened):
            most.append(0)
        elif isinstance(event, Acted | Complicated) and most:
            here = event.tension if isinstance(event, Acted) else of.get(event.complication, 0)
            most[-1] = max(most[-1], here)
    form, scenes = course.setting.form, max(1, len(most))
    away = sum(abs(target(form, n * 100 // scenes) - 10 * one) for n, one in enumerate(most, 1))
    return max(0, ALL_OF_IT - FROM_THE_CURVE * away // scenes) if most else 0


def of_threads(course: Course) -> int:
    """Of the questions beside the main one that are raised, how many are answered."""
    main = course.setting.main_thread.id
    became: dict[str, set[str]] = {}
    for event in course.events:
        for effect in event.effects:
            if isinstance(effect, ThreadMoved) and effect.thread != main:
                became.setdefault(effect.thread, set()).add(effect.status)
    raised = [states for states in became.values() if states & {"open", "complicated", "answered"}]
    return (
        _share(sum("answered" in one for one in raised), len(raised), ALL_OF_IT)
        if raised
        else ALL_OF_IT
    )


def of_consequences(course: Course) -> int:
    """What came up and made it worse."""
    return min(ALL_OF_IT, len(course.came) * ALL_OF_IT // MADE_WORSE)


def _share(found: int, of: int, asked: int) -> int:
    """So many of so many, where so many in a hundred are all that is asked."""
    return min(ALL_OF_IT, found * ALL_OF_IT * ALL_OF_IT // (of * asked)) if of else 0
