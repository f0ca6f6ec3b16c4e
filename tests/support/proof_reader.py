"""A second reader: reads a telling as a reader would, knowing who is in it but not how it was
worded, and says where they would stumble. It shares no code with what chose the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from novel_engine.story.english.grammar import article
from novel_engine.story.givens.people import Person
from novel_engine.story.telling.syuzhet import Beat, Mention, Paragraph
from tests.support.stories import Told, bundled_genre

SPEECH = re.compile(r'"[^"]*"?')
SENTENCE = re.compile(r"[.!?](?=\s|\Z)|\n")
GENDERED = frozenset("he she him her his hers himself herself".split())
VERBS_OF_SAYING = (
    "said asked told called answered replied repeated added began finished continued murmured "
    "shouted whispered read"
    " remarked suggested offered agreed went put"
).split()
SAYING = "|".join(VERBS_OF_SAYING)
SPOKEN_HERE = re.compile(
    rf"""\A"|[,.?!]" (?:\w+ )?(?:{SAYING})\b"""
)  # and not words that narration only quotes
REACH = 3
WHATEVER_HAPPENS = frozenset(
    ("ending", "inner", "title", "summary", "complication", "infer", "reflect")
)
NOT_AN_ACT = re.compile(
    r"(?:had|has|would|could|might|was|were|is|did not|used to|and|or|who|will|must|should"
    r"|[a-z]+'s)\b"
    r"|(?![a-z]*(?:ed|t|d|e|w|n|k|g|m|p)\b)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, with what the record says of it: the scene, who is there, who speaks, whom the
    words mean.
    """

    text: str
    mentions: tuple[Mention, ...] = ()
    speaker: str = ""
    scene: int = 1
    present: tuple[str, ...] = ()
    involved: tuple[str, ...] = ()
    tells: str = "ask"
    fragment: str = ""

    @property
    def narration(self) -> str:
        """The text with blanks for all that is spoken, so that every place stays where it is."""
        return SPEECH.sub(lambda found: "\n" * len(found[0]), self.text)

    @property
    def told(self) -> tuple[Mention, ...]:
        """The mentions outside speech."""
        narration = self.narration
        return tuple(m for m in self.mentions if narration[m.start] != "\n")


def passages(story: Told) -> tuple[Passage, ...]:
    """The whole telling."""
    people = story.setting.people
    found = []
    for beat, p in worded(story):
        involved = tuple(
            v for event in beat.events for _, v in story_roles(story, event) if v in people
        )
        found.append(
            Passage(
                p.text,
                p.mentions,
                p.speaker,
                beat.scene,
                beat.present,
                involved,
                beat.tells,
                p.fragment,
            )
        )
    return tuple(found)


def worded(story: Told) -> Iterator[tuple[Beat, Paragraph]]:
    """Every paragraph with the beat it tells; two acts that could not be told in one sentence are
    told one by one.

    What an act was said or done in, in words of its own, comes from no fragment.
    """
    kinds = {fragment.id: fragment.tells for fragment in bundled_genre().fragments}
    waiting = list(story.paragraphs)
    for beat in (each for whole in story.beats for each in (whole, *whole.parts)):
        used = waiting[0].fragment if waiting else ""
        while waiting and waiting[0].fragment == used and waiting[0].events == beat.events:
            if beat.parts if "+" in used else kinds[used] == beat.tells if used else beat.line:
                yield beat, waiting.pop(0)
            else:
                break
    assert not waiting


def story_roles(story: Told, event: int) -> tuple[tuple[str, str], ...]:
    """Who and what an event is between; nothing for the ground of a scene."""
    roles: tuple[tuple[str, str], ...] = getattr(story.event(event), "roles", ())
    return roles


