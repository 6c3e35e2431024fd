"""The checks of one sentence against what it points at, the request and the header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.domain.conclusion import CLOSING, concludes
from drafter.domain.draft import DraftSentence, Finding
from drafter.domain.text import normal_form, split_sentences
from drafter.grounding import claims, named
from drafter.grounding.catalogue import finding
from drafter.grounding.claims import Claim
from drafter.grounding.numbers import unsupported
from drafter.grounding.pages import Labels, pages_in
from drafter.grounding.reading import Reading, disguised, read
from drafter.grounding.sources import Frame, Sources, Target
from drafter.grounding.words import ABSENCE, beyond_request, substance

_SOURCE_NAME = re.compile(r"\b[GR][1-9]\d{0,3}(?:\.\d{1,5})?\b")
_EVERY_SECTION = frozenset(
    "same relevant applicable cited pertinent above following this that next previous guideline guidelines guideline's "
    "mtus acoem odg first last its their cross special mentioned latter former entire whole".split()
)


@dataclass(frozen=True)
class SentenceCheck:
    """One sentence of a rationale in its place, with its sources."""

    item: int
    number: int
    sentence: DraftSentence
    sources: Sources
    frame: Frame
    searched: frozenset[str]
    """Words of substance of what the item calls not documented with a search behind it."""

    @cached_property
    def targets(self) -> list[Target]:
        """What the sentence points at."""
        return self.sources.pointed(self.sentence.pointers)

    @cached_property
    def reading(self) -> Reading:
        """The sentence in plain form."""
        return read(self.sentence.text)

    @cached_property
    def own_words(self) -> str:
        """What the sources pointed at say themselves, in plain form."""
        return " ; ".join(read(target.text).text for target in self.targets)

    @cached_property
    def support(self) -> str:
        """All the text, in plain form, that may hold the sentence's numbers."""
        return " ; ".join([self.own_words, *(read(target.locator).text for target in self.targets), self.frame_text])

    @property
    def frame_text(self) -> str:
        """The request and its quantities, in plain form."""
        return read(self.frame.text).text

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the sentence."""
        yield from self._pointers()
        if self.targets:
            yield from self._relation()
        yield from self._disguises()
        yield from self._dates()
        yield from self._pages()
        yield from self._sections()
        yield from self._editions()
        yield from self._guidelines()
        yield from self._numbers()
        yield from self._quotations()
        yield from self._absence()

    def _finding(self, code: str, message: str, claim: Claim | None = None) -> Finding:
        span = self.reading.span(claim.start, claim.end) if claim else None
        return finding(code, message, item=self.item, sentence=self.number, span=span)

    def _pointers(self) -> Iterator[Finding]:
        text = self.sentence.text
        if not self.sentence.pointers and text not in CLOSING.values():
            if concludes(text) is None:
                yield self._finding("pointer-missing", "points at no evidence")
            elif beyond_request(self.reading.text, self.frame_text):
                yield self._finding("pointer-missing", "says more than to name the request, and points at no evidence")
        for pointer in self.sentence.pointers:
            if self.sources.target(pointer) is None:
                yield self._finding("pointer-unknown", f"{pointer} is not among the evidence of this item")
        for match in _SOURCE_NAME.finditer(self.reading.text):
            claim = Claim(match.group(), *match.span())
            if claim.overlaps(self._named_pages):
                continue
            if not self.sources.has(claim.value) and not self._said(claim.value):
                yield self._finding("pointer-unknown", f"{claim.value} is not among the evidence of this item", claim)

    def _relation(self) -> Iterator[Finding]:
        """Each sentence inside the sentence has to do with what is pointed at."""
        known = substance(self.support)
        for part in split_sentences(self.reading.text):
            words = substance(part.text)
            if words and not words & known and concludes(part.text) is None:
                pointers = ", ".join(map(str, self.sentence.pointers))
                claim = Claim(part.text, part.start, part.end)
                yield self._finding("pointer-unrelated", f"shares no word with {pointers}", claim)

    def _disguises(self) -> Iterator[Finding]:
        text = self.sentence.text
        said = "".join(target.text + target.locator for target in self.targets) + self.frame.text
        for start, end in disguised(text):
            if text[start:end] not in said:
                message = f"a character that is not what it seems (U+{ord(text[start]):04X})"
                yield finding("text-disguised", message, item=self.item, sentence=self.number, span=(start, end))

    def _dates(self) -> Iterator[Finding]:
        said = [written for written, _ in claims.dates_in(self.support)]
        for written, claim in claims.dates_in(self.reading.text):
            alike = (written.year, written.month, written.day)
            if any(written.fits(day) for day in self._days) or any(
                _within(alike, (other.year, other.month, other.day)) for other in said
            ):
                continue
            if any(page.start <= claim.start and claim.end <= page.end for page in self._named_pages):
                continue
            yield self._finding("date-unsupported", f"{claim.value} is not in the evidence pointed at", claim)

    @cached_property
    def _days(self) -> frozenset[date]:
        return self.frame.days.union(*(target.days for target in self.targets))

    @cached_property
    def _named_pages(self) -> list[Claim]:
        """What is judged as a page, and not as a number, level or source that it may read like."""
        return [claim for _, claim in pages_in(self.reading.text)]

    def _pages(self) -> Iterator[Finding]:
        labels = Labels(page for target in self.targets for page in target.pages)
        said = [pages for pages, _ in pages_in(self.own_words)]
        for pages, claim in pages_in(self.reading.text):
            if not labels.hold(pages) and pages not in said:
                yield self._finding("page-unsupported", "is not a page of the evidence pointed at", claim)

    def _sections(self) -> Iterator[Finding]:
        passages = [target.passage for target in self.targets if target.passage]
        titles = [normal_form(passage.heading) for passage in passages]
        names = [name for passage in passages for name in (passage.heading, *passage.aliases)]
        known = [normal_form(form) for name in names for form in (name, read(name).text)]
        for claim, as_title in claims.titles_in(self.reading.text):
            named = _names_title if as_title else _means_title
            claimed, onward = normal_form(claim.value), normal_form(self.reading.text[claim.start :])
            if any(named(claimed, title) or _begins(onward, title) for title in known):
                continue
            if not self._said(claim.value):
                yield self._finding("section-unsupported", "names a section that it does not point at", claim)
        yield from self._unpointed_titles(titles)
        features = {name for name, _, _ in claims.features_in(self.support)}
        for name, of_the_book, claim in claims.features_in(self.reading.text):
            if name not in features:
                code = "section-unsupported" if of_the_book else "number-unsupported"
                yield self._finding(code, f"{claim.value} is not in the evidence pointed at", claim)

    def _said(self, words: str) -> bool:
        """Whether the words stand in what a target says itself: a record may name a section or a year."""
        return re.search(rf"(?<!\w){re.escape(normal_form(words))}(?!\w)", normal_form(self.own_words)) is not None

    def _unpointed_titles(self, pointed: list[str]) -> Iterator[Finding]:
        """Titles of the item's other passages, written as titles: with a capital and not as the first words."""
        # A title may begin another: "Topical analgesics" and "Topical analgesics, compounded".
        text = self.reading.text
        within = [m.span() for name in pointed for m in re.finditer(re.escape(read(name).text), text, re.IGNORECASE)]
        for evidence in self.sources.evidence.guidelines:
            title = read(evidence.passage.heading).text
            known = normal_form(title) in [*pointed, *(normal_form(read(name).text) for name in pointed)]
            if " " not in title or known or self._said(title) or title in self.frame_text:
                continue
            for match in re.finditer(rf"\b{re.escape(title)}(?!\w)", text):
                if any(start <= match.start() and match.end() <= end for start, end in within):
                    continue
                if match.start() > 0 or text[match.end() :].startswith(" section"):
                    claim = Claim(title, *match.span())
                    yield self._finding("section-unsupported", "names a section that it does not point at", claim)

    def _editions(self) -> Iterator[Finding]:
        passages = [target.passage for target in self.targets if target.passage]
        editions = {re.sub(r"(?<=\d)(st|nd|rd|th)\b.*", "", passage.edition.edition) for passage in passages}
        said = {claim.value for claim in claims.editions_in(self.own_words)}
        for claim in claims.editions_in(self.reading.text):
            if claim.value not in editions | said and not (len(claim.value) == 4 and self._said(claim.value)):
                yield self._finding("edition-unsupported", f"edition {claim.value} is not the one pointed at", claim)

    def _guidelines(self) -> Iterator[Finding]:
        sources = f"{self.support} ; {read(self.frame.cited_before).text}"
        families = {family for family, _ in named.guidelines_in(sources)}
        words = set(re.findall(r"[a-z][a-z-]+", sources.lower()))
        wrong = [claim for family, claim in named.guidelines_in(self.reading.text) if family not in families]
        for title, claim in named.title_words_in(self.reading.text):
            if not title <= words and not claim.overlaps(wrong):
                wrong.append(claim)
        for claim in wrong:
            yield self._finding("guideline-unsupported", f"{claim.value} is not what it points at", claim)

    def _numbers(self) -> Iterator[Finding]:
        text = self.reading.text
        taken = [*self._named_pages, *(claim for _, claim in claims.dates_in(text)), *claims.editions_in(text)]
        taken += [claim for _, _, claim in claims.features_in(text)]
        taken += [Claim(m.group(), *m.span()) for m in _SOURCE_NAME.finditer(text)]
        taken += [Claim(m.group(), *m.span()) for m in re.finditer(re.escape(self.frame.case_number), text)]
        years = {day.year for day in self._days} | {
            written.year for written, _ in claims.dates_in(self.support) if written.year
        }
        for claim in unsupported(text, taken, self.support, self.frame.item, years):
            if not claim.overlaps(self._named_pages):
                yield self._finding("number-unsupported", f"{claim.value} is not in the evidence pointed at", claim)

    def _quotations(self) -> Iterator[Finding]:
        texts = [normal_form(text) for text in self.sources.running(self.sentence.pointers)]
        texts += [normal_form(target.passage.heading) for target in self.targets if target.passage]
        texts.append(normal_form(self.frame.item.request))
        for claim in claims.quotations_in(self.reading.text):
            start, end = self.reading.span(claim.start, claim.end)
            words = re.escape(normal_form(self.sentence.text[start:end]).strip(" .,;:!?"))
            if words and not any(re.search(rf"(?<!\w){words}(?!\w)", text) for text in texts):
                yield self._finding(
                    "quotation-absent", "the words in quotation marks are not in the evidence pointed at", claim
                )

    def _absence(self) -> Iterator[Finding]:
        text = self.reading.text
        match = ABSENCE.search(text)
        if match and not substance(text) & self.searched and not any(ABSENCE.search(t.text) for t in self.targets):
            claim = Claim(match.group(), *match.span())
            yield self._finding(
                "absence-unchecked", "says that something is not in the record, without a search", claim
            )


_Parts = tuple[int | None, int, int | None]


def _within(part: _Parts, whole: _Parts) -> bool:
    """Whether a date says no more than another one does, and nothing else."""
    return all(a is None or a == b for a, b in zip(part, whole, strict=True))


def _names_title(claimed: str, title: str) -> bool:
    """Whether words that begin with a section's title name that section: what follows the title may run on."""
    return claimed == title or claimed.startswith((title + " ", title + ",")) or title.startswith(claimed + " ")


def _begins(text: str, title: str) -> bool:
    """Whether a text begins with a whole title, which may hold marks that would end another one ("Part 1: Scope")."""
    return re.match(rf"{re.escape(title)}(?![\w/-])", text) is not None


def _means_title(claimed: str, title: str) -> bool:
    """Whether words that are not written as a title could mean that section."""
    words = [word for word in re.findall(r"[a-z][a-z']+", claimed) if word not in _EVERY_SECTION]
    return not words or bool(substance(words[0]) & substance(title)) or not substance(" ".join(words[:3]))
