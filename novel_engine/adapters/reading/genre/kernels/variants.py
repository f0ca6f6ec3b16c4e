"""Whether every thing and place that a kernel stands on is there whichever options are taken, and
no name means two of them.

A fact may be wanting in a variant, as a part may that nobody plays: what needs it falls away. A
thing that is put nowhere, or put where there is no place, is a story that cannot be told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from novel_engine.adapters.reading.genre.all_at_once import Faults
from novel_engine.adapters.reading.genre.kernels.matter import Sources
from novel_engine.adapters.reading.genre.verb_checks import asked
from novel_engine.story.givens.conditions import Call
from novel_engine.story.givens.kernels import Kernel, Option, bodies

KIND_WORDS = {"items": "thing", "places": "place"}


def check_variants(
    faults: Faults, sources: Sources, kernel: Kernel, places: Collection[str]
) -> None:
    """Keep the kernel file's error for every name of two meanings, or that some variant leaves out.

    `places` are the genre's own, which a scene may name too.
    """
    for body in bodies(kernel):
        for problem, *path in _doubled(kernel, body):
            faults.look(partial(sources.part_of(body).fail, problem, *path))
    for body in bodies(kernel):
        for kind, name, what in _needed(body):
            if not name or (kind == "places" and name in places):
                continue
            if lacking := _without(kernel, body, kind, name):
                said = f"has no {KIND_WORDS[kind]} '{name}', which {what} stands on"
                option = sources.part_of(lacking)
                faults.look(partial(option.fail, f"'{lacking.id}' {said}; give it under `{kind}:`"))


def _needed(body: Kernel | Option) -> Iterator[tuple[str, str, str]]:
    """Every thing and place that a body uses: its kind, its name, and what uses it."""
    for call in body.opening:
        yield from _used_by(call, f"{call.name}(…) in the opening")
    for one in body.complications:
        for call in one.effects:
            yield from _used_by(call, f"the complication '{one.id}'")
    for frame in body.frames:
        yield "places", frame.place, f"the scene '{frame.id}'"


def _used_by(call: Call, what: str) -> Iterator[tuple[str, str, str]]:
    yield from ((f"{kind}s", name, what) for name, kind in asked(call) if kind in ("item", "place"))


def _without(kernel: Kernel, body: Kernel | Option, kind: str, name: str) -> Option | None:
    """An option that can be taken beside this body and leaves the name to nobody, if any."""
    if name in _given(kernel, kind) or name in _given(body, kind):
        return None
    found: Option | None = None
    for axis, options in kernel.options.items():
        if isinstance(body, Option) and axis == body.axis:
            continue
        lacking = [option for option in options if name not in _given(option, kind)]
        if not lacking:
            return None
        if len(lacking) < len(options):
            found = found or lacking[0]
    return found or (body if isinstance(body, Option) else None)


def _given(body: Kernel | Option, kind: str) -> Mapping[str, object]:
    return body.items if kind == "items" else body.places


def _doubled(kernel: Kernel, body: Kernel | Option) -> Iterator[tuple[str, str, str]]:
    """Roles and places share their names with nothing: one would be taken for the other."""
    meanings = dict.fromkeys((name for one in bodies(kernel) for name in one.places), "place")
    meanings |= dict.fromkeys((role.name for role in kernel.roles), "role")
    named = [("places", name) for name in body.places if meanings[name] == "role"]
    named += [("threads", thread.name) for thread in kernel.threads if body is kernel]
    named += [("facts", name) for name in body.facts] + [("items", name) for name in body.items]
    for key, name in named:
        if name in meanings:
            what = f"'{name}' is the name of a {meanings[name]} already; give this another"
            yield what, key, name
