"""How a speech is delivered: in its speaker's voice, and under their name wherever a reader could
not tell whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from random import Random

from novel_engine.story.english.narration.oneself import of_me, pronouns_slotted, slotted
from novel_engine.story.english.text import BEGINNING, FIRST_STOP, SPEECH
from novel_engine.story.givens import draws
from novel_engine.story.givens.people import Person
from novel_engine.story.givens.verbs import IMPROVISE
from novel_engine.story.realising.referring_expressions import Mentions, Said, as_read, hidden
from novel_engine.story.realising.taste import FAR
from novel_engine.story.realising.utterances import as_deed, as_speech, first_end, spoken_of
from novel_engine.story.realising.voices import Edit, Heard, Occasion, edited, voiced
from novel_engine.story.telling.syuzhet import Beat, Paragraph
from novel_engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has spoken in a scene, by turns, and to whom the words would give the next speech."""

    scene: int = -1
    paragraphs: int = 0
    turns: tuple[tuple[str, int], ...] = ()
    doing: str = ""
    fragment: str = ""
    heard: Heard = field(default_factory=Heard)

    def entered(self, scene: int) -> Floor:
        """In this scene: in a new one nobody has spoken."""
        return self if scene == self.scene else Floor(scene, heard=self.heard)

    def is_clear(self, speaker: str, present: tuple[str, ...]) -> bool:
        """Whether a reader knows a speech to be theirs though nothing beside it says so."""
        if self.doing:
            return self.doing == speaker
        if not self.turns or self.turns[-1][0] == speaker:
            return False
        recent = [
            person for person, paragraph in self.turns[-2:] if self.paragraphs - paragraph <= FAR
        ]
        return recent[:-1] == [speaker] or (bool(recent) and len({speaker, *present}) == 2)

    def after(self, said: Said, speaker: str) -> Floor:
        """After a paragraph."""
        doing = "" if speaker else subject_of(said)
        turns = (*self.turns, (speaker, self.paragraphs)) if speaker else self.turns
        return replace(self, paragraphs=self.paragraphs + 1, turns=turns, doing=doing)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Everything that bears on how one paragraph is delivered; in `plain` words nobody swears. Whoever
    tells it is `me`, and `now` if it is told in the present. `works` says what people do.
    """

    people: Mapping[str, Person]
    beat: Beat
    seed: str
    fragment: str
    plain: bool = False
    me: str = ""
    now: bool = False
    works: Mapping[str, str] = field(default_factory=dict)

    def named(self, speaker: str, mentions: Mentions) -> Said:
        """The speaker's name; where it is told for the first time, with what they do."""
        name = mentions.name(speaker)
        is_new = name.mentions[-1].how == "name" and speaker != self.me
        work = self.works.get(speaker, "") if is_new else ""
        return replace(name, words=f"{name.words}, {work}") if work else name

    def tag(self, speaker: str, *, first: bool) -> tuple[bool, str]:
        """Whether the name goes before the verb in the tag of a speech, and the verb: I said."""
        is_mine = speaker == self.me
        return first or is_mine, ("say" if is_mine else "says") if self.now else "said"

    def luck(self, of: str) -> Random:
        """What is drawn of how it is voiced, for this part of it."""
        return draws.generator(self.seed, "voice", self.beat.events[-1], of)


def delivered(
    said: Said, speaker: str, delivery: Delivery, mentions: Mentions, floor: Floor
) -> tuple[Said, Floor]:
    """The paragraph as it is to be read, and the scene after it. Narration stays as it is."""
    if speaker and SPEECH.search(said.words):
        rng = delivery.luck(f"{delivery.fragment}/{floor.paragraphs}")
        said, heard = voiced(said, _occasion(speaker, delivery, floor), floor.heard, rng)
        floor = replace(floor, heard=heard, fragment=delivery.fragment)
        if speaker not in told_of(said) and not floor.is_clear(speaker, delivery.beat.present):
            named_first, verb = delivery.tag(speaker, first=draws.below(rng, 2) == 0)
            name = delivery.named(speaker, mentions)
            named_first = named_first and "," not in name.words
            said = attributed(said, name, named_first=named_first, verb=verb)
    return said, floor.after(said, speaker)


def _occasion(speaker: str, delivery: Delivery, floor: Floor) -> Occasion:
    """On what they speak; heat and doubt are in the first words of a fragment alone."""
    beat, voice = delivery.beat, delivery.people[speaker].voice
    tactic = next((values[0] for key, values in beat.features if key == "tactic" and values), "")
    if floor.fragment == delivery.fragment:
        return Occasion(voice, "", tactic)
    marks = beat.verb.marks if beat.verb else frozenset()
    return Occasion(voice, beat.tells, tactic, marks, swears=not delivery.plain)


