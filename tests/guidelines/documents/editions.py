"""An invented edition that a user adds."""

from datetime import date
from typing import Any

from drafter.domain.guideline import DateKind, Edition, InForce, Tier


def added_edition(**changes: Any) -> Edition:
    """The edition of 2020 of an invented guideline, in force from then on, with changes."""
    force = InForce.model_validate({"from": date(2020, 1, 1), "to": None, "by": DateKind.REQUEST})
    edition = Edition(
        id="official-guideline-2020",
        guideline="Official Guideline",
        cited_as="Official Guideline",
        edition="2020",
        publisher="Nobody",
        tier=Tier.OTHER,
        in_force=force,
        digest=False,
        licence="not stated",
    )
    return edition.model_copy(update=changes)


def in_force(start: str, end: str | None = None) -> InForce:
    """In force between two dates."""
    to = date.fromisoformat(end) if end else None
    return InForce.model_validate({"from": date.fromisoformat(start), "to": to, "by": DateKind.REQUEST})
