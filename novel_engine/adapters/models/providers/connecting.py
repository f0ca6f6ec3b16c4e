"""From a model's name to one that can be asked: the extra, the key, the address, and patience.

Keys and addresses come from the environment alone. An address in a story file could send a reader's
key anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

from novel_engine.adapters.models.providers.addresses import is_address
from novel_engine.adapters.models.providers.connection import OWN_ADDRESSES, Connection, Proxy
from novel_engine.adapters.models.providers.proxies import check_certificates, proxy_for
from novel_engine.adapters.models.providers.retrying import Cures, Pace, PatientModel
from novel_engine.adapters.reading.model_names import ModelName
from novel_engine.errors import UsageError
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.givens.config import SeamModels
from novel_engine.story.givens.draws import below, generator

KEY_VARIABLES = {
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "openai": ("OPENAI_API_KEY",),
    "google-generativeai": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
}
# The second is the one that Google's own SDK reads.
ADDRESS_VARIABLES = {
    "gemini": ("GEMINI_BASE_URL", "GOOGLE_GEMINI_BASE_URL"),
    "openai": ("OPENAI_BASE_URL",),
    "google-generativeai": ("GEMINI_BASE_URL", "GOOGLE_GEMINI_BASE_URL"),
}
EXTRAS = {
    "gemini": ("models", ("pydantic_ai", "google.genai", "pybreaker")),
    "openai": ("models", ("pydantic_ai", "openai", "pybreaker")),
    "google-generativeai": ("google-generativeai", ("google.generativeai", "httpx2", "pybreaker")),
}
NO_KEY = "none"
# Providers take a seed of 31 bits.
LARGEST_SEED = 2**31


def parameters(settings: SeamModels, seed: str) -> dict[str, int | float | str]:
    """What of a call's settings decides the answer: part of the key a reply is kept under.

    Never how long one waits, where the model is, or who pays.
    """
    return {
        "output": settings.output,
        "seed": seed_number(seed),
        "temperature": settings.temperature,
    }


def seed_number(seed: str) -> int:
    """The story's seed as the number that providers take."""
    return below(generator(seed, "model", 0, "seed"), LARGEST_SEED)


def connected(
    name: ModelName,
    settings: SeamModels,
    environment: Mapping[str, str],
    seed: str,
    pace: Pace | None = None,
) -> PatientModel:
    """The model, ready to be asked. Nothing is sent yet, and nothing slow is imported but the
    circuit breaker.

    `settings` and `seed` are those that `parameters` is given. Raises UsageError naming the extra,
    the variable or the name that is wrong, so that this happens before a story is begun.
    """
    if name.provider not in KEY_VARIABLES:
        raise UsageError(f"'{name}' is no model that is reached over a network")
    _require_extra(name)
    base_url = _address(name, environment)
    line = Connection(
        name,
        _key(name, environment, has_address=bool(base_url)),
        base_url,
        settings.temperature,
        settings.timeout,
        settings.output,
        seed_number(seed),
        _proxy(name, base_url, environment),
    )
    cures = _cures(name.provider, has_address=bool(base_url))
    return PatientModel(_provider(line), name, line.key, cures, pace)


def _cures(provider: str, *, has_address: bool) -> Cures:
    """What is looked at when a call fails: the variables that set the key and the address."""
    key = " or ".join(KEY_VARIABLES[provider])
    return Cures(key, ADDRESS_VARIABLES[provider][0], has_address)


def _proxy(name: ModelName, base_url: str, environment: Mapping[str, str]) -> Proxy:
    """Through whom the server is reached. Raises UsageError for a proxy, or a place of certificates,
    that cannot be used.
    """
    address = base_url or OWN_ADDRESSES[name.provider]
    if urlsplit(address).scheme == "https":
        check_certificates(environment)
    return proxy_for(address, environment)


def _provider(line: Connection) -> LanguageModel:
    if line.name.provider == "google-generativeai":
        from novel_engine.adapters.models.providers.older_google import OlderGoogleModel

        return OlderGoogleModel(line)
    from novel_engine.adapters.models.providers.hosted import HostedModel

    return HostedModel(line)


def _require_extra(name: ModelName) -> None:
    extra, modules = EXTRAS[name.provider]
    if not all(is_installed(module) for module in modules):
        raise UsageError(
            f"{name.provider}:… needs the '{extra}' extra: pip install 'novel-engine[{extra}]'"
        )


def is_installed(module: str) -> bool:
    """Whether a module could be imported; it is not."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _key(name: ModelName, environment: Mapping[str, str], *, has_address: bool) -> str:
    variables = KEY_VARIABLES[name.provider]
    variable, key = _set(variables, environment)
    if not key and name.provider == "openai" and has_address:
        return NO_KEY  # most servers at home ask for none; one that does says so
    if not key:
        local = (
            ", or OPENAI_BASE_URL for a server that asks for none"
            if name.provider == "openai"
            else ""
        )
        raise UsageError(f"{name} needs a key: set {' or '.join(variables)}{local}")
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise UsageError(f"{variable} holds characters that no key has; set it again")
    return key


def _address(name: ModelName, environment: Mapping[str, str]) -> str:
    variable, address = _set(ADDRESS_VARIABLES[name.provider], environment)
    if not address:
        return ""
    if not is_address(address, ("http", "https")):
        raise UsageError(
            f"{variable} is not an address: it starts with http:// or https:// and names a server; "
            "set it again, or unset it"
        )
    if "?" in address or "#" in address:
        raise UsageError(
            f"{variable} goes on after its path: "
            "what is asked for is put behind it; leave out the ? or # and what follows"
        )
    return address.rstrip("/")


def _set(variables: tuple[str, ...], environment: Mapping[str, str]) -> tuple[str, str]:
    """The first of the variables that is set, and what to; empty when none is."""
    for variable in variables:
        found = environment.get(variable, "").strip()
        if found:
            return variable, found
    return "", ""
