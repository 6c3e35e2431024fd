"""`drafter eval compare`: two runs over the same decisions, or one run against its own noise."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.screen import say

if TYPE_CHECKING:
    from drafter.evaluation.compare import Compared
    from drafter.evaluation.flips import Flip
    from drafter.evaluation.noise import FalseAlarms, Rate
    from drafter.evaluation.runs import RunComparison

Condition = Annotated[str, typer.Option(help="The condition of the cases.")]


def compare(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN_A RUN_B", help="The runs; with --aa one alone.", show_default=False)
    ],
    aa: Annotated[
        bool, typer.Option("--aa", help="Compare noise made from one run with itself, and count false alarms.")
    ] = False,
    condition: Condition = "as written",
    rounds: Annotated[int, typer.Option(min=100, max=100_000, help="With --aa: how many comparisons.")] = 2_000,
    json: Annotated[bool, typer.Option("--json", help="Print JSON (schema drafter-comparison/1).")] = False,
) -> None:
    """Compare two runs: each figure, whether the difference is more than chance, and which proposals changed and why.

    RUN_B is held against RUN_A. A verdict needs three things: a difference that chance seldom makes, an interval
    without 0, and at least the least effect that is worth one.
    """
    if len(runs) != (1 if aa else 2):
        raise typer.BadParameter("give one run with --aa, else two", param_hint="RUN_A RUN_B")
    lines: list[str]
    if aa:
        from drafter.evaluation.runs import measure_false_alarms

        typer.echo(f"Comparing noise with noise, {rounds} times …", err=True)
        alarms = measure_false_alarms(runs[0], condition, rounds)
        printed, lines = alarms.model_dump_json(indent=2), _alarm_lines(alarms)
    else:
        from drafter.evaluation.runs import compare_runs

        found = compare_runs(runs[0], runs[1], condition)
        printed, lines = found.model_dump_json(by_alias=True, indent=2), comparison_lines(found)
    if json:
        typer.echo(printed)
        return
    for line in lines:
        say(line)


def comparison_lines(found: "RunComparison") -> list[str]:
    """A comparison as the screen shows it."""
    compared = found.comparison
    lines = [
        f"A: {compared.a}",
        f"B: {compared.b}",
        f"{compared.items} items of {compared.letters} letters, {compared.condition}.",
    ]
    lines += ["What differs between them:", *(f"  {one}" for one in found.differences or ("nothing",))]
    lines += _more_than_one(found)
    lines += ["", _sum(found.flips), ""]
    lines += [f"{'figure':44} {'A':>7} {'B':>7} {'B - A, 95 % interval':>26} {'p':>7} {'n':>6}  verdict on B"]
    lines += [_row(one, compared.primary) for one in compared.figures]
    lines += [
        "* what the suite is about. A verdict where nothing differs is held to 5 %, over all figures together.",
        "",
        "Proposals that changed:" if found.flips else "No proposal changed.",
    ]
    for flip in found.flips:
        lines += _flip(flip)
    return lines


def _more_than_one(found: "RunComparison") -> list[str]:
    aside = ("suite", "program", "version of drafter")
    if sum(not one.startswith(aside) for one in found.differences) < 2:
        return []
    return ["  More than one thing differs: no difference below can be put down to one of them."]


def _sum(flips: Sequence["Flip"]) -> str:
    """How many proposals changed, to what, and whether they became right."""
    became = Counter(flip.became for flip in flips)
    changes = Counter(f"{flip.a or 'no draft'} -> {flip.b or 'no draft'}" for flip in flips)
    said = "; ".join(f"{change}: {count}" for change, count in changes.most_common())
    return (
        f"Proposals changed: {len(flips)}, of them now right {became['right']}, now wrong {became['wrong']}, "
        f"neither {became['neither']}{'. ' + said if said else ''}"
    )


def _row(one: "Compared", primary: str) -> str:
    name = f"{one.name}{' *' if one.name == primary else ''}"
    difference = "" if one.difference is None else f"{one.difference:+.3f}"
    if one.low is not None and one.high is not None:
        difference += f" ({one.low:+.3f} to {one.high:+.3f})"
    p = "" if one.p is None else f"{one.p:.3f}" if one.p >= 0.001 else "<0.001"
    return f"{name:44} {_number(one.a):>7} {_number(one.b):>7} {difference:>26} {p:>7} {one.n:>6}  {one.verdict}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _flip(flip: "Flip") -> list[str]:
    proposed = f"{flip.a or 'no draft'} -> {flip.b or 'no draft'}"
    became = "" if flip.became == "neither" else f", now {flip.became}"
    head = f"  {flip.letter} item {flip.item}: {proposed}; the physician: {flip.decided}{became}"
    return [head, *(f"    {why}" for why in flip.why)]


def _alarm_lines(alarms: "FalseAlarms") -> list[str]:
    lines = [
        f"{alarms.run}, {alarms.condition}: {alarms.rounds} comparisons of noise with noise, "
        f"{alarms.items} items of {alarms.letters} letters.",
        alarms.note,
        "",
        f"{'comparisons with a verdict':44} {'share':>7} {'95 % interval':>18}",
    ]
    return lines + [_rate(one) for one in (alarms.any_verdict, *alarms.figures)]


def _rate(one: "Rate") -> str:
    return f"{one.name:44} {one.share:>7.4f} {f'{one.low:.4f} to {one.high:.4f}':>18}"
