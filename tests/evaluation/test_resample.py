import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from drafter.evaluation.resample import (
    DRAWS,
    FEWEST_DRAWS,
    draws_for,
    exact_interval,
    interval,
    letter_weights,
    percentile_interval,
)


def test_each_draw_has_as_many_letters_as_there_are_and_none_is_favoured() -> None:
    drawn = numpy.concatenate(list(letter_weights(7, 20_000)))
    assert drawn.shape == (20_000, 7)
    assert (drawn.sum(axis=1) == 7).all()
    # Of a multinomial with 7 equal chances: mean 1, variance 6/7, covariance -1/7.
    assert drawn.mean(axis=0) == pytest.approx(numpy.ones(7), abs=0.03)
    assert numpy.cov(drawn.T) == pytest.approx(numpy.eye(7) - 1 / 7, abs=0.04)


def test_the_draws_are_the_same_each_time_and_whatever_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    first = numpy.concatenate(list(letter_weights(50, 300)))
    monkeypatch.setattr("drafter.evaluation.resample._CHUNK_BYTES", 8 * 50 * 7)
    chunks = list(letter_weights(50, 300))
    assert len(chunks) == 43
    assert (numpy.concatenate(chunks) == first).all()
    # The rows of fewer draws are the first of more.
    assert (numpy.concatenate(list(letter_weights(50, 20))) == first[:20]).all()


def test_chunks_stay_small_and_many_letters_are_drawn_less_often() -> None:
    assert next(letter_weights(50_000, 400)).nbytes <= 30_000_000
    assert list(letter_weights(0, 10)) == []
    counts = [draws_for(letters) for letters in (0, 1, 2_000, 4_000, 50_000, 1_000_000)]
    assert counts == [DRAWS, DRAWS, DRAWS, 5_000, FEWEST_DRAWS, FEWEST_DRAWS]


@settings(deadline=None)
@given(st.integers(1, 3_000), st.floats(0, 1))
def test_exact_bounds_are_those_of_statsmodels(n: int, share: float) -> None:
    hits = round(share * n)
    low, high = proportion_confint(hits, n, method="beta")
    found = exact_interval(hits / n, n)
    assert found == pytest.approx((low, high), abs=1e-9)


def test_exact_bounds_worked_by_hand() -> None:
    # None of 20: 1 - 0.025 ** (1 / 20) = 1 - exp(-3.688879 / 20) = 1 - 0.831566 = 0.168434.
    assert exact_interval(0.0, 20) == pytest.approx((0, 0.168434), abs=1e-6)
    assert exact_interval(1.0, 20) == pytest.approx((0.831566, 1), abs=1e-6)
    # Three sevenths of one letter is between none and one of it: nothing is known.
    assert exact_interval(3 / 7, 1) == (0, 1)


@pytest.mark.parametrize("value", [1.5, -0.2, float("nan")])
def test_what_is_no_share_has_no_exact_bounds(value: float) -> None:
    assert exact_interval(value, 20) is None


def test_undefined_draws_are_left_out_and_too_many_leave_no_interval() -> None:
    drawn = numpy.linspace(0, 1, 1001)
    drawn[:50] = numpy.nan
    assert percentile_interval(drawn, lambda: None) == pytest.approx(tuple(numpy.percentile(drawn[50:], [2.5, 97.5])))
    drawn[:52] = numpy.nan
    assert percentile_interval(drawn, lambda: (0, 1)) is None
    assert percentile_interval(numpy.full(9, numpy.nan), lambda: (0, 1)) is None


def test_draws_that_all_agree_are_not_taken_for_certainty() -> None:
    assert percentile_interval(numpy.full(100, 0.1) + 1e-17, lambda: (0.05, 0.2)) == (0.05, 0.2)


@settings(deadline=None)
@given(st.lists(st.lists(st.booleans(), max_size=4), min_size=1, max_size=12))
def test_an_interval_lies_about_its_share(letters: list[list[bool]]) -> None:
    found = interval(letters, draws=200)
    hits, n = sum(map(sum, letters)), sum(map(len, letters))
    if n == 0:
        assert found is None
    else:
        assert found is not None
        low, high = found
        assert 0 <= low < high <= 1
        with_items = sum(map(bool, letters))
        if hits in (0, n):
            assert found == pytest.approx(proportion_confint(with_items * hits / n, with_items, method="beta"))


def test_letters_are_drawn_and_not_items() -> None:
    alike = [[True] * 10, [False] * 10] * 5
    apart = [[True], [False]] * 50
    low, high = interval(alike) or (0, 0)
    narrow_low, narrow_high = interval(apart) or (0, 0)
    assert high - low > 2 * (narrow_high - narrow_low)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    # Letters of 1 to 6 items, each letter with a share of its own about a true mean of 0.3 (beta with 1.5 and 3.5).
    random = numpy.random.default_rng(3)
    held = 0
    for _ in range(400):
        shares = random.beta(1.5, 3.5, size=120)
        letters = [(random.random(random.integers(1, 7)) < share).tolist() for share in shares]
        low, high = interval(letters, draws=400) or (1, 0)
        held += low <= 0.3 <= high
    assert 0.90 <= held / 400 <= 0.98


def test_one_error_is_never_surer_than_none() -> None:
    """With the draws alone, 1 of 330 letters would have a lower upper bound than 0 of 330."""
    ends = [interval([[n < errors] for n in range(330)]) for errors in range(6)]
    uppers = [one[1] for one in ends if one]
    assert uppers[0] < min(uppers[1:])
    assert uppers[:4] == sorted(uppers[:4])
