"""How a fragment fits a beat: how tired its words are, whom it speaks of, what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novel_engine.story.english.text import WORD
from novel_engine.story.givens.fragments import (
    Alternatives,
    Fragment,
    Line,
    Pieces,
    parse_template,
    slots_in,
)
from novel_engine.story.givens.people import Person
from novel_engine.story.realising.taste import (
    FEW_WORDS,
    LONG_WORD,
    PATTERN_NAMED,
    POINTED_SCENERY,
    TIRED,
    TIRED_SCENERY,
)
from novel_engine.story.telling.syuzhet import Beat

# Of these, whatever is not false to the hour and the place will do, and the same few would else
# come in every story.
WHERE_AND_WHEN = frozenset("place affords hour weather day company form motif".split())
SCENERY = frozenset(("opening", "scene", "summary", "cut", "ending", "image", "title"))


def tiredness(fragment: Fragment, beat: Beat, recent: frozenset[str]) -> int:
    """What share of its words was heard lately, on the scale of luck; none of a motif's."""
    if beat.tells == "image":
        return 0
    words = {w for line in fragment.lines for w in content_words(_literal(line.pieces))}
    tired = TIRED_SCENERY if beat.tells in SCENERY else TIRED
    return tired * len(words & recent) // max(FEW_WORDS, len(words))


def speaks_of_itself(fragment: Fragment, roles: Mapping[str, str]) -> bool:
    """Whether a part named in the text is A or B, and the fragment's conditions do not say so."""
    if any(key in ("a", "b", "is") for key, _ in fragment.when):
        return False
    near = {roles.get("A", ""), roles.get("B", "")} - {""}
    named = (
        slot.root
        for line in fragment.lines
        for slot in slots_in(line.pieces)
        if slot.root not in ("A", "B")
    )
    return any(roles.get(root, "") in near for root in named)


def words_of_their_own(person: Person, root: str) -> str | Sequence[str]:
    """What their own file gives a person for this slot."""
    if root == "tell":
        return person.tell
    return person.voice.oaths if root == "oath" else person.voice.hedges


def clause_of(fragment: Fragment, *, again: bool) -> Line:
    """The clause; of somebody who has `again` done something, the name need not be said again."""
    text = fragment.text.replace("{A}", "{A.they}", 1) if again else fragment.text
    return parse_template(text)[0]


def about_more(fragment: Fragment) -> int:
    """What scenery is worth for being about more than where and when it is."""
    named = any(key == "pattern" for key, _ in fragment.when)
    pointed = any(key not in WHERE_AND_WHEN for key, _ in fragment.when)
    return PATTERN_NAMED if named else POINTED_SCENERY * pointed


def _literal(pieces: Pieces) -> str:
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Alternatives):
            out.append(_literal(piece.options[0]))
    return " ".join(out)


def content_words(text: str) -> Sequence[str]:
    """The words of content in a text, in order."""
    return [word for word in WORD.findall(text.lower()) if len(word) >= LONG_WORD]
