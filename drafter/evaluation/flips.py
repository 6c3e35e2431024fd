"""Items whose proposals differ between two runs, and what in the runs' own data differs with them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from drafter.domain.case import Model
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionStatus
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.compare import RunTables
from drafter.evaluation.run_files import ItemLine


class CriterionChange(Model):
    """A criterion whose status differs; None where a run did not check it."""

    label: str
    a: CriterionStatus | None
    b: CriterionStatus | None


class Flip(Model):
    """An item for which run B proposes another determination than run A, and why, as far as data can tell."""

    letter: str
    item: int
    a: Determination | None
    b: Determination | None
    """What each proposes; None where drafting failed."""
    probability_a: float | None
    probability_b: float | None
    decided: Determination
    """What the physician decided."""
    became: Literal["right", "wrong", "neither"]
    """What it became from A to B; neither: none of the two is what the physician decided."""
    failed: tuple[str | None, str | None]
    """Why there is no draft in A, and in B."""
    pointed: tuple[str | None, str | None]
    """The passage that the rationale of A, and of B, points at first; None where it points at none."""
    criteria: tuple[CriterionChange, ...]
    retrieved_only_a: tuple[str, ...]
    retrieved_only_b: tuple[str, ...]
    """Passages that only one of the runs was given."""
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    """Codes of the findings that only B has, and only A."""

    @property
    def why(self) -> tuple[str, ...]:
        """What differs, in words, the nearest to the proposal first."""
        failed = [f"no draft in {run}: {reason}" for run, reason in zip("AB", self.failed, strict=True) if reason]
        if failed:
            return tuple(failed)
        said = []
        if self.pointed[0] != self.pointed[1]:
            first, second = (name or "no passage" for name in self.pointed)
            said.append(f"A points first at {first}, B at {second}")
        said += [f"criterion {one.label}: {_status(one.a)} in A, {_status(one.b)} in B" for one in self.criteria]
        for words, listed in (
            ("retrieved in A alone", self.retrieved_only_a),
            ("retrieved in B alone", self.retrieved_only_b),
            ("findings gained", self.gained),
            ("findings lost", self.lost),
        ):
            said += [f"{words}: {'; '.join(listed)}"] if listed else []
        return tuple(said) or ("only the probability",)


def flips(a: RunTables, b: RunTables, passages: Mapping[str, Passage]) -> tuple[Flip, ...]:
    """The items whose proposals differ, in the order of A's table.

    Args:
        a: the run held against; its items and those of the other are the same (`compare` makes sure).
        b: the other run.
        passages: those of both runs, by digest.

    Raises:
        EvaluationError: an item was given a passage that is not there.
    """
    found = (flip(a.items[one], b.items[one], passages) for one in a.table.ids)
    return tuple(one for one in found if one is not None)


def flip(a: ItemLine, b: ItemLine, passages: Mapping[str, Passage]) -> Flip | None:
    """How an item differs between two runs; None where both propose the same.

    Raises:
        EvaluationError: the item was given a passage that is not there.
    """
    of_a, of_b = (line.draft.determination if line.draft else None for line in (a, b))
    if of_a is of_b:
        return None
    names_a, names_b = _names(a, passages), _names(b, passages)
    codes_a, codes_b = (Counter(finding.code for finding in line.findings) for line in (a, b))
    decided = a.gold.determination
    return Flip(
        letter=a.letter,
        item=a.item,
        a=of_a,
        b=of_b,
        probability_a=a.draft.probability if a.draft else None,
        probability_b=b.draft.probability if b.draft else None,
        decided=decided,
        became="right" if of_b is decided else "wrong" if of_a is decided else "neither",
        failed=(_failed(a), _failed(b)),
        pointed=(_pointed_first(a, names_a), _pointed_first(b, names_b)),
        criteria=tuple(_criteria(a, b)),
        retrieved_only_a=_only(names_a, names_b),
        retrieved_only_b=_only(names_b, names_a),
        gained=tuple(sorted((codes_b - codes_a).elements())),
        lost=tuple(sorted((codes_a - codes_b).elements())),
    )


def _status(status: CriterionStatus | None) -> str:
    return status.value if status else "not checked"


def _failed(line: ItemLine) -> str | None:
    return None if line.draft else line.failed or "not said why"


def _names(line: ItemLine, passages: Mapping[str, Passage]) -> dict[str, str]:
    """The passages that an item was given, by their source there: G1, G2, …"""
    names = {}
    for shown in line.evidence:
        passage = passages.get(shown.sha256)
        if passage is None:
            raise EvaluationError(
                f"{line.letter} item {line.item}: passages.jsonl does not hold its passage {shown.source} "
                f"({shown.sha256[:12]}); the run is damaged, draft it again"
            )
        edition = passage.edition
        names[shown.source] = f"{edition.cited_as} {edition.edition}" + (f", {passage.section}" * bool(passage.section))
    return names


def _pointed_first(line: ItemLine, names: Mapping[str, str]) -> str | None:
    """The first passage that a rationale points at; one that it was not given goes by its number."""
    sentences = line.draft.rationale if line.draft else ()
    pointers = (pointer for sentence in sentences for pointer in sentence.pointers)
    source = next((pointer.source for pointer in pointers if pointer.source.startswith("G")), None)
    return source and names.get(source, source)


def _criteria(a: ItemLine, b: ItemLine) -> Iterable[CriterionChange]:
    of_a, of_b = ({check.label: check.status for check in line.draft.criteria} if line.draft else {} for line in (a, b))
    for label in of_a | of_b:
        if of_a.get(label) is not of_b.get(label):
            yield CriterionChange(label=label, a=of_a.get(label), b=of_b.get(label))


def _only(names: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...]:
    held = set(others.values())
    return tuple(dict.fromkeys(name for name in names.values() if name not in held))
