"""Our own wire for a client library that speaks through `requests`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from ssl import SSLContext
from typing import Any

from httpx2 import Request
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from novel_engine.adapters.models.providers.addresses import gemini_address
from novel_engine.adapters.models.providers.answers import judged_gemini
from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.models.providers.hosted import GEMINI_IS_WELL
from novel_engine.adapters.models.providers.provider_replies import Received
from novel_engine.adapters.models.providers.retrying import CallFailed
from novel_engine.adapters.models.providers.running import run_alone
from novel_engine.adapters.models.providers.wire import arrived

OWN_VERSION = "v1beta"
# What the library says of itself in its own words; the length is counted anew.
NOT_SENT_ON = ("content-length", "connection", "accept-encoding", "host")


class RequestsWire(BaseAdapter):
    """Sends what the library puts together; keeps what was made of what came back in `outcome`. To
    the library all went well.
    """

    def __init__(self, line: Connection, trusted: SSLContext) -> None:
        super().__init__()
        self.outcome: Received | CallFailed | None = None
        self._line, self._trusted = line, trusted

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        """Send it once. Never raises for what the other side does."""
        try:
            self.outcome = judged_gemini(
                run_alone(arrived(self._plain(request), self._line, self._trusted))
            )
        except CallFailed as failed:
            self.outcome = failed
        return _all_is_well(request)

    def close(self) -> None:
        """Nothing is left open."""

    def _plain(self, request: PreparedRequest) -> Request:
        sent: Mapping[str, Any] = request.headers
        headers = {key: value for key, value in sent.items() if key.lower() not in NOT_SENT_ON}
        body = request.body or b""
        return Request(
            request.method or "POST",
            self._as_asked(request.url or ""),
            headers=headers,
            content=body if isinstance(body, str | bytes) else b"",
        )

    def _as_asked(self, url: str) -> str:
        """The address with the API version that was set; the library knows but its own."""
        root, version = gemini_address(self._line.base_url)
        own = f"{root}/{OWN_VERSION}/"
        return f"{root}/{version}/{url.removeprefix(own)}" if url.startswith(own) else url


def _all_is_well(request: PreparedRequest) -> Response:
    response = Response()
    response.status_code = 200
    response.request = request
    response.url = request.url or ""
    response.headers["Content-Type"] = "application/json"
    response._content = json.dumps(GEMINI_IS_WELL).encode()
    return response
