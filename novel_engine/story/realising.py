"""The realiser: beats into paragraphs, out of fragments, each used at most once in a story.

The most particular unused fragment whose conditions hold is taken; among equals, one whose words have rested longest, by
the luck of the seed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from novel_engine.story import draws
from novel_engine.story.fragments import Choice, Fragment, Line, Pieces, Slot, slots_in
from novel_engine.story.grammar import WORD, article, past_phrase, said_of_self
from novel_engine.story.referring import AGREEMENT, Mentions
from novel_engine.story.setting import Setting
from novel_engine.story.telling import Beat, Chapter, Paragraph, RenderedChapter, Telling
from novel_engine.story.verifying import revealed

REST = 60
TIRED, FEW_WORDS, PARTICULAR, LUCK = 30, 6, 4, 6
LONG_WORD = 5
FINE = 1000  # so fine that hardly any two are equal, and the order of the ids never decides
# Of these, whatever is not false to the hour and the place will do, and the same few would else come in every story.
SCENERY = frozenset(("opening", "scene", "summary", "cut", "image", "title"))
PRONOUN_FORMS = ("they", "them", "their", "theirs", "themself")
CLAIM_SLOT = re.compile(r"\{([^{}]+)\}")
SENTENCE_OVER = re.compile(r"(?:\A|[.!?]['\"]?\s|\A\"|[\s(]\")\Z")
TAG = re.compile(r"\s*(?:said|asked|told|called|answered|went on|murmured|shouted)\b")


class Realiser:
    """Tells one story's chapters in order; remembers what has been used and said."""

    def __init__(self, setting: Setting, fragments: Iterable[Fragment]) -> None:
        self._setting = setting
        self._by_beat: dict[str, list[Fragment]] = {}
        for fragment in fragments:
            self._by_beat.setdefault(fragment.tells, []).append(fragment)
        self._used: set[str] = set()
        self._mentions = Mentions(setting.people)
        self._recent: deque[str] = deque(maxlen=REST)
        self._scene = -1

    def chapter(self, telling: Telling, chapter: Chapter) -> RenderedChapter:
        """The chapter in words; what could not be worded is named."""
        paragraphs: list[Paragraph] = []
        shortfalls: list[str] = []
        for beat in chapter.beats:
            found = self._beat(beat)
            if not found and beat.needed:
                shortfalls.append(f"{beat.tells} {beat.events[-1]}")
            paragraphs += found
        return RenderedChapter(
            chapter.number, self._title(chapter), chapter.focalizer, tuple(paragraphs), tuple(shortfalls)
        )

    def _title(self, chapter: Chapter) -> str:
        beat = Beat("title", (chapter.number,), 0, chapter.features, (("A", chapter.focalizer),))
        fragment = self._chosen(beat)
        return "" if fragment is None else self._text(fragment.lines[0], beat, fragment.id)

    def _beat(self, beat: Beat) -> list[Paragraph]:
        if beat.scene != self._scene:
            self._scene = beat.scene
            self._mentions.new_scene()
        self._mentions.present = beat.present
        unfit: list[str] = []
        paragraphs: list[Paragraph] = []
        while (fragment := self._chosen(beat)) is not None:
            mentions, recent = self._mentions, self._recent
            self._mentions, self._recent = mentions.copy(), recent.copy()
            paragraphs = self._worded(fragment, beat)
            if not self._gives_away(paragraphs, beat):
                break
            # Nobody has heard it: the words may be used later, and nobody has been named.
            self._mentions, self._recent, paragraphs = mentions, recent, []
            unfit.append(fragment.id)
        self._used.difference_update(unfit)
        return paragraphs

    def _worded(self, fragment: Fragment, beat: Beat) -> list[Paragraph]:
        found = []
        roles = dict(beat.roles)
        for line in fragment.lines:
            self._mentions.new_paragraph()
            text = self._text(line, beat, fragment.id)
            found.append(Paragraph(text, beat.events, roles.get(line.speaker, ""), fragment.id))
        return found

    def _gives_away(self, paragraphs: Sequence[Paragraph], beat: Beat) -> bool:
        """Whether the words would show the reader what the focalizer has no idea of."""
        return any(fact in beat.unknown for p in paragraphs for fact in revealed(self._setting, p.text))

    def _chosen(self, beat: Beat) -> Fragment | None:
        features = _merged(beat)
        roles = dict(beat.roles)
        rng = draws.generator(self._setting.seed, f"words/{beat.tells}", beat.events[-1], "")
        best: tuple[int, str] | None = None
        found = None
        for fragment in self._by_beat.get(beat.tells, ()):
            luck = draws.below(rng, LUCK * FINE)
            if fragment.id in self._used or not fragment.fits(features) or not self._fillable(fragment, roles):
                continue
            worth = len(fragment.when) if beat.tells in SCENERY else fragment.particularity * PARTICULAR
            score = (worth - self._tiredness(fragment)) * FINE + luck
            if best is None or (-score, fragment.id) < best:
                best, found = (-score, fragment.id), fragment
        if found is not None:
            self._used.add(found.id)
        return found

    def _tiredness(self, fragment: Fragment) -> int:
        """What share of its words has been heard lately, on the scale of luck."""
        recent = set(self._recent)
        words = {w for line in fragment.lines for w in _content(_literal(line.pieces))}
        return TIRED * len(words & recent) // max(FEW_WORDS, len(words))

    def _fillable(self, fragment: Fragment, roles: Mapping[str, str]) -> bool:
        """Whether every slot has something to fill it, and nobody would be spoken of by name in their own line."""
        if _speaks_of_itself(fragment, roles):
            return False
        for line in fragment.lines:
            if line.speaker and not roles.get(line.speaker):
                return False
            for slot in slots_in(line.pieces):
                if not self._has(slot, roles):
                    return False
        return True

    def _has(self, slot: Slot, roles: Mapping[str, str]) -> bool:
        if slot.root in ("tell", "oath", "hedge"):
            person = self._setting.people.get(roles.get("A", ""))
            kept = {"tell": "tell", "oath": "voice", "hedge": "voice"}[slot.root]
            if person is None:
                return False
            value = (
                person.tell if kept == "tell" else person.voice.oaths if slot.root == "oath" else person.voice.hedges
            )
            return bool(value)
        if slot.root == "here":
            return True
        value = roles.get(slot.root, "")
        if slot.root in ("F", "G"):
            fact = self._setting.facts.get(value)
            return fact is not None and bool(getattr(fact, slot.form))
        return bool(value)

    def _text(self, line: Line, beat: Beat, fragment: str) -> str:
        writer = _Writer(self._setting, self._mentions, beat, line.speaker, fragment)
        writer.write(line.pieces)
        text = " ".join(writer.text.split())
        self._recent.extend(_content(text))
        return text


