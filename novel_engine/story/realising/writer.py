"""The writer of one paragraph: slot by slot, knowing whether it stands inside speech."""

from __future__ import annotations

import re

from novel_engine.story.english.backshift import told_in_the_past
from novel_engine.story.english.first_person import said_between
from novel_engine.story.english.grammar import (
    after_name,
    article,
    called,
    past_phrase,
    stands_alone,
    with_the,
)
from novel_engine.story.english.past_tense import third_person
from novel_engine.story.english.text import BEGINNING_ANYWHERE, BY_THE_WAY, WORD
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.facts import PERSON_SLOT, Fact
from novel_engine.story.givens.fragments import Alternatives, Pieces, Slot
from novel_engine.story.realising.referring_expressions import (
    AGREEMENT,
    PRONOUN_FORMS,
    Mentions,
    Said,
    in_form,
    of_oneself,
)
from novel_engine.story.realising.taste import LONG_CLAIM, TELLING_WORDS
from novel_engine.story.realising.variety import TextSoFar
from novel_engine.story.telling.retold.naming import work_in_words
from novel_engine.story.telling.syuzhet import Beat, Mention

VERB_AT_THE_END = re.compile(r"[A-Za-z]+\Z")
TAG = re.compile(
    r"\s*(?:said|says?|asked|asks?|told|tells?|called|answered|went on|murmured|shouted)\b"
)

STOPS = tuple(",.;:?!")
CLAIM = "claim"
"""The form of a fact that is told whole once."""
RECALLED = ("it had to do with {}", "it all came back to {}", "it was {} over again")
"""What is said of it from then on, if it is long: each once, as long as there is another."""


