"""Parser of citations outside the MTUS, whose text is free.

A work that has chapters (ODG, ACOEM) is taken apart into edition, chapter, sections and pages; any other work is named
as written, with its publisher and tier told by words. What names no work that is known stays unparsed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from drafter.domain.citation import Citation, NotParsed
from drafter.domain.citation_parts import PAGES, Parts
from drafter.domain.guideline import Tier
from drafter.domain.titles import YEAR, OutsideWork, TitleReader, Titles, any_of, outside_brackets, without_stop

_OTHER = r"(?:[,;.]\s*)?(?:and\s+)?Other Medical Treatment Guidelines?(?:\s+or\s+Medical\s+Evidence)?\s*:?"
_ADDRESS = r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:)]"
_UPDATED = r"updated\s+[\d/.-]+|(?:updated|accessed|last updated)\s+(?:on\s+)?\w+\s+\d{1,2},?\s+\d{4}"
_ONE_EDITION = (
    rf"(?:{_UPDATED}|{YEAR}|\d+(?:st|nd|rd|th)\s+(?:Annual\s+)?(?:Edition|Ed\b\.?)(?:\s+\(web\))?|(?:Online|On-line|Web)\s+(?:Version|Edition)"
    rf"|current\s+(?:online\s+)?(?:version|edition))"
)
_EDITION = re.compile(rf"{_ONE_EDITION}(?:,?\s*\(?{_ONE_EDITION}\)?(?=\W|$))*(?![\w/])", re.IGNORECASE)
_EDITION_LAST = re.compile(rf"\s*\(\s*((?:{_ONE_EDITION})(?:,\s*{_ONE_EDITION})*)\s*\)$", re.IGNORECASE)
_PAGES = re.compile(rf"(?:page\(s\)|pages?|pgs?|pp?)(?:\.|:)?\s*(?={PAGES})({PAGES})", re.IGNORECASE)
_PAGES_WITHIN = re.compile(rf"\s(?:at\s+)?{_PAGES.pattern}", re.IGNORECASE)
_PAGE_AFTER = len(": 1234")
_MARK = re.compile(rf"(?:\s*(?:[,;:.)/]|\((?=\s*{_ONE_EDITION})|[-–—](?!\w)|(?<=\s)[-–—]))+\s*|\s+", re.IGNORECASE)
_FORM_WORD = re.compile(r"(?:Chapters?|Sections?|Topics?|Procedures?(?:\s+Summary)?|the)(?![\w(])", re.IGNORECASE)
_GUIDELINES = re.compile(r"Guidelines\s*(?=[,;:.]|$)", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:$|[,;:./(]|[-–—]|(?:and|&)\s|(?:chapters?|sections?|guidelines|procedures?|pages?)\b)", re.IGNORECASE
)
_QUALIFIER = r"(?:\s*\([^()]*\b(?:acute|chronic)\b[^()]*\))?"
_OTHER_CHAPTER = re.compile(r"([A-Z][^,;:()]{1,60}?)\s+(?=Chapter\b)")
_BRACKETED = re.compile(r"\(\s*([^()]*\w[^()]*?)\s*\)(?=\s*(?:[,;:]|$))")
_AND = re.compile(r"(?:and|&)\s+", re.IGNORECASE)
_TOPIC_LAST = re.compile(r"\s+(?:Topics?|section|chapter)$", re.IGNORECASE)


class _Works:
    """Patterns of the works that have chapters, made once from the titles."""

    def __init__(self, titles: Titles) -> None:
        self.chapters = {work.publisher: _chapter_pattern(work) for work in titles.outside}
        named = [rf"(?P<w{number}>{any_of(work.names)})(?![\w-])" for number, work in enumerate(titles.outside)]
        self.works = titles.outside
        name = f"(?:{'|'.join(named)})" if named else "(?!)"
        plain = rf"{any_of(one for work in titles.outside for one in work.names)}(?![\w-])"
        full = any_of(name for work in titles.outside for name in work.names if len(name.split()) > 2)
        self.start = re.compile(
            rf"(?:^(?P<first>(?:{_OTHER}|the\b)?)|(?P<other>{_OTHER})|"
            rf"(?P<lead>\s*,\s*and\s+the\s|\s*,\s*and\s|\s*[,;.]|\s(?:and|&)\s+the\s|\s(?:and|&)\s)(?=\s*(?:{plain}|{_ADDRESS}))"
            rf"|(?P<run>(?<=[\w)])\s)(?={full}|{_ADDRESS}))\s*(?P<name>{name}|{_ADDRESS})?",
            re.IGNORECASE,
        )
        self.publishers = [
            (re.compile(rf"(?<![\w-]){any_of(entry.words)}(?!\w)", re.IGNORECASE), entry) for entry in titles.publishers
        ]

    def work_of(self, found: re.Match[str]) -> OutsideWork | None:
        """The work that a start names; None where it is an address or not known."""
        return next((work for number, work in enumerate(self.works) if found[f"w{number}"]), None)


def _chapter_pattern(work: OutsideWork) -> re.Pattern[str]:
    name = any_of(work.chapters)
    number = rf"(?<=Chapter )\d{{1,2}}(?:[\s,:-]+{name}(?!\w))?"
    return re.compile(rf"(?:{number}|{name}(?!\w)(?:,\s*Chapter\s+\d+)?){_QUALIFIER}", re.IGNORECASE)


@lru_cache(maxsize=4)
def _works(titles: Titles) -> _Works:
    return _Works(titles)


def outside_citations(body: str, titles: Titles) -> Iterator[Citation | NotParsed]:
    """The citations in what follows "Decision based on Non-MTUS Citation", in order.

    The first has the words of the form before it as its lead, if any; others the mark that joins them.
    """
    works = _works(titles)
    starts = _starts(body, works)
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(body)
        lead = (found["first"] or found["other"] or found["lead"] or found["run"] or "").strip()
        text = body[
            found.end() if works.work_of(found) else found.start("name") if found["name"] else found.end() : end
        ]
        parts = Parts(Tier.OTHER, lead=lead if number or lead else None)
        if work := works.work_of(found):
            parts.tier, parts.publisher = work.tier, work.publisher
            parts.set("guideline", found["name"])
            yield from (one.citation() for one in scan(text, parts, works.chapters[work.publisher], titles))
        elif text.strip():
            yield _other(text.strip(), parts, works)
        else:
            yield NotParsed(words=lead, reason="names no work")


def _starts(body: str, works: _Works) -> list[re.Match[str]]:
    """Where works begin; a mark that leads to nothing named is no start."""
    free = set(outside_brackets(body))
    found = [one for one in works.start.finditer(body) if one.start() in free]
    return [one for one in found if one.start() == 0 or one["other"] or one["name"]]


def _other(text: str, parts: Parts, works: _Works) -> Citation | NotParsed:
    """A work without chapters that we know: its name is all its words."""
    entry = next((entry for pattern, entry in works.publishers if pattern.search(text)), None)
    if address := re.match(_ADDRESS, text):
        site = urlsplit(address.group() if "//" in address.group() else f"//{address.group()}").netloc
        parts.publisher = (entry and entry.publisher) or site.removeprefix("www.")
        parts.tier = entry.tier if entry else Tier.OTHER
    elif entry:
        parts.publisher, parts.tier = entry.publisher, entry.tier
    else:
        lead = f"{parts.lead} " if parts.lead else ""
        return NotParsed(words=lead + text, reason="names no guideline, publisher or journal that is known")
    parts.set("guideline", text)
    return parts.citation()


def scan(text: str, parts: Parts, chapters: re.Pattern[str], titles: Titles) -> list[Parts]:
    """What follows the name of a work, read into its parts; another chapter begins another citation of the work."""
    done = [parts]
    reader = TitleReader(text, titles)
    place = 0
    while place < len(text):
        now = done[-1]
        if mark := _MARK.match(text, place):
            before, place = mark.group(), mark.end()
        else:
            before = ""
        if place >= len(text):
            now.mark(before.rstrip())
            break
        if now.chapter and (joint := _next_chapter(text, place, before, chapters)):
            done.append(now.follower(before + text[place : joint.start()]))
            now, place, before = done[-1], joint.start(), ""
        now.mark(before)
        place = _part(text, place, now, chapters, titles, reader)
    return done


def _next_chapter(text: str, place: int, before: str, chapters: re.Pattern[str]) -> re.Match[str] | None:
    """A further chapter here, after a mark or "and"."""
    joint = _AND.match(text, place)
    found = chapters.match(text, joint.end() if joint else place)
    return found if found and (joint or before.strip() in {",", ";"}) and _ENDS.match(text, found.end()) else None


def _part(text: str, place: int, now: Parts, chapters: re.Pattern[str], titles: Titles, reader: TitleReader) -> int:
    """Reads one part at a place, and says where it ends."""
    if (found := _EDITION.match(text, place)) and (now.edition is None or now.last != "section"):
        now.set("edition", found.group())
    elif found := _PAGES.match(text, place):
        now.mark(text[place : found.start(1)])
        now.page_list(found.group(1))
    elif found := _FORM_WORD.match(text, place) or (_GUIDELINES.match(text, place) if now.chapter else None):
        now.mark(found.group())
    elif now.chapter is None and (found := _chapter(text, place, chapters, titles)):
        now.set("chapter", found.group(found.lastindex or 0))
        return found.end(found.lastindex or 0)
    else:
        return _section(text, place, now, reader)
    return found.end()


def _chapter(text: str, place: int, chapters: re.Pattern[str], titles: Titles) -> re.Match[str] | None:
    """A chapter's name here: one that is known and ends here, or words that are called a chapter."""
    found = chapters.match(text, place)
    if found and (found.group().endswith(")") or _ENDS.match(text, found.end())):
        return found
    if found and titles.title_end(text, found.end() + 1):
        return found
    return _OTHER_CHAPTER.match(text, place)


def _section(text: str, place: int, now: Parts, reader: TitleReader) -> int:
    """The section title here: to the next mark outside brackets that no known title holds."""
    if bracketed := _BRACKETED.match(text, place):
        now.mark("(")
        now.section(bracketed.group(1))
        now.mark(")")
        return bracketed.end()
    title = text[place : max(reader.end(place, at_stops=True), place + 1)].rstrip()
    # The colon of "Page(s): 3" has ended the title before the number.
    pages = _PAGES_WITHIN.search(text[place : place + len(title) + _PAGE_AFTER])
    for cut in (pages, _TOPIC_LAST.search(title)):
        title = title[: cut.start()] if cut and cut.start() else title
    title = without_stop(title) or title
    if now.edition is None and (edition := _EDITION_LAST.search(title)) and edition.start():
        now.section(title[: edition.start()])
        now.mark(title[edition.start() : edition.start(1)])
        now.set("edition", edition.group(1))
        now.mark(title[edition.end(1) :])
    elif re.search(r"[\w{}]", title):
        now.section(title)
    else:
        now.mark(title)
    return place + len(title)
