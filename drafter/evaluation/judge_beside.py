"""How far the judge and a physician agree on sentences that both labelled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.drafting.answers.judge import Support
from drafter.evaluation.audit import Agreement, Audit, Label, agreement

LABELS = {
    Support.SUPPORTED: Label.RIGHT,
    Support.NOT_SUPPORTED: Label.WRONG,
    Support.CANNOT_TELL: Label.CANNOT_TELL,
}
"""What a physician would write who is of the judge's opinion."""


@dataclass(frozen=True)
class Beside:
    """The judge beside one physician."""

    labeler: str
    agreement: Agreement
    """A false absence counts as wrong here, since the judge, who sees no other line of the record, tells no such
    thing apart."""
    labels: Counter[tuple[Label, Label]]
    """How often the physician gave the first label and the judge the second one."""


def beside(judge: Audit, physicians: Iterable[Audit]) -> Sequence[Beside]:
    """The judge beside each physician."""
    said = {one.id: one.label for one in judge.labels}
    return [
        Beside(
            one.labeler,
            agreement(_wrong_alike(one), judge),
            Counter((label.label, said[label.id]) for label in one.labels if label.id in said),
        )
        for one in physicians
    ]


def _wrong_alike(audit: Audit) -> Audit:
    labels = (
        one.model_copy(update={"label": Label.WRONG}) if one.label is Label.FALSE_ABSENCE else one
        for one in audit.labels
    )
    return audit.model_copy(update={"labels": tuple(labels)})
