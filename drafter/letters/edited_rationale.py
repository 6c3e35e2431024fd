"""What a reviewer made of the rationales of a letter that was written from a draft: read back from the edited file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from drafter.domain.determination import Determination
from drafter.domain.draft import Draft, DraftedItem, Pointer
from drafter.domain.text import normal_form
from drafter.errors import LetterError
from drafter.letters.display import paragraphs
from drafter.letters.lines import Line, joined
from drafter.letters.sources import lines_of
from drafter.letters.text_of import Unreadable

_ITEMS = "imrissues,decisionsandrationales"
_AFTER_ITEMS = frozenset(("OUTCOME", "DOCUMENTSREVIEWED", "FORTHEREVIEWER"))
"""Headings of what follows the items, by their letters alone."""
_CASE_NUMBER = re.compile(r"(?:IMR )?Case Number\s?:\s?(?P<number>\S.*?)(?: Date Assigned\s?:.*)?", re.IGNORECASE)
_RATIONALE = re.compile(r"Decision rationale\s?:\s?", re.IGNORECASE)
_DECISION = re.compile(r"[:-]?(?P<word>upheld|overturned|insufficient|notreviewed)(?:\([a-z]{0,40}\))?\.?")
"""In normal form without spaces, "(proposed)" or the like behind it."""
_DECIDED = re.compile(r"\b(?:upheld|overturned)(?: \(proposed\))?\.?$", re.IGNORECASE)
_LONGEST_DECISION = 60
_MOST_LINES = 60
"""Lines of a request with its decision at most."""
_ITEM_HEADING = re.compile(r"(?:-{3} )?Item \d{1,5}(?:\. DRAFT: .{1,60})?(?: -{3})?")
_HEADING_BEFORE = re.compile(r"--- Item \d{1,5}(?:\. DRAFT: [^-]{1,60})? --- (?=\S)")
"""The same, where an editor joined a text's lines."""
_FURNITURE = re.compile(r"DRAFT(?:: proposed, not decided, not signed|, page \d{1,4} of \d{1,4})?|[=-]{10,}")
"""Lines that mark every page, and rules: no text of the letter."""
_POINTER = re.compile(r"([GR][1-9]\d{0,3})\.([1-9]\d{0,4})")
_PLACE = r"(?:[GR][1-9]\d{0,3}\.[1-9]\d{0,4}\??|F\d{1,5}|U)"
"""A mark; "?" stands behind a pointer that leads to nothing."""
_MARKS = re.compile(rf" ?\[{_PLACE}(?:, ?{_PLACE})*\]")
"""The marks behind a sentence: what it points at, findings against it, and that it is left to the reader to judge."""
_PARAGRAPH = "\n\n"
Mark = tuple[int, tuple[Pointer, ...]]
"""Where a mark stood in a rationale's text, by the characters before it, and what it points at."""


@dataclass(frozen=True)
class EditedRationale:
    """What the letter says of one item: its determination, and the rationale without the marks of a draft."""

    determination: Determination
    text: str
    """A blank line stands between paragraphs, and where marks stood behind a sentence."""
    marks: tuple[Mark, ...] = ()
    """The marks that lead to evidence, in order; a reviewer may have changed or added some."""


@dataclass(frozen=True)
class EditedLetter:
    """An edited letter, as far as it goes back to the draft's items."""

    case_number: str
    rationales: dict[int, EditedRationale]
    """By the number of the item; items that are not open have none."""


class _NotOfTheDraft(ValueError):
    """Why a text is no letter of the draft, as the end of a sentence without text of the case."""


def read_edited(path: Path, draft: Draft, cautions: Iterable[str] = ()) -> EditedLetter:
    """Read a letter that was written from `draft` and then edited: Word, text or PDF, still marked DRAFT or not.

    `cautions` are the organisation's paragraphs that a rule sets under items; they are no part of a rationale.

    Raises:
        LetterError: the file cannot be read, is no such letter, is of another case, or has not the draft's items.
    """
    try:
        return parse_edited(lines_of(path), draft, cautions)
    except Unreadable as reason:
        raise LetterError(f"{path}: {reason}; give the edited letter as Word, text or PDF") from None
    except _NotOfTheDraft as reason:
        raise LetterError(f"{path}: not a letter of this draft: {reason}") from None


def parse_edited(lines: Sequence[Line], draft: Draft, cautions: Iterable[str] = ()) -> EditedLetter:
    """Parse an edited letter's lines; `cautions` as for `read_edited`."""
    headings = [at for at, line in enumerate(lines) if _key(line.text) == _ITEMS]
    if not headings:
        raise _NotOfTheDraft('it has no heading "IMR ISSUES, DECISIONS AND RATIONALES"')
    if len(headings) > 1:
        raise _NotOfTheDraft("it has the heading of the items more than once; give one letter a file")
    _check_case_number(lines[: headings[0]], draft.case_number)
    fixed = [part for caution in cautions for part in paragraphs(caution)]
    rationales = {
        item.number: _rationale(item.number, determination, body, fixed)
        for item, determination, body in _blocks(_of_the_items(lines[headings[0] + 1 :]), draft.items)
        if determination is not None
    }
    return EditedLetter(draft.case_number, rationales)


def _check_case_number(lines: Sequence[Line], wanted: str) -> None:
    numbers = {_key(match["number"]) for line in lines if (match := _CASE_NUMBER.fullmatch(line.text))}
    if not numbers:
        raise _NotOfTheDraft("it has no case number before its items")
    if numbers != {_key(wanted)}:
        raise _NotOfTheDraft("its case number is another one")


