"""The checks of one sentence against what it points at, the request and the header."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drafter.domain.conclusion import CLOSING, concludes
from drafter.domain.draft import AbsenceSearch, DraftSentence, Finding, Pointer
from drafter.domain.text import Covered, fold, normal_form, split_sentences
from drafter.grounding import claims, polarity
from drafter.grounding.absence import Absence, absences_in
from drafter.grounding.boilerplate import is_boilerplate
from drafter.grounding.catalogue import finding
from drafter.grounding.claims import Claim
from drafter.grounding.comparison import wrong_comparisons
from drafter.grounding.locators import locators
from drafter.grounding.numbers import unsupported
from drafter.grounding.pages import pages_in
from drafter.grounding.quote import NO_WORDS, Quote, QuoteStatus, find_quote_in
from drafter.grounding.reading import Reading, disguised, read
from drafter.grounding.sources import Frame, Sources, Target
from drafter.grounding.words import DENIES, SOMETHING_ABSENT, TELLS_OF_WORKER, beyond_request, substance, substance_of

_PASSAGES = re.compile(r"\bpassages?\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
LONGEST = 2_000
"""Characters of a sentence that is checked; no rationale has one of half that length."""
SUGGESTED, LONGEST_SUGGESTION = 3, 160
"""For how many quotations of a sentence a near match is looked for, and how many characters of it are shown."""
SHOWN = 5
"""At most so many contradicting sentences are named in one finding."""
_SOURCE_NAME = re.compile(r"\b[GR][1-9]\d{0,3}(?:\.\d{1,5})?\b")


@dataclass(frozen=True)
class SentenceCheck:
    """One sentence of a rationale, or of a drafted clinical summary, in its place, with its sources."""

    item: int | None
    """None in a clinical summary."""
    number: int
    sentence: DraftSentence
    sources: Sources
    frame: Frame
    receipts: tuple[AbsenceSearch, ...] = ()
    """The searches behind what it says is not in the record."""
    names_criterion: bool = False
    """Whether it is a set sentence on a criterion of the checklist, whose status is checked there."""

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
    def support_texts(self) -> list[str]:
        """The texts, in plain form, that may hold the sentence's numbers: sources, their locators, the request."""
        own = [read(text).text for target in self.targets for text in (target.text, target.locator)]
        return [*own, self.frame_text]

    @cached_property
    def support(self) -> str:
        """All of them as one."""
        return " ; ".join(self.support_texts)

    @property
    def frame_text(self) -> str:
        """The request and its quantities, in plain form."""
        return read(self.frame.text).text

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the sentence."""
        if len(self.sentence.text) > LONGEST:
            yield self.finding("sentence-too-long", f"cannot check: longer than {LONGEST} characters")
            return
        yield from self._pointers()
        if self.targets:
            yield from self._relation()
        yield from self._disguises()
        yield from self._dates()
        yield from locators(self)
        yield from self._numbers()
        yield from self._comparisons()
        yield from self._quotations()
        yield from self._web()
        yield from self._things()
        if not self.names_criterion:
            yield from self._polarity()
            yield from self._absence()

    def finding(self, code: str, message: str, claim: Claim | None = None) -> Finding:
        """A finding of this sentence, at a claim of its plain form."""
        span = self.reading.span(claim.start, claim.end) if claim else None
        return finding(code, message, item=self.item, sentence=self.number, span=span)

    def _at(self, code: str, message: str, span: tuple[int, int], beside: Iterable[Pointer] = ()) -> Finding:
        return finding(code, message, item=self.item, sentence=self.number, span=span, beside=beside)

    def _pointers(self) -> Iterator[Finding]:
        text = self.sentence.text
        if not self.sentence.pointers and text not in CLOSING.values():
            if concludes(text) is None and is_boilerplate(self.reading.text):
                pass
            elif concludes(text) is None:
                yield self.finding("pointer-missing", "points at no evidence")
            elif beyond_request(self.reading.text, self.frame_text):
                yield self.finding("pointer-missing", "says more than to name the request, and points at no evidence")
        for pointer in self.sentence.pointers:
            if self.sources.target(pointer) is None:
                yield self.finding("pointer-unknown", f"{pointer} is not among {self._at_hand}")
        for match in _SOURCE_NAME.finditer(self.reading.text):
            claim = Claim(match.group(), *match.span())
            if self._pages.meets(*claim.span):
                continue
            if not self.sources.has(claim.value) and not self.said(claim.value):
                yield self.finding("pointer-unknown", f"{claim.value} is not among {self._at_hand}", claim)

    @property
    def _at_hand(self) -> str:
        return "the records of the case" if self.item is None else "the evidence of this item"

    def _relation(self) -> Iterator[Finding]:
        """Each sentence inside it has to do with what is pointed at, and a fact on the worker points at a record."""
        told = TELLS_OF_WORKER.search(self.reading.text)
        if told and not any(target.passage is None or TELLS_OF_WORKER.search(target.text) for target in self.targets):
            claim = Claim(told.group(), *told.span())
            yield self.finding("pointer-unrelated", "tells of the worker, and points at no record", claim)
        known = substance_of(text for target in self.targets for text in (target.text, target.locator))
        asked = substance(self.frame.text)
        for part in split_sentences(self.reading.text):
            words = substance(part.text)
            # What speaks of the request alone need not share a word with the evidence.
            if words - asked and not words & known and concludes(part.text) is None:
                pointers = ", ".join(map(str, self.sentence.pointers))
                claim = Claim(part.text, part.start, part.end)
                yield self.finding("pointer-unrelated", f"shares no word with {pointers}", claim)

    def _disguises(self) -> Iterator[Finding]:
        text = self.sentence.text
        said = frozenset("".join([*(target.text + target.locator for target in self.targets), self.frame.text]))
        for start, end in disguised(text):
            if text[start:end] not in said:
                message = f"a character that is not what it seems (U+{ord(text[start]):04X})"
                yield finding("text-disguised", message, item=self.item, sentence=self.number, span=(start, end))

    def _dates(self) -> Iterator[Finding]:
        dates = claims.dates_in(self.reading.text)
        said = [written for written, _ in claims.dates_in(self.support)] if dates else []
        for written, claim in dates:
            alike = (written.year, written.month, written.day)
            if any(written.fits(day) for day in self._days) or any(
                _within(alike, (other.year, other.month, other.day)) for other in said
            ):
                continue
            if any(page.start <= claim.start and claim.end <= page.end for page in self._named_pages):
                continue
            told = claims.as_read(claim, self.reading.text)
            yield self.finding("date-unsupported", f"{told} is not in the evidence pointed at", claim)

    @cached_property
    def _days(self) -> frozenset[date]:
        return self.frame.days.union(*(target.days for target in self.targets))

    @cached_property
    def _named_pages(self) -> list[Claim]:
        """What is judged as a page, and not as a number, level or source that it may read like."""
        return [claim for _, claim in pages_in(self.reading.text)]

    @cached_property
    def _pages(self) -> Covered:
        return claims.places(self._named_pages)

    def said(self, words: str) -> bool:
        """Whether the words stand in what a target says itself: a record may name a section or a year."""
        return re.search(rf"(?<!\w){re.escape(normal_form(words))}(?!\w)", self._own_form) is not None

    @cached_property
    def _own_form(self) -> str:
        return normal_form(self.own_words)

    def _numbers(self) -> Iterator[Finding]:
        text = self.reading.text
        if not _DIGIT.search(text):
            return
        taken = claims.places([*self._named_pages, *(claim for _, claim in claims.dates_in(text))])
        others = [*claims.editions_in(text), *(claim for _, _, claim in claims.features_in(text))]
        others += [Claim(m.group(), *m.span()) for m in _SOURCE_NAME.finditer(text)]
        number = self.frame.case_number
        if number and number in text:  # it hardly ever is, and the pattern would be another one for each case
            others += [Claim(m.group(), *m.span()) for m in re.finditer(re.escape(number), text)]
        for claim in others:
            taken.add(*claim.span)
        said = [day for source in (self.support, text) for day in claims.days_in(source)]
        for claim in unsupported(text, taken, self.support_texts, self.frame.item, self._days.union(said)):
            if not self._pages.meets(*claim.span):
                message = f"{claims.as_read(claim, text)} is not in the evidence pointed at"
                yield self.finding("number-unsupported", message, claim)

    def _comparisons(self) -> Iterator[Finding]:
        for wrong in wrong_comparisons(self.sentence.text):
            yield self._at("comparison-wrong", wrong.message, (wrong.start, wrong.end))

    def _quotations(self) -> Iterator[Finding]:
        quoted = claims.quotations_in(self.reading.text)
        if not quoted:
            return
        texts = self.sources.running(self.sentence.pointers) if self.targets else [*self.sources.all_running]
        texts += [target.passage.heading for target in self.targets if target.passage]
        texts += [self.frame.item.request] if self.frame.item else []
        # What a source has in quotation marks itself may be given as it gives it, however short.
        theirs = {normal_form(claim.value) for claim in claims.quotations_in(self.own_words)}
        looked_up: dict[str, Quote] = {}
        for claim in quoted:
            if normal_form(claim.value) in theirs:
                continue
            start, end = self.reading.span(claim.start, claim.end)
            words = self.sentence.text[start:end]
            if words not in looked_up:
                looked_up[words] = find_quote_in(words, texts, suggest=len(looked_up) < SUGGESTED)
            result = looked_up[words]
            if result.status is QuoteStatus.ABSENT:
                message = f"the quotation is not in the evidence: {result.reason}{_suggestion(result, texts)}"
                yield self.finding("quotation-absent", message, claim)
            elif result.status is QuoteStatus.CANNOT_CHECK and result.reason != NO_WORDS:
                yield self.finding("quotation-unchecked", f"cannot check the quotation: {result.reason}", claim)

    def _web(self) -> Iterator[Finding]:
        for claim in claims.addresses_in(self.reading.text):
            if claim.value not in self.own_words:
                yield self.finding("web-source", f"{claim.value[:60]} is a web page and no evidence pointed at", claim)

    def _polarity(self) -> Iterator[Finding]:
        aimed = [(pointer, target) for pointer in self.sentence.pointers if (target := self.sources.target(pointer))]
        said = [polarity.Source(target.text, target.passage is not None) for _, target in aimed]
        for conflict in polarity.conflicts(self.sentence.text, said):
            pointer = aimed[conflict.source][0]
            message = conflict.message.replace(f"source {conflict.source + 1}", str(pointer))
            yield self._at("polarity-differs", message, (conflict.start, conflict.end), (pointer,))

    def _things(self) -> Iterator[Finding]:
        if self.frame.things is None:
            return
        sources = [f"{target.text} ; {target.locator}" for target in self.targets]
        for wrong in self.frame.things.wrong(self.sentence.text, sources, self.frame.about, self.frame.sex):
            yield self._at(wrong.code, wrong.message, (wrong.start, wrong.end))

    def _absence(self) -> Iterator[Finding]:
        """What is said not to be in the record has a search behind it, and nothing in the record contradicts it."""
        # What the passages at hand do not say is no matter of the record.
        absences = [] if _PASSAGES.search(self.sentence.text) else absences_in(self.sentence.text)
        vague = None if absences else SOMETHING_ABSENT.search(self.sentence.text)
        if vague and not any(SOMETHING_ABSENT.search(target.text) for target in self.targets):
            yield self._at("absence-unchecked", "says that something is not in the record, and not what", vague.span())
        receipts = {receipt.missing: receipt for receipt in self.receipts}
        for absence in absences:
            span = (absence.start, absence.end)
            receipt = receipts.get(absence.missing)
            if self._source_says_so(absence):
                continue
            if receipt is None or not receipt.terms or not receipt.searched:
                yield self._at("absence-unchecked", "says that something is not in the record, without a search", span)
            elif receipt.contradicted_by:
                places = ", ".join(map(str, receipt.contradicted_by[:SHOWN]))
                message = f"“{absence.missing}” may be in the record: see {places}"
                yield self._at("absence-contradicted", message, span, receipt.contradicted_by[:SHOWN])

    def _source_says_so(self, absence: Absence) -> bool:
        """Whether a record sentence pointed at calls much the same absent, or any source says it in these words."""
        words = substance(absence.missing)
        own = self.sentence.text[absence.start : absence.end]
        for target in self.targets:
            shared = len(words & substance(target.text))
            if target.passage is None and DENIES.search(target.text) and 2 * shared >= len(words) > 0:
                return True
            for said in absences_in(target.text):
                if own == target.text[said.start : said.end] or (absence.missing and said.missing == absence.missing):
                    return True
        return False


def _suggestion(quote: Quote, texts: list[str]) -> str:
    """The words that come nearest to a quotation that is not there: a help, and never accepted for it."""
    if quote.nearest is None:
        return ""
    start, end = quote.nearest
    return f"; nearest there: “{fold(texts[quote.source][start:end])[:LONGEST_SUGGESTION]}”"


_Parts = tuple[int | None, int, int | None]


def _within(part: _Parts, whole: _Parts) -> bool:
    """Whether a date says no more than another one does, and nothing else."""
    return all(a is None or a == b for a, b in zip(part, whole, strict=True))
