"""The named effects of the effect language, each a small function that adds to a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import signature

from novel_engine.errors import GenreError
from novel_engine.story.adjudicating.credence import (
    ASSUMED,
    LEANING,
    LEANT_MOST,
    OWNED_TO,
    PRICKED,
    SEEN,
    SEEN_THROUGH,
    STRONG_SUSPICION,
    STUNG,
    TELL,
)
from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.adjudicating.reactions import EFFECTS_OF_REACTIONS
from novel_engine.story.adjudicating.withholding import may_come_to_light
from novel_engine.story.fabula.certainty import CERTAIN, SURE
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import (
    Call,
    Name,
    Number,
    Term,
    check_arguments,
    no_such,
)
from novel_engine.story.givens.roles import Roles

LIGHTEST = 1
"""Points: the least weight a goal may have; each point adds its kind's drives once."""
HEAVIEST = 5
"""Points: the greatest weight a goal may have; the scale of drives is written for so many."""


def say(moment: Moment, fact: str) -> None:
    """Everyone who hears the act is told the fact by the actor."""
    for person in moment.listeners:
        moment.draft.hear(person, fact, moment.actor, lie=False)


def take_at_word(moment: Moment, person: str, other: str, fact: str) -> None:
    """The person trusts the other more for what they said, if they believe it; nobody hears whether
    it is true.
    """
    if moment.draft.sureness(person, fact) >= SURE:
        moment.draft.relate(person, other, "trust", 1)


def lie(moment: Moment, fact: str) -> None:
    """Everyone who hears the act is told what the actor knows to be false."""
    for person in moment.listeners:
        if moment.draft.sureness(person, fact) > -SEEN:
            moment.draft.hear(person, fact, moment.actor, lie=True)


def own(moment: Moment, fact: str) -> None:
    """The actor owns to the fact: whoever hears it is sure."""
    for person in moment.listeners:
        moment.draft.learn(person, fact, "told", OWNED_TO, moment.actor)


def learn(moment: Moment, person: str, fact: str) -> None:
    """The person sees for themself that the fact is so."""
    moment.draft.learn(person, fact, "witnessed", SEEN)


def read(moment: Moment, person: str, fact: str) -> None:
    """The person reads that the fact is so."""
    moment.draft.learn(person, fact, "read", SEEN)


def know(moment: Moment, person: str, fact: str) -> None:
    """The person has known all along that the fact is so."""
    moment.draft.learn(person, fact, "witnessed", CERTAIN)


def know_false(moment: Moment, person: str, fact: str) -> None:
    """The person has known all along that the fact is not so."""
    moment.draft.learn(person, fact, "witnessed", -CERTAIN)


def believe(moment: Moment, person: str, fact: str) -> None:
    """The person takes the fact to be so, and could be shown otherwise."""
    moment.draft.learn(person, fact, "inferred", ASSUMED)


def common(moment: Moment, fact: str) -> None:
    """Whoever has no idea of the fact takes it to be so, as everybody does, and could be shown
    otherwise.
    """
    for person in moment.draft.world.minds:
        if not moment.draft.has_heard_of(person, fact):
            moment.draft.learn(person, fact, "inferred", ASSUMED)


def infer(moment: Moment, person: str, fact: str) -> None:
    """The person draws the conclusion that the strongest rule allows."""
    mind = moment.draft.world.minds[person]
    held = [
        rule
        for rule in moment.draft.world.setting.rules
        if rule.conclusion == fact and all(mind.holds_true(p) for p in rule.premises)
    ]
    if held:
        best = max(held, key=lambda rule: rule.confidence)
        moment.draft.learn(person, fact, "inferred", best.signed)


def examine(moment: Moment, person: str, item: str) -> None:
    """The person looks at the thing and takes in what it shows."""
    moment.draft.examine(person, item)


def display(moment: Moment, item: str) -> None:
    """Everyone who perceives the act takes in what the thing shows."""
    for person in moment.listeners:
        moment.draft.examine(person, item)


def find(moment: Moment, person: str, fact: str = "") -> None:
    """What is hidden here, and in reach, comes into the person's hand: what bears on the fact, or
    for none the first thing.
    """
    for item in findable(moment.draft, moment.place, fact):
        moment.draft.put(item, holder=person)
        moment.draft.examine(person, item)


