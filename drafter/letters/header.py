"""The header of a letter: its labels with their values, whether they stand side by side or in columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from drafter.domain.case import Priority
from drafter.domain.dates import find_dates
from drafter.letters.display import NOT_GIVEN
from drafter.letters.lines import Line

_FIELDS = {
    "case number": "case_number",
    "date assigned": "date_assigned",
    "date of injury": "date_of_injury",
    "decision date": "decision_date",
    "dated": "decision_date",
    "ur denial date": "ur_denial_date",
    "date of ur decision": "ur_denial_date",
    "priority": "priority",
    "application received": "application_received",
}
"""The labels with a field of the decision. "Dated" and "Date of UR Decision" are of 2013."""
_OTHERS = (
    r"Claims? Number|Claim\(s\) Number|Employee(?: Name)?|Provider(?: Name)?|(?:Employee|Provider)\(s\)(?: Name)?"
    r"|Treatment\(s\) in Dispute[\w ]*"
)
"""Labels of 2013 whose values no decision has."""
_LABEL = re.compile(
    r"\b(?P<label>(?:IMR |MAXIMUS )?Case Number|Date Assigned|Date of Injury|Decision Date|Dated|UR Denial Date"
    r"|Date of UR Decision|Priority|(?:IMR )?Application(?: Received)?|(?<!Application )Received"
    rf"|(?P<other>{_OTHERS}))\s*:|(?P<cut>\bApplication)(?=\s*$|\s+\d)",
    re.IGNORECASE,
)
"""The labels; that of the application may be cut in two by the table's cell."""


@dataclass
class Header:
    """What the header says; a field that it leaves out or that cannot be read is not among the values."""

    case_number: str | None = None
    dates: dict[str, date] = field(default_factory=dict)
    """By the names of the decision's fields."""
    priority: Priority | None = None
    notes: list[str] = field(default_factory=list)
    """What could not be read, without its text."""


def read_header(lines: Iterable[Line]) -> Header:
    """The header from the lines before the first heading.

    Where a label stands twice with different values, its field is left out: either would be a guess.
    """
    header = Header()
    values: dict[str, str] = {}
    for label, value in _pairs(lines, header.notes):
        name = _FIELDS.get(label)
        if name is None or value.lower() in (NOT_GIVEN, "n/a"):
            continue
        if values.setdefault(name, value) != value:
            header.notes.append(f"its {label} is given twice, and not alike")
            values[name] = ""
    for name, value in values.items():
        if value:
            _set(header, name, value)
    return header


def _set(header: Header, name: str, value: str) -> None:
    if name == "case_number":
        if len(value.split()) == 1:
            header.case_number = value
        else:
            header.notes.append("its case number is not one word")
    elif name == "priority":
        word = value.split()[0].lower()
        if word in set(Priority):
            header.priority = Priority(word)
        else:
            header.notes.append("its priority is neither Standard nor Expedited")
    else:
        days = find_dates(value)
        if len(days) == 1 and value[: days[0].start] + value[days[0].end :].strip(".,;") == "":
            header.dates[name] = days[0].day
        else:
            header.notes.append(f"its {name.replace('_', ' ')} is no date that we can read")


def _pairs(lines: Iterable[Line], notes: list[str]) -> list[tuple[str, str]]:
    """Labels with their values.

    A value beside its label is that label's. Labels one below the other, then as many values one below the other, are
    a column each; where the counts differ no value is given, since any would be a guess.
    """
    pairs: list[tuple[str, str]] = []
    waiting: list[str] = []
    column: list[str] = []

    def settle() -> None:
        if len(waiting) == len(column) or (len(waiting) == 1 and column):
            pairs.extend(zip(waiting, column, strict=False))
        elif column and waiting:
            notes.append(f"its header leaves open which value belongs to {', '.join(waiting)}")
        waiting.clear()
        column.clear()

    for line in lines:
        before, labelled = _parted(line.text)
        if before and waiting:
            column.append(before)
        for label, value in labelled:
            if column:
                settle()
            if value:
                settle()
                pairs.append((label, value))
            else:
                waiting.append(label)
    settle()
    return pairs


def _parted(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first label of a line, and each label with the text after it."""
    matches = list(_LABEL.finditer(text))
    if not matches:
        return text, []
    labelled: list[tuple[str, str]] = []
    for match, end in zip(matches, [*(m.start() for m in matches[1:]), len(text)], strict=True):
        name = (match["label"] or match["cut"]).lower().removeprefix("imr ").removeprefix("maximus ")
        value = text[match.end() : end].strip()
        if name == "received":  # the other half of a label that was cut in two
            if labelled and not labelled[-1][1]:
                labelled[-1] = (labelled[-1][0], value)
            elif value:
                labelled.append(("application received", value))
            continue
        labelled.append(("application received" if name.startswith("application") else name, value))
    return text[: matches[0].start()].strip(), labelled