def in_own_words(
    beat: Beat, delivery: Delivery, mentions: Mentions, floor: Floor
) -> tuple[Paragraph, Floor]:
    """The beat in the words of whoever decided the act, whole: a speech, or a sentence of
    narration; and the scene after it.
    """
    mentions.new_paragraph()
    speaker = "" if beat.tells == IMPROVISE else beat.roles.get("A")
    said = (
        _uttered(speaker, delivery, mentions, floor) if speaker else _narrated(delivery, mentions)
    )
    floor = replace(floor, heard=floor.heard.after(""), fragment="") if speaker else floor
    told = as_read(said)
    return Paragraph(told.words, beat.events, speaker, "", told.mentions), floor.after(
        said, speaker
    )


def _uttered(speaker: str, delivery: Delivery, mentions: Mentions, floor: Floor) -> Said:
    words = f'"{as_speech(delivery.beat.line)}"'
    said = hidden(Said(words, spoken_of(delivery.people, words)))
    if floor.is_clear(speaker, delivery.beat.present):
        return said
    end, stop = first_end(said.words)
    # After a stop that stays one, a name before its verb would be taken to begin a sentence of its
    # own.
    first = draws.below(delivery.luck(f"line/{floor.paragraphs}"), 2) == 0
    named_first, verb = delivery.tag(speaker, first=first and (stop == "." or "." not in stop))
    mark = Edit(end - len(stop), end, stop)
    name = delivery.named(speaker, mentions)
    named_first = named_first and "," not in name.words
    return _tagged(said, mark, name, named_first=named_first, verb=verb)


def _narrated(delivery: Delivery, mentions: Mentions) -> Said:
    words = as_deed(delivery.beat.line)
    if me := delivery.people.get(delivery.me):
        words = _by_me(words, me, delivery)
    said = hidden(Said(words, spoken_of(delivery.people, words, delivery.beat.present)))
    for mention in said.mentions:
        mentions.heard(mention)
    return said


def _by_me(words: str, me: Person, delivery: Delivery) -> str:
    """The sentence as whoever is in it tells it, who may be spoken of by a pronoun there."""
    slot, forms = f"{{{me.id}}}", me.pronouns
    meant = spoken_of(delivery.people, words, delivery.beat.present)
    if any(one.person == me.id and one.how == "pronoun" for one in meant):
        begins = words.split(maxsplit=1)[0].lower() in (forms.subject, forms.possessive)
        words = words[:1].lower() + words[1:] if begins else words
        words = pronouns_slotted(words, slot, forms)
    found = of_me(slotted(words, slot, (me.name, me.short)), slot)
    return found[:1].upper() + found[1:]


def told_of(said: Said) -> tuple[str, ...]:
    """Whom the words outside speech mention, in order."""
    narration = SPEECH.sub(lambda found: '"' * len(found[0]), said.words)
    return tuple(m.person for m in said.mentions if narration[m.start] != '"')


def subject_of(said: Said) -> str:
    """Who begins the last of its sentences that begins with anybody."""
    begins = [m.person for m in said.mentions if BEGINNING.search(said.words[: m.start])]
    return begins[-1] if begins else ""


def attributed(said: Said, name: Said, *, named_first: bool, verb: str = "said") -> Said:
    """The speech with its speaker's name after its first sentence."""
    opened = said.words.find('"') + 1
    found = FIRST_STOP.search(said.words, opened)
    if not opened or found is None:
        return said
    mark = Edit(found.start(), found.end(), found[0])
    return _tagged(said, mark, name, named_first=named_first, verb=verb)


def _tagged(said: Said, mark: Edit, name: Said, *, named_first: bool, verb: str) -> Said:
    """The speech, its speaker's name after this closing mark; a comma replaces a full stop."""
    stop = "," if mark.words == "." else mark.words
    before, after = ("", f" {verb}") if named_first else (f"{verb} ", "")
    rest = "" if said.words[mark.end] == '"' else ' "'
    # Where the speech ends with the sentence, its own closing mark is used; else it is opened
    # again.
    opening = f'{stop}" {before}'
    words = f"{opening}{name.words}{after}.{rest}"
    put = edited(said, (Edit(mark.start, mark.end + 1, words),))
    named = (mention.moved(mark.start + len(opening)) for mention in name.mentions)
    return Said(put.words, tuple(sorted((*put.mentions, *named), key=lambda m: m.start)))
