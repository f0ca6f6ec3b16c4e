"""The bodies of a kernel's file: facts, things, rules, scenes and the others, each as far as it can be
read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

from novel_engine.adapters.reading.genre.all_at_once import NO_TEXTS
from novel_engine.adapters.reading.genre.kernels.basics import (
    ANYTHING,
    CALL_OF_NOTHING,
    MOST_GUESTS,
    MOST_STAKES,
    MOST_TENSION,
    SUREST,
    USUAL_TENSION,
    BodyReader,
    condition_in,
)
from novel_engine.adapters.reading.genre.kernels.following import choice, consequence
from novel_engine.adapters.reading.genre.kernels.matter import Sources
from novel_engine.adapters.reading.name_text import (
    fit_for_a_name,
    fit_for_a_title,
    fit_for_prose,
)
from novel_engine.adapters.reading.yaml_part import LARGEST, Part
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.directing.own_material import OWN, OWN_SLOT, TIE
from novel_engine.story.english.written_phrases import claim_clause
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    item_phrase,
    noun_phrase,
    question_phrase,
)
from novel_engine.story.givens.conditions import (
    Call,
    Condition,
    parse_effect,
)
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import (
    NOTHING_SAID,
    Bias,
    Complication,
    Ending,
    EvidenceSlot,
    FactSlot,
    Frame,
    ItemSlot,
    KernelRole,
    Option,
    PlaceSlot,
    RuleSlot,
    Spine,
    ThreadSlot,
)
from novel_engine.story.givens.people import TRAIT_AXES

SHARED_KEYS = "places facts items rules opening frames complications consequences choices".split()
OPTION_KEYS = ("title", *SHARED_KEYS)
FACT_KEYS = tuple(field.name for field in fields(Fact) if field.name not in ("id", "topic"))
ITEM_KEYS = ("name", "plural", "evidence", "decisive", "portable")
FRAME_KEYS = (
    "purpose needs place cast guests want against fact variable tension thread bias repeats due"
).split()
ROLE_KEYS = ("likes", "has", "optional", "doubles", "tied")
RULE_KEYS = ("from", "to", "sure", "value")
ASKED_OF_A_ROLE = (*OWN, TIE)
BIAS_KEYS = ("who", "does", "to", "of", "by")
COMPLICATION_KEYS = ("kind", "who", "needs", "effects", "plants", "tension", "thread")
EVIDENCE_KEYS = ("item", "points")
SPINE_KEYS = tuple(field.name for field in fields(Spine))
THREAD_KEYS = ("question", "topic", "stakes", "answered")
ENDING_KEYS = ("needs", "late", "unsolved", "thread", "says")
SENTENCE_ENDS = (".", "!", "?")
ARTICLE_FIRST = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)


class Reader(BodyReader):
    """Reads the bodies of one kernel."""

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
            "complications": (
                *self.named(part, "complications", self.complication),
                *self.named(part, "consequences", partial(consequence, self)),
                *self.named(part, "choices", partial(choice, self)),
            ),
        }

    def places(self, part: Part) -> dict[str, PlaceSlot]:
        """The kernel's own names of places."""
        return dict(self.faults.each(_place, self.bodies_under(part, "places")))

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
        has = self.faults.take(lambda: _has(part), NO_TEXTS)
        doubles = self.texts(part, "doubles")
        tied = self.texts(part, "tied")
        return KernelRole(name, likes, self.flag(part, "optional"), doubles, has, tied)

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
            **{
                key: text(key, fit_for_prose)
                for key in ("because", "serves", "takes", "by", "mends", "shows")
            },
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

    def proof(self, name: str, part: Part) -> EvidenceSlot:
        """A thing that an author may put another for; `name` is the fact that it shows."""
        part = self.faults.known(part, EVIDENCE_KEYS)
        return EvidenceSlot(name, self.word(part, "item"), self.text(part, "points"))

    def spine(self, part: Part) -> Spine:
        """The facts that the plot hangs on."""
        spine = self.faults.take(lambda: part.under("spine"), part.within("spine"))
        spine = self.faults.known(spine, SPINE_KEYS)
        return Spine(**{key: self.text(spine, key) for key in SPINE_KEYS})

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
            due=self.number(part, "due", 0, (0, 100)),
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
                self.faults.take(partial(row.made, condition_in), ANYTHING)
                for row in self.rows(part, "needs")
            ),
            late=self.flag(part, "late"),
            unsolved=self.flag(part, "unsolved"),
            thread=self.thread_of(part),
            says=self.faults.take(lambda: part.claimed("says", fit_for_prose), "")
            if "says" in part.names()
            else "",
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


def _answered(part: Part) -> Condition:
    """When the question is: under no condition it would be so before the first turn."""
    part.word("answered")
    return part.made_of("answered", condition_in)


def _nothing_to_choose(matter: Part, axis: str) -> None:
    matter.under(axis)
    matter.fail(f"there is nothing to choose for the axis '{axis}'; give one option or more", axis)


def _likes(part: Part) -> dict[str, int]:
    likes = part.under("likes").known(TRAIT_AXES)
    return {axis: likes.number(axis, least=-3, most=3) for axis in likes.names()}


def _has(part: Part) -> tuple[str, ...]:
    """What a person of this part has, in their file."""
    found = part.texts("has")
    for one in found:
        if one not in ASKED_OF_A_ROLE:
            part.fail(f"no one has '{printable(one)}'; {suggestion(one, ASKED_OF_A_ROLE)}", "has")
    return found


def _claim(part: Part) -> str:
    """A clause, as it stands after "that"."""
    found = part.text("claim")
    if OWN_SLOT.fullmatch(found):  # a clause of somebody's own
        return found
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


def _query(text: str) -> Call:
    found = parse_effect(text)
    compiled(found, ())
    return found
