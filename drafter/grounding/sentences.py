"""The checks of one sentence against what it points at, the request and the header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drafter.domain.amount import course
from drafter.domain.draft import DraftSentence, Finding
from drafter.domain.quantity import number
from drafter.domain.text import normal_form
from drafter.grounding import claims
from drafter.grounding.catalogue import finding
from drafter.grounding.claims import Claim
from drafter.grounding.sources import Frame, Sources, Target

_ABSENCE = re.compile(
    r"\b(?:no|without|lack(?:s|ing)?(?: of)?|absence of)\s+(?:\w+\s+){0,3}?"
    r"(?:documentation|evidence|mention|record|indication|report)\b"
    r"|\bnot\s+(?:\w+\s+)?(?:document(?:ed)?|mention(?:ed)?|record(?:ed)?|provided|noted|report(?:ed)?|found)\b"
    r"|\b(?:does|do|did)\s+not\s+(?:document|mention|show|state|report|say|describe)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "a an and are as at be been but by did do does for from had has have he her here his i if in into is it its may "
    "more most must no nor not of on or other our she should so such than that the their them then there these they "
    "this those to was were what when which while who will with would request requested section guideline guidelines "
    "says state states stated record records according page pages patient worker applicant therefore medically "
    "necessary treatment".split()
)


@dataclass(frozen=True)
class SentenceCheck:
    """One sentence of a rationale in its place, with its sources."""

    item: int
    number: int
    sentence: DraftSentence
    sources: Sources
    frame: Frame
    absence_searched: bool
    """Whether a search receipt stands behind what the item calls not documented."""

    @cached_property
    def targets(self) -> list[Target]:
        """What the sentence points at."""
        return self.sources.pointed(self.sentence.pointers)

    @cached_property
    def support(self) -> str:
        """All the text that may hold the sentence's numbers."""
        return " ; ".join([*(f"{target.text} ; {target.locator}" for target in self.targets), self.frame.text])

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the sentence."""
        yield from self._pointers()
        if self.targets:
            yield from self._relation()
        yield from self._dates()
        yield from self._locators()
        yield from self._numbers()
        yield from self._quotations()
        yield from self._absence()

    def _finding(self, code: str, message: str, claim: Claim | None = None) -> Finding:
        span = (claim.start, claim.end) if claim else None
        return finding(code, message, item=self.item, sentence=self.number, span=span)

    def _pointers(self) -> Iterator[Finding]:
        if not self.sentence.pointers:
            yield self._finding("pointer-missing", "points at no evidence")
        for pointer in self.sentence.pointers:
            if self.sources.target(pointer) is None:
                yield self._finding("pointer-unknown", f"{pointer} is not among the evidence of this item")

    def _relation(self) -> Iterator[Finding]:
        words = _substance(self.sentence.text)
        if words and not words & _substance(self.support):
            pointers = ", ".join(map(str, self.sentence.pointers))
            yield self._finding("pointer-unrelated", f"shares no word with {pointers}")

    def _dates(self) -> Iterator[Finding]:
        known = {day for day, _ in claims.dates_in(self.support)} | self.frame.days
        known.update(day for target in self.targets for day in target.days)
        for day, claim in claims.dates_in(self.sentence.text):
            if day not in known:
                yield self._finding("date-unsupported", f"{claim.value} is not in the evidence pointed at", claim)

    def _locators(self) -> Iterator[Finding]:
        text = self.sentence.text
        pages = {page for target in self.targets for page in target.pages}
        pages |= {page for target in self.targets for page, _ in claims.pages_in(target.text)}
        for page, claim in claims.pages_in(text):
            if page not in pages:
                yield self._finding("page-unsupported", f"page {page} is not a page of the evidence pointed at", claim)
        passages = [target.passage for target in self.targets if target.passage]
        titles = [normal_form(passage.section) for passage in passages]
        for claim in claims.sections_in(text):
            if not any(_names(normal_form(claim.value), title) for title in titles) and not self._said(claim.value):
                yield self._finding("section-unsupported", "names a section that it does not point at", claim)
        yield from self._unpointed_titles(titles)
        editions = {passage.edition.edition for passage in passages}
        for claim in claims.editions_in(text):
            if claim.value not in editions and not self._said(claim.value):
                yield self._finding("edition-unsupported", f"edition {claim.value} is not the one pointed at", claim)
        families = {family for family, _ in claims.guidelines_in(self.support)}
        families |= {family for family, _ in claims.guidelines_in(self._cited_before)}
        for family, claim in claims.guidelines_in(text):
            if family not in families:
                yield self._finding("guideline-unsupported", f"{claim.value} is not what it points at", claim)

    @property
    def _cited_before(self) -> str:
        item = self.frame.item
        return f"{item.claims_administrator_guideline or ''} ; {item.physician_guideline or ''}"

    def _said(self, words: str) -> bool:
        """Whether the words stand in what a target says itself: a record may name a section or a year."""
        return any(normal_form(words) in normal_form(target.text) for target in self.targets)

    def _unpointed_titles(self, pointed: list[str]) -> Iterator[Finding]:
        """Titles of the item's other passages, written as titles: several words, with a capital."""
        for evidence in self.sources.evidence.guidelines:
            title = evidence.passage.section
            match = re.search(rf"\b{re.escape(title)}(?!\w)", self.sentence.text) if " " in title else None
            if match and normal_form(title) not in pointed and not self._said(title) and match.start() > 0:
                claim = Claim("section", title, *match.span())
                yield self._finding("section-unsupported", "names a section that it does not point at", claim)

    def _numbers(self) -> Iterator[Finding]:
        text = self.sentence.text
        taken = [claim for _, claim in [*claims.dates_in(text), *claims.pages_in(text)]]
        taken += [*claims.editions_in(text), *claims.levels_in(text)]
        levels = {claim.value for claim in claims.levels_in(self.support)}
        for claim in claims.levels_in(text):
            if claim.value not in levels:
                yield self._finding("number-unsupported", f"{claim.value} is not in the evidence pointed at", claim)
        amounts = claims.amounts_in(self.support) | self._course_amounts()
        for pairs, claim in claims.quantity_claims(text):
            if any(claim.start < other.end and other.start < claim.end for other in taken):
                continue
            taken.append(claim)
            if not pairs <= amounts:
                yield self._finding("number-unsupported", f"{claim.value} is not in the evidence pointed at", claim)
        known = claims.numbers_in(self.support) | {value for value, _ in self._course_amounts()}
        for value, claim in claims.number_claims(text, taken):
            if value not in known:
                yield self._finding("number-unsupported", f"{claim.value} is not in the evidence pointed at", claim)

    def _course_amounts(self) -> set[tuple[str, str]]:
        """What the request comes to with what went before it: sums that the case file's own quantities give."""
        units = {unit for _, unit in claims.amounts_in(self.frame.text)}
        courses = [found for unit in units if (found := course(self.frame.item, unit))]
        return {(number(value), c.unit) for c in courses for value in (c.requested, c.before, c.total)}

    def _quotations(self) -> Iterator[Finding]:
        texts = [normal_form(target.text) for target in self.targets]
        texts += [normal_form(target.passage.section) for target in self.targets if target.passage]
        texts.append(normal_form(self.frame.item.request))
        for claim in claims.quotations_in(self.sentence.text):
            if not any(normal_form(claim.value) in text for text in texts):
                yield self._finding(
                    "quotation-absent", "the words in quotation marks are not in the evidence pointed at", claim
                )

    def _absence(self) -> Iterator[Finding]:
        match = _ABSENCE.search(self.sentence.text)
        if match and not self.absence_searched and not any(_ABSENCE.search(target.text) for target in self.targets):
            claim = Claim("absence", match.group(), *match.span())
            yield self._finding(
                "absence-unchecked", "says that something is not in the record, without a search", claim
            )


def _names(claimed: str, title: str) -> bool:
    """Whether words that begin with a section's title name that section: what follows the title may run on."""
    return claimed == title or claimed.startswith((title + " ", title + ","))


def _substance(text: str) -> set[str]:
    """The words that carry meaning, cut to a stem of six letters so that "sessions" meets "session"."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}", normal_form(text)) if word not in _COMMON}
