"""Runs what is dear without measuring what it reaches: the tracer doubles the bill of a whole
story, and what a story reaches is measured by the tests of each module.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest

BARE = ("law", "slow")


@contextmanager
def unmeasured() -> Iterator[None]:
    """Coverage is not measured meanwhile, in this thread and in those that it starts."""
    here, elsewhere = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(elsewhere)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Laws and slow tests are run bare, with their fixtures."""
    if any(item.get_closest_marker(name) for name in BARE):
        with unmeasured():
            return (yield)
    return (yield)
