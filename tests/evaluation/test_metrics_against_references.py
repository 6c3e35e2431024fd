import warnings
from math import isnan

import numpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu
from sklearn import metrics
from statsmodels.stats.inter_rater import cohens_kappa

from drafter.evaluation.outcome_specs import OUTCOME, confusion
from drafter.evaluation.ranked_specs import RANKED
from drafter.evaluation.table import FigureSpec, Floats, Table

from .score_tables import SAID, score_tables

WEIGHTS = st.lists(st.integers(0, 3), min_size=13, max_size=13).map(lambda drawn: numpy.array([drawn], dtype=float))


def figure(name: str, table: Table, weights: Floats) -> float:
    spec: FigureSpec = next(one for one in (*OUTCOME, *RANKED) if one.name == f"outcome.{name}")
    return float(spec.values([table.columns[one] for one in spec.columns], table.letters, weights)[0])


def labels(table: Table) -> tuple[list[str], list[str]]:
    """Decided and proposed, as scikit-learn takes them."""
    decided = ["O" if one else "U" for one in table.columns["overturned"]]
    proposed = [next(kind for kind, name in SAID.items() if table.columns[name][row]) for row in range(len(table))]
    return decided, proposed


def both_decisions(table: Table, drawn: Floats) -> bool:
    return len(set(table.columns["overturned"][drawn > 0])) == 2


@given(score_tables(), WEIGHTS)
@settings(max_examples=50, deadline=None)
def test_figures_of_the_table_of_outcomes(table: Table, weights: Floats) -> None:
    drawn = weights[0][table.letters]
    assume(both_decisions(table, drawn))
    decided, proposed = labels(table)
    with warnings.catch_warnings():
        # A kind that is proposed and never decided, which here insufficient is.
        warnings.simplefilter("ignore", UserWarning)
        expected = {
            "agreement": metrics.accuracy_score(decided, proposed, sample_weight=drawn),
            "balanced accuracy": metrics.balanced_accuracy_score(decided, proposed, sample_weight=drawn),
            "MCC": metrics.matthews_corrcoef(decided, proposed, sample_weight=drawn),
            "kappa": metrics.cohen_kappa_score(decided, proposed, sample_weight=drawn),
        }
        overturned, said = table.columns["overturned"], table.columns["said overturned"]
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(
            overturned, said, sample_weight=drawn, average="binary", zero_division=numpy.nan
        )
    expected |= {"overturn precision": precision, "overturn recall": recall}
    if not isnan(f1):
        expected["overturn F1"] = f1
    found = {name: figure(name, table, weights) for name in expected}
    assert found == pytest.approx(expected, nan_ok=True)


@given(score_tables(), WEIGHTS)
@settings(max_examples=50, deadline=None)
def test_figures_of_the_items_decided(table: Table, weights: Floats) -> None:
    drawn = weights[0][table.letters]
    decided, proposed = labels(table)
    kept = [row for row in range(len(table)) if proposed[row] in "OU" and drawn[row]]
    gold, said, drawn = [decided[row] for row in kept], [proposed[row] for row in kept], drawn[kept]
    assume(len(set(gold)) == 2)
    expected = {
        "accuracy of decided": metrics.accuracy_score(gold, said, sample_weight=drawn),
        "balanced accuracy of decided": metrics.balanced_accuracy_score(gold, said, sample_weight=drawn),
        "MCC of decided": metrics.matthews_corrcoef(gold, said, sample_weight=drawn),
        "kappa of decided": metrics.cohen_kappa_score(gold, said, sample_weight=drawn),
    }
    assert {name: figure(name, table, weights) for name in expected} == pytest.approx(expected)


@given(score_tables(), WEIGHTS)
@settings(max_examples=50, deadline=None)
def test_figures_of_the_probability(table: Table, weights: Floats) -> None:
    drawn = weights[0][table.letters]
    assume(both_decisions(table, drawn))
    overturned, probability = table.columns["overturned"], table.columns["probability"]
    constant = numpy.full(len(table), numpy.average(overturned, weights=drawn))
    brier = metrics.brier_score_loss(overturned, probability, sample_weight=drawn)
    expected = {
        "AUC": metrics.roc_auc_score(overturned, probability, sample_weight=drawn),
        "Brier score": brier,
        "Brier skill": 1 - brier / metrics.brier_score_loss(overturned, constant, sample_weight=drawn),
    }
    assert {name: figure(name, table, weights) for name in expected} == pytest.approx(expected)


@given(score_tables())
@settings(max_examples=50, deadline=None)
def test_auc_is_the_mann_whitney_statistic(table: Table) -> None:
    overturned, probability = table.columns["overturned"] > 0, table.columns["probability"]
    statistic = mannwhitneyu(probability[overturned], probability[~overturned]).statistic
    pairs = overturned.sum() * (~overturned).sum()
    assert figure("AUC", table, numpy.ones((1, 13))) == pytest.approx(statistic / pairs)


@given(score_tables())
@settings(max_examples=50, deadline=None)
def test_kappa_is_that_of_statsmodels(table: Table) -> None:
    counts = [list(row.values()) for row in confusion(table).values()]
    square = numpy.array([*counts, [0, 0, 0, 0], [0, 0, 0, 0]])
    expected = cohens_kappa(square, return_results=False, wt=None)
    assert figure("kappa", table, numpy.ones((1, 13))) == pytest.approx(expected)


@given(score_tables(), WEIGHTS)
@settings(max_examples=50, deadline=None)
def test_the_area_and_the_calibration_error_by_counting(table: Table, weights: Floats) -> None:
    rows = [row for row in range(len(table)) for _ in range(int(weights[0][table.letters[row]]))]
    assume(rows)
    columns = {name: column[rows] for name, column in table.columns.items()}
    sure = [
        max(p, 1 - p) if overturned or upheld else 0
        for p, overturned, upheld in zip(
            columns["probability"], columns["said overturned"], columns["said upheld"], strict=True
        )
    ]
    area = numpy.mean([columns["agrees"][[other >= one for other in sure]].mean() for one in sure])
    assert figure("area under coverage and accuracy", table, weights) == pytest.approx(area)
    bins = numpy.minimum(numpy.floor(columns["probability"] * 10), 9)
    error = sum(
        (bins == one).mean()
        * abs(columns["overturned"][bins == one].mean() - columns["probability"][bins == one].mean())
        for one in set(bins)
    )
    assert figure("calibration error", table, weights) == pytest.approx(error)
