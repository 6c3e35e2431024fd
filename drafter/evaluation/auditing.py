"""The audit of a run's folder: the sheet that a physician labels, and the labels kept beside the run."""

from datetime import date
from pathlib import Path

from pydantic import ValidationError

from drafter.errors import EvaluationError
from drafter.evaluation.audit import Agreement, Audit, agreement, audit_figures, draw
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


def take_labels(run: Path, labelled: Path, labeler: str, on: date) -> tuple[Audit, Agreement | None]:
    """Keep the labels of a sheet in the run's folder; where another physician's are there, how far the two agree.

    The labels read last are those that figures are taken from.

    Raises:
        EvaluationError: the folder holds no run, the sheet cannot be used (one line a row), or nothing in it is
            labelled.
    """
    read_manifest(run)
    audit = read_labels(labelled, read_items(run), labeler=labeler, on=on)
    if not audit.labels:
        raise EvaluationError(f'{labelled}: no sentence is labelled; fill in the column "label" first')
    before = read_audit(run)
    write_files({run / AUDIT: audit.model_dump_json(by_alias=True, indent=1) + "\n"})
    return audit, agreement(before, audit) if before and before.labeler != labeler else None


def read_audit(run: Path) -> Audit | None:
    """The labels kept with a run; None where there are none.

    Raises:
        EvaluationError: the file there cannot be used.
    """
    file = run / AUDIT
    if not file.exists():
        return None
    try:
        return Audit.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        raise EvaluationError(f"{file}: cannot be used; delete it, and take the labels again") from None


def figures_of(run: Path) -> list[Figure]:
    """The figures of a run's audit; none where it has none.

    Raises:
        EvaluationError: the file there cannot be used.
    """
    audit = read_audit(run)
    return audit_figures(audit) if audit else []
