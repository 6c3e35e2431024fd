"""The embeddings that an index can be made with: the built-in one, a server's, or any of LlamaIndex installed."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy
from numpy.typing import NDArray

from drafter.errors import DrafterError, ModelError, SettingsError
from drafter.guidelines.embedding_name import OPENAI, WORDLLAMA, edition_of
from drafter.loopback import allowed_server
from drafter.settings import settings

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding

Vectors = NDArray[numpy.float32]


@dataclass(frozen=True)
class Embedding:
    """An embedding ready for use."""

    name: str
    """As the user names it: "wordllama", "openai:MODEL" or "MODULE:CLASS"."""
    model: "BaseEmbedding"
    direct: Callable[[list[str]], list[list[float]]] | None = None
    """The same without LlamaIndex around it, whose spans take several times as long as a search text does."""

    def texts(self, texts: list[str]) -> Vectors:
        """One row a text, of length 1, or of zeros for a text without a token.

        Raises:
            ModelError: the embedding fails, or its vectors cannot be used.
        """
        try:
            return self._unit(self.model.get_text_embedding_batch(texts), len(texts))
        except DrafterError:
            raise
        except Exception as error:  # of code that is not ours
            raise self._failed(type(error).__name__) from None

    def query(self, text: str) -> list[float]:
        """The vector of a search text, of length 1, or of zeros for a text without a token.

        Raises:
            ModelError: the embedding fails, or its vector cannot be used.
        """
        try:
            rows = self.direct([text]) if self.direct else [self.model.get_query_embedding(text)]
            vector: list[float] = self._unit(rows, 1)[0].tolist()
        except DrafterError:
            raise
        except Exception as error:  # of code that is not ours
            raise self._failed(type(error).__name__) from None
        return vector

    def _unit(self, rows: list[list[float]], count: int) -> Vectors:
        if len(rows) != count or len({len(row) for row in rows}) > 1 or not all(map(len, rows)):
            raise self._failed("not one vector a text, all of one length")
        vectors = numpy.array(rows, dtype=numpy.float32)
        if not numpy.isfinite(vectors).all():
            raise self._failed("a vector holds what is no number")
        lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / numpy.where(lengths == 0, 1, lengths)).astype(numpy.float32)

    def _failed(self, how: str) -> ModelError:
        return ModelError(f'the embedding "{self.name}" failed ({how}); see that it works, or choose another')


def load_embedding(name: str) -> Embedding:
    """Load the embedding of a name; a server's address, key, agreement and timeout come from the settings.

    Raises:
        SettingsError: there is no such embedding, or it does not take the arguments.
        ModelError: case text may not go to the server.
    """
    edition_of(name)
    if name == WORDLLAMA:
        from drafter.guidelines.embedding import WordLlamaEmbedding, embed

        return Embedding(name, WordLlamaEmbedding(), direct=embed)
    if name.startswith(OPENAI):
        return Embedding(name, _of_server(name.removeprefix(OPENAI)))
    return Embedding(name, _of_class(name))


def _of_server(model: str) -> "BaseEmbedding":
    chosen = settings()
    server = allowed_server(
        chosen.embedding_url,
        chosen.embedding_agreement,
        url="DRAFTER_EMBEDDING_URL",
        agreement="DRAFTER_EMBEDDING_AGREEMENT",
    )
    from drafter.guidelines.openai_embedding import ServerEmbedding

    return ServerEmbedding(server, model, chosen.api_key.get_secret_value() or "none", chosen.timeout)


def _of_class(name: str) -> "BaseEmbedding":
    from llama_index.core.embeddings import BaseEmbedding

    module, _, kind = name.partition(":")
    try:
        found: Any = getattr(import_module(module), kind, None)
    except ImportError as error:
        raise SettingsError(f'embedding "{name}": {error.name or module} is not installed; install it') from None
    except Exception as error:  # of code that is not ours
        raise SettingsError(f'embedding "{name}": its module cannot be loaded ({type(error).__name__})') from None
    if not (isinstance(found, type) and issubclass(found, BaseEmbedding)):
        raise SettingsError(f'embedding "{name}": {module} holds no LlamaIndex embedding {kind}; correct the name')
    try:
        return found(**settings().embedding_arguments)
    except Exception as error:  # of code that is not ours
        raise SettingsError(
            f'embedding "{name}": it cannot be made ({type(error).__name__}); give what it needs as '
            "DRAFTER_EMBEDDING_ARGUMENTS"
        ) from None
