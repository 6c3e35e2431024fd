"""What `drafter guidelines search --json` prints."""

from datetime import date
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model
from drafter.domain.evidence import GuidelineEvidence, GuidelineSearch

SEARCH_SCHEMA = "drafter-search/1"


class ItemSearch(Model):
    """One search: for a text, or for the request of one item of a case."""

    item: int | None
    """Number of the item in its case, from 1; null for a text."""
    query: str
    """The text, or the item's request, before aliases are added."""
    as_of: date | None
    """The date named with `--as-of`; null where the case gave the date (see each passage's `in_force_on`)."""
    evidence: tuple[GuidelineEvidence, ...]
    """The passages found, of a higher tier first, the nearest first in each."""
    search: GuidelineSearch
    """The tiers searched, and what was out of scope."""


class SearchResult(Model):
    """Every search of one command."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{SEARCH_SCHEMA}$")] = SEARCH_SCHEMA
    """Version of this form."""
    results: tuple[ItemSearch, ...]
