"""The plain voice: a narrator that tells whatever can happen, in any world, with nothing written for
it.

It is made of plain lines (`plain: true`), which say who, to whom and about what, and of what facts,
people and places are called; where no line fits, an act is told in its verb's own words. A line may be
used again, but goes behind those that have been used less; one for once is used before the others, and
once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from novel_engine.story.english.clauses import is_finite
from novel_engine.story.english.text import SPEECH, as_title
from novel_engine.story.fabula.events import OPENING
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens import draws
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.fragments import WORLD_SLOTS, Fragment, Line, Slot, slots_in
from novel_engine.story.givens.texture import MOTIF_STAGES
from novel_engine.story.givens.verbs import Verb
from novel_engine.story.realising.attribution import Delivery
from novel_engine.story.realising.plain_person import OwnMentions, PersonAndTense, titled_by
from novel_engine.story.realising.plain_phrases import wish_of
from novel_engine.story.realising.plain_writer import PlainWriter
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.realising.referring_expressions import Mentions
from novel_engine.story.realising.taste import (
    AT_HAND_ONCE,
    AT_HAND_PLAIN,
    FAR_BACK,
    FINE,
    FOR_ONCE,
    JUST_TOLD,
    LONGEST_EXAMPLE,
    LUCK,
    MOST_TOGETHER,
    PARTICULAR,
    SMOOTH_ENOUGH,
    SPARE,
    USED_BEFORE,
)
from novel_engine.story.realising.variety import Shelf, smoothness
from novel_engine.story.telling.syuzhet import (
    SAID_PLAINLY,
    Beat,
    Chapter,
    Paragraph,
    RenderedChapter,
    Telling,
)

ROLE_IN_WORDS = re.compile(r"\{([A-Z])\}")
PARAGRAPHS_OF_THEIR_OWN = frozenset(("ending", "loose_end", "image"))
"""What begins a paragraph of its own."""
NAMED_ANEW = frozenset(("ending", "terms", "opening", "stated"))
OPENING_BEATS = frozenset(("opening", "scene"))
LOOKS = re.compile(r"\b(?:seemed|could see that|could be seen|\{tell\})")
OF_SPEECH = re.compile(r"[A-Z][\w ,;:.'’!?-]*[.!?]")
TOLD_FORMS = frozenset(("claim", "told"))
FACT_ROLES = ("F", "G")


class PlainVoice(Realiser):
    """Tells one story's chapters in order, in plain words."""

    _mentions: OwnMentions

    def __init__(self, setting: Setting, fragments: Iterable[Fragment]) -> None:
        super().__init__(setting, (*fragments, *_own_lines(setting)))
        self._shelf = Shelf("/".join((setting.seed, *sorted(setting.people))))
        self._times: Counter[str] = Counter()
        self._facts_told: dict[str, int] = {}
        self._told = 0
        self._titles: set[str] = set()
        self._now: Mapping[str, tuple[str, ...]] = {}
        self._sayable = {who: _sayable(setting, who) for who in sorted(setting.people)}

    @property
    def _voice(self) -> PersonAndTense:
        return self._mentions.voice

    def _memory(self) -> OwnMentions:
        return OwnMentions(self._setting.people)

    def _of_this_voice(self, fragments: Iterable[Fragment]) -> Iterable[Fragment]:
        return (fragment for fragment in fragments if fragment.plain)

    def _features(self, beat: Beat) -> Mapping[str, tuple[str, ...]]:
        """What is so of the beat, and which of its facts the reader has been told."""
        facts = [role for role in FACT_ROLES if beat.roles.get(role) in self._setting.facts]
        again = tuple(role for role in facts if beat.roles.get(role) in self._facts_told)
        first = tuple(role for role in facts if role not in again)
        far = tuple(role for role in again if self._is_far(beat.roles.get(role)))
        found = super()._features(beat)
        told = {"again": again, "first": first, "far": far, "so_far": (self._so_far(),)}
        grounds = self._grounds(found.get("grounds", ()))
        example = {"example": tuple(self._sayable.get(beat.roles.get("A"), ())[:1])}
        return {**found, **example, **told, **grounds, **self._of_its_facts(beat)}

    def _grounds(self, grounds: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        """What a conclusion stands on, without what has just been told, if there is anything else."""
        older = tuple(fact for fact in grounds if not self._is_just_told(fact))
        if older == grounds:
            return {"ground": ()}
        return {"ground": ("part",), "grounds": older} if older else {"ground": ("just",)}

    def _of_its_facts(self, beat: Beat) -> Mapping[str, tuple[str, ...]]:
        """Which of its facts are about whoever acts, of what kind is what is given in answer, and
        whether that is what was asked about.
        """
        facts = {role: self._setting.facts.get(beat.roles.get(role)) for role in FACT_ROLES}
        actor, given = beat.roles.get("A"), facts["G"]
        own = tuple(role for role, fact in facts.items() if fact and fact.subject == actor)
        same = "true" if given == facts["F"] else "false"
        hurt = {fact.hurts for fact in facts.values() if fact}
        of_them = {
            "own": own,
            "hurts": tuple(role for role in "AB" if beat.roles.get(role) in hurt),
        }
        return {**of_them, "gives": (given.kind,), "same": (same,)} if given else of_them

    def _so_far(self) -> str:
        """How much of the plot the reader has been told outright."""
        spines = self._setting.spines
        if any(spine.deed in self._facts_told for spine in spines):
            return "solved"
        return "happened" if any(s.happened in self._facts_told for s in spines) else "nothing"

    def _is_just_told(self, fact: str) -> bool:
        return fact in self._facts_told and self._told - self._facts_told[fact] <= JUST_TOLD

    def _is_far(self, fact: str) -> bool:
        """Whether it is so long ago that the reader was told it that it bears saying again."""
        return self._told - self._facts_told[fact] > FAR_BACK

    def _candidates(self, beat: Beat, roles: Mapping[str, str]) -> list[tuple[int, Fragment]]:
        features = self._features(beat)
        rng = draws.generator(self._setting.seed, f"words/{beat.tells}", beat.events[-1], "")
        found = []
        for fragment in self._by_beat.get(beat.tells, ()):
            luck = draws.scaled(rng.random(), LUCK * FINE)
            if not self._is_used_up(fragment) and fragment.fits(features):
                found.append((self._worth(fragment, beat) * FINE + luck, fragment))
        return sorted(found, key=lambda one: (-one[0], one[1].id))

    def _is_used_up(self, fragment: Fragment) -> bool:
        return fragment.id in self._used or (fragment.once and self._times[fragment.id] > 0)

    def _worth(self, fragment: Fragment, beat: Beat) -> int:
        of_its_kind = sum(key in ("kind", "sort") for key, _ in fragment.when)
        worth = (fragment.particularity + of_its_kind) * PARTICULAR - SPARE * fragment.spare
        worth += FOR_ONCE * fragment.once - SPARE * self._is_of_my_looks(fragment, beat)
        at_hand = AT_HAND_ONCE if fragment.once else AT_HAND_PLAIN
        return (
            worth
            + round(self._shelf.nearness(fragment.id) * at_hand)
            - USED_BEFORE * self._times[fragment.id]
        )

    def _is_of_my_looks(self, fragment: Fragment, beat: Beat) -> bool:
        """Whether it says how somebody looks who tells it themself, and cannot see it."""
        is_mine = self._voice.me and beat.roles.get("A") == self._voice.me
        return bool(is_mine and LOOKS.search(SPEECH.sub("", fragment.text)))

    def _sound(self, fragment: Fragment, beat: Beat, recent: frozenset[str]) -> int:
        """How smooth it would be here: plain words may be heard as often as they are wanted."""
        return smoothness(self._last_length, fragment) // SMOOTH_ENOUGH

    def _fillable(self, fragment: Fragment, roles: Mapping[str, str]) -> bool:
        return not self._lacking(fragment, roles)

    def _has(self, slot: Slot, roles: Mapping[str, str]) -> bool:
        match slot.root:
            case "premise" | "until":
                return bool(getattr(self._setting, slot.root))
            case "one" | "other" | "do" | "or_do":
                both = len(self._now.get("sides", ())) > 1 and all(self._now.get("ways", ("",)))
                return both and bool(roles.get("F"))
            case "others" | "rest":
                near = (roles.get("A"), roles.get("B"))
                return any(person not in near for person in self._mentions.present)
            case "grounds":
                return bool(self._now.get("grounds")) and "just" not in self._now["ground"]
            case root if root in WORLD_SLOTS:
                return bool(self._now.get(root))
            case "wish":
                return bool(wish_of(self._setting, roles.get("B") or roles.get("A", "")))
            case "when" | "world" | "people" | "cast" | "many":
                return True
            case _:
                return super()._has(slot, roles)

    def _is_stale(self, paragraphs: Sequence[Paragraph]) -> bool:
        """Facts are said again in the same words, whole paragraphs are not."""
        return any(self._heard.has(paragraph.text) for paragraph in paragraphs)

    def chapter(self, telling: Telling, chapter: Chapter) -> RenderedChapter:
        """The chapter in words, narration that goes on in one paragraph."""
        me = chapter.focalizer if telling.person == "first" else ""
        self._mentions.voice = PersonAndTense(me, telling.tense == "present")
        told = super().chapter(telling, chapter)
        beats = {event: beat for beat in chapter.beats for event in beat.events}
        paragraphs: list[Paragraph] = []
        for one in told.paragraphs:
            both = _in_one(paragraphs[-1], one) if paragraphs else one
            if paragraphs and self._join(paragraphs[-1], one, beats) and self._is_safe(both, beats):
                paragraphs[-1] = both
            else:
                paragraphs.append(one)
        return replace(told, paragraphs=tuple(paragraphs))

    def _join(self, before: Paragraph, after: Paragraph, beats: Mapping[int, Beat]) -> bool:
        """Whether both are told in one paragraph. Who they are stands by itself, what was so before
        anything happened in another.
        """
        if OPENING not in (*before.events[-1:], *after.events[:1]) or len(after.events) > 1:
            return _go_on(before, after, beats)
        of_the_past = {fragment.id for fragment in self._by_beat.get("earlier", ())}
        return of_the_past.issuperset((*before.fragment.split("+"), after.fragment))

    def _is_safe(self, paragraph: Paragraph, beats: Mapping[int, Beat]) -> bool:
        """Whether what is said in one paragraph gives nothing away by standing together."""
        known = (beats[event] for event in paragraph.events if event in beats)
        return not any(self._gives_away([paragraph], beat) for beat in known)

    def _is_missed(self, beat: Beat) -> bool:
        """What has been told already need not be thought over."""
        return super()._is_missed(beat) and beat.tells != "inner"

    def _writer(self, line: Line, beat: Beat, fragment: str) -> PlainWriter:
        now = (
            *((key, self._now.get(key, value)) for key, value in beat.features),
            ("example", self._now.get("example", ())),
        )
        beat = replace(beat, features=now)
        return PlainWriter(self._setting, self._mentions, beat, line.speaker, fragment)

    def _delivery(self, beat: Beat, fragment: str, *, plain: bool = False) -> Delivery:
        how = super()._delivery(beat, fragment, plain=plain)
        return replace(how, me=self._voice.me, now=self._voice.is_present, works={})

    def _beat(self, beat: Beat) -> list[Paragraph]:
        self._used.clear()
        self._now = self._features(beat)
        found = super()._beat(beat)
        self._told += 1
        for paragraph in found:
            self._times[paragraph.fragment] += 1
        return [_as_mended(one) for one in found] if beat.plainly else found

    def in_the_midst(self, beat: Beat, memory: Mentions) -> list[Paragraph]:
        """A beat of somebody else's telling in plain words, by and into their memory of who was named."""
        self._scene = beat.scene
        self._mentions.take_over(memory)
        found = self._beat(beat)
        memory.take_over(self._mentions)
        return found

    def _title(self, chapter: Chapter) -> str:
        """What it is oftenest about, of what gives nothing away; else where it is."""
        facts = self._setting.facts
        about = Counter(
            fact.noun
            for beat in chapter.beats
            for role in FACT_ROLES
            if (fact := facts.get(beat.roles.get(role))) and self._may_stand_above(fact)
        )
        me = self._setting.people.get(self._voice.me)
        of_mine = (noun for noun, _ in about.most_common() if noun)
        nouns = (self._setting.named(titled_by(me, noun)) for noun in of_mine)
        places = (
            dict(beat.features)["place"][0] for beat in chapter.beats if beat.tells in OPENING_BEATS
        )
        where = (self._setting.places[place] for place in places if place in self._setting.places)
        called = (*nouns, *(f"{place.preposition} {place.name}".strip() for place in where))
        new = next((one for one in called if one not in self._titles), called[0] if called else "")
        self._titles.add(new)
        return as_title(new)

    def _may_stand_above(self, fact: Fact) -> bool:
        """Whether a chapter can be called by it: what happened, and what there is to see of it."""
        return any(self._setting.is_so(mark, fact) for mark in ("happened", "bears_out", "raises"))

    def _turn_to(self, beat: Beat) -> None:
        """A choice begins anew, and so do an ending and how people stand: whoever it is about is named."""
        super()._turn_to(beat)
        if beat.tells in NAMED_ANEW or "choice" in self._now.get("comes", ()):
            self._mentions.new_scene()

    def _tried(self, fragment: Fragment, beat: Beat, *, fresh: bool) -> list[Paragraph]:
        found = super()._tried(fragment, beat, fresh=fresh)
        if found:
            told = {*_facts_in(fragment, beat), *self._come_of_it(beat)}
            self._facts_told |= dict.fromkeys(sorted(told), self._told)
            if any(slot.root == "example" for slot in _slots_of(fragment)):
                self._sayable[beat.roles.get("A")].pop(0)
        return found

    def _come_of_it(self, beat: Beat) -> tuple[str, ...]:
        """What comes of it for somebody, which is told by being shown."""
        is_upshot = "consequence" in self._now.get("comes", ())
        return (beat.roles.get("F"),) if is_upshot and beat.tells == "complication" else ()


def _facts_in(fragment: Fragment, beat: Beat) -> Iterator[str]:
    """The facts that it says outright."""
    yield from (
        beat.roles.get(slot.root)
        for slot in _slots_of(fragment)
        if slot.root in FACT_ROLES and slot.form in TOLD_FORMS
    )


def _slots_of(fragment: Fragment) -> Iterator[Slot]:
    return (slot for line in fragment.lines for slot in slots_in(line.pieces))


def _sayable(setting: Setting, who: str) -> list[str]:
    """What somebody's file has them say, so far as it is a line or two of speech, in an order of the
    seed's.
    """
    lines = (" ".join(one.split()) for one in setting.people[who].example_dialogue)
    plain = [
        one for one in lines if OF_SPEECH.fullmatch(one) and len(one.split()) <= LONGEST_EXAMPLE
    ]
    return draws.shuffled(draws.generator(setting.seed, "examples", 0, who), plain)


def _own_lines(setting: Setting) -> Iterator[Fragment]:
    """The lines that no file of lines has: for each act, and for the motifs of the story's world."""
    yield from in_their_own_words(setting.verbs.values())
    for number, motif in enumerate(setting.texture.motifs, 1):
        for stage in MOTIF_STAGES:
            if text := motif.line(stage):
                when = (("motif", (motif.what,)), ("is", (stage,)), ("seen", ("true",)))
                name = f"motif.{number}.{stage}"
                yield Fragment(name, "image", when, text, plain=True, once=True)


def in_their_own_words(verbs: Iterable[Verb]) -> Iterator[Fragment]:
    """A line for each act in the words in which its verb is told after the fact, for where there is
    no other.
    """
    for verb in verbs:
        if len(verb.saying) > 1:
            text = ROLE_IN_WORDS.sub(_slot_of, verb.saying[1]).replace("themself", "{A.themself}")
            yield Fragment(
                f"{verb.name}.said", verb.name, (), f"{{A.they}} {text}.", spare=True, plain=True
            )


def _slot_of(found: re.Match[str]) -> str:
    role, after = found[1], found.string[found.end() :]
    if role in FACT_ROLES:
        return f"{{{role}.told}}"
    if role not in ("B", "O"):
        return f"{{{role}}}"
    return "{B}" if after.startswith("'s") or is_finite(after) else "{B.them}"


def _go_on(before: Paragraph, after: Paragraph, beats: Mapping[int, Beat]) -> bool:
    """Whether both are narration of one scene, and not too long for one paragraph."""
    if before.speaker or after.speaker or '"' in before.text + after.text:
        return False
    if after.fragment in before.fragment.split("+"):
        return False
    first, then = beats.get(before.events[-1]), beats.get(after.events[-1])
    if first is None or then is None or then.tells in PARAGRAPHS_OF_THEIR_OWN:
        return False
    together = first.scene == then.scene
    return together and len((before.text + after.text).split()) <= MOST_TOGETHER


def _as_mended(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, fragment=SAID_PLAINLY + paragraph.fragment)


def _in_one(before: Paragraph, after: Paragraph) -> Paragraph:
    by = len(before.text) + 1
    return Paragraph(
        f"{before.text} {after.text}",
        tuple(dict.fromkeys((*before.events, *after.events))),
        "",
        f"{before.fragment}+{after.fragment}",
        (*before.mentions, *(mention.moved(by) for mention in after.mentions)),
    )
