"""Names that nobody in a story knows."""

from __future__ import annotations

import pytest

from novel_engine.story.english.unknown_names import strangers

KNOWN = frozenset("ada bo vane marsh d'arcy hall lamp".split())


@pytest.mark.parametrize(
    "line",
    [
        "Bo, you were up. So was Ada.",
        "Ask Ada's cat; it is Ada Vane's in the end.",
        "Not before Christmas. Well… On Monday, if God wills.",
        "He said “Never again” and meant it – Probably.",
        "I'd ask D'Arcy, or the Marshes.",
        "Somebody told me. Nobody said so. That told me enough.",
        "IT WAS NOT ME.",
        "What the English call a draught, and Miss Vane a breeze.",
        "He came back with an éclair. Very nice.",
        "Quite. Precisely. Hardly.",
        "Half saw it and half didn't.",
        "Somebody thought it funny.",
        "Everyone knows about the vase.",
        "Snow knows no master.",
        "Rumour swears it was the cat.",
        "Nobody thinks of the cat.",
        "Things heard in the dark are half heard.",
        "Servants heard it, I dare say.",
        "Men saw it.",
        "Only one thinks so.",
        "Neither saw it.",
        "One believes what one likes.",
    ],
)
def test_who_is_known_is_no_stranger_and_no_more_is_the_world(line: str) -> None:
    assert strangers(line, KNOWN) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("I had it from Harald this morning.", "Harald"),
        ("Ask Harald's wife.", "Harald's"),
        ("Mr Stroud saw you.", "Stroud"),
        ("Harald told me so himself.", "Harald"),
        ("There was a letter from Anna-Lise.", "Anna-Lise"),
        ("Then we go down to Sternfurt.", "Sternfurt"),
        ("Harald saw the whole thing.", "Harald"),
        ("No. Magnus thinks it was the cat.", "Magnus"),
    ],
)
def test_a_stranger_is_noticed(line: str, name: str) -> None:
    assert strangers(line, KNOWN)[0] == name
