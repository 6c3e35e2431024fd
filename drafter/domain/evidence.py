"""The evidence for one disputed item: guideline passages in force, and the record's sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated

from pydantic import Field

from drafter.domain.case import Model, RecordStatus, RecordType
from drafter.domain.dates import long_date
from drafter.domain.guideline import DateKind, Passage, Tier
from drafter.domain.terms import holds

_INFORMATION = frozenset({RecordType.UR_DETERMINATION, RecordType.IMR_APPLICATION})
_UR = r"\b(?:utili[sz]ation review(?:er)?|claims administrator|UR)\b"
_RULED = (
    r"(?:den(?:y|ied|ies)|(?:non-?)?certif(?:y|ied|ies)|modif(?:y|ied|ies)|determined?|held|found|cited?|cites|noted?|stated?|"
    r"said|says|wrote|approved?|authori[sz]ed?|refused?|rejected?|invoked|invoking|concluded|requested|opined)"
)
_ABOUT_UR = re.compile(
    rf"{_UR}[^.;]{{0,120}}?\b{_RULED}\b|\bnon-?certif\w+|{_UR} (?:report|decision|determination)"
    rf"|\b(?:denied|modified|certified|approved|authori[sz]ed)(?: \w+){{0,3}} by (?:the )?{_UR}"
    r"|\brequests?\b[^.;]{0,120}?\b(?:was|were|been) (?:denied|modified|certified)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:mother|father|parents?|brother|sister|siblings?|co-?worker|partner|room-?mate|friend|neighbor|cousin|aunt|"
    r"uncle|fianc[eé]e?|wife|husband|spouse|son|daughter|child(?:ren)?|family history|grand(?:mother|father))\b",
    re.IGNORECASE,
)


class CaseDate(Model):
    """The date that decides which edition is in force, and where it comes from."""

    day: Date
    kind: DateKind | None
    """None where the user named the date (`--as-of`)."""
    basis: str
    """In words: "UR denial date of the header", "UR denial date, read from the clinical summary"."""
    from_summary: bool = False
    """True where it was read from the clinical summary, for want of one in the header."""


class GuidelineEvidence(Model):
    """A passage retrieved for an item, numbered G1, G2, … in order of rank."""

    source: Annotated[str, Field(pattern=r"^G[1-9][0-9]*$")]
    passage: Passage
    sha256: str
    """Digest of the passage as it was when drafted."""
    score: float
    """Fused rank score; larger is nearer. Only its order means anything."""
    in_force_on: CaseDate
    near_boundary: bool = False
    """True where another edition may govern, because the date used is not of the kind that the edition goes by."""


class TierStep(Model):
    """One step of the regulation's search sequence: a tier that was searched, and why the search went on."""

    tier: Tier
    left_because: str | None = None
    """Why the next tier was searched too; None for the tier that the search ended in."""


class LeftOut(Model):
    """An edition or a section that was not looked at, and why."""

    edition: str
    """The edition as it is cited, with its year."""
    section: str | None = None
    """None where the whole edition was left out."""
    reason: str


class GuidelineSearch(Model):
    """How the search for the passages of one item went."""

    tiers: tuple[TierStep, ...] = ()
    """The tiers searched, in order."""
    left_out: tuple[LeftOut, ...] = ()
    """What was out of scope, in the corpus' order; editions not in force are not listed."""

    @property
    def notes(self) -> tuple[str, ...]:
        """In words: why a tier was left, and what was not looked at, each reason once."""
        left = [f"{step.tier.value} was left: {step.left_because}." for step in self.tiers if step.left_because]
        by_reason: dict[str, dict[str, list[str]]] = {}
        for out in self.left_out:
            sections = by_reason.setdefault(out.reason, {}).setdefault(out.edition, [])
            sections += [out.section] if out.section else []
        for reason, editions in by_reason.items():
            names = [
                f"{edition} ({'; '.join(sections)})" if sections else edition for edition, sections in editions.items()
            ]
            left.append(f"Not looked at, {reason}: {'; '.join(names)}.")
        return tuple(left)


class Retrieval(Model):
    """What a search for one item found, and how it went."""

    evidence: tuple[GuidelineEvidence, ...]
    """The passages found, of a higher tier first, the nearest first in each."""
    search: GuidelineSearch


class RecordSentence(Model):
    """One numbered sentence of a record, with its page in the document where that is known."""

    number: Annotated[int, Field(ge=1)]
    text: str
    page: int | None = None


class RecordEvidence(Model):
    """A document of the case, numbered R1, R2, …; the clinical summary, where there is one, is R1."""

    source: Annotated[str, Field(pattern=r"^R[1-9][0-9]*$")]
    id: str
    """The record's id in the case file; "clinical-summary" for the summary."""
    type: RecordType | None
    """None for the clinical summary."""
    author: str | None = None
    date: Date | None = None
    pages: str | None = None
    file: str | None = None
    """The file that the case file names for it."""
    status: RecordStatus
    sentences: tuple[RecordSentence, ...] = ()
    sha256: str | None
    """Digest of the document's text; None where it was not received or cannot be read."""

    @property
    def title(self) -> str:
        """The document in words: "progress report of October 9, 2014"."""
        name = self.type.value if self.type else "clinical summary"
        if self.type is RecordType.OTHER:
            name = "other document"
        return f"{name} of {long_date(self.date)}" if self.date else name


class Evidence(Model):
    """All that a draft of one item may point at."""

    guidelines: tuple[GuidelineEvidence, ...]
    records: tuple[RecordEvidence, ...]


@dataclass(frozen=True)
class RecordHit:
    """A sentence of a record with the record's number (R1, R2, …)."""

    source: str
    sentence: RecordSentence
    day: Date | None
    """The date of the record."""
    before: str
    """The sentence before it in the record, or nothing."""

    def near(self, words: Iterable[str]) -> bool:
        """Whether the sentence or the one before it holds one of the words; where there are none, it does."""
        asked = tuple(words)
        return not asked or holds(f"{self.before} {self.sentence.text}", asked)


def evidence_sentences(records: Iterable[RecordEvidence]) -> list[RecordHit]:
    """The sentences of the record that are evidence of the worker's condition.

    What the parties say of the dispute is information and not evidence: neither the utilization review decision and the
    application, nor a sentence that tells what utilization review held, can alone carry a determination
    (8 CCR 9792.10.6(b)(2)). Nor is a sentence that speaks of somebody else (a wife, a coworker).
    """
    return [hit for hit in clinical_sentences(records) if not _OTHERS.search(hit.sentence.text)]


def clinical_sentences(records: Iterable[RecordEvidence]) -> list[RecordHit]:
    """The sentences of the clinical record, also those that speak of other people than the worker."""
    return [
        RecordHit(record.source, sentence, record.date, before)
        for record in records
        if record.type not in _INFORMATION
        for before, sentence in zip(("", *(s.text for s in record.sentences)), record.sentences, strict=False)
        if not _ABOUT_UR.search(sentence.text)
    ]
