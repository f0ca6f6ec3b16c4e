"""What a provider says is wrong, in our own words.

Nothing is quoted. What comes from a server can hold anything, a key in any shape among it, and no
rule takes all of them out. A complaint is known by its code, its status or a turn of phrase, and
what is known is said; of anything else, its HTTP status.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from novel_engine.adapters.models.providers.retrying import (
    CallFailed,
    Trouble,
    may_be_charged,
    seconds_to_wait,
    trouble_of,
)
from novel_engine.values import dataclass

# Characters: of what a provider says, that are looked at.
MOST_READ = 4_000
# Entries: of a list of details, that are looked at.
MOST_DETAILS = 20
MILLISECONDS = 1_000
# How long Google says to wait, beside the headers; no more digits than a pause can have.
DELAY = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)s")
LONGER_CONTEXT = "a model with a longer context takes it"
UNAUTHORIZED = 401
A_DAY = "per day"
KEY_TURNED_DOWN = "the key is not valid"
NO_CREDIT = ""  # the kind of trouble says it
TOO_MANY = "too many requests at once"
OVERLOADED = "it is overloaded"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that providers say is wrong: in our words, what trouble it is where the status does
    not say it better, and what there is to do about it, where that is not plain.
    """

    words: str
    trouble: Trouble | None = None
    cure: str = ""


FILTERED = Complaint("its filter does not let the question through", "request", "another model may")
NO_SUCH_MODEL = Complaint("there is no such model", "name")
NOT_SERVED_HERE = Complaint("it is not served where this machine is", "key")
PAST_CONTEXT = Complaint(
    "the question is longer than the model's context", "request", LONGER_CONTEXT
)

