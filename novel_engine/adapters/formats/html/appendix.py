"""What stands after the story, where it spoils nothing: people, days, how all stood at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from novel_engine.adapters.formats.html.markup import (
    Content,
    Markup,
    element,
    legible,
    lines,
    name,
    named,
)
from novel_engine.adapters.formats.html.relations import Stance, diagram, is_partial, stances, table
from novel_engine.adapters.formats.html.scenes import SceneSeen
from novel_engine.adapters.formats.html.typography import typeset
from novel_engine.story.certifying.findings import Certificate, CertificateFinding
from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from novel_engine.story.english.text import STOP
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.people import Person

# Characters: of a card's description, five lines of a phone.
LONGEST_DESCRIPTION = 420
AT_THE_END = ("standing", "How they stood at the end")
PROVEN = ("certificate", "What is proven")
KEY = (
    "An arrow goes from whoever felt it to whom it was felt for: solid for liking, trust and "
    "respect, dashed for the contrary, dotted where the two balance; the heavier, the more of it."
)


def people_section(people: Mapping[str, Person]) -> Markup:
    """Everybody by name, what they do, and who they are; none of their secrets."""
    cast = (_person(people[person]) for person in sorted(people))
    return _section("people", "The people", element("dl", lines(cast)))


def _person(person: Person) -> Markup:
    parts = [element("dt", name(person.name))]
    if person.work:
        parts.append(element("dd", typeset(legible(person.work)), class_="work"))
    if person.description:
        parts.append(element("dd", typeset(shortened(legible(person.description)))))
    return element("div", lines(parts))


def shortened(text: str) -> str:
    """The text, or as many of its first sentences as a list of people has room for."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    ends = [found.end() for found in STOP.finditer(text, 0, LONGEST_DESCRIPTION)]
    return text[: ends[-1]] if ends else text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def days_section(scenes: Sequence[SceneSeen], people: Mapping[str, Person]) -> Markup:
    """The told scenes by day and hour, as they were known to whoever they are told through."""
    parts: list[Content] = []
    for day, row in groupby(scenes, key=lambda scene: scene.day):
        parts.append(element("h4", f"Day {day}"))
        parts.append(element("ol", lines(_scene(scene, people) for scene in row)))
    return _section("days", "The days", *parts)


def _scene(scene: SceneSeen, people: Mapping[str, Person]) -> Markup:
    company = named(people[person].short for person in scene.people if person in people)
    place = element("span", scene.place[:1].upper() + scene.place[1:], class_="place")
    parts = [
        element("span", f"{scene.hour:02}:00", class_="hour"),
        element("span", place, " ", *company),
        element("a", f"Chapter {scene.chapter}", href=f"#p-{scene.paragraph}"),
    ]
    return element("li", lines(parts))


def _drawing(people: Mapping[str, Person], found: Sequence[Stance]) -> Markup:
    key = f"{KEY} Only the strongest are drawn." if is_partial(people, found) else KEY
    return element("figure", diagram(people, found), element("figcaption", key, id="drawing-key"))


def _known_through(focalizer: Person | None) -> tuple[Content, ...]:
    if focalizer is None:
        return ()
    return "The story knew what ", name(focalizer.short), " knew. "


def standing_section(world: World, focalizer: str) -> Markup:
    """How everybody stood to everybody: what the record holds, whatever the story knew of it."""
    people = world.setting.people
    found = stances(world)
    if not found:
        return _section(*AT_THE_END, element("p", "Nobody stood any way with anybody."))
    figure = _drawing(people, found)
    known = _known_through(people.get(focalizer))
    about = element("p", *known, "This is what was in each of them when it was over.")
    return _section(*AT_THE_END, about, figure, table(people, found))


def certificate_section(certificate: Certificate) -> Markup:
    """What is proven of the telling, a line a check, each with its paragraphs, and what fails."""
    asked = (
        (name, check.asks, [one for one in certificate.findings if one.check == name])
        for name, check in CERTIFICATE_CHECKS.items()
    )
    rows = [_check(name, asks, found) for name, asks, found in asked]
    failures = [_failure(one) for one in certificate.failures]
    said = "All of it holds." if certificate.holds else "Not all of it holds."
    about = element("p", f"What of this telling is proven by its own paragraphs. {said}")
    missing = [element("ul", lines(failures))] if failures else []
    return _section(*PROVEN, about, element("dl", lines(rows)), *missing)


def _check(name: str, asks: str, found: Sequence[CertificateFinding]) -> Markup:
    """A check: what it asks, and how many of its findings hold, with where."""
    looked = [one for one in found if one.state != "absent"]
    hold = sum(one.state != "failed" for one in looked)
    where = sorted({one.paragraph for one in looked if one.paragraph and one.state == "proven"})
    links = (element("a", str(n), href=f"#p-{n}") for n in where)
    row = (part for link in links for part in (" ", link))
    counted = f"{hold} of {len(looked)}" if looked else "nothing of the kind here"
    return element("div", element("dt", name), element("dd", f"{asks}: {counted}", *row))


def _failure(one: CertificateFinding) -> Markup:
    place = element("a", f"Paragraph {one.paragraph}", href=f"#p-{one.paragraph}")
    return element("li", place, f", {one.check}: {one.about}. {one.cure}")


def _section(id_: str, title: str, *content: Content) -> Markup:
    heading = element("h3", title, id=f"{id_}-title")
    return element("section", lines([heading, *content]), id=id_, aria_labelledby=f"{id_}-title")
