"""What `validate` finds at a path: a story, a character, a folder of characters, or a genre."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from novel_engine.adapters.files.bundled import (
    CHARACTER_FILE,
    GENRE_FILE,
    YAML_ENDINGS,
    bundled_characters,
    bundled_genre,
    bundled_genres,
    bundled_root,
    bundled_stories,
)
from novel_engine.adapters.files.input_files import (
    as_on_disk,
    is_directory,
    is_file,
    read_input,
    said,
)
from novel_engine.adapters.files.recognition import recognised
from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.genre_files import (
    FACTS_FILE,
    PATTERNS,
    SCENES_FILE,
    VERBS_FILE,
    genre_files,
)
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.adapters.reading.validation.fitting import (
    check_places,
    check_style,
    told_plainly,
)
from novel_engine.adapters.reading.validation.inspection import (
    Inspection,
    inspect_character,
    inspect_story,
)
from novel_engine.adapters.reading.validation.unused import (
    unused_as_cast,
    unused_in_story,
    unused_of_character,
)
from novel_engine.adapters.reading.yaml_part import whole
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.errors import GenreError, InputError
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.givens.genre import Genre
from novel_engine.values import dataclass

UNUSED = "opening_place"
READ_FILES = (GENRE_FILE, VERBS_FILE, FACTS_FILE, SCENES_FILE, PATTERNS)
READ_FOLDERS = ("kernels", "matter", "lines")
DATA_ENDINGS = (*YAML_ENDINGS, ".json")
"""What is read at the top of a genre's folder, and how files end that somebody may have meant so;
other files there are its author's own.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked; every line begins with `file:line:`."""

    path: str
    kind: str
    name: str = ""
    problems: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def findings(reference: str) -> tuple[Finding, ...]:
    """Everything that stands at a path, or goes by a name, looked over. Never raises for what is in
    the files.
    """
    path = as_on_disk(Path(reference))
    reference = reference if path == Path(reference) else str(path)
    if is_directory(path):
        return _in_directory(path, reference)
    if is_file(path) or reference.endswith(YAML_ENDINGS):
        return (_file(path, reference),)
    if what := recognised(path):
        return (Finding(reference, "nothing", problems=(said(reference, 1, what),)),)
    if reference in bundled_stories():
        return (_story(reference),)
    if reference in bundled_characters():
        return (_character(reference),)
    if reference in bundled_genres():
        return (_genre(reference, reference),)
    known = (*bundled_stories(), *bundled_characters(), *bundled_genres())
    missing = said(reference, 1, f"there is no such file; {suggestion(reference, known)}")
    return (Finding(reference, "nothing", problems=(missing,)),)


def _in_directory(path: Path, reference: str) -> tuple[Finding, ...]:
    if is_file(path / CHARACTER_FILE):
        return (_character(reference),)
    if is_file(path / GENRE_FILE):
        return (_genre(reference, str(path)),)
    within = sorted(
        p for p in path.iterdir() if is_file(p / CHARACTER_FILE) or is_file(p / GENRE_FILE)
    )
    if within:
        return tuple(finding for one in within for finding in _in_directory(one, str(one)))
    stories = sorted(p for p in path.iterdir() if is_file(p) and p.suffix in YAML_ENDINGS)
    known = recognised(path)
    if stories and not known:
        return tuple(_file(one, str(one)) for one in stories)
    neither = f"there is neither {CHARACTER_FILE} nor {GENRE_FILE} nor a story in this directory"
    problem = said(reference, 1, known or f"{neither}; name another")
    return (Finding(reference, "directory", problems=(problem,)),)


def _file(path: Path, reference: str) -> Finding:
    if path.name == CHARACTER_FILE:
        return _character(reference)
    if path.name == GENRE_FILE:
        return _genre(reference, str(path.parent))
    if what := recognised(path):
        return Finding(reference, "file", problems=(said(reference, 1, what),))
    return _story(reference)


def _character(reference: str) -> Finding:
    seen = inspect_character(_near(reference))
    name = seen.person.name if seen.person else ""
    return Finding(
        reference,
        "character",
        printable(name),
        seen.problems,
        seen.unmapped,
        seen.ignored,
        seen.called,
        tuple(line for reading in seen.readings for line in unused_of_character(reading)),
    )


