"""The process that workers come from, and the terminal's signals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.terminal import ROOT, environment

# What is imported in the process that workers come from hears Ctrl-C at once, as from a terminal.
INTERRUPTED_MODULE = """
import os, signal
os.kill(os.getpid(), signal.SIGINT)
for n in range(100_000):
    pass
with open(os.environ["HEARD"], "w") as file:
    file.write("imported to the end")
"""
PROGRAM = """
import os, sys, time
from multiprocessing import forkserver
from novel_engine.adapters.processes.worker_pool import make_ready
if __name__ == "__main__":
    make_ready("interrupted_module")
    importing = forkserver._forkserver._forkserver_pid
    while not os.path.exists(os.environ["HEARD"]) and not os.waitpid(importing, os.WNOHANG)[0]:
        time.sleep(0.01)
"""


def test_ctrl_c_while_it_imports_is_not_its_to_answer(tmp_path: Path) -> None:
    (tmp_path / "interrupted_module.py").write_text(INTERRUPTED_MODULE, encoding="utf-8")
    heard = tmp_path / "heard"
    more = {"HEARD": str(heard), "PYTHONPATH": f"{ROOT}:{tmp_path}"}

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment() | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "KeyboardInterrupt" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert heard.exists()
