"""Permissions as an ordinary user meets them, even where the tests are run by root, whom nothing
stops.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def ordinary_user() -> Iterator[Path]:
    """An empty folder of an ordinary user's, while the process is that user."""
    folder = Path(tempfile.mkdtemp()).resolve()
    root = os.geteuid() == 0
    for late in ("sqlite_utils", "yaml", "encodings.utf_8_sig", "encodings.idna"):
        importlib.import_module(late)  # an ordinary user may not be able to read root's environment
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)
