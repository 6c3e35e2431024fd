import asyncio

import pytest

from drafter.cases.load import load_case
from drafter.domain.case import DisputedItem
from drafter.domain.determination import Determination
from drafter.domain.draft import DraftedItem, DraftSentence, ItemDraft, Pointer
from drafter.domain.evidence import CaseDate, GuidelineEvidence, GuidelineSearch, Retrieval
from drafter.domain.guideline import CriterionKind, Passage
from drafter.drafting.extractive import ExtractiveDrafter
from drafter.drafting.pipeline import draft_case
from drafter.evaluation.conditions.contrary import (
    contrary_for,
    governing,
    rests_on_passages,
    turned,
    turned_statement,
)
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.index import GuidelineIndex
from tests.grounding.mutation.worlds import CASES

MASSAGE = DisputedItem(request="Massage therapy for the neck, 12 visits")


def passage(corpus: Corpus, id: str) -> Passage:
    return next(one for one in corpus.passages if one.id == id)


@pytest.mark.parametrize(
    ("text", "allowed", "other"),
    [
        ("A copper bath is not recommended for the knee.", True, "A copper bath is recommended for the knee."),
        ("A diary is required for a copper bath.", True, "A diary is not required for a copper bath."),
        ("A diary must be on record.", True, "A diary need not be on record."),
        ("Copper baths are recommended.", False, "Copper baths are not recommended."),
        ("A copper bath is an option for gout.", False, "A copper bath is not recommended for gout."),
        ("A copper bath may be considered for gout.", False, "A copper bath should not be considered for gout."),
        ("A copper bath is recommended.", True, ""),
        ("A copper bath is not recommended.", False, ""),
        ("A copper bath is recommended only where gout is shown.", False, ""),
        ("A copper bath is not recommended, as it does harm.", True, ""),
        ("Neither bath nor bracelet is recommended.", False, ""),
        ("As applied by a reviewer: a bath is recommended.", False, ""),
    ],
)
def test_statements_are_turned_where_that_is_safe(text: str, allowed: bool, other: str) -> None:
    assert turned_statement(text, allowed=allowed) == other


@pytest.mark.parametrize("allowed", [True, False])
def test_text_and_criteria_of_every_passage_agree(corpus: Corpus, allowed: bool) -> None:
    for one in corpus.passages:
        other = turned(one, MASSAGE, allowed=allowed)
        first, *rest = other.sentences
        assert first.text.startswith("This section recommends" if allowed else "This section does not recommend")
        assert other.sha256 != one.sha256
        assert [s.number for s in other.sentences] == list(range(1, len(rest) + 2))
        kinds = {criterion.kind for criterion in other.criteria}
        assert kinds <= {CriterionKind.PREREQUISITE if allowed else CriterionKind.NOT_RECOMMENDED}
        assert {c.request for c in other.criteria} == {
            c.request for c in one.criteria if c.kind is not CriterionKind.SILENT
        }
        assert (other.id, other.edition, other.section, other.pages) == (one.id, one.edition, one.section, one.pages)


def test_the_treatment_is_called_as_the_request_and_the_section_call_it(corpus: Corpus) -> None:
    massage = turned(passage(corpus, "mtus-chronic-pain-2009/massage-therapy"), MASSAGE, allowed=True)
    assert massage.sentences[0].text == "This section recommends Massage therapy, without limit or precondition."
    unnamed = turned(massage, DisputedItem(request="Copper bath"), allowed=False)
    assert unnamed.sentences[0].text == "This section does not recommend the treatments that it names in any case."


def drafted(
    corpus: Corpus, determination: Determination, *pointers: Pointer, depends_on: int | None = None
) -> DraftedItem:
    ids = ("mtus-chronic-pain-2009/massage-therapy", "mtus-acupuncture-2007/acupuncture")
    day = CaseDate(day="2014-05-02", kind=None, basis="invented")  # type: ignore[arg-type]
    found = (passage(corpus, id) for id in ids)
    return DraftedItem(
        number=1,
        item=MASSAGE.model_copy(update={"depends_on": depends_on}),
        guidelines=tuple(
            GuidelineEvidence(source=f"G{n}", passage=one, sha256=one.sha256, score=1, in_force_on=day)
            for n, one in enumerate(found, start=1)
        ),
        draft=ItemDraft(
            criteria=(),
            probability=0.5,
            determination=determination,
            rationale=(DraftSentence(text="Invented.", pointers=pointers),),
        ),
    )


G2, R1 = Pointer(source="G2", sentence=1), Pointer(source="R1", sentence=1)


def test_a_proposal_rests_on_the_passages_that_it_points_at(corpus: Corpus) -> None:
    assert governing(drafted(corpus, Determination.UPHELD, R1, G2)) == {"mtus-acupuncture-2007/acupuncture"}


def test_open_proposals_dependent_ones_and_those_without_a_passage_do_not_count(corpus: Corpus) -> None:
    assert not rests_on_passages(drafted(corpus, Determination.INSUFFICIENT, G2))
    assert not rests_on_passages(drafted(corpus, Determination.UPHELD, G2, depends_on=2))
    assert not rests_on_passages(drafted(corpus, Determination.UPHELD, R1))
    assert not rests_on_passages(DraftedItem(number=1, item=MASSAGE, draft=None))


def test_one_passage_is_turned_and_the_others_stay(corpus: Corpus, index: GuidelineIndex) -> None:
    loaded = load_case(CASES / "g01.yaml")
    drafter = ExtractiveDrafter(corpus.aliases.body_parts_shown_in)
    base = asyncio.run(draft_case(loaded, index, drafter, as_of=None, folder=CASES))
    alter = contrary_for(base)
    for item in base.items:
        found = Retrieval(evidence=item.guidelines, search=GuidelineSearch())
        for before, after in zip(found.evidence, alter(item.number, found).evidence, strict=True):
            assert (before == after) == (before.passage.id not in governing(item))
            assert after.sha256 == after.passage.sha256
            assert after.source == before.source
