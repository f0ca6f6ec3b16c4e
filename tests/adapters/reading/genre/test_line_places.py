"""A line that was told is found again by its name: in which file, and where in it."""

from __future__ import annotations

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.genre.line_places import places_of

LINES = InputFile(
    "core/lines/asking.yaml",
    "core/lines/asking.yaml",
    b"# asking\n- {for: ask}\n\n- {for: press}\n",
)
VERBS = InputFile("core/verbs.yaml", "core/verbs.yaml", b"wait: {}\nask: {}\n")
STORY = InputFile(
    "stories/x.yaml", "stories/x.yaml", b"world:\n  motifs:\n    - what: x\n      plain: y.\n"
)


def test_each_line_of_a_paragraph_has_its_file_and_line() -> None:
    told = "asking.2+ask.said+motif.1.plain+asking.1+other.7"

    assert dict(places_of(told, [LINES, VERBS], STORY)) == {
        "asking.2": "core/lines/asking.yaml:4",
        "ask.said": "core/verbs.yaml:2",
        "motif.1.plain": "stories/x.yaml:4",
        "asking.1": "core/lines/asking.yaml:2",
        "other.7": "",
    }
    assert list(places_of("", [LINES], None)) == []
