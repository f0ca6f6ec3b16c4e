"""The words by which a model's chapter is held to the record are read when they are wanted, and
checked by file and line.
"""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from novel_engine.adapters.files.bundled import core_file
from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.genre.phrase_files import (
    ACTS_FILE,
    PHRASE_FILES,
    QUESTIONS_FILE,
    REVERSALS_FILE,
    KeptPhrases,
)
from novel_engine.errors import GenreError
from tests.support.stories import bundled_genre

VERBS = tuple(bundled_genre().verbs)
FILES = tuple(core_file(name.removeprefix("core/")) for name in PHRASE_FILES)


def changed(name: str, old: str, new: str) -> tuple[InputFile, ...]:
    """The files, one text in one of them put in another's place."""
    (file,) = (file for file in FILES if file.name == name)
    assert old.encode() in file.data
    data = file.data.replace(old.encode(), new.encode(), 1)
    return tuple(replace(one, path=name, data=data if one is file else one.data) for one in FILES)


def test_the_words_of_every_act_are_put_together_of_their_pieces() -> None:
    book = KeptPhrases(FILES, VERBS)()

    forgive = next(act for act in book.acts if act.name == "forgive")
    assert forgive.told.startswith("(?:forgave (?:NAME|him|them|her(?=")
    assert book.reversals["press"] is book.reversals["ask"]
    assert "<" not in "".join(
        (*(act.told for act in book.acts), *(r.flatly for r in book.reversals.values()))
    ).replace("(?<", "")
    assert book.asked["confess"].undone_by == {"deny", "deflect"}


def test_they_are_read_once_and_go_with_a_genre_to_another_process() -> None:
    genre = pickle.loads(pickle.dumps(bundled_genre()))  # noqa: S301  # made here

    assert genre.phrases() == bundled_genre().phrases()
    assert genre.phrases() is genre.phrases()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            ACTS_FILE,
            "forgave <WHOM>",
            "forgave <WHO>",
            "there is no piece <WHO>; did you mean 'WHOM'?",
        ),
        (ACTS_FILE, "'owned up'", "'owned (up'", "this is no regular expression"),
        (ACTS_FILE, "borne_out: [strike]", "borne_out: [striking]", "there is no verb 'striking'"),
        (
            ACTS_FILE,
            "befalls: true",
            "befals: true",
            "unknown key 'befals'; did you mean 'befalls'?",
        ),
        (REVERSALS_FILE, "of: [ask,", "of: [asks,", "there is no verb 'asks'"),
        (QUESTIONS_FILE, "\n  press:", "\n  presses:", "there is no verb 'presses'"),
    ],
)
def test_what_is_amiss_in_them_is_said_with_its_line(
    name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(GenreError) as refusal:
        KeptPhrases(changed(name, old, new), VERBS)()

    assert str(refusal.value).startswith(f"{name}:")
    assert said in str(refusal.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(GenreError, match=r"there is no core/checks/reversals.yaml"):
        KeptPhrases((FILES[0], FILES[2]), VERBS)()
