"""The fakes keep the promises of their ports."""

from __future__ import annotations

import pytest

from tests.contracts.event_log import EventLogContract
from tests.contracts.outlays import OutlaysContract
from tests.contracts.reply_archive import ReplyArchiveContract
from tests.fakes import MemoryArchive, MemoryLog


class TestMemoryLog(EventLogContract):
    @pytest.fixture
    def log(self) -> MemoryLog:
        return MemoryLog()


class TestMemoryArchive(ReplyArchiveContract):
    @pytest.fixture
    def archive(self) -> MemoryArchive:
        return MemoryArchive()


class TestOutlaysInMemory(OutlaysContract):
    @pytest.fixture
    def accounts(self) -> MemoryArchive:
        return MemoryArchive()
