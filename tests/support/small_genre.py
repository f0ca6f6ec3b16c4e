"""The smallest genre there can be, as the files its author writes; and what is said of it when one
of them is changed.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.genre.genre_files import genre_files
from novel_engine.adapters.reading.genre.genres import read_genre
from novel_engine.errors import GenreError
from novel_engine.story.givens.genre import Genre

NAME = "house"
VERBS, DRIVES, TACTICS = "core/verbs.yaml", "core/drives.yaml", "core/tactics.yaml"
FACTS, SCENES = "core/facts.yaml", "core/scenes.yaml"
CORE_LINES = "core/lines/plain.yaml"
HEAD = f"genres/{NAME}/genre.yaml"
KERNEL = f"genres/{NAME}/kernels/vase.yaml"
LINES = f"genres/{NAME}/lines/vase.yaml"

TEXTS = {
    VERBS: """\
wait:
  roles: {A: actor}
  drives: {calm: 0.2}
ask:
  roles: {A: actor, B: present, F: fact}
  believes: "puzzling(F) & present(B) & can_ask(B, F)"
  world: "present(B)"
  drives: {learn: 0.8}
  effects: ["trust(B, A, -1)"]
  perceive: all
  tension: 3
  obliges: [keep_silent]
  ladder: true
keep_silent:
  roles: {A: actor, B: present, F: fact}
  believes: "obliged(A, B, F)"
  world: "obliged(A, B, F)"
  drives: {conceal: 0.3}
  answers: true
""",
    DRIVES: """\
base: {learn: 30, calm: 10, conceal: 5}
traits:
  nerve: {assert: 18}
emotions:
  anger: {punish: 22}
goals:
  learn: {learn: 30}
relations:
  trust: {candour: 9}
""",
    TACTICS: """\
tactics:
  joke:
    line: makes light of it
    colours: [ask]
""",
    FACTS: """\
harm: {is: [happened, raises, clear]}
deed: {is: [explains, grave, blames]}
secret: {is: [usual]}
""",
    SCENES: """\
purposes:
  question: {is: [reveals]}
complications:
  evidence: {note: Something comes to light.}
""",
    CORE_LINES: """\
- for: keep_silent
  text: "{A} looked at the wall."
""",
    HEAD: """\
title: The house
places:
  hall: {name: the hall, adjacent: [study]}
  study: {name: the study, adjacent: [hall], affords: [lamp], private: true}
opening_place: hall
motifs: [clock]
weathers: [clear]
forms: [reversal]
""",
    KERNEL: """\
part: vase
eyes: finder
axes: [means]
roles:
  culprit: {likes: {pride: 1}}
  finder: {}
  suspect: {optional: true, doubles: [finder]}
places: {spot: hall}
threads:
  who: {question: "Who broke it?", topic: vase, stakes: 3, answered: "confidence(finder, deed) >= 80"}
facts:
  harm: {kind: harm, claim: the vase is in pieces}
  deed: {kind: deed, subject: culprit, secret_of: culprit, stakes: 3}
rules:
  - {from: [harm], to: deed, sure: 60}
opening:
  - know(culprit, deed)
  - put(pieces, spot)
items:
  pieces: {name: pieces, plural: true, evidence: [harm], portable: false}
frames:
  find: {purpose: discovery, place: spot, cast: [finder],
         want: finder, variable: "stance(finder, culprit, harm)", tension: 3}
  talk:
    purpose: question
    needs: "believes(finder, harm)"
    place: study
    cast: [finder, culprit]
    want: finder
    against: culprit
    fact: harm
    variable: stance(finder, culprit, harm)
    tension: 5
    bias:
      - {who: finder, does: ask, to: culprit, of: harm, by: 100}
complications:
  shard: {kind: evidence, who: finder, plants: [harm], effects: ["learn(finder, harm)"]}
endings:
  told: {needs: ["believes(finder, deed)"]}
  untold: {unsolved: true}
matter:
  means:
    ball:
      title: The Ball
      facts:
        deed: {claim: "{culprit} threw a ball", noun: the ball, tokens: [threw, ball]}
    elbow:
      facts:
        deed: {claim: "{culprit} leant on it"}
""",
    LINES: """\
- for: ask
  when: {fact: vase.harm, rung: [1, 2]}
  text: |
    A> "That vase," {A} said.
- for: scene
  text: "The clock went on."
""",
}


def files(**changed: str) -> tuple[InputFile, ...]:
    """The genre's files, some of them changed; a text of '-' leaves a file out."""
    texts = {**TEXTS, **changed}
    return tuple(
        InputFile(name, name, text.encode()) for name, text in texts.items() if text != "-"
    )


def read(**changed: str) -> Genre:
    """The genre these files make."""
    return read_genre(files(**changed), NAME)


def complaint(name: str, old: str, new: str) -> str:
    """What is said when in one file one text stands for another."""
    assert TEXTS[name].count(old) == 1, f"{old!r} is not once in {name}"
    try:
        read(**{name: TEXTS[name].replace(old, new)})
    except GenreError as problem:
        return str(problem)
    return ""


def line_of(name: str, text: str) -> int:
    """The line a text stands in."""
    return next(n for n, line in enumerate(TEXTS[name].splitlines(), 1) if text in line)


def lay_out(root: Path) -> Path:
    """The files in folders, as they lie on a disk; the folder that holds `core` and `genres`."""
    for name, text in TEXTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def dumped(data: object) -> str:
    """Plain data as YAML."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True))


def bundled(root: Path) -> tuple[InputFile, ...]:
    """The files of a genre on the disk."""
    return genre_files(root, NAME)
