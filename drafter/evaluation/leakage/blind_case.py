"""The case as it is drafted: no field of it may hold the answer, save in words of the letter's own case."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from drafter.cases.load import LoadedCase
from drafter.domain.case import RecordType
from drafter.domain.conclusion import concludes
from drafter.domain.text import split_sentences
from drafter.evaluation.leakage.answer import QUOTED, Answer, ItemAnswer
from drafter.evaluation.leakage.leak import SAID, Kind, Leak, Severity
from drafter.evaluation.leakage.words import RUN, among, plain, runs_of_all

_HELD_TOO_MUCH = 0.5
"""Share of a rationale's runs that stands in the letter's own summary: of the dev letters 0.28 at most."""
_LONG = 20
"""Runs of a rationale from which that share means something."""


_JUDGES = re.compile(
    r"\b(?:necess\w{1,8}|warrant\w{0,6}|justif\w{1,10}|unjustified|guidelines?|criteri\w{1,4}|reviewer|upheld|overturned|"
    r"denied|refused|rejected|declined|allowed|granted|called for|did not qualify|does not qualify|not documented|"
    r"no documentation|no evidence)\b",
    re.IGNORECASE,
)
_UR = re.compile(r"\b(?:utili[sz]ation review\w{0,3}|claims administrator|UR)\b", re.IGNORECASE)


_OUTCOME = r"(?:overturn\w{0,4}|uph[eo]ld\w{0,4}|reversed|affirmed|granted)"
_REVIEW = r"(?:independent medical review|IMR|this review|the appeal|expert reviewer|final determination)"
_TOLD = re.compile(
    rf"\b{_REVIEW}\b[^.;]{{0,80}}?\b{_OUTCOME}\b|\b{_OUTCOME}\b[^.;]{{0,40}}?\b{_REVIEW}\b", re.IGNORECASE
)
"""An outcome of a review, which no case before its review can tell; one before it may have been another."""
_NAMED_SO = re.compile(rf"\b{_OUTCOME}\b", re.IGNORECASE)


class CaseText(NamedTuple):
    """A text of a case with its place, and whether it is a document of the record."""

    place: str
    text: str
    record: bool


def texts_of(loaded: LoadedCase) -> Iterator[CaseText]:
    """Every text of a case: its fields, and what was read of its documents."""
    for place, text in _strings((), loaded.case.model_dump(mode="json", exclude={"case_number", "schema_"})):
        yield CaseText(f"case: {_shown(place)}", text, record=place[0] == "records")
    for record in loaded.records:
        if record.type is not None and record.sentences:
            text = "\n".join(sentence.text for sentence in record.sentences)
            yield CaseText(f"record {record.id}", text, record=True)
        elif record.type is None:
            text = "\n".join(sentence.text for sentence in record.sentences)
            yield CaseText("clinical summary as read", text, record=False)


def in_case(answer: Answer, loaded: LoadedCase) -> Iterator[Leak]:
    """Where the case holds the answer to one of its items."""
    for number, item in enumerate(answer.items, start=1):
        if item.all_runs >= _LONG and len(item.runs) < (1 - _HELD_TOO_MUCH) * item.all_runs:
            reason = "the letter's own summary or requests hold most of the rationale; see how the letter was read"
            yield _leak("text", answer, number, "case: clinical_summary", reason)
    own = "\n".join(plain(text) for text in answer.case_texts)
    for seen in texts_of(loaded):
        held, phrase = runs_of_all([seen.text]), plain(seen.text)
        for item in answer.items:
            words = int(among(item.runs, held).sum())
            if words:
                reason = (
                    f"{words + RUN - 1} words of the rationale, at least {RUN} in a row, that the letter's case lacks"
                )
                severity: Severity = "suspected" if seen.record and words < QUOTED * item.all_runs else "leak"
                yield _leak("text", answer, item.number, seen.place, reason, severity)
            yield from _phrases(answer, item, seen, phrase)
        yield from _conclusions(answer, seen, own)
        if _TOLD.search(seen.text):
            yield _leak("conclusion", answer, None, seen.place, "tells the outcome of a review", "suspected")
    for place, text in (("case: case_number", loaded.case.case_number), *_short_fields(loaded)):
        if _NAMED_SO.search(text.replace("-", " ").replace("_", " ")):
            yield _leak(
                "conclusion", answer, None, place, "names an outcome, which a case number or a specialty does not"
            )


def _short_fields(loaded: LoadedCase) -> Iterator[tuple[str, str]]:
    reviewer = loaded.case.reviewer
    for number, text in enumerate((*reviewer.specialties, *reviewer.states), start=1):
        yield f"case: reviewer[{number}]", text
    for record in loaded.case.records:
        yield f"record {record.id}", f"{record.id} {record.file or ''}"


def judgements(answer: Answer, loaded: LoadedCase) -> Iterator[tuple[str, str]]:
    """Place and text of the sentences that judge of need or evidence, which the letter's case lacks.

    What utilization review and the application say may stand in a case; a record that merely tells what the rationale
    tells too is evidence.
    """
    own = "\n".join(plain(text) for text in answer.case_texts)
    information = {
        f"record {record.id}"
        for record in loaded.records
        if record.type in (RecordType.UR_DETERMINATION, RecordType.IMR_APPLICATION)
    }
    read = [seen for seen in texts_of(loaded) if not seen.place.startswith("case: records")]
    for seen in read:
        if seen.place not in information:
            for sentence in split_sentences(seen.text):
                if _JUDGES.search(sentence.text) and not _UR.search(sentence.text) and plain(sentence.text) not in own:
                    yield seen.place, sentence.text


def _phrases(answer: Answer, item: ItemAnswer, seen: CaseText, text: str) -> Iterator[Leak]:
    """A record may cite what the reviewer cites and say a few of the same words; no other part of the case does."""
    severity: Severity = "suspected" if seen.record or seen.place.endswith("physician_guideline") else "leak"
    for kind, phrase in item.phrases:
        if phrase in text:
            yield _leak(kind, answer, item.number, seen.place, f"{SAID[kind]}, which the letter's case lacks", severity)


def _conclusions(answer: Answer, seen: CaseText, own: str) -> Iterator[Leak]:
    for sentence in split_sentences(seen.text):
        concluded = concludes(sentence.text)
        if concluded is None or plain(sentence.text) in own:
            continue
        same = [item.number for item in answer.items if item.item.determination is concluded]
        if same or not seen.record:
            severity: Severity = "suspected" if seen.record else "leak"
            reason = "a closing sentence as determinations end, which the letter's case lacks"
            number = same[0] if len(answer.items) == 1 and same else None
            yield _leak("conclusion", answer, number, seen.place, reason, severity)
            return


def _leak(kind: Kind, answer: Answer, item: int | None, place: str, reason: str, severity: Severity = "leak") -> Leak:
    return Leak(kind=kind, letter=answer.letter, item=item, place=place, severity=severity, reason=reason)


def _strings(place: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings((*place, name), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _strings((*place, number), inner)


def _shown(place: tuple[str | int, ...]) -> str:
    """A place as case files are spoken of: "items[1].request", lists counted from 1."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return shown.removeprefix(".")
