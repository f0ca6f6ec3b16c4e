"""The fakes keep the promises of their ports."""

from __future__ import annotations

import pytest

from tests.support.contracts.event_log import EventLogContract
from tests.support.contracts.outlays import OutlaysContract
from tests.support.contracts.reply_archive import ReplyArchiveContract
from tests.support.fakes import MemoryArchive, MemoryLog


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
