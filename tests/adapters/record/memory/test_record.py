"""A record in memory keeps the promises of every record."""

from __future__ import annotations

import pytest

from novel_engine.adapters.record.memory.library import MemoryLibrary
from novel_engine.adapters.record.memory.record import MemoryRecord
from novel_engine.ports.library import StoryId
from tests.support.contracts.event_log import EventLogContract
from tests.support.contracts.record import GIVENS, RecordContract


class TestRecordInMemory(RecordContract):
    @pytest.fixture
    def library(self) -> MemoryLibrary:
        return MemoryLibrary()

    @pytest.fixture
    def story(self) -> StoryId:
        return StoryId("the-letter-7")


class TestRecordInMemoryAsALog(EventLogContract):
    @pytest.fixture
    def log(self) -> MemoryRecord:
        return MemoryLibrary().create(StoryId("the-letter-7"), GIVENS)
