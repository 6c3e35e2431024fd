"""An invented corpus, invented decisions and a suite on them, to run whole."""

from datetime import date
from pathlib import Path

from drafter.domain.citation import Citation, Cited
from drafter.domain.decision import DecidedItem, Decision, StoredDecision
from drafter.domain.determination import Determination, outcome
from drafter.domain.guideline import Tier
from drafter.domain.request_body import body_part_finder
from drafter.domain.request_parse import parse_request
from drafter.evaluation.manifest import Manifest
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.run import run_suite
from drafter.evaluation.score import score_run
from drafter.evaluation.suite import load_suite

from ..guidelines.search_world import FILES

UPHELD, OVERTURNED = Determination.UPHELD, Determination.OVERTURNED
SUITE = """\
schema: drafter-suite/1
name: invented
version: 1
about: Invented decisions on an invented corpus.
decisions: [decisions.jsonl]
corpus: corpus
"""


def cited(*sections: str, guideline: str = "High", edition: str = "2016") -> Citation:
    return Citation(tier=Tier.MTUS, guideline=guideline, edition=edition, sections=sections)


def decided(
    request: str,
    determination: Determination = UPHELD,
    *citations: Cited,
    rationale: str = "Nothing in the papers tells how the earlier days went. So the ask falls.",
) -> DecidedItem:
    return DecidedItem(
        request=request,
        determination=determination,
        claims_administrator_guideline="Decision based on MTUS High 2016.",
        reviewer_guideline="Invented.",
        rationale=rationale,
        parsed_request=parse_request(request, body_part_finder([])),
        claims_administrator_citations=(cited(),),
        reviewer_citations=citations,
    )


def letter(
    number: str, *items: DecidedItem, summary: str = "Synthetic case. A 40-year-old baker has a stiff wrist."
) -> Decision:
    return Decision(
        case_number=number,
        date_of_injury=date(2015, 5, 4),
        ur_denial_date=date(2016, 12, 9),
        clinical_summary=summary,
        items=items,
        outcome=outcome(item.determination for item in items),
    )


LETTERS = (
    letter(
        "A-1",
        decided("Copper bracelet", UPHELD, cited("Copper bracelet")),
        decided("Warm wrap", OVERTURNED, cited("Warm wrap")),
    ),
    letter("A-2", decided("Leech treatment", UPHELD, cited("Leech treatment"))),
    letter("A-3", decided("Wound school", OVERTURNED, cited("Footwear"))),
)


def write_world(folder: Path, *letters: Decision, suite: str = SUITE, more: str = "") -> Path:
    """Corpus, decisions and suite in a folder; gives the suite's file. `more` is added to the corpus' first file."""
    (folder / "corpus").mkdir()
    for name, text in FILES.items():
        (folder / "corpus" / name).write_text(text + (more if name == "high.md" else ""), encoding="utf-8")
    write_decisions(folder / "decisions.jsonl", *letters)
    (folder / "suite.yaml").write_text(suite, encoding="utf-8")
    return folder / "suite.yaml"


def write_decisions(file: Path, *letters: Decision) -> None:
    lines = [StoredDecision.of(one, "invented.txt").model_dump_json(by_alias=True) + "\n" for one in letters]
    file.write_text("".join(lines), encoding="utf-8")


def run_world(suite: Path, out: Path) -> tuple[Manifest, Metrics]:
    """Run a suite, and score the run."""
    ran = run_suite(load_suite(suite), [], out, date(2026, 1, 2), lambda done, of, failed: None)
    return ran.manifest, score_run(out)
