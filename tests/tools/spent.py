"""Says where the time of a run went: the processor's seconds by file, those of child processes too.

The clock on the wall says little on a machine that others use; what a test costs is what it
computes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

SHOWN = 15
KEY = "spent"


def seconds() -> float:
    """What this process and its ended children have computed."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Spent:
    """Adds up what each file costs, in one process, and on the controller what every worker tells
    of.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._by_file: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        """Collecting imports the tests, in every worker again."""
        begun = seconds()
        found = yield
        self._by_file["(collecting)"] += round(1000 * (seconds() - begun))
        return found

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """One test, with its fixtures."""
        begun = seconds()
        found = yield
        self._by_file[item.nodeid.partition("::")[0]] += round(1000 * (seconds() - begun))
        return found

    def pytest_sessionfinish(self) -> None:
        """A worker tells the controller."""
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[KEY] = dict(self._by_file)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended."""
        self._by_file.update(getattr(node, "workeroutput", {}).get(KEY, {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The dearest files, and all of them together."""
        whole = sum(self._by_file.values())
        terminalreporter.section(f"{whole / 1000:.0f} s of the processor's time; the dearest files")
        for name, milliseconds in self._by_file.most_common(SHOWN):
            terminalreporter.line(
                f"{milliseconds / 1000:7.1f} s {milliseconds / max(whole, 1):5.0%}  {name}"
            )
