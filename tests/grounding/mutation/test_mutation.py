"""The mutation suite in small: its kinds of damage are sound, and a sample of its mutants is found."""

from random import Random

import pytest

from drafter.grounding.catalogue import CATALOGUE
from drafter.guidelines.index import GuidelineIndex
from tests.grounding.mutation.drafts import extractive_worlds, labelled_worlds
from tests.grounding.mutation.kinds import KINDS
from tests.grounding.mutation.report import FLAGGED_BAR
from tests.grounding.mutation.suite import Mutant, mutants, tallies, total, wilson
from tests.grounding.mutation.worlds import World

pytestmark = pytest.mark.slow

_SAMPLE = 200
"""Mutants of each half."""


@pytest.fixture(scope="module")
def extractive(index: GuidelineIndex) -> list[World]:
    return extractive_worlds(index)


@pytest.fixture(scope="module")
def labelled(extractive: list[World]) -> list[World]:
    return labelled_worlds("held", extractive[0].things)


@pytest.fixture(scope="module")
def made(extractive: list[World], labelled: list[World]) -> list[Mutant]:
    """A few mutants of every kind, of either half."""
    return [*mutants(extractive, wanted=_SAMPLE), *mutants(labelled, wanted=_SAMPLE)]


def test_there_are_forty_kinds_alone_and_six_together() -> None:
    together = [name for name in KINDS if "+" in name]
    assert len(KINDS) - len(together) >= 40
    assert len(together) >= 6


def test_every_kind_says_what_it_does_and_which_findings_of_the_catalogue_are_right() -> None:
    for kind in KINDS.values():
        assert kind.what.endswith(".")
        assert kind.codes
        assert all(group and group <= CATALOGUE.keys() for group in kind.codes)


def test_every_kind_makes_mutants(made: list[Mutant]) -> None:
    assert KINDS.keys() == {mutant.kind for mutant in made}


def test_the_same_mutants_are_made_again(extractive: list[World]) -> None:
    kinds = [KINDS[name] for name in Random(5).sample(sorted(KINDS), 12)]

    def texts() -> list[tuple[str, int, tuple[str, ...]]]:
        some = mutants(extractive[:4], kinds, wanted=40)
        drafts = [(m.kind, m.damage.number, m.damage.world.places[m.damage.number].draft) for m in some]
        return [(kind, number, tuple(s.text for s in draft.rationale)) for kind, number, draft in drafts]

    first = texts()
    assert first
    assert texts() == first


def test_a_sample_is_flagged_with_the_right_codes(made: list[Mutant]) -> None:
    """As many as would be flagged by chance where the whole suite reaches its bar."""
    counted = total(tallies(made).values())
    assert counted.made >= 2 * _SAMPLE
    _, high = wilson(counted.flagged, counted.made)
    slipped = [f"{slip.mutant.kind} {slip.mutant.world} item {slip.mutant.damage.number}" for slip in counted.slips]
    assert high >= FLAGGED_BAR, slipped


def test_the_interval_of_wilson() -> None:
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
