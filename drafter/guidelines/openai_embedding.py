"""Embeddings of an OpenAI-compatible server, and every way in which it can fail, said in one line."""

from collections.abc import Callable
from typing import TypeVar

import httpx2
import openai
from llama_index.embeddings.openai import OpenAIEmbedding

from drafter.errors import ModelError
from drafter.loopback import Server, connection

_URL = "DRAFTER_EMBEDDING_URL"
_Answer = TypeVar("_Answer")


class ServerEmbedding(OpenAIEmbedding):
    """LlamaIndex's OpenAI embedding, asked once without retries, over a connection that goes to one server only."""

    _address: str

    def __init__(self, server: Server, model: str, api_key: str, timeout: float) -> None:
        """`timeout` bounds each answer, in seconds.

        Raises:
            ModelError: the key holds what no header can.
        """
        super().__init__(
            model_name=model,
            api_base=server.base_url,
            api_key=api_key,
            max_retries=0,
            timeout=timeout,
            # Declared as httpx's; what it is given goes to openai, which rides on httpx2.
            http_client=connection(server, api_key, timeout),  # type: ignore[arg-type]
        )
        self._address = server.address

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._ask(lambda: super(ServerEmbedding, self)._get_query_embedding(query))

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._ask(lambda: super(ServerEmbedding, self)._get_text_embedding(text))

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._ask(lambda: super(ServerEmbedding, self)._get_text_embeddings(texts))

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        at = f"the embedding server at {self._address}"
        try:
            return question()
        except openai.APITimeoutError:
            raise ModelError(
                f"{at} did not answer within {self.timeout:g} s; raise DRAFTER_TIMEOUT or use a faster one"
            ) from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, httpx2.ConnectError):
                raise ModelError(f"{at} cannot be reached; start it, or correct {_URL}") from None
            raise ModelError(f"{at} broke off before its answer was whole; look at its log and try again") from None
        except openai.APIStatusError as error:
            raise ModelError(f"{at} {_status_fault(error.status_code, self.model_name)}") from None
        # What is no list of embeddings shows as any error of the library that reads it.
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, IndexError):
            raise ModelError(
                f"{at} answered with something that is no list of embeddings; {_URL} must be that of an "
                "OpenAI-compatible API, which often ends in /v1"
            ) from None


def _status_fault(status: int, model: str) -> str:
    if status in (401, 403):
        return f"refused the key ({status}); set DRAFTER_API_KEY"
    if status == 404:
        return f'knows no model "{model}" (404), or no such path; correct the embedding, or {_URL}'
    if status == 429:
        return "is over its rate limit (429); wait and try again"
    if status >= 500:
        return f"failed ({status}); look at its log and try again"
    if 300 <= status < 400:
        return f"redirects elsewhere ({status}), which is not followed; give the final address in {_URL}"
    return f"refused the request ({status}); it must take embeddings of several texts of {model}"
