"""What `explain` says of one paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import fill
from typing import Any

from novel_engine.app.looking import RecordedStory
from novel_engine.app.retelling import kept_chapters
from novel_engine.cli.wording import event_in_words, name_in_words, source_of
from novel_engine.errors import UsageError
from novel_engine.ports.replies import Asked
from novel_engine.story.fabula.causes import Cause, beliefs_at, causes_behind, topics_of
from novel_engine.story.fabula.certainty import certainty
from novel_engine.story.fabula.events import Acted, Refused, SceneOpened, id_of, turn_of
from novel_engine.story.fabula.mind import Belief
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.values import dataclass

WIDTH = 100
DEEPEST_INDENT = 8
"""The steps from the paragraph past which lines go no further in."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A paragraph with all that stands behind it; `related` are the beliefs about what its events
    are about.
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


def explanation(story: RecordedStory, telling: str, number: int) -> Explanation:
    """What stands behind this paragraph, counted from 1 through the telling. Raises UsageError when
    there is none.
    """
    chapters = kept_chapters(story, telling)
    counted = [(chapter, paragraph) for chapter in chapters for paragraph in chapter.paragraphs]
    if not 1 <= number <= len(counted):
        raise UsageError(
            f"{story.folder}: the telling '{telling}' has the paragraphs 1 to {len(counted)}, and "
            f"no paragraph {number}"
        )
    chapter, paragraph = counted[number - 1]
    found = causes_behind(story.events, paragraph.events)
    topics = topics_of(story.setting, [ground.event for ground in found if not ground.steps])
    facts = story.setting.facts
    held = beliefs_at(story.fabula.through(chapter.focalizer), max(paragraph.events, default=0))
    return Explanation(
        telling=telling,
        number=number,
        count=len(counted),
        chapter=chapter,
        paragraph=paragraph,
        grounds=found,
        related=tuple(belief for belief in held if facts[belief.fact].topic in topics),
        others=tuple(belief for belief in held if facts[belief.fact].topic not in topics),
        calls=_calls(story, chapter, paragraph),
    )


def _calls(
    story: RecordedStory, chapter: RenderedChapter, paragraph: Paragraph
) -> tuple[Asked, ...]:
    """What a language model was asked for this: how its scene was chosen, what was done, and, if it
    worded it, the words.
    """
    told = {id_of(event): event for event in story.events}
    places = (
        {("narrating", story.events[-1].turn, f"chapter {chapter.number}")}
        if not paragraph.fragment
        else set()
    )
    for event in (told[number] for number in paragraph.events):
        if isinstance(event, SceneOpened):
            places.add(("framing", event.turn, f"scene {event.scene}"))
        elif isinstance(event, Acted | Refused):
            places.add(("deciding", event.turn, event.actor))
    return tuple(one for one in story.asked if (one.seam, one.turn, one.about) in places)


def explanation_as_lines(
    story: RecordedStory, found: Explanation, *, everything: bool
) -> Iterator[str]:
    """The answer in plain lines."""
    chapter, setting = found.chapter, story.setting
    who = name_in_words(setting, chapter.focalizer)
    yield (
        f"paragraph {found.number} of {found.count}, chapter {chapter.number}, "
        f"“{chapter.title}”, through {who}"
    )
    yield ""
    yield fill(found.paragraph.text, WIDTH, initial_indent="    ", subsequent_indent="    ")
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
    yield ""
    yield f"what {who} held of it then:"
    yield from (_belief_line(story, belief) for belief in found.related)
    if not found.related:
        yield "  nothing"
    if everything and found.others:
        yield "and of other things:"
        yield from (_belief_line(story, belief) for belief in found.others)
    elif found.others:
        yield f"  ({len(found.others)} beliefs about other things; --all shows them)"


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
        "events": [_plain_event(story, ground) for ground in found.grounds if not ground.steps],
        "because": [_plain_event(story, ground) for ground in found.grounds if ground.steps],
        "calls": [asdict(call) for call in found.calls],
        "beliefs": [_plain_belief(story, belief) for belief in beliefs],
        "other_beliefs": len(found.others),
    }


def _call_line(story: RecordedStory, call: Asked) -> str:
    times = "once" if call.calls == 1 else f"{call.calls} times"
    return (
        f"  {call.seam}, turn {call.turn}, {name_in_words(story.setting, call.about)}: "
        f"{call.model}, "
        f"{times}"
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
