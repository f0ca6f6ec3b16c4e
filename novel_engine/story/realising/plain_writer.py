"""The writer of one plain paragraph: it knows who has been met, when a scene is, what a choice is between
and what a conclusion stands on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from novel_engine.story.english.backshift import told_in_the_past
from novel_engine.story.english.clauses import is_subject
from novel_engine.story.english.first_person import is_of_ones_own
from novel_engine.story.english.grammar import past_phrase
from novel_engine.story.english.narration import upshots
from novel_engine.story.english.narration.oneself import OWNING, of_me, pronouns_slotted, slotted
from novel_engine.story.english.own_pronouns import of_myself, owned_by
from novel_engine.story.english.text import BEGINNING_ANYWHERE, BY_THE_WAY
from novel_engine.story.givens import draws
from novel_engine.story.givens.facts import PERSON_SLOT, Fact
from novel_engine.story.givens.fragments import (
    WORLD_SLOTS,
    Alternatives,
    Piece,
    Pieces,
    Slot,
    slots_in,
)
from novel_engine.story.givens.people import Person, Pronouns
from novel_engine.story.realising.plain_person import (
    AGREES_WITH_ME,
    OwnMentions,
    PersonAndTense,
    as_told,
    in_one_text,
    introduction,
)
from novel_engine.story.realising.plain_phrases import (
    and_the_rest,
    begun_anew,
    in_one_phrase,
    one_after_another,
    wish_as_a_sentence,
    wish_of,
    wished_now,
    without_wishes,
)
from novel_engine.story.realising.plain_time import number_in_words, when_it_is
from novel_engine.story.realising.referring_expressions import AGREEMENT, Said, in_form, of_oneself
from novel_engine.story.realising.writer import CLAIM, Writer, says_of
from novel_engine.story.telling.retold.naming import work_in_words

NOUN_PHRASES = ("F", "G", "others")
"""The slots of things, and of others, with which a verb in the present agrees."""
TAKES, TOLD_AFTER_THAT = "takes", "told"
DOES_NEXT = re.compile(r" (?!and\b|or\b|but\b)[a-z]")
"""What somebody does who begins a sentence, alone."""
CAST_JOINT = "; "
IN_THE_PAST = frozenset(("because", "serves", "takes", "mends"))
"""Of a reason, of what is lost and of what would put it right, what is told in the past, where nobody
says it."""
SIDES = {"one": ("sides", 0), "other": ("sides", -1), "do": ("ways", 0), "or_do": ("ways", -1)}
"""The slots of a choice: which of its two sides, for whose sake or what is done."""
UNNAMED = {"whole": "the place", "together": "the others"}
"""What stands for what a world has no name for."""


class PlainWriter(Writer):
    """Writes one paragraph, slot by slot, and says who somebody is where they are met."""

    _mentions: OwnMentions
    _put = ""

    @property
    def _voice(self) -> PersonAndTense:
        return self._mentions.voice

    @property
    def _me(self) -> Person | None:
        return self._setting.people.get(self._voice.me)

    @property
    def _works(self) -> str:
        return "works" if self._voice.is_present else "worked"

    def write(self, pieces: Pieces) -> None:
        """Add the pieces to the text, as they are told by whoever tells it."""
        if self._voice.is_usual:
            super().write(pieces)
            return
        text = in_one_text(self._chosen(pieces))
        mine = tuple(root for root, who in sorted(self._roles.items()) if who == self._voice.me)
        told = as_told(text, mine if self._me else (), present=self._voice.is_present)
        self._introduce(told)
        super().write(told)

    def _chosen(self, pieces: Pieces) -> Pieces:
        """The pieces, of all alternatives one taken."""
        found: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Alternatives):
                found += self._chosen(draws.pick(self._rng, piece.options))
            else:
                found.append(piece)
        return tuple(found)

    def _introduce(self, pieces: Pieces) -> None:
        """Whoever tells it says who they are, once, where they are first spoken of."""
        me, mentions = self._me, self._mentions
        if me is None or self._speaker:
            return
        roots = {slot.root for slot in slots_in(pieces)}
        is_there = "cast" in roots or any(self._roles.get(root) == me.id for root in roots)
        is_named = (
            "premise" in roots and self._by_me(self._setting.premise) != self._setting.premise
        )
        if mentions.has_met_me or not (is_there or is_named):
            return
        mentions.met_me()
        whole = introduction(self._setting, me, present=self._voice.is_present)
        self._met += whole.mentions
        self.text += whole.words

    def _is_several(self, root: str) -> bool:
        """Whether what was just put for the slot is of several: the others, the wages."""
        if root == "others":
            return len(self._beside()) > 1
        fact = self._setting.facts.get(self._roles.get(root, ""))
        return fact is not None and upshots.is_of_several(
            fact.takes if self._put == TAKES else fact.noun
        )

    def _tell(self) -> Said:
        """What somebody does when they lie, as whoever tells it says it."""
        person = self._setting.people[self._roles["A"]]
        act = person.tell.strip().rstrip(".")
        act = act if self._voice.is_present else past_phrase(act)
        if person != self._me:
            return of_oneself(person, act)
        slot = f"{{{person.id}}}"
        mine = of_me(f"{slot} {pronouns_slotted(act, slot, person.pronouns)}", slot)
        return Said(mine.removeprefix("I "))

    def _by_me(self, text: str) -> str:
        """The text as whoever tells it says it of themself."""
        me = self._me
        if me is None or self._in_speech:
            return text
        slot = f"{{{me.id}}}"
        return of_me(slotted(text, slot, (me.name, me.short)), slot, self.text)

    def _before_subject(self, slot: Slot, following: Pieces) -> Said | None:
        name = Slot(slot.root, "")
        if slot == name and self._goes_without_name(slot, following):
            return self._mentions.refer(self._roles[slot.root], "they")
        if slot.form in AGREEMENT and following[:2] == (" ", name) and not self._in_speech:
            return Said(self._ending() if slot.form == "s" else AGREEMENT[slot.form][0])
        found = super()._before_subject(slot, following)
        if found is None or self._me is None or self._in_speech:
            return found
        is_mine = self._roles.get(slot.root) == self._me.id
        return Said(AGREES_WITH_ME[slot.form]) if is_mine else found

    def _goes_without_name(self, slot: Slot, following: Pieces) -> bool:
        """Whether a sentence begins with somebody who has just been named, and whom alone a pronoun can
        mean; every other time.
        """
        person = self._setting.people.get(self._roles.get(slot.root, ""))
        after = following[0] if following and isinstance(following[0], str) else ""
        if person is None or person == self._me or person.pronouns.plural or self._in_speech:
            return False
        begins = not self.text or bool(BEGINNING_ANYWHERE.search(self.text))
        does = DOES_NEXT.match(after) is not None
        return begins and does and self._mentions.was_just_named(person.id)

    def _slot(self, slot: Slot) -> Said:
        if slot.form in AGREEMENT and slot.root in NOUN_PHRASES:
            agreeing = AGREEMENT[slot.form][self._is_several(slot.root)]
            return Said(self._ending() if agreeing == "s" else agreeing)
        return self._told_now(slot) if self._voice.is_present else self._told(slot)

    def _told_now(self, slot: Slot) -> Said:
        """What fills the slot where it is told in the present."""
        if slot.root == "E":
            return self._named(upshots.now_so(says_of(self._setting, self._roles.get("E", ""))))
        return self._told(slot)

    def _told(self, slot: Slot) -> Said:
        match slot.root:
            case "one" | "other" | "do" | "or_do":
                what, side = SIDES[slot.root]
                return self._named(self._features[what][side])
            case "grounds":
                return self._named(
                    one_after_another([self._ground(g) for g in self._features["grounds"]])
                )
            case "others":
                return self._named(in_one_phrase(self._beside()), by_name=True)
            case "rest":
                return self._named(and_the_rest(self._beside(), slot.form), by_name=True)
            case "cast" | "tell":
                return self._cast() if slot.root == "cast" else self._tell()
            case "wish":
                return self._named(self._wish())
            case _:
                return self._of_the_world(slot)

    def _of_the_world(self, slot: Slot) -> Said:
        """What its author gave it to be told, or what any narrator puts."""
        if slot.root in WORLD_SLOTS:
            return Said(self._features[slot.root][0])
        found = super()._slot(slot)
        is_plain = self._me is not None and not found.mentions
        return Said(self._by_me(found.words)) if is_plain else found

    def _plain(self, root: str) -> str:
        setting = self._setting
        match root:
            case "when":
                return self._when()
            case "many":
                return number_in_words(len(setting.people))
            case "until" | "premise":
                return {"until": setting.until, "premise": setting.premise}[root].strip()
            case "world":
                return setting.whole or UNNAMED["whole"]
            case "people":
                return setting.together or UNNAMED["together"]
            case _:
                return super()._plain(root)

    def _when(self) -> str:
        """When the scene is, by the one that was told before it."""
        gap, days, hour = (self._features[key][0] for key in ("gap", "days", "hour"))
        return when_it_is(gap, int(days), hour, dict(self._setting.hours).get(hour, ""))

    def _ground(self, fact: str) -> str:
        """What a conclusion stands on, as a clause."""
        claim = without_wishes(BY_THE_WAY.sub("", self._setting.facts[fact].claim))
        return claim if self._voice.is_present else told_in_the_past(claim)

    def _wish(self) -> str:
        """What somebody stood to get, as they want it where it is told as it happens."""
        whose = self._roles.get("B") or self._roles.get("A", "")
        wished = wish_of(self._setting, whose)
        return (
            wished_now(wished, is_mine=whose == self._voice.me)
            if self._voice.is_present
            else wished
        )

    def _unless_heard(self, aside: re.Match[str]) -> str:
        """What somebody wanted is told where they stand to lose by it, and not in passing."""
        return ""

    def _is_old_news(self, claim: str, fact: str) -> bool:
        """What a fact says is said as often as it is wanted."""
        return False

    def _cast(self) -> Said:
        """Everybody with what they do, whoever it is told through first."""
        first = self._roles.get("A", "")
        people = sorted(self._setting.people.values(), key=lambda one: one.id != first)
        people.sort(key=lambda one: one.id == self._voice.me)
        stop = CAST_JOINT if any(person.work for person in people) else ", "
        said = Said("")
        for at, person in enumerate(people):
            joint = "" if not at else stop if at < len(people) - 1 else f"{stop.rstrip()} and "
            if person.id == self._voice.me:
                return said.then(Said(joint)).then(self._mentions.refer(person.id, "themself"))
            work = work_in_words(self._setting, person, self._works)
            said = said.then(Said(joint)).then(self._mentions.name(person.id))
            said = said.then(Said(f", {work}" if work else ""))
        return said

    def _beside(self) -> list[str]:
        """Who else is there, as slots."""
        near = (self._roles.get("A"), self._roles.get("B"))
        return [f"{{{person}}}" for person in self._present if person not in near]

    def _fact_of(self, fact: str) -> Fact:
        """What is said of somebody who speaks or is spoken to, in words of their own: my father's tools,
        your father's tools.
        """
        found = super()._fact_of(fact)
        found = replace(
            found,
            claim=without_wishes(wish_as_a_sentence(found.claim)),
            takes=without_wishes(found.takes),
            serves=without_wishes(found.serves),
        )
        if self._voice.is_present and not self._in_speech:
            now = upshots.come_about if self._comes_now(found) else upshots.by_the_by
            found = replace(found, claim=now(found.claim), takes=upshots.by_the_by(found.takes))
        owner = self._setting.people.get(found.subject or found.secret_of)
        talking = (self._roles.get("A"), self._roles.get("B"))
        theirs = talking if self._in_speech else (self._voice.me,)
        if owner is None or owner.id not in theirs:
            return found
        slot, forms = f"{{{owner.id}}}", owner.pronouns
        if not self._in_speech:
            return self._of_my_own(found, slot, forms)
        if owner.id != self._speaker:
            return replace(found, claim=owned_by(found.claim, slot, forms))
        return replace(
            found,
            claim=of_myself(owned_by(found.claim, slot, forms), forms),
            because=of_myself(owned_by(found.because, slot, forms), forms),
            serves=owned_by(found.serves, slot, forms),
        )

    def _of_my_own(self, fact: Fact, slot: str, forms: Pronouns) -> Fact:
        """What whoever tells it has in words of their own, where these can mean nobody else."""
        people = self._setting.people
        others = [people[one] for one in people if one != self._voice.me]
        alike = [one.id for one in others if one.pronouns.subject == forms.subject]

        def mine(text: str) -> str:
            is_clear = not any(f"{{{one}}}" in text for one in alike)
            return pronouns_slotted(text, slot, forms) if is_clear else text

        return replace(
            fact,
            claim=mine(fact.claim),
            because=mine(fact.because),
            serves=mine(fact.serves),
            noun=mine(fact.noun),
            gerund=mine(fact.gerund),
        )

    def _fact(self, fact: str, form: str) -> Said:
        self._put = form
        if not self._in_speech and self._voice.is_present:
            return super()._fact(fact, CLAIM if form == TOLD_AFTER_THAT else form)
        if self._in_speech or form not in IN_THE_PAST:
            return super()._fact(fact, form)
        return self._named(told_in_the_past(getattr(self._fact_of(fact), form)))

    def _comes_now(self, fact: Fact) -> bool:
        """Whether it is what comes of it that is told, as it comes about."""
        is_so = self._setting.is_so
        is_upshot = is_so("clear", fact) and not is_so("grieves", fact)
        return (
            self._voice.is_present
            and "consequence" in self._features.get("comes", ())
            and is_upshot
        )

    def _named(self, text: str, *, by_name: bool = False) -> Said:
        """The text with everybody in it called as narration calls them: a name, or a pronoun where
        nobody else could be meant, unless each is to be named.
        """
        if self._in_speech:
            return super()._named(self._named_once(text))
        said, rest, at = Said(""), self._by_me(text), 0
        while found := PERSON_SLOT.search(rest, at):
            person, after = found[1], rest[found.end() :]
            if person not in self._setting.people:
                at = found.end()
                continue
            said = said.then(Said(rest[: found.start()]))
            form, owned = self._form(
                self.text + said.words if not said.words else said.words, after
            )
            several = by_name or (self._setting.people[person].pronouns.plural and not owned)
            said = said.then(begun_anew(said, self._person(person, "" if several else form)))
            rest, at = after[len(OWNING) if owned else 0 :], 0
        return said.then(Said(rest))

    def _named_once(self, text: str) -> str:
        """Of somebody whom a speech speaks of, the name once, and then he or she, if nobody else in it
        could be meant.
        """
        people = [p for p in self._setting.people_in(text) if p in self._setting.people]
        alike = Counter(self._setting.people[p].pronouns.subject for p in dict.fromkeys(people))
        done, rest = "", text
        met: set[str] = set()
        while found := PERSON_SLOT.search(rest):
            before, person, after = rest[: found.start()], found[1], rest[found.end() :]
            forms = (
                self._setting.people[person].pronouns if person in self._setting.people else None
            )
            is_clear = forms is not None and alike[forms.subject] == 1 and not forms.plural
            if forms is None or person not in met or not is_clear:
                met.add(person)
                done, rest = done + before + found[0], after
                continue
            form, owned = self._form(done + before, after)
            done += before + in_form(forms, form)
            rest = after[len(OWNING) if owned else 0 :]
        return done + rest

    @staticmethod
    def _form(before: str, after: str) -> tuple[str, bool]:
        """The form of a pronoun that would fit here, and whether it takes the `'s` after it."""
        if after.startswith(OWNING):
            return "theirs" if is_of_ones_own(before, after) else "their", True
        return ("they" if is_subject(before, after) else "them"), False
