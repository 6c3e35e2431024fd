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
RUN_AGAIN = "run the suite anew, or take the file from where it was whole"


def read_items(folder: Path) -> Iterator[ItemLine]:
    """The items of a run, one after the other.

    Raises:
        EvaluationError: a line is no item, holds a number that is none (NaN), or stands there twice.
    """
    once = Once(folder / ITEMS)
    for line in _lines(folder / ITEMS, ItemLine):
        once.add(line.letter, line.item, line.condition)
        yield line


class Once:
    """Holds each item of a file of items to standing there once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: set[tuple[str, str, int]] = set()
        self.lines = 0
        """The lines so far."""

    def add(self, letter: str, item: int, condition: str) -> None:
        """Take the item of the next line.

        Raises:
            EvaluationError: it stood there before.
        """
        self.lines += 1
        key = (letter, condition, item)
        if key in self._seen:
            raise EvaluationError(f"{self._file}:{self.lines}: item {item} of {letter} is there twice; {RUN_AGAIN}")
        self._seen.add(key)


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
        raise EvaluationError(f"{file}: {fault_of(error)}; run `drafter eval score {folder}`") from None


def read_words(folder: Path) -> RunWords:
    """The words that a run's facts are told by."""
    file = folder / WORDS
    try:
        return RunWords.model_validate_json(file.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {RUN_AGAIN}") from None
    except ValidationError as error:
        raise EvaluationError(f"{file}: {fault_of(error)}; {RUN_AGAIN}") from None


def _lines(file: Path, form: type[_Line]) -> Iterator[_Line]:
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    yield form.model_validate_json(line)
                except ValidationError as error:
                    raise EvaluationError(f"{file}:{number}: {fault_of(error)}; {RUN_AGAIN}") from None
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {RUN_AGAIN}") from None


def fault_of(error: ValidationError) -> str:
    """What is wrong first, without the value, which may be text of a case."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    what = "is no JSON" if first["type"] == "json_invalid" else first["msg"]
    return f"{place}: {what}" if place else what
