"""The story of the vase, told in a dozen paragraphs written by hand, of which any may be taken out, put
in or said otherwise: what the tests of the certificate stand on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.findings import CertificateFinding, FindingState
from novel_engine.story.certifying.inquiry import Inquiry
from novel_engine.story.fabula.events import Complicated, Effect, Event, StoryEnded
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Fact
from novel_engine.story.givens.kernels import Ending, Spine, Way
from novel_engine.story.givens.roles import Roles
from novel_engine.story.telling.syuzhet import Paragraph, RenderedChapter
from tests.support import worlds
from tests.support.worlds import ADA, BO, CY, learned

WORK = {ADA: "clerk", BO: "gardener", CY: "cook"}
SAYS = "{bo} owned to it, and {ada} has done with {bo}. The house is sold."
LOST = Fact("lost", "vase", "outcome", "{ada} lost the sale of the vase", noun="the lost sale")
ALONE = Fact("alone", "vase", "outcome", "{ada} has nobody to dust the shelves for")


def vase_setting(**changes: Any) -> Setting:
    """The house, in which the vase was to be sold before Friday."""
    facts = worlds.facts()
    facts["harm"] = replace(facts["harm"], noun="the broken vase")
    facts["deed"] = replace(facts["deed"], takes="the sale of the vase", by="Friday")
    facts["motive"] = replace(
        facts["motive"],
        because="{ada} had promised the cottage to {cy}",
        serves="without a sale nobody could buy it",
    )
    mercy = worlds.complication(
        "mercy",
        kind="",
        who=ADA,
        before=BO,
        effects=(),
        plants=(),
        at_once=True,
        fact="deed",
        ways=(Way("forgive", "old friendship"), Way("break_with", "self-respect", "alone")),
    )
    came = [
        worlds.complication(name, kind="", who=ADA, effects=(), plants=(), at_once=True, fact=fact)
        for name, fact in (("loses", "lost"), ("says_why", "motive"), ("is_alone", "alone"))
    ]
    given: dict[str, Any] = {
        "facts": {**facts, LOST.id: LOST, ALONE.id: ALONE},
        "people": {who: worlds.person(who, work=work) for who, work in WORK.items()},
        "eyes": ADA,
        "scenes": 4,
        "spines": (Spine("harm", "deed", "motive", "cover"),),
        "complications": (*came, mercy),
        "endings": (Ending("broken", (), False, False, "who", SAYS),),
    }
    return worlds.setting(**{**given, **changes})


def did(turn: int, scene: int, who: str, verb: str, *effects: Effect, **roles: Any) -> Event:
    """An act in a scene."""
    causes = roles.pop("causes", (0,))
    filled = Roles.of(A=who, **roles)
    return worlds.acted(
        turn, scene=scene, actor=who, verb=verb, roles=filled, effects=effects, causes=causes
    )


def befell(turn: int, scene: int, name: str, fact: str, *effects: Effect) -> Event:
    """Something that comes of itself to Ada."""
    roles = Roles.of(A=ADA, B=BO, F=fact)
    return Complicated(turn, 0, (0,), scene, worlds.HALL, name, roles, worlds.PEOPLE, effects)


def vase_events(made: Setting) -> tuple[Event, ...]:
    """What happened: Bo broke the vase, Cy was blamed for it, and Ada found out by a shard."""
    begun = worlds.opened(made, learned(BO, "deed"), learned(BO, "motive"))
    knows = (learned(ADA, "deed", 97, "told", BO), learned(ADA, "blame", -97, "told", BO))
    return (
        begun,
        worlds.scene_opened(1, 1),
        did(2, 1, ADA, "inspect", learned(ADA, "harm", 90), I="pieces"),
        did(3, 1, BO, "lie", learned(ADA, "blame", 80, "told", BO), B=ADA, F="harm", G="blame"),
        worlds.scene_opened(4, 2),
        did(5, 2, ADA, "accuse", B=CY, F="blame", causes=(300,)),
        did(6, 2, ADA, "search", learned(ADA, "seen", 90), F="harm"),
        worlds.scene_opened(7, 3),
        did(8, 3, ADA, "inspect", learned(ADA, "shard", 90), I="shoe"),
        did(9, 3, ADA, "infer", learned(ADA, "deed", 84, "inferred"), F="deed", causes=(800, 600)),
        did(10, 3, ADA, "accuse", B=BO, F="deed", causes=(900,)),
        did(11, 3, BO, "confess", *knows, B=ADA, F="deed"),
        befell(12, 3, "says_why", "motive", learned(ADA, "motive", 90)),
        worlds.scene_opened(13, 4),
        befell(14, 4, "loses", "lost", learned(ADA, "lost", 90)),
        befell(15, 4, "mercy", "deed"),
        did(16, 4, ADA, "break_with", B=BO, causes=(1500,)),
        befell(17, 4, "is_alone", "alone", learned(ADA, "alone", 90)),
        StoryEnded(18, 0, (), "broken", Roles(), ()),
    )


PEOPLE_THERE = (
    "In the house were Ada Vane, the clerk; Bo Marsh, the gardener; and Cy Lund, the cook."
)
IN_PIECES = (
    "One morning the vase was in pieces. Ada would lose the sale of it, and Friday was near."
)
PUT_TOGETHER = (
    "She put it together. A shard was stuck in his shoe, and Bo was up in the night. "
    "So Bo broke the vase."
)
REASON = (
    '"You had promised the cottage to Cy," Bo said. '
    '"I never liked the vase, and without a sale nobody could buy it."'
)
TWO_WAYS = "Ada could forgive Bo, for the sake of old friendship, or break with him for good."
TEXTS: Mapping[str, tuple[int, tuple[int, ...], str]] = {
    "people": (1, (0, 100), PEOPLE_THERE),
    "harm": (1, (200,), IN_PIECES),
    "lie": (1, (300,), '"Cy broke the vase," Bo told Ada.'),
    "charged": (2, (400, 500), '"You broke the vase," Ada said to Cy.'),
    "seen": (2, (600,), "Ada learned one thing more: Bo was up in the night."),
    "shard": (3, (700, 800), "Ada looked at what stood by the door. A shard was stuck in Bo's shoe."),
    "inferred": (3, (900,), PUT_TOGETHER),
    "accused": (3, (1000,), '"You broke the vase," Ada said to Bo.'),
    "confessed": (3, (1100,), '"I broke the vase," said Bo.'),
    "why": (3, (1200,), REASON),
    "lost": (4, (1300, 1400), "On Friday Ada lost the sale of the vase."),
    "choice": (4, (1500,), TWO_WAYS),
    "broken": (4, (1600,), '"I have done with you," said Ada.'),
    "alone": (4, (1700,), "She had nobody to dust the shelves for."),
    "end": (4, (1800,), "Bo owned to it, and Ada has done with Bo. The house is sold."),
}  # fmt: skip
"""The paragraphs by name: the chapter, the events, the text."""


def vase_fabula(**changes: Any) -> Fabula:
    """What happened, on the ground it happened on."""
    made = vase_setting(**changes)
    return worlds.fabula(made, vase_events(made))


def vase_chapters(
    *without: str, after: Mapping[str, str] | None = None, **instead: str
) -> tuple[RenderedChapter, ...]:
    """The telling: without some of its paragraphs, with others `after` some, or in other words."""
    more = after or {}
    told: dict[int, list[Paragraph]] = {}
    for name, (chapter, events, text) in TEXTS.items():
        row = told.setdefault(chapter, [])
        if name not in without:
            row.append(Paragraph(instead.get(name, text), events))
        if name in more:
            row.append(Paragraph(more[name], events))
    return tuple(RenderedChapter(n, "", ADA, tuple(row)) for n, row in told.items())


def vase_inquiry(*without: str, **more: Any) -> Inquiry:
    """What the checks are given of it."""
    return Inquiry(vase_fabula(), vase_chapters(*without, **more), ADA)


def vase_failures(*without: str, **more: Any) -> list[str]:
    """By which checks it fails."""
    found = certified(vase_fabula(), vase_chapters(*without, **more))
    return list(dict.fromkeys(one.check for one in found.failures))


def in_state(findings: Sequence[CertificateFinding], state: FindingState) -> list[str]:
    """What the findings in this state are about."""
    return [one.about for one in findings if one.state == state]
