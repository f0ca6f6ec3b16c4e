"""Asking again when a call fails for a reason that passes, and saying what to do when not.

What the client libraries would do by themselves is switched off: here alone is decided what is
tried again, how often, and after how long. Chance only decides how long a wait is, never what an
answer says.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING, Literal, TypeAlias

from novel_engine.adapters.models.providers.key_shapes import SHORTEST_KEY
from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.adapters.untrusted_text import printable
from novel_engine.errors import ModelUnavailable
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Prompt, Reply
from novel_engine.values import dataclass

if TYPE_CHECKING:
    from tenacity import RetryCallState, Retrying

Trouble: TypeAlias = Literal["passing", "key", "name", "request", "quota", "address", "setup"]
# Characters: of what a provider said, in a message.
SAID_AT_MOST = 160
# Seconds: of a pause whose end is said; a longer one is no pause.
LONGEST_SAID = 10**8
MASKED = re.compile(r"\S*\*{3,}\S*")
# HTTP statuses that may be gone a moment later.
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
TURNED_AWAY = frozenset({503, 529})
"""Of the statuses from 500 on, those that say that a request was not taken on."""
NEVER_DONE = frozenset({501, 505, 506, 508, 510, 511})
"""Of the statuses from 500 on, those that say that it can never be done so."""
GIVEN_UP = frozenset({408, 499})
"""Of the statuses below 500, those that gateways send too when the model behind them was at work
and took too long.
"""
TROUBLES: Mapping[int, Trouble] = {
    401: "key",
    402: "quota",
    403: "key",
    404: "name",
    405: "name",
    407: "address",
    410: "name",
    431: "key",
    511: "setup",
}
RESUME = "`novel-engine resume` goes on where the story stopped."


class CallFailed(Exception):
    """One call brought no reply: what kind of trouble it was, what was said, and how many seconds
    to wait, if told. What is said is never a server's own words.

    It may have been charged for all the same, unless whoever raises this knows better. `cure` is
    what there is to do, where the kind of trouble does not say it.
    """

    def __init__(
        self,
        trouble: Trouble,
        said: str,
        retry_after: float | None = None,
        *,
        charged: bool = True,
        cure: str = "",
    ) -> None:
        super().__init__(said)
        self.trouble = trouble
        self.said = said
        self.retry_after = retry_after
        self.charged = charged
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a model is asked, and how long one waits in between, in seconds.

    `longest` is the most that is waited because a provider asks for it; `failures` in a row and the
    model is left alone for `rest`. `sleep` and `clock` (seconds since 1970) are arguments so that a
    test takes no time.
    """

    attempts: int = 5
    longest: float = 60
    failures: int = 10
    rest: float = 60
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Cures:
    """What a person can look at: which variable holds the key, which the address, if it is set."""

    key: str
    address: str
    has_address: bool = False


