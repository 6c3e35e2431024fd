"""The parts of a run while it goes on, one file a letter, so that a run that was stopped can be gone on with."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from drafter.domain.lexicon import Lexicon
from drafter.errors import EvaluationError
from drafter.evaluation.letter_run import LetterPart
from drafter.evaluation.manifest import Manifest, read_manifest
from drafter.evaluation.run_files import CASES, ITEMS, MANIFEST, PARTS, PASSAGES, WORDS, PassageLine, RunWords
from drafter.output import room_for, write_files, written_aside

_DRAFTED, _FAILED = ".json", ".failed.json"
_LOCK = "run.lock"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes away from a run's folder: they would draft the same letters, and take parts from each other.

    Raises:
        EvaluationError: another process is at it.
        OutputError: the folder cannot be made or written in.
    """
    file = folder / _LOCK
    with room_for([file]):
        lock = FileLock(file, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise EvaluationError(f"{folder}: another process is drafting this run; wait until it is done") from None
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps a file that is open; one that is left there locks nothing
                file.unlink()
            lock.release()


class Parts:
    """The letters of a run that are drafted so far."""

    def __init__(self, folder: Path, manifest: Manifest, lexicon: Lexicon) -> None:
        """Begin a run in a folder, or go on with the one that is there.

        Raises:
            EvaluationError: the folder holds a run of something else, or other files.
        """
        self._folder = folder
        self._parts = folder / PARTS
        self._finished = False
        self._begin(manifest, RunWords.of(lexicon))
        self._letters = manifest.letters
        self._failed = {file.name for file in self._parts.glob(f"*{_FAILED}")}

    @property
    def failed(self) -> int:
        """Letters that could not be drafted; they are tried again when the run is gone on with."""
        return len(self._failed)

    def _begin(self, manifest: Manifest, words: RunWords) -> None:
        there = self._folder / MANIFEST
        if not there.exists():
            if self._folder.is_dir() and any(file.name != _LOCK for file in self._folder.iterdir()):
                raise EvaluationError(f"{self._folder}: holds other files; name a new folder with -o")
            made = {there: manifest.model_dump_json(by_alias=True, indent=2) + "\n"}
            write_files({self._folder / WORDS: words.model_dump_json(), **made})
        else:
            before = read_manifest(self._folder)
            if before.inputs_sha256 != manifest.inputs_sha256:
                differing = "; ".join(before.differences(manifest)) or "the suite's file"
                raise EvaluationError(f"{self._folder}: is a run of something else ({differing}); name a new folder")
        self._finished = (self._folder / ITEMS).exists() and not self._parts.exists()
        if not self._finished:
            self._parts.mkdir(exist_ok=True)

    def has(self, number: int) -> bool:
        """Whether the letter of that number, from 1, is drafted."""
        return self._finished or self._file(number).exists()

    def keep(self, number: int, part: LetterPart) -> None:
        """Keep what was drafted of a letter, or that it could not be."""
        drafted, failed = self._file(number), self._file(number, _FAILED)
        write_files({failed if part.failed else drafted: part.model_dump_json(by_alias=True)}, without=[failed])
        self._failed.discard(failed.name)
        if part.failed:
            self._failed.add(failed.name)

    def assemble(self) -> None:
        """Put the parts together into the run's files; they stay beside it while a letter failed."""
        if self._finished:
            return
        passages: dict[str, PassageLine] = {}
        with written_aside(self._folder / CASES) as cases, written_aside(self._folder / ITEMS) as items:
            for part in self._all():
                cases.writelines(line.model_dump_json(by_alias=True) + "\n" for line in part.cases)
                items.writelines(line.model_dump_json(by_alias=True) + "\n" for line in part.items)
                passages |= {sha: PassageLine(sha256=sha, passage=passage) for sha, passage in part.passages.items()}
            with written_aside(self._folder / PASSAGES) as file:
                file.writelines(line.model_dump_json(by_alias=True) + "\n" for line in passages.values())
        if not self.failed:
            shutil.rmtree(self._parts)

    def _all(self) -> Iterator[LetterPart]:
        for number in range(1, self._letters + 1):
            file = self._file(number)
            file = file if file.exists() else self._file(number, _FAILED)
            try:
                yield LetterPart.model_validate_json(file.read_bytes())
            except (OSError, ValidationError):
                raise EvaluationError(f"{file}: cannot be read; delete it and run again") from None

    def _file(self, number: int, ending: str = _DRAFTED) -> Path:
        return self._parts / f"{number:06}{ending}"
