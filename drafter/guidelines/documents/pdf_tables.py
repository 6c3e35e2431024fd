"""Tables with ruled cells: which fragments of a page stand in them, and their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafter.guidelines.documents.pdf_fragments import Fragment, Rule

_NEAR = 3.0
"""Points within which rules meet, or are the same line."""


@dataclass(slots=True)
class Row:
    """One row of a table."""

    cells: list[list[Fragment]]
    top: float
    bottom: float


@dataclass(slots=True)
class RuledTable:
    """A table whose cells are parted by rules."""

    left: float
    right: float
    top: float
    bottom: float
    rows: list[Row]


def ruled_tables(fragments: Sequence[Fragment], rules: Sequence[Rule]) -> tuple[list[RuledTable], list[Fragment]]:
    """The ruled tables of a page from top to bottom, and the fragments that stand in none of them."""
    tables = []
    rest = list(fragments)
    for group in _connected(rules):
        edges_y = _positions([rule.top / 2 + rule.bottom / 2 for rule in group if rule.level])
        edges_x = _positions([rule.left / 2 + rule.right / 2 for rule in group if not rule.level])
        if len(edges_y) < 2 or len(edges_x) < 3:
            continue
        inside = [f for f in rest if edges_x[0] <= f.left / 2 + f.right / 2 <= edges_x[-1]]
        inside = [f for f in inside if edges_y[0] <= f.middle <= edges_y[-1]]
        rows = _rows(inside, group, edges_x, edges_y)
        if sum(len(row.cells) > 1 for row in rows) == 0:
            continue
        tables.append(RuledTable(edges_x[0], edges_x[-1], edges_y[0], edges_y[-1], rows))
        taken = set(map(id, inside))
        rest = [fragment for fragment in rest if id(fragment) not in taken]
    return sorted(tables, key=lambda table: table.top), rest


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups that touch one another."""
    parent = list(range(len(rules)))
    root = _roots(parent)
    order = sorted(range(len(rules)), key=lambda at: rules[at].top)
    for number, at in enumerate(order):
        for other in order[number + 1 :]:
            if rules[other].top > rules[at].bottom + _NEAR:
                break
            if rules[other].left <= rules[at].right + _NEAR and rules[at].left <= rules[other].right + _NEAR:
                parent[root(other)] = root(at)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())


def _roots(parent: list[int]) -> Callable[[int], int]:
    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    return root


def _positions(values: list[float]) -> list[float]:
    """The values in order, those that are near one another as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _rows(inside: Sequence[Fragment], group: Sequence[Rule], xs: list[float], ys: list[float]) -> list[Row]:
    """The rows of a table; a cell over several rows stands in the first of them."""
    across, down = len(xs) - 1, len(ys) - 1
    parent = list(range(across * down))
    root = _roots(parent)
    for row in range(down):
        for column in range(across):
            here = row * across + column
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < across and not _parted(group, xs[column + 1], y, level=False):
                parent[root(here + 1)] = root(here)
            if row + 1 < down and not _parted(group, ys[row + 1], x, level=True):
                parent[root(here + across)] = root(here)
    cells: dict[int, list[Fragment]] = {}
    for fragment in inside:
        column = _slot(xs, (fragment.left + fragment.right) / 2)
        cells.setdefault(root(_slot(ys, fragment.middle) * across + column), []).append(fragment)
    members: dict[int, list[int]] = {}
    for cell in range(across * down):
        members.setdefault(root(cell), []).append(cell)
    first = {key: min(where) for key, where in members.items()}
    rows = []
    for row in range(down):
        keys = sorted((key for key in cells if first[key] // across == row), key=lambda key: first[key])
        if keys:
            rows.append(Row([cells[key] for key in keys], ys[row], ys[row + 1]))
    return rows


def _slot(edges: list[float], value: float) -> int:
    return max(0, min(len(edges) - 2, sum(edge <= value for edge in edges) - 1))


def _parted(group: Sequence[Rule], at: float, through: float, *, level: bool) -> bool:
    """Whether a rule runs along `at` past `through`."""
    for rule in group:
        if rule.level != level:
            continue
        where = (rule.top + rule.bottom) / 2 if level else (rule.left + rule.right) / 2
        low, high = (rule.left, rule.right) if level else (rule.top, rule.bottom)
        if abs(where - at) <= _NEAR and low <= through <= high:
            return True
    return False