class Writer:
    """Writes one paragraph, slot by slot, knowing whether it stands inside speech."""

    def __init__(
        self, setting: Setting, mentions: Mentions, beat: Beat, speaker: str, fragment: str
    ) -> None:
        self._setting = setting
        self.heard = TextSoFar()
        self._mentions = mentions
        self._roles = dict(beat.roles)
        self._present = beat.present
        self._features = dict(beat.features)
        self._speaker = self._roles.get(speaker, "")
        self._rng = draws.generator(setting.seed, "choice", beat.events[-1], fragment + speaker)
        self.text = ""
        self._met: list[Mention] = []
        self._in_line: dict[str, bool] = {}

    @property
    def said(self) -> Said:
        """The text as it was written, and whom it means."""
        return Said(self.text, tuple(self._met))

    def write(self, pieces: Pieces) -> None:
        """Add the pieces to the text."""
        for at, piece in enumerate(pieces):
            if isinstance(piece, str):
                self.text += after_name(self._just_named, piece)
            elif isinstance(piece, Alternatives):
                self.write(draws.pick(self._rng, piece.options))
            else:
                following = pieces[at + 1] if at + 1 < len(pieces) else ""
                said = self._before_subject(piece, pieces[at + 1 : at + 3]) or self._slot(piece)
                self._add(said, following if isinstance(following, str) else "")

    def _add(self, said: Said, following: str) -> None:
        said = self._introduced(said, following)
        words = said.words
        begins = bool(BEGINNING_ANYWHERE.search(self.text)) or not self.text
        closing = self.text.endswith(('?" ', '!" '))
        if begins and not (closing and TAG.match(following)):
            words = words[:1].upper() + words[1:]
        self._met += [mention.moved(len(self.text)) for mention in said.mentions]
        self.text += words

    def _introduced(self, said: Said, following: str) -> Said:
        """A name that is told for the first time, with the work of whoever has it after it."""
        last = said.mentions[-1] if said.mentions else None
        if last is None or last.how != "name" or self._in_speech or last.end != len(said.words):
            return said
        if following.startswith(("'s", "’s")) or said.words.endswith("'s"):
            return said
        work = work_in_words(self._setting, self._setting.people[last.person], self._works)
        if not work:
            return said
        comma = "" if not following or following.startswith(STOPS) else ","
        return Said(f"{said.words}, {work}{comma}", said.mentions)

    @property
    def _works(self) -> str:
        """What people do for work, in the tense in which it is told."""
        return "worked"

    @property
    def _just_named(self) -> str:
        """The name that the text ends with; empty when it ends with none."""
        last = self._met[-1] if self._met else None
        is_last = last is not None and last.end == len(self.text) and last.how != "pronoun"
        return self.text[last.start :] if last is not None and is_last else ""

    @property
    def _in_speech(self) -> bool:
        return self.text.count('"') % 2 == 1

    def _slot(self, slot: Slot) -> Said:
        value = self._roles.get(slot.root, "")
        if value in self._setting.people:
            return self._person(value, slot.form)
        match slot.root:
            case "F" | "G":
                return self._fact(value, slot.form)
            case "E":
                return self._named(says_of(self._setting, value))
            case "I":
                return Said(self._thing(value, slot.form))
            case "P":
                return Said(self._setting.places[value].name)
            case "tell":
                person = self._setting.people[self._roles["A"]]
                return of_oneself(person, past_phrase(person.tell))
            case _:
                return Said(self._plain(slot.root))

    def _before_subject(self, slot: Slot, following: Pieces) -> Said | None:
        """The verb form for the pronoun that is still to come, as in "does she?"; None where none
        comes.
        """
        person = self._roles.get(slot.root, "")
        inverted = (" ", Slot(slot.root, "they"))
        if following != inverted or slot.form not in AGREEMENT or slot.form == "s":
            return None
        as_pronoun = self._in_speech or self._mentions.is_clear(person)
        plural = as_pronoun and self._setting.people[person].pronouns.plural
        return Said(AGREEMENT[slot.form][plural])

    def _person(self, person: str, form: str) -> Said:
        if form in AGREEMENT:
            agreeing = self._agreeing(person, form)
            return Said(self._ending() if agreeing == "s" else agreeing)
        if form == "called":
            return Said.of(person, self._called(person), "called")
        if self._in_speech:
            self._in_line[person] = form == "they"
            return Said.of(person, self._spoken(person, form), "pronoun" if form else "short")
        return (
            self._mentions.refer(person, form)
            if form in PRONOUN_FORMS
            else self._mentions.name(person)
        )

    def _ending(self) -> str:
        """The ending of the verb that the text ends with, spelled as it is: tries, watches."""
        verb = VERB_AT_THE_END.search(self.text)
        if verb is None:
            return "s"
        plain, of_one = verb[0], third_person(verb[0])
        kept = next(at for at in range(len(plain), -1, -1) if of_one.startswith(plain[:at]))
        self.text = self.text[: verb.start() + kept]
        return of_one[kept:]

    def _agreeing(self, person: str, form: str) -> str:
        """The verb form that fits how the person was last put: inside speech, in that speech."""
        if not self._in_speech or person not in self._in_line:
            return self._mentions.agree(person, form)
        plural = self._in_line[person] and self._setting.people[person].pronouns.plural
        return AGREEMENT[form][plural]

    def _spoken(self, person: str, form: str) -> str:
        """Inside speech names are short and pronouns plain: those who talk know whom they mean."""
        found = self._setting.people[person]
        return in_form(found.pronouns, form) if form else found.short

    def _called(self, person: str) -> str:
        """How the speaker addresses a person."""
        found = self._setting.people[person]
        speaker = self._setting.people.get(self._speaker or self._roles.get("A", ""))
        style = speaker.voice.address if speaker else "first"
        if style == "surname":
            return called(found.surname)
        return called(found.nickname if style == "nickname" and found.nickname else found.short)

    def _fact(self, fact: str, form: str) -> Said:
        text = BY_THE_WAY.sub(self._unless_heard, fact_in_form(self._fact_of(fact), form))
        if form == CLAIM and self._is_old_news(text, fact):
            noun = self._setting.facts[fact].noun
            again = [form.format(noun) for form in RECALLED if noun]
            text = next((one for one in again if not self.heard.has_all([one])), text)
        if self._in_speech:
            text = self._from_the_speaker(text)
        return self._named(text)

    def _fact_of(self, fact: str) -> Fact:
        """The fact as it is told."""
        return self._setting.facts[fact]

    def _is_old_news(self, claim: str, fact: str) -> bool:
        """Whether so much of it stands in the story already that it would be told twice: all of it,
        whoever it names being named as it may; a long piece between names; of a reason, any
        sentence of it.
        """
        is_reason = self._setting.is_so("follows", self._setting.facts[fact])
        least = TELLING_WORDS if is_reason else LONG_CLAIM
        pieces = [piece.rstrip(".") for piece in PERSON_SLOT.split(claim)[::2]]
        long = [piece for piece in pieces if len(piece.split()) >= least]
        if len(claim.split()) >= LONG_CLAIM and self.heard.has_all(pieces):
            return True
        return any(map(self.heard.has, long))

    def _unless_heard(self, aside: re.Match[str]) -> str:
        """What is said of somebody in passing, once in a story."""
        return "" if self.heard.has(self._setting.named(aside[1])) else aside[0]

    def _from_the_speaker(self, text: str) -> str:
        other = "B" if self._speaker == self._roles.get("A", "") else "A"
        return said_between(text, self._speaker, self._roles.get(other, ""))

    def _named(self, text: str) -> Said:
        """A person's name for each slot; anything else a person wrote in braces stays as it is."""
        said = Said("")
        at, last = 0, ""
        for found in PERSON_SLOT.finditer(text):
            said = said.then(self._with_pronouns(_following(said, text[at : found.start()]), last))
            said = said.then(self._whoever(found[1]) or Said(found[0]))
            at, last = found.end(), found[1]
        return said.then(self._with_pronouns(_following(said, text[at:]), last))

    def _with_pronouns(self, said: Said, person: str) -> Said:
        """Words of somebody's own, of whom a pronoun among them speaks: a kernel's have none."""
        found = self._setting.people.get(person)
        if found is None or found.pronouns.plural:
            return said
        forms = {in_form(found.pronouns, form) for form in PRONOUN_FORMS}
        theirs = (word for word in WORD.finditer(said.words) if word[0] in forms)
        mentions = (Mention(one.start(), one.end(), person, "pronoun") for one in theirs)
        return Said(said.words, (*said.mentions, *mentions))

    def _whoever(self, person: str) -> Said | None:
        """The name that a claim gives a person: told, it counts for whoever is spoken of next."""
        if person not in self._setting.people:
            return None
        return self._person(person, "")

    def _thing(self, item: str, form: str) -> str:
        found = self._setting.items[item]
        if form == "a":
            bare = found.plural or stands_alone(found.name)
            return found.name if bare else article(found.name)
        if form in ("it", "them"):
            return "them" if found.plural else "it"
        if form == "its":
            return "their" if found.plural else "its"
        if form in AGREEMENT:
            return AGREEMENT[form][found.plural]
        return with_the(found.name)

    def _plain(self, root: str) -> str:
        person = self._setting.people[self._roles["A"]]
        if root == "oath":
            return draws.pick(self._rng, person.voice.oaths)
        if root == "hedge":
            return draws.pick(self._rng, person.voice.hedges)
        place = self._setting.places[self._features["then" if root == "there" else "place"][0]]
        return f"{place.preposition} {place.name}".strip()


def _following(said: Said, text: str) -> Said:
    """The text as it follows these words, of which the last may be a name."""
    ends = said.mentions and said.mentions[-1].end == len(said.words)
    return Said(after_name(said.words[said.mentions[-1].start :], text) if ends else text)


def says_of(setting: Setting, ending: str) -> str:
    """What becomes of people by an ending; empty where nothing is said of it."""
    return next((one.says for one in setting.endings if one.id == ending), "")


def fact_in_form(fact: Fact, form: str) -> str:
    """The fact as a claim, a noun or a gerund; of a reason, the event behind it, or how the deed
    serves it.
    """
    forms = {
        CLAIM: fact.claim,
        "told": told_in_the_past(fact.claim),
        "noun": fact.noun,
        "gerund": fact.gerund,
        "because": fact.because,
        "serves": fact.serves,
        "takes": fact.takes,
        "by": fact.by,
        "mends": fact.mends,
    }
    return forms[form]
