"""Rationales whose facts rest on utilization review's account alone.

What the parties say of the dispute is information and no evidence of the worker's condition (8 CCR 9792.10.6(b)(2)).
"""

import re
from collections.abc import Iterator

from drafter.domain.conclusion import concludes
from drafter.domain.draft import Draft, DraftedItem, Finding
from drafter.domain.evidence import RecordEvidence, clinical_sentences
from drafter.grounding.catalogue import finding
from drafter.grounding.lints.view import LintedItem, LintedLetter

_UR = (
    r"(?:utili[sz]ation review(?:er)?|\bUR\b|(?:prior|previous|peer|initial|original) review(?:er)?|"
    r"claims administrator)"
)
_TOLD = (
    r"(?:not(?:ed|es)|found|finds|determined|determines|documented|documents|reported|reports|stated?|states|concluded|"
    r"concludes|held|holds|observed|observes|showed|shows|indicated|indicates|described|describes|explained|said|"
    r"says|wrote|"
    r"established|summari[sz]ed|pointed out|mention(?:ed|s))"
)
_AS_UR_TOLD = re.compile(
    rf"\b(?:as|according to|per|based on|relying on|in view of)\b[\w ,'-]{{0,20}}?{_UR}|{_UR}(?:\s*\([^()]{{0,20}}\))?"
    rf"(?:\s+(?:physician|report|determination|decision|letter))?[^.;]{{0,20}}?\b{_TOLD}\b",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    r"\b(?:revers\w+|overturn\w*|disagree\w*|contrary|incorrect\w*|however|but|although|original request)\b", re.I
)
_GUIDELINE = re.compile(
    r"\b(?:guidelines?|MTUS|ACOEM|ODG|recommended|not recommended|criteria|section|stud(?:y|ies))\b", re.IGNORECASE
)
_NO_SUBSTANCE = re.compile(
    r"^(?:the )?(?:request|claims administrator|UR|utili[sz]ation review)\b[^.]{0,200}\b(?:denied|modified|"
    r"non-?certified|"
    r"authori[sz]ed|approved|was made|is for|asks?|seeks?)\b",
    re.IGNORECASE,
)
_DISPUTE = re.compile(
    r"\b(?:utili[sz]ation review|UR|claims administrator|request(?:s|ed)?|application|denial|letter|"
    r"dispute)\b[^.;]{0,120}\b"
    r"(?:denied|modified|non-?certified|certified|authori[sz]ed|approved|refused|requests?|requested|cited|cites|"
    r"dated|made|"
    r"received|filed|asks?|is for|decided)\b",
    re.IGNORECASE,
)
"""Of the dispute itself, which the parties' papers do tell."""
_QUOTED = re.compile('["“”«]')
_WORKER = re.compile(
    r"\b(?:worker|patient|applicant|claimant|employee|he|she|his|her|pain\w*|exam(?:ination)?|symptom\w*|improv\w+|"
    r"relief|"
    r"diagnos\w+|function\w*|deficits?|strength|motion|completed|underwent|tried|failed|injur(?:y|ies|ed))\b",
    re.IGNORECASE,
)


def lint(letter: LintedLetter) -> Iterator[Finding]:
    """Rationales of a letter that give what utilization review found, and no fact besides."""
    for item in letter.items:
        yield from _signed(item)


def _signed(item: LintedItem) -> Iterator[Finding]:
    facts = [s for s in item.sentences if not concludes(s.text) and not _GUIDELINE.search(s.text)]
    told = [s for s in facts if _AS_UR_TOLD.search(s.text) and not _REVERSED.search(s.text)]
    others = [s for s in facts if s not in told and not _NO_SUBSTANCE.search(s.text)]
    if told and not others:
        yield finding(
            "ur-alone",
            "the only facts that the rationale gives are those that utilization review found",
            item=item.number,
            sentence=told[0].number,
        )


def lint_draft(draft: Draft) -> Iterator[Finding]:
    """Rationales of a draft that point at nothing in the record but the parties' papers and what UR is said to hold."""
    places = {(p.source, p.sentence) for i in draft.items if i.draft for s in i.draft.rationale for p in s.pointers}
    pointed = [_only(record, places) for record in draft.records]
    clinical = {(hit.source, hit.sentence.number) for hit in clinical_sentences(pointed)}
    known = {record.source for record in draft.records}
    for item in draft.items:
        yield from _drafted(item, clinical, known)


def _only(record: RecordEvidence, places: set[tuple[str, int]]) -> RecordEvidence:
    """The record with those of its sentences alone that stand at the places; a long record is not read for the rest."""
    kept = tuple(s for s in record.sentences if (record.source, s.number) in places)
    return record.model_copy(update={"sentences": kept})


def _of_worker(text: str) -> bool:
    """Whether a sentence says more than how the dispute went; what it quotes of a party's paper is more."""
    return bool(_QUOTED.search(text) or _WORKER.search(text) or not _DISPUTE.search(text))


def _drafted(item: DraftedItem, clinical: set[tuple[str, int]], known: set[str]) -> Iterator[Finding]:
    rationale = item.draft.rationale if item.draft else ()
    given = [
        (sentence.text, number, pointer)
        for number, sentence in enumerate(rationale, start=1)
        if not concludes(sentence.text)
        for pointer in sentence.pointers
        if pointer.source in known
    ]
    if any((pointer.source, pointer.sentence) in clinical for _, _, pointer in given):
        return
    facts = [(number, pointer) for text, number, pointer in given if _of_worker(text)]
    if not facts:
        return
    number, first = facts[0]
    yield finding(
        "ur-alone",
        "every record sentence pointed at is the parties' account, which is no evidence of the condition",
        item=item.number,
        sentence=number,
        beside=[first],
    )
