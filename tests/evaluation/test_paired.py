from collections.abc import Sequence
from itertools import product

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import permutation_test
from statsmodels.stats.contingency_tables import mcnemar

from drafter.evaluation.outcome_specs import OUTCOME
from drafter.evaluation.paired import intervals, paired, swap_p
from drafter.evaluation.ranked_specs import Auc
from drafter.evaluation.specs import CITATION, GROUNDING, finding_specs
from drafter.evaluation.sums import mean_of
from drafter.evaluation.table import Floats, ItemId, Table

AGREEMENT, *_ = OUTCOME
MISSED = next(spec for spec in OUTCOME if spec.name == "outcome.Upheld proposed where overturned")
FIRST = next(spec for spec in CITATION if spec.name == "citation.first guideline")
FLAGGED = next(spec for spec in GROUNDING if spec.name == "grounding.flagged")
WORDS = mean_of("words", name="rationale.words", words="words", group="rationale", better=None, share=False)


def table(letters: Sequence[int], **columns: Sequence[float] | Floats) -> Table:
    """Scores of items by letter; the outcome is Upheld unless said otherwise."""
    scores = {"overturned": numpy.zeros(len(letters))} | {
        name.replace("_", " "): numpy.asarray(values, dtype=float) for name, values in columns.items()
    }
    ids = [ItemId(f"L{letter}", place) for place, letter in enumerate(letters, start=1)]
    return Table(ids, numpy.asarray(letters, dtype=numpy.intp), scores, {})


def outcomes(letters: Sequence[int], right: Sequence[bool]) -> Table:
    """A drafter that says Upheld where it is right, and Overturned else."""
    agrees = numpy.asarray(right, dtype=float)
    nothing = numpy.zeros(len(agrees))
    return table(
        letters,
        agrees=agrees,
        said_upheld=agrees,
        said_overturned=1 - agrees,
        said_insufficient=nothing,
        no_draft=nothing,
    )


@settings(deadline=None)
@given(a=st.integers(0, 60), b=st.integers(0, 60))
def test_with_one_item_a_letter_it_is_mcnemars_exact_test(a: int, b: int) -> None:
    differences = numpy.array([1] * a + [-1] * b + [0] * 5)
    expected = mcnemar([[7, a], [b, 7]], exact=True).pvalue
    assert swap_p(differences) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=9))
def test_it_counts_every_swap_of_whole_letters(differences: list[int]) -> None:
    seen = abs(sum(differences))
    signs = list(product((1, -1), repeat=len(differences)))
    hits = sum(abs(sum(s * d for s, d in zip(row, differences, strict=True))) >= seen for row in signs)
    assert swap_p(numpy.array(differences)) == pytest.approx(hits / len(signs))


def test_letters_that_move_together_tell_less_than_single_items() -> None:
    alone, together = numpy.array([1] * 30 + [-1] * 10), numpy.array([5] * 6 + [-5] * 2)
    assert swap_p(together) > 10 * swap_p(alone)


@given(st.integers(0, 5), st.integers(-120, 120))
@settings(max_examples=20, deadline=None)
def test_where_there_are_very_many_letters_the_normal_value_is_near_the_exact_one(seed: int, shift: int) -> None:
    differences = numpy.random.default_rng(seed).choice([-3, -2, -1, 1, 2, 3], size=1_500)
    differences[: abs(shift)] = 2 * numpy.sign(shift)
    exact = swap_p(differences)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("drafter.evaluation.paired._EXACT_WORK", 0)
        assert swap_p(differences) == pytest.approx(exact, rel=0.02, abs=1e-4)


def test_agreement_is_tested_exactly() -> None:
    letters = list(range(40))
    a = outcomes(letters, [True] * 20 + [False] * 20)
    b = outcomes(letters, [True] * 16 + [False] * 4 + [True] * 15 + [False] * 5)
    assert paired(AGREEMENT, a, b).p_value() == pytest.approx(mcnemar([[16, 4], [15, 5]], exact=True).pvalue)


@pytest.mark.parametrize("letters", [8, 60])
def test_any_figure_is_tested_by_swapping_as_scipy_does(letters: int) -> None:
    random = numpy.random.default_rng(letters)
    a, b = random.normal(0, 1, letters), random.normal(0.25, 1, letters)
    pair = paired(WORDS, table(range(letters), words=a), table(range(letters), words=b))
    expected = permutation_test(
        (a, b),
        lambda a, b, axis: (b - a).mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=numpy.inf if letters < 12 else 50_000,
        rng=1,
    ).pvalue
    # Of 60 letters both draw at random: 100 hits tell p to a tenth of itself.
    assert pair.p_value() == pytest.approx(expected, rel=1e-9 if letters < 12 else 0.3)


