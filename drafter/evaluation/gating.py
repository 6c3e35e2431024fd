"""Holds a run's folder against a profile of gates: its figures, its audit, and its comparison with a baseline."""

from collections.abc import Sequence
from pathlib import Path

from drafter.errors import EvaluationError
from drafter.evaluation.auditing import figures_of
from drafter.evaluation.compare import Comparison
from drafter.evaluation.figure import ALL, DRAFT, Figure
from drafter.evaluation.gate import DEFAULT_PROFILE, EVERY, GO_LIVE, Gate, GateReport, Profile, check_gates
from drafter.evaluation.manifest import read_manifest
from drafter.evaluation.reading import read_metrics
from drafter.evaluation.runs import compare_runs
from drafter.evaluation.specs import SPECS
from drafter.evaluation.suite import load_suite

PROFILES = {profile.name: profile for profile in (DEFAULT_PROFILE, GO_LIVE)}
OF_SUITE = "suite"
"""The profile of the gates that the run's own suite names."""


def gate_run(run: Path, baseline: Path | None, profile: str | None) -> GateReport:
    """Hold a run against a profile: the named one (or the gates of a suite file), else the
    suite's own gates as they were when it ran, else the default.

    Raises:
        EvaluationError: run or baseline cannot be used, or there is no such profile.
    """
    chosen = _profile(run, profile)
    figures = [*read_metrics(run).figures, *figures_of(run)]
    changes = [gate for gate in chosen.gates if gate.is_change]
    comparisons: list[Comparison] = []
    if baseline and changes:
        primary = read_manifest(run).suite.primary
        specs = [spec for spec in SPECS if spec.name in {*(gate.figure for gate in changes), primary}]
        conditions = dict.fromkeys(condition for gate in changes for condition in _conditions(gate, figures))
        comparisons = [compare_runs(baseline, run, condition, specs).comparison for condition in conditions]
    return check_gates(chosen, str(run), figures, str(baseline) if baseline else None, comparisons)


def _conditions(gate: Gate, figures: Sequence[Figure]) -> list[str]:
    """The conditions in which a run is held beside its baseline for a gate."""
    if gate.condition != EVERY:
        return [gate.condition]
    return [one.condition for one in figures if (one.name, one.of, one.slice) == (gate.figure, DRAFT, ALL)]


def _profile(run: Path, name: str | None) -> Profile:
    if name and Path(name).suffix in (".yaml", ".yml"):
        gates = load_suite(Path(name)).suite.gates
        if not gates:
            raise EvaluationError(f"{name}: names no gates; add them, or leave --profile out")
        return Profile(name=OF_SUITE, gates=gates)
    own = read_manifest(run).suite.gates
    known = PROFILES | ({OF_SUITE: Profile(name=OF_SUITE, gates=own)} if own else {})
    chosen = known.get(name or (OF_SUITE if own else DEFAULT_PROFILE.name))
    if chosen is None:
        raise EvaluationError(f'no profile "{name}"; this run has {", ".join(known)}')
    return chosen
