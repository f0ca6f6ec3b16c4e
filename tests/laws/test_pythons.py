"""Every Python that is installed tells the same bytes, whatever script the names are written in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.support import pythons, signs

OTHERS = [version for version in pythons.VERSIONS if version != pythons.OWN]
OWN_LIBRARIES = tuple(Path(one) for one in sys.path if one.endswith("site-packages"))

pytestmark = pytest.mark.xdist_group("pythons")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> object:
    """What this Python tells."""
    python, root = Path(sys.executable), tmp_path_factory.mktemp("here")
    return json.loads(pythons.asked(python, OWN_LIBRARIES, "-m", "tests.support.casts", str(root)))


@pytest.mark.parametrize("version", OTHERS)
def test_another_python_tells_the_same_bytes(version: str, here: object, tmp_path: Path) -> None:
    python = pythons.found(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    assert pythons.asked(python, (), "-m", "tests.support.signs").strip() == signs.ANSWERS
    libraries = tmp_path / "libraries"
    if problem := pythons.libraries(version, libraries):
        pytest.skip(f"the libraries for Python {version} cannot be had: {problem}")

    told = pythons.asked(python, (libraries,), "-m", "tests.support.casts", str(tmp_path))
    assert json.loads(told) == here
