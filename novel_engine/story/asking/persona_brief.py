"""What one character is told before deciding: the view in plain words, each part bounded, and
nothing but the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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


@dataclass(frozen=True, slots=True)
class MomentInWords:
    """One moment as one person has it: how things stand, what comes back, and what could be
    done.
    """

    moment: str
    memories: str
    menu: str


def in_words(
    view: PersonaView, menu: Sequence[Choice], memories: Sequence[Memory]
) -> MomentInWords:
    """The moment in words. `memories` are what has come to mind, of other scenes."""
    wording = SecondPerson(view)
    parts = (
        _where(view, wording),
        *_people(view, wording),
        *_things(view, wording),
        *_feelings(view, wording),
    )
    parts += (
        *_aims(view, wording),
        *_secrets(view, wording),
        *_beliefs(view, menu, wording),
        *_now(view, wording),
    )
    recalled = (words for memory in memories if (words := wording.deed(memory, ONCE_SAID)))
    return MomentInWords(
        "\n".join(parts),
        "\n".join(f"- {sentence(words)}" for words in recalled),
        "\n".join(
            f"{n}. {sentence(wording.attempt(choice.action))}" for n, choice in enumerate(menu, 1)
        ),
    )


# The person, who is the same from the first turn to the last.


def card(person: Person) -> str:
    """Who this person is, as their own file has it. What other programs keep in it is left out."""
    pronouns = f"{person.pronouns.subject}/{person.pronouns.object}"
    lines = [
        (
            f"Name: {clipped(person.name, PHRASE)}, called {clipped(person.short, PHRASE)} "
            f"({pronouns}), {person.age}."
        ),
        _labelled("Work", (person.work,)),
        clipped(person.description or person.background, DESCRIPTION),
        clipped(person.backstory, BACKSTORY),
        _labelled("Temper", temper(person)),
        _labelled("Talks in", _voice(person)),
        _labelled("Wants", person.goals[:3]),
        _labelled("Fears", person.fears[:3]),
        _labelled("Gets their way by", [tactic.replace("_", " ") for tactic in person.tactics[:3]]),
        _labelled("Would never", [verb.replace("_", " ") for verb in person.never[:4]]),
        _labelled(
            "Keeps to themself that", [secret.claim for secret in person.secrets[:3]], most=120
        ),
        *_examples(person),
    ]
    return "\n".join(line for line in lines if line)


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
    ways = [wording.name(exit_) for exit_ in view.exits[:MOST_THINGS]]
    return f"Day {view.day}, {view.hour:02}:00, {at}." + (
        f" Next to it: {', '.join(ways)}." if ways else ""
    )


def _people(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    for other in view.people:
        person = view.lens.setting.people[other]
        work = f", {clipped(person.work, 40)}" if person.work else ""
        standing = (
            "; ".join(_standing(view, person))
            or "you have no strong feelings about them either way"
        )
        yield (
            f"Here: {wording.name(other)} "
            f"({person.pronouns.subject}/{person.pronouns.object}{work}): {standing}."
        )
    if not view.people:
        yield "You are alone."
    mind = view.lens.mind(view.card.id)
    known = mind.whereabouts if mind else {}
    away = [other for other in sorted(known) if other not in (*view.people, view.card.id)]
    missing = (
        ("Not here", [p for p in away if known[p]]),
        ("Gone for good", [p for p in away if not known[p]]),
    )
    for label, found in missing:
        if found:
            yield f"{label}: {', '.join(wording.name(other) for other in found[:MOST_ABSENT])}."


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
            yield f"{label}: {', '.join(wording.name(item) for item in items[:MOST_THINGS])}."


def _feelings(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    strongest = sorted(view.emotions, key=lambda felt: -felt[2])[:MOST_FEELINGS]
    if strongest:
        yield "You feel " + ", ".join(_felt(*felt, wording) for felt in strongest) + "."


def _felt(emotion: str, target: str, level: int, wording: SecondPerson) -> str:
    word, towards = FEELINGS[emotion]
    degree = "a little " if level == 1 else "very " if level >= 4 else ""
    return f"{degree}{word}" + (
        f" {towards} {wording.name(target)}" if _is_another(target, wording) else ""
    )


def _is_another(person: str, wording: SecondPerson) -> bool:
    return person in wording.view.lens.setting.people and person != wording.view.card.id


def _aims(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    goals = sorted(view.goals, key=lambda goal: (-goal.weight, goal.origin, goal.kind, goal.topic))[
        :MOST_GOALS
    ]
    aims: dict[str, dict[str, None]] = {}
    for goal in goals:
        aim, about = _aim(view, goal, wording)
        aims.setdefault(aim, {}).setdefault(about)
    if aims:
        yield (
            "You want "
            + "; and ".join(aim + ", and ".join(abouts) for aim, abouts in aims.items())
            + "."
        )


def _aim(view: PersonaView, goal: Goal, wording: SecondPerson) -> tuple[str, str]:
    """What is wanted, and, where it is known, about what."""
    aim = AIMS[goal.kind]
    about = next((fact for fact in _of_topic(view, goal.topic) if " this" in aim), "")
    if about:
        return f"{aim}: ", f"that {wording.claim(about)}"
    person = f" ({wording.name(goal.target)})" if _is_another(goal.target, wording) else ""
    return aim.replace("this", "something") + person, ""


def _of_topic(view: PersonaView, topic: str) -> Iterator[str]:
    """What the person believes of a topic: own secrets, then what raises the question."""
    setting = view.lens.setting
    facts = setting.facts
    held = [b.fact for b in view.beliefs if b.value and facts[b.fact].topic == topic]
    own = [fact for fact in held if fact in view.secrets]

    def is_first(fact: str) -> bool:
        return setting.is_so("happened", facts[fact]) or setting.is_so("sighted", facts[fact])

    return iter(sorted(own) + sorted(held, key=lambda fact: (not is_first(fact), fact)))


def _secrets(view: PersonaView, wording: SecondPerson) -> Iterator[str]:
    """What only the story makes a secret of this person's; what their own file does stands with the
    person.
    """
    written = {secret.claim for secret in view.card.secrets}
    facts = view.lens.setting.facts
    kept = [fact for fact in view.secrets if facts[fact].claim not in written][:MOST_SECRETS]
    for fact in kept:
        knowing = [wording.name(p) for p in view.people if view.lens.confidence(p, fact) > 0]
        who = (
            f"here it has been heard by {', '.join(knowing)}"
            if knowing
            else "as far as you know nobody here has heard it"
        )
        yield f"You keep to yourself that {wording.claim(fact)}; {who}."


def _beliefs(view: PersonaView, menu: Sequence[Choice], wording: SecondPerson) -> Iterator[str]:
    wanted = {value for choice in menu for value in choice.action.roles.values}
    if view.obligation:
        wanted.add(view.obligation.fact)
    others = [belief for belief in view.beliefs if belief.fact not in view.secrets]
    order = sorted(
        others, key=lambda b: (b.fact not in wanted, b.fact not in view.salient, -b.event, b.fact)
    )
    needed = sum(belief.fact in wanted for belief in others)
    kept = order[: max(needed, MOST_BELIEFS)]
    if kept:
        yield "What you believe:"
    for belief in sorted(kept, key=lambda b: (b.event, b.fact)):
        yield f"- {_believed(belief, wording)}"


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
    owed = view.obligation
    if owed:
        yield (
            f"You owe {wording.name(owed.by)} an answer now, about this: "
            f"{_matter(owed.fact, wording)}."
        )


def _matter(fact: str, wording: SecondPerson) -> str:
    return f"that {wording.claim(fact)}" if wording.holds(fact) else wording.claim(fact)
