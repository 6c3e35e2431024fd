"""Parser of the letters' guideline lines: sentences, and the citations of the MTUS in them.

The 2016 form cites sections ("… Complaints 2004, Section(s): …, and …"), the 2014 form pages ("… Page(s): 58, 98."),
and the 2013 form has sentences of its own. Citations outside the MTUS are free text: see `citation_outside`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import get_args

from drafter.domain.citation import (
    LED,
    Citation,
    Cited,
    NoEvidenceCited,
    NotParsed,
    Whose,
    format_citations,
    standard_layout,
)
from drafter.domain.citation_outside import outside_citations, scan
from drafter.domain.citation_parts import CODE, PAGES, Parts
from drafter.domain.guideline import Tier
from drafter.domain.text import fold
from drafter.domain.titles import YEAR, Titles, split_titles, without_stop

_WHO = r"The (?:Expert|Physician|MAXIMUS)? ?Reviewer|The Claims Administrator"
_OUTSIDE = re.compile(
    rf"(?:{_WHO}) based (?:their|its|his/her) decision on recommendation\(s\) outside of the MTUS Guidelines\."
)
_NO_EVIDENCE = re.compile(
    rf"(?:{_WHO}) did not (?:cite|provide) any "
    r"(?:medical evidence|evidence[ -]based (?:criteria|guidelines?|references?))"
    r"(?: (?:for|in|to support) (?:its|their|his/her) (?:decision|determination|denial))?\.?",
    re.IGNORECASE,
)
_BASED = re.compile(
    rf"(?:(?:{_WHO}) found that no section of the MTUS was applicable\. )?"
    rf"(?:Per the Strength of Evidence hierarchy [^.]{{0,160}}?the )?(?:{_WHO}|(?:Expert|Physician) Reviewer) "
    r"based (?:its|their|his/her) decision on (?:the )?",
    re.IGNORECASE,
)
_DECISION = re.compile(r"Decision based on (?P<non>Non-)?MTUS(?: Citation)?(?!\w)\s*")
_SENTENCE = re.compile(
    rf"(?:(?<=[.)])|^)\s*(?=Decision based on (?:Non-)?MTUS\b|(?:{_WHO}) (?:based|did not|found)|"
    r"(?<!applicable\. )Per the Strength)"
)
_PART_OF = re.compile(
    r",?\s*(?:which (?:is|are) )?(?P<not>not )?(?:a )?part of (?:the )?MTUS"
    r"(?:\s*(?P<lead>[,;]?\s*and the\b|[,;]?\s*and\b|[,;]))?\s*",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(r"(\s*+,?\s*+(?:MTUS\s*+)?\()(Effective [^()]*\d{4})(\))", re.IGNORECASE)
_PAGED = re.compile(
    rf"\s*+,?\s*+\bPage(?:\(s\)|s)?:?\s*+(?:(?P<code>{CODE})|(?P<pages>{PAGES})(?P<of>\s+of\s+\d{{1,4}})?)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(rf"(?<!\w)(?:(?:Pages?|pgs?|pp?)\b\W*\d|Page\(s\)|{CODE})", re.IGNORECASE)
"""In what was taken for a section title: a place that the form words otherwise."""
_UNKNOWN = "names no guideline, publisher or journal that is known"
_NO_FORM = "is no sentence of a known form"


@lru_cache(maxsize=4096)
def parse_citations(line: str | None, titles: Titles) -> tuple[Cited, ...]:
    """The citations of one guideline line, in its order; none where the form has no such line.

    Kept for the next letter, since about half of the lines stand in another letter too.

    Words are kept as written. What cannot be taken apart, or would not be given back by `format_citations`, stands as
    `NotParsed` with the reason.
    """
    text = fold(line or "")
    cited: list[Cited] = []
    outside = False
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        if _OUTSIDE.fullmatch(sentence) and not cited:
            outside = True
            continue
        cited += _sentence(sentence, titles)
    if outside:
        cited = _outside(cited)
        if not any(isinstance(one, Citation) for one in cited):
            words = text.split(".", 1)[0] + "."
            cited.insert(0, NotParsed(words=words, reason="says outside of the MTUS, and names nothing"))
    if text and not _gives_back(cited, text):
        return (NotParsed(words=text, reason="its parts do not give the line back"),)
    return tuple(cited)


def _outside(cited: list[Cited]) -> list[Cited]:
    return [one.model_copy(update={"outside_mtus": True}) if isinstance(one, Citation) else one for one in cited]


def _gives_back(cited: list[Cited], text: str) -> bool:
    """Whether the citations give a text back, white space and the last full stop aside."""
    wanted = _bare(text)
    return any(isinstance(one, NoEvidenceCited) for one in cited) or any(
        _bare(format_citations(cited, whose)) == wanted for whose in get_args(Whose)
    )


def _bare(text: str) -> str:
    return "".join(text.split()).removesuffix(".")


def _sentence(sentence: str, titles: Titles) -> list[Cited]:
    cited: list[Cited]
    if _NO_EVIDENCE.fullmatch(sentence):
        return [NoEvidenceCited()]
    if decision := _DECISION.match(sentence):
        body = sentence[decision.end() :].removesuffix(".").strip()
        lead = decision.group().strip()
        of_mtus = decision["non"] is None
        cited = list(_mtus(body, titles) if of_mtus else outside_citations(body, titles))
        if cited and isinstance(cited[0], Citation):
            first = cited[0]
            led = lead + (f" {first.lead}" if first.lead else "")
            cited[0] = first.model_copy(update={"lead": None if led == LED[of_mtus] else led})
        elif cited and isinstance(cited[0], NotParsed):
            cited[0] = cited[0].model_copy(update={"words": f"{lead} {cited[0].words}"})
    elif based := _BASED.match(sentence):
        cited = list(_works_of_2013(sentence[based.end() :].removesuffix("."), based.group().strip(), titles))
        if "no section of the MTUS" in based.group():
            cited = _outside(cited)
    else:
        return [NotParsed(words=sentence, reason=_NO_FORM)]
    if cited and isinstance(cited[-1], NotParsed):
        cited[-1] = cited[-1].model_copy(update={"words": cited[-1].words + "." * sentence.endswith(".")})
    if any(isinstance(one, Citation) and one.tier is Tier.MTUS and _misread(one) for one in cited):
        return [NotParsed(words=sentence, reason="names pages or sections of the Code in no known form")]
    if not cited or not _gives_back(cited, sentence):
        return [NotParsed(words=sentence, reason=_UNKNOWN if not cited else "its parts do not give the sentence back")]
    return cited


def _misread(cited: Citation) -> bool:
    return any(_NO_TITLE.search(section) for section in cited.sections)


class _Mtus:
    """Patterns of the names of MTUS guidelines, made once from the titles."""

    def __init__(self, titles: Titles) -> None:
        lead = r"(?P<lead>\s*,\s*and\b|\s*[,;]|\s+and\b)"
        dated = (
            rf"(?P<dated>{titles.dated}|(?<=and )[A-Z][^,;:.()]{{0,150}}?)\s+(?P<year>{YEAR})(?P<suffix>\s+Guidelines)?"
        )
        first = rf"(?P<named>[^;:.()]*?[^;:.(),])\s+(?P<first_year>{YEAR})(?=,\s*Section\(s\)|,\s*and\s|$)"
        carried = r"(?P<carried>(?=Chapter\s+\d))"
        code = r"(?:,?\s+8\s+C\.?C\.?R\.?\s+[§?\d\s.,–-]*\d)?"
        undated = rf"(?P<undated>{titles.undated}{code})(?![\w-])"
        before = lead.replace("<lead>", "<before>")
        self.start = re.compile(
            rf"(?:^|{lead})\s*(?:{dated}|{undated})(?!\w)|^{first}|{before}\s*{carried}",
            re.IGNORECASE,
        )
        title = rf"{titles.mtus_chapters}(?!\w)"
        self.chapter = re.compile(
            rf"(\s*,?\s*Chapter\s+(?=\d)|\s+(?={title}))(\d{{1,2}}(?:\s+{title})?|{title})()", re.IGNORECASE
        )
        self.chaptered = re.compile(titles.chaptered, re.IGNORECASE)
        self.undated = re.compile(rf"(MTUS\W{{0,2}}\s)?({titles.undated}|{titles.dated})(?![\w-])", re.IGNORECASE)
        self.chapters = re.compile(rf"{titles.mtus_chapters}(?!\w)(?:,\s*Chapter\s+\d+)?", re.IGNORECASE)


@lru_cache(maxsize=4)
def _patterns(titles: Titles) -> _Mtus:
    return _Mtus(titles)


def _mtus(body: str, titles: Titles) -> Iterator[Citation]:
    """The citations in what follows "Decision based on MTUS": none where it begins with no name."""
    patterns = _patterns(titles)
    effective = _EFFECTIVE.match(body)
    body = body[effective.end() :].strip() if effective else body
    starts = list(patterns.start.finditer(body))
    if not starts or starts[0].start():
        return
    name = ""
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(body)
        name = found["dated"] or found["named"] or found["undated"] or name
        parts = Parts(Tier.MTUS, guideline=name, lead=(found["lead"] or found["before"] or "").strip() or None)
        if effective and not number:
            parts.mark("(")
            parts.set("edition", effective.group(2))
            parts.mark(") ")
        if found["carried"] is None:
            parts.set("guideline", name)
        if year := found["year"] or found["first_year"]:
            parts.mark(" ")
            parts.set("edition", year)
            parts.mark(found["suffix"] or "")
        for one in _tail(body[found.end() : end], parts, patterns, titles):
            yield one.citation()


def _tail(text: str, parts: Parts, patterns: _Mtus, titles: Titles) -> Iterator[Parts]:
    """What follows the name: chapter, sections, pages; sections after pages begin another citation."""
    for pattern, kind in ((_EFFECTIVE, "edition"), (patterns.chapter, "chapter")):
        found = pattern.match(text)
        if found and (kind == "edition" or patterns.chaptered.fullmatch(parts.guideline)):
            parts.mark(found.group(1))
            parts.set(kind, found.group(2))
            parts.mark(found.group(3))
            text = text[found.end() :]
    while text.strip():
        paged = _PAGED.search(text)
        before = text[: paged.start()] if paged else text
        if label := re.match(r"\s*,?\s*(?:Section\(s\):?|Section\b)?\s*", before):
            if parts.pages:
                yield parts
                parts = parts.follower(label.group())
            else:
                parts.mark(label.group())
            before = before[label.end() :]
        for mark, title in split_titles(before, titles):
            parts.mark(f"{mark} " if mark else "")
            if plain := without_stop(title):
                parts.section(plain)
            parts.mark(title[len(plain) :])
        text = _pages(text, paged, parts) if paged else ""
    yield parts


def _pages(text: str, paged: re.Match[str], parts: Parts) -> str:
    """Reads the pages, or sections of the Code in their place, and gives what follows them."""
    if paged["pages"]:
        parts.mark(text[paged.start() : paged.start("pages")])
        parts.page_list(paged["pages"])
        parts.mark(paged["of"] or "")
        return text[paged.end() :]
    parts.mark(text[paged.start() : paged.start("code")])
    parts.set("edition", paged["code"])
    text = text[paged.end() :]
    if effective := _EFFECTIVE.match(text):
        parts.mark(effective.group(1))
        parts.set("edition", effective.group(2))
        parts.mark(effective.group(3))
        text = text[effective.end() :]
    return text


def _works_of_2013(body: str, lead: str, titles: Titles) -> Iterator[Cited]:
    """The works in a sentence of the 2013 form, each said to be part of the MTUS or not."""
    patterns = _patterns(titles)
    start = 0
    for found in [*_PART_OF.finditer(body), None]:
        piece = body[start : found.start() if found else len(body)]
        tail = body[found.start() : found.start("lead") if found["lead"] else found.end()] if found else ""
        start = found.end() if found else len(body)
        if not piece.strip():
            continue
        named = patterns.undated.match(piece)
        if named and not (found and found["not"]):
            parts = Parts(Tier.MTUS, lead=lead)
            parts.mark(named.group(1) or "")
            parts.set("guideline", named.group(2))
            several = scan(piece[named.end() :], parts, patterns.chapters, titles)
            several[-1].mark(tail)
            yield from (one.citation() for one in several)
        else:
            yield from _outside_2013(piece, lead, tail, titles)
        lead = (found["lead"] or "").strip() if found else ""


def _outside_2013(piece: str, lead: str, tail: str, titles: Titles) -> Iterator[Cited]:
    cited = list(outside_citations(piece.strip(), titles))
    for number, one in enumerate(cited):
        if isinstance(one, NotParsed):
            yield NotParsed(words=f"{lead} {one.words}{tail}" if not number else one.words, reason=one.reason)
            continue
        update = {"lead": f"{lead} {one.lead or ''}".strip()} if not number else {}
        if number == len(cited) - 1 and tail:
            update["layout"] = " ".join(f"{one.layout or standard_layout(one)}{tail}".split())
        yield Citation(**{**dict(one), **update})
