"""The disputed items of a letter in the form of 2013: numbered, each "is" or "is not medically necessary"."""

import re
from collections.abc import Sequence

from drafter.domain.determination import Determination
from drafter.letters.items import ItemText, NotALetter
from drafter.letters.lines import Line, joined

_NUMBER = re.compile(r"(?:Item\s+)?(?P<number>\d{1,2})\s*[.)]\s+", re.IGNORECASE)
_DECIDED = re.compile(
    r"(?P<request>.+?)\s+(?:is|are|was|were)\s+(?P<no>not\s*)?medically necessary(?: and appropriate)?\.?\s*$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(r"Disclaimer\s*:")
_INITIALS = re.compile(r"/\s?\w{1,6}")
_REVIEWER = r"the (?:physician|expert|professional) reviewer"
_CLAIMS = re.compile(r"the claims administrator\b", re.IGNORECASE)
_OWN = re.compile(rf"{_REVIEWER}(?!\s*['’]s decision rationale)\b", re.IGNORECASE)
_RATIONALE = re.compile(rf"{_REVIEWER}\s*['’]s decision rationale\s*:\s*", re.IGNORECASE)


def read_numbered_items(lines: Sequence[Line]) -> tuple[ItemText, ...]:
    """The items, from the lines after their lead-in.

    Raises:
        NotALetter: no item is found, or one lacks its decision or its rationale.
    """
    lines = lines[: _end(lines)]
    starts = _starts(lines)
    if not starts:
        raise NotALetter('no numbered item says that it "is" or "is not medically necessary and appropriate"')
    return tuple(
        _item(number, lines[start:end])
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), start=1)
    )


def _end(lines: Sequence[Line]) -> int:
    """Where the items end: before the disclaimer at the letter's end, and the initials of whoever typed it."""
    end = next((at for at, line in enumerate(lines) if _DISCLAIMER.match(line.text)), len(lines))
    return end - 1 if 0 < end < len(lines) and _INITIALS.fullmatch(lines[end - 1].text) else end


def _starts(lines: Sequence[Line]) -> list[int]:
    """The lines that begin an item: numbered in order, and decided before the claims administrator is spoken of.

    A rationale may hold a numbered list of its own; the last line of a number before the claims administrator is the
    item's.
    """
    starts: list[int] = []
    spoken = 0  # where the claims administrator is spoken of in the last item found
    for at, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if not match or int(match["number"]) not in (len(starts), len(starts) + 1):
            continue
        decision = _decision(lines[at:])
        if decision is None:
            continue
        again = at < spoken
        if int(match["number"]) == len(starts) + (not again):
            starts = [*(starts[:-1] if again else starts), at]
            spoken = at + decision[1]
    return starts


def _decision(lines: Sequence[Line]) -> tuple[re.Match[str], int] | None:
    """The request with its decision at the head of lines, and how many lines it takes."""
    for count, line in enumerate(lines[:40]):
        if count and (_CLAIMS.match(line.text) or _OWN.match(line.text)):
            match = _DECIDED.match(_NUMBER.sub("", joined(lines[:count]), count=1))
            return (match, count) if match else None
    return None


def _item(number: int, lines: Sequence[Line]) -> ItemText:
    found = _decision(lines)
    if found is None:
        raise NotALetter(f'item {number} does not say that it "is" or "is not medically necessary"')
    decided, count = found
    body = lines[count:]
    rationales = [at for at, line in enumerate(body) if _RATIONALE.match(line.text)]
    if len(rationales) != 1:
        raise NotALetter(f"item {number} has {'more than one' if rationales else 'no'} decision rationale")
    [rationale] = rationales
    own = next((at for at, line in enumerate(body[:rationale]) if _OWN.match(line.text)), rationale)
    text = _RATIONALE.sub("", joined(body[rationale:]), count=1)
    if not text:
        raise NotALetter(f"the rationale of item {number} is empty")
    return ItemText(
        request=decided["request"],
        determination=Determination.UPHELD if decided["no"] else Determination.OVERTURNED,
        claims_administrator_guideline=joined(body[:own]) or None,
        reviewer_guideline=joined(body[own:rationale]) or None,
        rationale=text,
    )
