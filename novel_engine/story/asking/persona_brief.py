"""What one character is told before deciding: the view in plain words, each part bounded, and
nothing but the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from novel_engine.story.asking.limits import (
    BACKSTORY,
    DESCRIPTION,
    EXAMPLE,
    MOST_ABSENT,
    MOST_BELIEFS,
    MOST_FEELINGS,
    MOST_GOALS,
    MOST_JUST_NOW,
    MOST_SECRETS,
    MOST_THINGS,
    ONCE_SAID,
    PHRASE,
)
from novel_engine.story.asking.second_person import SecondPerson, clipped, sentence
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.certainty import certainty
from novel_engine.story.fabula.mind import Belief, Goal, Memory
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.people import TRAIT_AXES, Person
from novel_engine.story.givens.verbs import Choice
from novel_engine.values import dataclass

TRAITS = {
    "nerve": ("timid", "bold"),
    "candour": ("secretive", "candid"),
    "warmth": ("cold", "warm"),
    "pride": ("humble", "proud"),
    "patience": ("impatient", "patient"),
    "order": ("careless", "exact"),
    "trustfulness": ("suspicious", "trusting"),
    "restraint": ("impulsive", "self-controlled"),
}
STANDING = {
    "affection": ("you dislike {o}", "you are fond of {o}"),
    "trust": ("you distrust {o}", "you trust {o}"),
    "respect": ("you think little of {o}", "you respect {o}"),
    "fear": ("you have no fear of {o}", "you are afraid of {o}"),
    "debt": ("{s} in your debt", "you are in {p} debt"),
}
DEGREES = {1: " a little", 2: "", 3: " deeply"}
FEELINGS = {
    "anger": ("angry", "with"),
    "fear": ("afraid", "of"),
    "grief": ("grieved", "over"),
    "shame": ("ashamed", "before"),
    "joy": ("glad", "of"),
    "longing": ("full of longing", "for"),
    "guilt": ("guilty", "towards"),
}
AIMS = {
    "learn": "to get to the bottom of this",
    "conceal": "to keep this from coming out",
    "obtain": "to have what this is about",
    "protect": "to keep somebody from harm",
    "reconcile": "to make it up",
    "punish": "to see somebody answer for it",
    "leave": "to be gone from here",
    "keep": "to keep what you have",
    "atone": "to put this right",
}
LENGTHS = {
    "short": "short sentences",
    "medium": "sentences of middling length",
    "long": "long, winding sentences",
}
FORMALITY = {
    -2: "rough",
    -1: "easy",
    0: "plain",
    1: "rather formal",
    2: "formal, without contractions",
}
ADDRESS = {
    "first": "calls people by their first names",
    "surname": "calls people by their surnames",
    "nickname": "calls people by nicknames",
    "none": "calls nobody by name",
}

UNHEARD = "as far as you know nobody here has heard it"
INDIFFERENT = "you have no strong feelings about them either way"


@dataclass(frozen=True, slots=True)
class MomentInWords:
    """One moment as one person has it: how things stand, what comes back, what could be done."""

    moment: str
    memories: str
    menu: str


def in_words(
    view: PersonaView, menu: Sequence[Choice], memories: Sequence[Memory]
) -> MomentInWords:
    """The moment in words. `memories` are what has come to mind, of other scenes."""
    wording = SecondPerson(view)
    recalled = (words for memory in memories if (words := wording.deed(memory, ONCE_SAID)))
    attempts = (sentence(wording.attempt(choice.action)) for choice in menu)
    return MomentInWords(
        moment="\n".join(_moment(view, menu, wording)),
        memories="\n".join(f"- {sentence(words)}" for words in recalled),
        menu="\n".join(f"{n}. {attempt}" for n, attempt in enumerate(attempts, 1)),
    )


def _moment(view: PersonaView, menu: Sequence[Choice], wording: SecondPerson) -> Iterator[str]:
    yield _where(view, wording)
    yield from _people(view, wording)
    yield from _things(view, wording)
    yield from _feelings(view, wording)
    yield from _aims(view, wording)
    yield from _secrets(view, wording)
    yield from _beliefs(view, menu, wording)
    yield from _now(view, wording)


# The person, who is the same from the first turn to the last.


def card(person: Person) -> str:
    """Who this person is, as their own file has it. What other programs keep in it is left out."""
    lines = (
        _named(person),
        _labelled("Work", (person.work,)),
        clipped(person.description or person.background, DESCRIPTION),
        clipped(person.backstory, BACKSTORY),
        _labelled("Temper", temper(person)),
        _labelled("Talks in", _voice(person)),
        _labelled("Wants", person.goals[:3]),
        _labelled("Fears", person.fears[:3]),
        _labelled("Gets their way by", map(_spaced, person.tactics[:3])),
        _labelled("Would never", map(_spaced, person.never[:4])),
        _labelled("Keeps to themself that", (s.claim for s in person.secrets[:3]), most=120),
        *_examples(person),
    )
    return "\n".join(filter(None, lines))


def _named(person: Person) -> str:
    name, short = clipped(person.name, PHRASE), clipped(person.short, PHRASE)
    pronouns = f"{person.pronouns.subject}/{person.pronouns.object}"
    return f"Name: {name}, called {short} ({pronouns}), {person.age}."


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def temper(person: Person) -> tuple[str, ...]:
    """A person's traits as adjectives, the strongest first."""
    ranked = sorted(TRAIT_AXES, key=lambda axis: -abs(person.trait(axis)))
    strong = [axis for axis in ranked if person.trait(axis)]
    return tuple(
        ("very " if abs(person.trait(a)) == 2 else "") + TRAITS[a][person.trait(a) > 0]
        for a in strong
    )


