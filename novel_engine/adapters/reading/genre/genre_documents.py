"""A genre's files, checked against one another and made into one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import all_sound, each
from novel_engine.adapters.reading.genre.fact_files import kinds_of
from novel_engine.adapters.reading.genre.fragment_files import fragments_of
from novel_engine.adapters.reading.genre.genre_files import (
    CORE_FILES,
    DRIVES_FILE,
    FACTS_FILE,
    HEAD,
    PATTERNS,
    SCENES_FILE,
    TACTICS_FILE,
    VERBS_FILE,
)
from novel_engine.adapters.reading.genre.kernel_files import kernel_of
from novel_engine.adapters.reading.genre.kernel_variants import check_variants
from novel_engine.adapters.reading.genre.pattern_files import patterns_of
from novel_engine.adapters.reading.genre.phrase_files import PHRASE_FILES, KeptPhrases
from novel_engine.adapters.reading.genre.verb_files import verbs_of
from novel_engine.adapters.reading.genre.way_files import ways_of
from novel_engine.adapters.reading.name_text import fit_for_a_name, fit_for_a_title
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError
from novel_engine.story.english.written_slots import place_phrase
from novel_engine.story.fabula.mind import AXES, EMOTIONS
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.fragments import GROUND_CONDITIONS, Fragment, Terms
from novel_engine.story.givens.genre import Genre, Lines
from novel_engine.story.givens.idiom import Idiom, Style
from novel_engine.story.givens.kernels import Frame, Kernel, Option
from novel_engine.story.givens.patterns import Pattern
from novel_engine.story.givens.people import TRAIT_AXES
from novel_engine.story.givens.tension_curve import TENSION_FORMS
from novel_engine.story.givens.verbs import DRIVES, Scales, Verb

HEAD_KEYS = ("title", "narrators", "places", "opening_place", "motifs", "weathers", "forms")
PLACE_KEYS = ("name", "at", "adjacent", "affords", "private")
STYLE_KEYS = ("about", "distance")
PLACE_PREPOSITIONS = ("in", "on", "at")


def genre_of(files: Sequence[InputFile], name: str) -> Genre:
    """The genre these files make, but for its phrases. Raises GenreError."""
    documents = _documents(files, name)
    head = whole(documents[f"genres/{name}/{HEAD}"])
    all_sound(
        lambda: head.known(HEAD_KEYS),
        lambda: head.worded("title", fit_for_a_title, default=name),
        lambda: _places(head),
        lambda: _opening_place(head),
        lambda: _styles(head),
        lambda: [row.made(_form) for row in head.rows("forms")],
        lambda: _terms(documents, name),
        lambda: _lines_of(documents, name),
    )
    drives, tactics = (whole(documents[f"core/{one}"]) for one in (DRIVES_FILE, TACTICS_FILE))
    scene_files = (f"core/{SCENES_FILE}", f"genres/{name}/{SCENES_FILE}")
    scenes = [documents[file] for file in scene_files if file in documents]
    terms, kernels = _terms(documents, name)
    places = _places(head)
    each(
        lambda document, kernel: _check_kernel(whole(document), kernel, places, terms.verbs),
        kernels,
    )
    return Genre(
        name=name,
        title=head.worded("title", fit_for_a_title, default=name),
        places=places,
        verbs=terms.verbs,
        scales=_scales(drives),
        tactics=_tactics(tactics),
        kernels={kernel.id: kernel for _, kernel in kernels},
        patterns=_patterns(documents),
        idiom=Idiom(head.texts("motifs"), _styles(head)),
        weathers=head.texts("weathers"),
        forms=tuple(row.made(_form) for row in head.rows("forms")),
        kinds=terms.kinds,
        ways=ways_of(scenes, tactics.document),
        lines=Lines(_fragments(documents, terms)),
        phrases=KeptPhrases((), ()),
    )


def _patterns(documents: Mapping[str, Document]) -> tuple[Pattern, ...]:
    files = [doc for name, doc in documents.items() if name.endswith(f"/{PATTERNS}")]
    return tuple(pattern for document in files for pattern in patterns_of(document))


def _fragments(documents: Mapping[str, Document], terms: Terms) -> tuple[Fragment, ...]:
    files = [(Path(name).stem, doc) for name, doc in documents.items() if "/lines/" in name]
    found = each(lambda stem, doc: fragments_of(doc, stem, terms), files)
    return tuple(one for fragments in found for one in fragments)


def _lines_of(documents: Mapping[str, Document], name: str) -> None:
    """Raise the files' errors for fragments that are wrong in terms that can be read."""
    try:
        terms, _ = _terms(documents, name)
    except GenreError:  # it is said already, and what its words mean is not known
        return
    _fragments(documents, terms)


def _opening_place(head: Part) -> None:
    """Raise the file's error where a story would open nowhere."""
    named, places = head.text("opening_place", ""), head.under("places").names()
    if named and named not in places:
        head.fail(_no_place(named, places), "opening_place")


def _check_kernel(
    part: Part, kernel: Kernel, places: Mapping[str, Place], verbs: Mapping[str, Verb]
) -> None:
    """Raise the kernel file's error for what this genre has not."""
    _check_places(part, kernel, places)
    _check_verbs(part, kernel, verbs)
    check_variants(part, kernel, places)


def read_terms(files: Sequence[InputFile], name: str) -> Terms:
    """What the fragments of the genre that these files make are written in. Raises GenreError."""
    return _terms(_documents([file for file in files if "/lines/" not in file.name], name), name)[0]


