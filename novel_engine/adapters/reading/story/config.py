"""What story is to be told: the story file, under the environment and the command line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from novel_engine.adapters.files.bundled import (
    DEFAULT_STORY,
    bundled_genre,
    bundled_root,
    story_file,
)
from novel_engine.adapters.files.input_files import InputFile, is_directory, is_file
from novel_engine.adapters.reading.shelf import kept
from novel_engine.adapters.reading.story.settings import LISTS, SETTINGS, WHOLE_NUMBERS, Layer
from novel_engine.adapters.untrusted_text import nearest, printable, slug
from novel_engine.errors import ConfigError, GenreError
from novel_engine.story.givens.config import NOTHING_ELSE, Overrides, StoryConfig

PREFIX = "NOVEL_ENGINE_"
NO_STORY = "story"
# Digits: a seed of so many is no longer than a seed may be.
NUMBER = re.compile(r"\d{1,18}\Z", re.ASCII)
WHOLE_NUMBER = re.compile(r"[-+]?\d{1,9}\Z", re.ASCII)


class ConfigLoader:
    """Reads story files under one environment and one set of options.

    `environment` is searched for NOVEL_ENGINE_* variables; `other_variables` are those somebody
    else reads.
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        overrides: Overrides = NOTHING_ELSE,
        other_variables: Collection[str] = (),
    ) -> None:
        self._layers: tuple[Layer, ...] = (
            _from_environment(environment or {}, other_variables),
            _from_options(overrides),
        )

    def load(self, reference: str | None = None) -> StoryConfig:
        """The config of a story file or of a bundled story.

        Without a reference it is the cast of the options and nothing else, or else the bundled
        default story.
        Raises ConfigError: every problem, one a line.
        """
        if reference is not None:
            return self.parse(story_file(reference))
        if any("cast" in settings for settings in self._layers):
            return self._merged(NO_STORY, None)
        usual = self.parse(story_file(DEFAULT_STORY))
        if not any("genre" in settings for settings in self._layers) or _has_plot(usual):
            return usual
        return self._of_cast(usual)

    def _of_cast(self, usual: StoryConfig) -> StoryConfig:
        """The people of a story whose plot is none of the genre's that is asked for, with one that
        is.
        """
        cast: Layer = {"cast": (list(usual.cast), DEFAULT_STORY)}
        return ConfigLoader._of((cast, *self._layers))._merged(NO_STORY, None)

    @classmethod
    def _of(cls, layers: tuple[Layer, ...]) -> ConfigLoader:
        found = cls()
        found._layers = layers
        return found

    def parse(self, file: InputFile) -> StoryConfig:
        """The config of a story file that was read already, or is kept in a record."""
        return self._merged(slug(Path(file.name).stem) or NO_STORY, file)

    def _merged(self, name: str, file: InputFile | None) -> StoryConfig:
        layers, seed = _without_number(self._layers)
        of = (name, *((file.path, file.data) if file else ()), repr(layers))
        config = kept("story", of, partial(_read, name, file, layers))
        if seed is not None:
            value, where = seed
            config = replace(config, seed=str(value), sources={**config.sources, "seed": where})
        if file is None:
            return config
        story, given = Path(file.path), {key for settings in self._layers for key in settings}
        if "cast" not in given:
            config = replace(config, cast=tuple(_near(story, one) for one in config.cast))
        return config if "genre" in given else replace(config, genre=_near(story, config.genre))


def _has_plot(config: StoryConfig) -> bool:
    """Whether the genre that is asked for has the story's plot, or is not to be found at all."""
    try:
        kernels = bundled_genre(config.genre) / "kernels"
    except GenreError:
        return True
    core = bundled_root() / "configs" / "core" / "kernels"
    return any(is_file(folder / f"{config.kernel}.yaml") for folder in (kernels, core))


def _without_number(
    layers: Sequence[Layer],
) -> tuple[tuple[Layer, ...], tuple[object, str] | None]:
    """The layers without a seed that is a plain number, and that seed: it is every story's own, and
    nothing else that is read depends on it.
    """
    seeds = [layer["seed"] for layer in layers if "seed" in layer]
    if not all(isinstance(seed, str) and NUMBER.match(seed) for seed, _ in seeds):
        return tuple(layers), None
    others = tuple({key: layer[key] for key in layer if key != "seed"} for layer in layers)
    return others, seeds[-1] if seeds else None


def _read(name: str, file: InputFile | None, layers: Sequence[Layer]) -> StoryConfig:
    from novel_engine.adapters.reading.story.layers import laid_over

    return laid_over(name, file, layers)


def _from_environment(environment: Mapping[str, str], others: Collection[str]) -> Layer:
    """The settings in NOVEL_ENGINE_* variables; an empty one is none. Raises ConfigError."""
    known = {PREFIX + setting.upper(): setting for setting in SETTINGS}
    found: dict[str, tuple[object, str]] = {}
    problems = []
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in others or not environment[variable]:
            continue
        if variable in known:
            found[known[variable]] = (_written(known[variable], environment[variable]), variable)
        else:
            problems.append(
                f"{printable(variable)}: unknown variable; {_meant(variable, (*known, *others))}"
            )
    if problems:
        raise ConfigError("\n".join(problems))
    return _general_first(found)


def _meant(variable: str, known: Collection[str]) -> str:
    """The nearest variable, by what follows the prefix they all share."""
    close = nearest(variable.removeprefix(PREFIX), [name.removeprefix(PREFIX) for name in known])
    return f"did you mean '{PREFIX}{close}'?" if close else "unset it"


def _from_options(overrides: Overrides) -> Layer:
    return _general_first(
        {
            setting: (_written(setting, value), "--" + setting.replace("_", "-"))
            for setting, value in asdict(overrides).items()
            if value is not None
        }
    )


def _general_first(layer: Layer) -> Layer:
    """`model` sets every seam, so within a layer it comes before what is said of one."""
    return dict(sorted(layer.items(), key=lambda setting: setting[0] != "model"))


def _written(setting: str, value: object) -> object:
    """A setting's value as a file would have given it."""
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, str):
        return value
    if setting in LISTS:
        return [part.strip() for part in value.split(",") if part.strip()]
    if setting in WHOLE_NUMBERS and WHOLE_NUMBER.match(value.strip()):
        return int(value)
    return value


def _near(story: Path, reference: str) -> str:
    """A path in a story file is meant from the file's own directory, if there is something."""
    near = story.parent / reference
    return str(near) if "/" in reference and (is_directory(near) or is_file(near)) else reference
