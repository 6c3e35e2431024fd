"""metrics.json: all figures of a run, and what they leave out."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import Model
from drafter.evaluation.curves import CalibrationBin, CoveragePoint
from drafter.evaluation.figure import METRICS_SCHEMA, Figure


class LeftOut(Model):
    """An item that some figures do not count, and why."""

    letter: str
    item: int
    condition: str
    of: Literal["rationale and grounding", "citations", "sections"]
    """The figures that leave it out."""
    reason: str


class ConditionCurves(Model):
    """What the plots of one condition show."""

    condition: str
    confusion: dict[str, dict[str, int]]
    """By what the physicians decided, how many items were proposed Overturned, Upheld, Insufficient, or not drafted."""
    calibration: tuple[CalibrationBin, ...]
    coverage: tuple[CoveragePoint, ...]


class Metrics(Model):
    """All figures of a run."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{METRICS_SCHEMA}$")] = METRICS_SCHEMA
    run_sha256: str
    """Digest of what the run was made of."""
    figures: tuple[Figure, ...]
    curves: tuple[ConditionCurves, ...]
    left_out: tuple[LeftOut, ...]
