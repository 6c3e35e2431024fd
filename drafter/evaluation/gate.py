"""Gates: what a run must keep to before a change goes in, or before drafts go to physicians. Rules are data.

A *bound* gate looks at the end of a figure's 95 % interval: it passes where the worse end keeps to the bound, fails
where the better end is beyond it, and is undecided between. A *change* gate looks at the run beside a baseline: it
fails where the figure changed for the worse by the least effect or more, its interval excludes 0 and chance alone does
so in fewer than 5 % of cases (one-sided, by Holm's procedure over the change gates of the profile); else it passes.

A gate that must be proven passes only where the interval shows it: its worse end within the bound, or the whole
interval of the change short of a worsening as large as the least effect. A figure that allows no verdict, being of too
few items, can fail a gate and never pass one: it is undecided. A figure that is not there fails.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from drafter.domain.case import Model, Text
from drafter.evaluation.compare import ALPHA, Compared, Comparison
from drafter.evaluation.conditions.table import CONDITIONS
from drafter.evaluation.figure import ALL, DRAFT, Figure, Finite
from drafter.evaluation.run_files import AS_WRITTEN, REDRAFTED

BLIND_PAIRS = tuple(name for name, one in CONDITIONS.items() if one.must == "stay" and one.seed is None)
CONTRARY = next(name for name, one in CONDITIONS.items() if one.must == "change")
EVERY = "every condition"
"""In place of a condition: every one in which the run has the figure, at least one."""
State = Literal["passed", "failed", "undecided"]
Judged = tuple[State, str]
"""What became of a gate, and why."""
Effect = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Gate(Model):
    """One rule about one figure of the draft; exactly one of the four limits is given."""

    figure: Text
    """As metrics.json names it: "outcome.agreement"."""
    condition: Text = AS_WRITTEN
    """The condition that the figure is of, or "every condition": each in which the run has it."""
    at_least: Finite | None = None
    """The figure must not be lower."""
    at_most: Finite | None = None
    """The figure must not be higher."""
    may_fall: Effect | None = None
    """Beside the baseline, it must not fall by this or more: the least effect."""
    may_rise: Effect | None = None
    """Beside the baseline, it must not rise by this or more: the least effect."""
    must_be_proven: bool = False
    """Whether it passes only where the interval shows it; else what is undecided passes, and is shown."""
    because: str = ""
    """Why the limit is where it is."""

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if sum(limit is not None for limit in (self.at_least, self.at_most, self.may_fall, self.may_rise)) != 1:
            raise ValueError("give exactly one of at_least, at_most, may_fall, may_rise")
        return self

    @property
    def is_change(self) -> bool:
        """Whether it looks at the run beside a baseline."""
        return self.may_fall is not None or self.may_rise is not None

    @property
    def rule(self) -> str:
        """The limit in words."""
        words = {
            "at least": self.at_least,
            "at most": self.at_most,
            "may fall by less than": self.may_fall,
            "may rise by less than": self.may_rise,
        }
        said = next(f"{what} {limit:g}" for what, limit in words.items() if limit is not None)
        return said + (", proven" if self.must_be_proven else "")


class Profile(Model):
    """Gates that are asked together."""

    name: Text
    gates: Annotated[tuple[Gate, ...], Field(min_length=1)]


class GateResult(Model):
    """What became of a gate, in one condition."""

    gate: Gate
    condition: str
    state: State
    passed: bool
    """Undecided passes unless the gate must be proven."""
    reason: str


class GateReport(Model):
    """A run held against a profile."""

    profile: str
    run: str
    baseline: str | None
    """The run that changes are against; None where there is none."""
    results: tuple[GateResult, ...]

    @property
    def decided(self) -> int:
        """How many gates passed or failed, and are not undecided."""
        return sum(result.state != "undecided" for result in self.results)

    @property
    def counts(self) -> str:
        """How many gates passed, are undecided, failed, in words."""
        states = Counter("failed" if not one.passed else one.state for one in self.results)
        return ", ".join(f"{states[state]} {state}" for state in ("passed", "undecided", "failed") if states[state])

    @property
    def passed(self) -> bool:
        """Whether every gate passed, and one at least could be decided: else nothing was judged."""
        return self.decided > 0 and all(result.passed for result in self.results)


def check_gates(
    profile: Profile, run: str, figures: Sequence[Figure], baseline: str | None, comparisons: Sequence[Comparison]
) -> GateReport:
    """Hold a run against a profile.

    Args:
        profile: the gates.
        run: the run's name.
        figures: the run's figures, as metrics.json holds them.
        baseline: name of the run that it is held against; None where there is none.
        comparisons: the run as B, the baseline as A, one comparison a condition.
    """
    chances = _chances(profile, comparisons)
    results = [result for gate in profile.gates for result in _results(gate, figures, comparisons, chances)]
    return GateReport(profile=profile.name, run=run, baseline=baseline, results=tuple(results))


_Chances = dict[tuple[str, str], float]
"""By condition and figure, how often chance alone makes such a change for the worse, all change gates allowed for."""


def _chances(profile: Profile, comparisons: Sequence[Comparison]) -> _Chances:
    """The one-sided p values of the change gates, adjusted by Holm's procedure.

    Without that, seven gates at 5 % each would fail about one in thirteen runs that are no worse.
    """
    asked = {
        (comparison.condition, gate.figure, gate.may_fall is not None): None
        for gate in profile.gates
        if gate.is_change
        for comparison in comparisons
        if gate.condition in (EVERY, comparison.condition)
    }
    found = [
        (one.p / 2 if (-1 if falls else 1) * one.difference > 0 else 1 - one.p / 2, (condition, name))
        for condition, name, falls in asked
        for comparison in comparisons
        for one in comparison.figures
        if (comparison.condition, one.name) == (condition, name) and one.p is not None and one.difference is not None
    ]
    adjusted: _Chances = {}
    least = 0.0
    for place, (p, key) in enumerate(sorted(found)):
        least = max(least, min(1.0, p * (len(found) - place)))
        adjusted[key] = least
    return adjusted


def _results(
    gate: Gate, figures: Sequence[Figure], comparisons: Sequence[Comparison], chances: _Chances
) -> Iterator[GateResult]:
    """The results of a gate: one, or one a condition."""
    here = False
    judged = _changes(gate, comparisons, chances) if gate.is_change else _bounds(gate, figures)
    for condition, (state, reason) in judged:
        if gate.condition in (EVERY, condition):
            here = True
            yield _result(gate, condition, state, reason)
    if not here:
        yield _result(gate, gate.condition, "failed", _not_there(gate, comparisons))


def _changes(gate: Gate, comparisons: Sequence[Comparison], chances: _Chances) -> Iterator[tuple[str, Judged]]:
    for comparison in comparisons:
        for one in comparison.figures:
            if one.name == gate.figure:
                yield comparison.condition, _change(gate, one, chances.get((comparison.condition, one.name), 1.0))


def _bounds(gate: Gate, figures: Sequence[Figure]) -> Iterator[tuple[str, Judged]]:
    for one in figures:
        if (one.name, one.of, one.slice) == (gate.figure, DRAFT, ALL):
            yield one.condition, _bound(gate, one)


def _result(gate: Gate, condition: str, state: State, reason: str) -> GateResult:
    passed = state == "passed" or (state == "undecided" and not gate.must_be_proven)
    return GateResult(gate=gate, condition=condition, state=state, passed=passed, reason=reason)


def _not_there(gate: Gate, comparisons: Sequence[Comparison]) -> str:
    if gate.is_change:
        held = "the comparison does not have this figure in this condition"
        return held if comparisons else "there is no baseline to hold the run against; name one with --baseline"
    if gate.figure.startswith("audit."):
        return "no sentence is labelled yet; begin with `drafter eval audit draw`"
    if gate.figure.startswith("stability."):
        named = "redraft 2" if gate.condition == REDRAFTED else gate.condition
        return f'nothing was drafted for it; add the condition "{named}" to the suite, as eval/suites/pairs.yaml has it'
    return "the run does not have this figure in this condition"


def _bound(gate: Gate, one: Figure) -> Judged:
    """A figure's interval beside its bound."""
    if one.value is None:
        return "failed", f"the figure is undefined ({one.no_verdict or 'no item has what it counts'})"
    said = f"{one.value:.3f}"
    if one.low is None or one.high is None:
        return "undecided", f"{said}, without an interval ({one.no_verdict or 'it cannot be told'})"
    counted = "sentences" if one.group == "audit" else "items"
    said += f" ({one.low:.3f} to {one.high:.3f}; {one.n} {counted} of {one.letters} letters)"
    if gate.at_most is not None:
        within, beyond, bound = one.high <= gate.at_most, one.low > gate.at_most, gate.at_most
    else:
        bound = gate.at_least or 0.0
        within, beyond = one.low >= bound, one.high < bound
    if beyond:
        return "failed", f"{said}: the whole interval is beyond {bound:g}"
    if one.no_verdict:
        return "undecided", f"{said}: no verdict ({one.no_verdict})"
    return ("passed", f"{said}: within") if within else ("undecided", f"{said}: the interval reaches beyond {bound:g}")