def _bears_on(draft: Draft, item: str, fact: str) -> bool:
    facts = draft.world.setting.facts
    return fact in facts and any(
        facts[f].topic == facts[fact].topic for f in draft.world.setting.items[item].evidence
    )


def findable(draft: Draft, place: str, fact: str = "") -> tuple[str, ...]:
    """The hidden things of a place that a search would turn up now: what bears on a fact, or for
    none the first. What the director holds back is not found.
    """
    there = tuple(i for i in draft.world.hidden_items(place) if may_come_to_light(draft.world, i))
    return tuple(i for i in there if _bears_on(draft, i, fact)) if fact else there[:1]


def suspect(moment: Moment, person: str, other: str) -> None:
    """The person notices what the other's body does about a question they hold, and leans towards
    blaming them.
    """
    mind = moment.draft.world.minds[person]
    setting = moment.draft.world.setting
    for fact in sorted(setting.facts.values(), key=lambda f: f.id):
        if fact.subject == other and setting.is_so("blames", fact) and fact.id in mind.beliefs:
            sure = moment.draft.sureness(person, fact.id)
            if 0 < sure < LEANING and fact.secret_of == other:
                moment.draft.learn(person, fact.id, "inferred", min(LEANT_MOST, sure + TELL))


def give_away(moment: Moment, person: str, fact: str) -> None:
    """Whoever has good reason to think that a person hides this sees by how it is denied that it is
    so.
    """
    found = moment.draft.world.setting.facts.get(fact)
    if found is None or found.secret_of != person:
        return
    for listener in moment.listeners:
        sure = moment.draft.sureness(listener, fact)
        if sure >= STRONG_SUSPICION:
            moment.draft.learn(listener, fact, "inferred", min(SEEN_THROUGH, sure + TELL))


def nettle(moment: Moment, person: str, item: str) -> None:
    """Whoever sees the person handle a thing that points at them takes it ill."""
    for fact in moment.draft.world.setting.items[item].evidence:
        subject = moment.draft.world.setting.facts[fact].subject
        if subject in moment.listeners:
            moment.draft.feel(subject, "anger", STUNG, person)


def prick(moment: Moment, person: str, other: str) -> None:
    """Kindness pricks whoever hides something that would hurt the one who is kind."""
    for name in moment.draft.world.setting.secrets_of.get(person, ()):
        if moment.draft.world.setting.facts[name].hurts == other:
            moment.draft.feel(person, "guilt", PRICKED, other)
            return


def prick_hearers(moment: Moment, fact: str) -> None:
    """Whoever hears another blamed for what they did themselves feels it."""
    setting = moment.draft.world.setting
    charge = setting.facts[fact]
    for person in moment.listeners:
        if charge.subject != person and _has_done_it(setting, person, charge.topic):
            moment.draft.feel(person, "guilt", PRICKED, charge.subject)


def _has_done_it(setting: Setting, person: str, topic: str) -> bool:
    """Whether the person hides that it was they who did what the topic is about."""
    own = (setting.facts[name] for name in setting.secrets_of.get(person, ()))
    return any(
        deed.topic == topic and setting.is_so("grave", deed) and setting.is_so("blames", deed)
        for deed in own
    )


def move(moment: Moment, person: str, place: str) -> None:
    """The person goes to the place."""
    moment.draft.move(person, place)


def step_out(moment: Moment, person: str) -> None:
    """The person leaves for the next place."""
    here = moment.draft.world.setting.places.get(moment.place)
    if here and here.adjacent:
        moment.draft.move(person, here.adjacent[0])


def hold(moment: Moment, person: str, item: str) -> None:
    """The thing is now in the person's hands."""
    moment.draft.put(item, holder=person)


def hide(moment: Moment, item: str) -> None:
    """The thing now lies here, out of sight."""
    moment.draft.put(item, place=moment.place, hidden=True)


def put_hidden(moment: Moment, item: str, place: str) -> None:
    """The thing lies at the place, out of sight."""
    moment.draft.put(item, place=place, hidden=True)


def put(moment: Moment, item: str, place: str) -> None:
    """The thing lies at the place, in sight."""
    moment.draft.put(item, place=place)


