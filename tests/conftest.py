"""What holds for every test: no setting of the person who runs it, and no request to a model unless a test asks."""

import os
from collections.abc import Iterator

import httpx2
import pytest

from drafter.settings import settings


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("DRAFTER_", "OPENAI_"))]:
        if name != "DRAFTER_REAL_LETTERS" and name != "DRAFTER_RECORD":
            monkeypatch.delenv(name)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _no_model_requests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("model_requests"):
        return

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("this test may not talk to a model server; mark it with model_requests")

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", refuse)
    monkeypatch.setattr(httpx2.AsyncHTTPTransport, "handle_async_request", refuse)
