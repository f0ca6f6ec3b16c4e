"""The story as a screenplay's text, in Fountain: chapters as sections, scenes with their headings,
speech under cues.

Fountain finds its elements by how a line begins and whether it is in capitals, so every line that
could be taken for another element than it is says which it is, or is kept from looking like it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from novel_engine.adapters.formats.script_parts import ActionLine, Dialogue, script_parts_of
from novel_engine.adapters.untrusted_text import clean_line
from novel_engine.story.fabula.events import SceneOpened
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import Person
from novel_engine.story.telling.scene_index import scenes_of
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter, Telling
from novel_engine.values import dataclass

EMPHASIS = re.compile(r"[*_]")
NOTE_BRACKETS = re.compile(r"\[(?=\[)|\](?=\])")
ELEMENT = re.compile(r"[.!@~>#=]|(?:INT|EXT|EST|I/E)(?![^\W_])", re.IGNORECASE)
ARTICLE = re.compile(r"(?:the|an?) (?=\S)", re.IGNORECASE)
# Hours of a day up to which a word holds: 8 is morning, 13 midday, 19 evening, 23 night.
SCRIPT_HOURS = ((11, "MORNING"), (16, "MIDDAY"), (21, "EVENING"))
OPEN_AIR = "sky"


@dataclass(frozen=True, slots=True)
class _Stage:
    """What a script needs of the story: where and when scenes are, and what people are called."""

    setting: Setting
    scenes: Mapping[int, SceneOpened]
    cues: Mapping[str, str]


def fountain(telling: Telling, chapters: Sequence[RenderedChapter], fabula: Fabula) -> str:
    """The whole script."""
    setting = fabula.setting
    stage = _Stage(setting, fabula.scenes, _cues(setting.people))
    blocks = [_title_page(telling, setting)]
    for chapter, scenes in zip(chapters, scenes_of(chapters, fabula), strict=True):
        title = _inline(chapter.title).lstrip("# ") or f"Chapter {chapter.number}"
        blocks += [f"# {title}", *_scenes(chapter, scenes, stage)]
    return "\n\n".join(blocks) + "\n"


def _title_page(telling: Telling, setting: Setting) -> str:
    title = _inline(telling.title) or "Untitled"
    return (
        f"Title: {title}\nCredit: told by\nAuthor: Novel Engine\nNotes: Seed "
        f"{_inline(setting.seed)}"
    )


def _scenes(chapter: RenderedChapter, scenes: Sequence[int], stage: _Stage) -> Iterator[str]:
    before, voice = None, ""
    for paragraph, scene in zip(chapter.paragraphs, scenes, strict=True):
        if scene != before:
            yield _heading(scene, stage)
            before, voice = scene, ""
        if not paragraph.speaker:
            yield _action(paragraph.text)
            continue
        yield from _spoken(paragraph, voice, stage)
        voice = paragraph.speaker


def _in_capitals(name: str) -> str:
    """A place's name as a heading has it, which no article begins and no number sign ends."""
    bare = ARTICLE.sub("", clean_line(name), count=1)
    return _inline(bare.upper().replace("#", "")).strip()


def _heading(scene: int, stage: _Stage) -> str:
    event = stage.scenes.get(scene)
    if event is None:
        return ".AFTERWARDS"
    place = stage.setting.places[event.place]
    name = _in_capitals(place.name) or "A PLACE"
    side = "EXT" if OPEN_AIR in place.affords else "INT"
    hour = next((word for until, word in SCRIPT_HOURS if event.hour < until), "NIGHT")
    return f"{side}. {name} - DAY {event.day}, {hour}"


def _spoken(paragraph: Paragraph, voice: str, stage: _Stage) -> Iterator[str]:
    """The paragraph's blocks: action, and speech under the speaker's cue; `voice` spoke last."""
    cue = stage.cues.get(paragraph.speaker) or f"@{_inline(paragraph.speaker)}"
    speech: list[str] = []
    for part in script_parts_of(
        clean_line(paragraph.text), _called(stage.setting.people.get(paragraph.speaker))
    ):
        match part:
            case Dialogue():
                speech = speech or [cue if voice != paragraph.speaker else f"{cue} (CONT'D)"]
                speech += _lines(part)
                voice = paragraph.speaker
            case ActionLine():
                if speech:
                    yield "\n".join(speech)
                yield _action(part.text)
                speech = []
            case _:
                assert_never(part)
    if speech:
        yield "\n".join(speech)


def _lines(part: Dialogue) -> list[str]:
    words = _inline(part.words)
    # There is no way to say of a line that it is dialogue; but one that has kept its quotation
    # marks is taken for nothing else.
    line = f'"{words}"' if words.startswith("(") or ELEMENT.match(words) else words
    manner = _inline(re.sub(r"[()]", "", part.manner)).strip()
    return [f"({manner})", line] if manner else [line]


def _action(text: str) -> str:
    line = _inline(text)
    forced = ELEMENT.match(line) or line.isupper() or line.endswith("TO:")
    return f"!{line}" if forced else line


def _called(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ("they",)
    names = (person.short, person.name, person.nickname, person.surname, person.pronouns.subject)
    return tuple(dict.fromkeys(clean_line(name) for name in names if name.strip()))


def _cues(people: Mapping[str, Person]) -> dict[str, str]:
    """Everybody's cue: the short name where nobody else has it too."""
    shared = Counter(clean_line(person.short).upper() for person in people.values())
    return {
        id: _cue(person.short if shared[clean_line(person.short).upper()] == 1 else person.name)
        for id, person in people.items()
    }


def _cue(name: str) -> str:
    """The name in capitals; as it is, and marked as a cue, where capitals make it none."""
    capitals = clean_line(name).upper()
    letters = [sign for sign in capitals if sign not in " '-"]
    plain = letters and all(sign.isalpha() and sign.isupper() for sign in letters)
    if plain and capitals[0].isalpha() and not ELEMENT.match(capitals):
        return capitals
    return f"@{_inline(name).rstrip('^ ')}"


def _inline(text: str) -> str:
    """The text on one line, none of it emphasis, a note or a comment."""
    return NOTE_BRACKETS.sub(r"\g<0> ", EMPHASIS.sub(r"\\\g<0>", clean_line(text)))
