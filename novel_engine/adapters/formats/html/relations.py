"""How everybody stands to everybody when the story is over: drawn, and in words.

The words are complete. The drawing is for the eye: of a large cast it shows the strongest feelings
alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from novel_engine.adapters.formats.html.markup import Markup, element, lines, name
from novel_engine.adapters.formats.html.typography import typeset
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass

WARMTH = ("affection", "trust", "respect")
STANCE_DEGREES = {1: "some", 2: "much", 3: "great"}
STANCE_WORDS = {
    "affection": ("affection", "dislike"),
    "trust": ("trust", "distrust"),
    "respect": ("respect", "contempt"),
    "fear": ("fear", "ease"),
}
OWES = {1: "a little", 2: "much", 3: "everything"}

# Units of the drawing, which is scaled to the page.
DRAWING_WIDTH, DRAWING_HEIGHT = 420, 380
DRAWING = {
    "xmlns": "http://www.w3.org/2000/svg",
    "viewBox": f"0 0 {DRAWING_WIDTH} {DRAWING_HEIGHT}",
    "role": "img",
    "aria_labelledby": "drawing-title",
    "aria_describedby": "drawing-key",
}
# Units from the middle to the people, who stand in an ellipse.
RADIUS_ACROSS, RADIUS_DOWN = 145, 150
# People and ties: more are a tangle, and the table beside the drawing has them all.
MOST_DRAWN, MOST_ARROWS = 10, 30
# Letters of a name; units of a letter, of the room around it, and of half a box.
LONGEST_LABEL, LETTER, MARGIN, HALF_HEIGHT = 11, 8.0, 11.0, 14.0
WIDE = "\u1100"  # from the first of the Korean letters on, most are square
# An arrow's bend as a share of its length, and the units between its head and the box.
BEND, GAP = 0.2, 4.0


@dataclass(frozen=True, slots=True)
class Stance:
    """How one person stands to another: the axes that are not 0."""

    person: str
    other: str
    axes: Mapping[str, int]

    @property
    def warmth(self) -> int:
        """Affection, trust and respect together, −9 … 9."""
        return sum(self.axes.get(axis, 0) for axis in WARMTH)

    @property
    def tone(self) -> str:
        """What the arrow says; empty for fear and debt alone, which are not drawn."""
        if not any(axis in self.axes for axis in WARMTH):
            return ""
        return "well" if self.warmth > 0 else "ill" if self.warmth < 0 else "torn"


@dataclass(frozen=True, slots=True)
class _Node:
    """One person in the drawing: the label, its middle, and half its width."""

    label: str
    x: float
    y: float
    half: float

    def edge(self, x: float, y: float, gap: float) -> tuple[float, float]:
        """Where a line from the middle towards a point leaves the label, and so far beyond."""
        dx, dy = x - self.x, y - self.y
        inside = min((self.half + gap) / (abs(dx) or 1e-9), (HALF_HEIGHT + gap) / (abs(dy) or 1e-9))
        return self.x + dx * inside, self.y + dy * inside


def stances(world: World) -> list[Stance]:
    """Everybody's stance to everybody, by id, where there is any."""
    found = []
    for person in sorted(world.minds):
        relations = world.minds[person].relations
        for other in sorted({other for other, _ in relations}):
            axes = {
                axis: level
                for (to, axis), level in sorted(relations.items())
                if to == other and level
            }
            if axes and other in world.setting.people:
                found.append(Stance(person, other, axes))
    return found


def stance_in_words(stance: Stance) -> str:
    """`much affection, some distrust, owes a little`."""
    parts = []
    for axis, (liked, disliked) in STANCE_WORDS.items():
        if level := stance.axes.get(axis, 0):
            parts.append(f"{_degree(STANCE_DEGREES, level)} {liked if level > 0 else disliked}")
    if debt := stance.axes.get("debt", 0):
        parts.append(f"{'owes' if debt > 0 else 'is owed'} {_degree(OWES, debt)}")
    return ", ".join(parts)


def _degree(words: Mapping[int, str], level: int) -> str:
    """The word for so much; the third is for all that is more."""
    return words[min(3, abs(level))]


def diagram(people: Mapping[str, Person], found: Sequence[Stance]) -> Markup:
    """An arrow for each feeling from the one who has it, among all of a small cast."""
    arrows, drawn = _drawn(sorted(people), found)
    nodes = _ring(people, drawn)
    return element(
        "svg",
        element("title", "How they stood to one another", id="drawing-title"),
        element("defs", *(_head(tone) for tone in ("well", "ill", "torn"))),
        *(_arrow(nodes[one.person], nodes[one.other], one) for one in arrows),
        *(_label(nodes[person]) for person in drawn),
        **DRAWING,
    )


