"""What of the evidence is shown where a prompt would be longer than the context of the model allows.

Everything that fits is shown whole. Else passages stay whole, the best first, and of the records those sentences are
shown that bear on the request, in their order, with how many of each document they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from drafter.domain.draft import Pointer
from drafter.domain.evidence import Evidence, GuidelineEvidence, RecordEvidence, RecordSentence
from drafter.drafting.answers.select import MAX_SELECTED
from drafter.drafting.bearing import Place, Ranked, by_bearing
from drafter.drafting.failures import Failure
from drafter.errors import ModelError

Messages = list[dict[str, str]]

_BYTES = 3
"""Bytes of UTF-8 counted as one token. The prompts for 86 items of real letters have 3.4 a token or more in the
vocabulary of Llama 2, which needs more tokens than later ones; dense tables of figures have fewer."""
_FRAME = 8
"""Tokens counted for the pointer and bar of a line, and for the role of a message."""
_SENTENCE = 50
"""Tokens counted for one chosen sentence with its line: about 120 characters of record."""
_TRIES = 6
"""How often the room is cut down to what a prompt turned out to take: roles may be longer than the names in a text."""
_PASSAGES = 0.5
"""The part of the room that passages may take where records need the rest."""
_OPENINGS = 0.25
"""The part of the records' room for the first sentence of each document, which tells what it is about."""


class LeftOut(NamedTuple):
    """A source that was not shown whole."""

    source: str
    """G4, R2, …"""
    shown: int
    sentences: int

    def __str__(self) -> str:
        return f"{self.source}: {self.shown} of {self.sentences} sentences"


@dataclass(frozen=True)
class Fitted:
    """A prompt that fits, and what it shows."""

    messages: Messages
    shown: Evidence
    """The evidence as shown: passages whole or not at all, every document, with the sentences shown of it."""
    left_out: tuple[LeftOut, ...]
    """The sources that are not shown whole; none where everything fits."""


def tokens_of(messages: Messages) -> int:
    """About how many tokens messages take, rather too many than too few."""
    return sum(_FRAME + _tokens(message["content"]) for message in messages)


def fit(evidence: Evidence, request: str, tokens: int, messages: Callable[[Evidence], Messages], *, at: str) -> Fitted:
    """A prompt on evidence, cut to a number of tokens where it must be; the same every time.

    Args:
        evidence: all there is to show.
        request: the words of the request, or of all of them; what bears on them is shown first.
        tokens: what the messages may take: the context less the longest answer.
        messages: fills the prompt with the evidence that it is given.
        at: what it is about, as an error names it: "item 3".

    Raises:
        ModelError: the prompt does not fit even with the best passage alone and no sentence of a record.
    """
    if _least(evidence) <= tokens:
        whole = messages(evidence)
        if tokens_of(whole) <= tokens:
            return Fitted(whole, evidence, ())
    none = tuple(_with(record, ()) for record in evidence.records)
    bare = tokens_of(messages(Evidence(guidelines=(), records=none)))
    ranked = by_bearing(evidence, request)
    room = tokens - bare
    for _ in range(_TRIES):
        shown = _cut(evidence, ranked, room)
        filled = messages(shown)
        over = tokens_of(filled) - tokens
        if over <= 0:
            return Fitted(filled, shown, _left_out(evidence, shown))
        room -= over + over // 4
    needed = tokens_of(messages(Evidence(guidelines=evidence.guidelines[:1], records=none)))
    raise ModelError(
        f"{at}: the prompt takes about {needed} tokens without a record, and {tokens} are left for it; "
        "use a model with a longer context, and set DRAFTER_CONTEXT to it",
        Failure.PROMPT_TOO_LONG,
    )


