"""Facts, acts and deeds in plain words, as one person would have them said to themselves: in the
second person.

A fact is named only by its claim, and only where the person holds a belief about it; otherwise it
is something they know nothing of. Ids are never said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from novel_engine.story.asking.limits import JUST_SAID, MOST_CLAIM, MOST_NAME
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.english.first_person import SECOND_PERSON_VERBS, said_between
from novel_engine.story.english.grammar import with_the
from novel_engine.story.fabula.mind import SPOKE, TRIED, Memory
from novel_engine.story.givens.people import Pronouns
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import IMPROVISE, Action

OF_ONESELF = re.compile(r"how it is that(?= your? )")
HOLE = re.compile(r"\{([A-Z])\}")
BEFORE_OBJECTS = "with|to|for|of|from|at|by|about|on|against|behind|beside"
UNKNOWN = "something you know nothing of"

# What is perceived of an act that was not taken in: before it is done, and once it has been. Holes
# are its roles.
OUTLINE_WORDS: Mapping[str, tuple[str, str]] = {
    SPOKE: ("talk with {B}", "talked with {B}, out of your hearing"),
    TRIED: ("try something", "tried to do something, and could not"),
}
RUNGS: Mapping[int, str] = {
    1: "obliquely, as a remark",
    2: "plainly",
    3: "with what you have seen to back it",
    4: "though it costs you something to ask",
    5: "for the last time, and they must hear that it is",
}
VAGUELY = f"had to do with {UNKNOWN}"


def clipped(text: str, most: int) -> str:
    """The text on one line and not long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    stop = "" if clause.endswith((".", "?", "!", "…", "”")) else "."
    return clause[:1].upper() + clause[1:] + stop


