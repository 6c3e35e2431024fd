"""Imports between the rooms, as ARCHITECTURE.md states them: decided cases cannot reach drafting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import drafter

PACKAGE = Path(drafter.__file__).parent
BELOW = {
    "domain": set[str](),
    "letters": {"domain"},
    "cases": {"domain", "letters"},
    "guidelines": {"domain"},
    "grounding": {"domain"},
    "drafting": {"domain", "cases", "guidelines", "grounding", "store"},
    "batch": {"domain", "cases", "letters", "guidelines", "grounding", "drafting", "store"},
    "evaluation": {"domain", "cases", "letters", "guidelines", "grounding", "drafting", "batch", "store"},
    "store": set[str](),
}
"""The rooms that each may import."""
ROOMS = set(BELOW) | {"cli", "review"}
DECIDED = ("drafter.domain.decision", "drafter.cases.from_letter", "drafter.letters", "drafter.evaluation")
"""Where decided cases are read, kept or told."""


def imported(source: str, package: str) -> Iterator[str]:
    """Every module that a source text imports, also inside functions; a name imported from one counts as one too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in {"import_module", "__import__"} and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def imports_of(room: str) -> dict[str, set[str]]:
    """For each module of a room, what it imports of ours."""
    files = sorted((PACKAGE / room).rglob("*.py")) if (PACKAGE / room).is_dir() else [PACKAGE / f"{room}.py"]
    found = {}
    for file in files:
        package = ".".join(["drafter", *file.relative_to(PACKAGE).parts[:-1]])
        names = set(imported(file.read_text(encoding="utf-8"), package))
        found[str(file.relative_to(PACKAGE))] = {name for name in names if name.split(".")[0] == "drafter"}
    assert found
    return found


def within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


@pytest.mark.parametrize("room", sorted(BELOW))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    above = ROOMS - BELOW[room] - {room}
    wrong = {
        (file, module)
        for file, modules in imports_of(room).items()
        for module in modules
        if any(within(module, f"drafter.{other}") for other in above)
    }
    assert not wrong


@pytest.mark.parametrize("room", ["drafting", "guidelines"])
def test_what_drafts_and_what_is_searched_know_no_decided_case(room: str) -> None:
    wrong = {
        (file, module)
        for file, modules in imports_of(room).items()
        for module in modules
        if any(within(module, place) for place in DECIDED)
    }
    assert not wrong


def test_every_room_is_ruled() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms <= ROOMS


@pytest.mark.parametrize(
    "source",
    [
        "import drafter.evaluation.baselines",
        "from drafter import evaluation",
        "from drafter.evaluation import baselines",
        "from ..evaluation import baselines",
        "def late():\n    from drafter.evaluation.nearest import nearest_decided",
        "import importlib\nimportlib.import_module('drafter.evaluation.nearest')",
    ],
)
def test_no_way_to_import_goes_unseen(source: str) -> None:
    assert any(within(module, "drafter.evaluation") for module in imported(source, "drafter.drafting"))