def _of_the_items(lines: Sequence[Line]) -> list[Line]:
    """The lines of the items, without the marks of pages."""
    kept: list[Line] = []
    for line in lines:
        if line.paragraph is not False and line.text.replace(" ", "") in _AFTER_ITEMS:
            break
        if not _FURNITURE.fullmatch(line.text):
            kept.append(replace(line, text=_HEADING_BEFORE.sub("", line.text, count=1)))
    return kept


def _blocks(
    lines: Sequence[Line], items: Sequence[DraftedItem]
) -> list[tuple[DraftedItem, Determination | None, Sequence[Line]]]:
    """Each item of the draft with its determination in the letter, None for one not reviewed, and its lines."""
    found: list[tuple[int, int, Determination | None]] = []
    at = 0
    for item in items:
        start, at, determination = _header(lines, at, item)
        found.append((start, at, determination))
    if _labels(lines[: found[0][0]] if found else lines):
        raise _NotOfTheDraft("it has an item before the draft's first one")
    ends = [*(start for start, _, _ in found[1:]), len(lines)]
    return [
        (item, determination, _body(item, lines[at:end]))
        for item, (_, at, determination), end in zip(items, found, ends, strict=True)
    ]


def _header(lines: Sequence[Line], floor: int, item: DraftedItem) -> tuple[int, int, Determination | None]:
    """Where the item begins, where its request and decision end, and what the decision is.

    The request is the draft's own, which tells an item from whatever a rationale may say.
    """
    request = _key(item.item.request)
    for start in range(floor, len(lines)):
        seen = ""
        for at in range(start, min(start + _MOST_LINES, len(lines))):
            seen += _key(lines[at].text)
            if not (seen.startswith(request) or request.startswith(seen)):
                break
            if len(seen) > len(request) + _LONGEST_DECISION:
                break
            decision = _DECISION.fullmatch(seen, len(request)) if len(seen) > len(request) else None
            if decision and (decision["word"] == "notreviewed") == (item.draft is None):
                heading = start > floor and _ITEM_HEADING.fullmatch(lines[start - 1].text)
                reviewed = None if item.draft is None else Determination(decision["word"].capitalize())
                return (start - 1 if heading else start), at + 1, reviewed
    words = "not reviewed" if item.draft is None else "Upheld, Overturned or Insufficient"
    raise _NotOfTheDraft(f"item {item.number} is not in its place with the draft's request and {words} after it")


def _labels(lines: Sequence[Line]) -> list[int]:
    """The lines that begin a rationale.

    A rationale's own words may begin a line like the label. Where the file does not tell paragraphs, a further label is
    one where a determination stands before it, as in an item that somebody added.
    """
    labels = [at for at, line in enumerate(lines) if line.paragraph is not False and _RATIONALE.match(line.text)]
    if not labels:
        return []
    first, *further = labels
    decided = next((at for at in range(first, len(lines)) if _DECIDED.search(lines[at].text)), len(lines))
    return [first, *(at for at in further if lines[at].paragraph or decided < at)]


def _body(item: DraftedItem, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the item's rationale, its label taken off; none for an item that is not open."""
    labels = _labels(lines)
    if len(labels) != (0 if item.draft is None else 1):
        count = "more than one" if len(labels) > 1 else "a" if labels else "no"
        open_ = ", and is not open" if item.draft is None else ""
        raise _NotOfTheDraft(f'item {item.number} has {count} "Decision rationale:"{open_}')
    if not labels:
        return ()
    first = lines[labels[0]]
    rest = _RATIONALE.sub("", first.text, count=1)
    return [*([replace(first, text=rest)] if rest else []), *lines[labels[0] + 1 :]]


def _rationale(
    number: int, determination: Determination, lines: Sequence[Line], fixed: Sequence[str]
) -> EditedRationale:
    """The rationale: paragraph by paragraph, without marks and without the paragraphs that a rule set under it."""
    starts = [at for at, line in enumerate(lines) if at == 0 or line.paragraph]
    parts = [joined(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    known = {normal_form(text) for text in fixed}
    kept = [part for part in parts if normal_form(part) not in known]
    if kept:
        # A PDF does not tell paragraphs, so that what a rule set runs on from the rationale.
        for text in reversed(fixed):
            kept[-1] = kept[-1].removesuffix(text).rstrip()
    text, marks = "", list[Mark]()
    for part in kept:
        text = _unmarked(part, f"{text}{_PARAGRAPH}" if text else "", marks)
    if not text:
        raise _NotOfTheDraft(f"the rationale of item {number} is empty")
    return EditedRationale(determination, text, tuple(marks))


def _unmarked(part: str, before: str, marks: list[Mark]) -> str:
    """The text before a paragraph, and the paragraph without its marks, which are added to `marks`.

    Marks stand behind a sentence, and so end it, also where it has no full stop; not where the sentence goes on.
    """
    text, at, gap = before, 0, ""
    for match in _MARKS.finditer(part):
        text += _after(gap, part[at : match.start()])
        pointers = tuple(
            Pointer(source=source, sentence=int(sentence)) for source, sentence in _POINTER.findall(match.group())
        )
        if pointers:
            marks.append((len(text), pointers))
        following = part[match.end() : match.end() + 2].lstrip()[:1]
        if not following or following in ".,;:!?)[":
            gap = ""
        else:
            gap = " " if following.islower() or following.isdigit() else _PARAGRAPH
        at = match.end()
    return (text + _after(gap, part[at:])).rstrip()


def _after(gap: str, chunk: str) -> str:
    """What stands between two marks, after the gap that the first one leaves."""
    return gap + chunk.lstrip() if gap else chunk


def _key(text: str) -> str:
    """Normal form without spaces, since lines break where they like."""
    return normal_form(text).replace(" ", "")
