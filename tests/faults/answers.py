"""Answers to a chat completion, made from what it asks: sound, in the schema asked for, and always the same."""

import re
from collections.abc import Callable
from typing import Any

from drafter.domain.conclusion import CLOSING
from drafter.domain.determination import Determination
from tests.faults.asked import Asked, Line
from tests.faults.shapes import instance

_GIVEN = re.compile(r"\nsentence for (?:that|a rank left) \| (.*)")
"""A sentence that a rationale has to hold word for word."""
_SENTENCE_AT_FAULT = re.compile(r"\nnumber (\d{1,3}) \| (.*)\npointers ")
_CRITERION_AT_FAULT = re.compile(r"\nnumber (\d{1,3}) \| .*\ncriterion ([GR]\d{1,4})\.(\d{1,5}), ")
_PROPOSED = re.compile(r"\nproposed \| (.*)")
_TO_JUDGE = re.compile(r"\nsentence (\d{1,3}) \| ")
_MOST = re.compile(r"\nchoose at most \| (\d{1,3})")
_MOST_SUMMED_UP = 6
_STATUS = {Determination.UPHELD: "not met", Determination.OVERTURNED: "met", Determination.INSUFFICIENT: "insufficient"}
"""The status of a criterion that goes with a proposal."""

AnswerMaker = Callable[[Asked], Any]
"""Makes the content of an answer: a JSON value, or a text that is sent as it is."""


def answer_to(asked: Asked) -> Any:
    """A valid answer: by the schema's name, else by the schema, else an item draft."""
    if maker := MAKERS.get(asked.schema_name or ""):
        return maker(asked)
    return item_draft(asked) if asked.schema is None else instance(asked.schema, asked)


def item_draft(asked: Asked) -> dict[str, Any]:
    """The draft of an item that the grounding check finds no error in: Upheld, or Insufficient without a guideline."""
    guideline, record = asked.line("G"), asked.line("R")
    determination = Determination.UPHELD if guideline else Determination.INSUFFICIENT
    rationale = [_sentence(given) for given in _GIVEN.findall(asked.text)]
    rationale += [_about(line) for line in (guideline, record) if line]
    if guideline and record:
        both = f"Set side by side, {guideline.word} in the one and {record.word} in the other settle the question."
        rationale.append(_sentence(both, guideline, record))
    criterion = (
        {
            "label": f"the passage on {guideline.word}",
            "criterion": guideline.pointer,
            "status": _STATUS[determination],
            "pointers": [record.pointer] if record else [],
        }
        if guideline
        else None
    )
    return {
        "criteria": [criterion] if criterion else [],
        "probability_percent": 20,
        "determination": determination.value,
        "rationale": [*rationale, _sentence(CLOSING[determination])],
    }


def repair_draft(asked: Asked) -> dict[str, Any]:
    """What is at fault, written anew by the evidence shown; a closing sentence where that is missing or at fault."""
    proposed = _PROPOSED.search(asked.text)
    determination = Determination(proposed[1]) if proposed else Determination.UPHELD
    line = asked.line("G") or asked.line("R")
    record = asked.line("R")
    closing = _sentence(CLOSING[determination])
    return {
        "criteria": [
            {
                "number": int(number),
                "criterion": line.pointer if line else {"source": source, "sentence": int(sentence)},
                "status": _STATUS[determination],
                "pointers": [record.pointer] if record else [],
            }
            for number, source, sentence in _CRITERION_AT_FAULT.findall(asked.text)
        ],
        "sentences": [
            {"number": int(number), **(_about(line) if line and not _closes(text) else closing)}
            for number, text in _SENTENCE_AT_FAULT.findall(asked.text)
        ],
    }


def _closes(text: str) -> bool:
    return text == "missing" or text in CLOSING.values()


def summary_draft(asked: Asked) -> dict[str, Any]:
    """A sentence on each of the first clinical record lines."""
    sentences = [_about(line) for line in asked.fit("R", _MOST_SUMMED_UP)]
    return {"sentences": sentences or [_sentence("The file tells little.")]}


def summary_repair_draft(asked: Asked) -> dict[str, Any]:
    """Each sentence at fault, written anew by a record line shown."""
    line = asked.line("R")
    anew = _about(line) if line else _sentence("The file tells little.")
    return {"sentences": [{"number": int(number), **anew} for number, _ in _SENTENCE_AT_FAULT.findall(asked.text)]}


def select_draft(asked: Asked) -> dict[str, Any]:
    """The first clinical record lines, as many as may be chosen."""
    most = _MOST.search(asked.text)
    return {"pointers": [line.pointer for line in asked.fit("R", int(most[1]) if most else 1)]}


def judge_draft(asked: Asked) -> dict[str, Any]:
    """Every sentence is supported."""
    return {
        "sentences": [
            {"number": int(number), "why": "Its lines bear it out.", "support": "supported"}
            for number in _TO_JUDGE.findall(asked.text)
        ]
    }


MAKERS: dict[str, AnswerMaker] = {
    maker.__name__: maker
    for maker in (item_draft, repair_draft, summary_draft, summary_repair_draft, select_draft, judge_draft)
}
"""Who answers, by the name of the schema asked for."""


def _about(line: Line) -> dict[str, Any]:
    of = "The first passage" if line.source[0] == "G" else "One entry of the file"
    return _sentence(f"{of} speaks of {line.word}.", line)


def _sentence(text: str, *lines: Line) -> dict[str, Any]:
    return {"text": text, "pointers": [line.pointer for line in lines]}
