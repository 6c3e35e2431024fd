"""The sheet of an audit: a CSV file that a physician fills in with Excel, without seeing what the checks found."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from drafter.errors import EvaluationError
from drafter.evaluation.audit import (
    Audit,
    AuditedSentence,
    AuditSentence,
    DrawnSentence,
    Label,
    LabelledSentence,
    sentences_of,
)
from drafter.evaluation.run_files import ItemLine

COLUMNS = ("id", "request", "sentence", "evidence", "label", "comment")
INSTRUCTIONS = """\
Each row holds one sentence of a drafted rationale, with the request it is about and the evidence that it points at.
Judge each sentence by itself, and write one of these in the column "label":
  right          the sentence is true, and the evidence beside it bears it out
  wrong          the sentence, or a part of it, is not true, or the evidence does not bear it out
  false absence  the sentence says that something is not documented, and the record documents it
  cannot tell    what is shown and the record do not settle it; this never counts as right, and where no check
                 found fault with the sentence either, it counts as wrong
Leave the label empty where you have not judged the sentence yet. Before you call an absence right, look in the
whole record of the case: the evidence shows the nearest sentences alone. "comment" is yours to use.
Leave the other columns and the first row as they are; rows may be sorted. Save the file as "CSV UTF-8"."""
_MOST_NAMED = 10
"""Faulty rows that are named one by one."""
_DELIMITERS = (",", ";", "\t")
_BEGINS_FORMULA = frozenset("=+-@\t\r\n")
_MARK = "'"
_ALLOWED = ", ".join(f'"{label}"' for label in Label)
_SOURCES = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def sheet(sentences: Iterable[AuditSentence]) -> bytes:
    """The sheet of the sentences drawn, each a row with empty label and comment."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for one in sentences:
        row = (str(one.id), one.request, one.text, "\n".join(one.evidence), "", "")
        writer.writerow(map(_harmless, row))
    return out.getvalue().encode("utf-8-sig")


def read_labels(sheet: Path, lines: Iterable[ItemLine], *, labeler: str, on: date) -> Audit:
    """Read a sheet that a physician filled in, against the items of the run that it was drawn from.

    Commas, semicolons or tabs part the cells, as Excel saves them in different countries.

    Args:
        sheet: the file.
        lines: the items of the run.
        labeler: who labelled.
        on: when.

    Raises:
        EvaluationError: the file cannot be read or is no such sheet, a label is none, or an id is unknown, doubled or
            of another draft. Sentences that are not of this run are told in one line, other rows in one line each, at
            most ten of them.
    """
    if not labeler.strip():
        raise EvaluationError(f"{sheet}: name the physician who labelled it")
    rows = _rows(sheet)
    known = {(one.line.letter, one.line.item, one.number): one for one in sentences_of(lines)}
    read = _Read(known)
    for number, row in rows:
        read.add(number, row)
    if problems := list(read.problems()):
        raise EvaluationError("\n".join(f"{sheet}: {problem}" for problem in problems))
    return Audit(
        labeler=labeler,
        labelled_on=on,
        drawn=len(rows),
        labels=tuple(read.labels),
        unlabelled=tuple(read.unlabelled),
    )


_Known = Mapping[tuple[str, int, int], AuditedSentence]


class _WrongRow(Exception):
    """What is wrong with a row, with its column."""


class _NotOfThisRun(_WrongRow):
    """A row that holds no sentence of this run; where one does, most do."""


