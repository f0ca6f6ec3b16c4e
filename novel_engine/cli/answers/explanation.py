"""What `explain` says of one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from novel_engine.adapters.reading.genre.line_places import places_of
from novel_engine.app.looking import RecordedStory
from novel_engine.app.retelling import kept_chapters
from novel_engine.cli.wording import event_in_words, name_in_words, source_of
from novel_engine.errors import UsageError
from novel_engine.ports.replies import Asked
from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.causes import Cause, beliefs_at, causes_behind, topics_of
from novel_engine.story.fabula.certainty import certainty
from novel_engine.story.fabula.events import Acted, Event, Refused, SceneOpened, id_of, turn_of
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.values import dataclass

WIDTH = 100
"""Columns: of the paragraph, as wide as all that the program says."""
DEEPEST_INDENT = 8
"""Steps: from the paragraph, past which lines go no further in."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A paragraph with all that stands behind it; `related` are the beliefs about what its events
    are about, `lines` the lines it is told in and where each is written.
    """

    telling: str
    number: int
    count: int
    chapter: RenderedChapter
    paragraph: Paragraph
    grounds: tuple[Cause, ...]
    related: tuple[Belief, ...]
    others: tuple[Belief, ...]
    calls: tuple[Asked, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


def explanation(story: RecordedStory, telling: str, number: int) -> Explanation:
    """What stands behind this paragraph, counted from 1 through the telling. Raises UsageError when
    there is none.
    """
    chapters = kept_chapters(story, telling)
    counted = [(chapter, paragraph) for chapter in chapters for paragraph in chapter.paragraphs]
    if not 1 <= number <= len(counted):
        raise UsageError(
            f"{story.folder}: the telling '{telling}' has the paragraphs 1 to {len(counted)}, "
            f"and no paragraph {number}"
        )
    chapter, paragraph = counted[number - 1]
    grounds = causes_behind(story.events, paragraph.events)
    related, others = _beliefs(story, chapter.focalizer, paragraph, grounds)
    return Explanation(
        telling=telling,
        number=number,
        count=len(counted),
        chapter=chapter,
        paragraph=paragraph,
        grounds=grounds,
        related=related,
        others=others,
        calls=_calls(story, chapter, paragraph),
        lines=tuple(_lines_of(story, paragraph)),
    )


def _lines_of(story: RecordedStory, paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """The lines it is told in, each with the file and the line where the record has it."""
    given = story.assembly.given
    return places_of(paragraph.fragment, given.genre_files, given.story)


def _beliefs(
    story: RecordedStory, focalizer: str, paragraph: Paragraph, grounds: Sequence[Cause]
) -> tuple[tuple[Belief, ...], tuple[Belief, ...]]:
    """What the focalizer held then of what is told here, and of everything else."""
    topics = topics_of(story.setting, [ground.event for ground in grounds if not ground.steps])
    facts = story.setting.facts
    held = beliefs_at(story.fabula.through(focalizer), max(paragraph.events, default=0))
    related = tuple(belief for belief in held if facts[belief.fact].topic in topics)
    return related, tuple(belief for belief in held if facts[belief.fact].topic not in topics)


def _calls(
    story: RecordedStory, chapter: RenderedChapter, paragraph: Paragraph
) -> tuple[Asked, ...]:
    """What a language model was asked for this: how its scene was chosen, what was done, and, if it
    worded it, the words.
    """
    told = {id_of(event): event for event in story.events}
    questions = {_question_behind(told[number]) for number in paragraph.events}
    if not paragraph.fragment:
        questions.add(("narrating", story.events[-1].turn, f"chapter {chapter.number}"))
    return tuple(one for one in story.asked if (one.seam, one.turn, one.about) in questions)


def _question_behind(event: Event) -> tuple[str, int, str] | None:
    """The seam at which it was decided, when, and what about; None for what nobody decides."""
    if isinstance(event, SceneOpened):
        return "framing", event.turn, f"scene {event.scene}"
    if isinstance(event, Acted | Refused):
        return "deciding", event.turn, event.actor
    return None


def explanation_as_lines(
    story: RecordedStory, found: Explanation, *, everything: bool
) -> Iterator[str]:
    """The answer in plain lines."""
    chapter, setting = found.chapter, story.setting
    who = name_in_words(setting, chapter.focalizer)
    called = f", “{chapter.title}”" if chapter.title else ""
    yield (
        f"paragraph {found.number} of {found.count}, chapter {chapter.number}{called}, "
        f"through {who}"
    )
    yield ""
    yield from wrap(found.paragraph.text, WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield ""
    yield from _ground_lines(story, found)
    yield ""
    yield f"what {who} held of it then:"
    yield from _held_lines(story, found, everything=everything)


def _ground_lines(story: RecordedStory, found: Explanation) -> Iterator[str]:
    """In which lines it is told, what it tells, what that came of, and who was asked for it."""
    if found.lines:
        yield "it is told in:"
        yield from (f"  {name}{f', {where}' if where else ''}" for name, where in found.lines)
        yield ""
    yield "it tells:"
    yield from (_event_line(story, ground) for ground in found.grounds if not ground.steps)
    if any(ground.steps for ground in found.grounds):
        yield ""
        yield "because, back to the opening:"
        yield from (_event_line(story, ground) for ground in found.grounds if ground.steps)
    if found.calls:
        yield ""
        yield "a language model was asked for it:"
        yield from (_call_line(story, call) for call in found.calls)


def _held_lines(story: RecordedStory, found: Explanation, *, everything: bool) -> Iterator[str]:
    """What the focalizer believed at the time."""
    yield from (_belief_line(story, belief) for belief in found.related)
    if not found.related:
        yield "  nothing"
    if everything and found.others:
        yield "and of other things:"
        yield from (_belief_line(story, belief) for belief in found.others)
    elif found.others:
        yield f"  ({so_many(len(found.others), 'belief')} about other things; --all shows them)"


def explanation_as_json(
    story: RecordedStory, found: Explanation, *, everything: bool
) -> dict[str, Any]:
    """The answer as one JSON object: the same keys always."""
    chapter, paragraph = found.chapter, found.paragraph
    beliefs = [*found.related, *(found.others if everything else ())]
    return {
        "folder": str(story.folder),
        "telling": found.telling,
        "paragraph": found.number,
        "paragraphs": found.count,
        "chapter": chapter.number,
        "heading": chapter.title,
        "focalizer": chapter.focalizer,
        "speaker": paragraph.speaker,
        "text": paragraph.text,
        "lines": [{"line": name, "where": where} for name, where in found.lines],
        "events": [_plain_event(story, ground) for ground in found.grounds if not ground.steps],
        "because": [_plain_event(story, ground) for ground in found.grounds if ground.steps],
        "calls": [asdict(call) for call in found.calls],
        "beliefs": [_plain_belief(story, belief) for belief in beliefs],
        "other_beliefs": len(found.others),
    }


def _call_line(story: RecordedStory, call: Asked) -> str:
    times = "once" if call.calls == 1 else f"{call.calls} times"
    return (
        f"  {call.seam}, turn {call.turn}, "
        f"{name_in_words(story.setting, call.about)}: {call.model}, {times}"
    )


def _event_line(story: RecordedStory, ground: Cause) -> str:
    event = ground.event
    inwards = "  " * min(ground.steps, DEEPEST_INDENT)
    why = f", because of {', '.join(map(str, event.causes))}" if event.causes else ""
    return (
        f"  {inwards}{id_of(event)}  turn {event.turn}: {event_in_words(story.setting, event)}{why}"
    )


def _plain_event(story: RecordedStory, ground: Cause) -> dict[str, Any]:
    event = ground.event
    return {
        "event": id_of(event),
        "turn": event.turn,
        "tag": event.tag,
        "text": event_in_words(story.setting, event),
        "steps": ground.steps,
        "causes": list(event.causes),
    }


def _belief_line(story: RecordedStory, belief: Belief) -> str:
    wrong = "" if belief.value == story.setting.facts[belief.fact].truth else ", wrongly"
    claim = f"{'' if belief.value else 'not so that '}{story.setting.claim(belief.fact)}"
    sure = f"{belief.confidence:>3} %, {certainty(belief.confidence).being}"
    return f"  {sure}{wrong}: {claim} ({source_of(story.setting, belief)})"


def _plain_belief(story: RecordedStory, belief: Belief) -> dict[str, Any]:
    fact = story.setting.facts[belief.fact]
    return {
        "fact": belief.fact,
        "topic": fact.topic,
        "claim": story.setting.claim(belief.fact),
        "value": belief.value,
        "truth": fact.truth,
        "confidence": belief.confidence,
        "certainty": certainty(belief.confidence).being,
        "source": belief.source,
        "teller": belief.teller,
        "event": belief.event,
        "turn": turn_of(belief.event),
    }