class _Writer:
    """Writes one paragraph, slot by slot, knowing whether it stands inside speech."""

    def __init__(self, setting: Setting, mentions: Mentions, beat: Beat, speaker: str, fragment: str) -> None:
        self._setting = setting
        self._mentions = mentions
        self._roles = dict(beat.roles)
        self._features = dict(beat.features)
        self._speaker = self._roles.get(speaker, "")
        self._rng = draws.generator(setting.seed, "choice", beat.events[-1], fragment + speaker)
        self.text = ""

    def write(self, pieces: Pieces) -> None:
        """Add the pieces to the text."""
        for at, piece in enumerate(pieces):
            if isinstance(piece, str):
                self.text += piece
            elif isinstance(piece, Choice):
                self.write(draws.pick(self._rng, piece.options))
            else:
                following = pieces[at + 1] if at + 1 < len(pieces) else ""
                self._add(self._slot(piece), following if isinstance(following, str) else "")

    def _add(self, words: str, following: str) -> None:
        begins = bool(SENTENCE_OVER.search(self.text)) or not self.text
        closing = self.text.endswith(('?" ', '!" '))
        if begins and not (closing and TAG.match(following)):
            words = words[:1].upper() + words[1:]
        self.text += words

    @property
    def _in_speech(self) -> bool:
        return self.text.count('"') % 2 == 1

    def _slot(self, slot: Slot) -> str:
        root, form = slot.root, slot.form
        value = self._roles.get(root, "")
        if value in self._setting.people:
            return self._person(value, form)
        if root in ("F", "G"):
            return self._fact(value, form)
        if root == "I":
            return self._thing(value, form)
        if root == "P":
            return self._setting.places[value].name
        return self._plain(root)

    def _person(self, person: str, form: str) -> str:
        if form == "called":
            return self._called(person)
        if form in AGREEMENT:
            return self._mentions.agree(person, form)
        if self._in_speech:
            return self._spoken(person, form)
        return self._mentions.refer(person, form) if form in PRONOUN_FORMS else self._mentions.name(person)

    def _spoken(self, person: str, form: str) -> str:
        """Inside speech names are short and pronouns plain: those who talk know whom they mean."""
        found = self._setting.people[person]
        pronouns = found.pronouns
        return {
            "": found.short,
            "they": pronouns.subject,
            "them": pronouns.object,
            "their": pronouns.possessive,
            "theirs": pronouns.own,
            "themself": pronouns.reflexive,
        }[form]

    def _called(self, person: str) -> str:
        """How the speaker addresses a person."""
        found = self._setting.people[person]
        speaker = self._setting.people.get(self._speaker or self._roles.get("A", ""))
        style = speaker.voice.address if speaker else "first"
        if style == "surname":
            return found.surname
        return found.nickname if style == "nickname" and found.nickname else found.short

    def _fact(self, fact: str, form: str) -> str:
        found = self._setting.facts[fact]
        text = {"claim": found.claim, "noun": found.noun, "gerund": found.gerund}[form]
        if self._in_speech:
            text = self._from_the_speaker(text)
        return CLAIM_SLOT.sub(self._named, text)

    def _from_the_speaker(self, text: str) -> str:
        other = self._roles.get("B", "") if self._speaker == self._roles.get("A", "") else self._roles.get("A", "")
        if self._speaker:
            text = said_of_self(text, "{" + self._speaker + "}", "I")
        return said_of_self(text, "{" + other + "}", "you") if other else text

    def _named(self, found: re.Match[str]) -> str:
        """A person's short name for the slot; anything else a person wrote in braces stays as it is."""
        person = self._setting.people.get(found.group(1))
        return person.short if person else found.group(0)

    def _thing(self, item: str, form: str) -> str:
        found = self._setting.items[item]
        if form == "a":
            return found.name if found.plural else article(found.name)
        if form in ("it", "them"):
            return "them" if found.plural else "it"
        if form == "its":
            return "their" if found.plural else "its"
        if form in AGREEMENT:
            return AGREEMENT[form][found.plural]
        return f"the {found.name}"

    def _plain(self, root: str) -> str:
        person = self._setting.people[self._roles["A"]]
        if root == "tell":
            return past_phrase(person.tell)
        if root == "oath":
            return draws.pick(self._rng, person.voice.oaths)
        if root == "hedge":
            return draws.pick(self._rng, person.voice.hedges)
        place = self._setting.places[self._features["place"][0]]
        return f"{place.preposition} {place.name}".strip()


def _speaks_of_itself(fragment: Fragment, roles: Mapping[str, str]) -> bool:
    """Whether a kernel's part named in the text is A or B, without the fragment's conditions having said so."""
    if any(key in ("a", "b", "is") for key, _ in fragment.when):
        return False
    near = {roles.get("A", ""), roles.get("B", "")} - {""}
    named = (slot.root for line in fragment.lines for slot in slots_in(line.pieces) if slot.root not in ("A", "B"))
    return any(roles.get(root, "") in near for root in named)


def _merged(beat: Beat) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, values in beat.features:
        found[key] = (*found.get(key, ()), *values)
    return found


def _literal(pieces: Pieces) -> str:
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif isinstance(piece, Choice):
            out.append(_literal(piece.options[0]))
    return " ".join(out)


def _content(text: str) -> Sequence[str]:
    return [word.lower() for word in WORD.findall(text) if len(word) >= LONG_WORD]
