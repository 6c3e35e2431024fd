"""The set sentences that need no evidence, because code can tell from the draft itself whether they are true.

Grounding accepts them only in these words, and only while they are true.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from drafter.domain.case import ItemStatus
from drafter.domain.conclusion import concludes
from drafter.domain.determination import Determination
from drafter.domain.draft import CriterionCheck, CriterionStatus, ItemDraft, Search
from drafter.domain.evidence import GuidelineSearch, RecordEvidence, TierStep

NO_CRITERION = "For this treatment no criterion is held in a form that could be tested."


ASKED = ", which the section asks for"
"""How a sentence goes on that names a criterion of the checklist."""
NOT_RECOMMENDED = "The request is for what this section does not recommend: "
SPEAKS_AGAINST = "This speaks against "
HOLDS_WORDS = "These sentences hold words for what the section asks for: "
NOTHING_FOUND = " found no words that show "
BOTH_WAYS = f"{ASKED}, the words found point both ways or leave it open."
NOT_AT_HAND = ", the record stays open: a document that would show it is not at hand ("
NO_RECORD = "No clinical record that could show "
TO_BE_SEARCHED = " was at hand to be searched."
SPEAKS_FOR, MORE_IS_ASKED = "What could be tested speaks for it (", "); the section asks for more than could be tested."
_NOT_AT_HAND = re.compile(
    rf"{re.escape(NOT_AT_HAND)}(?:(?:, )?[a-z -]{{4,60}}: (?:not received|cannot be read)){{1,9}}\)\."
)


def searched_in(search: Search | None, records: Iterable[RecordEvidence]) -> str:
    """The kinds of document that a search looked in, as a sentence names them."""
    sources = search.sources if search else ()
    kinds = [record.type.value if record.type else "clinical summary" for record in records if record.source in sources]
    return "the " + ", ".join(dict.fromkeys(kinds))


def criteria_named(sentence: str, draft: ItemDraft, records: Iterable[RecordEvidence]) -> tuple[CriterionCheck, ...]:
    """The criteria of the checklist that a set sentence names to say how they stand; none where it is no such sentence.

    What a label says is then the criterion and no statement about guideline or record.
    """
    if sentence.startswith(SPEAKS_FOR) and sentence.endswith(MORE_IS_ASKED):
        return _labelled(sentence[len(SPEAKS_FOR) : -len(MORE_IS_ASKED)], draft)
    for check in draft.criteria:
        if sentence in _forms(check, records):
            return (check,)
        start = f"On {check.label}{NOT_AT_HAND}"
        open_ = check.status is CriterionStatus.INSUFFICIENT
        if open_ and sentence.startswith(start) and _NOT_AT_HAND.fullmatch(sentence, len(check.label) + 3):
            return (check,)
    return ()


def _forms(check: CriterionCheck, records: Iterable[RecordEvidence]) -> tuple[str, ...]:
    """The set sentences on a criterion that are true of its status."""
    label = check.label
    match check.status:
        case CriterionStatus.MET:
            return (f"{HOLDS_WORDS}{label}.",)
        case CriterionStatus.NOT_MET:
            return (f"{NOT_RECOMMENDED}{label}.", f"{SPEAKS_AGAINST}{label}{ASKED}.")
        case CriterionStatus.NOT_DOCUMENTED if check.searched and check.searched.sources:
            return (f"A search of {searched_in(check.searched, records)}{NOTHING_FOUND}{label}{ASKED}.",)
        case CriterionStatus.INSUFFICIENT:
            return (f"{NOT_RECOMMENDED}{label}.", f"On {label}{BOTH_WAYS}", f"{NO_RECORD}{label}{TO_BE_SEARCHED}")
    return ()


_LIKE_ONE = re.compile(
    r"(?:The request is for what this section does|These sentences (?:do not )?hold words for"
    r"|This (?:does not speak|speaks) (?:against|for)|What could (?:not )?be tested speaks"
    r"|A search of the [^.;:]{1,300} found (?:no )?words that show)\b"
)


def like_a_set_sentence(sentence: str) -> bool:
    """Whether a sentence begins as those on a criterion do."""
    return _LIKE_ONE.match(sentence) is not None


def _labelled(text: str, draft: ItemDraft) -> tuple[CriterionCheck, ...]:
    """The criteria whose labels make up a list; none where anything else stands in it."""
    by_label = {check.label: check for check in draft.criteria if check.status is CriterionStatus.MET}
    found: list[CriterionCheck] = []
    while text:
        label = max((known for known in by_label if text.startswith(known)), key=len, default=None)
        if not label:
            return ()
        found.append(by_label[label])
        text = text[len(label) :].removeprefix("; ")
    return tuple(found)


@dataclass(frozen=True)
class Parent:
    """The item that another depends on."""

    number: int
    status: ItemStatus
    proposed: Determination | None
    """What is proposed for it; None where it is not open."""

    @property
    def outcome(self) -> Determination:
        """What its dependents follow: the proposal; of an item authorised since, that it is necessary."""
        if self.proposed is not None:
            return self.proposed
        authorised = self.status is ItemStatus.AUTHORISED_SINCE
        return Determination.OVERTURNED if authorised else Determination.INSUFFICIENT

    @property
    def sentence(self) -> str:
        """The sentence that hangs a dependent item on it."""
        if self.proposed is not None:
            return (
                f"This request depends on item {self.number}, for which the determination proposed is "
                f"{self.proposed.value}."
            )
        if self.status is ItemStatus.AUTHORISED_SINCE:
            return f"This request depends on item {self.number}, which has been authorised since."
        return f"This request depends on item {self.number}, which is not under review ({self.status.value})."


def tier_left(step: TierStep) -> str:
    """The sentence that says why the search went past a tier of the regulation's sequence."""
    return f"The search went on past the {step.tier.value}: {step.left_because}."


def stands_alone(sentence: str, draft: ItemDraft, parent: Parent | None, search: GuidelineSearch) -> bool:
    """Whether a sentence of a draft needs no evidence: a closing sentence, or a set sentence that is true of it."""
    if concludes(sentence):
        return True
    if sentence == NO_CRITERION:
        return not draft.criteria
    if any(sentence == tier_left(step) for step in search.tiers if step.left_because):
        return True
    return parent is not None and sentence == parent.sentence
