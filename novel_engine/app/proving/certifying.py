"""What is proven of a telling that is kept: worked out from the record and its paragraphs, each time anew."""

from __future__ import annotations

from novel_engine.adapters.files.story_folder import FIRST_TELLING
from novel_engine.app.looking import RecordedStory, world_of
from novel_engine.app.retelling import kept_chapters
from novel_engine.errors import USE_A_COPY, NotCertified, RecordError
from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.findings import Certificate
from novel_engine.story.english.text import so_many

MOST_AT_A_LOOK = 2_000
"""Paragraphs, and events: of a story that is certified whenever it is looked at; one of fifty thousand words
has half as many. A longer one is certified when that is asked for."""


def certificate_of(story: RecordedStory, telling: str) -> Certificate:
    """The certificate of a telling. Raises UsageError when there is none of this name, and RecordError
    for one that has lost its chapters.
    """
    world_of(story)
    chapters = kept_chapters(story, telling)
    if not any(chapter.paragraphs for chapter in chapters):
        raise RecordError(f"{story.where}: the telling '{telling}' has no chapters; {USE_A_COPY}")
    return certified(story.fabula, chapters)


def own_certificate(story: RecordedStory) -> Certificate | None:
    """The certificate of the story's own telling, to be shown beside its record; None where it is not
    told, or too long to be certified at every look.
    """
    own = next((one for one in story.tellings if one.name == FIRST_TELLING), None)
    if own is None or max(own.paragraphs, len(story.events)) > MOST_AT_A_LOOK:
        return None
    return certificate_of(story, own.name)


def refuse_uncertified(story: RecordedStory, telling: str, certificate: Certificate) -> None:
    """Raise NotCertified where something does not hold; what, has been said."""
    if certificate.holds:
        return
    many = so_many(len(certificate.failures), "thing does", "things do")
    raise NotCertified(
        f"{story.folder}: the telling '{telling}' is not certified: {many} not hold; they are named above"
    )
