"""The whole prompted path on an item of the example case, with the recorded answers of a small model, often wrong."""

from pathlib import Path

import pytest
import yaml
from vcr.cassette import Cassette

from drafter.domain.draft import Draft
from drafter.guidelines.index import GuidelineIndex
from drafter.settings import settings
from tests.drafting.by_model import case_drafted
from tests.letters.rendered import rendered
from tests.local_server import BASE_URL, MODEL


@pytest.fixture
def drafted(cassette: Cassette, index: GuidelineIndex, example: Path) -> Draft:
    """The example case with its second item alone: the small model takes minutes for an answer."""
    case = yaml.safe_load(example.read_text(encoding="utf-8"))
    example.write_text(yaml.safe_dump(case | {"items": [case["items"][1]]}), encoding="utf-8")
    return case_drafted(BASE_URL, example, index, model=MODEL)


@pytest.mark.model_requests
def test_an_item_is_drafted_by_a_small_model_and_its_errors_are_shown(drafted: Draft) -> None:
    purposes = [call.purpose for call in drafted.drafted_by.calls]
    assert purposes.count("item") == 1
    assert set(purposes) <= {"item", "repair"}
    codes = [[finding.code for finding in item.findings] for item in drafted.items]
    assert all(codes), codes
    assert all(item.needs_review for item in drafted.items)
    for form in ("txt", "html"):
        letter = rendered(drafted, form, settings().templates)
        for code in {code for found in codes for code in found}:
            assert code in letter
