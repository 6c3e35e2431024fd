"""The garbage collector is set for a batch, and set back after it."""

import gc

import pytest

from drafter.batch.collector import seldom_collecting


def fails() -> None:
    with seldom_collecting():
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] > 10_000
        raise KeyError


def test_the_collector_is_set_back_also_after_an_error() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError):
        fails()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
