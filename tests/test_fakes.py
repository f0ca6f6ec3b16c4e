"""The fakes keep the promises of their ports."""

from __future__ import annotations

import pytest

from tests.contracts.event_log import EventLogContract
from tests.fakes import MemoryLog


class TestMemoryLog(EventLogContract):
    @pytest.fixture
    def log(self) -> MemoryLog:
        return MemoryLog()
