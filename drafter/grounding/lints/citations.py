"""Guideline lines against rationales: guidelines, pages, sections and years that differ, and web pages as evidence."""

import re
from collections.abc import Iterator

from drafter.domain.draft import Finding
from drafter.domain.guideline import Tier
from drafter.domain.names import section_key, short_section_key
from drafter.grounding.catalogue import finding
from drafter.grounding.claims import editions_in, titles_in
from drafter.grounding.lints.sources import (
    Place,
    Sources,
    beside,
    calls_silent,
    of_line,
    plain_sentences,
    rested_on,
    silent_places,
    title_of,
)
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named
from drafter.grounding.named import guidelines_in
from drafter.grounding.pages import Labels, pages_in
from drafter.grounding.reading import read

_ADOPTED = frozenset({"MTUS", "ACOEM"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_NTH = re.compile(r"(?<!\d)(\d+)(?:st|nd|rd|th)\b")

_ADDRESS = re.compile(
    r"\bhttps?://[^\s,;]{1,300}|\bwww\.[^\s,;]{1,300}|(?<![@\w.-])(?:[a-z0-9-]{2,40}\.){1,3}(?:com|org|net|info)\b[^\s,;]{0,300}",
    re.IGNORECASE,
)
_POPULAR = re.compile(
    r"\b(?:slideshare|wikipedia|webmd|medscape|emedicine|emedicinehealth|healthline|youtube|facebook|reddit|quora|"
    r"verywell(?:health)?|livestrong|everydayhealth|drugs\.com|rxlist|medicinenet|about\.com|ehow|scribd|prezi|"
    r"spine-?health\.com|mayoclinic\.(?:com|org)|wikihow|blogspot|wordpress)\b",
    re.IGNORECASE,
)
"""Sites that anybody can fill, or that retell for patients what others found. UpToDate, the Cochrane Library,
MDGuidelines and the like are none: they are works of reference with editors, and a title in them can be a citation."""
_FORM = re.compile(
    r"\b(?:decision|based|on|non|mtus|citations?|other|medical|treatment|guidelines?|and|the|from|at|web|site|website|"
    r"accessed|online|see|available|retrieved|url|link|expert|reviewer|their|recommendations?|outside|of|claims|"
    r"administrator|evidence)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\.\s|;|\bcitations?\b|\bother medical treatment guidelines?\b", re.IGNORECASE)
"""Ends of a citation, and the form's words before the next."""
_ADDRESS_ALONE = "a web address where the title of a work should stand"
_TITLE_WORDS = 2
"""Words beside an address from which on they are taken for the title of a work."""


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Findings about what the items of a letter cite."""
    for item in letter.items:
        yield from _web_sources(item)
        line = of_line(item.heading, item.heading_text)
        guideline = _guideline_differs(item, line)
        if guideline:
            yield guideline
        yield from _pages_differ(item)
        yield from _years_differ(item)
        if not guideline:
            yield from _sections_differ(item)


def _differs(item: LintedItem, message: str, place: Place | None) -> Finding:
    return finding(
        "heading-differs",
        message,
        item=item.number,
        sentence=place.sentence if place else None,
        span=place.span if place else None,
    )


def _guideline_differs(item: LintedItem, line: Sources) -> Finding | None:
    """A rationale that rests on guidelines of which the line names none; more than the line's are welcome.

    It cannot be told of a line that cites a study or a work not known by name, nor where the MTUS is called silent and
    the rationale goes on without a name.
    """
    if not item.heading or any(_of_no_family(named) for named in item.heading):
        return None
    rested = rested_on(item)
    shared = rested.families & line.families
    if rested.titles and line.titles:
        shared = (shared - _ADOPTED) | (shared & rested.bare)
        if rested.titles & line.titles:
            return None
    if not rested.families or shared:
        return None
    outside = "MTUS" not in line.families and rested.families <= _ADOPTED
    if outside and any(calls_silent(reading.text) for _, reading in plain_sentences(item)):
        return None
    return _differs(
        item, f"the rationale rests on {rested.said()}, and the guideline line names {line.said()}", rested.first
    )


def _of_no_family(named: Named) -> bool:
    if named.tier is Tier.MTUS:
        return False
    return not guidelines_in(read(f"{named.publisher or ''} {named.guideline}").text)


def _pages_differ(item: LintedItem) -> Iterator[Finding]:
    """Pages that the rationale names and the line does not.

    A citation without pages may be of any page. What the line names beyond the rationale is said beside it, and is no
    finding by itself.
    """
    if not item.heading or not all(named.pages for named in item.heading):
        return
    labels = [page for named in item.heading for page in named.pages]
    known = Labels(labels)
    unknown: dict[str, Place] = {}
    said: list[str] = []
    for sentence, reading in plain_sentences(item):
        for pages, claim in pages_in(reading.text):
            said.append(claim.value)
            if not known.hold(pages):
                unknown.setdefault(claim.value, Place(sentence.number, reading.span(claim.start, claim.end)))
    if not unknown:
        return
    stated = Labels(said)
    unused = [label for label in labels if not all(stated.hold(p) for p, _ in pages_in(f"page {label}"))]
    message = f"{_pages(list(unknown))} in the rationale, and not in the guideline line"
    if unused:
        message += f"; {_pages(unused)} in the line, and not in the rationale"
    yield _differs(item, message, next(iter(unknown.values())))


def _pages(labels: list[str]) -> str:
    many = len(labels) > 1 or "-" in labels[0]
    return f"{'pages' if many else 'page'} {', '.join(dict.fromkeys(labels))} {'stand' if many else 'stands'}"


def _years_differ(item: LintedItem) -> Iterator[Finding]:
    """A year or edition of a guideline that the line cites in another one."""
    for sentence, reading in plain_sentences(item):
        for claim in editions_in(reading.text):
            source = beside(reading.text, claim.start, claim.end)
            cited = _editions(item.heading, source, nth=not _YEAR.fullmatch(claim.value))
            if cited and claim.value not in cited:
                place = Place(sentence.number, reading.span(claim.start, claim.end))
                yield _differs(
                    item,
                    f"the rationale names the edition {claim.value} of a guideline that the line cites as "
                    f"{' or '.join(sorted(cited))}",
                    place,
                )
                return


def _editions(heading: tuple[Named, ...], source: Sources, *, nth: bool) -> set[str]:
    """The years, or the numbers, of the editions that the line cites of a guideline."""
    found: set[str] = set()
    for named in heading:
        if named.tier is Tier.MTUS:
            same = title_of(named) in source.titles if source.titles else "MTUS" in source.families
        else:
            own = {name for name, _ in guidelines_in(read(f"{named.publisher or ''} {named.guideline}").text)}
            same = not source.titles and bool(own & source.families)
        if same:
            written = named.edition or ""
            written += "" if named.tier is Tier.MTUS else f" {named.guideline}"
            found.update(_NTH.findall(read(written).text) if nth else _YEAR.findall(written))
    return found


def _sections_differ(item: LintedItem) -> Iterator[Finding]:
    """A section that the rationale names by its title where the line names others alone.

    Passed over are sentences that call a guideline silent or name one that the line does not cite.
    """
    titles = [title for named in item.heading for title in (*named.sections, named.chapter or "", named.guideline)]
    if not item.heading or not all(named.sections for named in item.heading):
        return
    keys = {key for title in titles for key in (section_key(title), short_section_key(title)) if key}
    line = of_line(item.heading, item.heading_text)
    for sentence, reading in plain_sentences(item):
        named = [claim for claim, written in titles_in(reading.text) if written]
        families = {name for name, _ in guidelines_in(reading.text)}
        if not named or silent_places(reading.text) or not families or not families <= line.families:
            continue
        if any(_known(claim.value, keys) for claim in named):
            return
        place = Place(sentence.number, reading.span(named[0].start, named[0].end))
        yield _differs(item, "the rationale names a section by a title that the guideline line does not have", place)
        return


def _known(title: str, keys: set[str]) -> bool:
    own = section_key(title)
    return not own or any(own.startswith(key) or key.startswith(own) or key in own or own in key for key in keys)


def _web_sources(item: LintedItem) -> Iterator[Finding]:
    """Web pages as evidence: a popular site, or an address that stands alone where a citation should be."""
    where = _web_in_line(item)
    if where:
        yield finding("web-source", f"the guideline line cites {where}", item=item.number)
    for sentence in item.sentences:
        match = _POPULAR.search(sentence.text)
        if not match:
            match = _ADDRESS.search(sentence.text)
            if match and guidelines_in(read(_ADDRESS.sub(" ", sentence.text)).text):
                continue
        if match:
            yield finding(
                "web-source",
                "the rationale rests on a web page",
                item=item.number,
                sentence=sentence.number,
                span=match.span(),
            )
            return


def _web_in_line(item: LintedItem) -> str | None:
    """What a guideline line cites of the web; None where every address in it belongs to a work that it names."""
    text = item.heading_text
    popular = _POPULAR.search(text)
    if popular:
        return f"the site {popular.group().lower()}"
    if any(_ADDRESS.fullmatch(named.guideline) for named in item.heading):
        return _ADDRESS_ALONE
    start = 0
    for match in _ADDRESS.finditer(text):
        before = _LEAD.split(text[start : match.start()])[-1]
        if len(re.findall(r"[A-Za-z]{3,}", _FORM.sub(" ", before))) < _TITLE_WORDS:
            return _ADDRESS_ALONE
        start = match.end()
    return None
