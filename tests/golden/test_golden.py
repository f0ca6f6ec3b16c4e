"""Three whole stories are kept as they are told, so that a change to the telling is seen, and read,
before it lands.

`pytest tests/golden --regenerate-golden` writes them anew; nothing else does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from novel_engine.adapters.formats.markdown import markdown
from tests.support.bundled_stories import as_run

HERE = Path(__file__).parent
KEPT = sorted(path.stem for path in HERE.glob("*-*.md"))
CURE = (
    "read what changed; if it is better, write the stories anew with: pytest tests/golden "
    "--regenerate-golden"
)


def test_three_stories_are_kept() -> None:
    assert len(KEPT) == 3


@pytest.mark.parametrize("name", KEPT)
def test_a_story_is_told_as_it_was(name: str, pytestconfig: pytest.Config) -> None:
    story, _, seed = name.rpartition("-")
    told = as_run(story, int(seed))
    text = markdown(told.telling, told.chapters, told.setting)
    path = HERE / f"{name}.md"
    if pytestconfig.getoption("--regenerate-golden"):
        path.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == text, CURE
