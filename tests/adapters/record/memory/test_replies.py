"""Replies in memory keep the promises of every archive, and of every account of what is spent."""

from __future__ import annotations

import pytest

from novel_engine.adapters.record.memory.replies import MemoryReplies
from tests.support.contracts.outlays import OutlaysContract
from tests.support.contracts.reply_archive import ReplyArchiveContract


class TestRepliesInMemory(ReplyArchiveContract):
    @pytest.fixture
    def archive(self) -> MemoryReplies:
        return MemoryReplies()


class TestOutlaysInMemory(OutlaysContract):
    @pytest.fixture
    def accounts(self) -> MemoryReplies:
        return MemoryReplies()
