"""The passages that a proposal rests on replaced by their contrary, in words and in criteria alike."""

import re
from collections.abc import Iterator, Sequence

from drafter.domain.case import DisputedItem
from drafter.domain.determination import Determination
from drafter.domain.draft import Draft, DraftedItem
from drafter.domain.evidence import GuidelineEvidence, Retrieval
from drafter.domain.guideline import Criterion, CriterionKind, Passage, PassageSentence
from drafter.domain.terms import holds
from drafter.drafting.pipeline import Altered

ALLOWED = "This section recommends {}, without limit or precondition."
REFUSED = "This section does not recommend {} in any case."
"""Stand first, so that nobody has to conclude the contrary, and for whatever cannot be turned word by word."""
NAMED_THERE = "the treatments that it names"
_TO_ALLOWED = (
    (r"\b(is|are) not (recommended|supported|proven effective|indicated)\b", r"\1 \2"),
    (r"\b(is|are) (?:required|necessary)\b", r"\1 not required"),
    (r"\bmust (be|stand|bear)\b", r"need not \1"),
)
_TO_REFUSED = (
    (r"\b(is|are) (recommended|supported)\b", r"\1 not \2"),
    (r"\b(is|are) (?:optional|an option)\b", r"\1 not recommended"),
    (r"\bmay (be considered|serve|go|help|relieve)\b", r"should not \1"),
)
_BY_TARGET = {
    allowed: tuple((re.compile(form), other) for form, other in forms)
    for allowed, forms in ((True, _TO_ALLOWED), (False, _TO_REFUSED))
}
_NOT_SAFE = re.compile(
    r"\b(?:neither|nor|no|none|only|alone|unless|until|but|without|never|where|when|once|after|before|while|as|since|because|"
    r"that|which|whichever|if|most|few|than|not)\b|^As applied",
    re.IGNORECASE,
)
"""A statement that says more than one thing, or why: with its verb turned, the rest would no longer fit."""


def governing(base: DraftedItem) -> frozenset[str]:
    """The ids of the passages that a firm proposal rests on: all that its rationale points at.

    All, since a proposal may rightly stay while another passage that it rests on says the same. None where the proposal
    is insufficient or points at no passage, and for an item that follows another.
    """
    draft = base.draft
    if draft is None or draft.determination is Determination.INSUFFICIENT or base.item.depends_on:
        return frozenset()
    ids = {guideline.source: guideline.passage.id for guideline in base.guidelines}
    sources = (pointer.source for sentence in draft.rationale for pointer in sentence.pointers)
    return frozenset(ids[source] for source in sources if source in ids)


def rests_on_passages(base: DraftedItem) -> bool:
    """Whether an item counts: its proposal must change when the passages that it rests on say the contrary."""
    return bool(governing(base))


def contrary_for(base: Draft) -> Altered:
    """From a draft, the change that gives each item its governing passages turned.

    Turned means: allowed without condition where the draft upholds the denial, never recommended where it overturns it.
    """
    items = {item.number: item for item in base.items}

    def alter(number: int, found: Retrieval) -> Retrieval:
        item = items[number]
        rests_on = governing(item)
        allowed = item.draft is not None and item.draft.determination is Determination.UPHELD
        evidence = tuple(
            _turned_evidence(one, item.item, allowed) if one.passage.id in rests_on else one for one in found.evidence
        )
        return found.model_copy(update={"evidence": evidence})

    return alter


def turned(passage: Passage, item: DisputedItem, *, allowed: bool) -> Passage:
    """A passage that says the contrary: its treatment is allowed without limit or precondition, or never recommended.

    A plain sentence of ours comes first. Statements that can be turned word by word follow it; the others are left out,
    since they would contradict it. As data the passage holds one criterion a kind of request: one that always holds,
    with the section complete, or one of kind not recommended.
    """
    plain = (ALLOWED if allowed else REFUSED).format(_treatment(passage, item))
    others = (other for sentence in passage.sentences if (other := turned_statement(sentence.text, allowed=allowed)))
    texts = dict.fromkeys((plain, *others))
    sentences = tuple(PassageSentence(number=n, text=text) for n, text in enumerate(texts, start=1))
    criteria = tuple(_turned_criteria(passage.criteria, allowed))
    changes = {"sentences": sentences, "criteria": criteria, "complete": allowed, "document": None}
    return passage.model_copy(update=changes)


def turned_statement(text: str, *, allowed: bool) -> str:
    """A statement with its recommendation turned; nothing where that cannot be done safely."""
    for form, other in _BY_TARGET[allowed]:
        match = form.search(text)
        if match and not _NOT_SAFE.search(text[: match.start()] + text[match.end() :]):
            return text[: match.start()] + match.expand(other) + text[match.end() :]
    return ""


def _turned_evidence(evidence: GuidelineEvidence, item: DisputedItem, allowed: bool) -> GuidelineEvidence:
    passage = turned(evidence.passage, item, allowed=allowed)
    return evidence.model_copy(update={"passage": passage, "sha256": passage.sha256})


def _treatment(passage: Passage, item: DisputedItem) -> str:
    """What the passage calls the treatment that is asked for: the longest of its words that the request holds."""
    asked = (word for criterion in passage.criteria for word in criterion.request)
    words = [word for word in (*passage.aliases, *asked) if "*" not in word and holds(item.request, [word])]
    if passage.section and holds(item.request, [passage.section]):
        words.append(passage.section)
    return max(words, key=len, default=NAMED_THERE)


def _turned_criteria(criteria: Sequence[Criterion], allowed: bool) -> Iterator[Criterion]:
    about = dict.fromkeys((c.request, c.request_not) for c in criteria if c.kind is not CriterionKind.SILENT)
    for number, (request, request_not) in enumerate(about, start=1):
        yield Criterion(
            id=f"contrary-{number}",
            kind=CriterionKind.PREREQUISITE if allowed else CriterionKind.NOT_RECOMMENDED,
            sentence=1,
            label="nothing but the request itself" if allowed else "the treatment, which is never recommended",
            request=request,
            request_not=request_not,
        )
