"""Damage to locators and pointers."""

import re
from collections.abc import Iterator

from drafter.domain.draft import Pointer
from drafter.domain.evidence import GuidelineEvidence
from drafter.domain.guideline import Edition
from tests.grounding.mutation.spots import Damage, Spot, kind, numbers_said, stems, sums, text_at

_PAGE = re.compile(r"\b(?:page|pages|p\.) ?(\d+)(?![\w-])")
_SECTION = re.compile(r"\bsection (?:on |titled |called )?(?=(?P<title>\w))")
_GUIDELINE = re.compile(r"\b(MTUS|ACOEM|ODG|Official Disability Guidelines|Medical Treatment Utilization Schedule)\b")
_BOOK = re.compile(
    r"\b(?:MTUS )?(Chronic Pain Medical Treatment|Acupuncture Medical Treatment|Postsurgical Treatment)\b"
)
_CHAPTER = re.compile(r"\b[Cc]hapter (\d+)\b")
_OTHERS = (
    ("ODG", r"\bODG|Official Disability"),
    ("Official Disability Guidelines", r"\bODG|Official Disability"),
    ("American College of Physicians", r"\bACP\b|College of Physicians"),
    ("Cochrane review", r"Cochrane"),
    ("ACOEM", r"ACOEM|Occupational"),
    ("North American Spine Society", r"NASS|Spine Society"),
)
_NUMBERED = re.compile(r"\d")
_LOCATOR = ("page-unsupported", "section-unsupported", "edition-unsupported", "guideline-unsupported")


def _foreign(spot: Spot) -> list[str]:
    """Names of guidelines that neither evidence, request nor parties name."""
    item = spot.world.item(spot.number)
    known = " ; ".join([spot.support, item.claims_administrator_guideline or "", item.physician_guideline or ""])
    return [name for name, words in _OTHERS if not re.search(words, known, re.IGNORECASE)]


def _free_page(spot: Spot, near: int) -> str | None:
    pages = {page for guideline in spot.guidelines for page in guideline.passage.pages}
    records = {str(s.page) for record in spot.records for s in record.sentences if s.page}
    known = pages | records | numbers_said(spot.own)
    return next((str(page) for page in range(near, near + 50) if str(page) not in known), None)


@kind("page-unsupported")
def page_changed(spot: Spot) -> Iterator[Damage]:
    """A page that the sentence names is replaced by another one."""
    for match in _PAGE.finditer(spot.text):
        for near in (int(match[1]) + 1, int(match[1]) + 30, max(1, int(match[1]) - 7)):
            if (new := _free_page(spot, near)) and new != match[1]:
                yield spot.reworded(*match.span(1), new)


@kind("page-unsupported")
def page_added(spot: Spot) -> Iterator[Damage]:
    """A page that is not that of the evidence is added."""
    if new := _free_page(spot, spot.rng.randrange(2, 200)):
        yield spot.extended(spot.rng.choice([f" (page {new})", f", page {new}", f", p. {new}"]))


def _other_sections(spot: Spot) -> list[GuidelineEvidence]:
    """Passages of the case under quite other titles than those pointed at."""
    own = {stem for g in spot.guidelines for name in (g.passage.heading, *g.passage.aliases) for stem in stems(name)}
    every = [g for place in spot.world.places.values() for g in place.evidence.guidelines if g.passage.section]
    known = own | stems(spot.own) | stems(spot.world.item(spot.number).request)
    return [g for g in every if stems(g.passage.heading) and not stems(g.passage.heading) & known]


@kind("section-unsupported")
def section_changed(spot: Spot) -> Iterator[Damage]:
    """A section that the sentence names is replaced by another one of the case's evidence."""
    others = _other_sections(spot)
    titles = [g.passage.section for g in spot.guidelines if g.passage.section]
    for title in titles:
        place = spot.text.find(f"section {title}")
        if place >= 0 and others:
            new = spot.rng.choice(others).passage.heading
            yield spot.reworded(place, place + len(f"section {title}"), f"section {new}")


@kind("section-unsupported")
def section_added(spot: Spot) -> Iterator[Damage]:
    """A section is named that the sentence does not point at."""
    others = _other_sections(spot)
    if spot.guidelines and others:
        new = spot.rng.choice(others).passage.heading
        yield spot.rewritten(f"Under the section {new}, {spot.text[0].lower()}{spot.text[1:]}")
        yield spot.extended(f" (section “{new}”)")


