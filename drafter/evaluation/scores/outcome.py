"""What a proposal says beside what the physician decided, as numbers to count."""

from math import nan

from drafter.domain.determination import Determination

SAID = {
    Determination.OVERTURNED: "said overturned",
    Determination.UPHELD: "said upheld",
    Determination.INSUFFICIENT: "said insufficient",
    None: "no draft",
}
"""The column of each proposal; None where drafting failed."""


def outcome_scores(
    decided: Determination, proposed: Determination | None, probability: float | None
) -> dict[str, float]:
    """The scores of one item's outcome; an insufficient or a missing proposal does not agree."""
    said = {column: float(kind is proposed) for kind, column in SAID.items()}
    return {
        "overturned": float(decided is Determination.OVERTURNED),
        **said,
        "agrees": float(proposed is decided),
        "probability": nan if probability is None else probability,
    }
