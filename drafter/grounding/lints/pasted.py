"""One rationale under items that ask for different things."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.names import section_key
from drafter.domain.text import normal_form
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedItem, LintedLetter
from drafter.grounding.words import substance

_WORD = re.compile(r"[a-z0-9]+")
_LONG = 30
"""Words from which on nearly the same is held for the same; a shorter rationale must be word for word the same."""
_LONG_IN_A_DRAFT = 12
"""The same for the sentences of a draft that point at evidence."""
_OVERLAP = 0.9
"""Share of the words of the longer of two rationales that the other has as well."""
_SHINGLE = 5
_SKETCH = 24
"""How many of a rationale's shingles stand for it: those with the smallest checksums, so that two rationales with most
words in common share some."""
_CANDIDATES = 3
_STOCK = 3
"""Items from which on one sentence that cites nothing is held for stock."""
_NO_KIND = substance(
    "left right bilateral cervical thoracic lumbar lumbosacral spine neck back low upper lower shoulder elbow "
    "wrist hand finger thumb knee hip ankle foot leg arm forearm extremity head pelvis groin chest face jaw times "
    "time weeks days months visits one two three four five six seven eight nine ten twelve original authorized "
    "authorised claims administrator remaining imr eligible portion leaving associated surgical service services "
    "post pre operative postoperative unspecified unknown quantity retrospective dos per day month purchase "
    "rental additional initial trial continue continued without contrast unit date refills include medical "
    "capsule tablet cream ointment"
)
"""Words of requests that do not tell what kind of treatment it is."""
_KINDS = {
    kind: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for kind, words in {
        "electrodiagnosis": r"emg|ncv|ncs|nerve conduction|electromyogra|electrodiagnos|ssep",
        "imaging": r"mri|mra\b|mr arthrogram|magnetic resonance|ct\b|x-?ray|radiograph|bone scan",
        "exercise": r"physical therapy|physiotherapy|occupational therapy|hand therapy|(?:therapeutic )?exercise",
        "manipulation": r"chiro|(?:spinal |joint )?manipulation",
        "acupuncture": r"acupuncture|electro-?\s?acupuncture",
        "injection": r"injection|\w* ?epidural|nerve block|medial branch",
        "surgery": r"arthroscop|surgery|\w+ (?:repair|fusion)\b|discectomy|arthroplasty",
        "visit": r"consult|evaluation|referral|follow-up|office visit",
        "equipment": r"wheelchair|commode|brace|pillow|sling|lumbar support|walker|crutch|scooter|mattress",
        "drug": r"\d[\d.,/]{0,12}\s?(?:mg|mcg|ml|gm?|grams)\b|\d{1,3}(?:\.\d{1,3})?\s?%|tablet|capsule|ointment|patch|"
        r"cream|gel\b",
    }.items()
}
"""Kinds of treatment, each by the words that requests have for it."""
_DRUG = frozenset({"drug"})


_CLOSES = re.compile(r"\bmedical(?:ly)? (?:un)?necess", re.IGNORECASE)
_HANGS = re.compile(
    r"\b(?:as|given|since|because)\b[^.;]{0,40}\b(?:request\w*|surg\w+|procedure)\b[^.;]{0,80}\b(?:is|are|was|were) "
    r"(?:not )?(?:\w+ )?(?:necessary|supported|indicated|certified|approved|authori[sz]ed|warranted)\b"
    r"[^.;]{0,120}\b(?:necessary|supported|indicated|warranted)\b",
    re.IGNORECASE,
)
"""A sentence by which one request follows another: such items may well share their reasons."""


@dataclass(frozen=True)
class _Rationale:
    """What is compared of one: its words but for those of the closing sentence, with and without the request's own."""

    written: str
    words: Counter[str]
    own: Counter[str]
    sketch: frozenset[int]

    def same(self, other: "_Rationale") -> bool:
        """Whether two are the same, or nearly."""
        if self.written == other.written:
            return True
        return _alike(self.words, other.words) or _alike(self.own, other.own)


