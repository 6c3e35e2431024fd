"""The table for quality assurance, `items.csv`: one line an item.

UTF-8 with a byte order mark and CRLF, since spreadsheet programs take a file without the mark for one in another
encoding. No cell can be taken for a formula.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from drafter.batch.listed import ListedCase
from drafter.batch.status import BatchItem, CaseStatus
from drafter.domain.draft import SentenceState, Severity
from drafter.letters.display import line

TABLE = "items.csv"
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
COLUMNS = (
    "case_number",
    "due",
    "priority",
    "state",
    "outcome",
    "item",
    "request",
    "item_status",
    "determination",
    "probability",
    "citations",
    "check_found_error",
    *(f"{severity}s" for severity in Severity),
    *(f"{severity}_codes" for severity in Severity),
    *(f"sentences_{state}" for state in SentenceState),
    "repairs",
    "judged",
    "prompt_tokens",
    "completion_tokens",
    "cost_usd",
    "letter_findings",
    "folder",
    "case_file",
    "failure",
    "what_is_wrong",
)
# A cell that begins so is a formula to a spreadsheet program; so is what follows a semicolon, where those part cells.
_FORMULA = re.compile(r"(^|;)( ?)([=+\-@＝＋－＠])")
_EARLIER = "the draft in its folder is of an earlier run"


class Table:
    """Writes the table line by line."""

    def __init__(self, stream: TextIO) -> None:
        """Begin it, with the names of its columns; the stream translates no line ends."""
        stream.write(BYTE_ORDER_MARK)
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(COLUMNS)

    def add(self, case: ListedCase) -> None:
        """The lines of a case: one an item, or one where its items are not known."""
        for row in _rows(case):
            self._writer.writerow([harmless(row.get(column)) for column in COLUMNS])


def harmless(value: object) -> str:
    """A value as a cell that no spreadsheet program obeys: on one line, an apostrophe before what begins a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    return _FORMULA.sub(r"\1\2'\3", line(str(value)))


def _rows(case: ListedCase) -> Iterator[dict[str, object]]:
    known = _of_case(case)
    if not case.status.items:
        yield known
    for item in case.status.items:
        yield known | _of_item(item, drafted=case.status.outcome is not None)


def _of_case(case: ListedCase) -> dict[str, object]:
    status = case.status
    return {
        "case_number": status.case_number,
        "due": status.due,
        "priority": status.priority,
        "state": status.state,
        "outcome": status.outcome,
        "letter_findings": counted(code for codes in status.findings.values() for code in codes),
        "folder": case.folder,
        "case_file": case.where,
        "failure": status.failure and status.failure.kind,
        "what_is_wrong": _what_is_wrong(status),
    }


def _what_is_wrong(status: CaseStatus) -> str:
    told = status.failure.message.splitlines() if status.failure else []
    return " / ".join([*told, *([_EARLIER] if status.earlier_draft else [])])


def _of_item(item: BatchItem, *, drafted: bool) -> dict[str, object]:
    cells: dict[str, object] = {"item": item.number, "request": item.request, "item_status": item.status}
    if not drafted or item.determination is None:
        return cells
    cells |= {f"{severity}s": len(item.findings.get(severity, ())) for severity in Severity}
    cells |= {f"{severity}_codes": counted(item.findings.get(severity, ())) for severity in Severity}
    cells |= {f"sentences_{state}": item.sentences.get(state, 0) for state in SentenceState}
    return cells | {
        "determination": item.determination,
        "probability": item.probability,
        "citations": " / ".join(item.citations),
        "check_found_error": item.check_found_error,
        "repairs": item.repairs,
        "judged": item.judged,
        "prompt_tokens": item.prompt_tokens,
        "completion_tokens": item.completion_tokens,
        "cost_usd": item.cost,
    }


def counted(codes: Iterator[str] | tuple[str, ...]) -> str:
    """Codes with how often each was found: "not-in-evidence x2, page"."""
    return ", ".join(f"{code} x{n}" if n > 1 else code for code, n in sorted(Counter(codes).items()))
