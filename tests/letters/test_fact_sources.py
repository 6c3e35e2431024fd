import pytest

from drafter.letters.fact_sources import grouped


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        ([], ()),
        (["example.org/a", "example.org/a"], ("example.org/a",)),
        (["as stated in decision A"], ("as stated in decision A",)),
        (
            ["as stated in decision A", "example.org/a", "as stated in decision B", "as stated in decision A"],
            ("as stated in decisions A, B", "example.org/a"),
        ),
        (
            ["as stated in decision A", "as applied in decision B", "as applied in decision C (page 9)"],
            ("as stated in decision A", "as applied in decisions B, C (page 9)"),
        ),
        (
            ["as stated in decision A", "as stated in the seed letter", "as stated in decision B"],
            ("as stated in the seed letter, decisions A, B",),
        ),
    ],
)
def test_decisions_that_say_the_same_stand_together(sources: list[str], shown: tuple[str, ...]) -> None:
    assert grouped(sources) == shown
