"""The edition that a user's document holds: made from what the user says, and checked against the editions held."""

import re
from collections.abc import Collection, Iterable

from drafter.domain.guideline import Edition, InForce, Tier
from drafter.domain.text import normal_form, sha256_text
from drafter.errors import GuidelineError

_LONGEST = 80
_DIGITS = 8
"""Of the digest in an id; enough that no two names of one user's guidelines share them."""


def edition_id(guideline: str, edition: str) -> str:
    """The id of an edition: its names in small letters, digits and hyphens.

    A digest of both names follows where other names could give the same id: where the id is cut, letters are left out,
    or it does not show where the edition begins ("Neck" and "Pain 2019" beside "Neck Pain" and "2019").

    Raises:
        GuidelineError: they hold no letter or digit that an id can be made of.
    """
    names = (normal_form(guideline), normal_form(edition))
    slugs = [re.sub(r"[^a-z0-9]+", "-", name).strip("-") for name in names]
    id = "-".join(filter(None, slugs))
    if not id:
        raise GuidelineError("the guideline's name and edition hold no letter or digit; write them in Latin letters")
    parted = all(slugs) and "-" not in slugs[1]
    left_out = any(letter.isalnum() and not letter.isascii() for name in names for letter in name)
    if parted and not left_out and len(id) <= _LONGEST:
        return id
    return f"{id[:_LONGEST].strip('-')}-{sha256_text(chr(10).join(names))[:_DIGITS]}"


def citation_name(guideline: str, edition: str, tier: Tier) -> str:
    """The name in citations of a guideline for which none is given: its full name.

    The edition at its end is left out, since a citation gives it after the name; one of the MTUS has "MTUS" before it,
    as the letters' form does.
    """
    name = re.sub(rf"[\s,(-]*(?<!\w){re.escape(edition)}\)?$", "", guideline, flags=re.IGNORECASE) or guideline
    return f"MTUS {name}" if tier is Tier.MTUS and not re.search(r"\bMTUS\b", name) else name


def check_edition(new: Edition, held: Iterable[Edition], added: Collection[str]) -> None:
    """See that an edition may stand beside those held: by its id, and by its dates.

    Its dates are in order and do not overlap those of another edition of its guideline. The corpus' digest of the same
    edition may stand beside the document: both are of one text, in force together.

    Args:
        new: The edition that is to be added.
        held: Those of the corpus and of the documents that are added.
        added: The ids of those that are added; `new` may take the place of the one that has its id.

    Raises:
        GuidelineError: it may not; the line names the other edition.
    """
    force = new.in_force
    if force.to and force.to < force.from_:
        raise GuidelineError(f"--in-force: {force.to} is before {force.from_}; write the earlier date first")
    for other in held:
        if other.id == new.id:
            if other.id not in added:
                raise GuidelineError(
                    f"--guideline: the corpus itself has an edition of the id {other.id} ({_named(other)}); write the "
                    "name otherwise, as with its publisher before it, and with --cited-as how citations give it"
                )
            check_same_edition(new, other)
        elif _same_guideline(new, other):
            _check_dates(new, other)


def check_same_edition(new: Edition, stored: Edition) -> None:
    """See that an edition is the one that a stored document of its id holds, so that it may take its place.

    Raises:
        GuidelineError: its guideline or its edition is named otherwise.
    """
    if any(normal_form(one) != normal_form(other) for one, other in zip(_names(new), _names(stored), strict=True)):
        raise GuidelineError(
            f"--guideline: the id {new.id} is taken by the added document of {_named(stored)}; write the names as "
            "there to replace it, or others to add a document beside it"
        )


def _check_dates(new: Edition, other: Edition) -> None:
    force = new.in_force
    if other.digest and normal_form(other.edition) == normal_form(new.edition):
        if (other.in_force.from_, other.in_force.to) != (force.from_, force.to):
            raise GuidelineError(
                f"--in-force: the corpus has {other.id}, a digest of this edition, in force "
                f"{_shown(other.in_force)}; give the same dates, or correct them there"
            )
    elif _overlap(force, other.in_force):
        raise GuidelineError(
            f"--in-force: {_shown(force)} overlaps {other.id}, in force {_shown(other.in_force)}; "
            "only one edition of a guideline is in force at a time, so correct the dates of one of them; a document of "
            "yours gets an end by adding it again with --replace and --in-force FROM..TO"
        )


def _names(edition: Edition) -> tuple[str, str]:
    return edition.guideline, edition.edition


def _named(edition: Edition) -> str:
    guideline, number = _names(edition)
    return f'"{guideline}", edition "{number}"'


def _same_guideline(one: Edition, other: Edition) -> bool:
    names = [{normal_form(edition.guideline), normal_form(edition.cited_as)} for edition in (one, other)]
    return not names[0].isdisjoint(names[1]) and one.chapter == other.chapter


def _overlap(one: InForce, other: InForce) -> bool:
    return (one.to is None or one.to >= other.from_) and (other.to is None or other.to >= one.from_)


def _shown(force: InForce) -> str:
    return f"{force.from_} to {force.to or 'now'}"
