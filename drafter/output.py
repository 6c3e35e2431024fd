"""Writing results so that nothing is ever half-written: all files aside first, then renamed into place."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import TextIO

from drafter.errors import OutputError


@contextmanager
def room_for(files: Collection[Path]) -> Iterator[None]:
    """Make sure that files can be written before the work that makes them begins, which may be long or paid for.

    Their folders are made; those that still hold nothing at the end are removed again.

    Raises:
        OutputError: a folder cannot be made or written in, or a folder stands where a file should.
    """
    made: list[Path] = []
    tried: set[Path] = set()
    try:
        for file in files:
            try:
                _try(file, made, tried)
            except OSError as error:
                raise _unwritable(file, error) from None
        yield
    finally:
        for folder in reversed(made):
            with suppress(OSError):  # it holds what was written
                folder.rmdir()


def write_files(files: Mapping[Path, str | bytes], *, without: Collection[Path] = ()) -> None:
    """Write files together, text as UTF-8: none is put in place before every one has been written aside.

    The files named in `without`, which an earlier run may have left, are gone once the others are in place.

    Raises:
        OutputError: a folder or file cannot be written; files already in place keep their old content.
    """
    set_aside: list[Path] = []
    with room_for(files):
        try:
            for path, content in files.items():
                _aside(path, "new").write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            for path in (stale for stale in without if stale.is_file()):
                os.replace(path, _aside(path, "old"))
                set_aside.append(path)
            for path in files:
                os.replace(_aside(path, "new"), path)
        except BaseException as error:
            for stale in set_aside:
                os.replace(_aside(stale, "old"), stale)
            if isinstance(error, OSError):
                raise _unwritable(path, error) from None
            raise
        finally:
            for path in files:
                _aside(path, "new").unlink(missing_ok=True)
    for stale in set_aside:
        _aside(stale, "old").unlink()


@contextmanager
def written_aside(file: Path) -> Iterator[TextIO]:
    """A text file (UTF-8) to write bit by bit; it takes its place once the block ends, and never where it fails.

    Raises:
        OutputError: the file cannot be written; one already in place keeps its old content.
    """
    with room_for([file]):
        aside = _aside(file, "new")
        try:
            with aside.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            os.replace(aside, file)
        except OSError as error:
            raise _unwritable(file, error) from None
        finally:
            aside.unlink(missing_ok=True)


def _try(file: Path, made: list[Path], tried: set[Path]) -> None:
    """Make the file's folder, and try once for each folder whether it takes a file."""
    if file.is_dir():
        raise IsADirectoryError(None, "is a folder")
    if file.parent in tried:
        return
    missing = list(takewhile(lambda folder: not folder.exists(), (file.parent, *file.parent.parents)))
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        made.append(folder)
    probe = _aside(file, "new")
    probe.touch()
    probe.unlink()
    tried.add(file.parent)


def _aside(file: Path, what: str) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}.{what}")


def _unwritable(file: Path, error: OSError) -> OutputError:
    return OutputError(f"{file}: cannot be written ({error.strerror}); name another place")
