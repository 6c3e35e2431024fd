from math import nan

import pytest
from hypothesis import given, settings
from sklearn.calibration import calibration_curve

from drafter.evaluation.curves import calibration, coverage
from drafter.evaluation.table import Table

from .score_tables import score_table, score_tables


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.evaluation.curves.draws_for", lambda letters: 500)


def test_calibration_worked_by_hand() -> None:
    # Bins from 0.1 (0.1, 0.18; one of two overturned) and from 0.9 (0.9, 1.0; both); the item without one is left out.
    low, high = calibration(score_table("OUOOU", "UUOOI", [0.1, 0.18, 0.9, 1.0, nan]))
    assert (low.mean_probability, low.share_overturned, low.n) == (pytest.approx(0.14), 0.5, 2)
    assert (high.mean_probability, high.share_overturned, high.n) == (pytest.approx(0.95), 1, 2)
    # All of 2 letters: the exact lower bound is 0.025 ** (1 / 2).
    assert (high.low, high.high) == pytest.approx((0.025**0.5, 1))


@given(score_tables())
@settings(max_examples=30, deadline=None)
def test_calibration_is_that_of_scikit_learn(table: Table) -> None:
    # scikit-learn puts an edge into the bin below it; here it is in the bin above: so edges are moved inward.
    probability = table.columns["probability"] * 0.98 + 0.011
    shares, means = calibration_curve(table.columns["overturned"], probability, n_bins=10)
    moved = Table(table.ids, table.letters, {**table.columns, "probability": probability}, {})
    found = calibration(moved)
    assert [one.share_overturned for one in found] == pytest.approx(list(shares))
    assert [one.mean_probability for one in found] == pytest.approx(list(means))
    assert sum(one.n for one in found) == len(table)


def test_coverage_worked_by_hand() -> None:
    # By sureness: 0.9 right; 0.8 wrong (overturned, proposed Upheld); 0.7 twice, one right; insufficient, no draft.
    table = score_table("OOUUUO", "OUUOI-", [0.9, 0.2, 0.3, 0.7, 0.99, nan])
    points = {one.items: one for one in coverage(table)}
    assert [one.coverage for one in coverage(table)] == pytest.approx([step / 20 for step in range(1, 21)])
    assert {items: one.accuracy for items, one in points.items()} == pytest.approx(
        # Of two as sure as each other, one of which is right, the first adds half.
        {1: 1, 2: 1 / 2, 3: 1.5 / 3, 4: 2 / 4, 5: 2 / 5, 6: 2 / 6}
    )
    assert [points[items].upheld_where_overturned for items in range(1, 7)] == [0, 1, 1, 1, 1, 1]
    assert [points[items].overturned for items in range(1, 7)] == [1, 2, 2, 2, 2.5, 3]


@given(score_tables())
@settings(max_examples=30, deadline=None)
def test_all_items_kept_agree_as_the_table_does_and_order_changes_nothing(table: Table) -> None:
    points = coverage(table)
    assert points[-1].items == len(table)
    assert points[-1].accuracy == pytest.approx(table.columns["agrees"].mean())
    wrong = table.columns["overturned"] * table.columns["said upheld"]
    assert points[-1].upheld_where_overturned == wrong.sum()
    turned = {name: column[::-1] for name, column in table.columns.items()}
    again = coverage(Table(table.ids[::-1], table.letters[::-1], turned, {}))
    assert [one.accuracy for one in again] == pytest.approx([one.accuracy for one in points])


def test_without_probabilities_no_item_is_surer_than_another() -> None:
    table = score_table("OUUU", "OUUO")
    assert calibration(table) == ()
    assert [one.accuracy for one in coverage(table)] == pytest.approx([0.75] * 20)


def test_an_empty_table_has_no_points() -> None:
    assert calibration(score_table("", "", [])) == coverage(score_table("", "", [])) == ()
