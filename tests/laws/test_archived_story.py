"""A whole story through its archive: killed anywhere, gone on with, recorded and replayed, it is
the same story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from novel_engine.adapters.models.archive.archive import Archived
from novel_engine.adapters.models.archive.archive_keys import CallTerms
from novel_engine.adapters.models.archive.budget import Meter, Metered
from novel_engine.adapters.models.archive.cassettes import FILE, Cassette, Recorder
from novel_engine.adapters.models.archive.estimate import Rehearsal
from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.adapters.models.archive.replaying import Recording, Replaying
from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker, NoRecall
from novel_engine.adapters.models.seams.framing import ModelFramer
from novel_engine.adapters.record.replies import RecordedReplies
from novel_engine.adapters.record.story_record import StoryRecord
from novel_engine.app.assembly import Assembly, assemble
from novel_engine.engine.bus import EventBus
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.loop import simulate
from novel_engine.errors import BudgetReached
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.fabula.world import fold
from novel_engine.story.givens.config import Price
from tests.adapters.models.archive.test_archive import Killed
from tests.support.bundled_stories import STORIES, materials

TERMS = CallTerms("gemini:g", '{"seed":2}', Price("gemini:g", 1.0, 4.0))
META = {"story": "s", "title": "t", "seed": "2", "version": "0"}


class Provider:
    """Answers as the offline implementation would, counts what it was asked, and can die before or
    after answering.
    """

    def __init__(self, dies_at: tuple[int, ...] = ()) -> None:
        self.asked: Counter[tuple[str, str, int]] = Counter()
        self.takes: Counter[str] = Counter()
        self._dies_at = dies_at

    def ask(self, prompt: Prompt) -> Reply:
        """The understudy's answer."""
        self.asked[prompt.system, prompt.user, prompt.turn] += 1
        if self.asked.total() in self._dies_at:
            raise Killed
        reply = Understudy().ask(prompt)
        self.takes["in"] += reply.tokens_in
        self.takes["out"] += reply.tokens_out
        return reply


@pytest.fixture(scope="module")
def made() -> Assembly:
    """A bundled story before its first turn."""
    return assemble(materials(STORIES[0]), "2")


@pytest.fixture
def path(tmp_path: Path, made: Assembly) -> Path:
    """Its record, with no turn in it."""
    StoryRecord.create(tmp_path / "story.db", made.inputs, META, made.setting).close()
    return tmp_path / "story.db"


def go_on(
    made: Assembly, path: Path, model: Callable[[RecordedReplies], LanguageModel]
) -> list[object]:
    """Simulate from the last whole turn, and give all events."""
    with StoryRecord.open(path) as record, RecordedReplies(path) as archive:
        asked = model(archive)
        decider = ModelDecisionMaker(asked, record, NoRecall(), improvise=True)
        world = fold(made.setting, tuple(record.events()))
        simulate(DirectorAgent(world, decider, ModelFramer(asked, record)), record, EventBus())
        return list(record.events())


def told(made: Assembly, path: Path, provider: LanguageModel) -> list[object]:
    return go_on(made, path, lambda archive: Archived(provider, TERMS, archive))


def told_within(budget: float, made: Assembly, path: Path, provider: LanguageModel) -> list[object]:
    def paid(archive: RecordedReplies) -> LanguageModel:
        return Archived(Metered(provider, TERMS, Meter(budget, archive)), TERMS, archive)

    return go_on(made, path, paid)


def keys(path: Path) -> list[str]:
    with RecordedReplies(path) as archive:
        return [kept.key for kept in archive.all()]


def test_a_story_killed_at_any_call_asks_for_nothing_that_was_stored(
    made: Assembly, path: Path, tmp_path: Path
) -> None:
    straight = told(made, path, Provider())
    (tmp_path / "again").mkdir()
    StoryRecord.create(tmp_path / "again" / "story.db", made.inputs, META, made.setting).close()
    provider, again = Provider(dies_at=(1, 2, 7, 8, 20, 41)), list[object]()
    while not again:
        try:
            again = told(made, tmp_path / "again" / "story.db", provider)
        except Killed:
            continue

    assert again == straight
    assert keys(tmp_path / "again" / "story.db") == keys(path)
    assert provider.asked.total() == len(keys(path)) + 6


def test_a_recorded_story_is_told_again_without_its_model(
    made: Assembly, path: Path, tmp_path: Path
) -> None:
    with Recorder(tmp_path / "cassette") as recorder:
        straight = go_on(
            made, path, lambda archive: Archived(Provider(), TERMS, Recording(archive, recorder))
        )
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "story.db"
    StoryRecord.create(other, made.inputs, META, made.setting).close()
    cassette = Cassette.read(tmp_path / "cassette")
    again = go_on(made, other, lambda archive: Replaying(cassette, archive, TERMS.parameters))

    assert again == straight
    assert keys(other) == keys(path)
    with Recorder(tmp_path / "copy") as recorder, RecordedReplies(other) as archive:
        Recording(archive, recorder, archive.all())
    assert (tmp_path / "copy" / FILE).read_bytes() == (tmp_path / "cassette" / FILE).read_bytes()


def test_a_story_whose_money_runs_out_goes_on_with_more(made: Assembly, path: Path) -> None:
    """The budget is never passed, what is paid for is never asked for again, and it ends as if
    there had been enough.
    """
    provider, budget, events = Provider(), 0.0, list[object]()
    while not events:
        try:
            events = told_within(budget, made, path, provider)
        except BudgetReached:
            with RecordedReplies(path) as archive:
                assert archive.spending().usd <= budget
            budget += 0.02

    assert set(provider.asked.values()) == {1}
    with RecordedReplies(path) as archive:
        assert archive.spending().usd <= budget


def test_a_rehearsal_foresees_what_a_story_will_cost(
    made: Assembly, path: Path, tmp_path: Path
) -> None:
    provider, rehearsal = Provider(), Rehearsal(Understudy())
    told(made, path, provider)
    (tmp_path / "dry").mkdir()
    StoryRecord.create(tmp_path / "dry" / "story.db", made.inputs, META, made.setting).close()
    go_on(made, tmp_path / "dry" / "story.db", lambda _: rehearsal)

    found = rehearsal.estimates({"deciding": TERMS.price, "framing": TERMS.price})
    with RecordedReplies(path) as archive:
        spent = archive.spending().usd
    assert sum(one.calls for one in found) == provider.asked.total()
    assert sum(one.tokens_in for one in found) == pytest.approx(provider.takes["in"], rel=0.3)
    assert sum(one.cost_usd or 0.0 for one in found) == pytest.approx(spent, rel=0.3)
