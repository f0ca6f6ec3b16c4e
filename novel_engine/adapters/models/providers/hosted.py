"""Gemini, OpenAI, and every server that speaks OpenAI's language, through pydantic-ai.

Each call has an event loop and a connection of its own, closed when it ends: several threads may
ask at once, and nothing is left open behind them. Everything slow is imported by the first call.
"""

from __future__ import annotations

import json
import warnings
from functools import cached_property
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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
    trouble_of,
)
from novel_engine.story.asking.consultation import Prompt, Reply

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from pydantic_ai.exceptions import ModelAPIError
    from pydantic_ai.messages import ModelRequest, ModelResponse
    from pydantic_ai.models import Model, ModelRequestParameters
    from pydantic_ai.settings import ModelSettings

GEMINI = "https://generativelanguage.googleapis.com"
OPENAI = "https://api.openai.com/v1"
GEMINI_VERSIONS = ("v1", "v1beta")
# Seconds: who has not answered by then is not there; answers may take longer.
SECONDS_TO_CONNECT = 10
_FIRST = Lock()
# Where a call that broke off was, when nothing of it can have reached the server.
UNSENT = ("pool", "connect")


class HostedModel:
    """A model behind the Gemini API or the chat completions API. Raises CallFailed when a call
    brings no reply.
    """

    def __init__(self, line: Connection) -> None:
        self._line = line

    @cached_property
    def _trusted(self) -> SSLContext:
        """Whom to trust; made once: reading certificates takes longer than all else."""
        from httpx2 import create_ssl_context

        # Where nothing is encrypted, there is nobody to trust.
        return (
            create_ssl_context()
            if self._line.base_url[:5] != "http:"
            else SSLContext(PROTOCOL_TLS_CLIENT)
        )

    def ask(self, prompt: Prompt) -> Reply:
        """The reply to one call: never an empty text; raises nothing but CallFailed."""
        _import_whole(self._line.name.provider)
        from httpx2 import HTTPError
        from pydantic_ai.exceptions import ModelAPIError, UnexpectedModelBehavior, UserError

        _quieten()
        try:
            response = self._response(prompt)
        except ModelAPIError as error:
            raise _failure(error, self._line) from error
        except UserError as error:
            # It is raised while a request is put together, and never after that.
            raise CallFailed("request", error.message, charged=False) from error
        except (UnexpectedModelBehavior, HTTPError, *UNREADABLE) as error:
            raise CallFailed("passing", GARBLED) from error
        if _says_nothing(response):
            raise CallFailed("passing", GARBLED)
        return reply_of(_received(response, prompted=self._line.output == "prompted"))

    def _response(self, prompt: Prompt) -> ModelResponse:
        import asyncio

        return asyncio.run(self._answer(prompt))

    def _over(self, client: AsyncClient) -> Model:
        if self._line.name.provider == "gemini":
            return gemini_model(self._line, client, self._trusted)
        return chat_model(self._line, client)

    async def _answer(self, prompt: Prompt) -> ModelResponse:
        from httpx2 import AsyncClient, Timeout
        from pydantic_ai.direct import model_request

        seconds = Timeout(self._line.timeout, connect=min(self._line.timeout, SECONDS_TO_CONNECT))
        async with AsyncClient(timeout=seconds, verify=self._trusted) as client:
            model = self._over(client)
            return await model_request(
                model,
                [_messages(prompt, self._line)],
                model_settings=_settings(prompt, self._line, model),
                model_request_parameters=_parameters(prompt, self._line),
            )


def _import_whole(provider: str) -> None:
    """Import all that a call needs, one thread after the other.

    These packages import one another in circles: two threads that enter a circle at two places meet
    halves of modules.
    """
    with _FIRST:
        import pydantic_ai.direct
        import pydantic_ai.exceptions

        if provider == "gemini":
            import pydantic_ai.models.google
            import pydantic_ai.providers.google
        else:
            import pydantic_ai.models.openai
            import pydantic_ai.providers.openai
            import pydantic_ai.providers.openai_compatible  # noqa: F401


def gemini_model(line: Connection, client: AsyncClient, trusted: SSLContext) -> Model:
    """The model behind the Gemini API, over this connection."""
    from google.genai import Client
    from google.genai.types import HttpOptions
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    base, version = _gemini_address(line.base_url)
    options = HttpOptions(
        base_url=base,
        api_version=version,
        timeout=int(line.timeout * 1000),  # milliseconds, here alone
        httpx_async_client=client,
        # For clients that it makes and nobody uses: else it reads all certificates again, twice.
        client_args={"verify": trusted},
        async_client_args={"verify": trusted, "ssl": trusted},
    )
    own = Client(vertexai=False, api_key=line.key, http_options=options)
    return GoogleModel(line.name.name, provider=GoogleProvider(client=own))


def _gemini_address(base_url: str) -> tuple[str, str]:
    """The server's address and the API version; an address may end in the version."""
    base = (base_url or GEMINI).rstrip("/")
    root, _, last = base.rpartition("/")
    return (root, last) if last in GEMINI_VERSIONS else (base, "v1beta")


