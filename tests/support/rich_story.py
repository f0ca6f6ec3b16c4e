"""A cast and a story in which every field of a file says something, and what they come to: for tests
that take one field away.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from novel_engine.adapters.formats.markdown import markdown
from novel_engine.adapters.reading.story.settings import NIGHTS
from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.app.assembly import assemble, understood
from novel_engine.engine.nights import events_in, taken_night
from novel_engine.engine.offline import OfflineDecisionMaker, OfflineFramer, OfflineNarrator
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.telling.planning import plan
from novel_engine.story.telling.synopsis import synopsis
from novel_engine.story.telling.syuzhet import Wish

ADA: Mapping[str, Any] = {
    "name": "Ada Vane",
    "short": "Addie",
    "surname": "Vane-Orr",
    "nickname": "Winch",
    "pronouns": "she/her",
    "age": 61,
    "work": "wardrobe mistress",
    "description": "A narrow woman with a mouth full of pins.",
    "backstory": "She was left behind by a touring company, and stayed.",
    "traits": {"pride": 2, "candour": -2, "nerve": 2, "restraint": -2},
    "voice": {
        "formality": 2,
        "length": "short",
        "hedges": ["I dare say"],
        "oaths": ["Lord love us"],
    },
    "goals": ["keep the company together"],
    "fears": ["being pensioned off"],
    "secrets": [{"claim": "she has been paid twice for the costumes", "stakes": 3}],
    "relationships": {"bo-marsh": {"label": "old flame", "trust": 3, "affection": 3}},
    "tactics": ["go quiet"],
    "never": ["confess", "lie", "apologise", "ask"],
    "tell": "counts the pins in her cuff",
    "example_dialogue": ["It will do for the gallery."],
    "beliefs": ["the theatre is haunted"],
    "skills": ["cutting cloth by eye"],
    "likes": ["strong tea"],
    "dislikes": ["whistling"],
    "lore": [{"content": "the pit floods at spring tide", "keys": ["pit"]}],
    "tags": ["pier"],
    "source": "a letter",
    "extensions": {"other": {"hp": 4}},
}
"""A character of whom every field is written."""
PROFILE = "She keeps the tickets of every first night in a biscuit tin."

OTHERS: Mapping[str, Mapping[str, Any]] = {
    "bo-marsh": {
        "name": "Bo Marsh",
        "pronouns": "he/him",
        "traits": {"pride": 1, "nerve": 1},
        "voice": {"address": "nickname"},
        "relationships": {"ada-vane": "first love"},
    },
    "cy-lund": {"name": "Cy Lund", "traits": {"order": 1}, "voice": {"address": "surname"}},
    "dee-orr": {
        "name": "Dee Orr",
        "traits": {"warmth": 1},
        "goals": ["own the bar one day"],
        "voice": {"address": "nickname"},
    },
}
STORY: Mapping[str, Any] = {
    "title": "The Iron",
    "genre": "plain-house",
    "cast": ["ada-vane", *OTHERS],
    "premise": "The last week of the season at the end of a pier.",
    "kernel": "concealed_harm",
    "second": "departure",
    "roles": {"culprit": "ada-vane", "finder": "cy-lund"},
    "form": "slow_burn",
    "scenes": 9,
    "words": 1200,
    "nights": 2,
    "focalizer": "bo-marsh",
    "facts": [
        {
            "claim": "{dee-orr} has seen the tide book",
            "kind": "sighting",
            "subject": "dee-orr",
            "known_by": ["dee-orr"],
        }
    ],
    "secrets": [{"of": "bo-marsh", "claim": "he has pawned the music", "stakes": 3}],
    "relationships": [{"from": "cy-lund", "to": "ada-vane", "trust": -3, "label": "rival"}],
    "threads": [{"question": "Will the music be missed?", "holder": "bo-marsh"}],
    "places": [{"name": "the paint frame", "adjacent": ["stage"]}],
    "items": [{"name": "the brass whistle", "holder": "bo-marsh"}],
    "world": {
        "places": {
            "stage": {"name": "the stage", "at": "on", "next": ["wings"], "affords": ["work"]},
            "wings": {"name": "the wings", "next": ["stage", "bar"], "private": True},
            "bar": {"name": "the bar", "next": ["wings"], "affords": ["food", "table"]},
        },
        "time": {"until": "the last house on Saturday", "weather": ["sea fret"]},
        "work": {"dee-orr": "barmaid"},
    },
    "matter": {
        "concealed_harm": {
            "harm": "the iron is down and the piano is under it",
            "deed": "{culprit} let the iron down",
            "takes": "the Saturday house",
        }
    },
    "avoid": ["violence"],
}
"""A story of which every field is written that has a part in what is told offline; neither `seed`
nor `model`, which are what everything is drawn from and who is asked.
"""

STATION: Mapping[str, Any] = {
    **{
        key: value
        for key, value in STORY.items()
        if key not in ("world", "places", "matter", "second", "nights")
    },
    "genre": "winter-station",
    "focalizer": "cy-lund",
    "nights": 1,
    "words": 3000,
}
"""The same people where a genre has words for them."""

Came = tuple[tuple[Any, ...], tuple[str, ...], str]
"""What a story comes to: its events, its synopsis, and its text."""


def written(
    folder: Path,
    ada: Mapping[str, Any] = ADA,
    story: Mapping[str, Any] = STORY,
    profile: str = PROFILE,
) -> Path:
    """The story file, with its cast beside it."""
    for name, card in {"ada-vane": ada, **OTHERS}.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "character.yaml").write_text(_yaml(card), "utf-8")
    if profile:
        (folder / "ada-vane" / "profile.md").write_text(profile, "utf-8")
    cast = [str(folder / one) for one in story["cast"]]
    path = folder / "story.yaml"
    path.write_text(_yaml({**story, "cast": cast}), "utf-8")
    return path


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True)


def comes_to(path: Path, seed: int) -> Came:
    """What `run` comes to of this story."""
    assembly = assemble(understood(gather(str(path), {})), str(seed))
    setting, config, idiom = assembly.setting, assembly.config, assembly.genre.idiom
    nights = config.nights or NIGHTS
    taken = taken_night(setting, nights, OfflineDecisionMaker(), OfflineFramer())
    setting, events = taken.setting, events_in(taken.turns)
    fabula = Fabula(setting, events)
    telling = plan(fabula, idiom, Wish(config.words, config.focalizer or "", config.style or ""))
    chapters = tuple(OfflineNarrator(setting, assembly.genre.fragments).narrate(telling))
    return events, synopsis(fabula).paragraphs, markdown(telling, chapters, setting)
