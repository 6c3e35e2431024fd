"""Synthetic letters and drafts for the lints of reasoning and facts; every sentence invented here."""

from collections.abc import Sequence
from datetime import date

from drafter.domain.case import Dates, DisputedItem, Priority, Reviewer
from drafter.domain.citation import cite
from drafter.domain.determination import Determination, Outcome
from drafter.domain.draft import CaseSource, Draft, DraftedBy, DraftedItem, Finding
from drafter.domain.evidence import GuidelineSearch, RecordEvidence
from drafter.domain.guideline import Passage, Tier
from drafter.domain.lexicon import BodyPart, Lexicon
from drafter.grounding.lints.view import LintedItem, LintedLetter, Named
from tests.builders import guideline, item, item_draft

LEXICON = Lexicon(
    body_parts=(
        BodyPart(name="upper back", words=("thoracic*",), source="test"),
        BodyPart(name="neck", words=("neck", "cervic*"), shown_by=("spine", "upper extremit*", "arm"), source="test"),
        BodyPart(name="low back", words=("low back", "lumb*"), shown_by=("spine", "lower extremit*"), source="test"),
        BodyPart(name="shoulder", words=("shoulder*",), shown_by=("upper extremit*", "arm"), source="test"),
        BodyPart(name="wrist and hand", words=("wrist*", "hand"), shown_by=("upper extremit*",), source="test"),
        BodyPart(name="knee", words=("knee*",), shown_by=("lower extremit*",), source="test"),
    )
)


def of_mtus(guideline: str) -> Named:
    return Named(tier=Tier.MTUS, guideline=guideline, edition="2004")


def of_odg(chapter: str, section: str) -> Named:
    name = "Official Disability Guidelines (ODG)"
    return Named(tier=Tier.ACOEM_ODG, guideline=name, chapter=chapter, sections=(section,), publisher="ODG")


def letter_item(
    rationale: str,
    request: str = "Massage therapy, 8 visits, neck",
    heading: Sequence[Named] = (),
    number: int = 1,
    depends_on: int | None = None,
    remaining: str = "",
) -> LintedItem:
    return LintedItem(
        number=number,
        request=request,
        determination=Determination.UPHELD,
        heading=tuple(heading),
        heading_text="",
        claims_administrator=(),
        claims_administrator_text="",
        physician_text="",
        rationale=rationale,
        depends_on=depends_on,
        remaining=remaining,
    )


def letter(
    *items: LintedItem, summary: str = "", injury: date | None = None, ur_denial: date | None = None
) -> LintedLetter:
    return LintedLetter(items=items, summary=summary, injury=injury, ur_denial=ur_denial)


def drafted(
    *sentences: tuple[str, str],
    of: DisputedItem | None = None,
    passages: Sequence[Passage] = (),
    search: GuidelineSearch | None = None,
    number: int = 1,
) -> DraftedItem:
    """A drafted item whose sentences are given as (text, pointers), with its passages, all cited, as G1, G2, …"""
    proposal = item_draft(*sentences)
    return DraftedItem(
        number=number,
        item=of or item(),
        guidelines=tuple(guideline(f"G{n}", passage) for n, passage in enumerate(passages, start=1)),
        search=search or GuidelineSearch(),
        draft=proposal,
        citations=cite((passage, passage.pages) for passage in passages),
    )


def draft(
    *items: DraftedItem,
    records: Sequence[RecordEvidence] = (),
    summary: str | None = None,
    injury: date | None = None,
) -> Draft:
    return Draft(
        case_number="synthetic-1",
        case=CaseSource(file="case.yaml", sha256="0" * 64),
        corpus_sha256="0" * 64,
        drafted_by=DraftedBy(model="recorded", version="0"),
        dates=Dates(injury=injury),
        priority=Priority.STANDARD,
        reviewer=Reviewer(),
        clinical_summary=summary,
        records=tuple(records),
        items=items,
        outcome=Outcome.UPHELD,
    )


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]
