"""What the forms of a word have in common."""

from __future__ import annotations

import pytest

from novel_engine.story.english.stems import IRREGULAR_STEMS, content_alike, stem, stems


@pytest.mark.parametrize(("form", "lemma"), sorted(IRREGULAR_STEMS.items()))
def test_an_irregular_form_has_the_stem_of_its_lemma(form: str, lemma: str) -> None:
    assert stem(form) == stem(lemma)


def test_a_form_has_the_stem_of_the_others() -> None:
    assert {stem(word) for word in ("pour", "pours", "poured", "pouring")} == {"pour"}
    assert stem("stopped") == stem("stop")


def test_words_that_mean_about_the_same_are_one_in_every_form() -> None:
    assert content_alike(stems("she took it")) == content_alike(stems("she stole it"))
    assert content_alike(stems("it broke")) == content_alike(stems("it smashed"))
