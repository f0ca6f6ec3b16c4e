"""The realiser: beats into paragraphs, out of fragments, each used at most once in a story.

The most particular unused fragment whose conditions hold is taken; among equals, one whose words
have rested longest, by the luck of the seed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.fragments import (
    Fragment,
    Line,
    Slot,
    slots_in,
)
from novel_engine.story.givens.roles import Roles
from novel_engine.story.realising.attribution import Delivery, Floor, delivered, in_own_words
from novel_engine.story.realising.continuity import Stage
from novel_engine.story.realising.fitness import (
    SCENERY,
    about_more,
    clause_of,
    content_words,
    speaks_of_itself,
    tiredness,
    words_of_their_own,
)
from novel_engine.story.realising.joints import JOINTS, joined_kind, put_together
from novel_engine.story.realising.referring_expressions import Mentions, Said, as_read, settled
from novel_engine.story.realising.taste import (
    AT_HAND,
    AT_HAND_SCENERY,
    FINE,
    LUCK,
    MOST_SMOOTH,
    PARTICULAR,
    REST,
    SPARE,
    WORDS_TO_SPARE,
)
from novel_engine.story.realising.variety import (
    Shelf,
    TextSoFar,
    last_length,
    sentence_lengths,
    smoothness,
)
from novel_engine.story.realising.writer import Writer, fact_in_form, says_of
from novel_engine.story.telling.measure import SHORT
from novel_engine.story.telling.retold.naming import work_in_words
from novel_engine.story.telling.reveals import revealed
from novel_engine.story.telling.syuzhet import (
    OUTSIDE,
    Beat,
    Chapter,
    Paragraph,
    RenderedChapter,
    Telling,
    merged,
)


class Realiser:
    """Tells one story's chapters in order; remembers what has been used and said."""

    def __init__(self, setting: Setting, fragments: Iterable[Fragment]) -> None:
        self._setting = setting
        self._by_beat = _by_what_they_tell(self._of_this_voice(fragments))
        self._used: set[str] = set()
        self._mentions = self._memory()
        self._stage = Stage()
        self._floor = Floor()
        self._recent: deque[str] = deque(maxlen=REST)
        self._scene = -1
        self._shelf = Shelf(setting.seed)
        self._last_length = 0
        self._heard = TextSoFar()
        self._sparing = False
        self._unfilled: dict[str, None] = {}
        people = setting.people.values()
        self._works = {one.id: work_in_words(setting, one, "worked") for one in people}

    def _memory(self) -> Mentions:
        """Who has been named."""
        return Mentions(self._setting.people)

    def _of_this_voice(self, fragments: Iterable[Fragment]) -> Iterable[Fragment]:
        """Those of the fragments that this narrator uses."""
        return (fragment for fragment in fragments if not fragment.plain)

    def chapter(self, telling: Telling, chapter: Chapter) -> RenderedChapter:
        """The chapter in words; what could not be worded is named."""
        paragraphs: list[Paragraph] = []
        shortfalls: list[str] = []
        self._sparing = telling.distance >= OUTSIDE or telling.words < SHORT
        self._used.update(telling.barred)
        for beat in chapter.beats:
            found = self._beat(beat)
            if not found and self._is_missed(beat):
                shortfalls.append(f"{beat.tells} {beat.events[-1]}")
            paragraphs += found
        title, focalizer = self._title(chapter), chapter.focalizer
        unfilled = tuple(self._unfilled)
        self._unfilled = {}
        return RenderedChapter(
            chapter.number, title, focalizer, tuple(paragraphs), tuple(shortfalls), unfilled
        )

    def _is_missed(self, beat: Beat) -> bool:
        """Whether the story limps where there are no words for it."""
        return beat.needed

    def _title(self, chapter: Chapter) -> str:
        beat = Beat("title", (chapter.number,), 0, chapter.features, Roles.of(A=chapter.focalizer))
        fragment = self._chosen(beat)
        if fragment is None:
            return ""
        return as_read(self._text(fragment.lines[0], beat, fragment.id)).words

    def _beat(self, beat: Beat) -> list[Paragraph]:
        self._turn_to(beat)
        if beat.parts:
            return self._joined(beat) or [
                paragraph for part in beat.parts for paragraph in self._beat(part)
            ]
        if beat.line and (told := self._in_own_words(beat)):
            return told
        return self._first_fit(beat, fresh=True) or (
            self._first_fit(beat, fresh=False) if beat.needed else []
        )

    def _turn_to(self, beat: Beat) -> None:
        """Note where the beat stands and who is there."""
        if beat.scene != self._scene:
            self._scene = beat.scene
            self._mentions.new_scene()
        self._mentions.present = beat.present
        self._stage = self._stage.entered(beat.scene, merged(beat))
        self._floor = self._floor.entered(beat.scene)

    def _first_fit(self, beat: Beat, *, fresh: bool) -> list[Paragraph]:
        """The beat in the best words that give nothing away, and, if they are to be fresh, that
        repeat nothing told.
        """
        unfit: list[str] = []
        paragraphs: list[Paragraph] = []
        while not paragraphs and (fragment := self._chosen(beat)) is not None:
            paragraphs = self._tried(fragment, beat, fresh=fresh)
            if not paragraphs:
                unfit.append(fragment.id)
        self._used.difference_update(unfit)
        if paragraphs:
            self._note(paragraphs)
        return paragraphs

    def _tried(self, fragment: Fragment, beat: Beat, *, fresh: bool) -> list[Paragraph]:
        """The beat in these words; nothing, and nothing changed, where they do not fit."""
        mentions, recent, floor = self._mentions, self._recent, self._floor
        self._mentions, self._recent = mentions.copy(), recent.copy()
        paragraphs = self._worded(fragment, beat)
        if not self._gives_away(paragraphs, beat) and not (fresh and self._is_stale(paragraphs)):
            self._stage = self._stage.after(fragment, dict(beat.roles), beat.verb)
            return paragraphs
        # Nobody has heard it: the words may be used later, and nobody has been named.
        self._mentions, self._recent, self._floor = mentions, recent, floor
        return []

    def _is_stale(self, paragraphs: Sequence[Paragraph]) -> bool:
        return self._heard.again([paragraph.text for paragraph in paragraphs])

    def _note(self, paragraphs: Sequence[Paragraph]) -> None:
        """Remember that these were told."""
        texts = [paragraph.text for paragraph in paragraphs]
        self._last_length = last_length(texts)
        self._heard.note(texts)

    def _in_own_words(self, beat: Beat) -> list[Paragraph]:
        """The beat in the words it was decided in, whole; nothing where they would give away what
        must not show yet.
        """
        delivery = self._delivery(beat, "")
        mentions = self._mentions.copy()
        paragraph, floor = in_own_words(beat, delivery, mentions, self._floor)
        if self._gives_away([paragraph], beat):
            return []
        self._mentions, self._floor = mentions, floor
        if not paragraph.speaker:
            self._stage = self._stage.unsettled(beat.roles.get("A"))
        self._recent.extend(content_words(paragraph.text))
        self._note([paragraph])
        return [paragraph]

    def _joined(self, beat: Beat) -> list[Paragraph]:
        """Two small acts in a sentence; nothing where there is no clause for either."""
        parts = [replace(part, tells=joined_kind(part.tells)) for part in beat.parts]
        clauses = self._clauses(parts)
        if not clauses:
            return []
        self._mentions.new_paragraph()
        first, second = self._in_clauses(parts, clauses, again=beat.tells == "and")
        rng = draws.generator(self._setting.seed, "joint", beat.events[-1], beat.tells)
        said = put_together(draws.pick(rng, JOINTS[beat.tells]), first, second)
        self._floor = self._floor.after(said, "")
        said = as_read(said)
        ids = "+".join(fragment.id for fragment in clauses)
        return [Paragraph(said.words, beat.events, "", ids, said.mentions)]

    def _clauses(self, parts: Sequence[Beat]) -> list[Fragment]:
        """A clause for each act; nothing, and none used up, where one has none."""
        chosen = [self._chosen(part) for part in parts]
        found = [fragment for fragment in chosen if fragment is not None]
        if len(found) == len(parts):
            return found
        self._used.difference_update(fragment.id for fragment in found)
        return []

    def _in_clauses(
        self, parts: Sequence[Beat], clauses: Sequence[Fragment], *, again: bool
    ) -> list[Said]:
        """Each act in its clause, the last that of somebody who has done something `again`."""
        found = []
        for part, fragment in zip(parts, clauses, strict=True):
            line = clause_of(fragment, again=again and part is parts[-1])
            found.append(self._text(line, part, fragment.id))
            self._stage = self._stage.after(fragment, dict(part.roles), part.verb)
        return found

    def _worded(self, fragment: Fragment, beat: Beat) -> list[Paragraph]:
        found = []
        for line in fragment.lines:
            self._mentions.new_paragraph()
            said = self._text(line, beat, fragment.id)
            speaker = beat.roles.get(line.speaker)
            how = self._delivery(beat, fragment.id, plain=fragment.plain)
            said, self._floor = delivered(said, speaker, how, self._mentions, self._floor)
            said = as_read(said)
            found.append(Paragraph(said.words, beat.events, speaker, fragment.id, said.mentions))
        return found

    def _delivery(self, beat: Beat, fragment: str, *, plain: bool = False) -> Delivery:
        """How a paragraph of these words is delivered."""
        people, seed = self._setting.people, self._setting.seed
        return Delivery(people, beat, seed, fragment, plain, works=self._works)

    def _gives_away(self, paragraphs: Sequence[Paragraph], beat: Beat) -> bool:
        """Whether the words would show the reader what the focalizer has no idea of."""
        return bool(beat.unknown) and any(
            fact in beat.unknown for p in paragraphs for fact in revealed(self._setting, p.text)
        )

    def _chosen(self, beat: Beat) -> Fragment | None:
        """The fragment of the most points, which is used up by this; the first by id of equals.

        Those that could not have the most, however well they sounded, are never read.
        """
        roles = dict(beat.roles)
        recent = frozenset(self._recent)
        most, found = 0, None
        for points, fragment in self._candidates(beat, roles):
            if found is not None and points + MOST_SMOOTH * FINE < most:
                break
            if not self._fillable(fragment, roles):
                continue
            points += self._sound(fragment, beat, recent) * FINE
            if found is None or (-points, fragment.id) < (-most, found.id):
                most, found = points, fragment
        if found is not None:
            self._used.add(found.id)
        return found

    def _candidates(self, beat: Beat, roles: Mapping[str, str]) -> list[tuple[int, Fragment]]:
        """The fragments that fit, with what they are worth before they are read, dearest first."""
        features = self._features(beat)
        rng = draws.generator(self._setting.seed, f"words/{beat.tells}", beat.events[-1], "")
        found = []
        for fragment in self._by_beat.get(beat.tells, ()):
            drawn = rng.random()
            if (
                fragment.id not in self._used
                and fragment.fits(features)
                and not self._stage.contradicts(fragment, roles)
            ):
                luck = draws.scaled(drawn, LUCK * FINE)
                found.append((self._worth(fragment, beat) * FINE + luck, fragment))
        return sorted(found, key=lambda one: (-one[0], one[1].id))

    def _features(self, beat: Beat) -> Mapping[str, tuple[str, ...]]:
        """What is so of the beat, as conditions ask for it."""
        return merged(beat)

    def _worth(self, fragment: Fragment, beat: Beat) -> int:
        """How particular it is, and whether it is this story's to use."""
        scenery = beat.tells in SCENERY
        worth = about_more(fragment) if scenery else fragment.particularity * PARTICULAR
        at_hand = self._shelf.nearness(fragment.id) * (AT_HAND_SCENERY if scenery else AT_HAND)
        return worth + round(at_hand) - SPARE * fragment.spare

    def _sound(self, fragment: Fragment, beat: Beat, recent: frozenset[str]) -> int:
        """How it would sound after what was just told, at most MOST_SMOOTH: smooth, short where
        words are to be spared, and of words that have not been heard lately.
        """
        spared = sum(sentence_lengths(fragment)) // WORDS_TO_SPARE if self._sparing else 0
        smooth = smoothness(self._last_length, fragment)
        return smooth - spared - tiredness(fragment, beat, recent)

    def _fillable(self, fragment: Fragment, roles: Mapping[str, str]) -> bool:
        """Whether every slot has something to fill it, or else it is noted; and nobody would be
        spoken of by name in their own line.
        """
        if speaks_of_itself(fragment, roles):
            return False
        lacking = self._lacking(fragment, roles)
        if lacking:
            self._unfilled[f"{fragment.id} {{{lacking}}}"] = None
        return not lacking

    def _lacking(self, fragment: Fragment, roles: Mapping[str, str]) -> str:
        """The first slot or speaker that nothing fills; empty where all have something."""
        for line in fragment.lines:
            if line.speaker and not roles.get(line.speaker):
                return line.speaker
            for slot in slots_in(line.pieces):
                if not self._has(slot, roles):
                    return f"{slot.root}.{slot.form}" if slot.form else slot.root
        return ""

    def _has(self, slot: Slot, roles: Mapping[str, str]) -> bool:
        match slot.root:
            case "tell" | "oath" | "hedge":
                person = self._setting.people.get(roles.get("A", ""))
                return person is not None and bool(words_of_their_own(person, slot.root))
            case "here" | "there":
                return True
            case "E":
                return bool(says_of(self._setting, roles.get("E", "")))
            case "F" | "G":
                fact = self._setting.facts.get(roles.get(slot.root, ""))
                return fact is not None and bool(fact_in_form(fact, slot.form))
            case _:
                return bool(roles.get(slot.root, ""))

    def _text(self, line: Line, beat: Beat, fragment: str) -> Said:
        writer = self._writer(line, beat, fragment)
        writer.heard = self._heard
        writer.write(line.pieces)
        said = settled(writer.said)
        self._recent.extend(content_words(said.words))
        return said

    def _writer(self, line: Line, beat: Beat, fragment: str) -> Writer:
        """Whoever writes this paragraph."""
        return Writer(self._setting, self._mentions, beat, line.speaker, fragment)


def _by_what_they_tell(fragments: Iterable[Fragment]) -> dict[str, list[Fragment]]:
    found: dict[str, list[Fragment]] = {}
    for fragment in fragments:
        kind = joined_kind(fragment.tells) if fragment.clause else fragment.tells
        found.setdefault(kind, []).append(fragment)
    return found
