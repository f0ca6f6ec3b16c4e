"""Gemini through google-generativeai, the older SDK, for those who still need it.

Its own retries of up to ten minutes are switched off, it speaks REST, and nothing of it is
configured for the whole process: each call has a client of its own, so that several threads may ask
at once, with different keys. Like the newer one it only puts requests together: they go out over
our own wire, and what comes back is read by us.
"""

from __future__ import annotations

import json
import threading
import warnings
from dataclasses import replace
from functools import cache, cached_property
from ssl import SSLContext
from typing import TYPE_CHECKING, Any

from novel_engine.adapters.models.archive.tokens import ROOM_TO_THINK
from novel_engine.adapters.models.providers.addresses import gemini_address
from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.key_shapes import KeyShapes
from novel_engine.adapters.models.providers.provider_replies import (
    GARBLED,
    UNREADABLE,
    Received,
    reply_of,
    spoken_schema,
    unfenced,
)
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.printing import print_note
from novel_engine.story.asking.consultation import Prompt, Reply

if TYPE_CHECKING:
    from novel_engine.adapters.models.providers.requests_wire import RequestsWire

END_OF_LIFE = "google-generativeai is no longer maintained; gemini:NAME reaches the same models."
BOUNDS = {
    "maxLength": "at most {} characters",
    "maxItems": "at most {} of them",
    "minItems": "at least {} of them",
}
_FIRST = threading.Lock()


class OlderGoogleModel:
    """A Gemini model behind the older SDK. Raises CallFailed when a call brings no reply."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._key = KeyShapes(line.key)

    @cached_property
    def _trusted(self) -> SSLContext:
        """Whom to trust."""
        from novel_engine.adapters.models.providers.trust import trusted_by

        return trusted_by(self._line.base_url)

    def ask(self, prompt: Prompt) -> Reply:
        """The reply to one call; an empty text where nothing was answered. Raises nothing but
        CallFailed.
        """
        genai = _sdk()
        from google.api_core.exceptions import GoogleAPIError
        from google.auth.exceptions import GoogleAuthError
        from google.protobuf.json_format import Error as UnreadableJson
        from httpx2 import InvalidURL
        from requests.exceptions import InvalidURL as NoAddress
        from requests.exceptions import RequestException

        from novel_engine.adapters.models.providers.requests_wire import RequestsWire
        from novel_engine.adapters.models.providers.unreached import no_address, no_room

        wire = RequestsWire(self._line, self._trusted)
        try:
            self._answer(genai, prompt, wire)
        except (InvalidURL, NoAddress) as error:
            raise no_address() from error
        except (
            RequestException,
            GoogleAuthError,
            GoogleAPIError,
            UnreadableJson,
            *UNREADABLE,
        ) as error:
            raise CallFailed("passing", GARBLED) from error
        except (
            OSError
        ) as error:  # of this machine: whatever the network does, the wire has taken in
            raise no_room() from error
        outcome = wire.outcome or CallFailed("passing", "nothing was sent", charged=False)
        if isinstance(outcome, CallFailed):
            raise outcome
        return reply_of(self._plain(outcome), self._key)

    def _plain(self, received: Received) -> Received:
        prompted = self._line.output == "prompted"
        return replace(received, text=unfenced(received.text)) if prompted else received

    def _answer(self, genai: Any, prompt: Prompt, wire: RequestsWire) -> None:
        model = genai.GenerativeModel(
            self._line.name.name, system_instruction=prompt.system or None
        )
        with _client(self._line, wire) as client:
            model._client = client
            model.generate_content(
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


def _client(line: Connection, wire: RequestsWire) -> Any:
    from google.ai.generativelanguage_v1beta import GenerativeServiceClient
    from google.api_core.client_options import ClientOptions

    root, _ = gemini_address(line.base_url)
    options = ClientOptions(api_key=line.key, api_endpoint=root if line.base_url else None)
    client = GenerativeServiceClient(transport="rest", client_options=options)
    # A key that was refused is no fresher the second and third time it is sent.
    transport: Any = client.transport
    transport._session._refresh_status_codes = ()
    transport._session.trust_env = False
    for scheme in ("http://", "https://"):
        transport._session.mount(scheme, wire)
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
