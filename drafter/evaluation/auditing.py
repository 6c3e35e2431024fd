"""The audit of a run's folder: the sheet that a physician labels, and the labels kept beside the run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from drafter.domain.text import normal_form
from drafter.errors import EvaluationError
from drafter.evaluation.audit import (
    Agreement,
    Audit,
    Audits,
    DrawnSentence,
    LabelledSentence,
    agreement,
    audit_figures,
    draw,
    sentences_of,
)
from drafter.evaluation.audit_sheet import read_labels, sheet
from drafter.evaluation.figure import Figure
from drafter.evaluation.manifest import read_manifest
from drafter.evaluation.reading import read_cases, read_items, read_passages
from drafter.output import write_files

AUDIT = "audit.json"


def draw_sheet(run: Path, n: int, seed: int) -> bytes:
    """A sheet of sentences of a run's drafts for a physician to label.

    Raises:
        EvaluationError: the folder holds no run, or there is nothing to draw.
    """
    read_manifest(run)
    return sheet(draw(read_items(run), n, seed, read_passages(run), read_cases(run)))


@dataclass(frozen=True)
class TakenLabels:
    """What came of taking a sheet."""

    audits: tuple[Audit, ...]
    """The labels of every physician by now."""
    replaced: Audit | None
    """The same physician's labels that stood there before."""
    agreements: tuple[tuple[str, Agreement], ...]
    """How far these labels agree with those of each other physician, by name."""


def take_labels(run: Path, labelled: Path, labeler: str, on: date) -> TakenLabels:
    """Keep the labels of a sheet in the run's folder, beside those of other physicians and in place of the same one's.

    Raises:
        EvaluationError: the folder holds no run, the sheet or the labels kept there cannot be used, or nothing in the
            sheet is labelled.
    """
    read_manifest(run)
    audit = read_labels(labelled, read_items(run), labeler=labeler, on=on)
    if not audit.labels:
        raise EvaluationError(f'{labelled}: no sentence is labelled; fill in the column "label" first')
    before = {normal_form(one.labeler): one for one in read_audits(run)}
    name = normal_form(labeler)
    audits = tuple({**before, name: audit}.values())
    write_files({run / AUDIT: Audits(audits=audits).model_dump_json(by_alias=True, indent=1) + "\n"})
    others = (one for key, one in before.items() if key != name)
    return TakenLabels(audits, before.get(name), tuple((one.labeler, agreement(one, audit)) for one in others))


def read_audits(run: Path) -> tuple[Audit, ...]:
    """The labels kept with a run, of each physician; none where there are none.

    Raises:
        EvaluationError: the file there cannot be used.
    """
    file = run / AUDIT
    if not file.exists():
        return ()
    try:
        return Audits.model_validate_json(file.read_bytes()).audits
    except (OSError, ValidationError):
        raise EvaluationError(f"{file}: cannot be used; delete it, and take the labels again") from None


def figures_of(run: Path) -> list[Figure]:
    """The figures of a run's audit; none where it has none.

    Raises:
        EvaluationError: the file there cannot be used, or labels are not of this run's sentences.
    """
    audits = read_audits(run)
    if not audits:
        return []
    strange = _not_of(run, audits)
    if strange:
        labels = "labels are of sentences" if strange > 1 else "label is of a sentence"
        raise EvaluationError(f"{run / AUDIT}: {strange} {labels} that this run does not have; take the labels again")
    return audit_figures(*audits)


def _not_of(run: Path, audits: Iterable[Audit]) -> int:
    """How many labels are of sentences that the run does not have, in these words and with these findings."""
    labels = [_drawn(one) for audit in audits for one in audit.labels]
    places = {(one.id.letter, one.id.item, one.id.sentence) for one in labels}
    there = {
        one.drawn for one in sentences_of(read_items(run)) if (one.line.letter, one.line.item, one.number) in places
    }
    return sum(one not in there for one in labels)


def _drawn(one: LabelledSentence) -> DrawnSentence:
    return DrawnSentence.model_validate({name: getattr(one, name) for name in DrawnSentence.model_fields})
