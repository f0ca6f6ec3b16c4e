"""One question at one seam, over one way to a model: the real seam, archive, purse, patience and
provider, with a server that sends what the case has.
"""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from novel_engine.adapters.models.archive.archive import Archived
from novel_engine.adapters.models.archive.archive_keys import CallTerms, canonical_parameters
from novel_engine.adapters.models.archive.budget import Meter, Metered, outlay_for
from novel_engine.adapters.models.archive.offline_model import Understudy
from novel_engine.adapters.models.providers.connecting import connected, parameters
from novel_engine.adapters.models.providers.retrying import Pace
from novel_engine.adapters.models.seams.deciding import ModelDecisionMaker, NoRecall
from novel_engine.adapters.models.seams.framing import ModelFramer
from novel_engine.adapters.models.seams.narrating import Chronicle, ModelNarrator
from novel_engine.adapters.reading.model_names import model_name
from novel_engine.adapters.record.memory.replies import MemoryReplies
from novel_engine.errors import BudgetReached, ModelUnavailable
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.story.deciding.views import view_of
from novel_engine.story.directing.framing import FrameChoice
from novel_engine.story.fabula.events import SceneClosed
from novel_engine.story.givens.config import Price, SeamModels
from novel_engine.story.givens.verbs import Choice
from tests.support import worlds
from tests.support.bundled_stories import materials
from tests.support.narrations import Given, Notebook, story
from tests.support.servers.serving import Question
from tests.support.worlds import ADA, BO, CY, HALL, STUDY, learned
from tests.tools.reply_run.cases import KEPT_FOR, Case
from tests.tools.reply_run.forms import good_reply
from tests.tools.reply_run.judging import (
    ANSWERED,
    ASKED,
    Came,
    judge_bounds,
    judge_secrets,
    judge_spending,
    judge_waits,
    judge_words,
    measured,
)
from tests.tools.reply_run.wire import Played, RawServer

MODELS = {
    "openai": ("openai:a-model", "/v1"),
    "gemini": ("gemini:gemini-2.5-flash", ""),
    "gemini v1": ("gemini:gemini-2.5-flash", "/v1"),
    "older google": ("google-generativeai:gemini-2.5-flash", ""),
}
"""Each way's model, and what its address ends in."""
ATTEMPTS = 2
ATTEMPTS_PAID = 3.5
"""Attempts: that a question's budget pays for, where it has one."""
SEED = "7"


def environment(case: Case, server: RawServer) -> dict[str, str]:
    """Where a model is reached, and with which key."""
    address = server.address + MODELS[case.way][1]
    names = ("OPENAI", "GEMINI")
    return {
        **{f"{name}_API_KEY": case.planted.key for name in names},
        **{f"{name}_BASE_URL": address for name in names},
    }


class Script:
    """What a server sends: the case's replies in order, and then what comes after them."""

    def __init__(self, case: Case, good: Callable[[Question], str]) -> None:
        self._left = list(reversed(case.replies))
        self._after = case.after or good_reply()
        self._good = good

    def __call__(self, question: Question) -> tuple[Played, str]:
        """The next reply, and what a good model would answer."""
        return self._left.pop() if self._left else self._after, self._good(question)


@dataclass
class Only:
    """A model that is asked one thing over the network, and answers all else itself."""

    inner: LanguageModel
    about: str
    good: str = ""
    replies: list[Reply] = field(default_factory=list)

    def ask(self, prompt: Prompt) -> Reply:
        """The reply."""
        if self.about and prompt.about != self.about:
            return Understudy().ask(prompt)
        self.good = prompt.understudy
        reply = self.inner.ask(prompt)
        self.replies.append(reply)
        return reply


def _decide(model: LanguageModel, notebook: Notebook) -> None:
    found = worlds.house(learned(ADA, "harm"))
    view = view_of(found.setting, found.minds[ADA], 5)
    menu = tuple(
        Choice(worlds.action(name, ADA, **roles), 100, ())
        for name, roles in (
            ("tell", {"B": BO, "F": "harm"}),
            ("ask", {"B": BO, "F": "harm", "manner": "1"}),
            ("wait", {}),
        )
    )
    ModelDecisionMaker(model, notebook, NoRecall(), improvise=False).decide(view, menu, 5)


def _frame(model: LanguageModel, notebook: Notebook) -> None:
    alone = worlds.frame(
        "alone", want=CY, against="", cast=(CY,), place=STUDY, purpose="confession", fact="deed"
    )
    found = worlds.world(made=worlds.setting(frames=(worlds.frame(), alone)))
    house = worlds.after(found, SceneClosed(2, 0, (100,), 1, 1, 1, ()))
    offered = (FrameChoice("talk", HALL, (ADA, BO), 9), FrameChoice("alone", STUDY, (CY,), 5))
    ModelFramer(model, notebook).frame(house, offered)


