"""What a world is given and no telling can use, or one has not used, is named with file and line; what
names nothing is refused.
"""

from __future__ import annotations

from pathlib import Path

from novel_engine.adapters.files.bundled import story_file
from novel_engine.adapters.reading.story.config import ConfigLoader
from novel_engine.adapters.reading.validation.findings import findings
from novel_engine.adapters.reading.validation.untold import untold_of_world

STORY = """\
cast: [hester-loe, amos-birch, tam-okafor]
STYLEworld:
  places: {press: the press house, yard: {name: the yard, sounds: a pump}}
  looks: {press: vats in a row}
  hands: {farmer: peeling an apple}
  sayings: [A bruise goes brown., {says: It will press., who: Hester}]
  motifs: [the wasps, {what: the pump, at: yard, changed: "{A} mended the pump."}]
"""


def story(folder: Path, text: str = STORY, style: str = "") -> str:
    path = folder / "mill.yaml"
    path.write_text(text.replace("STYLE", style), "utf-8")
    return str(path)


def problems(folder: Path, before: str, after: str) -> str:
    assert before in STORY
    (finding,) = findings(story(folder, STORY.replace(before, after)))
    return "\n".join(finding.problems)


def test_a_world_in_the_plain_voice_uses_all_of_it(tmp_path: Path) -> None:
    (finding,) = findings(story(tmp_path))

    assert finding.problems == ()
    assert not any("looks" in line or "motifs" in line for line in finding.unused)


def test_another_narrator_uses_none_of_it_and_that_is_said(tmp_path: Path) -> None:
    (finding,) = findings(story(tmp_path, style="style: close\n"))

    said = [line for line in finding.unused if "plain narrator" in line]
    assert [line.split(": ")[1].split("'")[1] for line in said] == [
        "looks",
        "hands",
        "sayings",
        "motifs",
    ]
    assert said[0].startswith(f"{tmp_path}/mill.yaml:5: ")


def test_names_that_are_nowhere_are_refused_with_the_nearest(tmp_path: Path) -> None:
    assert "mill.yaml:4: there is no place 'pres'; did you mean 'press'?" in problems(
        tmp_path, "looks: {press:", "looks: {pres:"
    )
    assert "mill.yaml:5: 'farmr' is nobody's work; did you mean 'farmer'?" in problems(
        tmp_path, "{farmer:", "{farmr:"
    )
    assert "did you mean Hester Loe" in problems(tmp_path, "who: Hester", "who: Hestr")
    assert "or a work: farmer, cider maker, orchard hand" in problems(
        tmp_path, "who: Hester", "who: organist"
    )
    assert "there is no place 'yrd'" in problems(tmp_path, "at: yard", "at: yrd")
    assert "did you mean 'sayings'" in problems(tmp_path, "sayings:", "saying:")
    assert "has a slot {B}" in problems(tmp_path, "{A} mended", "{B} mended")


def test_what_a_telling_had_no_room_for_is_one_line(tmp_path: Path) -> None:
    config = ConfigLoader().parse(story_file(story(tmp_path)))
    told = [
        "She looked at vats in a row.",
        "A bruise goes brown. That was Amos.",
        "He mended the pump.",
    ]
    (line,) = untold_of_world(config, told)

    assert line.startswith(f"{tmp_path}/mill.yaml:2: not told of with this seed: sounds of yard")
    assert "hands of farmer" in line
    assert "saying 'It will press.'" in line
    assert "motif the wasps" in line
    assert "bruise" not in line
    assert (
        list(
            untold_of_world(
                config, [*told, "peeling an apple", "It will press.", "a pump", "the wasps"]
            )
        )
        == []
    )
