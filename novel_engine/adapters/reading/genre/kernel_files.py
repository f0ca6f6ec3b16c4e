"""Kernel files: a situation that makes a plot, in YAML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import all_sound, each
from novel_engine.adapters.reading.genre.kernel_names import check_names
from novel_engine.adapters.reading.name_text import (
    fit_for_a_name,
    fit_for_a_title,
    fit_for_prose,
)
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.story.adjudicating.effects import check_effect
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.english.written_phrases import claim_clause
from novel_engine.story.english.written_slots import (
    gerund_phrase,
    item_phrase,
    noun_phrase,
    question_phrase,
)
from novel_engine.story.givens.conditions import Call, Condition, parse_condition, parse_effect
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import (
    NOTHING_SAID,
    Bias,
    Complication,
    Ending,
    FactSlot,
    Frame,
    ItemSlot,
    Kernel,
    KernelRole,
    Option,
    RuleSlot,
    ThreadSlot,
)
from novel_engine.story.givens.people import TRAIT_AXES

SHARED_KEYS = "places facts items rules opening frames complications".split()
KERNEL_KEYS = (
    "part",
    "plain",
    "distinct",
    "eyes",
    "axes",
    "roles",
    "threads",
    "endings",
    "options",
    *SHARED_KEYS,
)
OPTION_KEYS = ("title", *SHARED_KEYS)
FACT_KEYS = tuple(field.name for field in fields(Fact) if field.name not in ("id", "topic"))
ITEM_KEYS = ("name", "plural", "evidence", "decisive", "portable")
FRAME_KEYS = (
    "purpose needs place cast guests want against fact variable tension thread bias repeats".split()
)
BIAS_KEYS = ("who", "does", "to", "of", "by")
COMPLICATION_KEYS = ("kind", "who", "needs", "effects", "plants", "tension", "thread")
ENDING_KEYS = ("needs", "late", "unsolved", "thread")
# The scales of tension, of stakes and of certainty: each from 0.
MOST_TENSION, MOST_STAKES, SUREST = 10, 3, 100


def kernel_of(document: Document, name: str) -> Kernel:
    """The kernel in a file. Raises GenreError: `file:line: what, and what to do`."""
    part = whole(document)
    _look_over(part)
    threads = _threads(part)
    if not threads:
        part.fail("the kernel asks no question; give one under `threads:`", "threads")
    main = threads[0].name
    kernel = Kernel(
        id=name,
        part=part.wording("part"),
        eyes=part.text("eyes"),
        axes=part.texts("axes"),
        roles=tuple(_role(key, body) for key, body in part.named("roles")),
        places=_places(part),
        facts=dict(_facts(part)),
        items=dict(_items(part)),
        rules=_rules(part),
        threads=threads,
        opening=_effects(part, "opening"),
        frames=_frames(part, main),
        complications=_complications(part, main),
        endings=_endings(part, main),
        options=_options(part, main),
        plain=part.flag("plain"),
        distinct=part.texts("distinct"),
    )
    _check_endings(part, kernel.endings)
    check_names(part, kernel)
    return kernel


def _look_over(part: Part) -> None:
    """Raise the file's error for everything that is wrong in a part of it by itself."""
    main = next(iter(part.under("threads").names()), "")
    all_sound(
        lambda: part.known(KERNEL_KEYS),
        lambda: _threads(part),
        lambda: each(_role, part.named("roles")),
        lambda: _endings(part, main),
        lambda: _options(part, main),
        *_shared_looks(part, main),
    )


def _shared_looks(part: Part, main: str) -> tuple[Callable[[], object], ...]:
    """Looks at what a kernel has and its options may have."""
    return (
        lambda: _places(part),
        lambda: _facts(part),
        lambda: _items(part),
        lambda: _rules(part),
        lambda: _effects(part, "opening"),
        lambda: _frames(part, main),
        lambda: _complications(part, main),
    )


def _threads(part: Part) -> tuple[ThreadSlot, ...]:
    return tuple(each(_thread, part.named("threads")))


def _endings(part: Part, main: str) -> tuple[Ending, ...]:
    return tuple(each(lambda key, body: _ending(key, body, main), part.named("endings")))


def _check_endings(part: Part, endings: Sequence[Ending]) -> None:
    """Raise the file's error unless a story can end either way, answered or not."""
    if not endings:
        part.fail("the kernel has no ending; give one under `endings:`", "endings")
    if {ending.unsolved for ending in endings} != {True, False}:
        unsolved = endings[0].unsolved
        side = "an answered story" if unsolved else "one left unsolved (`unsolved: true`)"
        problem = f"the kernel has no ending for {side}; give one, with no needs, to fall back on"
        part.fail(problem, "endings")


def _options(part: Part, main: str) -> dict[str, tuple[Option, ...]]:
    found = {}
    options = part.under("options").known(part.texts("axes"))
    for axis in part.texts("axes"):
        found[axis] = tuple(each(partial(_option, main, axis), options.named(axis)))
        if not found[axis]:
            options.fail(
                f"there is nothing to choose for the axis '{axis}'; give one option or more", axis
            )
    return found


