"""`python -m novel_engine`: the same as `novel-engine`."""

from __future__ import annotations

from novel_engine.cli.app import main

if __name__ == "__main__":
    main()