# Whom a pronoun means.


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody spoken of: where, in which sentence, and whether as its first."""

    person: str
    sentence: int
    first: bool


def pronoun_faults(people: Mapping[str, Person], told: Sequence[Passage]) -> Iterator[str]:
    """Pronouns that a reader would take for nobody, for somebody else, or for either of two."""
    before: list[Seen] = []
    scene = -1
    for passage in told:
        if passage.scene != scene:
            scene, before = passage.scene, []
        here: list[Seen] = []
        for start, word, person in _pointers(people, passage):
            sentence = len(SENTENCE.findall(passage.narration[:start]))
            meant = person
            if _is_pronoun(people, word):
                kind = {p.id for p in people.values() if word.lower() in _forms(p)}
                meant = _understood(kind, here, before, passage)
                if not person:
                    yield f"'{word}' is nobody's: {passage.text}"
                elif meant != person and not _is_reflexive(people, word):
                    yield (
                        f"'{word}' at {start} is {person}, and reads as "
                        f"{meant or 'either of two'}: {passage.text}"
                    )
            if person:
                here.append(Seen(person, sentence, not any(s.sentence == sentence for s in here)))
        if here or not passage.speaker:
            before = here
        else:
            before = [Seen(passage.speaker, 0, first=True)]


def _understood(
    kind: set[str], here: Sequence[Seen], before: Sequence[Seen], passage: Passage
) -> str:
    """Whom a reader takes it to mean: the one of this kind in the last sentence that had any; '' if
    it could be two.
    """
    for seen in (here, before):
        mine = [s for s in seen if s.person in kind]
        if not mine:
            continue
        last = [s for s in mine if s.sentence == mine[-1].sentence]
        if len({s.person for s in last}) == 1 or (seen is here and last[-1].first):
            return last[-1].person
        if seen is here and last[-1].sentence == here[-1].sentence:
            return last[-1].person
        return ""
    return ""


def _pointers(people: Mapping[str, Person], passage: Passage) -> Iterator[tuple[int, str, str]]:
    """Every name and every pronoun of the narration in order, and whom the trace says it means (''
    when it says nothing).
    """
    traced = {m.start: m.person for m in passage.told}
    names = {name: p.id for p in people.values() for name in (p.name, p.short)}
    words = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    forms = sorted({form for p in people.values() for form in _forms(p)} | GENDERED)
    for found in re.finditer(rf"\b(?:({words})|((?i:{'|'.join(forms)})))\b", passage.narration):
        word = found[0]
        if found[1]:
            yield found.start(), word, names[word]
        elif found.start() in traced or word.lower() not in ("they", "them", "their", "theirs"):
            yield found.start(), word, traced.get(found.start(), "")


def _forms(person: Person) -> tuple[str, ...]:
    p = person.pronouns
    return (p.subject, p.object, p.possessive, p.own, p.reflexive)


def _is_pronoun(people: Mapping[str, Person], word: str) -> bool:
    return any(word.lower() in _forms(p) for p in people.values()) or word.lower() in GENDERED


def _is_reflexive(people: Mapping[str, Person], word: str) -> bool:
    return any(word.lower() == p.pronouns.reflexive for p in people.values())


def trace_faults(people: Mapping[str, Person], told: Sequence[Passage]) -> Iterator[str]:
    """Names that mean another than the record says, and names that the record says nothing of."""
    for passage in told:
        traced = {m.start: m for m in passage.mentions}
        for start, word, person in _pointers(people, passage):
            if start not in traced and not _is_pronoun(people, word):
                yield f"'{word}' at {start} is not in the trace: {passage.text}"
            elif start in traced and traced[start].person != person:
                yield f"'{word}' at {start} is said to mean {traced[start].person}: {passage.text}"


# Who speaks.


def speech_faults(told: Sequence[Passage]) -> Iterator[str]:
    """Speech that belongs to nobody, that is given to somebody else, or that could be either's."""
    doing = ""
    spoken: list[tuple[str, int]] = []
    scene = -1
    for at, passage in enumerate(told):
        if passage.scene != scene:
            scene, doing, spoken = passage.scene, "", []
        if '"' not in passage.text:
            subjects = [m.person for m in passage.told if _begins(passage.text[: m.start])]
            doing = subjects[-1] if subjects else ""
            continue
        if not passage.speaker:
            if SPOKEN_HERE.search(passage.text):
                yield f"nobody speaks: {passage.text}"
            continue
        other = _given_to(passage)
        if other not in ("", passage.speaker):
            yield f"{passage.speaker} speaks, and it reads as {other}: {passage.text}"
        recent = [who for who, place in spoken if at - place <= REACH]
        if not other and doing != passage.speaker and _is_unclear(passage, recent):
            yield f"{passage.speaker} speaks without a sign of it: {passage.text}"
        doing = ""
        spoken.append((passage.speaker, at))


