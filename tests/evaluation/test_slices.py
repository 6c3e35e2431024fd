from pathlib import Path

from drafter.content import folder
from drafter.domain.citation import Citation
from drafter.domain.determination import Determination
from drafter.domain.guideline import Tier
from drafter.evaluation.slices import BOILERPLATE, slices_of
from drafter.evaluation.table import ItemId
from drafter.guidelines.corpus import Corpus

from .run_world import OVERTURNED, UPHELD, cited, decided, letter

ODG = Citation(tier=Tier.ACOEM_ODG, guideline="ODG", publisher="ODG", chapter="Knee")

REMAINING = (
    "Massage of the neck 9 visits was the original request. Massage of the neck 4 visits was authorized by the Claims "
    "Administrator. The remaining IMR eligible portion of the original request, Massage of the neck 5 visits is"
)


def groups(corpus: Corpus, request: str, determination: Determination = UPHELD, *citations: Citation) -> set[str]:
    own = "Kept apart by words of its own, and by nothing that any other of these letters has to say."
    item = decided(request, determination, *citations, rationale=own)
    return set(slices_of({"A-1": letter("A-1", item)}, corpus.lexicon)[ItemId("A-1", 1)])


def test_a_drug_is_told_by_the_corpus_names(corpus: Corpus) -> None:
    assert {"kind: drug", "opioid"} <= groups(corpus, "Norco 10/325 mg, #60")
    assert "kind: drug" in groups(corpus, "Naproxen 550 mg, #60")
    assert "opioid" not in groups(corpus, "Naproxen 550 mg, #60")


def test_kinds_of_treatment(corpus: Corpus) -> None:
    for request, kind in (
        ("Right knee arthroscopy", "surgery"),
        ("Lumbar epidural steroid injection", "injection"),
        ("Postoperative Norco 10/325 mg", "drug"),
        ("MRI of the left shoulder", "test"),
        ("Physical therapy, 12 visits", "therapy"),
        ("TENS unit rental", "equipment"),
        ("Consultation with an internist", "visit or consultation"),
        ("Something nobody foresaw", "other"),
    ):
        assert f"kind: {kind}" in groups(corpus, request)


def test_a_remaining_portion_a_retrospective_and_a_dependent_item(corpus: Corpus) -> None:
    assert "retrospective" in groups(corpus, "Retrospective request for a brace, date of service 11/02/2016")
    assert "dependent" in groups(corpus, "Associated surgical service: Assistant surgeon")
    assert "remaining portion" in groups(corpus, REMAINING)
    assert "remaining portion" not in groups(corpus, "Massage, 6 visits")


def test_what_the_reviewer_decides_by(corpus: Corpus) -> None:
    assert {"by the MTUS", "guideline: High 2016"} <= groups(corpus, "Massage", UPHELD, cited("A"))
    assert {"outside the MTUS", "guideline: ODG"} <= groups(corpus, "Massage", UPHELD, ODG)
    assert "by the MTUS and outside it" in groups(corpus, "Massage", UPHELD, cited("A"), ODG)
    assert {"no guideline cited", "guideline: none cited"} <= groups(corpus, "Massage")


def test_a_partial_outcome_is_that_of_the_letter(corpus: Corpus) -> None:
    both = letter("A-1", decided("Massage"), decided("Brace", OVERTURNED))
    found = slices_of({"A-1": both}, corpus.lexicon)
    assert all("partial outcome of the letter" in one for one in found.values())


def test_a_rationale_that_two_letters_share_is_boilerplate(corpus: Corpus) -> None:
    shared = "The papers do not tell what the earlier days of this care brought. So no more of it can be allowed."
    letters = {
        "A-1": letter("A-1", decided("Massage", rationale=shared)),
        "A-2": letter("A-2", decided("Brace", rationale=shared)),
        "A-3": letter("A-3", decided("Desk", rationale="A desk is no care. It belongs to the office.")),
        "A-4": letter("A-4", decided("Tea", rationale="Tea."), decided("More tea", rationale="Tea.")),
    }
    found = slices_of(letters, corpus.lexicon)
    assert [id.letter for id, groups in found.items() if BOILERPLATE in groups] == ["A-1", "A-2"]


def test_the_shipped_suites_are_in_order() -> None:
    from drafter.evaluation.conditions.table import conditions
    from drafter.evaluation.suite import load_suite

    suites = sorted((folder("eval") / "suites").glob("*.yaml"))
    assert [suite.stem for suite in suites] == ["letters", "pairs", "synthetic"]
    for suite in suites:
        assert load_suite(Path(suite.stem)).sha256 == load_suite(suite).sha256, "also by its name"
        assert conditions(load_suite(suite).suite.conditions)