def surface(moment: Moment, item: str, person: str) -> None:
    """The thing, wherever it lies, turns up in the person's hands, and is looked at."""
    if not can_surface(moment.draft.world, item):
        return
    moment.draft.put(item, holder=person)
    moment.draft.examine(person, item)


def can_surface(world: World, item: str) -> bool:
    """Whether the thing lies somewhere: what somebody holds, or has destroyed, turns up nowhere
    else.
    """
    return item in world.lying


def destroy(moment: Moment, item: str) -> None:
    """The thing is no more."""
    moment.draft.destroy(item)


def depart(moment: Moment, person: str) -> None:
    """The person leaves the story for good."""
    moment.draft.depart(person, "left")


def take_up(moment: Moment, person: str, goal: str, about: str, weight: str = "3") -> None:
    """The person takes up a goal about a fact's topic, or about another person."""
    fact = moment.draft.world.setting.facts.get(about)
    target = about if about in moment.draft.world.setting.people else fact.subject if fact else ""
    moment.draft.take_goal(person, goal, fact.topic if fact else "", target, int(weight))


def give_up(moment: Moment, person: str, goal: str, about: str) -> None:
    """The person is done with a goal about a fact's topic."""
    fact = moment.draft.world.setting.facts.get(about)
    moment.draft.drop_goal(person, goal, fact.topic if fact else "")


def _axis(axis: str) -> Callable[..., None]:
    def change(moment: Moment, person: str, other: str, amount: str) -> None:
        moment.draft.relate(person, other, axis, int(amount))

    change.__doc__ = f"The person's {axis} towards the other changes by the amount."
    return change


def _feeling(name: str) -> Callable[..., None]:
    def change(moment: Moment, person: str, amount: str, target: str = "") -> None:
        moment.draft.feel(person, name, int(amount), target)

    change.__doc__ = (
        f"The person's {name} rises or is spent by the amount, towards the target if one is given."
    )
    return change


EFFECTS: Mapping[str, Callable[..., None]] = {
    function.__name__: function
    for function in (
        say,
        lie,
        take_at_word,
        own,
        learn,
        read,
        know,
        know_false,
        believe,
        common,
        infer,
        examine,
        display,
        find,
        suspect,
        give_away,
        nettle,
        prick,
        prick_hearers,
        move,
        step_out,
        hold,
        hide,
        put,
        put_hidden,
        surface,
        destroy,
        depart,
        take_up,
        give_up,
    )
} | {
    **EFFECTS_OF_REACTIONS,
    **{axis: _axis(axis) for axis in AXES if axis != "fear"},
    "fear_of": _axis("fear"),
    **{name: _feeling(name) for name in EMOTIONS},
}


def check_effect(call: Call) -> None:
    """Raise GenreError for an effect nobody has heard of, or one given arguments it cannot take."""
    if call.name not in EFFECTS:
        raise no_such("effect", call.name, EFFECTS)
    check_arguments(call, EFFECTS[call.name])
    names = list(signature(EFFECTS[call.name]).parameters)[1:]
    for term, name in zip(call.args, names, strict=False):
        _check_argument(call.name, name, term)


def _check_argument(effect: str, name: str, term: Term) -> None:
    is_number = name in ("amount", "weight")
    if isinstance(term, Call) or isinstance(term, Number) != is_number:
        wanted = "a whole number" if is_number else "a name"
        raise GenreError(f"in {effect}(…), {wanted} must stand for the {name}; write one")
    if name == "weight" and isinstance(term, Number) and not LIGHTEST <= term.value <= HEAVIEST:
        raise GenreError(
            f"in {effect}(…), the weight is {term.value}; give one from {LIGHTEST} to {HEAVIEST}"
        )


def apply_effects(moment: Moment, calls: Sequence[Call], roles: Roles) -> None:
    """Add each effect to the draft, its roles replaced by what fills them; one whose role is
    unfilled is left out.
    """
    for call in calls:
        values = [_value(arg, roles) for arg in call.args]
        if all(values):
            EFFECTS[call.name](moment, *values)


def _value(term: Term, roles: Roles) -> str:
    match term:
        case Name():
            return roles.get(term.name, term.name)
        case Number():
            return str(term.value)
        case Call():
            raise GenreError(f"'{term.name}(…)' cannot stand inside an effect")
