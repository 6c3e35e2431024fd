"""What the claims administrator cited, as a hint to what governs: information about the dispute, never evidence."""

from collections.abc import Iterable, Iterator

from drafter.domain.case import DisputedItem
from drafter.domain.citation import Citation
from drafter.domain.citation_parse import parse_citations
from drafter.domain.guideline import Edition
from drafter.domain.names import cites_edition, section_key, short_section_key
from drafter.domain.titles import Titles
from drafter.guidelines.corpus import Corpus


def hinted(item: DisputedItem | None, editions: Iterable[Edition], corpus: Corpus, titles: Titles) -> frozenset[str]:
    """The ids of the passages whose section the claims administrator cited."""
    line = item.claims_administrator_guideline if item else None
    cited = [one for one in parse_citations(line, titles) if isinstance(one, Citation)] if line else []
    pairs = [(edition, one) for edition in editions for one in cited if cites_edition(one, edition)]
    return frozenset(id for edition, one in pairs for id in _sections(edition, one, corpus))


def _sections(edition: Edition, cited: Citation, corpus: Corpus) -> Iterator[str]:
    for title in cited.sections:
        for key in {section_key(title), short_section_key(title)}:
            yield from corpus.sections.get((edition.id, key), ())
