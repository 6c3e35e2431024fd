"""Reading a run's files; every line that cannot be used is named with its place, never passed over."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from drafter.domain.case import Model
from drafter.domain.determination import Determination
from drafter.domain.guideline import Passage
from drafter.errors import EvaluationError
from drafter.evaluation.manifest import DecidedDigest, read_manifest
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.run_files import (
    AS_WRITTEN,
    CASES,
    ITEMS,
    METRICS,
    PARTS,
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
    whole = Whole(folder)
    for line in _lines(folder / ITEMS, ItemLine):
        whole.add(line.letter, line.item, line.condition, line.gold.determination is Determination.OVERTURNED)
        yield line
    whole.check()


class Whole:
    """Holds a run's file of items to being whole: each item once, and all that the run began with, decided the same."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / ITEMS
        self._manifest = read_manifest(folder)
        self._seen: set[tuple[str, str, int]] = set()
        self._decided = DecidedDigest()
        self.lines = 0
        """The lines so far."""

    def add(self, letter: str, item: int, condition: str, overturned: bool) -> None:
        """Take the item of the next line.

        Raises:
            EvaluationError: it stood there before.
        """
        self.lines += 1
        key = (letter, condition, item)
        if key in self._seen:
            raise EvaluationError(f"{self._file}:{self.lines}: item {item} of {letter} is there twice; {RUN_AGAIN}")
        self._seen.add(key)
        if condition == AS_WRITTEN:
            self._decided.add(letter, item, overturned)

    def check(self) -> None:
        """After the last line, see that every item as written was there.

        Raises:
            EvaluationError: some are missing, or were decided otherwise when the run began.
        """
        decided, asked = self._decided, self._manifest
        if decided.items != asked.items:
            raise EvaluationError(f"{self._file}: has {decided.items} of {asked.items} items as written; {RUN_AGAIN}")
        if decided.sha256 != asked.decided_sha256:
            raise EvaluationError(f"{self._file}: its decisions are not those that the run began with; {RUN_AGAIN}")


def read_cases(folder: Path) -> dict[tuple[str, str], CaseLine]:
    """The cases of a run by letter and condition."""
    return {(line.letter, line.condition): line for line in _lines(folder / CASES, CaseLine)}


def read_passages(folder: Path) -> dict[str, Passage]:
    """The passages of a run by digest."""
    return {line.sha256: line.passage for line in _lines(folder / PASSAGES, PassageLine)}


def read_metrics(folder: Path) -> Metrics:
    """The figures of a run.

    Raises:
        EvaluationError: it is not scored, or by another version of this program, or they are those of another run.
    """
    file = folder / METRICS
    manifest = read_manifest(folder)
    try:
        metrics = Metrics.model_validate_json(file.read_bytes())
        if metrics.run_sha256 != manifest.inputs_sha256:
            raise EvaluationError(f"{file}: is of another run; run `drafter eval score {folder}`")
        return metrics
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
        raise EvaluationError(f"{file}: cannot be read ({error.strerror}); {_how(file.parent)}") from None


def _how(folder: Path) -> str:
    """What to do about a file that is not there: a run that was stopped has its parts still."""
    return "the run is not finished: go on with the same `drafter eval run`" if (folder / PARTS).exists() else RUN_AGAIN


def fault_of(error: ValidationError) -> str:
    """What is wrong first, without the value, which may be text of a case."""
    first = error.errors(include_url=False)[0]
    place, value = ".".join(map(str, first["loc"])), first["input"]
    what = "is no JSON" if first["type"] == "json_invalid" else first["msg"]
    what = "is not a number" if isinstance(value, float) and not isfinite(value) else what
    return f"{place}: {what}" if place else what