def _change(gate: Gate, one: Compared, chance: float) -> Judged:
    """A figure's change beside the least effect; `chance` is that of such a change for the worse."""
    if one.difference is None:
        return "failed", f"the figure is undefined in one of the runs ({one.n} items that it counts in both)"
    said = f"changed by {one.difference:+.3f}"
    if one.low is None or one.high is None or one.p is None:
        return "undecided", f"{said}, without an interval"
    said += f" ({one.low:+.3f} to {one.high:+.3f}, p {chance:.2g}; {one.n} items of {one.letters} letters)"
    # For the worse counts up: how far it is worse, and the end of the interval that is worst.
    sign, effect = (-1, gate.may_fall) if gate.may_fall is not None else (1, gate.may_rise or 0.0)
    worse, worst = sign * one.difference, max(sign * one.low, sign * one.high)
    excludes_0 = one.low > 0 or one.high < 0
    if worse >= effect and excludes_0 and chance < ALPHA:
        return "failed", f"{said}: worse by {effect:g} or more, and more than chance"
    if one.verdict.startswith("no verdict"):
        return "undecided", f"{said}: {one.verdict}"
    if gate.must_be_proven and worst >= effect:
        return "undecided", f"{said}: worse by {effect:g} cannot be ruled out"
    return "passed", f"{said}: not shown to be worse by {effect:g}"


