"""Tables filled item by item, so that a run of any length takes little room."""

from array import array
from collections.abc import Iterable, Mapping
from math import nan

import numpy

from drafter.evaluation.scores.grounding import FINDING
from drafter.evaluation.table import ItemId, Table


class TableBuilder:
    """Takes the scores of items, one after the other, and gives the table of them all."""

    def __init__(self) -> None:
        self._ids: list[ItemId] = []
        self._letters: dict[str, int] = {}
        self._letter_of = array("q")
        self._columns: dict[str, array[float]] = {}
        self._slices: dict[str, bytearray] = {}

    def add(self, id: ItemId, slices: Iterable[str], scores: Mapping[str, float]) -> None:
        """Add an item with the groups that it belongs to and its scores."""
        row = len(self._ids)
        self._ids.append(id)
        self._letter_of.append(self._letters.setdefault(id.letter, len(self._letters)))
        for name, value in scores.items():
            column = self._columns.get(name)
            if column is None:
                column = self._columns[name] = array("d")
            if len(column) < row:
                column.extend([nan] * (row - len(column)))
            column.append(value)
        for name in slices:
            held = self._slices.setdefault(name, bytearray())
            held.extend(bytes(row - len(held)) + b"\x01")

    def table(self) -> Table:
        """The table of the items, where one that has a draft and lacks a finding has none of it; no more can be added.

        The scores are handed over and not copied, since a long run's take a good part of the room that there is.
        """
        rows = len(self._ids)
        columns = {}
        for name, values in self._columns.items():
            values.extend([nan] * (rows - len(values)))
            columns[name] = numpy.frombuffer(values, dtype=numpy.float64)
        drafted = ~numpy.isnan(columns["sentences"]) if "sentences" in columns else numpy.zeros(rows, dtype=bool)
        for name, column in columns.items():
            if name.startswith(FINDING):
                column[drafted & numpy.isnan(column)] = 0
        slices = {}
        for name, held in self._slices.items():
            mask = numpy.zeros(rows, dtype=bool)
            mask[: len(held)] = numpy.frombuffer(bytes(held), dtype=bool)
            slices[name] = mask
        return Table(self._ids, numpy.array(self._letter_of, dtype=numpy.intp), columns, slices)
