"""A recorded call to a real model server, replayed without a network; see tests/drafting/conftest.py."""

import pytest
import yaml
from vcr.cassette import Cassette

from drafter.guidelines.corpus import Corpus
from tests.drafting.by_model import drafted
from tests.drafting.conftest import CASSETTES
from tests.drafting.synthetic import item_task
from tests.local_server import BASE_URL, MODEL

NAME = "test_a_small_model_answers_in_the_schema"


@pytest.mark.model_requests
def test_a_small_model_answers_in_the_schema(cassette: Cassette, corpus: Corpus) -> None:
    (draft,), by = drafted(BASE_URL, [item_task()], corpus, model=MODEL)
    assert len(cassette) == 1
    (call,) = by.calls
    assert call.finish_reason == "stop"
    assert call.prompt_tokens is not None
    assert 1500 < call.prompt_tokens < 3000
    assert draft.rationale


def test_a_cassette_holds_no_header_but_the_content_type() -> None:
    recorded = yaml.safe_load((CASSETTES / f"{NAME}.yaml").read_text(encoding="utf-8"))
    for interaction in recorded["interactions"]:
        for side in ("request", "response"):
            assert interaction[side]["headers"].keys() == {"content-type"}
        assert interaction["request"]["body"]["messages"][1]["content"].startswith("REQUEST\n")