@kind("edition-unsupported", "number-unsupported", "date-unsupported")
def edition_changed(spot: Spot) -> Iterator[Damage]:
    """The year of an edition that the sentence names is replaced by another one."""
    for edition in _editions(spot):
        place = spot.text.find(f"{edition.cited_as} {edition.edition}")
        new = _free_year(spot)
        if place >= 0 and new:
            end = place + len(f"{edition.cited_as} {edition.edition}")
            yield spot.reworded(place, end, f"{edition.cited_as} {new}")


@kind("edition-unsupported", "number-unsupported", "date-unsupported")
def edition_added(spot: Spot) -> Iterator[Damage]:
    """A wrong edition is named."""
    if spot.guidelines and (new := _free_year(spot)):
        words = spot.rng.choice(
            [f"the {new} edition of the guideline", f"the {new} guideline", f"the guideline ({new})"]
        )
        yield spot.extended(f", according to {words}")


def _editions(spot: Spot) -> list[Edition]:
    return list({g.passage.edition.id: g.passage.edition for g in spot.guidelines}.values())


def _free_year(spot: Spot) -> str | None:
    known = {str(day.year) for day in spot.days} | numbers_said(spot.support)
    years = [str(year) for year in (2001, 2003, 2006, 2008, 2010, 2012, 2018, 2019) if str(year) not in known]
    return spot.rng.choice(years) if years else None


@kind("guideline-unsupported")
def guideline_swapped(spot: Spot) -> Iterator[Damage]:
    """The guideline that the sentence names is replaced by another one."""
    names = _foreign(spot)
    for match in _GUIDELINE.finditer(spot.text):
        if names and spot.guidelines and not spot.quoted(match.start()):
            yield spot.reworded(*match.span(), spot.rng.choice(names))


@kind("guideline-unsupported")
def guideline_added(spot: Spot) -> Iterator[Damage]:
    """A guideline is named that the sentence does not point at."""
    names = _foreign(spot)
    if names and spot.guidelines:
        yield spot.extended(f", as the {spot.rng.choice(names)} has it")


@kind("guideline-unsupported")
def book_swapped(spot: Spot) -> Iterator[Damage]:
    """One book of the MTUS is named for another."""
    known = spot.support
    books = ["Postsurgical Treatment", "Acupuncture Medical Treatment", "Opioids Treatment"]
    fit = [book for book in books if book.split()[0].lower() not in known.lower()]
    for match in _BOOK.finditer(spot.text):
        if fit:
            yield spot.reworded(*match.span(1), spot.rng.choice(fit))


@kind("section-unsupported")
def chapter_wrong(spot: Spot) -> Iterator[Damage]:
    """A chapter is named that is not that of the evidence."""
    known = {g.passage.edition.chapter for g in spot.guidelines} | numbers_said(spot.own)
    chapters = [str(n) for n in (3, 7, 9, 13, 16) if str(n) not in known]
    if spot.guidelines:
        new = spot.rng.choice(chapters)
        for match in _CHAPTER.finditer(spot.text):
            yield spot.reworded(*match.span(1), new)
        yield spot.extended(f", in chapter {new}")


@kind("pointer-missing")
def pointer_removed(spot: Spot) -> Iterator[Damage]:
    """Every pointer of a sentence is taken away."""
    yield spot.rewritten(spot.text, ())


def _pointing(spot: Spot, *pointers: Pointer) -> Damage:
    return spot.rewritten(spot.text, pointers)


@kind("pointer-unknown")
def pointer_to_unknown_source(spot: Spot) -> Iterator[Damage]:
    """A pointer names a source that there is not."""
    last = spot.sentence.pointers[-1]
    beyond = len(spot.place.evidence.guidelines) + len(spot.place.evidence.records)
    wrong = Pointer(source=f"{last.source[0]}{beyond + spot.rng.randrange(1, 60)}", sentence=last.sentence)
    yield _pointing(spot, *spot.sentence.pointers[:-1], wrong)
    yield _pointing(spot, *spot.sentence.pointers, wrong)


@kind("pointer-unknown")
def pointer_to_unknown_sentence(spot: Spot) -> Iterator[Damage]:
    """A pointer names a sentence that its source has not."""
    last = spot.sentence.pointers[-1]
    wrong = Pointer(source=last.source, sentence=_length(spot, last.source) + spot.rng.randrange(1, 9))
    yield _pointing(spot, *spot.sentence.pointers[:-1], wrong)
    yield _pointing(spot, *spot.sentence.pointers, wrong)


def _length(spot: Spot, source: str) -> int:
    evidence = spot.place.evidence
    passages = [len(g.passage.sentences) for g in evidence.guidelines if g.source == source]
    return next(iter([*passages, *(len(r.sentences) for r in evidence.records if r.source == source)]))


