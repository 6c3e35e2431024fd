"""A recorded call to a real model server, replayed without a network; see tests/drafting/conftest.py."""

from pathlib import Path

import pytest
import yaml
from vcr.cassette import Cassette

from drafter.guidelines.corpus import Corpus
from tests.drafting.by_model import drafted
from tests.drafting.conftest import CASSETTES
from tests.drafting.synthetic import item_task
from tests.local_server import BASE_URL, MODEL


@pytest.mark.model_requests
def test_a_small_model_answers_in_the_schema(cassette: Cassette, corpus: Corpus) -> None:
    (draft,), by = drafted(BASE_URL, [item_task()], corpus, model=MODEL)
    assert len(cassette) == 1
    (call,) = by.calls
    assert call.finish_reason == "stop"
    assert call.prompt_tokens is not None
    assert 1500 < call.prompt_tokens < 3000
    assert draft.rationale


@pytest.mark.parametrize("file", sorted(CASSETTES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_cassette_holds_no_header_but_the_content_type(file: Path) -> None:
    recorded = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert recorded["interactions"]
    for interaction in recorded["interactions"]:
        for side in ("request", "response"):
            assert interaction[side]["headers"].keys() <= {"content-type"}
        assert len(interaction["request"]["body"]["messages"]) >= 2


def test_every_cassette_is_of_a_test_that_uses_it() -> None:
    tests = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    for file in CASSETTES.iterdir():
        assert f"def {file.stem}(" in tests, f"{file.name} is used by no test: delete it"
