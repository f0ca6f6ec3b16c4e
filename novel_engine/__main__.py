"""`python -m novel_engine`: the same as `novel-engine`.

Python puts the folder one stands in first on the path of a program that is started like this. A
`yaml.py` that lies there would be run in place of the real one, so the folder is taken off the path
before anything else is imported.
"""

import os
import sys


def _import_from_elsewhere() -> None:
    """Look in the folder one stands in last if the program itself is there, and otherwise not at
    all.
    """
    if sys.flags.safe_path or not sys.path or sys.path[0] != os.getcwd():
        return
    here = sys.path.pop(0)
    if here == os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
        sys.path.append(here)


def _die_of_ctrl_c() -> None:
    """Until the program answers it: else Python would say where in its imports it was."""
    import signal

    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    _import_from_elsewhere()
    _die_of_ctrl_c()
    from novel_engine.cli.app import main

    main()