DEFAULT_PROFILE = Profile(
    name="default",
    gates=(
        # Two points: one item in fifty, the least that would be noticed in the work.
        Gate(figure="outcome.agreement", may_fall=0.02, because="a draft is to be what a physician would decide"),
        Gate(
            figure="outcome.Upheld proposed where overturned",
            may_rise=0.02,
            because="a treatment that is necessary would be denied",
        ),
        Gate(
            figure="outcome.overturn recall",
            may_fall=0.02,
            because="leaving more open must not look better than finding what is necessary",
        ),
        Gate(figure="outcome.AUC", may_fall=0.02, because="by the probability the least sure items are read first"),
        Gate(figure="citation.guideline F1", may_fall=0.02, because="a citation is to be the one a reviewer gives"),
        Gate(figure="citation.section F1", may_fall=0.02, because="a citation is to be the one a reviewer gives"),
        Gate(
            figure="grounding.flagged sentences a draft",
            may_rise=0.05,
            because="every flagged sentence costs a physician's time",
        ),
        # Half as much: this is checked by code alone, and none is the aim.
        Gate(figure="grounding.unsupported", may_rise=0.01, because="nothing is to be cited that is not there"),
    ),
)
"""What a change must not make worse."""

GO_LIVE = Profile(
    name="go-live",
    gates=(
        # One sentence in a hundred: nothing but the reader stands between it and the letter.
        Gate(
            figure="audit.wrong and unflagged",
            at_most=0.01,
            must_be_proven=True,
            because="what is wrong and not flagged reaches the letter",
        ),
        # One item in a hundred: the corpus knows the editions and their dates, so that hardly any need be wrong.
        Gate(
            figure="citation.wrong edition",
            at_most=0.01,
            must_be_proven=True,
            because="an edition that is not in force cannot carry a determination",
        ),
        # One in a hundred: "not documented" is the commonest ground for Upheld, and a false one denies care.
        Gate(
            figure="audit.false absence",
            at_most=0.01,
            must_be_proven=True,
            because="what is in the record must not be said to be absent",
        ),
        # One in five: the physician reads each draft and corrects it; where more mislead, it is no help.
        Gate(
            figure="outcome.Upheld proposed where overturned",
            at_most=0.20,
            must_be_proven=True,
            because="a treatment that is necessary would be denied",
        ),
        # One in fifty, in each kind of pair: none is the aim, and fewer could not be shown with a few hundred items.
        # Each pair by its name: one that was not drafted must not pass.
        *(
            Gate(
                figure="stability.proposal changed",
                condition=name,
                at_most=0.02,
                must_be_proven=True,
                because="what must not decide must not change a proposal",
            )
            for name in BLIND_PAIRS
        ),
        # One in twenty: a proposal that says the same whatever its guideline says does not rest on it.
        Gate(
            figure="stability.proposal kept",
            condition=CONTRARY,
            at_most=0.05,
            must_be_proven=True,
            because="a proposal must follow the guideline that it cites",
        ),
        # Half: a drafter that leaves more open saves nobody's time, and could pass every other gate by saying nothing.
        Gate(
            figure="outcome.share decided",
            at_least=0.50,
            must_be_proven=True,
            because="what is left open is not drafted",
        ),
        # Three in ten: what strong models reach; none would be a drafter that always denies.
        Gate(
            figure="outcome.overturn recall",
            at_least=0.30,
            must_be_proven=True,
            because="necessary treatment must be found, not only denials written",
        ),
        Gate(
            figure="citation.first guideline",
            at_least=0.80,
            must_be_proven=True,
            because="a letter that cites another guideline than a reviewer would is written anew",
        ),
        Gate(
            figure="outcome.share without draft",
            at_most=0.02,
            must_be_proven=True,
            because="what fails is left to somebody by hand",
        ),
        # One in twenty: items that are nearly even may fall either way, others must not.
        Gate(
            figure="stability.redraft changed",
            condition=REDRAFTED,
            at_most=0.05,
            must_be_proven=True,
            because="the outcome must not be a matter of luck",
        ),
    ),
)
"""What a run must show before drafts go to physicians."""
