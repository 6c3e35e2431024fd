"""One item in one condition as a card: the draft beside the real decision, with what both rest on."""

from dataclasses import dataclass

from drafter.domain.draft import Finding


@dataclass(frozen=True)
class Mark:
    """A pointer as it is shown; `anchor` is its place in the card, None where it points at nothing."""

    label: str
    anchor: str | None


@dataclass(frozen=True)
class Said:
    """A sentence of the drafted rationale."""

    number: int
    text: str
    marks: tuple[Mark, ...]
    state: str


@dataclass(frozen=True)
class Check:
    """A criterion of the checklist."""

    label: str
    status: str
    stated: Mark
    shown: tuple[Mark, ...]
    searched: str
    """What was looked for and where; nothing where no search stands behind the status."""


@dataclass(frozen=True)
class Quote:
    """A sentence of a source that something in the draft points at."""

    label: str
    anchor: str
    text: str
    page: str
    used: str
    """What points at it: "sentence 2, criterion 1"."""


@dataclass(frozen=True)
class CardSource:
    """A passage that the item was given, or a record: what is pointed at of it, and where the whole of it stands."""

    label: str
    title: str
    note: str
    key: str
    total: int
    """Sentences that it has."""
    quotes: tuple[Quote, ...]
    marked: str
    """Numbers of the sentences pointed at, parted by spaces."""


@dataclass(frozen=True)
class Elsewhere:
    """What was proposed for the item in another condition."""

    condition: str
    proposal: str
    changed: bool
    anchor: str | None
    """The card of it, where it is in the page."""


@dataclass(frozen=True)
class BaselineSaid:
    """What a baseline proposes."""

    name: str
    proposal: str
    citations: str


@dataclass(frozen=True)
class Card:
    """All that the page shows of an item."""

    anchor: str
    letter: str
    item: int
    condition: str
    request: str
    decided: str
    proposed: str
    probability: str
    agreement: str
    """A key of AGREEMENTS."""
    errors: int
    flagged: int
    failed: str
    slices: tuple[str, ...]
    guideline: str
    codes: tuple[str, ...]
    rationale: tuple[Said, ...]
    real: tuple[str, ...]
    """The paragraphs of the physician's rationale."""
    draft_guideline: str
    reviewer_guideline: str
    administrator_guideline: str
    checks: tuple[Check, ...]
    passages: tuple[CardSource, ...]
    records: tuple[CardSource, ...]
    findings: tuple[Finding, ...]
    elsewhere: tuple[Elsewhere, ...]
    same_elsewhere: int
    """Other conditions in which the same is proposed."""
    baselines: tuple[BaselineSaid, ...]
    scores: tuple[tuple[str, str], ...]
