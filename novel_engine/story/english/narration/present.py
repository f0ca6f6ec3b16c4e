"""Narration that is written in the past, told in the present: `{A.they} had found it, and asked why`
becomes `{A.they} {A.has} found it, and ask{A.s} why`.

A finite past becomes a present, what was before it a perfect; speech, infinitives, participles and what
is only imagined (`as if she meant it`, `should have done it`) stay. Whether a form is finite is told by
what stands before it (Quirk et al., A Comprehensive Grammar of the English Language, 3.52, 4.14, 14.31).
"""

from __future__ import annotations

import re

from novel_engine.story.english.grammar import is_adverb
from novel_engine.story.english.narration.verbs import (
    ONLY_PAST,
    WANTS_A_SUBJECT,
    base_of_participle,
    base_of_past,
)
from novel_engine.story.english.narration.words_around import (
    BEFORE_A_BASE,
    BEFORE_A_PARTICIPLE,
    BEFORE_WHOM,
    CAN_NOT,
    ENDS,
    IMAGINED,
    JOINS_A_VERB,
    MAY_BE_LOOKED_OVER,
    MEANT,
    MODALS,
    NO_VERB_AFTER,
    OF_A_WHILE,
    PARTS_OF_ALL,
    PARTS_OF_ONE,
    PIECE_OF_TEXT,
    SEEN_DONE,
    SLOT_AND_FORM,
    SLOT_IN_THE_PAST,
    SLOT_OF_AN_ACT,
    SPEECH_OR_TIME,
    SUBJECTS_OF_ONE_VERB,
    SUBJECTS_OF_SEVERAL_VERBS,
    SUBORDINATE,
    TENSE_OF_THEIRS,
    WHAT_ONCE_WAS,
    WOULD_COME,
)
from novel_engine.story.english.past_tense import PAST_OF_BASE, third_person
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what comes next: somebody in a slot, or one, or several."""

    root: str = ""
    several: bool = False


ONE, SEVERAL_PEOPLE = Subject(), Subject(several=True)


def in_the_present(text: str, *, agreeing: bool = True) -> str:
    """The text in the present. Where slots are `agreeing`, verbs of somebody in one go by how they are
    put; else slots stand for names.
    """
    text = SPEECH_OR_TIME.sub(_at_this_time, text)
    if agreeing:
        text = SLOT_IN_THE_PAST.sub(
            lambda found: f"{{{found[1]}.{'is' if found[2] == 'was' else 'are'}}}", text
        )
    return _Telling(text, agreeing=agreeing).told()


def _at_this_time(found: re.Match[str]) -> str:
    """Until then, outside speech, as until now."""
    return found[0] if found["time"] is None else f"{found['time']} now"


class _Telling:
    """One text, token by token."""

    def __init__(self, text: str, *, agreeing: bool) -> None:
        self._tokens: list[str] = PIECE_OF_TEXT.findall(text)
        self._agreeing = agreeing
        self._last = self._main = self._head = ONE
        self._verb_at = -1
        self._is_perfect = False
        self._done: dict[int, bool] = {}
        self._imagined = [
            range(found.start(), found.end())
            for pattern in (IMAGINED, WHAT_ONCE_WAS)
            for found in pattern.finditer(text)
        ]

    @property
    def _has_verb(self) -> bool:
        """Whether the sentence has had a finite one."""
        return self._verb_at >= 0

    def told(self) -> str:
        """The whole text."""
        found: list[str] = []
        place = 0
        for at, token in enumerate(self._tokens):
            is_imagined = at in self._done or any(place in span for span in self._imagined)
            place += len(token)
            if token in ENDS:
                self._last = self._main = self._head = ONE
                self._verb_at = -1
            if (acting := SLOT_OF_AN_ACT.fullmatch(token)) and self._agreeing:
                self._found(Subject(acting[1]) if acting[1] else self._teller(at), at, at)
            if token.startswith(('"', "{")) or not token[:1].isalpha() or is_imagined:
                found.append(token)
                continue
            now = self._now(at, token.lower())
            found.append(now if not token[:1].isupper() else now[:1].upper() + now[1:])
            if now == "":  # a `have` or a `had` that is told without: its space goes too
                self._tokens[at + 1] = ""
        return CAN_NOT.sub(r"\1annot", "".join(found))

    # What stands around.

    def _before(self, at: int, *, over: bool = True) -> tuple[int, str]:
        """The token before, adverbs looked over; where it is, and what in small letters."""
        at -= 1
        while at >= 0:
            word = self._tokens[at].lower()
            is_over = over and (word in MAY_BE_LOOKED_OVER or is_adverb(word))
            is_over = is_over or (
                over and word == "but" and self._before(at, over=False)[1] == "all"
            )
            if word and not word.isspace() and not is_over:
                return at, word
            at -= 1
        return -1, ""

    def _after(self, at: int) -> str:
        for token in self._tokens[at + 1 :]:
            if token and not token.isspace() and token.lower() not in ("not", "never", "also"):
                return token.lower()
        return ""

    def _after_directly(self, at: int) -> str:
        return next((t.lower() for t in self._tokens[at + 1 :] if t and not t.isspace()), "")

    def _is_object(self, at: int) -> bool:
        """Whether what stands there is spoken of after a preposition: half of {A}."""
        return self._before(at)[1] in BEFORE_WHOM

    # Verbs.

    def _now(self, at: int, word: str) -> str:
        where, before = self._before(at)
        if word in MODALS:
            self._find_subject(at, where, before)
            return self._modal(at, word, before)
        if word in ("was", "were", "wasn't", "weren't"):
            return self._was(at, word, where, before)
        if word in ("had", "hadn't"):
            return self._had(at, word, where, before)
        if word in ("did", "didn't"):
            subject = self._find_subject(at, where, before)
            return self._agree(subject, "does", "do", "does") + word.removeprefix("did")
        base = base_of_past(word)
        if not base or not self._is_finite(at, word, where, before):
            return word
        subject = self._find_subject(at, where, before)
        if subject.root and self._agreeing:
            return f"{base}{{{subject.root}.s}}"
        return base if subject.several else third_person(base)

    def _modal(self, at: int, word: str, before: str) -> str:
        following = self._after(at)
        sentence = "".join(self._tokens[:at]).rpartition(". ")[2]
        if word == "would" and following == "have" and WOULD_COME.search(sentence):
            return "will"
        if before in ("{do}", "{or_do}") or following in ("rather", "sooner"):
            return word
        if word in ("would", "could", "might") and following == "have":
            where = next(i for i in range(at, len(self._tokens)) if self._tokens[i] == "have")
            if participle := self._participle_at(where):
                self._tokens[participle] = base_of_participle(self._tokens[participle].lower())
                self._tokens[where] = self._tokens[where + 1] = ""
                return word
        return MODALS[word]

    def _was(self, at: int, word: str, where: int, before: str) -> str:
        subject = self._find_subject(at, where, before)
        is_several = word.startswith("were")
        if is_several and subject == ONE:
            self._last = SEVERAL_PEOPLE
        tail = "n't" if word.endswith("n't") else ""
        if is_several:
            return f"are{tail}"
        return f"{self._agree(subject, 'is', 'is', 'is')}{tail}"

    def _had(self, at: int, word: str, where: int, before: str) -> str:
        if before in BEFORE_A_PARTICIPLE or before in BEFORE_A_BASE:
            return word
        if MEANT.match("".join(self._tokens[at + 1 :])):
            been = next(i for i in range(at, len(self._tokens)) if self._tokens[i] == "been")
            self._tokens[been] = self._tokens[been + 1] = ""
            return self._agree(self._find_subject(at, where, before), "was", "were", "was")
        past_at = self._participle_at(at)
        led = self._before(where, over=False)[1] in TENSE_OF_THEIRS
        is_denied = self._after_directly(at) == "not"
        of_a_while = OF_A_WHILE | frozenset(("known",) if is_denied else ())
        if past_at and (led or self._tokens[past_at].lower() in of_a_while):
            if is_denied:
                base = base_of_participle(self._tokens[past_at].lower())
                self._tokens[past_at] = base
                self._done[past_at] = True
                self._find_subject(at, where, before)
                return "did"
            participle = self._tokens[past_at].lower()
            base = base_of_participle(participle)
            self._tokens[past_at] = "was" if base == "be" else PAST_OF_BASE.get(base, participle)
            self._done[past_at] = True
            self._tokens[at + 1] = ""
            self._find_subject(at, where, before)
            return ""
        if self._is_unreal(at):
            self._tokens[at + 1] = ""
            return ""
        subject = self._find_subject(at, where, before)
        self._is_perfect = past_at > 0
        return self._agree(subject, "has", "have", "has") + word.removeprefix("had")

    def _participle_at(self, at: int) -> int:
        """Where the participle stands of this `had`; 0 where there is none."""
        for later in range(at + 1, len(self._tokens)):
            word = self._tokens[later].lower()
            if word.isspace() or is_adverb(word) or word in ("", "not"):
                continue
            return later if base_of_participle(word) else 0
        return 0

    def _is_unreal(self, at: int) -> bool:
        """If she had asked, he would have said: if she asked, he would say."""
        sentence = "".join(self._tokens[:at])
        later = "".join(self._tokens[at:])
        after = self._after(at)
        return bool(
            re.search(r"\b[Ii]f\b[^.]*\Z", sentence)
            and re.match(r"[^.]*\bwould have\b", later)
            and base_of_participle(after) == base_of_past(after) != ""
        )

    def _agree(self, subject: Subject, slot: str, several: str, one: str) -> str:
        if subject.root and self._agreeing:
            return f"{{{subject.root}.{slot}}}"
        return several if subject.several else one

    def _is_finite(self, at: int, word: str, where: int, before: str) -> bool:
        """Whether the form is a finite past there."""
        if before in BEFORE_A_BASE:
            return False
        if word in ONLY_PAST:
            return True
        if before in BEFORE_A_PARTICIPLE or self._is_said_of_a_thing(at, before):
            return False
        if self._is_perfect and before == "and" and self._tokens[where - 2] != ",":
            return False
        if self._is_done_to(where, before):
            return False
        if word in WANTS_A_SUBJECT:
            return before != "nothing" and self._is_led(where, before)
        is_object = before in ("it", "them", "him", "her", "me", "us") and self._is_object(where)
        return before not in BEFORE_WHOM and (not is_object or self._part_of(where) != "")

    def _is_said_of_a_thing(self, at: int, before: str) -> bool:
        """Whether it is a thing, or says what kind of one: more thought, the given name."""
        nearest = self._before(at, over=False)[1]
        is_kind = before in NO_VERB_AFTER - {"that", "this"} or nearest in ("more", "first", "no")
        return is_kind or before.endswith("'s")

    def _is_done_to(self, where: int, before: str) -> bool:
        """Heard him blamed, have it told: somebody or something is told of, to whom it happens."""
        is_thing = before.startswith("{") or before in ("it", "them", "him", "her", "me", "us")
        return is_thing and self._before(where)[1] in SEEN_DONE

    def _is_led(self, where: int, before: str) -> bool:
        """Whether who does it stands right before it, or another verb that it is joined to."""
        if before in JOINS_A_VERB:
            return self._has_verb
        if before.startswith("{") or before in SUBJECTS_OF_ONE_VERB | SUBJECTS_OF_SEVERAL_VERBS:
            return not self._is_object(where)
        return False

    def _part_of(self, where: int) -> str:
        """How many of them, where it is said: some of them."""
        at, before = self._before(where)
        part = self._before(at, over=False)[1] if before == "of" else ""
        return part if part in PARTS_OF_ALL | PARTS_OF_ONE else ""

    def _find_subject(self, at: int, where: int, before: str) -> Subject:
        found = self._subject_by(at, where, before)
        return self._found(found, at, where, joined=before in JOINS_A_VERB)

    def _found(self, subject: Subject, at: int, where: int, *, joined: bool = False) -> Subject:
        """The subject, remembered for what may be joined to its verb."""
        self._last, self._is_perfect = subject, False
        if not joined and not self._is_subordinate(where):
            self._main = subject
        self._verb_at = at
        return subject

    def _is_subordinate(self, where: int) -> bool:
        """Whether what leads in a clause stands between it and the verb before it."""
        for at in range(where, max(self._verb_at, -1), -1):
            word = self._tokens[at].lower()
            if word in (",", ";", ":", ".", "!", "?"):
                return False
            if word in SUBORDINATE:
                return True
        return False

    def _teller(self, at: int) -> Subject:
        """Whoever stands before an act of theirs in a slot."""
        where, before = self._before(at)
        return self._in_slot(where, before) if before.startswith("{") else ONE

    def _joined_to(self, at: int, where: int, before: str) -> Subject:
        """Whoever does what is joined to a verb before: after a comma, whoever does the main thing."""
        token = self._tokens[at].lower()
        if before == "," and token in ("was", "were", "had"):
            return self._sentence_head(at)
        ahead = self._before(where)[1]
        return self._main if "," in (before, ahead) or before == ";" else self._last

    def _sentence_head(self, at: int) -> Subject:
        """Whoever begins the sentence, if it begins with somebody in a slot."""
        start = max((i for i in range(at) if self._tokens[i] in ENDS), default=-1) + 1
        first = next((t for t in self._tokens[start:at] if t and not t.isspace()), "")
        found = SLOT_AND_FORM.fullmatch(first)
        return Subject(found[1]) if found and len(found[1]) == 1 else ONE

    def _subject_by(self, at: int, where: int, before: str) -> Subject:
        if before in JOINS_A_VERB and self._has_verb:
            return self._joined_to(at, where, before)
        part = self._part_of(where) if before in ("them", "us", "it") else ""
        if part:
            return SEVERAL_PEOPLE if part in PARTS_OF_ALL else ONE
        if before == "so" and "others" in "".join(self._tokens[at : at + 6]):
            return SEVERAL_PEOPLE
        if before in ("who", "which"):
            return self._whom(where)
        if before in SUBJECTS_OF_SEVERAL_VERBS:
            return SEVERAL_PEOPLE
        if before.startswith("{") and not before.endswith("'s"):
            return self._in_slot(where, before)
        inverted = self._inverted(at)
        if inverted is not None:
            return inverted
        is_plural = before.endswith("s") and not before.endswith(("ss", "us", "'s", "is", "as"))
        return (
            SEVERAL_PEOPLE if is_plural and before.isalpha() and not self._is_object(where) else ONE
        )

    def _inverted(self, at: int) -> Subject | None:
        """Whoever follows: said {A}; had {B} done it?"""
        after = next((t for t in self._tokens[at + 1 :] if t and not t.isspace()), "")
        found = SLOT_AND_FORM.fullmatch(after)
        _, last = self._before(at)
        if found is None or not (last.startswith('"') or last in ("why", "", ",", "and")):
            return None
        return Subject(found[1]) if found[2] in ("they", None) and len(found[1]) == 1 else None

    def _whom(self, where: int) -> Subject:
        """Whoever `who` is."""
        at, before = self._before(where)
        if before == ",":
            at, before = self._before(at)
            if not self._has_verb and before.startswith("{"):
                self._main = self._in_slot(at, before)
        if before in SUBJECTS_OF_SEVERAL_VERBS:
            return SEVERAL_PEOPLE
        found = SLOT_AND_FORM.fullmatch(self._tokens[at])
        is_person = found and found[2] in (None, "they", "them") and len(found[1]) == 1
        return Subject(found[1]) if found and is_person else ONE

    def _in_slot(self, where: int, before: str) -> Subject:
        token = self._tokens[where]
        found = SLOT_AND_FORM.fullmatch(token)
        ahead, last = self._before(where, over=False)
        if found is None:
            return ONE
        root, form = found[1], found[2] or ""
        is_why = last == "for" and self._before(ahead, over=False)[1] == ","
        if form in ("was", "is", "has", "s") or (last in BEFORE_WHOM and not is_why):
            return ONE
        if root == "rest":
            return SEVERAL_PEOPLE
        if last == "and" and self._tokens[self._before(ahead, over=False)[0]].startswith("{"):
            return SEVERAL_PEOPLE
        if last.startswith("{rest"):
            return SEVERAL_PEOPLE
        is_known = form in ("", "they", "noun", "takes") and (len(root) == 1 or root == "others")
        return Subject(root) if is_known or not self._agreeing else ONE
