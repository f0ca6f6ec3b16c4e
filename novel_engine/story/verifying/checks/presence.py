"""Whether those who speak and act in a paragraph are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, EventBrief, SceneBrief
from novel_engine.story.verifying.passages import (
    DOUBT,
    HAD,
    RECOLLECTING,
    RELATIVE_CLAUSE,
    SOME_TIME,
    Names,
    Sentence,
    narrated_sentences,
)

WAS_DOING = (
    r"(?:was|were) (?:\w+ly )?(?!leaving|going|coming|staying|getting|hiding|lying|being"
    r"|having|dying|missing|nothing)\w+ing"
)
SAYING = (
    "said|asked|told|replied|answered|added|called|whispered|muttered|murmured|shouted"
    "|remarked|agreed|repeated|began|continued|put in|went on|suggested|observed|declared"
    "|announced|snapped|growled|breathed"
)
DOING = (
    rf"{SAYING}|nodded|shrugged|smiled|grinned|laughed|frowned|sighed|coughed|winced|blinked"
    r"|swallowed|glanced|leaned|leant|bent|knelt|sat|stood|walked|came(?! between| first| last"
    r"| next| to mind| of)|went|looked|turned|put|took|gave|handed|passed|set|laid|shook|picked"
    r"|reached|poured|opened|closed|shut|watched|waved|pointed|crossed|stepped|lifted|pulled"
    r"|pushed|drew|held|wiped|stirred|cut|ate|drank|listened|waited|snored|yawned|touched|dropped"
    r"|threw|tossed|raised|lowered|folded|rubbed|scratched|hummed|whistled|sang|cried|wept|spoke"
    r"|moved|rose|hurried|slipped|stamped|kicked|struck|hit|slapped|kissed|hugged|appeared|arrived"
    r"|entered|returned|joined|stared|squinted|peered|sipped|chewed|tapped|knocked|snorted"
    r"|chuckled|gasped|grunted|wrapped|dried|carried|started|followed|leapt|jumped|fell|climbed"
    r"|pressed|brushed|settled|busied|helped|offered|interrupted|intervened|cleared|ladled|filled"
    r"|emptied|lit|hung|threaded|unbuttoned|buttoned|fetched|brought|swept|tied|untied|packed"
    r"|unpacked|squeezed|patted|clapped|caught|grabbed|seized|took over|broke in|perched|lounged"
    r"|got (?:up|down|to|out|in|himself|herself|themself)|stretched|bowed|tugged|spread|unfolded"
    r"|paced|lingered|hovered|edged|crouched|squatted|strode|marched|wandered|backed|retreated"
    r"|gestured|beckoned|grimaced|scowled|beamed|blushed|flinched|shivered|trembled|hesitated"
    r"|paused|gazed|eyed|straightened|slumped|flopped|tilted|cocked|rapped|drummed|twisted"
    r"|unscrewed|scraped|scrubbed|dug|dragged|hauled|poked|bit|licked|spat|clung|hammered|chopped"
    r"|nudged|prodded|elbowed|slammed|banged|bent|rolled|peeled|sliced|stacked|dealt|counted"
)
NOT_HERE = re.compile(
    r"\b(?:upstairs|next door|through the (?:wall|door|floor|hatch|boards)|behind the (?:wall|door)"
    r"|beyond|overhead|outside|down the (?:passage|hall|line)|somewhere|elsewhere|asleep|by now"
    r"|voice|heard|hear|sound\w*|footsteps|across the|far off|in the distance|letter|note|list"
    r"|handwriting|wrote|written|photograph|picture)\b",
    re.I,
)
ENTERS = re.compile(
    r"\b(?:came in|walked in|stepped in|burst in|entered|sat down|joined (?:them|her|him)|came "
    r"(?:over|across|up))\b"
)
NOT_SAID = re.compile(r"\A(?:Neither|Nobody|No one|Not|Nor|Never|Whoever|Had|If|Were|Should)\b")
ONLY_IF = re.compile(
    r"\b(?:(?<!as )if|unless|whenever|would have|as (?:she|he|they) (?:always|used to|did))\b"
)
PREPOSITIONS = (
    "With|Without|For|In|On|At|By|Behind|Beside|Near|Across|From|Under|Over|Against"
    "|Through|Outside|Inside|To|After"
)
CLAUSE = (
    rf"(?:\A[\"'(]*|\A(?:{PREPOSITIONS})\s[^,.;]{{2,40}}\s|[,;:—]\s|\s-\s"
    r"|\b(?:[Aa]nd|[Bb]ut|[Tt]hen|[Ss]o|[Nn]ow|[Hh]ere|while|as|where|when|because|for)\s)"
)
SOME_ADVERB = (
    r"(?:\s(?:\w+ly|then|only|just|too|also|still|never|even|both|all|at last|in turn|merely))?"
)


INSERTED = r"(?:,[^,.;]{2,60},)?"
BODY_PARTS = "hands?|eyes|fingers|fist|mouth|shoulders?|knees?|foot|feet|boots?|elbow|palm"
PART_DOES = (
    "closed|came|rested|moved|shook|met|narrowed|tightened|found|went|lay|fell|rose"
    "|stopped|twitched|was on|were on"
)
BESIDE_IT = (
    r"\b(?:[Bb]ehind|[Bb]eside|[Bb]etween|[Oo]pposite|[Nn]ear|[Nn]ext to|[Ii]n|[Aa]t|[Bb]y|[Oo]n"
    r"|[Tt]here) [^,.;]{0,40}?\s?(?:stood|sat|lay|knelt|leaned|leant|waited|crouched|came)"
)
BACK_CAME = r"\A(?:Up|In|Out|Over|Down|Back) (?:came|went|got|stepped|walked)"
FACING = (
    r"(?:turned to|looked (?:across |over |up |hard |back )?at"
    r"|glanced (?:across |over |up |back )?at|nodded (?:at|to)|smiled at|winked at|grinned at"
    r"|frowned at|stared at|faced|sat (?:down )?(?:beside|next to|opposite|by)"
    r"|stood (?:beside|behind|next to|by|over)|took hold of|whispered to|handed"
    r"|put an? (?:hand|arm) (?:on|round|around)|embraced|pushed past)"
)


def _doing(anybody: str, name: str) -> Iterator[str]:
    """The patterns by which somebody of these names does something, or is faced."""
    does = rf"{SOME_ADVERB}\s(?:{DOING}|{WAS_DOING})\b"
    joined = rf"(?:\s(?:and|or)\s(?:{anybody}))?"
    yield rf"{CLAUSE}{name}{INSERTED}{joined}{does}"
    yield rf"(?:{anybody}) and {name}{does}"
    yield rf"\b[Ii]t was {name} who (?:{DOING})\b"
    yield rf"{BESIDE_IT} {name}(?!'s)|{BACK_CAME} (?P<again>{anybody})"
    yield rf"{CLAUSE}{name}'s (?:\w+ )?(?:{BODY_PARTS}) (?:{PART_DOES})\b"
    who = rf"(?:{anybody}|\b[Hh]e|\b[Ss]he|\b[Tt]hey)"
    yield rf"{who}\s(?:\w+ly\s)?{FACING}\s{name}(?!'s|\w)"


class PresenceChecks:
    """The checks of who is there in one chapter's paragraphs."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        self._course = _by_scene(brief)
        name = rf"(?P<name>{names.pattern})"
        self._tagged = re.compile(rf'""\s(?:{SAYING})\s(?:to \w+ )?{name}')
        self._behind = re.compile(rf'""\s{name}{SOME_ADVERB}\s(?:{SAYING})\b')
        self._doing = tuple(map(re.compile, _doing(names.pattern, name)))

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        scenes = self._brief.scenes_of(paragraph.events)
        here = self._here(paragraph)
        if self._brief.ending in paragraph.events:
            here = frozenset(self._brief.people) - self._departed(paragraph)
        elif not scenes:
            return
        if paragraph.speaker and paragraph.speaker not in here:
            yield self._missing(paragraph.speaker, paragraph, paragraph.text[:80])
        yield from self._absent(paragraph, narrated_sentences(paragraph.text), here)

    def _here(self, paragraph: Paragraph) -> frozenset[str]:
        """Whoever is there at what a paragraph tells, or just before it, or just after."""
        found: set[str] = set()
        for scene in self._brief.scenes_of(paragraph.events):
            near = self._near(scene, paragraph)
            found.update(person for event in near for person in event.people)
            # Where the ground is told, whoever the scene is for is on the way.
            if not all(event.verb for event in near):
                found |= scene.people
        return frozenset(found)

    def _near(self, scene: SceneBrief, paragraph: Paragraph) -> list[EventBrief]:
        """What a paragraph tells of a scene, with the event before it and the one after."""
        of_scene = self._course[scene.number]
        at = [n for n, event in enumerate(of_scene) if event.id in paragraph.events]
        return of_scene[max(0, min(at) - 1) : max(at) + 2]

    def _departed(self, paragraph: Paragraph) -> frozenset[str]:
        """Whoever has left the story before what the paragraph tells."""
        first = min(event for event in paragraph.events)
        return frozenset(person for person, since in self._brief.gone.items() if since < first)

    def _missing(self, person: str, paragraph: Paragraph, evidence: str) -> Fault:
        if person in self._departed(paragraph):
            return Fault("dead-person", "somebody acts who has left the story", evidence)
        return Fault("absent-person", "somebody acts who is not in this scene", evidence)

    def _absent(
        self, paragraph: Paragraph, told: tuple[Sentence, ...], here: frozenset[str]
    ) -> Iterator[Fault]:
        verbs = {event.verb for event in self._brief.events_of(paragraph.events)}
        # Whoever is thought of need not be there.
        thought = bool(verbs) and all(self._brief.marked(verb, "thinks") for verb in verbs)
        for sentence in told:
            for who in self._doers(sentence, thought=thought):
                if who not in here:
                    yield self._missing(who, paragraph, sentence.text[:100])

    def _doers(self, sentence: Sentence, *, thought: bool) -> Iterator[str]:
        """Whoever speaks or acts in a sentence, here and now."""
        for pattern in (self._tagged, self._behind):
            for found in pattern.finditer(sentence.text):
                yield self._names.id_of(found["name"])
        bare = RELATIVE_CLAUSE.sub("", sentence.text)
        if thought or _is_of_elsewhere(sentence, bare) or ONLY_IF.search(bare):
            return
        for pattern in self._doing:
            for found in filter(_is_now, pattern.finditer(sentence.text)):
                yield self._names.id_of(found["name"] or found["again"])


def _by_scene(brief: ChapterBrief) -> dict[int, list[EventBrief]]:
    found: dict[int, list[EventBrief]] = {}
    for event in brief.events.values():
        found.setdefault(event.scene, []).append(event)
    return found


def _is_now(found: re.Match[str]) -> bool:
    """Whether nothing up to there puts it in doubt or into another time."""
    before = RELATIVE_CLAUSE.sub("", found.string[: found.end()])
    return not (DOUBT.search(before) or HAD.search(before) or SOME_TIME.search(before))


def _is_of_elsewhere(sentence: Sentence, bare: str) -> bool:
    """Whether it is of another time or place, or of none; `bare` has no relative clauses."""
    if RECOLLECTING.search(bare) or NOT_SAID.match(bare) or bare.endswith("?"):
        return True
    if sentence.recalled and not HAD.search(bare):
        return True
    return bool(NOT_HERE.search(bare)) and not ENTERS.search(bare)
