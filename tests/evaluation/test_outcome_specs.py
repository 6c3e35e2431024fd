from math import isnan, nan, sqrt

import numpy
import pytest

from drafter.evaluation.outcome_specs import OUTCOME, confusion
from drafter.evaluation.ranked_specs import RANKED
from drafter.evaluation.sums import f1, mean_of, ratio
from drafter.evaluation.table import FigureSpec, Table

from .score_tables import score_table

# Decided and proposed, an item a column. The table of it:
#              O  U  I  -
#   overturned 2  1  1  0
#   upheld     1  3  1  1
DECIDED = "OOOOUUUUUU"
PROPOSED = "OOUIOUUUI-"
SURE = score_table("OUOUOU", "OUUUI-", [0.9, 0.2, 0.4, 0.4, 0.6, nan])


def value(spec: FigureSpec, table: Table) -> float:
    """The figure of a table all of whose items have the scores."""
    whole = ~numpy.any([numpy.isnan(table.columns[name]) for name in spec.columns], axis=0)
    scores = [table.columns[name][whole] for name in spec.columns]
    return float(spec.values(scores, table.letters[whole], numpy.ones((1, table.letters.max() + 1)))[0])


def outcome(name: str) -> FigureSpec:
    return next(spec for spec in (*OUTCOME, *RANKED) if spec.name == f"outcome.{name}")


@pytest.mark.parametrize(
    ("name", "worked"),
    [
        ("agreement", (2 + 3) / 10),
        ("accuracy of decided", (2 + 3) / 7),
        ("share decided", 7 / 10),
        ("share insufficient", 2 / 10),
        ("share without draft", 1 / 10),
        # 2 of 4 overturned found, 3 of 6 upheld.
        ("balanced accuracy", (2 / 4 + 3 / 6) / 2),
        ("balanced accuracy of decided", (2 / 3 + 3 / 4) / 2),
        # c = 5, s = 10; decided 4, 6, 0, 0; proposed 3, 4, 2, 1: (5*10 - (4*3 + 6*4)) / sqrt((100-30) * (100-52)).
        ("MCC", 14 / sqrt(70 * 48)),
        # The 2 x 2 table 2, 1 / 1, 3: (2*3 - 1*1) / sqrt(3*3*4*4).
        ("MCC of decided", 5 / 12),
        # By chance (4*3 + 6*4) / 100 = 0.36: (0.5 - 0.36) / (1 - 0.36).
        ("kappa", 0.14 / 0.64),
        # 5 of 7 agree, by chance (3*3 + 4*4) / 49.
        ("kappa of decided", (5 / 7 - 25 / 49) / (1 - 25 / 49)),
        ("overturn precision", 2 / 3),
        ("overturn recall", 2 / 4),
        ("overturn F1", 2 * 2 / (4 + 3)),
        ("Upheld proposed where overturned", 1 / 4),
    ],
)
def test_outcome_figures_worked_by_hand(name: str, worked: float) -> None:
    assert value(outcome(name), score_table(DECIDED, PROPOSED)) == pytest.approx(worked)


@pytest.mark.parametrize(
    ("name", "worked"),
    [
        # Overturned 0.9, 0.4, 0.6 against upheld 0.2, 0.4: 0.9 wins 2, 0.4 wins 1 and ties 1, 0.6 wins 2.
        ("AUC", 5.5 / 6),
        # Squares of 0.1, 0.2, 0.6, 0.4, 0.4.
        ("Brier score", (0.01 + 0.04 + 0.36 + 0.16 + 0.16) / 5),
        # Always 3/5 would have 3/5 * 2/5 = 0.24.
        ("Brier skill", 1 - 0.146 / 0.24),
        # Bins: 0.9 (overturned) is 0.1 apart, 0.2 (not) 0.2, 0.4 twice (one of two) 2 * 0.1, 0.6 (overturned) 0.4.
        ("calibration error", (0.1 + 0.2 + 0.2 + 0.4) / 5),
        # By sureness: 0.9 agrees; 0.8 agrees; 0.6 twice, one agrees; insufficient does not. Agreement among those at
        # least as sure: 1, 1, 3/4, 3/4, 3/5.
        ("area under coverage and accuracy", (1 + 1 + 0.75 + 0.75 + 0.6) / 5),
    ],
)
def test_figures_of_the_probability_worked_by_hand(name: str, worked: float) -> None:
    assert value(outcome(name), SURE) == pytest.approx(worked)


def test_sums_of_sets_worked_by_hand() -> None:
    table = score_table("OU", "OU")
    columns = {"right": [1, 2], "said": [2, 2], "gold": [1, 4], "score": [0.5, 0.25]}
    table = Table(table.ids, table.letters, {name: numpy.array(one, float) for name, one in columns.items()}, {})
    given = {"name": "n", "words": "w", "group": "citation"}
    assert value(ratio("right", "said", better="higher", **given), table) == 3 / 4
    assert value(f1("right", "said", "gold", **given), table) == 2 * 3 / (4 + 5)
    assert value(mean_of("score", better="higher", **given), table) == 0.375


def test_the_table_of_outcomes_is_told_in_full() -> None:
    assert confusion(score_table(DECIDED, PROPOSED)) == {
        "Overturned": {"Overturned": 2, "Upheld": 1, "Insufficient": 1, "no draft": 0},
        "Upheld": {"Overturned": 1, "Upheld": 3, "Insufficient": 1, "no draft": 1},
    }


@pytest.mark.parametrize(
    ("decided", "proposed", "undefined"),
    [
        (
            "UUU",
            "UUI",
            {
                "balanced accuracy", "balanced accuracy of decided", "MCC", "MCC of decided", "kappa of decided",
                "overturn precision", "overturn recall", "overturn F1", "Upheld proposed where overturned",
            },
        ),
        (
            "OU",
            "I-",
            {
                "accuracy of decided", "balanced accuracy of decided", "MCC of decided", "kappa of decided",
                "overturn precision",
            },
        ),
        ("OUU", "UUU", {"overturn precision"}),
    ],
)  # fmt: skip
def test_a_figure_that_divides_by_nothing_is_undefined(decided: str, proposed: str, undefined: set[str]) -> None:
    table = score_table(decided, proposed)
    assert {spec.name for spec in OUTCOME if isnan(value(spec, table))} == {f"outcome.{name}" for name in undefined}


def test_always_upheld_gains_nothing() -> None:
    table = score_table("O" * 11 + "U" * 89, "U" * 100, [0.0] * 100)
    worked = {
        "balanced accuracy": 0.5, "agreement": 0.89, "Brier score": 0.11, "AUC": 0.5, "MCC": 0, "kappa": 0,
        "Upheld proposed where overturned": 1,
    }  # fmt: skip
    assert {name: value(outcome(name), table) for name in worked} == pytest.approx(worked)


def test_names_are_told_apart_and_every_figure_has_its_words() -> None:
    specs = (*OUTCOME, *RANKED)
    assert len({spec.name for spec in specs}) == len(specs) == 20
    assert len({spec.words for spec in specs}) == 20
