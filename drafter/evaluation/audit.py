"""The physician's audit: which share of a run's sentences is wrong, and which share is wrong and carries no finding.

A sample of sentences is drawn, a physician labels them without seeing what the checks found (`audit_sheet`), and the
figures are taken from the labels. "Cannot tell" counts among the sentences labelled and never as right. Nor does it
count as wrong, so that a share of wrong sentences means little where the share of "cannot tell" is large: read both.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from drafter.domain.case import Model, Text
from drafter.domain.determination import Determination
from drafter.domain.draft import SentenceState, Severity
from drafter.domain.guideline import Passage
from drafter.domain.text import sha256_text
from drafter.errors import EvaluationError
from drafter.evaluation.audit_evidence import evidence_of
from drafter.evaluation.figure import ALL, DRAFT, MIN_ITEMS, MIN_LETTERS, Figure
from drafter.evaluation.resample import interval
from drafter.evaluation.run_files import AS_WRITTEN, CaseLine, ItemLine

AUDIT_SCHEMA = "drafter-audit/1"
_DIGITS = 16


class Label(StrEnum):
    """What a physician says of a sentence. False absence: it says that something is not documented, and it is."""

    RIGHT = "right"
    WRONG = "wrong"
    FALSE_ABSENCE = "false absence"
    CANNOT_TELL = "cannot tell"


MOST = 0.95
"""As large a share of the sentences drawn must be labelled, and so to say something, for a verdict: what is left out or
cannot be told may be what is wrong."""
_WRONG = frozenset({Label.WRONG, Label.FALSE_ABSENCE})


class SentenceId(Model):
    """A sentence of a run by its place, with the digest that binds it to the draft."""

    letter: str
    item: Annotated[int, Field(ge=1)]
    sentence: Annotated[int, Field(ge=1)]
    """Number in the rationale, from 1."""
    sha256: str
    """Digest of letter, item, condition and the sentence's text."""

    def __str__(self) -> str:
        return f"{self.letter}:{self.item}.{self.sentence}:{self.sha256[:_DIGITS]}"


class AuditSentence(Model):
    """A sentence drawn for the audit."""

    id: SentenceId
    request: str
    """The request of its item."""
    text: str
    evidence: tuple[str, ...]
    """What it points at, and for an absence the nearest sentences of the record: each with its pointer."""
    state: SentenceState
    flagged: bool
    """Whether an error or a warning stands against it; not shown to the physician."""
    overturned: bool
    """Whether the reviewer overturned its item."""


class LabelledSentence(Model):
    """A sentence with its label."""

    id: SentenceId
    label: Label
    comment: str = ""
    state: SentenceState
    flagged: bool
    overturned: bool


