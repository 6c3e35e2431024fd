"""The sources that the items point at, each once in the page whatever number of items it serves."""

from dataclasses import dataclass

from drafter.domain.evidence import RecordEvidence
from drafter.domain.guideline import Passage
from drafter.domain.text import sha256_text
from drafter.letters.display import page_words

_KEY = 16
"""Figures of a digest: enough to tell all sources of a run apart."""


@dataclass(frozen=True)
class LibrarySentence:
    """A numbered sentence of a source, with its page in words."""

    number: int
    text: str
    page: str


@dataclass(frozen=True)
class LibraryEntry:
    """A source as a whole."""

    key: str
    """Its place in the page."""
    title: str
    note: str
    sentences: tuple[LibrarySentence, ...]

    def sentence(self, number: int) -> LibrarySentence | None:
        """A sentence by its number; None where there is none."""
        return next((one for one in self.sentences if one.number == number), None)


class Library:
    """Passages and records, gathered while cards are made."""

    def __init__(self) -> None:
        self.passages: dict[str, LibraryEntry] = {}
        self.records: dict[str, LibraryEntry] = {}

    def passage(self, sha256: str, passage: Passage) -> LibraryEntry:
        """The entry of a guideline passage."""
        if sha256 not in self.passages:
            edition = passage.edition
            note = [edition.tier.value, *(["digest"] if edition.digest else [])]
            note += [page_words(page) for page in passage.pages[:1] if len(passage.pages) == 1]
            note += [f"pages {', '.join(passage.pages)}"] if len(passage.pages) > 1 else []
            note += [] if passage.held else ["held by its title alone"]
            self.passages[sha256] = LibraryEntry(
                f"p-{sha256_text(sha256)[:_KEY]}",
                f"{edition.cited_as} {edition.edition}" + (f": {passage.section}" if passage.section else ""),
                "; ".join(note),
                tuple(LibrarySentence(one.number, one.text, _page(one.page)) for one in passage.sentences),
            )
        return self.passages[sha256]

    def record(self, record: RecordEvidence) -> LibraryEntry:
        """The entry of a record; the same text in two conditions is one entry."""
        sentences = tuple(LibrarySentence(one.number, one.text, _page(one.page)) for one in record.sentences)
        key = sha256_text("\n".join([record.title, record.status.value, *(one.text for one in sentences)]))[:_KEY]
        if key not in self.records:
            note = [record.author or "", record.status.value if not sentences else ""]
            self.records[key] = LibraryEntry(f"r-{key}", record.title, "; ".join(filter(None, note)), sentences)
        return self.records[key]


def _page(page: str | int | None) -> str:
    return "" if page is None else page_words(str(page))
