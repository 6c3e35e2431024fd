"""The whole prompted path on the example case, with the recorded answers of a small model that is often wrong."""

import pytest
from vcr.cassette import Cassette

from drafter.content import folder
from drafter.domain.draft import Draft
from drafter.guidelines.index import GuidelineIndex
from drafter.settings import settings
from tests.drafting.by_model import case_drafted
from tests.letters.rendered import rendered
from tests.local_server import BASE_URL, MODEL

CASE = folder("eval") / "cases" / "example" / "case.yaml"


@pytest.fixture
def drafted(cassette: Cassette, index: GuidelineIndex) -> Draft:
    return case_drafted(BASE_URL, CASE, index, model=MODEL)


@pytest.mark.model_requests
def test_the_example_is_drafted_by_a_small_model_and_its_errors_are_shown(drafted: Draft) -> None:
    purposes = [call.purpose for call in drafted.drafted_by.calls]
    assert purposes.count("item") == 3
    assert set(purposes) <= {"item", "repair"}
    codes = [[finding.code for finding in item.findings] for item in drafted.items]
    assert all(codes), codes
    assert all(item.needs_review for item in drafted.items)
    for form in ("txt", "html"):
        letter = rendered(drafted, form, settings().templates)
        for code in {code for found in codes for code in found}:
            assert code in letter
