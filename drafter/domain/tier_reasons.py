"""Why a search leaves a tier of the regulation's sequence (8 CCR 9792.21.1(a)): the reasons there are, in words."""

from collections.abc import Container

from drafter.domain.guideline import Passage, Tier

_SILENT = ", says nothing on the treatment"
_NOT_HELD = ", exists, and its text is not held"


def place_of(passage: Passage) -> str:
    """A passage as a reason names it."""
    return f"{passage.edition.cited_as} {passage.edition.edition}, {passage.heading}"


def silent(passage: Passage) -> str:
    """The passage says of its guideline that it does not address the treatment."""
    return place_of(passage) + _SILENT


def not_held(passage: Passage) -> str:
    """The passage about the treatment stands by its title alone."""
    return place_of(passage) + _NOT_HELD


def nothing_near(tier: Tier) -> str:
    """The tier has no passage near the request."""
    return f"no section of {tier.value} that is held, in force and in scope is near the request"


def none_named(tier: Tier, nearest: Passage) -> str:
    """No passage of the tier names the treatment."""
    return _none_named(tier) + place_of(nearest)


def _none_named(tier: Tier) -> str:
    return f"no section of {tier.value} that is held, in force and in scope names the treatment; the nearest is "


def can_be_given(reason: str, tier: Tier, places: Container[str]) -> bool:
    """Whether a search could give this reason for leaving the tier, with passages at these places."""
    if reason == nothing_near(tier):
        return True
    for start, end in (("", _SILENT), ("", _NOT_HELD), (_none_named(tier), "")):
        if reason.startswith(start) and reason.endswith(end):
            place = reason[len(start) : len(reason) - len(end)]
            if place in places:
                return True
    return False
