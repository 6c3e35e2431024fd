"""A clinical summary that was drafted is shown as such, with its marks; and what was written anew is told."""

import re
from functools import cache
from pathlib import Path

import pytest

from drafter.domain.case import RecordType
from drafter.domain.draft import (
    AbsenceSearch,
    Draft,
    DraftedSummary,
    DraftSentence,
    Finding,
    Pointer,
    Repair,
    SearchedRecord,
    SentenceState,
    Severity,
)
from drafter.letters.edited_rationale import read_edited
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.decisions import synthetic_decision
from tests.letters.drafts import synthetic_draft
from tests.letters.markup import read_markup
from tests.letters.rendered import rendered, words_of

TEMPLATES = settings().templates
FORMS = ("txt", "html", "docx", "pdf")
NOTE = "The case file holds no clinical summary. This one was drafted from the records, for the reviewer to correct."
LEAD_IN = "drawn from the case file:"


def sentence(text: str, *labels: str) -> DraftSentence:
    pointers = (label.split(".") for label in labels)
    return DraftSentence(text=text, pointers=tuple(Pointer(source=s, sentence=int(n)) for s, n in pointers))


SUMMARY = DraftedSummary(
    sentences=(
        sentence("The employee hurt the neck and the low back.", "R2.1"),
        sentence("Low mood has lasted for 3 years.", "R2.2", "R7.1"),
        sentence("The worker reports pain in neck and low back.", "R2.1"),
    ),
    states=(SentenceState.UNJUDGED, SentenceState.FLAGGED, SentenceState.COPIED),
    findings=(
        Finding(
            code="number-unsupported",
            severity=Severity.ERROR,
            sentence=2,
            span=(25, 32),
            beside=(Pointer(source="R1", sentence=2),),
            message="3 years is not in the evidence pointed at",
            mend="Correct the number.",
        ),
    ),
)
DENIED = sentence("No exercise program is described.", "R2.1")
SEARCH = AbsenceSearch(
    sentence=4,
    missing="exercise program",
    terms=("exercis*", "home program"),
    searched=(SearchedRecord(source="R2", title="progress report of October 9, 2014", pages=2, sentences=2),),
    contradicted_by=(Pointer(source="R1", sentence=3),),
    nearest=(Pointer(source="R1", sentence=1),),
)
REPAIRS = (
    Repair(
        round=1,
        sentence=1,
        before=sentence("A course of massage ends after 9 visits.", "G1.2"),
        codes=("number-unsupported", "pointer-unrelated"),
    ),
    Repair(round=1, sentence=5, before=None, codes=("conclusion-missing",)),
    Repair(round=2, sentence=None, before=None, codes=("criteria-differ",)),
)


def draft(summary: DraftedSummary = SUMMARY, repairs: tuple[Repair, ...] = REPAIRS) -> Draft:
    """The synthetic draft without the case's own summary, with a drafted one, and an item of which parts are anew."""
    whole = synthetic_draft()
    first = whole.records[0].model_copy(update={"type": RecordType.CONSULTATION, "id": "consultation"})
    items = (whole.items[0], whole.items[1].model_copy(update={"repairs": repairs}), *whole.items[2:])
    return synthetic_draft(clinical_summary=None, summary=summary, records=(first, *whole.records[1:]), items=items)


def words(source: Draft, form: str, shown: Shown = ALL_BUT_COVER) -> str:
    return words_of(render_letter(source, form, TEMPLATES, shown).content, form)


@cache
def letter(form: str) -> str:
    return words(draft(), form)


@pytest.mark.parametrize("form", FORMS)
def test_the_drafted_summary_stands_in_its_section_and_is_said_to_be_drafted(form: str) -> None:
    section = letter(form).partition("CLINICAL CASE SUMMARY")[2].partition("IMR ISSUES")[0]
    assert section.index(NOTE) < section.index(LEAD_IN) < section.index("The employee hurt the neck")
    assert "the reviewer writes it" not in section


@pytest.mark.parametrize("form", FORMS)
def test_each_sentence_of_it_is_followed_by_its_marks(form: str) -> None:
    assert (
        "The employee hurt the neck and the low back. [R2.1] [U] "
        "Low mood has lasted for 3 years. [R2.2, R7.1?] [F2] "
        "The worker reports pain in neck and low back. [R2.1]"
    ) in letter(form)


@pytest.mark.parametrize("form", FORMS)
def test_findings_on_it_follow_those_on_the_case_and_are_numbered_on(form: str) -> None:
    part = letter(form)[letter(form).index("FOR THE REVIEWER") :]
    part = part[: re.search("item 2: massage|item 2 massage", part, re.IGNORECASE).start()].lower()  # type: ignore[union-attr]
    assert re.search(r"f1 warning date-from-summary.*the drafted clinical summary.*f2 error number-unsupported", part)
    counted = "3 sentences: 1 copied from the evidence by code, 1 to be judged beside its sources, 1 with a finding"
    assert counted in part
    assert "to judge: sentence 1." in part
    assert "read beside it: r1.2" in part


@pytest.mark.parametrize("form", FORMS)
def test_what_it_points_at_is_shown_with_the_evidence(form: str) -> None:
    evidence = letter(form)[
        letter(form).upper().rindex("EVIDENCE A SENTENCE WITH >" if form != "html" else "EVIDENCE THE") :
    ]
    of_summary = evidence[evidence.index("The drafted clinical summary") :]
    of_summary = of_summary[: re.search("Item 1:? Consultation", of_summary).start()]  # type: ignore[union-attr]
    assert "The worker reports pain in neck and low back." in of_summary
    assert "Worry and low mood have lasted more than a year." in of_summary
    assert "R1 consultation report" in of_summary


