"""Whatever is changed in a story file that has everything one may write in it, `validate` names the
line, or it is told.
"""

from __future__ import annotations

import re
from pathlib import Path

from novel_engine.adapters.reading.story_inputs import gather
from novel_engine.adapters.reading.validation.findings import findings
from novel_engine.adapters.reading.yaml_source import read_yaml_bytes
from novel_engine.app.assembly import understood
from novel_engine.app.looking import read_story
from novel_engine.app.making import RunOptions, begin_story
from novel_engine.errors import CastingError
from tests.support.mutations import mutant
from tests.support.sampling import sample
from tests.support.small_genre import dumped
from tests.support.terminal import PEOPLE

STORY = f"""\
title: The Iron
genre: winter-station
cast: [{PEOPLE / "ada-vane"}, {PEOPLE / "bo-marsh"}, {PEOPLE / "cy-lund"}]
premise: The last week.
kernel: concealed_harm
second: departure
roles: {{culprit: bo-marsh, finder: ada-vane}}
form: reversal
scenes: 4
words: 500
focalizer: ada-vane
style: close
facts:
  - {{claim: the well is dry, kind: harm, stakes: 2, known_by: [ada-vane, bo-marsh]}}
  - {{claim: Bo drained the well, kind: deed, subject: bo-marsh, secret_of: bo-marsh, hurts: cy-lund,
      noun: the well,      gerund: draining it, tokens: [drained, well], known_by: [bo-marsh]}}
  - {{claim: frost broke the pump, kind: cover, truth: false}}
secrets:
  - {{of: cy-lund, claim: Cy wrote the letter, stakes: 3}}
relationships:
  - {{from: ada-vane, to: bo-marsh, label: old friend, affection: 2, trust: -1, debt: 3}}
threads:
  - {{question: Will Cy be told?, holder: cy-lund, stakes: 2}}
places:
  - {{name: the cellar, id: cellar, adjacent: [kitchen], private: true}}
  - {{name: the pump house, preposition: at, adjacent: [cellar, yard]}}
items:
  - {{name: brass key, id: brass-key, holder: bo-marsh}}
  - {{name: pump handles, plural: true, portable: false, place: cellar}}
avoid: [violence]
seed: 7
"""
CHANGES, MOST = 1_000, 66


def test_a_changed_story_is_refused_with_its_line_or_told(tmp_path: Path) -> None:
    data = read_yaml_bytes(STORY.encode(), "story.yaml").data
    file = tmp_path / "story.yaml"
    refused = accepted = 0
    for number in sample(range(CHANGES), MOST, "a changed story"):
        what, other = mutant(data, "story", number)
        file.write_text(dumped(other), "utf-8")
        (found,) = findings(str(file))
        if found.problems:
            assert all(
                re.match(rf"{re.escape(str(file))}:\d+: ", problem) for problem in found.problems
            ), what
            refused += 1
            continue
        accepted += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            materials = understood(gather(str(file), {}))
            begin_story(materials, materials.inputs.config.seed or "1", folder, RunOptions())
            read_story(folder)
        except CastingError:
            continue
        except Exception as problem:  # what is wrong is said with the change that brought it about
            problem.add_note(what)
            raise
    assert min(refused, accepted) > 0, (refused, accepted)