def _voice(person: Person) -> Iterator[str]:
    voice = person.voice
    yield (
        f"{LENGTHS[voice.length]}, {FORMALITY[max(-2, min(2, voice.formality))]}; "
        f"{ADDRESS[voice.address]}"
    )
    if voice.hedges:
        yield "says “" + "”, “".join(clipped(hedge, 40) for hedge in voice.hedges[:3]) + "”"
    if voice.oaths:
        yield "swears “" + "”, “".join(clipped(oath, 40) for oath in voice.oaths[:3]) + "”"


def _examples(person: Person) -> Iterator[str]:
    if person.example_dialogue:
        yield "Talks like this:"
        yield from (f"- {clipped(line, EXAMPLE)}" for line in person.example_dialogue[:3])


def _labelled(label: str, values: Iterable[str], most: int = PHRASE) -> str:
    found = [clipped(value, most) for value in values if value.strip()]
    return f"{label}: {'; '.join(found)}." if found else ""


# The moment, which is another at every turn.


def _where(view: PersonaView, wording: SecondPerson) -> str:
    place = view.lens.setting.places.get(view.place)
    at = clipped(f"{place.preposition} {place.name}", PHRASE) if place else "nowhere in particular"
    here = f"Day {view.day}, {view.hour:02}:00, {at}."
    ways = ", ".join(wording.name(exit_) for exit_ in view.exits[:MOST_THINGS])
    return f"{here} Next to it: {ways}." if ways else here


