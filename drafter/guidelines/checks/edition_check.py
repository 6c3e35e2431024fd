"""Editions of one guideline that overlap or leave a gap, and editions of today whose text is not held."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from drafter.domain.guideline import InForce
from drafter.guidelines.checks.finding import EditionFile, Finding
from drafter.guidelines.listing import in_force_on


def edition_findings(files: Iterable[EditionFile], today: date) -> list[Finding]:
    """What is to be said of the dates of editions, and of those in force today.

    Editions are of one guideline where they are cited by one name; files of one edition are parts of it, such as
    chapters, and do not overlap.
    """
    by_name: dict[str, list[EditionFile]] = defaultdict(list)
    files = list(files)
    for file in files:
        by_name[file.edition.cited_as].append(file)
    found: list[Finding] = []
    for of_one in by_name.values():
        of_one.sort(key=lambda file: (file.edition.in_force.from_, file.name))
        pairs = [(one, two) for one, two in combinations(of_one, 2) if one.edition.edition != two.edition.edition]
        found += [finding for one, two in pairs for finding in _overlap(one, two)]
        found += [finding for one, two in pairwise(of_one) for finding in _gap(one, two)]
    return found + [finding for file in files for finding in _of_today(file, today)]


def _overlap(earlier: EditionFile, later: EditionFile) -> Iterator[Finding]:
    first, second = earlier.edition.in_force, later.edition.in_force
    named = f"{earlier.edition.cited_as} {earlier.edition.edition} and {later.edition.edition}"
    line = later.line_with("from:", 1)
    if first.to is None:
        message = f"{named} ({earlier.name}) are both in force from {second.from_} on; give the earlier one an end"
        yield Finding(later.name, line, message)
    elif second.from_ <= first.to and _end_kind(first) is second.by:
        message = f"{named} ({earlier.name}) are both in force from {second.from_} to {first.to}"
        if first.to_verified:
            yield Finding(later.name, line, f"{message}; correct one of the dates")
        else:
            message += "; the end of the earlier one is not verified, so that drafts warn of it"
            yield Finding(later.name, line, message, fault=False)


def _gap(earlier: EditionFile, later: EditionFile) -> Iterator[Finding]:
    first, second = earlier.edition.in_force, later.edition.in_force
    if first.to and second.from_ > first.to + timedelta(days=1):
        message = (
            f"no edition of {later.edition.cited_as} is held for the time between {first.to} ({earlier.name}) and "
            f"{second.from_}; add the one between, or correct one of the dates"
        )
        yield Finding(later.name, later.line_with("from:", 1), message, fault=False)


def _end_kind(force: InForce) -> object:
    return force.to_by or force.by


def _of_today(file: EditionFile, today: date) -> Iterator[Finding]:
    by_title = sum(not passage.held for passage, _ in file.passages)
    if not by_title or not in_force_on(file.edition, today):
        return
    what = f"{by_title} of {len(file.passages)} sections stand" if by_title < len(file.passages) else "it stands"
    message = f"in force today, and {what} by title alone: drafts can name it and cite nothing from it"
    yield Finding(file.name, 1, message, fault=False)
