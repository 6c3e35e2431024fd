"""The invented decisions as letters and blind cases, and what may be planted where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.cases.from_letter import case_from_letter
from drafter.cases.load import LoadedCase
from drafter.domain.case import RecordStatus, RecordType
from drafter.domain.citation import Citation
from drafter.domain.decision import DecidedItem, Decision
from drafter.domain.determination import Determination, outcome
from drafter.domain.evidence import RecordEvidence, RecordSentence
from drafter.domain.guideline import DocumentPlace, Edition, Passage, PassageSentence, Tier
from drafter.domain.request_body import body_part_finder
from drafter.domain.request_parse import parse_request
from drafter.domain.text import sha256_text, split_sentences
from drafter.guidelines.corpus import Corpus

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Planted:
    """An invented decision with the statement that restates its fact, and one that does not."""

    letter: str
    decision: Decision
    paraphrase: str
    control: str

    @property
    def rationale(self) -> str:
        return self.decision.items[0].rationale


def planted(name: str, first: int = 0) -> list[Planted]:
    """The invented decisions of a file; their case numbers count from the first."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_planted(f"CM00-{first + number:07}", json.loads(line)) for number, line in enumerate(lines, start=1)]


def _planted(letter: str, line: dict[str, str]) -> Planted:
    upheld = "not medically necessary" in line["rationale"]
    item = DecidedItem(
        request=line["request"],
        determination=Determination.UPHELD if upheld else Determination.OVERTURNED,
        claims_administrator_guideline="Decision based on MTUS Invented Complaints 2004.",
        reviewer_guideline=f"Decision based on MTUS Invented Chronic Complaints 2016, Section(s): {letter}.",
        rationale=line["rationale"],
        parsed_request=parse_request(line["request"], body_part_finder([])),
        reviewer_citations=(
            Citation(
                tier=Tier.MTUS,
                guideline="Invented Chronic Complaints",
                edition="2016",
                sections=(f"Care of the {line['request'].split(',')[0].lower()}",),
            ),
        ),
    )
    decision = Decision(
        case_number=letter,
        clinical_summary=f"Synthetic case. After a fall from a loading dock the worker reported pain, was examined "
        f"twice at the clinic of the plant, and asked for {line['request']}, which was not approved.",
        items=(item,),
        outcome=outcome([item.determination]),
    )
    return Planted(letter, decision, line["paraphrase"], line["control"])


def loaded(one: Planted, record: str | None = None) -> LoadedCase:
    """The blind case of a letter, with a progress report where its text is given."""
    case = case_from_letter(one.decision, one.letter)
    read = [_record("R1", "clinical-summary", None, case.clinical_summary or "")]
    if record:
        read.append(_record("R2", "report", RecordType.PROGRESS_REPORT, record))
    return LoadedCase(case=case, records=tuple(read), path=Path("case.yaml"), sha256=sha256_text(""))


def _record(source: str, id: str, kind: RecordType | None, text: str) -> RecordEvidence:
    sentences = tuple(RecordSentence(number=s.number, text=s.text) for s in split_sentences(text))
    return RecordEvidence(
        source=source, id=id, type=kind, status=RecordStatus.RECEIVED, sentences=sentences, sha256=sha256_text(text)
    )


def with_statements(corpus: Corpus, texts: Sequence[str], sources: Sequence[str] = ("8 CCR 9792.21",)) -> Corpus:
    """The corpus with these statements at the end of its first passage that has some."""
    place = next(number for number, passage in enumerate(corpus.passages) if passage.sentences)
    passage = corpus.passages[place]
    more = tuple(
        PassageSentence(number=len(passage.sentences) + number, text=text, sources=tuple(sources))
        for number, text in enumerate(texts, start=1)
    )
    return with_passage(corpus, place, passage.model_copy(update={"sentences": (*passage.sentences, *more)}))


def with_passage(corpus: Corpus, place: int, passage: Passage) -> Corpus:
    """The corpus with another passage in a place."""
    return replace(corpus, passages=(*corpus.passages[:place], passage, *corpus.passages[place + 1 :]))


def with_document(corpus: Corpus, text: str, name: str = "Invented guideline") -> Corpus:
    """The corpus with a document that a user added."""
    edition = Edition.model_validate(
        dict(corpus.editions[0]) | {"id": "added-2016", "guideline": name, "cited_as": name, "digest": False}
    )
    digest = sha256_text(text)
    passage = Passage(
        id="added-2016/whole",
        edition=edition,
        section="Whole",
        sentences=tuple(PassageSentence(number=s.number, text=s.text) for s in split_sentences(text)),
        document=DocumentPlace(sha256=digest, start=0, end=max(len(text), 1)),
    )
    return replace(
        corpus,
        editions=(*corpus.editions, edition),
        passages=(*corpus.passages, passage),
        texts={**corpus.texts, digest: text},
    )