class PatientModel:
    """A language model that is asked again when a call fails for a reason that passes.

    `inner` raises CallFailed; what comes out is a reply or ModelUnavailable, after a bounded time,
    or at once whatever else it raises. May be asked from several threads at once; all of them count
    towards the failures in a row.
    """

    def __init__(
        self,
        inner: LanguageModel,
        name: ModelName,
        key: str,
        cures: Cures,
        pace: Pace | None = None,
    ) -> None:
        from pybreaker import CircuitBreaker

        self._inner, self._name, self._key, self._cures = inner, name, key, cures
        self._pace = pace or Pace()
        self._breaker = CircuitBreaker(
            fail_max=self._pace.failures,
            reset_timeout=self._pace.rest,
            throw_new_error_on_trip=False,
        )

    def paying(self, each: Callable[[LanguageModel], LanguageModel]) -> PatientModel:
        """The same patience with the same model, of which each attempt goes through this."""
        return PatientModel(each(self._inner), self._name, self._key, self._cures, self._pace)

    def ask(self, prompt: Prompt) -> Reply:
        """The reply. Raises ModelUnavailable: what happened, how often, and what to do."""
        from pybreaker import CircuitBreakerError

        tries = self._tries()
        try:
            return tries(self._attempt, prompt)
        except CallFailed as failed:
            tried = int(tries.statistics.get("attempt_number", 1))
            # Not `from failed`: what lies behind it may hold a request, and with it the key.
            raise ModelUnavailable(f"{self._told(failed, tried)} {RESUME}") from None
        except CircuitBreakerError:
            raise ModelUnavailable(
                f"{self._name} failed {self._pace.failures} times in a row and is left alone for "
                f"{self._pace.rest:.0f} seconds. {RESUME}"
            ) from None

    def _tries(self) -> Retrying:
        from tenacity import (
            Retrying,
            retry_if_exception,
            stop_after_attempt,
            wait_random_exponential,
        )

        growing = wait_random_exponential(multiplier=1, max=20)

        def wait(state: RetryCallState) -> float:
            failed = state.outcome.exception() if state.outcome else None
            asked = failed.retry_after if isinstance(failed, CallFailed) else None
            return growing(state) if asked is None else asked + growing(state) / 10

        return Retrying(
            stop=stop_after_attempt(self._pace.attempts),
            retry=retry_if_exception(self._passes),
            wait=wait,
            sleep=self._pace.sleep,
            reraise=True,
        )

    def _passes(self, failed: BaseException) -> bool:
        return (
            isinstance(failed, CallFailed)
            and failed.trouble == "passing"
            and not self._is_too_long(failed)
        )

    def _is_too_long(self, failed: CallFailed) -> bool:
        return failed.retry_after is not None and failed.retry_after > self._pace.longest

    def _attempt(self, prompt: Prompt) -> Reply:
        """One call, if the breaker lets it through, and its outcome told to the breaker.

        A breaker holds its lock while it calls, so that only the one call that tries a failing
        service again is made inside it; all others run side by side.
        """
        if self._breaker.current_state != "closed":
            return self._breaker.call(self._inner.ask, prompt)
        try:
            reply = self._inner.ask(prompt)
        except CallFailed as failed:
            self._count(failed)
            raise
        self._count(None)
        return reply

    def _count(self, failed: CallFailed | None) -> None:
        from pybreaker import CircuitBreakerError

        def outcome() -> None:
            if failed is not None:
                raise failed

        try:
            self._breaker.call(outcome)
        except (CallFailed, CircuitBreakerError):
            return

    def _told(self, failed: CallFailed, tried: int) -> str:
        said = scrubbed(failed.said, self._key)
        address = f", or {self._cures.address}" if self._cures.has_address else ""
        match failed.trouble:
            case "key":
                return f"{self._name} refused the key ({said}); check {self._cures.key}{address}."
            case "setup":
                return f"{self._name} cannot be asked: {said}; {failed.cure}."
            case "address":
                return f"{self._name} is elsewhere ({said}); check {self._cures.address}."
            case "name":
                return f"{self._name} is not there ({said}); check the model's name{address}."
            case "request":
                cure = failed.cure or "if it knows no JSON Schema, set `output: prompted`"
                return f"{self._name} refused the request ({said}); {cure}."
            case "quota":
                return f"{self._name}: the account's quota or credit is used up ({said})."
            case "passing":
                return self._told_of_trying(failed, said, tried)

    def _told_of_trying(self, failed: CallFailed, said: str, tried: int) -> str:
        if self._is_too_long(failed):
            until = self._until(failed)
            if not until:
                return f"{self._name} asks for a pause of years ({said}); take another model."
            return f"{self._name} asks for a pause until {until} ({said}); try again then."
        cure = f"; {failed.cure}" if failed.cure else ""
        times = f"{tried} time{'s' if tried > 1 else ''}"
        return f"{self._name} did not answer, tried {times}: {said}{cure}."

    def _until(self, failed: CallFailed) -> str:
        """When the pause is over; empty where nobody would wait for it."""
        pause = failed.retry_after or 0
        if pause > LONGEST_SAID:
            return ""
        when = datetime.fromtimestamp(self._pace.clock() + pause, UTC)
        return f"{when:%H:%M} UTC on {when:%d %B %Y}"


def trouble_of(status: int) -> Trouble:
    """What kind of trouble an HTTP status means."""
    if status in TROUBLES:
        return TROUBLES[status]
    if 300 <= status < 400:
        return "address"
    is_passing = status in RETRIED or status < 400 or status >= 500
    return "passing" if is_passing and status not in NEVER_DONE else "request"


def may_be_charged(status: int) -> bool:
    """Whether a call that ended in this HTTP status may have to be paid for: unless it says that
    nothing was done.
    """
    is_refused = 400 <= status < 500 and status not in GIVEN_UP
    return not is_refused and status not in TURNED_AWAY


def seconds_to_wait(header: str, now: float) -> float | None:
    """What a `Retry-After` header asks for, seconds or an HTTP date; None for anything else."""
    written = header.strip()
    try:
        seconds = float(written) if written[:1].isdecimal() else _moment(written) - now
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return max(seconds, 0.0) if isfinite(seconds) else None


def _moment(written: str) -> float:
    when = parsedate_to_datetime(written)
    # The oldest of the three forms an HTTP date may have names no zone, and means Greenwich.
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def scrubbed(said: str, key: str) -> str:
    """What a provider said, fit for a message: one short line, and no key or part of one."""
    if len(key) >= SHORTEST_KEY:
        said = said.replace(key, "[key]")
    return (
        printable(MASKED.sub("[key]", said[: SAID_AT_MOST * 8]), SAID_AT_MOST).rstrip(".")
        or "nothing said"
    )