def _documents(files: Sequence[InputFile], name: str) -> dict[str, Document]:
    read = [(file,) for file in files if file.name not in PHRASE_FILES]
    documents = dict(each(lambda file: (file.name, read_document(file, GenreError)), read))
    for needed in (f"genres/{name}/{HEAD}", *(f"core/{one}" for one in CORE_FILES)):
        if needed not in documents:
            raise GenreError(f"the genre '{name}' lacks {needed}; put it there")
    return documents


def _terms(
    documents: Mapping[str, Document], name: str
) -> tuple[Terms, list[tuple[Document, Kernel]]]:
    """What fragments are written in, and the kernels it is taken from."""
    kinds = kinds_of(documents[f"core/{FACTS_FILE}"], documents.get(f"genres/{name}/{FACTS_FILE}"))
    files = [(Path(file).stem, doc) for file, doc in documents.items() if "/kernels/" in file]
    if not files:
        place = Path(documents[f"genres/{name}/{HEAD}"].name).parent / "kernels"
        raise GenreError(
            f"the genre '{name}' has no kernel; put one under {printable(str(place), 400)}"
        )
    kernels = each(lambda stem, document: (document, kernel_of(document, stem)), files)
    axes: dict[str, str] = {}
    for document, kernel in kernels:
        _check_kinds(whole(document), kernel, kinds)
        for axis in kernel.axes:
            _take_name(axes, kernel, axis, document)
    roles = frozenset(role.name for _, kernel in kernels for role in kernel.roles)
    verbs = verbs_of(documents[f"core/{VERBS_FILE}"], documents.get(f"genres/{name}/{VERBS_FILE}"))
    return Terms(verbs, roles, frozenset(axes), kinds), kernels


def _take_name(taken: dict[str, str], kernel: Kernel, axis: str, document: Document) -> None:
    """Keep what conditions call an axis. Raises GenreError for a name that is something else's."""
    called = kernel.condition(axis)
    if called in taken or called in GROUND_CONDITIONS:
        other = taken.get(called, "every genre")
        whole(document).fail(
            f"'{called}' is a condition of {other} already; give the axis another name", "axes"
        )
    taken[called] = f"the kernel '{kernel.id}'"


def _styles(head: Part) -> tuple[Style, ...]:
    """The narrators the genre ships, the usual one first."""
    found = []
    for name, body in head.named("narrators"):
        body.known(STYLE_KEYS)
        found.append(Style(name, body.text("about"), body.number("distance", 1, least=0, most=2)))
    return tuple(found)


def _form(text: str) -> str:
    if text not in TENSION_FORMS:
        raise GenreError(f"there is no form '{text}'; {suggestion(text, TENSION_FORMS)}")
    return text


def _places(head: Part) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for name, body in head.named("places"):
        body.known(PLACE_KEYS)
        found[name] = Place(
            id=name,
            name=body.worded("name", fit_for_a_name, place_phrase, default=name),
            preposition=body.choice("at", PLACE_PREPOSITIONS, PLACE_PREPOSITIONS[0]),
            adjacent=body.texts("adjacent"),
            affords=body.texts("affords"),
            private=body.flag("private"),
        )
    if not found:
        head.fail("a genre needs places for its scenes; give one or more under `places:`", "places")
    for name, near in ((name, near) for name, place in found.items() for near in place.adjacent):
        if near not in found:
            problem = f"'{name}' adjoins '{near}', which is no place here"
            head.fail(f"{problem}; {suggestion(near, found)}", "places", name, "adjacent")
    return found


def _check_places(part: Part, kernel: Kernel, places: Mapping[str, Place]) -> None:
    """Raise the kernel file's error for a scene, or a place's name, that is nowhere here."""
    bodies = _bodies(part, kernel)
    named = {name for _, body in bodies for name in body.places}
    for here, body in bodies:
        for name, place in body.places.items():
            if place not in places:
                here.fail(_no_place(place, places), "places", name)
        _check_stages(here, body.frames, {*named, *places})


def _check_stages(part: Part, frames: Sequence[Frame], places: Collection[str]) -> None:
    for frame in frames:
        if frame.place not in places:
            part.fail(_no_place(frame.place, places), "frames", frame.id, "place")


def _no_place(name: str, known: Collection[str]) -> str:
    return f"there is no place '{name}'; {suggestion(name, known)}"


def _check_verbs(part: Part, kernel: Kernel, verbs: Mapping[str, Verb]) -> None:
    """Raise the kernel file's error for an inclination to do what nobody can."""
    for here, body in _bodies(part, kernel):
        for frame in body.frames:
            for row, bias in zip(
                here.under("frames").under(frame.id).rows("bias"), frame.bias, strict=True
            ):
                if bias.verb not in verbs:
                    row.fail(f"'{bias.verb}' is no verb; {suggestion(bias.verb, verbs)}", "does")


def _check_kinds(part: Part, kernel: Kernel, kinds: Collection[str]) -> None:
    """Raise the kernel file's error for a fact of a kind there is not."""
    for here, body in _bodies(part, kernel):
        for name, slot in body.facts.items():
            if "kind" in slot.said:
                here.under("facts").under(name).choice("kind", kinds)


def _bodies(part: Part, kernel: Kernel) -> list[tuple[Part, Kernel | Option]]:
    """The kernel and each of its options, each as it was made and as it is written."""
    options = [(axis, option) for axis, found in kernel.options.items() for option in found]
    return [
        (part, kernel),
        *((part.under("options").under(axis).under(option.id), option) for axis, option in options),
    ]


def _scales(part: Part) -> Scales:
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


def _tactics(part: Part) -> dict[str, tuple[str, ...]]:
    """Which verbs each tactic colours."""
    found = {name: body.known_as_keys().texts("colours") for name, body in part.named("tactics")}
    if not found:
        part.fail("give the tactics under `tactics:`", "tactics")
    return found
