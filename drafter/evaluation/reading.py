"""Reading a run's files; every line that cannot be used is named with its place, never passed over."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from drafter.domain.case import Model
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.run_files import (
    CASES,
    ITEMS,
    METRICS,
    PASSAGES,
    WORDS,
    CaseLine,
    ItemLine,
    PassageLine,
    RunWords,
)

_Line = TypeVar("_Line", bound=Model)
_AGAIN = "run the suite anew, or take the file from where it was whole"


def read_items(folder: Path) -> Iterator[ItemLine]:
    """The items of a run, one after the other.

    Raises:
        EvaluationError: a line is no item, holds a number that is none (NaN), or stands there twice.
    """
    seen: set[tuple[str, str, int]] = set()
    for number, line in enumerate(_lines(folder / ITEMS, ItemLine), start=1):
        key = (line.letter, line.condition, line.item)
        if key in seen:
            raise EvaluationError(
                f"{folder / ITEMS}:{number}: item {line.item} of {line.letter} is there twice; {_AGAIN}"
            )
        seen.add(key)
        yield line


def read_cases(folder: Path) -> dict[tuple[str, str], CaseLine]:
    """The cases of a run by letter and condition."""
    return {(line.letter, line.condition): line for line in _lines(folder / CASES, CaseLine)}


def read_passages(folder: Path) -> dict[str, Passage]:
    """The passages of a run by digest."""
    return {line.sha256: line.passage for line in _lines(folder / PASSAGES, PassageLine)}


def read_metrics(folder: Path) -> Metrics:
    """The figures of a run.

    Raises:
        EvaluationError: it is not scored, or by another version of this program.
    """
    file = folder / METRICS
    try:
        return Metrics.model_validate_json(file.read_bytes())
    except OSError:
        raise EvaluationError(f"{file}: cannot be read; run `drafter eval score {folder}`") from None
    except ValidationError as error:
        raise EvaluationError(f"{file}: {_place(error)}; run `drafter eval score {folder}`") from None


def read_words(folder: Path) -> RunWords:
    """The words that a run's facts are told by."""
    file = folder / WORDS
    try:
        return RunWords.model_validate_json(file.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {_AGAIN}") from None
    except ValidationError as error:
        raise EvaluationError(f"{file}: {_place(error)}; {_AGAIN}") from None


def _lines(file: Path, form: type[_Line]) -> Iterator[_Line]:
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    yield form.model_validate_json(line)
                except ValidationError as error:
                    raise EvaluationError(f"{file}:{number}: {_place(error)}; {_AGAIN}") from None
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {_AGAIN}") from None


def _place(error: ValidationError) -> str:
    """What is wrong first, without the value, which may be text of a case."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    what = "is no JSON" if first["type"] == "json_invalid" else first["msg"]
    return f"{place}: {what}" if place else what
