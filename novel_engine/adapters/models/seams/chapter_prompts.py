"""What a model is asked when it is to write a chapter, and what its second reader is asked.

The first half of a prompt is the same for every chapter of a telling. The chapter's own half holds
what its focalizer has learnt by its end, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from novel_engine.adapters.models.seams.reply_schemas import (
    MOST_PARAGRAPH,
    MOST_SPEAKER,
    all_of,
    canonical_schema,
    list_of,
    one_of,
    text_of,
)
from novel_engine.adapters.models.seams.templates import Template, datum, fenced, template
from novel_engine.story.asking.chapter_notes import ChapterNotes, Note
from novel_engine.story.asking.consultation import Prompt
from novel_engine.story.english.words import PLAIN_WORDS
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import OFFSTAGE
from novel_engine.story.givens.idiom import Style
from novel_engine.story.givens.people import Person, Voice
from novel_engine.story.realising.referring_expressions import PRONOUN_FORMS, in_form
from novel_engine.story.telling.syuzhet import OUTSIDE, RenderedChapter
from novel_engine.story.verifying.chapters import QuizQuestion
from novel_engine.values import dataclass

# Of a chapter that comes back: characters of its title, its paragraphs, and beats told in one.
MOST_TITLE, MOST_PARAGRAPHS, MOST_BEATS = 60, 120, 12
# Characters, in a prompt: of a description, of somebody's work, and of the whole line on them.
MOST_SAID_OF, MOST_WORDS_OF, MOST_CARD = 220, 60, 520
# People and places a prompt names: a chapter's, and never a cast of hundreds.
MOST_PEOPLE, MOST_PLACES = 24, 24
# Words of the chapter before that are shown, and words of the genre's that are offered.
TAIL, PALETTE = 200, 20
# Tokens an answer may have: for each word asked for (with its JSON, and to spare), for all of
# them together, and for each yes or no.
TOKENS_A_WORD, TOKENS_TO_SPARE, TOKENS_AN_ANSWER = 5, 800, 8
NAMED_THING = re.compile(
    r"\b(?:the|an?|of) ([a-z]{4,})"
    r"(?=[,.;:!?]| (?:of|in|on|at|and|or|with|to|from|by|had|was|were|is|are)\b)"
)
ANSWERS = ("yes", "no", "untold")
FORMAL = {-1: "roughly", 0: "plainly", 1: "formally"}
SENTENCE_LENGTHS = {"short": ", in few words", "long": ", at length"}
ADDRESSES = {"surname": "by surname", "nickname": "by nickname", "none": "by no name at all"}


@dataclass(frozen=True, slots=True)
class ToldOffline:
    """What has been told offline: the chapter itself, and the one before it, if any."""

    chapter: RenderedChapter
    before: RenderedChapter | None


def spoken_names(setting: Setting) -> dict[str, str]:
    """How a reply names each speaker: by the short name, or whole where two share it."""
    shorts = [person.short for person in setting.people.values()]
    return {
        datum(p.short if shorts.count(p.short) == 1 else p.name, MOST_SPEAKER): name
        for name, p in sorted(setting.people.items())
    }


def brief(setting: Setting, style: Style, focalizer: str, chapters: Sequence[ChapterNotes]) -> str:
    """What is the same for every chapter of a telling."""
    page = template("narrating")
    met = {p for chapter in chapters for p in (*chapter.there, *chapter.heard_of)} - {focalizer}
    cast = [setting.people[name] for name in (focalizer, *sorted(met)[: MOST_PEOPLE - 1])]
    who = _short(setting, focalizer)
    return page.fill(
        "system",
        {
            "focalizer": who,
            "distance": page.fill(_distance(style), {"focalizer": who}),
            "narrator": datum(style.about) or "plain and exact",
            "longest": str(MOST_PARAGRAPH),
            "cast": fenced("people", "\n".join(_card(person) for person in cast)),
            "places": fenced("places", "\n".join(_places(setting))),
        },
    )


def chapter_prompt(
    setting: Setting, system: str, notes: ChapterNotes, told: ToldOffline, turn: int
) -> Prompt:
    """The question for one chapter; its understudy is left to be filled in."""
    page = template("narrating")
    names = {name: label for label, name in spoken_names(setting).items()}
    knows = "\n".join(f"- {belief}" for belief in notes.knows)
    slots = {
        "number": str(notes.number),
        "of": str(notes.of),
        "words": str(notes.words),
        "focalizer": _short(setting, notes.focalizer),
        "knows": fenced("beliefs", knows or "- nothing of note"),
        "stands": ", ".join(map(datum, notes.stands)) or "neither warmly nor coldly",
        "speakers": ", ".join(names[person] for person in notes.there),
        "notes": fenced("notes", "\n".join(map(_numbered, notes.notes))),
        "palette": ", ".join(_palette(notes, told.chapter)) or "none in particular",
        "before": _before(page, told.before),
    }
    return Prompt(
        seam="narrating",
        system=system,
        user=page.fill("user", slots),
        schema=CHAPTER_SCHEMA,
        most_tokens=TOKENS_TO_SPARE + TOKENS_A_WORD * notes.words,
        version=page.version,
        about=f"chapter {notes.number}",
        turn=turn,
        understudy="",
    )


def quiz_prompt(told: RenderedChapter, questions: Sequence[QuizQuestion], turn: int) -> Prompt:
    """The question for a second reader, who is given the chapter alone."""
    page = template("quiz")
    numbered = [f"{n}. {datum(question.text, 300)}" for n, question in enumerate(questions, 1)]
    text = "\n\n".join(paragraph.text for paragraph in told.paragraphs)
    slots = {
        "chapter": fenced("chapter", text),
        "questions": "\n".join(numbered),
        "count": str(len(questions)),
    }
    return Prompt(
        seam="narrating",
        system=page.fill("system", {}),
        user=page.fill("user", slots),
        schema=canonical_schema(all_of({"answers": list_of(one_of(ANSWERS), len(questions))})),
        most_tokens=TOKENS_TO_SPARE + TOKENS_AN_ANSWER * len(questions),
        version=page.version,
        about=f"chapter {told.number} quiz",
        turn=turn,
        understudy=canonical_schema({"answers": [question.expected for question in questions]}),
    )


CHAPTER_SCHEMA = canonical_schema(
    all_of(
        {
            "title": text_of(MOST_TITLE),
            "paragraphs": list_of(
                all_of(
                    {
                        "beats": list_of({"type": "integer"}, MOST_BEATS),
                        "speaker": text_of(MOST_SPEAKER),
                        "text": text_of(MOST_PARAGRAPH),
                    }
                ),
                MOST_PARAGRAPHS,
            ),
        }
    )
)


def _short(setting: Setting, person: str) -> str:
    return datum(setting.people[person].short, MOST_SPEAKER)


def _distance(style: Style) -> str:
    return (
        "outside" if style.distance >= OUTSIDE else "inside" if style.distance == 0 else "shoulder"
    )


def _card(person: Person) -> str:
    """What anybody who lives with a person knows of them."""
    forms = "/".join(datum(in_form(person.pronouns, form), 20) for form in PRONOUN_FORMS[:2])
    work = f"; {datum(person.work, MOST_WORDS_OF)}" if person.work else ""
    said = f". {datum(person.description, MOST_SAID_OF)}" if person.description else "."
    return datum(f"- {_named(person)} ({forms}){work}{said} {_voice(person)}", MOST_CARD)


def _named(person: Person) -> str:
    called = f", called {person.short}" if person.short != person.name else ""
    return f"{datum(person.name, MOST_SPEAKER)}{datum(called, MOST_SPEAKER)}"


def _voice(person: Person) -> str:
    voice = person.voice
    tone = FORMAL[max(-1, min(1, voice.formality))] + SENTENCE_LENGTHS.get(voice.length, "")
    address = f", calls people {ADDRESSES[voice.address]}" if voice.address in ADDRESSES else ""
    return f"Speaks {tone}{address}{_turns(voice)}."


def _turns(voice: Voice) -> str:
    """A few turns of phrase, as one hears them."""
    turns = [f'"{datum(turn, 40)}"' for turn in (*voice.hedges[:2], *voice.oaths[:1])]
    return f"; says {', '.join(turns)}" if turns else ""


def _places(setting: Setting) -> Iterator[str]:
    places = sorted(
        (p for p in setting.places.values() if p.id != OFFSTAGE), key=lambda place: place.id
    )
    for place in places[:MOST_PLACES]:
        yield datum(f"- {place.preposition} {place.name}", MOST_SPEAKER)


def _numbered(note: Note) -> str:
    return f"{note.number}{'*' if note.must else ''} {note.text}"


def _palette(notes: ChapterNotes, told: RenderedChapter) -> list[str]:
    """Words of the place, as the chapter's scenery has them."""
    ground = {note.events for note in notes.notes if note.ground}
    text = " ".join(p.text for p in told.paragraphs if p.events in ground and not p.speaker)
    words = dict.fromkeys(word for word in NAMED_THING.findall(text) if word not in PLAIN_WORDS)
    return list(words)[:PALETTE]


def _before(page: Template, before: RenderedChapter | None) -> str:
    """How the chapter before ends, so that chapters can be written side by side."""
    if before is None:
        return page.fill("first", {})
    return page.fill("before", {"tail": fenced("ending", _tail(before))})


def _tail(chapter: RenderedChapter) -> str:
    """The last paragraphs of a chapter, some two hundred words of them."""
    kept: list[str] = []
    left = TAIL
    for paragraph in reversed(chapter.paragraphs):
        words = paragraph.text.split()
        if left <= 0:
            break
        kept.append(" ".join(words[-left:]))
        left -= len(words)
    return "\n\n".join(reversed(kept))
