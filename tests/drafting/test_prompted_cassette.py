"""A recorded call to a real model server, replayed without a network; see tests/drafting/conftest.py."""

import pytest
import yaml
from vcr.cassette import Cassette

from drafter.drafting.prompted import PromptedDrafter
from tests.drafting.conftest import CASSETTES
from tests.drafting.synthetic import item_task
from tests.local_server import BASE_URL, MODEL

NAME = "test_a_small_model_answers_in_the_schema"


@pytest.mark.model_requests
def test_a_small_model_answers_in_the_schema(cassette: Cassette) -> None:
    drafter = PromptedDrafter(MODEL, BASE_URL)
    draft = drafter.draft(item_task())
    assert len(cassette) == 1
    call = drafter.drafted_by().calls[0]
    assert call.finish_reason == "stop"
    assert call.prompt_tokens is not None
    assert 1000 < call.prompt_tokens < 1500
    assert draft.rationale


def test_a_cassette_holds_no_header_but_the_content_type() -> None:
    recorded = yaml.safe_load((CASSETTES / f"{NAME}.yaml").read_text(encoding="utf-8"))
    for interaction in recorded["interactions"]:
        for side in ("request", "response"):
            assert interaction[side]["headers"].keys() == {"content-type"}
        assert interaction["request"]["body"]["messages"][1]["content"].startswith("REQUEST\n")