@pytest.mark.parametrize("form", FORMS)
def test_without_the_evidence_its_findings_stay_and_its_marks_go(form: str) -> None:
    plain = words(draft(), form, Shown(evidence=False))
    assert "and the low back. Low mood has lasted for 3 years. [F2] The worker reports" in plain


@pytest.mark.parametrize("form", FORMS)
def test_what_was_written_anew_is_told_in_a_line_each(form: str) -> None:
    part = letter(form)[letter(form).upper().rindex("WRITTEN ANEW WHAT WAS") :]
    assert (
        "Sentence 1 (round 1), after number-unsupported, pointer-unrelated; it read: “A course of massage ends after "
        "9 visits.” Sentence 5 (round 1), after conclusion-missing; it was missing "
        "Criteria (round 2), after criteria-differ "
    ) in part


@pytest.mark.parametrize("form", FORMS)
def test_what_was_written_anew_of_the_summary_comes_first(form: str) -> None:
    anew = Repair(round=1, sentence=2, before=sentence("Low mood has lasted for 9 years.", "R2.2"), codes=("polarity",))
    told = words(draft(SUMMARY.model_copy(update={"repairs": (anew,)})), form)
    part = told[told.upper().rindex("WRITTEN ANEW WHAT WAS") :]
    line = (
        "The drafted clinical summary Sentence 2 (round 1), after polarity; it read: “Low mood has lasted for 9 years.”"
    )
    assert part.index(line) < part.index("Sentence 1 (round 1)")
    alone = words(draft(SUMMARY.model_copy(update={"repairs": (anew,)}), ()), form)
    assert line in alone[alone.upper().rindex("WRITTEN ANEW WHAT WAS") :]


@pytest.mark.parametrize("form", FORMS)
def test_the_search_behind_what_it_says_is_not_there_is_shown(form: str) -> None:
    update = {
        "sentences": (*SUMMARY.sentences, DENIED),
        "states": (*SUMMARY.states, SentenceState.UNJUDGED),
        "absences": (SEARCH,),
    }
    plain = words(draft(SUMMARY.model_copy(update=update)), form)
    part = plain[plain.upper().rindex("SEARCHES FOR EACH") :]
    assert "The drafted clinical summary Sentence 4 says that this is not in the record: exercise program" in part
    assert "Looked for: exercis*, home program" in part
    assert "Against it: R1.3" in part
    assert "No exercise program is on file." in part


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_without_them_shows_neither(form: str) -> None:
    plain = words(synthetic_draft(), form)
    for absent in ("drafted clinical summary", "drafted from the records", "WRITTEN ANEW", "Written anew"):
        assert absent not in plain


@pytest.mark.parametrize("form", FORMS)
def test_a_summary_of_the_case_file_is_never_shown_beside_a_drafted_one(form: str) -> None:
    both = draft().model_copy(update={"clinical_summary": "Told by the case file."})
    plain = words(both, form)
    assert "Told by the case file." in plain
    assert "Low mood has lasted for 3 years." not in plain


@pytest.mark.parametrize("form", FORMS)
def test_a_signed_letter_has_no_mark_of_a_draft(form: str) -> None:
    plain = words_of(render_letter(synthetic_decision(), form, TEMPLATES).content, form)
    assert "drafted" not in plain
    assert not re.search(r"\[[RGUF]\d", plain)


def test_every_link_of_the_html_leads_to_one_place() -> None:
    markup = read_markup(rendered(draft(), "html", TEMPLATES))
    assert len(markup.ids) == len(set(markup.ids))
    links = {str(dict(attributes)["href"]).removeprefix("#") for attributes in markup.attributes("a")}
    assert {"summary-R2-1", "summary-sentence-1", "summary-states", "summary-R1-2", "finding-2"} <= links
    assert links <= set(markup.ids)


def test_evidence_leads_back_to_the_summary_and_says_what_is_to_judge() -> None:
    page = rendered(draft(), "html", TEMPLATES)
    used = page[page.index('id="summary-R2-1"') :]
    used = used[: used.index("</li>")]
    assert re.findall(r'href="#([^"]+)"', used) == ["summary-sentence-1", "summary-sentence-3"]
    assert "sentence 1 (to judge) in the clinical summary" in used


def test_what_a_summary_or_an_old_sentence_holds_is_never_markup() -> None:
    hostile = '<b>&amp;</b> {{ letter }} #panic("x") [*b*] \\u{41} "'
    summary = SUMMARY.model_copy(update={"sentences": (sentence(hostile, "R2.1"), *SUMMARY.sentences[1:])})
    repairs = (Repair(round=1, sentence=1, before=sentence(hostile), codes=("number-unsupported",)),)
    for form in FORMS:
        assert words(draft(summary, repairs), form).count(hostile) == 2


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_the_items_of_its_letter_are_read_back(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"letter.{form}"
    path.write_bytes(render_letter(draft(), form, TEMPLATES).content)
    edited = read_edited(path, draft()).rationales
    assert list(edited) == [1, 2, 3]
    assert edited[1].text.startswith("The guideline supports a referral")


def test_txt_is_tidy() -> None:
    page = rendered(draft(), "txt", TEMPLATES)
    assert all(len(row) <= 78 and row == row.rstrip() for row in page.split("\n"))
    assert "\n\n\n" not in page
