"""The guideline corpus: a folder with one Markdown file an edition, and aliases.yaml."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from drafter.domain.guideline import Edition, Passage
from drafter.errors import GuidelineError
from drafter.guidelines.aliases import Aliases, parse_aliases
from drafter.guidelines.corpus_parse import EditionParser
from drafter.places import listed

ALIASES_FILE = "aliases.yaml"
_EXPLANATION = "README.md"


@dataclass(frozen=True)
class Corpus:
    """Every edition held, its passages in the order of the files, and the aliases."""

    folder: Path
    editions: tuple[Edition, ...]
    passages: tuple[Passage, ...]
    aliases: Aliases
    sha256: str
    """Digest of every file's name and bytes."""

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    def passage(self, id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._by_id.get(id)


def load_corpus(folder: Path) -> Corpus:
    """Read the corpus in a folder.

    Raises:
        GuidelineError: the folder is missing, empty or cannot be read, or files have faults: all of them, one a line,
            each as `file:line: what to do`.
    """
    files = _read_files(folder)
    problems: list[str] = []
    parsers: dict[str, EditionParser] = {}
    aliases: Aliases | None = Aliases()
    for name, data in files.items():
        try:
            text = data.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.append(f"{name}:{line}: a character that is not UTF-8; save the file as UTF-8")
            aliases = None if name == ALIASES_FILE else aliases
            continue
        if name == ALIASES_FILE:
            read, faults = parse_aliases(text)
            aliases = None if faults else read
        else:
            parsers[name] = EditionParser(text)
            faults = parsers[name].faults
        problems += listed(name, faults)
    editions = {name: parser.edition for name, parser in parsers.items() if parser.edition}
    problems += _problems_between(editions, aliases)
    if problems or aliases is None:
        raise GuidelineError("\n".join(problems))
    return Corpus(
        folder=folder,
        editions=tuple(editions.values()),
        passages=tuple(passage for parser in parsers.values() for passage in parser.passages),
        aliases=aliases,
        sha256=_digest(files),
    )


def _read_files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise GuidelineError(f"{folder}: no such corpus folder; DRAFTER_CORPUS names the one to use")
    try:
        paths = sorted(path for path in folder.glob("*.md") if path.name != _EXPLANATION)
        if not paths:
            raise GuidelineError(f"{folder}: no edition in this corpus folder; an edition is a file NAME.md")
        extra = folder / ALIASES_FILE
        return {path.name: path.read_bytes() for path in [*paths, *([extra] if extra.exists() else [])]}
    except OSError as error:
        raise GuidelineError(f"{error.filename}: cannot be read ({error.strerror}); mend the corpus folder") from None


def _problems_between(editions: dict[str, Edition], aliases: Aliases | None) -> list[str]:
    """What is wrong between files; body parts are not looked up in aliases that have faults of their own (None)."""
    problems: list[str] = []
    ids: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for file, edition in editions.items():
        named = (edition.guideline, edition.edition)
        if edition.id in ids:
            problems.append(
                f'{file}:1: edition id "{edition.id}" is used in {ids[edition.id]} already; give it its own'
            )
        elif named in names:
            problems.append(f"{file}:1: {' '.join(named)} is in {names[named]} already; keep one of the two files")
        ids.setdefault(edition.id, file)
        names.setdefault(named, file)
        problems += [
            f'{file}:1: body part "{part}" is not in {ALIASES_FILE}; add it there'
            for part in (aliases.unknown_body_parts(edition.body_parts) if aliases else ())
        ]
    return problems


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()