def _people(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    for other in view.people:
        yield _here(view, view.lens.setting.people[other], wording)
    if not view.people:
        yield "You are alone."
    yield from _not_here(view, wording)


def _here(view: PersonaView, person: Person, wording: SecondPerson) -> str:
    work = f", {clipped(person.work, 40)}" if person.work else ""
    who = f"{person.pronouns.subject}/{person.pronouns.object}{work}"
    standing = "; ".join(_standing(view, person)) or INDIFFERENT
    return f"Here: {wording.name(person.id)} ({who}): {standing}."


def _not_here(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    mind = view.lens.mind(view.card.id)
    known = mind.whereabouts if mind else {}
    away = [other for other in sorted(known) if other not in (*view.people, view.card.id)]
    yield from _listed("Not here", [p for p in away if known[p]], wording)
    yield from _listed("Gone for good", [p for p in away if not known[p]], wording)


def _listed(label: str, people: Sequence[str], wording: SecondPerson) -> Iterator[str]:
    if people:
        yield f"{label}: {', '.join(map(wording.name, people[:MOST_ABSENT]))}."


def _standing(view: PersonaView, other: Person) -> Iterator[str]:
    pronouns = other.pronouns
    is_ = f"{pronouns.subject} {'are' if pronouns.plural else 'is'}"
    for who, axis, value in view.relations:
        if who == other.id and not (axis == "fear" and value < 0):
            words = STANDING[axis][value > 0].format(
                o=pronouns.object, p=pronouns.possessive, s=is_
            )
            yield words + DEGREES[min(3, abs(value))]


def _things(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    for label, items in (("In your hands", view.held), ("In sight", view.items)):
        if items:
            yield f"{label}: {', '.join(map(wording.name, items[:MOST_THINGS]))}."


def _feelings(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    strongest = sorted(view.emotions, key=lambda felt: -felt[2])[:MOST_FEELINGS]
    if strongest:
        yield "You feel " + ", ".join(_felt(*felt, wording) for felt in strongest) + "."


def _felt(emotion: str, target: str, level: int, wording: SecondPerson) -> str:
    word, towards = FEELINGS[emotion]
    degree = "a little " if level == 1 else "very " if level >= 4 else ""
    whom = f" {towards} {wording.name(target)}" if _is_another(target, wording) else ""
    return f"{degree}{word}{whom}"


def _is_another(person: str, wording: SecondPerson) -> bool:
    return person in wording.view.lens.setting.people and person != wording.view.card.id


def _aims(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    goals = sorted(view.goals, key=lambda goal: (-goal.weight, goal.origin, goal.kind, goal.topic))
    aims: dict[str, dict[str, None]] = {}
    for goal in goals[:MOST_GOALS]:
        aim, about = _aim(view, goal, wording)
        aims.setdefault(aim, {}).setdefault(about)
    if aims:
        wanted = (aim + ", and ".join(abouts) for aim, abouts in aims.items())
        yield f"You want {'; and '.join(wanted)}."


def _aim(view: PersonaView, goal: Goal, wording: SecondPerson) -> tuple[str, str]:
    """What is wanted, and, where it is known, about what."""
    aim = AIMS[goal.kind]
    about = next((fact for fact in _of_topic(view, goal.topic) if " this" in aim), "")
    if about:
        return f"{aim}: ", f"that {wording.claim(about)}"
    person = f" ({wording.name(goal.target)})" if _is_another(goal.target, wording) else ""
    return aim.replace("this", "something") + person, ""


def _of_topic(view: PersonaView, topic: str) -> list[str]:
    """What the person believes of a topic: own secrets, then what raises the question."""
    setting = view.lens.setting
    facts = [setting.facts[belief.fact] for belief in view.beliefs if belief.value]
    held = [fact for fact in facts if fact.topic == topic]
    own = sorted(fact.id for fact in held if fact.id in view.secrets)

    def order(fact: Fact) -> tuple[bool, str]:
        raises = setting.is_so("happened", fact) or setting.is_so("sighted", fact)
        return not raises, fact.id

    return [*own, *(fact.id for fact in sorted(held, key=order))]


def _secrets(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    """What only the story makes a secret of this person's, and their own file does not."""
    written = {secret.claim for secret in view.card.secrets}
    facts = view.lens.setting.facts
    kept = [fact for fact in view.secrets if facts[fact].claim not in written]
    for fact in kept[:MOST_SECRETS]:
        yield f"You keep to yourself that {wording.claim(fact)}; {_heard(view, fact, wording)}."


def _heard(view: PersonaView, fact: str, wording: SecondPerson) -> str:
    """Who here has heard of it, as far as this person knows."""
    knowing = [wording.name(p) for p in view.people if view.lens.confidence(p, fact) > 0]
    return f"here it has been heard by {', '.join(knowing)}" if knowing else UNHEARD


def _beliefs(view: PersonaView, menu: Sequence[Choice], wording: SecondPerson) -> Iterator[str]:
    kept = _kept(view, _wanted(view, menu))
    if kept:
        yield "What you believe:"
    for belief in sorted(kept, key=lambda b: (b.event, b.fact)):
        yield f"- {_believed(belief, wording)}"


def _wanted(view: PersonaView, menu: Sequence[Choice]) -> set[str]:
    """What the acts on the menu, or an answer that is owed, are about."""
    owed = [view.obligation.fact] if view.obligation else []
    return {value for choice in menu for value in choice.action.roles.values}.union(owed)


def _kept(view: PersonaView, wanted: Set[str]) -> Sequence[Belief]:
    """All the beliefs that are wanted, and of the others so many that it is enough."""
    others = [belief for belief in view.beliefs if belief.fact not in view.secrets]
    order = sorted(
        others, key=lambda b: (b.fact not in wanted, b.fact not in view.salient, -b.event, b.fact)
    )
    needed = sum(belief.fact in wanted for belief in others)
    return order[: max(needed, MOST_BELIEFS)]


def _believed(belief: Belief, wording: SecondPerson) -> str:
    claim = wording.claim(belief.fact)
    said = sentence(claim) if belief.value else f"It is not so that {claim}."
    return f"{said} ({_source(belief, wording)}; {certainty(belief.confidence).being})"


def _source(belief: Belief, wording: SecondPerson) -> str:
    if not belief.event:
        return "known from the start"
    match belief.source:
        case "told" | "lied_to":
            return f"{wording.name(belief.teller)} said so" if belief.teller else "you were told"
        case "read":
            return "you read it"
        case "inferred":
            return "you worked it out"
        case _:
            return "you saw it yourself"


def _now(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    mind = view.lens.mind(view.card.id)
    here = [memory for memory in mind.memories if memory.scene == view.scene] if mind else []
    told = [words for words in map(wording.deed, here) if words]
    if told:
        yield "Just now, here:"
        yield from (f"- {sentence(words)}" for words in told[-MOST_JUST_NOW:])
    if owed := view.obligation:
        matter = _matter(owed.fact, wording)
        yield f"You owe {wording.name(owed.by)} an answer now, about this: {matter}."


def _matter(fact: str, wording: SecondPerson) -> str:
    return f"that {wording.claim(fact)}" if wording.holds(fact) else wording.claim(fact)
