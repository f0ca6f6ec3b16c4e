"""`certify`: what is proven of a telling, and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from tests.support.terminal import novel_engine

KEYS = "folder telling focalizer paragraphs certified failures checks".split()
PLAIN = ("run", "the-closing-pass", "--seed", "7", "--style", "plain", "--quiet", "--out")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story in the plain voice."""
    folder = tmp_path_factory.mktemp("plain") / "o"
    said = novel_engine(*PLAIN, folder)
    assert said.code == 0, said.err
    return folder


def test_each_check_has_its_line_with_paragraphs(plain: Path) -> None:
    said = novel_engine("certify", plain)

    assert said.code == 0, said.out
    for name in CERTIFICATE_CHECKS:
        assert any(line.startswith(f"  {name}") for line in said.out.splitlines())
    assert said.out.splitlines()[-1].startswith("certified: ")


def test_every_finding_is_quoted_on_demand(plain: Path) -> None:
    said = novel_engine("certify", plain, "--all").out

    assert all(f"{name}: {check.asks}" in said for name, check in CERTIFICATE_CHECKS.items())
    assert "proven, paragraph" in said
    assert "“" in said


def test_a_script_is_given_the_same_keys_always(plain: Path) -> None:
    found = novel_engine("certify", plain, "--json").json

    assert list(found) == KEYS
    assert found["certified"] is True
    assert found["failures"] == 0
    assert [one["check"] for one in found["checks"]] == list(CERTIFICATE_CHECKS)
    (first, *_) = found["checks"][0]["findings"]
    assert list(first) == "about state paragraph quote cure".split()


def test_what_does_not_hold_is_said_last_with_its_cure_and_code_10(lamp_oil: Path) -> None:
    said = novel_engine("certify", lamp_oil)

    assert said.code == 10
    assert "not certified: " in said.out
    assert "cure: " in said.out.splitlines()[-1]
    assert "is not certified" in said.err
    assert json.loads(novel_engine("certify", lamp_oil, "--json").out)["certified"] is False


def test_a_telling_that_is_not_there_is_named(lamp_oil: Path) -> None:
    said = novel_engine("certify", lamp_oil, "--telling", "nothing")

    assert said.code == 2
    assert "nothing" in said.err


def test_show_says_in_a_line_whether_it_is_certified(plain: Path, lamp_oil: Path) -> None:
    assert "certified: " in novel_engine("show", plain).out.splitlines()[2]
    assert novel_engine("show", plain, "--json").json["certified"] is True
    assert novel_engine("show", lamp_oil, "--json").json["certified"] is False
