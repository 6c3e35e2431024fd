"""What a check says, and the files that the checks read."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drafter.domain.guideline import Edition, Passage
from drafter.guidelines.corpus import ALIASES_FILE, Corpus, corpus_files, file_text
from drafter.guidelines.corpus_parse import InFile


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a check found: its place, what to do, and whether it is a fault or only to be known."""

    file: str
    line: int
    message: str
    fault: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class EditionFile:
    """A file of the corpus: its edition, and its passages with the lines that they stand in."""

    name: str
    text: str
    edition: Edition
    passages: tuple[tuple[Passage, InFile], ...]

    def line_with(self, text: str, start: int) -> int:
        """The first line from `start` on that holds a text; `start` where none does (it is broken over lines)."""
        lines = self.text.split("\n")
        return next((number for number in range(start, len(lines) + 1) if text in lines[number - 1]), start)


@dataclass(frozen=True)
class CheckedCorpus:
    """A corpus that loads, and its files once more with the places of everything in them."""

    corpus: Corpus
    files: tuple[EditionFile, ...]
    aliases_text: str

    def passages(self) -> Iterator[tuple[EditionFile, Passage, InFile]]:
        """Every passage with its file and its place there."""
        for file in self.files:
            for passage, place in file.passages:
                yield file, passage, place


def with_places(corpus: Corpus, folder: Path) -> CheckedCorpus:
    """The corpus of a folder, which has loaded, with the text of its files and the places of everything in them.

    Raises:
        GuidelineError: a file cannot be read.
    """
    texts = {name: file_text(data) for name, data in corpus_files(folder).items()}
    passages: dict[str, list[tuple[Passage, InFile]]] = defaultdict(list)
    for passage in corpus.passages:
        name, place = corpus.places[passage.id]
        passages[name].append((passage, place))
    files = (EditionFile(name, texts[name], held[0][0].edition, tuple(held)) for name, held in passages.items())
    return CheckedCorpus(corpus, tuple(files), texts.get(ALIASES_FILE, ""))