class _Read:
    """What the rows of a sheet hold, and what is wrong with them."""

    def __init__(self, known: _Known) -> None:
        self._known = known
        self._row_of: dict[str, int] = {}
        self._strange: dict[str, list[int]] = {}
        self._wrong: list[str] = []
        self.labels: list[LabelledSentence] = []
        self.unlabelled: list[DrawnSentence] = []

    def add(self, number: int, row: Mapping[str, str]) -> None:
        """Take a row."""
        try:
            one = _sentence(row["id"], self._known)
            first = self._row_of.setdefault(str(one.id), number)
            if first != number:
                raise _WrongRow(f"column id: is that of row {first}; remove one of them")
            label = _label(row["label"])
        except _NotOfThisRun as wrong:
            self._strange.setdefault(str(wrong), []).append(number)
        except _WrongRow as wrong:
            self._wrong.append(f"row {number}, {wrong}")
        else:
            if label:
                comment = row.get("comment", "")
                self.labels.append(LabelledSentence(**dict(one.drawn), label=label, comment=comment))
            else:
                self.unlabelled.append(one.drawn)

    def problems(self) -> Iterator[str]:
        """What is wrong, in one line each."""
        for wrong, rows in self._strange.items():
            yield (
                f"{len(rows)} rows, the first is row {rows[0]}, {wrong}" if len(rows) > 1 else f"row {rows[0]}, {wrong}"
            )
        yield from self._wrong[:_MOST_NAMED]
        if len(self._wrong) > _MOST_NAMED:
            yield f"and {len(self._wrong) - _MOST_NAMED} more"


def _sentence(id: str, known: _Known) -> AuditedSentence:
    letter, _, rest = id.rpartition(":")[0].rpartition(":")
    item, _, sentence = rest.partition(".")
    whole = item.isascii() and item.isdecimal() and sentence.isascii() and sentence.isdecimal()
    # A number of many digits names no item, and is not worth the time to read it.
    one = known.get((letter, int(item), int(sentence))) if whole and len(rest) < 20 else None
    if one is None:
        raise _NotOfThisRun("column id: names no sentence of this run; take the sheet that was drawn from it")
    if str(one.id).strip() != id.strip():
        raise _NotOfThisRun("column id: the draft of this sentence is another one by now; draw a new sheet")
    return one


def _label(cell: str) -> Label | None:
    words = " ".join(cell.split()).lower()
    if not words:
        return None
    try:
        return Label(words)
    except ValueError:
        raise _WrongRow(f"column label: is none of {_ALLOWED}; correct it, or leave it empty") from None


def _rows(sheet: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers as Excel counts them, each cell by its column; rows without any text left out."""
    text = _text(sheet)
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        names = _names(rows[0]) if rows else []
        if {"id", "label"} <= set(names):
            return [
                (number, {name: _as_written(cell) for name, cell in zip(names, _padded(row, len(names)), strict=False)})
                for number, row in enumerate(rows[1:], start=2)
                if any(cell.strip() for cell in row)
            ]
    raise EvaluationError(
        f"{sheet}: is no audit sheet: its first row must name the columns {', '.join(COLUMNS)}, and its quotation "
        'marks must come in pairs; save it from Excel as "CSV UTF-8"'
    )


def _text(sheet: Path) -> str:
    try:
        held = sheet.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{sheet}: cannot be read ({error.strerror})") from None
    try:
        return held.decode(_SOURCES.get(held[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        raise EvaluationError(f'{sheet}: a character that is not UTF-8; save it from Excel as "CSV UTF-8"') from None


def _names(row: Sequence[str]) -> list[str]:
    return [" ".join(name.split()).lower() for name in row]


def _padded(row: Sequence[str], length: int) -> list[str]:
    """A row with the empty cells at its end that some programs leave out."""
    return [*row, *[""] * (length - len(row))]


def _harmless(cell: str) -> str:
    """A cell that Excel takes for text: one that begins as a formula does has an apostrophe before it."""
    return _MARK + cell if _marked(cell) or cell[:1] in _BEGINS_FORMULA else cell


def _as_written(cell: str) -> str:
    return cell[1:] if _marked(cell) else cell


def _marked(cell: str) -> bool:
    """Whether a cell begins with an apostrophe before a formula, or before another apostrophe."""
    return cell[:1] == _MARK and cell[1:2] in {*_BEGINS_FORMULA, _MARK}
