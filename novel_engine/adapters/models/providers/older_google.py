"""Gemini through google-generativeai, the older SDK, for those who still need it.

Its own retries of up to ten minutes are switched off, it speaks REST, and nothing of it is
configured for the whole process: each call has a client of its own, so that several threads may ask
at once, with different keys.
"""

from __future__ import annotations

import json
import re
import threading
import time
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

from novel_engine.adapters.models.archive.tokens import ROOM_TO_THINK
from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.provider_replies import (
    GARBLED,
    UNREADABLE,
    Ended,
    Received,
    reply_of,
    spoken_schema,
    unfenced,
)
from novel_engine.adapters.models.providers.retrying import (
    CallFailed,
    Trouble,
    may_be_charged,
    seconds_to_wait,
    trouble_of,
)
from novel_engine.adapters.printing import print_note
from novel_engine.story.asking.consultation import Prompt, Reply

END_OF_LIFE = "google-generativeai is no longer maintained; gemini:NAME reaches the same models."
BOUNDS = {
    "maxLength": "at most {} characters",
    "maxItems": "at most {} of them",
    "minItems": "at least {} of them",
}
ENDS: Mapping[str, Ended] = {"STOP": "stop", "MAX_TOKENS": "length", "": "stop"}
ADDRESSED = re.compile(r"^POST \S+: ")
_FIRST = threading.Lock()


class OlderGoogleModel:
    """A Gemini model behind the older SDK. Raises CallFailed when a call brings no reply."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def ask(self, prompt: Prompt) -> Reply:
        """The reply to one call: never an empty text; raises nothing but CallFailed."""
        genai = _sdk()
        from google.api_core.exceptions import GoogleAPICallError, GoogleAPIError
        from google.auth.exceptions import GoogleAuthError
        from google.protobuf.json_format import Error as UnreadableJson
        from requests.exceptions import JSONDecodeError, RequestException, Timeout

        try:
            received = _received(
                self._answer(genai, prompt), prompted=self._line.output == "prompted"
            )
        except GoogleAPICallError as error:
            raise _failure(error) from error
        except Timeout as error:
            said = f"no answer within {self._line.timeout:g} seconds"
            raise CallFailed("passing", said, charged=not _never_connected(error)) from error
        except (JSONDecodeError, UnreadableJson, *UNREADABLE) as error:
            raise CallFailed("passing", GARBLED) from error
        except (RequestException, GoogleAuthError, GoogleAPIError) as error:
            said = "the connection failed, or broke off"
            raise CallFailed("passing", said, charged=not _never_connected(error)) from error
        return reply_of(received)

    def _answer(self, genai: Any, prompt: Prompt) -> Any:
        model = genai.GenerativeModel(
            self._line.name.name, system_instruction=prompt.system or None
        )
        with _client(self._line) as client:
            model._client = client
            return model.generate_content(
                spoken_schema(prompt) if self._line.output == "prompted" else prompt.user,
                generation_config=_settings(genai, prompt, self._line),
                # Without this it tries a 503 again for ten minutes, whatever the time-out.
                request_options={"retry": None, "timeout": self._line.timeout},
            )


def _sdk() -> Any:
    with _FIRST:
        return _imported()


@cache
def _imported() -> Any:
    """The SDK; its end of life is said once, in one line instead of two warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        import google.generativeai as genai
    print_note(END_OF_LIFE)
    return genai


def _client(line: Connection) -> Any:
    from google.ai.generativelanguage_v1beta import GenerativeServiceClient
    from google.api_core.client_options import ClientOptions

    options = ClientOptions(api_key=line.key, api_endpoint=line.base_url or None)
    client = GenerativeServiceClient(transport="rest", client_options=options)
    # A key that was refused is no fresher the second and third time it is sent.
    transport: Any = client.transport
    transport._session._refresh_status_codes = ()
    return client


def _settings(genai: Any, prompt: Prompt, line: Connection) -> dict[str, Any]:
    """The limits of one call; this SDK knows no seed, and cannot say how much a model may think."""
    settings = {
        "temperature": line.temperature,
        "max_output_tokens": prompt.most_tokens + ROOM_TO_THINK,
    }
    if line.output == "prompted":
        return settings
    schema = genai.protos.Schema(plain_schema(json.loads(prompt.schema)))
    return settings | {"response_mime_type": "application/json", "response_schema": schema}


def plain_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema in the few words that the older API knows; bounds are put in the description.

    Of a union the first kind that is not null is kept: what comes back is checked against the whole
    schema anyway.
    """
    kinds = schema.get("anyOf") or schema.get("oneOf")
    if kinds:
        some = [kind for kind in kinds if kind.get("type") != "null"]
        return plain_schema(some[0] if some else {"type": "string"})
    kind = schema.get("type", "string")
    plain: dict[str, Any] = {"type_": (kind if isinstance(kind, str) else kind[0]).upper()}
    if described := _described(schema):
        plain["description"] = described
    if plain["type_"] == "STRING" and "enum" in schema:
        plain |= {"format_": "enum", "enum": [str(value) for value in schema["enum"]]}
    if "items" in schema:
        plain["items"] = plain_schema(schema["items"])
    if "properties" in schema:
        parts = schema["properties"].items()
        plain["properties"] = {name: plain_schema(part) for name, part in parts}
        plain["required"] = [str(name) for name in schema.get("required", [])]
    return plain


def _described(schema: dict[str, Any]) -> str:
    """Its description, and the bounds that this API has no word for."""
    bounds = [way.format(schema[key]) for key, way in BOUNDS.items() if key in schema]
    return "; ".join(part for part in (schema.get("description", ""), *bounds) if part)


def _received(response: Any, *, prompted: bool) -> Received:
    usage = response.usage_metadata
    asked = int(usage.prompt_token_count)
    took = asked, max(0, int(usage.total_token_count) - asked)
    if not response.candidates:
        blocked = response.prompt_feedback.block_reason
        if not blocked and not took[0]:
            raise ValueError("neither an answer, nor a reason, nor a count")
        return Received("", "blocked", _code(blocked), *took)
    candidate = response.candidates[0]
    text = "".join(part.text for part in candidate.content.parts)
    code = _code(candidate.finish_reason)
    reason = "" if code == "STOP" else code
    return Received(unfenced(text) if prompted else text, ENDS.get(code, "blocked"), reason, *took)


def _code(value: Any) -> str:
    """The name of a reason; one unknown to the SDK is a number, and 0 means none was given."""
    if not value:
        return ""
    return str(value.name) if hasattr(value, "name") else "a reason without a name"


def _failure(error: Any) -> CallFailed:
    status = int(error.code or 0)
    headers = getattr(error.response, "headers", None) or {}
    said = f"status {status}: {ADDRESSED.sub('', str(error.message))}"
    wait = seconds_to_wait(str(headers.get("Retry-After", "")), time.time())
    return CallFailed(_trouble(error, status), said, wait, charged=may_be_charged(status))


def _never_connected(error: Exception) -> bool:
    """Whether nothing can have reached the server: `requests` has one name for that and for a
    connection that broke off.
    """
    from requests.exceptions import ConnectTimeout
    from urllib3.exceptions import NewConnectionError

    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, ConnectTimeout) or isinstance(reason, NewConnectionError)


def _trouble(error: Any, status: int) -> Trouble:
    """A key that is not valid is a 400 here; the SDK's own `reason` cannot read what its REST
    transport gives it.
    """
    reasons = [detail.get("reason") for detail in error.details if isinstance(detail, dict)]
    return "key" if "API_KEY_INVALID" in reasons else trouble_of(status)