def parts(records: Sequence[RecordEvidence], tokens: int) -> tuple[tuple[RecordEvidence, ...], ...]:
    """Records parted, in order, so that the sentences of each part take at most so many tokens; numbers stay.

    A sentence that is longer than a part is in none, nor is a document without sentences.
    """
    found: list[tuple[RecordEvidence, ...]] = []
    part: list[RecordEvidence] = []
    left = tokens
    for record in records:
        own: list[RecordSentence] = []
        left -= _heading(record)
        for sentence in record.sentences:
            cost = _line(sentence.text)
            if cost > tokens - _heading(record):
                continue
            if cost > left:
                part += [_with(record, own)] if own else []
                found += [tuple(part)] if part else []
                part, own, left = [], [], tokens - _heading(record)
            own.append(sentence)
            left -= cost
        part += [_with(record, own)] if own else []
    return (*found, tuple(part)) if part else tuple(found)


def share(count: int, tokens: int) -> int:
    """How many sentences may be chosen of each of so many parts, so that all that are chosen fit in so many tokens."""
    return max(1, min(MAX_SELECTED, tokens // (_SENTENCE * count)))


def only(records: Sequence[RecordEvidence], pointers: Iterable[Pointer]) -> tuple[RecordEvidence, ...]:
    """Every document with only the sentences that are pointed at, in order; what points nowhere is passed over."""
    places = {(pointer.source, pointer.sentence) for pointer in pointers}
    return tuple(
        _with(record, (said for said in record.sentences if (record.source, said.number) in places))
        for record in records
    )


def _tokens(text: str) -> int:
    return ceil(len(text.encode("utf-8", "replace")) / _BYTES)


def _line(text: str) -> int:
    return _FRAME + _tokens(text)


def _least(evidence: Evidence) -> int:
    """Tokens that the records take at the least: lines are made plain, which hardly halves a text."""
    return sum(_tokens(sentence.text) for record in evidence.records for sentence in record.sentences) // 2


def _heading(record: RecordEvidence) -> int:
    return _line(f"{record.title} {record.author or ''}")


def _with(record: RecordEvidence, sentences: Iterable[RecordSentence]) -> RecordEvidence:
    return record.model_copy(update={"sentences": tuple(sentences)})


def _left_out(evidence: Evidence, shown: Evidence) -> tuple[LeftOut, ...]:
    sources = {guideline.source for guideline in shown.guidelines}
    passages = [
        LeftOut(guideline.source, 0, len(guideline.passage.sentences))
        for guideline in evidence.guidelines
        if guideline.source not in sources
    ]
    records = [
        LeftOut(record.source, len(part.sentences), len(record.sentences))
        for record, part in zip(evidence.records, shown.records, strict=True)
        if len(part.sentences) < len(record.sentences)
    ]
    return (*passages, *records)


def _cut(evidence: Evidence, ranked: Ranked, room: int) -> Evidence:
    """Passages in their order while there is room for them, then the sentences of the records."""
    costs = {
        Place(number, n): _line(said.text)
        for number, record in enumerate(evidence.records)
        for n, said in enumerate(record.sentences)
    }
    for_passages = max(room * _PASSAGES, room - sum(costs.values()))
    guidelines: list[GuidelineEvidence] = []
    for guideline in evidence.guidelines:
        cost = sum(_line(sentence.text) for sentence in guideline.passage.sentences) + 4 * _FRAME
        if guidelines and cost > for_passages:
            break
        guidelines.append(guideline)
        for_passages -= cost
        room -= cost
    opened = frozenset(_while_room(ranked.openings, costs, room * _OPENINGS))
    rest = [*ranked.others, *(place for place in ranked.openings if place not in opened)]
    chosen = opened.union(_while_room(rest, costs, room - sum(costs[place] for place in opened)))
    records = tuple(
        _with(record, (said for n, said in enumerate(record.sentences) if (number, n) in chosen))
        for number, record in enumerate(evidence.records)
    )
    return Evidence(guidelines=tuple(guidelines), records=records)


def _while_room(places: Iterable[Place], costs: Mapping[Place, int], room: float) -> Iterator[Place]:
    for place in places:
        if costs[place] <= room:
            room -= costs[place]
            yield place
