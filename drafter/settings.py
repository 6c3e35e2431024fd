"""Where things are: settings from the environment (DRAFTER_…), each with a default that works."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, Json, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from drafter import content
from drafter.errors import SettingsError

TRACEBACK = "DRAFTER_TRACEBACK"
"""The variable that, set to anything, shows the traceback of a fault in drafter itself, which may show case text."""
_DAY = 86400
_WANTED = {
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
    """Database URL of the store in which `drafter eval run` keeps a model server's answers; none is asked for twice."""
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
