"""Recording and replaying: an archive that copies what it is given, and a model that is nothing but
a recording.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from novel_engine.adapters.models.archive.archive import kept_reply
from novel_engine.adapters.models.archive.archive_keys import (
    ArchiveSlot,
    CallTerms,
    Occurrences,
    question_of,
)
from novel_engine.adapters.models.archive.cassettes import Cassette, Recorder
from novel_engine.adapters.untrusted_text import printable, visible_line
from novel_engine.errors import ModelUnavailable
from novel_engine.ports.replies import KeptReply, ReplyArchive
from novel_engine.story.asking.consultation import Prompt, Reply


class Recording:
    """An archive that copies every reply into a cassette. Keeps the promises of ReplyArchive."""

    def __init__(
        self, archive: ReplyArchive, recorder: Recorder, earlier: Iterable[KeptReply] = ()
    ) -> None:
        """`earlier` are the replies that the archive holds already: a run that goes on copies those
        it had not yet.
        """
        self._archive = archive
        self._recorder = recorder
        self._one_at_a_time = Lock()
        for kept in earlier:
            recorder.add(kept)

    def find(self, key: str) -> Reply | None:
        """The reply under this key, if there is one."""
        return self._archive.find(key)

    def times(self, question: str, before: int) -> int:
        """How many replies to this very question were stored at turns before this one."""
        return self._archive.times(question, before)

    def keep(self, kept: KeptReply) -> None:
        """Store a reply, and then copy it. Raises UsageError when the cassette holds another reply
        to the question.
        """
        self._archive.keep(kept)
        with self._one_at_a_time:
            self._recorder.add(kept)


class Replaying:
    """A recording in a model's place. Keeps the promise of LanguageModel; asked from any thread.

    The story names a recording where it named a model, so the keys are made with the name and the
    parameters that each seam was recorded with; the cassette says which. What is found goes into
    the story's own archive under the same key, with the tokens it took then, and a cost of nothing:
    that it was paid for is another story's business.
    """

    def __init__(self, cassette: Cassette, archive: ReplyArchive, parameters: str = "{}") -> None:
        """`parameters` are what this story would ask a model with: of several recordings, the one
        made so goes first.
        """
        self._cassette = cassette
        self._archive = archive
        self._parameters = parameters
        self._occurrences = Occurrences(archive)
        self._one_at_a_time = Lock()

    def ask(self, prompt: Prompt) -> Reply:
        """The reply that was recorded. Raises ModelUnavailable when there is none."""
        with self._one_at_a_time:
            for terms in self._cassette.terms(prompt.seam, self._parameters):
                question = question_of(prompt, terms)
                slot = self._occurrences.slot(prompt, question)
                reply = self._archive.find(slot.key) or self._copied(prompt, slot, terms)
                if reply is not None:
                    self._occurrences.count(prompt, question)
                    return reply
        raise self._missing(prompt)

    def _copied(self, prompt: Prompt, slot: ArchiveSlot, terms: CallTerms) -> Reply | None:
        recorded = self._cassette.find(slot.key)
        if recorded is None:
            return None
        self._archive.keep(kept_reply(prompt, slot, terms, recorded.reply, 0.0))
        return recorded.reply

    def _missing(self, prompt: Prompt) -> ModelUnavailable:
        others = self._cassette.other_wordings(prompt.seam, prompt.about, prompt.turn)
        what = "only of another question" if others else "none"
        return ModelUnavailable(
            f"replay: {prompt.seam}, turn {prompt.turn}, {printable(prompt.about)}: of this there "
            f"is no recording in {visible_line(str(self._cassette.directory))} ({what}); replay "
            "the story that was recorded, with the same seed, cast and version, or record it again"
        )
