"""Files of the words by which a model's chapter is held to the record (`configs/core/checks`).

Read when they are first wanted, which a story told offline never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import suggestion
from novel_engine.errors import GenreError
from novel_engine.story.givens.act_phrases import Act, AskedAfter, Phrasebook
from novel_engine.story.givens.reversal_phrases import NEVER_SAID, Reversal
from novel_engine.values import dataclass

PHRASE_FOLDER = "core/checks/"
ACTS_FILE, REVERSALS_FILE, QUESTIONS_FILE = (
    f"{PHRASE_FOLDER}{name}.yaml" for name in ("acts", "reversals", "questions")
)
PHRASE_FILES = (ACTS_FILE, REVERSALS_FILE, QUESTIONS_FILE)
PIECE = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class KeptPhrases:
    """The files of a phrasebook, and the verbs that it may name."""

    files: tuple[InputFile, ...]
    verbs: tuple[str, ...]

    def __call__(self) -> Phrasebook:
        """The phrasebook that they make. Raises GenreError with file and line."""
        return _phrasebook(self.files, self.verbs)


@lru_cache(maxsize=4)
def _phrasebook(files: tuple[InputFile, ...], verbs: tuple[str, ...]) -> Phrasebook:
    from novel_engine.adapters.reading.yaml_source import read_document

    parts = {file.name: whole(read_document(file, GenreError)) for file in files}
    for needed in PHRASE_FILES:
        if needed not in parts:
            raise GenreError(f"there is no {needed}; put it there")
    acts, reversals, questions = (parts[name] for name in PHRASE_FILES)
    words = _Words(_pieces(acts.known(("pieces", "acts", "swaps"))), verbs)
    turned = _Words(_pieces(reversals.known(("pieces", "reversals"))), verbs)
    never = [row.known(("by", "asks")) for row in questions.known(("acts", "never")).rows("never")]
    return Phrasebook(
        acts=tuple(words.act(name, body) for name, body in acts.named("acts")),
        swaps=tuple(words.swap(row) for row in acts.rows("swaps")),
        reversals=dict(
            found for row in reversals.rows("reversals") for found in turned.reversal(row)
        ),
        asked={
            words.verb(questions, name): words.asked(body) for name, body in questions.named("acts")
        },
        never=tuple(words.never_asked(row) for row in never),
    )


def _pieces(part: Part) -> dict[str, str]:
    """The named pieces of patterns; a later one may be made of those before it."""
    found: dict[str, str] = {}
    for name, body in part.named("pieces"):
        found[name] = body.made(partial(_put_together, pieces=found))
    return found


def _put_together(text: str, pieces: Mapping[str, str]) -> str:
    for name in PIECE.findall(text):
        if name not in pieces:
            raise GenreError(f"there is no piece <{name}>; {suggestion(name, pieces)}")
    pattern = PIECE.sub(lambda found: pieces[found[1]], text)
    try:
        re.compile(pattern)
    except re.error as problem:
        raise GenreError(f"this is no regular expression: {problem}") from None
    return pattern


@dataclass(frozen=True, slots=True)
class _Words:
    """Reads patterns made of these pieces, about these verbs."""

    pieces: Mapping[str, str]
    verbs: Sequence[str]

    def act(self, name: str, part: Part) -> Act:
        part.known(("borne_out", "befalls", "told", "said", "anyhow"))
        return Act(
            name,
            frozenset(self.named(part, "borne_out")),
            told=self.pattern(part, "told"),
            said=self.pattern(part, "said"),
            anyhow=self.pattern(part, "anyhow"),
            befalls=part.flag("befalls"),
        )

    def swap(self, part: Part) -> tuple[frozenset[str], str]:
        return frozenset(self.named(part.known(("of", "told")), "of")), self.pattern(part, "told")

    def reversal(self, part: Part) -> Iterator[tuple[str, Reversal]]:
        part.known(("of", "flatly", "perhaps", "anyhow", "said", "shown"))
        found = Reversal(
            flatly=self.pattern(part, "flatly"),
            perhaps=self.pattern(part, "perhaps"),
            anyhow=self.patterns(part, "anyhow"),
            said=self.pattern(part, "said"),
            shown=self.pattern(part, "shown"),
        )
        yield from ((verb, found) for verb in self.named(part, "of"))

    def asked(self, part: Part) -> AskedAfter:
        part.known(("so", "not", "undone_by", "swapped", "alike"))
        return AskedAfter(
            so=part.text("so", ""),
            otherwise=part.text("not", ""),
            undone_by=frozenset(self.named(part, "undone_by")),
            swapped=part.flag("swapped"),
            alike=self.named(part, "alike"),
        )

    def never_asked(self, part: Part) -> tuple[str, str]:
        """Whose act it is of which this is not asked, any if nobody says, and the question."""
        by = self.verb(part, part.text("by")) if "by" in part.names() else ""
        return by, part.text("asks")

    def patterns(self, part: Part, key: str) -> tuple[str, ...]:
        return tuple(row.made(partial(_put_together, pieces=self.pieces)) for row in part.rows(key))

    def pattern(self, part: Part, key: str) -> str:
        """Any of the patterns under a key; what is never said, where there are none."""
        found = self.patterns(part, key)
        return f"(?:{'|'.join(found)})" if found else NEVER_SAID

    def named(self, part: Part, key: str) -> tuple[str, ...]:
        return tuple(self.verb(row, row.as_text()) for row in part.rows(key))

    def verb(self, part: Part, name: str) -> str:
        if name not in self.verbs:
            part.fail(f"there is no verb '{name}'; {suggestion(name, self.verbs)}")
        return name
