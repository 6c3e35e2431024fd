import tracemalloc
from dataclasses import replace
from math import inf, nan
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import EvaluationError
from drafter.evaluation.figure import Figure
from drafter.evaluation.figures import figures
from drafter.evaluation.outcome_specs import OUTCOME
from drafter.evaluation.ranked_specs import RANKED
from drafter.evaluation.resample import letter_weights
from drafter.evaluation.sums import mean_of
from drafter.evaluation.table import FigureSpec, Floats, ItemId, Table

from .score_tables import score_table, score_tables

SPECS: tuple[FigureSpec, ...] = (*OUTCOME, *RANKED)
SCORE = mean_of("score", name="rationale.score", words="A score.", group="rationale", better="higher")


def taken(table: Table, specs: tuple[FigureSpec, ...] = SPECS, slice: str = "all") -> dict[str, Figure]:
    """The figures of a slice by name, without the group's."""
    found = figures(table, specs, of="draft", condition="as written", slices=sorted(table.slices))
    return {one.name.partition(".")[2]: one for one in found if one.slice == slice}


def scored(scores: list[float], letters: list[int] | None = None) -> Table:
    """A table of one score, each item of a letter of its own unless said otherwise."""
    own = numpy.arange(len(scores)) if letters is None else numpy.array(letters)
    return Table([ItemId(f"L{one}", 1) for one in own], own, {"score": numpy.array(scores)}, {})


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough draws to see an interval; how many are made is tested where they are."""
    monkeypatch.setattr("drafter.evaluation.figures.draws_for", lambda letters: 500)


def test_figures_stand_in_order_on_all_items_then_on_each_slice() -> None:
    table = score_table("OUU", "OUI", slices={"drug": [True, True, False]})
    found = figures(table, OUTCOME[:2], of="always upheld", condition="blind", slices=["drug"])
    assert [(one.slice, one.name, one.n) for one in found] == [
        ("all", "outcome.agreement", 3),
        ("all", "outcome.accuracy of decided", 2),
        ("drug", "outcome.agreement", 2),
        ("drug", "outcome.accuracy of decided", 2),
    ]
    assert {(one.of, one.condition) for one in found} == {("always upheld", "blind")}


@given(score_tables())
@settings(max_examples=15, deadline=None)
def test_values_and_intervals_are_those_of_each_figure_alone(table: Table) -> None:
    members = numpy.arange(len(table)) % 3 > 0
    table = replace(table, slices={"some": members})
    letters = int(table.letters.max()) + 1
    weights = numpy.concatenate(list(letter_weights(letters, 500)))
    rows = numpy.flatnonzero(members)
    found = figures(table, SPECS, of="draft", condition="c", slices=["some"])[len(SPECS) :]
    for spec, figure in zip(SPECS, found, strict=True):
        scores = [table.columns[name][rows] for name in spec.columns]
        alone = spec.values(scores, table.letters[rows], numpy.concatenate([numpy.ones((1, letters)), weights]))
        assert figure.value == (None if numpy.isnan(alone[0]) else pytest.approx(alone[0]))
        defined = alone[1:][~numpy.isnan(alone[1:])]
        if figure.low is not None and numpy.ptp(defined) > 1e-9:
            low, high = numpy.percentile(defined, [2.5, 97.5])
            if 0 < low < high < 1:
                assert (figure.low, figure.high) == pytest.approx((low, high))
            else:  # near its ends a share has the wider of the two intervals
                assert figure.low <= low + 1e-9
                assert figure.high >= high - 1e-9


def test_each_figure_counts_the_items_that_it_is_of() -> None:
    # Letters 0, 0, 1, 1, 2, 2; three overturned, of letters 0, 0 and 1.
    table = score_table("OOOUUU", "OIUOU-", [0.9, nan, 0.4, 0.6, 0.1, nan], [0, 0, 1, 1, 2, 2])
    found = taken(table)
    counts = {name: (one.n, one.letters, one.overturned) for name, one in found.items()}
    assert counts["agreement"] == counts["balanced accuracy"] == (6, 3, 3)
    assert counts["accuracy of decided"] == counts["MCC of decided"] == (4, 3, 2)
    assert counts["overturn recall"] == counts["Upheld proposed where overturned"] == (3, 2, 3)
    assert counts["overturn precision"] == (2, 2, 1)
    assert counts["AUC"] == counts["Brier score"] == (4, 3, 2)


def test_an_item_without_the_score_does_not_count() -> None:
    figure = taken(scored([0.2, nan, 0.4]), (SCORE,))["score"]
    assert (figure.value, figure.n, figure.letters) == (pytest.approx(0.3), 2, 2)


@pytest.mark.parametrize(
    ("table", "name", "reason"),
    [
        (score_table("O" * 12, "O" * 12), "agreement", "only 12 items, under 30; only 12 overturned items, under 100"),
        (score_table("O" * 33 + "U" * 40, "OU" * 36 + "O"), "agreement", "only 33 overturned items, under 100"),
        (score_table("O" * 99 + "U", "O" * 100), "agreement", "only 99 overturned items, under 100"),
        (score_table("O" * 100 + "U" * 9, "OU" * 54 + "-"), "agreement", None),
        (score_table("O" * 120 + "U" * 50, "U" * 150 + "O" * 20), "overturn precision", "only 20 items, under 30"),
        (score_table("O" * 120, "U" * 120), "overturn precision", "no item that it counts"),
        (score_table("O" * 120, "U" * 119 + "O"), "balanced accuracy", "undefined on these items"),
        (score_table("O" * 120 + "U" * 120, "O" * 120 + "U" * 120), "MCC", "no interval can be told"),
    ],
)
def test_why_a_figure_allows_no_verdict(table: Table, name: str, reason: str | None) -> None:
    assert taken(table)[name].no_verdict == reason


def test_a_figure_of_another_group_needs_no_overturned_items() -> None:
    assert taken(scored([0.1, 0.6] * 15), (SCORE,))["score"].no_verdict is None
    assert taken(scored([0.1, 0.6] * 14), (SCORE,))["score"].no_verdict == "only 28 items, under 30"


def test_a_slice_of_few_letters_has_no_interval() -> None:
    # Two of 40 letters: one draw in eight has neither.
    members = [True] * 2 + [False] * 38
    table = replace(scored([0.1, 0.5] * 20), slices={"rare": numpy.array(members)})
    figure = taken(table, (SCORE,), "rare")["score"]
    assert (figure.value, figure.low, figure.high) == (0.3, None, None)
    assert figure.no_verdict == "no interval can be told; only 2 items, under 30"


@pytest.mark.parametrize("columns", [{}, {"score": numpy.full(3, nan)}])
def test_a_score_that_no_item_has_gives_no_value(columns: dict[str, Floats]) -> None:
    table = replace(scored([0.0] * 3), columns=columns)
    figure = taken(table, (SCORE,))["score"]
    assert (figure.value, figure.low, figure.n, figure.no_verdict) == (None, None, 0, "no item that it counts")


def test_no_figures_are_taken_where_none_is_asked_for() -> None:
    assert taken(scored([0.1, 0.2]), ()) == {}


def test_an_empty_table_has_figures_without_values() -> None:
    assert {one.value for one in taken(score_table("", "", [])).values()} == {None}


def test_a_share_of_none_or_all_has_the_exact_bounds_of_its_letters() -> None:
    # 40 items of 20 letters; for 0 of 20 the bound is 1 - 0.025 ** (1 / 20) = 0.168434, as in test_resample.
    letters = [row // 2 for row in range(40)]
    found = taken(score_table("OU" * 20, "U" * 40, [0.3, 0.2] * 20, letters))
    ends = {name: (one.low, one.high) for name, one in found.items()}
    assert ends["overturn recall"] == pytest.approx((0, 0.168434), abs=1e-6)
    assert ends["Upheld proposed where overturned"] == ends["AUC"] == pytest.approx((0.831566, 1), abs=1e-6)
    # None of the overturned and all of the upheld: the mean of both bounds.
    assert ends["balanced accuracy"] == pytest.approx((0.831566 / 2, (1 + 0.168434) / 2), abs=1e-6)


def test_a_mean_that_is_no_share_has_no_bounds_where_every_letter_has_the_same() -> None:
    spec = mean_of("score", name="rationale.words", words="Words.", group="rationale", better=None, share=False)
    assert taken(scored([0.0] * 40), (spec,))["words"].low is None
    assert taken(scored([120.0] * 40), (SCORE,))["score"].low is None


@pytest.mark.parametrize("infinite", [inf, -inf])
def test_an_infinite_score_is_refused_by_name(infinite: float) -> None:
    table = Table([ItemId("CM1", 1), ItemId("CM2", 3)], numpy.arange(2), {"score": numpy.array([0.0, infinite])}, {})
    with pytest.raises(EvaluationError, match=r"letter CM2, item 3: the score 'score' is infinite"):
        figures(table, [SCORE], of="draft", condition="as written")


@given(score_tables(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_items_and_the_names_of_letters_change_nothing(table: Table, random: Random) -> None:
    order = numpy.array(random.sample(range(len(table)), len(table)))
    other = Table(
        ids=[ItemId(f"renamed {table.letters[row]}", table.ids[row].item) for row in order],
        letters=table.letters[order],
        columns={name: column[order] for name, column in table.columns.items()},
        slices={},
    )
    again = taken(other)
    for name, one in taken(table).items():
        changed = again[name]
        for what in ("value", "low", "high"):
            assert getattr(changed, what) == pytest.approx(getattr(one, what), abs=1e-9), name
        assert (changed.n, changed.letters, changed.no_verdict) == (one.n, one.letters, one.no_verdict)


def test_letters_numbered_otherwise_change_an_interval_by_chance_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.evaluation.figures.draws_for", lambda letters: 10_000)
    random = numpy.random.default_rng(5)
    table = score_table("OUUU" * 50, "OUUUUUOU" * 25, random.random(200).tolist(), (numpy.arange(200) // 2).tolist())
    other = replace(table, letters=random.permutation(100)[table.letters])
    again = taken(other)
    for name, one in taken(table).items():
        changed = again[name]
        assert changed.value == pytest.approx(one.value)
        assert (changed.low, changed.high) == pytest.approx((one.low, one.high), abs=0.02), name


def test_items_of_few_letters_tell_less_than_items_of_many() -> None:
    decided, proposed, sure = "O" * 60 + "U" * 60, "OU" * 60, ([0.9, 0.6, 0.4] * 20) + ([0.7, 0.3, 0.1] * 20)
    # Six letters, each with 20 items that are proposed alike.
    order = sorted(range(120), key=lambda row: (decided[row], proposed[row]))
    letters = [0] * 120
    for place, row in enumerate(order):
        letters[row] = place // 20
    apart, together = taken(score_table(decided, proposed, sure)), taken(score_table(decided, proposed, sure, letters))
    for name in ("agreement", "balanced accuracy", "kappa"):
        wide, narrow = together[name], apart[name]
        assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low), name  # type: ignore[operator]


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    # Each letter leans one way: its items are overturned, and its proposals right, more or less often together.
    def sample(letters: int, seed: int) -> Table:
        random = numpy.random.default_rng(seed)
        own = numpy.repeat(numpy.arange(letters), random.integers(1, 5, letters))
        lean = random.normal(size=letters)[own]
        overturned = random.random(len(own)) < 1 / (1 + numpy.exp(1 - lean))
        raw = 1 / (1 + numpy.exp(0.8 - 0.8 * overturned - 0.5 * random.normal(size=letters)[own]))
        said = raw > 0.45
        decided, proposed = ("".join(numpy.where(one, "O", "U")) for one in (overturned, said))
        return score_table(decided, proposed, raw.tolist(), own.tolist())

    judged = ("agreement", "balanced accuracy", "MCC", "overturn F1", "AUC", "Brier score")
    specs = tuple(spec for spec in SPECS if spec.name.removeprefix("outcome.") in judged)
    all_letters, once = sample(100_000, 1), numpy.ones((1, 100_000))
    truth = {
        spec.name.removeprefix("outcome."): spec.values(
            [all_letters.columns[name] for name in spec.columns], all_letters.letters, once
        )[0]
        for spec in specs
    }
    held = dict.fromkeys(judged, 0)
    for seed in range(2, 302):
        found = taken(sample(150, seed), specs)
        for name in judged:
            held[name] += found[name].low <= truth[name] <= found[name].high  # type: ignore[operator]
    assert all(0.90 <= count / 300 <= 0.98 for count in held.values()), held


@pytest.mark.slow
def test_a_hundred_thousand_items_with_slices_take_little_memory() -> None:
    random = numpy.random.default_rng(1)
    n = 100_000
    table = score_table(
        "".join(random.choice(["O", "U"], n, p=[0.1, 0.9])),
        "".join(random.choice(["O", "U", "I", "-"], n)),
        random.random(n).tolist(),
        (numpy.arange(n) // 2).tolist(),
        {f"slice {one}": (random.random(n) < 0.3).tolist() for one in range(15)},
    )
    tracemalloc.start()
    found = figures(table, SPECS, of="draft", condition="as written", slices=list(table.slices))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 16 * len(SPECS)
    assert peak < 500_000_000
