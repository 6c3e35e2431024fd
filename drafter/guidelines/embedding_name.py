"""The names of embeddings: "wordllama", "openai:MODEL" or "MODULE:CLASS"; loads none of them."""

import json
from importlib.metadata import version

from drafter.errors import SettingsError
from drafter.settings import settings

WORDLLAMA = "wordllama"
"""The built-in one."""
OPENAI = "openai:"
"""What the name of a server's begins with."""
DIMENSIONS = 256
"""Length of the built-in one's vectors."""


def edition_of(name: str) -> str:
    """What tells two embeddings of one name apart: the built-in one's version, or the arguments given to a class.

    Raises:
        SettingsError: there is no such embedding.
    """
    if name == WORDLLAMA:
        return f"{version('wordllama')} l2_supercat {DIMENSIONS}"
    if name.startswith(OPENAI) and name != OPENAI:
        return ""
    module, colon, kind = name.partition(":")
    if not (colon and all(part.isidentifier() for part in module.split(".")) and kind.isidentifier()):
        raise SettingsError(f'embedding "{name}": there is none; write wordllama, openai:MODEL or MODULE:CLASS')
    return json.dumps(settings().embedding_arguments, sort_keys=True)


def is_class(name: str) -> bool:
    """Whether a name is that of a class, which runs code of its own when it is loaded."""
    return name != WORDLLAMA and not name.startswith(OPENAI)
