"""The physician's audit: which share of a run's sentences is wrong, and which share is wrong and carries no finding.

A sample of sentences is drawn, physicians label them without seeing what the checks found (`audit_sheet`), and the
figures are taken from all their labels together. A sentence that several labelled counts once, by the worst label.

"Cannot tell" never counts as right: a sentence that cannot be told and carries no finding counts as wrong and
unflagged, since drafts go to physicians by that figure. In the other shares it is counted among the sentences labelled
alone, and where it is more than 5 % of them no figure allows a verdict.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


_BEST_FIRST = (Label.RIGHT, Label.CANNOT_TELL, Label.WRONG, Label.FALSE_ABSENCE)
"""A false absence is wrong, and more is known of it than of what is called wrong."""
MOST = 0.95
"""As large a share of the sentences drawn must be labelled, and so to say something, for a verdict: what is left out or
cannot be told may be what is wrong."""
_WRONG = frozenset({Label.WRONG, Label.FALSE_ABSENCE})
_CALLING_ABSENT = " calling something absent"


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


class DrawnSentence(Model):
    """A sentence drawn for the audit, with what the run tells of it and the physician is not shown."""

    id: SentenceId
    state: SentenceState
    flagged: bool
    """Whether an error or a warning stands against it."""
    overturned: bool
    """Whether the reviewer overturned its item."""
    absence: bool
    """Whether it was found to call something absent from the record."""


class AuditSentence(DrawnSentence):
    """A sentence drawn, with what the physician is shown."""

    request: str
    """The request of its item."""
    text: str
    evidence: tuple[str, ...]
    """What it points at, and for an absence the nearest sentences of the record: each with its pointer."""


class LabelledSentence(DrawnSentence):
    """A sentence with its label."""

    label: Label
    comment: str = ""


class Audit(Model):
    """The labels of one physician."""

    labeler: Text
    labelled_on: Date
    drawn: Annotated[int, Field(ge=0)]
    """Sentences of the sheet, labelled or not."""
    labels: tuple[LabelledSentence, ...]
    unlabelled: tuple[DrawnSentence, ...] = ()
    """Sentences of the sheet that this physician did not label; another may have."""


class Audits(Model):
    """The labels of every physician: what audit.json of a run's folder holds."""

    schema_: Annotated[str, Field(alias="schema", pattern=rf"^{AUDIT_SCHEMA}$")] = AUDIT_SCHEMA
    audits: tuple[Audit, ...] = ()
    """One a labeler, in the order in which they were first taken."""


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
    def absence(self) -> bool:
        """Whether it calls something absent from the record, so that a search stands behind it."""
        return any(absence.sentence == self.number for absence in self.line.absences)

    @property
    def id(self) -> SentenceId:
        """Its place and digest."""
        line = self.line
        digest = sha256_text("\0".join([line.letter, str(line.item), line.condition, self.text]))
        return SentenceId(letter=line.letter, item=line.item, sentence=self.number, sha256=digest)

    @property
    def drawn(self) -> DrawnSentence:
        """What is kept of it beside a label."""
        return DrawnSentence(
            id=self.id, state=self.state, flagged=self.flagged, overturned=self.overturned, absence=self.absence
        )


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
            **dict(one.drawn),
            request=one.line.request.request,
            text=one.text,
            evidence=evidence_of(one.line, one.number, passages, cases),
        )
        for one in drawn
    )


@dataclass(frozen=True)
class _Sample:
    """What a figure is a share of."""

    labels: Sequence[LabelledSentence]
    unlabelled: int
    kind: str = ""
    """Which of the sentences drawn, in words that follow "sentences"; empty for all."""


def audit_figures(*audits: Audit) -> list[Figure]:
    """The figures of the labels of all physicians together; n counts the sentences labelled, and letters are drawn.

    A sentence that several labelled counts once, by the worst label. `audit.wrong and unflagged` counts what cannot be
    told as wrong. `audit.false absence` is a share of the sentences that call something absent: those that were found
    to, and those of which a physician says so by the label.
    """
    labels = worst_labels(audits)
    labelled = {one.id for one in labels}
    unlabelled = {one for audit in audits for one in audit.unlabelled if one.id not in labelled}
    every = _Sample(labels, len(unlabelled))
    absences = _Sample(
        [one for one in labels if one.absence or one.label is Label.FALSE_ABSENCE],
        sum(one.absence for one in unlabelled),
        _CALLING_ABSENT,
    )
    return [
        _figure(every, "audit.wrong and unflagged", "lower", _wrong_and_unflagged),
        _figure(every, "audit.wrong", "lower", lambda one: one.label in _WRONG),
        _figure(absences, "audit.false absence", "lower", lambda one: one.label is Label.FALSE_ABSENCE),
        _figure(every, "audit.cannot tell", None, lambda one: one.label is Label.CANNOT_TELL),
    ]


def _wrong_and_unflagged(one: LabelledSentence) -> bool:
    return one.label is not Label.RIGHT and not one.flagged


def worst_labels(audits: Iterable[Audit]) -> list[LabelledSentence]:
    """Each sentence that is labelled once, with the worst of its labels."""
    worst: dict[SentenceId, LabelledSentence] = {}
    for audit in audits:
        for one in audit.labels:
            worst[one.id] = max(worst.get(one.id, one), one, key=lambda one: _BEST_FIRST.index(one.label))
    return list(worst.values())


def _figure(
    sample: _Sample, name: str, better: Literal["lower"] | None, counts: Callable[[LabelledSentence], bool]
) -> Figure:
    by_letter: dict[str, list[bool]] = {}
    for one in sample.labels:
        by_letter.setdefault(one.id.letter, []).append(counts(one))
    n = len(sample.labels)
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
        overturned=sum(one.overturned for one in sample.labels),
        no_verdict=_no_verdict(sample, len(by_letter), ends is not None),
    )


def _no_verdict(sample: _Sample, letters: int, sure: bool) -> str | None:
    n, kind = len(sample.labels), sample.kind
    drawn = n + sample.unlabelled
    unsure = sum(one.label is Label.CANNOT_TELL for one in sample.labels)
    if kind and not drawn:
        return "no sentence drawn calls something absent"
    if not n:
        return f"no sentence{kind} is labelled"
    if n < MIN_ITEMS:
        return f"only {n} sentence{'s' if n > 1 else ''}{kind}, under {MIN_ITEMS}"
    if letters < MIN_LETTERS:
        return f"sentences{kind} of only {letters} letters, under {MIN_LETTERS}"
    if n < MOST * drawn:
        return f"only {n} of the {drawn} sentences drawn{kind} are labelled"
    if unsure > (1 - MOST) * n:
        return f'{unsure} of {n} sentences{kind} are labelled "{Label.CANNOT_TELL.value}"'
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
    theirs = {one.id: one.label for one in b.labels}
    pairs = [(one.label, theirs[one.id]) for one in a.labels if one.id in theirs]
    n, same = len(pairs), sum(ours is other for ours, other in pairs)
    first, second = Counter(ours for ours, _ in pairs), Counter(other for _, other in pairs)
    # In whole numbers, so that labels that are all one are told from labels that are nearly so.
    by_chance = sum(count * second[label] for label, count in first.items())
    kappa = (n * same - by_chance) / (n * n - by_chance) if n * n > by_chance else None
    return Agreement(n=n, same=same, kappa=kappa)
