"""What every test stands on: one hypothesis profile, and an environment in which nothing is
configured.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from novel_engine.adapters.reading.shelf import SHELF
from tests.tools import bare
from tests.tools.spent import Spent

# The same examples everywhere, so that a red gate is red for everybody. To go looking for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=False)
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile("ci")

TESTS = Path(__file__).parent
OF_WHOLE_STORIES = {"laws", "adversary"}

# What a developer's shell, or a CI service, may have set and the program, Typer, Rich or Python would
# obey; of what is printed at once, nothing is seen that comes of its being kept back.
SPEAKS_TO_THE_PROGRAM = (
    "NOVEL_ENGINE_",
    "GEMINI_",
    "GOOGLE_",
    "OPENAI_",
    "NO_COLOR",
    "FORCE_COLOR",
    "PY_COLORS",
    "CLICOLOR",
    "GITHUB_ACTIONS",
    "_TYPER_",
    "COLUMNS",
    "PYTHONUNBUFFERED",
    "PYTHONIOENCODING",
)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Spent(config), "spent-by-file")
    config.pluginmanager.register(bare, "bare")
    config.pluginmanager.register(DearFirst(), "dear-first")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stands among the laws, or with the adversary, is about whole stories, and is run
    bare.
    """
    for item in items:
        if OF_WHOLE_STORIES & set(item.path.relative_to(TESTS).parts[:1]):
            item.add_marker(pytest.mark.law)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden",
        action="store_true",
        help="write the kept stories of tests/golden anew",
    )


class DearFirst:
    """What is dear is begun first, so that at the end no worker waits long for another."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Slow tests, then laws and what one worker has to run together, then the others as they
        come.
        """
        items.sort(key=self._rank)

    @staticmethod
    def _rank(item: pytest.Item) -> int:
        if item.get_closest_marker("slow"):
            return 0
        return 1 if any(map(item.get_closest_marker, ("law", "xdist_group"))) else 2


@pytest.fixture(autouse=True, scope="session")
def bare_environment(pytestconfig: pytest.Config) -> Iterator[None]:
    """Tests, and the programs they start, see no setting and no key of the machine's, and keep what
    they have read in pytest's own cache.
    """
    # A shell has Ctrl-C ignored by what it runs in the background, and so the program obeys.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    assert pytestconfig.cache is not None
    shelf = pytestconfig.cache.mkdir("readings")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(SPEAKS_TO_THE_PROGRAM)]:
            patch.delenv(name)
        patch.setenv(SHELF, str(shelf))
        # A test that is not about the choosing has one night simulated, whatever is usual.
        patch.setenv("NOVEL_ENGINE_NIGHTS", "1")
        yield
