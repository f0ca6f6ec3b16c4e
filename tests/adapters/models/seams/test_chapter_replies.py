"""A model's chapter is read, or it is said what makes it none; and the offline chapter reads as
itself.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from novel_engine.adapters.models.seams.chapter_replies import (
    as_reply,
    mistaken,
    read_answers,
    read_chapter,
)
from novel_engine.story.asking.chapter_notes import ChapterNotes, Note, notes_of
from novel_engine.story.asking.consultation import Unfit
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.people import HE
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from novel_engine.story.verifying.chapters import QuizQuestion
from tests.support.narrations import bare, story
from tests.support.stories import Told

QUESTIONS = (
    QuizQuestion("Is there a kettle?", "yes"),
    QuizQuestion("Is there a bear?", "no"),
    QuizQuestion("Who did it?", "untold"),
)


def first_chapter(told: Told) -> tuple[ChapterNotes, RenderedChapter]:
    return notes_of(told.fabula, told.telling)[0], told.chapters[0]


def answered(**changes: Any) -> RenderedChapter:
    """What becomes of a first chapter of one paragraph, with these changes to the paragraph, or
    another title.
    """
    told = story(1)
    notes, offline = first_chapter(told)
    title = changes.pop("title", "Frost")
    paragraph = {"beats": [1], "speaker": "", "text": "It was cold."} | changes
    return read_chapter(
        json.dumps({"title": title, "paragraphs": [paragraph]}), told.setting, notes, offline
    )


def faults(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Unfit) as unfit:
        answered(**changes)
    return [(fault.code, fault.reason) for fault in unfit.value.faults]


# ── there and back ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_the_offline_chapter_sent_as_a_reply_is_read_as_itself() -> None:
    """Text, title, speakers and events, over both stories and every kind of pronouns."""
    for number in range(1, 11):
        told = story(number)
        notes = notes_of(told.fabula, told.telling)
        read = [
            read_chapter(as_reply(told.setting, plan, chapter), told.setting, plan, chapter)
            for plan, chapter in zip(notes, told.chapters, strict=True)
        ]
        assert tuple(read) == bare(told.chapters), number


def test_acts_told_in_one_sentence_are_both_named() -> None:
    told = story(1)
    notes, _ = first_chapter(told)
    two = replace(notes, notes=(Note(1, "", (5,), 1, must=True), Note(2, "", (6,), 1, must=True)))
    chapter = RenderedChapter(
        1, "Two", notes.focalizer, (Paragraph("Both.", (5, 6)), Paragraph("One.", (6,)))
    )
    reply = as_reply(told.setting, two, chapter)
    assert [p["beats"] for p in json.loads(reply)["paragraphs"]] == [[1, 2], [2]]
    assert read_chapter(reply, told.setting, two, chapter) == chapter


def test_a_scene_and_its_last_line_are_told_apart_though_they_share_an_event() -> None:
    told = story(1)
    notes, _ = first_chapter(told)
    plan = tuple(
        Note(n, "", events, 1, must=True)
        for n, events in enumerate([(1,), (2,), (2,), (3,), (1,)], 1)
    )
    paragraphs = tuple(Paragraph("So.", events) for events in ((1,), (2,), (2,), (3,), (1,)))
    reply = as_reply(
        told.setting,
        replace(notes, notes=plan),
        RenderedChapter(1, "T", notes.focalizer, paragraphs),
    )
    assert [p["beats"] for p in json.loads(reply)["paragraphs"]] == [[1], [2, 3], [2, 3], [4], [5]]


def test_what_the_offline_chapter_had_no_words_for_may_be_wanting() -> None:
    told = story(1)
    notes, offline = first_chapter(told)
    told_one = notes.notes[0].events[-1]
    short = replace(offline, shortfalls=("ask 999", f"scene {told_one}"))
    reply = json.dumps(
        {"title": "Frost", "paragraphs": [{"beats": [1], "speaker": "", "text": "It was cold."}]}
    )
    assert read_chapter(reply, told.setting, notes, short).shortfalls == ("ask 999",)


# ── what a paragraph may be ───────────────────────────────────────────────────────────────────────


def test_a_paragraph_has_the_events_of_the_notes_it_names() -> None:
    notes, _ = first_chapter(story(1))
    found = answered(beats=[2, 1, 2]).paragraphs[0]
    assert found.events == (*notes.notes[1].events, *notes.notes[0].events)
    assert (found.fragment, found.speaker) == ("", "")


def test_curly_quotation_marks_are_made_straight() -> None:
    who = story(1).setting.people[story(1).telling.focalizer]
    found = answered(speaker=who.short, text="“I can’t,”  said \n she. «No.»").paragraphs[0]
    assert found.text == '"I can\'t," said she. "No."'
    assert found.speaker == who.id


def test_a_name_stays_as_it_is_written() -> None:
    told = story(1)
    who = told.telling.focalizer
    people = {
        **told.setting.people,
        who: replace(told.setting.people[who], name="Ida O’Neill", short="O’Neill"),
    }
    notes, offline = first_chapter(told)
    reply = json.dumps(
        {
            "title": "Frost",
            "paragraphs": [{"beats": [1], "speaker": "", "text": "O’Neill’s stove was O'Neill's."}],
        }
    )
    read = read_chapter(reply, replace(told.setting, people=people), notes, offline)
    assert read.paragraphs[0].text == "O’Neill's stove was O’Neill's."


def test_a_speaker_may_be_named_in_full_and_in_any_case() -> None:
    told = story(1)
    who = told.setting.people[told.telling.focalizer]
    for written in (who.short, who.name, who.short.upper()):
        assert answered(speaker=written, text='"No."').paragraphs[0].speaker == who.id


def test_two_of_one_short_name_are_told_apart_by_the_whole() -> None:
    told = story(1)
    one, other = sorted(told.setting.people)[:2]
    people = {
        name: replace(person, short="Sam", pronouns=HE) if name in (one, other) else person
        for name, person in told.setting.people.items()
    }
    setting: Setting = replace(told.setting, people=people)
    notes, offline = first_chapter(told)

    def read(speaker: str) -> str:
        reply = {
            "title": "Frost",
            "paragraphs": [{"beats": [1], "speaker": speaker, "text": '"No."'}],
        }
        return read_chapter(json.dumps(reply), setting, notes, offline).paragraphs[0].speaker

    assert read(people[one].name) == one
    assert read(people[other].name) == other
    with pytest.raises(Unfit, match="nobody in the story"):
        read("Sam")


@pytest.mark.parametrize(
    ("changes", "code", "reason"),
    [
        ({"beats": [1, 99]}, "unknown-beat", "paragraph 1 tells note 99"),
        ({"beats": [0]}, "unknown-beat", "tells note 0"),
        ({"beats": []}, "wrong-shape", "'paragraphs' is amiss"),
        ({"beats": ["1"]}, "wrong-shape", "'paragraphs' is amiss"),
        ({"text": " \n "}, "not-prose", "paragraph 1 is empty"),
        ({"text": "x" * 1201}, "too-long", "'paragraphs' is amiss"),
        ({"speaker": "Nobody", "text": '"No."'}, "unknown-person", "the speaker of paragraph 1"),
        ({"text": 'She said "no.'}, "wrong-shape", "opens a quotation mark"),
        ({"text": '"No," said somebody.'}, "wrong-shape", "names no speaker"),
        ({"title": " # "}, "wrong-shape", "no title"),
        ({"title": "x" * 61}, "too-long", "'title' is amiss"),
        ({"mood": "dry"}, "wrong-shape", "a key that was not asked for"),
    ],
)
def test_what_is_no_paragraph_is_said_to_be_none(
    changes: dict[str, Any], code: str, reason: str
) -> None:
    found = faults(**changes)
    assert (found[0][0], reason in found[0][1]) == (code, True), found


def test_a_speaker_who_says_nothing_is_none() -> None:
    who = story(1).setting.people[story(1).telling.focalizer]
    assert faults(speaker=who.short)[0][0] == "wrong-shape"


def test_narration_may_mention_words_in_quotation_marks() -> None:
    assert answered(text='They called it "the tin" and left it.').paragraphs[0].speaker == ""


@pytest.mark.parametrize(
    "title", ["Frost", '"Frost"', "**Frost**", "Chapter 3: Frost", "# Frost", "chapter iv. Frost"]
)
def test_a_title_is_only_a_title(title: str) -> None:
    assert answered(title=title).title == "Frost"


def test_words_that_were_to_be_kept_are_looked_for_in_speech_and_a_tag_may_part_them() -> None:
    told = story(1)
    notes, offline = first_chapter(told)
    who = told.setting.people[notes.focalizer]
    kept = replace(notes.notes[1], line="Is it “cold”? I can’t say.")
    plan = replace(notes, notes=(notes.notes[0], kept, *notes.notes[2:]))

    def read(text: str, beat: int = 2) -> RenderedChapter:
        speaker = who.short if '"' in text else ""
        reply = {
            "title": "Frost",
            "paragraphs": [{"beats": [beat], "speaker": speaker, "text": text}],
        }
        return read_chapter(json.dumps(reply), told.setting, plan, offline)

    read('"Is it cold?" said Ida. "I can\'t say."')
    read("Is it cold? I can't say.")
    read("Something else.", 1)  # a note that no paragraph names is not looked into here
    with pytest.raises(Unfit, match="kept to the letter"):
        read('"Is it warm?" said Ida. "I can\'t say."')


# ── the second reader ─────────────────────────────────────────────────────────────────────────────


def test_a_reader_gives_one_answer_to_each_question() -> None:
    assert read_answers('{"answers": ["yes", "no", "untold"]}', QUESTIONS) == (
        "yes",
        "no",
        "untold",
    )
    with pytest.raises(Unfit, match="3 questions, and 2 answers"):
        read_answers('{"answers": ["yes", "no"]}', QUESTIONS)
    with pytest.raises(Unfit, match="amiss"):
        read_answers('{"answers": ["yes", "no", "perhaps"]}', QUESTIONS)


def test_what_counts_is_whether_a_reader_would_say_yes() -> None:
    assert mistaken(QUESTIONS, ("yes", "no", "untold")) == ()
    assert mistaken(QUESTIONS, ("yes", "untold", "no")) == ()
    wrong = mistaken(QUESTIONS, ("untold", "yes", "yes"))
    assert [(fault.code, fault.evidence) for fault in wrong] == [
        ("quiz-failed", q.text) for q in QUESTIONS
    ]