def _near(reference: str) -> str:
    """A directory here is meant before one of the same name that comes with the program."""
    return f"./{reference}" if "/" not in reference and is_directory(Path(reference)) else reference


def _story(reference: str) -> Finding:
    seen = inspect_story(reference)
    title = seen.config.title if seen.config else ""
    problems, unused = (seen.problems, ()) if seen.problems else _as_cast(seen)
    return Finding(
        reference,
        "story",
        printable(title),
        problems,
        seen.unmapped,
        seen.ignored,
        seen.called,
        unused,
    )


def _as_cast(seen: Inspection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What keeps the genre's plots from being cast onto these people; else what is not used of the
    story and its cast.
    """
    if seen.config is None:
        return (), ()
    try:
        genre = _read(seen.config.genre)
        check_places(seen.config, genre)
        check_style(seen.config, genre)
        told_plainly(seen.config, genre)
        setting = setting_of(seen.config, seen.cast, genre, seen.config.seed or "1")
    except InputError as problem:
        return tuple(str(problem).splitlines()), ()
    unused = unused_in_story(seen.readings, seen.config, genre)
    as_cast = unused_as_cast(seen.readings, setting) if seen.config.seed else ()
    return (), tuple(dict.fromkeys((*unused, *as_cast)))


def _genre(reference: str, name: str) -> Finding:
    try:
        genre = _read(name)
    except InputError as problem:
        lines = tuple(str(problem).splitlines())
        wrong = frozenset(line.partition(": ")[0] for line in lines)
        unused = (*_unused(name, wrong), *_never_read(name))
        return Finding(reference, "genre", problems=lines, ignored=unused)
    unused = (*_unused(name), *_never_read(name))
    return Finding(reference, "genre", printable(genre.title), ignored=unused)


def _unused(reference: str, wrong: Collection[str] = ()) -> Iterator[str]:
    """What a genre's own files say that nothing goes by, but for what stands where something is
    `wrong`; of what cannot be read it is said there.
    """
    try:
        folder = bundled_genre(reference)
        kernels = sorted((folder / "kernels").glob("*.yaml"))
    except (InputError, OSError):
        return
    for path in (folder / GENRE_FILE, *kernels):
        with suppress(InputError):
            document = read_document(read_input(path, path.name, GenreError), GenreError)
            if document.at(UNUSED if path.name == GENRE_FILE else "part") not in wrong:
                yield from _unused_head(document) if path.name == GENRE_FILE else _topics(document)


def _unused_head(document: Document) -> Iterator[str]:
    if UNUSED in document.mapping:
        what = f"'{UNUSED}' is not used; a kernel's `opening` says where people are"
        yield f"{document.at(UNUSED)}: {what}"


def _topics(document: Document) -> Iterator[str]:
    kernel = whole(document)
    part = kernel.text("part")
    for name, thread in kernel.named("threads"):
        topic = thread.text("topic")
        if topic.strip() and topic != part:
            what = f"'topic' is '{printable(topic)}', and not used: a question is about its part"
            yield f"{document.at('threads', name, 'topic')}: {what}; write '{printable(part)}'"


def _never_read(reference: str) -> Iterator[str]:
    """The files of a genre's folder that nothing is read from."""
    try:
        folder = bundled_genre(reference)
        beside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (InputError, OSError):
        return
    for path in beside:
        if is_directory(path) and path.name in READ_FOLDERS:
            for one in sorted(path.iterdir()):
                if one.suffix != ".yaml":
                    yield said(str(one), 1, "not read; only *.yaml is")
        elif path.name not in READ_FILES and (is_directory(path) or path.suffix in DATA_ENDINGS):
            known = READ_FOLDERS if is_directory(path) else READ_FILES
            yield said(str(path), 1, f"not read; {suggestion(path.name, known)}")


def _read(reference: str) -> Genre:
    folder = bundled_genre(reference)
    name = folder.resolve().name
    return read_genre(genre_files(bundled_root() / "configs", name, folder), name)
