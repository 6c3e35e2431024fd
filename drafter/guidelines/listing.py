"""What a corpus holds, edition by edition and section by section: what `drafter guidelines list` and `show` print."""

from datetime import date
from difflib import get_close_matches
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model
from drafter.domain.guideline import Edition, Passage
from drafter.errors import GuidelineError
from drafter.guidelines.corpus import Corpus
from drafter.guidelines.corpus_parse import InFile

EDITIONS_SCHEMA = "drafter-editions/1"
PASSAGES_SCHEMA = "drafter-passages/1"
_NEAREST = 3


class ListedEdition(Model):
    """One edition, and how much of it is held."""

    edition: Edition
    held: int
    """Passages with text."""
    by_title: int
    """Sections that stand by their title alone, or 1 for an edition that does."""


class EditionList(Model):
    """What `drafter guidelines list --json` prints."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{EDITIONS_SCHEMA}$")] = EDITIONS_SCHEMA
    """Version of this form."""
    as_of: date | None
    """The day on which the editions listed are in force; null where every one is listed."""
    editions: tuple[ListedEdition, ...]


class ShownPassage(Model):
    """One passage, with the notes for editors that stand beside it."""

    passage: Passage
    notes: tuple[str, ...] = ()


class ShownPassages(Model):
    """What `drafter guidelines show --json` prints."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{PASSAGES_SCHEMA}$")] = PASSAGES_SCHEMA
    """Version of this form."""
    edition: Edition
    passages: tuple[ShownPassage, ...]
    """Every passage of the edition, or the one that was asked for."""


def in_force_on(edition: Edition, day: date) -> bool:
    """Whether an edition is in force on a day, of whatever kind the day is."""
    force = edition.in_force
    return force.from_ <= day and (force.to is None or day <= force.to)


def listed_editions(corpus: Corpus, as_of: date | None) -> EditionList:
    """The editions of a corpus, those in force on a day alone where one is named."""
    editions = [edition for edition in corpus.editions if as_of is None or in_force_on(edition, as_of)]
    held: dict[str, list[bool]] = {edition.id: [] for edition in editions}
    for passage in corpus.passages:
        if passage.edition.id in held:
            held[passage.edition.id].append(passage.held)
    return EditionList(
        as_of=as_of,
        editions=tuple(
            ListedEdition(edition=edition, held=sum(held[edition.id]), by_title=held[edition.id].count(False))
            for edition in editions
        ),
    )


def shown_passages(corpus: Corpus, id: str) -> ShownPassages:
    """The passages of an edition, or the one passage, of that id.

    Raises:
        GuidelineError: there is none; the message names those with the nearest ids.
    """
    passages = [passage for passage in corpus.passages if id in (passage.id, passage.edition.id)]
    if not passages:
        raise GuidelineError(_not_there(corpus, id))
    shown = (ShownPassage(passage=passage, notes=_notes(corpus, passage)) for passage in passages)
    return ShownPassages(edition=passages[0].edition, passages=tuple(shown))


def _notes(corpus: Corpus, passage: Passage) -> tuple[str, ...]:
    _, place = corpus.places.get(passage.id, ("", InFile()))
    return place.notes


def _not_there(corpus: Corpus, id: str) -> str:
    edition_id, slash, section = id.lower().partition("/")
    editions = [edition.id for edition in corpus.editions]
    if slash and edition_id in editions:
        slugs = [one.id.partition("/")[2] for one in corpus.passages if one.edition.id == edition_id]
        near = [f"{edition_id}/{slug}" for slug in _nearest(section, slugs)]
        what, where = "section", f"`drafter guidelines show {edition_id}`"
    else:
        near = _nearest(edition_id, editions)
        what, where = "edition", "`drafter guidelines list`"
    nearest = f"the nearest: {', '.join(near)}; " if near else ""
    return f"no {what} of that id is held; {nearest}{where} names them all"


def _nearest(wanted: str, ids: list[str]) -> list[str]:
    """The ids most like the one wanted, those that hold it whole first."""
    whole = [id for id in ids if wanted and wanted in id]
    return list(dict.fromkeys([*whole, *get_close_matches(wanted, ids, _NEAREST, 0.5)]))[:_NEAREST]
