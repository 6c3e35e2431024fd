"""A rationale that a reviewer corrected, read as a draft again, so that every check of a draft runs on it."""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from drafter.domain.determination import Determination, outcome
from drafter.domain.draft import Draft, DraftedItem, DraftSentence, Finding, ItemDraft, Pointer, Severity
from drafter.domain.evidence import Evidence
from drafter.domain.text import Sentence, fold, normal_form, split_sentences
from drafter.grounding.check import cited
from drafter.grounding.verify import Originals, Verified, verify

ALIKE = 0.6
"""From this likeness of words on, of 1, an edited sentence is taken for the drafted one that it was made from.

Set by hand: a number, a quotation or a clause may change, and half of a sentence."""
_BROKEN = re.compile(r"(?<=[/-]) ")
_CHANGED = "checks-changed"
_OF_THE_FILE = frozenset(("copy-differs", "draft-changed", _CHANGED))


@dataclass(frozen=True)
class _Part:
    """A sentence of the draft, or a part of one that is itself a sentence."""

    sentence: int
    """Which of the drafted sentences, from 0."""
    place: int
    """Which part of it, from 0."""
    parts: int
    """Of how many."""
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Rationale:
    """What a reviewer made of an item's proposal."""

    determination: Determination
    text: str
    marks: tuple[tuple[int, tuple[Pointer, ...]], ...] = ()
    """Pointers that stand in the text itself, in order, each with the number of characters before it."""


def verify_edited(draft: Draft, rationales: Mapping[int, Rationale], originals: Originals) -> Verified:
    """`verify` for the rationales, by item number, that a reviewer made of a draft's.

    The findings are those of the edited rationales, and those of the file that they were drafted in: what was changed
    there is found as `verify` finds it.
    """
    of_the_file = [f for f in verify(draft, originals).findings if f.code in _OF_THE_FILE]
    # What a reviewer changed is by intent not what was drafted, nor what was found in it.
    verified = verify(edited_draft(draft, rationales), replace(originals, redraft=lambda *_: None))
    now = [finding for finding in verified.findings if finding.code != _CHANGED]
    own = [finding for finding in of_the_file if finding not in now]
    turned = {item.number for item in draft.items if _turned(item, rationales.get(item.number))}
    return replace(verified, findings=(*own, *(_reminder(found, turned) for found in now)))


def _turned(item: DraftedItem, rationale: Rationale | None) -> bool:
    return bool(item.draft and rationale and item.draft.determination is not rationale.determination)


def _reminder(found: Finding, turned: Container[int | None]) -> Finding:
    """A finding that a physician's determination departs from the draft's criteria is a note: a physician decides."""
    if found.code != "criteria-differ" or found.item not in turned:
        return found
    mend = "You decided against the draft's criteria: see that the rationale says why."
    return found.model_copy(update={"severity": Severity.NOTE, "mend": mend})


def edited_draft(draft: Draft, rationales: Mapping[int, Rationale]) -> Draft:
    """The draft with a reviewer's determinations and rationales, and not yet checked with any words."""
    items = tuple(
        _edited(item, draft, rationales[item.number]) if item.number in rationales else item for item in draft.items
    )
    given = outcome(item.draft.determination for item in items if item.draft)
    return draft.model_copy(update={"items": items, "outcome": given, "lexicon_sha256": ""})


def _edited(item: DraftedItem, draft: Draft, rationale: Rationale) -> DraftedItem:
    if item.draft is None:
        return item
    again = reread(item.draft, rationale)
    citations = cited(again, Evidence(guidelines=item.guidelines, records=draft.records))
    return item.model_copy(update={"draft": again, "citations": citations})


def reread(drafted: ItemDraft, rationale: Rationale) -> ItemDraft:
    """The proposal with a reviewer's determination and rationale; criteria and probability stay those of the draft.

    A sentence with a mark points where the mark does. Without one, a sentence of the draft keeps its pointers, one made
    from it keeps them too, and a new one points nowhere.
    """
    update = {"determination": rationale.determination, "rationale": tuple(_sentences(drafted.rationale, rationale))}
    return drafted.model_copy(update=update)


