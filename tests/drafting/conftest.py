"""Recording and replaying calls to a model server.

Cassettes are YAML in tests/cassettes/, one a test. `make record` removes them and sets DRAFTER_RECORD=once, so that
each is recorded from the server that tests/local_server.py starts; by default nothing is sent. The values are vcrpy's
record modes.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vcr
import yaml
from vcr.cassette import Cassette

from drafter.settings import settings
from tests.local_server import CONTEXT

CASSETTES = Path(__file__).parent.parent / "cassettes"
RECORD_MODE = os.environ.get("DRAFTER_RECORD", "none")


class Readable:
    """Cassettes in which a JSON body stands as the data that it holds, and a long text as its lines."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = json.loads(request["body"])
            response["body"] = json.loads(response["body"]["string"])
        return yaml.dump(cassette, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)

    @staticmethod
    def deserialize(text: str) -> Any:
        cassette = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            interaction["request"]["body"] = json.dumps(interaction["request"]["body"])
            interaction["response"]["body"] = {"string": json.dumps(interaction["response"]["body"])}
        return cassette


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as a block, so that a prompt reads as it is."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_str)


def _content_type_only(headers: dict[str, Any]) -> dict[str, Any]:
    """No key, cookie, organisation or request id goes into a cassette."""
    return {name.lower(): value for name, value in headers.items() if name.lower() == "content-type"}


def _scrub_request(request: Any) -> Any:
    request.headers = _content_type_only(request.headers)
    return request


def _scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "headers": _content_type_only(response["headers"])}


def recorder() -> vcr.VCR:
    """The one configuration of vcrpy."""
    configured = vcr.VCR(
        cassette_library_dir=str(CASSETTES),
        record_mode=vcr.mode(RECORD_MODE),
        match_on=("method", "path", "body"),
        before_record_request=_scrub_request,
        before_record_response=_scrub_response,
        serializer="readable",
        path_transformer=vcr.VCR.ensure_suffix(".yaml"),
        decode_compressed_response=True,
    )
    configured.register_serializer("readable", Readable)
    return configured


@pytest.fixture
def _small_and_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings for the model that is recorded: its context is short, and it takes minutes for an answer."""
    for name, value in (("CONTEXT", CONTEXT), ("TIMEOUT", 1800), ("DEADLINE", 7200)):
        monkeypatch.setenv(f"DRAFTER_{name}", str(value))
    settings.cache_clear()


@pytest.fixture
def cassette(request: pytest.FixtureRequest, _small_and_slow: None) -> Iterator[Cassette]:
    """The calls of a test, replayed from tests/cassettes/<test>.yaml; one that the test no longer makes fails it."""
    with recorder().use_cassette(request.node.name) as held:
        yield held
    if held.record_mode == vcr.mode.NONE:
        assert held.all_played, "the cassette holds calls that this test does not make; record it again"
