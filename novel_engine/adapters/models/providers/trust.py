"""Whom to trust: the certificates that a server's own is held against."""

from __future__ import annotations

from ssl import PROTOCOL_TLS_CLIENT, SSLContext, SSLError

from httpx2 import create_ssl_context

from novel_engine.adapters.models.providers.retrying import CallFailed


def trusted_by(base_url: str) -> SSLContext:
    """The certificates that are trusted of a server at this address. Raises CallFailed when they
    cannot be read.
    """
    if base_url.startswith("http:"):  # where nothing is encrypted, there is nobody to trust
        return SSLContext(PROTOCOL_TLS_CLIENT)
    try:
        return create_ssl_context()
    except (SSLError, OSError) as error:
        raise CallFailed(
            "setup",
            "the certificates to trust cannot be read",
            charged=False,
            cure="check SSL_CERT_FILE and SSL_CERT_DIR, or unset them",
        ) from error