def _sentences(drafted: tuple[DraftSentence, ...], rationale: Rationale) -> Iterable[DraftSentence]:
    parts = [part for number, sentence in enumerate(drafted) for part in _parts(number, sentence.text)]
    split = split_sentences(rationale.text)
    marked = _marked(split, rationale.marks)
    written = [fold(sentence.text) for sentence in split]
    same, made = _matched(parts, written)
    told = [(same.get(at), at) for at in range(len(written))]
    for _, run in groupby(enumerate(told), lambda each: _run(*each)):
        group = [each for _, each in run]
        first = group[0][0]
        if first is not None and first.place == 0 and len(group) == first.parts:
            whole = drafted[first.sentence]
            pointers = tuple(dict.fromkeys(p for _, at in group for p in marked.get(at, ()))) or whole.pointers
            yield whole.model_copy(update={"pointers": pointers})
            continue
        for part, at in group:
            origin = part or made.get(at)
            kept = drafted[origin.sentence].pointers if origin else ()
            yield DraftSentence(text=part.text if part else written[at], pointers=marked.get(at, kept))


def _marked(
    split: list[Sentence], marks: tuple[tuple[int, tuple[Pointer, ...]], ...]
) -> dict[int, tuple[Pointer, ...]]:
    """What the marks in or behind each sentence point at, by the sentence's place from 0."""
    starts = [sentence.start for sentence in split]
    found: dict[int, tuple[Pointer, ...]] = {}
    for place, pointers in marks:
        at = bisect_left(starts, place) - 1
        if at >= 0:
            found[at] = tuple(dict.fromkeys((*found.get(at, ()), *pointers)))
    return found


def _run(index: int, told: tuple[_Part | None, int]) -> tuple[int, int] | int:
    """What is alike for parts of one drafted sentence that follow each other in order, and for nothing else."""
    part, at = told
    return at if part is None else (part.sentence, index - part.place)


def _parts(number: int, text: str) -> list[_Part]:
    texts = [fold(sentence.text) for sentence in split_sentences(text)]
    return [_Part(number, place, len(texts), part, _words(part)) for place, part in enumerate(texts)]


def _matched(parts: list[_Part], written: list[str]) -> tuple[dict[int, _Part], dict[int, _Part]]:
    """The drafted part that each sentence is; and the one that each of the others was made from, if any.

    Equal ones stand for each other in order; one that stands again was copied, and points at the same. Of the others
    the pairs that are most alike go first.
    """
    by_key: defaultdict[str, deque[_Part]] = defaultdict(deque)
    for part in parts:
        by_key[_key(part.text)].append(part)
    same: dict[int, _Part] = {}
    for at, text in enumerate(written):
        waiting = by_key.get(_key(text))
        if waiting:
            same[at] = waiting[0] if len(waiting) == 1 else waiting.popleft()
    taken = set(same.values())
    free = [part for part in parts if part not in taken]
    pairs = [
        (-likeness, at, index)
        for at, text in enumerate(written)
        if at not in same
        for index, likeness in _likenesses(_words(text), free)
    ]
    made: dict[int, _Part] = {}
    used: set[int] = set()
    for _, at, index in sorted(pairs):
        if at not in made and index not in used:
            made[at] = free[index]
            used.add(index)
    return same, made


def _likenesses(words: tuple[str, ...], parts: list[_Part]) -> Iterable[tuple[int, float]]:
    """The parts that are alike, with how much."""
    matcher: SequenceMatcher[str] = SequenceMatcher(b=words, autojunk=False)
    for index, part in enumerate(parts):
        matcher.set_seq1(part.words)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
            likeness = matcher.ratio()
            if likeness >= ALIKE:
                yield index, likeness


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", normal_form(text)))


def _key(text: str) -> str:
    """Normal form; a line may have been broken after a hyphen or a stroke."""
    return _BROKEN.sub("", normal_form(text))
