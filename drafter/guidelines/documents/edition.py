"""The edition that a user's document holds: made from what the user says, and checked against the editions held."""

import re
from collections.abc import Iterable

from drafter.domain.guideline import Edition, InForce
from drafter.domain.text import normal_form
from drafter.errors import GuidelineError

_LONGEST = 80


def edition_id(guideline: str, edition: str) -> str:
    """The id of an edition: its names in small letters, digits and hyphens.

    Raises:
        GuidelineError: they hold no letter or digit that an id can be made of.
    """
    id = re.sub(r"[^a-z0-9]+", "-", normal_form(f"{guideline} {edition}")).strip("-")
    if not id:
        raise GuidelineError("the guideline's name and edition hold no letter or digit; write them in Latin letters")
    return id if len(id) <= _LONGEST else f"{id[:_LONGEST].strip('-')}-{normal_form(edition)[-4:].strip('-')}"


def check_edition(new: Edition, held: Iterable[Edition]) -> None:
    """See that an edition's dates are in order and do not overlap those of another edition of its guideline.

    The corpus' digest of the same edition may stand beside the document: both are of one text, in force together.

    Raises:
        GuidelineError: they do; the line names the other edition.
    """
    force = new.in_force
    if force.to and force.to < force.from_:
        raise GuidelineError(f"--in-force: {force.to} is before {force.from_}; write the earlier date first")
    for other in held:
        if other.id == new.id or not _same_guideline(new, other):
            continue
        if other.digest and normal_form(other.edition) == normal_form(new.edition):
            if (other.in_force.from_, other.in_force.to) != (force.from_, force.to):
                raise GuidelineError(
                    f"--in-force: the corpus has {other.id}, a digest of this edition, in force "
                    f"{_shown(other.in_force)}; give the same dates, or correct them there"
                )
        elif _overlap(force, other.in_force):
            raise GuidelineError(
                f"--in-force: {_shown(force)} overlaps {other.id}, in force {_shown(other.in_force)}; "
                "only one edition of a guideline is in force at a time, so correct the dates of one of them"
            )


def _same_guideline(one: Edition, other: Edition) -> bool:
    names = [{normal_form(edition.guideline), normal_form(edition.cited_as)} for edition in (one, other)]
    return not names[0].isdisjoint(names[1]) and one.chapter == other.chapter


def _overlap(one: InForce, other: InForce) -> bool:
    return (one.to is None or one.to >= other.from_) and (other.to is None or other.to >= one.from_)


def _shown(force: InForce) -> str:
    return f"{force.from_} to {force.to or 'now'}"