def _is_unclear(passage: Passage, spoken: Sequence[str]) -> bool:
    """Whether speech with nobody's name to it, after those, could be another's than the
    speaker's.
    """
    if not spoken or spoken[-1] == passage.speaker:
        return True
    alternate = spoken[-2:-1] == [passage.speaker]
    return not alternate and len({passage.speaker, *passage.present}) > 2


def _given_to(passage: Passage) -> str:
    """To whom the words about a speech give it: whoever said it, else whoever did something beside
    it; '' for nobody.
    """
    text = passage.text
    for mention in passage.told:
        after = text[mention.end :]
        before = text[: mention.start]
        if re.match(rf" (?:[a-z]+ly )?(?:{SAYING})\b", after) and (
            before.endswith(('" ', ", ")) or _begins(before)
        ):
            return mention.person
        if re.search(rf'" (?:{SAYING}) $', before):
            return mention.person
    for mention in passage.told:
        if _begins(text[: mention.start]):
            return mention.person
    return passage.speaker if any(m.person == passage.speaker for m in passage.told) else ""


def _begins(before: str) -> bool:
    """Whether a sentence begins after these words."""
    return not before.strip() or before.rstrip()[-1] in '.!?"'


# Who is there.


def absence_faults(told: Sequence[Passage]) -> Iterator[str]:
    """Sentences in which somebody does something who is not there."""
    for passage in told:
        if passage.tells in WHATEVER_HAPPENS or not passage.present:
            continue
        for mention in passage.told:
            if mention.person in (*passage.present, *passage.involved):
                continue
            if _begins(passage.text[: mention.start]) and _does_something(
                passage.text[mention.end :]
            ):
                yield f"{mention.person} is not there: {passage.text}"


def _does_something(after: str) -> bool:
    found = re.match(r" ([a-z]+)\b", after)
    return found is not None and not NOT_AN_ACT.match(after[1:])


# What a proof-reader marks.

DOUBLED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
MAY_DOUBLE = frozenset("had that so very no now well there never far by".split())
STRAY = re.compile(r"[{}|<>]|  | [,.;:!?]|,,|\.\.|(?<=[a-z,] )None\b|\w's's\b|\b[AB]'s\b|,\.|\.,")
SMALL_START = re.compile(
    r"""\A["']?[a-z]|(?<!\bansd)[.!?] ["']?[a-z]|[.!?]["'] ["'][a-z]|\.["'] [a-z]"""
)
DISAGREES = re.compile(
    r"\b(?:they (?:was|is|has|does|wasn't|isn't|hasn't|doesn't)"
    r"|(?<!if )(?<!though )(?<!as it )(?:he|she|ze) (?:were|are|have|do))\b",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(an?) ([A-Za-z][\w'-]*)", re.IGNORECASE)
SPELT = ("A", "I")  # a letter that is meant as one


def proof_faults(text: str) -> Iterator[str]:
    """What is wrong without knowing the story."""
    if found := STRAY.search(text):
        yield f"'{found[0]}' is left over: {text}"
    yield from (
        f"'{found[0]}': {text}"
        for found in DOUBLED.finditer(text)
        if found[1].lower() not in MAY_DOUBLE
    )
    if found := SMALL_START.search(text):
        yield f"a sentence begins small at {found.start()}: {text}"
    if found := DISAGREES.search(text):
        yield f"'{found[0]}': {text}"
    for found in ARTICLE.finditer(text):
        if article(found[2]).split()[0] != found[1].lower():
            yield f"'{found[0]}': {text}"
    if text.count('"') % 2:
        yield f"speech that is never closed: {text}"