def is_partial(people: Mapping[str, Person], found: Sequence[Stance]) -> bool:
    """Whether the drawing leaves out anyone, or any feeling that would have an arrow."""
    arrows, drawn = _drawn(sorted(people), found)
    return len(arrows) < sum(1 for one in found if one.tone) or len(drawn) < len(people)


def table(people: Mapping[str, Person], found: Sequence[Stance]) -> Markup:
    """Every stance in words."""
    head = element(
        "tr",
        lines(element("th", title, scope="col") for title in ("Who", "Towards", "How they stood")),
    )
    rows = lines(_row(people, one) for one in found)
    caption = element("caption", "The same in words, and complete")
    return element("table", lines([caption, element("thead", head), element("tbody", rows)]))


def _row(people: Mapping[str, Person], one: Stance) -> Markup:
    who = element("th", name(people[one.person].short), scope="row")
    return element(
        "tr",
        lines(
            [who, element("td", name(people[one.other].short)), element("td", stance_in_words(one))]
        ),
    )


def _drawn(people: Sequence[str], found: Sequence[Stance]) -> tuple[list[Stance], list[str]]:
    """The strongest feelings, and who has them or is their object; everyone, if they are few."""
    drawn = list(people) if len(people) <= MOST_DRAWN else []
    arrows: list[Stance] = []
    for one in sorted(
        (one for one in found if one.tone), key=lambda s: (-abs(s.warmth), s.person, s.other)
    ):
        new = [person for person in (one.person, one.other) if person not in drawn]
        if len(arrows) < MOST_ARROWS and len(drawn) + len(new) <= MOST_DRAWN:
            arrows.append(one)
            drawn += new
    return arrows, sorted(drawn)


def _ring(people: Mapping[str, Person], drawn: Sequence[str]) -> dict[str, _Node]:
    """Everyone on an ellipse, the first at its top, going round with the sun."""
    nodes = {}
    for n, person in enumerate(drawn):
        angle = 2 * pi * n / len(drawn)
        label = _clipped(typeset(people[person].short))
        x = DRAWING_WIDTH / 2 + RADIUS_ACROSS * sin(angle)
        y = DRAWING_HEIGHT / 2 - RADIUS_DOWN * cos(angle)
        nodes[person] = _Node(label, x, y, _width(label) / 2 + MARGIN)
    return nodes


def _width(label: str) -> float:
    """About how wide it is drawn: a letter of some scripts takes the room of two."""
    return LETTER * sum(2 if letter >= WIDE else 1 for letter in label)


def _clipped(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _head(tone: str) -> Markup:
    tip = element("path", d="M0 0L8 4L0 8z", class_=f"head {tone}")
    box = {"viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "8", "markerHeight": "8"}
    return element(
        "marker", tip, id=f"head-{tone}", orient="auto", markerUnits="userSpaceOnUse", **box
    )


def _arrow(start: _Node, end: _Node, one: Stance) -> Markup:
    """A line that bends to one side, so that the feeling that answers it has the other."""
    dx, dy = end.x - start.x, end.y - start.y
    bend_x, bend_y = (start.x + end.x) / 2 - dy * BEND, (start.y + end.y) / 2 + dx * BEND
    middle = _point(bend_x, bend_y)
    path = (
        f"M{_point(*start.edge(bend_x, bend_y, 0))}Q{middle} "
        f"{_point(*end.edge(bend_x, bend_y, GAP))}"
    )
    width = f"{0.8 + min(9, abs(one.warmth)) * 0.2:.1f}"
    return element(
        "path",
        d=path,
        class_=f"tie {one.tone}",
        stroke_width=width,
        marker_end=f"url(#head-{one.tone})",
    )


def _label(node: _Node) -> Markup:
    box = element(
        "rect",
        x=_number(node.x - node.half),
        y=_number(node.y - HALF_HEIGHT),
        width=_number(node.half * 2),
        height=_number(HALF_HEIGHT * 2),
        rx=_number(HALF_HEIGHT),
    )
    return element("g", box, element("text", node.label, x=_number(node.x), y=_number(node.y + 5)))


def _point(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """One decimal, and no zero with a minus before it."""
    return f"{round(value, 1) + 0.0:.1f}"
