"""Running one call to its end, in an event loop of its own.

Names are looked up by the system, which answers when it likes and cannot be stopped. asyncio would
wait for it when the call is long over, and Python once more before it ends; so that is done in a
thread that nobody waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

Made = TypeVar("Made")
Handed = ParamSpec("Handed")


def run_alone(call: Coroutine[Any, Any, Made]) -> Made:
    """What the call comes to."""
    try:
        with asyncio.Runner() as runner:
            runner.get_loop().set_default_executor(_Unawaited())
            return runner.run(call)
    finally:
        call.close()


class _Unawaited(ThreadPoolExecutor):
    """Threads that nobody waits for: each ends with what it was made for, or with the program."""

    def submit(
        self, fn: Callable[Handed, Made], /, *args: Handed.args, **kwargs: Handed.kwargs
    ) -> Future[Made]:
        """Begin it."""
        future: Future[Made] = Future()
        future.set_running_or_notify_cancel()  # from here on it cannot be stopped

        def work() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - it is the caller's, in another thread
                future.set_exception(error)

        Thread(target=work, daemon=True).start()
        return future

    def shutdown(
        self,
        wait: bool = True,  # noqa: FBT001 - as it is called
        *,
        cancel_futures: bool = False,
    ) -> None:
        """Nothing is waited for."""
