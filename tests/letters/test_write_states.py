"""The part for the reviewer shows what is left to judge, and each search with what speaks against it."""

import re
from functools import cache

import pytest

from drafter.domain.case import Parties
from drafter.domain.draft import (
    AbsenceSearch,
    Draft,
    DraftSentence,
    Finding,
    Pointer,
    SearchedRecord,
    SentenceState,
    Severity,
)
from drafter.domain.evidence import RecordSentence
from drafter.letters.publish import published
from drafter.letters.view import ALL_BUT_COVER, Shown
from drafter.letters.write import render_letter
from drafter.settings import settings
from tests.letters.drafts import synthetic_draft
from tests.letters.markup import read_markup
from tests.letters.rendered import rendered, words_of

TEMPLATES = settings().templates
FORMS = ("txt", "html", "docx", "pdf")
WITHOUT = Shown(evidence=False)
C, S, U, F = SentenceState.COPIED, SentenceState.SET, SentenceState.UNJUDGED, SentenceState.FLAGGED
RECORDS = (
    SearchedRecord(source="R1", title="clinical summary", pages=None, sentences=3),
    SearchedRecord(source="R2", title="progress report of October 9, 2014", pages=2, sentences=1),
)


def pointer(label: str) -> Pointer:
    source, sentence = label.split(".")
    return Pointer(source=source, sentence=int(sentence))


def absence(sentence: int, missing: str, *terms: str, against: tuple[str, ...] = ()) -> AbsenceSearch:
    return AbsenceSearch(
        sentence=sentence,
        missing=missing,
        terms=terms,
        searched=RECORDS,
        contradicted_by=tuple(map(pointer, against)),
    )


def checked_draft(**changes: object) -> Draft:
    """The item on massage with states, a finding to read beside evidence that nothing else names, and two searches."""
    whole = synthetic_draft()
    item = whole.items[1]
    beside = tuple(map(pointer, ("G2.1", "G3.1", "R2.1")))
    update = {
        "guidelines": (*item.guidelines, item.guidelines[0].model_copy(update={"source": "G3"})),
        "states": (U, F, C, U, S),
        "absences": (
            absence(3, "exercise program", "exercis*", "home program", against=("R2.2", "R1.2")),
            absence(4, "pain diary", "diar*"),
        ),
        "findings": tuple(
            finding.model_copy(update={"beside": beside}) if finding.code == "page-not-cited" else finding
            for finding in item.findings
        ),
    }
    return synthetic_draft(items=(item.model_copy(update=update | changes),), findings=())


@cache
def checked(form: str, shown: Shown = ALL_BUT_COVER) -> str:
    """The words of the letter of `checked_draft`."""
    return plain(checked_draft(), form, shown)


def plain(draft: Draft, form: str, shown: Shown = ALL_BUT_COVER) -> str:
    """The words of a letter on one line."""
    words = words_of(render_letter(draft, form, TEMPLATES, shown).content, form)
    return re.sub(r" DRAFT, page \d+ of \d+|DRAFT (DRAFT: proposed, not decided, not signed )", "", words)


@pytest.mark.parametrize("form", FORMS)
def test_an_item_counts_its_sentences_by_state_and_names_those_to_judge(form: str) -> None:
    counted = (
        "5 sentences: 1 copied from the evidence by code, 1 set sentence, 2 to be judged beside their sources, "
        "1 with a finding against it. To judge: sentence 1, sentence 4."
    )
    assert checked(form).count(counted) == 1
    assert counted in checked(form, WITHOUT)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((C, C, S, S, S), "5 sentences: 2 copied from the evidence by code, 3 set sentences. F"),
        ((U,), "1 sentence: 1 to be judged beside its sources. To judge: sentence 1. F"),
        ((F, F), "2 sentences: 2 with a finding against them. F"),
    ],
    ids=["none to judge", "one", "flagged"],
)
def test_only_the_states_there_are_are_counted(states: tuple[SentenceState, ...], said: str) -> None:
    assert said in plain(checked_draft(states=states), "txt")


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_to_judge_is_marked_in_the_rationale_only_where_the_evidence_is_shown(form: str) -> None:
    letter = checked(form)
    assert letter.count("[U]") == 2
    assert "4 to 6 visits. [G1.2] [U] Passive treatment" in letter
    assert "than that limit allows. [G1.2] [U] Therefore, the request" in letter
    assert "[U]" not in checked(form, WITHOUT)


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_without_states_counts_none(form: str) -> None:
    letter = plain(synthetic_draft(), form)
    assert not re.search(r"\d sentences?: ", letter)
    assert "[U]" not in letter
    assert "SEARCHES" not in letter.upper()


