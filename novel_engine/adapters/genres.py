"""Genres: folders of YAML, checked and made into one value. A writer adds one with no Python.

`genre_files` gathers the bytes, `read_genre` makes the value of them; so a record that keeps the bytes can make it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from novel_engine.adapters.fragment_files import fragments_of
from novel_engine.adapters.inputs import InputFile, read_input
from novel_engine.adapters.kernel_files import kernel_of
from novel_engine.adapters.kernel_variants import check_variants
from novel_engine.adapters.parts import Part, whole
from novel_engine.adapters.pattern_files import patterns_of
from novel_engine.adapters.plain_text import suggestion
from novel_engine.adapters.verb_checks import check_answers, check_roles
from novel_engine.adapters.yaml_source import read_document
from novel_engine.errors import GenreError
from novel_engine.story.compiling import compiled
from novel_engine.story.effects import check_effect
from novel_engine.story.facts import Place
from novel_engine.story.genre import Genre
from novel_engine.story.kernels import Kernel, Option
from novel_engine.story.language import Call, parse_condition, parse_effect
from novel_engine.story.menus import compile_join
from novel_engine.story.mind import AXES, EMOTIONS
from novel_engine.story.people import TRAIT_AXES
from novel_engine.story.situation import FORMS
from novel_engine.story.telling import Idiom, Style
from novel_engine.story.verbs import DRIVES, Perceive, RoleKind, Scales, Verb

CORE_FILES = ("verbs.yaml", "drives.yaml", "tactics.yaml")
HEAD_KEYS = ("title", "narrators", "places", "opening_place", "motifs", "weathers", "forms")
PLACE_KEYS = ("name", "at", "adjacent", "affords", "private")
VERB_KEYS = "roles believes world drives effects perceive tension obliges answers said ladder tactics".split()
PATTERNS = "patterns.yaml"
STYLE_KEYS = ("about", "distance")
ROLE_KINDS = ("actor", "present", "person", "fact", "item", "place")
PERCEIVE = ("all", "target", "private", "loud")
MOST_DRIVE = 5
GENRES_KEPT = 8
"""How many a process keeps: the bundled one takes about four megabytes."""


def genre_files(configs: Path, name: str, own: Path | None = None) -> tuple[InputFile, ...]:
    """Every file a genre is made of, the core's first, each list by name. Raises GenreError when it is not there.

    `own` is the genre's folder when it stands elsewhere than under `configs`.
    """
    folder = own or configs / "genres" / name
    if not folder.is_dir():
        known = sorted(p.name for p in (configs / "genres").glob("*") if p.is_dir())
        raise GenreError(f"there is no genre '{name}'; there are {', '.join(known) or 'none'}")
    core = configs / "core"
    paths = [core / one for one in CORE_FILES]
    paths += [core / PATTERNS] if (core / PATTERNS).is_file() else []
    for place in (core / "lines", folder, folder / "kernels", folder / "lines"):
        paths += sorted(place.glob("*.yaml"))
    return tuple(read_input(path, _kept_name(path, core, folder, name), GenreError) for path in paths)


def _kept_name(path: Path, core: Path, folder: Path, name: str) -> str:
    """What a record calls the file: the same on every machine."""
    if path.is_relative_to(folder):
        return f"genres/{name}/{path.relative_to(folder).as_posix()}"
    return f"core/{path.relative_to(core).as_posix()}"


def read_genre(files: Sequence[InputFile], name: str) -> Genre:
    """The genre these files make. Raises GenreError: `file:line: what, and what to do`.

    The same bytes under the same names are read once in a process, which may tell or look into many stories.
    """
    return _read(tuple(files), name)


@lru_cache(maxsize=GENRES_KEPT)
def _read(files: tuple[InputFile, ...], name: str) -> Genre:
    documents = {file.name: read_document(file, GenreError) for file in files}
    for needed in (f"genres/{name}/genre.yaml", *(f"core/{one}" for one in CORE_FILES)):
        if needed not in documents:
            raise GenreError(f"the genre '{name}' lacks {needed}; put it there")
    head = whole(documents[f"genres/{name}/genre.yaml"]).known(HEAD_KEYS)
    verbs, drives, tactics = (whole(documents[f"core/{one}"]) for one in CORE_FILES)
    kernels = [(doc, kernel_of(doc, Path(f).stem)) for f, doc in documents.items() if "/kernels/" in f]
    patterns = [found for f, doc in documents.items() if f.endswith(f"/{PATTERNS}") for found in patterns_of(doc)]
    if not kernels:
        raise GenreError(f"the genre '{name}' has no kernel; put one under kernels/")
    places = _places(head)
    for document, kernel in kernels:
        _check_places(whole(document), kernel, places)
        check_variants(whole(document), kernel, places)
    return Genre(
        name=name,
        title=head.text("title", name),
        places=places,
        verbs=_verbs(verbs),
        scales=_scales(drives),
        tactics=_tactics(tactics),
        kernels={kernel.id: kernel for _, kernel in kernels},
        fragments=tuple(
            fragment for f, doc in documents.items() if "/lines/" in f for fragment in fragments_of(doc, Path(f).stem)
        ),
        patterns=tuple(patterns),
        idiom=Idiom(head.texts("motifs"), _styles(head)),
        weathers=head.texts("weathers"),
        forms=tuple(row.made(_form) for row in head.rows("forms")),
    )


def _styles(head: Part) -> tuple[Style, ...]:
    """The narrators the genre ships, the usual one first."""
    found = []
    for name, body in head.named("narrators"):
        body.known(STYLE_KEYS)
        found.append(Style(name, body.text("about"), body.number("distance", 1, least=0, most=2)))
    return tuple(found)


def _form(text: str) -> str:
    if text not in FORMS:
        raise GenreError(f"there is no form '{text}'; {suggestion(text, FORMS)}")
    return text


def _places(head: Part) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for name, body in head.named("places"):
        body.known(PLACE_KEYS)
        found[name] = Place(
            id=name,
            name=body.text("name", name),
            preposition=body.text("at", "in"),
            adjacent=body.texts("adjacent"),
            affords=body.texts("affords"),
            private=body.flag("private"),
        )
    if not found:
        head.fail("a genre needs places for its scenes; give one or more under `places:`", "places")
    for name, place in found.items():
        for near in place.adjacent:
            if near not in found:
                where = ("places", name, "adjacent")
                head.fail(f"'{name}' adjoins '{near}', which is no place here; {suggestion(near, found)}", *where)
    return found


def _check_places(part: Part, kernel: Kernel, places: Mapping[str, Place]) -> None:
    """Raise the kernel file's error for a scene, or a name of a place, that is nowhere in this genre."""
    options = [(axis, option) for axis, found in kernel.options.items() for option in found]
    bodies: list[tuple[Part, Kernel | Option]] = [
        (part, kernel),
        *((part.under("options").under(axis).under(option.id), option) for axis, option in options),
    ]
    named = {*kernel.places, *(name for _, option in options for name in option.places)}
    for here, body in bodies:
        for name, place in body.places.items():
            if place not in places:
                here.fail(f"there is no place '{place}'; {suggestion(place, places)}", "places", name)
        for frame in body.frames:
            if frame.place not in named and frame.place not in places:
                problem = f"there is no place '{frame.place}'; {suggestion(frame.place, {*named, *places})}"
                here.fail(problem, "frames", frame.id, "place")