class Audit(Model):
    """The labels of one physician: what audit.json of a run's folder holds."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{AUDIT_SCHEMA}$")] = AUDIT_SCHEMA
    labeler: Text
    labelled_on: Date
    drawn: Annotated[int, Field(ge=0)]
    """Sentences of the sheet, labelled or not."""
    labels: tuple[LabelledSentence, ...]


@dataclass(frozen=True)
class AuditedSentence:
    """A sentence of a run that may be drawn."""

    line: ItemLine
    number: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.draft.rationale[self.number - 1].text if self.line.draft else ""

    @property
    def state(self) -> SentenceState:
        """How far it is checked."""
        return self.line.states[self.number - 1]

    @property
    def flagged(self) -> bool:
        """Whether an error or a warning stands against it."""
        return any(
            finding.sentence == self.number and finding.severity is not Severity.NOTE for finding in self.line.findings
        )

    @property
    def overturned(self) -> bool:
        """Whether the reviewer overturned its item."""
        return self.line.gold.determination is Determination.OVERTURNED

    @property
    def id(self) -> SentenceId:
        """Its place and digest."""
        line = self.line
        digest = sha256_text("\0".join([line.letter, str(line.item), line.condition, self.text]))
        return SentenceId(letter=line.letter, item=line.item, sentence=self.number, sha256=digest)


def sentences_of(lines: Iterable[ItemLine]) -> Iterator[AuditedSentence]:
    """The sentences of the drafts of the cases as written, without those that are set by code."""
    for line in lines:
        if line.draft and line.condition == AS_WRITTEN:
            for number, state in enumerate(line.states, start=1):
                if state is not SentenceState.SET:
                    yield AuditedSentence(line, number)


def draw(
    lines: Iterable[ItemLine],
    n: int,
    seed: int,
    passages: Mapping[str, Passage],
    cases: Mapping[tuple[str, str], CaseLine],
) -> tuple[AuditSentence, ...]:
    """Draw sentences without replacement, each as likely as every other; all of them where there are not more than n.

    The same seed gives the same sentences whatever the order of the lines, and a larger n the same and further ones.

    Args:
        lines: the items of the run.
        n: how many sentences, at least 1.
        seed: another one gives another sample.
        passages: the run's passages by digest.
        cases: the run's cases by letter and condition.

    Raises:
        EvaluationError: n is under 1, there is no sentence to draw, or a case or passage is missing.
    """
    if n < 1:
        raise EvaluationError(f"a sample of {n} sentences cannot be drawn; ask for at least 1")
    drawn = heapq.nsmallest(n, sentences_of(lines), key=lambda one: sha256_text(f"{seed}\0{one.id}"))
    if not drawn:
        raise EvaluationError(f'no sentence to draw: nothing is drafted in condition "{AS_WRITTEN}"; run the suite')
    return tuple(
        AuditSentence(
            id=one.id,
            request=one.line.request.request,
            text=one.text,
            evidence=evidence_of(one.line, one.number, passages, cases),
            state=one.state,
            flagged=one.flagged,
            overturned=one.overturned,
        )
        for one in drawn
    )


def audit_figures(audit: Audit) -> list[Figure]:
    """The figures of an audit; n counts the sentences labelled, "cannot tell" among them, and letters are drawn."""
    return [
        _figure(audit, "audit.wrong and unflagged", "lower", lambda one: one.label in _WRONG and not one.flagged),
        _figure(audit, "audit.wrong", "lower", lambda one: one.label in _WRONG),
        _figure(audit, "audit.false absence", "lower", lambda one: one.label is Label.FALSE_ABSENCE),
        _figure(audit, "audit.cannot tell", None, lambda one: one.label is Label.CANNOT_TELL),
    ]


def _figure(
    audit: Audit, name: str, better: Literal["lower"] | None, counts: Callable[[LabelledSentence], bool]
) -> Figure:
    by_letter: dict[str, list[bool]] = {}
    for one in audit.labels:
        by_letter.setdefault(one.id.letter, []).append(counts(one))
    n = len(audit.labels)
    ends = interval(list(by_letter.values()))
    return Figure(
        name=name,
        group="audit",
        better=better,
        of=DRAFT,
        condition=AS_WRITTEN,
        slice=ALL,
        value=sum(map(sum, by_letter.values())) / n if n else None,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        n=n,
        letters=len(by_letter),
        overturned=sum(one.overturned for one in audit.labels),
        no_verdict=_no_verdict(audit, len(by_letter), ends is not None),
    )


def _no_verdict(audit: Audit, letters: int, sure: bool) -> str | None:
    n = len(audit.labels)
    unsure = sum(one.label is Label.CANNOT_TELL for one in audit.labels)
    if not n:
        return "no sentence is labelled"
    if n < MIN_ITEMS:
        return f"only {n} sentence{'s' if n > 1 else ''}, under {MIN_ITEMS}"
    if letters < MIN_LETTERS:
        return f"sentences of only {letters} letters, under {MIN_LETTERS}"
    if n < MOST * audit.drawn:
        return f"only {n} of the {audit.drawn} sentences drawn are labelled"
    if unsure > (1 - MOST) * n:
        return f'{unsure} of {n} sentences are labelled "{Label.CANNOT_TELL.value}"'
    return None if sure else "no interval can be told"


class Agreement(Model):
    """How far two physicians agree on the sentences that both labelled."""

    n: int
    same: int
    """Sentences to which both gave the same label."""
    kappa: float | None
    """Cohen's kappa (Educational and Psychological Measurement 20, 1960): 1 is full agreement, 0 that of chance; None
    where it is undefined: no sentence labelled by both, or both gave one and the same label to all."""


def agreement(a: Audit, b: Audit) -> Agreement:
    """How far two audits of one run agree."""
    theirs = {str(one.id): one.label for one in b.labels}
    pairs = [(one.label, theirs[str(one.id)]) for one in a.labels if str(one.id) in theirs]
    n, same = len(pairs), sum(ours is other for ours, other in pairs)
    first, second = Counter(ours for ours, _ in pairs), Counter(other for _, other in pairs)
    # In whole numbers, so that labels that are all one are told from labels that are nearly so.
    by_chance = sum(count * second[label] for label, count in first.items())
    kappa = (n * same - by_chance) / (n * n - by_chance) if n * n > by_chance else None
    return Agreement(n=n, same=same, kappa=kappa)
