"""On what it depends whether a drafted case stands, and what a draft took."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drafter.batch.of_draft import items_of_draft
from drafter.batch.setup import Setup
from drafter.content import folder
from drafter.domain.case import Dates, DisputedItem, Priority, Reviewer
from drafter.domain.determination import Outcome
from drafter.domain.draft import (
    CaseSource,
    Draft,
    DraftedBy,
    DraftedItem,
    Finding,
    ModelCall,
    SentenceState,
    Severity,
)
from drafter.drafting.limits import Prices
from drafter.guidelines.corpus import Corpus
from tests.builders import item_draft


@pytest.fixture
def setup(corpus: Corpus, tmp_path: Path) -> Setup:
    templates = shutil.copytree(folder("templates"), tmp_path / "templates")
    by = DraftedBy(model="some", version="1", prompt_sha256="a")
    return Setup(corpus=corpus, drafted_by=by, judge=False, as_of=None, forms=("txt", "pdf"), templates=templates)


def test_the_digest_of_a_setup_depends_on_all_of_it_and_on_nothing_else(setup: Setup) -> None:
    others = [
        replace(setup, drafted_by=setup.drafted_by.model_copy(update={"prompt_sha256": "b"})),
        replace(setup, drafted_by=setup.drafted_by.model_copy(update={"parameters": {"temperature": 1}})),
        replace(setup, drafted_by=setup.drafted_by.model_copy(update={"version": "2"})),
        replace(setup, judge=True),
        replace(setup, as_of=date(2014, 10, 28)),
        replace(setup, forms=("txt",)),
        replace(setup, forms=()),
    ]
    digests = {other.sha256 for other in others}
    assert len(digests) == len(others)
    assert setup.sha256 not in digests
    assert replace(setup, forms=("pdf", "txt")).sha256 == setup.sha256


def test_letters_are_written_anew_where_a_template_has_changed(setup: Setup) -> None:
    before, without = setup.sha256, replace(setup, forms=()).sha256
    organisation = setup.templates / "organisation.yaml"
    organisation.write_text(organisation.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert setup.sha256 != before
    assert replace(setup, forms=()).sha256 == without


def call(item: int | None, purpose: str, prompt: int | None, completion: int | None) -> ModelCall:
    return ModelCall(
        purpose=purpose,
        item=item,
        request_sha256="0" * 64,
        answer="{}",
        finish_reason="stop",
        prompt_tokens=prompt,
        completion_tokens=completion,
    )


def test_an_item_is_listed_with_what_its_calls_took() -> None:
    found = [
        Finding(code=code, severity=Severity.ERROR, item=1, message="m", mend="m")
        for code in ("page", "number", "page")
    ]
    first = DraftedItem(
        number=1,
        item=DisputedItem(request="Massage"),
        draft=item_draft(("A sentence.", "G1.1")),
        states=(SentenceState.UNJUDGED, SentenceState.SET),
        findings=tuple(found),
    )
    second = DraftedItem(number=2, item=DisputedItem(request="Traction"), draft=item_draft())
    calls = (call(None, "summary", 1000, 100), call(1, "item", 2000, 200), call(1, "judge", None, None))
    draft = Draft(
        case_number="A-1",
        case=CaseSource(file="case.yaml", sha256="0" * 64),
        corpus_sha256="0" * 64,
        drafted_by=DraftedBy(model="some", version="1", calls=(*calls, call(2, "item", 500, 50))),
        dates=Dates(),
        priority=Priority.STANDARD,
        reviewer=Reviewer(),
        clinical_summary=None,
        records=(),
        items=(first, second),
        outcome=Outcome.UPHELD,
    )
    one, two = items_of_draft(draft, Prices(prompt=2.0, completion=10.0))
    assert (one.prompt_tokens, one.completion_tokens, two.prompt_tokens) == (3000, 300, 500)
    assert one.cost == pytest.approx(0.009)
    assert two.cost == pytest.approx(0.0015)
    assert (one.judged, two.judged, one.check_found_error, two.check_found_error) == (True, False, True, False)
    assert one.findings == {Severity.ERROR: ("number", "page", "page")}
    assert one.sentences == {SentenceState.SET: 1, SentenceState.UNJUDGED: 1}
    assert items_of_draft(draft, None)[0].cost is None