def chat_model(line: Connection, client: AsyncClient) -> Model:
    """The model behind the chat completions API of OpenAI or another server."""
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles import ModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    base = line.base_url or OPENAI
    own = AsyncOpenAI(
        base_url=base, api_key=line.key, http_client=client, max_retries=0, timeout=line.timeout
    )
    if (urlsplit(base).hostname or "").endswith(".openai.com"):
        return OpenAIChatModel(line.name.name, provider=OpenAIProvider(openai_client=own))
    # Other servers know the limit by its first name only, and pass over the second, or refuse it.
    known = {
        "openai_chat_supports_max_completion_tokens": False,
        "supports_json_schema_output": True,
    }
    profile: ModelProfile = known  # type: ignore[assignment]
    return OpenAIChatModel(
        line.name.name,
        provider=OpenAICompatibleProvider("openai-compatible", openai_client=own),
        profile=profile,
    )


def _messages(prompt: Prompt, line: Connection) -> ModelRequest:
    from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart

    user = spoken_schema(prompt) if line.output == "prompted" else prompt.user
    return ModelRequest(parts=[SystemPromptPart(prompt.system), UserPromptPart(user)])


def _settings(prompt: Prompt, line: Connection, model: Model) -> ModelSettings:
    """The limits of one call. As little thinking as the model allows: it is asked to choose and to
    word, not to solve.
    """
    thinks = bool(model.profile.get("supports_thinking")) or bool(
        model.profile.get("thinking_always_enabled")
    )
    return {
        "max_tokens": prompt.most_tokens + (ROOM_TO_THINK if thinks else 0),
        "temperature": line.temperature,
        "seed": line.seed,
        "thinking": False,
        "timeout": line.timeout,
        "request_timeout": line.timeout,
        "max_retries": 0,
    }


def _parameters(prompt: Prompt, line: Connection) -> ModelRequestParameters:
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition

    if line.output == "prompted":
        return ModelRequestParameters(output_mode="text")
    schema = OutputObjectDefinition(
        json_schema=json.loads(prompt.schema), name=f"{prompt.seam}_answer"
    )
    return ModelRequestParameters(
        output_mode="native", output_object=schema, allow_text_output=False
    )


def _received(response: ModelResponse, *, prompted: bool) -> Received:
    from pydantic_ai.messages import TextPart

    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    details: dict[str, Any] = response.provider_details or {}
    return Received(
        unfenced(text) if prompted else text,
        _end(response, details),
        _reason(details),
        response.usage.input_tokens,
        response.usage.output_tokens,
    )


def _end(response: ModelResponse, details: dict[str, Any]) -> Ended:
    """How it ended. Gemini names every end; one that is neither of the two good ones is a way of
    withholding.
    """
    if response.finish_reason == "length":
        return "length"
    named = details.get("finish_reason") not in (None, "FINISH_REASON_UNSPECIFIED")
    unknown = response.finish_reason is None and named and response.provider_name == "google"
    return "blocked" if unknown or response.finish_reason in ("content_filter", "error") else "stop"


def _reason(details: dict[str, Any]) -> str:
    if "refusal" in details:
        return "refusal"  # what it said instead is the model's text, and no reason to keep
    found = str(details.get("block_reason") or details.get("finish_reason") or "")
    return "" if found.lower() == "stop" else found


def _says_nothing(response: ModelResponse) -> bool:
    """Neither an answer, nor why there is none, nor a count."""
    is_ended = response.parts or response.finish_reason is not None
    return not is_ended and not response.usage.input_tokens


def _failure(error: ModelAPIError, line: Connection) -> CallFailed:
    from pydantic_ai import exceptions as known

    if isinstance(error, known.ModelHTTPError):
        said = f"status {error.status_code}{_said(error.body)}"
        return CallFailed(
            _trouble(error), said, error.retry_after, charged=may_be_charged(error.status_code)
        )
    sent = not (isinstance(error, known.ModelConnectionError) and error.phase in UNSENT)
    if isinstance(error, known.ModelTimeoutError | known.ModelRequestTimeout):
        return CallFailed("passing", f"no answer within {line.timeout:g} seconds", charged=sent)
    if isinstance(error, known.ModelConnectionError):
        said = "the connection broke off" if sent else _unreached(line)
        return CallFailed("passing", said, charged=sent)
    return CallFailed("passing", GARBLED, error.retry_after)


def _unreached(line: Connection) -> str:
    """Says where nobody was, but only the machine's name: an address may hold a password."""
    own = GEMINI if line.name.provider == "gemini" else OPENAI
    return f"no connection to {urlsplit(line.base_url or own).hostname}"


def _trouble(error: ModelAPIError) -> Trouble:
    """What the provider says is wrong comes before what the status alone would mean."""
    from pydantic_ai import exceptions as known

    status = error.status_code if isinstance(error, known.ModelHTTPError) else 0
    match error:
        case known.ModelQuotaExceededError():
            return "quota"
        case known.ModelAuthenticationError():
            return "key"
        case known.ModelNotFoundError():
            return "name"
        case _:
            return trouble_of(status)


def _said(body: object) -> str:
    """The message in the body of an error, wherever this provider puts it."""
    found = body
    for key in ("error", "message"):
        if isinstance(found, dict) and key in found:
            found = found[key]
    return f": {found}" if isinstance(found, str) and found else ""


def _quieten() -> None:
    """Say nothing of what is taken care of: a temperature that a reasoning model does not take and
    is not sent; a reason for stopping that the client library has not heard of."""
    from pydantic_ai.exceptions import UnsupportedSettingWarning

    warnings.filterwarnings("ignore", category=UnsupportedSettingWarning)
    warnings.filterwarnings("ignore", message="Sampling parameters", category=UserWarning)
    warnings.filterwarnings("ignore", message=".* is not a valid", category=UserWarning)
