"""What every Record promises, and every Library; whatever they are kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from novel_engine.errors import RecordError, StorageError, StoryTaken, UsageError
from novel_engine.ports.library import Library, StoryId
from novel_engine.ports.record import Fallback, Givens, Input, KeptTelling, Record, TurnRecord
from novel_engine.ports.replies import Asked, Cost
from novel_engine.story.asking.consultation import Rejection, Reply
from novel_engine.story.fabula.events import (
    Effect,
    Event,
    Felt,
    GoalTaken,
    ItemMoved,
    Learned,
    Moved,
    Related,
    ThreadMoved,
)
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from tests.support import cellar
from tests.support.contracts.outlays import outlay
from tests.support.questions import kept

GIVENS = Givens(cellar.INPUTS, cellar.META, cellar.setting())
TELLING = Telling("story", "The Letter", cellar.ADA, "known", "ash", 40, ())
ONE = RenderedChapter(
    1,
    "The Kitchen",
    cellar.ADA,
    (
        Paragraph("The kitchen was dim.", (100,), fragment="light.dusk"),
        Paragraph("“Was it you?”", (200,), speaker=cellar.ADA),
        Paragraph("Nobody <answered> & nobody moved.", ()),
    ),
    ("no words left for: wait",),
)
TWO = RenderedChapter(
    2, "The Cellar", cellar.BO, (Paragraph("It had begun with a lie.", (300, 200, 300)),)
)
SHA = {"story.md": "a" * 64, "story.html": "b" * 64}
FIRST = Rejection("deciding", 3, "ada", 0, "illegal-choice", "there is no such number on the menu")
SECOND = Rejection("deciding", 3, "ada", 1, "not-json", "the answer is not JSON")


def tell(record: Record, events: Iterable[Event]) -> None:
    """Record these events, turn by turn."""
    for turn in cellar.in_turns(events):
        record.append(turn)


def at_turn_2(*effects: Effect) -> TurnRecord:
    """A second turn with these effects."""
    return TurnRecord(2, 1, (cellar.acted(2, 0, (), effects),), ())


class RecordContract:
    """Subclasses give a fixture `library`, which has room for a story `story`, given as the
    other.
    """

    @pytest.fixture
    def record(self, library: Library, story: StoryId) -> Record:
        return library.create(story, GIVENS)

    # ── what was given ────────────────────────────────────────────────────────────────────────────

    def test_every_byte_of_the_inputs_is_kept(self, library: Library, story: StoryId) -> None:
        inputs = (
            Input("cast", "a.yaml", bytes(range(256))),
            Input("story", "b.yaml", b""),
            *cellar.INPUTS,
        )
        with library.create(story, replace(GIVENS, inputs=inputs)) as record:
            assert record.inputs() == inputs

    def test_the_key_values_are_kept_and_the_state_is_known(self, record: Record) -> None:
        with record:
            assert record.meta() == cellar.META | {"state": "running", "ending": ""}
            record.mark("config", "{}")
            assert record.meta()["config"] == "{}"
            tell(record, cellar.the_letter())
            assert (record.meta()["state"], record.meta()["ending"]) == ("ended", "known")
            assert list(record.meta()) == sorted(record.meta())

    def test_a_state_that_is_none_is_refused(self, record: Record) -> None:
        with record, pytest.raises(RecordError):
            record.mark("state", "asleep")

    # ── the log ───────────────────────────────────────────────────────────────────────────────────

    def test_a_story_closed_and_opened_between_turns_is_the_same_story(
        self, library: Library, story: StoryId, record: Record
    ) -> None:
        record.close()
        for number, turn in enumerate(cellar.in_turns(cellar.the_letter())):
            with library.open(story) as again:
                assert again.last_turn() == (number - 1 if number else None)
                again.append(turn)
        with library.look(story) as again:
            assert list(again.events()) == cellar.the_letter()
            assert again.last_turn() == 7

    @pytest.mark.parametrize(
        "effect",
        [
            Related(cellar.ADA, cellar.ADA, "trust", 0, 1),
            Related(cellar.ADA, cellar.BO, "trust", 0, 4),
            Related(cellar.ADA, cellar.BO, "hunger", 0, 1),
            Related(cellar.ADA, "nobody", "trust", 0, 1),
            Learned(cellar.ADA, "burnt", 1, 101, "told", cellar.BO),
            Learned(cellar.ADA, "burnt", 2, 50, "told", cellar.BO),
            Learned(cellar.ADA, "burnt", 1, 50, "told", "nobody"),
            Learned("nobody", "burnt", 1, 50, "told", cellar.BO),
            Felt(cellar.ADA, "hunger", cellar.BO, 0, 1),
            Felt(cellar.ADA, "anger", cellar.BO, 0, 6),
            Felt("nobody", "anger", cellar.BO, 0, 1),
            GoalTaken(cellar.ADA, "learn", "letter", "", 6),
            GoalTaken("nobody", "learn", "letter", "", 1),
            Moved(cellar.ADA, cellar.KITCHEN, "nowhere"),
            ItemMoved("letter", "nobody", "", 0),
            ItemMoved("letter", "", "nowhere", 0),
            ItemMoved("letter", cellar.ADA, "", 2),
            ThreadMoved("who", "knotted"),
        ],
        ids=str,
    )
    def test_what_breaks_a_promise_of_the_domain_is_refused_whole(
        self, record: Record, effect: Effect
    ) -> None:
        """And what is told rightly afterwards is taken."""
        with record:
            tell(record, cellar.the_letter()[:2])
            sound = Learned(cellar.ADA, "burnt", 1, 50, "told", cellar.BO)
            with pytest.raises(RecordError, match="nothing was written"):
                record.append(at_turn_2(sound, effect))
            assert record.last_turn() == 1
            assert list(record.events()) == cellar.the_letter()[:2]
            record.append(at_turn_2(sound))
            assert record.last_turn() == 2

    def test_a_fact_the_story_does_not_have_is_pointed_out(self, record: Record) -> None:
        stranger = Learned(cellar.ADA, "who is this", 1, 50, "told", cellar.BO)
        with record:
            tell(record, cellar.the_letter()[:2])
            with pytest.raises(RecordError, match="beliefs names one of facts"):
                record.append(at_turn_2(stranger))

    def test_an_event_is_of_somebody_who_is_there_and_somewhere(self, record: Record) -> None:
        act = cellar.acted(2, 0, (), ())
        with record:
            tell(record, cellar.the_letter()[:2])
            for strange in (replace(act, actor="nobody"), replace(act, place="nowhere")):
                with pytest.raises(RecordError, match="events names one of"):
                    record.append(TurnRecord(2, 1, (strange,), ()))
            assert record.last_turn() == 1

    def test_a_scene_is_opened_once_and_an_event_is_noticed_once_by_each(
        self, record: Record
    ) -> None:
        with record:
            tell(record, cellar.the_letter()[:2])
            again = TurnRecord(2, 1, (cellar.scene_opened(2, 1),), ())
            with pytest.raises(RecordError):
                record.append(again)
            turn = list(cellar.in_turns(cellar.the_letter()))[2]
            with pytest.raises(RecordError):
                record.append(replace(turn, percepts=turn.percepts * 2))
            record.append(turn)

    def test_a_turn_that_no_file_can_hold_is_refused(self, record: Record) -> None:
        with record:
            tell(record, cellar.the_letter()[:2])
            event = replace(cellar.acted(2, 0, (), ()), line="\ud800")
            with pytest.raises(RecordError):
                record.append(TurnRecord(2, 1, (event,), ()))
            assert record.last_turn() == 1

    # ── what is remembered ────────────────────────────────────────────────────────────────────────

    def test_what_somebody_perceived_is_found_by_its_words_and_by_no_other(
        self, record: Record
    ) -> None:
        with record:
            tell(record, cellar.the_letter())
            assert record.remembered(cellar.BO, ("asks",), 8) == (200,)
            assert record.remembered(cellar.ADA, ("burnt", "asking"), 4) == (200,)
            assert record.remembered(cellar.ADA, ("asked",), 2) == ()
            assert record.remembered(cellar.ADA, (), 8) == ()
            assert record.remembered("nobody", ("ask",), 8) == ()

    def test_what_comes_later_is_found_too(self, record: Record) -> None:
        turns = list(cellar.in_turns(cellar.the_letter()))
        with record:
            for turn in turns[:3]:
                record.append(turn)
            assert record.remembered(cellar.ADA, ("lost",), 9) == ()
            record.append(turns[3])
            assert record.remembered(cellar.ADA, ("lost",), 9) == (300,)

    def test_what_follows_the_events_is_the_same_when_it_is_made_again(
        self, record: Record, library: Library, story: StoryId
    ) -> None:
        turns = list(cellar.in_turns(cellar.the_letter()))
        with record:
            for turn in turns[:-1]:
                record.append(turn)
            before = record.meta()
            record.rebuild(Fabula(cellar.setting(), tuple(record.events())))
            assert record.meta() == before
            assert record.remembered(cellar.ADA, ("lost",), 9) == (300,)
            record.append(turns[-1])
            assert record.meta()["state"] == "ended"
            record.rebuild(Fabula(cellar.setting(), tuple(record.events())))
        with library.open(story) as again:
            assert list(again.events()) == cellar.the_letter()
            assert again.meta()["state"] == "ended"
            assert again.remembered(cellar.ADA, ("lost",), 9) == (300,)

    # ── what models did, and did not do ───────────────────────────────────────────────────────────

    def test_a_fall_back_met_again_after_a_crash_counts_once(self, record: Record) -> None:
        one = Fallback("deciding", 3, "ada", "no answer")
        two = Fallback("framing", 4, "", "not JSON")
        otherwise = replace(one, reason="not JSON")
        with record:
            for fallback in (one, two, otherwise):
                record.fallback(fallback)
            assert record.fallbacks() == (otherwise, two)

    def test_a_rejection_met_again_after_a_crash_counts_once(
        self, library: Library, story: StoryId, record: Record
    ) -> None:
        with record:
            for rejection in (FIRST, SECOND):
                record.rejected(rejection)
        with library.open(story) as again:
            for rejection in (FIRST, SECOND):
                again.rejected(rejection)
            assert again.rejections() == (FIRST, SECOND)

    def test_the_same_fault_twice_in_one_answer_counts_twice(self, record: Record) -> None:
        with record:
            record.rejected(FIRST)
            record.rejected(FIRST)
            assert record.rejections() == (FIRST, FIRST)

    def test_a_reply_is_seen_by_the_record_and_by_whoever_opens_it_next(
        self, library: Library, story: StoryId, record: Record
    ) -> None:
        with record, record.replies() as replies:
            replies.keep(kept("ada", 3, reply=Reply("yes", 10, 2), cost=0.25))
            replies.keep(kept("ada", 3, occurrence=1, reply=Reply("no", 10, 2), cost=None))
            assert record.asked() == (Asked("deciding", 3, "ada", "m", 2),)
        with library.look(story) as again:
            assert again.costs() == (Cost("deciding", "m", "ada", 2, 20, 4, 0.25, 1),)

    def test_all_replies_come_back_in_order_without_what_is_never_sent(
        self, record: Record
    ) -> None:
        several = [kept(user, turn) for user, turn in (("zoe", 1), ("ada", 2), ("mia", 2))]
        with record, record.replies() as replies:
            for one in several:
                replies.keep(one)
            assert replies.all() == tuple(
                replace(one, prompt=replace(one.prompt, most_tokens=0, understudy=""))
                for one in several
            )

    def test_what_a_lost_answer_may_have_cost_is_in_the_sums(
        self, library: Library, story: StoryId, record: Record
    ) -> None:
        """An outlay that was lost is settled by nobody who comes later."""
        with record, record.replies() as replies:
            replies.begin(outlay("ada", 0.5))
            replies.begin(outlay("bo", None, about="bo"))
        with library.open(story) as again, again.replies() as replies:
            assert again.costs() == (
                Cost("deciding", "m", "bo", 0, 0, 0, None, 1, 1, None),
                Cost("deciding", "m", "ada", 0, 0, 0, 0.5, 0, 1, 0.5),
            )
            replies.keep(kept("ada", cost=0.125))
            assert again.costs()[1] == Cost("deciding", "m", "ada", 1, 10, 2, 0.625, 0, 1, 0.5)

    def test_a_reply_that_cannot_be_is_refused(self, record: Record) -> None:
        with record, record.replies() as replies:
            with pytest.raises(RecordError, match="nothing was written"):
                replies.keep(kept("ada", reply=Reply("", -1)))
            with pytest.raises(RecordError, match="surrogate"):
                replies.keep(kept("\ud800"))
            assert replies.all() == ()

    # ── tellings ──────────────────────────────────────────────────────────────────────────────────

    def test_a_telling_is_read_back_as_it_was_kept(
        self, library: Library, story: StoryId, record: Record
    ) -> None:
        with record:
            tell(record, cellar.the_letter())
            assert (record.tellings(), record.chapters("story")) == ((), ())
            record.keep(TELLING, (ONE, TWO), SHA)
        with library.look(story) as again:
            assert again.tellings() == ("story",)
            assert again.chapters("story") == (ONE, TWO)
            assert again.files() == SHA

    def test_a_telling_gives_way_to_another_of_its_name_and_to_no_other(
        self, record: Record
    ) -> None:
        with record:
            tell(record, cellar.the_letter())
            record.keep(TELLING, (ONE, TWO), SHA)
            record.keep(replace(TELLING, name="short", focalizer=cellar.BO, words=10), (TWO,))
            assert record.files() == SHA
            record.keep(TELLING, (ONE,), {"story.md": "c" * 64})
            assert record.chapters("story") == (ONE,)
            assert record.chapters("short") == (TWO,)
            assert record.files() == {"story.md": "c" * 64}

    def test_a_telling_of_what_never_happened_is_refused_whole(self, record: Record) -> None:
        invented = RenderedChapter(2, "The Sea", cellar.BO, (Paragraph("A ship sank.", (999,)),))
        with record:
            tell(record, cellar.the_letter())
            record.keep(TELLING, (ONE, TWO), SHA)
            with pytest.raises(RecordError, match="paragraph_events names one of events"):
                record.keep(TELLING, (ONE, invented), {})
            assert record.chapters("story") == (ONE, TWO)
            assert record.files() == SHA

    def test_nobody_who_is_not_there_tells(self, record: Record) -> None:
        with record:
            tell(record, cellar.the_letter())
            with pytest.raises(RecordError, match="names one of characters"):
                record.keep(replace(TELLING, focalizer="nobody"), (ONE,))
            with pytest.raises(RecordError, match="names one of characters"):
                record.keep(TELLING, (replace(ONE, focalizer="nobody"),))

    def test_of_every_telling_there_is_said_through_whom_it_is_and_how_long(
        self, record: Record
    ) -> None:
        with record:
            tell(record, cellar.the_letter())
            record.keep(TELLING, (ONE, TWO))
            record.keep(replace(TELLING, name="a", focalizer=cellar.BO, words=10), (TWO,))
            assert record.kept() == (
                KeptTelling("a", cellar.BO, 10, 6, 1, 1),
                KeptTelling("story", cellar.ADA, 40, 18, 2, 4),
            )

    def test_files_are_noted_for_this_story_and_for_the_one_before(self, record: Record) -> None:
        with record:
            record.note_files("this", SHA)
            record.note_files("before", {"run.yaml": "0" * 64})
            assert record.files() == SHA
            assert list(record.files()) == sorted(SHA)
            assert record.files("before") == {"run.yaml": "0" * 64}
            record.note_files("before", {})
            assert record.files("before") == {}


class LibraryContract:
    """Subclasses give a fixture `library`, with room for the stories `here` and `there`."""

    @pytest.fixture
    def here(self) -> StoryId:
        raise NotImplementedError

    @pytest.fixture
    def there(self) -> StoryId:
        raise NotImplementedError

    def test_a_library_has_what_was_made_in_it(
        self, library: Library, here: StoryId, there: StoryId
    ) -> None:
        assert not library.has(here)
        library.create(here, GIVENS).close()
        assert library.has(here)
        assert not library.has(there)

    def test_a_record_never_takes_the_place_of_another_by_being_made(
        self, library: Library, here: StoryId
    ) -> None:
        with library.create(here, GIVENS) as record:
            tell(record, cellar.the_letter())
        with pytest.raises(UsageError, match="--force"):
            library.create(here, GIVENS)
        with library.look(here) as record:
            assert list(record.events()) == cellar.the_letter()

    def test_a_record_that_cannot_be_begun_is_not_there(
        self, library: Library, here: StoryId
    ) -> None:
        twice = (Input("story", "story.yaml", b"a"), Input("story", "story.yaml", b"b"))
        with pytest.raises(RecordError):
            library.create(here, replace(GIVENS, inputs=twice))
        with pytest.raises(RecordError, match="surrogate"):
            library.create(here, replace(GIVENS, meta={"title": "\ud800"}))
        assert not library.has(here)

    def test_what_is_not_there_is_not_opened(self, library: Library, here: StoryId) -> None:
        for opening in (library.open, library.look):
            with pytest.raises(UsageError, match="no story here"):
                opening(here)

    def test_a_record_that_is_looked_at_cannot_be_written(
        self, library: Library, here: StoryId
    ) -> None:
        library.create(here, GIVENS).close()
        turn = next(cellar.in_turns(cellar.the_letter()))
        writes: tuple[Callable[[Record], None], ...] = (
            lambda record: record.append(turn),
            lambda record: record.mark("a", "b"),
            lambda record: record.fallback(Fallback("deciding", 1, "ada", "why")),
            lambda record: record.rejected(FIRST),
            lambda record: record.note_files("this", SHA),
            lambda record: record.keep(TELLING, ()),
        )
        with library.look(here) as record:
            for write in writes:
                with pytest.raises(StorageError):
                    write(record)
            assert list(record.events()) == []

    def test_a_story_is_held_by_one_at_a_time(
        self, library: Library, here: StoryId, there: StoryId
    ) -> None:
        with library.hold(here), library.hold(there), pytest.raises(StoryTaken):
            library.hold(here).__enter__()
        with library.hold(here):
            pass

    def test_a_record_takes_the_place_of_another_when_it_is_told_to(
        self, library: Library, here: StoryId, there: StoryId
    ) -> None:
        library.create(here, GIVENS).close()
        with library.create(there, GIVENS) as record:
            tell(record, cellar.the_letter())
        library.replace(here, by=there)
        with library.open(here) as record:
            assert list(record.events()) == cellar.the_letter()
        assert not library.has(there)

    def test_a_record_may_be_moved_where_there_is_none(
        self, library: Library, here: StoryId, there: StoryId
    ) -> None:
        library.create(there, GIVENS).close()
        library.replace(here, by=there)
        assert library.has(here)

    def test_what_was_removed_is_gone_and_nobody_writes_to_it(
        self, library: Library, here: StoryId
    ) -> None:
        library.remove(here)
        with library.create(here, GIVENS) as record:
            library.remove(here)
            assert not library.has(here)
            with pytest.raises(StorageError):
                record.check_there()
            with pytest.raises(StorageError):
                tell(record, cellar.the_letter()[:1])
        library.create(here, GIVENS).close()

    def test_a_record_says_where_it_is(self, library: Library, here: StoryId) -> None:
        with library.create(here, GIVENS) as record:
            assert here in record.where
