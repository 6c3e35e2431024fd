"""Two kinds of damage in one sentence or one item: each must be found beside the other."""

from collections.abc import Iterator
from dataclasses import replace

from tests.grounding.mutation.spots import Damage, Expected, Kind, Spot

_PAIRS = (
    ("number_changed", "side_added"),
    ("number_multiplied", "page_added"),
    ("number_spelled", "closing_turned"),
    ("date_day_shifted", "sex_turned"),
    ("date_added", "drug_added"),
    ("quotation_of_a_wrong_word", "page_added"),
    ("quotation_invented", "number_changed"),
    ("recommended_turned", "edition_added"),
    ("opposite_said", "percent_changed"),
    ("section_changed", "number_changed"),
    ("guideline_added", "duration_added"),
    ("pointer_removed", "web_page_named"),
    ("pointer_to_unknown_sentence", "body_part_added"),
    ("pointer_to_unknown_source", "absence_invented"),
    ("pointer_removed", "number_changed"),
    ("number_spelled", "character_hidden"),
    ("causation_added", "date_added"),
    ("determination_turned", "page_changed"),
    ("side_swapped", "date_year_shifted"),
    ("book_swapped", "frequency_added"),
)
"""Kinds that leave each other's damage standing and are found by different codes."""


def both(first: Kind, second: Kind) -> Kind:
    """A kind that does the one damage, and then the other in the same sentence, or in the same item."""

    def make(spot: Spot) -> Iterator[Damage]:
        damage = next(first.damages(spot), None)
        for another in second.damages(replace(spot, world=damage.world)) if damage else ():
            if damage:
                yield replace(another, expected=(*_apart(damage, second), *_apart(another, first)))

    name = f"{first.name}+{second.name}"
    what = f"{first.what} And: {second.what[0].lower()}{second.what[1:]}"
    return Kind(name, what, (*first.codes, *second.codes), make, first.by_sentence or second.by_sentence)


def _apart(damage: Damage, other: Kind) -> Iterator[Expected]:
    """What the one damage must be found by, without the codes that the other one is found by."""
    for expected in damage.expected:
        yield replace(expected, codes=expected.codes - other.codes[0] or expected.codes)


def together(alone: dict[str, Kind]) -> dict[str, Kind]:
    """The kinds of two damages, by their names."""
    made = [both(alone[first], alone[second]) for first, second in _PAIRS]
    return {kind.name: kind for kind in made}
