"""A writer's check of fragment files: slots, conditions, speech marks, repeats, and a count.

Run as `python -P -m novel_engine.adapters.reading.genre.fragment_lint FILE…`; exit status 1 when
something must be mended.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from novel_engine.adapters.files.bundled import DEFAULT_GENRE, bundled_genre, bundled_root
from novel_engine.adapters.files.input_files import is_file
from novel_engine.adapters.printing import print_line
from novel_engine.adapters.reading.genre.agreement_lint import disagreements
from novel_engine.adapters.reading.genre.fragment_files import fragment_of
from novel_engine.adapters.reading.genre.genre_documents import read_terms
from novel_engine.adapters.reading.genre.genre_files import HEAD, genre_files
from novel_engine.adapters.reading.genre.undeclared_state import undeclared
from novel_engine.adapters.reading.yaml_source import read_yaml
from novel_engine.errors import GenreError, InputError
from novel_engine.story.english.text import so_many
from novel_engine.story.givens.fragments import (
    FACTS,
    PLACE,
    THING,
    Alternatives,
    Fragment,
    Pieces,
    Slot,
    Terms,
    slots_in,
    words_in,
)

STOCK = re.compile(
    r"\b(let out a breath|held (?:his|her|their) breath|heart (?:beat|pound|hammer)\w*"
    r"|something shifted|hung in the air|silence stretched|eyes (?:met|found|softened)"
    r"|couldn't help but|a testament to|jaw tightened|knuckles whit\w+)",
    re.I,
)
GENDERED = re.compile(r"(?<![\w{.])(?:he|she|him|her|his|hers|himself|herself)(?![\w}])", re.I)
IN_A_CLAUSE = re.compile(r"\{A\}[^.!?;:]*, and (?:was|is|has|does)\b")
"""Of two acts by one person the second begins with a pronoun, and the verb may be a plural one."""
STRANGE_MARKS = "“”‘’—–…"
ANY_ROLE = "*"
ROLES_OF_GROUND_BEATS: Mapping[str, frozenset[str]] = {
    beat: frozenset(roles.split())
    for beat, roles in {
        "opening": "A B *",
        "scene": "A B *",
        "body": "A B",
        "inner": "A B F *",
        "aside": "A B",
        "callback": "A B F G I *",
        "refused": "A B F G I P *",
        "complication": "A B F *",
        "summary": "A",
        "cut": "A B",
        "ending": "A *",
        "loose_end": "A *",
        "image": "A",
        "title": "A",
        "stakes": "A B",
        "standing": "A",
        "heard": "A B",
        "terms": "A",
        "earlier": "A",
        "look": "A",
        "air": "A",
        "hands": "A B",
        "saying": "A B",
        "stated": "A B",
    }.items()
}
"""What fills a slot of the beats that are no act; of an act it is the roles of its verb, and
whoever plays in a kernel.
"""
MORE_OF_THE_PLAIN: Mapping[str, tuple[str, ...]] = {"ending": ("B",)}
"""What fills a slot of the same beats in the plain voice alone: whom the focalizer has wronged."""


def problems_of(fragment: Fragment, terms: Terms) -> list[str]:
    """What a writer must mend in one fragment of a genre with these terms."""
    found = [
        *_roles_that_cannot_be(fragment, terms),
        *undeclared(fragment, terms.verbs.get(fragment.tells)),
    ]
    for line in fragment.lines:
        for whole in _readings(line.pieces):
            found += _problems_in(whole, line.speaker)
        for whole in _readings(line.pieces, with_slots=True):
            found += disagreements(whole)
    if fragment.clause and (hit := IN_A_CLAUSE.search(" ".join(fragment.text.split()))):
        found.append(f"'{hit.group(0)}' is wrong for 'they'; write a slot, such as {{A.was}}")
    return list(dict.fromkeys(found))


def _problems_in(whole: str, speaker: str) -> Iterator[str]:
    """What is wrong with one reading of a paragraph."""
    if '"' in whole and not speaker:
        yield "a paragraph with speech must begin with A> or B>"
    if speaker and '"' not in whole:
        yield f"a paragraph marked {speaker}> has no speech"
    if whole.count('"') % 2:
        yield "an odd number of quotation marks"
    if any(mark in whole for mark in STRANGE_MARKS):
        yield "a curly quote, dash or ellipsis character; use straight ones"
    if hit := STOCK.search(whole):
        yield f"a stock phrase: {hit.group(0)}"
    if hit := GENDERED.search(whole):
        yield f"'{hit.group(0)}' is nobody's; write a slot, such as {{A.they}}"


def roles_of(tells: str, terms: Terms) -> frozenset[str]:
    """What fills a slot of what is told."""
    verb = terms.verbs.get(tells)
    found = (
        ROLES_OF_GROUND_BEATS.get(tells, frozenset())
        if verb is None
        else frozenset((*verb.role_names, ANY_ROLE))
    )
    return found | terms.roles if ANY_ROLE in found else found


def _roles_that_cannot_be(fragment: Fragment, terms: Terms) -> Iterator[str]:
    """Slots and speakers for which the beat has nobody and nothing."""
    more = (*FACTS, *MORE_OF_THE_PLAIN.get(fragment.tells, ())) if fragment.plain else ()
    allowed = roles_of(fragment.tells, terms).union(more)
    roots = [slot.root for line in fragment.lines for slot in slots_in(line.pieces)]
    for root in (*roots, *(line.speaker for line in fragment.lines if line.speaker)):
        if (root in terms.people or root in (*FACTS, THING, PLACE)) and root not in allowed:
            yield f"{{{root}}} means nothing for {fragment.tells}"


def _readings(pieces: Pieces, *, with_slots: bool = False) -> Iterator[str]:
    """The text with the first of all alternatives, the second of all, and so on to the last."""
    longest = max(
        (len(piece.options) for piece in pieces if isinstance(piece, Alternatives)), default=1
    )
    for number in range(longest):
        yield _flat(pieces, number, with_slots=with_slots)


def _flat(pieces: Pieces, number: int = 0, *, with_slots: bool = False) -> str:
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Alternatives):
            option = piece.options[number % len(piece.options)]
            out.append(_flat(option, number, with_slots=with_slots))
        else:
            out.append(_written(piece) if with_slots else "x")
    return "".join(out)


def _written(slot: Slot) -> str:
    return f"{{{slot.root}.{slot.form}}}" if slot.form else f"{{{slot.root}}}"


def lint_files(names: Sequence[str]) -> int:
    """Check the files; print what to mend, the commonest repeats, and the words."""
    fragments: list[Fragment] = []
    status = 0
    for name in names:
        try:
            rows: Any = read_yaml(Path(name), GenreError).data or []
            terms = terms_for(Path(name))
        except InputError as problem:
            for line in str(problem).splitlines():
                print_line(line)
            status = 1
            continue
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
            try:
                fragment = fragment_of(row, str(number), terms)
            except GenreError as problem:
                print_line(f"{name}: fragment {number}: {problem}")
                status = 1
                continue
            fragments.append(fragment)
            for found in problems_of(fragment, terms):
                print_line(f"{name}: fragment {number} ({fragment.tells}): {found}")
                status = 1
    _report(fragments)
    return status


def terms_for(path: Path) -> Terms:
    """The terms of the genre in whose `lines` the file stands, else of the bundled one."""
    folder = path.absolute().parent.parent
    folder = folder if is_file(folder / HEAD) else bundled_genre(DEFAULT_GENRE)
    name = folder.resolve().name
    return read_terms(genre_files(bundled_root() / "configs", name, folder), name)


def _report(fragments: Sequence[Fragment]) -> None:
    texts = [_flat(line.pieces) for f in fragments for line in f.lines]
    runs: Counter[str] = Counter()
    openers: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[\w']+", text.lower())
        runs.update(map(" ".join, zip(*(words[i:] for i in range(5)), strict=False)))
        openers[" ".join(words[:2])] += 1
    repeated = [run for run in runs.most_common(12) if run[1] > 1]
    print_line(f"repeated five-word runs: {repeated}")
    print_line(f"commonest openings: {openers.most_common(8)}")
    by_kind = dict(Counter(f.tells for f in fragments).most_common())
    print_line(f"fragments by kind: {by_kind}")
    print_line(f"{so_many(len(fragments), 'fragment')}, {sum(map(words_in, fragments))} words")


if __name__ == "__main__":
    sys.exit(lint_files(sys.argv[1:]))
