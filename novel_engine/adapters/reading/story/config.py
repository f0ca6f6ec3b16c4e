"""What story is to be told: the story file, under the environment, under the command line, as one
config.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from novel_engine.adapters.files.bundled import DEFAULT_STORY, story_file
from novel_engine.adapters.files.input_files import InputFile, is_directory, is_file
from novel_engine.adapters.reading.document import Document, Key
from novel_engine.adapters.reading.form_base import filled
from novel_engine.adapters.reading.story.config_codec import TEXTS, config_of
from novel_engine.adapters.reading.story.form import StoryForm
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import nearest, shown, slug
from novel_engine.errors import ConfigError
from novel_engine.story.givens.config import NOTHING_ELSE, Overrides, StoryConfig, dotted

PREFIX = "NOVEL_ENGINE_"
SEATED = {"decider": "deciding", "framer": "framing", "narrator": "narrating"}
"""Whoever sits at a seam, for whom its option is called, and the seam."""
WHOLE_NUMBERS = ("scenes", "words")
LISTS = ("cast", "avoid")
SETTINGS = (*TEXTS, "model", *WHOLE_NUMBERS, *LISTS, *(f"{seam}_model" for seam in SEATED))
NO_STORY = "story"
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
        self._layers = (
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
            return self._merged(NO_STORY, Document("the options", 1, {}, ConfigError))
        return self.parse(story_file(DEFAULT_STORY))

    def parse(self, file: InputFile) -> StoryConfig:
        """The config of a story file that was read already, or is kept in a record."""
        document = read_document(file, ConfigError)
        return self._merged(slug(Path(file.name).stem) or NO_STORY, document)

    def _merged(self, name: str, document: Document) -> StoryConfig:
        merged = _Merged(document)
        for layer in self._layers:
            merged.lay_over(layer)
        form = filled(StoryForm, merged.data, document, merged.where)
        config = config_of(name, form)
        if ("cast",) not in merged.given:
            config = replace(
                config, cast=tuple(_near(Path(document.name), one) for one in config.cast)
            )
        config = replace(config, sources=merged.sources())
        _refuse_twins(config)
        return config


Layer = Mapping[str, tuple[object, str]]
"""Setting to its value, and where that was given."""


class _Merged:
    """A story file's data with other layers over it, and where each part came from."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, object] = dict(document.mapping)
        self.given: dict[tuple[Key, ...], str] = {}

    def lay_over(self, layer: Layer) -> None:
        for setting, (value, where) in layer.items():
            seam = setting.removesuffix("_model")
            if seam in SEATED:
                self.data["model"] = {**_each_seam(self.data.get("model", {})), SEATED[seam]: value}
                self.given["model", SEATED[seam]] = where
            elif setting == "model":
                self._lay_model(value, where)
            else:
                self.data[setting] = value
                self.given = {path: at for path, at in self.given.items() if path[0] != setting}
                self.given[(setting,)] = where

    def _lay_model(self, value: object, where: str) -> None:
        """One model for every seam; how models are asked stays as it was."""
        before = self.data.get("model", {})
        kept = (
            {key: held for key, held in before.items() if key not in SEATED.values()}
            if isinstance(before, dict)
            else {}
        )
        self.data["model"] = kept | dict.fromkeys(SEATED.values(), value)
        self.given = {path: at for path, at in self.given.items() if path[0] != "model"}
        self.given |= {("model", seam): where for seam in SEATED.values()}

    def where(self, path: tuple[Key, ...]) -> str:
        for length in range(len(path), 0, -1):
            if path[:length] in self.given:
                return self.given[path[:length]]
        return self.document.at(*path)

    def sources(self) -> dict[str, str]:
        """The place of every key, by dotted path."""
        found = {dotted(path): self.where(path) for path in self.document.paths()}
        found |= {dotted(path): at for path, at in self.given.items()}
        return {"": shown(self.document.name, 200), **found}


def _each_seam(model: object) -> dict[str, object]:
    if isinstance(model, dict):
        return dict(model)
    return dict.fromkeys(SEATED.values(), model)


def _from_environment(environment: Mapping[str, str], others: Collection[str]) -> Layer:
    """The settings in NOVEL_ENGINE_* variables; an empty one is not set. Raises ConfigError for
    others.
    """
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
                f"{shown(variable)}: unknown variable; {_meant(variable, (*known, *others))}"
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
    """`model` sets every seam, so within one layer it must come before what is said of a single
    one.
    """
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


def _refuse_twins(config: StoryConfig) -> None:
    """Raise ConfigError when two places, or two things, of the story file have one id."""
    problems = []
    for key, ids in (
        ("places", [p.id for p in config.places]),
        ("items", [i.item.id for i in config.items]),
    ):
        for number, one in enumerate(ids):
            if one in ids[:number]:
                problems.append(
                    f"{config.where(key, number)}: the id '{one}' is taken; give another 'id'"
                )
    if problems:
        raise ConfigError("\n".join(problems))


def _near(story: Path, reference: str) -> str:
    """A path in a story file is meant from the file's own directory, if there is something."""
    near = story.parent / reference
    return str(near) if "/" in reference and (is_directory(near) or is_file(near)) else reference
