"""The decisions of a run: read from letters or from data, each letter once, with the digests of what was read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from drafter.domain.case import Model
from drafter.domain.decision import Decision
from drafter.domain.vocabulary import Vocabulary
from drafter.errors import DrafterError, EvaluationError
from drafter.letters.read import read_letter
from drafter.letters.stored import read_stored

LETTER_KINDS = (".pdf", ".docx", ".txt")
_DATA = (".json", ".jsonl")


class DecisionFile(Model):
    """A file that decisions were read from."""

    name: str
    """Its name, without its folder."""
    sha256: str
    letters: int


@dataclass(frozen=True)
class Decided:
    """Signed decisions by their letters' names: the case number, or the file's name where a letter has none."""

    letters: dict[str, Decision]
    files: tuple[DecisionFile, ...]

    @property
    def items(self) -> int:
        """How many disputed items they decide."""
        return sum(len(decision.items) for decision in self.letters.values())


def read_decided(paths: Sequence[Path], vocabulary: Vocabulary) -> Decided:
    """Read signed letters, folders of them, and files that `drafter letters read` wrote.

    Raises:
        EvaluationError: a file cannot be read as a decision, a case stands there twice, or there is none; one line a
            problem. Nothing is left out in silence: a figure on the rest would pass for one on all.
    """
    found: list[tuple[str, Decision]] = []
    files: list[DecisionFile] = []
    wrong: list[str] = []
    for path in _files(paths):
        try:
            read, held = list(_read(path, vocabulary)), path.read_bytes()
        except DrafterError as error:
            wrong += [f"{line}; mend it or take it out" for line in str(error).splitlines()]
            continue
        found += read
        files.append(DecisionFile(name=path.name, sha256=sha256(held).hexdigest(), letters=len(read)))
    twice = [name for name, count in Counter(name for name, _ in found).items() if count > 1]
    wrong += [f"case {name} is there more than once; leave one of its decisions" for name in twice]
    if not found and not wrong:
        wrong.append(f"no decision in {', '.join(map(str, paths)) or 'the suite'}; name letters with --decisions")
    if wrong:
        raise EvaluationError("\n".join(wrong))
    return Decided(dict(found), tuple(files))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            if path.is_dir():
                yield from sorted(file for file in path.iterdir() if file.suffix.lower() in (*LETTER_KINDS, *_DATA))
            else:
                yield path
        except OSError as error:
            raise EvaluationError(f"{path}: cannot be read ({error.strerror}); name another file or folder") from None


def _read(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, Decision]]:
    if path.suffix.lower() not in _DATA:
        decision = read_letter(path, vocabulary).decision
        yield decision.case_number or path.name, decision
        return
    for number, one in enumerate(read_stored(path), start=1):
        if not isinstance(one, Decision):
            raise EvaluationError(f"{path}: is a draft, and no decision")
        yield one.case_number or f"{path.name}:{number}", one