def _option(main: str, axis: str, name: str, part: Part) -> Option:
    all_sound(lambda: part.known(OPTION_KEYS), *_shared_looks(part, main))
    return Option(
        axis=axis,
        id=name,
        title=part.worded("title", fit_for_a_title, default=""),
        places=_places(part),
        facts=dict(_facts(part)),
        items=dict(_items(part)),
        rules=_rules(part),
        frames=_frames(part, main),
        complications=_complications(part, main),
        opening=_effects(part, "opening"),
    )


def _role(name: str, part: Part) -> KernelRole:
    part.known(("likes", "optional", "doubles"))
    likes = part.under("likes").known(TRAIT_AXES)
    return KernelRole(
        name,
        {axis: likes.number(axis, least=-3, most=3) for axis in likes.names()},
        part.flag("optional"),
        part.texts("doubles"),
    )


def _places(part: Part) -> dict[str, str]:
    return {name: body.as_text() for name, body in part.named("places")}


def _facts(part: Part) -> list[tuple[str, FactSlot]]:
    return each(lambda name, body: (name, _fact(body.known(FACT_KEYS))), part.named("facts"))


def _fact(part: Part) -> FactSlot:
    """A fact as far as it is said here: an option may fill in the rest."""
    said = part.names()

    def text(key: str, *checks: Callable[[str], str]) -> str:
        return part.claimed(key, *checks) if key in said else ""

    fact = Fact(
        id="",
        topic="",
        kind=text("kind"),
        claim=text("claim", fit_for_prose, claim_clause),
        noun=text("noun", fit_for_prose, noun_phrase),
        gerund=text("gerund", fit_for_prose, gerund_phrase),
        truth=part.flag("truth") if "truth" in said else NOTHING_SAID.truth,
        stakes=part.number("stakes", least=0, most=MOST_STAKES)
        if "stakes" in said
        else NOTHING_SAID.stakes,
        subject=text("subject"),
        secret_of=text("secret_of"),
        hurts=text("hurts"),
        tokens=part.texts("tokens"),
    )
    return FactSlot(fact, frozenset(said))


def _items(part: Part) -> list[tuple[str, ItemSlot]]:
    return each(_item, part.named("items"))


def _item(name: str, part: Part) -> tuple[str, ItemSlot]:
    part.known(ITEM_KEYS)
    flags = (part.flag("decisive"), part.flag("portable", True))
    called = part.worded("name", fit_for_a_name, item_phrase)
    return name, ItemSlot(called, part.flag("plural"), part.texts("evidence"), *flags)


def _rules(part: Part) -> tuple[RuleSlot, ...]:
    found = []
    for row in part.rows("rules"):
        row.known(("from", "to", "sure", "value"))
        sure = row.number("sure", least=1, most=SUREST)
        found.append(RuleSlot(row.texts("from"), row.text("to"), sure, row.flag("value", True)))
        if not row.texts("from"):
            row.fail("a rule needs what it follows from; name one fact or more under `from:`")
    return tuple(found)


def _thread(name: str, part: Part) -> ThreadSlot:
    part.known(("question", "topic", "stakes", "answered"))
    stakes = part.number("stakes", least=0, most=MOST_STAKES)
    return ThreadSlot(
        name,
        part.worded("question", fit_for_prose, question_phrase),
        part.text("topic"),
        stakes,
        part.made_of("answered", _condition),
    )


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


def _effects(part: Part, key: str) -> tuple[Call, ...]:
    return tuple(row.made(_effect) for row in part.rows(key))


def _frames(part: Part, main: str) -> tuple[Frame, ...]:
    made = partial(_frame, main)
    return tuple(each(lambda n, body: made(n, body.known(FRAME_KEYS)), part.named("frames")))


def _frame(main: str, name: str, part: Part) -> Frame:
    return Frame(
        id=name,
        purpose=part.text("purpose"),
        needs=part.made_of("needs", _condition, ""),
        place=part.text("place"),
        cast=part.texts("cast"),
        want=part.text("want"),
        against=part.text("against", ""),
        fact=part.text("fact", ""),
        variable=part.made_of("variable", _query),
        tension=part.number("tension", least=0, most=MOST_TENSION),
        thread=part.text("thread", main),
        bias=tuple(_bias(row.known(BIAS_KEYS)) for row in part.rows("bias")),
        guests=part.number("guests", 0, least=0, most=6),
        repeats=part.number("repeats", 1, least=1),
    )


def _bias(part: Part) -> Bias:
    return Bias(
        part.text("who"),
        part.text("does"),
        part.text("to", ""),
        part.text("of", ""),
        part.number("by"),
    )


def _complications(part: Part, main: str) -> tuple[Complication, ...]:
    return tuple(each(partial(_complication, main), part.named("complications")))


def _complication(main: str, name: str, part: Part) -> Complication:
    part.known(COMPLICATION_KEYS)
    return Complication(
        id=name,
        kind=part.text("kind"),
        who=part.text("who"),
        needs=part.made_of("needs", _condition, ""),
        effects=_effects(part, "effects"),
        plants=part.texts("plants"),
        tension=part.number("tension", 5, least=0, most=MOST_TENSION),
        thread=part.text("thread", main),
    )


def _ending(name: str, part: Part, main: str) -> Ending:
    part.known(ENDING_KEYS)
    return Ending(
        id=name,
        needs=tuple(row.made(_condition) for row in part.rows("needs")),
        late=part.flag("late"),
        unsolved=part.flag("unsolved"),
        thread=part.text("thread", main),
    )
