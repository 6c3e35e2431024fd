"""The built-in embedding, which needs no download and no network: WordLlama's weights come in its own wheel."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy
import wordllama
from llama_index.core.embeddings import BaseEmbedding

from drafter.guidelines.embedding_name import DIMENSIONS

_TOKENS_KEPT = 64
"""Texts of which the tokenizer keeps the tokens."""


@lru_cache(maxsize=1)
def _model() -> Any:
    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(dim=DIMENSIONS, cache_dir=folder, disable_download=True)
    # By itself it keeps the tokens of 10,000 short texts, some 7 KB each, of which a batch hardly meets one again.
    model.tokenizer.model._resize_cache(_TOKENS_KEPT)
    return model


def embed(texts: list[str]) -> list[list[float]]:
    """One vector of length 1 a text, or of zeros for a text without a token."""
    vectors = _model().embed(texts)
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    unit: list[list[float]] = (vectors / numpy.where(lengths == 0, 1, lengths)).tolist()
    return unit


class WordLlamaEmbedding(BaseEmbedding):
    """WordLlama as LlamaIndex takes embeddings."""

    model_name: str = "wordllama"

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a search text, without LlamaIndex's events, which take ten times as long as it does."""
        return self._get_query_embedding(query)

    def _get_query_embedding(self, query: str) -> list[float]:
        return embed([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return embed([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return embed(texts)