def _verbs(part: Part) -> dict[str, Verb]:
    found = {name: _verb(name, body.known(VERB_KEYS)) for name, body in part.parts()}
    for verb in found.values():
        for answer in verb.obliges:
            if answer not in found:
                problem = f"'{verb.name}' obliges '{answer}', which is no verb; {suggestion(answer, found)}"
                part.fail(problem, verb.name, "obliges")
    check_answers(part, found)
    return found


def _verb(name: str, part: Part) -> Verb:
    verb = _unchecked(name, part)
    try:
        compile_join(verb)
        compiled(verb.world, verb.role_names)
    except GenreError as problem:
        part.fail(f"the verb '{name}': {problem}")
    check_roles(part, verb)
    return verb


def _unchecked(name: str, part: Part) -> Verb:
    roles = part.under("roles")
    kinds = {role: roles.choice(role, ROLE_KINDS) for role in roles.names()}
    if next(iter(kinds.items()), None) != ("A", "actor"):
        part.fail(f"the verb '{name}' must begin its roles with A: actor", "roles")
    drives = part.under("drives").known(DRIVES)
    return Verb(
        name=name,
        roles=tuple((role, cast(RoleKind, kind)) for role, kind in kinds.items()),
        believes=part.made_of("believes", parse_condition, ""),
        world=part.made_of("world", parse_condition, ""),
        drives={drive: round(drives.decimal(drive, -MOST_DRIVE, MOST_DRIVE) * 100) for drive in drives.names()},
        effects=tuple(row.made(_effect) for row in part.rows("effects")),
        perceive=cast(Perceive, part.choice("perceive", PERCEIVE, "all")),
        tension=part.number("tension", 0, least=0, most=10),
        obliges=part.texts("obliges"),
        answers=part.flag("answers"),
        said=part.flag("said"),
        ladder=part.flag("ladder"),
        tactics=part.texts("tactics"),
    )


def _effect(text: str) -> Call:
    found = parse_effect(text)
    check_effect(found)
    return found


def _scales(part: Part) -> Scales:
    """How much each trait, feeling, goal and tie adds to each drive."""
    part.known(("base", "traits", "emotions", "goals", "relations"))
    goals = part.under("goals").names()
    known = {"traits": TRAIT_AXES, "emotions": EMOTIONS, "goals": goals, "relations": AXES}
    found = {
        key: {name: _weights(body) for name, body in part.under(key).known(names).parts()}
        for key, names in known.items()
    }
    return Scales(_weights(part.under("base")), found["traits"], found["emotions"], found["goals"], found["relations"])


def _weights(part: Part) -> dict[str, int]:
    part.known(DRIVES)
    return {drive: part.number(drive) for drive in part.names()}


def _tactics(part: Part) -> dict[str, tuple[str, ...]]:
    """Which verbs each tactic colours."""
    found = {name: body.known_as_keys().texts("colours") for name, body in part.named("tactics")}
    if not found:
        part.fail("give the tactics under `tactics:`", "tactics")
    return found
