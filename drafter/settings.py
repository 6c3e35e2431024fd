"""Where things are: settings from the environment (DRAFTER_…), each with a default that works."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, Json, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from drafter import content
from drafter.errors import SettingsError

TRACEBACK = "DRAFTER_TRACEBACK"
"""The variable that, set to anything, shows the traceback of a fault in drafter itself, which may show case text."""
_DAY = 86400
_PRICE = "write US dollars for a million tokens as a number of 0 or more, as in 2.5"
_WANTED = {
    "api_key_header": "write authorization or api-key",
    "deadline": f"write the seconds that an item may take as a number above 0 and at most {_DAY}, as in 900",
    "price_prompt": _PRICE,
    "price_completion": _PRICE,
    "context": "write the tokens of the model's context as a whole number of at least 1024, as in 32768",
    "timeout": f"write the seconds to wait as a number above 0 and at most {_DAY}, as in 300",
    "embedding_arguments": 'write a JSON object, as in {"model_name": "…"}',
}


class Settings(BaseSettings):
    """One field a setting; the environment variable is DRAFTER_ and the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix="DRAFTER_", use_attribute_docstrings=True, frozen=True)

    corpus: Path = Field(default_factory=lambda: content.folder("guideline_corpus"))
    """Folder of the guideline corpus."""
    prompts: Path = Field(default_factory=lambda: content.folder("prompts"))
    """Folder of the prompts."""
    templates: Path = Field(default_factory=lambda: content.folder("templates"))
    """Folder of the letter's templates and of organisation.yaml, the organisation's fixed paragraphs."""
    documents: Path = Path(".drafter/documents")
    """Folder of the documents that `drafter guidelines add` keeps; searched beside the corpus."""
    index: Path = Path(".drafter/index")
    """Folder of the guideline index; made by `drafter guidelines index`, safe to delete."""
    store: str = "sqlite:///.drafter/store.db"
    """Database URL of the store, which keeps every call to a model and its answer; none is asked for twice."""
    embedding: str = "wordllama"
    """What `drafter guidelines index` makes vectors with: `wordllama` (built in), `openai:MODEL` (a model of the
    OpenAI-compatible server at DRAFTER_EMBEDDING_URL), or `MODULE:CLASS` (an installed LlamaIndex embedding)."""
    embedding_url: str = "http://localhost:8080/v1"
    """Base URL of the server for an `openai:MODEL` embedding."""
    embedding_agreement: str | None = None
    """Data agreement that case text may go to that server under, where it is not on this machine."""
    embedding_arguments: Json[dict[str, Any]] = Field(default_factory=dict, validate_default=False)
    """Arguments of a `MODULE:CLASS` embedding as a JSON object, as in {"model_name": "…"}."""
    api_key: SecretStr = SecretStr("none")
    """Key for the model server; a server on this machine usually needs none."""
    api_key_header: Literal["authorization", "api-key"] = "authorization"
    """Header that takes the key: `authorization` (as a Bearer token) or `api-key` (the key alone, for Azure OpenAI)."""
    api_version: str | None = None
    """Value of `api-version` in the query of each call, as in 2024-10-21; for Azure OpenAI's deployment addresses."""
    deadline: float = Field(default=900, gt=0, le=_DAY, allow_inf_nan=False)
    """Seconds that one item may take a model, waits, retries and repairs with it; at most 86400 (a day)."""
    price_prompt: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars that the model server takes for a million tokens of prompt; without prices no cost is counted."""
    price_completion: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars that the model server takes for a million tokens of answers."""
    context: int = Field(default=32768, ge=1024)
    """Tokens that the model takes at once, prompt and answer together."""
    timeout: float = Field(default=300, gt=0, le=_DAY, allow_inf_nan=False)
    """Seconds to wait for one answer of the model server, at most 86400 (a day)."""


@lru_cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable holds what its setting cannot be.
    """
    try:
        return Settings()
    except ValidationError as error:
        field = str(error.errors(include_input=False)[0]["loc"][0])
        raise SettingsError(f"environment variable DRAFTER_{field.upper()}: {_WANTED[field]}") from None
