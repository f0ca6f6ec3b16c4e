"""Facts, acts and deeds in plain words, as one person would have them said to themselves: in the second person.

A fact is named only by its claim, and only where the person holds a belief about it; otherwise it is something they know
nothing of. Ids are never said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from novel_engine.story.grammar import SECOND, said_between
from novel_engine.story.improvising import IMPROVISE
from novel_engine.story.mind import Memory
from novel_engine.story.people import Pronouns
from novel_engine.story.verbs import Action
from novel_engine.story.views import PersonaView

OF_ONESELF = re.compile(r"how it is that(?= your? )")
HOLE = re.compile(r"\{([A-Z])\}")
MOST_NAME, MOST_CLAIM = 60, 160
BEFORE_OBJECTS = "with|to|for|of|from|at|by|about|on|against|behind|beside"
JUST_SAID, ONCE_SAID = 130, 50
UNKNOWN = "something you know nothing of"
QUESTIONS = ("ask", "press")
TOLD = ("tell", "lie", "answer_true")

# What each kind of act is: before it is done, and once it has been. Holes are its roles; {F} and {G} are clauses.
SAYINGS: Mapping[str, tuple[str, str]] = {
    "go": ("go to {P}", "went to {P}"),
    "take": ("take {I}", "took {I}"),
    "give": ("give {B} {I}", "gave {B} {I}"),
    "hide": ("hide {I}", "hid {I}"),
    "search": ("search here for what might explain that {F}", "searched for what might explain that {F}"),
    "destroy": ("destroy {I}", "destroyed {I}"),
    "tend": ("do {B} some small, practical kindness", "did {B} a small kindness"),
    "block": ("stand in {B}'s way", "stood in {B}'s way"),
    "strike": ("hit {B}", "hit {B}"),
    "leave_for_good": ("leave, and not come back", "left for good"),
    "inspect": ("look {I} over", "looked {I} over"),
    "ask": ("ask {B} how it is that {F}", "asked {B} how it is that {F}"),
    "press": ("press {B}, who has evaded you, on how it is that {F}", "pressed {B} on how it is that {F}"),
    "watch": ("watch {B} for any sign that {F}", "watched {B} for any sign that {F}"),
    "eavesdrop": ("listen out for what might explain that {F}", "listened for what might explain that {F}"),
    "show": ("put {I} in front of {B}", "put {I} in front of {B}"),
    "read": ("read what {I} has to tell", "read {I}"),
    "infer": ("think it through", "thought over whether {F}"),
    "test": ("set {B} a small trap, to learn whether {F}", "set {B} a small trap, over whether {F}"),
    "answer_true": ("answer {B} truly: say that {G}", "told {B} that {G}"),
    "answer_part": ("give {B} part of the truth: own that {G}", "owned to {B} that {G}"),
    "lie": ("lie to {B}: say that {G}", "lied to {B}, saying that {G}"),
    "deflect": ("turn {B}'s question aside, and answer nothing", "turned {B}'s question aside"),
    "keep_silent": ("say nothing to {B}, and let it stand", "gave {B} no answer"),
    "walk_out": ("walk out on {B} rather than answer", "walked out on {B}"),
    "plead_ignorance": ("tell {B} that you do not know", "claimed not to know when {B} asked"),
    "tell": ("tell {B} that {F}", "told {B} that {F}"),
    "confess": ("confess to {B} that {F}", "confessed to {B} that {F}"),
    "accuse": ("say it to {B}'s face, as a charge: that {F}", "charged {B} with this: that {F}"),
    "deny": ("deny to {B} that {F}", "denied to {B} that {F}"),
    "apologise": ("say to {B} that you are sorry", "said sorry to {B}"),
    "forgive": ("forgive {B}, and let it be seen", "forgave {B}"),
    "break_with": ("break with {B}", "broke with {B}"),
    "comfort": ("comfort {B}", "comforted {B}"),
    "offer": ("offer {B} your help", "offered {B} help"),
    "warn": ("take {B} aside and warn {O}: you know that {F}", "gave {B} a warning, over this: that {F}"),
    "threaten": ("threaten {B} with knowing that {F}", "threatened {B} over this: that {F}"),
    "promise": ("give {B} your word that you will stand by {O}", "promised to stand by {B}"),
    "betray": ("tell {B} what you were trusted with: that {F}", "told {B}, against a trust, that {F}"),
    "reflect": ("go over it alone, that {F}", "brooded on it alone, that {F}"),
    "resolve": ("make up your mind to put it right that {F}", "resolved to put it right that {F}"),
    "wait": ("wait, and say nothing that matters", "waited"),
    "spoke": ("talk with {B}", "talked with {B}, out of your hearing"),
    "tried": ("try something", "tried to do something, and could not"),
}
RUNGS: Mapping[int, str] = {
    1: "obliquely, as a remark",
    2: "plainly",
    3: "with what you have seen to back it",
    4: "though it costs you something to ask",
    5: "for the last time, and they must hear that it is",
}
TACTICS: Mapping[str, str] = {
    "joke": "making light of it",
    "feed": "over something to eat or drink",
    "deflect": "by way of something else",
    "argue_from_duty": "from what the work requires",
    "go_quiet": "saying as little as will do",
    "flatter": "with a compliment first",
    "needle": "with a small sharp edge to it",
    "plead": "as one asks for mercy",
    "bluster": "loudly",
    "bargain": "naming what it would be worth",
    "tidy": "with busy hands",
    "confide": "giving something away first",
    "lecture": "at some length",
    "stonewall": "giving nothing",
}
# What was done about a fact that this person has no idea of.
VAGUE: Mapping[str, str] = {
    "ask": f"asked {{B}} about {UNKNOWN}",
    "press": f"pressed {{B}} about {UNKNOWN}",
    "test": f"tried {{B}} out over {UNKNOWN}",
    "search": f"searched for {UNKNOWN}",
    "deny": "denied it to {B}",
}
VAGUELY = f"had to do with {UNKNOWN}"


def clipped(text: str, most: int) -> str:
    """The text on one line and not long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    return clause[:1].upper() + clause[1:] + ("" if clause.endswith((".", "?", "!", "…", "”")) else ".")