@pytest.mark.parametrize("extreme", [0.0, 0.5])
def test_a_p_value_is_never_0(extreme: float) -> None:
    a = table(range(40), words=numpy.zeros(40))
    b = table(range(40), words=numpy.arange(40) / 100 + 1 + extreme)
    assert paired(WORDS, a, b).p_value() == pytest.approx(1 / 20_001)


def test_swaps_of_many_letters_are_as_rare_as_they_should_be() -> None:
    """Over many pairs of like drafters, p values are spread evenly."""
    random = numpy.random.default_rng(3)
    found = []
    for _ in range(400):
        a, b = random.normal(size=(2, 15))
        found.append(paired(WORDS, table(range(15), words=a), table(range(15), words=b)).p_value())
    assert 0.02 <= numpy.mean(numpy.array(found) <= 0.05) <= 0.08
    assert 0.44 <= numpy.mean(numpy.array(found) <= 0.5) <= 0.56


def test_the_interval_is_that_of_the_differences_by_letter() -> None:
    random = numpy.random.default_rng(4)
    letters = numpy.repeat(numpy.arange(60), 3)
    shared = random.normal(size=180)
    a = table(letters, words=shared)
    b = table(letters, words=shared + numpy.repeat(random.normal(0.5, 1, 60), 3))
    low, high = intervals([paired(WORDS, a, b)])[0] or (0, 0)
    by_letter = (b.columns["words"] - a.columns["words"])[::3]
    reach = 1.96 * by_letter.std() / numpy.sqrt(60)
    assert low == pytest.approx(by_letter.mean() - reach, abs=0.06)
    assert high == pytest.approx(by_letter.mean() + reach, abs=0.06)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 13), st.booleans(), st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from([0.1, 0.5, 0.9])
        ),
        min_size=2,
        max_size=30,
    )
)
def test_swapping_the_runs_turns_the_difference_and_keeps_p(items: list[tuple[int, bool, float, float]]) -> None:
    numbered, letters = numpy.unique([item[0] for item in items], return_inverse=True)
    overturned = numpy.array([item[1] for item in items], dtype=float)
    a, b = (table(letters, overturned=overturned, probability=[item[place] for item in items]) for place in (2, 3))
    one, other = paired(Auc(), a, b), paired(Auc(), b, a)
    if 0 < overturned.sum() < len(items):
        assert one.difference == pytest.approx(-other.difference)
        assert one.p_value() == other.p_value()
    else:
        assert numpy.isnan(one.difference)
    assert one.letter_count == len(numbered)


def test_a_run_beside_itself_differs_by_nothing_and_by_no_more_than_its_letters_can_rule_out() -> None:
    same = outcomes([letter // 2 for letter in range(100)], [True, True, False, True] * 25)
    pair = paired(AGREEMENT, same, same)
    assert (pair.difference, pair.p_value()) == (0, 1)
    # Clopper and Pearson's upper bound for 0 of 50.
    assert intervals([pair])[0] == pytest.approx((-0.0711, 0.0711), abs=1e-4)


def test_a_difference_in_every_item_is_bounded_away_from_0() -> None:
    wrong, right = (outcomes(range(50), [said] * 50) for said in (False, True))
    assert intervals([paired(AGREEMENT, wrong, right)])[0] == pytest.approx((0.9289, 1), abs=1e-4)
    assert intervals([paired(AGREEMENT, right, wrong)])[0] == pytest.approx((-1, -0.9289), abs=1e-4)


def test_a_figure_that_is_no_share_has_no_interval_where_all_draws_agree() -> None:
    a, b = (table(range(40), words=numpy.full(40, words)) for words in (90.0, 100.0))
    assert intervals([paired(WORDS, a, b)])[0] is None


def test_items_count_where_both_runs_have_the_scores() -> None:
    nan = numpy.nan
    a = table([0, 0, 1, 2], first_guideline=[1, nan, 0, nan], overturned=[1, 1, 0, 0])
    b = table([0, 0, 1, 2], first_guideline=[1, 1, 1, nan], overturned=[1, 1, 0, 0])
    pair = paired(FIRST, a, b)
    assert (len(pair), pair.letter_count, pair.unpaired, pair.overturned) == (2, 2, 1, 1)
    assert pair.values == (0.5, 1)


def test_a_figure_counts_the_items_that_it_divides_by() -> None:
    a = outcomes(range(6), [True] * 6)
    a.columns["overturned"][:2] = 1  # type: ignore[index]
    pair = paired(MISSED, a, a)
    assert (len(pair), pair.letter_count, pair.overturned) == (2, 2, 2)


def test_a_finding_that_a_run_never_has_was_found_in_no_draft() -> None:
    (spec,) = finding_specs(["finding: page-unsupported"])
    a = table(range(3), sentences=[2, 3, numpy.nan])
    b = table(range(3), sentences=[2, 3, numpy.nan], **{"finding: page-unsupported": [1, 0, numpy.nan]})
    assert paired(spec, a, b).values == (0, 0.5)
    assert len(paired(FLAGGED, a, b)) == 0
