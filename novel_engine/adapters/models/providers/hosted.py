"""Gemini, OpenAI, and every server that speaks OpenAI's language, through pydantic-ai.

pydantic-ai and the providers' own libraries know how each model is asked, and put the request
together. It is sent, and what comes back is read, by our own wire (`wire`, `answers`): a reply is
bounded as it arrives, and none of it passes through other people's messages.

Each call has an event loop and a connection of its own, closed when it ends: several threads may
ask at once, and nothing is left open behind them. Everything slow is imported by the first call.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from functools import cached_property
from ssl import SSLContext
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from novel_engine.adapters.models.archive.tokens import ROOM_TO_THINK
from novel_engine.adapters.models.providers.addresses import gemini_address
from novel_engine.adapters.models.providers.connection import OWN_ADDRESSES, Connection
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
from novel_engine.story.asking.consultation import Prompt, Reply

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from pydantic_ai.messages import ModelRequest
    from pydantic_ai.models import Model, ModelRequestParameters
    from pydantic_ai.settings import ModelSettings

    from novel_engine.adapters.models.providers.wire import Wire

_FIRST = Lock()
# What the libraries are told in place of what came: an answer that is whole, of which nothing is
# used.
OPENAI_IS_WELL = {
    "id": "-",
    "object": "chat.completion",
    "created": 0,
    "model": "-",
    "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "-"}, "finish_reason": "stop"}
    ],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}
GEMINI_IS_WELL = {
    "candidates": [{"content": {"role": "model", "parts": [{"text": "-"}]}, "finishReason": "STOP"}]
}


class HostedModel:
    """A model behind the Gemini API or the chat completions API. Raises CallFailed when a call
    brings no reply.
    """

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._key = KeyShapes(line.key)

    @cached_property
    def _trusted(self) -> SSLContext:
        """Whom to trust; made once: reading certificates takes longer than all else."""
        from novel_engine.adapters.models.providers.trust import trusted_by

        return trusted_by(self._line.base_url)

    def ask(self, prompt: Prompt) -> Reply:
        """The reply to one call; an empty text where nothing was answered. Raises nothing but
        CallFailed.
        """
        _import_whole(self._line.name.provider)
        from httpx2 import HTTPError
        from pydantic_ai.exceptions import ModelAPIError, UnexpectedModelBehavior, UserError

        from novel_engine.adapters.models.providers.unreached import no_address, no_room

        _quieten()
        try:
            outcome = self._outcome(prompt)
        except UserError as error:
            # It is raised while a request is put together, and never after that.
            raise CallFailed("request", error.message, charged=False) from error
        except _unaskable() as error:
            raise no_address() from error
        except (
            OSError
        ) as error:  # of this machine: whatever the network does, the wire has taken in
            raise no_room() from error
        except (ModelAPIError, UnexpectedModelBehavior, HTTPError, *UNREADABLE) as error:
            raise CallFailed("passing", GARBLED) from error
        if isinstance(outcome, CallFailed):
            raise outcome
        if self._line.output == "prompted":
            outcome = replace(outcome, text=unfenced(outcome.text))
        return reply_of(outcome, self._key)

    def _outcome(self, prompt: Prompt) -> Received | CallFailed:
        from novel_engine.adapters.models.providers.running import run_alone

        wire = self._wire()
        run_alone(self._send(prompt, wire))
        return wire.outcome or CallFailed("passing", "nothing was sent", charged=False)

    def _wire(self) -> Wire:
        from novel_engine.adapters.models.providers.answers import judged_gemini, judged_openai
        from novel_engine.adapters.models.providers.wire import Wire

        if self._line.name.provider == "gemini":
            return Wire(self._line, self._trusted, judged_gemini, GEMINI_IS_WELL)
        return Wire(self._line, self._trusted, judged_openai, OPENAI_IS_WELL)

    def _over(self, client: AsyncClient) -> Model:
        if self._line.name.provider == "gemini":
            return gemini_model(self._line, client, self._trusted)
        return chat_model(self._line, client)

    async def _send(self, prompt: Prompt, wire: Wire) -> None:
        from httpx2 import AsyncClient
        from pydantic_ai.direct import model_request

        async with AsyncClient(transport=wire, trust_env=False) as client:
            model = self._over(client)
            await model_request(
                model,
                [_messages(prompt, self._line)],
                model_settings=_settings(prompt, self._line, model),
                model_request_parameters=_parameters(prompt, self._line),
            )


def _unaskable() -> tuple[type[Exception], ...]:
    """What the client libraries raise for an address that is none: each that is there its own."""
    import sys

    modules = (sys.modules.get(name) for name in ("httpx", "httpx2"))
    return tuple(module.InvalidURL for module in modules if module is not None)


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

    base, version = gemini_address(line.base_url)
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


def chat_model(line: Connection, client: AsyncClient) -> Model:
    """The model behind the chat completions API of OpenAI or another server."""
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles import ModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    base = line.base_url or OWN_ADDRESSES["openai"]
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
    word, not to solve. How long it may take is the wire's to say.
    """
    thinks = bool(model.profile.get("supports_thinking")) or bool(
        model.profile.get("thinking_always_enabled")
    )
    return {
        "max_tokens": prompt.most_tokens + (ROOM_TO_THINK if thinks else 0),
        "temperature": line.temperature,
        "seed": line.seed,
        "thinking": False,
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


def _quieten() -> None:
    """Say nothing of what is taken care of: a temperature that a reasoning model does not take and
    is not sent; a reason for stopping that the client library has not heard of."""
    from pydantic_ai.exceptions import UnsupportedSettingWarning

    warnings.filterwarnings("ignore", category=UnsupportedSettingWarning)
    warnings.filterwarnings("ignore", message="Sampling parameters", category=UserWarning)
    warnings.filterwarnings("ignore", message=".* is not a valid", category=UserWarning)
