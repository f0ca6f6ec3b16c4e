"""What has to be let go of: open in a block, closed at its end."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Closing:
    """Something with a `close` that a block calls at its end, however it ends."""

    def close(self) -> None:
        """Let go of it."""
        raise NotImplementedError  # pragma: no cover

    def __enter__(self) -> Self:
        """The thing itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()
