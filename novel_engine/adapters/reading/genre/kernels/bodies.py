"""The bodies of a kernel's file: facts, things, rules, scenes and the others, each as far as it can be
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any, TypeVar

from novel_engine.adapters.reading.genre.all_at_once import NO_BODIES, NO_PARTS, NO_TEXTS, Faults
from novel_engine.adapters.reading.genre.kernels.matter import Sources
from novel_engine.adapters.reading.name_text import (
    fit_for_a_name,
    fit_for_a_title,
    fit_for_prose,
)
from novel_engine.adapters.reading.yaml_part import LARGEST, SMALLEST, Part
from novel_engine.adapters.untrusted_text import printable
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.english.written_phrases import claim_clause
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    item_phrase,
    noun_phrase,
    question_phrase,
)
from novel_engine.story.givens.conditions import (
    And,
    Call,
    Condition,
    parse_condition,
    parse_effect,
)
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import (
    NOTHING_SAID,
    Bias,
    Complication,
    Ending,
    FactSlot,
    Frame,
    ItemSlot,
    KernelRole,
    Option,
    PlaceSlot,
    RuleSlot,
    ThreadSlot,
)
from novel_engine.story.givens.people import TRAIT_AXES

SHARED_KEYS = "places facts items rules opening frames complications".split()
OPTION_KEYS = ("title", *SHARED_KEYS)
FACT_KEYS = tuple(field.name for field in fields(Fact) if field.name not in ("id", "topic"))
ITEM_KEYS = ("name", "plural", "evidence", "decisive", "portable")
FRAME_KEYS = (
    "purpose needs place cast guests want against fact variable tension thread bias repeats".split()
)
ROLE_KEYS, RULE_KEYS = ("likes", "optional", "doubles"), ("from", "to", "sure", "value")
BIAS_KEYS = ("who", "does", "to", "of", "by")
COMPLICATION_KEYS = ("kind", "who", "needs", "effects", "plants", "tension", "thread")
THREAD_KEYS = ("question", "topic", "stakes", "answered")
ENDING_KEYS = ("needs", "late", "unsolved", "thread")
# The scales of tension, of stakes and of certainty: each from 0.
MOST_TENSION, MOST_STAKES, SUREST = 10, 3, 100
# Of a complication where none is written; and how many others may be in a scene.
USUAL_TENSION, MOST_GUESTS = 5, 6
SENTENCE_ENDS = (".", "!", "?")
# What can be said again in a condition, or in lines after the kernel's part.
SAYABLE = re.compile(r"[^\s.,(){}|&!<>=]+")
ARTICLE_FIRST = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
# What stands in the place of what cannot be read, until it has been said.
ANYTHING: Condition = And(())
CALL_OF_NOTHING = Call("", ())
T = TypeVar("T")


class Reader:
    """Reads the bodies of one kernel: what cannot be read is among the faults, and something that
    says nothing stands in its place. What has no thread of its own belongs to the first.
    """

    def __init__(self, faults: Faults, part: Part) -> None:
        """The kernel is the whole of a file."""
        self.faults = faults
        self.main = next(iter(faults.take(lambda: part.under("threads").names(), NO_TEXTS)), "")

    def word(self, part: Part, key: str) -> str:
        """What must be written under a key."""
        return self.faults.take(lambda: part.word(key), "")

    def text(self, part: Part, key: str, default: str = "") -> str:
        """What may be written under a key."""
        return self.faults.take(lambda: part.text(key, default), "")

    def thread_of(self, part: Part) -> str:
        """The question that something serves: the first, where none is written."""
        return self.faults.take(lambda: part.word("thread", self.main), "")

    def flag(self, part: Part, key: str, default: bool = False) -> bool:  # noqa: FBT001  # what stands where none is written
        return self.faults.take(lambda: part.flag(key, default), default)

    def number(
        self, part: Part, key: str, default: int | None, bounds: tuple[int, int] | None = None
    ) -> int:
        least, most = bounds or (SMALLEST, LARGEST)
        return self.faults.take(lambda: part.number(key, default, least, most), default or least)

    def texts(self, part: Part, key: str) -> tuple[str, ...]:
        return self.faults.take(lambda: part.texts(key), NO_TEXTS)

    def rows(self, part: Part, key: str) -> list[Part]:
        return self.faults.take(lambda: part.rows(key), NO_PARTS)

    def needs(self, part: Part) -> Condition:
        return self.faults.take(lambda: part.made_of("needs", _condition, ""), ANYTHING)

    def effects(self, part: Part, key: str) -> tuple[Call, ...]:
        rows = self.rows(part, key)
        return tuple(self.faults.take(partial(row.made, _effect), CALL_OF_NOTHING) for row in rows)

    def shared(self, part: Part) -> dict[str, Any]:
        """What a kernel and an option of it both may hold."""
        return {
            "places": self.places(part),
            "facts": dict(self.named(part, "facts", self.fact)),
            "items": dict(self.named(part, "items", self.item)),
            "rules": tuple(
                self.faults.each(self.rule, ((row,) for row in self.rows(part, "rules")))
            ),
            "opening": self.effects(part, "opening"),
            "frames": self.named(part, "frames", self.frame),
            "complications": self.named(part, "complications", self.complication),
        }

    def named(self, part: Part, key: str, make: Callable[[str, Part], T]) -> tuple[T, ...]:
        """What is made of each name under a key, without what is no set of keys."""

        def made(name: str, body: Part) -> T:
            self.faults.look(lambda: _check_sayable(name, body))
            return make(name, body.known_as_keys())

        return tuple(self.faults.each(made, self._names(part, key)))

    def places(self, part: Part) -> dict[str, PlaceSlot]:
        """The kernel's own names of places."""
        return dict(self.faults.each(_place, self._names(part, "places")))

    def _names(self, part: Part, key: str) -> list[tuple[str, Part]]:
        return self.faults.take(lambda: list(part.named(key)), NO_BODIES)

    def thread(self, name: str, part: Part) -> ThreadSlot:
        """A question, and when it is answered."""
        part = self.faults.known(part, THREAD_KEYS)
        return ThreadSlot(
            name,
            self.faults.take(lambda: part.worded("question", fit_for_prose, question_phrase), ""),
            self.word(part, "topic"),
            self.number(part, "stakes", None, (0, MOST_STAKES)),
            self.faults.take(lambda: _answered(part), ANYTHING),
        )

    def role(self, name: str, part: Part) -> KernelRole:
        part = self.faults.known(part, ROLE_KEYS)
        none: dict[str, int] = {}
        likes = self.faults.take(lambda: _likes(part), none)
        return KernelRole(name, likes, self.flag(part, "optional"), self.texts(part, "doubles"))

    def fact(self, name: str, part: Part) -> tuple[str, FactSlot]:
        """A fact as far as it is said here: an option may fill in the rest."""
        part = self.faults.known(part, FACT_KEYS)
        said = part.names()

        def text(key: str, *checks: Callable[[str], str]) -> str:
            return self.faults.take(lambda: part.claimed(key, *checks), "") if key in said else ""

        fact = Fact(
            id="",
            topic="",
            kind=text("kind"),
            claim=self.faults.take(lambda: _claim(part), "") if "claim" in said else "",
            noun=text("noun", fit_for_prose, noun_phrase),
            gerund=text("gerund", fit_for_prose, gerund_phrase),
            truth=self.flag(part, "truth") if "truth" in said else NOTHING_SAID.truth,
            stakes=self.number(part, "stakes", None, (0, MOST_STAKES))
            if "stakes" in said
            else NOTHING_SAID.stakes,
            subject=text("subject"),
            secret_of=text("secret_of"),
            hurts=text("hurts"),
            tokens=self.texts(part, "tokens"),
        )
        return name, FactSlot(fact, frozenset(said))

    def item(self, name: str, part: Part) -> tuple[str, ItemSlot]:
        part = self.faults.known(part, ITEM_KEYS)
        return name, ItemSlot(
            self.faults.take(lambda: _thing(part), ""),
            self.flag(part, "plural"),
            self.texts(part, "evidence"),
            self.flag(part, "decisive"),
            self.flag(part, "portable", default=True),
        )

    def rule(self, row: Part) -> RuleSlot:
        row = self.faults.known(row, RULE_KEYS)
        premises = self.faults.take(lambda: _premises(row), NO_TEXTS)
        sure = self.number(row, "sure", None, (1, SUREST))
        return RuleSlot(premises, self.word(row, "to"), sure, self.flag(row, "value", default=True))

    def frame(self, name: str, part: Part) -> Frame:
        part = self.faults.known(part, FRAME_KEYS)
        return Frame(
            id=name,
            purpose=self.word(part, "purpose"),
            needs=self.needs(part),
            place=self.word(part, "place"),
            cast=self.faults.take(lambda: _cast(part), NO_TEXTS),
            want=self.word(part, "want"),
            against=self.text(part, "against"),
            fact=self.text(part, "fact"),
            variable=self.faults.take(lambda: part.made_of("variable", _query), CALL_OF_NOTHING),
            tension=self.number(part, "tension", None, (0, MOST_TENSION)),
            thread=self.thread_of(part),
            bias=tuple(
                self.faults.each(self.bias, ((row,) for row in self.rows(part, "bias"))),
            ),
            guests=self.number(part, "guests", 0, (0, MOST_GUESTS)),
            repeats=self.number(part, "repeats", 1, (1, LARGEST)),
        )

    def bias(self, row: Part) -> Bias:
        row = self.faults.known(row, BIAS_KEYS)
        return Bias(
            self.word(row, "who"),
            self.word(row, "does"),
            self.text(row, "to"),
            self.text(row, "of"),
            self.number(row, "by", None),
        )

    def complication(self, name: str, part: Part) -> Complication:
        part = self.faults.known(part, COMPLICATION_KEYS)
        return Complication(
            id=name,
            kind=self.word(part, "kind"),
            who=self.word(part, "who"),
            needs=self.needs(part),
            effects=self.effects(part, "effects"),
            plants=self.texts(part, "plants"),
            tension=self.number(part, "tension", USUAL_TENSION, (0, MOST_TENSION)),
            thread=self.thread_of(part),
        )

    def ending(self, name: str, part: Part) -> Ending:
        part = self.faults.known(part, ENDING_KEYS)
        return Ending(
            id=name,
            needs=tuple(
                self.faults.take(partial(row.made, _condition), ANYTHING)
                for row in self.rows(part, "needs")
            ),
            late=self.flag(part, "late"),
            unsolved=self.flag(part, "unsolved"),
            thread=self.thread_of(part),
        )

    def options(self, axes: tuple[str, ...], sources: Sources) -> dict[str, tuple[Option, ...]]:
        """What each axis can be, from where it is written."""
        found = {}
        for axis in axes:
            matter = sources.of(axis)
            found[axis] = self.named(matter, axis, partial(self.option, axis))
            if not found[axis]:
                self.faults.look(partial(_nothing_to_choose, matter, axis))
        return found

    def option(self, axis: str, name: str, part: Part) -> Option:
        part = self.faults.known(part, OPTION_KEYS)
        return Option(
            axis=axis,
            id=name,
            title=self.faults.take(lambda: part.worded("title", fit_for_a_title, default=""), ""),
            **self.shared(part),
        )


