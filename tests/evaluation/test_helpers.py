import os
from collections.abc import Callable

import pytest

from drafter.errors import EvaluationError
from drafter.evaluation.helpers import shared


def multiplier(by: int) -> Callable[[int], int]:
    """Multiplies; it breaks on 13, and its process ends on 17."""

    def multiply(number: int) -> int:
        if number == 13:
            raise ValueError("unlucky")
        if number == 17:
            os._exit(1)
        return by * number

    return multiply


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(shared(multiplier, 3, iter(range(9)))) == [0, 3, 6, 9, 12, 15, 18, 21, 24]


def test_no_task_gives_no_result() -> None:
    assert list(shared(multiplier, 3, [])) == []


def test_with_one_core_no_helper_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.delattr("drafter.evaluation.helpers.get_context")
    assert list(shared(multiplier, 3, [1, 2])) == [3, 6]


def test_what_a_task_raises_is_raised_in_its_place() -> None:
    found = shared(multiplier, 2, [1, 2, 13, 4, 5])
    assert [next(found), next(found)] == [2, 4]
    with pytest.raises(ValueError, match="unlucky"):
        next(found)


def test_a_helper_that_ends_is_named() -> None:
    found = shared(multiplier, 2, [1, 2, 3, 17, 5, 6])
    assert [next(found), next(found), next(found)] == [2, 4, 6]
    with pytest.raises(EvaluationError, match="ended early"):
        next(found)
