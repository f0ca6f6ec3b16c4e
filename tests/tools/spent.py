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
KEYS = ("spent by file", "spent by kind")
COLLECTING = "(collecting)"


def seconds() -> float:
    """What this process and its ended children have computed."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def kind_of(item: pytest.Item) -> str:
    """Whether this is a law, or slow, or one of the others, of which it is measured what they
    reach.
    """
    return next((name for name in ("law", "slow") if item.get_closest_marker(name)), "measured")


class Spent:
    """Adds up what each file costs, in one process, and on the controller what every worker tells
    of.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._by_file: Counter[str] = Counter()
        self._by_kind: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        """Collecting imports the tests, in every worker again."""
        begun = seconds()
        found = yield
        self._add(COLLECTING, "collecting", begun)
        return found

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """One test, with its fixtures."""
        begun = seconds()
        found = yield
        self._add(item.nodeid.partition("::")[0], kind_of(item), begun)
        return found

    def _add(self, name: str, kind: str, begun: float) -> None:
        milliseconds = round(1000 * (seconds() - begun))
        self._by_file[name] += milliseconds
        self._by_kind[kind] += milliseconds

    def pytest_sessionfinish(self) -> None:
        """A worker tells the controller."""
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            output.update(zip(KEYS, map(dict, (self._by_file, self._by_kind)), strict=True))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended."""
        output: dict[str, Any] = getattr(node, "workeroutput", {})
        for counter, key in zip((self._by_file, self._by_kind), KEYS, strict=True):
            counter.update(output.get(key, {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The dearest files, and all of them together."""
        whole = sum(self._by_file.values())
        terminalreporter.section(f"{whole / 1000:.0f} s of the processor's time; the dearest files")
        kinds = (f"{kind} {spent / 1000:.0f} s" for kind, spent in self._by_kind.most_common())
        terminalreporter.line(", ".join(kinds))
        for name, milliseconds in self._by_file.most_common(SHOWN):
            terminalreporter.line(
                f"{milliseconds / 1000:7.1f} s {milliseconds / max(whole, 1):5.0%}  {name}"
            )