def _place(name: str, body: Part) -> tuple[str, PlaceSlot]:
    if isinstance(body.value, list):
        return name, PlaceSlot(wants=tuple(row.as_text() for row in body.listed()))
    if not body.as_text().strip():
        cure = "write the genre's name of the place, or a list of what is wanted of one"
        body.fail(f"'{printable(name)}' is empty; {cure}")
    return name, PlaceSlot(body.as_text())


def _check_sayable(name: str, body: Part) -> None:
    if not SAYABLE.fullmatch(name):
        cure = "write it without blanks, stops and brackets"
        body.fail(f"'{printable(name)}' can be no name here; {cure}")


def _answered(part: Part) -> Condition:
    """When the question is: under no condition it would be so before the first turn."""
    part.word("answered")
    return part.made_of("answered", _condition)


def _nothing_to_choose(matter: Part, axis: str) -> None:
    matter.under(axis)
    matter.fail(f"there is nothing to choose for the axis '{axis}'; give one option or more", axis)


def _likes(part: Part) -> dict[str, int]:
    likes = part.under("likes").known(TRAIT_AXES)
    return {axis: likes.number(axis, least=-3, most=3) for axis in likes.names()}


def _claim(part: Part) -> str:
    """A clause, as it stands after "that"."""
    found = part.text("claim")
    if found.rstrip()[-1:] in SENTENCE_ENDS:
        cure = "begin it in small letters, and leave out the stop"
        part.fail(f"'claim' is a whole sentence, and is told after 'that'; {cure}", "claim")
    return part.claimed("claim", fit_for_prose, claim_clause)


def _thing(part: Part) -> str:
    """A thing by its name, before which the lines write the article."""
    found = part.wording("name")
    if article := ARTICLE_FIRST.match(found):
        bare = printable(found[article.end() :])
        part.fail(f"'name' begins with an article, which the lines write; write '{bare}'", "name")
    return part.worded("name", fit_for_a_name, item_phrase)


def _premises(row: Part) -> tuple[str, ...]:
    found = row.texts("from")
    if not found:
        row.fail("a rule needs what it follows from; name one fact or more under `from:`")
    return found


def _cast(part: Part) -> tuple[str, ...]:
    found = part.texts("cast")
    if not found:
        part.fail("nobody is in this scene; name one role or more under `cast:`", "cast")
    return found


def _condition(text: str) -> Condition:
    found = parse_condition(text)
    compiled(found, ())
    return found


def _effect(text: str) -> Call:
    found = parse_effect(text)
    check_effect(found)
    return found


def _query(text: str) -> Call:
    found = parse_effect(text)
    compiled(found, ())
    return found