def _narrate(model: LanguageModel, notebook: Notebook) -> None:
    told = story(3)
    record = Chronicle(told.fabula, materials(told.name.split()[0]).genre)
    telling = replace(told.telling, chapters=told.telling.chapters[:1])
    ModelNarrator(Given(told.chapters[:1]), model, notebook, record).narrate(telling)


SEAMS: dict[str, tuple[Callable[[LanguageModel, Notebook], None], str]] = {
    "deciding": (_decide, ""),
    "framing": (_frame, ""),
    "narrating": (_narrate, "chapter 1"),
    "quiz": (_narrate, "chapter 1 quiz"),
}
"""Each question, and what it is about where others are asked beside it."""


@cache
def _budget(seam: str) -> float:
    """What some attempts at a question may cost."""
    kept: list[Prompt] = []

    class Keeping:
        def ask(self, prompt: Prompt) -> Reply:
            kept.append(prompt)
            return Reply(prompt.understudy)

    put, about = SEAMS[seam]
    put(Only(Keeping(), about), Notebook())
    terms = CallTerms("m", "{}", Price("m", ASKED, ANSWERED))
    return (outlay_for(kept[0], terms).most_usd or 0.0) * ATTEMPTS_PAID


@dataclass
class _Line:
    """One question's way to its model: all that a story has between a seam and the network."""

    archive: MemoryReplies
    model: LanguageModel
    waits: list[float]


def _line(case: Case, server: RawServer, budget: float | None) -> _Line:
    name = model_name(MODELS[case.way][0])
    settings = SeamModels(timeout=case.timeout)
    waits: list[float] = []
    pace = Pace(attempts=ATTEMPTS, failures=1000, sleep=waits.append)
    patient = connected(name, settings, environment(case, server), SEED, pace)
    archive = MemoryReplies()
    terms = CallTerms(
        str(name), canonical_parameters(parameters(settings, SEED)), Price("m", ASKED, ANSWERED)
    )
    meter = Meter(budget, archive)
    paid = patient.paying(lambda inner: Metered(inner, terms, meter))
    return _Line(archive, Archived(paid, terms, archive), waits)


def asked(case: Case, server: RawServer) -> Came:
    """Ask one question, and judge what comes of it."""
    came = Came(case.number, str(case), case.kind)
    budget = _budget(case.seam) if case.has_budget else None
    line, notebook = _line(case, server, budget), Notebook()
    put, about = SEAMS[case.seam]
    only = Only(line.model, about)
    server.begin(Script(case, lambda question: only.good), case.timeout + KEPT_FOR)
    out, said = io.StringIO(), ""
    with measured(came, server), redirect_stdout(out), redirect_stderr(out):
        try:
            put(only, notebook)
            came.ending = _ending(notebook, server)
        except (ModelUnavailable, BudgetReached) as problem:
            came.ending = f"exit {problem.exit_code}"
            said = str(problem)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is what is looked for
            came.ending = "a bug"
            came.wrong("bug", f"{type(problem).__name__}: {problem}, in {_place(problem)}")
    judge_bounds(came, case, server)
    judge_waits(came, line.waits)
    if budget is not None:
        judge_spending(came, server.served, budget)
    judge_words(came, "the message", said, case.planted.key)
    judge_words(came, "the terminal", _ours(out.getvalue()), case.planted.key)
    _judge_kept(came, case, line, notebook)
    _judge_taken(came, case, server, notebook)
    return came


def _place(problem: Exception) -> str:
    """Where in the program it came to pass."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if "/novel_engine/" in frame.filename]
    return f"{Path(own[-1].filename).name}:{own[-1].name}" if own else frames[-1].name


def _ours(said: str) -> str:
    """What was printed, without the one line that says that an SDK is old."""
    return "\n".join(line for line in said.splitlines() if "no longer maintained" not in line)


def _ending(notebook: Notebook, server: RawServer) -> str:
    if notebook.fallbacks:
        return "fell back"
    if notebook.rejections:
        return "mended"
    return "asked again" if len(server.served) > 1 else "taken"


def _judge_kept(came: Came, case: Case, line: _Line, notebook: Notebook) -> None:
    """What is kept of it: rejected text is in the archive alone, and the key is nowhere."""
    reasons = " ".join(str(one) for one in (*notebook.rejections, *notebook.fallbacks))
    if case.planted.mark in reasons:
        came.wrong("rejected text", f"a reason: {reasons}")
    judge_secrets(came, "a reason", reasons, case.planted.key)
    for kept in () if case.planted.is_a_word else line.archive.kept.values():
        if case.planted.key in f"{kept.reply.text} {kept.reply.why} {kept.prompt.user}":
            came.wrong("key in the archive", kept.reply.text or kept.reply.why)
            return


def _judge_taken(came: Came, case: Case, server: RawServer, notebook: Notebook) -> None:
    """What is not as it should be was not taken for an answer."""
    if came.ending not in ("taken", "asked again", "mended") or not server.served:
        return
    last = server.served[-1].played
    if not last.is_good and not last.may_be_taken:
        came.wrong("taken", last.name)
