import pytest

from drafter.domain.determination import Determination
from drafter.domain.draft import ItemDraft
from drafter.errors import EvaluationError
from drafter.evaluation.conditions.condition import changed, shift
from drafter.evaluation.conditions.table import CONDITIONS, conditions
from drafter.evaluation.run_files import AS_WRITTEN, UR_REMOVED

from .invented import case


def names(*asked: str) -> list[str]:
    return [condition.name for condition in conditions(asked)]


def test_each_condition_comes_after_the_one_that_it_is_compared_with() -> None:
    every = list(CONDITIONS)
    assert all(every.index(c.compared_with) < every.index(name) or name == AS_WRITTEN for name, c in CONDITIONS.items())
    assert len(names(*every)) == len(every)


def test_what_a_condition_is_compared_with_comes_along() -> None:
    assert names("race: Black") == [AS_WRITTEN, "race: white", "race: Black"]
    assert names(UR_REMOVED, "redraft 3", UR_REMOVED) == [AS_WRITTEN, UR_REMOVED, "redraft 3"]
    assert names() == []


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(
        EvaluationError, match='there is no "redraft 9"; name some of "as written", "UR outcome removed"'
    ):
        conditions(["redraft 9", AS_WRITTEN])


def test_redrafts_differ_in_their_seed_alone() -> None:
    loaded = case("He limps.")
    redrafts = [condition for name, condition in CONDITIONS.items() if name.startswith("redraft")]
    assert [condition.seed for condition in redrafts] == [2, 3, 4, 5]
    assert all(condition.apply(loaded) is loaded for condition in redrafts)


def test_only_the_contrary_must_change_and_two_readings_need_nothing() -> None:
    assert [name for name, c in CONDITIONS.items() if c.must == "change"] == ["governing passage contrary"]
    assert [name for name, c in CONDITIONS.items() if c.must is None] == [AS_WRITTEN, UR_REMOVED]


def test_a_proposal_changes_with_its_determination_alone() -> None:
    base, likelier, other = (
        ItemDraft(criteria=(), probability=p, determination=d, rationale=())
        for p, d in ((0.25, Determination.UPHELD), (0.5, Determination.UPHELD), (0.25, Determination.OVERTURNED))
    )
    assert not changed(base, likelier)
    assert shift(base, likelier) == 0.25
    assert changed(base, other)
    assert shift(base, other) == 0
