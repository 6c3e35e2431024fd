"""What in a suite is in the right form and yet cannot be used: told when it is read, before anything is drafted."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.domain.draft import EXTRACTIVE
from drafter.errors import EvaluationError, ModelError
from drafter.evaluation.audit import audit_figures
from drafter.evaluation.compare import is_judged
from drafter.evaluation.conditions.table import CONDITIONS, REDRAFTS, conditions
from drafter.evaluation.gate import EVERY, Gate
from drafter.evaluation.run_files import AS_WRITTEN, REDRAFTED
from drafter.evaluation.scores.grounding import FINDING
from drafter.evaluation.specs import COMPARED, SPECS, finding_specs, stability_specs
from drafter.grounding.catalogue import CATALOGUE
from drafter.loopback import allowed_server
from drafter.places import Place

if TYPE_CHECKING:
    from drafter.evaluation.suite import Suite, SuiteDrafter

_CHANGES = tuple(spec.name for spec in SPECS)
_FIGURES = (
    *_CHANGES,
    *(spec.name for spec in finding_specs(f"{FINDING}{code}" for code in CATALOGUE)),
    *(spec.name for must in ("stay", "change") for redraft in (False, True) for spec in stability_specs(must, redraft)),
    *(figure.name for figure in audit_figures()),
)
_FOLDERS = ("cases", "prompts", "corpus", "documents")


def unusable(suite: "Suite", folder: Path) -> Iterator[tuple[Place, str]]:
    """What in a suite cannot be used, each with its place and what to do.

    Args:
        suite: the suite.
        folder: where its file stands, from which it names others.
    """
    yield from _drafter(suite.drafter)
    for name in _FOLDERS:
        named = getattr(suite, name)
        if named and not is_there(folder / named, folder=True):
            yield (name,), "no such folder; it is named from where the suite stands"
    yield from _conditions(suite.conditions)
    judged = [spec.name for spec in COMPARED if is_judged(spec)]
    if suite.primary not in judged:
        yield ("primary",), f"no figure that two runs are compared by; {_near(suite.primary, judged)}"
    drafted = _drafted(suite.conditions)
    for number, gate in enumerate(suite.gates):
        yield from ((("gates", number, field), wrong) for field, wrong in _gate(gate, drafted))


def is_there(path: Path, *, folder: bool) -> bool:
    """Whether there is such a file or folder, and can be looked at; with `folder` no file will do."""
    try:
        return path.is_dir() or (path.exists() and not folder)
    except OSError:  # a name that is too long, or a place that may not be looked into
        return False


def _drafter(drafter: "SuiteDrafter") -> Iterator[tuple[Place, str]]:
    if drafter.model == EXTRACTIVE and (drafter.base_url or drafter.data_agreement):
        yield ("drafter",), "the built-in drafter takes no server; name a model too"
    elif drafter.base_url:
        try:
            allowed_server(drafter.base_url, drafter.data_agreement, url="the address", agreement="data_agreement")
        except ModelError as error:
            yield ("drafter", "base_url"), str(error)


def _conditions(names: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    for number, name in enumerate(names):
        if name == AS_WRITTEN:
            yield ("conditions", number), "is always drafted; take it out"
        elif name not in CONDITIONS:
            yield ("conditions", number), f"no such condition; {_near(name, CONDITIONS)}"
        elif name in names[:number]:
            yield ("conditions", number), "is named twice; take it out"


def _drafted(names: tuple[str, ...]) -> frozenset[str]:
    """The conditions that a figure of the run can be of."""
    try:
        found = {condition.name for condition in conditions((AS_WRITTEN, *names))}
    except EvaluationError:
        return frozenset(CONDITIONS)  # what is wrong with them is told in their own place
    redrafted = found & {f"redraft {number}" for number in REDRAFTS}
    return frozenset(found | ({REDRAFTED} if redrafted else set()))


def _gate(gate: Gate, drafted: frozenset[str]) -> Iterator[tuple[str, str]]:
    known = _CHANGES if gate.is_change else _FIGURES
    if gate.figure not in known:
        what = "no figure that two runs can be compared by" if gate.figure in _FIGURES else "no such figure"
        yield "figure", f"{what}; {_near(gate.figure, known)}"
    if gate.condition != EVERY and gate.condition not in drafted:
        yield "condition", f"the suite does not draft it; {_near(gate.condition, (*sorted(drafted), EVERY))}"


def _near(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return f'did you mean "{near[0]}"?' if near else f"known are {', '.join(names)}"
