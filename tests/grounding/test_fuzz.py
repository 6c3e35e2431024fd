"""Any text anywhere: no check breaks, every finding is of the catalogue and in its place, and twice is the same."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.domain import conclusion, dates, evidence, quantity, text
from drafter.domain.case import Dates
from drafter.domain.draft import Draft, Finding
from drafter.domain.evidence import Evidence, RecordEvidence
from drafter.domain.terms import asserts
from drafter.grounding import amounts, claims, comparison, named, pages, polarity, reading
from drafter.grounding.absence import absences_in
from drafter.grounding.absence_search import search_records
from drafter.grounding.catalogue import CATALOGUE
from drafter.grounding.examine import examine
from drafter.grounding.lints.drafted import with_lints
from drafter.grounding.lints.run import lint_signed
from drafter.grounding.quote import find_quote
from drafter.grounding.sources import Frame
from drafter.grounding.things import Things
from drafter.guidelines.aliases import parse_aliases
from drafter.guidelines.lexicon import load_lexicon
from tests.builders import evidence as evidence_of
from tests.builders import item, item_draft, passage, record
from tests.grounding.lints import letters, reasoned

CORPUS = Path(__file__).parents[2] / "guideline_corpus"
POINTERS = ("", "G1.1", "R1.1", "G1.2 R1.1", "G9.9", "R1.1 R1.2")

PIECES = (
    # numbers, units, amounts
    "8", "0", "1,000", "1,00", "4-6", "2½", "½", "٣", "２", "10/325 mg", "0/0", "5/0", "#90", "3x4", "4 x 0",
    "twelve", "a dozen",
    "one hundred and", "half", "two thirds", "visits", "sessions a week", "twice weekly for", "weeks", "30%",
    "0 %", "mg", "days",
    "VAS 8/10", "first", "2nd", "IV", "grade ii", "b.i.d.", "between 4 and 6", "from 8/10 to 4/10",
    "99999999999999999999",
    "more than", "less than 5", "decreased", "increased from", ">", "≥", "°", "L5-S1", "C5-6", "C9", "T",
    "S1 to", "once",
    # dates
    "May 2, 2014", "in May", "February 30, 2014", "2014-13-40", "0000-00-00", "13/13/13", "6/10/2013",
    "10 June", "since 2014", "1999",
    "dated October 9", "May 0, 0000", "00/00/0000", "'14", "on or about",
    # places in guidelines
    "page 60", "pages vi-ix", "pp. A-3,", "page 1-1000000", "p.", "60th page", "section",
    "the Massage therapy section", "Section(s):",
    "chapter 15", "table 9-6", "§ 9792.20", "2nd edition", "edition of 1899", "MTUS", "ACOEM", "ODG",
    "the 2014 guideline",
    "American College of", "Chronic Pain Guidelines", "Low Back Complaints", "8 CCR", "https://a.org/b",
    "www.", "webmd", "et al",
    # quotations and marks
    '"', "'", "“", "”", "«", "…", "...", "[...]", "[the worker]", "(", ")", ";", ":", ",", ".",
    "?", "!", "-", "—", "/", "\n", "\n\n",
    "\t", "\f", "\r\n", "|", "<b>", "{x}", "\\", "%s", "$", "\0", "\x85",
    # negation, absence, polarity
    "no", "not", "n't", "never", "without", "denies", "is not", "no evidence of",
    "there is no documentation of", "not documented",
    "recommended", "is not recommended", "under study", "fails to", "neither", "nor", "unless", "if",
    "whether", "but", "only",
    "lack of", "absent", "insufficient", "the record does not show", "relief", "functional improvement",
    "conservative care",
    # the case
    "the worker", "he", "she", "his/her", "Mr. X", "wife", "a 45-year-old male", "female", "left",
    "right knee", "both", "bilateral",
    "shoulder", "low back", "neck", "lumbar", "MRI", "surgery", "physical therapy", "massage", "Norco",
    "ibuprofen", "opioids",
    "epidural injection", "pain", "radiculopathy", "numbness", "G1", "R1.1", "G99.1", "R2.", "S-1",
    # the dispute
    "utilization review", "the claims administrator", "denied", "certified", "the request", "is medically necessary",
    "is not medically necessary", "Therefore,", "authorized", "remaining 2 visits", "within the limit",
    "the injury of", "industrial",
    "caused by", "not related to the accident", "accepted", "AOE", "progress report dated", "the MRI report",
    "not received",
    "the MTUS is silent on", "other guidelines", "prevails", "nerve root compromise", "post-surgical", "liability",
)  # fmt: skip
ODD = ("ﬁ", "\u00ad", "\u200b", "\u202e", "\u0301", "e\u0301", "\u0336", "\ufb1d", "א", "ا", "о",
"😀", "👩‍⚕️", "\U0010ffff", "İ", "ß", "ŉ", "ﷺ",
       "\ufffe", "\ufeff", "한", "ᄒ", "ก็", "Ⅳ", "㎎", "№", "∞", "𝟗", "²")  # fmt: skip
"""Characters that change in number when normalised or put in small letters, or that are not what they seem."""

pieces = st.sampled_from(PIECES + ODD)
sentences = st.one_of(
    st.lists(pieces, max_size=14).map(" ".join),
    st.lists(pieces, max_size=14).map("".join),
    st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=10).map(" ".join),
    st.text(max_size=60),
)
"""Sentences of the field's words in any order, run together or not, and any text that a model of the domain lets in."""
anything = st.one_of(sentences, st.text(st.characters(), max_size=40))
"""Lone surrogates too."""
quickly = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@cache
def things() -> Things:
    aliases, _ = parse_aliases((CORPUS / "aliases.yaml").read_text(encoding="utf-8"))
    assert aliases is not None
    return Things(load_lexicon(CORPUS, aliases))


