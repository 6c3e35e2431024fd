"""The published letter that this project started from, drafted anew without its answer."""

import asyncio
from pathlib import Path

import pytest

from drafter.cases.dump import dump_case
from drafter.cases.from_letter import case_from_letter
from drafter.cases.load import load_case
from drafter.domain.decision import Decision
from drafter.domain.draft import Draft
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case
from drafter.guidelines.index import GuidelineIndex
from tests.letters.reading import read
from tests.letters.real import part


@pytest.fixture
def signed(real_letters: Path) -> Decision:
    return read(part(real_letters, "seed/imr-letter-2014.txt"))


@pytest.fixture
def drafted(signed: Decision, index: GuidelineIndex, tmp_path: Path) -> Draft:
    case = tmp_path / "case.yaml"
    case.write_text(dump_case(case_from_letter(signed, "seed")), encoding="utf-8")
    drafter = ExtractiveDrafter(index.corpus.aliases.body_parts_shown_in)
    return asyncio.run(draft_case(load_case(case), index, drafter, as_of=None, folder=tmp_path))


def test_the_reviewers_pages_are_among_the_evidence_of_each_item(drafted: Draft) -> None:
    pages = [{page for g in item.guidelines for page in g.passage.pages} for item in drafted.items]
    for found, wanted in zip(pages, ({"388"}, {"60", "98"}, {"46"}), strict=True):
        assert wanted <= found


def test_every_item_is_drafted_and_no_sentence_is_without_ground(drafted: Draft) -> None:
    assert [item.draft is not None for item in drafted.items] == [True, True, True]
    assert [finding for item in drafted.items for finding in item.findings if finding.sentence is not None] == []
    assert not any(item.needs_review for item in drafted.items)


def test_the_massage_item_fails_on_its_visit_limit(drafted: Draft) -> None:
    massage = drafted.items[1].draft
    assert massage is not None
    assert massage.determination == "Upheld"
    assert any("more than the 4 to 6 visits" in sentence.text for sentence in massage.rationale)


def test_the_proposals_are_the_reviewers(drafted: Draft, signed: Decision) -> None:
    proposed = [item.draft.determination for item in drafted.items if item.draft]
    assert proposed == [item.determination for item in signed.items]
