"""Whether things are in the hands that hold them, and pass as they passed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.telling.syuzhet import Paragraph
from novel_engine.story.verifying.brief import LYING, ChapterBrief, EventBrief
from novel_engine.story.verifying.passages import (
    Names,
    Sentence,
    is_doubted,
    is_negated,
    is_recalled,
    narrated_sentences,
)

OF_MANY = frozenset(
    (
        "knife lamp cup mug key book box list pencil pen spoon coat glove letter paper page note "
        "candle rope tin bottle bag"
    ).split()
)
"""Things of which any house has several: by the bare word, another may be meant."""
WHOSE = r"(?:his|her|their|zir|a|an|one|some|the|NAME's)"
POCKET = (
    r"(?:pocket|waistcoat|apron|coat|bag|sleeve|glove|mitt|jacket|boot|satchel|purse|shirt"
    r"|belt|trousers|cuff)s?\b"
)
IN_CLOTHES = re.compile(rf"\b{POCKET}")
HAVING = (
    (
        r"NAME\s(?:\w+ly\s)?(?:gave|handed|passed|offered|slid|tossed|held "
        r"out)\s(?:\w+\s)?(?:to\s\w+\s)?ITEM\b"
    ),
    r"NAME\s(?:\w+ly\s)?(?:took|pulled|drew|fished|brought|produced|slid|dug|got"
    r"|lifted)\s(?:out\s)?ITEM\s(?:out\sof|from|out\sfrom|from\sout\sof|from\sunder"
    rf"|from\sinside)\s(?:\w+\s)?{WHOSE}\s(?:own\s)?(?:\w+\s)?{POCKET}",
    r"NAME\s[^.;]{0,40}(?:ITEM[^.;]{0,30}\s(?:and|then)\s)?(?:put|slid|slipped|dropped|tucked"
    r"|stuffed|pushed|thrust|returned|stowed)\s(?:ITEM)\s(?:back\s|away\s|down\s)?(?:in|into"
    rf"|inside|to|up|under)\s(?:\w+\s)?{WHOSE}\s(?:own\s)?(?:\w+\s)?{POCKET}",
    r"NAME\s[^.;]{0,40}ITEM[^.;]{0,30}\s(?:and|then)\s(?:put|slid|slipped|dropped|tucked|stuffed"
    r"|pushed|thrust|returned|stowed)\sit\s(?:back\s|away\s|down\s)?(?:in|into|inside|to|up"
    rf"|under)\s(?:\w+\s)?{WHOSE}\s(?:own\s)?(?:\w+\s)?{POCKET}",
    r"ITEM\s(?:stuck|peeped|hung|showed|dangled|was\ssticking|was\shanging|poked|fell|slid"
    rf"|dropped)\s(?:\w+\s)?(?:out\sof|from|at)\sNAME's\s(?:\w+\s)?{POCKET}",
    r"(?:In|On|Between|Round|Around)\sNAME's\s(?:\w+\s)?(?:hand|hands|palm|pocket|lap|fist|fingers"
    r"|coat|belt|knee|knees|neck|wrist)\s(?:was|were|lay|sat|hung|dangled|gleamed|shone)\sITEM",
    r"NAME\s(?:was|sat|stood|had\sbeen)\s(?:\w+\s)?(?:holding|turning|carrying|clutching"
    r"|fingering|weighing|hiding|gripping|wearing|polishing|wiping|toying\swith|playing\swith"
    r"|fiddling\swith)\s(?:over\s)?ITEM\b",
    r"NAME\s(?:stroked|fiddled\swith|toyed\swith|played\swith|fumbled\swith|twirled|tossed|wore"
    r"|polished|wiped|swung|brandished|waved|shook|tapped\swith|hugged|cradled|nursed|squeezed"
    r"|palmed|opened\sand\sshut|put\son|gave)\sITEM\b",
    r"NAME\s(?:cut|opened|struck|tied|scraped|prised|pried|dug|tapped|bound|fastened|covered|wiped"
    r"|sliced|pared|whittled|stabbed|slit|scratched)\s[^.;,]{0,40}\bwith\sITEM\b",
    r"ITEM\s(?:lay|was|sat|rested|still lay|hung)\s(?:in|on|inside|round|about"
    r"|at)\sNAME's\s(?:\w+\s)?(?:palm|hand|hands|fist|pocket|lap|fingers|coat|belt|bag"
    r"|apron|neck|sleeve)",
    r"NAME's\s(?:\w+\s)?(?:palm|hand|fist|pocket|fingers)\s(?:held|closed (?:on|over|round))\sITEM",
    r"NAME\s(?:\w+ly\s|still\s)?(?:had|held|turned|kept|carried|hid|clutched|pocketed|weighed"
    r"|fingered|examined|gripped|lifted|raised|took|picked up|set down|put down|laid|slipped|tucked"
    r"|produced|unwrapped|brought out|drew out|pulled out)\s(?:out\s|up\s)?ITEM\b",
    (
        r"NAME,?\s[^.;]{0,40}with\sITEM\sin\s(?:one|his|her|their)\s(?:\w+\s)?(?:hand|hands|pocket"
        r"|lap|fist|fingers)"
    ),
)


KEEPING = "kept|pocketed|would not (?:let go|give)|did not give|held on to"


class HolderChecks:
    """The checks of who has what in one chapter's paragraphs."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        if self._brief.ending not in paragraph.events:
            yield from self._holders(paragraph, narrated_sentences(paragraph.text))

    def _holders(self, paragraph: Paragraph, told: tuple[Sentence, ...]) -> Iterator[Fault]:
        own = self._brief.events_of(paragraph.events)
        for item, name in self._brief.items.items():
            thing = _thing(name)
            for sentence in told:
                text = sentence.text
                if not re.search(rf"\b{thing}\b", text) or sentence.goes_on or text.endswith("?"):
                    continue
                if self._is_in_other_hands(text, thing, item, paragraph):
                    yield Fault("wrong-holder", f"somebody else has the {name}", text[:100])
                if not sentence.recalled and self._takes_back(text, thing, own, item):
                    reason = f"the {name} goes another way in the record"
                    yield Fault("wrong-holder", reason, text[:100])

    def _is_in_other_hands(self, text: str, thing: str, item: str, paragraph: Paragraph) -> bool:
        """Whether it is stated that somebody has the thing who never has it here, and that nobody
        could have picked up.
        """
        own = self._brief.events_of(paragraph.events)
        held = frozenset().union(*(event.things.get(item, frozenset()) for event in own))
        scenes = self._brief.scenes_of(paragraph.events)
        if not held.isdisjoint(f"{LYING}{place}" for scene in scenes for place in scene.places):
            return False
        handled = self._is_handled(own, self._until(paragraph), item)
        return any(
            who and who not in held and _is_stated(upto) and (pocket or not handled)
            for who, upto, pocket in self._having(text, thing, paragraph)
        )

    def _until(self, paragraph: Paragraph) -> list[EventBrief]:
        """What happened in the paragraph's scenes, as far as it tells."""
        last = max(paragraph.events, default=0)
        scenes = {scene.number for scene in self._brief.scenes_of(paragraph.events)}
        return [
            e
            for e in self._brief.events.values()
            if (e.scene in scenes and e.id <= last) or e.id in paragraph.events
        ]

    def _having(
        self, text: str, thing: str, paragraph: Paragraph
    ) -> Iterator[tuple[str, str, bool]]:
        """Whoever is said to have a thing, or to give it; the words up to it; and whether it comes
        out of their pocket.
        """
        for pattern in self._patterns_of(thing):
            for found in re.finditer(pattern, text):
                if not text[found.end() :].startswith(" back"):
                    who = self._brief.meant(self._names, found["name"], paragraph.events)
                    yield who, found[0], bool(IN_CLOTHES.search(found[0]))

    def _patterns_of(self, thing: str) -> Iterator[str]:
        """The patterns of having this thing, for this cast; the first name is whose it is."""
        anybody = f"(?:{self._names.pattern})"
        name = rf"(?P<name>{self._names.pattern}|\b[Hh]e|\b[Ss]he)"
        it = rf"(?:[Tt]he|[Aa]|that|this|one|{anybody}'s)\s(?:\w+\s)?{thing}"
        for pattern in HAVING:
            yield pattern.replace("NAME", name, 1).replace("NAME", anybody).replace("ITEM", it)

    def _takes_back(self, text: str, thing: str, events: list[EventBrief], item: str) -> bool:
        """Whether a thing that is given away here is said to be kept, or to go the other way."""
        return any(
            self._keeps(text, thing, event) or self._is_given_back(text, event)
            for event in events
            if event.item == item and self._brief.marked(event.verb, "gives")
        )

    def _keeps(self, text: str, thing: str, event: EventBrief) -> bool:
        who = rf"(?P<who>{self._names.pattern}|\b[Hh]e|\b[Ss]he)"
        keeping = rf"{who} (?:{KEEPING}) the (?:\w+ )?{thing}"
        return any(
            self._brief.meant(self._names, found["who"], (event.id,)) == event.actor
            for found in re.finditer(keeping, text)
        )

    def _is_given_back(self, text: str, event: EventBrief) -> bool:
        names = self._names
        giving = rf"(?P<a>{names.pattern}) (?:gave|handed|passed) (?P<b>{names.pattern}) "
        return any(
            (names.id_of(found["a"]), names.id_of(found["b"])) == (event.target, event.actor)
            for found in re.finditer(giving, text)
        )

    def _is_handled(self, own: list[EventBrief], until: list[EventBrief], item: str) -> bool:
        """Whether anybody may hold the thing: it changes hands in what is told, or was looked at in
        the scene before.
        """
        return any(event.item == item for event in own if event.verb in self._brief.verbs) or any(
            event.item == item for event in until if self._brief.marked(event.verb, "lends")
        )


def _thing(name: str) -> str:
    """A pattern for a thing: by its whole name, or by the bare word where no other can be meant."""
    short = name.rsplit(maxsplit=1)[-1]
    if short in OF_MANY:
        return re.escape(name)
    return rf"(?:{re.escape(name)}|{re.escape(short)})"


def _is_stated(text: str) -> bool:
    return not (is_recalled(text) or is_doubted(text) or is_negated(text))