def assert_in_place(findings: Sequence[Finding], rationale: Sequence[str]) -> None:
    for found in findings:
        assert found.code in CATALOGUE
        if found.span is not None:
            assert found.sentence is not None
            start, end = found.span
            assert 0 <= start <= end <= len(rationale[found.sentence - 1])


def of_case(said: str, other: str) -> Evidence:
    return evidence_of([passage(statements=["Massage is an option.", f"So {said}"])], [record("R1", other, said)])


@quickly
@given(sentences, sentences, sentences, sentences, st.sampled_from(POINTERS), st.dates(date(1, 1, 1)))
def test_any_sentence_on_any_evidence_is_examined(
    sentence: str, said: str, other: str, request: str, to: str, day: date
) -> None:
    frame = Frame(item(f"Massage {request}"), Dates(injury=day), "S-1", things=things(), parent_request=other)
    draft = item_draft((sentence, to), (other, "R1.1"))
    found = examine(1, draft, of_case(said, other), frame)
    assert_in_place(found.findings, [spoken.text for spoken in draft.rationale])
    assert len(found.states) == len(draft.rationale)
    assert found == examine(1, draft, of_case(said, other), frame)


@quickly
@given(st.lists(sentences, min_size=1, max_size=3), sentences, sentences, sentences, st.dates(date(1, 1, 1)))
def test_any_draft_is_linted(rationale: list[str], said: str, request: str, cited: str, day: date) -> None:
    of = item(
        f"Massage {request}",
        quantities={"remaining": f"2 {request}"},
        claims_administrator_guideline=f"ODG {cited}",
        physician_guideline=f"MTUS {cited}",
    )
    given_to = [(one, POINTERS[n + 1]) for n, one in enumerate(rationale)]
    drafted = reasoned.drafted(*given_to, of=of, passages=[passage(section=f"Massage {cited}")])
    records: list[RecordEvidence] = [record("R1", said, day=day)]
    draft: Draft = reasoned.draft(drafted, records=records, summary=said, injury=day)
    linted = with_lints(draft, things())
    assert linted.items[0].draft is not None
    assert_in_place([*linted.findings, *linted.items[0].findings], [s.text for s in linted.items[0].draft.rationale])
    assert linted == with_lints(draft, things())


@quickly
@given(st.lists(sentences, max_size=4), sentences, sentences, st.dates(date(1, 1, 1)))
def test_any_signed_letter_is_linted(rationale: list[str], request: str, summary: str, day: date) -> None:
    written = letters.item(" ".join(rationale), letters.ODG, request=request, remaining=summary, text=request)
    letter = reasoned.letter(written, written, summary=summary, injury=day, ur_denial=day)
    found = lint_signed(letter, things())
    assert_in_place(found, [sentence.text for sentence in written.sentences])
    assert found == lint_signed(letter, things())


@quickly
@given(sentences, sentences)
def test_any_record_is_searched_for_anything(missing: str, said: str) -> None:
    for absence in absences_in(f"There is no documentation of {missing}."):
        receipt = search_records(absence, [record("R1", said)], things().lexicon, sentence=1)
        assert {place.source for place in receipt.contradicted_by} <= {"R1"}


READERS: tuple[Callable[[str], object], ...] = (
    text.normal_form,
    text.split_sentences,
    dates.find_dates,
    dates.ur_denial_in,
    quantity.find_courses,
    lambda given: quantity.requested_amount(given, "visit"),
    conclusion.verdicts,
    lambda given: asserts(given, ["pain", "massag*"]),
    lambda given: amounts.amounts_in(reading.read(given).text),
    lambda given: named.title_words_in(reading.read(given).text),
    lambda given: pages.pages_in(reading.read(given).text),
    lambda given: list(claims.titles_in(given)),
    lambda given: polarity.conflicts(given, ["Massage is not recommended.", given]),
    lambda given: things().strengths_differ(given),
)


@pytest.mark.parametrize("reader", READERS)
@quickly
@given(anything)
def test_any_text_is_read(reader: Callable[[str], object], given_text: str) -> None:
    reader(given_text)


@quickly
@given(anything)
def test_every_place_told_lies_in_the_text(given_text: str) -> None:
    spans = reading.disguised(given_text)
    spans += [(one.start, one.end) for one in comparison.wrong_comparisons(given_text)]
    spans += [(one.start, one.end) for one in absences_in(given_text)]
    spans += [(one.start, one.end) for one in things().wrong(given_text, ["left knee"], "", None)]
    for start, end in spans:
        assert 0 <= start < end <= len(given_text)
    plain = reading.read(given_text)
    for start, end in zip(plain.starts, plain.ends, strict=True):
        assert 0 <= start < end <= len(given_text)
    for sentence in text.split_sentences(given_text):
        assert given_text[sentence.start : sentence.end] == sentence.text


@quickly
@given(anything, anything)
def test_any_quotation_is_looked_up_in_any_source(quoted: str, source: str) -> None:
    found = find_quote(quoted, source)
    for start, end in (*found.spans, *([found.nearest] if found.nearest else [])):
        assert 0 <= start < end <= len(source)
    assert evidence.clinical_sentences([]) == []
