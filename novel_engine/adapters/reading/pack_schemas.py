"""JSON Schemas of the files of a pack of words: a kernel's, a file of lines, and a genre's first
file. Their readers are written out, so their forms stand here, key by key; the pages
`docs/writing-kernels.md` and `docs/writing-lines.md` say the same at length.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from novel_engine.adapters.files.bundled import bundled_genres
from novel_engine.adapters.reading.genre.kernels.basics import (
    MOST_GUESTS,
    MOST_STAKES,
    MOST_TENSION,
    SUREST,
)
from novel_engine.adapters.reading.genre.kernels.bodies import (
    ASKED_OF_A_ROLE,
    ITEM_KEYS,
    SPINE_KEYS,
)
from novel_engine.adapters.reading.genre.kernels.files import KERNEL_KEYS
from novel_engine.story.givens.fragments import GROUND_BEATS, GROUND_CONDITIONS, VALUES
from novel_engine.story.givens.people import TRAIT_AXES

Node = dict[str, Any]
Keyed = tuple[Node, str]
"""The form of what stands under a key, and what it is for."""

_TEXT: Node = {"type": "string"}
_YES: Node = {"type": "boolean"}
_WORDS: Node = {"type": "array", "items": _TEXT}
_ONE_OR_MORE: Node = {"anyOf": [_TEXT, _WORDS]}


def _number(least: int, most: int) -> Node:
    return {"type": "integer", "minimum": least, "maximum": most}


def _body(keys: Mapping[str, Keyed], *required: str) -> Node:
    """An object of these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {
            key: {**form, "title": key.replace("_", " ").capitalize(), "description": says}
            for key, (form, says) in keys.items()
        },
    }


def _named(form: Node) -> Node:
    """Such things by names of one's own."""
    return {"type": "object", "additionalProperties": form}


_CONDITION = "A condition: 'believes(finder, harm) & late()'."
_EFFECTS = "Effects, one a line: 'trust(suspect, finder, -2)'."
_THREAD = "The question that it serves; the first, where none is written."
_TENSION: Keyed = (_number(0, MOST_TENSION), "How tense it is, 0 to 10.")

