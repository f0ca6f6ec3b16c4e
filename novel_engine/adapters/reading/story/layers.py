"""A story file with the environment and the options laid over it, as one config."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.document import Document, Key
from novel_engine.adapters.reading.form_base import filled
from novel_engine.adapters.reading.story.config_codec import config_of
from novel_engine.adapters.reading.story.form import StoryForm
from novel_engine.adapters.reading.story.settings import SEATED, Layer
from novel_engine.adapters.reading.yaml_source import read_document
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import ConfigError
from novel_engine.story.givens.config import StoryConfig, dotted


def laid_over(name: str, file: InputFile | None, layers: Sequence[Layer]) -> StoryConfig:
    """The config of a story file, or of none, under these layers. Raises ConfigError: every
    problem, one a line.
    """
    document = (
        read_document(file, ConfigError) if file else Document("the options", 1, {}, ConfigError)
    )
    merged = _Merged(document)
    for layer in layers:
        merged.lay_over(layer)
    form = filled(StoryForm, merged.data, document, merged.where)
    config = replace(config_of(name, form), sources=merged.sources())
    _refuse_twins(config)
    _refuse_nights(config)
    return config


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
                self._lay_seam(SEATED[seam], value, where)
            elif setting == "model":
                self._lay_model(value, where)
            else:
                self.data[setting] = value
                self.given = {path: at for path, at in self.given.items() if path[0] != setting}
                self.given[(setting,)] = where

    def _lay_seam(self, seat: str, value: object, where: str) -> None:
        self.data["model"] = {**_each_seam(self.data.get("model", {})), seat: value}
        self.given["model", seat] = where

    def _lay_model(self, value: object, where: str) -> None:
        """One model for every seam; how models are asked stays as it was."""
        kept = _settings_beside_seams(self.data.get("model", {}))
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
        return {"": printable(self.document.name, 200), **found}


def _each_seam(model: object) -> dict[str, object]:
    if isinstance(model, dict):
        return dict(model)
    return dict.fromkeys(SEATED.values(), model)


def _refuse_nights(config: StoryConfig) -> None:
    """Raise ConfigError where several nights are asked for and somebody would be asked in each."""
    if config.nights > 1 and not config.models.simulate_offline:
        raise ConfigError(
            f"{config.where('nights')}: {config.nights} nights are simulated only where nobody is "
            "asked for anything meanwhile, and here a model decides or frames; leave 'nights' out "
            "or make it 1, or let the model narrate alone (narrating, --narrator-model)"
        )


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


def _settings_beside_seams(models: object) -> dict[object, object]:
    """How models are asked, whichever they are."""
    if not isinstance(models, dict):
        return {}
    return {key: held for key, held in models.items() if key not in SEATED.values()}
