import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from drafter.errors import EvaluationError
from drafter.evaluation.compare import RunTables
from drafter.evaluation.noise import false_alarms, wilson
from drafter.evaluation.sums import mean_of
from drafter.evaluation.table import FigureSpec, ItemId, Table

from .compare_measure import alarms

CITED = mean_of("cited", name="citation.cited", words="cited", group="citation", better="higher")
WORDS = mean_of("words", name="rationale.words", words="words", group="rationale", better=None)
MATCHED = mean_of("matched", name="outcome.matched", words="overturned again", group="outcome", better="higher")


def run(n: int = 40) -> RunTables:
    """A small run: two items a letter, scores by chance; whether an item matches is whether it was overturned."""
    random = numpy.random.default_rng(1)
    overturned = (random.random(n) < 0.4).astype(float)
    columns = {
        "overturned": overturned,
        "matched": overturned,
        "cited": (random.random(n) < 0.5).astype(float),
        "words": random.random(n),
    }
    ids = [ItemId(f"L{place // 2}", place % 2 + 1) for place in range(n)]
    return RunTables("A", "as written", Table(ids, numpy.arange(n, dtype=numpy.intp) // 2, columns, {}))


@settings(deadline=None)
@given(st.integers(1, 3_000), st.floats(0, 1))
def test_the_interval_is_wilsons(n: int, share: float) -> None:
    seen = round(share * n)
    assert wilson(seen, n) == pytest.approx(proportion_confint(seen, n, method="wilson"), abs=1e-9)


def test_false_alarms_are_counted_though_the_run_is_too_small_for_verdicts() -> None:
    specs: tuple[FigureSpec, ...] = (CITED, WORDS, MATCHED)
    found = false_alarms(run(), specs, "citation.cited", rounds=300)
    assert (found.items, found.letters, found.rounds) == (40, 20, 300)
    assert 0 < found.any_verdict.seen <= 0.06 * 300
    assert "ignored" in found.note
    by_name = {one.name: one for one in found.figures}
    # Words are not judged; items are replaced by those that were decided alike, so that nothing changes what matches.
    assert set(by_name) == {"citation.cited", "outcome.matched"}
    assert by_name["outcome.matched"].seen == 0
    assert by_name["citation.cited"].low < by_name["citation.cited"].share < by_name["citation.cited"].high


def test_the_same_seed_gives_the_same_alarms_and_the_effect_counts() -> None:
    one, other = (false_alarms(run(), [CITED], "citation.cited", rounds=100, seed=seed) for seed in (3, 3))
    assert one == other
    large = false_alarms(run(), [CITED], "citation.cited", {"citation.cited": 0.9}, rounds=100, seed=3)
    assert large.any_verdict.seen == 0 < one.any_verdict.seen


def test_a_primary_figure_that_the_run_does_not_have_is_named() -> None:
    with pytest.raises(EvaluationError, match=r'"rationale\.words"; name one of these: citation\.cited$'):
        false_alarms(run(), [CITED, WORDS], "rationale.words")


@pytest.mark.slow
def test_like_drafters_get_a_verdict_in_six_percent_of_comparisons_at_most() -> None:
    found = alarms(2_000)
    assert found.any_verdict.share <= 0.06
    # A test that never finds anything would pass too.
    assert found.any_verdict.share >= 0.005
