"""The places of a genre, under `places:` in its `genre.yaml`."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from novel_engine.adapters.reading.genre.all_at_once import NO_BODIES, NO_TEXTS, Faults
from novel_engine.adapters.reading.name_text import fit_for_a_name
from novel_engine.adapters.reading.yaml_part import Part
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.story.english.written_slots import place_phrase
from novel_engine.story.givens.facts import Place

PLACE_KEYS = ("name", "at", "adjacent", "affords", "private")
PLACE_PREPOSITIONS = ("in", "on", "at")


def read_places(faults: Faults, head: Part) -> dict[str, Place]:
    """A genre's places by their names, as far as they can be read; what cannot is among the faults."""
    names = faults.take(lambda: head.under("places").names(), NO_TEXTS)

    def made(name: str, body: Part) -> tuple[str, Place]:
        body = faults.known(faults.take(body.known_as_keys, body.within()), PLACE_KEYS)
        place = Place(
            id=name,
            name=faults.take(
                lambda: body.worded("name", fit_for_a_name, place_phrase, default=name), name
            ),
            preposition=faults.take(
                lambda: body.choice("at", PLACE_PREPOSITIONS, PLACE_PREPOSITIONS[0]),
                PLACE_PREPOSITIONS[0],
            ),
            adjacent=faults.take(lambda: body.texts("adjacent"), NO_TEXTS),
            affords=faults.take(lambda: body.texts("affords"), NO_TEXTS),
            private=faults.take(lambda: body.flag("private"), False),  # so only where it is said
        )
        for near in place.adjacent:
            faults.look(partial(_check_near, body, name, near, names))
        return name, place

    found = dict(faults.each(made, faults.take(lambda: list(head.named("places")), NO_BODIES)))
    if not names and head.document.data:
        cure = "give one or more under `places:`"
        faults.look(partial(head.fail, f"a genre needs places for its scenes; {cure}", "places"))
    return found


def _check_near(body: Part, name: str, near: str, places: Collection[str]) -> None:
    if near == name:
        body.fail(f"'{name}' adjoins itself; name the places that one goes to from it", "adjacent")
    if near not in places:
        problem = f"'{name}' adjoins '{printable(near)}', which is no place here"
        body.fail(f"{problem}; {suggestion(near, places)}", "adjacent")