def test_fewer_states_than_sentences_mark_those_that_have_one() -> None:
    letter = plain(checked_draft(states=(U, U)), "txt")
    assert letter.count("[U]") == 2
    assert plain(checked_draft(states=(C,) * 5 + (U,) * 2), "txt").count("[U]") == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_finding_names_what_to_read_beside_it(form: str) -> None:
    shown, without = checked(form), checked(form, WITHOUT)
    assert "not a page of the passage pointed at. Read beside it: G2.1, G3.1, R2.1 To mend: Name page 98" in shown
    assert shown.count("Read beside it") == 1
    assert "Read beside it" not in without


@pytest.mark.parametrize("form", FORMS)
def test_what_a_finding_or_a_search_points_at_stands_in_the_evidence(form: str) -> None:
    letter = checked(form)
    evidence = letter[letter.upper().rindex(" EVIDENCE ") :]
    assert "Also retrieved" not in evidence
    assert evidence.count("Gains fade within months.") == 2
    assert "The worker reports pain in neck and low back." in evidence
    assert "sleep was poor and the mood low" in evidence


@pytest.mark.parametrize("form", FORMS)
def test_a_receipt_tells_what_was_looked_for_where_and_what_speaks_against_it(form: str) -> None:
    letter = checked(form)
    assert (
        "Sentence 3 says that this is not in the record: exercise program Looked for: exercis*, home program "
        "Searched: R1 clinical summary (3 sentences); R2 progress report of October 9, 2014 (2 pages, 1 sentence) "
        "Against it: R2.2, R1.2 Sentence 4 says that this is not in the record: pain diary Looked for: diar* "
        "Searched: the same documents as above Against it: nothing found"
    ) in letter
    assert "Against it: 2 sentences Sentence 4 says" in checked(form, WITHOUT)


@pytest.mark.parametrize("form", FORMS)
def test_a_receipt_of_nothing_says_so(form: str) -> None:
    empty = AbsenceSearch(sentence=9, missing="", terms=(), searched=())
    assert (
        "Sentence 9 says that something is not in the record, and does not name it Looked for: no word that could be "
        "looked for Searched: no document Against it: nothing found"
    ) in plain(checked_draft(absences=(empty, empty)), form)


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("shown", [Shown(), WITHOUT], ids=["all", "without evidence"])
def test_findings_and_searches_read_the_same_in_every_form(form: str, shown: Shown) -> None:
    def parts(letter: str) -> list[str]:
        found = re.findall(r" FINDINGS (.*?) CRITERIA | SEARCHES (.*?) EVIDENCE ", letter)
        return ["".join(part) for part in found]

    text = parts(checked("txt", shown))
    assert len(text) == 2
    assert parts(checked(form, shown)) == text


@pytest.mark.parametrize("shown", [Shown(), WITHOUT], ids=["all", "without evidence"])
def test_every_link_leads_to_one_place_and_back(shown: Shown) -> None:
    letter = rendered(checked_draft(), "html", TEMPLATES, shown)
    markup = read_markup(letter)
    assert len(markup.ids) == len(set(markup.ids))
    links = {dict(attributes)["href"] for attributes in markup.attributes("a")}
    assert {(link or "").removeprefix("#") for link in links} <= set(markup.ids)
    if shown.evidence:
        assert {"#item-2-G3-1", "#item-2-R2-1", "#item-2-R2-2", "#item-2-absence-1", "#item-2-states"} <= links
        used = letter[letter.index('id="item-2-G1-2"') :]
        assert ">sentence 1 (to judge)<" in used[: used.index("</li>")]


