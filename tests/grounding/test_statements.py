"""The sentences that the built-in drafter sets from the guideline: none has a finding, and none may be bent."""

import pytest

from drafter.domain.determination import Determination
from drafter.domain.draft import DraftSentence, Finding
from drafter.domain.evidence import Evidence
from drafter.drafting.prose import guideline_says
from drafter.grounding.check import check_item
from drafter.grounding.sentences import SentenceCheck
from drafter.grounding.sources import Sources
from drafter.guidelines.corpus import Corpus
from tests.builders import evidence, item_draft, passage, pointers
from tests.grounding.world import FRAME


def checked(sentence: DraftSentence, of: Evidence, determination: Determination) -> list[Finding]:
    closing = f"Therefore, the request is {'not ' if determination is Determination.UPHELD else ''}medically necessary."
    draft = item_draft(closing=closing, determination=determination)
    draft = draft.model_copy(update={"rationale": (sentence, *draft.rationale)})
    return [finding for finding in check_item(1, draft, of, FRAME) if finding.sentence == 1]


def test_no_statement_of_the_shipped_corpus_has_a_finding_when_the_drafter_gives_it(corpus: Corpus) -> None:
    seen = 0
    for held in corpus.passages:
        of = evidence([held])
        sources = Sources(of)
        for statement in held.sentences:
            said = guideline_says(of.guidelines[0], statement.number)
            for determination in (Determination.UPHELD, Determination.OVERTURNED):
                assert checked(said, of, determination) == [], said.text
            # Nor has what a model makes of it, which is read claim by claim.
            told = said.model_copy(update={"text": f"Under {said.text}"})
            assert list(SentenceCheck(1, 1, told, sources, FRAME).findings()) == [], told.text
            seen += 1
    assert seen > 500


TITLES = ["Part 1: Introduction", "Part 2: Scope, Aims; Terms", "Opioids vs. NSAIDs", "Phase II care",
          "Two-level fusion", 'The "red flags"', "First-line drugs", "Part IV. Outlook"]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_title_with_marks_and_numbers_in_it_is_named_as_it_stands(title: str) -> None:
    of = evidence([passage(section=title), passage(section="Part 1: Outlook")])
    said = guideline_says(of.guidelines[0], 2)
    assert checked(said, of, Determination.UPHELD) == []
    told = said.model_copy(update={"text": f"Under {said.text}"})
    assert checked(told, of, Determination.UPHELD) == []


@pytest.mark.parametrize(
    "other",
    ["Part 1: Outlook", "Part 1: Introductions", "Part 1: Introduction-like", "Part 2: Introduction", "Part 1:"],
)
def test_another_title_that_begins_alike_is_an_error(other: str) -> None:
    of = evidence([passage(section="Part 1: Introduction")])
    text = guideline_says(of.guidelines[0], 2).text.replace("Part 1: Introduction", other)
    found = checked(DraftSentence(text=text, pointers=pointers("G1.2")), of, Determination.UPHELD)
    assert "section-unsupported" in [finding.code for finding in found]


NECESSARY = "Tests that go with a course are part of a medically necessary program."


def test_a_statement_on_necessity_given_whole_is_not_the_letters_conclusion() -> None:
    of = evidence([passage(statements=[NECESSARY, "Massage is for short use."])])
    said = guideline_says(of.guidelines[0], 1)
    for determination in Determination:
        assert checked(said, of, determination) == []
    for text, to in (
        (NECESSARY, "G1.1"),
        (f"The guideline, section Massage therapy: {NECESSARY}", "G1.1"),
        (f"{said.text} The request is medically necessary.", "G1.1"),
        (said.text.replace("Tests", "Massages"), "G1.1"),
        (said.text, "G1.2"),
        (said.text, "G1.1 G1.2"),
        (said.text, "G2.1"),
    ):
        found = checked(DraftSentence(text=text, pointers=pointers(to)), of, Determination.UPHELD)
        assert "conclusion-differs" in [finding.code for finding in found], text


def test_a_bent_statement_is_found_as_before() -> None:
    of = evidence([passage(), passage(section="Acupuncture")])
    said = guideline_says(of.guidelines[0], 2).text
    for true, false in (("2009", "2016"), ("page 60", "page 61"), ("Massage therapy", "Acupuncture"), ("6", "12")):
        assert true in said
        bent = DraftSentence(text=said[::-1].replace(true[::-1], false[::-1], 1)[::-1], pointers=pointers("G1.2"))
        assert checked(bent, of, Determination.UPHELD), bent.text
