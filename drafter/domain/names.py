"""Names of guidelines and sections as keys, so that what a letter cites is found whatever its spelling."""

import re
from functools import lru_cache

from drafter.domain.citation import Citation
from drafter.domain.guideline import Edition, Passage, Tier
from drafter.domain.text import normal_form

_FORM = re.compile(r"\b(?:mtus|ca|california|guidelines?|medical|treatments?|recommendations?|the|and)\b")
_PLURAL = re.compile(r"(?<=[a-rt-z])s\b")
_NOT_NAMED = re.compile(r"[^a-z0-9]+")
_SAID_BESIDE = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=8192)
def guideline_key(name: str) -> str:
    """A guideline's name without the words and marks that letters set or leave out: "Low Back Complaints"."""
    return _NOT_NAMED.sub("", _PLURAL.sub("", _FORM.sub(" ", normal_form(name).replace("-", ""))))


@lru_cache(maxsize=8192)
def section_key(title: str) -> str:
    """A section's title by its letters and figures alone, so that hyphens and commas do not matter."""
    return _NOT_NAMED.sub("", normal_form(title).replace("&", "and"))


@lru_cache(maxsize=8192)
def short_section_key(title: str) -> str:
    """The key of a title without what it says in brackets."""
    return section_key(_SAID_BESIDE.sub(" ", title)) or section_key(title)


def edition_key(edition: Edition) -> tuple[str, str]:
    """Guideline and year of an edition, the same for every file that holds a part of it."""
    return guideline_key(edition.cited_as), edition.edition


def cites_edition(citation: Citation, edition: Edition) -> bool:
    """Whether a citation names an edition; one without a year names every edition of the guideline."""
    if citation.tier is not edition.tier:
        return False
    if citation.tier is Tier.MTUS and citation.edition and citation.edition != edition.edition:
        return False
    named = " ".join(filter(None, (citation.guideline, citation.chapter if citation.tier is not Tier.MTUS else None)))
    keys = {guideline_key(citation.guideline), guideline_key(named)}
    return not keys.isdisjoint({guideline_key(edition.cited_as), guideline_key(edition.guideline)})


def cites_section(citation: Citation, passage: Passage) -> bool:
    """Whether a citation names a passage's section: by its whole title, or without what either says in brackets."""
    if not passage.section:
        return False
    whole, short = section_key(passage.section), short_section_key(passage.section)
    return any(section_key(title) == whole or short_section_key(title) == short for title in citation.sections)
