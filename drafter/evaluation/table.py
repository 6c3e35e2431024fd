"""The scores of many items side by side, and figures taken from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from numpy import bool_, float64, intp
from numpy.typing import NDArray

Floats = NDArray[float64]
Group = Literal["outcome", "citation", "retrieval", "rationale", "grounding", "stability", "audit"]


class ItemId(NamedTuple):
    """An item by its letter and its number there, from 1."""

    letter: str
    item: int


@dataclass(frozen=True, eq=False)
class Table:
    """The scores of the items of one condition, by one drafter or baseline."""

    ids: Sequence[ItemId]
    letters: NDArray[intp]
    """The letter of each item, numbered from 0 without gaps."""
    columns: Mapping[str, Floats]
    """Each score by its name, one number an item; NaN where it does not apply."""
    slices: Mapping[str, NDArray[bool_]]
    """For each group of items, which items belong to it."""

    def __len__(self) -> int:
        return len(self.ids)


class FigureSpec(Protocol):
    """How a figure is taken from scores."""

    @property
    def name(self) -> str:
        """As metrics.json, gates and comparisons name it: "outcome.balanced accuracy"."""
        ...

    @property
    def words(self) -> str:
        """What it says, in a line for people."""
        ...

    @property
    def group(self) -> Group:
        """What it is about; outcome figures need many overturned items before they allow a verdict."""
        ...

    @property
    def better(self) -> Literal["higher", "lower"] | None:
        """Which way is better; None where neither is (length)."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """The scores that it needs; an item that lacks one of them does not count."""
        ...

    def values(self, scores: Sequence[Floats], letters: NDArray[intp], weights: Floats) -> Floats:
        """Its value for each row of weights; NaN where it is undefined.

        Args:
            scores: the needed columns, of the items that have all of them, in the order of `columns`.
            letters: the letter of each of these items: a column of `weights`.
            weights: how often each letter counts: rows are draws, columns letters.
        """
        ...
