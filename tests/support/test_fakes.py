"""The fakes keep the promises of their ports."""

from __future__ import annotations

import pytest

from novel_engine.adapters.record.memory.replies import MemoryReplies
from tests.support.contracts.event_log import EventLogContract
from tests.support.contracts.outlays import OutlaysContract
from tests.support.contracts.reply_archive import ReplyArchiveContract
from tests.support.fakes import MemoryLog


class TestMemoryLog(EventLogContract):
    @pytest.fixture
    def log(self) -> MemoryLog:
        return MemoryLog()


class TestMemoryReplies(ReplyArchiveContract):
    @pytest.fixture
    def archive(self) -> MemoryReplies:
        return MemoryReplies()


class TestOutlaysInMemory(OutlaysContract):
    @pytest.fixture
    def accounts(self) -> MemoryReplies:
        return MemoryReplies()
