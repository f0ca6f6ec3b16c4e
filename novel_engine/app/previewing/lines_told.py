"""Lines told at once: each in a few situations out of stories that are simulated for it, or why no story
could use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.untrusted_text import printable, some_of, suggestion
from novel_engine.app.assembly import Assembly, assemble, understood
from novel_engine.app.curating import lived
from novel_engine.app.linting import NEUTRAL, of_strangers
from novel_engine.app.previewing.lines_asked import LinesAsked, Written, asked_for
from novel_engine.errors import UsageError
from novel_engine.story.english.text import so_many
from novel_engine.story.fabula.events import turn_of
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.givens.config import Overrides
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.idiom import Style
from novel_engine.story.realising.rehearsal import Attempts, LineRehearsal, PlainLineRehearsal
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.syuzhet import Wish
from novel_engine.values import dataclass

MOST_LINES = 200
"""Lines: of more, somebody has to say which; each is tried at every beat of every story."""


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What is to be told: the lines at a path, of those only the ones that tell this beat or have this
    name, in so many seeds of each story, by this narrator or by whichever uses such lines.
    """

    path: str
    beat: str = ""
    line: str = ""
    seeds: int = 4
    style: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A line told in a situation: in which story and turn, what was told before it, whether the story
    takes it there.
    """

    story: str
    seed: str
    turn: int
    before: str
    paragraphs: tuple[str, ...]
    taken: bool


@dataclass(frozen=True, slots=True)
class PreviewedLine:
    """What came of a line; without `examples`, `why_not` says what was in the way."""

    name: str
    where: str
    tells: str
    examples: tuple[Example, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class Preview:
    """All of them, and how many stories were told for it."""

    lines: tuple[PreviewedLine, ...]
    stories: int


def previewed(request: PreviewRequest) -> Preview:
    """The lines that are asked for, each told where it could be. Raises InputError, UsageError."""
    asked = asked_for(request.path)
    wanted = _chosen(asked, request)
    found = {one.fragment.id: _Found(one) for one in wanted}
    assemblies = list(_assemblies(asked, request))
    for story, assembly in assemblies:
        _try_in(story, assembly, found, request.style)
    return Preview(tuple(one.as_previewed() for one in found.values()), len(assemblies))


def _chosen(asked: LinesAsked, request: PreviewRequest) -> Sequence[Written]:
    """The lines that are meant. Raises UsageError where there are none, or far too many."""
    found = asked.lines
    if request.beat:
        beats = sorted({one.fragment.tells for one in found})
        found = tuple(one for one in found if one.fragment.tells == request.beat)
        if not found:
            cure = suggestion(request.beat, beats)
            raise UsageError(f"{request.path} has no line for '{printable(request.beat)}'; {cure}")
    if request.line:
        names = [one.fragment.id for one in found]
        found = tuple(one for one in found if one.fragment.id == request.line)
        if not found:
            known = f"{suggestion(request.line, names)}; a line is named by its file and its place in it"
            raise UsageError(f"{request.path} has no line '{printable(request.line)}'; {known}")
    if len(found) > MOST_LINES:
        beats = sorted({one.fragment.tells for one in found})
        raise UsageError(
            f"{request.path} has {len(found)} lines, and at most {MOST_LINES} are told at once; say which "
            f"beat with --for ({some_of(beats)}), or which line with --line"
        )
    return found


def _assemblies(asked: LinesAsked, request: PreviewRequest) -> Iterator[tuple[str, Assembly]]:
    """The stories that the lines are tried in, each before its first turn, on its first night."""
    seeds = [str(seed) for seed in range(1, request.seeds + 1)]
    for story in asked.stories:
        own = (
            Overrides() if _is_of_another_genre(asked, story) else Overrides(genre=str(asked.genre))
        )
        materials = understood(gather(story, {}, own))
        yield from ((story, assemble(materials, seed)) for seed in seeds)
    if not asked.stories:
        genre = asked.read_genre()
        yield from ((NEUTRAL, of_strangers(genre, seed, Wish().words)) for seed in seeds)


def _is_of_another_genre(asked: LinesAsked, story: str) -> bool:
    return gather(story, {}).genre != asked.genre.resolve().name


@dataclass(slots=True)
class _Found:
    """What has come of one line so far."""

    line: Written
    attempts: Attempts = field(default_factory=Attempts)
    examples: list[Example] = field(default_factory=list)
    unvoiced: bool = True

    def as_previewed(self) -> PreviewedLine:
        one = self.line.fragment
        why = "" if self.examples else _why_not(self)
        return PreviewedLine(one.id, self.line.where, one.tells, tuple(self.examples), why)


def _try_in(story: str, assembly: Assembly, found: dict[str, _Found], style: str) -> None:
    """Try every line in one story, told by each narrator that uses such lines."""
    fabula = lived(assembly.setting)
    for narrator in _narrators(assembly.genre, style):
        wanted = [
            one.line.fragment for one in found.values() if one.line.fragment.plain == narrator.plain
        ]
        if wanted:
            rehearsal = _rehearsed(assembly, fabula, narrator, wanted)
            _take_in(story, assembly, rehearsal, found)


def _narrators(genre: Genre, style: str) -> Sequence[Style]:
    """The narrator that is asked for; else the first of each kind. Raises UsageError."""
    styles = genre.idiom.styles
    if style:
        found = [one for one in styles if one.id == style]
        if not found:
            known = suggestion(style, [one.id for one in styles])
            raise UsageError(
                f"--style {printable(style)}: no such narrator in {genre.name}; {known}"
            )
        return found
    firsts = (next((one for one in styles if one.plain == plain), None) for plain in (False, True))
    return [one for one in firsts if one is not None]


def _rehearsed(
    assembly: Assembly, fabula: Fabula, narrator: Style, wanted: Sequence[Fragment]
) -> LineRehearsal:
    config = assembly.config
    wish = Wish(config.words, config.focalizer, narrator.id)
    telling = plan(fabula, assembly.genre.idiom, wish)
    kind = PlainLineRehearsal if telling.plain else LineRehearsal
    rehearsal = kind(assembly.setting, assembly.genre.fragments, wanted)
    for chapter in telling.chapters:
        rehearsal.chapter(telling, chapter)
    return rehearsal


def _take_in(
    story: str, assembly: Assembly, rehearsal: LineRehearsal, found: dict[str, _Found]
) -> None:
    for name, attempts in rehearsal.attempts.items():
        one = found[name]
        one.unvoiced = False
        one.attempts.add(attempts)
        one.examples += [
            Example(
                story,
                assembly.setting.seed,
                turn_of(max(tried.events)),
                tried.before,
                tried.paragraphs,
                tried.taken,
            )
            for tried in attempts.told
        ]


def _why_not(found: _Found) -> str:
    """What kept a line from being told in any of the stories."""
    one, attempts = found.line.fragment, found.attempts
    if found.unvoiced:
        kind = "a plain" if one.plain else "any but a plain"
        return f"these stories have no narrator that uses such lines ({kind} one does); try --style"
    if not attempts.beats:
        return f"no story had anything to tell by '{one.tells}'; try more --seeds"
    never = [f"{key}: {_either(values)}" for key, values in one.when if not attempts.held[key]]
    met = f"of {so_many(attempts.beats, 'beat')} '{one.tells}'"
    if never:
        return f"{met} none had {', and none '.join(never)}"
    if attempts.hindered:
        why, times = attempts.hindered.most_common(1)[0]
        return f"{met} its conditions held at {sum(attempts.hindered.values())}, but {why} (at {times})"
    rarest = min(one.when, key=lambda pair: attempts.held[pair[0]])
    return (
        f"{met} each of its conditions held at some, and all of them at none; the rarest is "
        f"{rarest[0]}: {_either(rarest[1])} (at {attempts.held[rarest[0]]})"
    )


def _either(values: Sequence[str]) -> str:
    return " or ".join(values)