def test_a_finding_about_the_case_has_its_evidence_under_the_case() -> None:
    wide = Finding(
        code="date-from-summary",
        severity=Severity.NOTE,
        message="Read in the summary.",
        mend="Give it.",
        beside=(pointer("R1.2"), pointer("R1.99")),
    )
    draft = synthetic_draft(findings=(wide,))
    for form in FORMS:
        letter = plain(draft, form)
        assert "Read beside it: R1.2, R1.99?" in letter
        evidence = letter[letter.upper().rindex(" EVIDENCE ") :]
        assert evidence.index("The case as a whole") < evidence.index("sleep was poor") < evidence.index("Consultation")
    assert "case-R1-2" in read_markup(rendered(draft, "html", TEMPLATES)).ids


HOSTILE = "<b id='x'>{{ 7*7 }}</b> \"] #panic(1) \\ \u202e\x07 & {%p endif %}"


@pytest.mark.parametrize("form", FORMS)
def test_what_a_receipt_and_a_sentence_hold_stays_text(form: str) -> None:
    record = synthetic_draft().records[1]
    said = RecordSentence(number=2, text=HOSTILE)
    search = AbsenceSearch(
        sentence=1,
        missing=HOSTILE,
        terms=(HOSTILE, "b"),
        searched=(SearchedRecord(source="R2", title=HOSTILE, sentences=1),),
        contradicted_by=(pointer("R2.2"),),
    )
    item = checked_draft().items[0]
    assert item.draft is not None
    sentences = (DraftSentence(text=HOSTILE), *item.draft.rationale[1:])
    item = item.model_copy(
        update={"absences": (search,), "draft": item.draft.model_copy(update={"rationale": sentences})}
    )
    records = (synthetic_draft().records[0], record.model_copy(update={"sentences": (*record.sentences[:1], said)}))
    letter = plain(synthetic_draft(items=(item,), records=records), form)
    shown = "<b id='x'>{{ 7*7 }}</b> \"] #panic(1) \\ & {%p endif %}"
    assert f"says that this is not in the record: {shown} Looked for: {shown}, b Searched: R2 {shown} (1 sentence)" in (
        letter
    )
    assert f"Decision rationale: {shown} [U]" in letter


def test_documents_searched_are_listed_once_in_a_row_also_over_items() -> None:
    first, second = checked_draft().items[0], checked_draft().items[0].model_copy(update={"number": 3})
    other = absence(1, "brace", "brace*").model_copy(update={"searched": RECORDS[:1]})
    second = second.model_copy(update={"absences": (absence(1, "splint", "splint*"), other)})
    letter = plain(synthetic_draft(items=(first, second)), "txt")
    assert letter.count("Searched: R1 clinical summary (3 sentences); R2") == 1
    assert "splint Looked for: splint* Searched: the same documents as above" in letter
    assert "brace Looked for: brace* Searched: R1 clinical summary (3 sentences) Against it" in letter


def test_html_folds_a_long_list_of_documents() -> None:
    many = tuple(SearchedRecord(source=f"R{n}", title="notes", pages=1, sentences=2) for n in range(1, 8))
    draft = checked_draft(absences=(absence(3, "diary", "diar*").model_copy(update={"searched": many}),))
    letter = rendered(draft, "html", TEMPLATES)
    searches = letter[letter.index('<section id="searches"') : letter.index('<section id="evidence"')]
    assert "<summary>Searched: 7 documents, 14 sentences</summary>R1 notes (1 page, 2 sentences); R2" in searches
    few = rendered(checked_draft(), "html", TEMPLATES)
    assert "<details" not in few[few.index('<section id="searches"') : few.index('<section id="evidence"')]


def test_a_receipt_names_no_party_in_a_letter_for_others() -> None:
    search = absence(3, "diary of Rosa Quillfeather", "Quillfeather diar*")
    draft = published(checked_draft(absences=(search,)), Parties(employee="Rosa Quillfeather"))
    letter = plain(draft, "txt")
    assert "not in the record: diary of the employee Looked for: the employee diar*" in letter
    assert "Quillfeather" not in letter
