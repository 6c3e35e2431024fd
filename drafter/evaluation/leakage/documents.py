"""Guidelines' own texts: reviewers quote them word for word, and that is no leak. One that is the letter itself is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from drafter.domain.conclusion import verdicts
from drafter.domain.text import split_sentences
from drafter.evaluation.leakage.answer import Answer, ItemAnswer
from drafter.evaluation.leakage.leak import Leak
from drafter.evaluation.leakage.seen import official
from drafter.evaluation.leakage.words import RUN, Hashes, among, plain, runs, runs_of_all, squeezed
from drafter.guidelines.corpus import Corpus

_OF_SUMMARY = 0.15
"""Share of a summary's runs that no other text has by chance; beginnings ("sustained an injury on") are set phrases."""
_OF_SUMMARY_LEAST = 4
_OF_RATIONALE = 0.5
_NEARLY_ALL = 0.95
_APPLIED = re.compile(
    r"\b(?:in this case|in the present case|injured worker|claimant|applicant|employee|this (?:patient|request)|"
    r"the (?:current|present|requested|request)|the patient (?:is|was|has|had|does)|submitted|provided for review|"
    r"records? (?:reviewed|do|does|shows?))\b",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of one case, as a guideline's do not."""


@dataclass(frozen=True, eq=False)
class Document:
    """A guideline's own text, as added by users or held by the corpus."""

    edition: str
    text: str
    names: str

    @cached_property
    def runs(self) -> Hashes:
        """Its runs of words, sorted."""
        return runs_of_all([self.text])

    @cached_property
    def squeezed(self) -> str:
        """Its names and text as letters and digits alone."""
        return squeezed(f"{self.names} {self.text}")

    @cached_property
    def plain(self) -> str:
        """Its words, to find phrases in."""
        return plain(self.text)


def documents_of(corpus: Corpus) -> Mapping[tuple[str, str], Document]:
    """The editions of a corpus that hold guidelines' own text, by edition and digest of what they hold."""
    texts: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for passage in corpus.passages:
        if not official(passage):
            continue
        edition = passage.edition
        names[edition.id] = f"{edition.id} {edition.guideline} {edition.cited_as} {edition.edition}"
        held = texts.setdefault(edition.id, {})
        whole = corpus.document_text(passage.document.sha256) if passage.document else None
        if passage.document and whole is not None:
            held[passage.document.sha256] = whole
        else:
            held[passage.sha256] = f"{passage.heading}\n{passage.text}"
    return {
        (edition, "".join(sorted(held))): Document(edition, "\n\n".join(held.values()), names[edition])
        for edition, held in texts.items()
    }


def letter_in(answer: Answer, keys: tuple[str, ...], document: Document) -> Iterator[Leak]:
    """How it shows that a document is, or holds, the letter itself."""

    def leak(item: int | None, reason: str) -> Leak:
        place = f"document {document.edition}"
        return Leak(kind="document", letter=answer.letter, item=item, place=place, severity="leak", reason=reason)

    if any(key in document.squeezed for key in keys):
        yield leak(None, "the document names the letter's case number")
    shared = int(among(answer.summary, document.runs).sum())
    if shared >= max(_OF_SUMMARY_LEAST, _OF_SUMMARY * len(answer.summary)):
        yield leak(None, f"the document has {shared} runs of {RUN} words of the letter's summary")
    for item in answer.items:
        if _holds_rationale(item, document):
            yield leak(item.number, "the document has most of the rationale, what it says of the case included")


def _holds_rationale(item: ItemAnswer, document: Document) -> bool:
    """Whether most of a rationale stands in a document, with a sentence that a guideline would not have."""
    if not len(item.runs):
        return False
    share = float(among(item.runs, document.runs).mean())
    if share < _OF_RATIONALE:
        return False
    return share >= _NEARLY_ALL or any(_of_the_case(text) for text in _held(item, document))


def _held(item: ItemAnswer, document: Document) -> Iterator[str]:
    for sentence in split_sentences(item.item.rationale):
        found = runs(sentence.text)
        if among(found, document.runs).all() if len(found) else plain(sentence.text) in document.plain:
            yield sentence.text


def _of_the_case(sentence: str) -> bool:
    return bool(_APPLIED.search(sentence)) or bool(verdicts(sentence))
