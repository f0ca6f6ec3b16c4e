"""Verbs and possessives agree in every fragment of every genre, whatever pronouns people have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import Assembly, assemble, understood
from novel_engine.story.givens.config import Overrides
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.people import HE, SHE, THEY, Pronouns
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.referring_expressions import Mentions, settled
from novel_engine.story.realising.writer import Writer, fact_in_form
from novel_engine.story.telling.syuzhet import Beat
from tests.support.bundled_stories import PRONOUNS, STORIES, bundled_story, under
from tests.support.sampling import sample
from tests.support.stories import ZE
from tests.support.terminal import FIXTURES, LAMP_OIL

pytestmark = pytest.mark.law

IT = Pronouns("it", "it", "its", "its", "itself")
GENRES = {
    "winter-station": (STORIES[0], None),
    "ford-inn": (str(FIXTURES / "the-ford-inn.yaml"), str(FIXTURES / "genres" / "ford-inn")),
    "lamp-oil": (str(LAMP_OIL), None),
}
ONE = r"(?:was|is|has|does|wasn't|isn't|hasn't|doesn't)"
MANY = r"(?:are|aren't|haven't|don't|weren't)"
ADVERB = r"(?:(?:\w+ly|never|still|always|already|now|also|just|not) )?"
WRONG_FOR_MANY = re.compile(
    rf"(?<!as )(?<!than )\bthey,? {ADVERB}{ONE}\b|\bthey's\b|(?<!it )(?<!that )\b{ONE} they\b"
    r"|\bthey (?:wants|needs|knows|says|thinks|goes|comes)\b|\bthemselve?\b",
    re.I,
)


def wrong_for_one(pronoun: str) -> re.Pattern[str]:
    """What nobody says of one person under this pronoun."""
    return re.compile(
        rf"(?<!under )(?<!will )(?<!could )(?<!would )(?<!did )\b{pronoun} {ADVERB}{MANY}\b"
        rf"|\b{pronoun}'(?:re|ve)\b|\b(?:are|don't|aren't|haven't) {pronoun}\b",
        re.I,
    )


def _assembled(genre: str) -> Assembly:
    story, folder = GENRES[genre]
    overrides = Overrides(genre=folder) if folder else Overrides()
    return assemble(understood(gather(story, {}, overrides)), "1")


def _words(assembly: Assembly, fragment: Fragment) -> Iterator[str]:
    """The fragment's paragraphs in words, between two people who were met before."""
    setting = assembly.setting
    people = list(setting.people)
    forms = set(re.findall(r"\{[FG]\.(\w+)\}", fragment.text))
    facts = [f.id for f in setting.facts.values() if all(fact_in_form(f, form) for form in forms)]
    if not facts or not setting.items:
        return
    named = set(re.findall(r"\{([a-z_]+)(?:\.\w+)?\}", fragment.text)) | {
        line.speaker for line in fragment.lines if line.speaker
    }
    roles = dict(setting.roles) | {
        name: people[-1] for name in named if name not in ("tell", "here", "there", "oath", "hedge")
    }
    roles |= {"A": people[0], "B": people[1], "F": facts[0], "G": facts[0]}
    roles |= {"I": next(iter(setting.items)), "P": next(iter(setting.places))}
    place = (("place", (roles["P"],)), ("then", (roles["P"],)))
    beat = Beat("scene", (1,), 1, place, Roles(sorted(roles.items())), tuple(people[:2]))
    mentions = Mentions(setting.people)
    for person in people:
        mentions.name(person)
    mentions.new_scene()
    for line in fragment.lines:
        mentions.new_paragraph()
        for choice in ("x", "y"):
            writer = Writer(setting, mentions.copy(), beat, line.speaker, choice)
            writer.write(line.pieces)
            yield settled(writer.said).words


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("pronouns", [SHE, HE, THEY, IT, ZE], ids=lambda one: one.subject)
def test_every_fragment_agrees_with_everybodys_pronouns(genre: str, pronouns: Pronouns) -> None:
    made = _assembled(genre)
    people = {name: under(pronouns, one) for name, one in made.setting.people.items()}
    made = replace(made, setting=replace(made.setting, people=people))
    wrong = WRONG_FOR_MANY if pronouns.plural else wrong_for_one(pronouns.subject)

    found = [
        (fragment.id, words[max(0, hit.start() - 30) : hit.end() + 10])
        for fragment in made.genre.fragments
        for words in _words(made, fragment)
        if (hit := wrong.search(words))
    ]

    assert found == []


@pytest.mark.parametrize("seed", sample(tuple(range(4, 100, len(PRONOUNS))), 3, "agreement", (4,)))
@pytest.mark.parametrize("story", STORIES)
def test_whole_stories_of_people_who_are_all_they_agree(story: str, seed: int) -> None:
    told = bundled_story(story, seed)

    found = [
        paragraph.text[max(0, hit.start() - 30) : hit.end() + 10]
        for chapter in told.chapters
        for paragraph in chapter.paragraphs
        if (hit := WRONG_FOR_MANY.search(paragraph.text))
    ]

    assert found == []
