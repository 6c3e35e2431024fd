"""A line of items.jsonl scored: the line as it is to be written, and what is counted of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from drafter.domain.citation import Citation, NoEvidenceCited, NotParsed
from drafter.evaluation.metrics import LeftOut
from drafter.evaluation.reading import fault_of, read_passages, read_words
from drafter.evaluation.run_files import AS_WRITTEN, ItemLine, Pair
from drafter.evaluation.scores.item import ItemScorer

_SCORES = TypeAdapter(dict[str, float])
_SCORES_KEY = b',"scores":'
_SCORES_AT_END = re.compile(rb"\{[^{}]*\}\}\s*")


class ScoredLine(NamedTuple):
    """What is counted of a line."""

    letter: str
    item: int
    condition: str
    slices: tuple[str, ...]
    scores: dict[str, float]
    baselines: dict[str, dict[str, float]]
    """The scores of what each baseline proposes; in the condition as written alone."""
    pair: Pair | None
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class ScoredLines:
    """Some lines, one after the other, up to the first that is no item."""

    items: list[ScoredLine]
    written: bytes
    """The lines with their scores."""
    fault: str | None
    """What is wrong with the line after these; None where all could be read."""


class LineScorer:
    """Scores lines by the passages and words of their run."""

    def __init__(self, folder: Path) -> None:
        """Prepare for the run of a folder.

        Raises:
            EvaluationError: its passages or words cannot be used.
        """
        self._passages = read_passages(folder)
        editions = (passage.edition for passage in self._passages.values())
        self._scorer = ItemScorer(editions, read_words(folder).lexicon, self._passages)

    def __call__(self, lines: Sequence[bytes]) -> ScoredLines:
        """Score lines as they stand in the file, their scores of before left out."""
        items, written = [], []
        fault = None
        for raw in lines:
            try:
                line = ItemLine.model_validate_json(raw)
            except ValidationError as error:
                fault = fault_of(error)
                break
            item = self._scored(line)
            items.append(item)
            written.append(_with_scores(raw, line, item.scores))
        return ScoredLines(items, b"".join(written), fault)

    def _scored(self, line: ItemLine) -> ScoredLine:
        wanted = self._scorer.wanted(line.gold)
        decided = line.gold.determination
        beside = line.baselines if line.condition == AS_WRITTEN else {}
        return ScoredLine(
            line.letter,
            line.item,
            line.condition,
            line.slices,
            self._scorer.scores(line, wanted),
            {name: self._scorer.of_proposal(proposal, decided, wanted) for name, proposal in beside.items()},
            line.pair,
            tuple(_left_out(line)),
        )


def _with_scores(raw: bytes, line: ItemLine, scores: dict[str, float]) -> bytes:
    """A line with these scores in place of those that it had.

    Where they stand last, as in a line that this program wrote, all before them is kept byte for byte: to write a line
    takes longer than to score its citations. The scores are the last object of the line, and hold no other.
    """
    start = raw.rfind(_SCORES_KEY) + len(_SCORES_KEY)
    if start >= len(_SCORES_KEY) and _SCORES_AT_END.fullmatch(raw, start):
        return raw[:start] + _SCORES.dump_json(scores) + b"}\n"
    return line.model_copy(update={"scores": scores}).model_dump_json(by_alias=True).encode() + b"\n"


def _left_out(line: ItemLine) -> Iterator[LeftOut]:
    gold = line.gold.citations
    reasons: list[tuple[str, str]] = []
    if line.failed:
        reasons.append(("rationale and grounding", line.failed))
    parts = [one for one in gold if isinstance(one, NotParsed)]
    if parts:
        reasons.append(("citations", f"the reviewer's guideline line has a part not parsed: {parts[0].reason}"))
    elif not any(isinstance(one, Citation) for one in gold):
        none = any(isinstance(one, NoEvidenceCited) for one in gold)
        reasons.append(("citations", "the reviewer cites no evidence" if none else "the letter has no guideline line"))
    elif not any(isinstance(one, Citation) and (one.sections or one.pages) for one in gold):
        reasons.append(("sections", "the reviewer names no section and no page"))
    for of, reason in reasons:
        yield LeftOut(letter=line.letter, item=line.item, condition=line.condition, of=of, reason=reason)
