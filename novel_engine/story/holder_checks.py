"""Whether things are in the hands that hold them, and pass as they passed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.chapter_briefs import LYING, ChapterBrief, EventBrief
from novel_engine.story.consulting import Fault
from novel_engine.story.passages import Names, Sentence, is_doubted, is_negated, sentences
from novel_engine.story.telling import Paragraph

OF_MANY = frozenset(
    "knife lamp cup mug key book box list pencil pen spoon coat glove letter paper page note candle rope tin bottle bag".split()
)
"""Things of which any house has several: by the bare word, another may be meant."""
HAVING = (
    r"NAME\s(?:\w+ly\s)?(?:gave|handed|passed|offered|slid|tossed|held out)\s(?:\w+\s)?(?:to\s\w+\s)?ITEM\b",
    r"NAME\s(?:\w+ly\s)?(?:took|pulled|drew|fished|brought|produced)\sITEM\s(?:out\sof|from|out\sfrom)\s(?:\w+\s)?"
    r"(?:his|her|their)\s(?:own\s)?(?:\w+\s)?(?:pocket|waistcoat|apron|coat|bag|sleeve|glove|mitt)",
    r"ITEM\s(?:lay|was|sat|rested|still lay)\s(?:in|on|inside)\sNAME's\s(?:\w+\s)?(?:palm|hand|fist"
    r"|pocket|lap|fingers)",
    r"NAME's\s(?:\w+\s)?(?:palm|hand|fist|pocket|fingers)\s(?:held|closed on|closed over|closed round)\sITEM",
    r"NAME\s(?:\w+ly\s|still\s)?(?:had|held|turned|kept|carried|hid|clutched|pocketed|weighed|fingered|examined|gripped|lifted"
    r"|raised|took|picked up|set down|put down|laid|slipped|tucked|produced|unwrapped|brought out|drew out|pulled out)"
    r"\s(?:out\s|up\s)?ITEM\b",
    r"NAME,?\s[^.;]{0,40}with\sITEM\sin\s(?:one|his|her|their)\s(?:\w+\s)?(?:hand|hands|pocket|lap|fist|fingers)",
)


class HolderChecks:
    """The checks of who has what in one chapter's paragraphs."""

    def __init__(self, brief: ChapterBrief, names: Names) -> None:
        self._brief = brief
        self._names = names

    def faults(self, paragraph: Paragraph) -> Iterator[Fault]:
        """Everything that is amiss in one paragraph."""
        if self._brief.ending not in paragraph.events:
            yield from self._holders(paragraph, sentences(paragraph.text))

    def _holders(self, paragraph: Paragraph, told: tuple[Sentence, ...]) -> Iterator[Fault]:
        events = [self._brief.events[e] for e in paragraph.events if e in self._brief.events]
        for item, name in self._brief.items.items():
            held = frozenset().union(*(event.things.get(item, frozenset()) for event in events))
            at_hand = {f"{LYING}{place}" for scene in self._brief.scenes_of(paragraph.events) for place in scene.places}
            short = name.split()[-1]
            thing = re.escape(name) if short in OF_MANY else rf"(?:{re.escape(name)}|{re.escape(short)})"
            for sentence in told:
                text = sentence.text
                if not re.search(rf"\b{thing}\b", text) or sentence.recalled or text.endswith("?"):
                    continue
                for who, upto, pocket in self._having(text, thing, paragraph):
                    if (is_doubted(upto) or is_negated(upto)) or (_is_handled(events, item) and not pocket):
                        continue
                    if who and not held & {who, *at_hand}:
                        yield Fault("wrong-holder", f"somebody else has the {name}", text[:100])
                        break
                if self._takes_back(text, thing, events, item, held):
                    yield Fault("wrong-holder", f"the {name} goes another way in the record", text[:100])

    def _having(self, text: str, thing: str, paragraph: Paragraph) -> Iterator[tuple[str, str, bool]]:
        """Whoever is said to have a thing, or to give it; the words up to it; and whether it comes out of their pocket."""
        name = rf"(?P<name>{self._names.pattern}|\b[Hh]e|\b[Ss]he)"
        it = rf"(?:[Tt]he|[Aa]|that|this|one|(?:{self._names.pattern})'s)\s(?:\w+\s)?{thing}"
        for pattern in HAVING:
            whole = pattern.replace("NAME", name).replace("ITEM", it)
            for found in re.finditer(whole, text):
                if not text[found.end() :].startswith(" back"):
                    yield self._brief.meant(self._names, found["name"], paragraph.events), found[0], "pocket" in pattern

    def _takes_back(self, text: str, thing: str, events: list[EventBrief], item: str, held: frozenset[str]) -> bool:
        """Whether a thing that is given away here is said to be kept, or to go the other way."""
        for event in events:
            if event.verb != "give" or event.item != item:
                continue
            if re.search(
                rf"\b(?:kept|pocketed|would not (?:let go|give)|did not give|held on to) the (?:\w+ )?{thing}", text
            ):
                return True
            names = self._names
            for found in re.finditer(rf"(?P<a>{names.pattern}) (?:gave|handed|passed) (?P<b>{names.pattern}) ", text):
                pair = names.id_of(found["a"]), names.id_of(found["b"])
                if pair == (event.target, event.actor):
                    return True
        return False


def _is_handled(events: list[EventBrief], item: str) -> bool:
    """Whether the thing is shown or handed about in what is told, and may be in anybody's hands for a moment."""
    return any(event.item == item and event.verb in ("show", "inspect", "read", "give", "take") for event in events)
