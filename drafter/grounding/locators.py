"""Whether the pages, sections, editions and guidelines that a sentence names are those of what it points at."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from drafter.domain.draft import Finding
from drafter.domain.guideline import Passage
from drafter.domain.text import normal_form
from drafter.grounding import claims, named
from drafter.grounding.claims import Claim
from drafter.grounding.pages import Labels, pages_in
from drafter.grounding.reading import read
from drafter.grounding.words import substance

if TYPE_CHECKING:
    from drafter.grounding.sentences import SentenceCheck

_EVERY_SECTION = frozenset(
    "same relevant applicable cited pertinent above following this that next previous guideline guidelines guideline's "
    "mtus acoem odg first last its their cross special mentioned latter former entire whole".split()
)


def locators(of: "SentenceCheck") -> Iterator[Finding]:
    """What a sentence says of places in guidelines that is not so."""
    yield from _pages(of)
    yield from _sections(of)
    yield from _editions(of)
    yield from _guidelines(of)


def _pages(of: "SentenceCheck") -> Iterator[Finding]:
    named_pages = pages_in(of.reading.text)
    if not named_pages:
        return
    labels = Labels(page for target in of.targets for page in target.pages)
    # A sentence that names every page of a section names the section's pages, and not the statement's alone.
    stated = Labels(claim.value for _, claim in named_pages)
    whole = [p.pages for target in of.targets if (p := target.passage) and stated.hold_all(p.pages)]
    section = Labels(page for pages in whole for page in pages)
    said = [pages for pages, _ in pages_in(of.own_words)]
    for pages, claim in named_pages:
        if not labels.hold(pages) and not section.hold(pages) and pages not in said:
            yield of.finding("page-unsupported", "is not a page of the evidence pointed at", claim)


def _sections(of: "SentenceCheck") -> Iterator[Finding]:
    passages = [target.passage for target in of.targets if target.passage]
    for claim, as_title in claims.titles_in(of.reading.text):
        named = _names_title if as_title else _means_title
        claimed, onward = normal_form(claim.value), normal_form(of.reading.text[claim.start :])
        if any(named(claimed, title) or _begins(onward, title) for title in _known_titles(passages)):
            continue
        if not of.said(claim.value):
            yield of.finding("section-unsupported", "names a section that it does not point at", claim)
    yield from _unpointed_titles(of, [normal_form(passage.heading) for passage in passages])
    features = claims.features_in(of.reading.text)
    known = {name for name, _, _ in claims.features_in(of.support)} if features else set()
    for name, of_the_book, claim in features:
        if name not in known:
            code = "section-unsupported" if of_the_book else "number-unsupported"
            yield of.finding(code, f"{claim.value} is not in the evidence pointed at", claim)


def _known_titles(passages: Iterable[Passage]) -> list[str]:
    """What the sections of passages are called, their aliases with them."""
    names = [name for passage in passages for name in (passage.heading, *passage.aliases)]
    return [normal_form(form) for name in names for form in (name, read(name).text)]


def _unpointed_titles(of: "SentenceCheck", pointed: list[str]) -> Iterator[Finding]:
    """Titles of the item's other passages, written as titles: with a capital and not as the first words."""
    text = of.reading.text
    for evidence in of.sources.evidence.guidelines:
        title = read(evidence.passage.heading).text
        if title not in text or " " not in title or of.said(title) or title in of.frame_text:
            continue
        if normal_form(title) in [*pointed, *(normal_form(read(name).text) for name in pointed)]:
            continue
        # A title may begin another: "Topical analgesics" and "Topical analgesics, compounded".
        within = [m.span() for name in pointed for m in re.finditer(re.escape(read(name).text), text, re.IGNORECASE)]
        for match in re.finditer(rf"\b{re.escape(title)}(?!\w)", text):
            if any(start <= match.start() and match.end() <= end for start, end in within):
                continue
            if match.start() > 0 or text[match.end() :].startswith(" section"):
                claim = Claim(title, *match.span())
                yield of.finding("section-unsupported", "names a section that it does not point at", claim)


def _editions(of: "SentenceCheck") -> Iterator[Finding]:
    editions_named = claims.editions_in(of.reading.text)
    if not editions_named:
        return
    passages = [target.passage for target in of.targets if target.passage]
    editions = {re.sub(r"(?<=\d)(st|nd|rd|th)\b.*", "", passage.edition.edition) for passage in passages}
    said = {claim.value for claim in claims.editions_in(of.own_words)}
    for claim in editions_named:
        if claim.value not in editions | said and not (len(claim.value) == 4 and of.said(claim.value)):
            yield of.finding("edition-unsupported", f"edition {claim.value} is not the one pointed at", claim)


def _guidelines(of: "SentenceCheck") -> Iterator[Finding]:
    families, titles = named.guidelines_in(of.reading.text), named.title_words_in(of.reading.text)
    if not families and not titles:
        return
    sources = f"{of.support} ; {read(of.frame.cited_before).text}"
    known = {family for family, _ in named.guidelines_in(sources)}
    words = set(re.findall(r"[a-z][a-z-]+", sources.lower()))
    wrong = [claim for family, claim in families if family not in known]
    taken = claims.places(wrong)
    for title, claim in titles:
        if not title <= words and not taken.meets(*claim.span):
            wrong.append(claim)
    for claim in wrong:
        yield of.finding("guideline-unsupported", f"{claim.value} is not what it points at", claim)


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