_ROLE = _body(
    {
        "likes": (
            {"type": "object", "propertyNames": {"enum": list(TRAIT_AXES)}},
            "Whom to cast: a trait and a weight, -3 to 3.",
        ),
        "has": (
            {"type": "array", "items": {"enum": list(ASKED_OF_A_ROLE)}},
            "Whom to cast, too: what their file says of them.",
        ),
        "tied": (_WORDS, "Roles to whose players a tie is wanted."),
        "optional": (_YES, "Whether it may stay empty."),
        "doubles": (_WORDS, "Roles that the same person may play in a small cast."),
    }
)
_FACT = _body(
    {
        "kind": (_TEXT, "What kind of fact it is, by the genre's list."),
        "claim": (_TEXT, "What is so: a clause that fits after 'that', people in braces."),
        "truth": (_YES, "False for what is only believed or said."),
        "stakes": (_number(0, MOST_STAKES), "What hangs on it, 0 to 3."),
        "secret_of": (_TEXT, "The role whose secret it is."),
        "subject": (_TEXT, "The role whom it is about."),
        "hurts": (_TEXT, "The role whom it hurts."),
        "noun": (_TEXT, "The same as a noun phrase: 'the drained fuel'."),
        "gerund": (_TEXT, "The same after 'of': 'draining the fuel'."),
        "because": (_TEXT, "Of a reason: the event behind it, as a clause."),
        "serves": (_TEXT, "Of a reason: how the deed serves it, as a clause."),
        "takes": (_TEXT, "Of a deed: what it takes from somebody, as a phrase."),
        "by": (_TEXT, "Of a deed: until when that was wanted, as after 'by'."),
        "mends": (_TEXT, "Of a deed: what would put it right, as a clause after 'unless'."),
        "shows": (_TEXT, "Of a piece of evidence: what there is to see, as a clause."),
        "tokens": (_WORDS, "Words that would give it away; checked against leaks."),
    }
)
_ITEM = _body(
    dict(
        zip(
            ITEM_KEYS,
            (
                (_TEXT, "As the prose says it, without an article."),
                (_YES, "Whether it is they: 'the marks are'."),
                (_WORDS, "The facts that it shows to whoever looks."),
                (_YES, "Whether whoever sees it knows."),
                (_YES, "Whether it can be carried off; it can, unless this is false."),
            ),
            strict=True,
        )
    )
)
_RULE = _body(
    {
        "from": (_WORDS, "The facts that have to be held."),
        "to": (_TEXT, "The fact that is concluded."),
        "sure": (_number(0, SUREST), "How surely, 0 to 100."),
        "value": (_YES, "False where it is concluded that it is not so."),
    },
    "from",
    "to",
)
_BIAS = _body(
    {
        "who": (_TEXT, "The role that leans to something."),
        "does": (_TEXT, "The verb that it leans to."),
        "to": (_TEXT, "The role whom it is done to."),
        "of": (_TEXT, "The fact or the thing that it is about."),
        "by": ({"type": "integer"}, "How far, in points; below 0 away from it."),
    },
    "who",
    "does",
    "by",
)
_FRAME = _body(
    {
        "purpose": (_TEXT, "What the scene is for, by the genre's list."),
        "needs": (_TEXT, _CONDITION),
        "place": (_TEXT, "Where it is, by the kernel's name or the genre's."),
        "cast": (_WORDS, "The roles that are there."),
        "guests": (_number(0, MOST_GUESTS), "How many others may be there."),
        "want": (_TEXT, "The role that wants something of it."),
        "against": (_TEXT, "The role that stands in the way."),
        "fact": (_TEXT, "What it is about."),
        "variable": (_TEXT, "What has to change: 'stance(finder, culprit, harm)'."),
        "tension": _TENSION,
        "thread": (_TEXT, _THREAD),
        "bias": ({"type": "array", "items": _BIAS}, "What those who are there lean to."),
        "repeats": ({"type": "integer", "minimum": 1}, "How often it may be at most."),
        "due": (_number(0, SUREST), "By when it should have been, in hundredths of the story."),
    },
    "purpose",
)
_COMPLICATION = _body(
    {
        "kind": (_TEXT, "What kind of thing comes up, by the genre's list."),
        "who": (_TEXT, "The role who has to be there."),
        "needs": (_TEXT, _CONDITION),
        "effects": (_WORDS, _EFFECTS),
        "plants": (_WORDS, "The facts that it stands on."),
        "tension": _TENSION,
        "thread": (_TEXT, _THREAD),
    },
    "kind",
    "who",
)
_CONSEQUENCE = _body(
    {
        "who": (_TEXT, "The role whom it comes to, and who has to be there."),
        "needs": (_TEXT, _CONDITION),
        "fact": (_TEXT, "What is so from then on."),
        "because": (_WORDS, "The facts that it comes of."),
        "effects": (_WORDS, _EFFECTS),
        "tension": _TENSION,
        "thread": (_TEXT, _THREAD),
        "rung": ({"type": "integer", "minimum": 1}, "How far up the ladder it stands."),
        "later": (_YES, "Whether it waits for another scene."),
    },
    "who",
    "fact",
)
_WAY = _body(
    {
        "for": (_TEXT, "What speaks for it, as a noun phrase."),
        "price": (_TEXT, "The fact that it costs."),
    }
)
_CHOICE = _body(
    {
        "who": (_TEXT, "The role who has to choose."),
        "before": (_TEXT, "The role before whom."),
        "about": (_TEXT, "The fact that it is about."),
        "needs": (_TEXT, _CONDITION),
        "between": (_named(_WAY), "The ways, by the verb that each is done by."),
        "because": (_WORDS, "The facts that it comes of."),
        "effects": (_WORDS, _EFFECTS),
        "tension": _TENSION,
        "thread": (_TEXT, _THREAD),
    },
    "who",
    "before",
    "between",
)
_SHARED: Mapping[str, Keyed] = {
    "places": (_named(_ONE_OR_MORE), "Names of the kernel's for places, or what is wanted of one."),
    "facts": (_named(_FACT), "What is so, or is said to be, by name."),
    "items": (_named(_ITEM), "Things that show a fact to whoever looks, by name."),
    "rules": ({"type": "array", "items": _RULE}, "What can be concluded from what."),
    "opening": (_WORDS, _EFFECTS),
    "frames": (_named(_FRAME), "The scenes that it can come to, by name."),
    "complications": (_named(_COMPLICATION), "What may come up in a scene, unasked, by name."),
    "consequences": (_named(_CONSEQUENCE), "What follows of itself, by name."),
    "choices": (_named(_CHOICE), "What somebody has to choose, by name."),
}
_OPTION = _body({"title": (_TEXT, "The story's title, where it has none."), **_SHARED})
_THREAD_OF = _body(
    {
        "question": (_TEXT, "What the reader asks: 'Who did it?'"),
        "topic": (_TEXT, "The kernel's part."),
        "stakes": (_number(0, MOST_STAKES), "What hangs on it, 0 to 3."),
        "answered": (_TEXT, _CONDITION),
    },
    "question",
)
_ENDING = _body(
    {
        "needs": (_ONE_OR_MORE, "Conditions, all of which have to hold."),
        "late": (_YES, "Whether it is taken only when no better is left."),
        "unsolved": (_YES, "Whether the main question is left open by it."),
        "thread": (_TEXT, _THREAD),
        "says": (_TEXT, "What becomes of people by it, in sentences."),
    }
)
_SPINE = _body(
    dict(
        zip(
            SPINE_KEYS,
            (
                (_TEXT, "The fact that is found first."),
                (_TEXT, "The fact that is the answer."),
                (_TEXT, "The fact that is the reason."),
                (_TEXT, "What is wrongly believed."),
            ),
            strict=True,
        )
    )
)
_EXHIBIT = _body(
    {
        "item": (_TEXT, "The thing that shows it."),
        "points": (_TEXT, "The part at whom it points."),
    }
)
_KERNEL: Mapping[str, Keyed] = {
    **dict(
        zip(
            KERNEL_KEYS[: -len(_SHARED)],
            (
                (_TEXT, "A word for the whole: the first half of every name of the kernel's."),
                (_YES, "Whether lines name its axes by themselves."),
                (_WORDS, "Roles: `distinct: true` asks whether each is another person."),
                (_TEXT, "The role that sees most of it."),
                (_WORDS, "In what it differs from seed to seed: the keys of `matter`."),
                (_named(_ROLE), "Who is wanted, by the name of the part."),
                (_named(_THREAD_OF), "The questions; the first is the main one."),
                (_named(_ENDING), "How it can end, by name."),
                (_SPINE, "The facts that the plot hangs on."),
                (_named(_EXHIBIT), "Which things an author may put others for."),
                (_named(_named(_OPTION)), "By axis and by name, what fills it."),
            ),
            strict=True,
        )
    ),
    **_SHARED,
}
_LINE: Mapping[str, Keyed] = {
    "for": (
        {**_TEXT, "examples": sorted(GROUND_BEATS)},
        "What it tells: a verb, or one of the beats that tell no act.",
    ),
    "as": ({"enum": ["clause"]}, "`clause`: it is a part of a sentence, to be joined to others."),
    "when": (
        {
            "type": "object",
            "properties": {
                key: {"examples": list(VALUES[key])} if key in VALUES else {}
                for key in sorted(GROUND_CONDITIONS)
            },
        },
        "Conditions, all of which have to hold: a value, or a list of which one does.",
    ),
    "needs": ({"type": "object"}, "What has to be so of light, fire, doors, postures and hands."),
    "sets": ({"type": "object"}, "What is so of them afterwards."),
    "elsewhere": (
        _ONE_OR_MORE,
        "Words of state in it that speak of another time or place, or are a figure of speech.",
    ),
    "spare": (_YES, "Whether it is told only where no other will do."),
    "plain": (_YES, "Whether it is of the plain voice."),
    "once": (_YES, "Whether the plain voice uses it before other lines, and once in a story."),
    "text": (_TEXT, "The words, with slots in braces: '{A} said nothing.'"),
}
_PLACE = _body(
    {
        "name": (_TEXT, "As the prose says it, with its article: 'the yard'."),
        "at": ({"enum": ["in", "on", "at"]}, "One is in, on or at it."),
        "adjacent": (_WORDS, "The places beside it, by key."),
        "affords": (_WORDS, "What there is: table, food, beds, work, coats, sky, hearth, lamp."),
        "private": (_YES, "Whether nobody outside overhears what is said in it."),
    }
)
_NARRATOR = _body(
    {
        "about": (_TEXT, "How it tells, for whoever chooses."),
        "distance": (_number(0, 2), "0 thinks aloud with one person, 2 sees only what is done."),
        "plain": (_YES, "Whether they tell in the plain voice."),
    }
)
_GENRE: Mapping[str, Keyed] = {
    "title": (_TEXT, "What the genre is called."),
    "until": (_TEXT, "Until when things can be put right, as after 'before'."),
    "narrators": (_named(_NARRATOR), "Who tells it, by name."),
    "places": (_named(_PLACE), "Where scenes can be, by key."),
    "opening_place": (_TEXT, "Where a story opens, by key."),
    "motifs": (_WORDS, "Things that come back, charged and changed."),
    "weathers": (_WORDS, "Words, one of which is drawn for a day."),
    "forms": (_WORDS, "The shapes of tension that a story may have."),
}