class Wording:
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
            return f"the {clipped(setting.items[value].name, MOST_NAME)}"
        return "somebody"

    def claim(self, fact: str, meant: Sequence[str] = ()) -> str:
        """The fact as a clause, if the person has a belief about it; else that they know nothing of it.

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
        if action.verb == "infer":
            words = self._inference(action.role("F"))
        else:
            words = self._filled(_saying(action.verb, action.roles)[0], action.verb, dict(action.roles))
        manner = (RUNGS.get(action.manner, "") if action.verb in QUESTIONS else "", TACTICS.get(action.tactic, ""))
        return "; ".join(filter(None, (words, ", ".join(filter(None, manner)))))

    def deed(self, memory: Memory, most: int = JUST_SAID) -> str:
        """What was done, as this person took it in, with so much of what was said; empty for what is not worth words."""
        own = memory.actor == self.view.card.id
        if memory.verb == IMPROVISE:
            return clipped(memory.line, most)
        if not memory.actor or (memory.verb not in SAYINGS and memory.verb not in self._setting.verbs):
            return ""
        roles = dict(memory.roles)
        words = self._filled(_saying(memory.verb, memory.roles)[1], memory.verb, roles)
        if own and self.view.lens.did(memory.verb, memory.actor, roles.get("B", "")) < memory.event:
            words += ", or would have, but could not"
        said = f": “{clipped(memory.line, most)}”" if memory.line else ""
        return f"{self._subject(memory.actor)} {words}{said}"

    def _subject(self, person: str) -> str:
        name = self.name(person)
        return "You" if name == "you" else name

    def _filled(self, saying: str, verb: str, roles: Mapping[str, str]) -> str:
        """The saying with its roles; what was told is the answer, where there is one."""
        answer = roles.get("G", "")
        facts = {"G": answer, "F": answer if answer and verb in TOLD else roles.get("F", "")}
        if any(f"{{{role}}}" in saying and not self.holds(fact) for role, fact in facts.items()):
            saying = VAGUE.get(verb, VAGUELY)

        named = [roles[role] for role in ("A", "B") if roles.get(role, "") in self._setting.people]

        def filled(hole: re.Match[str]) -> str:
            role = hole[1]
            if role == "O":
                return self._object(roles.get("B", ""))
            return self.claim(facts[role], named) if role in facts else self.name(roles.get(role, ""))

        words = HOLE.sub(filled, saying).replace("you's", "your")
        if verb in QUESTIONS and roles.get("A") == self.view.card.id:
            words = OF_ONESELF.sub("what is thought of it that", words)
        return words

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
        """Thinking something through, told by its grounds: the conclusion is not known before it is drawn."""
        grounds = {
            premise
            for rule in self._setting.rules
            if rule.conclusion == conclusion and all(self._holds_true(premise) for premise in rule.premises)
            for premise in rule.premises
        }
        known = [f"that {self.claim(fact)}" for fact in sorted(grounds)]
        grounded = f": {', and '.join(known)}; and see what follows" if known else ""
        return f"think it through, alone in your head{grounded}"

    def _holds_true(self, fact: str) -> bool:
        return fact in self._held and self._held[fact].value


def _of_another(claim: str, slot: str, pronouns: Pronouns) -> str:
    """A claim about somebody who has just been named; a slot of which it is not plain what it is keeps the name."""
    text = claim.replace(f"{slot}'s", pronouns.possessive)
    if text.startswith(f"{slot} "):
        verb, _, rest = text[len(slot) + 1 :].partition(" ")
        text = f"{pronouns.subject} {SECOND.get(verb, verb) if pronouns.plural else verb} {rest}".rstrip()
    return re.sub(rf"\b({BEFORE_OBJECTS}) {re.escape(slot)}(?! \w+ed\b)", rf"\1 {pronouns.object}", text)


def _saying(verb: str, roles: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The words for a kind of act; a genre's own verb is said by its name."""
    if verb in SAYINGS:
        return SAYINGS[verb]
    plain = verb.replace("_", " ")
    holes = [name for name, _ in roles if name != "A"]
    things = "".join(f" {{{name}}}" for name in holes if name not in "FG")
    facts = "".join(f", as to this: that {{{name}}}" for name in holes if name in "FG")
    return f"{plain}{things}{facts}", f"did this: {plain}{things}{facts}"
