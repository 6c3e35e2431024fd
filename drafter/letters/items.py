"""The disputed items of a letter, told apart, in the letter's own words: the form of 2014 and later."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from drafter.domain.determination import Determination
from drafter.domain.text import fold
from drafter.letters.display import NOT_GIVEN
from drafter.letters.lines import CLAIMS, SENTENCE_ENDS, Line, joined

_OTHER_LABEL = re.compile(r"(?P<by>(?!Claims Administrator)[\w&.,' -]{1,60}) guideline\s*:\s*", re.IGNORECASE)
_RATIONALE = re.compile(r"Decision rationale\s*:\s*", re.IGNORECASE)
_DETERMINED = re.compile(r"(?P<request>.*\S)\s*[:–—-]\s*(?P<determination>Upheld|Overturned)\.?", re.IGNORECASE)
_DECISION_LINE = re.compile(r"(?:.*[\s:–—-])?(?:Upheld|Overturned)\.?", re.IGNORECASE)
_DECISION_ALONE = re.compile(r"[:–—-]?\s*(?:Upheld|Overturned)\.?", re.IGNORECASE)
_REMAINING = re.compile(r"original request(?:,| IMR eligible)", re.IGNORECASE)
_ORIGINAL = re.compile(r"was the original request", re.IGNORECASE)
_SLACK = 30
"""Characters by which a full line may be shorter than another: the letters' type is proportional and bold."""


class NotALetter(ValueError):
    """What a text lacks to be a signed determination letter, as the end of a sentence."""


@dataclass(frozen=True)
class ItemText:
    """One item in the letter's own words, white space folded; a part that the letter leaves out is None."""

    request: str
    determination: Determination
    claims_administrator_guideline: str | None
    reviewer_guideline: str | None
    rationale: str


def read_items(lines: Sequence[Line]) -> tuple[str | None, tuple[ItemText, ...]]:
    """Whose guideline the reviewer's is called, and the items, from the lines after their lead-in.

    Raises:
        NotALetter: an item has no determination or no rationale.
    """
    claims = _item_labels(lines)
    if not claims:
        raise NotALetter('it has no item with Upheld or Overturned before "Claims Administrator guideline:"')
    label = _reviewer_label([lines[at:end] for at, end in pairwise([*claims, len(lines)])])
    starts = [0, *(_request_start(lines, at, floor + 1) for floor, at in pairwise(claims))]
    ends = [*starts[1:], len(lines)]
    items = tuple(
        _item(number, lines[start:at], lines[at:end], label)
        for number, (start, at, end) in enumerate(zip(starts, claims, ends, strict=True), start=1)
    )
    return label, items


def _item_labels(lines: Sequence[Line]) -> list[int]:
    """The lines with the first label of an item.

    One has a determination before it or a rationale after it; a rationale's own words may begin a line like it.
    """
    labels = [at for at, line in enumerate(lines) if at and CLAIMS.match(line.text)]
    return [
        at
        for at, end in pairwise([*labels, len(lines)])
        if _DECISION_LINE.fullmatch(lines[at - 1].text) or any(_RATIONALE.match(line.text) for line in lines[at:end])
    ]


def _reviewer_label(bodies: Sequence[Sequence[Line]]) -> str | None:
    """The one label that the letter's items have for the reviewer's guideline: "MAXIMUS" of "MAXIMUS guideline:".

    A guideline's own words may look like a label at a line's start; the letter's label stands under most items, and
    first where a line alike follows it.
    """
    counted: Counter[str] = Counter()
    for body in bodies:
        before = takewhile(lambda line: not _RATIONALE.match(line.text), body)
        labels = [
            match["by"] for line in before if line.paragraph is not False and (match := _OTHER_LABEL.match(line.text))
        ]
        counted.update(dict.fromkeys(labels, 1))
    return counted.most_common(1)[0][0] if counted else None


def _request_start(lines: Sequence[Line], claims: int, floor: int) -> int:
    """The first line of the request that ends just before line `claims`, not before line `floor`.

    The letters set requests in bold type, and that tells them from the rationale before. A text has no type: there
    paragraphs tell where the file shows them, else the ends of lines.
    """
    bold = _bold_start(lines, claims, floor)
    return bold if bold is not None else _plain_start(lines, claims, floor)


def _bold_start(lines: Sequence[Line], claims: int, floor: int) -> int | None:
    start = claims
    if start - 1 > floor and _DECISION_ALONE.fullmatch(lines[start - 1].text):
        start -= 1  # the determination, which is not bold, alone on its line
    while start - 1 >= floor and lines[start - 1].bold and not _RATIONALE.match(lines[start - 1].text):
        start -= 1
    return start if start < claims and lines[start].bold and start > floor else None


def _plain_start(lines: Sequence[Line], claims: int, floor: int) -> int:
    """Where a text's request begins.

    A line begins it when it begins a paragraph; where the file does not tell, when the line before ends a sentence,
    or is short, as the last line of a paragraph is: the first word of the next line would have fitted. A remaining
    portion begins with the sentence that names the original request.
    """
    width = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10]  # not the longest: joined lines are longer
    start = claims
    while start > floor:
        start -= 1
        request = joined(lines[start:claims])
        if _DECISION_ALONE.fullmatch(request) or (_REMAINING.search(request) and not _ORIGINAL.search(request)):
            continue
        if lines[start].paragraph is not None:
            if lines[start].paragraph:
                break
            continue
        before = lines[start - 1].text
        room = width - len(before) - _SLACK
        if before.endswith(SENTENCE_ENDS) or room > len(lines[start].text.split()[0]):
            break
    return start


def _item(number: int, request: Sequence[Line], body: Sequence[Line], label: str | None) -> ItemText:
    determined = _DETERMINED.fullmatch(joined(request))
    if not determined:
        raise NotALetter(f"item {number} does not say Upheld or Overturned after its request")
    reviewer = re.compile(rf"{re.escape(label)} guideline\s*:\s*", re.IGNORECASE) if label else None
    rationales = [at for at, line in enumerate(body) if line.paragraph is not False and _RATIONALE.match(line.text)]
    if len(rationales) != 1:
        raise NotALetter(f'item {number} has {"more than one" if rationales else "no"} "Decision rationale:"')
    [rationale] = rationales
    own = next((at for at, line in enumerate(body[:rationale]) if reviewer and reviewer.match(line.text)), rationale)
    text = _without(_RATIONALE, body[rationale:])
    if not text:
        raise NotALetter(f"the rationale of item {number} is empty")
    return ItemText(
        request=determined["request"].strip(),
        determination=Determination(determined["determination"].capitalize()),
        claims_administrator_guideline=_without(CLAIMS, body[:own]),
        reviewer_guideline=_without(reviewer, body[own:rationale]) if reviewer else None,
        rationale=text,
    )


def _without(label: re.Pattern[str], lines: Sequence[Line]) -> str | None:
    """The text of lines after their label; None where there is none."""
    text = fold(label.sub("", joined(lines), count=1))
    return None if text.lower() in ("", NOT_GIVEN) else text
