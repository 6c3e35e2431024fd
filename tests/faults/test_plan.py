"""Which attempts at which requests a plan lets fail."""

import hashlib
from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.faults import Fault, Plan

DIGESTS = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(4000)]
SHARES = st.dictionaries(st.sampled_from(list(Fault)), st.floats(0, 1), max_size=5)


def counted(plan: Plan, attempt: int = 1) -> Counter[Fault | None]:
    return Counter(plan.fault(digest, attempt) for digest in DIGESTS)


@pytest.mark.parametrize("attempt", [1, 2, 7])
def test_shares_are_kept(attempt: int) -> None:
    shares = {Fault.ERROR_500: 0.2, Fault.HANG: 0.05, Fault.REFUSAL: 0.35, Fault.RESET: 0.0}
    found = counted(Plan(shares), attempt)
    for fault, share in shares.items():
        # Four standard errors: one run in 16,000 would miss, and this one is always the same.
        assert abs(found[fault] / len(DIGESTS) - share) <= 4 * sqrt(share * (1 - share) / len(DIGESTS))
    assert found.keys() == {Fault.ERROR_500, Fault.HANG, Fault.REFUSAL, None}


def test_attempts_and_seeds_are_drawn_apart() -> None:
    plan, other = Plan({Fault.ERROR_500: 0.5}), Plan({Fault.ERROR_500: 0.5}, seed=1)
    both = sum(plan.fault(d, 1) is plan.fault(d, 2) for d in DIGESTS) / len(DIGESTS)
    across = sum(plan.fault(d, 1) is other.fault(d, 1) for d in DIGESTS) / len(DIGESTS)
    assert 0.46 < both < 0.54
    assert 0.46 < across < 0.54


def test_a_share_of_one_is_always() -> None:
    assert counted(Plan({Fault.HANG: 1})) == {Fault.HANG: len(DIGESTS)}
    assert counted(Plan()) == {None: len(DIGESTS)}


@given(SHARES, st.text(max_size=20), st.integers(1, 9), st.integers(0, 2**31))
def test_a_plan_draws_from_its_shares_and_always_the_same(
    shares: dict[Fault, float], digest: str, attempt: int, seed: int
) -> None:
    if sum(shares.values()) > 1:
        with pytest.raises(ValueError, match="together no more than 1"):
            Plan(shares, seed)
        return
    fault = Plan(shares, seed).fault(digest, attempt)
    assert fault is None or shares[fault] > 0
    assert fault is Plan(shares, seed).fault(digest, attempt)


def test_a_share_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Plan({Fault.HANG: -0.1, Fault.RESET: 0.2})
