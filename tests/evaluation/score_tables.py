"""Invented tables of scores, for the tests of figures."""

from collections.abc import Sequence

import numpy
from hypothesis import strategies as st

from drafter.evaluation.table import ItemId, Table

SAID = {"O": "said overturned", "U": "said upheld", "I": "said insufficient", "-": "no draft"}


def score_table(
    decided: str,
    proposed: str,
    probability: Sequence[float] | None = None,
    letters: Sequence[int] | None = None,
    slices: dict[str, Sequence[bool]] | None = None,
) -> Table:
    """A table of items decided and proposed so: O overturned, U upheld, I insufficient, - no draft.

    Each item is of a letter of its own, unless `letters` says of which.
    """
    own = numpy.arange(len(decided)) if letters is None else numpy.array(letters, dtype=numpy.intp)
    columns = {"overturned": numpy.array([float(one == "O") for one in decided])}
    for kind, column in SAID.items():
        columns[column] = numpy.array([float(one == kind) for one in proposed])
    columns["agrees"] = numpy.array([float(one == other) for one, other in zip(decided, proposed, strict=True)])
    if probability is not None:
        columns["probability"] = numpy.array(probability, dtype=float)
    return Table(
        ids=[ItemId(f"L{letter}", row + 1) for row, letter in enumerate(own)],
        letters=own,
        columns=columns,
        slices={name: numpy.array(members, dtype=bool) for name, members in (slices or {}).items()},
    )


@st.composite
def score_tables(draw: st.DrawFn) -> Table:
    """Tables with both decisions in them, ties among the probabilities, and letters of several items."""
    n = draw(st.integers(2, 40))
    decided = "OU" + draw(st.text("OU", min_size=n - 2, max_size=n - 2))
    proposed = draw(st.text("OUI-", min_size=n, max_size=n))
    tenths = draw(st.lists(st.integers(0, 10), min_size=n, max_size=n))
    raw = draw(st.lists(st.integers(0, 12), min_size=n, max_size=n))
    letters = numpy.unique(raw, return_inverse=True)[1].tolist()
    return score_table(decided, proposed, [one / 10 for one in tenths], letters)