@dataclass
class _Group:
    """Items with one rationale."""

    rationale: _Rationale
    asked: set[str]
    """The words that tell the treatments asked for so far."""
    kinds: set[str]
    sections: set[str]
    numbers: list[int]
    unlike: list[int] = field(default_factory=list)
    """Those that ask for another kind of treatment than the ones before."""
    cited: bool = False


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Findings about rationales pasted under several items; time grows with the length of the letter alone."""
    groups: list[_Group] = []
    by_shingle: dict[int, list[int]] = {}
    for item in letter.items:
        rationale = _rationale(item)
        group = _found(groups, by_shingle, rationale)
        if group is None:
            for shingle in rationale.sketch:
                by_shingle.setdefault(shingle, []).append(len(groups))
            groups.append(_Group(rationale, set(), set(), set(), []))
            group = groups[-1]
        _add(group, item)
    for group in groups:
        yield from _findings(group)


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """Rationales pasted in a draft: word for word the same, set sentences apart, under items that ask differently.

    A draft's sentences point at their own item's evidence, so that what is the same in all its sentences was copied.
    """
    first: dict[tuple[str, ...], DraftedItem] = {}
    for item in draft.items:
        said = tuple(normal_form(s.text) for s in (item.draft.rationale if item.draft else ()) if s.pointers)
        if sum(len(text.split()) for text in said) < _LONG_IN_A_DRAFT:
            continue
        other = first.setdefault(said, item)
        if other is not item and item.item.depends_on != other.number and other.item.depends_on != item.number:
            if (substance(item.item.request) & substance(other.item.request)) - _NO_KIND:
                continue
            message = f"its rationale is that of item {other.number}, which asks for another treatment"
            yield finding("rationale-pasted", message, item=item.number)


def _add(group: _Group, item: LintedItem) -> None:
    asked = substance(item.request) - _NO_KIND
    kinds = {kind for kind, words in _KINDS.items() if words.search(item.request)}
    sections = {section_key(title) for named in item.heading for title in named.sections}
    if group.numbers and item.depends_on not in group.numbers and not _alike_asked(asked, kinds, sections, group):
        group.unlike.append(item.number)
    group.numbers.append(item.number)
    group.asked |= asked
    group.kinds |= kinds
    group.sections |= sections
    group.cited = group.cited or bool(item.heading)


def _alike_asked(asked: frozenset[str], kinds: set[str], sections: set[str], group: _Group) -> bool:
    """Whether an item asks for the kind of treatment that the items of a group ask for.

    What is judged by the same section is of one kind (two drugs of a class, two walking aids), unless both are known to
    be of different kinds.
    """
    if asked & group.asked or (kinds & group.kinds) - _DRUG:
        return True
    if kinds and group.kinds and not kinds & group.kinds:
        return False
    return bool(sections & group.sections)


def _findings(group: _Group) -> Iterator[Finding]:
    first, rationale = group.numbers[0], group.rationale
    if rationale.words.total() >= _LONG:
        for number in [] if _HANGS.search(rationale.written) else group.unlike:
            yield finding(
                "rationale-pasted",
                f"its rationale is that of item {first}, which asks for another treatment",
                item=number,
            )
    elif group.unlike and len(group.numbers) >= _STOCK and not group.cited and not _HANGS.search(rationale.written):
        yield finding(
            "rationale-pasted",
            f"the same words stand under the items {', '.join(map(str, group.numbers))}, and none of them cites a "
            "guideline",
            item=first,
        )


def _rationale(item: LintedItem) -> _Rationale:
    asked = set(_WORD.findall(normal_form(item.request)))
    *body, last = [sentence.text for sentence in item.sentences] or [""]
    text = " ".join(body if len(body) > 1 and _CLOSES.search(last) else [*body, last])
    words = _WORD.findall(normal_form(text))
    own = [word for word in words if word not in asked]
    written = normal_form(item.rationale)
    return _Rationale(
        written, Counter(words), Counter(own), frozenset([crc32(written.encode()), *_sketch(words), *_sketch(own)])
    )


def _sketch(words: list[str]) -> list[int]:
    size = min(_SHINGLE, len(words)) or 1
    shingles = {crc32(" ".join(words[at : at + size]).encode()) for at in range(len(words) - size + 1)}
    return sorted(shingles)[:_SKETCH]


def _found(groups: list[_Group], by_shingle: dict[int, list[int]], rationale: _Rationale) -> _Group | None:
    shared = Counter(number for shingle in rationale.sketch for number in by_shingle.get(shingle, ())[:_CANDIDATES])
    for number, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_CANDIDATES]:
        if groups[number].rationale.same(rationale):
            return groups[number]
    return None


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    longer = max(one.total(), other.total())
    return longer >= _LONG and (one & other).total() >= _OVERLAP * longer
