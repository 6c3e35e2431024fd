"""Invented letters in many forms and exports: what was written is read, field by field."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.domain.decision import Decision
from tests.letters.letter_files import pdf_letter, word_letter
from tests.letters.letter_texts import expected, export, invented, render
from tests.letters.reading import read, read_text

_RANDOM = st.integers(min_value=0).map(Random)


def _as_expected(decision: Decision) -> dict[str, object]:
    fields: dict[str, object] = decision.model_dump(
        include={
            "case_number",
            "date_assigned",
            "date_of_injury",
            "decision_date",
            "ur_denial_date",
            "application_received",
            "licensure",
            "specialty",
            "clinical_summary",
        }
    )
    return fields | {
        "priority": decision.priority and str(decision.priority),
        "items": [
            (
                item.request,
                str(item.determination),
                item.claims_administrator_guideline,
                item.reviewer_guideline,
                item.rationale,
            )
            for item in decision.items
        ],
    }


@settings(max_examples=250, deadline=None)
@given(_RANDOM)
def test_text_in_any_export_reads_as_written(rng: Random) -> None:
    how = export(rng)
    letter = invented(rng, plain=not how.shows_paragraphs)
    assert _as_expected(read_text(render(letter, how, rng)).decision) == expected(letter)


@settings(max_examples=60, deadline=None)
@given(_RANDOM)
def test_pdf_with_bold_requests_reads_as_written(rng: Random) -> None:
    letter = invented(rng)
    assert _as_expected(_read_file("letter.pdf", pdf_letter(letter, rng))) == expected(letter)


@settings(max_examples=25, deadline=None)
@given(_RANDOM)
def test_word_document_reads_as_written(rng: Random) -> None:
    letter = invented(rng)
    assert _as_expected(_read_file("letter.docx", word_letter(letter, rng))) == expected(letter)


def _read_file(name: str, data: bytes) -> Decision:
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        return read(Path(folder) / name)