class SecondPerson:
    """Words for what stands in one view, said to the person whose view it is."""

    def __init__(self, view: PersonaView) -> None:
        """Words for this view."""
        self.view = view
        self._setting = view.lens.setting
        self._held = {belief.fact: belief for belief in view.beliefs}

    def holds(self, fact: str) -> bool:
        """Whether the person has any belief about the fact, for or against."""
        return fact in self._held

    def name(self, value: str) -> str:
        """What a person, place or thing is called; the person whose view it is, `you`."""
        setting = self._setting
        if value == self.view.card.id:
            return "you"
        if value in setting.people:
            return clipped(setting.people[value].short, MOST_NAME)
        if value in setting.places:
            return clipped(setting.places[value].name, MOST_NAME)
        if value in setting.items:
            return with_the(clipped(setting.items[value].name, MOST_NAME))
        return "somebody"

    def claim(self, fact: str, meant: Sequence[str] = ()) -> str:
        """The fact as a clause, if the person has a belief about it; else that they know nothing of
        it.

        Whoever is `meant`, having been named already, is a pronoun where it can mean nobody else.
        """
        if fact not in self._held:
            return UNKNOWN
        text = said_between(self._setting.facts[fact].claim, "", self.view.card.id)
        for person in self._unmistakable(text, meant):
            text = _of_another(text, f"{{{person}}}", self._setting.people[person].pronouns)
        return clipped(self._setting.named(text), MOST_CLAIM).rstrip(".")

    def attempt(self, action: Action) -> str:
        """An act that could be done, as a line of a menu."""
        rung = RUNGS.get(action.manner, "") if self._climbs(action.verb) else ""
        tactic = self._setting.ways.tactics.get(action.tactic, "")
        manner = ", ".join(filter(None, (rung, tactic)))
        return "; ".join(filter(None, (self._what(action), manner)))

    def _what(self, action: Action) -> str:
        if self._setting.marked(action.verb, "concludes"):
            return self._inference(action.roles.get("F"))
        saying, _ = self._saying(action.verb, action.roles)
        return self._filled(saying, action.verb, action.roles)

    def deed(self, memory: Memory, most: int = JUST_SAID) -> str:
        """What was done, as this person took it in, with so much of what was said; empty for what
        is not worth words.
        """
        if memory.verb == IMPROVISE:
            return clipped(memory.line, most)
        if not memory.actor or not self._has_words(memory.verb):
            return ""
        _, saying = self._saying(memory.verb, memory.roles)
        words = self._filled(saying, memory.verb, memory.roles)
        if self._came_to_nothing(memory):
            words += ", or would have, but could not"
        said = f": “{clipped(memory.line, most)}”" if memory.line else ""
        return f"{self._subject(memory.actor)} {words}{said}"

    def _has_words(self, verb: str) -> bool:
        return verb in OUTLINE_WORDS or verb in self._setting.verbs

    def _came_to_nothing(self, memory: Memory) -> bool:
        """Whether it is what this person meant to do, and did not."""
        if memory.actor != self.view.card.id:
            return False
        target = memory.roles.get("B")
        return self.view.lens.did(memory.verb, memory.actor, target) < memory.event

    def _saying(self, verb: str, roles: Roles) -> tuple[str, str]:
        """The words for a kind of act, as an attempt and as a deed; one of which nobody wrote any
        is said by its name.
        """
        declared = self._setting.verbs.get(verb)
        if declared and declared.saying:
            attempt, deed = declared.saying
            return attempt, deed
        return OUTLINE_WORDS.get(verb) or _by_name(verb, roles)

    def _climbs(self, verb: str) -> bool:
        """Whether it puts a question on one of its rungs."""
        return self._setting.marked(verb, "questions") and self._setting.verbs[verb].ladder

    def _subject(self, person: str) -> str:
        name = self.name(person)
        return "You" if name == "you" else name

    def _filled(self, saying: str, verb: str, roles: Roles) -> str:
        """The saying with its roles; what was told is the answer, where there is one."""
        facts = self._facts_in(verb, roles)
        named = [roles.get(role) for role in ("A", "B") if roles.get(role) in self._setting.people]

        def filled(hole: re.Match[str]) -> str:
            role = hole[1]
            if role in facts:
                return self.claim(facts[role], named)
            return self._object(roles.get("B")) if role == "O" else self.name(roles.get(role))

        words = HOLE.sub(filled, self._sayable(saying, verb, facts)).replace("you's", "your")
        if self._climbs(verb) and roles.get("A") == self.view.card.id:
            words = OF_ONESELF.sub("what is thought of it that", words)
        return words

    def _sayable(self, saying: str, verb: str, facts: Mapping[str, str]) -> str:
        """The saying; a vague one where it would be about what the person knows nothing of."""
        if all(self.holds(fact) for role, fact in facts.items() if f"{{{role}}}" in saying):
            return saying
        declared = self._setting.verbs.get(verb)
        return (declared.vague if declared else "") or VAGUELY

    def _facts_in(self, verb: str, roles: Roles) -> Mapping[str, str]:
        """What the holes for facts mean in a kind of act: where it informs, the answer alone."""
        answer = roles.get("G")
        informs = bool(answer) and self._setting.marked(verb, "informs")
        return {"G": answer, "F": answer if informs else roles.get("F")}

    def _unmistakable(self, claim: str, meant: Sequence[str]) -> list[str]:
        """Those whom a pronoun in the claim would mean: nobody else who is named shares it."""
        people, own = self._setting.people, self.view.card.id
        named = dict.fromkeys((*meant, *self._setting.people_in(claim)))
        pronouns = [people[person].pronouns.subject for person in named if person != own]
        return [p for p in meant if p != own and pronouns.count(people[p].pronouns.subject) == 1]

    def _object(self, person: str) -> str:
        people = self._setting.people
        return people[person].pronouns.object if person in people else "them"

    def _inference(self, conclusion: str) -> str:
        """Thinking something through, told by its grounds: the conclusion is not known yet."""
        grounds = {
            premise
            for rule in self._setting.rules
            if rule.conclusion == conclusion
            and all(self._holds_true(premise) for premise in rule.premises)
            for premise in rule.premises
        }
        known = [f"that {self.claim(fact)}" for fact in sorted(grounds)]
        grounded = f": {', and '.join(known)}; and see what follows" if known else ""
        return f"think it through, alone in your head{grounded}"

    def _holds_true(self, fact: str) -> bool:
        return fact in self._held and self._held[fact].value


def _of_another(claim: str, slot: str, pronouns: Pronouns) -> str:
    """A claim about somebody who has just been named; a slot of which it is not plain what it is
    keeps the name.
    """
    text = claim.replace(f"{slot}'s", pronouns.possessive)
    if text.startswith(f"{slot} "):
        verb, _, rest = text[len(slot) + 1 :].partition(" ")
        agreeing = SECOND_PERSON_VERBS.get(verb, verb) if pronouns.plural else verb
        text = f"{pronouns.subject} {agreeing} {rest}".rstrip()
    return re.sub(
        rf"\b({BEFORE_OBJECTS}) {re.escape(slot)}(?! \w+ed\b)", rf"\1 {pronouns.object}", text
    )


def _by_name(verb: str, roles: Roles) -> tuple[str, str]:
    plain = verb.replace("_", " ")
    holes = [name for name, _ in roles if name != "A"]
    things = "".join(f" {{{name}}}" for name in holes if name not in "FG")
    facts = "".join(f", as to this: that {{{name}}}" for name in holes if name in "FG")
    return f"{plain}{things}{facts}", f"did this: {plain}{things}{facts}"
