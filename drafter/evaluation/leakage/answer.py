"""The answer that a signed letter gives, and what a blind case may hold of its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.domain.citation import Citation, filled
from drafter.domain.conclusion import CLOSING, concludes
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.text import split_sentences
from drafter.evaluation.leakage.leak import Kind
from drafter.evaluation.leakage.words import RUN, Hashes, among, plain, runs, runs_of_all, words_of

_LINE_WORDS = 5
"""A citation of fewer words ("Low Back Complaints 2004") says no more than a title does."""
QUOTED = 0.3
"""Share of a rationale's runs that a record may hold without being the answer: reviewers quote records too."""
_SHORT = 5
"""A sentence of fewer words stands anywhere."""


@dataclass(frozen=True, eq=False)
class ItemAnswer:
    """What a reviewer answered of one item, beyond the form's set words and what the case itself may hold."""

    number: int
    item: DecidedItem
    runs: Hashes
    """The runs of words of the rationale that the letter's own case does not hold, in order."""
    all_runs: int
    """How many runs the rationale has, those of the case included."""
    phrases: tuple[tuple[Kind, str], ...]
    """The reviewer's citations, and the sentences of the rationale that are too short for runs, where the case does
    not hold them."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a letter answers."""

    letter: str
    items: tuple[ItemAnswer, ...]
    case_texts: tuple[str, ...]
    """What a blind case may hold: summary, requests, and what the claims administrator cited."""
    summary: Hashes
    """The runs of the summary, in order."""


def case_texts(decision: Decision) -> tuple[str, ...]:
    """The words of a letter that a blind case may hold."""
    asked = [text for item in decision.items for text in (item.request, item.claims_administrator_guideline)]
    return tuple(text for text in (decision.clinical_summary, *asked) if text)


def answer_of(letter: str, decision: Decision) -> Answer:
    """The answer of a letter, and what its case may hold."""
    texts = case_texts(decision)
    allowed, phrases = runs_of_all([*texts, *CLOSING.values()]), [plain(text) for text in texts]
    items = []
    for number, item in enumerate(decision.items, start=1):
        every = runs(item.rationale)
        own = tuple(one for one in _phrases(item) if not any(one[1] in phrase for phrase in phrases))
        items.append(ItemAnswer(number, item, every[~among(every, allowed)], len(every), own))
    return Answer(letter, tuple(items), texts, runs(decision.clinical_summary or ""))


def _phrases(item: DecidedItem) -> Iterator[tuple[Kind, str]]:
    for cited in item.reviewer_citations:
        if isinstance(cited, Citation) and (cited.sections or cited.pages):
            phrase = plain(filled(cited))
            if len(phrase.split()) >= _LINE_WORDS:
                yield "guideline line", phrase
    if item.reviewer_guideline and not item.reviewer_citations and len(words_of(item.reviewer_guideline)) >= RUN:
        yield "guideline line", plain(item.reviewer_guideline)
    for sentence in split_sentences(item.rationale):
        if _SHORT <= len(words_of(sentence.text)) < RUN and concludes(sentence.text) is None:
            yield "text", plain(sentence.text)
