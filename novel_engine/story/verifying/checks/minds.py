"""Whether a paragraph looks into a mind that is not the focalizer's, or says what the focalizer has
no idea of yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.english.stems import content_alike, stems
from novel_engine.story.english.text import BREAK_IN_NARRATION, straightened
from novel_engine.story.fabula.events import OPENING
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import ChapterBrief, ClaimBrief
from novel_engine.story.verifying.passages import (
    Names,
    Sentence,
    is_negated,
    narrated_sentences,
    speeches,
)
from novel_engine.story.verifying.thresholds import (
    ALL_BUT,
    CONTENT,
    ENOUGH_OF_ITS_OWN,
    ENOUGH_OF_OWN,
    LEAST,
    SHARE,
    SHORT_WORD,
    WHOLE,
)

SEEN_INTO = re.compile(
    r"\b(?:seem\w*|as if|as though|like someone|look\w*|perhaps|maybe|must|may|might|could|would"
    r"|plain\w*|clear\w*|evident\w*|obvious\w*|apparent\w*|no doubt|doubtless|surely|probably"
    r"|presumably|suppos\w*|guess\w*|saw|see|seen|show\w*|watch\w*|tell|told|said|swear|sworn"
    r"|one could|you could|it was (?:possible|known|said)|thought that|knew that|knew what|face"
    r"|eyes|voice|hands|if|whether|whatever|what|how|why|who|unless|everyone|everybody|they all"
    r"|both|all of them|either|the (?:look|air|manner) of|whoever|any|every)\b",
    re.I,
)
BEFORE_IT = re.compile(
    r"\b(?:if|whether|whatever|what|how|why|that|than|unless|who|which|when|until|as)\s\Z", re.I
)
MAKES_OUT = (
    "thought|knew|saw|felt|understood|noticed|could|supposed|guessed|watched"
    "|remembered|believed|imagined|fancied"
)
FEELING = (
    r"guilt|shame|relief|fear|dread|panic|terror|anger|rage|grief|joy|longing|love|hatred|pity"
    r"|remorse|envy|jealousy|tenderness|despair|hope|regret"
)
THINKS = (
    r"(?:(?:secretly|inwardly|privately)\s(?:\w+ed|thought|knew|felt|meant|hoped|was)\b"
    r"|knew\s(?:more|that|what\s(?:was\scoming|was\sto|it\smeant|lay|would)|why|how|he|she|they"
    r"|it\b|exactly|perfectly|very well|only too well|better|then|at once)|wondered|realised"
    r"|realized|remembered|recalled|regretted|dreaded|wished\s(?!to know)|longed\s|hoped|feared\s"
    r"|worried|despaired|thought\s(?:of\s(?:the|his|her|their|how|what|all|home|it\b)|about|how"
    r"|he|she|back|privately|to\s(?:him|her|them))|felt\s(?!for\b|along|in\s(?:his|her|their|the)"
    r"|under|about\b|around|his\sway|her\sway|their\sway|behind|inside\s(?:his|her|the))"
    r"|understood\s(?:that|then|now|what|why|at)|believed\s(?:that|every|in)|decided\s(?:that"
    r"|now|then|to|privately)|told\s(?:him|her|them)self|was\s(?:\w+ly\s)?thinking\s"
    r"|had\s(?:already\s|long\s)?(?:decided|made\sup\s(?:his|her|their)\smind|resolved)\b"
    r"|(?:hated|envied|despised|pitied|prayed|longed|ached|resented|begrudged|loathed|yearned"
    r"|sensed\sthat|guessed\sthat|intended\sto|suspected\s(?:that|him|her|them|every|no)"
    r"|doubted\s(?:that|it|him|her|every|whether)|trusted\s(?:no|none|nobody))\b"
    r"|could\snot\sstop\sthinking|was\safraid\s(?:that|of\swhat)|could\sfeel\s(?:the|his|her"
    r"|their|a)\s(?:guilt|shame|lie|fear|panic|truth)|was\s(?:secretly|inwardly|privately"
    r"|at\sheart|deep\sdown)\s|was\s(?:\w+ly\s)?tempted\sto\b|could\snot\shelp\s(?:thinking"
    r"|feeling|wondering)|(?:had|was)\s(?:already\s|long\s)?(?:determined"
    r"|resolved)\s(?:to|that|not)|made\sup\s(?:his|her|their)\smind|was\sthinking\b"
    r"|wanted\s(?:nothing\s(?:more|so\smuch|but)|more\sthan\sanything|desperately|badly)\b"
    r"|had\snever\s(?:trusted|liked|loved|forgiven|believed)|was\s(?:surprised|relieved|ashamed"
    r"|astonished|touched|horrified)\s(?:to\s(?:find|see|feel|discover)|at\show|by\show|that))"
)
COMMONPLACE = content_alike(
    stems(
        """go down up out off over take find say make put let come know get give see tell have do mean think
        want keep leave night day morning evening house room door table time hand work good old new last long
        another other here there since nothing anyone someone"""
    )
)


class MindChecks:
    """The checks of one chapter's paragraphs against what its focalizer can see into, and knows."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names
        self._short_names = stems(" ".join(person.short for person in brief.people.values()))
        name = rf"(?P<name>{names.pattern})"
        who = rf"(?:{name}|(?P<pronoun>\b[Hh]e|\b[Ss]he|\b[Zz]e))"
        adverb = r"(?:\s(?:\w+ly|then|now|only|just|still|too|also|both|never|already|at once))?"
        self._thinking = re.compile(rf"{who}{adverb}\s{THINKS}")
        self._thought = re.compile(rf",\s(?:thought|wondered|mused|reflected)\s{name}\b")
        anybody = rf"(?:{names.pattern})"
        self._inwardly = re.compile(
            r"\b(?:Inside|Inwardly|Secretly|Privately|Deep down|Underneath|Somewhere (?:inside"
            r"|within)|In (?:his|her|their) (?:heart|own mind|thoughts)|In secret|At heart"
            rf"|Within),?\s{who}\s|{anybody}'s\s(?:heart|mind|thoughts|soul|conscience)\s"
            rf"|\b(?:in|to|inside)\s{anybody}'s\s(?:mind|heart|thoughts|memory)\b"
            rf"|\bTo {anybody},? it\s|\b(?:occurred|came|dawned)\s(?:to|on)\s{anybody}\sthat\b"
            rf"|\bcrossed\s{anybody}'s\smind|{anybody}'s\s(?:first|only|one|real|secret"
            rf"|private)\s(?:thought|wish|fear|hope)\b|\b[Ww]hat\s{anybody}\s(?:(?:really"
            r"|secretly|truly)\s|(?:wanted|feared|dreaded|longed\sfor|hoped\sfor"
            r"|wished|craved)\s(?:more\sthan|most|above\sall|was\sto|now\swas))"
            r"|\b(?:[Ii]t\s)?(?:struck|seemed\sto|felt\sto|came\sover|haunted|troubled"
            rf"|comforted|gnawed\sat|frightened)\s{anybody}\s(?:that|to\sthink)\b"
            r"|\b[Tt]he\s(?:thought|idea|memory|notion|fear|hope)\s(?:\w+\s){0,4}?(?:came\sto"
            r"|crossed|struck|haunted|pleased|frightened|comforted|troubled|never\sleft"
            rf"|would\snot\sleave|made)\s{anybody}\b|\b(?:[Aa]|[Ss]ome|[Oo]ne)\s(?:small\s|large\s"
            rf"|secret\s)?part\sof\s{anybody}\s(?:\w+\s)?(?:wanted|was|hoped|knew|felt|wished)\b"
            rf"|{anybody}'s\s(?:mind|thoughts|heart|conscience|stomach|spirits)\s(?:was|were|went"
            r"|raced|sank|leapt|turned|flew|wandered|rose|ached|pricked|churned)\b"
        )
        self._overcome = re.compile(
            rf"\b(?i:{FEELING})\s(?:\w+\s)?(?:went|ran|washed|rose|swept|surged"
            r"|flooded|settled|twisted|stabbed|came|seized|took hold|gripped"
            rf"|filled)\s(?:\w+\s)?(?:through\s|over\s|in\s|inside\s|up in\s|of\s|at\s)?{name}"
            rf"|\bbrought\s[^.]{{2,60}}\sback\sto\s(?P<back>{names.pattern})"
        )

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        told = narrated_sentences(paragraph.text)
        for sentence in told:
            if self._looks_inside(sentence, paragraph):
                yield Fault(
                    "mind-reading", "it tells what goes on in another's mind", sentence.text[:120]
                )
        yield from self._leaks(paragraph)

    # Other minds.

    def _looks_inside(self, sentence: Sentence, paragraph: Paragraph) -> bool:
        text = sentence.text
        for pattern in (self._inwardly, self._overcome, self._thought):
            for found in pattern.finditer(text):
                groups = found.groupdict()
                who = groups.get("name") or groups.get("back") or _any_name(self._names, found[0])
                if self._is_another(who, groups.get("pronoun") or "", sentence, paragraph):
                    return not SEEN_INTO.search(text[: found.start()])
        return any(
            self._is_another(found["name"] or "", found["pronoun"] or "", sentence, paragraph)
            for found in self._thinking.finditer(text)
            if self._is_told_outright(found)
        )

    def _is_told_outright(self, found: re.Match[str]) -> bool:
        """Whether the thought is stated, and not guessed at from what can be seen."""
        text = found.string
        before, after = text[: found.start()], text[found.end() :]
        if SEEN_INTO.search(before) or BEFORE_IT.search(before) or is_negated(before):
            return False
        guessed = self._through_the_focalizer(before) or SHOWN.search(after)
        return not guessed and not text.endswith("?")

    def _through_the_focalizer(self, before: str) -> bool:
        """Whether it stands in the sentence as what the focalizer makes of somebody."""
        own = self._brief.people[self._brief.focalizer]
        who = f"{re.escape(own.short)}|{own.pronouns.subject}"
        return bool(re.search(rf"\b(?:{who})\b[^.;]*\b(?:{MAKES_OUT})\b", before, re.I))

    def _is_another(
        self, name: str, pronoun: str, sentence: Sentence, paragraph: Paragraph
    ) -> bool:
        if name:
            return self._names.id_of(name) != self._brief.focalizer
        scenes = self._brief.scenes_of(paragraph.events)
        here = sorted({person for scene in scenes for person in scene.people})
        # Somebody who is spoken of may be absent, and then it is their mind that is thought about.
        return (
            pronoun.lower() not in ("", self._pronoun(self._brief.focalizer))
            and list(map(self._pronoun, here)).count(pronoun.lower()) == 1
            and not sentence.recalled
        )

    # What nobody has told the focalizer.

    def _leaks(self, paragraph: Paragraph) -> Iterator[Fault]:
        at = max(paragraph.events, default=OPENING)
        unknown = [claim for claim in self._brief.claims if claim.since > at]
        if not unknown:
            return
        ground = self._ground(at) | self._told_here(paragraph)
        reason = "it gives away what the focalizer has no idea of yet"
        for text, speaker, tokens_only in _statements(paragraph):
            said = stems(text)
            words = frozenset[str]() if tokens_only else content_alike(said)
            for claim in unknown:
                stated = self._states(claim, words, ground)
                whole = stated and self._is_word_for_word(claim, words, ground)
                gives = stated or bool(claim.tokens and claim.tokens <= said)
                if not claim.tokens and IN_PROSPECT.search(text):
                    continue  # what may be lost is no news of what is
                if whole or (gives and self._is_about(claim.subject, text, speaker, paragraph)):
                    yield Fault("early-leak", reason, text[:120])

    def _ground(self, at: int) -> frozenset[str]:
        """The words of what is known by then, and of places and things, which give nothing away."""
        heard = (claim.every for claim in self._brief.claims if claim.since <= at)
        brief = self._brief
        named = stems(" ".join((brief.at_stake, *brief.places.values(), *brief.items.values())))
        return content_alike(named.union(*heard))

    def _told_here(self, paragraph: Paragraph) -> frozenset[str]:
        """The matter of what the paragraph tells."""
        events = self._brief.events_of(paragraph.events)
        return content_alike(frozenset().union(*(event.matter for event in events)))

    def _states(self, claim: ClaimBrief, words: frozenset[str], ground: frozenset[str]) -> bool:
        """Whether nearly all that a claim says stands in these words, with something new of it."""
        if len(claim.every & words) < CONTENT:
            return False
        if self._is_word_for_word(claim, words, ground):
            return True
        if not claim.subject:
            return False
        own = {word for word in claim.every - ground if self._weight(word) == WHOLE}
        if not own or len(own & words) < ENOUGH_OF_OWN * len(own):
            return False
        total, shared = self._weights(claim.every), self._weights(claim.every & words)
        return shared >= max(SHARE * total, min(total, LEAST))

    def _is_word_for_word(
        self, claim: ClaimBrief, words: frozenset[str], ground: frozenset[str]
    ) -> bool:
        """Whether all but a little of a full enough claim stands there, whoever is named."""
        strong = {word for word in claim.every if self._weight(word) == WHOLE}
        return (
            len(strong) >= ENOUGH_OF_ITS_OWN
            and len(strong & words) >= ALL_BUT * len(strong)
            and bool(strong - ground)
        )

    def _weights(self, words: frozenset[str]) -> int:
        return sum(map(self._weight, sorted(words)))

    def _weight(self, word: str) -> int:
        """How much a word says, in halves: a common one or a name says little."""
        if len(word) < SHORT_WORD:
            return 0
        return 1 if word in COMMONPLACE or word in self._short_names else WHOLE

    def _is_about(self, subject: str, text: str, speaker: str, paragraph: Paragraph) -> bool:
        """Whether the words speak of this person: by name, as `I`, or by a pronoun only theirs."""
        if not subject or subject in self._names.in_text(text):
            return True
        if speaker:
            return speaker == subject and bool(re.search(r"\b(?:I|I'd|I've|me|my)\b", text))
        pronoun = self._pronoun(subject)
        scenes = self._brief.scenes_of(paragraph.events)
        kinds = [self._pronoun(person) for scene in scenes for person in sorted(scene.people)]
        other = pronoun not in (self._pronoun(self._brief.focalizer), "they")
        alone = other and kinds.count(pronoun) == 1
        return alone and bool(re.search(rf"\b{pronoun}\b", text, re.I))

    def _pronoun(self, person: str) -> str:
        return self._brief.people[person].pronouns.subject


def _any_name(names: Names, text: str) -> str:
    return next((found[0] for found, _ in names.found(text)), "")


IN_PROSPECT = re.compile(r"\b(?:(?:stood|stands|to) lose|would lose|as good as gone)\b")
"""What is at stake, or was aimed at, and has not come about."""
SHOWN = re.compile(
    r"\b(?:it showed|one could see|you could see|by the look|to judge by|from the way|visibly)\b",
    re.I,
)


def _statements(paragraph: Paragraph) -> Iterator[tuple[str, str, bool]]:
    """Every sentence with the one before it, and who says it; then the whole, for its tokens."""
    text = straightened(paragraph.text)
    told = [part.text for part in narrated_sentences(paragraph.text)]
    said = [part for found in speeches(text) for part in BREAK_IN_NARRATION.split(found)]
    for parts, speaker in ((told, ""), (said, paragraph.speaker)):
        for at in range(len(parts)):
            yield " ".join(parts[max(0, at - 1) : at + 1]), speaker, False
    yield text, "", True


__all__ = ["MindChecks"]