KNOWN_STATUSES: Mapping[int, Complaint] = {
    413: Complaint("the question is longer than it takes", "request", LONGER_CONTEXT),
    451: NOT_SERVED_HERE,
    511: Complaint(
        "the network here lets nobody out who has not signed in",
        "setup",
        "sign in with a browser, and try again",
    ),
}
"""What the status alone says better than any body that comes with it."""
ON_SCHEMAS = frozenset({0, 400, 422, 500, 501})
"""The statuses with which a JSON Schema is turned down; 0 is an error inside an answer."""
WITH_A_FILTER = frozenset({200, 400, 403})
"""The statuses with which a provider's filter withholds an answer."""
ASK_THERE = "whoever runs the server knows why"
CODES: Mapping[str, Complaint] = {
    "invalid_api_key": Complaint(KEY_TURNED_DOWN, "key"),
    "invalidapikey": Complaint(KEY_TURNED_DOWN, "key"),
    "unauthorized": Complaint(KEY_TURNED_DOWN, "key"),
    "not found": Complaint("", "name"),
    "api_key_invalid": Complaint(KEY_TURNED_DOWN, "key"),
    "authentication_error": Complaint(KEY_TURNED_DOWN, "key"),
    "unauthenticated": Complaint(KEY_TURNED_DOWN, "key"),
    "expired_api_key": Complaint("the key has expired", "key"),
    "api_key_service_blocked": Complaint("the key is not for this service", "key"),
    "api_key_http_referrer_blocked": Complaint("the key is for web pages only", "key"),
    "api_key_ip_address_blocked": Complaint("the key is not for this machine's address", "key"),
    "service_disabled": Complaint("the service is not switched on for this key", "key"),
    "consumer_suspended": Complaint("the account is suspended", "key"),
    "account_deactivated": Complaint("the account is closed", "key"),
    "unsupported_country_region_territory": NOT_SERVED_HERE,
    "insufficient_quota": Complaint(NO_CREDIT, "quota"),
    "insufficient_credits": Complaint(NO_CREDIT, "quota"),
    A_DAY: Complaint("that of a day", "quota"),
    "exceeded_current_quota_error": Complaint(NO_CREDIT, "quota"),
    "budget_exceeded": Complaint(NO_CREDIT, "quota"),
    "arrearage": Complaint(NO_CREDIT, "quota"),
    "billing_hard_limit_reached": Complaint(NO_CREDIT, "quota"),
    "billing_not_active": Complaint("billing is not switched on", "quota"),
    "billing_disabled": Complaint("billing is not switched on", "quota"),
    "rate_limit_exceeded": Complaint(TOO_MANY, "passing"),
    "rate_limit_error": Complaint(TOO_MANY, "passing"),
    "resource_exhausted": Complaint(TOO_MANY, "passing"),
    "model_not_found": NO_SUCH_MODEL,
    "invalid_model": NO_SUCH_MODEL,
    "deploymentnotfound": NO_SUCH_MODEL,
    "model_not_available": Complaint("the model is not there for this key", "name"),
    "not_found": Complaint("there is nothing of this name", "name"),
    "not_found_error": Complaint("there is nothing of this name", "name"),
    "context_length_exceeded": PAST_CONTEXT,
    "exceed_context_size_error": PAST_CONTEXT,
    "string_above_max_length": PAST_CONTEXT,
    "unsupported_parameter": Complaint("it does not know one of the settings"),
    "unsupported_value": Complaint("it does not take one of the settings"),
    "invalid_json_schema": Complaint("it does not take this JSON Schema"),
    "content_policy_violation": FILTERED,
    "content_filter": FILTERED,
    "data_inspection_failed": FILTERED,
    "datainspectionfailed": FILTERED,
    "overloaded_error": Complaint(OVERLOADED, "passing"),
    "overloaded": Complaint(OVERLOADED, "passing"),
    "unavailable": Complaint(OVERLOADED, "passing"),
    "deadline_exceeded": Complaint("the model took too long", "passing"),
    "timeout": Complaint("the model took too long", "passing"),
    "server_error": Complaint("something went wrong there", "passing"),
    "internal": Complaint("something went wrong there", "passing"),
}
"""What is known by a code, a type or a status, as these are written in small letters."""
VAGUE_CODES: Mapping[str, Complaint] = {
    "permission_denied": Complaint("the key may not do this", "key"),
    "permission_error": Complaint("the key may not do this", "key"),
    "failed_precondition": Complaint("it is not to be had for this account, or from here"),
}
"""What stands for several things, of which the words that come with it may say which."""
KNOWN_PHRASES: tuple[tuple[re.Pattern[str], Complaint], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), complaint)
    for pattern, complaint in (
        (r"reported as leaked", Complaint("the key was found in public, and is blocked", "key")),
        (r"api key (has )?expired", Complaint("the key has expired", "key")),
        (
            r"api[ _]key not valid|(incorrect|invalid) api[ _-]?key",
            Complaint(KEY_TURNED_DOWN, "key"),
        ),
        (r"location is not supported", NOT_SERVED_HERE),
        (
            r"balance is too low|insufficient (credits|balance)|more credits|budget has been exceeded",
            Complaint(NO_CREDIT, "quota"),
        ),
        (r"exceeded your current quota", Complaint(NO_CREDIT)),
        (
            r"try pulling it",
            Complaint("the server has no such model yet; `ollama pull` gets it", "name"),
        ),
        (r"unexpected endpoint", Complaint("it is asked where it answers nothing", "name")),
        (r"requires moderation|input was flagged", FILTERED),
        (
            r"not a valid model|no such model|invalid model|model.{0,80}does not exist",
            NO_SUCH_MODEL,
        ),
        (r"context (length|window|size)|prompt is too long|too many tokens", PAST_CONTEXT),
        (
            r"response_format|json[_ ]schema|specified schema|parse grammar|structured output|json mode",
            Complaint("it does not take a JSON Schema"),
        ),
        (r"temperature", Complaint("it does not take this temperature")),
        (r"max_(completion_)?tokens", Complaint("it does not take this limit on its length")),
        (r"overloaded", Complaint(OVERLOADED)),
    )
)
"""What is known by a turn of phrase where no code says it: the first that is found."""
NOTHING_KNOWN = Complaint("")


def failure_of(status: int, found: object, retry_after: tuple[str, str] = ("", "")) -> CallFailed:
    """What an HTTP error means, with what its body says of it."""
    known = KNOWN_STATUSES.get(status) or _known(_complaints(found))
    trouble = _settled(status, known)
    told = f"status {status}" + (f": {known.words}" if known.words else "")
    waits = _wait(*retry_after)
    return CallFailed(
        trouble,
        told,
        waits if waits is not None else _delay(found),
        charged=may_be_charged(status),
        cure=known.cure or (ASK_THERE if trouble == "request" and status not in ON_SCHEMAS else ""),
    )


