"""A config written as a story file would say it, to the byte, and read again."""

from __future__ import annotations

import pytest
import yaml

from novel_engine.adapters.reading.story.config_codec import config_of
from novel_engine.adapters.reading.story.config_file import as_story_file
from novel_engine.adapters.reading.story.form import StoryForm

EVERYTHING = """\
title: The Well
genre: winter-station
premise: The well is dry.
kernel: harm
second: leave
form: tragedy
focalizer: ida
style: spare
seed: '7'
cast:
- ida
- bram
scenes: 9
words: 2000
nights: NIGHTS
model:MODELS
roles:
  culprit: bram
avoid:
- violence
facts:
- claim: '{bram} drained the well'
  kind: deed
  truth: false
  stakes: 0
  subject: bram
  secret_of: bram
  hurts: ida
  noun: the drained well
  gerund: draining the well
  tokens:
  - drained
  known_by:
  - ida
- claim: the well is dry
  truth: true
  stakes: 1
secrets:
- of: ida
  claim: she was there
  stakes: 2
relationships:
- from: ida
  to: bram
  label: old colleague
  trust: -2
  debt: 1
- from: bram
  to: ida
threads:
- question: Will she be told?
  holder: ida
  stakes: 3
- question: Who drained it?
  stakes: 1
places:
- id: the-cellar
  name: the cellar
  preposition: in
  adjacent:
  - yard
  private: true
items:
- id: brass-key
  name: the brass key
  plural: false
  portable: true
  holder: ida
- id: lamp
  name: the lamps
  plural: true
  portable: false
  place: the-cellar
"""
MODELS = {
    "offline": " offline",
    "one, asked in its own way": """
  deciding: openai:m
  framing: offline
  narrating: offline
  temperature: 0.5
  at_once: 1
  improvise: false
  prices:
    openai:m:
      input: 0.1
      output: 0.4""",
}


@pytest.mark.parametrize("models", MODELS)
def test_a_config_is_written_with_every_key_in_its_place(models: str) -> None:
    nights = "1" if "deciding" in MODELS[models] else "12"
    text = EVERYTHING.replace("MODELS", MODELS[models]).replace("NIGHTS", nights)
    config = config_of("the-well", StoryForm.model_validate(yaml.safe_load(text)))

    assert yaml.safe_dump(as_story_file(config), sort_keys=False, allow_unicode=True) == text


def test_what_is_not_said_is_not_written() -> None:
    config = config_of("the-well", StoryForm.model_validate({"cast": ["ida", "bram"]}))

    assert as_story_file(config) == {
        "genre": "plain-house",
        "cast": ["ida", "bram"],
        "scenes": 13,
        "words": 3000,
        "nights": 12,
        "model": "offline",
    }


def test_a_world_and_a_plots_matter_are_read_again_as_they_were() -> None:
    written = {
        "cast": ["ida", "bram"],
        "world": {
            "places": {
                "stage": {
                    "name": "the stage",
                    "at": "on",
                    "next": ["bar"],
                    "smells": "dust",
                    "sounds": ["the sea", "a rope"],
                },
                "bar": "the bar",
            },
            "looks": {"stage": "bare boards and one lamp", "lodge": "a bell"},
            "hands": {"barmaid": ["pleating a cloth", {"does": "drying a glass", "at": "bar"}]},
            "sayings": ["It is only paint.", {"says": "So be it.", "who": "ida", "about": "debt"}],
            "motifs": ["the lamp", {"what": "the sea", "at": ["bar"], "changed": "{A} slept."}],
            "time": {"until": "Saturday", "weather": []},
            "work": {"ida": "barmaid"},
        },
        "matter": {
            "harm": {
                "deed": {"claim": "{culprit} let it down", "takes": "the house"},
                "evidence": [{"item": "rope", "shows": "it was cut", "points": "culprit"}],
                "places": {"spot": "stage"},
                "happens": {
                    "flood": {"when": "late() & came(deed)", "who": "victim", "what": "it rains"}
                },
                "endings": {
                    "dry": {"needs": ["came(flood)"], "says": "It dried."},
                    "wet": {"unsolved": True},
                },
            }
        },
    }
    config = config_of("x", StoryForm.model_validate(written))

    assert config_of("x", StoryForm.model_validate(as_story_file(config))) == config
    assert config.matter[0].happens[0].id == "flood"
    assert config.world is not None
    assert config.world.texture.of("smells", "stage") == ("dust",)
    assert config.world.texture.of("looks", "lodge") == ("a bell",)
    assert config.world.texture.motifs[1].line("changed") == "{A} slept."
    assert [one.unsolved for one in config.matter[0].endings] == [False, True]


def test_what_is_no_condition_is_refused_where_it_stands() -> None:
    happens = {"flood": {"when": "late( &", "who": "victim", "what": "it rains"}}
    with pytest.raises(ValueError, match="is no condition"):
        StoryForm.model_validate({"cast": ["a", "b"], "matter": {"harm": {"happens": happens}}})
