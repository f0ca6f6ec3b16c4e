"""What a genre's head and the core's scales say, each part as far as it can be read."""

from __future__ import annotations

from functools import partial

from novel_engine.adapters.reading.genre.all_at_once import Faults, each
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.idiom import Style
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.givens.tension_curve import TENSION_FORMS
from novel_engine.story.givens.verbs import DRIVES, Scales

STYLE_KEYS = ("about", "distance", "plain")


def check_opening_place(head: Part) -> None:
    """Raise the file's error where a story would open nowhere."""
    named, places = head.text("opening_place", ""), head.under("places").names()
    if named and named not in places:
        problem = f"there is no place '{printable(named)}'"
        head.fail(f"{problem}; {suggestion(named, places)}", "opening_place")


def styles(faults: Faults, head: Part) -> tuple[Style, ...]:
    """The narrators the genre ships, the usual one first."""
    found = []
    for name, body in head.named("narrators"):
        body = faults.known(body, STYLE_KEYS)
        about = faults.take(partial(body.text, "about"), "")
        distance = faults.take(partial(body.number, "distance", 1, least=0, most=2), 1)
        plain = faults.take(partial(body.flag, "plain"), False)
        found.append(Style(name, about, distance, plain))
    return tuple(found)


def forms(head: Part) -> tuple[str, ...]:
    """The forms of tension that the genre's stories may take."""
    return tuple(each(lambda row: row.made(_form), ((row,) for row in head.rows("forms"))))


def _form(text: str) -> str:
    if text not in TENSION_FORMS:
        raise GenreError(f"there is no form '{text}'; {suggestion(text, TENSION_FORMS)}")
    return text


def scales(part: Part) -> Scales:
    """How much each trait, feeling, goal and tie adds to each drive."""
    part.known(("base", "traits", "emotions", "goals", "relations"))
    goals = part.under("goals").names()
    known = {"traits": TRAIT_AXES, "emotions": EMOTIONS, "goals": goals, "relations": AXES}
    found = {
        key: {name: _weights(body) for name, body in part.under(key).known(names).parts()}
        for key, names in known.items()
    }
    return Scales(_weights(part.under("base")), **found)


def _weights(part: Part) -> dict[str, int]:
    part.known(DRIVES)
    return {drive: part.number(drive) for drive in part.names()}


def verbs_of_tactics(part: Part) -> dict[str, tuple[str, ...]]:
    """Which verbs each tactic colours."""
    found = {name: body.known_as_keys().texts("colours") for name, body in part.named("tactics")}
    if not found:
        part.fail("give the tactics under `tactics:`", "tactics")
    return found
