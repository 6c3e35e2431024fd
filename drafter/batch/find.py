"""The cases that a command names: case files, folders of them, and files that hold one case a line."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.batch.folder_names import parted
from drafter.batch.glance import Glance, glance
from drafter.batch.load_line import load_line
from drafter.batch.queued import Line, Queued, Unplaced
from drafter.cases.load import LARGEST, load_case
from drafter.errors import CaseError
from drafter.letters.text_of import Unreadable, file_bytes

BATCH_FILE = "batch.json"
"""The file by which the folder of a batch is known."""
CASE_FILE = "case file"
"""The kind of failure of a case file that cannot be used."""
_CASE_ENDINGS = (".yaml", ".yml", ".json")
_LINES = ".jsonl"


@dataclass(frozen=True)
class Found:
    """The cases of a batch."""

    cases: tuple[Queued, ...]
    """In the order in which they are drafted, each with a folder of its own."""
    unplaced: tuple[Unplaced, ...]
    """Those that cannot be drafted, the expedited ones first."""
    passed_over: tuple[Path, ...]
    """YAML and JSON files in the folders that are no case files."""
    repeated: tuple[Path, ...]
    """Files that are the same as one that was taken, by another name or a link."""
    links: tuple[Path, ...]
    """Links to folders within the folders; they are not followed, since they may lead anywhere."""


@dataclass
class _Search:
    seen: set[str] = field(default_factory=set)
    cases: list[Queued] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    repeated: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)

    def first(self, path: Path) -> bool:
        """Whether the file was not met before."""
        real = os.path.realpath(path)
        if real in self.seen:
            self.repeated.append(path)
            return False
        self.seen.add(real)
        return True


def find_cases(named: Sequence[Path], out: Path) -> Found:
    """Find the cases in files and folders; of each only what it is sorted by is read and kept.

    Of a folder all case files (.yaml, .yml, .json) at any depth are taken, but those in hidden folders, in the batch's
    own folder `out` and in those of other batches. A file of one case a line (.jsonl) counts where it itself is named.
    The same file by two names is one case; where one of them is a link, the other is taken.

    Raises:
        CaseError: what is named is not there, or holds no case.
    """
    search = _Search()
    files: list[tuple[Path, bool]] = []
    for path in named:
        _refuse(path, out)
        if path.is_dir():
            files += [(file, False) for file in _files(path, out.absolute(), search.links)]
        elif path.suffix.lower() == _LINES:
            _take_lines(search, path)
        else:
            files.append((path, True))
    # The records of a case lie beside the file itself, so that comes before links to it.
    for path, itself in sorted(files, key=lambda file: _by_link(file[0])):
        _take(search, path, named=itself)
    cases, shared = parted(search.cases)
    unplaced = sorted((*search.unplaced, *shared), key=_unplaced_order)
    if not cases and not unplaced:
        links = f"; links to folders, such as {search.links[0]}, are not followed: name them" if search.links else ""
        raise CaseError(
            f"{named[0]}: holds no case file; a case file is YAML or JSON with case_number and items{links}"
        )
    return Found(
        cases=tuple(cases),
        unplaced=tuple(unplaced),
        passed_over=tuple(search.passed_over),
        repeated=tuple(search.repeated),
        links=tuple(search.links),
    )


def _refuse(path: Path, out: Path) -> None:
    try:
        there = path.exists()
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); name case files or folders of them") from None
    if not there:
        raise CaseError(f"{path}: does not exist; name case files (YAML or JSON), folders of them, or a .jsonl file")
    if path.is_dir() and path.absolute() == out.absolute():
        raise CaseError(f"{path}: is the folder of the batch, where no cases are sought; name another with -o")
    if path.suffix.lower() == _LINES and not path.is_dir() and not path.is_file():
        # Its lines are read again, each when its turn comes, so a pipe will not do.
        raise CaseError(f"{path}: is not a file; name a file that holds one case as JSON a line")


def _by_link(path: Path) -> bool:
    return os.path.realpath(path) != os.path.abspath(path)


def _unplaced_order(one: Unplaced) -> tuple[bool, str]:
    return one.priority != "expedited", one.where


def _files(folder: Path, out: Path, links: list[Path]) -> Iterator[Path]:
    for place, below, names in os.walk(folder):
        if Path(place).absolute() == out or BATCH_FILE in names:
            below.clear()
            continue
        below[:] = sorted(name for name in below if not name.startswith("."))
        links += [link for name in below if (link := Path(place) / name).is_symlink()]
        for name in sorted(names):
            if name.lower().endswith(_CASE_ENDINGS) and not name.startswith("."):
                yield Path(place) / name


def _take(search: _Search, path: Path, *, named: bool) -> None:
    if not search.first(path):
        return
    try:
        data = file_bytes(path, LARGEST)
    except Unreadable as reason:
        search.unplaced.append(_broken(path, f"{path}: {reason}; name a case file (YAML or JSON)"))
        return
    seen = glance(path, data)
    if seen is None and not named:
        search.passed_over.append(path)
    elif seen is None or seen.case_number is None:
        _take_whole(search, path)
    else:
        search.cases.append(_queued(path, None, seen, seen.case_number))


def _take_whole(search: _Search, path: Path) -> None:
    """Take a file whose case number is not seen at a glance: reading it whole tells what is wrong with it."""
    try:
        case = load_case(path).case
    except CaseError as error:
        search.unplaced.append(_broken(path, str(error)))
    else:
        search.cases.append(Queued(path, None, case.case_number, case.priority, case.due))


def _take_lines(search: _Search, path: Path) -> None:
    if not search.first(path):
        return
    offset = 0
    try:
        with path.open("rb") as lines:
            for number, data in enumerate(lines, start=1):
                if data.strip():
                    _take_line(search, path, Line(number, offset), data)
                offset += len(data)
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror}); name another file") from None


def _take_line(search: _Search, path: Path, line: Line, data: bytes) -> None:
    if len(data) > LARGEST:
        where = f"{path}:{line.number}"
        message = f"{where}: is larger than {LARGEST >> 20} MB; name the records as files in place of their texts"
        search.unplaced.append(Unplaced(where, None, None, None, CASE_FILE, message))
        return
    seen = glance(path, data)
    if seen and seen.case_number:
        search.cases.append(_queued(path, line, seen, seen.case_number))
        return
    try:
        case = load_line(path, line, data, path.parent).loaded.case
    except CaseError as error:
        search.unplaced.append(Unplaced(f"{path}:{line.number}", None, None, None, CASE_FILE, str(error)))
    else:
        search.cases.append(Queued(path, line, case.case_number, case.priority, case.due))


def _queued(path: Path, line: Line | None, seen: Glance, number: str) -> Queued:
    return Queued(path, line, number, seen.priority, seen.due)


def _broken(path: Path, message: str) -> Unplaced:
    return Unplaced(str(path), None, None, None, CASE_FILE, message)