def failure_inside(found: object, retry_after: tuple[str, str] = ("", "")) -> CallFailed:
    """What an error means that came as if it were an answer. It may have been paid for: nobody
    says that nothing was done.
    """
    complaints = tuple(_complaints(found))
    status = next(filter(None, map(_as_status, complaints)), 0)
    known = _known(complaints)
    trouble = _settled(status, known) if status or known.trouble else "passing"
    named = f"an error inside the answer{f', {status}' if status else ''}"
    told = named + (f": {known.words}" if known.words else "")
    return CallFailed(trouble, told, _wait(*retry_after), cure=known.cure)


def is_filtered(status: int, found: object) -> bool:
    """Whether it is the provider's filter that withholds an answer, which some say as an error."""
    return status in WITH_A_FILTER and _known(_complaints(found)) is FILTERED


def _settled(status: int, known: Complaint) -> Trouble:
    """What a complaint says of itself comes before what the status alone would mean; but whoever
    says 401 means the key.
    """
    if status == UNAUTHORIZED and known.trouble != "quota":
        return "key"
    return known.trouble or trouble_of(status)


def _known(complaints: Iterator[object] | tuple[object, ...]) -> Complaint:
    """The first complaint that is known; a code goes before a phrase."""
    said = tuple(complaints)
    for one in said:
        if (found := CODES.get(_as_code(one))) is not None:
            return found
    text = "\n".join(one[:MOST_READ] for one in said if isinstance(one, str))[:MOST_READ]
    vague = (VAGUE_CODES[code] for one in said if (code := _as_code(one)) in VAGUE_CODES)
    spoken = (known for pattern, known in KNOWN_PHRASES if pattern.search(text))
    return next(chain(spoken, vague), NOTHING_KNOWN)


def _complaints(found: object) -> Iterator[object]:
    """What is said in the places where providers say it: codes and types first, then words."""
    value = _whole(found)
    listed = value.get("errors")
    error = value.get("error", listed[0] if isinstance(listed, list) and listed else value)
    if isinstance(error, str):
        yield error
        error = value
    if not isinstance(error, dict):
        return
    yield from _reasons(error.get("details"))
    for key in ("code", "type", "status", "param", "message", "detail"):
        yield error.get(key)
    raw = error.get("metadata")
    yield raw.get("raw") if isinstance(raw, dict) else None


def _whole(found: object) -> dict[str, Any]:
    value = found[0] if isinstance(found, list) and found else found
    return value if isinstance(value, dict) else {}


def _reasons(details: Any) -> Iterator[object]:
    for one in _details(details):
        for violation in _details(one.get("violations")):
            if "PerDay" in str(violation.get("quotaId"))[:MOST_READ]:
                yield A_DAY
        yield one.get("reason")


def _delay(found: object) -> float | None:
    """How long Google asks one to wait, in seconds, where it says so in the body alone."""
    error = _whole(found).get("error")
    for one in _details(error.get("details") if isinstance(error, dict) else None):
        said = one.get("retryDelay")
        if isinstance(said, str) and (delay := DELAY.fullmatch(said)):
            return float(delay[1])
    return None


def _details(details: Any) -> list[dict[str, Any]]:
    listed = details[:MOST_DETAILS] if isinstance(details, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _as_code(value: object) -> str:
    return value.lower() if isinstance(value, str) else ""


def _as_status(value: object) -> int:
    """A code that is an HTTP status of an error; 0 for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) == 3:
        value = int(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and 400 <= value < 600 else 0


def _wait(seconds: str, milliseconds: str) -> float | None:
    """What the headers ask for, in seconds; the finer of the two goes first."""
    now = time.time()
    fine = seconds_to_wait(milliseconds, now) if milliseconds[:1].isdecimal() else None
    return fine / MILLISECONDS if fine is not None else seconds_to_wait(seconds, now)
