"""What every ReplyArchive promises."""

from __future__ import annotations

from dataclasses import replace

from novel_engine.ports.replies import ReplyArchive
from novel_engine.story.asking.consultation import Reply
from tests.support.questions import kept

ANSWER = Reply('{"choice": "1"}\n“ü” \x00', 812, 9, "length", "it ran on")


class ReplyArchiveContract:
    """Run over an empty archive, given as the fixture `archive`."""

    def test_what_was_kept_is_found_as_it_was(self, archive: ReplyArchive) -> None:
        one = kept("ada", turn=3, reply=ANSWER)
        assert archive.find(one.key) is None
        archive.keep(one)
        assert archive.find(one.key) == ANSWER

    def test_what_is_kept_first_stays(self, archive: ReplyArchive) -> None:
        one = kept("ada", turn=3, reply=ANSWER)
        archive.keep(one)
        archive.keep(replace(one, reply=Reply("another")))
        assert archive.find(one.key) == ANSWER

    def test_replies_to_a_question_are_counted_up_to_a_turn(self, archive: ReplyArchive) -> None:
        first, again, later = (
            kept("ada", 3),
            kept("ada", 3, occurrence=1),
            kept("ada", 5, occurrence=2),
        )
        for one in (first, again, later, kept("bo", 3)):
            archive.keep(one)
        assert len({one.question for one in (first, again, later)}) == 1
        assert [archive.times(first.question, before) for before in (3, 4, 5, 6)] == [0, 2, 2, 3]
        assert archive.times("0" * 64, 9) == 0
