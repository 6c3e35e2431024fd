"""The measure of time that other tests rely on tells a square from a line."""

import pytest

from tests.timing import assert_linear


def work(steps: int) -> int:
    return sum(range(steps))


def test_work_that_grows_with_the_length_passes() -> None:
    assert_linear(lambda length: work(length * 1_000), 1_000)


def test_work_that_grows_with_the_square_fails_and_says_of_what() -> None:
    with pytest.raises(pytest.fail.Exception, match="'squares': 4 times the length takes"):
        assert_linear(lambda length: work(length * length), 1_000, "squares")
