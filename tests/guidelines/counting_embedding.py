"""An embedding that says what it was asked to embed; named as any LlamaIndex embedding that is installed."""

from typing import ClassVar

from llama_index.core.embeddings import BaseEmbedding

from drafter.guidelines.embedding import embed

NAME = "tests.guidelines.counting_embedding:CountingEmbedding"


class CountingEmbedding(BaseEmbedding):
    """The built-in embedding, cut to a number of dimensions, which keeps the texts it was given."""

    dimensions: int = 256
    texts: ClassVar[list[str]] = []

    def _get_query_embedding(self, query: str) -> list[float]:
        return embed([query])[0][: self.dimensions]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        self.texts.extend(texts)
        return [vector[: self.dimensions] for vector in embed(texts)]


class SearchEmbedding(CountingEmbedding):
    """One that makes another vector of a search than of a text."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return embed([f"search: {query}"])[0]


class FailingEmbedding(CountingEmbedding):
    """One that fails as it is told to."""

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        if self.dimensions == 1:
            return [[1.0] for _ in texts[1:]]
        if self.dimensions == 2:
            return [[float("nan"), 1.0] for _ in texts]
        raise OSError("case text")
