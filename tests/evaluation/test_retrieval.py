from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from drafter.domain.citation import Citation, Cited, NoEvidenceCited
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination, Outcome
from drafter.domain.guideline import Tier
from drafter.domain.request_body import body_part_finder
from drafter.domain.request_parse import parse_request
from drafter.errors import GuidelineError
from drafter.evaluation.retrieval import RetrievalReport, figures
from drafter.evaluation.retrieval_run import OURS, OURS_SHOWN, items_of, score_retrieval
from drafter.guidelines.corpus import load_corpus
from drafter.guidelines.index import build_index, open_index

from ..guidelines.search_world import FILES

X = "CM16-0000001"
PLANTED = f"""
## Copper bath

```yaml section
title_source: ["as cited in decision {X}"]
```

- A copper bath is an option.
  - source: as stated in decision {X}
"""


def mtus(*sections: str, guideline: str = "High", edition: str = "2016") -> Citation:
    return Citation(tier=Tier.MTUS, guideline=guideline, edition=edition, sections=sections)


def letter(number: str, *items: tuple[str, Cited]) -> Decision:
    """An invented signed letter that cites these for these requests."""
    return Decision(
        case_number=number,
        ur_denial_date=date(2016, 12, 9),
        clinical_summary="Synthetic case. Pain.",
        items=tuple(
            DecidedItem(
                request=request,
                determination=Determination.UPHELD,
                claims_administrator_guideline=None,
                reviewer_guideline="Invented.",
                rationale="Invented.",
                parsed_request=parse_request(request, body_part_finder([])),
                reviewer_citations=(cited,),
            )
            for request, cited in items
        ),
        outcome=Outcome.UPHELD,
    )


@pytest.fixture
def score(tmp_path: Path) -> Callable[..., RetrievalReport]:
    """Scores decisions against the invented corpus, with further text in its first file."""

    def run(*decisions: Decision, more: str = "", baselines: bool = False) -> RetrievalReport:
        corpus = tmp_path / "corpus"
        corpus.mkdir()
        for name, text in FILES.items():
            (corpus / name).write_text(text + (more if name == "high.md" else ""), encoding="utf-8")
        loaded = load_corpus(corpus)
        build_index(loaded, tmp_path / "index")
        with open_index(tmp_path / "index", loaded) as index:
            return score_retrieval(index, decisions, baselines=baselines)

    return run


def test_a_fact_planted_from_a_letter_does_not_help_that_letter(score: Callable[..., RetrievalReport]) -> None:
    report = score(
        letter(X, ("Copper bath", mtus("Copper bath"))),
        letter("CM16-0000002", ("Copper bath", mtus("Copper bath"))),
        more=PLANTED,
    )
    by_name = {one.name: one for one in report.figures}
    assert by_name[OURS].section_first.hits == 1
    assert by_name[OURS_SHOWN].section_first.hits == 2
    own, other = report.items
    assert (own.letter, own.section_rank, own.missed_because) == (X, None, "section not in the corpus")
    assert (other.section_rank, other.missed_because) == (1, None)


@pytest.mark.parametrize(
    ("request_text", "cited", "reason"),
    [
        ("Copper bracelet", mtus("Copper bracelet", guideline="Unheard of"), "edition not in the corpus"),
        ("Copper bracelet", mtus("Unheard of"), "section not in the corpus"),
        ("Wound school", mtus("Wound school"), "left out of scope"),
        ("Copper bracelet", mtus("Leech treatment"), "not near the request"),
        ("Copper bracelet", mtus("Copper bracelet"), None),
        ("Copper bracelet", mtus(), None),
    ],
)
def test_every_miss_has_its_reason(
    score: Callable[..., RetrievalReport], request_text: str, cited: Citation, reason: str | None
) -> None:
    (item,) = score(letter("CM16-0000002", (request_text, cited))).items
    assert item.missed_because == reason


def test_items_that_cite_nothing_of_the_mtus_are_not_scored(score: Callable[..., RetrievalReport]) -> None:
    outside = Citation(tier=Tier.ACOEM_ODG, guideline="Low", edition="2016")
    mixed = letter(
        "CM16-0000002",
        ("Copper bracelet", mtus("Copper bracelet")),
        ("Singing bowl", outside),
        ("Leech treatment", NoEvidenceCited()),
    )
    assert [one.number for one in items_of([mixed])] == [1]
    with pytest.raises(GuidelineError, match="none of these decisions cites the MTUS"):
        score(letter("CM16-0000003", ("Singing bowl", outside)))


def test_the_plainer_ways_are_measured_on_the_same_items(score: Callable[..., RetrievalReport]) -> None:
    report = score(letter("CM16-0000002", ("Copper bracelet", mtus("Copper bracelet"))), baselines=True)
    assert len(report.figures) == 8
    assert {one.items for one in report.figures} == {1}
    assert all(one.section_in_5.hits == 1 for one in report.figures)


def test_a_section_found_by_title_alone_counts_apart(score: Callable[..., RetrievalReport]) -> None:
    report = score(letter("CM16-0000002", ("Leech treatment", mtus("Leech treatment"))))
    assert report.figures[0].found_by_title_alone == 1
    assert report.figures[0].section_first.hits == 1
    assert (report.corpus_passages, report.held) == (10, 9)


def test_figures_count_items_and_letters() -> None:
    assert figures("none", []).guideline_in_3.n == 0