PACK_BODIES: Mapping[str, Node] = {
    "role": _ROLE,
    "fact": _FACT,
    "item": _ITEM,
    "rule": _RULE,
    "bias": _BIAS,
    "frame": _FRAME,
    "complication": _COMPLICATION,
    "consequence": _CONSEQUENCE,
    "way": _WAY,
    "choice": _CHOICE,
    "option": _OPTION,
    "thread": _THREAD_OF,
    "ending": _ENDING,
    "spine": _SPINE,
    "exhibit": _EXHIBIT,
    "place": _PLACE,
    "narrator": _NARRATOR,
}
"""The bodies in these files, by what each is of."""


def _genre() -> Node:
    return {**_body(_GENRE, "title"), "examples": [{"title": one} for one in bundled_genres()]}


PACK_FORMS: Mapping[str, tuple[Node, str]] = {
    "genre": (_genre(), "A genre's first file: `genre.yaml` in its folder."),
    "kernel": (
        _body(_KERNEL, "part", "eyes", "roles", "threads", "endings"),
        "A kernel of a genre: `kernels/NAME.yaml`.",
    ),
    "lines": (
        {"type": "array", "items": _body(_LINE, "for", "text")},
        "A file of fragments: `lines/NAME.yaml`, a list of them.",
    ),
}


def pack_schema(kind: str) -> Node:
    """The schema of one kind of file of a pack."""
    schema, says = PACK_FORMS[kind]
    return {"title": f"Novel Engine {kind}", "description": says, **schema}
