"""Verifying stays quick. The bar of 50 ms holds on an idle machine (`python -m tests.grounding.speed`)."""

import pytest

from drafter.guidelines.index import GuidelineIndex
from tests.grounding.speed import measure

SLACK = 5
"""How much slower a busy machine may be."""


@pytest.mark.slow
def test_a_draft_of_twenty_items_is_checked_in_little_time(index: GuidelineIndex) -> None:
    assert measure(index, runs=3).checks < 50 * SLACK