@kind("pointer-unknown")
def pointer_named_in_the_sentence(spot: Spot) -> Iterator[Damage]:
    """The sentence names a source in its text that there is not."""
    if not spot.says("G77"):
        yield spot.extended(spot.rng.choice([" (G77.1)", ", see R88.2", " according to G77"]))


@kind("pointer-unknown", "pointer-unrelated", "quotation-absent", "number-unsupported", *_LOCATOR)
def sentence_of_another_item(spot: Spot) -> Iterator[Damage]:
    """A sentence on another item's guideline, with its pointers, stands under this item."""
    own = {g.source: g.passage.id for g in spot.place.evidence.guidelines}
    for number, place in spot.world.places.items():
        theirs = {g.source: g.passage for g in place.evidence.guidelines}
        for sentence in place.draft.rationale if number != spot.number else ():
            passages = [theirs[p.source] for p in sentence.pointers if p.source in theirs]
            named = [p for p in passages if p.section and f"section {p.section}" in sentence.text]
            if len(named) == len(sentence.pointers) == 1 and named[0].id not in own.values():
                yield spot.rewritten(sentence.text, sentence.pointers)


@kind("pointer-unknown")
def pointer_into_another_items_evidence(spot: Spot) -> Iterator[Damage]:
    """A pointer leads to a passage that is evidence of another item only."""
    held = len(spot.place.evidence.guidelines)
    for number, place in spot.world.places.items():
        for guideline in place.evidence.guidelines[held:] if number != spot.number else ():
            if guideline.passage.sentences:
                wrong = Pointer(source=guideline.source, sentence=1)
                yield _pointing(spot, *spot.sentence.pointers[:-1], wrong)


def _elsewhere(spot: Spot, avoid: frozenset[str]) -> list[Pointer]:
    """Sentences of the evidence, not too short, that share no longer word with what is to be avoided."""
    evidence = spot.place.evidence
    every = [(g.source, s) for g in evidence.guidelines for s in g.passage.sentences]
    texts = [(source, s.number, s.text) for source, s in every]
    texts += [(r.source, s.number, s.text) for r in evidence.records for s in r.sentences]
    titles = {g.source: stems(f"{g.passage.heading} {g.passage.edition.cited_as}") for g in evidence.guidelines}
    titles |= {r.source: stems(f"{r.title} {r.author or ''}") for r in evidence.records}
    return [
        Pointer(source=source, sentence=n)
        for source, n, text in texts
        if len(text.split()) > 4 and not (stems(text) | titles[source]) & avoid
    ]


@kind("pointer-unrelated", "quotation-absent", "number-unsupported", "date-unsupported", *_LOCATOR)
def pointer_to_unrelated(spot: Spot) -> Iterator[Damage]:
    """Every pointer leads to a sentence that shares no word with this one, and the request shares none either."""
    own = stems(spot.text)
    fit = _elsewhere(spot, own) if not own & stems(spot.world.item(spot.number).request) else []
    if fit and own:
        yield _pointing(spot, spot.rng.choice(fit))


@kind("pointer-unrelated", "quotation-absent", "number-unsupported", "date-unsupported", *_LOCATOR)
def pointer_to_unrelated_beside_request(spot: Spot) -> Iterator[Damage]:
    """Every pointer leads to a sentence that shares no word with this one, which repeats words of the request."""
    own = stems(spot.text)
    fit = _elsewhere(spot, own) if own & stems(spot.world.item(spot.number).request) else []
    if fit:
        yield _pointing(spot, spot.rng.choice(fit))


@kind("number-unsupported", "date-unsupported", "quotation-absent", "page-unsupported", "edition-unsupported")
def pointer_off_the_numbers(spot: Spot) -> Iterator[Damage]:
    """Every pointer leads to another sentence of the same source, which does not hold this one's numbers."""
    own = numbers_said(spot.text) - {"1"} - numbers_said(spot.beside) - sums(spot)
    source = spot.sentence.pointers[-1].source
    for n in range(1, _length(spot, source) + 1):
        text = text_at(spot.place, Pointer(source=source, sentence=n))
        if text and own - numbers_said(text):
            yield _pointing(spot, Pointer(source=source, sentence=n))


@kind("quotation-absent")
def pointer_off_the_quotation(spot: Spot) -> Iterator[Damage]:
    """A sentence that quotes points at another sentence of the same record, which does not hold the quotation."""
    match = re.search(r"“([^”]{12,})”", spot.text)
    source = spot.sentence.pointers[-1].source
    if match:
        for n in range(1, _length(spot, source) + 1):
            text = text_at(spot.place, Pointer(source=source, sentence=n))
            if match[1] not in text and text not in match[1] and not _NUMBERED.search(text):
                yield _pointing(spot, Pointer(source=source, sentence=n))
